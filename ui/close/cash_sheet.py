"""Cash into the drawer or out of it: the float in the morning, change from the safe, money for water."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.close import CashKind, MoveCash
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from model.money import ZERO
from model.views import Done
from services import closing
from services.ids import new_id
from ui import wording
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import MoneyEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class CashSheet(Sheet):
    """One amount, and why; `moved()` when it is booked."""

    moved = Signal()

    def __init__(self, context: PageContext, parent: QWidget, kind: CashKind) -> None:
        super().__init__(parent, "", 440)
        self._context = context
        self._kind = kind
        self._command_id = CommandId(new_id())
        self._told = Label("", "muted", wrap=True)
        self.amount = MoneyEdit()
        self.reason = TextField()
        self.form = Form()
        self.form.add("amount", "", self.amount)
        self.form.add("reason", "", self.reason)
        self.body.add(self._told, self.form)
        self._back = KeyButton("", "Esc")
        self._ok = KeyButton("", "Enter", "primary")
        self._back.clicked.connect(self.dismiss)
        self._ok.clicked.connect(self._on_ok)
        self.set_buttons(self._back, self._ok)
        self.set_primary(self._ok)
        self.starts_at = self.amount
        self.retranslate()

    def retranslate(self) -> None:
        title, told = {
            CashKind.FLOAT: (self.tr("备用金"), self.tr("从保险箱拿进钱箱，开门找零用。")),
            CashKind.IN: (self.tr("存入现金"), self.tr("从保险箱或别处放进钱箱。")),
            CashKind.OUT: (self.tr("取出现金"), self.tr("从钱箱拿走：送保险箱、买东西。")),
        }[self._kind]
        self.set_title(title)
        self._told.setText(told)
        self.form.row("amount").set_label(self.tr("金额"))
        self.form.row("reason").set_label(
            self.tr("备注") if self._kind is CashKind.FLOAT else self.tr("原因")
        )
        self.amount.setAccessibleName(self.tr("金额"))
        self.reason.setAccessibleName(self.tr("原因"))
        self._back.set_caption(self.tr("返回"))
        self._ok.set_caption(title)

    def _on_ok(self) -> None:
        self.form.clear_errors()
        amount = self.amount.value()
        if amount is None or amount <= ZERO:
            self.form.show_error("amount", wording.word_code("money.empty"))
            return
        if self._kind is not CashKind.FLOAT and not self.reason.clean_text():
            self.form.show_error("reason", wording.word_code("bill.reason"))
            return
        staff_id = self._context.session.staff_id
        command = MoveCash(self._command_id, staff_id, self._kind, amount, self.reason.clean_text())
        self._ok.setEnabled(False)
        self._context.jobs.write(
            closing.move_cash, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        amount = done.txn.amount if done.txn else ZERO
        said = {
            CashKind.FLOAT: self.tr("备用金 {amount} 已放进钱箱"),
            CashKind.IN: self.tr("已存入 {amount}"),
            CashKind.OUT: self.tr("已取出 {amount}"),
        }[self._kind]
        self._context.toast("good", said.format(amount=amount))
        self.dismiss()
        self.moved.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._ok.setEnabled(True)
        # Refused: nothing was booked, and what is sent next is another intent.
        if isinstance(error, UserError):
            self._command_id = CommandId(new_id())
        name = "reason" if isinstance(error, UserError) and error.code.startswith("text.") else "amount"
        self.form.show_error(name, error)
