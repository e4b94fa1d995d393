"""Opening a page that adds up a whole shop for the first time: from its key to the painted figures.

`python -m ui.bench.visiting SHOP PAGE` measures once in a process of its own: importing and building
the page are part of what a person waits for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui import app as application
from ui.bench.loop import PaintWatch, Player, Script, StuckError, press
from ui.bench.window import ShopWindow

if TYPE_CHECKING:
    from ui.liability.page import LiabilityPage
    from ui.referrals.page import ReferralsPage

_ROOT: Final = Path(__file__).resolve().parents[2]
_TIMEOUT_S: Final = 120
_SETTLE_S: Final = 0.6
"""Until what the window prepares after its first picture is done too."""


def first_visits(path: Path, page: str, count: int) -> list[float]:
    """Seconds of so many first visits to `referrals` or `liability`, each in a new process."""
    with tempfile.TemporaryDirectory() as compiled:
        # As installed: a source tree that nobody may write to would be compiled anew each time.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        _visit(path, page, environment)
        return [_visit(path, page, environment) for _ in range(count)]


def _visit(path: Path, page: str, environment: dict[str, str]) -> float:
    process = subprocess.run(
        [sys.executable, "-m", "ui.bench.visiting", str(path), page],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    if process.returncode != 0:
        raise StuckError(f"a visit to be measured failed: {process.stderr.strip()[-500:]}")
    return float(process.stdout)


class _Visit(QObject):
    """Watches a page from the moment it comes to the front, still inside the key press."""

    key = Qt.Key.Key_unknown

    def __init__(self, shown: ShopWindow) -> None:
        super().__init__(shown.window)
        self._shown = shown
        self._watches: tuple[PaintWatch, ...] = ()
        shown.window.page_changed.connect(self._on_page)

    def _on_page(self, key: str) -> None:
        self._watches = self.watch(self._shown.window.page(key))

    def watch(self, page: QWidget) -> tuple[PaintWatch, ...]:
        """What must be painted until the page counts as open."""
        raise NotImplementedError

    def seen(self) -> bool:
        return bool(self._watches) and all(watch.seen() for watch in self._watches)

    def play(self, times: list[float]) -> Script:
        yield self._shown.idle
        yield _SETTLE_S
        yield self._shown.idle
        start = press(self._shown.window, self.key, Qt.KeyboardModifier.ControlModifier)
        yield self.seen
        times.append(max(watch.since(start) for watch in self._watches))


class _Referrals(_Visit):
    key = Qt.Key.Key_4

    def watch(self, page: QWidget) -> tuple[PaintWatch, ...]:
        shown = cast("ReferralsPage", page)
        tree = PaintWatch(shown.tree.view.viewport())
        totals = PaintWatch(*(figure.value for figure in shown.totals.figures))
        tree.expect(lambda: shown.tree.model.rowCount() > 0)
        totals.expect(lambda: shown.totals.figures[0].remark.text() != "")
        return tree, totals


class _Liability(_Visit):
    key = Qt.Key.Key_6

    def watch(self, page: QWidget) -> tuple[PaintWatch, ...]:
        shown = cast("LiabilityPage", page)
        figures = PaintWatch(*(figure.value for figure in shown.figures.figures))
        trend = PaintWatch(shown.trend)
        for watch in (figures, trend):
            watch.expect(lambda: shown.figures.figures[0].value.text() != "")
        return figures, trend


_VISITS: Final = {"referrals": _Referrals, "liability": _Liability}


def main() -> int:
    """Write the seconds of one first visit."""
    app = application.create(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the bench needs an application with windows")
    times: list[float] = []
    with ShopWindow(app, Path(sys.argv[1])) as shown:
        Player(app).play(_VISITS[sys.argv[2]](shown).play(times))
    sys.stdout.write(f"{times[0]:.6f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
