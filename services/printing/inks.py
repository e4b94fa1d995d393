"""The colours that vouchers and cards are printed in: the same on paper whatever theme the screen has."""

from __future__ import annotations

from typing import Final

INKS: Final[dict[str, str]] = {
    "rose": "#B5354F",
    "green": "#2E7D5B",
    "navy": "#2F5D8A",
    "amber": "#B26A00",
    "plum": "#6B4A8B",
    "ink": "#3A3632",
}
"""name → #RRGGBB, each dark enough on white for small text."""
