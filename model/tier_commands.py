"""What people ask of points and tiers: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from datetime import date

from model.command import Command
from model.ids import GiftId, MemberId, StaffId, TierId
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class AdjustPoints(Command):
    """Give a member points, or take them when negative: a manager, with a reason."""

    member_id: MemberId
    points: int
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class GiftForPoints(Command):
    """Hand a gift out for the points that it costs."""

    member_id: MemberId
    gift_id: GiftId
    quantity: int = 1
    print_receipt: bool = False


@dataclass(frozen=True, slots=True)
class SetTier(Command):
    """Give a tier by hand: a manager, with a reason.

    With `floor` the member doesn't fall below it for lack of consumption, until and with the day `until`
    if there is one.
    """

    member_id: MemberId
    tier_id: TierId | None
    floor: bool
    until: date | None
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class ReviewTiers(Command):
    """Look after the tiers of these members, or of whoever is due when none are named."""

    member_ids: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpireDue(Command):
    """Book what has expired of these members, or of whoever is due when none are named."""

    member_ids: tuple[MemberId, ...] = ()
