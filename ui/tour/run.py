"""`main.py tour`: sets the stage in a folder, plays the day, proves the books, says where things are."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from model.errors import EnvironmentProblem
from services.check import check
from services.demo.build import build
from ui import app as application
from ui import places
from ui.program import Program
from ui.tour.day import play
from ui.tour.driver import Driver
from ui.tour.scene import Stage, TourClock

MEMBERS: Final = 800
YEARS: Final = 1.5
SEED: Final = 7
OPENING: Final = datetime(2026, 11, 21, 9, 40, tzinfo=UTC)
"""A Saturday, 17:40 in the shop."""


def run_tour(folder: Path, language: str) -> int:
    """Play the tour into `folder`; 0 when every scene was reached and the books are proven.

    Raises EnvironmentProblem `disk.readonly` when the folder can't be made.
    """
    prints = folder / "prints"
    try:
        prints.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem("disk.readonly", path=str(folder), reason=str(error)) from error
    for old in (*folder.glob("[0-9][0-9][0-9]-*.png"), *prints.glob("*.pdf"), *folder.glob("stopped.guimi")):
        old.unlink()
    with _home() as home:
        example = home / "tour.guimi"
        build(
            example,
            members=MEMBERS,
            years=YEARS,
            seed=SEED,
            progress=_quiet,
            end_ms=int(OPENING.timestamp() * 1000),
        )
        stopped = _play(Stage(example, prints, language, TourClock(int(OPENING.timestamp() * 1000))), folder)
        wrong = [f.name for f in check(example) if f.wrong]
        if stopped is not None:
            shutil.copy(example, folder / "stopped.guimi")
    return _report(folder, prints, stopped, wrong)


def _play(stage: Stage, folder: Path) -> Exception | None:
    app = QApplication.instance() or application.create(sys.argv[:1])
    assert isinstance(app, QApplication)
    application.set_language(stage.language)
    program = Program(app, stage.clock)
    outcome: list[Exception | None] = []
    driver = Driver(folder, program)

    def end(error: Exception | None) -> None:
        outcome.append(error)
        app.quit()

    driver.ended.connect(end)
    driver.run(play(driver, program, stage))
    try:
        app.exec()
    finally:
        program.close()
    return outcome[0] if outcome else EnvironmentProblem("disk.error", reason="the window was closed")


def _report(folder: Path, prints: Path, stopped: Exception | None, wrong: list[str]) -> int:
    pictures = len(list(folder.glob("[0-9][0-9][0-9]-*.png")))
    pages = len(list(prints.glob("*.pdf")))
    print(f"{pictures} pictures in {folder.resolve()}, {pages} printed PDFs in {prints.resolve()}")
    if stopped is not None:
        print(f"the tour stopped: {type(stopped).__name__}: {stopped}", file=sys.stderr)
    for name in wrong:
        print(f"not proven: {name}", file=sys.stderr)
    if stopped is None and not wrong:
        print("every scene was reached and the books are proven")
        return 0
    return 1


@contextmanager
def _home() -> Iterator[Path]:
    """A data folder of the tour's own: nobody's shop is touched."""
    before = os.environ.get(places.HOME_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="guimi-tour-", ignore_cleanup_errors=True) as name:
        os.environ[places.HOME_VARIABLE] = name
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ[places.HOME_VARIABLE]
            else:
                os.environ[places.HOME_VARIABLE] = before


def _quiet(done: int, whole: int) -> None:
    """The tour's shop is built in seconds."""
