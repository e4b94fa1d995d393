"""The print queue's table: a job is written with what it prints, and outlives a restart."""

from __future__ import annotations

import json
from collections.abc import Mapping

from model.ids import PrintJobId
from services.storage import driver


def add(
    conn: driver.Connection,
    job_id: bytes,
    kind: str,
    subject_id: bytes,
    params: Mapping[str, object],
    at_ms: int,
) -> None:
    conn.execute(
        "INSERT INTO print_job VALUES (?, ?, ?, ?, 'waiting', 0, '', ?)",
        (job_id, kind, subject_id, json.dumps(params, ensure_ascii=False), at_ms),
    )


def prints_of(conn: driver.Connection, subject_id: bytes, kind: str) -> int:
    """How many times printing this kind of paper of it was asked for (cancelled ones apart)."""
    row = conn.execute(
        "SELECT count(*) FROM print_job WHERE subject_id = ? AND kind = ? AND state <> 'cancelled'",
        (subject_id, kind),
    ).fetchone()
    return int(row[0])


def next_waiting(conn: driver.Connection) -> driver.Row | None:
    """(id, kind, subject, params, attempts) of the oldest job that waits; receipts before rolls of cards."""
    row = conn.execute(
        "SELECT id, kind, subject_id, params, attempts FROM print_job WHERE state = 'waiting' ORDER "
        "BY kind LIKE '%_roll', id LIMIT 1"
    ).fetchone()
    return tuple(row) if row else None


def set_state(conn: driver.Connection, job_id: PrintJobId, state: str, error: str = "") -> None:
    # A printed card's codes leave the file: from then on only their hashes are known.
    # What was cancelled while the printer still tried doesn't come back by its failing.
    conn.execute(
        "UPDATE print_job SET state = ?1, error = ?2, attempts = attempts + ?3, "
        "params = CASE WHEN ?1 = 'failed' THEN params ELSE '{}' END "
        "WHERE id = ?4 AND (?1 <> 'failed' OR state <> 'cancelled')",
        (state, error, int(state != "cancelled"), job_id),
    )


def move_on(conn: driver.Connection, job_id: PrintJobId, params: Mapping[str, object]) -> None:
    """A job of many copies has so much left; it stays as it is, be it waiting or cancelled."""
    conn.execute(
        "UPDATE print_job SET params = ?, attempts = 0, error = '' WHERE id = ?",
        (json.dumps(params, ensure_ascii=False), job_id),
    )


def first_usable(
    conn: driver.Connection, batch_id: bytes, first: int, last: int, *, cards: bool
) -> int | None:
    """The number of the first voucher or friend card of a part of a batch that can still be used."""
    table = "friend_card" if cards else "voucher"
    row = conn.execute(
        f"SELECT n FROM {table} WHERE batch_id = ? AND n BETWEEN ? AND ? AND state = 'issued' "
        "ORDER BY n LIMIT 1",
        (batch_id, first, last),
    ).fetchone()
    return int(row[0]) if row else None


def get(conn: driver.Connection, job_id: PrintJobId) -> driver.Row | None:
    """A job as `next_waiting` gives it."""
    row = conn.execute(
        "SELECT id, kind, subject_id, params, attempts FROM print_job WHERE id = ?", (job_id,)
    ).fetchone()
    return tuple(row) if row else None


def newest_waiting(conn: driver.Connection, kind: str, subject_id: bytes) -> bytes | None:
    row = conn.execute(
        "SELECT id FROM print_job WHERE subject_id = ? AND kind = ? AND state IN ('waiting', 'failed') "
        "ORDER BY id DESC LIMIT 1",
        (subject_id, kind),
    ).fetchone()
    return row[0] if row else None


def retry_failed(conn: driver.Connection) -> int:
    return int(conn.execute("UPDATE print_job SET state = 'waiting' WHERE state = 'failed'").rowcount)


def drop(conn: driver.Connection, job_id: PrintJobId) -> None:
    """Give up one job that isn't printed."""
    conn.execute(
        "UPDATE print_job SET state = 'cancelled', params = '{}' WHERE id = ? AND state IN "
        "('waiting', 'failed')",
        (job_id,),
    )


def cancel_waiting(conn: driver.Connection) -> int:
    return int(
        conn.execute("UPDATE print_job SET state = 'cancelled' WHERE state IN ('waiting', 'failed')").rowcount
    )


def counts(conn: driver.Connection) -> tuple[int, int]:
    """How many wait, how many failed."""
    row = conn.execute(
        "SELECT coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'failed'), 0) FROM print_job "
        "WHERE state <> 'printed'"
    ).fetchone()
    return int(row[0]), int(row[1])


def unfinished(conn: driver.Connection, limit: int) -> list[driver.Row]:
    """(id, kind, number, state, attempts, error, at_ms, params) of jobs not printed yet, oldest first."""
    return conn.execute(
        "SELECT j.id, j.kind, coalesce(t.number, 0), j.state, j.attempts, j.error, j.at_ms, j.params "
        "FROM print_job j "
        "LEFT JOIN txn t ON t.id = j.subject_id WHERE j.state IN ('waiting', 'failed') ORDER BY j.id LIMIT ?",
        (limit,),
    ).fetchall()
