"""Filling a new shop file with very many rows at once, of the same shapes as the single ones.

Only for a file that nobody else has open and that is thrown away when anything fails: there is no
journal, and guards and indexes are put aside while it is filled. Opening it afterwards compares the
schema's hash, and `verify.prove` proves what stands in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from services.storage import driver

FLUSH_ROWS: Final = 30_000

_PRAGMAS: Final = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = OFF",
    "cache_size = -200000",
    # Sorting the terms of a million members belongs on the disk, not into memory.
    "temp_store = FILE",
)
_PROGRESS_STEPS: Final = 2_000_000
"""SQLite's own steps between two looks at whether the work was called off: some 20 ms."""


class BulkWriter:
    """Collects rows by statement and writes them thousands at a time, each statement in its order."""

    def __init__(self, path: Path) -> None:
        self.connection = driver.connect(str(path))
        for pragma in _PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        self._rows: defaultdict[str, list[Sequence[object]]] = defaultdict(list)
        self._count = 0
        self._aside: list[str] = []

    def begin(self, at_ms: int) -> None:
        """Put guards and indexes aside, and date the file's tables to the shop's beginning."""
        # Nothing is left of the day on which the file was really made.
        self.connection.execute("PRAGMA secure_delete = ON").fetchall()
        self.connection.execute(
            "UPDATE _sqlite_migrations SET applied_at = datetime(? / 1000, 'unixepoch')", (at_ms,)
        )
        self.connection.execute("PRAGMA secure_delete = OFF").fetchall()
        found = self.connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
            "AND sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        for kind, name, sql in found:
            self._aside.append(sql)
            self.connection.execute(f"DROP {kind} {name}")
        self.connection.execute("CREATE TEMP TABLE new_term (kind INTEGER, term TEXT, member_row INTEGER)")

    def add(self, statement: str, row: Sequence[object]) -> None:
        self._rows[statement].append(row)
        self._count += 1

    def add_all(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self._rows[statement].extend(rows)
        self._count += len(rows)

    def add_terms(self, row: int, terms: Iterable[tuple[int, str]]) -> None:
        """Search terms of a new member; they are sorted into the table at the end, all at once."""
        self.add_all(_INSERT_NEW_TERM, [(kind, term, row) for kind, term in terms])

    def flush_when_full(self) -> None:
        if self._count >= FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what was collected, in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, rows in self._rows.items():
            if rows:
                self.connection.executemany(statement, rows)
        self.connection.execute("COMMIT")
        for rows in self._rows.values():
            rows.clear()
        self._count = 0

    def finish(self, done: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        """Write the rest, then terms, indexes and guards; `done` counts these steps.

        Raises driver.OperationalError soon after `cancelled` says so.
        """
        self.flush()
        self.connection.set_progress_handler(lambda: int(cancelled()), _PROGRESS_STEPS)
        whole = len(self._aside) + 1
        self.connection.execute(_SORT_TERMS)
        self.connection.execute("DROP TABLE new_term")
        for count, statement in enumerate(self._aside, start=1):
            done(count, whole)
            self.connection.execute(statement)
        self._aside.clear()
        done(whole, whole)

    def guard(self, cache_kib: int) -> None:
        """Keep every guard of a shop file while writing, with a page cache of that many KiB."""
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", f"cache_size = -{cache_kib}"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()

    def serve(self) -> None:
        """From now on single commands may go through the connection, as if the file were a shop's own."""
        for pragma in ("journal_mode = MEMORY", "foreign_keys = ON", "recursive_triggers = ON"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()

    def close(self) -> None:
        self.connection.close()


_INSERT_NEW_TERM: Final = "INSERT INTO new_term VALUES (?, ?, ?)"
_SORT_TERMS: Final = (
    "INSERT INTO search_term (kind, term, member_row) "
    "SELECT kind, term, member_row FROM new_term ORDER BY kind, term, member_row"
)
