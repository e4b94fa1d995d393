"""Tiers: reached at once by what a member consumes, lost with grace.

Source: domain.md sections 1, 3.7 and 3.9; what counts is consumption, never a top-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from model.ids import FriendCardKindId, TierId, VoucherTemplateId
from model.money import Money
from model.record import dataclass

_MONTHS: Final = 12
NO_RANK: Final = -1
"""Below every tier: of a member who has none."""


@dataclass(frozen=True, slots=True)
class Brings:
    """What reaching a tier brings, each time it is reached."""

    points: int = 0
    voucher_template_id: VoucherTemplateId | None = None
    vouchers: int = 0
    friend_card_kind_id: FriendCardKindId | None = None
    friend_cards: int = 0

    @property
    def anything(self) -> bool:
        vouchers = self.voucher_template_id is not None and self.vouchers
        cards = self.friend_card_kind_id is not None and self.friend_cards
        return bool(self.points or vouchers or cards)


BRINGS_NOTHING: Final = Brings()


@dataclass(frozen=True, slots=True)
class Rung:
    """A tier that is reached by consumption of `threshold`."""

    tier_id: TierId
    name: str
    rank: int
    threshold: Money


Ladder = Sequence[Rung]


@dataclass(frozen=True, slots=True)
class Distance:
    """What is left to the next tier; `reached` is the one that the open bill reaches, if any."""

    reached: Rung | None
    next: Rung | None
    missing: Money


def deserved(ladder: Ladder, progress: int) -> Rung | None:
    """The highest tier whose threshold so much consumption (fen) meets."""
    met = [rung for rung in ladder if rung.threshold.fen <= progress]
    return max(met, key=lambda rung: rung.rank, default=None)


def next_above(ladder: Ladder, rank: int, progress: int) -> Rung | None:
    """The nearest tier above this rank that isn't reached yet."""
    above = [rung for rung in ladder if rung.rank > rank and rung.threshold.fen > progress]
    return min(above, key=lambda rung: (rung.threshold, rung.rank), default=None)


def distance(ladder: Ladder, rank: int, progress: Money, due: Money) -> Distance:
    """Where a member of this rank stands once a bill of `due` is paid."""
    after = progress.fen + due.fen
    reached = deserved(ladder, after)
    if reached is not None and reached.rank <= rank:
        reached = None
    following = next_above(ladder, max(rank, reached.rank if reached else NO_RANK), after)
    missing = Money(following.threshold.fen - after) if following else Money(0)
    return Distance(reached, following, missing)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month: 31 May → 28 Feb."""
    # Imported with the first month counted: it brings the system's locales, and settings need neither.
    from calendar import monthrange

    count = day.year * _MONTHS + day.month - 1 - months
    if count < _MONTHS:
        return date.min
    year, month = count // _MONTHS, count % _MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def window_start(day: date, months: int) -> date | None:
    """The first day whose consumption counts on `day`; None when all there ever was does."""
    if months <= 0:
        return None
    before = months_before(day, months)
    return before if before == date.min else before + timedelta(days=1)


def leaves_on(below_since: date, grace_days: int) -> date:
    """The first day on which a member who stays below the threshold has the tier no longer."""
    return below_since + timedelta(days=grace_days)


def causes(events: Sequence[tuple[str, TierId | None, TierId | None]]) -> list[int]:
    """Which rises by consumption still hold: positions of (kind, from, to), the latest last.

    What is taken back undoes the rise before it; a move by hand or for lack of consumption ends them all.
    """
    standing: list[int] = []
    for at, (kind, _, _) in enumerate(events):
        if kind == "up":
            standing.append(at)
        elif kind == "taken_back":
            standing = standing[:-1]
        else:
            standing = []
    return standing


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands today: for the counter to say it, and how far the next tier is."""

    rank: int = NO_RANK
    progress: Money = Money(0)
    """Consumption that counts today."""
    since: date | None = None
    floor_until: date | None = None
    """Of a tier given by hand: its last day."""
    leaves_on: date | None = None
    """The day on which the tier is lost unless more is consumed."""
    ladder: tuple[Rung, ...] = ()

    def with_bill(self, due: Money) -> Distance:
        """What is left to the next tier once so much more is paid."""
        return distance(self.ladder, self.rank, self.progress, due)


NOWHERE: Final = Standing()
"""Of somebody who was not looked up."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A tier that was just reached, and what came with it."""

    name: str
    points: int = 0
    vouchers: int = 0
    friend_cards: int = 0
