"""The example shop: one seed, one end, always the same shop file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from model.errors import UserError
from model.shop import Policy, Role
from services.clock import ManualClock, SystemClock, local
from services.demo.choices import Choices
from services.demo.desk import Desk
from services.demo.founding import COUNTER_CODE, Founded, found
from services.demo.ledger import Ledger
from services.demo.life import Life
from services.demo.novelties import introduce
from services.demo.rhythm import (
    CLOSES_MINUTE,
    DAY_MINUTES,
    OPENS_MINUTE,
    Rhythm,
    make_rhythm,
    visits,
)
from services.demo.story import WALK_IN, Story
from services.demo.wallets import Wallets
from services.ids import IdMaker
from services.shop import ShopSeat
from services.storage import driver, setting_rows, store
from services.storage.bulk import BulkWriter
from services.storage.work import Writer

Progress = Callable[[int, int], None]

_ZONE: Final = Policy().time_zone
_MINUTE_MS: Final = 60_000
_LAST_REVERSAL_MINUTES: Final = 60
_INDEX_BITS: Final = 40
_INDEX_MASK: Final = (1 << _INDEX_BITS) - 1
_OPEN_MINUTES: Final = CLOSES_MINUTE - OPENS_MINUTE
_LOOK_EVERY: Final = 200
_WALK_IN_SHARE: Final = 0.12

SERVED_VISITS: Final = 12_000
"""Of members: half a minute or less, however large the shop is."""

_WHOLE: Final = 1_000
"""Progress is told in thousandths: the timetable, the history, indexes and guards."""
_TIMETABLE_SHARE: Final = 60
_HISTORY_SHARE: Final = 820


def never() -> bool:
    return False


def build(
    path: Path,
    *,
    members: int,
    years: float,
    seed: int,
    progress: Progress,
    cancelled: Callable[[], bool] = never,
    end_ms: int | None = None,
    visits_per_member: int | None = None,
    served_visits: int = SERVED_VISITS,
) -> None:
    """Make an example shop whose history ends at `end_ms` (now): the same arguments, the same shop.

    `visits_per_member` (from 1) bounds everybody's visits, for a large shop made quickly. The newest
    `served_visits`, in whole days, go through the services, with everything that a shop promises. The file
    appears only when it is whole. Raises UserError `demo.cancelled`, EnvironmentProblem `file.exists`
    when a file is there, or disk.*.
    """
    store.refuse_taken(path)
    end_ms = SystemClock().now_ms() if end_ms is None else end_ms
    draft = path.with_name(f"{path.name}.building")
    _remove(draft)
    try:
        rhythm = make_rhythm(seed, members, _last_day(end_ms), years)
        with store.translated(path):
            _Build(rhythm, end_ms, (visits_per_member, served_visits), progress, cancelled).make(draft)
        store.publish(draft, path)
    except driver.OperationalError:
        # SQLite stops a long statement with an error of its own.
        if cancelled():
            raise UserError("demo.cancelled") from None
        raise
    finally:
        _remove(draft)


def _remove(draft: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{draft}{suffix}").unlink(missing_ok=True)


class _Build:
    """One build: the shop is founded, its timetable drawn up, its history told, the file closed."""

    def __init__(
        self,
        rhythm: Rhythm,
        end_ms: int,
        limits: tuple[int | None, int],
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._rhythm = rhythm
        self._end_ms = end_ms
        self._visits_per_member, self._served_visits = limits
        self._progress = progress
        self._cancelled = cancelled
        self._rng = Random(f"shop {rhythm.seed}")
        self._to_tell = self._told = self._finished = 0

    def make(self, path: Path) -> None:
        rhythm = self._rhythm
        clock = ManualClock(_ms(rhythm.first_day, OPENS_MINUTE - 120))
        ids = IdMaker(clock.now_ms, self._rng.randbytes)
        founded = found(path, clock, ids, self._rng)
        timetable = self._timetable()
        self._to_tell = sum(map(len, timetable))
        bulk = BulkWriter(path)
        try:
            bulk.begin(clock.now_ms())
            counter = (founded.counter_id, COUNTER_CODE)
            ledger = Ledger(
                bulk, Wallets(rhythm.members), counter, founded.settings, founded.tiers, clock, ids
            )
            choices = Choices(founded, self._rng)
            story = Story(ledger, founded, choices, rhythm.seed, rhythm.members, self._end_ms)
            served_from = self._served_from(timetable)
            self._tell(story, timetable, 0, served_from)
            ledger.close()
            bulk.finish(self._on_finishing, self._cancelled)
            if served_from < len(timetable):
                bulk.serve()
                desk = self._desk(path, bulk.connection, founded, clock, ids)
                self._go_on(story, desk, founded, choices)
                self._tell(story, timetable, served_from, len(timetable))
        finally:
            bulk.close()
        # Opened and closed as any shop file is: checked against the schema, on the disk, marked closed.
        store.close_writer(store.open_writer(path))
        self._progress(_WHOLE, _WHOLE)

    def _served_from(self, timetable: list[array[int]]) -> int:
        """The first of the newest days that go through the services."""
        left, day = self._served_visits, len(timetable)
        while day and len(timetable[day - 1]) <= left:
            day -= 1
            left -= len(timetable[day])
        return day

    def _desk(
        self, path: Path, conn: driver.Connection, founded: Founded, clock: ManualClock, ids: IdMaker
    ) -> Desk:
        seat = ShopSeat(clock, founded.counter_id, COUNTER_CODE, setting_rows.load(conn))
        return Desk(Writer(path, conn, seat, ids, self._rng.randbytes), seat, clock, ids, founded.tiers)

    def _go_on(self, story: Story, desk: Desk, founded: Founded, choices: Choices) -> None:
        (manager,), (owner,) = founded.of_role(Role.MANAGER), founded.of_role(Role.OWNER)
        novelties = introduce(desk, founded, manager.id, owner.id)
        choices.offer(novelties.plans)
        rng = Random(f"life {self._rhythm.seed}")
        story.go_on_with(desk, Life(desk, novelties, founded.staff, rng, story.pause))

    def _tell(self, story: Story, timetable: list[array[int]], first: int, end: int) -> None:
        for number in range(first, end):
            of_day = timetable[number]
            if not of_day:
                continue
            day = self._rhythm.first_day + timedelta(days=number)
            last_minute = self._last_minute(day)
            count = len(of_day) + self._walk_ins(len(of_day))
            opens_ms, closes_ms = _ms(day, OPENS_MINUTE), _ms(day, last_minute + _LAST_REVERSAL_MINUTES)
            # Members sign up in the order of their indexes, to the day.
            story.expect(max(visit & _INDEX_MASK for visit in of_day))
            story.day(day, opens_ms, closes_ms, count, self._visits(day, of_day, count, last_minute))
            # A day told is forgotten.
            timetable[number] = array("Q")

    def _timetable(self) -> list[array[int]]:
        """For each day the visits of members: the minute and, below it, the index."""
        rhythm = self._rhythm
        days = [array("Q") for _ in range(rhythm.days)]
        for index in range(rhythm.members):
            for minutes in visits(rhythm, index)[: self._visits_per_member]:
                day, minute = divmod(minutes, DAY_MINUTES)
                days[day].append(minute << _INDEX_BITS | index)
            if index % _LOOK_EVERY == 0:
                self._look(_TIMETABLE_SHARE * index // rhythm.members)
        return days

    def _last_minute(self, day: date) -> int:
        """When the last customer of a day comes: on the day of the end as many come until then."""
        now = local(self._end_ms, _ZONE)
        return min(CLOSES_MINUTE, now.hour * 60 + now.minute) if now.date() == day else CLOSES_MINUTE

    def _walk_ins(self, members: int) -> int:
        return int(members * _WALK_IN_SHARE + self._rng.random())

    def _visits(
        self, day: date, of_day: array[int], count: int, last_minute: int
    ) -> Iterator[tuple[int, int]]:
        """(ms, index) in the order of time, with customers without a membership among them."""
        midnight_ms = _ms(day, 0)
        coming = list(of_day)
        coming += [
            coming[int(self._rng.random() * len(of_day))] | _INDEX_MASK for _ in range(count - len(of_day))
        ]
        coming.sort()
        for visit in coming:
            minute, index = visit >> _INDEX_BITS, visit & _INDEX_MASK
            minute = OPENS_MINUTE + (minute - OPENS_MINUTE) * (last_minute - OPENS_MINUTE) // _OPEN_MINUTES
            at_ms = midnight_ms + minute * _MINUTE_MS + int(self._rng.random() * _MINUTE_MS)
            yield at_ms, WALK_IN if index == _INDEX_MASK else index
            self._told += index != _INDEX_MASK
            if self._told % _LOOK_EVERY == 0:
                self._look_at_history()

    def _on_finishing(self, done: int, whole: int) -> None:
        self._finished = (_WHOLE - 1 - _TIMETABLE_SHARE - _HISTORY_SHARE) * done // whole
        self._look_at_history()

    def _look_at_history(self) -> None:
        self._look(_TIMETABLE_SHARE + _HISTORY_SHARE * self._told // self._to_tell + self._finished)

    def _look(self, done: int) -> None:
        """Tell how far it is, and stop when nobody wants it any more."""
        self._progress(done, _WHOLE)
        if self._cancelled():
            raise UserError("demo.cancelled")


def _last_day(end_ms: int) -> date:
    """The last day on which the shop has opened by then."""
    end = local(end_ms, _ZONE)
    opened = end.hour * 60 + end.minute > OPENS_MINUTE
    return end.date() if opened else end.date() - timedelta(days=1)


def _ms(day: date, minute: int) -> int:
    """The instant of so many minutes after midnight in the shop's time zone."""
    midnight = datetime.combine(day, time_of_day(), ZoneInfo(_ZONE))
    return int(midnight.timestamp() * 1000) + minute * _MINUTE_MS
