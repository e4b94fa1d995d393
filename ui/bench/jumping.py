"""Jumping about in the Members page: how long the GUI thread is held, and when the real rows are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Final

from services.bench import SEED
from ui.bench.loop import PaintWatch, Script, StuckError, TurnWatch
from ui.bench.window import ShopWindow
from ui.widgets.blocks import BlockModel
from ui.widgets.table import DataTable

_PAUSE_S: Final = 0.02


@dataclass(slots=True)
class Jumps:
    """Seconds of each jump."""

    held: list[float] = field(default_factory=list)
    real_rows: list[float] = field(default_factory=list)


def jump_about(shown: ShopWindow, count: int, jumps: Jumps) -> Script:
    """Set the scroll bar of the member list to random places."""
    shown.window.open_page("members")
    yield shown.idle
    table = shown.members.findChild(DataTable)
    if table is None:
        raise StuckError("the list is not where it was")
    yield lambda: table.model().rowCount() > 0
    yield 1.0
    rows = _Rows(table)
    turns = TurnWatch()
    places = Random(SEED)
    for _ in range(count):
        bar = table.verticalScrollBar()
        rows.watch.expect(rows.real)
        place = places.randint(bar.minimum(), bar.maximum())
        turns.start()
        start = perf_counter()
        bar.setValue(place)
        yield rows.watch.seen
        jumps.real_rows.append(rows.watch.since(start))
        jumps.held.append(turns.stop())
        yield _PAUSE_S
    shown.window.open_page("counter")
    yield shown.idle


class _Rows:
    """Whether every row in sight shows its real text."""

    def __init__(self, table: DataTable) -> None:
        self._table = table
        self.watch = PaintWatch(table.viewport())

    def real(self) -> bool:
        table, model = self._table, self._table.model()
        if not isinstance(model, BlockModel):
            return False
        last = table.rowAt(table.viewport().height() - 1)
        top, bottom = table.rowAt(0), last if last >= 0 else model.rowCount() - 1
        return top >= 0 and model.loaded(top) and model.loaded(bottom)
