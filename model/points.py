"""Points: how many a sale earns, what they take off a bill, and when they expire.

Source: domain.md sections 3.7 and 3.9: earned on money really spent, first in, first out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from model.errors import UserError
from model.ids import ItemId, MemberId
from model.ledger import Account, Posting, balanced
from model.money import Money, portion, split
from model.record import dataclass
from model.rules import POINTS, PointsRules

USUAL_PERCENT: Final = 100
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Earning:
    """What points of one day depend on, beside what was bought; `birthday`: it is the member's."""

    per_yuan: int
    rules: PointsRules = POINTS
    birthday: bool = False

    def percent_on(self, day: date) -> int:
        """By how much the day multiplies points: the largest of what applies, once."""
        rules = self.rules
        double = day.isoweekday() in rules.double_weekdays or day in rules.double_days
        return max(USUAL_PERCENT, 2 * USUAL_PERCENT * double, rules.birthday_percent if self.birthday else 0)

    def percent_of(self, item_id: ItemId | None) -> int:
        """By how much an item multiplies points; anything without a rule of its own is usual."""
        for own in self.rules.items:
            if own.item_id == item_id:
                return own.percent
        return USUAL_PERCENT


NO_POINTS: Final = Earning(0)


def earned(spent: Sequence[int], items: Sequence[ItemId | None], earning: Earning, day: date) -> list[int]:
    """Points of each line for the fen of real money spent on it; whole points of the sum, never more."""
    if not earning.per_yuan or not any(spent):
        return [0] * len(spent)
    weights = [fen * earning.percent_of(item) for fen, item in zip(spent, items, strict=True)]
    points = sum(weights) * earning.per_yuan * earning.percent_on(day) // (100 * USUAL_PERCENT**2)
    return split(points, weights) if points else [0] * len(spent)


def most_usable(points: int, due: Money, rules: PointsRules) -> int:
    """How many of so many points a bill of this amount can take; 0 where points are no discount."""
    if rules.fen_per_point <= 0:
        return 0
    return max(0, min(points, limit_of(due, rules).fen // rules.fen_per_point))


def limit_of(due: Money, rules: PointsRules) -> Money:
    """The most that points may take off a bill of this amount."""
    return Money(portion(max(0, due.fen), min(rules.most_of_bill_bp, 10_000), 10_000))


def grant_postings(member_id: MemberId, points: int) -> tuple[Posting, ...]:
    """Postings that give points to a member, or take them when negative."""
    return balanced((Posting(Account.POINTS, -points, member_id), Posting(Account.POINTS_GIVEN, points)))


def kept_since(day: date, valid_months: int) -> date | None:
    """Points earned before this day have expired on `day`; None where points never do.

    Those of a month expire at the end of the month that is `valid_months` after it.
    """
    if valid_months <= 0:
        return None
    months = day.year * _MONTHS + day.month - 1 - valid_months
    if months < _MONTHS:
        return date.min
    return date(months // _MONTHS, months % _MONTHS + 1, 1)


def expiring(balance: int, earned_since: int) -> int:
    """How many of a balance were earned too long ago: what is spent takes the oldest first."""
    return max(0, balance - max(0, earned_since))


def check_move(points: int, balance: int) -> None:
    """Whether points can be given or taken by hand: raises UserError `points.none` or `points.short`."""
    if not points or abs(points) > MOST_BY_HAND:
        raise UserError("points.none", limit=MOST_BY_HAND)
    if points < 0 and balance + points < 0:
        raise UserError("points.short", available=balance)


MOST_BY_HAND: Final = 10_000_000
"""Most points that one adjustment moves: more is a slip of the finger."""
