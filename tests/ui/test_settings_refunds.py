"""The settings of card refunds: rates as lines, there and back."""

from __future__ import annotations

from datetime import date

import pytest

from model.money import yuan
from model.rules import REFUNDS, InterestRate, RefundRules
from ui.settings.refund_pane import RefundDraft, draft_of, rules_of


def test_rates_are_lines_and_come_back_the_same() -> None:
    draft = draft_of(REFUNDS)
    assert draft.rates.splitlines() == ["2015-10-24 3.10 1.50", "2025-05-20 3.00 1.50"]
    assert rules_of(RefundRules(), draft) == REFUNDS


def test_lines_are_read_as_people_write_them() -> None:
    draft = RefundDraft(10, yuan(200), " 2027-01-01，2.95%，1.1% \n\n2025-05-20 3 1.5\n2025-05-20 3.05 1.45")
    assert rules_of(RefundRules(), draft) == RefundRules(
        (InterestRate(date(2025, 5, 20), 305, 145), InterestRate(date(2027, 1, 1), 295, 110)), 10, yuan(200)
    )


@pytest.mark.parametrize("line", ["2025-05-20 3.00", "2025-13-01 3 1", "3.00 1.50", "2025-05-20 -3 1", "x"])
def test_a_line_that_is_no_rate_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=line):
        rules_of(RefundRules(), RefundDraft(7, yuan(100), f"2015-10-24 3.10 1.50\n{line}"))
