"""Proofs of the drawer and the day closes, and of what is owed by expiry."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {"cash": ("cash_move",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {"day_close": ("day_close",)}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "bonus by its last day equals the lots": (
        "SELECT count(*) FROM lot_total",
        (
            "WITH s AS (SELECT coalesce(l.expires_day, 0) AS day, sum(b.remaining) AS left "
            "FROM lot_balance b JOIN bonus_lot l ON l.id = b.lot_id GROUP BY 1) "
            "SELECT coalesce(s.day, t.expires_day) FROM s FULL JOIN lot_total t ON t.expires_day = s.day "
            "WHERE coalesce(s.left, 0) <> coalesce(t.remaining, 0)"
        ),
    ),
}
