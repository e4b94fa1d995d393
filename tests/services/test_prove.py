"""Each proof of the books can fail: what it watches is tampered with, and it names the row."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from model.bill import Bill, BillLine
from model.errors import EnvironmentProblem
from model.ids import MemberId, TxnId
from model.money import yuan
from services.storage import schema, store, verify
from services.storage.work import Reader
from tests.support import Till, open_till, raw, txn


@dataclass(frozen=True, slots=True)
class Used:
    """A shop with two members, a top-up with bonus, sales, and a reversal of each."""

    path: Path
    member: MemberId
    top_up: TxnId
    sale: TxnId
    reversal: TxnId
    lot: bytes


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Used:
    with open_till(tmp_path_factory.mktemp("used") / "shop.guimi") as till:
        return _use(till)


@pytest.fixture
def used(original: Used, tmp_shop_path: Path) -> Used:
    shutil.copyfile(original.path, tmp_shop_path)
    return replace(original, path=tmp_shop_path)


def _use(till: Till) -> Used:
    member_id = till.member()
    till.member("李雷")
    plan = till.plan(yuan(500), yuan(80), 30)
    top_up = txn(till.top_up(member_id, yuan(500), plan))
    again = txn(till.top_up(member_id, yuan(300)))
    bill = Bill((BillLine("洗剪吹", yuan(68), 2), BillLine("头皮护理", yuan(168))))
    sale = txn(till.sell(yuan(304), member_id, stored=yuan(200), bill=bill))
    till.sell(yuan(30))
    reversal = txn(till.reverse(sale, (0, 1)))
    till.reverse(again, amount=yuan(100))
    ((lot,),) = till.rows("SELECT id FROM bonus_lot")
    till.prove()
    return Used(till.path, member_id, top_up, sale, reversal, lot)


def wrong_after(used: Used, *statements: str) -> dict[str, tuple[str, ...]]:
    """What is found wrong once another tool, past every guard, ran these statements."""
    with raw(used.path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        ids = {"member": used.member, "top_up": used.top_up, "sale": used.sale, "reversal": used.reversal}
        for statement in statements:
            words = {name: f"x'{id_.hex()}'" for name, id_ in (ids | {"lot": used.lot}).items()}
            changed = connection.execute(statement.format(**words)).rowcount
            assert changed != 0, f"nothing to tamper with: {statement}"
        for _, sql in triggers:
            connection.execute(sql)
    connection = store.open_reader(used.path)
    try:
        return {f.name: f.wrong for f in verify.prove(Reader(connection, None)) if f.wrong}  # type: ignore[arg-type]
    finally:
        connection.close()


POSTED = "UPDATE posting SET amount = amount + 7 WHERE txn_id = {sale} AND account = 'income'"
NO_TXN = "DELETE FROM txn WHERE id = {sale}"

# What is done, and which proof must name which row (None: a name that isn't an id).
TAMPERED: list[tuple[tuple[str, ...], str, Callable[[Used], bytes] | None]] = [
    ((POSTED,), "every transaction sums to zero, fen and points apart", lambda u: u.sale),
    ((NO_TXN,), "every transaction has its operation, and every posting its transaction", lambda u: u.sale),
    ((NO_TXN,), "every reference resolves", None),
    (
        ("UPDATE member_balance SET principal = principal + 1 WHERE principal > 0",),
        "every member's balances equal the postings",
        lambda u: u.member,
    ),
    (
        ("UPDATE member_balance SET points = points - 1 WHERE principal > 0",),
        "every member's balances equal the postings",
        lambda u: u.member,
    ),
    (
        ("DELETE FROM member_balance WHERE principal > 0",),
        "every member has balances, and every balance a member",
        lambda u: u.member,
    ),
    (
        ("UPDATE lot_balance SET remaining = remaining + 1",),
        "every bonus lot equals its postings",
        lambda u: u.lot,
    ),
    (
        ("UPDATE lot_balance SET remaining = -1",),
        "nothing stored is negative",
        lambda u: u.lot,
    ),
    (
        ("UPDATE daily_total SET amount = amount + 1 WHERE account = 'income' AND kind = 'sale'",),
        "daily totals equal the postings",
        None,
    ),
    (("DELETE FROM daily_total WHERE account = 'income'",), "daily totals equal the postings", None),
    (
        ("UPDATE sale SET rounding = rounding + 1 WHERE txn_id = {sale}",),
        "every sale adds up: lines, discounts, rounding, due",
        lambda u: u.sale,
    ),
    (
        ("UPDATE sale_line SET manual_discount = manual_discount + 1 WHERE txn_id = {sale} AND n = 1",),
        "every line's parts add up to the line",
        lambda u: u.sale,
    ),
    (
        (
            ("UPDATE allocation SET amount = amount + 1 WHERE txn_id = {sale} AND line = 0 "
            "AND account = 'cash'"),
            ("UPDATE allocation SET amount = amount - 1 WHERE txn_id = {sale} AND line = 0 "
            "AND account = 'bonus'"),
        ),
        "every part of a sale was posted to its account",
        lambda u: u.sale,
    ),
    (
        ("UPDATE tender SET amount = amount - 1 WHERE txn_id = {sale}",),
        "every tender was posted",
        lambda u: u.sale,
    ),
    (
        ("UPDATE tender SET received = received + 1 WHERE txn_id = {top_up}",),
        "every tender was posted",
        lambda u: u.top_up,
    ),
    (
        ("UPDATE top_up SET bonus = bonus + 1 WHERE txn_id = {top_up}",),
        "every top-up equals its principal, bonus and lot",
        lambda u: u.top_up,
    ),
    (
        ("UPDATE reversal_line SET quantity = 3 WHERE txn_id = {reversal}",),
        "no sale line is reversed more often than it was sold",
        lambda u: u.sale,
    ),
    (
        ("UPDATE reversal_part SET amount = 100000 WHERE txn_id = {reversal} AND account = 'cash'",),
        "no part of a line goes back more than it was taken",
        lambda u: u.sale,
    ),
    (
        (
            "UPDATE reversal SET amount = amount + 1000000 WHERE txn_id = {reversal}",
            "UPDATE txn SET amount = amount + 1000000 WHERE id = {reversal}",
        ),
        "reversals never exceed what they reverse",
        lambda u: u.sale,
    ),
    (
        ("UPDATE txn SET kind = 'top_up' WHERE id = {sale}",),
        "every kind of transaction has its own row",
        lambda u: u.sale,
    ),
    (
        ("UPDATE member_balance SET visits = visits + 1 WHERE principal > 0",),
        "members' statistics equal their sales",
        lambda u: u.member,
    ),
    (
        ("UPDATE member_balance SET last_visit_day = 20200101 WHERE principal > 0",),
        "members' statistics equal their sales",
        lambda u: u.member,
    ),
    (
        ("UPDATE txn SET number = 99 WHERE id = {sale}",),
        "receipt numbers, operations and member numbers have no gaps",
        None,
    ),
    (
        ("UPDATE member SET number = 99 WHERE number = 2",),
        "receipt numbers, operations and member numbers have no gaps",
        None,
    ),
    (
        ("DELETE FROM search_term WHERE member_row = (SELECT row FROM member WHERE id = {member})",),
        "every member can be found",
        lambda u: u.member,
    ),
    (("UPDATE operation SET detail = 'x' WHERE seq = 3",), "the chain of operations is unbroken", None),
    (
        ("UPDATE operation SET staff_id = zeroblob(16) WHERE seq = 3",),
        "the chain of operations is unbroken",
        None,
    ),
    (
        ("DROP INDEX txn_member",),
        "tables, indexes and guards are as this version made them",
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "proof", "row"), TAMPERED, ids=[f"{p}-{s[0]}" for s, p, _ in TAMPERED]
)
def test_a_proof_names_what_was_tampered_with(
    used: Used, statements: tuple[str, ...], proof: str, row: Callable[[Used], bytes] | None
) -> None:
    wrong = wrong_after(used, *statements)
    assert proof in wrong, wrong
    if row is not None:
        assert any(row(used).hex().upper() in named for named in wrong[proof]), wrong[proof]


def test_every_proof_is_tampered_with() -> None:
    never = {"SQLite's own integrity"}  # tests/faults/test_damage.py flips bits for this one
    assert {proof for _, proof, _ in TAMPERED} | never == {
        *verify._PROOFS,
        "SQLite's own integrity",
        "every reference resolves",
        "tables, indexes and guards are as this version made them",
        "the chain of operations is unbroken",
    }


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE member_balance SET principal = principal + 1 WHERE principal > 0", "principal"),
        ("UPDATE member_balance SET bonus = bonus + 1 WHERE principal > 0", "bonus"),
        ("UPDATE member_balance SET points = points + 1 WHERE principal > 0", "points"),
        ("UPDATE daily_total SET amount = amount + 1 WHERE account = 'income'", "daily totals"),
        ("UPDATE bonus_lot SET expires_day = 20991231", "operation"),
        ("UPDATE sale_line SET unit_cost = unit_cost + 1 WHERE txn_id = {sale} AND n = 1", "operation"),
        ("UPDATE tender SET received = received + 1 WHERE account = 'cash'", "operation"),
    ],
)
def test_the_check_at_the_start_notices_what_sums_and_the_newest_links_show(
    used: Used, statement: str, reason: str
) -> None:
    wrong_after(used, statement)
    connection = store.open_reader(used.path)
    try:
        with pytest.raises(EnvironmentProblem) as caught:
            verify.quick(Reader(connection, None))  # type: ignore[arg-type]
    finally:
        connection.close()
    assert caught.value.code == "file.damaged"
    assert str(caught.value.facts["reason"]).startswith(reason)


def _columns() -> list[tuple[str, str]]:
    from sqlite_utils import Database

    db = Database(memory=True)
    schema.migrations().apply(db)
    return [
        (table, row[1])
        for table in schema.APPEND_ONLY
        for row in db.execute(f"SELECT * FROM pragma_table_info('{table}')").fetchall()
        # The order in which this file got them: no fact, and other in another counter's file.
        if (table, row[1]) != ("txn", "row")
    ]


@pytest.mark.parametrize(("table", "column"), _columns())
def test_every_column_of_every_fact_is_bound_into_the_chain(used: Used, table: str, column: str) -> None:
    """One row's value is made another of its type; the proof must say so."""
    with raw(used.path) as connection:
        ((kind,),) = connection.execute(
            "SELECT upper(type) FROM pragma_table_info(?) WHERE name = ?", (table, column)
        ).fetchall()
    other = {
        "INTEGER": f"coalesce({column}, 0) + 100",
        "TEXT": f"{column} || 'x'",
        "BLOB": f"CASE WHEN coalesce(length({column}), 0) < 16 THEN zeroblob(16) ELSE randomblob(16) END",
    }[kind]
    key = {"operation": "id", "txn": "id", "bonus_lot": "id"}.get(table, "txn_id")
    wrong = wrong_after(
        used, f"UPDATE {table} SET {column} = {other} WHERE {key} = (SELECT max({key}) FROM {table})"
    )
    assert wrong, f"{table}.{column}"
