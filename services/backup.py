"""Backups beside the shop file: one complete, proven copy a day, and the way back from them."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from model.errors import EnvironmentProblem
from model.record import dataclass
from services.storage import driver, store
from services.storage.work import Reader

KEPT: Final = 14
EVERY_MS: Final = 20 * 3_600_000
RESERVE_BYTES: Final = 32 << 20
"""Left for the counter: a backup must never be what fills the disk and stops the sales."""
_PATTERN: Final = "*.backup.guimi"
_MB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    at: datetime
    size_bytes: int


def folder_of(shop_file: Path) -> Path:
    """Where the backups of a shop file are: a folder beside it."""
    return shop_file.parent / f"{shop_file.stem}-backups"


def backups(shop_file: Path) -> tuple[Backup, ...]:
    """Newest first; empty when there are none."""
    found = []
    for path in folder_of(shop_file).glob(_PATTERN):
        with contextlib.suppress(OSError):
            stat = path.stat()
            found.append(Backup(path, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size))
    return tuple(sorted(found, key=lambda b: b.at, reverse=True))


def back_up_if_due(read: Reader, shop_file: Path) -> Backup:
    """Make today's backup unless there is one younger than 20 hours; answers the newest there is.

    Everything acknowledged before it began is in it. Raises EnvironmentProblem disk.*.
    """
    known = backups(shop_file)
    # By the clock that dated the files, in doubt or not; one from the future doesn't put this one off.
    if known and 0 <= read.seat.clock.now_ms() - known[0].at.timestamp() * 1000 < EVERY_MS:
        return known[0]
    return back_up(read, shop_file)


def back_up(read: Reader, shop_file: Path) -> Backup:
    """Make a backup now, prove it readable, and drop all but the newest ones.

    Raises EnvironmentProblem disk.* or, before anything is written, `backup.no_room`.
    """
    folder = folder_of(shop_file)
    with _said(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stamp = read.local(read.now_ms).strftime("%Y%m%d-%H%M%S")
    target = folder / f"{shop_file.stem}-{stamp}.backup.guimi"
    partial = target.with_suffix(".partial")
    with _said(folder), store.translated(folder):
        _drop(partial)
        _make_sure_of_room(shop_file, folder)
        try:
            _copy(shop_file, partial)
            partial.replace(target)
        except BaseException:
            _drop(partial)
            raise
    known = backups(shop_file)
    others = [b for b in known if b.path != target]
    for old in others[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return next(b for b in known if b.path == target)


def _make_sure_of_room(shop_file: Path, folder: Path) -> None:
    log = Path(f"{shop_file}-wal")
    needed = shop_file.stat().st_size + (log.stat().st_size if log.exists() else 0) + RESERVE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EnvironmentProblem(
            "backup.no_room", path=str(folder), free_mb=free // _MB, needed_mb=-(-needed // _MB)
        )


def _drop(partial: Path) -> None:
    """Leave nothing of a copy that was not finished; what SQLite puts beside it has its name."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            Path(f"{partial}{ending}").unlink(missing_ok=True)


def _copy(shop_file: Path, target: Path) -> None:
    # A connection of its own: the readers' may not even write another file.
    connection = driver.connect(str(shop_file))
    try:
        store.back_up(connection, target)
    finally:
        connection.close()


def restore(backup: Path, shop_file: Path) -> Path | None:
    """Put a backup in the place of a closed shop file; the file that was there is kept beside it.

    Answers where the old file is now. Raises EnvironmentProblem `file.damaged` for a backup that
    can't be read, changing nothing, or disk.*.
    """
    store.prove_readable(backup)
    fresh = shop_file.with_name(f"{shop_file.name}.restoring")
    with _said(shop_file):
        try:
            shutil.copyfile(backup, fresh)
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError:
            _drop(fresh)
            raise
        kept = _set_aside(shop_file)
        fresh.replace(shop_file)
    return kept


def _set_aside(shop_file: Path) -> Path | None:
    if not shop_file.exists():
        return None
    stamp = int(shop_file.stat().st_mtime * 1000)
    kept = shop_file.with_name(f"{shop_file.stem}.replaced-{stamp}{shop_file.suffix}")
    # The log belongs to the file it was written for: it goes along, never beside a restored one.
    for ending in ("", "-wal", "-shm"):
        part = Path(f"{shop_file}{ending}")
        if part.exists():
            part.replace(f"{kept}{ending}")
    return kept


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise EnvironmentProblem("disk.readonly", path=str(path), reason=str(error)) from error
    except OSError as error:
        code = "disk.full" if error.errno == errno.ENOSPC else "disk.error"
        raise EnvironmentProblem(code, path=str(path), reason=str(error)) from error
