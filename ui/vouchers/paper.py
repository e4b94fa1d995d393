"""Vouchers as they will be on paper: pages for the preview. Everything here runs off the GUI thread."""

from __future__ import annotations

from typing import Any

from model.ids import BatchId
from model.record import dataclass
from model.voucher import VoucherTemplate
from services import pictures, voucher_print
from services.printing.cards import DEFAULT_ACCENT
from services.printing.document import Rendered
from services.printing.layouts import Layout
from services.printing.sheets import per_page, render_sheets
from services.printing.vouchers import PrintedPicture, PrintedVoucher, VoucherDesign
from ui.printing.piece_view import NO_CODE, NO_QR


@dataclass(frozen=True, slots=True)
class Run:
    """Which vouchers of a batch are printed, and how."""

    batch_id: BatchId
    first: int
    count: int
    layout: Layout
    language: str


def sample_page(read: Any, template: VoucherTemplate, layout: Layout, language: str) -> Rendered:
    """One page of a template as it is now, with codes that nobody can redeem."""
    piece = sample(read, template, language, pictures.printed(read, template.look.picture))
    return render_sheets([piece] * per_page(layout), layout, language)


def sample(
    read: Any, template: VoucherTemplate, language: str, picture: PrintedPicture | None
) -> PrintedVoucher:
    """A voucher of a template with a code that nobody can redeem."""
    profile, rule, look = read.settings.profile, template.rule, template.look
    first, last = rule.validity.span(read.today)
    written = look.conditions_en if language.startswith("en") else look.conditions_zh
    return PrintedVoucher(
        shop_name=profile.name,
        benefit=voucher_print.paper_benefit(rule),
        title=template.name,
        qr=NO_QR,
        typed=NO_CODE,
        valid_from=first,
        valid_to=last,
        terms=voucher_print.paper_terms(read, rule),
        conditions=tuple(line for line in written.splitlines() if line.strip()),
        contact=profile.phone or profile.address,
        logo_png=profile.logo_png or b"",
        accent=look.colour or DEFAULT_ACCENT,
        design=VoucherDesign(look.design),
        picture=picture,
    )


def batch_page(read: Any, run: Run) -> Rendered:
    """The vouchers of one page of a batch."""
    items = voucher_print.print_items(read, run.batch_id, run.first, run.count, run.language)
    return render_sheets(items, run.layout, run.language)
