"""Work in slices: in order, at once when needed; and the counter, built behind the lock screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows.counter_window import furnish
from tests.support import Till, fresh_shop
from ui.bus import Bus, UiJobs
from ui.counter.page import CounterPage
from ui.counter.workplace import Workplace
from ui.gradual import Gradual, Slices, Steps
from ui.program import Program
from ui.shell.context import SettingsHolder
from ui.shell.main_window import MainWindow
from ui.widgets.label import Label

_MOST_MODULES = 24
"""New modules that one slice may import: about 8 ms."""


def _counting(done: list[str]) -> Steps[str]:
    for step in ("one", "two", "three"):
        done.append(step)
        yield
    return "made"


def test_what_is_half_made_is_finished_when_somebody_needs_it() -> None:
    done: list[str] = []
    gradual = Gradual(_counting(done))
    assert done == []
    slices = gradual.slices()
    next(slices)
    assert done == ["one"]
    assert gradual.begun
    assert gradual.result() == "made"
    assert gradual.result() == "made"
    assert done == ["one", "two", "three"]
    # Whoever does the slices meanwhile has nothing left to do.
    assert list(slices) == []


def _noting(name: str, told: list[str], fails: bool = False) -> Iterator[None]:
    for turn in range(2):
        told.append(f"{name}{turn}")
        yield
        if fails:
            raise LookupError(name)


def test_slices_are_done_in_order_and_a_failure_ends_only_its_own(qtbot: QtBot) -> None:
    told: list[str] = []
    home = QObject()
    slices = Slices(home)
    slices.add(_noting("a", told))
    slices.add(_noting("b", told, fails=True))
    slices.add(_noting("c", told))
    assert told == []
    with qtbot.captureExceptions() as bugs:
        slices.start()
        qtbot.waitUntil(lambda: told[-1:] == ["c1"])
    assert told == ["a0", "a1", "b0", "c0", "c1"]
    assert [kind for kind, _, _ in bugs] == [LookupError]
    slices.add(_noting("d", told))
    qtbot.waitUntil(lambda: told[-1:] == ["d1"])


def test_no_slice_imports_much() -> None:
    """In a process of its own, where nothing is imported yet."""
    code = """
import json, sys
import ui.shell.main_window, ui.program, ui.counter.page
counts = {}
for module in (*ui.counter.page.MODULES, "ui.upkeep", "services.storage.verify"):
    before = len(sys.modules)
    __import__(module)
    counts[module] = len(sys.modules) - before
for module in sys.modules["ui.upkeep"].PRINTING_MODULES:
    before = len(sys.modules)
    __import__(module)
    counts[module] = len(sys.modules) - before
print(json.dumps(counts))
"""
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60, check=True
    )
    counts = json.loads(answer.stdout)
    assert "ui.counter.workplace" in counts
    assert {module: count for module, count in counts.items() if count > _MOST_MODULES} == {}


@pytest.fixture
def till(tmp_shop_path: Path) -> Iterator[Till]:
    till = Till(tmp_shop_path, fresh_shop(tmp_shop_path))
    furnish(till)
    try:
        yield till
    finally:
        till.shop.close()


def test_behind_the_lock_screen_the_whole_counter_gets_ready(qtbot: QtBot, till: Till) -> None:
    jobs = UiJobs(till.shop.jobs, Bus())
    window = MainWindow(jobs, Bus(), SettingsHolder(till.shop.seat.settings), till.clock.now_ms)
    qtbot.addWidget(window)
    window.lock()
    window.show()
    # The lock screen lets nothing through: what is beneath is never painted.
    qtbot.waitUntil(lambda: (work := window.findChild(Workplace)) is not None and work.isVisible())
    work = window.findChild(Workplace)
    assert work is not None
    qtbot.waitUntil(lambda: len(work.sale.picker.grid.tiles()) > 0)
    qtbot.wait(200)
    qtbot.waitUntil(lambda: not jobs.busy())
    # Who came last was rehearsed, and is not to be seen.
    assert window.session.staff is None
    assert work.member_id() is None
    assert [label.text() for label in work.member_panel.findChildren(Label) if "张" in label.text()]
    assert not [x for x in work.member_panel.findChildren(Label) if x.isVisible() and "张" in x.text()]
    jobs.close()


def test_a_key_before_the_counter_is_whole_is_not_lost(qtbot: QtBot, till: Till) -> None:
    jobs = UiJobs(till.shop.jobs, Bus())
    window = MainWindow(jobs, Bus(), SettingsHolder(till.shop.seat.settings), till.clock.now_ms)
    qtbot.addWidget(window)
    page = window.page("counter")
    assert isinstance(page, CounterPage)
    assert window.findChild(Workplace) is None
    page.search.picked.emit(till.member("周到"))
    assert page.work.member_id() is not None
    jobs.close()


def test_the_program_checks_the_file_behind_the_lock_screen(qtbot: QtBot, tmp_shop_path: Path) -> None:
    till = Till(tmp_shop_path, fresh_shop(tmp_shop_path))
    till.shop.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app)
    try:
        program.open(tmp_shop_path)
        qtbot.waitUntil(lambda: program._upkeep is not None and program._upkeep._ready, timeout=10_000)
    finally:
        program.close()
