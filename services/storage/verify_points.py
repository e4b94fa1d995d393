"""Proofs of points and tiers: what was spent, moved by hand and reached."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

FACTS: Final[dict[str, tuple[str, ...]]] = {
    "sale": ("sale_points", "sale_points_line"),
    "points": ("points_move",),
    "expiry": ("points_move",),
}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "points": ("gift_move",),
    **dict.fromkeys(
        ("tier_up", "tier_down", "tier_by_hand", "tier_taken_back", "edit_member"), ("tier_event",)
    ),
}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "points spent on a sale add up over its lines and were posted": (
        "SELECT count(*) FROM sale_points",
        (
            "SELECT hex(s.txn_id) FROM sale_points s LEFT JOIN (SELECT txn_id, sum(points) AS p, "
            "sum(amount) AS a FROM sale_points_line GROUP BY txn_id) l ON l.txn_id = s.txn_id "
            "WHERE l.p IS NOT s.points OR l.a IS NOT s.discount OR s.points <> (SELECT coalesce(sum(amount), "
            "0) FROM posting WHERE txn_id = s.txn_id AND account = 'points' AND amount > 0)"
        ),
    ),
    "a reversal takes back and gives back no more points than the sale earned and spent": (
        "SELECT count(*) FROM sale",
        (
            "SELECT hex(s.txn_id) FROM sale s LEFT JOIN sale_points q ON q.txn_id = s.txn_id JOIN "
            "(SELECT r.reverses_id AS id, sum(max(p.amount, 0)) AS earned, sum(max(-p.amount, 0)) AS spent "
            "FROM reversal r JOIN posting p ON p.txn_id = r.txn_id AND p.account = 'points' GROUP BY 1) x "
            "ON x.id = s.txn_id WHERE x.earned > s.points OR x.spent > coalesce(q.points, 0)"
        ),
    ),
    "points moved without a sale were posted, and every such transaction has its row": (
        "SELECT count(*) FROM points_move",
        (
            "SELECT hex(m.txn_id) FROM points_move m WHERE m.points <> (SELECT -coalesce(sum(amount), 0) "
            "FROM posting WHERE txn_id = m.txn_id AND account = 'points') OR (m.kind = 'gift') <> "
            "(m.gift_id IS NOT NULL) UNION ALL SELECT hex(id) FROM txn WHERE kind = 'points' "
            "AND id NOT IN (SELECT txn_id FROM points_move) UNION ALL "
            "SELECT hex(t.id) FROM txn t JOIN points_move m ON m.txn_id = t.id WHERE t.kind <> "
            "CASE m.kind WHEN 'expired' THEN 'expiry' ELSE 'points' END"
        ),
    ),
    "what expired was there and its last day was over": (
        "SELECT count(*) FROM txn WHERE kind = 'expiry'",
        (
            "SELECT hex(t.id) FROM txn t JOIN posting p ON p.txn_id = t.id WHERE t.kind = 'expiry' "
            "AND (p.account NOT IN ('bonus', 'bonus_given', 'points', 'points_given') "
            "OR (p.account IN ('bonus', 'points') AND p.amount < 0)) UNION ALL "
            "SELECT hex(t.id) FROM txn t JOIN posting p ON p.txn_id = t.id JOIN bonus_lot l "
            "ON l.id = p.lot_id WHERE t.kind = 'expiry' "
            f"AND (l.expires_day IS NULL OR l.expires_day >= {day_of()})"
        ),
    ),
    "every member has the tier that the last move gave": (
        "SELECT count(*) FROM tier_standing",
        (
            "SELECT hex(m.id) FROM tier_event e JOIN member m ON m.id = e.member_id WHERE e.n = "
            "(SELECT max(n) FROM tier_event WHERE member_id = e.member_id) AND m.tier_id IS NOT e.to_tier_id "
            "UNION ALL SELECT hex(member_id) FROM tier_event GROUP BY member_id HAVING max(n) <> count(*) "
            "UNION ALL SELECT hex(e.member_id) FROM tier_event e JOIN tier_event b "
            "ON b.member_id = e.member_id AND b.n = e.n - 1 WHERE e.from_tier_id IS NOT b.to_tier_id "
            "UNION ALL SELECT hex(member_id) FROM tier_event WHERE member_id NOT IN "
            "(SELECT member_id FROM tier_standing)"
        ),
    ),
}
