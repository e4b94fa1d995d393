"""How often a test tries: usually, or with HYPOTHESIS_PROFILE=thorough as often as was ever claimed."""

from __future__ import annotations

import os
from typing import Final

THOROUGH: Final = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def often(usually: int, thoroughly: int) -> int:
    """How many times to try now."""
    return thoroughly if THOROUGH else usually
