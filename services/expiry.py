"""Booking what has expired: bonus whose last day is over, and points that were earned too long ago.

Neither can be spent from its day on; this only writes it down (domain.md 3.2, 3.10). It runs beside the
counter while the clock is believed, and what it books is never more than is there.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from model.changes import Kind
from model.command import Command
from model.ids import CommandId, LotId, MemberId, TxnId
from model.ledger import Account, Posting, TxnKind, balanced
from model.money import Money
from model.tier_commands import ExpireDue
from model.views import Done
from services import points
from services.storage import points_rows, txn_rows
from services.storage.work import Reader, Work

AT_ONCE: Final = 200
"""Most members of one command: some 20 ms during which the counter waits."""
LOOKED_AT: Final = 1_000
"""Members whose points are looked at in one reading."""


def bonus_due(read: Reader) -> tuple[MemberId, ...]:
    """Members with bonus to expire, up to AT_ONCE."""
    return tuple(points_rows.with_expired_lots(read.conn, read.today_number, AT_ONCE))


def points_due(read: Reader, after: int = 0) -> tuple[tuple[MemberId, ...], int | None]:
    """Members with points to expire among the next ones after a local row, and where to go on (None: end)."""
    if not read.settings.points.valid_months:
        return (), None
    rows = points_rows.holders(read.conn, after, LOOKED_AT)
    found = tuple(m for _, m, balance in rows if points.usable(read, m, balance) < balance)
    return found, rows[-1][0] if len(rows) == LOOKED_AT else None


def expire_due(work: Work, command: ExpireDue) -> Done:
    """Book what has expired of up to AT_ONCE members; Done.number is of how many."""
    members = command.member_ids or _due(work)
    booked = sum(_expire(work, member_id) for member_id in members[:AT_ONCE])
    return work.finish("expire_due", number=str(booked))


def _due(work: Work) -> tuple[MemberId, ...]:
    found = list(bonus_due(work))
    after: int | None = 0
    while after is not None and len(found) < AT_ONCE:
        more, after = points_due(work, after)
        found += more
    return tuple(dict.fromkeys(found))


def _expire(work: Work, member_id: MemberId) -> bool:
    lots = points_rows.expired_lots(work.conn, member_id, work.today_number)
    if lots:
        _apart(work, member_id, lots)
    balance = points_rows.balance(work.conn, member_id) or 0
    over = balance - points.usable(work, member_id, balance)
    if over > 0:
        command = Command(CommandId(work.new_id()), work.command.staff_id)
        work.apart(partial(_expire_points, member_id=member_id, over=over), command)
    return bool(lots) or over > 0


def _apart(work: Work, member_id: MemberId, lots: list[tuple[LotId, int]]) -> None:
    command = Command(CommandId(work.new_id()), work.command.staff_id)
    work.apart(partial(_expire_bonus, member_id=member_id, lots=lots), command)


def _expire_bonus(
    work: Work, command: Command, *, member_id: MemberId, lots: list[tuple[LotId, int]]
) -> Done:
    over = sum(left for _, left in lots)
    postings = [Posting(Account.BONUS, left, member_id, lot_id) for lot_id, left in lots]
    postings.append(Posting(Account.BONUS_GIVEN, -over))
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.EXPIRY,
        member_id,
        Money(over),
        balanced(postings),
        txn_id=txn_id,
        usable_bonus_after=txn_rows.wallet(work.conn, member_id).bonus_on(work.today).fen,
    )
    work.touch(Kind.LEDGER, member_id)
    return work.finish(TxnKind.EXPIRY, txn_id, number=work.number(number))


def _expire_points(work: Work, command: Command, *, member_id: MemberId, over: int) -> Done:
    txn_id, number = points.book(work, member_id, -over, points.Move("expired"))
    return work.finish(TxnKind.EXPIRY, txn_id, number=number)
