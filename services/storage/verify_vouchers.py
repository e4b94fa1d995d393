"""Proofs of vouchers: every redemption has its bill, every return its reversal, every count its rows."""

from __future__ import annotations

from typing import Final

from services.storage.verify_moves import KIN

_OPEN_USE: Final = "v.state = 'redeemed' AND v.version = u.event_n"
_REVERSED_WHOLE: Final = "EXISTS (SELECT 1 FROM reversal r WHERE r.reverses_id = u.txn_id AND r.whole = 1)"

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every voucher is as its last event left it": (
        "SELECT count(*) FROM voucher",
        (
            "SELECT hex(v.id) FROM voucher v LEFT JOIN voucher_event e ON e.voucher_id = v.id "
            "AND e.n = v.version WHERE (v.version > 0 AND e.n IS NULL) OR v.state <> CASE e.kind "
            "WHEN 'redeemed' THEN 'redeemed' WHEN 'voided' THEN 'voided' ELSE 'issued' END "
            "OR v.valid_to_day <> coalesce(e.valid_to_day, v.valid_to_day) UNION ALL "
            "SELECT hex(voucher_id) FROM voucher_event GROUP BY voucher_id HAVING max(n) <> count(*) "
            "OR max(n) <> (SELECT version FROM voucher WHERE id = voucher_id)"
        ),
    ),
    "no voucher is redeemed again before it came back": (
        "SELECT count(*) FROM voucher_event",
        (
            "SELECT hex(a.voucher_id) || ' ' || b.n FROM voucher_event b JOIN voucher_event a "
            "ON a.voucher_id = b.voucher_id AND a.n = b.n - 1 "
            "WHERE a.kind = 'voided' OR (a.kind = 'redeemed') <> (b.kind = 'returned') UNION ALL "
            "SELECT hex(voucher_id) || ' 1' FROM voucher_event WHERE n = 1 AND kind = 'returned'"
        ),
    ),
    "every redemption has its bill, and the bill's member": (
        "SELECT count(*) FROM voucher_use",
        (
            f"WITH RECURSIVE {KIN} "
            "SELECT hex(e.voucher_id) || ' ' || e.n FROM voucher_event e LEFT JOIN voucher_use u "
            "ON u.voucher_id = e.voucher_id AND u.event_n = e.n WHERE (e.kind = 'redeemed') <> "
            "(u.txn_id IS NOT NULL) OR (e.kind = 'redeemed' AND e.txn_id IS NOT u.txn_id) UNION ALL "
            "SELECT hex(u.voucher_id) FROM voucher_use u LEFT JOIN txn t ON t.id = u.txn_id "
            "JOIN voucher v ON v.id = u.voucher_id WHERE t.kind IS NOT 'sale' "
            "OR t.member_id IS NOT u.member_id OR (coalesce(v.member_id, u.member_id) IS NOT u.member_id "
            "AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.id IN (v.member_id, u.member_id) "
            "AND k.other IN (v.member_id, u.member_id))) "
            "OR (SELECT template_id FROM voucher_template_version x WHERE x.id = v.template_version_id) "
            "IS NOT u.template_id"
        ),
    ),
    "every voucher that came back did so with a reversal of its bill": (
        "SELECT count(*) FROM voucher_event WHERE kind = 'returned'",
        (
            "SELECT hex(e.voucher_id) || ' ' || e.n FROM voucher_event e LEFT JOIN voucher_use u "
            "ON u.voucher_id = e.voucher_id AND u.event_n = e.n - 1 LEFT JOIN reversal r "
            "ON r.txn_id = e.txn_id AND r.reverses_id = u.txn_id "
            "WHERE e.kind = 'returned' AND r.txn_id IS NULL"
        ),
    ),
    "every voucher's discount adds up over its lines and stands in the sale's operation": (
        "SELECT count(*) FROM voucher_line",
        (
            "SELECT hex(u.voucher_id) FROM voucher_use u WHERE u.discount <> (SELECT coalesce(sum(l.amount), "
            "0) FROM voucher_line l WHERE l.txn_id = u.txn_id AND l.voucher_id = u.voucher_id) UNION ALL "
            "SELECT hex(t.id) FROM txn t JOIN operation o ON o.id = t.operation_id WHERE t.kind = 'sale' "
            "AND (SELECT group_concat(value) FROM (SELECT value FROM json_each(CASE o.detail WHEN '' "
            "THEN '{}' ELSE o.detail END, '$.vouchers') ORDER BY value)) IS NOT (SELECT group_concat(h) "
            "FROM (SELECT lower(hex(u.voucher_id)) AS h FROM voucher_use u WHERE u.txn_id = t.id ORDER BY h))"
        ),
    ),
    "no voucher takes more off a line than the line costs": (
        "SELECT count(*) FROM voucher_line",
        (
            "SELECT hex(l.txn_id) || ' ' || l.n FROM sale_line l JOIN (SELECT txn_id, line, "
            "sum(amount) AS a FROM voucher_line GROUP BY txn_id, line) x ON x.txn_id = l.txn_id "
            "AND x.line = l.n WHERE x.a > l.unit_price * l.quantity - l.tier_discount - l.manual_discount"
        ),
    ),
    "every picture that a voucher or card is printed with is kept": (
        "SELECT count(*) FROM picture",
        (
            "WITH p AS (SELECT id, json_extract(look, '$[2]') AS name FROM voucher_template_version "
            "UNION ALL SELECT id, json_extract(look, '$[4]') FROM friend_card_kind_version) "
            "SELECT hex(id) FROM p WHERE name <> '' "
            "AND NOT EXISTS (SELECT 1 FROM picture WHERE hash = unhex(p.name))"
        ),
    ),
    "every batch counts its vouchers": (
        "SELECT count(*) FROM batch WHERE template_version_id IS NOT NULL",
        (
            "WITH s AS (SELECT batch_id AS b, count(*) AS i, sum(state = 'redeemed') AS u, "
            "sum(state = 'voided') AS o, min(template_version_id) AS t, max(template_version_id) AS t2 "
            "FROM voucher GROUP BY batch_id) "
            "SELECT hex(b.id) FROM batch b LEFT JOIN s ON s.b = b.id WHERE b.template_version_id IS NOT NULL "
            "AND (b.issued <> coalesce(s.i, 0) OR b.used <> coalesce(s.u, 0) "
            "OR b.voided <> coalesce(s.o, 0) OR coalesce(s.t, b.template_version_id) "
            "<> b.template_version_id OR coalesce(s.t2, b.template_version_id) <> b.template_version_id)"
        ),
    ),
    "the totals of vouchers equal their rows": (
        "SELECT count(*) FROM voucher_total",
        (
            "WITH s AS (SELECT template_version_id AS t, valid_to_day AS d, sum(state = 'issued') AS o, "
            "sum(state = 'redeemed') AS r, sum(state = 'voided') AS w FROM voucher GROUP BY 1, 2) "
            "SELECT hex(coalesce(s.t, x.template_version_id)) FROM s FULL JOIN voucher_total x "
            "ON x.template_version_id = s.t AND x.valid_to_day = s.d WHERE coalesce(s.o, 0) <> "
            "coalesce(x.open, 0) OR coalesce(s.r, 0) <> coalesce(x.redeemed, 0) "
            "OR coalesce(s.w, 0) <> coalesce(x.voided, 0)"
        ),
    ),
    "what vouchers brought equals their sales": (
        "SELECT count(*) FROM voucher_result",
        (
            "WITH s AS (SELECT v.template_version_id AS t, "
            f"sum(u.leads AND {_OPEN_USE} AND NOT {_REVERSED_WHOLE}) AS n, "
            "sum(CASE WHEN u.leads THEN x.due - (SELECT coalesce(sum(r.amount), 0) FROM reversal r "
            "WHERE r.reverses_id = u.txn_id) ELSE 0 END) AS v, "
            f"sum(CASE WHEN {_OPEN_USE} AND NOT {_REVERSED_WHOLE} THEN u.discount ELSE 0 END) AS d "
            "FROM voucher_use u JOIN voucher v ON v.id = u.voucher_id JOIN sale x ON x.txn_id = u.txn_id "
            "GROUP BY 1) SELECT hex(coalesce(s.t, y.template_version_id)) FROM s FULL JOIN voucher_result y "
            "ON y.template_version_id = s.t "
            "WHERE s.n IS NOT y.sales OR s.v IS NOT y.turnover OR s.d IS NOT y.discount UNION ALL "
            "SELECT hex(txn_id) FROM voucher_use GROUP BY txn_id, template_id HAVING sum(leads) <> 1"
        ),
    ),
    "every template is its newest version": (
        "SELECT count(*) FROM voucher_template",
        (
            "SELECT hex(t.id) FROM voucher_template t LEFT JOIN voucher_template_version v "
            "ON v.id = t.current_version_id WHERE v.template_id IS NOT t.id OR v.name IS NOT t.name "
            "OR v.n IS NOT (SELECT max(n) FROM voucher_template_version WHERE template_id = t.id) UNION ALL "
            "SELECT hex(template_id) FROM voucher_template_version GROUP BY template_id "
            "HAVING max(n) <> count(*)"
        ),
    ),
}
