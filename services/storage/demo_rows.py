"""What the example shop's makers and the benchmark look up beside the services."""

from __future__ import annotations

from typing import Final

from model.ids import ItemId, MemberId, RewardId, StaffId, TierId, TxnId
from services.storage import driver

_VOUCHER_SALE: Final = (
    "SELECT u.txn_id FROM voucher_use u WHERE NOT EXISTS "
    "(SELECT 1 FROM reversal r WHERE r.reverses_id = u.txn_id) ORDER BY u.txn_id DESC LIMIT 1"
)
_REWARDED_SALE: Final = (
    "SELECT w.sale_txn_id FROM referral_reward w WHERE w.state = 'paid' AND NOT EXISTS "
    "(SELECT 1 FROM reversal r WHERE r.reverses_id = w.sale_txn_id) ORDER BY w.id DESC LIMIT 1"
)


def member_ids(conn: driver.Connection) -> list[MemberId]:
    """Every member, by local row from 1."""
    return [MemberId(id_) for (id_,) in conn.execute("SELECT id FROM member ORDER BY row")]


def tier_and_spent(conn: driver.Connection, row: int) -> tuple[TierId | None, int]:
    """A member's tier and what they spent in all (fen)."""
    found: tuple[TierId | None, int] = conn.execute(
        "SELECT m.tier_id, b.spent FROM member m JOIN member_balance b ON b.member_row = m.row "
        "WHERE m.row = ?",
        (row,),
    ).fetchone()
    return found


def amount_of(conn: driver.Connection, txn_id: TxnId) -> int:
    """What a transaction came to (fen)."""
    return int(conn.execute("SELECT amount FROM txn WHERE id = ?", (txn_id,)).fetchone()[0])


def newest_voucher_sale(conn: driver.Connection) -> TxnId | None:
    """The latest sale with a voucher of which nothing was reversed."""
    row = conn.execute(_VOUCHER_SALE).fetchone()
    return TxnId(row[0]) if row else None


def newest_rewarded_sale(conn: driver.Connection) -> TxnId | None:
    """A friend's first sale whose reward was paid and of which nothing was reversed, the latest."""
    row = conn.execute(_REWARDED_SALE).fetchone()
    return TxnId(row[0]) if row else None


def lines_of(conn: driver.Connection, txn_id: TxnId) -> tuple[tuple[int, int], ...]:
    """(line, quantity) of a sale."""
    rows = conn.execute("SELECT n, quantity FROM sale_line WHERE txn_id = ? ORDER BY n", (txn_id,))
    return tuple(rows.fetchall())


def oldest_pending_reward(conn: driver.Connection) -> RewardId | None:
    row = conn.execute(
        "SELECT id FROM referral_reward WHERE state = 'pending' ORDER BY id LIMIT 1"
    ).fetchone()
    return RewardId(row[0]) if row else None


def owner(conn: driver.Connection) -> StaffId:
    return StaffId(conn.execute("SELECT id FROM staff WHERE role = 'owner'").fetchone()[0])


def two_items(conn: driver.Connection) -> list[tuple[ItemId, str]]:
    """(id, name) of two services or products."""
    return conn.execute("SELECT id, name FROM item WHERE active = 1 LIMIT 2").fetchall()
