"""Printing a test page and looking for printers: both may take seconds, so both run off the GUI thread."""

from __future__ import annotations

from model.shop import PrinterSetting


def send_test_page(_read: object, shop_name: str, lang: str, setting: PrinterSetting) -> None:
    """Print a page with the shop's name, lines and a QR code.

    Raises EnvironmentProblem `printer.away` or `printer.unknown`.
    """
    from services.printing.printers import print_content
    from services.printing.testpage import TestPage
    from ui.printing.system_printer import QtSystemPrinter

    print_content(TestPage(shop_name, setting.address), lang, setting, QtSystemPrinter())


def printer_names(_read: object) -> tuple[str, ...]:
    """The names of the system's printers."""
    from ui.printing.system_printer import printer_names as system_names

    return tuple(system_names())
