"""Facts stay as they were written, whatever is tried on them (faults.md row 18)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from model.errors import EnvironmentProblem
from model.money import yuan
from services import shop
from services.storage import driver, schema
from tests.support import Till, content_hash, open_till, raw, txn

pytestmark = pytest.mark.faults
TABLES = sorted(schema.APPEND_ONLY)


@pytest.fixture
def used(till: Till) -> Till:
    """A shop in which every table of facts has a row."""
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
    done = till.sell(yuan(200), member_id, stored=yuan(150))
    till.reverse(txn(done), (0, 1))
    for table in TABLES:
        assert till.rows(f"SELECT count(*) FROM {table}")[0][0], table
    return till


def columns(till: Till, table: str) -> list[str]:
    return [row[1] for row in till.rows(f"SELECT * FROM pragma_table_info('{table}')")]


def refused(till: Till, sql: str, *values: object) -> None:
    """The write connection refuses the statement, and the content is as before."""
    before = content_hash(till.path)
    connection = till.shop.writer.connection
    with pytest.raises(driver.DatabaseError):
        connection.execute(sql, values)
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    assert content_hash(till.path) == before, sql


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", ["", "OR REPLACE", "OR IGNORE"])
def test_no_row_of_a_fact_is_changed_deleted_or_replaced(used: Till, table: str, how: str) -> None:
    names = columns(used, table)
    row = used.rows(f"SELECT {', '.join(names)} FROM {table} LIMIT 1")[0]
    for name in names:
        refused(used, f"UPDATE {how} {table} SET {name} = {name}")
    refused(used, f"DELETE FROM {table}")
    marks = ", ".join("?" * len(names))
    refused(used, f"INSERT {how} INTO {table} ({', '.join(names)}) VALUES ({marks})", *row)


def test_a_row_is_not_replaced_through_its_hidden_number(used: Till) -> None:
    """`row` of txn and SQLite's own rowid of operation are keys as well."""
    for table, key in (("txn", "row"), ("operation", "rowid")):
        names = [n for n in columns(used, table) if n != "row"]
        row = list(used.rows(f"SELECT {', '.join(names)} FROM {table} LIMIT 1")[0])
        row[0] = bytes(16)
        row[names.index("number" if table == "txn" else "seq")] = 999
        marks = ", ".join("?" * len(names))
        refused(used, f"INSERT OR REPLACE INTO {table} ({key}, {', '.join(names)}) VALUES (1, {marks})", *row)


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE posting",
        "DROP TRIGGER posting_no_update",
        "DROP INDEX txn_member",
        "ALTER TABLE posting ADD COLUMN x",
        "ALTER TABLE posting RENAME TO y",
        "CREATE TABLE psoting (x)",
        "CREATE TEMP TABLE posting (x)",
        "CREATE TRIGGER x AFTER INSERT ON posting BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER x AFTER INSERT ON posting BEGIN DELETE FROM hold; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE INDEX i ON posting (amount)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = DELETE",
        "UPDATE sqlite_master SET sql = '' WHERE name = 'posting_no_update'",
        "DELETE FROM sqlite_master WHERE type = 'trigger'",
    ],
)
def test_the_write_connection_refuses_what_no_use_case_needs(used: Till, sql: str) -> None:
    refused(used, sql)


def test_the_tables_cannot_be_transformed(used: Till) -> None:
    before = content_hash(used.path)
    db = Database(used.shop.writer.connection, execute_plugins=False, recursive_triggers=False)
    with pytest.raises(driver.DatabaseError):
        db["operation"].transform(types={"detail": bytes})  # type: ignore[union-attr]
    if used.shop.writer.connection.in_transaction:
        used.shop.writer.connection.execute("ROLLBACK")
    assert content_hash(used.path) == before
    used.prove()


def test_no_statement_of_ours_ignores_or_replaces() -> None:
    """OR IGNORE would swallow a broken rule, and the entry with it."""
    root = Path(__file__).resolve().parents[2]
    for file in (root / "services").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"OR (IGNORE|REPLACE)|REPLACE INTO|ignore=True|replace=True", text), file


@pytest.mark.parametrize(
    "tool",
    [
        "DROP TRIGGER posting_no_update",
        "CREATE TRIGGER more AFTER INSERT ON posting BEGIN SELECT 1; END",
        "CREATE TABLE more (x)",
        "DROP INDEX txn_member",
        "ALTER TABLE posting ADD COLUMN x INTEGER",
    ],
)
def test_the_next_start_alarms_when_another_tool_changed_the_tables(tmp_shop_path: Path, tool: str) -> None:
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
    with raw(tmp_shop_path) as connection:
        connection.execute(tool)
    with pytest.raises(EnvironmentProblem) as caught:
        shop.open_shop(tmp_shop_path)
    assert caught.value.code == "file.damaged"
    assert caught.value.facts["reason"] == "schema"


def test_the_next_start_alarms_after_another_tool_transformed_a_table(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        till.sell(yuan(68))
    with raw(tmp_shop_path) as connection:
        Database(connection, execute_plugins=False)["operation"].transform(drop={"detail"})  # type: ignore[union-attr]
    with pytest.raises(EnvironmentProblem) as caught:
        shop.open_shop(tmp_shop_path)
    assert caught.value.facts["reason"] == "schema"


@pytest.mark.parametrize("table", TABLES)
def test_the_triggers_alone_stop_another_tool_without_our_pragmas(used: Till, table: str) -> None:
    with raw(used.path) as connection:
        for sql in (f"DELETE FROM {table}", f"REPLACE INTO {table} SELECT * FROM {table}"):
            with pytest.raises(driver.DatabaseError, match="append only"):
                connection.execute(sql)
