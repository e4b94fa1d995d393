"""When the made-up members come: (seed, index) → their visits, with the shop's week and year in them.

Visits are laid out evenly in an inner time in which every day weighs what the shop does on it; turning
that back into days gives full weekends, the rush before the Spring Festival and the quiet after it.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import log
from random import Random
from typing import Final

from model.birthday import lunar_birthday, spring_festival
from model.record import dataclass

OPENS_MINUTE: Final = 10 * 60
CLOSES_MINUTE: Final = 21 * 60 + 30
"""Minutes after midnight between which customers arrive."""

DAY_MINUTES: Final = 24 * 60

_WEEK: Final = (0.72, 0.75, 0.84, 0.92, 1.22, 1.56, 1.40)
"""Monday to Sunday."""
_HOURS: Final = (
    (10, 5),
    (11, 7),
    (12, 5),
    (13, 7),
    (14, 10),
    (15, 11),
    (16, 10),
    (17, 8),
    (18, 9),
    (19, 12),
    (20, 9),
    (21, 2),
)

_ONCE: Final = 0.22
"""Share of members who never come a second time."""
_SECOND_LOST: Final = 0.12
_LOST: Final = 0.05
"""Share lost after the second and after every later visit, at the usual gap."""
_USUAL_GAP_DAYS: Final = 38
_SHORTEST_GAP_DAYS: Final = 9
_LONGEST_GAP_DAYS: Final = 180
_GAP_SPREAD: Final = 0.5
"""Standard deviation of the logarithm of members' own gaps: one in six comes rarer than 63 days."""
_VISIT_SPREAD: Final = 0.32
"""The same for one member's gaps around their own."""
_GROWTH: Final = 1.15
"""Above 1 the shop won more members in its first months than lately."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The days of an example shop and how busy each is; made by `make_rhythm`.

    `inner` is the inner time at the end of each day, `days` of it in all.
    """

    seed: int
    members: int
    first_day: date
    days: int
    inner: tuple[float, ...]

    def day_of(self, minutes: int) -> date:
        """The day of a visit given in minutes since midnight of the first day."""
        return self.first_day + timedelta(days=minutes // DAY_MINUTES)


def make_rhythm(seed: int, members: int, last_day: date, years: float) -> Rhythm:
    """A shop open for `years` years up to `last_day`; ValueError without a member or a day."""
    days = round(365.25 * years)
    if members < 1 or days < 1:
        raise ValueError("an example shop has a member and a day")
    first_day = last_day - timedelta(days=days - 1)
    weights = [busyness(first_day + timedelta(days=n)) for n in range(days)]
    scale = days / sum(weights)
    return Rhythm(seed, members, first_day, days, tuple(accumulate(w * scale for w in weights)))


def visits(rhythm: Rhythm, index: int) -> tuple[int, ...]:
    """When member `index` came, in minutes since midnight of the first day; the first is the sign-up.

    Members sign up in the order of their indexes, to the day. At most one visit a day.
    """
    rng = Random((rhythm.seed << 32) ^ index)
    spread = (index + rng.random()) / rhythm.members
    at = spread**_GROWTH * rhythm.days
    found: list[int] = []
    gap, lost = _habit(rng)
    last_day = -1
    while at < rhythm.days:
        day = bisect_right(rhythm.inner, at)
        if day >= rhythm.days:
            break
        if day != last_day:
            found.append(day * DAY_MINUTES + _minute(rng))
            last_day = day
        if rng.random() < lost[min(len(found), len(lost)) - 1]:
            break
        at += gap * rng.lognormvariate(0.0, _VISIT_SPREAD)
    return tuple(found)


def _habit(rng: Random) -> tuple[float, tuple[float, float, float]]:
    """A member's own gap in days, and the share of such members lost after a first, second, later visit."""
    gap = rng.lognormvariate(log(_USUAL_GAP_DAYS), _GAP_SPREAD)
    gap = min(max(gap, _SHORTEST_GAP_DAYS), _LONGEST_GAP_DAYS)
    # Who comes often decides often: the same loss by year, not by visit.
    pace = min(gap / _USUAL_GAP_DAYS, 2.0)
    return gap, (_ONCE, _SECOND_LOST * pace, _LOST * pace)


def _minute(rng: Random) -> int:
    minutes = _minutes()
    return minutes[int(rng.random() * len(minutes))]


@cache
def _minutes() -> tuple[int, ...]:
    """Arrival minutes, each as often as its hour is busy."""
    spread = (hour * 60 + minute for hour, weight in _HOURS for _ in range(weight) for minute in range(60))
    return tuple(m for m in spread if OPENS_MINUTE <= m <= CLOSES_MINUTE)


@cache
def busyness(day: date) -> float:
    """How busy the shop is on `day`, an ordinary Thursday being about 1; 0 when it is closed."""
    return _WEEK[day.weekday()] * _festival(day) * _season(day)


def _festival(day: date) -> float:
    """The weeks around the Spring Festival: a rush, a closed week, a quiet month until 龙抬头."""
    new_year = spring_festival(day.year)
    since = (day - new_year).days
    if -1 <= since <= 5:
        return 0.0
    if -25 <= since < -1:
        return 1.0 + 1.1 * (since + 25) / 24
    if day == lunar_birthday(2, 2).in_year(day.year):
        # Hair is not cut in the first month, and by custom on this day.
        return 2.0
    if 5 < since < 30:
        return 0.5 + 0.4 * (since - 5) / 25
    return 1.0


def _season(day: date) -> float:
    """Changes of season and the days before long holidays bring more, the holidays themselves fewer."""
    month_day = (day.month, day.day)
    if (4, 26) <= month_day <= (4, 30) or (9, 25) <= month_day <= (9, 30):
        return 1.3
    if (5, 1) <= month_day <= (5, 3) or (10, 1) <= month_day <= (10, 5):
        return 0.7
    if (3, 20) <= month_day <= (5, 20) or (9, 5) <= month_day <= (10, 25):
        return 1.12
    return 1.0
