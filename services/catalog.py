"""The lists a shop keeps: items, plans, tiers, sources, tags, staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from model.changes import Kind
from model.commands import Save
from model.errors import UserError
from model.gift import Gift
from model.pack import PackKind
from model.plan_commands import SavePlan
from model.points import MOST_BY_HAND
from model.record import dataclass
from model.shop import Category, Item, Plan, Role, Source, Staff, Tag, Tier
from model.text import clean_line
from model.views import Done
from services import access
from services import plans as plans_of_shop
from services.plans import MOST_OF_PLAN
from services.storage import catalog_rows, gift_rows, pack_rows, staff_rows
from services.storage.work import Reader, Work

BARCODE_LIMIT: Final = 32

_KINDS = {
    Item: Kind.ITEM,
    Category: Kind.ITEM,
    Plan: Kind.PLAN,
    Tier: Kind.TIER,
    Source: Kind.SOURCE,
    Tag: Kind.TAG,
    Staff: Kind.STAFF,
}


@dataclass(frozen=True, slots=True)
class Sellable:
    """What the sale tab offers, in the shop's order."""

    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    staff: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything, the archived too, for the settings."""

    items: tuple[Item, ...]
    categories: tuple[Category, ...]
    plans: tuple[Plan, ...]
    tiers: tuple[Tier, ...]
    sources: tuple[Source, ...]
    tags: tuple[Tag, ...]
    staff: tuple[Staff, ...]
    gifts: tuple[Gift, ...] = ()
    pack_kinds: tuple[PackKind, ...] = ()


def sellable(read: Reader) -> Sellable:
    return Sellable(
        catalog_rows.load(read.conn, Category, active_only=True),
        catalog_rows.load(read.conn, Item, active_only=True),
        catalog_rows.load(read.conn, Staff, active_only=True),
    )


def plans(read: Reader) -> tuple[Plan, ...]:
    return catalog_rows.load(read.conn, Plan, active_only=True)


def everything(read: Reader) -> Catalog:
    conn = read.conn
    return Catalog(
        catalog_rows.load(conn, Item),
        catalog_rows.load(conn, Category),
        catalog_rows.load(conn, Plan),
        catalog_rows.load(conn, Tier),
        catalog_rows.load(conn, Source),
        catalog_rows.load(conn, Tag),
        catalog_rows.load(conn, Staff),
        gift_rows.load(conn),
        pack_rows.kinds(conn),
    )


def by_barcode(read: Reader, barcode: str) -> Item | None:
    owner = catalog_rows.barcode_owner(read.conn, _plain_barcode(barcode))
    return catalog_rows.get(read.conn, Item, owner) if owner else None


def _plain_barcode(scanned: str) -> str:
    # What a scanner sends can be anything; what no item can carry belongs to none.
    try:
        return clean_line(scanned, BARCODE_LIMIT)
    except UserError:
        return ""


def save(work: Work, command: Save) -> Done:
    """Create or change a thing; past sales keep what they were written with. A plan gets a new version.

    Raises UserError `catalog.name_exists`, `catalog.price`, `catalog.barcode_exists`,
    `catalog.discount`, `staff.last_owner`, `auth.needs`, `text.*`.
    """
    thing = command.thing
    if isinstance(thing, Plan):
        return plans_of_shop.save_plan(work, SavePlan(command.id, command.staff_id, thing))
    access.needs(
        work, Role.OWNER if isinstance(thing, Staff) and thing.role is not Role.CASHIER else Role.MANAGER
    )
    thing = replace(thing, name=clean_line(thing.name, required=True))
    if isinstance(thing, Item):
        thing = replace(thing, barcode=clean_line(thing.barcode, BARCODE_LIMIT))
    if thing.active and catalog_rows.name_taken(work.conn, thing):
        raise UserError("catalog.name_exists", name=thing.name)
    _check(work, thing)
    catalog_rows.save(work.conn, thing)
    # The tiers that consumption reaches stand with the settings, where a sale finds them without asking.
    work.settings_changed |= isinstance(thing, Tier)
    if staff_rows.owners(work.conn) == 0:
        raise UserError("staff.last_owner")
    work.touch(_KINDS[type(thing)], thing.id)
    return work.finish(f"save_{catalog_rows.table_of(thing)}", thing.id, detail={"name": thing.name})


def _check(work: Work, thing: object) -> None:
    match thing:
        case Item():
            owner = catalog_rows.barcode_owner(work.conn, thing.barcode)
            if thing.price.fen < 0 or thing.cost.fen < 0:
                raise UserError("catalog.price")
            if thing.active and owner is not None and owner != thing.id:
                raise UserError("catalog.barcode_exists", barcode=thing.barcode)
        case Tier():
            if not 0 <= thing.discount_bp <= 10_000:
                raise UserError("catalog.discount")
            _check_tier(thing)
        case Staff():
            current = staff_rows.secret(work.conn, thing.id)
            if current is not None and current.role is not Role.CASHIER:
                access.needs(work, Role.OWNER)
        case _:
            pass


def _check_tier(tier: Tier) -> None:
    brings = tier.brings
    if tier.threshold is not None and tier.threshold.fen <= 0:
        raise UserError("catalog.price")
    if (
        not 0 <= brings.points <= MOST_BY_HAND
        or not 0 <= brings.vouchers <= MOST_OF_PLAN
        or not 0 <= brings.friend_cards <= MOST_OF_PLAN
    ):
        raise UserError("catalog.price")
