"""A shop that seals its day at ten and goes on serving: what tests of such an evening share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from model.money import yuan
from tests.services.lives.test_dates import (
    DAYS,
    SHANGHAI,
    Bought,
    buy,
    moment,
    to_noon,
    travel,
    zone,
)
from tests.services.test_closing import seal
from tests.support import Till

LAST: Final = date(2027, 1, 31)
"""A Sunday, and the last day of its month."""
NEXT: Final = LAST + timedelta(days=1)
MORNING: Final = (9, 0)
EVENING: Final = (22, 30)


def close(till: Till, day: date = LAST) -> None:
    """Seal a day at ten in the evening."""
    travel(till, moment(till, day, 22))
    till.sell(yuan(1))
    seal(till)


def after_the_seal(till: Till, day: date = LAST) -> None:
    """Half an hour later: entries go into tomorrow's books."""
    close(till, day)
    travel(till, moment(till, day, *EVENING))
    days = till.ask(lambda read: (read.today, read.booking_day))
    assert days == (day, day + timedelta(days=1))


def next_morning(till: Till, day: date = NEXT) -> None:
    travel(till, moment(till, day, *MORNING))
    assert till.ask(lambda read: read.today) == till.ask(lambda read: read.booking_day) == day


def booked_on(till: Till) -> int:
    ((day,),) = till.rows("SELECT business_day FROM txn ORDER BY row DESC LIMIT 1")
    return int(day)


def with_everything(till: Till, name: str = SHANGHAI, hour: int = 4) -> Bought:
    """Everything that can be used to LAST and no longer."""
    zone(till, name, hour)
    to_noon(till, LAST - timedelta(days=DAYS))
    return buy(till)
