"""Tiers: the ladder, the window and what undoes what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.ids import TierId
from model.money import Money, yuan
from model.tier import NO_RANK, Rung, causes, deserved, distance, leaves_on, months_before, window_start

GOLD = Rung(TierId(b"g" * 16), "金卡", 10, yuan(1_000))
DIAMOND = Rung(TierId(b"d" * 16), "钻卡", 20, yuan(3_000))
LADDER = (GOLD, DIAMOND)
ladders = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10**6)), max_size=6).map(
    lambda rungs: tuple(
        Rung(TierId(bytes([n]) * 16), str(n), rank, Money(fen)) for n, (rank, fen) in enumerate(rungs)
    )
)


def test_a_fen_makes_the_difference() -> None:
    assert deserved(LADDER, 99_999) is None
    assert deserved(LADDER, 100_000) is GOLD
    found = distance(LADDER, NO_RANK, Money(90_000), Money(9_999))
    assert (found.reached, found.next, found.missing) == (None, GOLD, Money(1))
    found = distance(LADDER, NO_RANK, Money(90_000), Money(10_000))
    assert (found.reached, found.next, found.missing) == (GOLD, DIAMOND, yuan(2_000))
    assert distance(LADDER, 20, Money(0), Money(0)).next is None


@given(ladders, st.integers(-1, 30), st.integers(0, 10**6), st.integers(0, 10**6))
def test_what_is_missing_reaches_the_next_tier_and_a_fen_less_does_not(
    ladder: tuple[Rung, ...], rank: int, progress: int, due: int
) -> None:
    found = distance(ladder, rank, Money(progress), Money(due))
    if found.reached is not None:
        assert found.reached.rank > rank
        assert found.reached.threshold.fen <= progress + due
    if found.next is None:
        return
    assert found.missing.fen > 0
    there = progress + due + found.missing.fen
    assert any(r.rank >= found.next.rank for r in ladder if r.threshold.fen <= there)
    assert found.next not in [r for r in ladder if r.threshold.fen <= there - 1]


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 22)),
        (date(2028, 2, 29), 12, date(2027, 3, 1)),
        (date(2029, 2, 28), 12, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 3, 1)),
        (date(2026, 1, 31), 2, date(2025, 12, 1)),
        (date(2026, 11, 21), 0, None),
    ],
)
def test_the_window_ends_today_and_begins_after_the_same_day(
    day: date, months: int, first: date | None
) -> None:
    assert window_start(day, months) == first


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 240))
def test_windows_move_on_with_the_days(day: date, months: int) -> None:
    first, following = window_start(day, months), window_start(day + timedelta(days=1), months)
    assert first is not None
    assert following is not None
    assert first <= following <= first + timedelta(days=4)
    assert months_before(day, months) < first <= day + timedelta(days=1)


def test_grace_is_counted_from_the_first_day_below() -> None:
    assert leaves_on(date(2026, 12, 31), 60) == date(2027, 3, 1)
    assert leaves_on(date(2026, 12, 31), 0) == date(2026, 12, 31)


def test_what_is_taken_back_undoes_the_rise_before_it() -> None:
    kinds = ["up", "up", "taken_back", "up"]
    assert causes([(kind, None, None) for kind in kinds]) == [0, 3]
    assert causes([(kind, None, None) for kind in ("up", "down")]) == []
    assert causes([(kind, None, None) for kind in ("up", "by_hand", "up")]) == [2]
    assert causes([("taken_back", None, None)]) == []
