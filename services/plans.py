"""Top-up plans (充值方案): saved in versions, offered to whom they are for, checked for profit.

Source: domain.md section 8: below the shop's floor of profit only the owner starts a plan.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from model.changes import Kind
from model.errors import UserError
from model.ids import MemberId, StaffId
from model.offer import NOTHING, check_buyer, check_offer
from model.plan_commands import SavePlan
from model.profit import Priced, PriceList, ProfitCheck, check_plan, friend_card_worth, voucher_worth
from model.record import dataclass
from model.shop import Item, Plan, Role, Tag, Tier
from model.text import clean_line
from model.views import Done
from services import access
from services.storage import catalog_rows, friend_rows, gift_rows, pack_rows, plan_rows, voucher_rows
from services.storage.work import Reader, Work

MOST_OF_PLAN: Final = 100
"""Most vouchers, and most friend cards, that come with one top-up."""
MOST_BONUS_DAYS: Final = 36_500
"""A hundred years: further days would leave the calendar."""


@dataclass(frozen=True, slots=True)
class OfferedPlan:
    """A plan as the counter shows it to one member; `refusal` is why it can't be sold now."""

    plan: Plan
    gifts: tuple[tuple[str, int, int], ...]
    """Name, how many come with it, how many are in stock."""
    packs: tuple[tuple[str, int], ...]
    voucher: str
    friend_card: str
    refusal: UserError | None


def offered(read: Reader, member_id: MemberId | None) -> tuple[OfferedPlan, ...]:
    """The plans of the shop's order with everything that comes with them; the limits are a member's."""
    names = plan_rows.names(read.conn)
    stock = {gift.id: gift.stock for gift in gift_rows.load(read.conn)}
    shown: list[OfferedPlan] = []
    for plan in catalog_rows.load(read.conn, Plan, active_only=True):
        offer = plan.offer
        shown.append(
            OfferedPlan(
                plan,
                tuple((names[g.gift_id], g.quantity, stock[g.gift_id]) for g in offer.gifts),
                tuple((names[p.kind_id], p.quantity) for p in offer.packs),
                names.get(plan.voucher_template_id or b"", "") if plan.vouchers else "",
                names.get(plan.friend_card_kind_id or b"", "") if plan.friend_cards else "",
                _refusal(read, plan, member_id),
            )
        )
    return tuple(shown)


def _refusal(read: Reader, plan: Plan, member_id: MemberId | None) -> UserError | None:
    if member_id is None:
        return None
    try:
        check_sale(read, plan, member_id)
    except UserError as error:
        return error
    return None


def check_sale(read: Reader, plan: Plan, member_id: MemberId) -> None:
    """Whether a plan can be sold to a member today.

    Raises UserError `topup.not_now`, `topup.audience`, `topup.limit_per_member`, `gift.stock`.
    """
    if plan.offer == NOTHING:
        # Most plans are for everybody at any time: who buys needs not be looked up.
        return
    check_buyer(plan.offer, plan_rows.buyer(read.conn, member_id, plan.id), read.today)
    for one in plan.offer.gifts:
        gift = gift_rows.get(read.conn, one.gift_id)
        if gift is not None and gift.stock < one.quantity:
            raise UserError("gift.stock", name=gift.name, wanted=one.quantity, left=gift.stock)


def price_list(read: Reader) -> PriceList:
    """What everything that a plan may bring is worth today, for the profit check."""
    conn = read.conn
    items = {item.id: item for item in catalog_rows.load(conn, Item)}
    prices = {id_: item.price for id_, item in items.items()}
    vouchers = {t.id: Priced(t.name, voucher_worth(t.rule, prices)) for t in voucher_rows.templates(conn)}
    per_point = read.settings.points.fen_per_point
    packs = {}
    for kind in pack_rows.kinds(conn):
        item = items[kind.item_id]
        cost = item.cost * kind.sessions if item.cost else None
        packs[kind.id] = Priced(kind.name, item.price * kind.sessions, cost)
    return PriceList(
        gifts={g.id: Priced(g.name, g.list_value, g.cost) for g in gift_rows.load(conn)},
        packs=packs,
        vouchers=vouchers,
        friend_cards={
            k.id: Priced(k.name, friend_card_worth(k, vouchers, per_point)) for k in friend_rows.kinds(conn)
        },
    )


def check(read: Reader, plan: Plan) -> ProfitCheck:
    """The profit check of a plan at today's prices and by the shop's rules."""
    return check_plan(plan, price_list(read), read.settings.profit)


def save_plan(work: Work, command: SavePlan) -> Done:
    """Create a plan or replace it by a new version; purchases keep the version they were sold under.

    Raises UserError `auth.needs`, `catalog.name_exists`, `catalog.price`, `plan.instalments`,
    `plan.things`, `plan.audience`, `plan.days`, `plan.unknown` (something in it isn't there),
    `plan.below_floor` (only the owner, and with a reason), `text.*`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    plan = replace(command.plan, name=clean_line(command.plan.name, required=True))
    if plan.active and catalog_rows.name_taken(work.conn, plan):
        raise UserError("catalog.name_exists", name=plan.name)
    _check_numbers(plan)
    check_offer(plan.offer)
    _check_references(work, plan)
    reason = _check_profit(work, plan, command.reason, command.approved_by)
    known = catalog_rows.get(work.conn, Plan, plan.id)
    catalog_rows.save(work.conn, plan)
    if known is None or plan_rows.differs(known, plan) or reason:
        plan_rows.add_version(work, plan, command.approved_by, reason)
    work.touch(Kind.PLAN, plan.id)
    return work.finish("save_plan", plan.id, approved_by=command.approved_by, detail={"name": plan.name})


def _check_numbers(plan: Plan) -> None:
    if (
        plan.pay.fen <= 0
        or plan.bonus.fen < 0
        or (plan.bonus_days is not None and not 1 <= plan.bonus_days <= MOST_BONUS_DAYS)
        or not 0 <= plan.vouchers <= MOST_OF_PLAN
        or not 0 <= plan.friend_cards <= MOST_OF_PLAN
    ):
        raise UserError("catalog.price")


def _check_references(work: Work, plan: Plan) -> None:
    """Ids inside the offer have no foreign keys to stand for them."""
    conn, offer = work.conn, plan.offer
    known = (
        all(gift_rows.get(conn, g.gift_id) for g in offer.gifts)
        and all(pack_rows.kind(conn, p.kind_id) for p in offer.packs)
        and all(catalog_rows.get(conn, Tier, id_) for id_ in offer.tier_ids)
        and all(catalog_rows.get(conn, Tag, id_) for id_ in offer.tag_ids)
    )
    if not known:
        raise UserError("plan.unknown")


def _check_profit(work: Work, plan: Plan, reason: str, approved_by: StaffId | None) -> str:
    """Why a plan below the floor starts all the same; an archived one starts nothing."""
    if not plan.active:
        return ""
    found = check(work, plan)
    if not found.below_floor:
        return ""
    known = catalog_rows.get(work.conn, Plan, plan.id)
    if known is not None and known.active and not plan_rows.differs(known, plan):
        return ""
    if not reason.strip():
        raise UserError(
            "plan.below_floor", margin_bp=found.margin_all_bp, floor_bp=work.settings.profit.floor_bp
        )
    access.needs(work, Role.OWNER, approved_by)
    return clean_line(reason, 120, required=True)
