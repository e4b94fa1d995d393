"""A shop file from outside: making one, opening one, and what runs on it."""

from __future__ import annotations

import contextlib
import secrets
import weakref
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from model.errors import EnvironmentProblem
from model.ids import CategoryId, CommandId, CounterId, SourceId, StaffId, TierId
from model.record import dataclass
from model.shop import Category, Look, Role, Settings, ShopProfile, Source, Staff, Tier
from model.text import clean_line
from services.clock import Clock, SystemClock
from services.ids import IdMaker
from services.jobs import Jobs
from services.staff import hash_pin
from services.storage import (
    catalog_rows,
    driver,
    meta_rows,
    setting_rows,
    staff_rows,
    store,
)
from services.storage.work import Reader, Writer

SUFFIX: Final = ".guimi"
BACKGROUND_BYTES: Final = 512 * 1024 * 1024
"""From this size on the start check runs beside the counter instead of before the first sale."""


@dataclass(slots=True)
class ShopSeat:
    """The counter that this program is, its clock and the settings as last committed."""

    clock: Clock
    counter_id: CounterId
    counter_code: str
    settings: Settings = field(default_factory=Settings)
    newest_ms: int = 0
    sealed_day: int = 0


class Shop:
    """An open shop file: `jobs` to read and write it, `seat` for who and when."""

    def __init__(self, path: Path, connection: driver.Connection, clock: Clock) -> None:
        self.path = path
        counter_id, code = meta_rows.counter(connection)
        self.seat = ShopSeat(clock, counter_id, code, setting_rows.load(connection))
        ids = IdMaker(clock.now_ms)
        newest = meta_rows.newest_id(connection)
        if newest is not None:
            ids.start_after(newest)
        self.writer = Writer(path, connection, self.seat, ids)
        self.jobs = Jobs(path, self.writer, self.seat)
        # A program that ends without closing must not look like a copy without its newest sales.
        self._ending = weakref.finalize(self, _end, self.writer)

    def verify_in_background(self, done: Callable[[Exception | None], None]) -> None:
        """Check the file as the writer's first job: no sale is possible before it passed.

        Very large files are checked beside the counter. `done` is called on another thread.
        """
        from services.storage import verify

        small = self.path.stat().st_size < BACKGROUND_BYTES
        future = self.jobs.first(self._verify) if small else self.jobs.read_aside(verify.quick)
        future.add_done_callback(lambda f: done(f.exception()))  # type: ignore[arg-type]

    def _verify(self) -> None:
        from services.storage import verify

        connection = store.open_reader(self.path)
        try:
            verify.quick(Reader(connection, self.seat))
        finally:
            connection.close()

    def close(self) -> None:
        self._ending.detach()
        self.jobs.close()


def _end(writer: Writer) -> None:
    store.close_writer(writer.connection)


@dataclass(frozen=True, slots=True)
class NewShop:
    """What the welcome asks for."""

    name: str
    owner_name: str
    owner_pin: str = field(repr=False)
    language: str = "zh_CN"
    counter_code: str = "01"


def create(path: Path, new: NewShop, clock: Clock | None = None) -> Shop:
    """Make a shop file with its owner and the usual tiers, sources and categories, and open it.

    Raises UserError `pin.weak` or text.*, or EnvironmentProblem `file.exists` when a file is there.
    """
    pin_hash = hash_pin(new.owner_pin)
    new = replace(
        new,
        name=clean_line(new.name, required=True),
        owner_name=clean_line(new.owner_name, required=True),
        counter_code=clean_line(new.counter_code, 8, required=True),
        language=clean_line(new.language, 20),
    )
    store.refuse_taken(path)
    clock = clock or SystemClock()
    # The file appears under its name only when it is whole: a kill on the way leaves none, and of
    # several who make one at once the first wins.
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        connection = store.create(fresh)
        try:
            _lay_down(connection, new, pin_hash, IdMaker(clock.now_ms))
        finally:
            store.close_writer(connection)
        store.publish(fresh, path)
    except BaseException:
        store.remove(fresh)
        raise
    return Shop(path, store.open_writer(path), clock)


def _lay_down(connection: driver.Connection, new: NewShop, pin_hash: str, ids: IdMaker) -> None:
    with store.transaction(connection):
        meta_rows.found(connection, CounterId(ids()), ids(), secrets.token_bytes(32), new.counter_code)
        owner = Staff(StaffId(ids()), new.owner_name, Role.OWNER)
        catalog_rows.save(connection, owner)
        staff_rows.set_pin(connection, owner.id, pin_hash)
        _defaults(connection, ids)
        setting_rows.save(connection, ShopProfile(name=new.name))
        setting_rows.save(connection, Look(language=new.language))


def _defaults(connection: driver.Connection, ids: IdMaker) -> None:
    tiers = (("普通", 10_000), ("黄金", 9_500), ("钻石", 9_000), ("铂金", 8_500))
    for rank, (name, discount) in enumerate(tiers):
        catalog_rows.save(connection, Tier(TierId(ids()), name, rank, discount))
    for position, name in enumerate(("小区", "逛街", "写字楼", "异业合作", "线上", "朋友介绍")):
        catalog_rows.save(connection, Source(SourceId(ids()), name, position))
    for position, name in enumerate(("服务", "产品")):
        catalog_rows.save(connection, Category(CategoryId(ids()), name, position))


def open_shop(path: Path, clock: Clock | None = None, *, accept_missing_wal: bool = False) -> Shop:
    """Open a shop file to write; raises EnvironmentProblem file.* and disk.*."""
    connection = store.open_writer(path, accept_missing_wal=accept_missing_wal)
    try:
        with meaningful(path):
            return Shop(path, connection, clock or SystemClock())
    except BaseException:
        connection.close()
        raise


@contextlib.contextmanager
def meaningful(path: Path) -> Iterator[None]:
    """Settings or the counter's own row that mean nothing any more are damage: bits have changed."""
    try:
        with store.translated(path):
            yield
    except (ValueError, TypeError, LookupError) as error:
        raise EnvironmentProblem("file.damaged", path=str(path), reason=str(error)) from error


def command_id() -> CommandId:
    """A fresh id for a form that opens."""
    from services.ids import new_id

    return CommandId(new_id())
