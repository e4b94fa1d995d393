"""Changing one value of one row behind every guard, and asking every proof whether it sees that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from services.storage import driver, verify, verify_close, verify_written
from services.storage.verify_chain import broken_links

KINDS: Final = ("kind", "state", "role", "origin", "account")
"""Columns that say what a row is: of each sort of row one is changed."""
MOST_ROWS: Final = 8
"""Sorts of rows of one table that are looked at."""
COUNTS: Final = ("n", "version", "first", "row", "number", "seq")
"""Numbers that 0 and 1 are no opposites of."""
STRANGERS: Final = (
    "(SELECT id FROM member WHERE id NOT IN (SELECT from_id FROM member_merge UNION "
    "SELECT into_id FROM member_merge))"
)
CHECKS: Final = {
    "the chain of operations is unbroken": broken_links,
    **verify_close.CHECKS,
    **verify_written.CHECKS,
}


@dataclass(frozen=True, slots=True)
class Column:
    table: str
    name: str
    type: str
    nullable: bool
    parent: tuple[str, str] | None
    """Table and column that it names a row of."""

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True)
class Change:
    column: Column
    key: tuple[Any, ...]
    was: Any
    becomes: Any

    def __str__(self) -> str:
        return f"{self.column} of ({_shown(self.key)}): {_shown(self.was)} becomes {_shown(self.becomes)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return value.hex()[-8:] if isinstance(value, bytes) else repr(value)[:40]


class Tampering:
    """A shop file without triggers, foreign keys and checks, for changes that are each taken back."""

    def __init__(self, path: Path) -> None:
        self.conn = driver.connect(str(path))
        self.conn.execute("PRAGMA foreign_keys = OFF")
        self.conn.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in self._all("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            self.conn.execute(f"DROP TRIGGER {name}")
        self._proofs = {name: sql for name, (_, sql) in verify._every_proof().items()}
        self._last: dict[str, str] = {}

    def close(self) -> None:
        self.conn.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.conn.execute(sql, values).fetchall()

    def tables(self) -> list[str]:
        """All but the ones of the migrations' library."""
        return [
            name
            for (name,) in self._all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if "sqlite" not in name
        ]

    def is_empty(self, table: str) -> bool:
        return not self._all(f"SELECT 1 FROM {table} LIMIT 1")

    def columns(self, table: str) -> list[Column]:
        parents = {row[3]: (row[2], row[4]) for row in self._all(f"PRAGMA foreign_key_list({table})")}
        return [
            Column(table, name, type_, not not_null and not pk, parents.get(name))
            for _, name, type_, not_null, _, pk in self._all(f"PRAGMA table_info({table})")
        ]

    def _key(self, table: str) -> list[str]:
        return [row[1] for row in self._all(f"PRAGMA table_info({table})") if row[5]]

    def changes(self, column: Column) -> Iterator[Change]:
        """Of each sort of row one, made another plausible value, and NULL where that can stand."""
        for *key, was in self._samples(column):
            for becomes in self._others(column, was):
                yield Change(column, tuple(key), was, becomes)

    def _samples(self, column: Column) -> list[tuple[Any, ...]]:
        key = self._key(column.table)
        names = {one.name for one in self.columns(column.table)}
        sorts = ", ".join([*(kind for kind in KINDS if kind in names), f'"{column.name}" IS NULL'])
        newest = ", ".join(f"{name} DESC" for name in key)
        return self._all(
            f'SELECT {", ".join(key)}, "{column.name}" FROM (SELECT *, row_number() OVER '
            f"(PARTITION BY {sorts} ORDER BY {newest}) AS place FROM {column.table}) "
            f"WHERE place = 1 ORDER BY {sorts} LIMIT {MOST_ROWS}"
        )

    def _others(self, column: Column, was: object) -> Iterator[object]:
        """Another value of its sort, one that stands elsewhere where that may be, and NULL."""
        if isinstance(was, int):
            yield 1 - was if was in (0, 1) and column.name not in COUNTS else was + 1
        elif isinstance(was, str | bytes):
            known = self._neighbour(column, was)
            if known is not None:
                yield known
            if known is None or self._is_unique(column):
                yield f"{was}x" if isinstance(was, str) else was[:-1] + bytes([was[-1] ^ 1])
        else:
            yield self._neighbour(column, was) or {"INTEGER": 1, "TEXT": "x"}.get(column.type, b"x" * 16)
        if was is not None and column.nullable:
            yield None

    def _neighbour(self, column: Column, was: object) -> object:
        """Another value that stands in this column, or that it could name."""
        places = [(column.table, column.name)]
        if column.parent is not None:
            places.append(column.parent)
        if column.parent == ("member", "id") and column.table != "member_merge":
            # What is whose of two records that were one is no matter of proofs: it may be either's.
            places = [(STRANGERS, "id")]
        for table, name in places:
            sql = f'SELECT "{name}" FROM {table} WHERE "{name}" IS NOT ? AND "{name}" IS NOT NULL LIMIT 1'
            for (value,) in self._all(sql, was):
                return value
        return None

    def _is_unique(self, column: Column) -> bool:
        """Whether no two rows have the same, so that perhaps only a fresh value can stand there."""
        ((count, different),) = self._all(
            f'SELECT count("{column.name}"), count(DISTINCT "{column.name}") FROM {column.table}'
        )
        return bool(count == different)

    def seen_by(self, change: Change) -> str | None:
        """The first proof that sees a change; "" for one that a key refuses; None when nobody does."""
        column = change.column
        where = " AND ".join(f"{name} IS ?" for name in self._key(column.table))
        update = f'UPDATE {column.table} SET "{column.name}" = ? WHERE {where}'
        self.conn.execute("SAVEPOINT tampered")
        try:
            self.conn.execute(update, (change.becomes, *change.key))
        except driver.DatabaseError:
            return ""
        else:
            return next(self._findings(column.table), None)
        finally:
            self.conn.execute("ROLLBACK TO tampered")
            self.conn.execute("RELEASE tampered")

    def _findings(self, table: str) -> Iterator[str]:
        """Names of proofs that fail, those first that are about the table."""
        near = [name for name, sql in self._proofs.items() if f" {table} " in f"{sql} "]
        last = [self._last[table]] if table in self._last else []
        for name in filter(self._fails, dict.fromkeys([*last, *near])):
            self._last[table] = name
            yield name
        yield from (name for name, check in CHECKS.items() if self._finds(check))
        yield from filter(self._fails, (name for name in self._proofs if name not in near))
        if self._all("PRAGMA foreign_key_check"):
            yield "every reference resolves"

    def _fails(self, name: str) -> bool:
        # A text that is no JSON any more stops the proof that reads it: that is noticed as well.
        try:
            return bool(self._all(f"SELECT 1 FROM ({self._proofs[name]}) LIMIT 1"))
        except verify.UNREADABLE:
            return True

    def _finds(self, check: Callable[[driver.Connection], Iterator[str]]) -> bool:
        try:
            return next(check(self.conn), None) is not None
        except verify.UNREADABLE:
            return True
