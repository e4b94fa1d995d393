"""The cards of a sheet, painted: a section with its lines, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.close_lines import Section
from ui import theme
from ui.close import words
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

_LINE: Final = 26
_HEAD: Final = 34
_MARGIN: Final = 14
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Painted(Retranslated, QWidget):
    """A surface as high as its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()

    def rows(self) -> int:
        """How many lines stand under the heading."""
        return 0

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_HEAD + self.rows() * _LINE + _MARGIN))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color("surface"), theme.color("line"), theme.RADIUS_CARD)
        inner = rect.adjusted(theme.px(_MARGIN), theme.px(6), -theme.px(_MARGIN), 0)
        self.paint_rows(painter, inner)

    def paint_rows(self, painter: QPainter, inner: QRectF) -> None:
        """Draw heading and lines."""

    def _row(self, inner: QRectF, at: int) -> QRectF:
        height = theme.px(_LINE)
        return QRectF(inner.left(), inner.top() + theme.px(_HEAD - 6) + at * height, inner.width(), height)

    def _heading(self, painter: QPainter, inner: QRectF, text: str) -> None:
        head = QRectF(inner.left(), inner.top(), inner.width(), theme.px(_HEAD - 8))
        paint.text(painter, head, text, theme.font(bold=True), theme.color("ink"))


class SectionCard(_Painted):
    """One section: names on the left, amounts on the right; `blind` hides what ought to be counted."""

    def __init__(self, section: Section, *, blind: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._blind = blind
        self.retranslate()

    def show_section(self, section: Section, *, blind: bool) -> None:
        """Show other numbers."""
        self.section, self._blind = section, blind
        self.retranslate()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        told = [f"{words.line(x)} {words.value(x, blind=self._blind)}" for x in self.section.lines]
        self.setAccessibleName(words.section(self.section.key))
        self.setAccessibleDescription("; ".join(told))

    def rows(self) -> int:
        return len(self.section.lines)

    def paint_rows(self, painter: QPainter, inner: QRectF) -> None:
        self._heading(painter, inner, words.section(self.section.key))
        for at, line in enumerate(self.section.lines):
            row = self._row(inner, at)
            value = words.value(line, blind=self._blind)
            font = theme.font(bold=line.strong, tabular=True)
            width = QFontMetrics(font).horizontalAdvance(value) + theme.px(8)
            hidden = self._blind and line.counted
            tone = theme.color("muted_text" if hidden else "ink")
            paint.text(painter, row, value, font, tone, _RIGHT)
            room = row.adjusted(0, 0, -width, 0)
            name = words.line(line)
            font = theme.font(bold=line.strong)
            paint.text(painter, room, name, font, theme.color("ink" if line.strong else "muted_text"))
            left = QFontMetrics(font).horizontalAdvance(name) + theme.px(8)
            remark = words.remark(line)
            if remark and left < room.width():
                paint.text(
                    painter,
                    room.adjusted(left, 0, 0, 0),
                    remark,
                    theme.font("small"),
                    theme.color("muted_text"),
                )


class TableCard(_Painted):
    """Lines in columns under a heading; `shares` are the columns' parts of the width.

    The first column holds names, and the last one words where `remarks` is set; the others numbers.
    """

    def __init__(
        self, shares: Sequence[float], parent: QWidget | None = None, *, remarks: bool = False
    ) -> None:
        super().__init__(parent)
        self._shares = tuple(shares)
        self._words_at = (0, len(self._shares) - 1) if remarks else (0,)
        self._heads: Sequence[str] = ()
        self._cells: Sequence[Sequence[str]] = ()

    def show_table(self, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Show these lines; nothing at all when there are none."""
        self._heads, self._cells = heads, cells
        self.setAccessibleName(heads[0])
        told = [" ".join(f"{h} {c}" for h, c in zip(heads, row, strict=True)) for row in cells]
        self.setAccessibleDescription("; ".join(told))
        self.setVisible(bool(cells))
        self.updateGeometry()
        self.update()

    def rows(self) -> int:
        return len(self._cells)

    def paint_rows(self, painter: QPainter, inner: QRectF) -> None:
        gap = theme.px(10)
        for at, cells in enumerate((self._heads, *self._cells)):
            row = self._row(inner, at - 1)
            left = row.left()
            for n, cell in enumerate(cells):
                width = inner.width() * self._shares[n] / sum(self._shares)
                # Numbers end at the edge; words keep clear of what stands beside them.
                start = left + (gap if n and n in self._words_at else 0)
                end = left + width - (gap if n == 0 else 0)
                spot = QRectF(start, row.top(), end - start, row.height())
                title = at == 0 and n == 0
                font = theme.font("small" if at == 0 and n else "body", bold=title, tabular=True)
                tone = theme.color("muted_text" if at == 0 and n else "ink")
                paint.text(painter, spot, cell, font, tone, _LEFT if n in self._words_at else _RIGHT)
                left += width
