"""Proofs of moves between members' accounts, and of merged members."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "merge_members": ("merge_event", "tier_event"),
    "unmerge_members": ("merge_event", "tier_event"),
}

KIN: Final = (
    "kin (id, other) AS (SELECT from_id, into_id FROM member_merge UNION "
    "SELECT k.id, m.into_id FROM kin k JOIN member_merge m ON m.from_id = k.other)"
)
"""Which record was ever, over any number of steps, merged into which: part of a WITH RECURSIVE."""

_POSTED: Final = (
    "(SELECT coalesce(sum(p.amount), 0) FROM posting p WHERE p.txn_id = x.txn_id AND p.account = '{account}')"
)
_SIGN: Final = "(CASE x.role WHEN 'out' THEN 1 ELSE -1 END)"
_WRONG: Final = " OR ".join(
    f"{_POSTED.format(account=account)} <> {_SIGN} * x.{account}"
    for account in ("principal", "bonus", "points")
)
_LOTS: Final = (
    "SELECT o.txn_id, o.amount AS out, i.amount AS came, a.expires_day AS a, b.expires_day AS b, "
    "a.granted_day AS c, b.granted_day AS d, b.txn_id AS made, i.txn_id AS came_in FROM transfer x "
    "JOIN posting o ON o.txn_id = x.txn_id LEFT JOIN posting i ON i.txn_id = x.other_txn_id AND i.n = o.n "
    "LEFT JOIN bonus_lot a ON a.id = o.lot_id LEFT JOIN bonus_lot b ON b.id = i.lot_id "
    "WHERE x.role = 'out' AND o.account = 'bonus'"
)

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every move between members has two sides that mirror each other": (
        "SELECT count(*) FROM transfer",
        (
            "SELECT hex(x.txn_id) FROM transfer x JOIN txn t ON t.id = x.txn_id "
            "LEFT JOIN transfer y ON y.txn_id = x.other_txn_id LEFT JOIN txn u ON u.id = y.txn_id "
            "WHERE t.kind <> 'transfer' OR y.other_txn_id IS NOT x.txn_id OR y.role IS x.role "
            "OR y.kind IS NOT x.kind OR y.principal IS NOT x.principal OR y.bonus IS NOT x.bonus "
            "OR y.points IS NOT x.points OR x.other_member_id IS NOT u.member_id "
            "OR y.other_member_id IS NOT t.member_id OR t.member_id IS u.member_id "
            f"OR t.amount <> x.principal + x.bonus OR {_WRONG} UNION ALL SELECT hex(id) FROM txn "
            "WHERE kind = 'transfer' AND id NOT IN (SELECT txn_id FROM transfer)"
        ),
    ),
    "nothing is left between two members": (
        "SELECT count(*) FROM posting WHERE account = 'transfer'",
        (
            "WITH s AS (SELECT txn_id, sum(amount) AS v FROM posting WHERE account = 'transfer' GROUP BY 1) "
            "SELECT hex(x.txn_id) FROM transfer x LEFT JOIN s a ON a.txn_id = x.txn_id "
            "LEFT JOIN s b ON b.txn_id = x.other_txn_id WHERE coalesce(a.v, 0) + coalesce(b.v, 0) <> 0 "
            "UNION ALL SELECT hex(x.txn_id) FROM transfer x JOIN reversal r ON r.reverses_id = x.txn_id "
            "WHERE NOT EXISTS (SELECT 1 FROM reversal w WHERE w.reverses_id = x.other_txn_id) OR r.whole = 0 "
            "OR x.kind <> 'transfer'"
        ),
    ),
    "bonus that moved kept its last day and its age": (
        "SELECT count(*) FROM posting p JOIN transfer x ON x.txn_id = p.txn_id WHERE p.account = 'bonus'",
        (
            f"SELECT hex(txn_id) FROM ({_LOTS}) WHERE came IS NOT -out OR a IS NOT b OR c IS NOT d "
            "UNION ALL SELECT hex(l.id) FROM bonus_lot l JOIN transfer x ON x.txn_id = l.txn_id "
            "WHERE x.role <> 'in' OR x.kind IN ('unmerge', 'recall')"
        ),
    ),
    "every merge is as its last event left it": (
        "SELECT count(*) FROM member_merge",
        (
            "SELECT hex(m.id) FROM member_merge m LEFT JOIN merge_event e ON e.merge_id = m.id "
            "AND e.n = m.version WHERE e.kind IS NOT m.state OR m.version <> (SELECT count(*) "
            "FROM merge_event c WHERE c.merge_id = m.id) UNION ALL "
            "SELECT hex(id) FROM member WHERE (merged_into IS NOT NULL) <> (id IN "
            "(SELECT from_id FROM member_merge WHERE state = 'merged'))"
        ),
    ),
    "a merged record points at the one that stands for it": (
        "SELECT count(*) FROM member WHERE merged_into IS NOT NULL",
        (
            f"WITH RECURSIVE {KIN} SELECT hex(m.id) FROM member m JOIN member h ON h.id = m.merged_into "
            "WHERE h.merged_into IS NOT NULL OR NOT EXISTS (SELECT 1 FROM kin k WHERE k.id = m.id "
            "AND k.other = h.id) OR m.referrer_id IS NOT NULL"
        ),
    ),
    "a merged record holds nothing any more": (
        "SELECT count(*) FROM member WHERE merged_into IS NOT NULL",
        (
            "SELECT hex(m.id) FROM member m JOIN member_balance b ON b.member_row = m.row "
            "WHERE m.merged_into IS NOT NULL AND (b.principal <> 0 OR b.bonus <> 0 OR b.points <> 0 "
            "OR b.visits <> 0 OR b.spent <> 0 "
            "OR EXISTS (SELECT 1 FROM pack k WHERE k.member_id = m.id AND k.state = 'open') "
            "OR EXISTS (SELECT 1 FROM instalment i WHERE i.member_id = m.id AND i.state = 'pending') "
            "OR EXISTS (SELECT 1 FROM voucher v WHERE v.member_id = m.id AND v.state = 'issued') "
            "OR EXISTS (SELECT 1 FROM friend_card c WHERE c.giver_id = m.id AND c.state = 'issued') "
            "OR EXISTS (SELECT 1 FROM hold h WHERE h.member_id = m.id) "
            "OR EXISTS (SELECT 1 FROM member f WHERE f.referrer_id = m.id))"
        ),
    ),
    "what is owed for packs is owed to who has them": (
        "SELECT count(*) FROM pack",
        (
            "WITH s AS (SELECT member_id AS m, lot_id AS p, -sum(amount) AS v FROM posting "
            "WHERE account = 'pack' GROUP BY 1, 2) "
            "SELECT hex(s.p) FROM s LEFT JOIN pack k ON k.id = s.p "
            "WHERE s.v <> 0 AND (k.member_id IS NOT s.m OR k.value_left <> s.v)"
        ),
    ),
    "every promise is its buyer's, or whose record theirs was merged into": (
        "SELECT (SELECT count(*) FROM instalment) + (SELECT count(*) FROM pack)",
        (
            f"WITH RECURSIVE {KIN} SELECT hex(x.id) FROM (SELECT id, txn_id, member_id FROM instalment "
            "UNION ALL SELECT id, txn_id, member_id FROM pack) x LEFT JOIN txn t ON t.id = x.txn_id "
            "WHERE t.member_id IS NOT x.member_id AND NOT EXISTS (SELECT 1 FROM kin k "
            "WHERE k.id = t.member_id AND k.other = x.member_id)"
        ),
    ),
    "every merge names the records that its operations name": (
        "SELECT count(*) FROM merge_event",
        (
            "SELECT hex(m.id) FROM merge_event e JOIN member_merge m ON m.id = e.merge_id "
            "LEFT JOIN operation o ON o.id = e.operation_id "
            "WHERE o.subject_id IS NOT CASE e.kind WHEN 'merged' THEN m.into_id ELSE m.from_id END"
        ),
    ),
    "everything goes over, and back, only between a record and one that it was merged into": (
        "SELECT count(*) FROM transfer WHERE kind <> 'transfer'",
        (
            "WITH s AS (SELECT x.txn_id, t.member_id AS own, x.other_member_id AS other, "
            "(x.kind = 'merge') = (x.role = 'out') AS went FROM transfer x JOIN txn t ON t.id = x.txn_id "
            "WHERE x.kind <> 'transfer') SELECT hex(s.txn_id) FROM s WHERE NOT EXISTS (SELECT 1 "
            "FROM member_merge m WHERE m.into_id = CASE WHEN s.went THEN s.other ELSE s.own END "
            "AND m.from_id = CASE WHEN s.went THEN s.own ELSE s.other END)"
        ),
    ),
}
