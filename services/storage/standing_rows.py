"""How an account stands: frozen, closed, merged, or settled by a card refund."""

from __future__ import annotations

from typing import Final

from model.ids import MemberId, TxnId
from model.views import AccountState
from services.storage import driver

FLAGS: Final = (
    "m.merged_into IS NOT NULL, m.closed_ms IS NOT NULL, "
    "EXISTS (SELECT 1 FROM card_refund WHERE member_id = m.id AND state = 'asked')"
)
"""Columns of a member `m`, as `state` takes them."""
_STATE: Final = f"SELECT {FLAGS} FROM member m WHERE m.id = ?"


def state(merged: int, closed: int, asked: int) -> AccountState:
    """What an account is, the end that nothing undoes first; `asked`: a card refund is open."""
    if merged:
        return AccountState.MERGED
    if closed:
        return AccountState.CLOSED
    return AccountState.FROZEN if asked else AccountState.OPEN


def state_of(conn: driver.Connection, member_id: MemberId) -> AccountState | None:
    """None for a member that isn't there."""
    row = conn.execute(_STATE, (member_id,)).fetchone()
    return state(*row) if row else None


def moved_stored_value(conn: driver.Connection, txn_id: TxnId) -> bool:
    """Whether a transaction moved principal, bonus or packs."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM posting WHERE txn_id = ? "
        "AND account IN ('principal', 'bonus', 'pack'))",
        (txn_id,),
    ).fetchone()
    return bool(row[0])


MERGED: Final = (
    "(SELECT max(o.seq) FROM merge_event e JOIN operation o ON o.id = e.operation_id "
    "WHERE e.merge_id = m.id AND e.kind = 'merged')"
)
"""The operation that made two records (of member_merge `m`) one. What came before and after it goes by the
order of the operations: the clock may stand still, or be set back."""
SEQ: Final = "(SELECT seq FROM operation WHERE id = t.operation_id)"
"""Of the operation that booked the transaction `t`."""


def refunded_after(conn: driver.Connection, member_id: MemberId, seq: int) -> bool:
    """Whether a card refund of a member was paid after that operation."""
    row = conn.execute(
        f"SELECT EXISTS (SELECT 1 FROM txn t WHERE t.member_id = ? AND t.kind = 'card_refund' AND {SEQ} > ?)",
        (member_id, seq),
    ).fetchone()
    return bool(row[0])


_REFUNDED: Final = (
    "WITH RECURSIVE up (holder, since) AS (SELECT ?2, 0 UNION ALL SELECT m.into_id, max(up.since, "
    f"{MERGED}) FROM up JOIN member_merge m ON m.from_id = up.holder AND m.state = 'merged') "
    "SELECT EXISTS (SELECT 1 FROM up JOIN txn t ON t.member_id = up.holder JOIN txn o ON o.id = ?1 "
    f"WHERE t.kind = 'card_refund' AND t.row > o.row AND t.id IS NOT ?3 AND {SEQ} > up.since)"
)


def refunded_since(
    conn: driver.Connection, txn_id: TxnId, member_id: MemberId, but: TxnId | None = None
) -> bool:
    """Whether a card refund of a member, or of a record that stood for them then, came after it.

    `but` is a refund that doesn't count.
    """
    return bool(conn.execute(_REFUNDED, (txn_id, member_id, but)).fetchone()[0])
