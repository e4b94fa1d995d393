"""Pictures as rows: each is there once, under the hash of its bytes, and never changes."""

from __future__ import annotations

from services.storage import driver


def put(conn: driver.Connection, hash_: bytes, kind: str, data: bytes) -> None:
    """Keep a picture; one that is there already stays as it is."""
    sql = "INSERT INTO picture (hash, kind, data) SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
    conn.execute(f"{sql} (SELECT 1 FROM picture WHERE hash = ?1)", (hash_, kind, data))


def has(conn: driver.Connection, hash_: bytes) -> bool:
    row = conn.execute("SELECT EXISTS (SELECT 1 FROM picture WHERE hash = ?)", (hash_,)).fetchone()
    return bool(row[0])


def get(conn: driver.Connection, hash_: bytes) -> bytes | None:
    row = conn.execute("SELECT data FROM picture WHERE hash = ?", (hash_,)).fetchone()
    return row[0] if row else None
