"""The least work SQLite itself needs for what the program does: what the benchmark measures against.

Every statement is bound to values made beforehand, on a connection with the program's own pragmas:
what remains is the driver, the tables with their indexes and triggers, and the disk.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from model.search import parse_query, written
from services.storage import driver, search_rows, store

_ROWS_OF: Final = (
    ("operation", "id = :operation"),
    ("txn", "id = :txn"),
    ("posting", "txn_id = :txn"),
    ("bonus_lot", "txn_id = :txn"),
    ("sale", "txn_id = :txn"),
    ("sale_line", "txn_id = :txn"),
    ("allocation", "txn_id = :txn"),
    ("tender", "txn_id = :txn"),
    ("top_up", "txn_id = :txn"),
    ("print_job", "subject_id = :txn"),
)
"""Every table that a sale or a top-up writes rows of its own to, in the order that references need."""


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    rows: tuple[tuple[object, ...], ...]


Transaction = tuple[Statement, ...]


class RawTransactions:
    """Repeats one real transaction as bare statements with new ids: the same rows in the same tables."""

    def __init__(self, path: Path, txn_id: bytes) -> None:
        self._conn = store.open_writer(path, accept_missing_wal=True)
        self._txn_id = txn_id
        conn = self._conn
        self._operation_id = conn.execute("SELECT operation_id FROM txn WHERE id = ?", (txn_id,)).fetchone()[
            0
        ]
        self._columns: dict[str, list[str]] = {}
        self._rows = {table: self._of(table, where) for table, where in _ROWS_OF}
        self._made = count(1)
        self._seq = conn.execute("SELECT max(seq) FROM operation").fetchone()[0]
        self._number = conn.execute("SELECT max(number) FROM txn").fetchone()[0]

    def _of(self, table: str, where: str) -> list[driver.Row]:
        ids = {"txn": self._txn_id, "operation": self._operation_id}
        cursor = self._conn.execute(f"SELECT * FROM {table} WHERE {where}", ids)
        self._columns[table] = [column[0] for column in cursor.description]
        return cursor.fetchall()

    def next(self) -> Transaction:
        """The statements of one more such transaction; made outside the time that is measured."""
        n = next(self._made)
        ids = {
            self._txn_id: self._renewed(self._txn_id, n),
            self._operation_id: self._renewed(self._operation_id, n),
        }
        for table in ("bonus_lot", "print_job"):
            ids |= {row[0]: self._renewed(row[0], n) for row in self._rows[table]}
        inserts = [
            Statement(
                f"INSERT INTO {table} VALUES ({','.join('?' * len(self._columns[table]))})",
                tuple(self._fresh(table, row, ids, n) for row in rows),
            )
            for table, rows in self._rows.items()
            if rows
        ]
        return (*inserts, *self._moves(ids))

    @staticmethod
    def _renewed(id_: bytes, n: int) -> bytes:
        # As a UUIDv7 made a little later: after every id that is there, so that it is appended too.
        return (0xFFFF_0000_0000 + n).to_bytes(6) + id_[6:]

    def _fresh(self, table: str, row: driver.Row, ids: dict[bytes, bytes], n: int) -> tuple[object, ...]:
        changed: dict[str, object] = {"row": None, "seq": self._seq + n}
        if table == "txn":
            changed["number"] = self._number + n
        return tuple(
            changed[name] if name in changed else ids.get(value, value) if isinstance(value, bytes) else value
            for name, value in zip(self._columns[table], row, strict=True)
        )

    def _moves(self, ids: dict[bytes, bytes]) -> list[Statement]:
        """The rows that are moved: the member's balances, bonus lots, the day's totals."""
        member_id, day, kind = self._conn.execute(
            "SELECT member_id, business_day, kind FROM txn WHERE id = ?", (self._txn_id,)
        ).fetchone()
        granted = {row[0] for row in self._rows["bonus_lot"]}
        spent = [row[4] for row in self._rows["posting"] if row[2] == "bonus" and row[4] not in granted]
        return [
            Statement(
                "UPDATE member_balance SET principal = principal + ?, bonus = bonus + ?, "
                "points = points + ?, spent = spent + ?, topped_up = topped_up + ?, visits = visits + ?, "
                "last_visit_day = ? WHERE member_row = (SELECT row FROM member WHERE id = ?)",
                ((0, 0, 1, 1, 1, 1, day, member_id),),
            ),
            Statement(
                "UPDATE lot_balance SET remaining = remaining - ? WHERE member_id = ? AND lot_id = ?",
                tuple((0, member_id, lot_id) for lot_id in spent),
            ),
            Statement(
                "INSERT INTO lot_balance VALUES (?, ?, ?)",
                tuple((member_id, ids[lot_id], 1) for lot_id in granted),
            ),
            Statement(
                "UPDATE daily_total SET amount = amount + ?, postings = postings + 1 "
                "WHERE business_day = ? AND kind = ? AND account = ?",
                tuple((row[5], day, kind, row[2]) for row in self._rows["posting"]),
            ),
        ]

    def run(self, transaction: Transaction) -> None:
        """Write it and wait until it is on disk."""
        execute, executemany = self._conn.execute, self._conn.executemany
        execute("BEGIN IMMEDIATE")
        for statement in transaction:
            if len(statement.rows) == 1:
                execute(statement.sql, statement.rows[0])
            elif statement.rows:
                executemany(statement.sql, statement.rows)
        execute("COMMIT")

    @property
    def rows(self) -> int:
        """How many rows one transaction writes, as SQLite counts them; writes one to find out."""
        before = self._conn.total_changes
        self.run(self.next())
        return self._conn.total_changes - before

    def close(self) -> None:
        store.close_writer(self._conn)


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
