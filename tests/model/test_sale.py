"""Planning a sale: tenders, buckets, lines, points and postings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.bill import Bill, BillLine, price
from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import Account
from model.money import ZERO, Money, split, yuan
from model.sale import Bucket, Payment, SalePlan, Tender, allocate, plan_sale
from model.shop import Policy, RoundingRule, SpendingOrder
from model.wallet import Lot, Wallet

TODAY = date(2026, 11, 21)
MEMBER, LOT = MemberId(b"m" * 16), LotId(b"l" * 16)
WALLET = Wallet(yuan(500), (Lot(LOT, yuan(100), yuan(100), TODAY, None),))
POLICY = Policy()
BILL = Bill((BillLine("洗剪吹", yuan(68)), BillLine("头皮护理", yuan(168), 2)))


def paid(stored: int = 0, **tenders: int) -> Payment:
    """Fen by account; every tender received as it counts."""
    return Payment(Money(stored), tuple(Tender(Account(a), Money(v), Money(v)) for a, v in tenders.items()))


def plan(payment: Payment, bill: Bill = BILL, policy: Policy = POLICY, *, member: bool = True) -> SalePlan:
    return plan_sale(price(bill), payment, policy, TODAY, (MEMBER, WALLET) if member else None)


def test_a_mixed_payment_goes_to_its_accounts() -> None:
    found = plan(paid(30_000, cash=5_400, wechat=5_000))
    assert {(p.account, p.amount) for p in found.postings} == {
        (Account.PRINCIPAL, 25_000),
        (Account.BONUS, 5_000),
        (Account.CASH, 5_400),
        (Account.WECHAT, 5_000),
        (Account.INCOME, -40_400),
        (Account.POINTS, -354),
        (Account.POINTS_GIVEN, 354),
    }


def test_points_are_for_real_money_on_lines_that_earn() -> None:
    first, second = BILL.lines
    bonus_first = Policy(spending_order=SpendingOrder.BONUS_FIRST)
    assert plan(paid(10_000, cash=30_400), policy=bonus_first).points == 304
    none = Bill((replace(first, earns_points=False), replace(second, earns_points=False)))
    assert plan(paid(cash=40_400), none).points == 0
    one = Bill((first, replace(second, earns_points=False)))
    assert plan(paid(cash=40_400), one).line_points == (68, 0)
    assert plan(paid(cash=40_400), policy=Policy(points_per_yuan=3)).points == 1_212
    assert plan(paid(cash=40_400), member=False).points == 0


def test_change_is_given_on_cash_only() -> None:
    tender = Tender(Account.CASH, yuan(404), yuan(500))
    assert plan(Payment(ZERO, (tender,))).change == yuan(96)


@pytest.mark.parametrize(
    ("payment", "code"),
    [
        (paid(cash=40_399), "tender.sum"),
        (paid(cash=40_401), "tender.sum"),
        (paid(), "tender.sum"),
        (paid(-100, cash=40_500), "tender.sum"),
        (Payment(ZERO, (Tender(Account.CASH, yuan(404), yuan(400)),)), "tender.change"),
        (Payment(ZERO, (Tender(Account.WECHAT, yuan(404), yuan(500)),)), "tender.change"),
        (paid(principal=40_400), "tender.unknown"),
        (paid(bonus=40_400), "tender.unknown"),
        (paid(income=40_400), "tender.unknown"),
        (paid(cash=0, wechat=40_400), "tender.unknown"),
        (paid(cash=-100, wechat=40_500), "tender.unknown"),
        (
            Payment(
                ZERO, (Tender(Account.CASH, yuan(4), yuan(4)), Tender(Account.CASH, yuan(400), yuan(400)))
            ),
            "tender.unknown",
        ),
    ],
)
def test_a_payment_that_does_not_fit_is_refused(payment: Payment, code: str) -> None:
    with pytest.raises(UserError) as caught:
        plan(payment)
    assert caught.value.code == code


def test_other_refusals() -> None:
    for refuse, code in (
        (lambda: plan(paid(), Bill(())), "bill.empty"),
        (lambda: plan(paid(40_400), member=False), "sale.member_needed"),
        (
            lambda: plan_sale(
                price(Bill((BillLine("卡", yuan(700)),))), paid(70_000), Policy(), TODAY, (MEMBER, WALLET)
            ),
            "balance.short",
        ),
    ):
        with pytest.raises(UserError) as caught:
            refuse()
        assert caught.value.code == code


def test_a_bill_of_nothing_is_a_sale_without_postings() -> None:
    found = plan(paid(), Bill((BillLine("送", ZERO),)))
    assert (found.postings, found.allocations, found.points) == ((), (), 0)


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=10),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=7),
)
def test_rows_and_columns_add_up(nets: list[int], shares: list[int]) -> None:
    sizes = split(sum(nets), shares)
    buckets = [(Bucket(Account.BONUS, LotId(bytes([n]))), size) for n, size in enumerate(sizes)]
    rows: defaultdict[int, int] = defaultdict(int)
    columns: defaultdict[Bucket, int] = defaultdict(int)
    for part in allocate(nets, buckets):
        assert part.amount.fen > 0
        rows[part.line] += part.amount.fen
        columns[part.bucket] += part.amount.fen
    assert [rows[n] for n in range(len(nets))] == nets
    assert [columns[bucket] for bucket, _ in buckets] == sizes


def test_buckets_and_lines_that_differ_are_a_bug() -> None:
    with pytest.raises(AssertionError):
        allocate([5], [(Bucket(Account.CASH), 4)])


@given(
    st.integers(0, 60_000),
    st.sampled_from(SpendingOrder),
    st.sampled_from(RoundingRule),
    st.integers(0, 10_000),
)
def test_every_plan_balances_and_allocates_everything(
    stored: int, order: SpendingOrder, rounding: RoundingRule, tier: int
) -> None:
    bill = replace(BILL, rounding=rounding, tier_discount_bp=tier)
    quote = price(bill)
    stored = min(stored, quote.due.fen)
    rest = quote.due.fen - stored
    found = plan(paid(stored, **({"alipay": rest} if rest else {})), bill, Policy(spending_order=order))
    fen = [p for p in found.postings if p.account not in (Account.POINTS, Account.POINTS_GIVEN)]
    assert sum(p.amount for p in fen) == 0
    assert sum(a.amount.fen for a in found.allocations) == quote.due.fen + quote.rounding.fen
    assert found.draw.principal.fen + found.draw.bonus.fen == stored
    assert found.points == (quote.due.fen - found.draw.bonus.fen) // 100
