"""Unlocking after a start: a PIN typed at a person's pace, and from its Enter to the whole painted counter.

`python -m ui.bench.unlocking SHOP` measures once, in a process of its own: what the program prepares while
the digits are typed is part of what is measured, and so is how smoothly they could be typed meanwhile.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from model.record import dataclass
from model.shop import Role
from services.demo.founding import PINS
from ui import app as application
from ui.bench.loop import PaintWatch, Player, Script, StuckError, TurnWatch, press, write
from ui.counter.page import CounterPage
from ui.program import Program
from ui.shell.main_window import MainWindow
from ui.shell.people import PersonPin

_ROOT: Final = Path(__file__).resolve().parents[2]
_TIMEOUT_S: Final = 120
_DIGIT_S: Final = 0.25
"""Between two keys: somebody who types their PIN every day."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Seconds from Enter to the painted counter, and the longest that the window took no key before."""

    waited: float
    held: float


def unlocked(path: Path, count: int) -> list[Unlocked]:
    """So many starts of the example shop in `path`, each in a new process."""
    with tempfile.TemporaryDirectory() as compiled:
        # As installed: a source tree that nobody may write to would be compiled anew each time.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        _unlock(path, environment)
        return [_unlock(path, environment) for _ in range(count)]


def _unlock(path: Path, environment: dict[str, str]) -> Unlocked:
    process = subprocess.run(
        [sys.executable, "-m", "ui.bench.unlocking", str(path)],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    told = process.stdout.split()
    if process.returncode != 0 or len(told) != 2:
        raise StuckError(f"unlocking failed: {process.stderr.strip()[-500:]}")
    return Unlocked(float(told[0]), float(told[1]))


class _Unlock(QObject):
    """Types the owner's PIN; watches the counter from the moment it comes to the front."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watches: tuple[PaintWatch, ...] = ()
        window.page_changed.connect(self._on_page)

    def _on_page(self, key: str) -> None:
        work = cast(CounterPage, self._window.page(key)).work
        search, goods = PaintWatch(work.search.edit), PaintWatch(work.sale.picker)
        member = PaintWatch(work.member_panel)
        search.expect(work.search.edit.hasFocus)
        goods.expect(lambda: bool(work.sale.picker.grid.tiles()))
        member.expect(work.member_panel.isVisible)
        self._watches = (search, goods, member)

    def _is_painted(self) -> bool:
        return bool(self._watches) and all(watch.seen() for watch in self._watches)

    def play(self, told: list[Unlocked]) -> Script:
        window, turns = self._window, TurnWatch()
        person = window.findChild(PersonPin)
        if person is None:
            raise StuckError("nobody is asked for a PIN")
        yield lambda: person.pad.hasFocus() and person.chosen() is not None
        chosen = person.chosen()
        turns.start()
        for digit in PINS[chosen.role if chosen is not None else Role.OWNER]:
            yield _DIGIT_S
            write(window, digit)
        yield _DIGIT_S
        held = turns.stop()
        start = press(window, Qt.Key.Key_Return)
        yield self._is_painted
        told.append(Unlocked(max(watch.since(start) for watch in self._watches), held))


def main() -> int:
    """Write the seconds of one."""
    app = application.create(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the bench needs an application with windows")
    program = Program(app)
    told: list[Unlocked] = []
    try:
        program.begin(Path(sys.argv[1]))
        if program.window is None:
            raise StuckError("the shop did not open")
        Player(app).play(_Unlock(program.window).play(told))
    finally:
        program.close()
    sys.stdout.write(f"{told[0].waited:.6f} {told[0].held:.6f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
