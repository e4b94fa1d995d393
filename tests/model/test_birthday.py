from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.birthday import (
    Birthday,
    Calendar,
    lunar_birthday,
    lunar_day_name,
    lunar_leap_month,
    lunar_month_name,
    parse_birthday,
    solar_birthday,
    spring_festival,
)
from model.errors import UserError

# Year, 春节, 中秋, leap month: two libraries that the program doesn't use agree on each.
ALMANAC = [
    (1950, "1950-02-17", "1950-09-26", None),
    (1955, "1955-01-24", "1955-09-30", 3),
    (1960, "1960-01-28", "1960-10-05", 6),
    (1965, "1965-02-02", "1965-09-10", None),
    (1970, "1970-02-06", "1970-09-15", None),
    (1975, "1975-02-11", "1975-09-20", None),
    (1978, "1978-02-07", "1978-09-17", None),
    (1980, "1980-02-16", "1980-09-23", None),
    (1985, "1985-02-20", "1985-09-29", None),
    (1990, "1990-01-27", "1990-10-03", 5),
    (1995, "1995-01-31", "1995-09-09", 8),
    (2000, "2000-02-05", "2000-09-12", None),
    (2005, "2005-02-09", "2005-09-18", None),
    (2010, "2010-02-14", "2010-09-22", None),
    (2015, "2015-02-19", "2015-09-27", None),
    (2020, "2020-01-25", "2020-10-01", 4),
    (2024, "2024-02-10", "2024-09-17", None),
    (2025, "2025-01-29", "2025-10-06", 6),
    (2026, "2026-02-17", "2026-09-25", None),
    (2027, "2027-02-06", "2027-09-15", None),
    (2028, "2028-01-26", "2028-10-03", 5),
    (2030, "2030-02-03", "2030-09-12", None),
    (2033, "2033-01-31", "2033-09-08", 11),
    (2034, "2034-02-19", "2034-09-27", None),
    (2040, "2040-02-12", "2040-09-20", None),
    (2050, "2050-01-23", "2050-09-30", 3),
    (2060, "2060-02-02", "2060-09-09", None),
    (2070, "2070-02-11", "2070-09-19", None),
    (2080, "2080-01-22", "2080-09-28", 3),
    (2085, "2085-01-26", "2085-10-03", 5),
    (2090, "2090-01-30", "2090-09-08", 8),
]


@pytest.mark.parametrize(("year", "new_year", "mid_autumn", "leap_month"), ALMANAC)
def test_lunar_days_fall_where_the_almanac_says(
    year: int, new_year: str, mid_autumn: str, leap_month: int | None
) -> None:
    assert spring_festival(year) == date.fromisoformat(new_year)
    assert lunar_birthday(1, 1).in_year(year) == date.fromisoformat(new_year)
    assert lunar_birthday(8, 15).days_in(year) == (date.fromisoformat(mid_autumn),)
    assert lunar_leap_month(year) == leap_month


@pytest.mark.parametrize(
    ("year", "month", "day", "kept"),
    [
        (1976, 8, 8, "1976-10-01"),
        (1984, 10, 1, "1984-11-23"),
        (1987, 6, 1, "1987-07-26"),
        (1990, 5, 15, "1990-07-07"),
        (2001, 4, 3, "2001-05-25"),
        (2006, 7, 1, "2006-08-24"),
        (2017, 6, 1, "2017-07-23"),
        (2020, 4, 3, "2020-05-25"),
        (2023, 2, 1, "2023-03-22"),
        (2025, 6, 1, "2025-07-25"),
        (2033, 11, 1, "2033-12-22"),
    ],
)
def test_a_leap_month_is_kept_in_a_year_that_has_it(year: int, month: int, day: int, kept: str) -> None:
    assert lunar_birthday(month, day, leap=True).in_year(year) == date.fromisoformat(kept)
    assert lunar_birthday(month, day, leap=True, year=year).born_on() == date.fromisoformat(kept)


def test_without_that_leap_month_the_same_month_is_kept() -> None:
    leap = lunar_birthday(4, 3, leap=True)
    plain = lunar_birthday(4, 3)
    for year in (2021, 2022, 2023, 2024, 2025, 2026):
        assert leap.in_year(year) == plain.in_year(year)
    assert plain.in_year(2020) == date(2020, 4, 25)
    assert leap.in_year(2020) == date(2020, 5, 25)


def test_without_a_day_30_day_29_is_kept() -> None:
    eve = lunar_birthday(12, 30)
    assert eve.in_year(2023) == date(2024, 2, 9)
    assert eve.in_year(2024) == date(2025, 1, 28)
    assert eve.in_year(2025) == date(2026, 2, 16)
    for year in range(1950, 2090):
        assert eve.in_year(year) == spring_festival(year + 1) - timedelta(days=1)


def test_29_february_is_kept_on_the_28th() -> None:
    born = solar_birthday(2, 29, 1996)
    assert born.in_year(2024) == date(2024, 2, 29)
    assert born.in_year(2025) == date(2025, 2, 28)
    assert born.next_on_or_after(date(2025, 3, 1)) == date(2026, 2, 28)
    assert born.age_on(date(2025, 2, 28)) == 28
    assert born.age_on(date(2025, 3, 1)) == 29


def test_a_solar_year_holds_none_one_or_two_of_a_lunar_day() -> None:
    # The 12th month of lunar 2023 and of lunar 2024 both began in solar 2024.
    assert lunar_birthday(12, 1).days_in(2024) == (date(2024, 1, 11), date(2024, 12, 31))
    assert lunar_birthday(12, 1).days_in(2025) == ()
    assert lunar_birthday(12, 1).next_on_or_after(date(2025, 1, 1)) == date(2026, 1, 19)


def test_how_long_until_it_is_kept() -> None:
    solar = solar_birthday(11, 24, 1990)
    assert solar.days_until(date(2025, 11, 21)) == 3
    assert solar.days_until(date(2025, 11, 24)) == 0
    assert solar.days_until(date(2025, 11, 25)) == 364
    assert lunar_birthday(8, 15).days_until(date(2025, 10, 1)) == 5
    assert lunar_birthday(8, 15).days_until(date(2025, 10, 7)) == (date(2026, 9, 25) - date(2025, 10, 7)).days


def test_age_counts_full_solar_years() -> None:
    assert solar_birthday(11, 24, 1990).age_on(date(2025, 11, 23)) == 34
    assert solar_birthday(11, 24, 1990).age_on(date(2025, 11, 24)) == 35
    assert lunar_birthday(8, 15, year=2011).age_on(date(2025, 9, 11)) == 13
    assert lunar_birthday(8, 15, year=2011).age_on(date(2025, 9, 12)) == 14
    assert solar_birthday(11, 24).age_on(date(2025, 11, 24)) is None
    assert solar_birthday(11, 24).born_on() is None


def _solar(month: int, day: int, year: int | None = None) -> Birthday:
    return solar_birthday(month, day, year)


def _lunar(month: int, day: int, year: int | None = None, leap: bool = False) -> Birthday:
    return lunar_birthday(month, day, leap=leap, year=year)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1990-11-24", _solar(11, 24, 1990)),
        ("1990/11/24", _solar(11, 24, 1990)),
        ("１９９０．１１．２４", _solar(11, 24, 1990)),
        ("19901124", _solar(11, 24, 1990)),
        ("1990年11月24日", _solar(11, 24, 1990)),
        ("11-24", _solar(11, 24)),
        ("1124", _solar(11, 24)),
        (" 2 - 29 ", _solar(2, 29)),
        ("11月24号", _solar(11, 24)),
        ("公历 八月十五", _solar(8, 15)),
        ("八月十五日", _solar(8, 15)),
        ("农历八月十五", _lunar(8, 15)),
        ("八月十五", _lunar(8, 15)),
        ("闰四月初三", _lunar(4, 3, leap=True)),
        ("农历闰四月初三", _lunar(4, 3, leap=True)),
        ("農历1990-8-15", _lunar(8, 15, 1990)),
        ("农历1990年八月十五", _lunar(8, 15, 1990)),
        ("农历一九九〇年闰五月十五", _lunar(5, 15, 1990, leap=True)),
        ("阴历闰6月3日", _lunar(6, 3, leap=True)),
        ("正月初一", _lunar(1, 1)),
        ("腊月廿三", _lunar(12, 23)),
        ("冬月二十九", _lunar(11, 29)),
        ("十一月三十", _lunar(11, 30)),
        ("十二月初十", _lunar(12, 10)),
        ("正月廿", _lunar(1, 20)),
        ("旧历0815", _lunar(8, 15)),
    ],
)
def test_what_people_type_is_read(typed: str, told: Birthday) -> None:
    assert parse_birthday(typed) == told


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "birthday.empty"),
        ("　", "birthday.empty"),
        ("abc", "birthday.unreadable"),
        ("1990", "birthday.invalid"),
        ("24", "birthday.unreadable"),
        ("廿", "birthday.unreadable"),
        ("1990-11", "birthday.unreadable"),
        ("八月十十五", "birthday.unreadable"),
        ("十十月初一", "birthday.unreadable"),
        ("八月", "birthday.invalid"),
        ("٣-4", "birthday.unreadable"),
        ("<b>1-1", "birthday.unreadable"),
        ("13-1", "birthday.invalid"),
        ("1990-02-29", "birthday.invalid"),
        ("2-30", "birthday.invalid"),
        ("00-00", "birthday.invalid"),
        ("1850-1-1", "birthday.invalid"),
        ("2100-1-1", "birthday.invalid"),
        ("农历1-31", "birthday.invalid"),
        ("闰正月初一", "birthday.invalid"),
        ("农历1990年闰四月初三", "birthday.invalid"),
        ("农历2024年12月30", "birthday.invalid"),
    ],
)
def test_what_is_no_birthday_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_birthday(typed)
    assert refused.value.code == code


def test_it_is_written_as_chinese_readers_write_it() -> None:
    assert lunar_birthday(8, 15).chinese() == "农历八月十五"
    assert lunar_birthday(5, 15, leap=True, year=1990).chinese() == "农历1990年闰五月十五"
    assert solar_birthday(11, 24).chinese() == "11月24日"
    assert solar_birthday(11, 24, 1990).chinese() == "1990年11月24日"
    months = ["正月", *(f"{n}月" for n in "二三四五六七八九十"), "冬月", "腊月"]
    assert [lunar_month_name(m) for m in range(1, 13)] == months
    days = [lunar_day_name(d) for d in range(1, 31)]
    assert (days[0], days[9], days[10], days[19], days[20], days[29]) == (
        "初一",
        "初十",
        "十一",
        "二十",
        "廿一",
        "三十",
    )
    assert len(set(days)) == 30


@st.composite
def birthdays(draw: st.DrawFn) -> Birthday:
    month, leap = draw(st.integers(1, 12)), draw(st.booleans())
    if draw(st.booleans()):
        year = draw(st.none() | st.sampled_from([1960, 1984, 2000]))
        return solar_birthday(month, draw(st.integers(1, 28 if month == 2 else 30)), year)
    return lunar_birthday(month, draw(st.integers(1, 30)), leap=leap and month not in (1, 12))


@given(birthdays(), st.dates(date(1950, 1, 1), date(2096, 1, 1)))
def test_the_next_time_comes_within_thirteen_months_and_none_is_passed_over(
    told: Birthday, day: date
) -> None:
    following = told.next_on_or_after(day)
    assert 0 <= (following - day).days <= 385
    kept = [d for year in range(day.year - 1, day.year + 3) for d in told.days_in(year)]
    assert kept == sorted(set(kept))
    assert following == min(d for d in kept if d >= day)


@given(birthdays())
def test_what_is_written_is_read_back(told: Birthday) -> None:
    assert parse_birthday(told.chinese()) == told


@given(st.integers(1900, 2098))
def test_lunar_years_are_whole(year: int) -> None:
    every = [
        date.toordinal(lunar_birthday(month, day, leap=leap, year=year).in_year(year))
        for month in range(1, 13)
        for leap in ((False, True) if lunar_leap_month(year) == month else (False,))
        for day in range(1, 30)
    ]
    assert every == sorted(every)
    length = (spring_festival(year + 1) - spring_festival(year)).days
    assert length in ((353, 354, 355) if lunar_leap_month(year) is None else (383, 384, 385))
    assert every[0] == spring_festival(year).toordinal()
    assert every[-1] in (every[0] + length - 1, every[0] + length - 2)


def test_a_year_beyond_the_almanac_is_refused() -> None:
    for year in (1899, 2100):
        with pytest.raises(ValueError):
            lunar_birthday(1, 1).in_year(year)
        with pytest.raises(UserError):
            Birthday(Calendar.LUNAR, 1, 1, year=year)
