"""Acting and looking from inside the event loop: scripts, key presses, paints and turns as they happen."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Condition = Callable[[], bool]
Script = Generator[Condition | float, None, None]
"""A script yields seconds to let pass, or a condition to wait for."""

_LOOK_MS: Final = 1
_SCAN_GAP_MS: Final = 2
_BEAT_MS: Final = 1
_PATIENCE_S: Final = 60.0


class StuckError(RuntimeError):
    """What a script waited for did not come."""


class Player(QObject):
    """Plays one script in the application's event loop; what the script raises, `play` raises."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._script: Script | None = None
        self._condition: Condition | None = None
        self._deadline = 0.0
        self._error: Exception | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def play(self, script: Script) -> None:
        self._script, self._condition, self._error = script, None, None
        self._timer.start(0)
        app = self._app
        app.exec()
        script.close()
        if self._error is not None:
            raise self._error

    def _on_tick(self) -> None:
        try:
            self._step()
        except Exception as error:
            self._error = error
            self._app.exit(1)

    def _step(self) -> None:
        if self._condition is not None and not self._condition():
            if perf_counter() > self._deadline:
                raise StuckError(f"nothing came of {self._condition}")
            self._timer.start(_LOOK_MS)
            return
        wanted = next(self._script, None) if self._script is not None else None
        if wanted is None:
            self._app.exit(0)
            return
        waits = not isinstance(wanted, float)
        self._condition = wanted if callable(wanted) else None
        self._deadline = perf_counter() + _PATIENCE_S
        self._timer.start(_LOOK_MS if waits else round(float(wanted) * 1_000))  # type: ignore[arg-type]


def press(
    window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> float:
    """Press a key where the window system would deliver it; when it was pressed, in seconds."""
    start = perf_counter()
    QTest.keyClick(window.windowHandle(), key, modifiers)
    return start


def write(window: QWidget, character: str) -> float:
    """Type one character: a key, or for others what an input method sends; when, in seconds."""
    start = perf_counter()
    if character.isascii():
        QTest.keyClick(window.windowHandle(), Qt.Key(ord(character.upper())))
        return start
    event = QInputMethodEvent()
    event.setCommitString(character)
    focus = QApplication.focusObject()
    if focus is None:
        raise StuckError("nothing has the keyboard")
    QCoreApplication.sendEvent(focus, event)
    return start


def scan(window: QWidget, code: str) -> float:
    """Send a code as a keyboard-wedge scanner does, with its Enter; when the Enter came, in seconds."""
    handle = window.windowHandle()
    stamp = round(perf_counter() * 1_000)
    for character in code:
        stamp += _SCAN_GAP_MS
        _send(handle, Qt.Key(ord(character)), character, stamp)
    start = perf_counter()
    _send(handle, Qt.Key.Key_Return, "\r", stamp + _SCAN_GAP_MS)
    return start


def _send(handle: QWindow, key: Qt.Key, text: str, stamp: int) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(stamp)
        QCoreApplication.sendEvent(handle, event)


class PaintWatch(QObject):
    """Tells when one of the watched widgets has been painted while `wanted` held.

    The time is taken after the whole update of the window reached the screen.
    """

    _PAINTED: Final = QEvent.Type(QEvent.registerEventType())

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._wanted: Condition | None = None
        self._on_its_way = False
        self.at: float | None = None
        for widget in widgets:
            widget.installEventFilter(self)

    def expect(self, wanted: Condition) -> None:
        """Begin to wait for a paint during which `wanted` holds."""
        self._wanted = wanted
        self._on_its_way = False
        self.at = None

    def seen(self) -> bool:
        return self.at is not None

    def since(self, start: float) -> float:
        """Seconds from `start` to the paint; raises StuckError when there was none."""
        if self.at is None:
            raise StuckError("nothing was painted")
        return self.at - start

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        waiting = self._wanted is not None and self.at is None and not self._on_its_way
        if waiting and event.type() == QEvent.Type.Paint and self._wanted is not None and self._wanted():
            self._on_its_way = True
            QCoreApplication.postEvent(self, QEvent(self._PAINTED), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == self._PAINTED:
            self.at = perf_counter()
            return True
        return super().event(event)


class TurnWatch(QObject):
    """The longest time for which the event loop did not come round: for so long nothing is taken in.

    A timer beats every millisecond; the millisecond itself counts as held.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Begin anew: the turn that is under way counts from now."""
        self.longest = 0.0
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """The longest turn since the start, in seconds."""
        self._on_beat()
        self._timer.stop()
        return self.longest

    def _on_beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
