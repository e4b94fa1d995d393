"""The operating system's printers: what there is, and printing a PDF on one.

Qt lets a thread of its own paint on a QPrinter (“Thread-support in Qt modules”), so nothing here is
done by the GUI thread: a spooler that takes its time doesn't hold the counter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from model.errors import EnvironmentProblem

POINTS_PER_INCH: Final = 72
_FINEST_DPI: Final = 600
"""Finer printers get pictures of this resolution, which keep a page within 50 MB."""


def printer_names() -> list[str]:
    """Names of the printers the system knows, the default one first. May ask the network."""
    default = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != default, name.lower()))


class QtSystemPrinter:
    """Prints PDFs on a printer known by name; an empty name is the system's default printer."""

    def __init__(self, make: Callable[[str], QPrinter] | None = None) -> None:
        self._make = make or _printer_named

    def print_pdf(self, data: bytes, printer_name: str, copies: int) -> None:
        """Print every page on paper of its own size.

        Raises EnvironmentProblem `printer.unknown` or `printer.away`.
        """
        printer = self._make(printer_name)
        printer.setCopyCount(copies)
        draw(data, printer, own_paper=True)


def draw(data: bytes, printer: QPrinter, *, own_paper: bool) -> None:
    """Draw a PDF in its true size: on paper cut to it, or from the top left of the printer's paper.

    Raises EnvironmentProblem `printer.away` when the printer takes nothing.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), _FINEST_DPI))
    if own_paper:
        printer.setPageLayout(_paper(document.pagePointSize(0)))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem("printer.away", printer=printer.printerName(), detail="begin")
    try:
        for page in range(document.pageCount()):
            _next_page(document, page, printer, own_paper)
            _draw_page(document, page, printer, painter)
    finally:
        ended = painter.end()
        document.close()
    if not ended or printer.printerState() == QPrinter.PrinterState.Error:
        raise EnvironmentProblem("printer.away", printer=printer.printerName(), detail="end")


def _next_page(document: QPdfDocument, page: int, printer: QPrinter, own_paper: bool) -> None:
    if page == 0:
        return
    if own_paper:
        printer.setPageLayout(_paper(document.pagePointSize(page)))
    if not printer.newPage():
        raise EnvironmentProblem("printer.away", printer=printer.printerName(), detail="page")


def _draw_page(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    points = document.pagePointSize(page)
    scale = printer.resolution() / POINTS_PER_INCH
    size = QSize(round(points.width() * scale), round(points.height() * scale))
    painter.drawImage(QRect(0, 0, size.width(), size.height()), document.render(page, size))


def _paper(points: QSizeF) -> QPageLayout:
    """A sheet of exactly this size without margins; wider than high only as it comes."""
    size = QPageSize(points, QPageSize.Unit.Point, "Guimi", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def _printer_named(name: str) -> QPrinter:
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise EnvironmentProblem("printer.unknown", printer=name, detail="system")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)
