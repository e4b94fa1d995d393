"""Drives the real window by key presses from the event loop, and takes pictures of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_TICK_MS: Final = 15
_PATIENCE_S: Final = 30.0
_SETTLE_S: Final = 0.12
"""After an answer arrived: time for the queued repaint, so that pictures show what a person sees."""
_LIKE_A_SCAN: Final = 6

Waiting = Callable[[], bool]
Script = Generator[Waiting | float, None, None]
"""A script yields seconds to let pass, or a condition to wait for."""


class TourStuck(RuntimeError):
    """Something that a person would see did not come in time."""


class Driver(QObject):
    """Runs a script in the event loop; `ended(Exception | None)`."""

    ended = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._script: Script | None = None
        self._condition: Waiting | None = None
        self._until = 0.0
        self._deadline = 0.0
        self._number = 0
        self.pictures: list[Path] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)

    def run(self, script: Script) -> None:
        self._script = script
        self._timer.start(_TICK_MS)

    def _on_tick(self) -> None:
        now = time.monotonic()
        if self._condition is not None:
            if not self._condition():
                if now > self._deadline:
                    self.shoot("stuck")
                    self._end(TourStuck(f"nothing came after picture {self._number}"))
                return
            self._condition, self._until = None, now + _SETTLE_S
        if now >= self._until:
            self._advance(now)

    def _advance(self, now: float) -> None:
        try:
            wanted = next(self._script)  # type: ignore[arg-type]
        except StopIteration:
            self._end(None)
        except Exception as error:
            self._end(error)
        else:
            if callable(wanted):
                self._condition, self._deadline = wanted, now + _PATIENCE_S
            else:
                self._until = now + wanted

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        if self._script is not None:
            self._script.close()
        self.ended.emit(error)

    # Hands and eyes

    def shoot(self, name: str) -> None:
        """Save the front window as a numbered PNG."""
        self._number += 1
        path = self._folder / f"{self._number:03d}-{name}.png"
        front_window().grab().save(str(path))
        self.pictures.append(path)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(_target(), key, modifiers)

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.key(key)

    def type(self, text: str) -> None:
        """Type a text where the focus is; what no key has is put in as an input method does."""
        for char in text:
            target = _target()
            if char.isascii():
                QTest.keyClicks(target, char)
            else:
                insert = getattr(target, "insert", None) or getattr(target, "insertPlainText", None)
                if insert is None:
                    raise TourStuck(f"nowhere to type {char}")
                insert(char)
        if len(text) >= _LIKE_A_SCAN:
            # Test keys carry no human pauses; a key that no scanner sends tells them from a scan.
            self.key(Qt.Key.Key_End)

    def click(self, widget: QWidget) -> None:
        """Press the mouse on something, as one does to go to a field."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        """What a keyboard-wedge scanner does: the code and Enter, faster than any hand."""
        window = front_window().windowHandle()
        for char in code:
            QTest.keyClick(window, Qt.Key(ord(char)))
        QTest.keyClick(window, Qt.Key.Key_Return)


def front_window() -> QWidget:
    """The window that a person looks at."""
    active = QApplication.activeWindow()
    if active is not None:
        return active
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
    if not shown:
        raise TourStuck("there is no window")
    return shown[-1]


def _target() -> QWidget:
    return QApplication.focusWidget() or front_window()
