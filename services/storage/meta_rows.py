"""What a shop file knows of itself: its id, its key, the counter that writes here."""

from __future__ import annotations

from model.ids import CounterId
from services.storage import driver


def put(conn: driver.Connection, key: str, value: bytes | str | int) -> None:
    conn.execute("INSERT INTO meta VALUES (?, ?)", (key, value))


def get(conn: driver.Connection, key: str) -> object:
    """Raises LookupError for a key that was never written."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise LookupError(key)
    return row[0]


def shop_key(conn: driver.Connection) -> bytes:
    """The 32-byte key under which the shop's codes are made."""
    key = get(conn, "shop_key")
    if not isinstance(key, bytes):
        raise TypeError("shop_key")
    return key


def found(
    conn: driver.Connection, counter_id: CounterId, shop_id: bytes, shop_key: bytes, counter_code: str
) -> None:
    """Give a new file its shop's identity and the counter that writes here."""
    put(conn, "shop_id", shop_id)
    put(conn, "shop_key", shop_key)
    put(conn, "counter_id", counter_id)
    add_counter(conn, counter_id, counter_code, f"收银台 {counter_code}")


def add_counter(conn: driver.Connection, counter_id: CounterId, code: str, name: str) -> None:
    conn.execute("INSERT INTO counter VALUES (?, ?, ?)", (counter_id, code, name))


def counter(conn: driver.Connection) -> tuple[CounterId, str]:
    """(id, code) of the counter whose rows this file writes."""
    own = get(conn, "counter_id")
    row = conn.execute("SELECT id, code FROM counter WHERE id = ?", (own,)).fetchone()
    return CounterId(row[0]), row[1]


def counter_name(conn: driver.Connection, counter_id: CounterId) -> str:
    """What a counter is called on paper."""
    row = conn.execute("SELECT name FROM counter WHERE id = ?", (counter_id,)).fetchone()
    return str(row[0]) if row else ""


def newest_id(conn: driver.Connection) -> bytes | None:
    """The newest id of a ledger row: ids made from now on sort after it."""
    row = conn.execute("SELECT id FROM txn ORDER BY row DESC LIMIT 1").fetchone()
    return row[0] if row else None
