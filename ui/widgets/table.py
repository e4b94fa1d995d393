"""The table for lists of any length, by keyboard as well as by pointer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.widgets import paint
from ui.widgets.blocks import CELL_ROLE, BlockModel, Cell, TableColumn
from ui.widgets.chip import tone_colors
from ui.widgets.retranslate import Retranslated

ROW_HEIGHT: Final = 40
_LEAST_WIDTH: Final = 80
"""What a column that gives way keeps, in design pixels."""
_ALIGN: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class _Painter(QStyledItemDelegate):
    """Draws cells plainly: no styled item is set up per cell, which would cost most of a frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, BlockModel):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        cell = index.data(CELL_ROLE)
        shown = cell if isinstance(cell, Cell) else Cell(str(cell))
        self._words(painter, rect, shown, model.columns[index.column()])

    def _words(self, painter: QPainter, rect: QRect, cell: Cell, column: TableColumn) -> None:
        inner = QRectF(rect).adjusted(theme.px(8), 0, -theme.px(8), 0)
        align = _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if cell.chip and cell.text:
            self._chip(painter, inner, cell)
            return
        token = "muted_text" if cell.tone == "muted" else f"{cell.tone}_text" if cell.tone else "ink"
        font = theme.font(bold=cell.bold or column.bold, tabular=column.align == "right")
        paint.text(painter, inner, cell.text, font, theme.color(token), align)

    def _chip(self, painter: QPainter, inner: QRectF, cell: Cell) -> None:
        soft, ink = tone_colors(cell.tone if cell.tone not in ("", "muted") else "neutral")
        font = theme.font("small")
        width = min(QFontMetrics(font).horizontalAdvance(cell.text[:60]) + theme.px(16), inner.width())
        height = theme.px(22)
        spot = QRectF(inner.left(), inner.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.box(painter, spot, theme.color(soft), None, 11)
        words = spot.adjusted(theme.px(7), 0, -theme.px(7), 0)
        paint.text(painter, words, cell.text, font, theme.color(ink), Qt.AlignmentFlag.AlignCenter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(ROW_HEIGHT))


class DataTable(Retranslated, QTableView):
    """Shows a BlockModel. Sorting is asked for, not done: `sort_requested(key, descending)`.

    `activated_id(id)` on Enter or double click, `current_changed(id)` when the row changes.
    `gives` names the column that gives way where the others would not fit.
    """

    activated_id = Signal(object)
    current_changed = Signal(object)
    sort_requested = Signal(str, bool)
    columns_changed = Signal()

    def __init__(
        self, model: BlockModel, parent: QWidget | None = None, *, name: str = "", gives: str = ""
    ) -> None:
        super().__init__(parent)
        self._blocks = model
        self._gives = gives
        self._fitting = False
        self._sort: tuple[str, bool] = ("", False)
        # As chosen, in design pixels: the last column is stretched beyond what was chosen for it.
        self._widths = {column.key: column.width for column in model.columns}
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        self.restyle()
        self._apply_widths()
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.sectionClicked.connect(self._on_header_clicked)
        header.sectionMoved.connect(self._on_columns_changed)
        header.sectionResized.connect(self._on_column_resized)

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setFont(theme.font("small"))
        self._fit()

    def _apply_widths(self) -> None:
        for at, column in enumerate(self._blocks.columns):
            self.setColumnHidden(at, not column.shown)
        self._fit()

    def _fit(self) -> None:
        """Widths as chosen, at the text size of now; the column that gives way takes what is left."""
        widths = {key: theme.px(width) for key, width in self._widths.items()}
        shown = [c.key for at, c in enumerate(self._blocks.columns) if not self.isColumnHidden(at)]
        over = sum(widths[key] for key in shown) - self.viewport().width()
        if self._gives in shown and over > 0 and self.isVisible():
            widths[self._gives] = max(widths[self._gives] - over, theme.px(_LEAST_WIDTH))
        self._fitting = True
        for at, column in enumerate(self._blocks.columns):
            if self.columnWidth(at) != widths[column.key]:
                self.setColumnWidth(at, widths[column.key])
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._gives:
            self._fit()

    def current_id(self) -> object:
        """The id of the row with the cursor; None for none."""
        return self._blocks.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[object]:
        """The ids of all rows chosen, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._blocks.id_at(row) for row in rows]

    def set_current_row(self, row: int) -> None:
        """Put the cursor into a row and show it."""
        self.setCurrentIndex(self._blocks.index(row, self._first_column()))
        self.scrollTo(self.currentIndex())

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        return next((at for at in places if not self.isColumnHidden(at)), 0)

    def set_sort(self, key: str, descending: bool) -> None:
        """Show by which column the rows are sorted (the rows come sorted)."""
        self._sort = (key, descending)
        self._blocks.show_sort(key, descending)

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column."""
        for at, column in enumerate(self._blocks.columns):
            if column.key == key:
                self.setColumnHidden(at, not shown)
        self._fit()
        self._on_columns_changed()

    def column_state(self) -> dict[str, object]:
        """Order, widths (design pixels) and hidden columns, to be kept with the user's settings."""
        header = self.horizontalHeader()
        columns = self._blocks.columns
        return {
            "order": [columns[header.logicalIndex(place)].key for place in range(header.count())],
            "widths": dict(self._widths),
            "hidden": [c.key for at, c in enumerate(columns) if self.isColumnHidden(at)],
        }

    def restore_columns(self, state: dict[str, object]) -> None:
        """Bring back a `column_state`; columns it doesn't know stay as they are."""
        keys = [column.key for column in self._blocks.columns]
        order, widths, hidden = state.get("order"), state.get("widths"), state.get("hidden")
        header = self.horizontalHeader()
        for at, key in enumerate(keys):
            if isinstance(hidden, list):
                self.setColumnHidden(at, key in hidden)
            if isinstance(widths, dict) and isinstance(widths.get(key), int) and widths[key] > 0:
                self._widths[key] = min(widths[key], 2_000)
                self.setColumnWidth(at, theme.px(self._widths[key]))
        for place, key in enumerate(k for k in (order if isinstance(order, list) else ()) if k in keys):
            header.moveSection(header.visualIndex(keys.index(key)), place)

    def _on_header_clicked(self, section: int) -> None:
        column = self._blocks.columns[section]
        if column.sortable:
            key, descending = self._sort
            turned = not descending if column.key == key else column.align == "right"
            self.set_sort(column.key, turned)
            self.sort_requested.emit(column.key, turned)

    def _on_column_resized(self, section: int, old: int, new: int) -> None:
        if self._fitting:
            return
        header = self.horizontalHeader()
        places = [p for p in range(header.count()) if not header.isSectionHidden(header.logicalIndex(p))]
        stretched = bool(places) and header.visualIndex(section) == places[-1]
        if new > 0 and not stretched:
            self._widths[self._blocks.columns[section].key] = round(new / theme.scale())
        self._on_columns_changed()

    def _on_columns_changed(self, *_: object) -> None:
        self.columns_changed.emit()

    def _on_current_row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.current_changed.emit(self._blocks.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_id() is not None:
                self.activated_id.emit(self.current_id())
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            # Qt's type-ahead would walk through every row.
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.current_id() is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated_id.emit(self.current_id())
