"""Pricing a bill: discounts by line, rounding off, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.bill import MAX_LINES, MAX_QUANTITY, Bill, BillLine, ManualDiscount, price
from model.errors import UserError
from model.money import MAX_FEN, ZERO, Money, yuan
from model.shop import RoundingRule

CUT, CARE = BillLine("洗剪吹", yuan(68)), BillLine("头皮护理", yuan(168), 2)


def test_a_plain_bill_is_the_sum_of_its_lines() -> None:
    quote = price(Bill((CUT, CARE)))
    assert (quote.list_total, quote.due) == (yuan(404), yuan(404))
    assert [line.net for line in quote.lines] == [yuan(68), yuan(336)]


def test_nothing_is_due_on_an_empty_bill() -> None:
    assert price(Bill(())).due == ZERO


@pytest.mark.parametrize(
    ("tier", "manual", "rounding", "due"),
    [
        (9_000, None, RoundingRule.NONE, 36_360),
        (9_000, ManualDiscount("老顾客", 500), RoundingRule.NONE, 34_542),
        (9_000, ManualDiscount("老顾客", 500), RoundingRule.JIAO, 34_540),
        (9_000, ManualDiscount("老顾客", 500), RoundingRule.YUAN, 34_500),
        (10_000, ManualDiscount("老顾客", amount=yuan(4)), RoundingRule.NONE, 40_000),
        (10_000, ManualDiscount("送", 10_000), RoundingRule.YUAN, 0),
        (0, None, RoundingRule.NONE, 0),
    ],
)
def test_the_tier_goes_first_then_the_hand_then_rounding(
    tier: int, manual: ManualDiscount | None, rounding: RoundingRule, due: int
) -> None:
    quote = price(Bill((CUT, CARE), tier, manual, rounding))
    assert quote.due == Money(due)
    assert (
        quote.due.fen
        == quote.list_total.fen - quote.tier_discount.fen - quote.manual_discount.fen - quote.rounding.fen
    )


def test_a_line_without_discount_keeps_its_price_from_the_tier() -> None:
    quote = price(Bill((CUT, replace(CARE, discountable=False)), 5_000))
    assert [line.tier_discount for line in quote.lines] == [yuan(34), ZERO]


lines = st.lists(
    st.builds(
        BillLine,
        st.just("项目"),
        st.integers(0, 10**7).map(Money),
        st.integers(1, 99),
        discountable=st.booleans(),
    ),
    max_size=12,
)


@given(lines, st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from(RoundingRule))
def test_parts_of_lines_add_up_to_the_bill(
    bill_lines: list[BillLine], tier: int, percent: int, rounding: RoundingRule
) -> None:
    quote = price(Bill(tuple(bill_lines), tier, ManualDiscount("促销", percent), rounding))
    assert sum(line.tier_discount.fen for line in quote.lines) == quote.tier_discount.fen
    assert sum(line.manual_discount.fen for line in quote.lines) == quote.manual_discount.fen
    assert sum(line.net.fen for line in quote.lines) == quote.due.fen + quote.rounding.fen
    assert all(line.net.fen >= 0 for line in quote.lines)
    assert 0 <= quote.rounding.fen < rounding.step_fen
    assert quote.due.fen % rounding.step_fen == 0
    assert quote.manual_share_bp <= 10_000 + (quote.manual_discount.fen == 0)


@pytest.mark.parametrize(
    ("bill", "code"),
    [
        (Bill((CUT,) * (MAX_LINES + 1)), "bill.lines"),
        (Bill((replace(CUT, quantity=0),)), "bill.quantity"),
        (Bill((replace(CUT, quantity=-1),)), "bill.quantity"),
        (Bill((replace(CUT, quantity=MAX_QUANTITY + 1),)), "bill.quantity"),
        (Bill((replace(CUT, unit_price=Money(-1)),)), "bill.price"),
        (Bill((CUT,), 10_001), "bill.discount"),
        (Bill((CUT,), -1), "bill.discount"),
        (Bill((CUT,), manual=ManualDiscount("x", 10_001)), "bill.discount"),
        (Bill((CUT,), manual=ManualDiscount("x", -1)), "bill.discount"),
        (Bill((CUT,), manual=ManualDiscount("x", amount=Money(-1))), "bill.discount"),
        (Bill((CUT,), manual=ManualDiscount(" ", 100)), "bill.reason"),
        (Bill((CUT,), manual=ManualDiscount("x", amount=Money(6_801))), "bill.discount_over"),
        (Bill((CUT,), manual=ManualDiscount("x", 10_000, Money(1))), "bill.discount_over"),
        (Bill((replace(CUT, unit_price=Money(MAX_FEN), quantity=2),)), "money.too_large"),
        (Bill((replace(CUT, unit_price=Money(MAX_FEN)),) * 2), "money.too_large"),
    ],
)
def test_what_no_counter_sells_is_refused_by_name(bill: Bill, code: str) -> None:
    with pytest.raises(UserError) as caught:
        price(bill)
    assert caught.value.code == code


def test_the_share_by_hand_is_rounded_up_so_that_no_limit_is_passed_unnoticed() -> None:
    assert price(Bill((CUT,), manual=ManualDiscount("x", amount=Money(341)))).manual_share_bp == 502
    assert price(Bill((CUT,), manual=ManualDiscount("x", 500))).manual_share_bp == 500
    assert price(Bill((replace(CUT, unit_price=ZERO),))).manual_share_bp == 0
