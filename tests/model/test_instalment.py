from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.ids import InstalmentId, MemberId, TxnId
from model.instalment import Instalment, InstalmentState, due_days, last_day, months_after
from model.money import yuan
from model.offer import OfferedInstalments
from model.rules import ClaimRules

TEN = OfferedInstalments(10, yuan(50))


def test_every_month_is_anchored_to_the_day_of_purchase() -> None:
    days = due_days(date(2026, 1, 31), OfferedInstalments(4, yuan(50)))
    assert days == (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))


def test_a_leap_day_comes_back_only_in_leap_years() -> None:
    days = due_days(date(2024, 2, 29), OfferedInstalments(60, yuan(1), first_next_month=False))
    assert days[0] == date(2024, 2, 29)
    assert days[12] == date(2025, 2, 28)
    assert days[48] == date(2028, 2, 29)


def test_the_first_is_due_at_once_or_next_month() -> None:
    bought = date(2025, 12, 15)
    assert due_days(bought, OfferedInstalments(2, yuan(5), first_next_month=False)) == (
        bought,
        date(2026, 1, 15),
    )
    assert due_days(bought, OfferedInstalments(2, yuan(5)))[0] == date(2026, 1, 15)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_a_month_later_is_the_month_after_with_the_same_day_or_its_last(anchor: date, months: int) -> None:
    day = months_after(anchor, months)
    assert (day.year - anchor.year) * 12 + day.month - anchor.month == months
    assert day.day == anchor.day or (day.day < anchor.day and (day + timedelta(days=1)).day == 1)


def test_a_missed_month_rolls_over_or_lapses_after_its_window() -> None:
    due = date(2026, 2, 28)
    assert last_day(due, ClaimRules()) is None
    assert last_day(due, ClaimRules(roll_over=False, window_days=1)) == due
    assert last_day(due, ClaimRules(roll_over=False, window_days=30)) == date(2026, 3, 29)


def test_whether_it_can_be_claimed_is_told_by_its_days() -> None:
    due, last = date(2026, 2, 28), date(2026, 3, 29)
    one = Instalment(InstalmentId(b"i"), TxnId(b"t"), 1, MemberId(b"m"), yuan(50), due, last, None)
    day = timedelta(days=1)
    assert [one.claimable_on(d) for d in (due - day, due, last, last + day)] == [False, True, True, False]
    assert [one.lapsed_on(d) for d in (last, last + day)] == [False, True]
    claimed = Instalment(
        one.id, one.txn_id, 1, one.member_id, one.amount, due, last, None, InstalmentState.CLAIMED
    )
    assert not claimed.claimable_on(due)
    assert not claimed.lapsed_on(last + day)


def test_what_is_promised_in_all() -> None:
    assert TEN.total == yuan(500)
