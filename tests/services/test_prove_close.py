"""A sealed day is tampered with, and what seals it says so: even when the whole chain is made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from model.close import CashKind, Count
from model.money import yuan
from services import closing
from services.clock import day_number
from services.storage import close_sheet_rows, driver, meta_rows, store, verify
from services.storage.verify_chain import _history, broken_links
from services.storage.work import Reader, link
from tests.services.test_closing import busy, move, next_day, pieces, right, seal
from tests.support import Till, open_till, raw

SEALS = "day closes have no gaps, and every seal is the shop's"
SHEETS = "every sealed sheet is what its days add up to"
LATE = "nothing was booked on a day after it was sealed"
DRAWER = "every move of the drawer was posted, and nothing else"
CHAIN = "the chain of operations is unbroken"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sealed days with a difference, a deposit and a further open day."""
    path = tmp_path_factory.mktemp("sealed") / "shop.guimi"
    with open_till(path) as till:
        _use(till)
    return path


def _use(till: Till) -> None:
    busy(till)
    figures = till.ask(closing.sheet).figures
    seal(till, right(figures, yuan(100)))
    next_day(till)
    move(till, CashKind.FLOAT, yuan(20), "")
    till.sell(yuan(40))
    seal(till, Count(pieces(yuan(160)), yuan(160)))
    next_day(till)
    till.sell(yuan(10))
    seal(till)
    next_day(till)
    till.sell(yuan(10))
    till.prove()


@pytest.fixture
def sealed(original: Path, tmp_shop_path: Path) -> Path:
    shutil.copyfile(original, tmp_shop_path)
    return tmp_shop_path


def wrong_after(path: Path, tamper: Callable[[driver.Connection], object]) -> dict[str, tuple[str, ...]]:
    """What is found wrong once another tool, past every guard, did this."""
    with raw(path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        tamper(connection)
        for _, sql in triggers:
            connection.execute(sql)
    connection = store.open_reader(path)
    try:
        return {f.name: f.wrong for f in verify.prove(Reader(connection, None)) if f.wrong}  # type: ignore[arg-type]
    finally:
        connection.close()


def run(*statements: str) -> Callable[[driver.Connection], None]:
    def tamper(connection: driver.Connection) -> None:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement

    return tamper


def chain_anew(connection: driver.Connection) -> None:
    """What a forger without the shop's key can do: compute every link again."""
    ((counter_id,),) = connection.execute("SELECT id FROM counter").fetchall()
    previous = bytes(32)
    for row, facts, _ in list(_history(connection, counter_id, 1, {})):
        previous = link(previous, row, facts)
        connection.execute("UPDATE operation SET chain = ? WHERE id = ?", (previous, row.id))
    assert list(broken_links(connection)) == []


ONE_STAFF_MORE = (
    "UPDATE txn SET staff_id = (SELECT id FROM staff WHERE role = 'manager') "
    "WHERE number = 4 AND kind = 'sale'"
)


def test_a_chain_made_anew_does_not_fit_the_seals(sealed: Path) -> None:
    """A sale of a sealed day moved to somebody else: every sum still agrees, only the seals don't."""

    def forge(connection: driver.Connection) -> None:
        run(ONE_STAFF_MORE)(connection)
        chain_anew(connection)

    wrong = wrong_after(sealed, forge)
    assert CHAIN not in wrong
    assert wrong[SEALS] == ("close 1: seal", "close 2: seal", "close 3: seal")
    assert wrong[SHEETS] == ("close 1: staff",)


def test_a_sheet_and_chain_made_anew_do_not_fit_the_seals(sealed: Path) -> None:
    """The sheet too is written again as the tampered rows add up: now nothing but the key tells."""

    def forge(connection: driver.Connection) -> None:
        run(ONE_STAFF_MORE)(connection)
        close = close_sheet_rows.Close(
            *connection.execute("SELECT * FROM day_close WHERE number = 1").fetchone()
        )
        told = close.opened()
        figures = close_sheet_rows.figures(connection, told.figures.first_day, told.figures.last_day, None)
        figures = replace(figures, drawer=told.figures.drawer)
        text = close_sheet_rows.sheet_text(replace(told, figures=figures))
        connection.execute("UPDATE day_close SET sheet = ? WHERE number = 1", (text,))
        chain_anew(connection)

    wrong = wrong_after(sealed, forge)
    assert set(wrong) == {SEALS}
    assert wrong[SEALS][0] == "close 1: seal"


def test_a_seal_under_another_key_is_no_seal(sealed: Path) -> None:
    def forge(connection: driver.Connection) -> None:
        key = bytes(32)
        assert key != meta_rows.shop_key(connection)
        rows = connection.execute("SELECT * FROM day_close ORDER BY number").fetchall()
        close = close_sheet_rows.Close(*rows[-1])
        ((chain,),) = connection.execute(
            "SELECT chain FROM operation WHERE seq = ?", (close.last_seq - 1,)
        ).fetchall()
        forged = close_sheet_rows.seal_of(key, close.previous, chain, close)
        connection.execute("UPDATE day_close SET seal = ? WHERE id = ?", (forged, close.id))
        chain_anew(connection)

    assert wrong_after(sealed, forge) == {SEALS: ("close 3: seal",)}


@pytest.mark.parametrize(
    ("tamper", "name", "told"),
    [
        (run("DELETE FROM day_close WHERE number = 2"), SEALS, "close 3: number"),
        (run("UPDATE day_close SET number = 7 WHERE number = 3"), SEALS, "close 7: number"),
        (
            run("UPDATE day_close SET previous = zeroblob(32) WHERE number = 2"),
            SEALS,
            "close 2: the seal before",
        ),
        (run("UPDATE day_close SET at_ms = at_ms + 1 WHERE number = 2"), SEALS, "close 2: seal"),
        (run("UPDATE day_close SET sheet = '{}' WHERE number = 1"), SHEETS, "close 1: unreadable"),
        (run("UPDATE daily_total SET amount = amount + 1 WHERE kind = 'sale'"), SHEETS, "close 1: moved"),
        (run("UPDATE cash_move SET amount = 21 WHERE kind = 'float'"), DRAWER, ""),
        (run("UPDATE cash_move SET kind = 'in' WHERE kind = 'deposit'"), SHEETS, "close 1: drawer"),
        (run("DELETE FROM cash_move WHERE kind = 'deposit'"), DRAWER, ""),
        (
            run("UPDATE operation SET business_day = 20261121 WHERE seq = (SELECT max(seq) FROM operation)"),
            LATE,
            "",
        ),
    ],
)
def test_each_proof_of_a_close_can_fail(
    sealed: Path, tamper: Callable[[driver.Connection], object], name: str, told: str
) -> None:
    found = wrong_after(sealed, tamper)[name]
    assert not told or told in found


def test_an_entry_slipped_into_a_sealed_day_is_found(sealed: Path) -> None:
    day = day_number(date(2026, 11, 21))
    moved = run(f"UPDATE txn SET business_day = {day} WHERE number = (SELECT max(number) FROM txn)")
    found = wrong_after(sealed, moved)
    assert any(told.startswith("close 1:") for told in found[SHEETS])
