"""The audit rows: one an operation, numbered without gaps, chained, and the memory of answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from model.changes import ChangeSet, Kind
from model.ids import CommandId, CounterId, MemberId, StaffId
from model.record import dataclass
from model.shop import Role
from services.storage import driver

if TYPE_CHECKING:
    from model.command import Command
    from model.views import Done, TxnSummary
    from services.storage.work import Reader


@dataclass(frozen=True, slots=True)
class Operation:
    """An audit row as stored, without its link of the chain."""

    id: CommandId
    counter_id: CounterId
    seq: int
    kind: str
    staff_id: StaffId | None
    approved_by: StaffId | None
    at_ms: int
    business_day: int
    subject_id: bytes | None
    number: str
    changed: str
    detail: str

    def fields(self) -> tuple[object, ...]:
        # dataclasses.astuple copies every value deeply.
        return _fields(self)


COLUMNS = (
    "id, counter_id, seq, kind, staff_id, approved_by, at_ms, business_day, subject_id, number, "
    "changed, detail"
)
INSERT: Final = f"INSERT INTO operation ({COLUMNS}, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_fields: Final[Callable[[Operation], tuple[object, ...]]] = attrgetter(*COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Head:
    """The newest operation of a counter: its sequence number, link and instant; zeros for none."""

    seq: int = 0
    chain: bytes = bytes(32)
    at_ms: int = 0


def head(conn: driver.Connection, counter_id: CounterId) -> Head:
    row = conn.execute(
        "SELECT seq, chain, at_ms FROM operation WHERE counter_id = ? ORDER BY seq DESC LIMIT 1",
        (counter_id,),
    ).fetchone()
    return Head(*row) if row else Head()


@dataclass(frozen=True, slots=True)
class Opening:
    """What every command starts from: the chain so far, whether it was carried out before, who sends it."""

    head: Head
    known: bool
    role: Role | None
    """Of the person signed in; None for nobody of this shop any more."""


_OPENING: Final = (
    "SELECT h.seq, h.chain, h.at_ms, EXISTS (SELECT 1 FROM operation WHERE id = ?2), "
    "(SELECT role FROM staff WHERE id = ?3 AND active = 1) FROM (SELECT 1) LEFT JOIN "
    "(SELECT seq, chain, at_ms FROM operation WHERE counter_id = ?1 ORDER BY seq DESC LIMIT 1) h"
)


def opening(conn: driver.Connection, counter_id: CounterId, command: Command) -> Opening:
    """All of it in one statement: every sale waits for it."""
    seq, chain, at_ms, known, role = conn.execute(
        _OPENING, (counter_id, command.id, command.staff_id)
    ).fetchone()
    return Opening(Head(seq, chain, at_ms) if seq else Head(), bool(known), Role(role) if role else None)


def insert(conn: driver.Connection, row: Operation, chain: bytes) -> None:
    conn.execute(INSERT, (*row.fields(), chain))


def pack_changes(changes: ChangeSet) -> str:
    """As JSON; neither kinds nor hex have anything that it would escape."""
    kinds = ",".join(f'"{kind}"' for kind in sorted(changes.kinds))
    ids = ",".join(f'"{one}"' for one in sorted(i.hex() for i in changes.ids))
    return f"[[{kinds}],[{ids}]]"


def _unpack_changes(command_id: CommandId, packed: str) -> ChangeSet:
    kinds, ids = json.loads(packed)
    return ChangeSet(command_id, frozenset(map(Kind, kinds)), frozenset(map(bytes.fromhex, ids)))


def answer(read: Reader, command_id: CommandId) -> Done | None:
    """What a command was answered, from its rows alone: the first time and ever after the same."""
    row = read.conn.execute(
        "SELECT kind, subject_id, number, changed FROM operation WHERE id = ?", (command_id,)
    ).fetchone()
    if row is None:
        return None
    kind, subject_id, number, changed = row
    return answer_of(read, _unpack_changes(command_id, changed), kind, subject_id, number)


REVEALED: Final = "reveal_phone"
"""Answered with a phone number that no operation keeps."""


def answer_of(read: Reader, changes: ChangeSet, kind: str, subject_id: bytes | None, number: str) -> Done:
    """The answer to an operation with these columns; a transaction is read from its row."""
    # Imported when the first command is answered: no window waits for it.
    from model.views import Done
    from services.storage import member_rows, txn_rows

    if kind == REVEALED and subject_id is not None:
        known = member_rows.identity(read.conn, MemberId(subject_id))
        number = known[3] if known else ""
    txn = txn_rows.summary_of_operation(read, changes.command_id) if kind in txn_rows.KINDS else None
    return Done(changes, subject_id, txn, number)


def done(
    changes: ChangeSet, kind: str, subject_id: bytes | None, number: str, booked: TxnSummary | None
) -> Done:
    """The first answer, from what was just written: the same that `answer` reads ever after."""
    from model.views import Done
    from services.storage import txn_rows

    return Done(changes, subject_id, booked if kind in txn_rows.KINDS else None, number)
