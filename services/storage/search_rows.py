"""Member search: range scans over one small-term table, so that its cost follows what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from model.search import Range
from services.storage import driver

_SCAN: Final = "SELECT member_row FROM search_term WHERE kind = ? AND term >= ? AND term < ? LIMIT ?"

HIT_COLUMNS: Final = (
    "SELECT m.row, m.id, m.name, m.number, m.phone, coalesce(t.name, ''), b.principal + b.bonus, "
    "b.last_visit_day "
    "FROM member m JOIN member_balance b ON b.member_row = m.row LEFT JOIN tier t ON t.id = m.tier_id "
)


def scan(conn: driver.Connection, wanted: Range, limit: int) -> list[int]:
    """Rows of members with a term in the range, nearest to its beginning first."""
    return [row for (row,) in conn.execute(_SCAN, (*wanted, limit)).fetchall()]


def terms_of(conn: driver.Connection, rows: Sequence[int]) -> dict[int, tuple[str, str, int]]:
    """Row → (name, phone, number) of candidates whose other words are still to be matched."""
    marks = ",".join("?" * len(rows))
    found = conn.execute(
        f"SELECT row, name, phone, number FROM member WHERE row IN ({marks})", rows
    ).fetchall()
    return {row: (name, phone, number) for row, name, phone, number in found}


def hits(conn: driver.Connection, rows: Sequence[int]) -> list[driver.Row]:
    """(row, id, name, number, phone, tier, stored fen, last visit day), in the order of `rows`."""
    marks = ",".join("?" * len(rows))
    found = conn.execute(f"{HIT_COLUMNS} WHERE m.row IN ({marks})", rows).fetchall()
    by_row = {row[0]: row for row in found}
    return [by_row[r] for r in rows if r in by_row]


def recent(conn: driver.Connection, limit: int) -> list[driver.Row]:
    """The members who came last."""
    return conn.execute(
        f"{HIT_COLUMNS} WHERE m.row IN (SELECT member_row FROM member_balance ORDER BY last_visit_day DESC "
        "LIMIT ?1) ORDER BY b.last_visit_day DESC LIMIT ?1",
        (limit,),
    ).fetchall()
