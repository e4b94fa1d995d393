"""Instalments of a rebate (分期返现): one row each, due on the purchase's day of the month.

Source: domain.md section 4.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from model.ids import InstalmentId, MemberId, TxnId
from model.money import Money
from model.offer import OfferedInstalments
from model.record import dataclass
from model.rules import ClaimRules


class InstalmentState(StrEnum):
    """As stored; whether a pending one is claimable or has lapsed is told by its days."""

    PENDING = "pending"
    CLAIMED = "claimed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One promised month: claimable from `due_on` through `last_on` (None: for ever)."""

    id: InstalmentId
    txn_id: TxnId
    n: int
    member_id: MemberId
    amount: Money
    due_on: date
    last_on: date | None
    bonus_days: int | None
    state: InstalmentState = InstalmentState.PENDING
    version: int = 0

    def claimable_on(self, day: date) -> bool:
        return self.state is InstalmentState.PENDING and self.due_on <= day and not self.lapsed_on(day)

    def lapsed_on(self, day: date) -> bool:
        return self.state is InstalmentState.PENDING and self.last_on is not None and day > self.last_on


def months_after(anchor: date, months: int) -> date:
    """The anchor's day of the month, or the last one of a shorter month: 31 Jan → 28 Feb → 31 Mar."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def due_days(bought_on: date, offered: OfferedInstalments) -> tuple[date, ...]:
    """When each instalment becomes claimable; all anchored to the day of purchase, none to the one before."""
    first = 1 if offered.first_next_month else 0
    return tuple(months_after(bought_on, first + n) for n in range(offered.count))


def last_day(due_on: date, rules: ClaimRules) -> date | None:
    """The last day on which an instalment can be claimed; None when missed months roll over."""
    return None if rules.roll_over else due_on + timedelta(days=max(1, rules.window_days) - 1)
