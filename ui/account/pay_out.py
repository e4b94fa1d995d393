"""By which tenders a card refund is paid out: a field for each, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.ledger import TENDER_ACCOUNTS, Account
from model.money import ZERO, Money, total
from ui import theme
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.fields import MoneyEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

_NAMES: Final = {
    Account.CASH: QT_TRANSLATE_NOOP("PayOut", "现金"),
    Account.WECHAT: QT_TRANSLATE_NOOP("PayOut", "微信支付"),
    Account.ALIPAY: QT_TRANSLATE_NOOP("PayOut", "支付宝"),
    Account.BANK_CARD: QT_TRANSLATE_NOOP("PayOut", "银行卡"),
}


class PayOut(Retranslated, QWidget):
    """`changed` at every change of what was typed; unreadable fields count as nothing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._due = ZERO
        self.fields = {account: MoneyEdit() for account in TENDER_ACCOUNTS}
        self._labels = {account: Label("", "muted", size="small") for account in TENDER_ACCOUNTS}
        self._state = Label("", "warning", wrap=True)
        line = Line(gap=10)
        for account, field in self.fields.items():
            field.valueChanged.connect(self._on_changed)
            column = Column(gap=2)
            column.add(self._labels[account], field)
            line.addLayout(column)
        outer = Column(self, gap=6)
        outer.addLayout(line)
        outer.add(self._state)
        self._cash_limit = ZERO
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        for field in self.fields.values():
            field.setMinimumWidth(theme.px(110))

    def retranslate(self) -> None:
        for account, label in self._labels.items():
            name = translate("PayOut", _NAMES[account])
            label.setText(name)
            self.fields[account].setAccessibleName(name)
        self._show()

    def show_due(self, due: Money, parts: Mapping[Account, Money], cash_limit: Money) -> None:
        """What is to be paid, and a proposal of how."""
        self._due, self._cash_limit = due, cash_limit
        for account, field in self.fields.items():
            field.set_value(parts.get(account))
        self._show()

    def tenders(self) -> tuple[tuple[Account, Money], ...]:
        """What was typed, without what is nothing."""
        typed = ((account, field.value()) for account, field in self.fields.items())
        return tuple((account, amount) for account, amount in typed if amount)

    @property
    def is_complete(self) -> bool:
        """Whether it comes to what is due."""
        return total([amount for _, amount in self.tenders()]) == self._due

    @property
    def has_much_cash(self) -> bool:
        """Whether more cash than the rule allows is paid."""
        return dict(self.tenders()).get(Account.CASH, ZERO).fen > self._cash_limit.fen

    def _on_changed(self, _: object) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        missing = self._due - total([amount for _, amount in self.tenders()])
        if missing.fen > 0:
            text = self.tr("还差 {amount}").format(amount=missing)
        elif missing.fen < 0:
            text = self.tr("多了 {amount}").format(amount=-missing)
        elif self.has_much_cash:
            text = self.tr(
                "余额在 {limit} 以内才宜退现金，其余应退回原来的付款账户（单用途商业预付卡管理办法）。"
            ).format(limit=self._cash_limit)
        else:
            text = ""
        self._state.setText(text)
        self._state.setVisible(bool(text))
