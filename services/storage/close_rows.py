"""Day closes (日结): what is sealed, and the business day that follows from it."""

from __future__ import annotations

from services.storage import driver


def sealed_through(conn: driver.Connection, counter_id: bytes) -> int:
    """The last business day that this counter sealed, as a day number; 0 for none."""
    row = conn.execute(
        "SELECT business_day FROM day_close WHERE counter_id = ? ORDER BY number DESC LIMIT 1", (counter_id,)
    ).fetchone()
    return int(row[0]) if row else 0
