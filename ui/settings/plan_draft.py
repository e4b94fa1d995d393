"""A top-up plan as its form edits it: the offer's parts beside the plan's own fields."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Final

from model.ids import FriendCardKindId, GiftId, PackKindId, TagId, TierId, VoucherTemplateId
from model.money import ZERO, Money
from model.offer import Audience, Offer, OfferedGift, OfferedInstalments, OfferedPack
from model.record import dataclass
from model.shop import Plan


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Flat, so that every field of the form is one of it; no instalments while there is no count."""

    name: str
    pay: Money
    bonus: Money
    bonus_days: int | None
    position: int
    voucher_template_id: VoucherTemplateId | None
    vouchers: int
    friend_card_kind_id: FriendCardKindId | None
    friend_cards: int
    instalment_count: int | None = None
    instalment_amount: Money = ZERO
    first_next_month: bool = True
    gifts: tuple[tuple[GiftId, int], ...] = ()
    packs: tuple[tuple[PackKindId, int], ...] = ()
    audience: Audience = Audience.ALL
    tier_ids: tuple[TierId, ...] = ()
    tag_ids: tuple[TagId, ...] = ()
    per_member: int | None = None
    from_day: date | None = None
    to_day: date | None = None


_OWN: Final = tuple(f.name for f in fields(Plan) if f.name in {g.name for g in fields(PlanDraft)})


def draft_of(plan: Plan) -> PlanDraft:
    """The draft that the form is filled from."""
    offer = plan.offer
    rebate = offer.instalments
    return PlanDraft(
        **{name: getattr(plan, name) for name in _OWN},
        instalment_count=rebate.count if rebate else None,
        instalment_amount=rebate.amount if rebate else ZERO,
        first_next_month=rebate.first_next_month if rebate else True,
        gifts=tuple((g.gift_id, g.quantity) for g in offer.gifts),
        packs=tuple((p.kind_id, p.quantity) for p in offer.packs),
        audience=offer.audience,
        tier_ids=offer.tier_ids,
        tag_ids=offer.tag_ids,
        per_member=offer.per_member or None,
        from_day=offer.from_day,
        to_day=offer.to_day,
    )


def plan_of(plan: Plan, draft: PlanDraft) -> Plan:
    """The plan with what the form says; tiers and tags only where the audience is told by them."""
    rebate = None
    if draft.instalment_count:
        rebate = OfferedInstalments(draft.instalment_count, draft.instalment_amount, draft.first_next_month)
    offer = Offer(
        gifts=tuple(OfferedGift(id_, count) for id_, count in draft.gifts),
        instalments=rebate,
        packs=tuple(OfferedPack(id_, count) for id_, count in draft.packs),
        audience=draft.audience,
        tier_ids=draft.tier_ids if draft.audience is Audience.TIERS else (),
        tag_ids=draft.tag_ids if draft.audience is Audience.TAGS else (),
        per_member=draft.per_member or 0,
        from_day=draft.from_day,
        to_day=draft.to_day,
    )
    return replace(plan, **{name: getattr(draft, name) for name in _OWN}, offer=offer)
