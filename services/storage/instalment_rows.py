"""Instalments as rows, their events, and what is promised by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from model.errors import UserError
from model.ids import InstalmentId, MemberId, TxnId
from model.instalment import Instalment, InstalmentState
from model.money import Money
from services.clock import day_number, from_day_number
from services.storage import driver
from services.storage.schema_stored import NEVER

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT: Final = "INSERT INTO instalment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_EVENT: Final = "INSERT INTO instalment_event VALUES (?, ?, ?, ?, ?, ?, ?)"
ADD_TO_TOTAL: Final = (
    "INSERT INTO instalment_total VALUES (?, ?, ?, ?) ON CONFLICT (due_day, last_day) "
    "DO UPDATE SET open = open + excluded.open, amount = amount + excluded.amount"
)
"""What is pending of all instalments with the same days (schema_stored.NEVER: never lapses)."""
COLUMNS: Final = "id, txn_id, n, member_id, amount, due_day, last_day, bonus_days, state, version"


def add(conn: driver.Connection, promised: Sequence[Instalment]) -> None:
    """Write new instalments, all pending."""
    conn.executemany(INSERT, [_row(one) for one in promised])
    for one in promised:
        _count(conn, one, 1)


def move(
    work: Work,
    one: Instalment,
    state: InstalmentState,
    event: str,
    *,
    txn_id: TxnId | None = None,
    reason: str = "",
) -> Instalment:
    """Move an instalment to another state; raises UserError `instalment.changed` when another was faster.

    `event` is 'claimed', 'returned' or 'cancelled'. The totals of what is promised move with it.
    """
    moved = work.conn.execute(
        "UPDATE instalment SET state = ?, version = version + 1 WHERE id = ? AND state = ? AND version = ?",
        (state.value, one.id, one.state.value, one.version),
    ).rowcount
    if moved != 1:
        raise UserError("instalment.changed")
    version = one.version + 1
    work.write_facts(INSERT_EVENT, [(one.id, version, event, work.command.id, txn_id, reason, work.now)])
    _count(work.conn, one, (state is InstalmentState.PENDING) - (one.state is InstalmentState.PENDING))
    return replace(one, state=state, version=version)


def get(conn: driver.Connection, instalment_id: InstalmentId) -> Instalment | None:
    row = conn.execute(f"SELECT {COLUMNS} FROM instalment WHERE id = ?", (instalment_id,)).fetchone()
    return read(row) if row else None


def of_purchase(conn: driver.Connection, txn_id: TxnId) -> tuple[Instalment, ...]:
    rows = conn.execute(f"SELECT {COLUMNS} FROM instalment WHERE txn_id = ? ORDER BY n", (txn_id,))
    return tuple(map(read, rows.fetchall()))


def pending_of(conn: driver.Connection, member_id: MemberId) -> tuple[Instalment, ...]:
    """What was promised to a member and neither claimed nor cancelled, earliest first; the lapsed too."""
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM instalment WHERE member_id = ? AND state = 'pending' "
        "ORDER BY due_day, txn_id, n",
        (member_id,),
    )
    return tuple(map(read, rows.fetchall()))


def _count(conn: driver.Connection, one: Instalment, by: int) -> None:
    if by:
        key = (day_number(one.due_on), _number(one.last_on) or NEVER)
        # An insert is checked before it is found to be an update: the row must be there to take from.
        if by > 0:
            conn.execute(ADD_TO_TOTAL, (*key, 1, one.amount.fen))
        else:
            conn.execute(
                "UPDATE instalment_total SET open = open - 1, amount = amount - ? "
                "WHERE due_day = ? AND last_day = ?",
                (one.amount.fen, *key),
            )


def _number(day: date | None) -> int | None:
    return day_number(day) if day else None


def _row(one: Instalment) -> tuple[object, ...]:
    return (
        one.id,
        one.txn_id,
        one.n,
        one.member_id,
        one.amount.fen,
        day_number(one.due_on),
        _number(one.last_on),
        one.bonus_days,
        one.state.value,
        one.version,
    )


def read(row: driver.Row) -> Instalment:
    id_, txn_id, n, member_id, amount, due, last, bonus_days, state, version = row
    return Instalment(
        InstalmentId(id_),
        TxnId(txn_id),
        n,
        MemberId(member_id),
        Money(amount),
        from_day_number(due),
        from_day_number(last) if last else None,
        bonus_days,
        InstalmentState(state),
        version,
    )
