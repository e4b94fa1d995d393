"""Print jobs of the shop file as the print queue wants them, and what a page previews."""

from __future__ import annotations

import json
from typing import Any

from model import codes
from model.errors import UserError
from model.ids import CloseId, CommandId, MemberId, PrintJobId, StaffId, TxnId
from services import history, roll_prints
from services.ids import new_id
from services.jobs import Jobs
from services.print_queue import (
    DAY_CLOSE,
    MEMBER_CARD,
    RECEIPT,
    TEST_PAGE,
    X_REPORT,
    FinishJob,
    RetryPrinting,
    finish_job,
    retry_all,
)
from services.printing.cards import CardDesign, PrintedCard
from services.printing.document import Paper, Rendered
from services.printing.printers import Content, pdf_of
from services.printing.queue import PrintJob
from services.printing.testpage import TestPage
from services.roll_prints import RollKind, SkipUsed
from services.storage import driver, member_rows, print_rows
from services.storage.work import Reader

NOBODY = StaffId(b"")
"""The queue prints on nobody's behalf: who asked for it stands with the job's own operation."""


class ShopJobStore:
    """The queue's window on the shop file; called from the queue's thread."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def next_job(self) -> PrintJob | None:
        """The oldest job that can be composed; one that can't (its member is gone) has failed."""
        while (row := self._jobs.read(_next_row).result()) is not None:
            job_id = PrintJobId(row[0])
            try:
                job = self._jobs.read(_job, row).result()
            except UserError as error:
                self._finish(job_id, error.code)
                continue
            if job is not None:
                return job
            self._jobs.write(roll_prints.skip, SkipUsed(CommandId(new_id()), NOBODY, job_id)).result()
        return None

    def mark_printed(self, job_id: PrintJobId) -> None:
        self._finish(job_id, "")

    def mark_failed(self, job_id: PrintJobId, reason: str) -> None:
        self._finish(job_id, reason)

    def requeue(self) -> int:
        _, failed = self.counts()
        if failed:
            self._jobs.write(retry_all, RetryPrinting(CommandId(new_id()), NOBODY)).result()
        return failed

    def counts(self) -> tuple[int, int]:
        return self._jobs.read(_counts).result()

    def _finish(self, job_id: PrintJobId, error: str) -> None:
        self._jobs.write(finish_job, FinishJob(CommandId(new_id()), NOBODY, job_id, error)).result()


def receipt_pdf(read: Reader, txn_id: TxnId, language: str, width_mm: int) -> Rendered:
    """A receipt as PDF, to be looked at or saved: not a print, so it isn't counted as one."""
    reprint = print_rows.prints_of(read.conn, txn_id, RECEIPT)
    return pdf_of(history.receipt(read, txn_id, reprint), language, Paper.of_width(width_mm))


def job_pdf(read: Reader, job_id: PrintJobId) -> Rendered:
    """What a waiting job would print; raises UserError `print.gone`."""
    row = print_rows.get(read.conn, job_id)
    if row is None:
        raise UserError("print.gone")
    setting = read.settings.printer
    return pdf_of(_content(read, row), read.settings.look.language, Paper.of_width(setting.width_mm))


def waiting_card(read: Reader, member_id: MemberId) -> PrintJobId | None:
    """The job of a member's newest card while it isn't printed yet."""
    row = print_rows.newest_waiting(read.conn, MEMBER_CARD, member_id)
    return PrintJobId(row) if row else None


def waiting_receipt(read: Reader, txn_id: TxnId) -> PrintJobId | None:
    """The newest job of a receipt while it isn't printed yet."""
    row = print_rows.newest_waiting(read.conn, RECEIPT, txn_id)
    return PrintJobId(row) if row else None


def _next_row(read: Reader) -> driver.Row | None:
    return print_rows.next_waiting(read.conn)


def _job(read: Reader, row: driver.Row) -> PrintJob | None:
    """None for a job of many copies whose next one can't be used any more."""
    look, printer = read.settings.look, read.settings.printer
    content = _roll_or_single(read, row)
    if content is None:
        return None
    left = roll_prints.pieces(row[1], row[3])
    return PrintJob(PrintJobId(row[0]), content, printer, look.language, left)


def _roll_or_single(read: Reader, row: driver.Row) -> Content | None:
    if roll_prints.is_roll(row[1]):
        return roll_prints.piece(read, RollKind(row[1]), row[3], read.settings.look.language)
    return _content(read, row)


def _counts(read: Reader) -> tuple[int, int]:
    return print_rows.counts(read.conn)


def _content(read: Reader, row: driver.Row) -> Content:
    _, kind, subject_id, packed, _ = row
    params = json.loads(packed)
    if kind == RECEIPT:
        return history.receipt(read, TxnId(subject_id), params.get("reprint", 0))
    if kind == MEMBER_CARD:
        return _card(read, MemberId(subject_id), params)
    if kind in (DAY_CLOSE, X_REPORT):
        return _close(read, kind, CloseId(subject_id), params)
    if kind == TEST_PAGE:
        return TestPage(read.settings.profile.name, read.settings.printer.address)
    raise AssertionError(f"unknown print job: {kind}")


def _close(read: Reader, kind: str, close_id: CloseId, params: dict[str, Any]) -> Content:
    # Imported with the first sheet: no start waits for it.
    from services import close_prints

    if kind == X_REPORT:
        return close_prints.x_report(read, params)
    return close_prints.sealed(read, close_id, params.get("reprint", 0))


def _card(read: Reader, member_id: MemberId, params: dict[str, str]) -> PrintedCard:
    known = member_rows.identity(read.conn, member_id)
    if known is None:
        raise UserError("member.gone")
    return PrintedCard(
        shop_name=read.settings.profile.name,
        name=known[2],
        number=f"{known[1]:06d}",
        qr=params["qr"],
        typed=codes.group_typed(params["typed"]),
        design=CardDesign(params["design"]),
    )
