"""A barcode scanner is a very fast keyboard: its codes are caught wherever the focus is (ui.md, 5).

Typing is never delayed: characters go where they always go, and when the Enter of a scan arrives,
what they did to the focused field is undone and the Enter is swallowed.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

LONGEST_GAP_MS: Final = 25
"""Between two characters of a scan; the fastest typists need 60, a held key repeats at 30 or more."""
LONGEST_GAP_OF_LONG_MS: Final = 90
"""Between two characters of one of our own codes: radio scanners and busy computers are slower, and nobody
types so many digits at such a pace."""
LONG: Final = 40
SHORTEST: Final = 6
LONGEST: Final = 120
_RESTORE: Final = "scan_restore"
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SILENT: Final = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock)


class _Snapshot:
    """What the focused widget held before the first character of what may be a scan.

    A widget that digits act upon without being a text field offers `scan_snapshot()` and
    `scan_restore(state)`.
    """

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget
        self._state = self._read(widget)

    @staticmethod
    def _read(widget: QWidget | None) -> tuple[object, ...]:
        own = getattr(widget, "scan_snapshot", None)
        if own is not None:
            return (own(),)
        if isinstance(widget, QLineEdit):
            return widget.text(), widget.cursorPosition(), widget.selectionStart(), widget.selectionLength()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText(), widget.textCursor().anchor(), widget.textCursor().position()
        if isinstance(widget, QComboBox):
            return (widget.currentIndex(),)
        return ()

    def restore(self) -> None:
        """Put back what was there; a widget that is gone or holds no text needs nothing."""
        widget = self._widget
        if widget is None or not isValid(widget) or self._read(widget) == self._state:
            return
        match self._state:
            case (str(text), int(cursor), int(start), int(length)) if isinstance(widget, QLineEdit):
                widget.setText(text)
                widget.setCursorPosition(cursor)
                if start >= 0:
                    widget.setSelection(start, length)
            case (str(text), int(anchor), int(position)) if isinstance(widget, QPlainTextEdit):
                widget.setPlainText(text)
                where = widget.textCursor()
                where.setPosition(anchor)
                where.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
                widget.setTextCursor(where)
            case (int(index),) if isinstance(widget, QComboBox):
                widget.setCurrentIndex(index)
            case (state,):
                put_back: Callable[[object], None] = getattr(widget, _RESTORE)
                put_back(state)


class _Run:
    """Characters that came without a longer gap, and what the focused widget held before the first."""

    def __init__(self, longest_gap_ms: float, shortest: int) -> None:
        self._gap_ms = longest_gap_ms
        self._shortest = shortest
        self._typed = ""
        self._before: _Snapshot | None = None

    def take(self, text: str, gap_ms: float) -> None:
        """One more character; it begins anew after a longer gap."""
        if gap_ms > self._gap_ms or len(self._typed) >= LONGEST or not self._typed:
            self._typed = ""
            self._before = _Snapshot(QApplication.focusWidget())
        self._typed += text

    def end(self, gap_ms: float, accepts: Callable[[str], bool]) -> str:
        """The code that Enter ends, after putting the widget back; empty for none."""
        code, before = self._typed, self._before
        self.forget()
        if gap_ms > self._gap_ms or len(code) < self._shortest or not accepts(code):
            return ""
        if before is not None:
            before.restore()
        return code

    def forget(self) -> None:
        self._typed = ""
        self._before = None


def is_code(text: str) -> bool:
    """Whether fast characters are one of our codes or a product's: ASCII digits only, 8 or more."""
    return text.isascii() and text.isdigit() and len(text) >= 8


class ScanFilter(QObject):
    """Event filter for a window's QWindow; `scanned(code)` for each scan.

    `accepts` decides what counts as a code. `clock_ms` is for tests; else the events' own time counts,
    so that a busy GUI thread doesn't make typing look like a scan.
    """

    scanned = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        accepts: Callable[[str], bool] = is_code,
        clock_ms: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(parent)
        self._accepts = accepts
        self._clock_ms = clock_ms
        self._last_ms = 0.0
        self._runs = (_Run(LONGEST_GAP_MS, SHORTEST), _Run(LONGEST_GAP_OF_LONG_MS, LONG))
        self._swallow_release = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_press(event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._on_release(event)
        return False

    def _on_release(self, event: QKeyEvent) -> bool:
        swallowed = self._swallow_release and event.key() in _ENTER
        self._swallow_release = self._swallow_release and not swallowed
        return swallowed

    def _now_ms(self, event: QKeyEvent) -> float:
        if self._clock_ms is not None:
            return self._clock_ms()
        return float(event.timestamp()) or monotonic() * 1000

    def _on_press(self, event: QKeyEvent) -> bool:
        if event.key() in _SILENT:
            return False
        now = self._now_ms(event)
        gap_ms = float("inf") if event.isAutoRepeat() else now - self._last_ms
        self._last_ms = now
        if event.key() in _ENTER:
            return self._on_enter(gap_ms)
        text = event.text()
        for run in self._runs:
            if len(text) == 1 and text.isprintable():
                run.take(text, gap_ms)
            else:
                run.forget()
        return False

    def _on_enter(self, gap_ms: float) -> bool:
        # The quick one first: what it takes away, the slow one would take away too.
        codes = [run.end(gap_ms, self._accepts) for run in self._runs]
        code = next(filter(None, codes), "")
        if not code:
            return False
        self._swallow_release = True
        self.scanned.emit(code)
        return True
