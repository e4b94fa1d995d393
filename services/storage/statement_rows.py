"""What moved on one member's account and on the records merged into it, by transaction."""

from __future__ import annotations

from typing import Final

from model.ids import MemberId, TxnId
from services.storage import driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

OUTSIDE: Final = "outside"
"""In the place of an account: cash, WeChat, Alipay and bank card together."""

_ACCOUNT: Final = (
    "CASE WHEN p.account IN ('cash', 'wechat', 'alipay', 'bank_card') THEN 'outside' ELSE p.account END"
)


def sums_before(conn: driver.Connection, member_id: MemberId, day: int) -> dict[str, int]:
    """Account → sum of the member's postings (debit positive) on days before `day`."""
    rows = conn.execute(
        "SELECT p.account, sum(p.amount) FROM txn t JOIN posting p ON p.txn_id = t.id "
        f"WHERE t.member_id IN {FAMILY} AND {day_of()} < ?2 AND p.member_id IS NOT NULL "
        "GROUP BY p.account",
        (member_id, day),
    ).fetchall()
    return dict(rows)


def moved_between(
    conn: driver.Connection, member_id: MemberId, first: int, last: int
) -> list[tuple[TxnId, dict[str, int]]]:
    """Each transaction of these days in order, with its sums by account and from outside."""
    rows = conn.execute(
        f"SELECT t.id, {_ACCOUNT}, sum(p.amount) FROM txn t LEFT JOIN posting p ON p.txn_id = t.id "
        f"WHERE t.member_id IN {FAMILY} AND t.business_day >= ?2 AND {day_of()} BETWEEN ?2 AND ?3 "
        "GROUP BY t.row, 2 ORDER BY t.row",
        (member_id, first, last),
    ).fetchall()
    found: dict[bytes, dict[str, int]] = {}
    for txn_id, account, amount in rows:
        sums = found.setdefault(txn_id, {})
        if account is not None:
            sums[account] = amount
    return [(TxnId(txn_id), sums) for txn_id, sums in found.items()]


def first_day(conn: driver.Connection, member_id: MemberId) -> int:
    """The day of a member's first transaction; 0 for none."""
    row = conn.execute(
        f"SELECT {day_of()} FROM txn t WHERE t.member_id IN {FAMILY} ORDER BY t.row LIMIT 1", (member_id,)
    ).fetchone()
    return int(row[0]) if row else 0
