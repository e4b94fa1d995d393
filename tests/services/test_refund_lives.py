"""Random lives of accounts: no order of doing things pays out more than was paid in, plus interest."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from model.account_commands import TransferBalance
from model.bill import Bill, BillLine
from model.claim import ClaimInstalments
from model.errors import UserError
from model.ids import MemberId, PackKindId, PlanId, TxnId
from model.ledger import TENDER_ACCOUNTS
from model.money import Money, yuan
from model.pack_commands import SellPack, UsePack
from model.refund_commands import AskCardRefund, PayCardRefund
from model.sale import Payment, Tender
from model.shop import Policy, SpendingOrder
from model.topup import LimitWarning
from services import card_refunds, instalments, packs, transfers
from tests.services.test_card_refunds import pack_kind, rich_plan
from tests.support import DAY_MS, Till, command_id, txn

EVERY_LIMIT = frozenset(LimitWarning)


@dataclass
class Life:
    till: Till
    chance: random.Random
    members: list[MemberId]
    plans: list[PlanId | None]
    kind: PackKindId
    known: list[TxnId] = field(default_factory=list)
    given: Counter[MemberId] = field(default_factory=Counter)
    """What each paid in or was handed over, less what they were paid back or handed over to others."""

    def step(self) -> None:
        act = self.chance.choice(
            (self.top_up, self.top_up, self.sell, self.sell, self.sell, self.reverse, self.pack,
             self.transfer, self.claim, self.refund, self.wait)
        )  # fmt: skip
        try:
            act(self.chance.choice(self.members))
        except UserError:
            return

    def top_up(self, member_id: MemberId) -> None:
        plan_id = self.chance.choice(self.plans)
        paid = yuan(500) if plan_id else Money(self.chance.randrange(1, 60_000))
        by = self.chance.choice(TENDER_ACCOUNTS)
        done = self.till.top_up(member_id, paid, plan_id, tenders=((by, paid),), confirmed=EVERY_LIMIT)
        self.known.append(txn(done))
        self.given[member_id] += paid.fen

    def sell(self, member_id: MemberId) -> None:
        price, count = Money(self.chance.randrange(100, 20_000)), self.chance.randrange(1, 4)
        off = self.chance.choice((0, 0, self.chance.randrange(1, price.fen)))
        bill = Bill((BillLine("洗剪吹", price, count), BillLine("护理", Money(5_000))))
        due = price * count + Money(5_000)
        wallet = self.till.wallet(member_id)
        most = min(due.fen, wallet.principal.fen + sum(lot.remaining.fen for lot in wallet.lots))
        stored = self.chance.choice((most, self.chance.randrange(most + 1)))
        assert off >= 0
        self.known.append(txn(self.till.sell(due, member_id, stored=Money(stored), bill=bill)))

    def reverse(self, member_id: MemberId) -> None:
        if not self.known:
            return
        which = self.chance.choice(self.known)
        ((kind, owner),) = self.till.rows("SELECT kind, member_id FROM txn WHERE id = ?", which)
        if kind == "sale":
            self.till.reverse(which, (self.chance.randrange(2), 1))
            return
        before = self._paid_back(which)
        self.till.reverse(which, amount=Money(self.chance.randrange(1, 50_000)))
        self.given[owner] -= self._paid_back(which) - before

    def _paid_back(self, which: TxnId) -> int:
        ((amount,),) = self.till.rows(
            "SELECT coalesce(-sum(p.amount), 0) FROM reversal r JOIN posting p ON p.txn_id = r.txn_id "
            "WHERE r.reverses_id = ? AND p.account IN ('cash', 'wechat', 'alipay', 'bank_card')",
            which,
        )
        return int(amount)

    def pack(self, member_id: MemberId) -> None:
        by = self.till.people.cashier
        has = [pack for pack in self.till.ask(packs.of_member, member_id) if pack.sessions_left]
        if has and self.chance.randrange(2):
            self.till.do(packs.use, UsePack(command_id(), by, self.chance.choice(has).id, 1))
            return
        most = min(6_000, self.till.wallet(member_id).principal.fen)
        stored = self.chance.randrange(most + 1)
        rest = Money(6_000 - stored)
        cash = (Tender(TENDER_ACCOUNTS[0], rest, rest),) if rest else ()
        command = SellPack(
            command_id(), by, member_id, self.kind, 1, Payment(Money(stored), cash), EVERY_LIMIT
        )
        self.known.append(txn(self.till.do(packs.sell, command)))
        self.given[member_id] += rest.fen

    def transfer(self, member_id: MemberId) -> None:
        other = self.chance.choice([one for one in self.members if one != member_id])
        has = self.till.wallet(member_id).principal.fen
        part = self.chance.choice((None, Money(self.chance.randrange(1, max(2, has)))))
        command = TransferBalance(
            command_id(), self.till.people.manager, member_id, other, part, "送", both_present=True,
            confirmed=EVERY_LIMIT,
        )  # fmt: skip
        self.till.do(transfers.execute, command)
        moved = has if part is None else part.fen
        self.given[member_id] -= moved
        self.given[other] += moved

    def claim(self, member_id: MemberId) -> None:
        due = tuple(one.id for one in self.till.ask(instalments.due, member_id).claimable)
        by = self.till.people.cashier
        self.till.do(instalments.claim, ClaimInstalments(command_id(), by, member_id, due))

    def refund(self, member_id: MemberId) -> None:
        if self.chance.randrange(3):
            return
        asked = AskCardRefund(command_id(), self.till.people.cashier, member_id, "搬家")
        self.till.do(card_refunds.ask, asked)
        found = self.till.ask(card_refunds.worksheet, member_id)
        assert found.refund is not None
        for result in found.worksheet.results:
            assert 0 <= result.refunded.fen <= self.given[member_id], (result, self.given[member_id])
        paid = self.chance.choice(found.worksheet.results)
        tenders = ((TENDER_ACCOUNTS[1], paid.total),) if paid.total else ()
        command = PayCardRefund(
            command_id(), self.till.people.owner, found.refund.id, paid.cause, paid.reading.key, paid.total,
            tenders, False,
        )  # fmt: skip
        self.till.do(card_refunds.pay, command)
        self.given[member_id] -= paid.refunded.fen
        assert self.till.wallet(member_id).principal.fen == 0

    def wait(self, _: MemberId) -> None:
        self.till.clock.set(self.till.clock.now_ms() + self.chance.randrange(1, 20) * DAY_MS)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_ever_paid_back_more_than_was_paid_in(till: Till, seed: int) -> None:
    chance = random.Random(seed)
    till.policy(Policy(spending_order=chance.choice(list(SpendingOrder))))
    plans = [None, till.plan(yuan(500), yuan(500)), till.plan(yuan(500), yuan(80), 40), rich_plan(till)]
    life = Life(till, chance, [till.member() for _ in range(3)], plans, pack_kind(till, yuan(60), "护理"))
    for _ in range(90):
        life.step()
    till.prove()
