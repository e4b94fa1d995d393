"""Past closes, newest first; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.close import CloseEntry
from services import closing
from ui.close import words
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, TableColumn
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.messages import EmptyState
from ui.widgets.table import DataTable


class ClosesCard(Card):
    """`opened(number)` when one is to be looked at."""

    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=(14, 12, 8, 12), gap=8)
        self._context = context
        self._newest = 0
        self._heading = Label("", "heading")
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model, gives="days")
        self._empty = EmptyState("calculator")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.body.add(self._heading)
        self.body.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(self._empty)
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

    def show_newest(self, newest: int) -> None:
        """Show every close up to this number; they are read as they are looked at."""
        if newest == self._newest:
            return
        self._newest = newest
        self._model.set_ids(range(newest, 0, -1))
        self._stack.setCurrentWidget(self.table if newest else self._empty)
        if newest:
            self.table.set_current_row(0)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        before = cast(int, ids[0]) + 1
        answer = partial(_answer, on_rows)
        self._context.jobs.read(closing.closes, before, len(ids), done=answer, owner=self)

    def _on_activated(self, number: object) -> None:
        if isinstance(number, int):
            self.opened.emit(number)


def _answer(on_rows: OnRows, entries: tuple[CloseEntry, ...]) -> None:
    on_rows([_cells(entry) for entry in entries])


def _cells(entry: CloseEntry) -> tuple[str | Cell, ...]:
    same = entry.first_day == entry.last_day
    days = entry.last_day.isoformat() if same else f"{entry.first_day:%m-%d} – {entry.last_day:%m-%d}"
    difference = Cell(words.signed(entry.difference), "warning") if entry.difference else Cell("–", "muted")
    return (str(entry.number), days, words.signless(entry.turnover), difference)
