"""The results under the search box: one member a line, the typed part bold and underlined.

Painted by hand on an opaque widget: a list view let everything beneath be painted again at each
keystroke, which cost more than the search itself.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from model.found import Found, Hit
from model.ids import MemberId
from ui import theme
from ui.counter.marking import Marked, Readings, Span, mark
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

ROW_HEIGHT: Final = 48
SHOWN_ROWS: Final = 10
_MARGIN: Final = 8
_WIDTHS: Final = (0.28, 0.14, 0.24, 0.16, 0.18)
"""Shares of name with tier, number, phone, last visit, balance."""
_IN_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultPanel(Retranslated, QWidget):
    """The dropdown: results, or what to do when there are none. It covers the page below the box.

    `picked(MemberId)` on a press. The keyboard stays in the search box, which moves the choice.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = Found("", ())
        self._rows: tuple[tuple[Hit, Marked], ...] = ()
        self._chosen = 0
        self._first = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.hide()

    def retranslate(self) -> None:
        self.update()

    def show_found(self, found: Found, readings: Readings | None = None) -> None:
        """Show an answer; the first row is chosen, ready for Enter."""
        self._found = found
        self._rows = tuple((hit, mark(hit, found.query, readings)) for hit in found.hits)
        self._choose(0)
        self.show()
        self.raise_()

    def rows(self) -> int:
        """How many members were found."""
        return len(self._rows)

    def wanted_height(self) -> int:
        """Height in pixels for what is shown now."""
        return min(max(len(self._rows), 1), SHOWN_ROWS) * theme.px(ROW_HEIGHT) + theme.px(2 * _MARGIN)

    def move_choice(self, by: int) -> None:
        """Choose the next or the previous row."""
        if self._rows:
            self._choose(max(0, min(self._chosen + by, len(self._rows) - 1)))

    def _choose(self, row: int) -> None:
        self._chosen = row
        self._first = min(max(self._first, row - self._visible_rows() + 1), row)
        spoken = _spoken(*self._rows[row]) if self._rows else self._nothing()
        self.setAccessibleName(spoken)
        self.update()

    def chosen(self) -> MemberId | None:
        """The member chosen; None when there is none."""
        return self._rows[self._chosen][0].member_id if self._rows else None

    def _nothing(self) -> str:
        text = self.tr("没有找到“{text}”。换个写法再试，或按 F2 登记新会员。")
        return text.format(text=self._found.query[:40])

    def _visible_rows(self) -> int:
        """Rows that fit: fewer than wanted in a low window."""
        return max(1, (self.height() - theme.px(2 * _MARGIN)) // theme.px(ROW_HEIGHT))

    def _row_at(self, y: float) -> int | None:
        row = self._first + int((y - theme.px(_MARGIN)) // theme.px(ROW_HEIGHT))
        return row if y >= theme.px(_MARGIN) and row < len(self._rows) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None and row != self._chosen:
            self._choose(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self.picked.emit(self._rows[row][0].member_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.move_choice(-1 if event.angleDelta().y() > 0 else 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        painter.fillRect(self.rect(), theme.color("background"))
        paint.box(painter, QRectF(self.rect()), theme.color("surface"), theme.color("line_strong"), 8)
        margin, height = theme.px(_MARGIN), theme.px(ROW_HEIGHT)
        if not self._rows:
            spot = QRectF(self.rect()).adjusted(theme.px(20), 0, -theme.px(20), 0)
            paint.text(painter, spot, self._nothing(), theme.font(), theme.color("muted_text"))
        for at in range(min(self._visible_rows(), len(self._rows) - self._first)):
            row = QRectF(margin, margin + at * height, self.width() - 2 * margin, height)
            self._paint_row(painter, row.adjusted(0, 2, 0, -2), self._first + at)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: int) -> None:
        hit, marked = self._rows[row]
        if row == self._chosen:
            paint.box(painter, rect, theme.color("accent_soft"), theme.color("accent"), 8)
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        cells: list[QRectF] = []
        left = inner.left()
        for share in _WIDTHS:
            cells.append(QRectF(left, inner.top(), inner.width() * share, inner.height()))
            left += inner.width() * share
        name_end = _marked_text(painter, cells[0], marked.name, marked.name_spans, "large", bold=True)
        _tier(painter, name_end, cells[0], hit.tier)
        _marked_text(painter, cells[1], marked.number, marked.number_spans, "body", before="No. ")
        _marked_text(painter, cells[2], marked.phone, marked.phone_spans, "body")
        if hit.last_visit is not None:
            visit = hit.last_visit.isoformat()
            paint.text(painter, cells[3], visit, theme.font("small"), theme.color("muted_text"))
        font = theme.font("large", bold=True, tabular=True)
        paint.text(painter, cells[4], str(hit.stored), font, theme.color("ink"), _RIGHT)


def _spoken(hit: Hit, marked: Marked) -> str:
    return f"{hit.name} {hit.tier} {hit.number} {marked.phone} {hit.stored}"


def _tier(painter: QPainter, left: float, cell: QRectF, tier: str) -> None:
    """The tier as a chip after the name, if there is room."""
    font = theme.font("small")
    width = QFontMetricsF(font).horizontalAdvance(tier) + theme.px(16)
    if not tier or left + width > cell.right():
        return
    chip = QRectF(left + theme.px(8), cell.center().y() - theme.px(11), width, theme.px(22))
    paint.box(painter, chip, theme.color("surface"), theme.color("accent"), 11)
    paint.text(painter, chip, tier, font, theme.color("accent_text"), Qt.AlignmentFlag.AlignCenter)


def _marked_text(
    painter: QPainter,
    cell: QRectF,
    words: str,
    spans: tuple[Span, ...],
    size: theme.Size,
    *,
    bold: bool = False,
    before: str = "",
) -> float:
    """Draw a text with spans bold, underlined and coloured; returns where it ends."""
    left = cell.left()
    start = 0
    parts = [(before, False)] if before else []
    for first, last in spans:
        if first >= start:
            parts += [(words[start:first], False), (words[first:last], True)]
            start = last
    parts.append((words[start:], False))
    for part, marked in parts:
        font = theme.font(size, bold=bold or marked, tabular=True)
        if marked:
            font = QFont(font)
            font.setUnderline(True)
        room = cell.right() - left
        width = QFontMetricsF(font).horizontalAdvance(part)
        if part and room > theme.px(8):
            plain = "ink" if bold else "muted_text"
            color = theme.color("accent_text" if marked else plain)
            spot = QRectF(left, cell.top(), min(width + 1, room), cell.height())
            _draw(painter, spot, part, width, font, color)
            left += min(width, room)
    return left


def _draw(painter: QPainter, rect: QRectF, words: str, width: float, font: QFont, color: QColor) -> None:
    """One run of text, so wide, spaces kept (paint.text would trim them), shortened to fit."""
    painter.setFont(font)
    painter.setPen(color)
    shown = words
    if width > rect.width() + 1:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _IN_LINE, shown)
