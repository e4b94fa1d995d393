"""What a saved view keeps: everything set, and nothing but what it knows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.ids import SourceId, TagId, TierId
from model.members_filter import SortKey
from model.money import Money
from ui.members.criteria import Criteria, columns_of, from_json, to_json

ids = st.binary(min_size=16, max_size=16)
days = st.none() | st.integers(0, 36_500)
money = st.none() | st.integers(0, 10_000_000).map(Money)

criterias = st.builds(
    Criteria,
    text=st.text(max_size=40),
    tier_id=st.none() | ids.map(TierId),
    source_id=st.none() | ids.map(SourceId),
    tag_id=st.none() | ids.map(TagId),
    away_from_days=days,
    away_to_days=days,
    stored_from=money,
    stored_to=money,
    birthday_month=st.none() | st.integers(1, 12),
    sort=st.sampled_from(SortKey),
    descending=st.booleans(),
)


@given(criterias)
def test_a_view_comes_back_as_it_was_kept(criteria: Criteria) -> None:
    assert from_json(to_json(criteria, {"order": ["name"]})) == criteria


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(repr))
def test_a_foreign_definition_means_everybody_or_less(text: str) -> None:
    assert isinstance(from_json(text), Criteria)
    columns_of(text)


@pytest.mark.parametrize(
    "definition",
    [
        '{"tier": "zz"}',
        '{"month": 13}',
        '{"away_from": -1}',
        '{"stored_from": 1.5}',
        '{"sort": "evil"}',
        "[]",
    ],
)
def test_values_out_of_bounds_mean_any(definition: str) -> None:
    assert from_json(definition) == Criteria()


def test_days_away_count_from_the_day_it_is_asked() -> None:
    criteria = Criteria(away_from_days=31, away_to_days=90)
    asked = criteria.on(date(2026, 11, 21))
    # 31 days ago is 21 October: the last visit is on that day or before.
    assert asked.last_visit_before == date(2026, 10, 22)
    assert asked.last_visit_from == date(2026, 8, 23)


def test_an_empty_balance_is_a_condition() -> None:
    assert Criteria(stored_to=Money(0)).is_narrowed
    assert not Criteria(sort=SortKey.NAME, descending=False).is_narrowed
