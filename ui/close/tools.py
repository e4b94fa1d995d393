"""The buttons over the day: cash in and out, the report of the open day, and the way to the count."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.close import CashKind, OpenDay, PrintXReport
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import PrinterKind, Role
from model.views import Done
from services import close_prints, closing
from services.ids import new_id
from services.printing.document import Rendered
from ui import theme, wording
from ui.close.cash_sheet import CashSheet
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated

_ICONS: Final = ("coin", "arrow-line-down", "arrow-line-up", "printer", "lock-simple")
_LARGE: Final = 1.2


class Tools(Retranslated, QWidget):
    """`counting()` when the drawer is to be counted."""

    counting = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.float_button = KeyButton("", "Ctrl+B", bind=True)
        self.in_button = KeyButton("", "Ctrl+I", bind=True)
        self.out_button = KeyButton("", "Ctrl+O", bind=True)
        self.x_button = KeyButton("", "Ctrl+P", bind=True)
        self.count_button = KeyButton("", "F8", "primary", bind=True)
        line = Line(self, gap=8)
        line.add(self.float_button, self.in_button, self.out_button, self.x_button, self.count_button)
        self.float_button.clicked.connect(self._on_float)
        self.in_button.clicked.connect(self._on_in)
        self.out_button.clicked.connect(self._on_out)
        self.x_button.clicked.connect(self._on_x)
        self.count_button.clicked.connect(self.counting)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Large text needs the room of the icons for its words."""
        buttons = (self.float_button, self.in_button, self.out_button, self.x_button, self.count_button)
        for button, icon in zip(buttons, _ICONS, strict=True):
            button.set_icon("" if theme.scale() > _LARGE else icon)

    def retranslate(self) -> None:
        self.float_button.set_caption(self.tr("备用金"))
        self.in_button.set_caption(self.tr("存入"))
        self.out_button.set_caption(self.tr("取出"))
        self.x_button.set_caption(self.tr("打印"))
        self.count_button.set_caption(self.tr("点钱并日结"))

    def show_day(self, day: OpenDay) -> None:
        """What can be done with this day."""
        self.count_button.setEnabled(day.begun)

    def take_focus(self, otherwise: QWidget) -> None:
        """The way to the count takes the keys, or something else where the day is sealed already."""
        (self.count_button if self.count_button.isEnabled() else otherwise).setFocus()

    def _on_float(self) -> None:
        CashSheet(self._context, self, CashKind.FLOAT).show()

    def _on_in(self) -> None:
        CashSheet(self._context, self, CashKind.IN).show()

    def _on_out(self) -> None:
        CashSheet(self._context, self, CashKind.OUT).show()

    # The report tells what ought to lie in the drawer: whoever counts it needs somebody's leave.

    def _on_x(self) -> None:
        if self._context.session.may(Role.MANAGER):
            self._print_x(None)
        else:
            self._context.approve(Role.MANAGER, self._on_x_approved, self.tr("看 X 报表"))

    def _on_x_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._print_x(StaffId(staff_id))

    def _print_x(self, approved_by: StaffId | None) -> None:
        """On the receipt printer, or where there is none as a page to be looked at."""
        if self._context.settings.current.printer.kind is PrinterKind.NONE:
            language = self._context.settings.current.look.language
            self._context.jobs.read(
                close_prints.x_page, language, done=self._on_page, failed=self._on_failed, owner=self
            )
            return
        command = PrintXReport(CommandId(new_id()), self._context.session.staff_id, approved_by)
        self._context.jobs.write(
            closing.print_x, command, done=self._on_queued, failed=self._on_failed, owner=self
        )

    def _on_page(self, pages: Rendered) -> None:
        title = self.tr("日报表")
        self._context.open_sheet(
            "print_preview", {"title": title, "data": pages.data, "missing": pages.missing}
        )

    def _on_queued(self, _: Done) -> None:
        self._context.toast("good", self.tr("日报表已送去打印"))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))
