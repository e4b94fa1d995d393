"""How items are put on paper: what a page offers before anything is printed."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """How items are put on paper."""

    A4_2X4 = "a4_2x4"
    A4_2X5 = "a4_2x5"
    CARD = "card"
    """One of 90 × 54 mm to a page, for card printers."""
    ROLL_80 = "roll_80"
    ROLL_58 = "roll_58"
