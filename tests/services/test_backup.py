"""Backups: whole while people sell, proven before they count, and the way back (faults.md rows 13 and 14)."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem
from model.money import Money, yuan
from services import backup, shop
from services.clock import ManualClock
from services.storage import driver, store, verify
from tests.support import DAY_MS, START_MS, Till, content_hash, open_till, raw


def facts_of(path: Path) -> list[object]:
    with raw(path) as connection:
        return [connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in ("txn", "posting")]


def test_everything_acknowledged_before_a_backup_began_is_in_it(till: Till) -> None:
    over = threading.Event()
    acknowledged: list[bytes] = []

    def sell() -> None:
        while not over.is_set():
            done = till.sell(Money(100))
            assert done.txn is not None
            acknowledged.append(done.txn.txn_id)

    thread = threading.Thread(target=sell)
    thread.start()
    try:
        for _ in range(5):
            known = list(acknowledged)
            made = till.shop.jobs.read_aside(backup.back_up, till.path).result(30)
            with raw(made.path) as connection:
                there = {row[0] for row in connection.execute("SELECT id FROM txn")}
            assert set(known) <= there
            made.path.unlink()
    finally:
        over.set()
        thread.join()
    assert acknowledged


def test_a_restored_backup_opens_with_the_same_books_and_goes_on(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id = till.member()
        till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
        made = till.ask(backup.back_up, till.path)
        before, people = facts_of(till.path), till.people
        till.sell(yuan(68), member_id, stored=yuan(68))
    kept = backup.restore(made.path, tmp_shop_path)
    assert kept is not None
    assert facts_of(tmp_shop_path) == before
    till = Till(tmp_shop_path, people, START_MS + DAY_MS)
    till.prove()
    assert till.wallet(member_id).principal == yuan(500)
    till.sell(yuan(68), member_id, stored=yuan(68))
    till.prove()
    till.close()
    old = shop.open_shop(kept, ManualClock(START_MS + DAY_MS))
    assert not [f for f in old.jobs.read(verify.prove).result() if f.wrong]
    assert old.jobs.read(lambda read: read.conn.execute("SELECT count(*) FROM txn").fetchone()).result() == (
        2,
    )
    old.close()


def test_a_backup_is_made_once_a_day_and_the_newest_are_kept(till: Till) -> None:
    made = till.ask(backup.back_up_if_due, till.path)
    os.utime(made.path, (START_MS / 1000, START_MS / 1000))
    assert till.ask(backup.back_up_if_due, till.path).path == made.path
    newest = made
    for n in range(1, backup.KEPT + 4):
        till.clock.set(START_MS + n * DAY_MS)
        newest = till.ask(backup.back_up_if_due, till.path)
        os.utime(newest.path, (till.clock.now_ms() / 1000,) * 2)
        till.sell(yuan(1))
    known = backup.backups(till.path)
    assert len(known) == backup.KEPT
    assert made.path not in {b.path for b in known}
    assert [b.at for b in known] == sorted((b.at for b in known), reverse=True)
    assert known[0].path == newest.path


def test_backups_of_a_clock_that_ran_ahead_take_no_place_from_a_new_one(till: Till) -> None:
    ahead = [till.ask(backup.back_up, till.path)]
    for n in range(backup.KEPT + 2):
        copy = ahead[0].path.with_name(f"shop-ahead{n}.backup.guimi")
        shutil.copyfile(ahead[0].path, copy)
        os.utime(copy, ((START_MS + 365 * DAY_MS) / 1000 + n,) * 2)
    till.clock.set(START_MS + 2 * DAY_MS)
    made = till.ask(backup.back_up_if_due, till.path)
    assert made.path.exists()
    assert len(backup.backups(till.path)) == backup.KEPT


@pytest.mark.parametrize("damage", ["cut", "flip", "foreign", "gone"])
def test_a_backup_that_cannot_be_read_replaces_nothing(tmp_shop_path: Path, damage: str) -> None:
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
        made = till.ask(backup.back_up, till.path)
    data = made.path.read_bytes()
    if damage == "cut":
        made.path.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        made.path.write_bytes(data[:4096] + bytes(4096) + data[8192:])
    elif damage == "foreign":
        made.path.write_text("你好" * 500, encoding="utf-8")
    else:
        made.path.unlink()
    before = tmp_shop_path.read_bytes()
    with pytest.raises(EnvironmentProblem):
        backup.restore(made.path, tmp_shop_path)
    assert tmp_shop_path.read_bytes() == before
    shop.open_shop(tmp_shop_path).close()


def test_restoring_where_no_file_is_makes_one(till: Till, tmp_path: Path) -> None:
    made = till.ask(backup.back_up, till.path)
    target = tmp_path / "new" / "shop.guimi"
    target.parent.mkdir()
    assert backup.restore(made.path, target) is None
    shop.open_shop(target).close()


def test_a_log_that_was_left_behind_never_meets_the_restored_file(tmp_shop_path: Path) -> None:
    """The killed program's -wal holds sales; beside another file it would be poison."""
    with open_till(tmp_shop_path) as till:
        made = till.ask(backup.back_up, till.path)
        till.sell(yuan(68))
        parts = {ending: Path(f"{till.path}{ending}").read_bytes() for ending in ("", "-wal")}
        people = till.people
    for ending, data in parts.items():
        Path(f"{tmp_shop_path}{ending}").write_bytes(data)
    kept = backup.restore(made.path, tmp_shop_path)
    assert kept is not None
    restored = Till(tmp_shop_path, people)
    assert restored.rows("SELECT count(*) FROM txn") == [(0,)]
    restored.prove()
    restored.close()
    old = Till(kept, people)
    assert old.rows("SELECT count(*) FROM txn") == [(1,)]
    old.prove()
    old.close()


def test_a_backup_can_be_looked_into_without_changing_it(till: Till) -> None:
    till.sell(yuan(68))
    made = till.ask(backup.back_up, till.path)
    before = made.path.read_bytes()
    connection = driver.connect(str(made.path), read_only=True)
    assert connection.execute("SELECT count(*) FROM txn").fetchone() == (1,)
    connection.close()
    assert made.path.read_bytes() == before
    assert content_hash(made.path)
    shutil.rmtree(made.path.parent)


def test_a_backup_never_takes_the_last_room_from_the_counter(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = till.path.stat().st_size
    usage = shutil.disk_usage(till.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=size + backup.RESERVE_BYTES // 2))
    with pytest.raises(EnvironmentProblem) as caught:
        till.ask(backup.back_up, till.path)
    assert caught.value.code == "backup.no_room"
    assert caught.value.facts["free_mb"] == (size + backup.RESERVE_BYTES // 2) >> 20
    assert list(backup.folder_of(till.path).iterdir()) == []


def test_a_backup_that_fails_halfway_leaves_nothing_behind(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_connection: object, target: Path) -> None:
        for ending in ("", "-journal"):
            Path(f"{target}{ending}").write_bytes(bytes(4096))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "back_up", fill)
    with pytest.raises(EnvironmentProblem) as caught:
        till.ask(backup.back_up, till.path)
    assert caught.value.code == "disk.full"
    assert list(backup.folder_of(till.path).iterdir()) == []
