"""Answers come home to the GUI thread, in order, to those who are still there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from ui.bus import Bus, UiJobs

CHANGES = ChangeSet(CommandId(b"c" * 16), frozenset({Kind.MEMBER}))


@dataclass(frozen=True)
class Answer:
    changes: ChangeSet


class Threads:
    """Jobs on real threads; a use case or query is a plain callable here."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(2)

    def write(self, use_case: Callable[..., Any], command: Any) -> Future[Any]:
        return self.pool.submit(use_case, command)

    def read(self, query: Callable[..., Any], *args: Any) -> Future[Any]:
        return self.pool.submit(query, *args)


class Desk(QObject):
    """Whoever asks, and what reached it."""

    def __init__(self, jobs: Threads) -> None:
        super().__init__()
        self.said: list[object] = []
        self.threads: set[bool] = set()
        self.bus = Bus(self)
        self.jobs = UiJobs(jobs, self.bus, self)
        self.bus.committed.connect(self._on_committed)
        self.jobs.unheard.connect(self._on_unheard)
        self.jobs.bug.connect(self._on_bug)

    def done(self, result: object) -> None:
        self.threads.add(QThread.currentThread() is QCoreApplication.instance().thread())  # type: ignore[union-attr]
        self.said.append(("done", result))

    def failed(self, error: Exception) -> None:
        self.said.append(("failed", error.args[0]))

    def broken(self, result: object) -> None:
        self.said.append("broken")
        raise ZeroDivisionError

    def _on_committed(self, changes: object) -> None:
        self.said.append(("committed", changes))

    def _on_unheard(self, error: Exception) -> None:
        self.said.append(("unheard", error.args[0]))

    def _on_bug(self, error: Exception) -> None:
        self.said.append(("bug", type(error)))


@pytest.fixture
def threads() -> Iterator[Threads]:
    made = Threads()
    yield made
    made.pool.shutdown()


@pytest.fixture
def desk(qapp: QApplication, threads: Threads) -> Desk:
    return Desk(threads)


def settled(desk: Desk, qtbot: QtBot) -> list[object]:
    qtbot.waitUntil(lambda: not desk.jobs.busy())
    return desk.said


def give_changes(command: object) -> Answer:
    return Answer(CHANGES)


def refuse(*_: object) -> None:
    raise UserError("balance.short")


def fail(*_: object) -> None:
    raise EnvironmentProblem("disk.full")


def divide(*_: object) -> None:
    raise ZeroDivisionError


def test_a_write_answers_first_and_tells_everyone_after(desk: Desk, qtbot: QtBot) -> None:
    desk.jobs.write(give_changes, None, desk.done, owner=desk)
    assert settled(desk, qtbot) == [("done", Answer(CHANGES)), ("committed", CHANGES)]
    assert desk.threads == {True}


def test_a_read_tells_nobody_else(desk: Desk, qtbot: QtBot) -> None:
    desk.jobs.read(give_changes, None, done=desk.done, owner=desk)
    assert settled(desk, qtbot) == [("done", Answer(CHANGES))]


@pytest.mark.parametrize(("work", "code"), [(refuse, "balance.short"), (fail, "disk.full")])
def test_known_errors_go_to_the_asker_or_else_are_shown(
    desk: Desk, qtbot: QtBot, work: Callable[..., None], code: str
) -> None:
    desk.jobs.write(work, None, desk.done, desk.failed, owner=desk)
    assert settled(desk, qtbot) == [("failed", code)]
    desk.jobs.read(work, done=desk.done, owner=desk)
    assert settled(desk, qtbot) == [("failed", code), ("unheard", code)]


def test_other_errors_are_bugs(desk: Desk, qtbot: QtBot) -> None:
    desk.jobs.write(divide, None, desk.done, desk.failed, owner=desk)
    assert settled(desk, qtbot) == [("bug", ZeroDivisionError)]


def test_nothing_reaches_an_owner_that_is_gone_but_its_write_is_told(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    gate = threading.Event()

    def slow(*_: object) -> Answer:
        gate.wait(5)
        return Answer(CHANGES)

    desk.jobs.read(slow, done=desk.done, owner=owner)
    desk.jobs.write(slow, None, desk.done, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.set()
    assert settled(desk, qtbot) == [("committed", CHANGES)]


def test_a_refused_write_is_said_even_when_its_asker_is_gone(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    desk.jobs.write(refuse, None, desk.done, desk.failed, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    assert settled(desk, qtbot) == [("unheard", "balance.short")]


def test_only_the_newest_question_of_a_key_is_answered(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()

    def slow(text: str) -> str:
        gate.wait(5)
        return text

    desk.jobs.read_latest("search", slow, "z", done=desk.done, owner=desk)
    desk.jobs.read_latest("search", str, "zx", done=desk.done, owner=desk)
    desk.jobs.read_latest("other", str, "o", done=desk.done, owner=desk)
    gate.set()
    said = settled(desk, qtbot)
    assert sorted(map(str, said)) == ["('done', 'o')", "('done', 'zx')"]


def test_a_question_replaced_before_it_began_is_never_asked(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    asked: list[str] = []

    def note(text: str) -> str:
        asked.append(text)
        return text

    for _ in range(2):
        desk.jobs.read(lambda: gate.wait(5), owner=desk)
    for text in ("6", "69", "694", "6942"):
        desk.jobs.read_latest("search", note, text, done=desk.done, owner=desk)
    gate.set()
    assert settled(desk, qtbot) == [("done", "6942")]
    assert asked == ["6942"]


def test_a_callback_that_breaks_does_not_keep_the_change_from_others(
    desk: Desk, qtbot: QtBot, capture_errors: list[BaseException]
) -> None:
    desk.jobs.write(give_changes, None, desk.broken, owner=desk)
    assert settled(desk, qtbot) == ["broken", ("committed", CHANGES)]
    assert [type(error) for error in capture_errors] == [ZeroDivisionError]


def test_nothing_is_delivered_after_the_end(desk: Desk, qtbot: QtBot) -> None:
    desk.jobs.write(give_changes, None, desk.done, owner=desk)
    desk.jobs.close()
    assert settled(desk, qtbot) == []


@pytest.fixture
def capture_errors(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Uncaught errors of slots, kept instead of failing the test."""
    import sys

    kept: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: kept.append(error))
    return kept
