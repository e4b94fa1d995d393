"""The batches of a template: where they went, how many came back; look at one, print it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.vouchers import BatchRow, TemplateRow
from ui.shell.context import PageContext
from ui.vouchers.batch_sheet import BatchSheet
from ui.vouchers.words import batch_name
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

RIGHT = ("issued", "used", "voided", "discount")


class BatchesPane(Retranslated, QWidget):
    """`chosen(BatchRow)` to look at one on paper, `print_wanted(BatchRow)` to print it again."""

    chosen = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._batches: tuple[BatchRow, ...] = ()
        self._template: TemplateRow | None = None
        self._told = Label("", "muted", wrap=True)
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self.preview_button = KeyButton("", "Enter", icon="eye")
        self.vouchers_button = KeyButton("", icon="list")
        self.print_button = KeyButton("", icon="printer")
        buttons = Line(gap=8)
        buttons.add(self.preview_button, self.vouchers_button, self.print_button, None)
        column = Column(self, gap=8)
        column.add(self._told)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.table.activated_id.connect(self._on_preview)
        self.table.current_changed.connect(self._show_buttons)
        self.preview_button.clicked.connect(self._on_preview)
        self.vouchers_button.clicked.connect(self._on_vouchers)
        self.print_button.clicked.connect(self._on_print)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        titles = {
            "at": (self.tr("日期"), 98),
            "name": (self.tr("批次"), 148),
            "issued": (self.tr("已发"), 64),
            "used": (self.tr("核销"), 64),
            "voided": (self.tr("作废"), 56),
            "to": (self.tr("到期"), 98),
            "discount": (self.tr("让利"), 84),
            "source": (self.tr("来源"), 100),
            "handed": (self.tr("派发人"), 90),
        }
        return tuple(
            TableColumn(key, title, width, "right" if key in RIGHT else "left", bold=key == "name")
            for key, (title, width) in titles.items()
        )

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("批次"))
        self.preview_button.set_caption(self.tr("看票面"))
        self.vouchers_button.set_caption(self.tr("逐张查看…"))
        self.print_button.set_caption(self.tr("再打一次"))
        self._model.set_columns(self._columns())
        self._tell()
        self._show_buttons()

    def show_template(self, row: TemplateRow | None) -> None:
        """Say what the template has brought."""
        self._template = row
        self._tell()

    def show_batches(self, batches: tuple[BatchRow, ...]) -> None:
        """Show these, the newest first."""
        self._batches = batches
        self._model.set_ids(range(len(batches)))
        if batches:
            self.table.set_current_row(0)
        self._show_buttons()

    def _tell(self) -> None:
        row = self._template
        if row is None:
            self._told.setText("")
            return
        told = self.tr(
            "核销 {redeemed} / {issued} · 过期 {expired} · 作废 {voided} · 消费 {turnover} · 让利 {discount}"
        )
        self._told.setText(
            told.format(
                issued=f"{row.issued:,}",
                redeemed=f"{row.redeemed:,}",
                expired=f"{row.expired:,}",
                voided=f"{row.voided:,}",
                turnover=row.turnover,
                discount=row.discount,
            )
        )

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([_cells(self._batches[cast(int, at)]) for at in ids])

    def current(self) -> BatchRow | None:
        """The batch with the cursor."""
        at = self.table.current_id()
        return self._batches[at] if isinstance(at, int) and at < len(self._batches) else None

    def _show_buttons(self, *_: object) -> None:
        some = self.current() is not None
        for button in (self.preview_button, self.vouchers_button, self.print_button):
            button.setEnabled(some)

    def _on_preview(self, *_: object) -> None:
        batch = self.current()
        if batch is not None:
            self.chosen.emit(batch)

    def _on_print(self) -> None:
        batch = self.current()
        if batch is not None:
            self.print_wanted.emit(batch)

    def _on_vouchers(self) -> None:
        batch = self.current()
        if batch is not None:
            BatchSheet(self._context, self, batch).show()


def _cells(batch: BatchRow) -> Row:
    name = batch_name(batch)
    if batch.issued < batch.wanted:
        name = f"{name} ({batch.issued:,} / {batch.wanted:,})"
    return [
        batch.at.strftime("%Y-%m-%d"),
        name,
        f"{batch.issued:,}",
        f"{batch.used:,}",
        Cell(f"{batch.voided:,}", "" if batch.voided else "muted"),
        batch.valid_to.isoformat(),
        str(batch.discount),
        Cell(batch.source or "—", "muted"),
        Cell(batch.handed_by or "—", "muted"),
    ]
