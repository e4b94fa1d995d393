"""The print queue: jobs that outlive a restart, printed one after another by a thread of its own.

A printer that fails never undoes money (domain.md section 3.4): its job stays in the store with the
reason, and is tried again after a pause that grows. A job is printed at least once: a power cut between
printing and noting it prints it again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from model.errors import EnvironmentProblem
from model.ids import PrintJobId
from model.record import dataclass
from model.shop import PrinterKind, PrinterSetting
from services.printing.printers import Content

FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0
BROKEN: Final = "printer.broken_job"
"""The reason noted for a job that can't be rendered: a bug, tried again only when asked."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A job with everything it takes to print it."""

    job_id: PrintJobId
    content: Content
    setting: PrinterSetting
    lang: str
    left: int = 1
    """Copies still to print, this one among them: a job of many comes once for each."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many jobs wait, how many failed, and the code of the last failure (empty when all is well)."""

    pending: int
    failed: int
    last_error: str


class JobStore(Protocol):
    """Where jobs live. Called from the queue's thread; may raise EnvironmentProblem."""

    def next_job(self) -> PrintJob | None:
        """The oldest job that waits."""
        ...

    def mark_printed(self, job_id: PrintJobId) -> None:
        """The job is done, or one copy of it."""
        ...

    def mark_failed(self, job_id: PrintJobId, reason: str) -> None:
        """The job is set aside with the code of the reason until `requeue`."""
        ...

    def requeue(self) -> int:
        """Every failed job waits again; answers how many."""
        ...

    def counts(self) -> tuple[int, int]:
        """How many wait, how many failed."""
        ...


class PrintQueue:
    """Prints what the store holds; `on_state` is called from its thread after every change."""

    def __init__(
        self,
        store: JobStore,
        send: Callable[[PrintJob], object],
        on_state: Callable[[QueueState], None],
        first_pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self._store = store
        self._send = send
        self._on_state = on_state
        self._first_pause_s = first_pause_s
        self._pause_s = 0.0
        self._stalled_at = 0
        self._impatient = False
        self._last_error = ""
        self._sent: set[tuple[PrintJobId, int]] = set()
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="print-queue", daemon=True)

    def start(self) -> None:
        """Begin with what an earlier run left."""
        self._thread.start()

    def wake(self) -> None:
        """Jobs may have changed; what ends a pause early is a job that has come to wait since."""
        self._woken.set()

    def retry(self) -> None:
        """Try again without waiting for the pause to end: the printer was changed, or somebody asks."""
        self._impatient = True
        self._woken.set()

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Finish the job in hand and end; False when it didn't end in time. The rest stays stored."""
        self._stopping = True
        self._woken.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._set_aside_waits_again()
        while not self._stopping:
            self._woken.clear()
            self._guarded_pass()
            self._rest()

    def _rest(self) -> None:
        """Sleep until the pause is over, or until there is something new to print."""
        pause_end = time.monotonic() + self._pause_s
        while not self._stopping:
            left = max(0.0, pause_end - time.monotonic()) if self._pause_s else None
            if not self._woken.wait(left):
                break
            self._woken.clear()
            if not self._pause_s:
                return
            if self._impatient or self._has_new_work():
                break
        self._impatient = False
        self._set_aside_waits_again()

    def _has_new_work(self) -> bool:
        """Whether more waits than when the printer refused: a new job, or somebody asked to retry."""
        try:
            return self._store.counts()[0] > self._stalled_at
        except EnvironmentProblem:
            return False

    def _set_aside_waits_again(self) -> None:
        try:
            self._store.requeue()
        except EnvironmentProblem as problem:
            _log.warning("print jobs can't be put back: %s", problem)

    def _guarded_pass(self) -> None:
        """One pass; trouble with the store itself is waited out like a printer's."""
        try:
            self._pass()
            self._tell()
        except EnvironmentProblem as problem:
            self._back_off(problem.code)
        except Exception:
            _log.exception("the print queue stumbled")
            self._back_off(BROKEN)

    def _pass(self) -> None:
        """Everything that waits, oldest first, until the printer refuses."""
        while not self._stopping and (job := self._store.next_job()) is not None:
            if job.setting.kind is PrinterKind.NONE:
                break
            if not self._print(job):
                return
            self._tell()
        self._pause_s = 0.0

    def _print(self, job: PrintJob) -> bool:
        """Whether the queue can go on to the next job."""
        try:
            if (job.job_id, job.left) not in self._sent:
                self._send(job)
        except EnvironmentProblem as problem:
            _log.warning("print job failed: %s", problem)
            self._back_off(problem.code)
            self._store.mark_failed(job.job_id, problem.code)
            self._stalled_at = self._store.counts()[0]
            return False
        except Exception:
            _log.exception("print job can't be rendered")
            self._store.mark_failed(job.job_id, BROKEN)
            self._last_error = BROKEN
            return True
        self._sent.add((job.job_id, job.left))
        self._store.mark_printed(job.job_id)
        self._sent.discard((job.job_id, job.left))
        self._last_error = ""
        return True

    def _back_off(self, code: str) -> None:
        self._last_error = code
        self._stalled_at = 0
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2 or self._first_pause_s)

    def _tell(self) -> None:
        pending, failed = self._store.counts()
        self._on_state(QueueState(pending, failed, self._last_error))
