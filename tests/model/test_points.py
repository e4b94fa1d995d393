"""Points: never invented, never more than the money spent earns, shared out to the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.bill import Bill, BillLine, ManualDiscount, Quote, price
from model.errors import UserError
from model.ids import ItemId, LotId, MemberId
from model.ledger import Account
from model.money import Money, yuan
from model.points import Earning, earned, expiring, kept_since, limit_of, most_usable
from model.reversal import SoldLine, SoldSale, plan_sale_reversal
from model.rules import ItemPoints, PointsRules
from model.sale import Payment, Tender, plan_sale
from model.shop import Policy, RoundingRule
from model.wallet import Lot, Wallet

MONDAY = date(2026, 11, 23)
ITEM, OTHER = ItemId(b"i" * 16), ItemId(b"o" * 16)
MEMBER = MemberId(b"m" * 16)
percents = st.integers(0, 1_000)


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=8),
    st.integers(0, 100),
    percents,
    st.integers(100, 1_000),
)
def test_points_are_whole_and_never_more_than_the_money_earns(
    spent: list[int], per_yuan: int, percent: int, birthday: int
) -> None:
    rules = PointsRules(items=(ItemPoints(ITEM, percent),), birthday_percent=birthday)
    items = [ITEM if n % 2 else None for n in range(len(spent))]
    found = earned(spent, items, Earning(per_yuan, rules, True), MONDAY)
    exact = sum(
        Fraction(fen * per_yuan * (percent if item else 100) * birthday, 100 * 10_000)
        for fen, item in zip(spent, items, strict=True)
    )
    assert sum(found) == int(exact)
    assert all(points >= 0 for points in found)
    assert all(not points for points, fen in zip(found, spent, strict=True) if not fen)


def test_the_largest_of_what_applies_to_a_day_counts_once() -> None:
    rules = PointsRules(double_weekdays=(1,), double_days=(MONDAY,), birthday_percent=150)
    assert Earning(1, rules, True).percent_on(MONDAY) == 200
    assert Earning(1, rules, True).percent_on(MONDAY + timedelta(days=1)) == 150
    assert Earning(1, rules).percent_on(MONDAY + timedelta(days=1)) == 100
    assert Earning(1, replace(rules, birthday_percent=300), True).percent_on(MONDAY) == 300


def lines(*fen: int) -> tuple[BillLine, ...]:
    return tuple(BillLine("洗剪吹", Money(each)) for each in fen)


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=6),
    st.integers(1, 5_000),
    st.integers(1, 500),
    st.integers(5_000, 10_000),
    st.sampled_from(RoundingRule),
)
def test_discounts_add_up_on_every_line(
    fen: list[int], points: int, each: int, tier_bp: int, rounding: RoundingRule
) -> None:
    plain = Bill(lines(*fen), tier_bp, ManualDiscount("老顾客", 1_000), rounding)
    before = price(plain)
    bill = replace(plain, points_used=points, fen_per_point=each)
    if points * each > before.before_points.fen:
        with pytest.raises(UserError, match=r"points\.over"):
            price(bill)
        return
    quote = price(bill)
    assert quote.points_discount.fen == points * each == sum(p.points_discount.fen for p in quote.lines)
    assert sum(p.points_used for p in quote.lines) == points
    assert all(p.net.fen >= 0 and p.points_used >= 0 for p in quote.lines)
    assert sum(p.net.fen for p in quote.lines) == quote.due.fen + quote.rounding.fen
    assert quote.before_points == before.before_points
    assert not quote.due.fen % rounding.step_fen
    assert (quote.tier_discount, quote.manual_discount) == (before.tier_discount, before.manual_discount)


def sold(quote: Quote, quantities: list[int]) -> SoldSale:
    tender = (Tender(Account.CASH, quote.due, quote.due),) if quote.due else ()
    wallet = Wallet(Money(0), (Lot(LotId(b"l" * 16), Money(0), Money(0), MONDAY, None),), 10**9)
    plan = plan_sale(quote, Payment(tenders=tender), Policy(), MONDAY, (MEMBER, wallet))
    parts = [
        tuple((a.bucket, a.amount) for a in plan.allocations if a.line == n) for n in range(len(quote.lines))
    ]
    return SoldSale(
        MEMBER,
        tuple(
            SoldLine(n, "x", quantities[n], 0, parts[n], parts[n], plan.line_points[n], line.points_used)
            for n, line in enumerate(quote.lines)
        ),
    )


@given(
    st.lists(st.tuples(st.integers(1, 50_000), st.integers(1, 7)), min_size=1, max_size=4),
    st.integers(1, 3_000),
    st.randoms(use_true_random=False),
)
def test_piece_by_piece_everything_comes_back(
    goods: list[tuple[int, int]], points: int, chance: object
) -> None:
    bill = Bill(tuple(BillLine("x", Money(fen), quantity) for fen, quantity in goods))
    points = min(points, price(bill).due.fen)
    quote = price(replace(bill, points_used=points, fen_per_point=1))
    sale = sold(quote, [quantity for _, quantity in goods])
    pieces = [n for n, (_, quantity) in enumerate(goods) for _ in range(quantity)]
    chance.shuffle(pieces)  # type: ignore[attr-defined]
    back = taken = money = 0
    for n in pieces:
        plan = plan_sale_reversal(sale, {n: 1})
        assert plan.points_back >= 0
        back, taken, money = back + plan.points_back, taken + plan.points, money + plan.amount.fen
        sale = SoldSale(MEMBER, tuple(_less(line, plan) for line in sale.lines))
    assert (back, taken, money) == (points, sum(line.points for line in sale.lines), quote.due.fen)


def _less(line: SoldLine, plan: object) -> SoldLine:
    parts = {p.bucket: p.amount for p in plan.parts if p.line == line.line}  # type: ignore[attr-defined]
    done = dict(plan.quantities).get(line.line, 0)  # type: ignore[attr-defined]
    left = tuple((b, Money(a.fen - parts.get(b, Money(0)).fen)) for b, a in line.allocations_left)
    return replace(line, reversed_quantity=line.reversed_quantity + done, allocations_left=left)


@given(st.integers(-100, 10**6), st.integers(0, 10**7), st.integers(0, 500), st.integers(0, 10_000))
def test_the_most_that_is_proposed_is_allowed_and_one_more_is_not(
    has: int, due: int, each: int, share_bp: int
) -> None:
    rules = PointsRules(fen_per_point=each, most_of_bill_bp=share_bp)
    most = most_usable(has, Money(due), rules)
    assert 0 <= most <= max(has, 0)
    assert most * each <= limit_of(Money(due), rules).fen
    if each and most < has:
        assert (most + 1) * each > limit_of(Money(due), rules).fen


@pytest.mark.parametrize(
    ("day", "months", "since"),
    [
        (date(2026, 12, 31), 1, date(2026, 11, 1)),
        (date(2027, 1, 1), 1, date(2026, 12, 1)),
        (date(2028, 2, 29), 12, date(2027, 2, 1)),
        (date(2026, 11, 21), 24, date(2024, 11, 1)),
        (date(2026, 11, 21), 0, None),
        (date(2026, 11, 21), 1_200 * 30, date.min),
    ],
)
def test_from_which_day_on_points_are_kept(day: date, months: int, since: date | None) -> None:
    assert kept_since(day, months) == since


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1_000), st.booleans()), max_size=20))
def test_expiry_takes_the_oldest_first_and_never_what_is_new(moves: list[tuple[bool, int, bool]]) -> None:
    """Against a queue of single grants: everything old first, then everything new."""
    old = sum(points for gain, points, new in moves if gain and not new)
    new = sum(points for gain, points, is_new in moves if gain and is_new)
    spent = min(sum(points for gain, points, _ in moves if not gain), old + new)
    assert expiring(old + new - spent, new) == max(0, old - spent)


def test_a_point_is_worth_the_same_in_every_corner() -> None:
    quote = price(Bill(lines(100), points_used=100, fen_per_point=1))
    assert (quote.due, quote.lines[0].net) == (Money(0), Money(0))
    assert price(Bill(lines(0, 10_000), points_used=3, fen_per_point=1)).lines[0].points_used == 0
    assert limit_of(yuan(1), PointsRules(most_of_bill_bp=0)) == Money(0)
