"""A counter that is killed again and again on one file; run as a program, it prints what it saw as JSON.

A process forks from this one, so that a start costs little. It sells at random and reports each
acknowledged transaction over a pipe until SIGKILL takes it, at an instant that chance picks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.bill import Bill, BillLine
from model.claim import ClaimInstalments
from model.close import CashKind, Count, Explanation, MoveCash, Pieces, SealDay, TenderTotal
from model.commands import Save, SaveSettings
from model.errors import UserError
from model.ids import MemberId, PackId, PackKindId, PlanId, TierId, TxnId
from model.ledger import TENDER_ACCOUNTS, Account
from model.money import Money, yuan
from model.offer import Offer, OfferedGift, OfferedPack
from model.pack import PackKind
from model.pack_commands import RefundPack, SavePackKind, SellPack, UsePack
from model.plan_commands import SavePlan
from model.refund_commands import AskCardRefund, PayCardRefund, WithdrawCardRefund
from model.rules import PointsRules, TierRules
from model.sale import Payment, Tender
from model.shop import Plan, Tier
from model.tier import Brings
from model.tier_commands import AdjustPoints, ExpireDue, ReviewTiers
from model.topup import LimitWarning
from model.views import Done
from services import (
    card_refunds,
    catalog,
    closing,
    expiry,
    instalments,
    merging,
    pack_refunds,
    packs,
    plans,
    points,
    settings,
    tier_review,
    transfers,
)
from services.clock import day_number
from services.ids import new_id
from services.storage import store, verify
from services.storage.work import Reader, Seat
from tests.services.claims_till import rebate_plan
from tests.services.test_plans import gift
from tests.support import DAY_MS, People, Till, command_id, fresh_shop, txn

LONGEST_S = 0.16
PROOFS_EVERY = 20


@dataclass(slots=True)
class Seen:
    kills: int = 0
    acknowledged: int = 0
    unreported: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def work(path: Path, people: People, who: list[MemberId], plan_id: PlanId, pipe: int, seed: int) -> None:
    """Whatever comes: top-ups, sales in any mix, reversals; each acknowledged id goes into the pipe."""
    chance = random.Random(seed)
    till = Till(path, people, time.time_ns() // 1_000_000)
    known = [
        row[0] for row in till.rows("SELECT id FROM txn WHERE kind <> 'reversal' ORDER BY row DESC LIMIT 50")
    ]
    while True:
        try:
            _set_clock(till)
            if not chance.randrange(12):
                done = _move(till, chance, who)
            elif chance.randrange(20):
                done = [txn(_one(till, chance, chance.choice(who), plan_id, known))]
            else:
                done = _close_day(till, chance)
        except UserError:
            continue
        known += done
        for one in done:
            os.write(pipe, one)


def _move(till: Till, chance: random.Random, who: list[MemberId]) -> list[TxnId]:
    """Give stored value to another, merge two records or part them again; both sides that were booked."""
    by = till.people.manager
    one, other = chance.sample(who, 2)
    merged = till.ask(merging.of_member, one)
    if merged:
        till.do(merging.unmerge, UnmergeMembers(command_id(), by, merged[0].merge_id, "弄错了"))
    elif chance.randrange(2):
        till.do(merging.merge, MergeMembers(command_id(), by, one, other, "同一个人"))
    else:
        principal = chance.choice((None, Money(chance.randrange(1, 9_000))))
        till.do(
            transfers.execute,
            TransferBalance(
                command_id(), by, one, other, principal, "送人", both_present=True,
                confirmed=frozenset(LimitWarning),
            ),
        )  # fmt: skip
    booked = till.rows("SELECT id FROM txn WHERE kind = 'transfer' ORDER BY row DESC LIMIT 2")
    return [row[0] for row in booked]


def _set_clock(till: Till) -> None:
    """Every close is followed by the next day, so that there can be another."""
    ((closes,),) = till.rows("SELECT count(*) FROM day_close")
    till.clock.set(time.time_ns() // 1_000_000 + closes * DAY_MS)


def _close_day(till: Till, chance: random.Random) -> list[TxnId]:
    """Seal the day with some difference; what it books on its own."""
    figures = till.ask(closing.sheet).figures
    others = [account for account in TENDER_ACCOUNTS if account is not Account.CASH]
    count = Count(
        (Pieces(10_000, chance.randrange(9)), Pieces(100, chance.randrange(90))),
        totals=tuple(TenderTotal(account, figures.expected(account)) for account in others),
        explanations=(Explanation(Account.CASH, "随便"),),
    )
    last = figures.last_day
    command = SealDay(command_id(), till.people.owner, last, figures.last_number, count, print_sheet=False)
    till.do(closing.seal, command)
    booked = till.rows(
        "SELECT t.id FROM txn t JOIN cash_move c ON c.txn_id = t.id WHERE t.business_day = ? "
        "AND c.kind IN ('difference', 'deposit')",
        day_number(last),
    )
    return [row[0] for row in booked]


def _one(till: Till, chance: random.Random, member_id: MemberId, plan_id: PlanId, known: list[TxnId]) -> Done:
    match chance.randrange(10):
        case 0:
            return till.top_up(member_id, yuan(500), plan_id, confirmed=frozenset(LimitWarning))
        case 1 if known:
            if chance.randrange(2):
                return till.reverse(chance.choice(known), (0, 1))
            # What came with a plan goes back as a whole, or not at all.
            amount = Money(chance.choice((50_000, chance.randrange(1, 50_000))))
            return till.reverse(chance.choice(known), amount=amount)
        case 2:
            return till.sell(Money(chance.randrange(1, 20_000)))
        case 3:
            return _with_packs(till, chance, member_id)
        case 4:
            kind = chance.choice((CashKind.FLOAT, CashKind.IN, CashKind.OUT))
            moved = MoveCash(command_id(), till.people.cashier, kind, Money(chance.randrange(1, 999)), "零钱")
            return till.do(closing.move_cash, moved)
        case 5:
            return _with_points(till, chance, member_id)
        case 6:
            return _expire(till, chance, member_id)
        case 7:
            return _with_rebate(till, member_id)
        case 8:
            return _refund(till, chance, member_id)
        case _:
            amount = Money(chance.randrange(1, 20_000))
            return till.sell(amount, member_id, stored=Money(chance.randrange(amount.fen + 1)))


def _with_rebate(till: Till, member_id: MemberId) -> Done:
    """Collect what is due of a rebate, or buy one."""
    by = till.people.cashier
    due = tuple(one.id for one in till.ask(instalments.due, member_id).claimable)
    if due:
        return till.do(instalments.claim, ClaimInstalments(command_id(), by, member_id, due))
    (plan_id,) = (one.plan.id for one in till.ask(plans.offered, None) if one.plan.offer.instalments)
    return till.top_up(member_id, yuan(500), plan_id, confirmed=frozenset(LimitWarning))


def _refund(till: Till, chance: random.Random, member_id: MemberId) -> Done:
    """Ask for a card refund; the next time it is paid by any reading, or withdrawn."""
    by = till.people.cashier
    found = till.ask(card_refunds.worksheet, member_id)
    if found.refund is None:
        till.do(card_refunds.ask, AskCardRefund(command_id(), by, member_id, "搬家"))
        return till.sell(yuan(1))
    if not chance.randrange(4):
        till.do(card_refunds.withdraw, WithdrawCardRefund(command_id(), by, found.refund.id))
        return till.sell(yuan(1))
    paid = chance.choice(found.worksheet.results)
    tenders = ((chance.choice(TENDER_ACCOUNTS), paid.total),) if paid.total else ()
    command = PayCardRefund(
        command_id(), till.people.manager, found.refund.id, paid.cause, paid.reading.key, paid.total,
        tenders, False, cash_confirmed=True,
    )  # fmt: skip
    return till.do(card_refunds.pay, command)


def _with_points(till: Till, chance: random.Random, member_id: MemberId) -> Done:
    """Points by hand, or as a discount on a bill that may lift or lower a tier."""
    has = till.wallet(member_id).points
    if has < 10 or chance.randrange(2):
        given = AdjustPoints(command_id(), till.people.manager, member_id, chance.randrange(1, 900), "补录")
        return till.do(points.adjust, given)
    used = chance.randrange(1, has)
    bill = Bill((BillLine("洗剪吹", Money(used * 40)),), points_used=used, fen_per_point=10)
    return till.sell(Money(used * 30), member_id, bill=bill)


def _expire(till: Till, chance: random.Random, member_id: MemberId) -> Done:
    """What time brings about has no transaction of its own to report: a sale follows it."""
    by = till.people.cashier
    till.do(expiry.expire_due, ExpireDue(command_id(), by))
    till.do(tier_review.review_due, ReviewTiers(command_id(), by))
    return till.sell(Money(chance.randrange(1, 9_000)), member_id)


def _refund_pack(till: Till, pack_id: PackId) -> Done:
    found = till.ask(pack_refunds.sheet, pack_id)
    best = found.worksheet.best
    refund = found.refund(best)
    tenders = ((Account.WECHAT, refund.pay_out),) if refund.pay_out else ()
    by, approver = till.people.cashier, till.people.manager
    chosen = (pack_id, best.cause, best.reading.key, refund.total, tenders)
    return till.do(pack_refunds.pay, RefundPack(command_id(), by, *chosen, "搬家", approver))


def _with_packs(till: Till, chance: random.Random, member_id: MemberId) -> Done:
    """Sell a session pack, have a session of one, or refund one."""
    (sold,) = till.ask(packs.kinds)
    hand = till.ask(packs.hand, member_id)
    by = till.people.cashier
    paid_for = [pack for pack in hand.packs if pack.paid]
    if paid_for and not chance.randrange(6):
        return _refund_pack(till, chance.choice(paid_for).id)
    if hand.packs and chance.randrange(3):
        return till.do(packs.use, UsePack(command_id(), by, chance.choice(hand.packs).id))
    stored = Money(chance.randrange(min(hand.principal.fen, sold.kind.price.fen) + 1))
    rest = sold.kind.price - stored
    payment = Payment(stored, (Tender(Account.CASH, rest, rest),) if rest else ())
    known = frozenset(LimitWarning)
    return till.do(packs.sell, SellPack(command_id(), by, member_id, sold.kind.id, 1, payment, known))


def _lay_in(till: Till) -> None:
    """What the counters sell beside bills."""
    kind = PackKind(PackKindId(new_id()), "十次卡", till.item("头皮护理"), 7, yuan(100))
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.manager, kind))
    rebate_plan(till)
    rules = (PointsRules(fen_per_point=10, valid_months=1), TierRules(window_months=1, grace_days=3))
    for section in rules:
        till.do(settings.save, SaveSettings(command_id(), till.people.owner, section))
    for rank, threshold in ((20, 500), (30, 5_000)):
        name, brings = f"{threshold} 级", Brings(points=rank)
        tier = Tier(TierId(new_id()), name, rank, 10_000, True, yuan(threshold), brings)
        till.do(catalog.save, Save(command_id(), till.people.owner, tier))


def _plan(till: Till) -> PlanId:
    """Bonus, a gift from the stock and a session pack for 500."""
    gift_id = gift(till, stock=100_000)
    (pack,) = till.ask(packs.kinds)
    offer = Offer((OfferedGift(gift_id, 2),), packs=(OfferedPack(pack.kind.id),))
    made = Plan(PlanId(new_id()), "充500送80送礼", yuan(500), yuan(80), 30, offer=offer)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, made, "开业酬宾"))
    return made.id


def kill_once(path: Path, people: People, who: list[MemberId], plan_id: PlanId, seed: int) -> list[bytes]:
    """Let a counter work for a while, kill it, and answer what it had acknowledged."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        work(path, people, who, plan_id, write_end, seed)
        os._exit(0)
    os.close(write_end)
    time.sleep(random.Random(seed).uniform(0, LONGEST_S))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        raise AssertionError(f"the counter ended by itself: {status}")
    with os.fdopen(read_end, "rb") as pipe:
        told = pipe.read()
    return [told[i : i + 16] for i in range(0, len(told), 16)]


def look(path: Path, seat: Seat, acknowledged: list[bytes], seen: Seen, *, whole: bool) -> None:
    connection = store.open_reader(path)
    read = Reader(connection, seat)
    try:
        there = {row[0] for row in connection.execute("SELECT id FROM txn")}
        seen.lost += [id_.hex() for id_ in acknowledged if id_ not in there]
        seen.unreported = len(there) - seen.acknowledged
        verify.quick(read)
        if whole:
            seen.wrong += [f"{f.name}: {f.wrong}" for f in verify.prove(read) if f.wrong]
    finally:
        connection.close()


def main(path: Path, kills: int, seed: int) -> None:
    till = Till(path, fresh_shop(path), time.time_ns() // 1_000_000)
    _lay_in(till)
    plan_id = _plan(till)
    who = [till.member() for _ in range(3)]
    seat, people = till.shop.seat, till.people
    till.close()
    seen, acknowledged = Seen(), []
    for n in range(kills):
        told = kill_once(path, people, who, plan_id, seed + n)
        acknowledged += told
        seen.kills += 1
        seen.acknowledged += len(told)
        last = n == kills - 1
        look(path, seat, acknowledged if last else told, seen, whole=last or n % PROOFS_EVERY == 0)
    print(json.dumps({name: getattr(seen, name) for name in Seen.__slots__}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
