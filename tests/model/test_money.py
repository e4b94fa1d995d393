"""Money: what people type, and splitting to the fen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.money import MAX_FEN, ZERO, Money, parse_money, portion, split, total, yuan
from tests.hostile import HOSTILE

amounts = st.integers(-MAX_FEN, MAX_FEN)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("68", 6_800),
        ("68.5", 6_850),
        ("68.50", 6_850),
        ("68.", 6_800),
        (".5", 50),
        ("0", 0),
        ("0.01", 1),
        ("007", 700),
        ("¥1,286.50", 128_650),
        ("￥1，286．50", 128_650),
        ("１２３．４５", 12_345),
        ("68。5", 6_850),
        ("68元", 6_800),
        (" ¥ 68 ", 6_800),
        ("1,000,000", 100_000_000),
        ("100000000000", MAX_FEN),
    ],
)
def test_what_people_type_is_read(text: str, fen: int) -> None:
    assert parse_money(text) == Money(fen)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.empty"),
        ("  ", "money.empty"),
        ("¥", "money.empty"),
        ("元", "money.empty"),
        ("-5", "money.unreadable"),
        ("+5", "money.unreadable"),
        ("1.234", "money.unreadable"),
        ("1,28", "money.unreadable"),
        ("12,34,567", "money.unreadable"),
        ("1e5", "money.unreadable"),
        ("0x10", "money.unreadable"),
        ("1 000", "money.unreadable"),
        ("1_000", "money.unreadable"),
        ("٣٤٥", "money.unreadable"),
        ("५", "money.unreadable"),
        ("五", "money.unreadable"),
        (".", "money.unreadable"),
        ("1..5", "money.unreadable"),
        ("NaN", "money.unreadable"),
        ("Infinity", "money.unreadable"),
        ("68 68", "money.unreadable"),
        ("9999999999999", "money.unreadable"),
        ("100000000000.01", "money.too_large"),
        ("999999999999", "money.too_large"),
    ],
)
def test_anything_else_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_money(text)
    assert caught.value.code == code


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_amounts_are_read_or_refused_in_few_words(text: str) -> None:
    told = ""
    try:
        parse_money(text)
    except UserError as error:
        told = str(error.facts.get("text", ""))
    assert len(told) <= 40


@given(st.integers(0, MAX_FEN))
def test_what_is_shown_is_read_back(fen: int) -> None:
    assert parse_money(str(Money(fen))) == Money(fen)
    assert parse_money(Money(fen).plain()) == Money(fen)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(0, "¥0.00"), (5, "¥0.05"), (-5, "-¥0.05"), (128_650, "¥1,286.50"), (-128_650, "-¥1,286.50")],
)
def test_money_is_shown_with_grouping_and_two_decimals(fen: int, shown: str) -> None:
    assert str(Money(fen)) == shown


@pytest.mark.parametrize("value", [1.0, True, "1", None])
def test_only_whole_fen_are_money(value: object) -> None:
    with pytest.raises(TypeError):
        Money(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1) * value  # type: ignore[operator]


def test_the_absurd_is_refused_wherever_it_arises() -> None:
    most = Money(MAX_FEN)
    for grow in (
        lambda: most + Money(1),
        lambda: -most - Money(1),
        lambda: most * 2,
        lambda: total([most, most]),
    ):
        with pytest.raises(UserError) as caught:
            grow()
        assert caught.value.code == "money.too_large"


@given(amounts, weights)
def test_parts_add_up_and_none_is_a_fen_off(amount: int, by: list[int]) -> None:
    if not sum(by):
        assert split(0, by) == [0] * len(by)
        if amount:
            with pytest.raises(ValueError, match="nothing to split by"):
                split(amount, by)
        return
    parts = split(amount, by)
    assert sum(parts) == amount
    for part, weight in zip(parts, by, strict=True):
        assert abs(part - Fraction(amount * weight, sum(by))) < 1
        assert weight or not part


@given(st.integers(0, 10**9), weights)
def test_no_part_is_larger_than_its_weight_when_the_whole_is_not(amount: int, by: list[int]) -> None:
    amount = min(amount, sum(by))
    assert all(part <= weight for part, weight in zip(split(amount, by), by, strict=True)) or not sum(by)


def test_the_largest_remainder_gets_the_fen_and_the_earlier_of_two() -> None:
    assert split(100, (1, 1, 1)) == [34, 33, 33]
    assert split(10, (33, 33, 34)) == [3, 3, 4]
    assert split(-100, (1, 1, 1)) == [-34, -33, -33]
    with pytest.raises(ValueError, match="negative"):
        split(5, (1, -1))


@given(st.integers(0, MAX_FEN), st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_portion_is_rounded_half_up(amount: int, numerator: int, denominator: int) -> None:
    exact = Fraction(amount * numerator, denominator)
    found = portion(amount, numerator, denominator)
    assert -Fraction(1, 2) < found - exact <= Fraction(1, 2)


@pytest.mark.parametrize("wrong", [(-1, 1, 1), (1, -1, 1), (1, 1, 0), (1, 1, -1)])
def test_a_portion_is_of_something_by_something(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="portion"):
        portion(*wrong)


def test_sums() -> None:
    assert total([]) == ZERO
    assert total([yuan(1), Money(5)]) == Money(105)
    assert not ZERO
    assert Money(1)
    assert -Money(5) == Money(-5)
