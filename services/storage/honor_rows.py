"""Honors of members as rows."""

from __future__ import annotations

from typing import Final

from model.ids import HonorId, MemberId
from model.referral import Honor, MemberHonor
from services.clock import from_day_number
from services.storage import driver

_HONOR: Final = (
    "SELECT h.id, h.member_id, m.name, h.honor, h.from_day, h.until_day, h.reason, s.name, h.ended_reason "
    "FROM member_honor h JOIN member m ON m.id = h.member_id JOIN staff s ON s.id = h.given_by "
)


def _honor(row: driver.Row) -> MemberHonor:
    return MemberHonor(
        HonorId(row[0]),
        MemberId(row[1]),
        row[2],
        Honor(row[3]),
        from_day_number(row[4]),
        from_day_number(row[5]) if row[5] else None,
        *row[6:],
    )


def get(conn: driver.Connection, honor_id: bytes) -> MemberHonor | None:
    row = conn.execute(f"{_HONOR} WHERE h.id = ?", (honor_id,)).fetchone()
    return _honor(row) if row else None


def of_member(conn: driver.Connection, member_id: bytes) -> tuple[MemberHonor, ...]:
    """All that a member ever had, the newest first."""
    rows = conn.execute(f"{_HONOR} WHERE h.member_id = ? ORDER BY h.from_day DESC, h.id DESC", (member_id,))
    return tuple(map(_honor, rows.fetchall()))


def active(conn: driver.Connection, today: int) -> tuple[MemberHonor, ...]:
    rows = conn.execute(
        f"{_HONOR} WHERE h.from_day <= ?1 AND (h.until_day IS NULL OR h.until_day >= ?1) "
        "AND m.merged_into IS NULL ORDER BY h.honor DESC, h.from_day, h.id",
        (today,),
    )
    return tuple(map(_honor, rows.fetchall()))


def add(
    conn: driver.Connection,
    honor_id: bytes,
    member_id: bytes,
    honor: str,
    days: tuple[int, int | None],
    reason: str,
    given_by: bytes,
) -> None:
    conn.execute(
        "INSERT INTO member_honor VALUES (?, ?, ?, ?, ?, ?, ?, '')",
        (honor_id, member_id, honor, *days, reason, given_by),
    )


def end(conn: driver.Connection, honor_id: bytes, until_day: int, reason: str) -> None:
    conn.execute(
        "UPDATE member_honor SET until_day = ?, ended_reason = ? WHERE id = ?", (until_day, reason, honor_id)
    )
