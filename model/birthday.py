"""Birthdays, solar or lunar, and the day on which each is kept in a given year.

Source: domain.md section 7.4. Lunar years run from 1900 to 2099.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from model.errors import UserError
from model.record import dataclass

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099

_DIGITS: Final = "〇一二三四五六七八九"
_MONTHS: Final = ("正月", *(f"{d}月" for d in _DIGITS[2:]), "十月", "冬月", "腊月")
_DAYS: Final = (
    *(f"初{d}" for d in _DIGITS[1:]),
    "初十",
    *(f"十{d}" for d in _DIGITS[1:]),
    "二十",
    *(f"廿{d}" for d in _DIGITS[1:]),
    "三十",
)


class Calendar(StrEnum):
    """Which calendar a birthday is told in."""

    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday as it was told: month and day of one calendar, the year if known.

    `leap` marks a day in a lunar leap month; the year of a lunar birthday is the lunar year.
    Raises UserError `birthday.invalid` for a day that no year, or not the given year, has.
    """

    calendar: Calendar
    month: int
    day: int
    leap: bool = False
    year: int | None = None

    def __post_init__(self) -> None:
        if not self._exists():
            raise UserError("birthday.invalid")

    def _exists(self) -> bool:
        if not 1 <= self.month <= 12 or self.day < 1:
            return False
        if self.leap and self.month in (1, 12):
            # Neither is doubled in any year that a member can be born in.
            return False
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.calendar is Calendar.SOLAR:
            # Without a year, 29 February is possible: 2000 had one.
            return not self.leap and self.day <= calendar.monthrange(self.year or 2000, self.month)[1]
        if self.year is None:
            return self.day <= 30
        return self.day <= _lunar_months(self.year).get((self.month, self.leap), (date.min, 0))[1]

    def in_year(self, year: int) -> date:
        """The solar date on which it is kept in `year`: the lunar year for a lunar birthday.

        No such leap month: the same month; no day 30: day 29; 29 February: 28 February.
        Raises ValueError outside the years of this module.
        """
        if self.calendar is Calendar.SOLAR:
            return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))
        months = _lunar_months(year)
        first, length = months.get((self.month, self.leap)) or months[(self.month, False)]
        return date.fromordinal(first.toordinal() + min(self.day, length) - 1)

    def days_in(self, year: int) -> tuple[date, ...]:
        """Every day of the solar `year` on which it is kept: one, or none or two near a lunar new year."""
        if self.calendar is Calendar.SOLAR:
            return (self.in_year(year),)
        lunar_years = range(max(year - 1, FIRST_YEAR), min(year, LAST_YEAR) + 1)
        return tuple(day for y in lunar_years if (day := self.in_year(y)).year == year)

    def next_on_or_after(self, day: date) -> date:
        """The first day on which it is kept, from `day` on."""
        # Two years ahead: a solar year may hold no occurrence of a lunar day at its edge.
        for year in range(day.year, day.year + 3):
            for kept in self.days_in(year):
                if kept >= day:
                    return kept
        raise ValueError(f"no birthday is known after {day}")

    def is_on(self, day: date) -> bool:
        """Whether it is kept on `day`."""
        return day in self.days_in(day.year)

    def days_until(self, day: date) -> int:
        """Days from `day` to the next time it is kept; 0 on the day itself."""
        return (self.next_on_or_after(day) - day).days

    def born_on(self) -> date | None:
        """The solar date of birth, if the year is known."""
        return None if self.year is None else self.in_year(self.year)

    def age_on(self, day: date) -> int | None:
        """Full years of life on `day` by the solar calendar (as the law counts), if the year is known."""
        born = self.born_on()
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def chinese(self) -> str:
        """As a Chinese reader writes it: `农历八月十五`, `11月24日`, `1990年11月24日`."""
        year = "" if self.year is None else f"{self.year}年"
        if self.calendar is Calendar.SOLAR:
            return f"{year}{self.month}月{self.day}日"
        return f"农历{year}{lunar_month_name(self.month, self.leap)}{lunar_day_name(self.day)}"


def solar_birthday(month: int, day: int, year: int | None = None) -> Birthday:
    """A birthday of the solar calendar. Raises UserError `birthday.invalid`."""
    return Birthday(Calendar.SOLAR, month, day, year=year)


def lunar_birthday(month: int, day: int, *, leap: bool = False, year: int | None = None) -> Birthday:
    """A birthday of the lunar calendar. Raises UserError `birthday.invalid`."""
    return Birthday(Calendar.LUNAR, month, day, leap, year)


def lunar_month_name(month: int, leap: bool = False) -> str:
    """`正月` … `腊月`, with 闰 before a leap month."""
    return ("闰" if leap else "") + _MONTHS[month - 1]


def lunar_day_name(day: int) -> str:
    """`初一` … `三十`."""
    return _DAYS[day - 1]


def lunar_leap_month(year: int) -> int | None:
    """The month that is doubled in the lunar `year`, if any (a form offers 闰 only there)."""
    return next((month for month, leap in _lunar_months(year) if leap), None)


def spring_festival(year: int) -> date:
    """The first day of the lunar `year` (春节)."""
    return _lunar_months(year)[(1, False)][0]


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def _lunar_months(year: int) -> dict[tuple[int, bool], tuple[date, int]]:
    """(month, leap) → first solar day and length, in order. The one place that asks the library."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the lunar calendar is known from {FIRST_YEAR} to {LAST_YEAR}")
    # Loaded here: most starts of the program show no lunar birthday.
    from borax.calendars.lunardate import LCalendars, LunarDate

    doubled = LCalendars.leap_month(year) or None
    keys = [(m, leap) for m in range(1, 13) for leap in (False, True) if not leap or m == doubled]
    firsts = [LunarDate(year, month, 1, int(leap)).to_solar_date() for month, leap in keys]
    lengths = [(after - first).days for first, after in pairwise(firsts)]
    try:
        LunarDate(year, 12, 30).to_solar_date()
        lengths.append(30)
    except ValueError:
        lengths.append(29)
    return dict(zip(keys, zip(firsts, lengths, strict=True), strict=True))


_SIMPLIFIED: Final = str.maketrans("農曆歷閏陰陽舊臘號", "农历历闰阴阳旧腊号")
_SOLAR_WORDS: Final = ("公历", "阳历", "新历")
_LUNAR_WORDS: Final = ("农历", "阴历", "旧历", "lunar")
_COMPACT: Final = re.compile(r"(\d{4})?(\d{2})(\d{2})", re.ASCII)
_PARTED: Final = re.compile(r"(?:(\d{4})[-/.年])?(闰)?(\d{1,2})[-/.月](\d{1,2})[日号]?", re.ASCII)
_NUMERAL: Final = "[〇零一二三四五六七八九十]"
_CHINESE: Final = re.compile(
    rf"(?:({_NUMERAL}{{4}}|[0-9]{{4}})年)?(闰)?(正|冬|腊|{_NUMERAL}{{1,2}})月"
    rf"(初|廿|卅)?({_NUMERAL}{{0,3}})([日号])?"
)


def parse_birthday(text: str) -> Birthday:
    """Read `1990-11-24`, `11-24`, `19901124`, `11月24日`, `农历八月十五`, `闰四月初三`, `农历1990-8-15`.

    Chinese numerals without 日 or 号 tell a lunar day, as people write it.
    Raises UserError `birthday.empty`, `birthday.unreadable` or `birthday.invalid`.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED).split())
    if not folded:
        raise UserError("birthday.empty")
    told = next((w for w in _SOLAR_WORDS + _LUNAR_WORDS if folded.startswith(w)), "")
    rest = folded.removeprefix(told)
    if match := _COMPACT.fullmatch(rest) or _PARTED.fullmatch(rest):
        return _from_digits(match, told in _LUNAR_WORDS)
    if match := _CHINESE.fullmatch(rest):
        return _from_numerals(match, told)
    raise UserError("birthday.unreadable")


def _from_digits(match: re.Match[str], lunar: bool) -> Birthday:
    leap = "闰" in match.group()
    year, *month_day = (g for g in match.groups() if g != "闰")
    month, day = (int(g) for g in month_day if g is not None)
    system = Calendar.LUNAR if lunar or leap else Calendar.SOLAR
    return Birthday(system, month, day, leap, int(year) if year else None)


def _from_numerals(match: re.Match[str], told: str) -> Birthday:
    year_text, leap, month_text, tens, ones, suffix = match.groups()
    month = {"正": 1, "冬": 11, "腊": 12}.get(month_text) or _number(month_text)
    day = _number(ones) + {"廿": 20, "卅": 30}.get(tens or "", 0)
    solar = told in _SOLAR_WORDS or (
        not told and bool(suffix) and not (leap or tens or month_text in "正冬腊")
    )
    system = Calendar.SOLAR if solar else Calendar.LUNAR
    return Birthday(system, month, day, bool(leap), _year(year_text))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() else int("".join(str(_digit(c)) for c in text))


def _number(text: str) -> int:
    """A Chinese number up to 99: 三, 十, 十五, 二十, 二十九; 0 for nothing (which no date accepts)."""
    if "十" not in text:
        return _digit(text) if len(text) == 1 else 0
    tens, _, ones = text.partition("十")
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(char: str) -> int:
    value = "〇一二三四五六七八九".find(char.replace("零", "〇"))
    if value < 0:
        raise UserError("birthday.unreadable")
    return value
