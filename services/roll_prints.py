"""Vouchers and friend cards for the receipt printer: one job for any number of them, printed one by one.

A job keeps what is left to print. Each copy is counted in the transaction that takes it off, so a
printer that fails, a restart or a second try never counts a copy twice and never starts over.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

from model.changes import Kind
from model.command import Command
from model.errors import UserError
from model.ids import BatchId, PrintJobId
from model.record import dataclass
from model.views import Done
from services import friend_prints, voucher_print
from services.storage import friend_rows, print_rows, voucher_rows
from services.storage.work import Reader, Work

if TYPE_CHECKING:
    from services.printing.vouchers import PrintedItem


class RollKind(StrEnum):
    """What a job prints; the name it is stored under."""

    VOUCHERS = "voucher_roll"
    FRIEND_CARDS = "friend_card_roll"


@dataclass(frozen=True, slots=True)
class Copies:
    """So many copies of a batch, from the number `first` on."""

    batch_id: BatchId
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class PrintRoll(Command):
    """Print these on the shop's receipt printer."""

    kind: RollKind
    copies: tuple[Copies, ...]


@dataclass(frozen=True, slots=True)
class SkipUsed(Command):
    """The queue's own: the copy whose turn it is was used or made void since."""

    job_id: PrintJobId


Left = tuple[Copies, ...]


def is_roll(kind: str) -> bool:
    """Whether a job prints vouchers or cards one by one."""
    return kind in tuple(RollKind)


def print_roll(work: Work, command: PrintRoll) -> Done:
    """Queue vouchers or cards; raises UserError `print.no_printer` or `print.nothing`."""
    if not work.settings.printer.kind.is_receipt_printer:
        raise UserError("print.no_printer")
    left = _usable(work, command.kind, command.copies)
    if not left:
        raise UserError("print.nothing")
    job_id = work.new_id()
    print_rows.add(work.conn, job_id, command.kind, left[0].batch_id, _packed(left), work.now)
    work.touch(Kind.PRINT_JOB)
    batches = [[c.batch_id.hex(), c.first, c.first + c.count - 1] for c in left]
    return work.finish("print_roll", job_id, detail={"kind": command.kind, "copies": batches})


def pieces(kind: str, params: str) -> int:
    """How many copies a job has still to print; 1 for one that prints a single thing."""
    return sum(copies.count for copies in _left(params)) if is_roll(kind) else 1


def piece(read: Reader, kind: RollKind, params: str, language: str) -> PrintedItem | None:
    """The copy whose turn it is; None when it was used or made void since."""
    left = _left(params)
    if not left or _usable(read, kind, left) != left:
        return None
    batch_id, first = left[0].batch_id, left[0].first
    found: tuple[PrintedItem, ...]
    if kind is RollKind.VOUCHERS:
        found = voucher_print.print_items(read, batch_id, first, 1, language)
    else:
        found = friend_prints.print_items(read, batch_id, first, 1, language)
    return found[0]


def skip(work: Work, command: SkipUsed) -> Done:
    """Go on to the next copy that can be used; a job without one is done."""
    row = print_rows.get(work.conn, command.job_id)
    if row is not None and is_roll(row[1]):
        _move_on(work, command.job_id, _usable(work, RollKind(row[1]), _left(row[3])))
    return work.finish("skip_prints", command.job_id)


def take_off(work: Work, job_id: PrintJobId, kind: RollKind, params: str) -> list[object] | None:
    """The copy whose turn it is was printed: count it; answers which it was."""
    left = _left(params)
    if not left:
        return None
    head = left[0]
    count = voucher_rows.count_prints if kind is RollKind.VOUCHERS else friend_rows.count_prints
    count(work.conn, head.batch_id, head.first, head.first)
    rest = Copies(head.batch_id, head.first + 1, head.count - 1)
    left = (rest, *left[1:]) if rest.count else left[1:]
    _move_on(work, job_id, left)
    if not left:
        work.touch(Kind.VOUCHER if kind is RollKind.VOUCHERS else Kind.FRIEND_CARD, head.batch_id)
    return [head.batch_id.hex(), head.first]


def _move_on(work: Work, job_id: PrintJobId, left: Left) -> None:
    if left:
        print_rows.move_on(work.conn, job_id, _packed(left))
    else:
        print_rows.set_state(work.conn, job_id, "printed")
    work.touch(Kind.PRINT_JOB)


def _usable(read: Reader, kind: RollKind, left: Left) -> Left:
    """What is left from the first copy on that can still be used."""
    for at, copies in enumerate(left):
        last = copies.first + copies.count - 1
        cards = kind is RollKind.FRIEND_CARDS
        first = print_rows.first_usable(read.conn, copies.batch_id, copies.first, last, cards=cards)
        if first is not None:
            return (Copies(copies.batch_id, first, last - first + 1), *left[at + 1 :])
    return ()


def _packed(left: Left) -> dict[str, object]:
    return {"left": [[c.batch_id.hex(), c.first, c.count] for c in left]}


def _left(params: str) -> Left:
    found = json.loads(params).get("left", ())
    return tuple(Copies(BatchId(bytes.fromhex(batch)), first, count) for batch, first, count in found)
