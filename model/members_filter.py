"""The filter and order of the Members page."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from model.ids import SourceId, TagId, TierId
from model.money import Money
from model.record import dataclass


class SortKey(StrEnum):
    NUMBER = "number"
    NAME = "name"
    JOINED = "joined"
    LAST_VISIT = "last_visit"
    STORED = "stored"
    POINTS = "points"
    SPENT = "spent"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Conditions that all hold; None or empty means any. `text` is what the search box takes."""

    text: str = ""
    tier_id: TierId | None = None
    source_id: SourceId | None = None
    tag_id: TagId | None = None
    last_visit_before: date | None = None
    last_visit_from: date | None = None
    stored_from: Money | None = None
    stored_to: Money | None = None
    birthday_month: int | None = None
    """Solar month of the birthday as stored (lunar ones by their lunar month)."""
    sort: SortKey = SortKey.NUMBER
    descending: bool = True
