"""The least work SQLite itself needs for what the program does: what the benchmark measures against.

Every statement is bound to values that are known beforehand, on a connection with the program's pragmas:
what remains is the driver, the tables with their indexes and triggers, and the disk.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from model.record import dataclass
from model.search import parse_query, written
from services.storage import driver, search_rows, store

_WRITING: Final = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    rows: tuple[Sequence[object], ...]


Transaction = tuple[Statement, ...]


class Rehearsal:
    """Commands are carried out on it in a transaction that never ends, and what they wrote is kept.

    It stands in for the one write connection of a Writer: what it does is the program's own. Of what was
    read only the statements in `reads` are kept: those without which nobody could do the same work.
    """

    def __init__(self, path: Path, reads: Collection[str] = ()) -> None:
        self._conn = _trying(path)
        self._conn.execute("BEGIN IMMEDIATE")
        self._reads = frozenset(reads)
        self._kept: list[Statement] = []
        self._before = 0
        self.rows = 0
        """How many rows the last command wrote, as SQLite counts them."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)

    def execute(self, sql: str, values: Sequence[object] = ()) -> Any:
        if sql == "BEGIN IMMEDIATE":
            self._kept, self._before = [], self._conn.total_changes
            return self._conn.execute("SAVEPOINT command")
        if sql == "COMMIT":
            self.rows = self._conn.total_changes - self._before
            return self._conn.execute("RELEASE command")
        if sql == "ROLLBACK":
            return self._conn.execute("ROLLBACK TO command")
        self._keep(sql, (values,))
        return self._conn.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> Any:
        made = tuple(rows)
        self._keep(sql, made)
        return self._conn.executemany(sql, made)

    def _keep(self, sql: str, rows: tuple[Sequence[object], ...]) -> None:
        if not rows or not (sql.startswith(_WRITING) or sql in self._reads):
            return
        if self._kept and self._kept[-1].sql == sql and "RETURNING" not in sql:
            rows = self._kept.pop().rows + rows
        self._kept.append(Statement(sql, rows))

    def written(self) -> Transaction:
        """What the command wrote last, equal statements in a row as one."""
        return tuple(self._kept)

    def close(self) -> None:
        """Undo all of it."""
        self._conn.execute("ROLLBACK")
        self._conn.close()


class RawTransactions:
    """Writes on a copy of the shop file what a rehearsal kept: the same rows, and nothing else."""

    def __init__(self, path: Path) -> None:
        self._conn = store.open_writer(path, accept_missing_wal=True)

    @property
    def rows(self) -> int:
        """How many rows were written so far, as SQLite counts them."""
        return self._conn.total_changes

    def run(self, transaction: Transaction) -> None:
        """Write it and wait until it is on disk."""
        self._conn.execute("BEGIN IMMEDIATE")
        _write(self._conn, transaction)
        self._conn.execute("COMMIT")

    def close(self) -> None:
        store.close_writer(self._conn)


def _write(conn: driver.Connection, transaction: Transaction) -> None:
    execute, executemany = conn.execute, conn.executemany
    for statement in transaction:
        if len(statement.rows) == 1:
            execute(statement.sql, statement.rows[0]).fetchall()
        else:
            executemany(statement.sql, statement.rows)


def _trying(path: Path) -> driver.Connection:
    """A connection on which nothing is committed, with the guards of the one write connection."""
    conn = driver.connect(str(path))
    for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "cache_size = -4000"):
        conn.execute(f"PRAGMA {pragma}").fetchall()
    return conn


_SCAN: Final = "SELECT member_row FROM search_term WHERE kind = ? AND term >= ? AND term < ? LIMIT ?"


class RawSearch:
    """The indexed statements that answer a typed search, with every value known beforehand."""

    def __init__(self, conn: driver.Connection, text: str, limit: int, candidates: int) -> None:
        self._conn = conn
        self._statements: list[tuple[str, tuple[object, ...]]] = []
        found: dict[int, None] = {}
        for scan in parse_query(text).scans:
            room = candidates if scan.others else limit
            rows = search_rows.scan(conn, scan.range, room)
            self._add(_SCAN, (*scan.range, room))
            if scan.others and rows:
                holds = [character for character in map(written, scan.others) if character]
                sql = f"{search_rows.CANDIDATES} WHERE row IN ({','.join('?' * len(rows))})"
                sql += " AND instr(name, ?)" * len(holds)
                self._add(sql, (*rows, *holds))
                rows = [row[0] for row in conn.execute(sql, (*rows, *holds)).fetchall()]
            found.update(dict.fromkeys(rows))
            if len(found) >= limit:
                break
        shown = tuple(found)[:limit]
        self._add(search_rows.hits_sql(len(shown)), (0, *shown))

    def _add(self, sql: str, values: tuple[object, ...]) -> None:
        self._statements.append((sql, values))

    def __call__(self) -> None:
        execute = self._conn.execute
        for sql, values in self._statements:
            execute(sql, values).fetchall()


class RawCard:
    """The two look-ups behind a scanned card, with the one HMAC that tells a forged code."""

    def __init__(self, conn: driver.Connection, code: str) -> None:
        self._conn = conn
        self._head, self._body = code[:2].encode("ascii"), code[2:]
        self._hashed = b"guimi code " + code.encode("ascii")

    def __call__(self) -> None:
        key = self._conn.execute("SELECT value FROM meta WHERE key = 'shop_key'").fetchone()[0]
        code = int(self._body).to_bytes(26, "big")
        hmac.compare_digest(hmac.digest(key, b"guimi qr " + self._head + code[:16], "sha256")[:10], code[16:])
        self._conn.execute(
            "SELECT member_id, revoked_ms IS NULL FROM member_card WHERE qr_hash = ?1 OR typed_hash = ?1",
            (hashlib.sha256(self._hashed).digest(),),
        ).fetchone()
