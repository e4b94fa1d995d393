"""Reversing in parts: what goes back adds up to what was paid, and no part is out of proportion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import Account
from model.money import Money, yuan
from model.reversal import (
    DoneTopUp,
    ReversalPlan,
    SoldLine,
    SoldSale,
    plan_sale_reversal,
    plan_top_up_reversal,
)
from model.sale import Bucket
from model.wallet import Lot, Wallet

TODAY = date(2026, 11, 21)
MEMBER, LOT = MemberId(b"m" * 16), LotId(b"l" * 16)
PRINCIPAL, BONUS, CASH, ROUNDED = (
    Bucket(Account.PRINCIPAL),
    Bucket(Account.BONUS, LOT),
    Bucket(Account.CASH),
    Bucket(Account.ROUNDING),
)


def line(number: int, quantity: int, points: int = 0, **parts: int) -> SoldLine:
    buckets = {"principal": PRINCIPAL, "bonus": BONUS, "cash": CASH, "rounding": ROUNDED}
    taken = tuple((buckets[name], Money(fen)) for name, fen in parts.items() if fen)
    return SoldLine(number, f"项目{number}", quantity, 0, taken, taken, points)


def after(sale: SoldSale, plan: ReversalPlan) -> SoldSale:
    """The sale as it stands once the plan was carried out."""
    done = dict(plan.quantities)
    gone = {(part.line, part.bucket): part.amount for part in plan.parts}
    return replace(
        sale,
        lines=tuple(
            replace(
                known,
                reversed_quantity=known.reversed_quantity + done.get(known.line, 0),
                allocations_left=tuple(
                    (bucket, left - gone.get((known.line, bucket), Money(0)))
                    for bucket, left in known.allocations_left
                ),
            )
            for known in sale.lines
        ),
    )


sold_lines = st.builds(
    lambda number, quantity, points, p, b, c, r: line(
        number, quantity, points, principal=p, bonus=b, cash=c, rounding=r
    ),
    st.just(0),
    st.integers(1, 12),
    st.integers(0, 500),
    *[st.integers(0, 50_000)] * 3,
    st.integers(0, 99),
)


@given(st.lists(sold_lines, min_size=1, max_size=4), st.data())
def test_parts_in_any_order_add_up_to_the_fen(lines: list[SoldLine], data: st.DataObject) -> None:
    sale = SoldSale(MEMBER, tuple(replace(known, line=n) for n, known in enumerate(lines)))
    back: dict[Bucket, int] = {}
    points = 0
    while any(known.left for known in sale.lines):
        first = next(known for known in sale.lines if known.left)
        wanted = {known.line: data.draw(st.integers(known is first, known.left)) for known in sale.lines}
        plan = plan_sale_reversal(sale, wanted)
        for bucket, amount in plan.back:
            back[bucket] = back.get(bucket, 0) + amount.fen
        for known in sale.lines:
            part = sum(p.amount.fen for p in plan.parts if p.line == known.line)
            whole = sum(amount.fen for _, amount in known.allocations)
            assert abs(part - Fraction(whole * wanted[known.line], known.quantity)) < 1
        assert plan.amount.fen == sum(a.fen for b, a in plan.back if b != ROUNDED)
        points += plan.points
        sale = after(sale, plan)
    taken: dict[Bucket, int] = {}
    for known in sale.lines:
        for bucket, amount in known.allocations:
            taken[bucket] = taken.get(bucket, 0) + amount.fen
    assert back == taken
    assert points == sum(known.points for known in sale.lines)
    with pytest.raises(UserError) as caught:
        plan_sale_reversal(sale, {0: 1})
    assert caught.value.code == "reverse.done"


def test_what_was_taken_comes_back_with_the_other_sign() -> None:
    sale = SoldSale(MEMBER, (line(0, 1, 5, principal=400, bonus=100, cash=500, rounding=3),))
    plan = plan_sale_reversal(sale, {0: 1})
    assert {(p.account, p.amount, p.lot_id) for p in plan.postings} == {
        (Account.PRINCIPAL, -400, None),
        (Account.BONUS, -100, LOT),
        (Account.CASH, -500, None),
        (Account.ROUNDING, -3, None),
        (Account.INCOME, 1_003, None),
        (Account.POINTS, 5, None),
        (Account.POINTS_GIVEN, -5, None),
    }
    assert plan.amount == Money(1_000)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "reverse.nothing"),
        ({0: 0}, "reverse.nothing"),
        ({0: 4}, "reverse.quantity"),
        ({0: -1}, "reverse.quantity"),
        ({7: 1}, "reverse.quantity"),
    ],
)
def test_a_sale_is_reversed_by_what_was_sold(wanted: dict[int, int], code: str) -> None:
    with pytest.raises(UserError) as caught:
        plan_sale_reversal(SoldSale(None, (line(0, 3, cash=300),)), wanted)
    assert caught.value.code == code


def done_top_up(bonus: int = 8_000, **tenders: int) -> DoneTopUp:
    left = tuple((Account(a), Money(v)) for a, v in sorted(tenders.items()))
    return DoneTopUp(MEMBER, Money(sum(tenders.values())), left, Money(bonus), LOT if bonus else None)


def wallet(principal: int, bonus: int) -> Wallet:
    return Wallet(Money(principal), (Lot(LOT, yuan(80), Money(bonus), TODAY, date(2020, 1, 1)),))


@given(st.integers(1, 100_000), st.integers(0, 100_000), st.integers(0, 50_000), st.lists(st.integers(1, 99)))
def test_parts_of_a_top_up_add_up_to_it(cash: int, card: int, bonus: int, steps: list[int]) -> None:
    known = done_top_up(bonus, cash=cash, **({"bank_card": card} if card else {}))
    paid_back: dict[Account, int] = {}
    taken_bonus = 0
    for percent in [*steps, 100]:
        if not known.left:
            break
        amount = Money(max(1, known.left.fen * percent // 100))
        plan = plan_top_up_reversal(known, wallet(known.left.fen, bonus - taken_bonus), amount)
        back = {b.account: a.fen for b, a in plan.back}
        assert back.pop(Account.PRINCIPAL) == -amount.fen
        taken_bonus -= back.pop(Account.BONUS, 0)
        assert sum(back.values()) == amount.fen
        for account, part in back.items():
            paid_back[account] = paid_back.get(account, 0) + part
        known = replace(
            known, tenders_left=tuple((a, v - Money(back.get(a, 0))) for a, v in known.tenders_left)
        )
        assert abs(taken_bonus - Fraction(bonus * known.reversed_paid.fen, known.paid.fen)) < 1
    assert paid_back == {Account.CASH: cash, **({Account.BANK_CARD: card} if card else {})}
    assert taken_bonus == bonus


@pytest.mark.parametrize(
    ("principal", "bonus", "amount", "possible"),
    [
        (50_000, 8_000, 50_000, None),
        (49_999, 8_000, 50_000, 49_999),
        (50_000, 7_999, 50_000, 49_999),
        (50_000, 4_000, 50_000, 25_006),
        (50_000, 0, 50_000, 6),
        (0, 8_000, 1, 0),
        (50_000, 4_000, 25_000, None),
    ],
)
def test_money_that_is_spent_is_not_paid_back_and_the_way_out_is_told(
    principal: int, bonus: int, amount: int, possible: int | None
) -> None:
    known = done_top_up(cash=50_000)
    if possible is None:
        plan_top_up_reversal(known, wallet(principal, bonus), Money(amount))
        return
    with pytest.raises(UserError) as caught:
        plan_top_up_reversal(known, wallet(principal, bonus), Money(amount))
    assert caught.value.code == "reverse.spent"
    most = caught.value.facts["possible"]
    assert most == Money(possible)
    if possible:
        plan_top_up_reversal(known, wallet(principal, bonus), Money(possible))
        with pytest.raises(UserError):
            plan_top_up_reversal(known, wallet(principal, bonus), Money(possible + 1))


@pytest.mark.parametrize(
    ("amount", "code"), [(0, "reverse.amount"), (-1, "reverse.amount"), (50_001, "reverse.amount")]
)
def test_no_more_than_was_paid(amount: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        plan_top_up_reversal(done_top_up(cash=50_000), wallet(99_999, 8_000), Money(amount))
    assert caught.value.code == code


def test_a_top_up_is_taken_back_once() -> None:
    known = replace(done_top_up(cash=50_000), tenders_left=((Account.CASH, Money(0)),))
    with pytest.raises(UserError) as caught:
        plan_top_up_reversal(known, wallet(99_999, 8_000), Money(1))
    assert caught.value.code == "reverse.done"
