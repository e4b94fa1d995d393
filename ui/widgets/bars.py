"""A bar chart to point at: bars in a row, each of one or more parts, chosen by mouse or arrow keys.

Painted by ourselves: QtCharts is licensed under the GPL alone, which this program is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.record import dataclass
from ui import theme
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

_TOP: Final = 26
_BOTTOM: Final = 22
_WIDEST: Final = 46


@dataclass(frozen=True, slots=True)
class Bar:
    """`parts` from the bottom up, each ≥ 0; `words` tell it whole, on top and to a screen reader."""

    label: str
    parts: tuple[int, ...]
    words: str


class BarChart(Retranslated, QWidget):
    """`chosen(int)`, sent as an object: the bar pressed or entered. `tones` name the colour of each part."""

    chosen = Signal(object)

    def __init__(self, tones: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tuple(tones)
        self._bars: tuple[Bar, ...] = ()
        self._current = -1
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_bars(self, bars: Sequence[Bar], current: int = -1) -> None:
        """Show other bars; `current` is marked."""
        self._bars = tuple(bars)
        self._hover = -1
        self.set_current(current)

    def set_current(self, index: int) -> None:
        """Mark one bar; -1 marks none."""
        self._current = index if 0 <= index < len(self._bars) else -1
        self._describe()
        self.update()

    def current(self) -> int:
        """The bar that is marked; -1 for none."""
        return self._current

    def _describe(self) -> None:
        shown = self._shown()
        self.setAccessibleDescription(self._bars[shown].words if shown >= 0 else "")

    def _shown(self) -> int:
        return self._hover if self._hover >= 0 else self._current

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(140))

    # Pointing and keys

    def _at(self, x: float) -> int:
        return int(x / (self.width() / len(self._bars))) if self._bars and 0 <= x < self.width() else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._at(event.position().x())
        self._describe()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self._describe()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._bars:
            self._choose(min(max(self._current + step, 0), len(self._bars) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        if index >= 0:
            self.set_current(index)
            self.chosen.emit(index)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = paint.painter_for(self)
        most = max(*(sum(bar.parts) for bar in self._bars), 1)
        field = QRectF(0, theme.px(_TOP), self.width(), self.height() - theme.px(_TOP + _BOTTOM))
        painter.fillRect(QRectF(0, field.bottom(), self.width(), 1), theme.color("line_strong"))
        for n, bar in enumerate(self._bars):
            self._paint_bar(painter, n, bar, field, most)
        self._paint_labels(painter, field)
        shown = self._shown()
        if shown >= 0:
            top = QRectF(0, 0, self.width(), theme.px(_TOP - 4))
            paint.text(
                painter, top, self._bars[shown].words, theme.font("small", bold=True), theme.color("ink")
            )
        if self.hasFocus() and self._current < 0:
            paint.focus_ring(painter, QRectF(self.rect()), 6)

    def _slot(self, n: int) -> tuple[float, float]:
        """Left edge and width of a bar."""
        slot = self.width() / len(self._bars)
        width = min(slot * 0.62, theme.px(_WIDEST))
        return n * slot + (slot - width) / 2, width

    def _paint_bar(self, painter: QPainter, n: int, bar: Bar, field: QRectF, most: int) -> None:
        left, width = self._slot(n)
        bottom = field.bottom()
        if n == self._current:
            slot = self.width() / len(self._bars)
            back = QRectF(n * slot, field.top(), slot, field.height())
            paint.box(painter, back, theme.color("sunk"), None, 4)
            if self.hasFocus():
                paint.focus_ring(painter, back, 4)
        for part, tone in zip(bar.parts, self._tones, strict=True):
            height = field.height() * part / most
            # A copy: the theme hands out one object to everybody.
            color = QColor(theme.color(tone))
            if self._shown() >= 0 and n != self._shown():
                color.setAlphaF(0.62)
            painter.fillRect(QRectF(left, bottom - height, width, height), color)
            bottom -= height

    def _paint_labels(self, painter: QPainter, field: QRectF) -> None:
        """As many labels as fit without touching each other, the last one always among them."""
        font = theme.font("small")
        widest = max(QFontMetrics(font).horizontalAdvance(bar.label) for bar in self._bars) + theme.px(8)
        slot = self.width() / len(self._bars)
        color, middle = theme.color("muted_text"), Qt.AlignmentFlag.AlignCenter
        every = max(1, -int(-widest // slot))
        for n in range(len(self._bars) - 1, -1, -every):
            room = QRectF(n * slot + slot / 2 - widest / 2, field.bottom() + 3, widest, theme.px(_BOTTOM) - 3)
            room.moveLeft(min(max(room.left(), 0), self.width() - widest))
            paint.text(painter, room, self._bars[n].label, font, color, middle)
