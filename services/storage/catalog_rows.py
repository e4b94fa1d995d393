"""Items, plans, tiers and the other small lists: each row is one frozen thing of model.shop."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, Final, TypeVar

from model.money import Money
from model.offer import Offer
from model.record import dataclass
from model.shop import Category, Item, ItemKind, Plan, Role, Source, Staff, Tag, Tier
from model.tier import Brings
from services.storage import driver, setting_rows

Thing = Item | Category | Plan | Tier | Source | Tag | Staff
T = TypeVar("T", Item, Category, Plan, Tier, Source, Tag, Staff)


@dataclass(frozen=True, slots=True)
class _Shape:
    table: str
    order: str
    decode: dict[str, Callable[[Any], Any]]


def _offer(stored: str) -> Offer:
    offer: Offer = setting_rows.decode(Offer, json.loads(stored))
    return offer


def _brings(stored: str) -> Brings:
    brings: Brings = setting_rows.decode(Brings, json.loads(stored))
    return brings


def encode_offer(offer: Offer | Brings) -> str:
    """What a plan offers or a tier brings as it is stored, with a plan's versions too.

    Nothing is `{}`, as it stands in files that are older than offers.
    """
    return "{}" if offer == type(offer)() else json.dumps(setting_rows.encode(offer), ensure_ascii=False)


_MONEY: Final = {"price": Money, "cost": Money, "pay": Money, "bonus": Money}
_SHAPES: Final[dict[type, _Shape]] = {
    Item: _Shape("item", "position, name", {"kind": ItemKind, "earns_points": bool, "discountable": bool}),
    Category: _Shape("category", "position, name", {}),
    Plan: _Shape("plan", "position, pay", {"offer": _offer}),
    Tier: _Shape("tier", "rank, name", {"threshold": Money, "brings": _brings}),
    Source: _Shape("source", "position, name", {}),
    Tag: _Shape("tag", "name", {}),
    Staff: _Shape("staff", "active DESC, name", {"role": Role}),
}


def table_of(thing: Thing) -> str:
    return _SHAPES[type(thing)].table


def load(conn: driver.Connection, kind: type[T], *, active_only: bool = False) -> tuple[T, ...]:
    """All things of one kind in the shop's order."""
    shape = _SHAPES[kind]
    names = _names(shape.table)
    where = "WHERE active = 1" if active_only else ""
    rows = conn.execute(
        f"SELECT {', '.join(names)} FROM {shape.table} {where} ORDER BY {shape.order}"
    ).fetchall()
    return tuple(_thing(kind, row) for row in rows)


def get(conn: driver.Connection, kind: type[T], id_: bytes) -> T | None:
    table = _SHAPES[kind].table
    row = conn.execute(f"SELECT {', '.join(_names(table))} FROM {table} WHERE id = ?", (id_,)).fetchone()
    return _thing(kind, row) if row else None


_KINDS: Final[dict[str, Any]] = {shape.table: kind for kind, shape in _SHAPES.items()}


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(f.name for f in fields(_KINDS[table]))


def _thing(kind: type[T], row: driver.Row) -> T:
    made: T = _made(_SHAPES[kind].table, row)
    return made


@lru_cache(maxsize=2_000)
def _made(table: str, row: driver.Row) -> Any:
    # The same few rows are read with every sale and every opening of the counter.
    kind = _KINDS[table]
    decode = {**_MONEY, **_SHAPES[kind].decode, "active": bool}
    named = zip(_names(table), row, strict=True)
    return kind(**{n: decode[n](v) if n in decode and v is not None else v for n, v in named})


def save(conn: driver.Connection, thing: Thing) -> None:
    """Write a new thing or replace the fields of a known one."""
    names = [f.name for f in fields(thing)]
    values = [_encode(getattr(thing, n)) for n in names]
    sets = ", ".join(f"{n} = excluded.{n}" for n in names if n != "id")
    conn.execute(
        f"INSERT INTO {table_of(thing)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {sets}",
        values,
    )


def _encode(value: object) -> object:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, (Offer, Brings)):
        return encode_offer(value)
    return int(value) if isinstance(value, bool) else value


def name_taken(conn: driver.Connection, thing: Thing) -> bool:
    """Whether another active thing of this kind has the same name."""
    return bool(
        conn.execute(
            f"SELECT EXISTS (SELECT 1 FROM {table_of(thing)} WHERE name = ? AND id <> ? AND active = 1)",
            (thing.name, thing.id),
        ).fetchone()[0]
    )


def barcode_owner(conn: driver.Connection, barcode: str) -> bytes | None:
    row = conn.execute(
        "SELECT id FROM item WHERE barcode = ? AND barcode <> '' AND active = 1", (barcode,)
    ).fetchone()
    return row[0] if row else None
