"""Proofs of card refunds, transfers and merged members."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {"card_refund": ("card_refund_paid",), "transfer": ("transfer",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {}
