"""Opening, creating and guarding a shop file.

Each choice here was measured: WAL with synchronous=FULL loses no acknowledged sale in simulated
power cuts, BEGIN IMMEDIATE never overdraws, and the guards together keep facts as written.
"""

from __future__ import annotations

import contextlib
import errno
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from model.errors import EnvironmentProblem
from model.record import dataclass
from services.storage import driver, schema

SCHEMA_HASH: Final = "650f3b42b58aa76603601010572cf42a972b02fc784ed2570e5dc32a91537d1a"
"""Of schema.VERSION; a test proves that a new file has it."""

_PRAGMAS: Final = (
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("cache_size", "-4000", -4000),
)
_HEADER_BYTES: Final = 100
_FULL_CODES: Final = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
_DAMAGED_WORDS: Final = ("malformed", "decode to UTF-8")
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PROBE_BYTES: Final = 65_536
_LOOKS_FOR_WAL: Final = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of an SQLite file's first page that say whose it is."""

    application_id: int
    user_version: int


def read_header(path: Path) -> Header:
    """Look at a file without opening it as a database.

    Raises EnvironmentProblem `file.missing`, `file.foreign` or `disk.error`.
    """
    if path.is_dir():
        raise EnvironmentProblem("file.foreign", path=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        raise EnvironmentProblem("file.missing", path=str(path)) from None
    except OSError as error:
        raise EnvironmentProblem("disk.error", path=str(path), reason=str(error)) from error
    if len(head) < _HEADER_BYTES or not head.startswith(b"SQLite format 3\0"):
        raise EnvironmentProblem("file.foreign", path=str(path))
    user_version, application_id = struct.unpack(">I4xI", head[60:72])
    return Header(application_id, user_version)


def check_ours(path: Path) -> Header:
    """Refuse a file of another program or of a newer version, leaving it unchanged."""
    header = read_header(path)
    if header.application_id != schema.APPLICATION_ID:
        raise EnvironmentProblem("file.foreign", path=str(path))
    if header.user_version > schema.VERSION:
        raise EnvironmentProblem("file.newer", path=str(path), version=header.user_version)
    return header


def check_current(path: Path) -> None:
    """Refuse a file that isn't of exactly this version: it can be read without changing it."""
    header = check_ours(path)
    if header.user_version < schema.VERSION:
        raise EnvironmentProblem("file.older", path=str(path), version=header.user_version)


def open_reader(path: Path) -> driver.Connection:
    """A connection that cannot write, for one thread."""
    with translated(path):
        connection = driver.connect(str(path), read_only=True)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -2000")
        connection.execute("SELECT count(*) FROM meta").fetchone()
    return connection


def open_writer(path: Path, *, accept_missing_wal: bool = False) -> driver.Connection:
    """The one write connection: checked, migrated, with every pragma read back, and guarded.

    Raises EnvironmentProblem; `file.wal_missing` when the program that wrote last did not close the
    file and its -wal is gone (only the .db was copied): the newest sales may be missing then.
    """
    for attempt in range(_LOOKS_FOR_WAL):
        try:
            return _open_writer(path, accept_missing_wal=accept_missing_wal)
        except EnvironmentProblem as problem:
            # Another program may have opened the file between the two looks: then its -wal is there.
            if problem.code != "file.wal_missing" or attempt == _LOOKS_FOR_WAL - 1:
                raise
            time.sleep(0.05)
    raise AssertionError("the last look answers or raises")


def _open_writer(path: Path, *, accept_missing_wal: bool) -> driver.Connection:
    header = check_ours(path)
    wal_missing = not Path(f"{path}-wal").exists()
    with translated(path):
        connection = driver.connect(str(path))
        try:
            _prepare(connection, path)
            if header.user_version < schema.VERSION:
                _migrate(connection, path, backup=True)
            if schema.schema_hash(connection) != SCHEMA_HASH:
                raise EnvironmentProblem("file.damaged", path=str(path), reason="schema")
            _mark_open(connection, path, wal_missing and not accept_missing_wal)
            connection.set_authorizer(_authorize)
        except BaseException:
            connection.close()
            raise
    return connection


def create(path: Path) -> driver.Connection:
    """Make a new shop file; raises EnvironmentProblem `file.exists` when one is there already."""
    refuse_taken(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem("disk.readonly", path=str(path), reason=str(error)) from error
    with translated(path):
        connection = driver.connect(str(path))
        try:
            _prepare(connection, path)
            _migrate(connection, path, backup=False)
            _mark_open(connection, path, refuse=False)
            connection.set_authorizer(_authorize)
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_taken(path: Path) -> None:
    """Raises EnvironmentProblem `file.exists` where a file is that isn't empty."""
    if path.exists() and path.stat().st_size:
        raise EnvironmentProblem("file.exists", path=str(path))


def publish(fresh: Path, path: Path) -> None:
    """Give a finished file its name; raises EnvironmentProblem `file.exists` when another was faster."""
    try:
        if path.exists():
            refuse_taken(path)
            path.unlink()
        if sys.platform == "win32":
            fresh.rename(path)
        else:
            _rename_exclusively(fresh, path)
    except FileExistsError:
        raise EnvironmentProblem("file.exists", path=str(path)) from None
    except OSError as error:
        raise EnvironmentProblem("disk.error", path=str(path), reason=str(error)) from error


def _rename_exclusively(fresh: Path, path: Path) -> None:
    # Unlike a rename, a link never replaces what another program put there meanwhile.
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:
        refuse_taken(path)
        fresh.replace(path)
    else:
        fresh.unlink()


def remove(path: Path) -> None:
    """Delete a file that never became a shop, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            Path(f"{path}{ending}").unlink(missing_ok=True)


def close_writer(connection: driver.Connection) -> None:
    """Close cleanly: everything is in the one file afterwards, and it says so."""
    with contextlib.suppress(driver.Error):
        connection.execute("UPDATE meta SET value = 'closed' WHERE key = 'session'")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _prepare(connection: driver.Connection, path: Path) -> None:
    _enter_wal(connection)
    for name, value, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
        read_back = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if read_back != expected:
            raise EnvironmentProblem("disk.error", path=str(path), reason=f"{name}={read_back}")


def _enter_wal(connection: driver.Connection) -> None:
    # Switching takes an exclusive lock for which SQLite does not wait: two first starts collide.
    deadline = time.monotonic() + 10
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except driver.OperationalError as error:
            problem = as_problem(error)
            if problem is None or problem.code != "file.busy" or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
            continue
        if mode != "wal":
            raise EnvironmentProblem("disk.error", reason=f"journal_mode={mode}")
        return


def _migrate(connection: driver.Connection, path: Path, *, backup: bool) -> None:
    """Bring the tables up to date, all or nothing, under the one write lock."""
    from sqlite_utils import Database

    copy = _before(path) if backup else None
    try:
        if copy:
            back_up(connection, copy)
        with transaction(connection):
            # Another start may have migrated while this one waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] < schema.VERSION:
                db = Database(connection, execute_plugins=False)
                schema.migrations().apply(db)
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {schema.VERSION}")
                copy = None
    finally:
        # What wasn't migrated here needs no copy from before.
        if copy:
            copy.unlink(missing_ok=True)


def _before(path: Path) -> Path:
    """A name for the copy from before, taken by an empty file: other starts may look for one now."""
    count, free = 2, path.with_name(f"{path.stem}.before-{schema.VERSION}{path.suffix}")
    while True:
        try:
            free.touch(exist_ok=False)
        except FileExistsError:
            free = path.with_name(f"{path.stem}.before-{schema.VERSION}-{count}{path.suffix}")
            count += 1
        else:
            return free


@contextlib.contextmanager
def transaction(connection: driver.Connection) -> Iterator[None]:
    """All or nothing under the one write lock, for what makes files; commands go through Writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prove_readable(path: Path) -> None:
    """Raises EnvironmentProblem `file.damaged` (or another) unless a closed shop file can be read."""
    check_ours(path)
    with translated(path):
        connection = driver.connect(str(path), read_only=True)
        try:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise EnvironmentProblem("file.damaged", path=str(path))
        finally:
            connection.close()


def back_up(connection: driver.Connection, target: Path) -> None:
    """A complete copy in one step, proven readable; raises EnvironmentProblem `file.damaged`."""
    connection.execute("VACUUM INTO ?", (str(target),))
    copy = driver.connect(str(target))
    try:
        # The copy is whole without a log beside it, and must say so when it is opened.
        copy.execute("UPDATE meta SET value = 'closed' WHERE key = 'session'")
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise EnvironmentProblem("file.damaged", path=str(target), reason="backup")
    finally:
        copy.close()


def _mark_open(connection: driver.Connection, path: Path, refuse: bool) -> None:
    state = connection.execute("SELECT value FROM meta WHERE key = 'session'").fetchone()
    marked = state is not None and state[0] == "open"
    if refuse and marked:
        raise EnvironmentProblem("file.wal_missing", path=str(path))
    if not marked:
        # On a full disk a file that is marked already can still be opened again to look a command up.
        connection.execute(
            "INSERT INTO meta VALUES ('session', 'open') ON CONFLICT (key) DO UPDATE SET value = 'open'"
        )
    # The mark must stand in the main file itself: that is what a hand-made copy would carry.
    with contextlib.suppress(*((driver.Error,) if marked else ())):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_READ_ONLY_PRAGMAS: Final = frozenset(
    {"data_version", "quick_check", "integrity_check", "foreign_key_check", "wal_checkpoint", "page_count"}
    | {"max_page_count", "user_version", "application_id", "optimize"}
)


def _authorize(action: int, first: str | None, second: str | None, _db: str | None, _by: str | None) -> int:
    """Deny what no use case needs: new or dropped tables, attached files, other pragmas."""
    if action in _DENIED:
        return 1
    if action == _PRAGMA and (first or "").lower() not in _READ_ONLY_PRAGMAS:
        return 1
    return 0


_CREATE_ACTIONS: Final = range(1, 9)
_DROP_ACTIONS: Final = range(10, 18)
_PRAGMA: Final = 19
_ATTACH: Final = 24
_DETACH: Final = 25
_ALTER_TABLE: Final = 26
_VTABLE_ACTIONS: Final = (29, 30)
_DENIED: Final = frozenset(
    (*_CREATE_ACTIONS, *_DROP_ACTIONS, _ATTACH, _DETACH, _ALTER_TABLE, *_VTABLE_ACTIONS)
)


class translated:  # noqa: N801 - used like a function, as those of contextlib are
    """Turn SQLite's errors about the machine into EnvironmentProblem; the rest are bugs."""

    __slots__ = ("_path",)

    def __init__(self, path: Path | str = "") -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, driver.Error):
            problem = as_problem(error, str(self._path))
            if problem is not None:
                raise problem from error
        if isinstance(error, UnicodeDecodeError):
            # SQLite's own message may quote damaged text.
            raise EnvironmentProblem("file.damaged", path=str(self._path), reason=str(error)) from error


def as_problem(error: Exception, path: str = "") -> EnvironmentProblem | None:
    """What an SQLite error says about the machine, or None when it is a bug of ours."""
    name = str(getattr(error, "sqlite_errorname", ""))
    text = str(error)
    facts = {"path": path, "reason": text}
    if name.startswith(_FULL_CODES) or "disk is full" in text:
        return EnvironmentProblem("disk.full", **facts)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or "readonly" in text:
        return EnvironmentProblem("disk.readonly", **facts)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or any(w in text for w in _DAMAGED_WORDS):
        return EnvironmentProblem("file.damaged", **facts)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in text:
        return EnvironmentProblem("file.busy", **facts)
    if name.startswith("SQLITE_IOERR") or "disk I/O" in text:
        return EnvironmentProblem("disk.full" if _no_room(path) else "disk.error", **facts)
    if "unable to open" in text:
        return EnvironmentProblem("disk.readonly", **facts)
    return None


def _no_room(path: str) -> bool:
    """Whether the -wal can't grow: a quota or a size limit, which SQLite calls an I/O error."""
    wal = Path(f"{path}-wal")
    if not path:
        return False
    try:
        size = wal.stat().st_size if wal.exists() else 0
        with tempfile.TemporaryFile(dir=wal.parent) as probe:
            probe.seek(size)
            probe.write(bytes(_PROBE_BYTES))
            probe.flush()
    except OSError as error:
        return error.errno in _NO_ROOM
    return False
