"""What comes with a top-up plan beside its bonus, for whom, how often and until when.

Source: domain.md sections 1 (top-up plan) and 4. An offer is frozen with each version of its plan.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Final

from model.errors import UserError
from model.ids import GiftId, PackKindId, TagId, TierId
from model.money import Money
from model.record import dataclass

MOST_INSTALMENTS: Final = 60
"""Five years of months: a promise further out binds a shop longer than any of its plans."""
MOST_KINDS: Final = 10
"""Most different gifts, and most different session packs, that come with one top-up."""
MOST_OF_ONE: Final = 100


@dataclass(frozen=True, slots=True)
class OfferedGift:
    gift_id: GiftId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class OfferedPack:
    kind_id: PackKindId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class OfferedInstalments:
    """An instalment rebate (分期返现): `count` claims of `amount`, one a month."""

    count: int
    amount: Money
    first_next_month: bool = True
    """The first is due a month after the purchase; otherwise at once."""

    @property
    def total(self) -> Money:
        return Money(self.count * self.amount.fen)


class Audience(StrEnum):
    """Whom a plan is for."""

    ALL = "all"
    NEW = "new"
    """Members whose first top-up it is."""
    TIERS = "tiers"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a plan brings with it and its limits; without any it is pay X, get a bonus."""

    gifts: tuple[OfferedGift, ...] = ()
    instalments: OfferedInstalments | None = None
    packs: tuple[OfferedPack, ...] = ()
    audience: Audience = Audience.ALL
    tier_ids: tuple[TierId, ...] = ()
    tag_ids: tuple[TagId, ...] = ()
    per_member: int = 0
    """How often a member may buy it; 0 for any number."""
    from_day: date | None = None
    to_day: date | None = None
    """The last day on which it is sold."""


NOTHING: Final = Offer()


@dataclass(frozen=True, slots=True)
class Buyer:
    """What an offer's limits look at."""

    topped_up_before: bool
    tier_id: TierId | None
    tag_ids: Collection[TagId]
    bought: int
    """How many purchases of this plan stand."""


def check_offer(offer: Offer) -> None:
    """Refuse an offer that nobody could keep or buy.

    Raises UserError `plan.instalments`, `plan.things`, `plan.audience`, `plan.days`.
    """
    rebate = offer.instalments
    if rebate and not (1 <= rebate.count <= MOST_INSTALMENTS and rebate.amount.fen > 0):
        raise UserError("plan.instalments", most=MOST_INSTALMENTS)
    for ids, quantities in (
        ([g.gift_id for g in offer.gifts], [g.quantity for g in offer.gifts]),
        ([p.kind_id for p in offer.packs], [p.quantity for p in offer.packs]),
    ):
        doubled = len(set(ids)) != len(ids)
        if doubled or len(ids) > MOST_KINDS or not all(1 <= q <= MOST_OF_ONE for q in quantities):
            raise UserError("plan.things", kinds=MOST_KINDS, most=MOST_OF_ONE)
    nobody = (offer.audience is Audience.TIERS and not offer.tier_ids) or (
        offer.audience is Audience.TAGS and not offer.tag_ids
    )
    if nobody or offer.per_member < 0:
        raise UserError("plan.audience")
    if offer.from_day and offer.to_day and offer.to_day < offer.from_day:
        raise UserError("plan.days")


def check_buyer(offer: Offer, buyer: Buyer, day: date) -> None:
    """Refuse a purchase outside the offer's limits.

    Raises UserError `topup.not_now`, `topup.audience`, `topup.limit_per_member`.
    """
    if (offer.from_day and day < offer.from_day) or (offer.to_day and day > offer.to_day):
        raise UserError("topup.not_now", from_day=offer.from_day, to_day=offer.to_day)
    if not _is_for(offer, buyer):
        raise UserError("topup.audience", audience=offer.audience)
    if offer.per_member and buyer.bought >= offer.per_member:
        raise UserError("topup.limit_per_member", most=offer.per_member)


def _is_for(offer: Offer, buyer: Buyer) -> bool:
    match offer.audience:
        case Audience.ALL:
            return True
        case Audience.NEW:
            return not buyer.topped_up_before
        case Audience.TIERS:
            return buyer.tier_id in offer.tier_ids
        case Audience.TAGS:
            return not set(offer.tag_ids).isdisjoint(buyer.tag_ids)
