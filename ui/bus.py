"""The way between the GUI thread and the services: jobs out, answers home, one bus of changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from model.errors import EnvironmentProblem, UserError
from model.record import dataclass

Done = Callable[[Any], None]
Failed = Callable[[UserError | EnvironmentProblem], None]


class Jobs(Protocol):
    """The Qt-free jobs of the services: one writer thread, readers on theirs."""

    def write(self, use_case: Callable[..., Any], command: Any) -> Future[Any]: ...

    def read(self, query: Callable[..., Any], *args: Any) -> Future[Any]: ...


class Bus(QObject):
    """`committed` carries the ChangeSet of every write of this program, after its own answer."""

    committed = Signal(object)


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """What to do with one answer: whom it is for, and whether a newer question has replaced it."""

    done: Done | None
    failed: Failed | None
    owner: QObject | None
    key: tuple[str, int] | None = None
    writes: bool = False


class UiJobs(QObject):
    """Runs use cases and queries off the GUI thread and brings their answers home to it.

    Every call takes `owner`, the object whose callbacks they are: an answer for a deleted owner is
    dropped. Errors of the user and the machine go to `failed`, else to `unheard`; anything else is
    a bug and goes to `bug`. After a successful write the bus tells what changed.
    """

    unheard = Signal(object)
    bug = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, jobs: Jobs, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._bus = bus
        self._newest: dict[str, int] = {}
        self._asked: dict[str, Future[Any]] = {}
        self._pending: set[_Order] = set()
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        use_case: Callable[..., Any],
        command: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command; `done(result)` or `failed(error)` is called in the GUI thread."""
        self._follow(self._jobs.write(use_case, command), _Order(done, failed, owner, writes=True))

    def read(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Ask a question; `done(result)` or `failed(error)` is called in the GUI thread."""
        self._follow(self._jobs.read(query, *args), _Order(done, failed, owner))

    def read_latest(
        self,
        key: str,
        query: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Like `read`, but only the newest question of a key is answered (searching while typing)."""
        turn = self._newest.get(key, 0) + 1
        self._newest[key] = turn
        if key in self._asked:
            # Not begun yet: a scanner types sixty digits, and nobody waits for the answers between.
            self._asked[key].cancel()
        future = self._asked[key] = self._jobs.read(query, *args)
        self._follow(future, _Order(done, failed, owner, (key, turn)))

    def read_aside(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Like `read` on a thread for what takes long: other questions don't wait behind it."""
        self._follow(cast(Any, self._jobs).read_aside(query, *args), _Order(done, failed, owner))

    def run_aside(
        self,
        task: Callable[[Any], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `task(jobs)` on a thread of its own, which may send commands and wait for them."""
        future: Future[Any] = Future()
        order = _Order(done, failed, owner)
        threading.Thread(target=_run, args=(task, self._jobs, future), name="aside", daemon=True).start()
        self._follow(future, order)

    def busy(self) -> bool:
        """Whether an answer is still under way."""
        return bool(self._pending)

    def close(self) -> None:
        """Deliver nothing from now on; the program is ending."""
        self._closed = True

    def _follow(self, future: Future[Any], order: _Order) -> None:
        self._pending.add(order)
        future.add_done_callback(_Homing(self, order))

    def _on_arrived(self, order: _Order, future: Future[Any]) -> None:
        self._pending.discard(order)
        if order.key is not None and self._asked.get(order.key[0]) is future:
            del self._asked[order.key[0]]
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is not None:
            self._deliver_error(order, error)
            return
        result = future.result()
        # What was written is told to everyone even when the asker is gone or its callback fails.
        try:
            if self._wanted(order) and order.done is not None:
                order.done(result)
        finally:
            changes = getattr(result, "changes", None)
            if order.writes and changes is not None:
                self._bus.committed.emit(changes)

    def _wanted(self, order: _Order) -> bool:
        if order.owner is not None and not isValid(order.owner):
            return False
        return order.key is None or self._newest.get(order.key[0]) == order.key[1]

    def _deliver_error(self, order: _Order, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            self.bug.emit(error)
        elif self._wanted(order) and order.failed is not None:
            order.failed(error)
        elif order.writes or self._wanted(order):
            self.unheard.emit(error)


def _run(task: Callable[[Any], Any], jobs: Jobs, future: Future[Any]) -> None:
    try:
        future.set_result(task(jobs))
    except Exception as error:
        future.set_exception(error)


class _Homing:
    """Hands a finished future to the GUI thread from whatever thread finished it."""

    __slots__ = ("_jobs", "_order")

    def __init__(self, jobs: UiJobs, order: _Order) -> None:
        self._jobs = jobs
        self._order = order

    def __call__(self, future: Future[Any]) -> None:
        if isValid(self._jobs):
            self._jobs._arrived.emit(self._order, future)
