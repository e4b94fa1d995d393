"""Vouchers and friend cards on the shop's own receipt printer, through its queue."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from model.ids import CommandId
from model.shop import Settings
from services import roll_prints
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import Copies, PrintRoll, RollKind
from ui.bus import Done, Failed
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate

_WIDTHS_MM: Final = {Layout.ROLL_80: 80, Layout.ROLL_58: 58}
_NAME: Final = QT_TRANSLATE_NOOP("ReceiptRoll", "小票打印机")
_QUEUED: Final = QT_TRANSLATE_NOOP("ReceiptRoll", "{count} 张交给了小票打印机，收银小票会先打")


def printer_name() -> str:
    """What the shop's receipt printer is called where printers are chosen."""
    return translate("ReceiptRoll", _NAME)


def fits(settings: Settings, layout: Layout) -> bool:
    """Whether the shop's receipt printer takes this layout: ESC/POS, and paper of its width."""
    printer = settings.printer
    return printer.kind.is_receipt_printer and _WIDTHS_MM.get(layout) == printer.width_mm


def queue(
    context: PageContext,
    kind: RollKind,
    copies: tuple[Copies, ...],
    owner: QObject,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Hand copies to the queue; `failed(error)` with `print.no_printer` or `print.nothing`."""
    command = PrintRoll(CommandId(new_id()), context.session.staff_id, kind, copies)
    context.jobs.write(roll_prints.print_roll, command, done, failed, owner=owner)


def tell(context: PageContext, copies: tuple[Copies, ...]) -> None:
    """Say that they are on their way."""
    count = sum(part.count for part in copies)
    context.toast("good", translate("ReceiptRoll", _QUEUED).format(count=f"{count:,}"))
