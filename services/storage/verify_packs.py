"""Proofs of session packs: every session is a row, every value a posting."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "top_up": ("pack_event",),
    "pack_sale": ("pack_event",),
    "pack_use": ("pack_event",),
    "pack_extended": ("pack_event",),
    "pack_refund": ("pack_event",),
    "card_refund": ("pack_event",),
    "reversal": ("pack_event",),
}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {}
