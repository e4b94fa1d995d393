"""Vouchers on paper: pages for the preview, files and printers, in parts that need no more memory for more.

Everything here runs off the GUI thread.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from model.ids import BatchId
from model.voucher import VoucherTemplate
from services import pictures, voucher_print
from services.exports import Progress
from services.printing.cards import DEFAULT_ACCENT
from services.printing.document import Rendered
from services.printing.layouts import Layout
from services.printing.sheets import Written, per_page, render_sheets, save_sheets
from services.printing.vouchers import PrintedPicture, PrintedVoucher, VoucherDesign
from ui.printing.piece_view import NO_CODE, NO_QR
from ui.printing.system_printer import QtSystemPrinter

PART: Final = 200
AT_A_PRINTER: Final = 400
"""Vouchers that go to a system printer as one document."""


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
    first, last = rule.validity.span(read.business_day)
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
    return render_sheets(_items(read, run), run.layout, run.language)


def _items(read: Any, run: Run) -> Iterator[PrintedVoucher]:
    last = run.first + run.count
    for first in range(run.first, last, PART):
        count = min(PART, last - first)
        yield from voucher_print.print_items(read, run.batch_id, first, count, run.language)


def save(read: Any, run: Run, target: Path, progress: Progress) -> Written:
    """Write a PDF that appears whole or not at all; nothing when cancelled."""
    return save_sheets(
        _items(read, run),
        run.layout,
        run.language,
        target,
        lambda done: progress.report(done, run.count),
        progress.cancelled,
    )


def send(read: Any, run: Run, printer: str, progress: Progress) -> Written:
    """Print on one of the system's printers, part by part; a part that began is finished."""
    at_once = AT_A_PRINTER // per_page(run.layout) * per_page(run.layout)
    done, missing, pages = 0, set[str](), 0
    with tempfile.TemporaryDirectory(prefix="guimi-") as folder:
        while done < run.count and not progress.cancelled():
            part = Run(
                run.batch_id, run.first + done, min(at_once, run.count - done), run.layout, run.language
            )
            path = Path(folder) / "part.pdf"
            written = save_sheets(_items(read, part), part.layout, part.language, path)
            QtSystemPrinter().print_pdf(path.read_bytes(), printer, 1)
            done += written.items
            pages += written.pages
            missing.update(written.missing)
            progress.report(done, run.count)
    return Written(done, pages, tuple(sorted(missing)), done == run.count)
