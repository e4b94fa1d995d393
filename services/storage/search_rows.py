"""Member search: range scans over one small-term table, so that its cost follows what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from model.ids import MemberId
from model.search import Range
from services.storage import driver

_SCAN: Final = "SELECT member_row FROM search_term WHERE kind = ? AND term >= ? AND term < ? LIMIT ?"

CANDIDATES: Final = "SELECT row, name, phone, number FROM member"
MERGED: Final = (
    "SELECT h.row, m.name, m.phone, m.number FROM member m INDEXED BY member_merged "
    "JOIN member h ON h.id = m.merged_into WHERE m.merged_into IS NOT NULL"
)
HIT_COLUMNS: Final = (
    "SELECT m.row, m.id, m.name, m.number, m.phone, coalesce(t.name, ''), b.principal + CASE b.bonus "
    "WHEN 0 THEN 0 ELSE (SELECT coalesce(sum(lb.remaining), 0) FROM lot_balance lb "
    "JOIN bonus_lot l ON l.id = lb.lot_id WHERE lb.member_id = m.id "
    "AND (l.expires_day IS NULL OR l.expires_day >= ?)) END, b.last_visit_day "
    "FROM member m JOIN member_balance b ON b.member_row = m.row LEFT JOIN tier t ON t.id = m.tier_id "
)


def scan(conn: driver.Connection, wanted: Range, limit: int) -> list[int]:
    """Rows of members with a term in the range, nearest to its beginning first."""
    return [row for (row,) in conn.execute(_SCAN, (*wanted, limit)).fetchall()]


def candidates(conn: driver.Connection, rows: Sequence[int], written: Sequence[str]) -> list[driver.Row]:
    """(row, name, phone, number) of those whose name holds every character of `written`, in any order.

    Beside them the records that were merged into these, each with the row it is found as.
    """
    marks = ",".join("?" * len(rows))
    holds = " AND instr(name, ?)" * len(written)
    sql = f"{CANDIDATES} WHERE row IN ({marks}){holds} UNION ALL {MERGED} AND h.row IN ({marks})"
    return conn.execute(sql, (*rows, *written, *rows)).fetchall()


@cache
def hits_sql(count: int) -> str:
    """The look-up of a day and so many rows: the same text each time, of which SQLite has the plan."""
    return f"{HIT_COLUMNS} WHERE m.row IN ({','.join('?' * count)})"


def hits(conn: driver.Connection, rows: Sequence[int], today: int) -> list[driver.Row]:
    """(row, id, name, number, phone, tier, usable fen, last visit day), in the order of `rows`."""
    found = conn.execute(hits_sql(len(rows)), (today, *rows)).fetchall()
    by_row = {row[0]: row for row in found}
    return [by_row[r] for r in rows if r in by_row]


def recent(conn: driver.Connection, limit: int, today: int) -> list[driver.Row]:
    """The members who came last."""
    return conn.execute(
        f"{HIT_COLUMNS} WHERE m.row IN (SELECT member_row FROM member_balance ORDER BY last_visit_day DESC "
        "LIMIT ?) AND m.merged_into IS NULL ORDER BY b.last_visit_day DESC LIMIT ?",
        (today, limit, limit),
    ).fetchall()


def row_of(conn: driver.Connection, member_id: MemberId) -> int | None:
    """The local row of a member."""
    row = conn.execute("SELECT row FROM member WHERE id = ?", (member_id,)).fetchone()
    return row[0] if row else None


def card_owner(conn: driver.Connection, code_hash: bytes) -> tuple[MemberId, bool] | None:
    """(member, still valid) of a card by the hash of either code; of a merged record who it is now."""
    row = conn.execute(
        "SELECT coalesce(m.merged_into, m.id), c.revoked_ms IS NULL FROM member_card c "
        "JOIN member m ON m.id = c.member_id WHERE c.qr_hash = ?1 OR c.typed_hash = ?1",
        (code_hash,),
    ).fetchone()
    return (row[0], bool(row[1])) if row else None
