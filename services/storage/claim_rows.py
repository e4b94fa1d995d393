"""What is pending of a member's instalments with its purchases, and claims as they were booked."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from model.claim import Promise
from model.ids import InstalmentId, LotId, MemberId, TxnId
from model.money import Money
from model.rules import ClaimRules
from services.storage import driver, instalment_rows, setting_rows
from services.storage.day_rows import day_of

_PROMISE: Final = (
    f"SELECT {', '.join('i.' + name for name in instalment_rows.COLUMNS.split(', '))}, "
    "(SELECT count(*) FROM instalment c WHERE c.txn_id = i.txn_id), u.plan_name, p.terms, "
    "EXISTS (SELECT 1 FROM instalment c JOIN instalment_event e ON e.instalment_id = c.id "
    "AND e.n = c.version JOIN txn x ON x.id = e.txn_id WHERE c.txn_id = i.txn_id AND c.state = 'claimed' "
    f"AND {day_of('x')} = ?) FROM instalment i JOIN purchase p ON p.txn_id = i.txn_id "
    "JOIN top_up u ON u.txn_id = i.txn_id JOIN txn t ON t.id = i.txn_id "
)


def pending(conn: driver.Connection, member_id: MemberId, day: int) -> tuple[Promise, ...]:
    """What was promised to a member and neither claimed nor cancelled, the earliest first; the lapsed too."""
    sql = _PROMISE + "WHERE i.member_id = ? AND i.state = 'pending' ORDER BY i.due_day, t.row, i.n"
    return tuple(map(_promise, conn.execute(sql, (day, member_id)).fetchall()))


def get(conn: driver.Connection, instalment_id: InstalmentId, day: int) -> Promise | None:
    """One instalment, whatever became of it."""
    row = conn.execute(_PROMISE + "WHERE i.id = ?", (day, instalment_id)).fetchone()
    return _promise(row) if row else None


def _promise(row: driver.Row) -> Promise:
    *columns, count, plan_name, terms, claimed_today = row
    return Promise(instalment_rows.read(tuple(columns)), count, plan_name, _rules(terms), bool(claimed_today))


@lru_cache(64)
def _rules(terms: str) -> ClaimRules:
    """A shop has few different rules, and one member's claims are read at every opening of the card."""
    rules: ClaimRules = setting_rows.decode(ClaimRules, json.loads(terms))
    return rules


def consumed_on(conn: driver.Connection, member_id: MemberId, day: int) -> Money:
    """What a member bought on a day, after discounts and less what of it was reversed since.

    Read backwards from the newest and no further than that day: it costs no more with a long history.
    """
    rows = conn.execute(
        f"SELECT {day_of()}, CASE WHEN t.kind IN ('sale', 'pack_use') THEN t.amount - "
        "(SELECT coalesce(sum(r.amount), 0) FROM reversal r WHERE r.reverses_id = t.id) ELSE 0 END "
        "FROM txn t WHERE t.member_id = ? ORDER BY t.row DESC",
        (member_id,),
    )
    bought = 0
    for on, amount in rows:
        if on < day:
            break
        bought += amount if on == day else 0
    rows.close()
    return Money(bought)


def claimed_with(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(instalment id, n, of how many, plan name, amount) of what a claim collected, or its reversal undid."""
    return conn.execute(
        "SELECT i.id, i.n, (SELECT count(*) FROM instalment c WHERE c.txn_id = i.txn_id), u.plan_name, "
        "i.amount FROM instalment_event e JOIN instalment i ON i.id = e.instalment_id "
        "JOIN top_up u ON u.txn_id = i.txn_id JOIN txn t ON t.id = i.txn_id "
        "WHERE e.txn_id = ? AND e.kind IN ('claimed', 'returned') ORDER BY t.row, i.n",
        (txn_id,),
    ).fetchall()


def lots_of(conn: driver.Connection, txn_id: TxnId) -> list[tuple[LotId, int, int, int | None]]:
    """(lot, granted, what is left of it, last day) of the bonus that a claim brought."""
    return conn.execute(
        "SELECT l.id, l.granted, b.remaining, l.expires_day FROM posting p "
        "JOIN bonus_lot l ON l.id = p.lot_id "
        "JOIN lot_balance b ON b.lot_id = l.id AND b.member_id = l.member_id "
        "WHERE p.txn_id = ? AND p.account = 'bonus' ORDER BY p.n",
        (txn_id,),
    ).fetchall()


def last_claim(conn: driver.Connection, instalment_id: InstalmentId) -> driver.Row | None:
    """(instant, receipt number) of the claim that collected an instalment."""
    row = conn.execute(
        "SELECT t.at_ms, t.number FROM instalment_event e JOIN txn t ON t.id = e.txn_id "
        "WHERE e.instalment_id = ? AND e.kind = 'claimed' ORDER BY e.n DESC LIMIT 1",
        (instalment_id,),
    ).fetchone()
    return tuple(row) if row else None


def is_reversed(conn: driver.Connection, txn_id: TxnId) -> bool:
    row = conn.execute("SELECT EXISTS (SELECT 1 FROM reversal WHERE reverses_id = ?)", (txn_id,)).fetchone()
    return bool(row[0])


def open_after(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(due day, last day, amount, the day it was) of what was pending right after a transaction.

    Of its member, the earliest first. A receipt that is printed again says what it said the first time.
    """
    return conn.execute(
        f"SELECT i.due_day, i.last_day, i.amount, {day_of('o')} FROM txn o "
        "JOIN instalment i ON i.member_id = o.member_id JOIN txn t ON t.id = i.txn_id "
        "WHERE o.id = ? AND t.row <= o.row AND coalesce((SELECT e.kind FROM instalment_event e "
        "JOIN txn x ON x.id = e.txn_id WHERE e.instalment_id = i.id AND x.row <= o.row "
        "ORDER BY e.n DESC LIMIT 1), 'returned') NOT IN ('claimed', 'cancelled') ORDER BY i.due_day, t.row",
        (txn_id,),
    ).fetchall()


TITLE: Final = (
    "(SELECT group_concat(y.plan_name || ' ' || y.numbers, ' + ') FROM (SELECT u.plan_name, "
    "group_concat(i.n, '、') || '/' || (SELECT count(*) FROM instalment c WHERE c.txn_id = i.txn_id) "
    "AS numbers FROM instalment_event e JOIN instalment i ON i.id = e.instalment_id "
    "JOIN top_up u ON u.txn_id = i.txn_id WHERE e.txn_id = t.id AND e.kind = 'claimed' "
    "GROUP BY i.txn_id ORDER BY min(i.due_day)) y)"
)
"""What the history calls a claim: the plan, and which of its instalments."""
