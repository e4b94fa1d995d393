"""What the Members page asks, answered off the GUI thread down to the text of the cells."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from model.record import dataclass
from model.views import MemberRow
from services import member_list
from ui.members.columns import COLUMNS, masked
from ui.members.criteria import Criteria
from ui.widgets.blocks import Cell, Row


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer to a criteria: local row numbers in order, how many there are in all, and the day.

    `place` is where the member that had the cursor stands now, -1 for nowhere.
    """

    criteria: Criteria
    ids: array[int]
    total: int
    day: date
    place: int = -1


def listed(read: Any, criteria: Criteria, current: object = None) -> Listed:
    """Whom the criteria finds today, in order; `current` is the row number that has the cursor."""
    today = read.today
    ids = member_list.ids(read, criteria.on(today))
    total = len(ids) if not criteria.is_narrowed else len(member_list.ids(read, Criteria().on(today)))
    place = ids.index(current) if isinstance(current, int) and current in ids else -1
    return Listed(criteria, ids, total, today, place)


def table_rows(read: Any, ids: Sequence[int], hide_phones: bool) -> list[Row]:
    """The cells of these members, in their order; one that vanished leaves its row empty."""
    found = member_list.rows(read, list(ids))
    return [_cells(masked(row) if hide_phones else row) for row in found]


def _cells(row: MemberRow) -> Row:
    return [_cell(column.key, column.text(row)) for column in COLUMNS]


def _cell(key: str, text: str) -> str | Cell:
    if text in ("—", "0", "0.00"):
        return Cell(text, "muted")
    if key == "tier":
        return Cell(text, "accent", chip=True)
    if key in ("number", "joined", "source", "tags"):
        return Cell(text, "muted")
    return text
