"""What the shop owes its members: money it holds, bonus and instalments it promised, sessions, points.

Source: domain.md sections 3.10 and 8. A top-up is a liability until it is consumed; what has lapsed or
expired is owed to nobody, even before it is posted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from model.ids import MemberId
from model.money import Money, portion
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class MonthOwed:
    """What falls into one calendar month; `month` is its first day, None for what has no day."""

    month: date | None
    amount: Money
    count: int = 0


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """Balances at the end of a month, or today for the running one."""

    month: date
    principal: Money
    bonus: Money
    packs: Money

    @property
    def total(self) -> Money:
        return self.principal + self.bonus + self.packs


@dataclass(frozen=True, slots=True)
class Liability:
    """Everything owed on one day. Bonus and instalments by month, the months in order."""

    day: date
    principal: Money
    bonus: tuple[MonthOwed, ...]
    """By the month in which it can last be used; the last one, without a month, never expires."""
    instalments: tuple[MonthOwed, ...]
    """By the month in which they can be claimed; what is claimable already counts to this month."""
    packs: Money
    points: int
    points_value: Money
    """What the points would take off bills; zero when points are no discount."""
    trend: tuple[MonthEnd, ...]
    cost_bp: int

    @property
    def bonus_total(self) -> Money:
        return _sum(self.bonus)

    @property
    def instalments_total(self) -> Money:
        return _sum(self.instalments)

    @property
    def if_all_came(self) -> Money:
        """List value to be served if every member used up everything."""
        return self.principal + self.bonus_total + self.instalments_total + self.packs + self.points_value

    @property
    def cost_if_all_came(self) -> Money:
        """What serving that would cost the shop, at the cost of the profit check."""
        return Money(portion(self.if_all_came.fen, self.cost_bp, 10_000))

    @property
    def if_all_asked_back(self) -> Money:
        """Real money that was paid in and not consumed: the most that card refunds could take."""
        return self.principal + self.packs


class OwedKind(StrEnum):
    """What of a month is looked at more closely."""

    BONUS = "bonus"
    INSTALMENTS = "instalments"


@dataclass(frozen=True, slots=True)
class OwedMember:
    """One member behind a month's amount."""

    member_id: MemberId
    name: str
    number: str
    phone: str
    amount: Money
    count: int


def _sum(months: Sequence[MonthOwed]) -> Money:
    return Money(sum(month.amount.fen for month in months))


def by_month(rows: Sequence[tuple[date | None, int, int]], not_before: date) -> tuple[MonthOwed, ...]:
    """Days with fen and counts as months in order; earlier days count to the month of `not_before`."""
    sums: dict[date | None, tuple[int, int]] = {}
    for day, fen, count in rows:
        month = max(day, not_before).replace(day=1) if day else None
        before = sums.get(month, (0, 0))
        sums[month] = (before[0] + fen, before[1] + count)
    ordered = sorted((month for month in sums if month is not None), key=lambda month: month)
    return tuple(
        MonthOwed(month, Money(sums[month][0]), sums[month][1])
        for month in (*ordered, None)
        if month in sums and sums[month][0]
    )
