"""Threads: one writer with the one write connection, readers with their own, no Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from services.storage import store
from services.storage.work import Reader, Seat, Work, Writer

if TYPE_CHECKING:
    from model.command import Command
    from model.views import Done

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound="Command")


class Jobs:
    """Runs use cases one after another on the writer thread, and queries beside them.

    Futures carry what use cases and queries raise. After `close` nothing more is taken.
    """

    def __init__(self, path: Path, writer: Writer, seat: Seat, *, readers: int = 2) -> None:
        self._path = path
        self._writer = writer
        self._seat = seat
        self._local = threading.local()
        self._read_connections: list[Any] = []
        self._guard = threading.Lock()
        self._refusal: Exception | None = None
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reading = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._upkeep = ThreadPoolExecutor(1, thread_name_prefix="upkeep")

    def write(self, use_case: Callable[[Work, C], Done], command: C) -> Future[Done]:
        """Queue a command; when the future has its answer, it is on disk."""
        return self._writing.submit(self._write, use_case, command)

    def read(
        self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Queue a query on a read-only connection."""
        return self._reading.submit(lambda: self._read(query, *args, **kwargs))

    def read_aside(
        self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Like `read` on a thread of its own: for what takes long (a backup, an export)."""
        return self._upkeep.submit(lambda: self._read(query, *args, **kwargs))

    def first(self, task: Callable[[], None]) -> Future[None]:
        """Run a task on the writer thread before later commands; if it raises, they all raise that.

        This is how a damaged file refuses every sale: the check is the writer's first job.
        """
        return self._writing.submit(self._first, task)

    def close(self) -> None:
        """Finish what was queued, then close every connection."""
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)
        self._upkeep.shutdown(wait=True)
        for connection in self._read_connections:
            connection.close()
        store.close_writer(self._writer.connection)

    def _first(self, task: Callable[[], None]) -> None:
        try:
            task()
        except Exception as error:
            self._refusal = error
            raise

    def _write(self, use_case: Callable[[Work, C], Done], command: C) -> Done:
        if self._refusal is not None:
            raise self._refusal
        return self._writer.transact(use_case, command)

    def _read(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        with store.translated(self._path):
            return query(self._reader(), *args, **kwargs)

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            connection = store.open_reader(self._path)
            reader = self._local.reader = Reader(connection, self._seat)
            with self._guard:
                self._read_connections.append(connection)
        return reader
