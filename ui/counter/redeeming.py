"""Redeeming in the sale tab: the field for codes, and what is said of vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from model.errors import EnvironmentProblem, UserError
from model.voucher import HeldVoucher
from ui import wording
from ui.counter import keys
from ui.counter.redeem_form import RedeemForm
from ui.shell.context import PageContext

if TYPE_CHECKING:
    from ui.counter.sale_tab import SaleTab


class Redeeming(QObject):
    """Wires the form, the vouchers and the tab; `shown(bool)` when the form comes and goes."""

    shown = Signal(bool)

    def __init__(self, context: PageContext, tab: SaleTab, stack: QStackedWidget) -> None:
        super().__init__(tab)
        self._context = context
        self._tab = tab
        self._stack = stack
        self.form = RedeemForm(stack)
        stack.addWidget(self.form)
        vouchers = tab.vouchers
        self.form.left.connect(tab.focus)
        self.form.typed.connect(vouchers.type_code)
        self.form.best_wanted.connect(vouchers.use_best)
        self.form.dropped.connect(vouchers.on_bill.drop)
        self.form.camera_wanted.connect(context.scan_with_camera)
        vouchers.changed.connect(self._show)
        vouchers.refused.connect(self._on_refused)
        vouchers.used.connect(self._on_used)
        vouchers.paused.connect(self.form.pause)
        stack.currentChanged.connect(self._on_form_changed)
        QShortcut(QKeySequence(keys.BEST_VOUCHERS), tab).activated.connect(vouchers.use_best)

    @property
    def is_open(self) -> bool:
        """Whether the field for codes is open."""
        return self._stack.currentWidget() is self.form

    def open(self) -> None:
        """Ask for a voucher's code (F6)."""
        self._stack.setCurrentWidget(self.form)
        self.form.open()
        self._tab.vouchers.ask_pause()

    def redeem(self, code: str) -> None:
        """A code that was typed on another page."""
        self.open()
        self.form.code.setText(code)
        self._tab.vouchers.type_code(code)

    def _on_form_changed(self, _: int) -> None:
        self.shown.emit(self.is_open)

    def _show(self) -> None:
        vouchers = self._tab.vouchers
        on_bill = self._tab.desk.bill.vouchers
        self.form.show_vouchers(on_bill, vouchers.proposal, best=vouchers.is_best())

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        if self.is_open:
            self.form.say(error)
            return
        self._tab.say(error)
        self._context.toast("warning", wording.word(error))

    def _on_used(self, voucher: HeldVoucher) -> None:
        self._context.toast("good", self.tr("已用上：{name}").format(name=voucher.name))
        if self.is_open:
            self._tab.focus()
