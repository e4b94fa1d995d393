"""Stars from one to five, by pointer or keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

STARS: Final = 5
_SIDE: Final = 40


class StarRating(Retranslated, QWidget):
    """The rating of a visit; `changed(int | None)`. Pressing the chosen star again takes it back."""

    changed = Signal(object)

    def __init__(self, value: int | None = None, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._value = value
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        said = self.tr("未评分") if self._value is None else self.tr("{stars} 星").format(stars=self._value)
        self.setAccessibleName(f"{self._name} {said}".strip())

    def value(self) -> int | None:
        """1 to 5, or None when nothing was said."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a rating without a signal."""
        self._value = value
        self.retranslate()
        self.update()

    def _choose(self, value: int | None) -> None:
        if value != self._value:
            self.set_value(value)
            self.changed.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed in tuple("12345"):
            self._choose(int(typed))
        elif event.key() == Qt.Key.Key_Right:
            self._choose(min((self._value or 0) + 1, STARS))
        elif event.key() == Qt.Key.Key_Left:
            self._choose((self._value or 1) - 1 or None)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) or typed == "0":
            self._choose(None)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        star = int(event.position().x() // theme.px(_SIDE)) + 1
        if 1 <= star <= STARS:
            self._choose(None if star == self._value else star)

    def scan_snapshot(self) -> object:
        """What a scan must put back (see ui.shell.scanner)."""
        return self._value

    def scan_restore(self, state: object) -> None:
        """Undo the digits that a scan typed."""
        self._choose(state if isinstance(state, int) else None)

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE) * STARS, theme.px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        side, inset = theme.px(_SIDE), theme.px(8)
        for star in range(STARS):
            spot = QRectF(star * side, 0, side, side).adjusted(inset, inset, -inset, -inset)
            filled = star < (self._value or 0)
            icons.paint(
                painter,
                "star-fill" if filled else "star",
                spot,
                theme.color("warning" if filled else "muted"),
            )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), theme.RADIUS_CONTROL)
