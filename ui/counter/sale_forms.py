"""Two small forms that take the place of the tiles: a free amount, and a discount by hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.bill import ManualDiscount
from model.errors import UserError
from model.money import ZERO
from ui import wording
from ui.counter import words
from ui.counter.flow import FlowBar
from ui.translate import QT_TRANSLATE_NOOP
from ui.widgets.buttons import KeyButton
from ui.widgets.chip import ChipButton
from ui.widgets.fields import MoneyEdit, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

PERCENTS_BP: Final = (9_500, 9_000, 8_800, 8_000, 7_000)
"""What the customer pays, as offered for a discount by hand."""

REASONS: Final = (
    QT_TRANSLATE_NOOP("CounterWords", "老顾客"),
    QT_TRANSLATE_NOOP("CounterWords", "店内活动"),
    QT_TRANSLATE_NOOP("CounterWords", "服务补偿"),
)


class InlineForm(Retranslated, QWidget):
    """Enter confirms, Esc steps back."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = Label("", "error", elide=True)
        self.cancel = KeyButton("", "Esc")
        self.ok = KeyButton("", "Enter", "primary")
        self.cancel.clicked.connect(self.left)
        self.ok.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Take what was typed, or say beside it what is wrong."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FreeAmountForm(InlineForm):
    """A line of any amount; `confirmed(name, Money)`."""

    confirmed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = MoneyEdit()
        self.name = TextField()
        self._title = Label("", "strong")
        fields = Line(gap=8)
        fields.add(self.amount, self.name)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        bottom = Line(gap=8)
        bottom.add(self._title, self.problem, self.cancel, self.ok)
        bottom.setStretch(1, 1)
        column = Column(self, gap=8)
        column.add(fields, bottom, None)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("其他金额"))
        self.amount.setPlaceholderText(self.tr("金额"))
        self.amount.setAccessibleName(self.tr("金额"))
        self.name.setPlaceholderText(self.tr("说明（可不填）"))
        self.name.setAccessibleName(self.tr("说明"))
        self.cancel.set_caption(self.tr("返回"))
        self.ok.set_caption(self.tr("加入"))

    def open(self) -> None:
        """Empty the form and go to the amount."""
        self.amount.set_value(None)
        self.name.clear()
        self.problem.setText("")
        self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        amount = self.amount.value()
        if amount is None or not amount:
            self.problem.setText(self.amount.problem or wording.word_code("money.empty"))
            self.amount.setFocus()
            return
        self.confirmed.emit(self.name.clean_text() or self.tr("其他金额"), amount)


class DiscountForm(InlineForm):
    """A percentage or an amount off, with a reason; `confirmed(ManualDiscount | None)`."""

    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pays_bp: int | None = None
        self._removable = False
        chips = FlowBar()
        flow = chips.flow
        self._percents = [(bp, ChipButton()) for bp in PERCENTS_BP]
        for _, chip in self._percents:
            chip.clicked.connect(self._on_percent)
            flow.addWidget(chip)
        self.amount = MoneyEdit()
        self.amount.valueChanged.connect(self._on_amount)
        self.amount.setMinimumWidth(120)
        flow.addWidget(self.amount)
        reasons = FlowBar()
        reason_flow = reasons.flow
        self.reason = TextField()
        self.reason.setMinimumWidth(150)
        reason_flow.addWidget(self.reason)
        self._reasons = [(source, ChipButton(tone="info")) for source in REASONS]
        for _, chip in self._reasons:
            chip.clicked.connect(self._on_reason)
            reason_flow.addWidget(chip)
        self.remove = KeyButton("", "", "quiet")
        self.remove.clicked.connect(self._on_remove)
        bottom = Line(gap=8)
        bottom.add(self.problem, self.remove, self.cancel, self.ok)
        bottom.setStretch(0, 1)
        column = Column(self, gap=4)
        column.add(chips, reasons, bottom, None)
        self.retranslate()

    def retranslate(self) -> None:
        for bp, chip in self._percents:
            chip.set_caption(words.discount(bp))
        for source, chip in self._reasons:
            chip.set_caption(words.translate(source))
        self.amount.setPlaceholderText(self.tr("或减多少元"))
        self.amount.setAccessibleName(self.tr("减多少元"))
        self.reason.setPlaceholderText(self.tr("原因（必填）"))
        self.reason.setAccessibleName(self.tr("折扣原因"))
        self.cancel.set_caption(self.tr("返回"))
        self.ok.set_caption(self.tr("打折"))
        self.remove.set_caption(self.tr("取消折扣"))

    def open(self, manual: ManualDiscount | None, limit_bp: int, alone: bool) -> None:
        """Show the discount given now; `limit_bp` is what a cashier may give without a manager."""
        self._pays_bp = 10_000 - manual.percent_bp if manual and manual.percent_bp else None
        self.amount.set_value(manual.amount if manual and manual.amount else None)
        self.reason.setText(manual.reason if manual else "")
        self.remove.setVisible(manual is not None)
        percent = f"{limit_bp / 100:.2f}".rstrip("0").rstrip(".")
        self.problem.set_role("caption")
        self.problem.setText("" if alone else self.tr("超过 {percent}% 要店长 PIN").format(percent=percent))
        self._mark()
        self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, error: UserError) -> None:
        """Say what is wrong with the discount; what was typed stays."""
        self.problem.set_role("error")
        self.problem.setText(wording.word(error))

    def _mark(self) -> None:
        for bp, chip in self._percents:
            chip.setChecked(bp == self._pays_bp)
        for source, chip in self._reasons:
            chip.setChecked(self.reason.text() == words.translate(source))

    def _on_percent(self) -> None:
        self._pays_bp = next((bp for bp, chip in self._percents if chip is self.sender()), None)
        self.amount.set_value(None)
        self._mark()

    def _on_amount(self, amount: object) -> None:
        if amount is not None:
            self._pays_bp = None
        self._mark()

    def _on_reason(self) -> None:
        source = next((s for s, chip in self._reasons if chip is self.sender()), "")
        self.reason.setText(words.translate(source))
        self._mark()

    def _on_remove(self) -> None:
        self.confirmed.emit(None)

    def confirm(self) -> None:
        amount = self.amount.value() or ZERO
        if self._pays_bp is None and not amount:
            self.say(UserError("money.empty"))
            return
        percent_bp = 10_000 - self._pays_bp if self._pays_bp is not None else 0
        manual = ManualDiscount(self.reason.clean_text(), percent_bp, ZERO if percent_bp else amount)
        if not manual.reason:
            self.say(UserError("bill.reason"))
            self.reason.setFocus()
            return
        self.confirmed.emit(manual)
