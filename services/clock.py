"""Time as a dependency: the system's, or one that a test moves."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now_ms(self) -> int:
        """UTC milliseconds since 1970."""
        ...


class SystemClock:
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


class ManualClock:
    """A clock that stands until it is moved (tests, the example shop, the tour)."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms

    def set(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def advance(self, delta: timedelta) -> None:
        self._now_ms += int(delta.total_seconds() * 1000)


class Doubt(Enum):
    """Why a clock isn't believed."""

    BACK = "back"
    FORWARD = "forward"


BACK_MS: Final = 5 * 60_000
FORWARD_MS: Final = 45 * 86_400_000
"""How far the clock may be behind or ahead of the newest entry before it looks wrong."""


def doubt(last_ms: int, now_ms: int) -> Doubt | None:
    """Whether a clock looks wrong beside the instant of the newest entry (0 for none)."""
    if last_ms == 0:
        return None
    if now_ms < last_ms - BACK_MS:
        return Doubt.BACK
    return Doubt.FORWARD if now_ms > last_ms + FORWARD_MS else None


def believed_ms(last_ms: int, now_ms: int) -> int:
    """The instant to go by: never before the newest entry, and at it while the clock is in doubt."""
    return last_ms if doubt(last_ms, now_ms) else max(last_ms, now_ms)


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    # Imported with the first instant that is told: the lock screen doesn't wait for it.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def local(at_ms: int, zone: str) -> datetime:
    """The aware local time of stored milliseconds."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(_zone(zone))


def business_day(at_ms: int, zone: str, day_starts_hour: int) -> date:
    """The business day an instant belongs to: before the set hour it is still the day before."""
    return _day_of_quarter(at_ms // _QUARTER_MS, zone, day_starts_hour)


_QUARTER_MS: Final = 15 * 60_000


@lru_cache(maxsize=1_024)
def _day_of_quarter(quarter: int, zone: str, day_starts_hour: int) -> date:
    # Every command asks several times. No zone's day begins inside a quarter of an hour in these decades.
    return (local(quarter * _QUARTER_MS, zone) - timedelta(hours=day_starts_hour)).date()


def day_number(day: date) -> int:
    """A day as stored: 20261121, readable by whoever looks into the file."""
    return day.year * 10_000 + day.month * 100 + day.day


@lru_cache(maxsize=4_096)
def from_day_number(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
