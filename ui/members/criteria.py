"""What the Members page is asked to show, and how a saved view keeps it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from model.ids import SourceId, TagId, TierId
from model.members_filter import MemberFilter, SortKey
from model.money import MAX_FEN, Money
from model.record import dataclass

MAX_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class Criteria:
    """Conditions as a person set them; days away are relative, so that a saved view stays true."""

    text: str = ""
    tier_id: TierId | None = None
    source_id: SourceId | None = None
    tag_id: TagId | None = None
    away_from_days: int | None = None
    """The last visit is at least this many days ago."""
    away_to_days: int | None = None
    """The last visit is at most this many days ago."""
    stored_from: Money | None = None
    stored_to: Money | None = None
    birthday_month: int | None = None
    sort: SortKey = SortKey.NUMBER
    descending: bool = True

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order differs from showing everybody."""
        return replace(self, sort=SortKey.NUMBER, descending=True) != Criteria()

    def everybody(self) -> Criteria:
        """The same order without any condition."""
        return Criteria(sort=self.sort, descending=self.descending)

    def on(self, today: date) -> MemberFilter:
        """The filter for the services, with the days away counted from `today`."""
        return MemberFilter(
            text=self.text,
            tier_id=self.tier_id,
            source_id=self.source_id,
            tag_id=self.tag_id,
            last_visit_before=_days_before(today, self.away_from_days, 1),
            last_visit_from=_days_before(today, self.away_to_days, 0),
            stored_from=self.stored_from,
            stored_to=self.stored_to,
            birthday_month=self.birthday_month,
            sort=self.sort,
            descending=self.descending,
        )


def _days_before(today: date, days: int | None, later: int) -> date | None:
    return None if days is None else today - timedelta(days=days - later)


def to_json(criteria: Criteria, columns: object = None) -> str:
    """The definition of a saved view; `columns` is what the table says of its columns."""
    plain: dict[str, object] = {
        "text": criteria.text,
        "tier": _hex(criteria.tier_id),
        "source": _hex(criteria.source_id),
        "tag": _hex(criteria.tag_id),
        "away_from": criteria.away_from_days,
        "away_to": criteria.away_to_days,
        "stored_from": _fen(criteria.stored_from),
        "stored_to": _fen(criteria.stored_to),
        "month": criteria.birthday_month,
        "sort": str(criteria.sort),
        "descending": criteria.descending,
        "columns": columns,
    }
    return json.dumps({key: value for key, value in plain.items() if value not in (None, "")})


def from_json(text: str) -> Criteria:
    """Read a saved view; whatever is missing, foreign or out of bounds means any."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return Criteria()
    if not isinstance(plain, dict):
        return Criteria()
    tier, source, tag = (_id(plain.get(key)) for key in ("tier", "source", "tag"))
    return Criteria(
        text=str(plain.get("text", ""))[:200],
        tier_id=None if tier is None else TierId(tier),
        source_id=None if source is None else SourceId(source),
        tag_id=None if tag is None else TagId(tag),
        away_from_days=_number(plain.get("away_from"), 0, MAX_DAYS),
        away_to_days=_number(plain.get("away_to"), 0, MAX_DAYS),
        stored_from=_money(plain.get("stored_from")),
        stored_to=_money(plain.get("stored_to")),
        birthday_month=_number(plain.get("month"), 1, 12),
        sort=_sort(plain.get("sort")),
        descending=plain.get("descending") is not False,
    )


def columns_of(text: str) -> object:
    """What a saved view says of the table's columns, or None."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return plain.get("columns") if isinstance(plain, dict) else None


def _hex(id_: bytes | None) -> str | None:
    return None if id_ is None else id_.hex()


def _fen(amount: Money | None) -> int | None:
    return None if amount is None else amount.fen


def _id(value: object) -> bytes | None:
    try:
        raw = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return None
    return raw if len(raw) == 16 else None


def _number(value: object, low: int, high: int) -> int | None:
    return value if type(value) is int and low <= value <= high else None


def _money(value: object) -> Money | None:
    fen = _number(value, 0, MAX_FEN)
    return None if fen is None else Money(fen)


def _sort(value: object) -> SortKey:
    return SortKey(value) if isinstance(value, str) and value in set(SortKey) else SortKey.NUMBER
