"""Past closes, newest first; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.close import CloseEntry
from ui.close import words
from ui.widgets.blocks import BlockModel, Cell, OnRows, TableColumn
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.messages import EmptyState
from ui.widgets.table import DataTable


class ClosesCard(Card):
    """`opened(CloseId)` when one is to be looked at."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=(14, 12, 8, 12), gap=8)
        self._entries: tuple[CloseEntry, ...] = ()
        self._heading = Label("", "heading")
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self._empty = EmptyState("calculator")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.body.add(self._heading)
        self.body.addWidget(self._stack, 1)
        self.table.activated_id.connect(self._on_activated)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("number", self.tr("次"), 36),
            TableColumn("days", self.tr("营业日"), 98, bold=True),
            TableColumn("turnover", self.tr("营业额"), 82, align="right"),
            TableColumn("difference", self.tr("长短款"), 84, align="right"),
        )

    def retranslate(self) -> None:
        self._heading.setText(self.tr("以前的日结"))
        self.table.setAccessibleName(self.tr("以前的日结"))
        self._empty.set_text(self.tr("还没有日结：关店前点一次钱，封存当天的账"))
        self._model.set_columns(self._columns())
        self._model.refresh()

    def show_entries(self, entries: tuple[CloseEntry, ...]) -> None:
        """Show these closes."""
        self._entries = entries
        self._model.set_ids(range(len(entries)))
        self._stack.setCurrentWidget(self.table if entries else self._empty)
        if entries:
            self.table.set_current_row(0)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([_cells(self._entries[cast(int, at)]) for at in ids])

    def _on_activated(self, at: object) -> None:
        if isinstance(at, int) and at < len(self._entries):
            self.opened.emit(self._entries[at].close_id)


def _cells(entry: CloseEntry) -> tuple[str | Cell, ...]:
    same = entry.first_day == entry.last_day
    days = entry.last_day.isoformat() if same else f"{entry.first_day:%m-%d} – {entry.last_day:%m-%d}"
    difference = Cell(words.signed(entry.difference), "warning") if entry.difference else Cell("–", "muted")
    return (str(entry.number), days, words.signless(entry.turnover), difference)
