"""Proofs of card refunds, transfers and merged members."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

FACTS: Final[dict[str, tuple[str, ...]]] = {"card_refund": ("card_refund_paid",), "transfer": ("transfer",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "ask_card_refund": ("card_refund_event",),
    "withdraw_card_refund": ("card_refund_event",),
    "card_refund": ("card_refund_event", "gift_move", "instalment_event", "pack_event"),
}

_OUT: Final = (
    "(SELECT coalesce(-sum(x.amount), 0) FROM posting x WHERE x.txn_id = p.txn_id "
    "AND x.account IN ('cash', 'wechat', 'alipay', 'bank_card'))"
)
_INTEREST: Final = (
    "(SELECT coalesce(sum(x.amount), 0) FROM posting x WHERE x.txn_id = p.txn_id AND x.account = 'interest')"
)
_PAID_IN: Final = (
    "(SELECT coalesce(sum(json_extract(value, '$.paid')), 0) FROM json_each(p.worksheet, '$.chosen.parts'))"
)


def _sum_of(rows: str, *fields: str) -> str:
    """The sum of the product of these fields of each `h` of a worksheet."""
    product = " * ".join(f"json_extract(h.value, '{field}')" for field in fields)
    return f"(SELECT coalesce(sum({product}), 0) FROM {rows})"


_RESTOCKED: Final = "json_each(p.worksheet, '$.restocked') h"
_HANDED: Final = "json_each(p.worksheet, '$.worksheet.account.purchases') u, json_each(u.value, '$.handed') h"
_WITH_TOP_UPS: Final = (
    "WITH RECURSIVE f (id) AS (SELECT t.member_id FROM txn t WHERE t.id = p.txn_id UNION "
    "SELECT m.from_id FROM f JOIN member_merge m ON m.into_id = f.id) SELECT 1 FROM f "
    "CROSS JOIN txn b ON b.member_id = f.id AND b.kind = 'top_up' "
    "CROSS JOIN gift_move g ON g.txn_id = b.id WHERE g.kind = 'out' "
)
"""Gifts that went out with a top-up of the refund's member, or of a record that was merged into it."""
_BACK: Final = "FROM gift_move g WHERE g.txn_id = p.txn_id AND g.kind = 'back')"


def somebody_else(person: str) -> str:
    """Whether history shows that this was not the only person of the shop at operation `o`.

    Somebody signed in before or after it whom nobody let go, or came to let in, in between.
    """
    return (
        "EXISTS (SELECT 1 FROM operation s WHERE s.counter_id = o.counter_id "
        f"AND s.kind IN ('sign_in', 'approve') AND s.staff_id <> {person} "
        "AND NOT EXISTS (SELECT 1 FROM operation v WHERE v.counter_id = o.counter_id "
        "AND v.kind = 'save_staff' AND v.subject_id = s.staff_id "
        "AND v.seq BETWEEN min(s.seq, o.seq) AND max(s.seq, o.seq)))"
    )


_ENDS: Final = (
    "WITH c AS MATERIALIZED (SELECT t.member_id, t.row, o.counter_id, o.seq FROM card_refund_paid p "
    "CROSS JOIN txn t ON t.id = p.txn_id JOIN operation o ON o.id = t.operation_id WHERE p.closed = 1), "
    "r AS MATERIALIZED (SELECT subject_id AS member_id, counter_id, seq FROM operation "
    "WHERE kind = 'reopen_account') "
)
"""Every closing of an account, and every time one was opened again."""

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every card refund is as its last event left it": (
        "SELECT count(*) FROM card_refund",
        (
            "SELECT hex(r.id) FROM card_refund r LEFT JOIN card_refund_event e ON e.refund_id = r.id "
            "AND e.n = r.version WHERE e.kind IS NOT r.state OR r.version <> (SELECT count(*) "
            "FROM card_refund_event c WHERE c.refund_id = r.id) OR (r.state = 'paid') <> "
            "EXISTS (SELECT 1 FROM card_refund_paid p WHERE p.refund_id = r.id AND p.txn_id IS e.txn_id)"
        ),
    ),
    "every card refund paid what its worksheet says, to the fen": (
        "SELECT count(*) FROM card_refund_paid",
        (
            "SELECT hex(p.txn_id) FROM card_refund_paid p JOIN card_refund r ON r.id = p.refund_id "
            "LEFT JOIN txn t ON t.id = p.txn_id WHERE t.kind IS NOT 'card_refund' "
            "OR t.member_id IS NOT r.member_id OR t.amount <> p.refunded + p.interest "
            f"OR {_OUT} <> p.refunded + p.interest OR {_INTEREST} <> p.interest "
            "OR json_extract(p.worksheet, '$.chosen.refunded') IS NOT p.refunded "
            "OR json_extract(p.worksheet, '$.chosen.interest') IS NOT p.interest "
            "OR json_extract(p.worksheet, '$.chosen.cause') IS NOT p.cause OR p.asked_by <> r.asked_by "
            f"OR p.refunded > {_PAID_IN} UNION ALL SELECT hex(id) FROM txn WHERE kind = 'card_refund' "
            "AND id NOT IN (SELECT txn_id FROM card_refund_paid)"
        ),
    ),
    "a card refund leaves nothing behind": (
        "SELECT count(*) FROM card_refund_paid",
        (
            # CROSS JOIN: only for the refunds is an account added up, not for every transaction.
            "SELECT hex(t.id) FROM card_refund_paid p CROSS JOIN txn t ON t.id = p.txn_id "
            "WHERE t.principal_after <> 0 OR t.bonus_after <> 0 OR EXISTS (SELECT 1 FROM txn e "
            "CROSS JOIN posting x ON x.txn_id = e.id WHERE e.member_id = t.member_id AND e.row <= t.row "
            "AND x.account IN ('principal', 'bonus', 'pack') GROUP BY x.account HAVING sum(x.amount) <> 0) "
            "UNION ALL SELECT hex(m.id) FROM member m JOIN member_balance b ON b.member_row = m.row "
            "WHERE m.closed_ms IS NOT NULL AND (b.principal <> 0 OR b.bonus <> 0 "
            "OR EXISTS (SELECT 1 FROM pack k WHERE k.member_id = m.id AND k.state = 'open') "
            "OR EXISTS (SELECT 1 FROM instalment i WHERE i.member_id = m.id AND i.state = 'pending'))"
        ),
    ),
    "every card refund was asked for when, by whom and why its row says": (
        "SELECT count(*) FROM card_refund",
        (
            "SELECT hex(r.id) FROM card_refund r LEFT JOIN card_refund_event e ON e.refund_id = r.id "
            "AND e.n = 1 LEFT JOIN operation o ON o.id = e.operation_id WHERE e.kind IS NOT 'asked' "
            f"OR e.at_ms <> r.asked_ms OR e.reason <> r.reason OR {day_of('o', 'id')} IS NOT r.asked_day "
            "OR o.staff_id IS NOT r.asked_by OR o.subject_id IS NOT r.id "
            "OR NOT instr(o.changed, lower(hex(r.member_id)))"
        ),
    ),
    "every card refund was approved by another person, or by the only one of the shop": (
        "SELECT count(*) FROM card_refund_paid",
        (
            "SELECT hex(p.txn_id) FROM card_refund_paid p JOIN txn t ON t.id = p.txn_id "
            "JOIN operation o ON o.id = t.operation_id WHERE o.approved_by IS NOT p.approved_by "
            "OR (p.asked_by = p.approved_by) <> (p.alone <> '') "
            "OR CASE WHEN p.alone = '' THEN 0 ELSE p.people <> 1 "
            "OR json_extract(o.detail, '$.alone') IS NOT p.alone "
            f"OR {somebody_else('p.asked_by')} END"
        ),
    ),
    "gifts went back into the stock as the worksheets say, and were paid for by who may be asked to": (
        "SELECT count(*) FROM card_refund_paid",
        (
            "SELECT hex(p.txn_id) FROM card_refund_paid p "
            f"WHERE (SELECT coalesce(sum(g.quantity), 0) {_BACK} <> {_sum_of(_RESTOCKED, '$.quantity')} "
            f"OR (SELECT coalesce(sum(g.quantity * g.list_value), 0) {_BACK} <> "
            f"{_sum_of(_RESTOCKED, '$.quantity', '$.list_value')} "
            "OR (json_array_length(p.worksheet, '$.restocked') > 0 "
            "AND json_extract(p.worksheet, '$.chosen.reading.handed') IS NOT 'returned') "
            "OR (coalesce(json_extract(p.worksheet, '$.chosen.gifts_off'), 0) > 0 AND (p.cause <> 'member' "
            "OR json_extract(p.worksheet, '$.chosen.reading.handed') IS NOT 'deducted')) "
            "OR coalesce(json_extract(p.worksheet, '$.chosen.gifts_off'), 0) > "
            f"{_sum_of(_HANDED, '$.quantity', '$.list_value')} "
            f"OR EXISTS (SELECT 1 FROM {_HANDED} WHERE NOT EXISTS ({_WITH_TOP_UPS} "
            "AND g.name = json_extract(h.value, '$.name') "
            "AND -g.quantity = json_extract(h.value, '$.quantity') "
            "AND g.list_value = json_extract(h.value, '$.list_value'))) UNION ALL "
            "SELECT hex(g.gift_id) FROM gift_move g WHERE g.kind IN ('out', 'back') "
            "GROUP BY g.gift_id HAVING sum(g.quantity) > 0"
        ),
    ),
    "nothing is sold to a closed account until somebody opens it again": (
        "SELECT count(*) FROM card_refund_paid WHERE closed = 1",
        (
            _ENDS + "SELECT hex(t.id) FROM c CROSS JOIN txn t ON t.member_id = c.member_id AND t.row > c.row "
            "JOIN operation o ON o.id = t.operation_id "
            "WHERE t.kind IN ('sale', 'top_up', 'claim', 'pack_sale', 'pack_use') "
            "AND o.counter_id = c.counter_id AND NOT EXISTS (SELECT 1 FROM r WHERE r.member_id = c.member_id "
            "AND r.counter_id = c.counter_id AND r.seq BETWEEN c.seq AND o.seq) UNION ALL "
            "SELECT hex(m.id) FROM member m WHERE m.closed_ms IS NOT NULL "
            "AND coalesce((SELECT max(seq) FROM c WHERE c.member_id = m.id), 0) "
            "<= coalesce((SELECT max(seq) FROM r WHERE r.member_id = m.id), 0) "
            "UNION ALL SELECT hex(m.id) FROM (SELECT member_id, max(seq) AS seq FROM c GROUP BY member_id) c "
            "JOIN member m ON m.id = c.member_id WHERE m.closed_ms IS NULL AND c.seq > "
            "coalesce((SELECT max(seq) FROM r WHERE r.member_id = c.member_id), 0)"
        ),
    ),
}
