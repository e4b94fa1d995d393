"""The day close (日结): the sheet of the days since the last seal, the drawer, and sealing.

A sealed day is never changed: whatever comes after it lies on a later business day (storage.work).
Source: domain.md sections 3.10 and 8.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from model.changes import Kind
from model.close import (
    CashKind,
    CloseEntry,
    CloseSheet,
    Compared,
    Count,
    CountPage,
    Explanation,
    Figures,
    MoveCash,
    OpenDay,
    PrintXReport,
    ReprintClose,
    SealDay,
    SealedClose,
    cash_postings,
    check_count,
    compare,
    largest,
    unexplained,
    worst,
)
from model.command import Command
from model.errors import UserError
from model.ids import CloseId, CommandId, StaffId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.shop import PrinterKind, Role
from model.text import clean_line
from model.views import Done
from services import access, print_queue
from services.clock import day_number, from_day_number
from services.print_queue import queue_close, queue_x_report
from services.storage import close_sheet_rows, meta_rows, print_rows, staff_rows, txn_rows
from services.storage.close_sheet_rows import Close
from services.storage.work import Reader, Work

LISTED: Final = 30
SHOWN_OF_SEAL: Final = 16
YOUNG_DAYS: Final = 7
"""A shop's first close looks back so far at most: older days were never meant to be closed."""
_REASON_LIMIT: Final = 120
_DRAWER_KINDS: Final = (CashKind.FLOAT, CashKind.IN, CashKind.OUT)


def sheet(read: Reader) -> CloseSheet:
    """The X report: everything since the last seal, as it would be sealed now."""
    return CloseSheet(_figures(read, _previous(read)))


def open_day(read: Reader) -> OpenDay:
    """The X report with what the page of the day close has to know beside it."""
    previous = _previous(read)
    today = read.today
    return OpenDay(
        CloseSheet(_figures(read, previous)),
        today,
        begun=read.booking_day <= today,
        number=previous.number + 1 if previous else 1,
        limit=read.settings.policy.close_limit,
    )


def _previous(read: Reader) -> Close | None:
    return close_sheet_rows.newest(read.conn, read.seat.counter_id)


def _figures(read: Reader, previous: Close | None) -> Figures:
    first, last = _period(read, previous)
    return close_sheet_rows.figures(read.conn, first, last, previous.opened() if previous else None)


def _period(read: Reader, previous: Close | None) -> tuple[date, date]:
    """From the day after the last seal to the last day with an entry: a forgotten close is made up for."""
    today = read.booking_day
    if previous is not None:
        first = from_day_number(previous.business_day) + timedelta(days=1)
    else:
        first = _first_day(read, today)
    newest = close_sheet_rows.last_entry(read.conn, day_number(first), day_number(today))
    return first, from_day_number(newest) if newest else today


def _first_day(read: Reader, today: date) -> date:
    oldest = close_sheet_rows.first_entry(read.conn)
    if not oldest:
        return today
    begun = from_day_number(oldest)
    if begun > today - timedelta(days=YOUNG_DAYS):
        return min(begun, today)
    newest = close_sheet_rows.last_entry(read.conn, oldest, day_number(today))
    return from_day_number(newest) if newest else today


# Cash without a customer


def move_cash(work: Work, command: MoveCash) -> Done:
    """Put cash into the drawer or take it out, against the safe.

    Raises UserError `cash.amount`, `cash.short` (more than lies in the drawer), `text.*` (in and out
    say why).
    """
    access.needs(work, Role.CASHIER)
    if command.kind not in _DRAWER_KINDS or command.amount <= ZERO:
        raise UserError("cash.amount")
    reason = clean_line(command.reason, _REASON_LIMIT, required=command.kind is not CashKind.FLOAT)
    amount = command.amount
    if command.kind is CashKind.OUT:
        _check_drawer(work, amount)
        amount = -amount
    work.touch(Kind.CLOSE)
    return _book(work, command.kind, Account.SAFE, amount, reason)


def _check_drawer(work: Work, amount: Money) -> None:
    figures = sheet(work).figures
    if figures.drawer.known and amount > figures.expected(Account.CASH):
        raise UserError("cash.short")


def _book(
    work: Work,
    kind: CashKind,
    against: Account,
    amount: Money,
    reason: str,
    approved_by: StaffId | None = None,
) -> Done:
    txn_id = TxnId(work.new_id())
    postings = cash_postings(amount, against)
    shown = Money(abs(amount.fen))
    number = txn_rows.post(work, TxnKind.CASH, None, shown, postings, txn_id=txn_id)
    close_sheet_rows.insert_move(work, txn_id, kind, against, amount, reason, approved_by)
    work.touch(Kind.LEDGER)
    return work.finish(TxnKind.CASH, txn_id, number=work.number(number), approved_by=approved_by)


# Sealing


def seal(work: Work, command: SealDay) -> Done:
    """Seal the open period with what was counted; gapless, chained and signed.

    Raises UserError `close.future` (today is sealed already), `close.changed` (something was booked
    since the sheet was looked at), `close.counts`, `close.left`, `close.explain` (a difference without
    explanation), `close.manager` (a difference that a manager has to approve).
    """
    access.needs(work, Role.CASHIER)
    if work.booking_day > work.today:
        raise UserError("close.future", day=work.booking_day)
    previous = _previous(work)
    figures = _figures(work, previous)
    if (command.last_day, command.last_number) != (figures.last_day, figures.last_number):
        raise UserError("close.changed")
    count = _clean(command.count)
    compared = compare(figures, count)
    _check(work, command, compared)
    # What the close itself books belongs to the day it closes, also on the morning after.
    work.book_on(figures.last_day)
    _settle_drawer(work, command, figures, compared[0], count)
    return _write(work, command, previous, CloseSheet(figures, count, *_people(work, command)))


def _clean(count: Count) -> Count:
    """The count with what was said about differences as one line each."""
    check_count(count)
    said = tuple(
        Explanation(e.account, clean_line(e.text, _REASON_LIMIT))
        for e in count.explanations
        if e.text.strip()
    )
    pieces = tuple(p for p in count.pieces if p.count)
    return replace(count, pieces=pieces, explanations=said)


def _check(work: Work, command: SealDay, compared: tuple[Compared, ...]) -> None:
    first = next(unexplained(compared), None)
    if first is not None:
        raise UserError("close.explain", account=first.account, difference=first.difference)
    limit = work.settings.policy.close_limit
    if worst(compared) > limit:
        other = staff_rows.role_of(work.conn, command.approved_by)
        if max(role.rank for role in (work.role, other) if role is not None) < Role.MANAGER.rank:
            raise UserError("close.manager", limit=limit)


def _people(work: Work, command: SealDay) -> tuple[str, str]:
    """Who closed, and who approved it."""
    names = []
    for staff_id in (command.staff_id, command.approved_by):
        found = staff_rows.secret(work.conn, staff_id) if staff_id else None
        names.append(found.name if found else "")
    return names[0], names[1]


def _settle_drawer(work: Work, command: SealDay, figures: Figures, cash: Compared, count: Count) -> None:
    """Book the difference, and what goes to the safe: the ledger's drawer is then what stays in it."""
    if cash.difference:
        # Nobody knew what lay in the drawer before its first count: that is no loss and no gain.
        against = Account.OVER_SHORT if figures.drawer.known else Account.SAFE
        difference = partial(
            _apart,
            kind=CashKind.DIFFERENCE,
            against=against,
            amount=cash.difference,
            reason=cash.explanation,
            approved_by=command.approved_by,
        )
        work.apart(difference, _further(work))
    deposit = count.cash - count.left
    if deposit:
        banked = partial(
            _apart,
            kind=CashKind.DEPOSIT,
            against=Account.SAFE,
            amount=-deposit,
            reason="",
            approved_by=None,
        )
        work.apart(banked, _further(work))


def _further(work: Work) -> Command:
    return Command(CommandId(work.new_id()), work.command.staff_id)


def _apart(
    work: Work,
    command: Command,
    *,
    kind: CashKind,
    against: Account,
    amount: Money,
    reason: str,
    approved_by: StaffId | None,
) -> Done:
    return _book(work, kind, against, amount, reason, approved_by)


def _write(work: Work, command: SealDay, previous: Close | None, sealed: CloseSheet) -> Done:
    close_id = CloseId(work.new_id())
    row = Close(
        id=close_id,
        counter_id=work.counter_id,
        number=previous.number + 1 if previous else 1,
        first_day=day_number(sealed.figures.first_day),
        business_day=day_number(sealed.figures.last_day),
        operation_id=command.id,
        last_seq=work.head.seq + 1,
        sheet=close_sheet_rows.sheet_text(sealed),
        previous=previous.seal if previous else close_sheet_rows.UNSEALED,
        seal=b"",
        at_ms=work.now,
    )
    key = meta_rows.shop_key(work.conn)
    signed = replace(row, seal=close_sheet_rows.seal_of(key, row.previous, work.head.chain, row))
    close_sheet_rows.insert(work, signed)
    if command.print_sheet:
        queue_close(work, close_id)
    work.touch(Kind.CLOSE, close_id)
    return work.finish("day_close", close_id, number=f"{row.number:04d}", approved_by=command.approved_by)


# What was sealed


def closes(read: Reader, before: int | None = None, limit: int = LISTED) -> tuple[CloseEntry, ...]:
    """Closes, newest first; `before`: only those with a smaller number."""
    rows = close_sheet_rows.before(read.conn, read.seat.counter_id, before or 1 << 40, limit)
    return tuple(_entry(read, row) for row in rows)


def _entry(read: Reader, row: Close) -> CloseEntry:
    sealed = row.opened()
    figures, count = sealed.figures, sealed.count or Count()
    return CloseEntry(
        row.id,
        row.number,
        figures.first_day,
        figures.last_day,
        read.local(row.at_ms),
        sealed.closed_by,
        figures.sales.turnover - figures.reversed,
        largest(compare(figures, count)),
    )


def close(read: Reader, close_id: CloseId) -> SealedClose:
    """A close as it was sealed; raises UserError `close.unknown`."""
    return _sealed(read, close_sheet_rows.get(read.conn, close_id))


def numbered(read: Reader, number: int) -> SealedClose:
    """The close of a number; raises UserError `close.unknown`."""
    rows = close_sheet_rows.before(read.conn, read.seat.counter_id, number + 1, 1)
    return _sealed(read, rows[0] if rows and rows[0].number == number else None)


def _sealed(read: Reader, row: Close | None) -> SealedClose:
    if row is None:
        raise UserError("close.unknown")
    return SealedClose(
        row.id,
        row.number,
        read.local(row.at_ms),
        row.opened(),
        row.seal.hex()[:SHOWN_OF_SEAL].upper(),
        print_rows.prints_of(read.conn, row.id, print_queue.DAY_CLOSE),
    )


# Paper


def reprint(work: Work, command: ReprintClose) -> Done:
    """Print a sealed sheet again, marked 补打 and counted; raises UserError `close.unknown`."""
    access.needs(work, Role.CASHIER)
    if close_sheet_rows.get(work.conn, command.close_id) is None:
        raise UserError("close.unknown")
    queue_close(work, command.close_id, force=True)
    return work.finish("reprint", command.close_id)


def count_page(work: Work, command: CountPage) -> Done:
    """Count a page that was printed or saved; raises UserError `close.unknown`."""
    access.needs(work, Role.CASHIER)
    if close_sheet_rows.get(work.conn, command.close_id) is None:
        raise UserError("close.unknown")
    print_queue.count_page(work, command.close_id)
    return work.finish("reprint", command.close_id)


def print_x(work: Work, command: PrintXReport) -> Done:
    """Print the X report as it is now; raises UserError `print.no_printer`, `auth.needs` (a manager)."""
    access.needs(work, Role.MANAGER, command.approved_by)
    if work.settings.printer.kind is PrinterKind.NONE:
        raise UserError("print.no_printer")
    queue_x_report(work, close_sheet_rows.sheet_text(sheet(work)))
    return work.finish("print_x_report", approved_by=command.approved_by)
