"""The history (往来) and everything of one transaction."""

from __future__ import annotations

from typing import Final

from model.ids import MemberId, TxnId
from services.storage import claim_rows, driver, merge_rows, pack_rows

_ENTRY: Final = (
    "SELECT t.row, t.id, t.kind, t.number, t.at_ms, "
    "CASE t.kind WHEN 'sale' THEN (SELECT group_concat(CASE quantity WHEN 1 THEN name "
    "ELSE name || ' ×' || quantity END, ' + ') FROM sale_line WHERE txn_id = t.id) "
    "WHEN 'top_up' THEN (SELECT plan_name FROM top_up WHERE txn_id = t.id) "
    "WHEN 'reward' THEN coalesce((SELECT f.name FROM referral_reward w JOIN member f ON f.id = w.friend_id "
    "WHERE w.reward_txn_id = t.id), (SELECT g.name FROM friend_card_event e JOIN friend_card c "
    "ON c.id = e.card_id JOIN member g ON g.id = c.giver_id WHERE e.txn_id = t.id)) "
    f"WHEN 'claim' THEN {claim_rows.TITLE} "
    f"WHEN 'pack_sale' THEN {pack_rows.TITLE_SOLD} WHEN 'pack_use' THEN {pack_rows.TITLE_USED} "
    f"WHEN 'pack_refund' THEN {pack_rows.TITLE_REFUNDED} "
    "WHEN 'points' THEN (SELECT reason FROM points_move WHERE txn_id = t.id) "
    "WHEN 'cash' THEN (SELECT reason FROM cash_move WHERE txn_id = t.id) "
    "WHEN 'transfer' THEN (SELECT o.name FROM transfer x JOIN member o ON o.id = x.other_member_id "
    "WHERE x.txn_id = t.id) "
    "WHEN 'card_refund' THEN (SELECT c.reason FROM card_refund_paid p JOIN card_refund c "
    "ON c.id = p.refund_id WHERE p.txn_id = t.id) "
    "ELSE (SELECT reason FROM reversal WHERE txn_id = t.id) END, "
    "coalesce((SELECT group_concat(DISTINCT ls.name) FROM sale_line l JOIN staff ls ON ls.id = l.served_by "
    f"WHERE l.txn_id = t.id), {pack_rows.SERVED}, s.name, ''), "
    "CASE t.kind WHEN 'cash' THEN (SELECT -c.amount FROM cash_move c WHERE c.txn_id = t.id) "
    "ELSE t.amount END, (SELECT -coalesce(sum(p.amount), 0) FROM posting p WHERE p.txn_id = t.id "
    "AND p.account IN ('principal', 'bonus')), coalesce((SELECT rating FROM sale WHERE txn_id = t.id), "
    "(SELECT rating FROM pack_event WHERE txn_id = t.id AND t.kind = 'pack_use')), "
    "(SELECT o.number FROM reversal r JOIN txn o ON o.id = r.reverses_id WHERE r.txn_id = t.id), "
    "(SELECT max(r.whole) FROM reversal r WHERE r.reverses_id = t.id), t.member_id, "
    "(SELECT o.kind FROM reversal r JOIN txn o ON o.id = r.reverses_id WHERE r.txn_id = t.id), "
    "coalesce(m.name, ''), t.kind = 'reward' AND EXISTS (SELECT 1 FROM friend_card_event e "
    "WHERE e.txn_id = t.id), (SELECT -coalesce(sum(p.amount), 0) FROM posting p WHERE p.txn_id = t.id "
    "AND p.account = 'points'), CASE t.kind WHEN 'transfer' THEN (SELECT x.kind || '_' || x.role "
    "FROM transfer x WHERE x.txn_id = t.id) ELSE '' END FROM txn t LEFT JOIN staff s ON s.id = t.staff_id "
    "LEFT JOIN member m ON m.id = t.member_id "
)


def page(
    conn: driver.Connection,
    member_id: MemberId | None,
    kinds: frozenset[str],
    before: int | None,
    limit: int,
) -> list[driver.Row]:
    """Newest first, rows below `before`; without a member the whole shop's.

    What expired by itself, hundreds on one morning, stands in the shop's only where it is asked for.
    """
    where, values = ["t.row < ?"], [before if before is not None else 1 << 62]
    if member_id is not None:
        people = [member_id, *merge_rows.followers(conn, member_id)]
        where.append(f"t.member_id IN ({','.join('?' * len(people))})")
        values += people  # type: ignore[arg-type]
    if kinds:
        where.append(f"t.kind IN ({','.join('?' * len(kinds))})")
        values += sorted(kinds)  # type: ignore[arg-type]
    elif member_id is None:
        where.append("t.kind <> 'expiry'")
    return conn.execute(
        f"{_ENTRY} WHERE {' AND '.join(where)} ORDER BY t.row DESC LIMIT ?", (*values, limit)
    ).fetchall()


def one(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    row = conn.execute(f"{_ENTRY} WHERE t.id = ?", (txn_id,)).fetchone()
    return tuple(row) if row else None


def move(conn: driver.Connection, txn_id: TxnId) -> tuple[str, str]:
    """(which side of a move between two accounts a transaction is, why); both "" for any other."""
    row = conn.execute(
        "SELECT kind || '_' || role, reason FROM transfer WHERE txn_id = ?", (txn_id,)
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")


def lots_moved(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(amount, expiry day) of the bonus lots that came with a move between two accounts."""
    return conn.execute(
        "SELECT l.granted, l.expires_day FROM posting p JOIN bonus_lot l ON l.id = p.lot_id "
        "AND l.txn_id = p.txn_id WHERE p.txn_id = ? AND p.account = 'bonus' ORDER BY p.n",
        (txn_id,),
    ).fetchall()


def is_welcome(conn: driver.Connection, txn_id: TxnId) -> bool:
    """Whether this, or what it reverses, is what a friend card brought the friend who used it."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM friend_card_event WHERE txn_id = ?1 OR txn_id IN "
        "(SELECT reverses_id FROM reversal WHERE txn_id = ?1))",
        (txn_id,),
    ).fetchone()
    return bool(row[0])


def tenders(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(account, amount, received) in the order of writing."""
    return conn.execute("SELECT account, amount, received FROM tender WHERE txn_id = ?", (txn_id,)).fetchall()


def head(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """What every receipt needs: counter, cashier, member and balances after."""
    row = conn.execute(
        "SELECT t.kind, t.number, t.at_ms, c.code, c.name, coalesce(s.name, ''), m.name, m.phone, m.number, "
        "coalesce(tr.name, ''), t.amount, t.principal_after, t.bonus_after, t.points_after, "
        "t.member_id FROM txn t "
        "JOIN counter c ON c.id = t.counter_id LEFT JOIN staff s ON s.id = t.staff_id "
        "LEFT JOIN member m ON m.id = t.member_id LEFT JOIN tier tr ON tr.id = m.tier_id WHERE t.id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def lines(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(n, name, served by, quantity, unit price) of a sale."""
    return conn.execute(
        "SELECT l.n, l.name, coalesce(s.name, ''), l.quantity, l.unit_price FROM sale_line l "
        "LEFT JOIN staff s ON s.id = l.served_by WHERE l.txn_id = ? ORDER BY l.n",
        (txn_id,),
    ).fetchall()


def sale(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    row = conn.execute(
        "SELECT list_total, tier_discount, tier_name, tier_discount_bp, manual_discount, "
        "manual_reason, rounding, "
        "due, stored, points FROM sale WHERE txn_id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def top_up(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """(plan name, paid, bonus, expiry day)."""
    row = conn.execute(
        "SELECT u.plan_name, u.paid, u.bonus, l.expires_day FROM top_up u LEFT JOIN bonus_lot l ON "
        "l.id = u.lot_id "
        "WHERE u.txn_id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def reversal(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """(reverses id, reason, original number, original kind)."""
    row = conn.execute(
        "SELECT r.reverses_id, r.reason, o.number, o.kind FROM reversal r JOIN txn o ON o.id = r.reverses_id "
        "WHERE r.txn_id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def reversed_lines(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(name, served by, quantity, unit price, what went back) of a sale's lines reversed by `txn_id`."""
    return conn.execute(
        "SELECT l.name, coalesce(s.name, ''), x.quantity, l.unit_price, "
        "(SELECT coalesce(sum(p.amount), 0) FROM reversal_part p WHERE p.txn_id = x.txn_id AND "
        "p.line = x.line "
        "AND p.account <> 'rounding') FROM reversal r JOIN reversal_line x ON x.txn_id = r.txn_id "
        "JOIN sale_line l ON l.txn_id = r.reverses_id AND l.n = x.line LEFT JOIN staff s ON s.id = "
        "l.served_by "
        "WHERE r.txn_id = ? ORDER BY x.line",
        (txn_id,),
    ).fetchall()


def points_moved(conn: driver.Connection, txn_id: TxnId) -> tuple[int, int]:
    """(given, taken) points of a transaction, both of them in full."""
    row = conn.execute(
        "SELECT coalesce(sum(max(-amount, 0)), 0), coalesce(sum(max(amount, 0)), 0) FROM posting "
        "WHERE txn_id = ? AND account = 'points'",
        (txn_id,),
    ).fetchone()
    return int(row[0]), int(row[1])


def account_sums(conn: driver.Connection, txn_id: TxnId) -> dict[str, int]:
    """Account → sum of its postings (debit positive)."""
    return dict(
        conn.execute(
            "SELECT account, sum(amount) FROM posting WHERE txn_id = ? GROUP BY account", (txn_id,)
        ).fetchall()
    )
