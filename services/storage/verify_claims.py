"""Proofs of claims: what was collected was promised, due, allowed by its terms, and became one bonus."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

FACTS: Final[dict[str, tuple[str, ...]]] = {}
EVENTS: Final[dict[str, tuple[str, ...]]] = {}
"""The events of a claim stand with those of the plans."""

_CLAIMED: Final = (
    "WITH made AS (SELECT e.instalment_id, e.n, t.id AS txn_id, t.kind, t.amount AS booked, t.row, "
    f"t.member_id, {day_of()} AS day, i.amount, i.due_day, i.last_day, i.bonus_days, "
    "i.txn_id AS purchase_id, coalesce(json_extract(p.terms, '$.several_at_once'), 1) AS several, "
    "coalesce(json_extract(p.terms, '$.minimum_purchase'), 0) AS minimum "
    "FROM instalment_event e JOIN instalment i ON i.id = e.instalment_id "
    "JOIN purchase p ON p.txn_id = i.txn_id LEFT JOIN txn t ON t.id = e.txn_id WHERE e.kind = 'claimed'), "
    "claimed AS (SELECT *, CASE WHEN bonus_days IS NOT NULL "
    "THEN replace(date(printf('%d-%02d-%02d', day / 10000, day / 100 % 100, day % 100), "
    "'+' || bonus_days || ' days'), '-', '') + 0 END AS lot_last FROM made) "
)
_CONSUMED: Final = (
    "(SELECT coalesce(sum(s.amount - (SELECT coalesce(sum(r.amount), 0) FROM reversal r JOIN txn x "
    "ON x.id = r.txn_id WHERE r.reverses_id = s.id AND x.row < c.row)), 0) FROM txn s "
    f"WHERE s.member_id = c.member_id AND {day_of('s')} = c.day AND s.row < c.row "
    "AND s.kind IN ('sale', 'pack_use'))"
)
"""What the member had bought on the day when a claim was made."""

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every claim is the sum of the instalments it collected, given as bonus": (
        "SELECT count(*) FROM txn WHERE kind = 'claim'",
        (
            _CLAIMED + "SELECT hex(txn_id) FROM claimed GROUP BY txn_id HAVING kind IS NOT 'claim' "
            "OR sum(amount) IS NOT max(booked) UNION ALL SELECT hex(t.id) FROM txn t WHERE t.kind = 'claim' "
            "AND (t.id NOT IN (SELECT txn_id FROM claimed) OR t.amount IS NOT (SELECT -sum(p.amount) "
            "FROM posting p WHERE p.txn_id = t.id AND p.account = 'bonus') "
            "OR EXISTS (SELECT 1 FROM posting p WHERE p.txn_id = t.id "
            "AND p.account NOT IN ('bonus', 'bonus_given')))"
        ),
    ),
    "every claim's bonus lasts as long as its purchases' terms say": (
        "SELECT count(*) FROM bonus_lot l JOIN txn t ON t.id = l.txn_id WHERE t.kind = 'claim'",
        (
            _CLAIMED + "SELECT hex(txn_id) FROM (SELECT txn_id, lot_last, amount, 0 AS lots FROM claimed "
            "UNION ALL SELECT l.txn_id, l.expires_day, -l.granted, 1 FROM bonus_lot l "
            "JOIN txn t ON t.id = l.txn_id WHERE t.kind = 'claim') "
            "GROUP BY txn_id, lot_last HAVING sum(amount) <> 0 OR sum(lots) <> 1"
        ),
    ),
    "no instalment was collected before its day, after its window, or twice": (
        "SELECT count(*) FROM instalment_event WHERE kind = 'claimed'",
        (
            _CLAIMED + "SELECT hex(instalment_id) FROM claimed WHERE day < due_day "
            "OR day > last_day UNION ALL SELECT hex(e.instalment_id) FROM instalment_event e "
            "JOIN instalment_event f ON f.instalment_id = e.instalment_id AND f.n = e.n + 1 "
            "WHERE (e.kind IN ('claimed', 'cancelled')) = (f.kind IN ('claimed', 'cancelled')) UNION ALL "
            "SELECT hex(instalment_id) FROM instalment_event WHERE n = 1 AND kind = 'returned'"
        ),
    ),
    "every claim kept to the rules frozen into its purchases: one a day, least purchase": (
        "SELECT count(DISTINCT txn_id) FROM instalment_event WHERE kind = 'claimed'",
        (
            _CLAIMED + "SELECT hex(c.purchase_id) FROM claimed c WHERE NOT c.several AND NOT EXISTS "
            "(SELECT 1 FROM reversal r WHERE r.reverses_id = c.txn_id) "
            "GROUP BY c.purchase_id, c.day HAVING count(*) > 1 UNION ALL "
            f"SELECT hex(c.txn_id) FROM claimed c WHERE c.minimum > 0 AND {_CONSUMED} < c.minimum"
        ),
    ),
    "what came back of a claim came back with its reversal": (
        "SELECT count(*) FROM instalment_event WHERE kind = 'returned'",
        (
            "SELECT hex(e.instalment_id) FROM instalment_event e LEFT JOIN instalment_event b "
            "ON b.instalment_id = e.instalment_id AND b.n = e.n - 1 "
            "LEFT JOIN reversal r ON r.txn_id = e.txn_id WHERE e.kind = 'returned' "
            "AND r.reverses_id IS NOT b.txn_id UNION ALL "
            "SELECT hex(r.txn_id) FROM reversal r JOIN txn t ON t.id = r.reverses_id WHERE t.kind = 'claim' "
            "AND (SELECT count(*) FROM instalment_event e WHERE e.txn_id = r.txn_id AND e.kind = 'returned') "
            "<> (SELECT count(*) FROM instalment_event e WHERE e.txn_id = t.id AND e.kind = 'claimed')"
        ),
    ),
}
