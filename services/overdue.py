"""What time brings about, in parts small enough for a counter at work: expiry and the review of tiers.

Finding who is concerned is reading; only what was found is written, so a day without news writes nothing.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from model.ids import MemberId
from model.record import dataclass
from services import expiry, tier_review
from services.storage.work import Reader


class Stage(IntEnum):
    BONUS = 0
    POINTS = 1
    FLOORS = 2
    TIERS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """How far it was looked: within a stage, the local row of the last member."""

    stage: Stage = Stage.BONUS
    after: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whose bonus or points are to expire, or whose tiers to be reviewed, and where to go on (None: done)."""

    day: date
    stage: Stage
    members: tuple[MemberId, ...]
    place: Place | None


def next_chunk(read: Reader, place: Place) -> Chunk:
    """The next part of what is due. The stages of bonus and of floors come again until nothing is left."""
    stage = place.stage
    members: tuple[MemberId, ...]
    after: int | None
    if stage is Stage.BONUS:
        members = expiry.bonus_due(read)
        after = 0 if members else None
    elif stage is Stage.POINTS:
        members, after = expiry.points_due(read, place.after)
    elif stage is Stage.FLOORS:
        members = tier_review.floors_over(read)
        after = 0 if members else None
    else:
        members, after = tier_review.due(read, place.after)
    going_on = Place(stage, after) if after is not None else None
    if going_on is None and stage is not Stage.TIERS:
        going_on = Place(Stage(stage + 1))
    return Chunk(read.today, stage, members, going_on)
