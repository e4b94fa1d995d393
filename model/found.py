"""What a search answers. Apart from the other views: it is the first thing that a counter asks for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from model.ids import MemberId
from model.money import Money
from model.record import dataclass


class Hit(NamedTuple):
    """One search result as shown under the search box; a dozen are made at every keystroke."""

    member_id: MemberId
    name: str
    number: str
    phone: str
    tier: str
    stored: Money
    last_visit: date | None


@dataclass(frozen=True, slots=True)
class Found:
    query: str
    hits: tuple[Hit, ...]
