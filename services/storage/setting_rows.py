"""The shop's settings: one JSON row a section, unknown keys of newer versions ignored."""

from __future__ import annotations

import base64
import json
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final, TypeVar, get_type_hints

from model.ids import VoucherTemplateId
from model.money import Money
from model.shop import Look, Policy, PrinterSetting, Settings, ShopProfile
from services.storage import driver

Section = ShopProfile | Policy | PrinterSetting | Look
S = TypeVar("S", ShopProfile, Policy, PrinterSetting, Look)

_BYTES: Final = (bytes | None, VoucherTemplateId | None)

SECTIONS: dict[str, type[Section]] = {
    "profile": ShopProfile,
    "policy": Policy,
    "printer": PrinterSetting,
    "look": Look,
}


def load(conn: driver.Connection) -> Settings:
    """All sections; what was never saved has its default."""
    rows = dict(conn.execute("SELECT key, value FROM setting").fetchall())
    return Settings(
        profile=_section(ShopProfile, rows.get("profile")),
        policy=_section(Policy, rows.get("policy")),
        printer=_section(PrinterSetting, rows.get("printer")),
        look=_section(Look, rows.get("look")),
    )


def save(conn: driver.Connection, section: Section) -> str:
    """Replace one section; returns its key."""
    key = next(k for k, t in SECTIONS.items() if t is type(section))
    value = json.dumps(
        {f.name: _encode(getattr(section, f.name)) for f in fields(section)}, ensure_ascii=False
    )
    conn.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
    return key


def _section(kind: type[S], value: str | None) -> S:
    if value is None:
        return kind()
    stored = json.loads(value)
    hints = get_type_hints(kind)
    known = {f.name: _decode(hints[f.name], stored[f.name]) for f in fields(kind) if f.name in stored}
    return kind(**known)


def _encode(value: object) -> object:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _decode(hint: Any, value: Any) -> Any:
    if hint is Money:
        return Money(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint in _BYTES:
        return base64.b64decode(value) if value else None
    return value
