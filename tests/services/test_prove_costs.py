"""What the proofs cost: none looks through a table of the shop once for every row of another."""

from __future__ import annotations

import pytest

from services.storage import verify
from tests.support import Till

IN_HAND = ("json_each", "o", "CONSTANT", "(subquery-3)", "(subquery-5)")
"""Lists inside one row."""
SMALL = ("hold", "h", "k", "f", "member_merge")
"""Bills that are parked, and merges (k of verify_moves.KIN, f of verify_refunds: records of one person)."""


def _is_large(step: str) -> bool:
    # The only virtual table is json_each: a list inside one row.
    in_hand = "VIRTUAL TABLE" in step or step.split()[1:2] in ([name] for name in (*IN_HAND, *SMALL))
    return step.startswith("SCAN ") and not in_hand


@pytest.mark.parametrize("name", list(verify._every_proof()))
def test_no_proof_is_quadratic(till: Till, name: str) -> None:
    plan = till.rows("EXPLAIN QUERY PLAN " + verify._every_proof()[name][1])
    steps = {row[0]: (row[1], row[3]) for row in plan}

    def above(step: int) -> list[str]:
        parent, text = steps[step]
        # What is materialized is looked through once, however often it is asked afterwards.
        ends = parent not in steps or text.startswith("MATERIALIZE")
        return [text, *(() if ends else above(parent))]

    for id_, (parent, text) in steps.items():
        if _is_large(text) and "RECURSIVE STEP" not in above(id_):
            assert not any("CORRELATED" in one for one in above(id_)), above(id_)
            beside = [t for p, t in steps.values() if p == parent and _is_large(t)]
            assert beside == [text], beside
