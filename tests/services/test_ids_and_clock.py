"""Ids that rise whatever the clock does, and the day that an instant belongs to."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import ManualClock, business_day, day_number, from_day_number, local
from services.ids import IdMaker, new_id


@given(st.lists(st.integers(0, 2**47), min_size=2, max_size=40))
def test_ids_rise_whatever_the_clock_says(instants: list[int]) -> None:
    moments = iter(instants)
    make = IdMaker(lambda: next(moments))
    ids = [make() for _ in instants]
    assert ids == sorted(set(ids))


def test_ids_are_uuids_of_version_7_with_the_instant_in_front() -> None:
    id_ = IdMaker(lambda: 1_795_226_400_000)()
    known = uuid.UUID(bytes=id_)
    assert (known.version, known.variant) == (7, uuid.RFC_4122)
    assert int.from_bytes(id_[:6]) == 1_795_226_400_000


def test_more_ids_than_fit_into_a_millisecond_run_ahead() -> None:
    make = IdMaker(lambda: 5, bytes)
    ids = [make() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert int.from_bytes(ids[-1][:6]) == 5 + 2


def test_ids_go_on_after_the_newest_of_the_file() -> None:
    ahead = IdMaker(lambda: 9_000_000)()
    make = IdMaker(lambda: 5)
    make.start_after(ahead)
    first = make()
    assert first > ahead
    make.start_after(bytes(16))
    assert make() > first


def test_threads_get_ids_of_their_own() -> None:
    ids: list[bytes] = []
    threads = [threading.Thread(target=lambda: ids.extend(new_id() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 8_000


@pytest.mark.parametrize(
    ("at", "zone", "hour", "day"),
    [
        ("2026-11-21T15:59", "Asia/Shanghai", 0, date(2026, 11, 21)),
        ("2026-11-21T16:00", "Asia/Shanghai", 0, date(2026, 11, 22)),
        ("2026-11-21T19:59", "Asia/Shanghai", 4, date(2026, 11, 21)),
        ("2026-11-21T20:00", "Asia/Shanghai", 4, date(2026, 11, 22)),
        ("2026-11-21T20:00", "UTC", 4, date(2026, 11, 21)),
        ("2026-12-31T18:00", "Asia/Shanghai", 4, date(2026, 12, 31)),
        ("2026-11-21T10:30", "Pacific/Kiritimati", 0, date(2026, 11, 22)),
        ("2026-11-21T10:30", "Pacific/Pago_Pago", 0, date(2026, 11, 20)),
        ("2026-03-08T11:59", "America/Los_Angeles", 4, date(2026, 3, 8)),
        ("2026-11-01T11:59", "America/Los_Angeles", 4, date(2026, 10, 31)),
        ("1970-01-01T00:00", "Asia/Shanghai", 4, date(1970, 1, 1)),
    ],
)
def test_the_business_day_ends_at_its_hour_of_the_shops_zone(
    at: str, zone: str, hour: int, day: date
) -> None:
    at_ms = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000)
    assert business_day(at_ms, zone, hour) == day


@given(st.dates(date(1970, 1, 1), date(9999, 12, 31)))
def test_days_are_stored_readably_and_in_order(day: date) -> None:
    number = day_number(day)
    assert from_day_number(number) == day
    assert str(number) == day.strftime("%Y%m%d").lstrip("0")


def test_a_manual_clock_stands_until_it_is_moved() -> None:
    clock = ManualClock(1_000)
    assert clock.now_ms() == clock.now_ms() == 1_000
    assert local(0, "Asia/Shanghai").hour == 8
