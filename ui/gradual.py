"""Work cut into slices, done one by one while the event loop has nothing else to do."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from importlib import import_module
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Yields after each slice, which takes some milliseconds at most, and returns what was made."""

_GAP_MS: Final = 1
"""Between two slices: keys, paints and answers that came meanwhile have their turn."""


class Gradual(Generic[T]):
    """Something made by `steps`: in slices if there is time, at once when somebody needs it."""

    def __init__(self, steps: Steps[T]) -> None:
        self._steps = steps
        self._made: list[T] = []
        self.begun = False
        """Whether it is made or being made."""

    def slices(self) -> Iterator[None]:
        """What is left to do, slice by slice."""
        self.begun = True
        while not self._made:
            try:
                next(self._steps)
            except StopIteration as end:
                self._made.append(end.value)
            yield

    def result(self) -> T:
        """What was made; what is missing of it is made now."""
        for _ in self.slices():
            pass
        return self._made[0]


class Slices(QObject):
    """Does slices, in the order in which they were added, from its start on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Iterator[None]] = deque()
        self._started = False
        self._timer = QTimer(self, interval=_GAP_MS)
        self._timer.timeout.connect(self._on_turn)

    def add(self, slices: Iterator[None]) -> None:
        """Do these after those added before."""
        self._waiting.append(slices)
        if self._started:
            self._timer.start()

    def start(self) -> None:
        """Begin; until then everything waits."""
        self._started = True
        self._timer.start()

    def _on_turn(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        try:
            next(self._waiting[0])
        except StopIteration:
            self._waiting.popleft()
        except BaseException:
            # Told as any other bug; it ends its own work only.
            self._waiting.popleft()
            raise


def imported(modules: Iterable[str]) -> Iterator[None]:
    """Import modules one by one."""
    for module in modules:
        import_module(module)
        yield
