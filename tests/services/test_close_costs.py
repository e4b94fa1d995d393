"""What a day close costs: by the days it covers, whatever lies before them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from model.close import CloseSheet, Count
from model.ledger import Account
from model.money import Money
from services import closing
from services.clock import day_number
from services.ids import new_id
from services.storage import close_sheet_rows, driver
from tests.support import DAY_MS, START_MS, Till, fresh_shop, raw

TODAY = date(2026, 11, 21)
A_DAY = 2_000
LIMIT_MS = 300
"""Of the whole sheet: issue and architecture.md."""


def fill(path: Path, days: int) -> None:
    """Days of 2,000 sales each, the last of them today: two lines, two tenders, three people."""
    fresh_shop(path)
    with raw(path) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("PRAGMA synchronous = OFF")
        ((counter_id,),) = conn.execute("SELECT id FROM counter").fetchall()
        staff = [row[0] for row in conn.execute("SELECT id FROM staff").fetchall()]
        conn.execute("BEGIN")
        for ago in range(days - 1, -1, -1):
            _a_day(conn, counter_id, staff, ago, (days - 1 - ago) * A_DAY)
        conn.execute("COMMIT")


def _a_day(conn: driver.Connection, counter_id: bytes, staff: list[bytes], ago: int, before: int) -> None:
    day, at_ms = day_number(TODAY - timedelta(days=ago)), START_MS - ago * DAY_MS
    ids = [new_id() for _ in range(A_DAY)]
    conn.executemany(
        "INSERT INTO txn (id, operation_id, counter_id, number, kind, member_id, staff_id, at_ms, "
        "business_day, amount, principal_after, bonus_after, points_after) "
        "VALUES (?, ?, ?, ?, 'sale', NULL, ?, ?, ?, 10000, 0, 0, 0)",
        [(id_, new_id(), counter_id, before + n + 1, staff[n % 3], at_ms, day) for n, id_ in enumerate(ids)],
    )
    conn.executemany(
        "INSERT INTO posting VALUES (?, ?, ?, NULL, NULL, ?)",
        [
            (id_, n, account, amount)
            for id_ in ids
            for n, (account, amount) in enumerate((("cash", 4000), ("wechat", 6000), ("income", -10000)))
        ],
    )
    conn.executemany(
        "INSERT INTO sale VALUES (?, 10000, 0, '', 10000, 0, '', 0, 10000, 0, 'proportional', 0, NULL)",
        [(id_,) for id_ in ids],
    )
    conn.executemany(
        "INSERT INTO sale_line VALUES (?, ?, NULL, '剪发', 1, ?, 0, 0, 0, ?, 0)",
        [(id_, n, price, staff[n]) for id_ in ids for n, price in enumerate((6000, 4000))],
    )
    conn.executemany(
        "INSERT INTO allocation VALUES (?, ?, ?, x'', ?)",
        [(id_, *part) for id_ in ids for part in ((0, "wechat", 6000), (1, "cash", 4000))],
    )
    conn.executemany(
        "INSERT INTO daily_total VALUES (?, 'sale', ?, ?, ?)",
        [
            (day, account, amount * A_DAY, A_DAY)
            for account, amount in (("cash", 4000), ("wechat", 6000), ("income", -10000))
        ],
    )


def sheet_ms(conn: driver.Connection, previous: CloseSheet | None) -> float:
    took = []
    for _ in range(3):
        begun = perf_counter()
        figures = close_sheet_rows.figures(conn, TODAY, TODAY, previous)
        took.append((perf_counter() - begun) * 1000)
        assert figures.sales.count == A_DAY
        assert sum(one.served.fen for one in figures.staff) == A_DAY * 10_000
    return min(took)


def test_a_day_of_two_thousand_sales_behind_many_others(tmp_shop_path: Path) -> None:
    """Measured behind 100,000 others: 5 ms."""
    fill(tmp_shop_path, 12)
    with raw(tmp_shop_path) as conn:
        first = close_sheet_rows.figures(conn, TODAY, TODAY, None)
        assert first.expected(Account.CASH) == Money(A_DAY * 4_000)
        assert sheet_ms(conn, None) < LIMIT_MS
        assert sheet_ms(conn, CloseSheet(first, Count())) < LIMIT_MS


def test_the_first_close_of_a_busy_shop_covers_its_day(tmp_shop_path: Path) -> None:
    fill(tmp_shop_path, 9)
    people = fresh_shop(tmp_shop_path.with_name("other.guimi"))
    till = Till(tmp_shop_path, people)
    figures = till.ask(closing.sheet).figures
    assert (figures.first_day, figures.sales.count) == (TODAY, A_DAY)
    till.close()


@pytest.mark.parametrize("query", close_sheet_rows.QUERIES)
def test_no_query_of_a_sheet_walks_through_a_table(till: Till, query: str) -> None:
    plan = till.rows(f"EXPLAIN QUERY PLAN {query}", 20261121, 20261121)
    scans = [row[3] for row in plan if row[3].startswith("SCAN") and "CONSTANT" not in row[3]]
    assert scans == []
    assert any("business_day>? AND business_day<?" in row[3] for row in plan)
