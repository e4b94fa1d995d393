"""The tour runs in either language: what it keeps has names that fit both."""

from __future__ import annotations

import re
from pathlib import Path

TOUR = Path(__file__).resolve().parents[2] / "ui" / "tour"


def test_the_pdfs_of_the_tour_have_plain_names() -> None:
    named = [
        name for file in TOUR.glob("*.py") for name in re.findall(r'"([^"*]+\.pdf)"', file.read_text("utf-8"))
    ]
    assert len(named) == len(set(named)) == 5
    assert all(re.fullmatch(r"[a-z0-9-]+\.pdf", name) for name in named)
