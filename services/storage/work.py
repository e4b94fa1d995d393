"""One command, one database transaction, and the one answer that every repetition gets."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem
from model.ids import CounterId, StaffId
from model.shop import Role, Settings
from services.clock import Clock, believed_ms, business_day, day_number, from_day_number, local
from services.ids import IdMaker
from services.storage import close_rows, day_rows, driver, operations, setting_rows, store

if TYPE_CHECKING:
    # Only names of types: most of what commands are is not needed to show the first window.
    from model.command import Command
    from model.views import Done, TxnSummary

C = TypeVar("C", bound="Command")
UseCase = Callable[["Work", C], "Done"]

RandomBytes = Callable[[int], bytes]

Fact = tuple[object, ...]
"""A row of an append-only table as stored, after the table's name."""

GENESIS: Final = bytes(32)


class Seat(Protocol):
    """What a connection belongs to: the counter, its clock and the shop's settings."""

    clock: Clock
    counter_id: CounterId
    counter_code: str
    settings: Settings
    newest_ms: int
    """When the counter's newest entry was written, as far as this program knows; 0 for none."""
    sealed_day: int
    """The last business day that the counter sealed, as a day number; 0 for none."""


def day_at(seat: Seat, at_ms: int) -> date:
    """The shop's business day at an instant by the clock, be it sealed or not."""
    policy = seat.settings.policy
    return business_day(at_ms, policy.time_zone, policy.day_starts_hour)


def open_day(seat: Seat, now_ms: int) -> date:
    """The business day that an entry of this instant is booked on: never one that is sealed already."""
    day = day_at(seat, now_ms)
    sealed = seat.sealed_day
    return day if day_number(day) > sealed else from_day_number(sealed) + timedelta(days=1)


@dataclass(slots=True)
class Reader:
    """A consistent picture for one query: read-only connection, settings and the time now."""

    conn: driver.Connection
    seat: Seat

    @property
    def settings(self) -> Settings:
        return self.seat.settings

    @property
    def now_ms(self) -> int:
        """The clock's instant, unless it looks wrong beside the newest entry (services.clock_watch)."""
        return believed_ms(self.seat.newest_ms, self.seat.clock.now_ms())

    @property
    def today(self) -> date:
        """The business day by the clock, sealed or not: what is valid, due or expired goes by it."""
        return day_at(self.seat, self.now_ms)

    @property
    def today_number(self) -> int:
        """Today as stored."""
        return day_number(self.today)

    @property
    def booking_day(self) -> date:
        """The business day in whose books an entry goes: after the evening's seal it is tomorrow."""
        return open_day(self.seat, self.now_ms)

    def local(self, at_ms: int) -> datetime:
        """The shop's local time of a stored instant."""
        return local(at_ms, self.seat.settings.policy.time_zone)

    def number(self, number: int) -> str:
        """A receipt number as printed: counter and gapless count, `01-004821`."""
        return f"{self.seat.counter_code}-{number:06d}"


@dataclass(slots=True)
class Work(Reader):
    """The unit of work of one command: what use cases write through, inside BEGIN IMMEDIATE."""

    command: Command = field(kw_only=True)
    now: int = field(kw_only=True)
    _booking_day: date = field(kw_only=True)
    ids: IdMaker = field(kw_only=True)
    head: operations.Head = field(kw_only=True)
    role: Role | None = field(kw_only=True)
    """Of the person signed in; None for nobody of this shop any more."""
    booked: TxnSummary | None = None
    """The transaction that the command posted, as its answer tells it."""
    random_bytes: RandomBytes = secrets.token_bytes
    _kinds: set[Kind] = field(default_factory=set)
    _touched: set[bytes] = field(default_factory=set)
    _facts: list[Fact] = field(default_factory=list)
    settings_changed: bool = False

    @property
    def now_ms(self) -> int:
        """The instant at which the transaction began: one for all its rows."""
        return self.now

    @property
    def booking_day(self) -> date:
        """One for all rows of the operation."""
        return self._booking_day

    @property
    def booking_number(self) -> int:
        """The booking day as stored."""
        return day_number(self._booking_day)

    @property
    def counter_id(self) -> CounterId:
        return self.seat.counter_id

    def new_id(self) -> bytes:
        return self.ids()

    def new_secret(self) -> bytes:
        """32 bytes that nobody can guess: what the codes of a batch are made from."""
        return self.random_bytes(32)

    def go_by_clock(self) -> None:
        """Take the clock's own instant for this command, even if it goes back (services.clock_watch)."""
        self.now = self.seat.clock.now_ms()
        self._booking_day = open_day(self.seat, self.now)

    def book_on(self, day: date) -> None:
        """Book what follows on another day that isn't sealed yet."""
        self._booking_day = day

    def touch(self, kind: Kind, *ids: bytes) -> None:
        """Say that something of this kind looks different after the commit."""
        self._kinds.add(kind)
        self._touched.update(ids)

    def write_facts(self, insert: str, rows: Sequence[driver.Row]) -> None:
        """Insert rows of facts and bind them into the operation's link of the hash chain."""
        if rows:
            self.conn.executemany(insert, rows)
            self._facts += as_facts(insert, rows)

    def apart(self, use_case: UseCase[C], command: C) -> Done:
        """Carry out a further command in this transaction, as an operation with its own link.

        What it changes is told with this one's answer.
        """
        inner = Work(
            self.conn,
            self.seat,
            command=command,
            now=self.now,
            _booking_day=self._booking_day,
            ids=self.ids,
            head=self.head,
            role=self.role,
            random_bytes=self.random_bytes,
            _kinds=self._kinds,
            _touched=self._touched,
        )
        done = use_case(inner, command)
        self.head = inner.head
        return done

    def finish(
        self,
        kind: str,
        subject_id: bytes | None = None,
        *,
        number: str = "",
        approved_by: StaffId | None = None,
        detail: object = None,
    ) -> Done:
        """Write the audit row with its link of the chain; returns the answer."""
        changes = ChangeSet(self.command.id, frozenset(self._kinds), frozenset(self._touched))
        if self.today < self._booking_day:
            self.write_facts(day_rows.INSERT_AFTER_SEAL, [(self.command.id, self.today_number)])
        row = operations.Operation(
            id=self.command.id,
            counter_id=self.counter_id,
            seq=self.head.seq + 1,
            # An enum's repr would make another chain than the text that is stored.
            kind=str(kind),
            staff_id=self.command.staff_id or None,
            approved_by=approved_by,
            at_ms=self.now,
            business_day=self.booking_number,
            subject_id=subject_id,
            number=number,
            changed=operations.pack_changes(changes),
            detail=json.dumps(detail, ensure_ascii=False, default=str) if detail is not None else "",
        )
        chain = link(self.head.chain, row, self._facts)
        operations.insert(self.conn, row, chain)
        self.head = operations.Head(row.seq, chain, row.at_ms)
        return operations.done(changes, row.kind, subject_id, number, self.booked)


def as_facts(insert: str, rows: Sequence[driver.Row]) -> list[Fact]:
    """Rows as a link of the chain sees them: each after the name of the table it goes into."""
    table = _table_of(insert)
    return [(table, *row) for row in rows]


@lru_cache(maxsize=256)
def _table_of(insert: str) -> str:
    return insert.split(" ", 3)[2]


def link(previous: bytes, row: operations.Operation, facts: Sequence[Fact]) -> bytes:
    """SHA-256 over the previous link, the operation and all facts written with it, in any order."""
    return hashlib.sha256(previous + repr((row.fields(), sorted(map(repr, facts)))).encode()).digest()


class Writer:
    """The one write connection and the way a command gets through it exactly once."""

    def __init__(
        self,
        path: Path,
        connection: driver.Connection,
        seat: Seat,
        ids: IdMaker,
        random_bytes: RandomBytes = secrets.token_bytes,
    ) -> None:
        self._path = path
        self._random_bytes = random_bytes
        self._conn = connection
        self._seat = seat
        self._ids = ids
        self._data_version = self._read_data_version()
        self._lost = False
        self._read_newest()

    @property
    def connection(self) -> driver.Connection:
        return self._conn

    def transact(self, use_case: UseCase[C], command: C) -> Done:
        """Carry a command out, or return the answer it got before.

        It is on disk when this returns. A COMMIT that failed may have landed all the same: the file
        is opened again and the command's id looked up before it is tried once more.
        Raises UserError (nothing changed) or EnvironmentProblem (`save.unknown` when even looking
        it up failed: the same command may be sent again and will not be doubled).
        """
        if self._lost:
            self._reopen()
        try:
            return self._attempt(use_case, command)
        except _CommitFailed as failed:
            cause = failed.error
        try:
            self._reopen()
            known = operations.answer(self._reader(), command.id)
        except (driver.Error, EnvironmentProblem) as error:
            raise EnvironmentProblem("save.unknown", reason=str(error)) from error
        if known is not None:
            return known
        try:
            return self._attempt(use_case, command)
        except _CommitFailed as failed:
            problem = store.as_problem(failed.error, str(self._path))
            raise problem or EnvironmentProblem("save.unknown", reason=str(cause)) from cause

    def _attempt(self, use_case: UseCase[C], command: C) -> Done:
        conn = self._conn
        with store.translated(self._path):
            conn.execute("BEGIN IMMEDIATE")
        try:
            with store.translated(self._path):
                self._refresh_settings()
                opening = operations.opening(conn, self._seat.counter_id, command)
                known = operations.answer(self._reader(), command.id) if opening.known else None
                if known is not None:
                    conn.execute("ROLLBACK")
                    return known
                work = self._work(command, opening)
                answer = use_case(work, command)
            self._commit()
        except BaseException:
            self._roll_back()
            raise
        if work.settings_changed:
            self._seat.settings = setting_rows.load(conn)
        if Kind.CLOSE in work._kinds:
            self._read_sealed_day()
        self._seat.newest_ms = work.now
        return answer

    def _roll_back(self) -> None:
        # A connection that can't even end its transaction is replaced before the next command.
        try:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
        except driver.Error:
            self._lost = True

    def _commit(self) -> None:
        try:
            self._conn.execute("COMMIT")
        except driver.Error as error:
            raise _CommitFailed(error) from error

    def _work(self, command: Command, opening: operations.Opening) -> Work:
        now = believed_ms(opening.head.at_ms, self._seat.clock.now_ms())
        return Work(
            self._conn,
            self._seat,
            command=command,
            now=now,
            _booking_day=open_day(self._seat, now),
            ids=self._ids,
            head=opening.head,
            role=opening.role,
            random_bytes=self._random_bytes,
        )

    def _reader(self) -> Reader:
        return Reader(self._conn, self._seat)

    def _read_data_version(self) -> int:
        return int(self._conn.execute("PRAGMA data_version").fetchone()[0])

    def _read_newest(self) -> None:
        self._seat.newest_ms = operations.head(self._conn, self._seat.counter_id).at_ms
        self._read_sealed_day()

    def _read_sealed_day(self) -> None:
        # Kept with the seat: every query and every command asks which day it is.
        self._seat.sealed_day = close_rows.sealed_through(self._conn, self._seat.counter_id)

    def _refresh_settings(self) -> None:
        # Another process of the same shop file may have changed them (support tools do).
        version = self._read_data_version()
        if version != self._data_version:
            self._data_version = version
            self._seat.settings = setting_rows.load(self._conn)
            self._read_sealed_day()

    def _reopen(self) -> None:
        self._lost = True
        with contextlib.suppress(driver.Error):
            self._conn.close()
        self._conn = store.open_writer(self._path, accept_missing_wal=True)
        self._data_version = self._read_data_version()
        # What was being written when it was lost may have landed: settings and a day close too.
        self._seat.settings = setting_rows.load(self._conn)
        self._read_newest()
        self._lost = False


class _CommitFailed(Exception):
    """COMMIT reported an error: whether it landed is not known yet."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error
