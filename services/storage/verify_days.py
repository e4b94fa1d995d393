"""Proofs of use: what had a last day was used by it, on the day it was, whatever day it is booked on."""

from __future__ import annotations

from typing import Final

from services.storage.day_rows import day_of

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "no bonus was spent after its last day": (
        "SELECT count(*) FROM allocation WHERE account = 'bonus'",
        (
            "SELECT hex(a.txn_id) || ' ' || a.line FROM allocation a JOIN bonus_lot l ON l.id = a.lot_id "
            "JOIN txn t ON t.id = a.txn_id WHERE a.account = 'bonus' AND l.expires_day < t.business_day "
            f"AND l.expires_day < {day_of()}"
        ),
    ),
    # A last day only ever moves to a later one: what is stored now bounds every use there was.
    "no voucher was used before its first day or after its last": (
        "SELECT count(*) FROM voucher_use",
        (
            "SELECT hex(u.voucher_id) FROM voucher_use u JOIN voucher v ON v.id = u.voucher_id "
            f"JOIN txn t ON t.id = u.txn_id WHERE {day_of()} NOT BETWEEN v.valid_from_day AND v.valid_to_day"
        ),
    ),
    "no friend card was used after its last day": (
        "SELECT count(*) FROM friend_card_event WHERE kind = 'used'",
        (
            "SELECT hex(c.id) FROM friend_card_event e JOIN friend_card c ON c.id = e.card_id "
            "JOIN operation o ON o.id = e.operation_id "
            f"WHERE e.kind = 'used' AND {day_of('o', 'id')} > c.valid_to_day"
        ),
    ),
}
