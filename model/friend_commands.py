"""What people ask of friend cards, rewards and honors: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from model.command import Command
from model.friend_card import FriendCardKind
from model.ids import BatchId, FriendCardId, FriendCardKindId, HonorId, MemberId, RewardId, StaffId
from model.record import dataclass
from model.referral import Honor


@dataclass(frozen=True, slots=True)
class SaveCardKind(Command):
    """Create a kind or change it; cards given already keep the rule they were given under.

    `picture` are the bytes of the picture that the look names, where it is a new one.
    """

    kind: FriendCardKind
    approved_by: StaffId | None = None
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class GiveCards(Command):
    """`line` is the giver's own words on the card."""

    member_id: MemberId
    kind_id: FriendCardKindId
    count: int = 1
    line: str = ""
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class GiveCardsToMany(Command):
    """So many to each of a list: local rows, those of a tier or of the ambassadors.

    `batch_id` and `wanted` are for parts of one larger batch (services.friend_cards.give_to_all).
    """

    rows: tuple[int, ...]
    kind_id: FriendCardKindId
    count: int = 1
    approved_by: StaffId | None = None
    batch_id: BatchId | None = None
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class TakeBackCard(Command):
    """Its giver hands an unused card in."""

    card_id: FriendCardId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoidCard(Command):
    card_id: FriendCardId
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class CountCardPrints(Command):
    """So many cards of a batch, from the `first` on, went to a printer or into a PDF."""

    batch_id: BatchId
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class PayDueRewards(Command):
    """Pay the rewards whose refund window is over."""


@dataclass(frozen=True, slots=True)
class CancelReward(Command):
    """Give a pending reward up."""

    reward_id: RewardId
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class GiveHonor(Command):
    member_id: MemberId
    honor: Honor
    from_day: date
    until_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class EndHonor(Command):
    """`until_day` is the last day on which it counts."""

    honor_id: HonorId
    until_day: date
    reason: str
