"""The writer and its readers: order, errors, closing; and what every connection is set to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem, UserError
from model.money import yuan
from services import check, sales
from services.storage import driver
from tests.support import Till, content_hash, open_till, raw


def test_commands_are_carried_out_in_the_order_of_sending(till: Till) -> None:
    commands = [till.sale_of(yuan(n + 1)) for n in range(20)]
    futures = [till.shop.jobs.write(sales.execute, command) for command in commands]
    numbers = [future.result(30).number for future in futures]
    assert numbers == [f"01-{n + 1:06d}" for n in range(20)]


def test_closing_finishes_what_was_sent(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        futures = [till.shop.jobs.write(sales.execute, till.sale_of(yuan(1))) for _ in range(30)]
        people = till.people
    assert all(future.done() and future.exception() is None for future in futures)
    again = Till(tmp_shop_path, people)
    assert again.rows("SELECT count(*) FROM txn") == [(30,)]
    again.close()
    assert [p.name for p in tmp_shop_path.parent.iterdir()] == ["shop.guimi"]


def test_after_closing_nothing_is_taken(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        pass
    with pytest.raises(RuntimeError):
        till.shop.jobs.write(sales.execute, till.sale_of(yuan(1)))


def test_a_refused_command_leaves_the_writer_working(till: Till) -> None:
    with pytest.raises(UserError):
        till.sell(yuan(1), stored=yuan(1))
    with pytest.raises(ZeroDivisionError):
        till.do(lambda work, command: 1 // 0, till.sale_of(yuan(1)))  # type: ignore[arg-type, return-value]
    till.sell(yuan(1))
    assert till.rows("SELECT count(*) FROM txn") == [(1,)]


def test_a_bug_in_the_middle_of_a_sale_leaves_no_part_of_it(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_hash(till.path)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sales, "queue_receipt", fail)
    with pytest.raises(ZeroDivisionError):
        till.sell(yuan(68))
    assert content_hash(till.path) == before


def test_readers_have_threads_of_their_own_and_cannot_write(till: Till) -> None:
    assert till.ask(lambda read: threading.current_thread().name).startswith("reader")
    aside = till.shop.jobs.read_aside(lambda read: threading.current_thread().name)
    assert aside.result(10).startswith("upkeep")
    with pytest.raises(EnvironmentProblem) as caught:
        till.ask(lambda read: read.conn.execute("DELETE FROM hold"))
    assert caught.value.code == "disk.readonly"


def test_the_write_connection_is_set_as_it_was_measured(till: Till) -> None:
    connection = till.shop.writer.connection
    connection.set_authorizer(None)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema")
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 8)])
def test_an_sqlite_that_corrupts_logs_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        driver.check_version(version)
    assert caught.value.code == "sqlite.old"
    driver.check_version((3, 51, 3))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE setting SET value = 'nonsense' WHERE key = 'profile'", "file.damaged"),
        ("UPDATE setting SET value = '{\"name\": 5}' WHERE key = 'look'", None),
        ("UPDATE setting SET value = '{\"kind\": \"fax\"}' WHERE key = 'printer'", "file.damaged"),
        ("DELETE FROM meta WHERE key = 'counter_id'", "file.damaged"),
        ("DELETE FROM counter", "file.damaged"),
        ("UPDATE meta SET value = 5 WHERE key = 'counter_id'", "file.damaged"),
    ],
)
def test_what_means_nothing_any_more_is_damage_in_the_window_and_in_the_check(
    tmp_shop_path: Path, statement: str, expected: str | None
) -> None:
    with open_till(tmp_shop_path) as till:
        till.policy(till.shop.seat.settings.policy)
        people = till.people
    with raw(tmp_shop_path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for key in ("look", "printer"):
            connection.execute("INSERT INTO setting VALUES (?, '{}') ON CONFLICT DO NOTHING", (key,))
        assert connection.execute(statement).rowcount == 1
    for act in (lambda: Till(tmp_shop_path, people).close(), lambda: list(check.check(tmp_shop_path))):
        if expected is None:
            act()
            continue
        with pytest.raises(EnvironmentProblem) as caught:
            act()
        assert caught.value.code == expected


def test_the_check_reads_alone(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
    before = tmp_shop_path.read_bytes()
    assert not [f for f in check.check(tmp_shop_path) if f.wrong]
    assert tmp_shop_path.read_bytes() == before
