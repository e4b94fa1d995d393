"""Proofs of top-up plans: each purchase has its version, each instalment its claim, each gift its stock."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {"top_up": ("purchase",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {
    "save_plan": ("plan_version",),
    "top_up": ("gift_move",),
    "reversal": ("gift_move", "instalment_event"),
    "claim": ("instalment_event",),
}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {}
