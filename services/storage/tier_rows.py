"""Tiers as rows: what a member has consumed, where they stand, and every move with its cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from model.ids import MemberId, TierId, TxnId
from model.record import dataclass
from model.tier import NO_RANK
from services.storage import as_written, driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT_EVENT: Final = "INSERT INTO tier_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_STANDING: Final = (
    "INSERT INTO tier_standing VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (member_id) DO UPDATE SET "
    "floor_tier_id = excluded.floor_tier_id, floor_until_day = excluded.floor_until_day, "
    "since_day = excluded.since_day, below_since_day = excluded.below_since_day, version = version + 1"
)
_CONSUMED: Final = (
    "SELECT coalesce(sum(t.amount - (SELECT coalesce(sum(r.amount), 0) FROM reversal r "
    "WHERE r.reverses_id = t.id AND r.txn_id <= ?3)), 0) FROM txn t WHERE t.member_id "
    f"IN {FAMILY} "
    f"AND t.business_day >= ?2 AND {day_of()} >= ?2 AND t.id <= ?3 AND t.kind IN ('sale', 'pack_use')"
)
_NEWEST: Final = b"\xff" * 16
"""After every id: nothing is left out."""


@dataclass(frozen=True, slots=True)
class Now:
    """A member's tier, its rank, and all that they ever consumed (fen)."""

    tier_id: TierId | None
    rank: int
    spent: int


@dataclass(frozen=True, slots=True)
class Event:
    """One move of a tier; `progress` is the consumption (fen) that counted then."""

    n: int
    kind: str
    from_id: TierId | None
    to_id: TierId | None
    operation_id: bytes
    txn_id: TxnId | None
    progress: int
    until_day: int | None
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Below which tier a member doesn't fall; since when they have theirs, and consume too little for it."""

    floor_id: TierId | None
    floor_until_day: int | None
    since_day: int
    below_since_day: int | None


def now(conn: driver.Connection, member_id: MemberId) -> Now | None:
    row = conn.execute(
        "SELECT m.tier_id, t.rank, b.spent FROM member m JOIN member_balance b ON b.member_row = m.row "
        "LEFT JOIN tier t ON t.id = m.tier_id WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    return Now(row[0], NO_RANK if row[1] is None else row[1], row[2]) if row else None


def rank_of(conn: driver.Connection, tier_id: TierId | None) -> int:
    row = conn.execute("SELECT rank FROM tier WHERE id = ?", (tier_id,)).fetchone() if tier_id else None
    return int(row[0]) if row else NO_RANK


def name_of(conn: driver.Connection, tier_id: TierId | None) -> str:
    row = conn.execute("SELECT name FROM tier WHERE id = ?", (tier_id,)).fetchone() if tier_id else None
    return str(row[0]) if row else ""


def usual(conn: driver.Connection, below_rank: int) -> TierId | None:
    """The lowest tier in use, if it is below this rank and needs no consumption: where who falls ends up."""
    row = conn.execute(
        "SELECT id FROM tier WHERE active = 1 AND threshold IS NULL AND rank < ? ORDER BY rank LIMIT 1",
        (below_rank,),
    ).fetchone()
    return TierId(row[0]) if row else None


def consumed(conn: driver.Connection, member_id: MemberId, first_day: int, until: TxnId | None = None) -> int:
    """Consumption (fen) from a day on, reversals taken off; `until`: as it was after that transaction."""
    return int(conn.execute(_CONSUMED, (member_id, first_day, until or _NEWEST)).fetchone()[0])


def taken_back_since(conn: driver.Connection, member_id: MemberId, operation_id: bytes) -> int:
    """How much (fen) of what was consumed before an operation has been reversed after it."""
    row = conn.execute(
        "SELECT coalesce(sum(r.amount), 0) FROM txn t JOIN reversal r ON r.reverses_id = t.id "
        f"WHERE t.member_id IN {FAMILY} "
        "AND t.kind IN ('sale', 'pack_use') AND t.id < ?2 AND r.txn_id > ?2",
        (member_id, operation_id),
    ).fetchone()
    return int(row[0])


def events(conn: driver.Connection, member_id: MemberId) -> tuple[Event, ...]:
    """Every move of a member's tier, oldest first."""
    rows = conn.execute(
        "SELECT n, kind, from_tier_id, to_tier_id, operation_id, txn_id, progress, until_day, reason, at_ms "
        "FROM tier_event WHERE member_id = ? ORDER BY n",
        (member_id,),
    ).fetchall()
    return tuple(Event(*row) for row in rows)


def reached_with(conn: driver.Connection, txn_id: TxnId) -> tuple[TierId, bytes] | None:
    """(tier, operation) of the last rise that a transaction caused and that was not taken back at once."""
    row = conn.execute(
        "SELECT to_tier_id, operation_id FROM tier_event WHERE txn_id = ? AND kind = 'up' "
        "ORDER BY n DESC LIMIT 1",
        (txn_id,),
    ).fetchone()
    return (TierId(row[0]), row[1]) if row else None


def tier_at(conn: driver.Connection, member_id: MemberId, at_ms: int) -> tuple[TierId | None] | None:
    """The tier after the last move until then; None where nothing ever moved it."""
    row = conn.execute(
        "SELECT to_tier_id FROM tier_event WHERE member_id = ? AND at_ms <= ? ORDER BY n DESC LIMIT 1",
        (member_id, at_ms),
    ).fetchone()
    return (row[0],) if row else None


def standing(conn: driver.Connection, member_id: MemberId) -> Standing | None:
    row = conn.execute(
        "SELECT floor_tier_id, floor_until_day, since_day, below_since_day FROM tier_standing "
        "WHERE member_id = ?",
        (member_id,),
    ).fetchone()
    return Standing(*row) if row else None


def put_standing(work: Work, member_id: MemberId, new: Standing) -> None:
    work.conn.execute(
        PUT_STANDING,
        (member_id, new.floor_id, new.floor_until_day, new.since_day, new.below_since_day),
    )
    as_written.keep(work, "tier_standing", member_id)


def set_tier(conn: driver.Connection, member_id: MemberId, tier_id: TierId | None) -> None:
    conn.execute("UPDATE member SET tier_id = ?, version = version + 1 WHERE id = ?", (tier_id, member_id))


def add_event(
    work: Work,
    member_id: MemberId,
    kind: str,
    move: tuple[TierId | None, TierId | None],
    *,
    txn_id: TxnId | None = None,
    progress: int = 0,
    until_day: int | None = None,
    reason: str = "",
) -> None:
    """Write a move of a tier under the work's own operation."""
    last = work.conn.execute(
        "SELECT coalesce(max(n), 0) FROM tier_event WHERE member_id = ?", (member_id,)
    ).fetchone()[0]
    row = (member_id, last + 1, kind, *move, work.command.id, txn_id, progress, until_day, reason, work.now)
    work.write_facts(INSERT_EVENT, [row])


def of_tiers(
    conn: driver.Connection, tier_ids: Sequence[TierId], after: int, limit: int
) -> list[tuple[int, MemberId]]:
    """(local row, member) of members with one of these tiers, in order of rows."""
    marks = ",".join("?" * len(tier_ids))
    return conn.execute(
        f"SELECT row, id FROM member WHERE row > ? AND +tier_id IN ({marks}) AND merged_into IS NULL "
        "ORDER BY row LIMIT ?",
        (after, *tier_ids, limit),
    ).fetchall()


def floors_over(conn: driver.Connection, today: int, limit: int) -> list[MemberId]:
    """Members whose tier by hand has come to its end."""
    rows = conn.execute(
        "SELECT member_id FROM tier_standing WHERE floor_until_day < ? ORDER BY floor_until_day LIMIT ?",
        (today, limit),
    ).fetchall()
    return [MemberId(row[0]) for row in rows]


def points_of(conn: driver.Connection, operation_id: bytes) -> int:
    """Points that a rise brought with its own operation."""
    row = conn.execute(
        "SELECT m.points FROM txn t JOIN points_move m ON m.txn_id = t.id WHERE t.operation_id = ?",
        (operation_id,),
    ).fetchone()
    return int(row[0]) if row else 0
