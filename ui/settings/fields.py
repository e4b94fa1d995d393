"""What a setting looks like as data: the kinds of field and the two kinds of section."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, Protocol

from model.record import dataclass
from model.shop import Role
from ui.translate import translate

CONTEXT: Final = "SettingsTables"
Entries = tuple[tuple[object, str], ...]
"""What can be chosen: (data, name)."""


def words(text: str) -> str:
    """A text of the tables in the language of now."""
    return translate(CONTEXT, text) if text else ""


class Listed(Protocol):
    """A thing of a list: an item, a plan, a gift."""

    @property
    def id(self) -> bytes: ...
    @property
    def name(self) -> str: ...
    @property
    def active(self) -> bool: ...


class Kind(StrEnum):
    """How a value is shown and typed; the value's own type is in brackets."""

    TEXT = "text"
    """[str] one line."""
    LINES = "lines"
    """[str] several lines."""
    MONEY = "money"
    """[Money]"""
    DISCOUNT = "discount"
    """[int] basis points of the price that are paid, typed in tenths: 9000 is 9 折."""
    PERCENT = "percent"
    """[int] basis points, typed in per cent."""
    INTEGER = "integer"
    """[int], or None where the field is optional and empty."""
    CHOICE = "choice"
    """[any] one of `options`, or of a list of the catalogue named by `among`."""
    CHIPS = "chips"
    """[any] one of `options`, all of them in view."""
    SWITCH = "switch"
    """[bool]"""
    IMAGE = "image"
    """[bytes | None] a PNG."""
    DAY = "day"
    """[date | None]"""
    MANY = "many"
    """[tuple of ids] any number of a list of the shop's own named by `among`."""
    COUNTED = "counted"
    """[tuple of (id, how many)] of a list of the shop's own named by `among`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: `name` is the attribute of the dataclass it fills, `low` and `high` are inclusive."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    options: tuple[tuple[object, str], ...] = ()
    among: str = ""
    """Options from a list of the shop's own (`categories`, `templates`, `kinds`), with none allowed."""
    none: str = ""
    """What choosing none is called; （不分） when empty."""
    group: str = ""
    """The words over this field and those that follow it."""
    counts: str = ""
    """The choice whose things this number counts: needed with it, nothing without it."""
    low: int = 0
    high: int = 1_000_000
    limit: int = 60
    """Most characters of a text."""
    unit: str = ""
    optional: bool = False
    half: bool = False
    """Two such fields in a row share a line."""


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section that fills one part of the shop's settings (`profile`, `policy`, `printer`, `look`)."""

    key: str
    title: str
    icon: str
    about: str
    part: str
    fields: tuple[Field, ...]
    role: Role = Role.MANAGER


@dataclass(frozen=True, slots=True)
class ListSection:
    """A section that lists things of the catalogue and edits one at a time.

    `blank(id, position)` is a new thing; `detail(thing)` the second line under its name.
    """

    key: str
    title: str
    icon: str
    about: str
    things: str
    add: str
    empty: str
    blank: Callable[[bytes, int], Any]
    fields: tuple[Field, ...]
    detail: Callable[[Any], str]
    role: Role = Role.MANAGER


Section = FormSection | ListSection
