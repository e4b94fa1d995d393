"""One printed piece to one printer: what is rendered how, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from model.errors import EnvironmentProblem
from model.receipt import Receipt
from model.shop import PrinterKind, PrinterSetting
from services.printing import devices, escpos, files, pdf
from services.printing.cards import PrintedCard, compose_card, render_card
from services.printing.closes import PrintedClose, compose_close
from services.printing.document import Document, Paper, Rendered
from services.printing.layouts import Layout
from services.printing.receipts import compose
from services.printing.sheets import render_sheets
from services.printing.testpage import TestPage, compose_test
from services.printing.voucher_rolls import compose_item
from services.printing.vouchers import PrintedItem

Content = Receipt | PrintedCard | TestPage | PrintedItem | PrintedClose


class SystemPrinter(Protocol):
    """The operating system's printing, which the window supplies."""

    def print_pdf(self, data: bytes, printer_name: str, copies: int) -> None:
        """Print and return when the system has taken it; EnvironmentProblem when it didn't."""
        ...


def document_of(content: Content, lang: str, paper: Paper) -> Document:
    """The content laid out for a roll."""
    if isinstance(content, Receipt):
        return compose(content, lang, paper)
    if isinstance(content, PrintedCard):
        return compose_card(content, lang, paper)
    if isinstance(content, PrintedItem):
        return compose_item(content, lang, paper)
    if isinstance(content, PrintedClose):
        return compose_close(content, lang, paper)
    return compose_test(content, lang, paper)


def pdf_of(content: Content, lang: str, paper: Paper) -> Rendered:
    """The content as it is looked at or saved: cards in their own size, the rest as a roll."""
    if isinstance(content, PrintedCard):
        return render_card(content, lang)
    if isinstance(content, PrintedItem):
        return render_sheets([content], Layout.CARD, lang)
    return pdf.render(document_of(content, lang, paper))


def print_content(
    content: Content, lang: str, setting: PrinterSetting, system: SystemPrinter
) -> tuple[str, ...]:
    """Print `setting.copies` times, vouchers and cards once; answers the characters shown as a box.

    Raises EnvironmentProblem `printer.unknown`, `printer.away`, or `disk.*` for a folder.
    """
    paper = Paper.of_width(setting.width_mm)
    # A voucher printed twice is two people with one voucher.
    copies = 1 if isinstance(content, PrintedItem) else max(1, setting.copies)
    if setting.kind is PrinterKind.PDF_FOLDER:
        rendered = pdf_of(content, lang, paper)
        name = files.file_name(document_of(content, lang, paper).title)
        files.save(files.free_name(Path(setting.address), name), rendered.data)
    elif setting.kind is PrinterKind.SYSTEM:
        rendered = pdf.render(document_of(content, lang, paper))
        system.print_pdf(rendered.data, setting.address, copies)
    elif setting.kind is PrinterKind.NONE:
        raise EnvironmentProblem("printer.unknown", printer="", detail="none")
    else:
        rendered = escpos.render(document_of(content, lang, paper))
        devices.send(setting, rendered.data * copies)
    return rendered.missing
