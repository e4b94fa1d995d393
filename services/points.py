"""Points apart from earning them: as a discount, by hand, for gifts. What expires is services.expiry's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from model.bill import Bill, Quote
from model.changes import Kind
from model.commands import Reverse
from model.errors import UserError
from model.gift import Gift
from model.ids import GiftId, MemberId, StaffId, TxnId
from model.ledger import TxnKind
from model.money import ZERO
from model.points import (
    USUAL_PERCENT,
    Earning,
    check_move,
    expiring,
    grant_postings,
    kept_since,
    limit_of,
)
from model.record import dataclass
from model.reversal import ReversalPlan
from model.shop import Role
from model.text import clean_line
from model.tier_commands import AdjustPoints, GiftForPoints
from model.views import Done
from model.wallet import Wallet
from services import access, gifts
from services.clock import day_number
from services.freezing import not_frozen
from services.print_queue import queue_receipt
from services.storage import gift_rows, member_rows, points_rows, sale_rows, txn_rows
from services.storage.payer_rows import Payer
from services.storage.work import Reader, Work

MOST_GIFTS: Final = 100
"""Most pieces of one gift that go out at once."""


def earning(read: Reader, member_id: MemberId | None) -> Earning:
    """What points of today depend on; asks for the birthday only where the shop's rules do."""
    rules = read.settings.points
    birthday = False
    if member_id is not None and rules.birthday_percent > USUAL_PERCENT:
        birthday = is_birthday(read, member_id, read.today)
    return Earning(read.settings.policy.points_per_yuan, rules, birthday)


def earning_of(read: Reader, payer: Payer | None) -> Earning:
    """The same for a member that was read already."""
    rules = read.settings.points
    asked = rules.birthday_percent > USUAL_PERCENT
    birthday = asked and payer is not None and payer.has_birthday(read.today)
    return Earning(read.settings.policy.points_per_yuan, rules, birthday)


def is_birthday(read: Reader, member_id: MemberId, day: date) -> bool:
    """Whether it is the member's birthday, by the calendar they keep it by."""
    born = member_rows.birthday_of(read.conn, member_id)
    return born is not None and born.is_on(day)


def usable(read: Reader, member_id: MemberId, balance: int) -> int:
    """How many of a balance of points have not expired; what is owed (negative) stays as it is."""
    since = kept_since(read.today, read.settings.points.valid_months)
    if since is None or balance <= 0:
        return balance
    return balance - expiring(balance, points_rows.earned_since(read.conn, member_id, day_number(since)))


def payable(work: Work, bill: Bill, quote: Quote, member: tuple[MemberId, Wallet]) -> Wallet:
    """The wallet with the points that can be spent now, for a bill that takes some.

    Raises UserError `points.rule` (a point isn't worth that any more) or `points.over` (limit).
    """
    rules = work.settings.points
    if bill.fen_per_point != rules.fen_per_point:
        raise UserError("points.rule")
    limit = limit_of(quote.before_points, rules)
    if quote.points_discount > limit:
        raise UserError("points.over", limit=limit)
    member_id, wallet = member
    return replace(wallet, points=usable(work, member_id, wallet.points))


def adjust(work: Work, command: AdjustPoints) -> Done:
    """Give or take points (manager); raises UserError `points.none`, `points.short`, `member.*`, text.*."""
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    not_frozen(work, command.member_id)
    check_move(command.points, usable(work, command.member_id, balance(work, command.member_id)))
    move = Move("adjusted", reason=reason, approved_by=command.approved_by)
    txn_id, number = book(work, command.member_id, command.points, move)
    return work.finish(TxnKind.POINTS, txn_id, number=number, approved_by=command.approved_by, detail=reason)


def balance(read: Reader, member_id: MemberId) -> int:
    """What a member has in points, the expired among them; raises UserError `member.gone`."""
    found = points_rows.balance(read.conn, member_id)
    if found is None:
        raise UserError("member.gone")
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """Why points move without a sale: `kind` is gift, adjusted, expired or tier."""

    kind: str
    gift: tuple[GiftId | None, int] = (None, 0)
    reason: str = ""
    approved_by: StaffId | None = None


def book(work: Work, member_id: MemberId, points: int, move: Move) -> tuple[TxnId, str]:
    """Write a transaction that moves points; answers its id and number."""
    txn_id = TxnId(work.new_id())
    bonus = txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen
    number = txn_rows.post(
        work,
        TxnKind.EXPIRY if move.kind == "expired" else TxnKind.POINTS,
        member_id,
        ZERO,
        grant_postings(member_id, points),
        txn_id=txn_id,
        usable_bonus_after=bonus,
    )
    points_rows.insert_move(
        work,
        txn_id,
        move.kind,
        points,
        gift=move.gift,
        reason=move.reason,
        approved_by=move.approved_by,
    )
    work.touch(Kind.LEDGER, member_id)
    return txn_id, work.number(number)


def gift_for_points(work: Work, command: GiftForPoints) -> Done:
    """Hand a gift out for points.

    Raises UserError `gift.unknown`, `points.gift` (not for points), `gift.quantity`, `gift.stock`,
    `points.short`, `auth.*`, `member.*`.
    """
    access.needs(work, Role.CASHIER)
    not_frozen(work, command.member_id)
    gift = gift_rows.get(work.conn, command.gift_id)
    if gift is None or not gift.active:
        raise UserError("gift.unknown")
    if gift.points is None:
        raise UserError("points.gift", name=gift.name)
    if not 1 <= command.quantity <= MOST_GIFTS:
        raise UserError("gift.quantity", most=MOST_GIFTS)
    cost = gift.points * command.quantity
    check_move(-cost, usable(work, command.member_id, balance(work, command.member_id)))
    move = Move("gift", gift=(gift.id, command.quantity), reason=gift.name)
    txn_id, number = book(work, command.member_id, -cost, move)
    gifts.hand_out(work, gift.id, command.quantity, command.member_id, txn_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    return work.finish(TxnKind.POINTS, txn_id, number=number, detail={"gift": gift.name})


# ── taking a gift back ──


def plan_reversal(read: Reader, txn_id: TxnId) -> ReversalPlan:
    """What reversing a gift for points puts back: raises UserError `reverse.kind` or `reverse.done`.

    Points given by hand are taken by hand, with a reason of their own.
    """
    move = points_rows.move_of(read.conn, txn_id)
    known = sale_rows.kind_and_member(read.conn, txn_id)
    if move is None or move[0] != "gift" or known is None or known[1] is None:
        raise UserError("reverse.kind")
    if points_rows.is_reversed(read.conn, txn_id):
        raise UserError("reverse.done")
    points = -int(move[1])
    return ReversalPlan(grant_postings(known[1], points), (), 0, ZERO, points_back=points)


def reverse(work: Work, command: Reverse) -> Done:
    """Take a gift back and give the points for it back; raises what `plan_reversal` raises, `auth.needs`."""
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    plan = plan_reversal(work, command.txn_id)
    member_id = next(p.member_id for p in plan.postings if p.member_id)
    not_frozen(work, member_id)
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.REVERSAL,
        member_id,
        ZERO,
        plan.postings,
        txn_id=txn_id,
        usable_bonus_after=txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen,
    )
    sale_rows.insert_reversal(
        work,
        txn_id,
        command.txn_id,
        reason=reason,
        approved_by=command.approved_by,
        amount=ZERO,
        whole=True,
        quantities=(),
        parts=(),
    )
    gifts.take_back(work, command.txn_id, txn_id, member_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, member_id)
    return work.finish(
        TxnKind.REVERSAL, txn_id, number=work.number(number), approved_by=command.approved_by, detail=reason
    )


# ── looking ──


@dataclass(frozen=True, slots=True)
class PointsHand:
    """What a member can do with points now."""

    name: str
    points: int
    ends_on: date | None
    """The last day of the points that expire next; None where they never do."""
    ending: int
    gifts: tuple[Gift, ...]
    """What can be had for points, the cheapest first; also what is too dear or gone."""


def hand(read: Reader, member_id: MemberId) -> PointsHand:
    """A member's points, how many of them end with the month, and the gifts; raises `member.gone`."""
    known = member_rows.identity(read.conn, member_id)
    if known is None:
        raise UserError("member.gone")
    has = usable(read, member_id, balance(read, member_id))
    ends_on, over = ending(read, member_id, has)
    offered = [g for g in gift_rows.load(read.conn) if g.active and g.points is not None]
    return PointsHand(known[2], has, ends_on, over, tuple(sorted(offered, key=lambda g: g.points or 0)))


def ending(read: Reader, member_id: MemberId, has: int) -> tuple[date | None, int]:
    """(last day, how many) of the points that end with the month; (None, 0) where points never do."""
    day = read.today
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    since = kept_since(following, read.settings.points.valid_months)
    if since is None:
        return None, 0
    left = points_rows.earned_since(read.conn, member_id, day_number(since))
    return following - timedelta(days=1), expiring(has, left)
