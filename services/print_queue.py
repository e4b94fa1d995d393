"""What waits to be printed: written in the same transaction as what it prints."""

from __future__ import annotations

from model.changes import Kind
from model.command import Command
from model.commands import Reprint
from model.errors import UserError
from model.ids import CloseId, PrintJobId, TxnId
from model.record import dataclass
from model.shop import PrinterKind
from model.text import clean_note
from model.views import Done, PrintJobView
from services import roll_prints
from services.roll_prints import RollKind
from services.storage import print_rows, sale_rows
from services.storage.work import Reader, Work

RECEIPT = "receipt"
MEMBER_CARD = "member_card"
ERROR_LIMIT = 500
TEST_PAGE = "test_page"
DAY_CLOSE = "day_close"
X_REPORT = "x_report"


@dataclass(frozen=True, slots=True)
class RetryPrinting(Command):
    """Try the failed jobs again."""


@dataclass(frozen=True, slots=True)
class CancelPrinting(Command):
    """Give up every job that isn't printed; the receipts can be printed again from the history."""


@dataclass(frozen=True, slots=True)
class PrintTestPage(Command):
    """Print a page that shows whether the printer is set up well."""


@dataclass(frozen=True, slots=True)
class FinishJob(Command):
    """The queue's own word on a job: printed (of a roll: one copy), or failed with the reason."""

    job_id: PrintJobId
    error: str = ""


@dataclass(frozen=True, slots=True)
class DropJob(Command):
    """Give one job up; one that was printed meanwhile stays printed."""

    job_id: PrintJobId


def queue_receipt(work: Work, txn_id: TxnId, *, force: bool = False) -> None:
    """Queue a receipt where there is a printer; a reprint is queued even without one."""
    settings = work.settings
    wanted = settings.printer.kind is not PrinterKind.NONE and settings.policy.print_automatically
    if not (wanted or force):
        return
    reprint = print_rows.prints_of(work.conn, txn_id, RECEIPT)
    print_rows.add(work.conn, work.new_id(), RECEIPT, txn_id, {"reprint": reprint}, work.now)
    work.touch(Kind.PRINT_JOB)


def queue_close(work: Work, close_id: CloseId, *, force: bool = False) -> None:
    """Queue a sealed day close like a receipt; its reprints are counted and marked."""
    settings = work.settings
    wanted = settings.printer.kind is not PrinterKind.NONE and settings.policy.print_automatically
    if wanted or force:
        reprint = print_rows.prints_of(work.conn, close_id, DAY_CLOSE)
        print_rows.add(work.conn, work.new_id(), DAY_CLOSE, close_id, {"reprint": reprint}, work.now)
        work.touch(Kind.PRINT_JOB)


def count_page(work: Work, close_id: CloseId) -> None:
    """Note that a close was put on paper beside the queue."""
    job_id = PrintJobId(work.new_id())
    print_rows.add(work.conn, job_id, DAY_CLOSE, close_id, {}, work.now)
    print_rows.set_state(work.conn, job_id, "printed")


def queue_x_report(work: Work, sheet: str) -> None:
    """Queue the report of an open day as it is now, in the form in which sheets are stored."""
    params = {"sheet": sheet, "at_ms": work.now}
    print_rows.add(work.conn, work.new_id(), X_REPORT, work.command.id, params, work.now)
    work.touch(Kind.PRINT_JOB)


def reprint(work: Work, command: Reprint) -> Done:
    """Print a receipt again, marked 补打 and counted; raises UserError `reprint.unknown`."""
    if sale_rows.kind_and_member(work.conn, command.txn_id) is None:
        raise UserError("reprint.unknown")
    queue_receipt(work, command.txn_id, force=True)
    return work.finish("reprint", command.txn_id)


def test_page(work: Work, command: PrintTestPage) -> Done:
    """Queue a test page; raises UserError `print.no_printer`."""
    if work.settings.printer.kind is PrinterKind.NONE:
        raise UserError("print.no_printer")
    print_rows.add(work.conn, work.new_id(), TEST_PAGE, work.command.id, {}, work.now)
    work.touch(Kind.PRINT_JOB)
    return work.finish("test_page")


def waiting(read: Reader, limit: int = 200) -> tuple[PrintJobView, ...]:
    """Jobs not printed yet, oldest first."""
    return tuple(
        PrintJobView(
            PrintJobId(id_),
            kind,
            read.number(number) if number else "",
            state,
            attempts,
            error,
            read.local(at),
            roll_prints.pieces(kind, params),
        )
        for id_, kind, number, state, attempts, error, at, params in print_rows.unfinished(read.conn, limit)
    )


def retry_all(work: Work, command: RetryPrinting) -> Done:
    print_rows.retry_failed(work.conn)
    work.touch(Kind.PRINT_JOB)
    return work.finish("retry_printing")


def cancel_all(work: Work, command: CancelPrinting) -> Done:
    print_rows.cancel_waiting(work.conn)
    work.touch(Kind.PRINT_JOB)
    return work.finish("cancel_printing")


def finish_job(work: Work, command: FinishJob) -> Done:
    # A printer's own words can be anything: names of files that are no text, pages of HTML.
    error = clean_note(command.error[:ERROR_LIMIT], ERROR_LIMIT) or "?" if command.error else ""
    work.touch(Kind.PRINT_JOB)
    row = None if error else print_rows.get(work.conn, command.job_id)
    if row is not None and roll_prints.is_roll(row[1]):
        copy = roll_prints.take_off(work, command.job_id, RollKind(row[1]), row[3])
        return work.finish("print_job", command.job_id, detail=copy)
    print_rows.set_state(work.conn, command.job_id, "failed" if error else "printed", error)
    return work.finish("print_job", command.job_id, detail=error or None)


def drop_job(work: Work, command: DropJob) -> Done:
    print_rows.drop(work.conn, command.job_id)
    work.touch(Kind.PRINT_JOB)
    return work.finish("drop_print_job", command.job_id)
