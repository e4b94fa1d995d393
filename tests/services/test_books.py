"""Random days at the counter against a plain reference of the books: they agree after every step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from model.bill import Bill, BillLine, ManualDiscount
from model.command import Command
from model.commands import Reverse, Sell, TopUp
from model.errors import UserError
from model.ids import MemberId, PlanId, TxnId
from model.ledger import Account
from model.money import Money
from model.sale import Payment, Tender
from model.shop import Policy, RoundingRule, SpendingOrder
from model.topup import LimitWarning
from model.views import Done
from services import reversals, sales, topups
from services.clock import day_number, from_day_number
from services.storage.work import Work
from tests.effort import often
from tests.services.books import ROUNDED, Books, Discounts, Line, Paid, Person, Sold
from tests.support import Till, command_id, content_hash, fresh_shop, txn

TENDERS = (Account.CASH, Account.WECHAT, Account.ALIPAY, Account.BANK_CARD)
PLANS = ((30_000, 3_000, None), (50_000, 8_000, 30), (10_000, 3_333, 7), (100, 9_999, 1))
TIERS = (10_000, 9_500, 8_888)
STEPS = {RoundingRule.NONE: 1, RoundingRule.JIAO: 10, RoundingRule.YUAN: 100}

UseCase = Callable[[Work, Any], Done]

small = st.integers(0, 7)
prices = st.one_of(st.integers(0, 30_000), st.sampled_from((1, 99, 6_800, 16_800)))
bill_lines = st.lists(
    st.builds(Line, prices, st.integers(1, 5), st.booleans(), st.booleans()), min_size=1, max_size=4
)


class Counter(RuleBasedStateMachine):
    """One shop, any order of everything that moves money."""

    @initialize(points=st.sampled_from((0, 1, 3)), order=st.sampled_from(SpendingOrder))
    def open(self, points: int, order: SpendingOrder) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "shop.guimi"
        self.till = Till(self.path, fresh_shop(self.path))
        self.till.policy(Policy(rounding=RoundingRule.YUAN, points_per_yuan=points, spending_order=order))
        self.plans = [self.till.plan(Money(pay), Money(bonus), days) for pay, bonus, days in PLANS]
        self.tiers = [self.till.tier(bp) for bp in TIERS]
        self.books = Books(order=order.value, points_per_yuan=points)
        self.people: list[tuple[MemberId, Person]] = []
        self.sold: list[tuple[TxnId, Sold]] = []
        self.paid: list[tuple[TxnId, Paid]] = []
        self.last: tuple[UseCase, Command, Done] | None = None
        self.number = 0
        self.sign_up(0)

    def teardown(self) -> None:
        if not hasattr(self, "till"):
            return
        try:
            self._reverse_everything()
            self.till.prove()
        finally:
            self.till.close()
            shutil.rmtree(self.folder)

    def _reverse_everything(self) -> None:
        for txn_id, sold in self.sold:
            if not sold.gone:
                self._reverse_sale(txn_id, sold, dict(enumerate(sold.pieces)))
        for txn_id, paid in self.paid:
            if sum(paid.left.values()):
                self._reverse_top_up(txn_id, paid, sum(paid.left.values()))
        self.balances_agree()
        assert not any(self.books.taken.values()), self.books.taken
        for _, person in self.people:
            assert (person.principal, person.points, person.spent, person.visits) == (0, 0, 0, 0)
            assert not any(lot.left for lot in person.lots.values())

    # ── what people do ──

    @rule(tier=small)
    def sign_up(self, tier: int) -> None:
        if len(self.people) == 2:
            return
        member_id = self.till.member(f"会员{len(self.people)}", self.tiers[tier % len(TIERS)])
        self.people.append((member_id, Person(TIERS[tier % len(TIERS)])))

    @rule(who=small, parts=st.dictionaries(st.sampled_from(TENDERS), st.integers(1, 60_000), min_size=1))
    def top_up_freely(self, who: int, parts: dict[Account, int]) -> None:
        member_id, person = self._person(who)
        done = self._top_up(member_id, parts, None)
        self.paid.append((txn(done), self.books.top_up(person, {a.value: v for a, v in parts.items()})))

    @rule(who=small, which=small, account=st.sampled_from(TENDERS))
    def top_up_by_plan(self, who: int, which: int, account: Account) -> None:
        member_id, person = self._person(who)
        pay, bonus, days = PLANS[which % len(PLANS)]
        done = self._top_up(member_id, {account: pay}, self.plans[which % len(PLANS)])
        paid = self.books.top_up(person, {account.value: pay})
        ((lot_id, expires),) = self.till.rows(
            "SELECT id, expires_day FROM bonus_lot WHERE txn_id = ?", txn(done)
        )
        last_day = self.books.day + timedelta(days=days) if days else None
        assert expires == (day_number(last_day) if last_day else None)
        self.books.grant(paid, lot_id, bonus, last_day)
        self.paid.append((txn(done), paid))

    def _top_up(self, member_id: MemberId, parts: dict[Account, int], plan_id: PlanId | None) -> Done:
        tenders = tuple((account, Money(amount)) for account, amount in parts.items())
        command = TopUp(
            command_id(), self.till.people.cashier, member_id, tenders, plan_id, frozenset(LimitWarning)
        )
        return self._do(topups.execute, command)

    @rule(
        who=st.one_of(small, st.none()),
        lines=bill_lines,
        percent=st.sampled_from((0, 0, 500, 3_333, 10_000)),
        step=st.sampled_from(list(STEPS)),
        stored=st.integers(0, 4),
        accounts=st.permutations(TENDERS),
        cuts=st.integers(1, 3),
    )
    def sell(
        self,
        who: int | None,
        lines: list[Line],
        percent: int,
        step: RoundingRule,
        stored: int,
        accounts: list[Account],
        cuts: int,
    ) -> None:
        member_id, person = self._person(who) if who is not None else (None, None)
        bill = Discounts(person.tier_bp if person else 10_000, percent, 0, STEPS[step])
        due = bill.due(lines)
        available = person.principal + person.bonus(self.books.day) if person else 0
        # None, a quarter … all of what there is, and one fen more than there is.
        from_stored = min(due, available * stored // 4) if stored < 4 else min(due, available + 1)
        tenders = _cut(due - from_stored, accounts[:cuts])
        command = Sell(
            command_id(),
            self.till.people.cashier,
            Bill(
                tuple(
                    BillLine(
                        f"项目{n}",
                        Money(x.price),
                        x.quantity,
                        earns_points=x.earns,
                        discountable=x.discountable,
                    )
                    for n, x in enumerate(lines)
                ),
                bill.tier_bp,
                ManualDiscount("老顾客", percent) if percent else None,
                step,
            ),
            Payment(
                Money(from_stored),
                tuple(
                    Tender(a, Money(v), Money(v + 5_000 * (a is Account.CASH))) for a, v in tenders.items()
                ),
            ),
            member_id,
            approved_by=self.till.people.manager,
        )
        if from_stored > available:
            self._refused("balance.short" if person else "sale.member_needed", command)
            return
        done = self._do(sales.execute, command)
        sold = self.books.sell(person, lines, bill, from_stored, {a.value: v for a, v in tenders.items()})
        assert done.txn is not None
        assert done.txn.change.fen == 5_000 * (Account.CASH in tenders)
        self._earn(txn(done), sold, lines)
        self.sold.append((txn(done), sold))

    def _earn(self, txn_id: TxnId, sold: Sold, lines: list[Line]) -> None:
        """Points on money really spent: not on bonus, not on what was rounded off (3.9)."""
        points = -self.till.rows(
            "SELECT coalesce(sum(amount), 0) FROM posting WHERE txn_id = ? AND account = 'points'", txn_id
        )[0][0]
        real = sum(v for bucket, v in sold.left.items() if isinstance(bucket, str) and bucket != ROUNDED)
        most = real * self.books.points_per_yuan // 100 if sold.person else 0
        assert 0 <= points <= most
        if all(line.earns for line in lines):
            assert points == most
        if not any(line.earns for line in lines):
            assert points == 0
        sold.points_left = points
        if sold.person:
            sold.person.points += points

    @rule(which=small, pieces=st.lists(small, min_size=4, max_size=4))
    def reverse_sale(self, which: int, pieces: list[int]) -> None:
        if not self.sold:
            return
        txn_id, sold = self.sold[which % len(self.sold)]
        wanted = {n: pieces[n] % (left + 1) for n, left in enumerate(sold.pieces)}
        if not any(wanted.values()):
            command = self._reversal(txn_id, tuple(wanted.items()), None)
            self._refused("reverse.done" if sold.gone else "reverse.nothing", command)
            return
        self._reverse_sale(txn_id, sold, wanted)

    def _reverse_sale(self, txn_id: TxnId, sold: Sold, wanted: dict[int, int]) -> None:
        quantities = tuple((n, q) for n, q in wanted.items() if q)
        done = self._do(reversals.execute, self._reversal(txn_id, quantities, None))
        back: dict[str | bytes, int] = {}
        points = 0
        for account, lot_id, amount in self.till.rows(
            "SELECT account, lot_id, -amount FROM posting WHERE txn_id = ?", txn(done)
        ):
            if account == "points":
                points = -amount
            elif account not in ("income", "points_given"):
                back[lot_id or account] = amount
        for n, quantity in quantities:
            self._check_part(txn_id, txn(done), n, quantity)
            sold.pieces[n] -= quantity
        if sold.gone:
            assert back == {b: v for b, v in sold.left.items() if v}, "the last part takes what remains"
            assert points == sold.points_left
        self.books.put_back(sold, back, points)
        assert done.txn is not None
        assert done.txn.amount.fen == sum(back.values()) - back.get(ROUNDED, 0)

    def _check_part(self, sale_id: TxnId, reversal_id: TxnId, line: int, quantity: int) -> None:
        """A part of a line is that share of what the line brought, to the fen."""
        ((net, sold_quantity),) = self.till.rows(
            "SELECT unit_price * quantity - tier_discount - manual_discount, quantity FROM sale_line "
            "WHERE txn_id = ? AND n = ?",
            sale_id,
            line,
        )
        ((part,),) = self.till.rows(
            "SELECT coalesce(sum(amount), 0) FROM reversal_part WHERE txn_id = ? AND line = ?",
            reversal_id,
            line,
        )
        assert abs(part - Fraction(net * quantity, sold_quantity)) < 1

    @rule(which=small, quarter=st.integers(1, 4))
    def reverse_top_up(self, which: int, quarter: int) -> None:
        if not self.paid:
            return
        txn_id, paid = self.paid[which % len(self.paid)]
        left = sum(paid.left.values())
        if not left:
            self._refused("reverse.done", self._reversal(txn_id, (), Money(1)))
            return
        amount = max(1, left * quarter // 4)
        share = Fraction(paid.bonus * amount, paid.paid)
        bonus_there = paid.person.lots[paid.lot_id].left if paid.lot_id else 0
        whole = amount == left
        if (
            paid.person.principal < amount
            or bonus_there <= share - 1
            or (whole and bonus_there < paid.bonus_left)
        ):
            error = self._refused("reverse.spent", self._reversal(txn_id, (), Money(amount)))
            possible = error.facts["possible"]
            assert isinstance(possible, Money)
            assert 0 <= possible.fen < amount
            if possible:
                self._reverse_top_up(txn_id, paid, possible.fen)
        elif bonus_there >= share + 1 or whole or not paid.bonus:
            self._reverse_top_up(txn_id, paid, amount)

    def _reverse_top_up(self, txn_id: TxnId, paid: Paid, amount: int) -> None:
        done = self._do(reversals.execute, self._reversal(txn_id, (), Money(amount)))
        rows = self.till.rows("SELECT account, -amount FROM posting WHERE txn_id = ?", txn(done))
        back = {account: part for account, part in rows if account in paid.left}
        bonus = -sum(part for account, part in rows if account == "bonus")
        assert sum(back.values()) == amount
        self.books.pay_back(paid, back, bonus)
        if not sum(paid.left.values()):
            assert paid.bonus_left == 0

    def _reversal(self, txn_id: TxnId, lines: tuple[tuple[int, int], ...], amount: Money | None) -> Reverse:
        return Reverse(command_id(), self.till.people.manager, txn_id, "开错单", None, lines, amount)

    # ── what happens around them ──

    @rule(hours=st.integers(1, 24 * 40))
    def time_passes(self, hours: int) -> None:
        self.till.clock.advance(timedelta(hours=hours))
        local = self.till.ask(lambda read: read.local(read.now_ms))
        # The business day ends at four in the morning.
        self.books.day = (local - timedelta(hours=4)).date()

    @rule(order=st.sampled_from(SpendingOrder))
    def the_shop_changes_its_order(self, order: SpendingOrder) -> None:
        policy = Policy(
            rounding=RoundingRule.YUAN, points_per_yuan=self.books.points_per_yuan, spending_order=order
        )
        self.till.policy(policy)
        self.books.order = order.value

    @rule()
    def the_same_command_again(self) -> None:
        if self.last is None:
            return
        use_case, command, done = self.last
        before = content_hash(self.path)
        assert self.till.do(use_case, command) == done
        assert content_hash(self.path) == before

    @rule()
    def the_program_restarts(self) -> None:
        self.till.reopen()

    @invariant()
    def balances_agree(self) -> None:
        if not hasattr(self, "till"):
            return
        for member_id, person in self.people:
            wallet = self.till.wallet(member_id)
            assert (wallet.principal.fen, wallet.points) == (person.principal, person.points)
            there = {lot.id: (lot.remaining.fen, lot.expires_on, lot.granted_on) for lot in wallet.lots}
            assert there == {
                id_: (lot.left, lot.last_day, lot.given_on) for id_, lot in person.lots.items() if lot.left
            }
            assert wallet.bonus_on(self.books.day).fen == person.bonus(self.books.day)
            assert self.till.rows(
                "SELECT b.spent, b.topped_up, b.visits FROM member m "
                "JOIN member_balance b ON b.member_row = m.row WHERE m.id = ?",
                member_id,
            ) == [(person.spent, person.topped_up, person.visits)]
        totals = self.till.rows("SELECT account, sum(amount) FROM daily_total GROUP BY account")
        known = {a: v for a, v in totals if a in (*TENDERS, "income", ROUNDED) and v}
        assert known == {a: v for a, v in self.books.taken.items() if v}

    # ── carrying out ──

    def _person(self, who: int) -> tuple[MemberId, Person]:
        return self.people[who % len(self.people)]

    def _do(self, use_case: UseCase, command: Command) -> Done:
        done = self.till.do(use_case, command)
        self.last = (use_case, command, done)
        self.number += 1
        assert done.txn is not None
        assert done.txn.number == f"01-{self.number:06d}"
        return done

    def _refused(self, code: str, command: Command) -> UserError:
        before = content_hash(self.path)
        use_case: UseCase = sales.execute if isinstance(command, Sell) else reversals.execute
        with pytest.raises(UserError) as caught:
            self.till.do(use_case, command)
        assert caught.value.code == code
        assert content_hash(self.path) == before
        return caught.value


def _cut(amount: int, accounts: list[Account]) -> dict[Account, int]:
    """An amount over so many accounts, none of them with nothing."""
    if amount < len(accounts):
        return {accounts[0]: amount} if amount else {}
    part = amount // len(accounts)
    parts = dict.fromkeys(accounts, part)
    parts[accounts[0]] += amount - part * len(accounts)
    return parts


Counter.TestCase.settings = settings(
    max_examples=often(20, 50), stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
# A failure is made smaller before it is told, which takes a while.
TestCounter = pytest.mark.timeout(900)(pytest.mark.slow(Counter.TestCase))


def test_business_days_are_read_as_they_were_written() -> None:
    assert from_day_number(day_number(from_day_number(20270228))) == from_day_number(20270228)
