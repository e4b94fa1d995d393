"""Proofs of card refunds, transfers and merged members."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

FACTS: Final[dict[str, tuple[str, ...]]] = {"card_refund": ("card_refund_paid",), "transfer": ("transfer",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "ask_card_refund": ("card_refund_event",),
    "withdraw_card_refund": ("card_refund_event",),
    "card_refund": ("card_refund_event", "instalment_event", "pack_event"),
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
}
