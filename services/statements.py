"""The statement of a member (对账单): everything on the account between two days, principal and bonus apart.

Source: domain.md section 3; handed over on request.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from model.errors import UserError
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import Money
from model.statement import Balances, ComingInstalment, OpenPack, Statement, StatementEntry
from services import exports
from services.clock import day_number, from_day_number
from services.storage import history_rows, instalment_rows, pack_rows, refund_rows, statement_rows
from services.storage.work import Reader


def statement(read: Reader, member_id: MemberId, first: date, last: date) -> Statement:
    """Everything done from `first` to `last`, whatever day it is booked on.

    Raises UserError `member.gone`, `statement.days`.
    """
    name = refund_rows.name_and_number(read.conn, member_id)
    if name is None:
        raise UserError("member.gone")
    if last < first:
        raise UserError("statement.days")
    opening = _balances(statement_rows.sums_before(read.conn, member_id, day_number(first)))
    entries = _entries(read, member_id, opening, first, last)
    return Statement(
        member_id=member_id,
        member_name=name[0],
        member_number=f"{name[1]:06d}",
        first=first,
        last=last,
        at=read.local(read.now_ms),
        opening=opening,
        entries=entries,
        closing=entries[-1].after if entries else opening,
        instalments=tuple(
            ComingInstalment(one.due_on, one.last_on, one.amount)
            for one in instalment_rows.pending_of(read.conn, member_id)
            if not one.lapsed_on(read.today)
        ),
        packs=tuple(
            OpenPack(pack.name, pack.sessions_left, pack.sessions, pack.value_left, pack.valid_to)
            for pack in pack_rows.of_member(read.conn, member_id, open_only=True)
        ),
    )


def first_day(read: Reader, member_id: MemberId) -> date:
    """The day of the member's first entry; today's when there is none."""
    day = statement_rows.first_day(read.conn, member_id)
    return from_day_number(day) if day else read.today


def _balances(sums: dict[str, int]) -> Balances:
    """Of sums of postings: a member's balance is minus what was posted on it."""
    return Balances(
        Money(-sums.get("principal", 0)),
        Money(-sums.get("bonus", 0)),
        -sums.get("points", 0),
        Money(-sums.get("pack", 0)),
    )


def _entries(
    read: Reader, member_id: MemberId, opening: Balances, first: date, last: date
) -> tuple[StatementEntry, ...]:
    found: list[StatementEntry] = []
    standing = opening
    for txn_id, sums in statement_rows.moved_between(
        read.conn, member_id, day_number(first), day_number(last)
    ):
        row = history_rows.one(read.conn, txn_id)
        if row is None:
            raise AssertionError("a transaction is gone")
        moved = _balances(sums)
        standing = standing.moved(moved)
        found.append(
            StatementEntry(
                txn_id,
                TxnKind(row[2]),
                read.number(row[3]),
                read.local(row[4]),
                row[5] or "",
                Money(sums.get(statement_rows.OUTSIDE, 0)),
                moved,
                standing,
            )
        )
    return tuple(found)


def export(target: Path, of: Statement, headings: tuple[str, ...], kinds: dict[TxnKind, str]) -> int:
    """Write it for a spreadsheet as services.exports does; `headings` are those of `CELLS`, in words.

    Answers how many entries; raises EnvironmentProblem `disk.*`.
    """
    rows = [_cells(entry, kinds[entry.kind]) for entry in of.entries]
    return exports.table(target, headings, [_opening(of), *rows]) - 1


CELLS = (
    "at",
    "number",
    "kind",
    "title",
    "outside",
    "principal",
    "bonus",
    "points",
    "packs",
    "principal_after",
    "bonus_after",
    "points_after",
    "packs_after",
)
"""Columns of the export."""


def _cells(entry: StatementEntry, kind: str) -> tuple[str, ...]:
    at = entry.at.strftime("%Y-%m-%d %H:%M")
    return (at, entry.number, kind, entry.title, exports.amount(entry.outside)) + (
        *_columns(entry.moved),
        *_columns(entry.after),
    )


def _opening(of: Statement) -> tuple[str, ...]:
    return (of.first.isoformat(), *("",) * 8, *_columns(of.opening))


def _columns(of: Balances) -> tuple[str, str, str, str]:
    return exports.amount(of.principal), exports.amount(of.bonus), str(of.points), exports.amount(of.packs)
