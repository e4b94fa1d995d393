"""Proofs of top-up plans: each purchase has its version, each instalment its claim, each gift its stock."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

FACTS: Final[dict[str, tuple[str, ...]]] = {"top_up": ("purchase",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "save_plan": ("plan_version",),
    "top_up": ("gift_move",),
    "gift_stock": ("gift_move",),
    "reversal": ("gift_move", "instalment_event"),
    "claim": ("instalment_event",),
}

_BOUGHT: Final = (
    "WITH made AS (SELECT p.txn_id, p.member_id, p.terms, p.gift_value, p.instalments, v.offer, v.plan_id, "
    f"v.pay, v.bonus, v.bonus_days, t.member_id AS owner, {day_of()} AS bought_day "
    "FROM purchase p JOIN plan_version v ON v.id = p.plan_version_id JOIN txn t ON t.id = p.txn_id), "
    "bought AS (SELECT *, printf('%d-%02d-%02d', bought_day / 10000, bought_day / 100 % 100, "
    "bought_day % 100) AS day FROM made) "
)
_DUE: Final = (
    "min(date(b.day, 'start of month', '+' || m || ' months', '+' || (b.bought_day % 100 - 1) || ' days'), "
    "date(b.day, 'start of month', '+' || (m + 1) || ' months', '-1 day'))"
)
"""The purchase's day of the month `m` months on, or the last one of a shorter month."""
_LAST: Final = (
    "CASE WHEN coalesce(json_extract(b.terms, '$.roll_over'), 1) THEN NULL ELSE "
    "replace(date(due, '+' || (max(1, coalesce(json_extract(b.terms, '$.window_days'), 30)) - 1) "
    "|| ' days'), '-', '') + 0 END"
)

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every plan is its newest version, numbered without gaps": (
        "SELECT count(*) FROM plan",
        (
            "SELECT hex(p.id) FROM plan p LEFT JOIN plan_version v ON v.plan_id = p.id AND v.n = "
            "(SELECT max(n) FROM plan_version WHERE plan_id = p.id) WHERE v.name IS NOT p.name "
            "OR v.pay IS NOT p.pay OR v.bonus IS NOT p.bonus OR v.bonus_days IS NOT p.bonus_days "
            "OR v.voucher_template_id IS NOT p.voucher_template_id OR v.vouchers IS NOT p.vouchers "
            "OR v.friend_card_kind_id IS NOT p.friend_card_kind_id OR v.friend_cards IS NOT p.friend_cards "
            "OR v.offer IS NOT p.offer UNION ALL "
            "SELECT hex(plan_id) FROM plan_version GROUP BY plan_id HAVING max(n) <> count(*)"
        ),
    ),
    "every purchase is a top-up under its version, at the version's price": (
        "SELECT count(*) FROM purchase",
        (
            _BOUGHT + "SELECT hex(b.txn_id) FROM bought b JOIN top_up u ON u.txn_id = b.txn_id "
            "WHERE b.owner IS NOT b.member_id OR u.plan_id IS NOT b.plan_id OR u.paid <> b.pay "
            "OR u.bonus <> b.bonus OR (b.bonus > 0 AND "
            "(SELECT expires_day FROM bonus_lot WHERE id = u.lot_id) IS NOT "
            "replace(date(b.day, '+' || b.bonus_days || ' days'), '-', '') + 0) "
            "OR b.instalments <> coalesce(json_extract(b.offer, '$.instalments.count') "
            "* json_extract(b.offer, '$.instalments.amount'), 0)"
        ),
    ),
    "every purchase handed over the gifts of its version": (
        "SELECT count(*) FROM gift_move WHERE txn_id IS NOT NULL",
        (
            _BOUGHT + "SELECT hex(b.txn_id) FROM bought b WHERE b.gift_value <> (SELECT coalesce(sum("
            "-g.quantity * g.list_value), 0) FROM gift_move g WHERE g.txn_id = b.txn_id) OR (SELECT "
            "coalesce(sum(json_extract(o.value, '$.quantity')), 0) FROM json_each(b.offer, '$.gifts') o) "
            "<> (SELECT coalesce(sum(-g.quantity), 0) FROM gift_move g WHERE g.txn_id = b.txn_id)"
        ),
    ),
    "every instalment stands as its purchase promised it, on the purchase's day of the month": (
        "SELECT count(*) FROM instalment",
        (
            _BOUGHT
            + ", dated AS (SELECT i.id, i.txn_id, i.n, i.amount, i.due_day, i.last_day, i.bonus_days, "
            "i.n - 1 + coalesce(json_extract(b.offer, '$.instalments.first_next_month'), 1) AS m, b.day, "
            "b.bought_day, b.terms, b.offer FROM instalment i LEFT JOIN bought b ON b.txn_id = i.txn_id) "
            f"SELECT hex(b.id) FROM (SELECT *, {_DUE} AS due FROM dated b) b "
            "WHERE b.amount IS NOT json_extract(b.offer, '$.instalments.amount') "
            f"OR b.due_day IS NOT replace(b.due, '-', '') + 0 OR b.last_day IS NOT {_LAST} "
            "OR b.bonus_days IS NOT json_extract(b.terms, '$.bonus_days') UNION ALL "
            "SELECT hex(b.txn_id) FROM bought b WHERE (SELECT count(*) FROM instalment i "
            "WHERE i.txn_id = b.txn_id) <> coalesce(json_extract(b.offer, '$.instalments.count'), 0) "
            "OR (SELECT coalesce(max(n), 0) FROM instalment i WHERE i.txn_id = b.txn_id) "
            "<> coalesce(json_extract(b.offer, '$.instalments.count'), 0)"
        ),
    ),
    "every instalment is as its last event left it": (
        "SELECT count(*) FROM instalment_event",
        (
            "SELECT hex(i.id) FROM instalment i LEFT JOIN instalment_event e ON e.instalment_id = i.id "
            "AND e.n = i.version WHERE (i.version > 0 AND e.n IS NULL) OR i.state <> CASE e.kind "
            "WHEN 'claimed' THEN 'claimed' WHEN 'cancelled' THEN 'cancelled' ELSE 'pending' END UNION ALL "
            "SELECT hex(instalment_id) FROM instalment_event GROUP BY instalment_id "
            "HAVING max(n) <> count(*) OR max(n) <> (SELECT version FROM instalment WHERE id = instalment_id)"
        ),
    ),
    "the totals of instalments equal what is pending": (
        "SELECT count(*) FROM instalment_total",
        (
            "WITH s AS (SELECT due_day AS d, coalesce(last_day, 0) AS l, sum(state = 'pending') AS n, "
            "sum(CASE state WHEN 'pending' THEN amount ELSE 0 END) AS a FROM instalment GROUP BY 1, 2) "
            "SELECT coalesce(s.d, x.due_day) || ' ' || coalesce(s.l, x.last_day) FROM s FULL "
            "JOIN instalment_total x ON x.due_day = s.d AND x.last_day = s.l "
            "WHERE s.n IS NOT x.open OR s.a IS NOT x.amount"
        ),
    ),
    "every gift's stock is the sum of its moves": (
        "SELECT count(*) FROM gift",
        (
            "WITH s AS (SELECT gift_id, sum(quantity) AS q, count(*) AS c, max(n) AS n FROM gift_move "
            "GROUP BY gift_id) SELECT hex(g.id) FROM gift g LEFT JOIN s ON s.gift_id = g.id "
            "WHERE g.stock <> coalesce(s.q, 0) OR g.version <> coalesce(s.c, 0) "
            "OR g.version <> coalesce(s.n, 0) UNION ALL "
            "SELECT hex(gift_id) || ' ' || n FROM gift_move WHERE (kind = 'out') <> (quantity < 0) "
            "AND kind <> 'counted'"
        ),
    ),
}
