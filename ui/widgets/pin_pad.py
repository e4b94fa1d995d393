"""Typing a PIN: large digits for the finger, the keyboard all the same, dots instead of digits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme, wording
from ui.widgets import paint
from ui.widgets.buttons import IconButton, KeyButton, PressButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import Sheet

PIN_MAX: Final = 12
PIN_MIN: Final = 4


class _Dots(Retranslated, QWidget):
    """How many digits were typed; never which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        self._count = count
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        side, step = theme.px(12), theme.px(24)
        places = max(self._count, PIN_MIN)
        left = (self.width() - step * (places - 1) - side) / 2
        for place in range(places):
            spot = QRectF(left + place * step, (self.height() - side) / 2, side, side)
            filled = place < self._count
            paint.box(painter, spot, theme.color("ink" if filled else "sunk"), theme.color("line_strong"), 6)


class PinPad(Retranslated, QWidget):
    """Digits and dots; `entered(str)` on Enter. Says what was wrong, and waits out a lock-out."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pin = ""
        self._seconds = 0
        self._dots = _Dots()
        self._said = Label("", "error", wrap=True, size="body")
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._on_second)
        self._erase = IconButton("backspace", side=52)
        self._enter = KeyButton("", "Enter", "primary", big=True)
        self._digits = [KeyButton(digit, big=True) for digit in "1234567890"]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._assemble()
        self._set_pin("")
        self.retranslate()

    def _assemble(self) -> None:
        column = Column(self, gap=10)
        grid = Grid(gap=8)
        for place, digit in enumerate(self._digits):
            row, at = divmod(place, 3)
            grid.addWidget(digit, row, at + (1 if place == 9 else 0))
            digit.clicked.connect(self._on_digit)
        grid.addWidget(self._erase, 3, 2, Qt.AlignmentFlag.AlignCenter)
        pressed: tuple[PressButton, ...] = (*self._digits, self._erase, self._enter)
        for button in pressed:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._erase.clicked.connect(self._on_erase)
        self._enter.clicked.connect(self._on_enter)
        column.add(self._dots, self._said, grid, self._enter)

    def retranslate(self) -> None:
        self._enter.set_caption(self.tr("确定"))
        self._erase.set_caption(self.tr("退格"))
        self.setAccessibleName(self.tr("PIN"))

    def clear(self) -> None:
        """Forget what was typed and said."""
        self._set_pin("")
        self._said.setText("")

    def refuse(self, sentence: str) -> None:
        """Say why the PIN was not taken, and start over."""
        self._set_pin("")
        self._said.setText(sentence)

    def lock(self, seconds: int) -> None:
        """Take no digits for a while, and count it down."""
        self._seconds = max(seconds, 0)
        self._timer.start()
        self._show_lock()

    def _show_lock(self) -> None:
        self._set_pin("")
        locked = self._seconds > 0
        for button in (*self._digits, self._erase):
            button.setEnabled(not locked)
        self._said.setText(wording.word_code("pin.locked", seconds=self._seconds) if locked else "")

    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._timer.stop()
        self._show_lock()

    def _set_pin(self, pin: str) -> None:
        self._pin = pin[:PIN_MAX]
        self._dots.set_count(len(self._pin))
        self._enter.setEnabled(len(self._pin) >= PIN_MIN)

    def _on_digit(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self._type(button.caption)

    def _type(self, digit: str) -> None:
        if self._seconds <= 0:
            self._said.setText("")
            self._set_pin(self._pin + digit)

    def _on_erase(self) -> None:
        self._set_pin(self._pin[:-1])

    def _on_enter(self) -> None:
        if len(self._pin) >= PIN_MIN and self._seconds <= 0:
            pin = self._pin
            self._set_pin("")
            self.entered.emit(pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isascii() and typed.isdigit():
            self._type(typed)
        elif event.key() == Qt.Key.Key_Backspace:
            self._on_erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            event.ignore()

    def scan_snapshot(self) -> object:
        """What a scan must put back (see ui.shell.scanner)."""
        return self._pin

    def scan_restore(self, state: object) -> None:
        """Undo the digits that a scan typed."""
        self._set_pin(str(state))


class PinSheet(Sheet):
    """A sheet asking for a PIN; `entered(str)`. The caller answers with `refuse`, `lock` or `dismiss`."""

    entered = Signal(str)

    def __init__(self, parent: QWidget, title: str, text: str = "") -> None:
        super().__init__(parent, title, 320)
        self.pad = PinPad(self)
        if text:
            self.body.add(Label(text, "muted", wrap=True))
        self.body.add(self.pad)
        self.pad.entered.connect(self.entered)

    def refuse(self, sentence: str) -> None:
        """Say why the PIN was not taken, and let it be typed again."""
        self.pad.refuse(sentence)

    def lock(self, seconds: int) -> None:
        """Take no PIN for a while."""
        self.pad.lock(seconds)
