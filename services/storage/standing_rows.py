"""How an account stands: frozen, closed, merged, or settled by a card refund."""

from __future__ import annotations

from model.ids import MemberId, TxnId
from services.storage import driver


def flags(conn: driver.Connection, member_id: MemberId) -> tuple[bool, bool, bool] | None:
    """(merged, closed, a card refund is open); None for a member that isn't there."""
    row = conn.execute(
        "SELECT merged_into IS NOT NULL, closed_ms IS NOT NULL, "
        "EXISTS (SELECT 1 FROM card_refund WHERE member_id = member.id AND state = 'asked') "
        "FROM member WHERE id = ?",
        (member_id,),
    ).fetchone()
    return (bool(row[0]), bool(row[1]), bool(row[2])) if row else None


def moved_stored_value(conn: driver.Connection, txn_id: TxnId) -> bool:
    """Whether a transaction moved principal, bonus or packs."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM posting WHERE txn_id = ? "
        "AND account IN ('principal', 'bonus', 'pack'))",
        (txn_id,),
    ).fetchone()
    return bool(row[0])


def refunded_after(conn: driver.Connection, member_id: MemberId, at_ms: int) -> bool:
    """Whether a card refund of a member was paid at an instant or after it."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM txn WHERE member_id = ? AND kind = 'card_refund' AND at_ms >= ?)",
        (member_id, at_ms),
    ).fetchone()
    return bool(row[0])


def refunded_since(conn: driver.Connection, txn_id: TxnId, member_id: MemberId, holder: MemberId) -> bool:
    """Whether a card refund of either of them came after a transaction."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM txn t JOIN txn o ON o.id = ?1 WHERE t.member_id IN (?2, ?3) "
        "AND t.kind = 'card_refund' AND t.row > o.row)",
        (txn_id, member_id, holder),
    ).fetchone()
    return bool(row[0])
