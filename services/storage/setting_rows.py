"""The shop's settings: one JSON row a section, unknown keys of newer versions ignored."""

from __future__ import annotations

import base64
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NewType, Union, get_args, get_origin, get_type_hints

from model.ids import TierId
from model.money import Money
from model.rules import ClaimRules, PointsRules, ProfitRules, RefundRules, Rules, TierRules
from model.shop import Look, Policy, PrinterSetting, Settings, ShopProfile
from model.tier import Rung
from services.storage import driver

Section = ShopProfile | Policy | PrinterSetting | Look | Rules

SECTIONS: Final[dict[str, type[Section]]] = {
    "profile": ShopProfile,
    "policy": Policy,
    "printer": PrinterSetting,
    "look": Look,
    "claims": ClaimRules,
    "points": PointsRules,
    "tiers": TierRules,
    "refunds": RefundRules,
    "profit": ProfitRules,
}


def load(conn: driver.Connection) -> Settings:
    """All sections; what was never saved has its default. With the tiers that consumption reaches."""
    rows = conn.execute("SELECT key, value FROM setting").fetchall()
    known: dict[str, Any] = {k: decode(SECTIONS[k], json.loads(v)) for k, v in rows if k in SECTIONS}
    return Settings(**known, ladder=_ladder(conn))


def _ladder(conn: driver.Connection) -> tuple[Rung, ...]:
    rows = conn.execute(
        "SELECT id, name, rank, threshold FROM tier WHERE active = 1 AND threshold IS NOT NULL "
        "ORDER BY rank, threshold"
    ).fetchall()
    return tuple(Rung(TierId(id_), name, rank, Money(threshold)) for id_, name, rank, threshold in rows)


def save(conn: driver.Connection, section: Section) -> str:
    """Replace one section; returns its key."""
    key = next(k for k, t in SECTIONS.items() if t is type(section))
    conn.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(encode(section), ensure_ascii=False)),
    )
    return key


def encode(value: object) -> Any:
    """A frozen dataclass of model as JSON knows it: Money in fen, days as ISO dates, ids in base 64."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    kind: Any = type(value)
    return {name: encode(getattr(value, name)) for name in _names(kind)}


def pack(value: object) -> str:
    """The JSON of what `encode` makes, in one pass and without spaces: a worksheet has hundreds of parts."""
    return _ENCODER.encode(value)


def _part(value: Any) -> Any:
    """One step of `encode`, for what JSON itself doesn't know."""
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, (date, bytes)):
        return encode(value)
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_part
)
_PLAIN: Final = (str, int, float, NoneType)
"""Enums of text are text too."""


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def decode(kind: Any, value: Any) -> Any:
    """What `encode` made of something of this type; fields that are missing have their default."""
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value in (None, "") else decode(_some(kind), value)
    if origin is tuple:
        return tuple(decode(get_args(kind)[0], one) for one in value)
    if kind is Money:
        return Money(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{f.name: decode(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    return value


_hints = cache(get_type_hints)


def _some(union: Any) -> Any:
    return next(kind for kind in get_args(union) if kind is not type(None))
