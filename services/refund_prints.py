"""Worksheets of card refunds as they are printed: a draft of what would be paid, and what was paid."""

from __future__ import annotations

from model.card_refund import Cause
from model.errors import UserError
from model.ids import MemberId, TxnId
from services import card_refunds, page_prints
from services.printing.document import Rendered
from services.printing.worksheets import PrintedWorksheet, render_worksheet
from services.storage import print_rows
from services.storage.work import Reader


def draft(read: Reader, member_id: MemberId, cause: Cause, reading: str, lang: str) -> Rendered:
    """What would be paid today by this cause and reading.

    Raises UserError `refund.reading`, `member.gone`.
    """
    sheet = card_refunds.worksheet(read, member_id)
    chosen = sheet.worksheet.find(cause, reading)
    if chosen is None:
        raise UserError("refund.reading")
    refund = sheet.refund
    printed = PrintedWorksheet(
        shop_name=read.settings.profile.name,
        accent="",
        member_name=sheet.member_name,
        member_number=sheet.member_number,
        worksheet=sheet.worksheet,
        chosen=chosen,
        at=read.local(read.now_ms),
        asked_at=refund.asked_at if refund else None,
        asked_by=refund.asked_by_name if refund else "",
        reason=refund.reason if refund else "",
    )
    return render_worksheet(printed, lang)


def paid(read: Reader, txn_id: TxnId, lang: str) -> Rendered:
    """What was paid, with the worksheet of that day, marked as a reprint once it was on paper.

    Raises UserError `txn.unknown`.
    """
    refund = card_refunds.paid(read, txn_id)
    printed = PrintedWorksheet(
        shop_name=read.settings.profile.name,
        accent="",
        member_name=refund.member_name,
        member_number=refund.member_number,
        worksheet=refund.sheet.worksheet,
        chosen=refund.sheet.chosen,
        at=refund.at,
        number=refund.number,
        asked_at=refund.asked_at,
        asked_by=refund.asked_by,
        reason=refund.reason,
        approved_by=refund.approved_by,
        tenders=refund.tenders,
        closed=refund.closed,
        restocked=refund.sheet.restocked,
        alone_reason=refund.alone_reason,
        reprint=print_rows.prints_of(read.conn, txn_id, page_prints.WORKSHEET),
    )
    return render_worksheet(printed, lang)
