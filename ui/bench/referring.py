"""Opening the referral page for the first time: from its key to the painted tree and totals.

`python -m ui.bench.referring SHOP` measures once in a process of its own: importing and building
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
from PySide6.QtWidgets import QApplication

from ui import app as application
from ui.bench.loop import PaintWatch, Player, Script, StuckError, press
from ui.bench.window import ShopWindow

if TYPE_CHECKING:
    from ui.referrals.page import ReferralsPage

_ROOT: Final = Path(__file__).resolve().parents[2]
_TIMEOUT_S: Final = 120
_SETTLE_S: Final = 0.6
"""Until what the window prepares after its first picture is done too."""


def first_visits(path: Path, count: int) -> list[float]:
    """Seconds of so many first visits to the page, each in a new process."""
    with tempfile.TemporaryDirectory() as compiled:
        # As installed: a source tree that nobody may write to would be compiled anew each time.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        _visit(path, environment)
        return [_visit(path, environment) for _ in range(count)]


def _visit(path: Path, environment: dict[str, str]) -> float:
    process = subprocess.run(
        [sys.executable, "-m", "ui.bench.referring", str(path)],
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
    """Watches the page from the moment it comes to the front, still inside the key press."""

    def __init__(self, shown: ShopWindow) -> None:
        super().__init__(shown.window)
        self._shown = shown
        self._page: ReferralsPage | None = None
        self._tree = self._totals = PaintWatch()
        shown.window.page_changed.connect(self._on_page)

    def _on_page(self, key: str) -> None:
        page = cast("ReferralsPage", self._shown.window.page(key))
        self._page = page
        self._tree = PaintWatch(page.tree.view.viewport())
        self._totals = PaintWatch(*(figure.value for figure in page.totals.figures))
        self._tree.expect(self._has_rows)
        self._totals.expect(self._has_totals)

    def _has_rows(self) -> bool:
        return self._page is not None and self._page.tree.model.rowCount() > 0

    def _has_totals(self) -> bool:
        return self._page is not None and self._page.totals.figures[0].remark.text() != ""

    def seen(self) -> bool:
        return self._tree.seen() and self._totals.seen()

    def since(self, start: float) -> float:
        return max(self._tree.since(start), self._totals.since(start))

    def play(self, times: list[float]) -> Script:
        yield self._shown.idle
        yield _SETTLE_S
        yield self._shown.idle
        start = press(self._shown.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        yield self.seen
        times.append(self.since(start))


def main() -> int:
    """Write the seconds of one first visit."""
    app = application.create(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the bench needs an application with windows")
    times: list[float] = []
    with ShopWindow(app, Path(sys.argv[1])) as shown:
        Player(app).play(_Visit(shown).play(times))
    sys.stdout.write(f"{times[0]:.6f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
