"""What the services cost against the floors of SQLite, measured side by side in one run.

The program's own way and the bare one take turns, so that a busy machine slows both alike.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

from model.commands import IssueCard
from model.ids import MemberId, PrintJobId, StaffId
from model.members_filter import MemberFilter
from model.record import dataclass
from model.shop import Role
from model.views import AccountState, MemberRow
from services import catalog, freezing, member_list, members, pinyin, print_queue, search, shop
from services.clock import Clock
from services.ids import IdMaker
from services.shop import Shop, ShopSeat
from services.storage import driver, floors, meta_rows, print_rows, setting_rows, store
from services.storage.work import Reader, Writer

SEED: Final = 20_261_121

SAMPLES: Final = 100
"""Members drawn for each kind of search."""

_CARDS: Final = 20
_YEARS: Final = 1.0
_VISITS: Final = 2
"""A few transactions a member: what is measured doesn't depend on the rest of a history."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: `ratio` is value ÷ floor; the bar holds for it, or for the value alone.

    A value of None could not be measured on this system and decides nothing.
    """

    name: str
    members: int
    value: float | None
    unit: str
    floor: float | None
    ratio: float | None
    bar: float

    @property
    def ok(self) -> bool:
        measured = self.value if self.floor is None else self.ratio
        return measured is None or measured <= self.bar


def at_most(name: str, members: int, value: float | None, unit: str, bar: float) -> Figure:
    return Figure(name, members, value, unit, None, None, bar)


def against(
    name: str, members: int, value: float | None, floor: float | None, unit: str, bar: float
) -> Figure:
    """A value against the floor measured beside it."""
    ratio = value / floor if value is not None and floor else None
    return Figure(name, members, value, unit, floor, ratio, bar)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def take_turns(
    ours: Sequence[Callable[[], object]], bare: Sequence[Callable[[], object]]
) -> tuple[list[float], list[float]]:
    """Seconds of each call of two equally long lists, run in turns, the first place changing."""
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for at, pair in enumerate(zip(ours, bare, strict=True)):
            for side in (0, 1) if at % 2 else (1, 0):
                start = perf_counter()
                pair[side]()
                times[side].append(perf_counter() - start)
    finally:
        gc.enable()
    return times


# Whom and what to measure with


def draw_members(opened: Shop, count: int, seed: int = SEED) -> tuple[MemberRow, ...]:
    """Members with a phone, drawn at random but always the same of a shop."""
    ids = opened.jobs.read(member_list.ids, MemberFilter()).result()
    drawn = Random(seed).sample(range(len(ids)), min(2 * count, len(ids)))
    rows = opened.jobs.read(member_list.rows, [ids[at] for at in drawn]).result()
    known = [row for row in rows if len(row.phone) >= 8 and not row.name.isascii()]
    return tuple(opened.jobs.read(_with_open_accounts, known).result())[:count]


def _with_open_accounts(read: Reader, rows: Sequence[MemberRow]) -> list[MemberRow]:
    return [row for row in rows if freezing.state_of(read, row.member_id) is AccountState.OPEN]


def queries(rows: Sequence[MemberRow]) -> dict[str, tuple[str, ...]]:
    """Every kind of typed search with what finds these members."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        for kind, text in _texts(row).items():
            kinds.setdefault(kind, []).append(text)
    return {kind: tuple(texts) for kind, texts in kinds.items()}


def _texts(row: MemberRow) -> dict[str, str]:
    name, phone = row.name, row.phone
    said = next(iter(pinyin.readings(name).readings), ())
    texts = {
        "last four": phone[-4:],
        "phone beginning": phone[:6],
        "inside of a phone": phone[3:8],
        "name": name,
        "one character": name[-1],
        "member number": row.number.lstrip("0"),
        "two words": f"{name[0]} {phone[-4:]}",
    }
    if len(name) > 2:
        texts["two characters"] = name[-2:]
    if len(said) > 1:
        texts["full pinyin"] = "".join(said)
        texts["initials"] = "".join(s[0] for s in said)
        texts["surname and initials"] = said[0] + "".join(s[0] for s in said[1:])
    return texts


def owner_of(opened: Shop) -> StaffId:
    people = opened.jobs.read(catalog.everything).result().staff
    return next(person.id for person in people if person.role is Role.OWNER)


def issue_cards(opened: Shop, rows: Sequence[MemberRow]) -> tuple[str, ...]:
    """Give these members cards as the counter does; the codes that a scanner reads from them."""
    owner = owner_of(opened)
    codes = []
    for row in rows:
        opened.jobs.write(members.issue_card, IssueCard(shop.command_id(), owner, row.member_id)).result()
        codes.append(opened.jobs.read(_card_code, row.member_id).result())
    opened.jobs.write(print_queue.cancel_all, print_queue.CancelPrinting(shop.command_id(), owner)).result()
    return tuple(codes)


def _card_code(read: Reader, member_id: MemberId) -> str:
    job_id = print_rows.newest_waiting(read.conn, print_queue.MEMBER_CARD, member_id)
    job = print_rows.get(read.conn, PrintJobId(job_id)) if job_id else None
    return str(json.loads(job[3])["qr"]) if job else ""


# Search


def search_figures(path: Path, count: int, samples: int = SAMPLES) -> list[Figure]:
    """The query alone for every kind of search, against the bare indexed statements it needs."""
    opened = shop.open_shop(path)
    try:
        rows = draw_members(opened, samples)
        found = _search_times(opened, queries(rows))
        found["scanned card"] = _card_times(opened, issue_cards(opened, rows[:_CARDS]))
    finally:
        opened.close()
    figures = [
        against(f"search query, {kind}, p50", count, median(ours) * 1e6, median(bare) * 1e6, "µs", 1.5)
        for kind, (ours, bare) in found.items()
    ]
    slowest = max(percentile(ours, 0.99) for ours, _ in found.values())
    return [*figures, at_most("search query, slowest kind, p99", count, slowest * 1e3, "ms", 16)]


def _search_times(
    opened: Shop, kinds: dict[str, tuple[str, ...]]
) -> dict[str, tuple[list[float], list[float]]]:
    reader = Reader(store.open_reader(opened.path), opened.seat)
    bare = store.open_reader(opened.path)
    try:
        times = {}
        for kind, texts in kinds.items():
            ours = [_Call(search.find, reader, text) for text in texts]
            raw = [floors.RawSearch(bare, text, search.LIMIT, search.CANDIDATES) for text in texts]
            times[kind] = take_turns(ours, raw)
        return times
    finally:
        reader.conn.close()
        bare.close()


def _card_times(opened: Shop, codes: Sequence[str]) -> tuple[list[float], list[float]]:
    reader = Reader(store.open_reader(opened.path), opened.seat)
    bare = store.open_reader(opened.path)
    try:
        ours = [_Call(search.by_card, reader, code) for code in codes]
        return take_turns(ours, [floors.RawCard(bare, code) for code in codes])
    finally:
        reader.conn.close()
        bare.close()


class _Call:
    """A call with its arguments, made before the clock runs."""

    __slots__ = ("_arguments", "_function")

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._function = function
        self._arguments = arguments

    def __call__(self) -> object:
        return self._function(*self._arguments)


# Shops to measure on


def writer_of(path: Path, conn: driver.Connection, clock: Clock) -> Writer:
    """What carries commands out on a connection, on the thread that calls it."""
    counter_id, code = meta_rows.counter(conn)
    seat = ShopSeat(clock, counter_id, code, setting_rows.load(conn))
    return Writer(path, conn, seat, IdMaker(clock.now_ms))


def copy_shop(path: Path, target: Path) -> None:
    """Copy a closed shop file, and wait until the copy is on disk: nothing is left to slow others down."""
    shutil.copyfile(path, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def shop_of(folder: Path, count: int, progress: Callable[[str, int], None]) -> Path:
    """The example shop of so many members, made on the first call; a million takes minutes."""
    from services.demo.build import build

    path = folder / f"bench-{count}-{store.SCHEMA_HASH[:8]}{shop.SUFFIX}"
    if path.exists():
        return path
    text = f"making a shop of {count:,} members"

    told = -1

    def tell(done: int, whole: int) -> None:
        nonlocal told
        percent = min(99, done * 100 // max(whole, 1))
        if percent > told:
            told = percent
            progress(text, percent)

    build(path, members=count, years=_YEARS, seed=SEED, progress=tell, visits_per_member=_VISITS)
    progress(text, 100)
    return path
