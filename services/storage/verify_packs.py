"""Proofs of session packs: every session is a row, every value a posting."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of
from services.storage.verify_refunds import somebody_else

FACTS: Final[dict[str, tuple[str, ...]]] = {}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "top_up": ("pack_event",),
    "pack_sale": ("pack_event",),
    "pack_use": ("pack_event",),
    "pack_extended": ("pack_event",),
    "card_refund": ("pack_event",),
    "pack_refund": ("pack_event",),
    "reversal": ("pack_event",),
}

_SIGN: Final = "CASE WHEN kind IN ('sold', 'given', 'returned') THEN 1 ELSE -1 END"

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every pack is as its events left it": (
        "SELECT count(*) FROM pack_event",
        (
            f"WITH s AS (SELECT pack_id AS p, count(*) AS c, max(n) AS n, sum(sessions * {_SIGN}) AS left, "
            f"sum(value * {_SIGN}) AS value FROM pack_event GROUP BY 1) "
            "SELECT hex(p.id) FROM pack p LEFT JOIN s ON s.p = p.id LEFT JOIN pack_event e "
            "ON e.pack_id = p.id AND e.n = p.version LEFT JOIN pack_event f ON f.pack_id = p.id AND f.n = 1 "
            "WHERE s.c IS NOT p.version OR s.n IS NOT p.version OR s.left IS NOT p.sessions_left "
            "OR s.value IS NOT p.value_left OR e.valid_to_day IS NOT p.valid_to_day "
            "OR p.state <> CASE WHEN e.kind IN ('refunded', 'cancelled') THEN e.kind ELSE 'open' END "
            "OR f.kind IS NOT CASE p.origin WHEN 'sold' THEN 'sold' ELSE 'given' END "
            "OR f.sessions <> p.sessions OR f.value <> p.paid OR f.txn_id IS NOT p.txn_id "
            "OR (p.state <> 'open' AND (p.sessions_left OR p.value_left)) "
            "OR (p.sessions_left = 0 AND p.value_left <> 0) UNION ALL "
            "SELECT hex(pack_id) FROM pack_event WHERE pack_id NOT IN (SELECT id FROM pack)"
        ),
    ),
    "what is owed for every pack equals its postings": (
        "SELECT count(*) FROM posting WHERE account = 'pack'",
        (
            "WITH s AS (SELECT lot_id AS p, -sum(amount) AS v FROM posting WHERE account = 'pack' "
            "GROUP BY 1) "
            "SELECT hex(coalesce(p.id, s.p)) FROM s FULL JOIN pack p ON p.id = s.p "
            "WHERE p.id IS NULL OR p.value_left <> coalesce(s.v, 0)"
        ),
    ),
    "every sale of packs was paid with money and principal": (
        "SELECT count(*) FROM txn WHERE kind = 'pack_sale'",
        (
            "SELECT hex(t.id) FROM txn t WHERE t.kind = 'pack_sale' AND (t.member_id IS NULL "
            "OR t.amount IS NOT (SELECT sum(e.value) FROM pack_event e WHERE e.txn_id = t.id "
            "AND e.kind = 'sold') OR t.amount <> (SELECT coalesce(sum(amount), 0) FROM tender "
            "WHERE txn_id = t.id) + (SELECT coalesce(sum(amount), 0) FROM posting WHERE txn_id = t.id "
            "AND account = 'principal') OR t.amount <> (SELECT coalesce(-sum(amount), 0) FROM posting "
            "WHERE txn_id = t.id AND account = 'pack') OR EXISTS (SELECT 1 FROM posting WHERE txn_id = t.id "
            "AND account IN ('bonus', 'points', 'income')))"
        ),
    ),
    "every session had became income, and earned what its event says": (
        "SELECT count(*) FROM txn WHERE kind = 'pack_use'",
        (
            "SELECT hex(t.id) FROM txn t LEFT JOIN pack_event e ON e.txn_id = t.id WHERE t.kind = 'pack_use' "
            "AND (e.kind IS NOT 'used' OR e.value <> t.amount OR e.sessions = 0 "
            f"OR {day_of()} > e.valid_to_day "
            "OR t.amount <> (SELECT coalesce(-sum(amount), 0) FROM posting WHERE txn_id = t.id "
            "AND account = 'income') OR t.amount <> (SELECT coalesce(sum(amount), 0) FROM posting "
            "WHERE txn_id = t.id AND account = 'pack' AND lot_id = e.pack_id) OR e.points <> "
            "(SELECT coalesce(-sum(amount), 0) FROM posting WHERE txn_id = t.id AND account = 'points')) "
            "UNION ALL SELECT hex(txn_id) FROM pack_event WHERE kind = 'used' "
            "GROUP BY txn_id HAVING count(*) > 1"
        ),
    ),
    "sessions go back once, and as they were had": (
        "SELECT count(*) FROM pack_event WHERE kind = 'returned'",
        (
            "SELECT hex(e.pack_id) || ' ' || e.n FROM pack_event e LEFT JOIN reversal r "
            "ON r.txn_id = e.txn_id LEFT JOIN pack_event u ON u.txn_id = r.reverses_id AND u.kind = 'used' "
            "AND u.pack_id = e.pack_id WHERE e.kind = 'returned' AND (u.n IS NULL "
            "OR u.sessions <> e.sessions OR u.value <> e.value OR u.points <> e.points OR u.n >= e.n) "
            "UNION ALL SELECT hex(r.reverses_id) FROM reversal r JOIN txn o ON o.id = r.reverses_id "
            "WHERE o.kind IN ('pack_sale', 'pack_use') GROUP BY 1 HAVING count(*) > 1 OR min(r.whole) = 0"
        ),
    ),
    "a pack refunded by itself was paid by its worksheet, to the fen": (
        "SELECT count(*) FROM txn WHERE kind = 'pack_refund'",
        (
            "WITH r AS (SELECT t.id AS id, o.detail AS d, t.amount AS amount, e.kind AS kind, "
            "e.value AS value, p.paid AS paid, (SELECT coalesce(-sum(amount), 0) FROM posting "
            "WHERE txn_id = t.id AND account IN ('cash', 'wechat', 'alipay', 'bank_card', 'principal')) "
            "AS out, (SELECT coalesce(sum(amount), 0) FROM posting WHERE txn_id = t.id "
            "AND account = 'interest') AS i, (SELECT coalesce(sum(amount), 0) FROM posting "
            "WHERE txn_id = t.id AND account = 'pack' AND lot_id = p.id) AS w FROM txn t "
            "JOIN operation o ON o.id = t.operation_id LEFT JOIN pack_event e ON e.txn_id = t.id "
            "LEFT JOIN pack p ON p.id = e.pack_id WHERE t.kind = 'pack_refund') "
            "SELECT hex(id) FROM r WHERE kind IS NOT 'refunded' OR amount <> out OR w <> value "
            "OR amount - i IS NOT json_extract(d, '$.chosen.refunded') OR amount - i > paid "
            "OR i > json_extract(d, '$.chosen.interest') OR (SELECT count(*) FROM r x WHERE x.id = r.id) > 1"
        ),
    ),
    "a pack refunded by itself was approved by another person, or by the only one of the shop": (
        "SELECT count(*) FROM txn WHERE kind = 'pack_refund'",
        (
            "SELECT hex(t.id) FROM txn t CROSS JOIN operation o ON o.id = t.operation_id "
            "WHERE t.kind = 'pack_refund' AND (o.approved_by IS NULL "
            "OR (o.approved_by = o.staff_id) <> coalesce(json_extract(o.detail, '$.alone'), 0) "
            f"OR (o.approved_by = o.staff_id AND {somebody_else('o.staff_id')}))"
        ),
    ),
    "every event of a pack belongs to a transaction of its kind": (
        "SELECT count(*) FROM pack_event",
        (
            "SELECT hex(e.pack_id) || ' ' || e.n FROM pack_event e LEFT JOIN txn t ON t.id = e.txn_id "
            "WHERE CASE e.kind WHEN 'sold' THEN t.kind IS NOT 'pack_sale' WHEN 'given' THEN t.kind IS NOT "
            "'top_up' WHEN 'used' THEN t.kind IS NOT 'pack_use' WHEN 'returned' THEN t.kind IS NOT "
            "'reversal' WHEN 'extended' THEN e.txn_id IS NOT NULL OR e.sessions <> 0 OR e.value <> 0 "
            "ELSE e.value > 0 AND t.kind IS NULL END OR (e.n > 1 AND e.kind IN ('sold', 'given')) UNION ALL "
            "SELECT hex(id) FROM txn WHERE kind IN ('pack_sale', 'pack_use') "
            "AND id NOT IN (SELECT txn_id FROM pack_event WHERE txn_id IS NOT NULL)"
        ),
    ),
    "every pack is what it was sold as": (
        "SELECT count(*) FROM pack",
        (
            "SELECT hex(p.id) FROM pack p LEFT JOIN pack_event e ON e.pack_id = p.id AND e.n = 1 "
            "WHERE e.companion IS NOT p.companion OR CASE WHEN json_valid(e.reason) "
            "THEN (json_extract(e.reason, '$[0]'), json_extract(e.reason, '$[1]'), "
            "json_extract(e.reason, '$[2]'), json_extract(e.reason, '$[3]'), json_extract(e.reason, '$[4]'), "
            "json_extract(e.reason, '$[5]'), json_extract(e.reason, '$[6]')) IS NOT (lower(hex(p.kind_id)), "
            "p.name, lower(hex(p.item_id)), p.item_name, p.list_price, p.unit_cost, p.earns_points) "
            "ELSE 1 END"
        ),
    ),
}
