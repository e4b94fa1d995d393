"""Proofs of points and tiers: what was spent, moved by hand and reached."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, tuple[str, ...]]] = {"points": ("points_move",), "expiry": ("points_move",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {}
