"""A list of rows with a name, a quiet second line and a mark, for things and print jobs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from model.record import dataclass
from ui import theme
from ui.widgets import paint
from ui.widgets.chip import tone_colors
from ui.widgets.row_list import ROW_ROLE, Index, PaintedRows

ROW_HEIGHT = 56


@dataclass(frozen=True, slots=True)
class Row:
    """`mark` is a short word at the right in `tone`; a `faint` row is one that is archived."""

    id: bytes
    title: str
    detail: str = ""
    mark: str = ""
    tone: str = "neutral"
    faint: bool = False


class _RowPainter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            paint.box(painter, rect, theme.color("accent_soft"), None, theme.RADIUS_CONTROL)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect, theme.color("hover"), None, theme.RADIUS_CONTROL)
        inner = rect.adjusted(theme.px(12), theme.px(6), -theme.px(12), -theme.px(6))
        room = inner.adjusted(0, 0, -self._mark(painter, inner, row), 0)
        ink = theme.color("muted_text" if row.faint else "ink")
        half = room.height() / 2 if row.detail else room.height()
        top = QRectF(room.left(), room.top(), room.width(), half)
        paint.text(painter, top, row.title, theme.font(bold=not row.faint), ink)
        if row.detail:
            under = QRectF(room.left(), room.top() + half, room.width(), half)
            font = theme.font("small", tabular=True)
            paint.text(painter, under, row.detail, font, theme.color("muted_text"))

    def _mark(self, painter: QPainter, inner: QRectF, row: Row) -> float:
        if not row.mark:
            return 0
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(row.mark) + theme.px(16)
        height = theme.px(22)
        spot = QRectF(inner.right() - width, inner.center().y() - height / 2, width, height)
        soft, ink = tone_colors(row.tone)
        paint.box(painter, spot, theme.color(soft), None, 11)
        paint.text(painter, spot, row.mark, font, theme.color(ink), Qt.AlignmentFlag.AlignCenter)
        return width + theme.px(8)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(ROW_HEIGHT))


class RowList(PaintedRows):
    """`picked(id)` when the cursor goes to another row, by key or pointer."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_id, _words, _RowPainter(), parent)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, the cursor on the one that had it; no signal."""
        kept = self.current_id()
        self.replace_rows(rows)
        if kept is not None:
            self.point_at(kept)

    def current_id(self) -> bytes | None:
        """The id of the row with the cursor."""
        row = self.current_row()
        return row.id if isinstance(row, Row) else None

    def point_at(self, id_: bytes | None) -> None:
        """Put the cursor on a row, or nowhere; no signal."""
        self.point_at_row(-1 if id_ is None else self._rows.row_of(id_))

    def _on_moved(self) -> None:
        row = self.current_row()
        if isinstance(row, Row):
            self.picked.emit(row.id)


def _id(row: Row) -> bytes:
    return row.id


def _words(row: Row) -> tuple[str, str]:
    return row.title, " ".join(part for part in (row.title, row.detail, row.mark) if part)
