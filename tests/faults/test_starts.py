"""Many starts at once, a start killed on the way, and files that aren't ours (faults.md row 16)."""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from model.errors import EnvironmentProblem, UserError
from model.money import yuan
from services import shop, staff
from services.clock import ManualClock
from services.storage import driver, schema, store, verify
from tests.support import PIN, START_MS, Till, fresh_shop, open_till, raw

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="forks")]
NEW = shop.NewShop("小雅美发", "林雅", PIN)
STARTS = 24


def at_once(act: Callable[[int], str]) -> list[str]:
    """Run an act in so many processes that begin together; what each answers."""
    context = multiprocessing.get_context("fork")
    answers: Any = context.SimpleQueue()
    barrier = context.Barrier(STARTS)

    def run(number: int) -> None:
        barrier.wait(30)
        try:
            answers.put(act(number))
        except (EnvironmentProblem, UserError) as error:
            answers.put(error.code)
        except BaseException as error:
            answers.put(repr(error))

    children = [context.Process(target=run, args=(n,)) for n in range(STARTS)]
    for child in children:
        child.start()
    told = [answers.get() for _ in children]
    for child in children:
        child.join(30)
    return told


def test_of_many_that_make_the_same_shop_one_wins_and_all_open_it(tmp_shop_path: Path) -> None:
    def make_or_open(_: int) -> str:
        try:
            opened, word = shop.create(tmp_shop_path, NEW), "made"
        except EnvironmentProblem as problem:
            if problem.code != "file.exists":
                raise
            opened, word = shop.open_shop(tmp_shop_path), "opened"
        (owner,) = opened.jobs.read(staff.people).result()
        opened.jobs.read(verify.quick).result()
        opened.close()
        return word if owner.name == "林雅" else owner.name

    told = at_once(make_or_open)
    assert sorted(told) == ["made"] + ["opened"] * (STARTS - 1)
    assert [p.name for p in tmp_shop_path.parent.iterdir()] == ["shop.guimi"]


def test_many_open_one_shop_at_once(tmp_shop_path: Path) -> None:
    people = fresh_shop(tmp_shop_path)

    def sell(_: int) -> str:
        till = Till(tmp_shop_path, people)
        till.sell(yuan(1))
        till.close()
        return "sold"

    assert at_once(sell) == ["sold"] * STARTS
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT count(*), max(number) FROM txn") == [(STARTS, STARTS)]
    till.prove()
    till.close()


def _next_version(monkeypatch: pytest.MonkeyPatch, pause_s: float = 0.0) -> None:
    """As if this were the next release, with one migration more."""
    steps = schema.migrations

    def with_one_more() -> Any:
        known = steps()

        @known(name="0002_test")
        def _more(db: Any) -> None:
            db.execute("CREATE TABLE later (x INTEGER) STRICT")
            time.sleep(pause_s)
            db.execute("INSERT INTO later VALUES (1)")

        return known

    monkeypatch.setattr(schema, "migrations", with_one_more)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)


def _accept_any_schema(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The hash of the next version's tables, learned from a copy."""
    copy = path.with_name("learn.guimi")
    shutil.copyfile(path, copy)
    with monkeypatch.context() as learning:
        learning.setattr(schema, "schema_hash", lambda _: store.SCHEMA_HASH)
        store.close_writer(store.open_writer(copy))
    with raw(copy) as connection:
        monkeypatch.setattr(store, "SCHEMA_HASH", schema.schema_hash(connection))
    for left in path.parent.glob("learn*"):
        left.unlink()


def test_of_many_that_migrate_one_does_it_and_all_open(
    tmp_shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fresh_shop(tmp_shop_path)
    _next_version(monkeypatch, 0.02)
    _accept_any_schema(monkeypatch, tmp_shop_path)

    def sell(_: int) -> str:
        till = Till(tmp_shop_path, people)
        till.sell(yuan(1))
        till.close()
        return "sold"

    assert at_once(sell) == ["sold"] * STARTS
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT x FROM later") == [(1,)]
    assert till.rows("SELECT count(*) FROM txn") == [(STARTS,)]
    copies = [p.name for p in tmp_shop_path.parent.iterdir() if ".before-" in p.name]
    assert len(copies) == 1
    till.close()


@contextmanager
def looked_at(path: Path) -> Iterator[driver.Connection]:
    """Reading alone: a tool that could write would take the -wal away when it closes."""
    connection = driver.connect(str(path), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def _killed(act: Callable[[], object], after_s: float) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_a_migration_killed_on_the_way_leaves_the_old_file_or_the_new_one(
    tmp_shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
        people = till.people
    original = tmp_shop_path.read_bytes()
    _next_version(monkeypatch, 0.02)
    _accept_any_schema(monkeypatch, tmp_shop_path)
    chance = random.Random(1)
    before = 0
    for _ in range(12):
        for left in tmp_shop_path.parent.iterdir():
            left.unlink()
        tmp_shop_path.write_bytes(original)
        _killed(lambda: shop.open_shop(tmp_shop_path), chance.uniform(0, 0.06))
        with looked_at(tmp_shop_path) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            there = connection.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall()
        assert bool(there) == (version == schema.VERSION)
        before += version < schema.VERSION
        till = Till(tmp_shop_path, people)
        assert till.rows("SELECT x FROM later") == [(1,)]
        till.prove()
        till.close()
    assert before, "no kill came before the end of the migration"


def test_a_shop_whose_making_is_killed_is_made_by_the_next_start(tmp_shop_path: Path) -> None:
    chance = random.Random(2)
    unmade = 0
    for _ in range(12):
        _killed(lambda: shop.create(tmp_shop_path, NEW), chance.uniform(0, 0.08))
        if not tmp_shop_path.exists():
            unmade += 1
            shop.create(tmp_shop_path, NEW, ManualClock(START_MS)).close()
        opened = shop.open_shop(tmp_shop_path)
        assert [p.name for p in opened.jobs.read(staff.people).result()] == ["林雅"]
        assert not [f for f in opened.jobs.read(verify.prove).result() if f.wrong]
        opened.close()
        for left in tmp_shop_path.parent.iterdir():
            left.unlink()
    assert unmade, "no kill came before the shop was there"


@pytest.mark.parametrize("change", ["version", "application", "text", "sqlite", "short"])
def test_a_file_that_is_not_ours_or_newer_is_refused_unchanged(tmp_shop_path: Path, change: str) -> None:
    fresh_shop(tmp_shop_path)
    expected = "file.newer" if change == "version" else "file.foreign"
    if change == "text":
        tmp_shop_path.write_text("你好" * 1_000, encoding="utf-8")
    elif change == "short":
        tmp_shop_path.write_bytes(tmp_shop_path.read_bytes()[:90])
    elif change == "sqlite":
        tmp_shop_path.unlink()
        with raw(tmp_shop_path) as connection:
            connection.execute("CREATE TABLE theirs (x)")
    else:
        pragma = "user_version" if change == "version" else "application_id"
        with raw(tmp_shop_path) as connection:
            connection.execute(f"PRAGMA {pragma} = {schema.VERSION + 1}")
    before = tmp_shop_path.read_bytes()
    for refuse in (shop.open_shop, lambda path: shop.create(path, NEW)):
        with pytest.raises(EnvironmentProblem) as caught:
            refuse(tmp_shop_path)
        assert caught.value.code == (expected if refuse is shop.open_shop else "file.exists")
    assert tmp_shop_path.read_bytes() == before
    assert [p.name for p in tmp_shop_path.parent.iterdir()] == ["shop.guimi"]


def test_an_empty_file_is_no_shop_but_may_become_one(tmp_shop_path: Path) -> None:
    tmp_shop_path.touch()
    with pytest.raises(EnvironmentProblem) as caught:
        shop.open_shop(tmp_shop_path)
    assert caught.value.code == "file.foreign"
    shop.create(tmp_shop_path, NEW).close()
    shop.open_shop(tmp_shop_path).close()


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        shop.open_shop(tmp_path / "gone.guimi")
    assert caught.value.code == "file.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{"name": " "}, {"owner_name": "长" * 61}, {"owner_pin": "1234"}])
def test_a_shop_that_is_refused_leaves_no_file(tmp_shop_path: Path, wrong: dict[str, str]) -> None:
    fields = {"name": "小雅美发", "owner_name": "林雅", "owner_pin": PIN} | wrong
    with pytest.raises(UserError):
        shop.create(tmp_shop_path, shop.NewShop(**fields))
    assert list(tmp_shop_path.parent.iterdir()) == []


def test_a_copy_without_its_wal_is_explained(tmp_shop_path: Path) -> None:
    """Only the .db copied by hand while the program ran (faults.md row 15)."""
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
        copy = tmp_shop_path.with_name("copy.guimi")
        shutil.copyfile(tmp_shop_path, copy)
    with pytest.raises(EnvironmentProblem) as caught:
        shop.open_shop(copy)
    assert caught.value.code == "file.wal_missing"
    shop.open_shop(copy, accept_missing_wal=True).close()
    shop.open_shop(copy).close()


def test_a_program_that_ends_without_closing_leaves_no_false_alarm(tmp_shop_path: Path) -> None:
    people = fresh_shop(tmp_shop_path)
    till = Till(tmp_shop_path, people)
    till.sell(yuan(68))
    del till
    gc.collect()
    assert not tmp_shop_path.with_name("shop.guimi-wal").exists()
    again = Till(tmp_shop_path, people)
    again.prove()
    again.close()
