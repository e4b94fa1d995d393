"""The queue prints in order, waits out a printer, survives a restart and never stops for one bad job."""

from __future__ import annotations

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem
from model.ids import PrintJobId
from model.shop import PrinterKind, PrinterSetting
from services.printing.queue import BROKEN, PrintJob, PrintQueue, QueueState
from services.printing.testpage import TestPage

SETTING = PrinterSetting(PrinterKind.NETWORK, "127.0.0.1")


class FileStore:
    """Jobs in a real SQLite file, as the shop file keeps them."""

    def __init__(self, path: Path, setting: PrinterSetting = SETTING) -> None:
        self.path = path
        self.setting = setting
        self.trouble: EnvironmentProblem | None = None
        self._run("CREATE TABLE IF NOT EXISTS job (id BLOB PRIMARY KEY, state TEXT, reason TEXT)")

    def _run(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def add(self, *names: str) -> None:
        for name in names:
            self._run("INSERT INTO job VALUES (?, 'waiting', '')", name.encode())

    def states(self) -> dict[str, str]:
        rows = self._run("SELECT CAST(id AS TEXT), state FROM job")
        return {str(name): str(state) for name, state in rows}

    def reasons(self) -> set[str]:
        return {str(row[0]) for row in self._run("SELECT reason FROM job WHERE state = 'failed'")}

    def next_job(self) -> PrintJob | None:
        if self.trouble:
            raise self.trouble
        rows = self._run("SELECT id FROM job WHERE state = 'waiting' ORDER BY id LIMIT 1")
        if not rows:
            return None
        job_id = rows[0][0]
        assert isinstance(job_id, bytes)
        return PrintJob(PrintJobId(job_id), TestPage(job_id.decode(), ""), self.setting, "zh_CN")

    def mark_printed(self, job_id: PrintJobId) -> None:
        self._run("UPDATE job SET state = 'printed' WHERE id = ?", job_id)

    def mark_failed(self, job_id: PrintJobId, reason: str) -> None:
        self._run("UPDATE job SET state = 'failed', reason = ? WHERE id = ?", reason, job_id)

    def requeue(self) -> int:
        self._run("UPDATE job SET state = 'waiting' WHERE state = 'failed'")
        return 0

    def counts(self) -> tuple[int, int]:
        states = list(self.states().values())
        return states.count("waiting"), states.count("failed")


class Paper:
    """A printer with behaviour: it can be away, and chokes on some jobs."""

    def __init__(self) -> None:
        self.away = False
        self.chokes_on: set[str] = set()
        self.printed: list[str] = []

    def send(self, job: PrintJob) -> None:
        name = job.job_id.decode()
        if self.away:
            raise EnvironmentProblem("printer.away", address="127.0.0.1")
        if name in self.chokes_on:
            raise ValueError(name)
        self.printed.append(name)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "jobs.db")


Start = Callable[[FileStore, Paper], tuple[PrintQueue, list[QueueState]]]


@pytest.fixture
def start() -> Iterator[Start]:
    queues: list[PrintQueue] = []

    def begin(store: FileStore, paper: Paper) -> tuple[PrintQueue, list[QueueState]]:
        states: list[QueueState] = []
        queue = PrintQueue(store, paper.send, states.append, first_pause_s=0.05)
        queues.append(queue)
        queue.start()
        return queue, states

    yield begin
    assert all(queue.stop() for queue in queues)


def until(condition: Callable[[], bool], timeout_s: float = 5) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_jobs_are_printed_once_and_in_order(store: FileStore, start: Start) -> None:
    store.add("a", "b", "c")
    paper = Paper()
    queue, states = start(store, paper)
    until(lambda: set(store.states().values()) == {"printed"})
    store.add("d")
    queue.wake()
    until(lambda: paper.printed == ["a", "b", "c", "d"])
    until(lambda: states[-1] == QueueState(0, 0, ""))


def test_a_printer_that_is_away_keeps_its_jobs_in_order_until_it_is_back(
    store: FileStore, start: Start
) -> None:
    store.add("a", "b")
    paper = Paper()
    paper.away = True
    _, states = start(store, paper)
    until(lambda: QueueState(1, 1, "printer.away") in states)
    assert store.reasons() <= {"printer.away"}
    store.add("c")
    paper.away = False
    until(lambda: paper.printed == ["a", "b", "c"])
    until(lambda: states[-1] == QueueState(0, 0, ""))


def test_pauses_grow(store: FileStore) -> None:
    paper = Paper()
    paper.away = True
    tries: list[float] = []

    def send(job: PrintJob) -> None:
        tries.append(time.monotonic())
        paper.send(job)

    store.add("a")
    queue = PrintQueue(store, send, lambda _: None, first_pause_s=0.05)
    queue.start()
    until(lambda: len(tries) >= 4)
    assert queue.stop()
    gaps = [b - a for a, b in itertools.pairwise(tries)]
    assert gaps[1] > gaps[0] * 1.4
    assert gaps[2] > gaps[1] * 1.4


def test_a_pause_ends_early_for_a_new_job_only(store: FileStore) -> None:
    paper = Paper()
    paper.away = True
    tries: list[str] = []

    def send(job: PrintJob) -> None:
        tries.append(job.job_id.decode())
        paper.send(job)

    store.add("b")
    queue = PrintQueue(store, send, lambda _: None, first_pause_s=30)
    queue.start()
    until(lambda: store.reasons() == {"printer.away"})
    queue.wake()
    time.sleep(0.05)
    assert tries == ["b"]
    store.add("c")
    queue.wake()
    until(lambda: len(tries) == 2)
    paper.away = False
    queue.retry()
    until(lambda: paper.printed == ["b", "c"])
    assert queue.stop()


def test_a_broken_job_is_not_tried_again_and_again(store: FileStore) -> None:
    tries: list[str] = []
    queue: PrintQueue

    def send(job: PrintJob) -> None:
        tries.append(job.job_id.decode())
        raise ValueError("no such font")

    store.add("a")
    queue = PrintQueue(store, send, lambda _: queue.wake(), first_pause_s=0.01)
    queue.start()
    time.sleep(0.3)
    assert queue.stop()
    assert tries == ["a"]


def test_jobs_survive_a_restart(store: FileStore, start: Start, tmp_path: Path) -> None:
    store.add("a", "b")
    broken = Paper()
    broken.away = True
    queue, _ = start(store, broken)
    until(lambda: "failed" in store.states().values())
    assert queue.stop()
    paper = Paper()
    start(FileStore(tmp_path / "jobs.db"), paper)
    until(lambda: paper.printed == ["a", "b"])


def test_a_job_that_cannot_be_rendered_does_not_hold_up_the_others(
    store: FileStore, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    store.add("a", "b", "c")
    paper = Paper()
    paper.chokes_on = {"b"}
    _, states = start(store, paper)
    until(lambda: paper.printed == ["a", "c"])
    until(lambda: bool(states) and states[-1].failed == 1)
    assert store.reasons() == {BROKEN}
    assert "can't be rendered" in caplog.text


def test_a_store_in_trouble_is_waited_out(store: FileStore, start: Start) -> None:
    store.add("a")
    store.trouble = EnvironmentProblem("file.busy")
    paper = Paper()
    start(store, paper)
    time.sleep(0.1)
    store.trouble = None
    until(lambda: paper.printed == ["a"])


def test_a_job_that_was_printed_but_not_noted_is_not_printed_again(store: FileStore) -> None:
    class Forgetful(FileStore):
        forgets = 2

        def mark_printed(self, job_id: PrintJobId) -> None:
            if self.forgets:
                self.forgets -= 1
                raise EnvironmentProblem("disk.full")
            super().mark_printed(job_id)

    forgetful = Forgetful(store.path)
    forgetful.add("a")
    paper = Paper()
    queue = PrintQueue(forgetful, paper.send, lambda _: None, first_pause_s=0.02)
    queue.start()
    until(lambda: forgetful.states() == {"a": "printed"})
    assert queue.stop()
    assert paper.printed == ["a"]


def test_without_a_printer_jobs_just_wait(tmp_path: Path, start: Start) -> None:
    store = FileStore(tmp_path / "jobs.db", PrinterSetting())
    store.add("a")
    paper = Paper()
    _, states = start(store, paper)
    until(lambda: bool(states))
    assert states == [QueueState(1, 0, "")]
    assert paper.printed == []


def test_stop_finishes_the_job_in_hand_and_keeps_the_rest(store: FileStore) -> None:
    store.add("a", "b")
    begun, go_on = threading.Event(), threading.Event()

    def slow(job: PrintJob) -> None:
        begun.set()
        go_on.wait(5)

    queue = PrintQueue(store, slow, lambda _: None)
    queue.start()
    assert begun.wait(5)
    assert not queue.stop(timeout_s=0.05)
    go_on.set()
    assert queue.stop()
    assert store.states() == {"a": "printed", "b": "waiting"}


def test_a_queue_that_never_started_stops(store: FileStore) -> None:
    assert PrintQueue(store, Paper().send, lambda _: None).stop()
