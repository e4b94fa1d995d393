"""Founding the example shop: its identity, people, catalogue and settings, before the first customer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from random import Random
from typing import Final

from model.commands import Save, Thing
from model.ids import (
    CategoryId,
    CommandId,
    CounterId,
    ItemId,
    PlanId,
    SourceId,
    StaffId,
    TagId,
    TierId,
)
from model.record import dataclass
from model.shop import (
    Category,
    Item,
    Plan,
    Policy,
    Role,
    RoundingRule,
    Settings,
    Source,
    Staff,
    Tag,
    Tier,
)
from services import catalog
from services.clock import ManualClock
from services.demo.catalog import EXAMPLE, ExampleItem
from services.ids import IdMaker
from services.shop import ShopSeat
from services.staff import hash_pin
from services.storage import catalog_rows, driver, meta_rows, setting_rows, staff_rows, store
from services.storage.work import Writer

PINS: Final = {Role.OWNER: "2580", Role.MANAGER: "3690", Role.CASHIER: "1470"}
"""The columns of the PIN pad; said in the README."""

COUNTER_CODE: Final = "01"


@dataclass(frozen=True, slots=True)
class Founded:
    """The example shop on its first day; things stand in the order of EXAMPLE."""

    counter_id: CounterId
    settings: Settings
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    plans: tuple[Plan, ...]
    tiers: tuple[Tier, ...]
    sources: tuple[Source, ...]
    tags: tuple[Tag, ...]
    staff: tuple[Staff, ...]

    def of_role(self, role: Role) -> tuple[Staff, ...]:
        return tuple(person for person in self.staff if person.role is role)


def found(path: Path, clock: ManualClock, ids: IdMaker, rng: Random) -> Founded:
    """Make the shop file with everything but customers, through the services themselves."""
    connection = store.create(path)
    try:
        founded = _things(ids, CounterId(ids()))
        (owner,) = founded.of_role(Role.OWNER)
        _lay_down(connection, ids, rng, founded)
        seat = ShopSeat(clock, founded.counter_id, COUNTER_CODE, founded.settings)
        writer = Writer(path, connection, seat, ids)
        for thing in _to_save(founded):
            writer.transact(catalog.save, Save(CommandId(ids()), owner.id, thing))
        for person in founded.staff:
            staff_rows.set_pin(connection, person.id, hash_pin(PINS[person.role], rng.randbytes(16)))
    finally:
        store.close_writer(connection)
    return founded


def _things(ids: IdMaker, counter_id: CounterId) -> Founded:
    categories = tuple(
        Category(CategoryId(ids()), name, position) for position, name in enumerate(EXAMPLE.categories)
    )
    by_name = {category.name: category.id for category in categories}
    return Founded(
        counter_id,
        Settings(profile=EXAMPLE.profile, policy=Policy(rounding=RoundingRule.JIAO)),
        categories,
        tuple(_item(ItemId(ids()), i, by_name[i.category], n) for n, i in enumerate(EXAMPLE.items)),
        tuple(
            Plan(PlanId(ids()), p.name, p.pay, p.bonus, p.bonus_days, n) for n, p in enumerate(EXAMPLE.plans)
        ),
        tuple(Tier(TierId(ids()), t.name, t.rank, t.discount_bp) for t in EXAMPLE.tiers),
        tuple(Source(SourceId(ids()), s.name, n) for n, s in enumerate(EXAMPLE.sources)),
        tuple(Tag(TagId(ids()), t.name) for t in EXAMPLE.tags),
        tuple(Staff(StaffId(ids()), s.name, s.role) for s in EXAMPLE.staff),
    )


def _item(item_id: ItemId, example: ExampleItem, category_id: CategoryId, position: int) -> Item:
    return Item(
        item_id,
        example.kind,
        example.name,
        category_id,
        example.price,
        example.cost,
        example.barcode,
        example.earns_points,
        example.discountable,
        position,
    )


def _lay_down(connection: driver.Connection, ids: IdMaker, rng: Random, founded: Founded) -> None:
    with store.transaction(connection):
        meta_rows.found(connection, founded.counter_id, ids(), rng.randbytes(32), COUNTER_CODE)
        for owner in founded.of_role(Role.OWNER):
            catalog_rows.save(connection, owner)
        for section in (founded.settings.profile, founded.settings.policy, founded.settings.look):
            setting_rows.save(connection, section)


def _to_save(founded: Founded) -> Iterable[Thing]:
    employed = (person for person in founded.staff if person.role is not Role.OWNER)
    lists: tuple[tuple[Thing, ...], ...] = (founded.categories, founded.items, founded.plans, founded.tiers)
    return chain(*lists, founded.sources, founded.tags, employed)
