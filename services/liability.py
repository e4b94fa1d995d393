"""What the shop owes today, month by month, and the members behind it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from model.ids import MemberId
from model.liability import Liability, MonthEnd, MonthOwed, OwedKind, OwedMember, by_month
from model.money import Money
from model.text import mask_phone
from services.clock import day_number, from_day_number
from services.storage import liability_rows
from services.storage.work import Reader

TREND_MONTHS: Final = 24
_BEGINNING: Final = 20000101


def look(read: Reader) -> Liability:
    """Everything owed on the business day of now; costs by days and dates kept, not by history."""
    conn, day = read.conn, read.today
    today = day_number(day)
    owed = liability_rows.balances(conn)
    points = owed.get("points", 0)
    return Liability(
        day=day,
        principal=Money(owed.get("principal", 0)),
        bonus=_bonus(liability_rows.bonus_by_day(conn, today), day),
        instalments=by_month(
            [(from_day_number(d), fen, n) for d, fen, n in liability_rows.instalments_by_day(conn, today)],
            day,
        ),
        packs=Money(owed.get("pack", 0)),
        points=points,
        points_value=Money(max(0, points) * read.settings.points.fen_per_point),
        trend=_trend(liability_rows.by_month(conn), day),
        cost_bp=read.settings.profit.cost_bp,
    )


def _bonus(rows: list[tuple[int, int]], day: date) -> tuple[MonthOwed, ...]:
    return by_month([(from_day_number(last) if last else None, fen, 0) for last, fen in rows], day)


def _trend(moves: list[tuple[int, str, int]], day: date) -> tuple[MonthEnd, ...]:
    """Month ends up to now, also of months in which nothing moved."""
    if not moves:
        return ()
    by: dict[int, dict[str, int]] = {}
    for month, account, amount in moves:
        by.setdefault(month, {})[account] = amount
    left = dict.fromkeys(("principal", "bonus", "pack"), 0)
    ends: list[MonthEnd] = []
    year, month = divmod(moves[0][0], 100)
    while (year, month) <= (day.year, day.month):
        for account, amount in by.get(year * 100 + month, {}).items():
            left[account] += amount
        ends.append(
            MonthEnd(
                date(year, month, 1), Money(left["principal"]), Money(left["bonus"]), Money(left["pack"])
            )
        )
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(ends[-TREND_MONTHS:])


def members(read: Reader, kind: OwedKind, month: date) -> tuple[OwedMember, ...]:
    """The members behind a month's bar, the largest amount first (at most 200).

    For instalments of the running month that is also what fell due before and can still be claimed.
    """
    today = read.today
    last = month.replace(day=monthrange(month.year, month.month)[1])
    running = (month.year, month.month) == (today.year, today.month)
    if kind is OwedKind.BONUS:
        first = max(month, today)
        rows = liability_rows.bonus_members(read.conn, day_number(first), day_number(last))
    else:
        first_day = _BEGINNING if running else day_number(month)
        rows = liability_rows.instalment_members(read.conn, first_day, day_number(last), day_number(today))
    return tuple(
        OwedMember(MemberId(row[0]), row[1], f"{row[2]:06d}", mask_phone(row[3]), Money(row[4]), row[5])
        for row in rows
    )
