"""How the bill is paid: five buttons, and a field for what was handed over by each chosen one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.ledger import TENDER_ACCOUNTS, Account
from model.money import Money
from ui import theme
from ui.counter import keys, words
from ui.counter.bill_model import Outcome
from ui.counter.flow import FlowBar
from ui.counter.payment_model import Cover, PaymentChoice
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.fields import MoneyEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

ORDER: Final = (Account.PRINCIPAL, *TENDER_ACCOUNTS)
"""PRINCIPAL stands for stored value here: it takes principal and bonus."""


class TenderButton(PressButton):
    """A tender with its key, and what it pays of the bill once it is chosen."""

    def __init__(self, account: Account, parent: QWidget | None = None, *, bind: bool = True) -> None:
        super().__init__(parent)
        self.account = account
        self._key = keys.TENDERS[account]
        self._amount = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if bind:
            self.bind(self._key)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The bill decides what is chosen, not the press."""

    def show_amount(self, amount: str, chosen: bool) -> None:
        """Show what it pays; empty for nothing."""
        self._amount = amount
        self.setChecked(chosen)
        self.setAccessibleDescription(amount)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        tone = "good" if self.account is Account.PRINCIPAL else "accent"
        ink, fill, edge = theme.color("ink"), theme.color("surface"), theme.color("line_strong")
        if not self.isEnabled():
            ink, fill, edge = theme.color("disabled"), theme.color("sunk"), theme.color("sunk")
        elif self.isChecked():
            ink, fill, edge = theme.color(f"{tone}_text"), theme.color(f"{tone}_soft"), theme.color(tone)
        elif self.underMouse():
            fill = theme.color("hover")
        paint.box(painter, rect, fill, edge, theme.RADIUS_CONTROL, 2 if self.isChecked() else 1)
        self._paint_words(painter, rect.adjusted(theme.px(8), theme.px(5), -theme.px(6), -theme.px(5)), ink)
        if self.hasFocus():
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL, ink)

    def _paint_words(self, painter: QPainter, inner: QRectF, ink: QColor) -> None:
        """The name, its key beside it or under it as there is room, and the amount under it."""
        font = theme.font("small" if self._amount else "body", bold=self.isChecked())
        cap = paint.key_cap_width(self._key)
        beside = QFontMetricsF(font).horizontalAdvance(self.caption) + theme.px(4) + cap <= inner.width()
        half = inner.height() / 2
        split = bool(self._amount) or not beside
        top = QRectF(inner.left(), inner.top(), inner.width(), half if split else inner.height())
        low = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        paint.text(painter, top, self.caption, font, ink)
        if self._amount:
            paint.text(painter, low, self._amount, theme.font(bold=True, tabular=True), ink)
        if beside or not self._amount:
            line = top if beside else low
            left = line.right() - cap if beside else line.left()
            spot = QRectF(left, line.top(), cap, line.height())
            paint.key_cap(painter, spot, self._key, theme.color("muted_text"))


class _Handed(Retranslated, QWidget):
    """A field for one chosen tender: what was handed over, or how much it pays."""

    changed = Signal(object, object)

    def __init__(self, account: Account, *, principal_only: bool) -> None:
        super().__init__()
        self.account = account
        self._principal_only = principal_only
        self._label = Label("", "muted")
        self.field = MoneyEdit()
        self.field.setFixedWidth(theme.px(104))
        self.field.valueChanged.connect(self._on_changed)
        line = Line(self, gap=6)
        line.add(self._label, self.field)
        self.retranslate()

    def retranslate(self) -> None:
        name = _name_of(self.account, self._principal_only)
        text = self.tr("实收现金") if self.account is Account.CASH else name
        self._label.setText(text)
        self.field.setAccessibleName(text)

    def restyle(self) -> None:
        self.field.setFixedWidth(theme.px(104))

    def show_amount(self, typed: Money | None, pays: Money) -> None:
        """Show what was typed, or as a hint what it pays without typing."""
        self.field.setPlaceholderText(pays.plain())
        if not self.field.hasFocus() and self.field.value() != typed:
            self.field.set_value(typed)

    def _on_changed(self, amount: Money | None) -> None:
        self.changed.emit(self.account, amount)


def _name_of(account: Account, principal_only: bool) -> str:
    stored = account is Account.PRINCIPAL and not principal_only
    return words.stored() if stored else words.account(account)


class TenderBar(Retranslated, QWidget):
    """The five tenders; `toggled(Account)` and `typed(Account, Money | None)`.

    With `principal_only` the first of them takes no bonus.
    """

    toggled = Signal(object)
    typed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None, *, principal_only: bool = False) -> None:
        super().__init__(parent)
        self._principal_only = principal_only
        column = Column(self, gap=6)
        row = Line(gap=8)
        self.buttons = {account: TenderButton(account, self) for account in ORDER}
        for button in self.buttons.values():
            button.clicked.connect(self._on_clicked)
            row.addWidget(button, 1)
        self._fields_row = FlowBar(gap=10)
        flow = self._fields_row.flow
        self.fields = {account: _Handed(account, principal_only=principal_only) for account in ORDER}
        for field in self.fields.values():
            field.changed.connect(self.typed)
            flow.addWidget(field)
        self._change = Label("", "strong")
        self._change.setMinimumHeight(theme.px(40))
        flow.addWidget(self._change)
        column.add(row, self._fields_row)
        self.retranslate()

    def retranslate(self) -> None:
        for account, button in self.buttons.items():
            button.set_caption(_name_of(account, self._principal_only))

    def restyle(self) -> None:
        self._change.setMinimumHeight(theme.px(40))

    def show_outcome(self, choice: PaymentChoice, outcome: Outcome, available: Money) -> None:
        """Show what each tender pays of a bill now."""
        self.show_cover(choice, outcome.cover, available)

    def show_cover(self, choice: PaymentChoice, cover: Cover, available: Money) -> None:
        """Show what each tender pays now; fields appear where an amount is worth typing."""
        pays = {account: cover.amount_of(account) for account in TENDER_ACCOUNTS}
        pays[Account.PRINCIPAL] = cover.payment.stored
        chosen = set(choice.tenders)
        if choice.stored_on and available.fen > 0:
            chosen.add(Account.PRINCIPAL)
        for account, button in self.buttons.items():
            button.show_amount(str(pays[account]) if pays[account] else "", account in chosen)
        self.buttons[Account.PRINCIPAL].setEnabled(available.fen > 0)
        self._show_fields(choice, chosen, pays)
        self._change.setText(self.tr("找零 {change}").format(change=cover.change) if cover.change else "")
        self._change.setVisible(bool(cover.change))

    def _show_fields(self, choice: PaymentChoice, chosen: set[Account], pays: dict[Account, Money]) -> None:
        mixed = len(chosen) > 1
        for account, field in self.fields.items():
            typed = choice.stored_limit if account is Account.PRINCIPAL else choice.tenders.get(account)
            field.show_amount(typed, pays[account])
            field.setVisible(account in chosen and (mixed or account is Account.CASH or typed is not None))
        self._fields_row.setVisible(any(not f.isHidden() for f in self.fields.values()))

    def asks_amounts(self) -> bool:
        """Whether there are fields to type amounts into."""
        return not self._fields_row.isHidden()

    def focus_amount(self, account: Account) -> None:
        """Go to a tender's field, if it is shown."""
        field = self.fields[account].field
        if not self.fields[account].isHidden():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()

    def mark_over(self, account: Account | None, sentence: str) -> None:
        """Mark the field in which too much was typed; None for none."""
        for which, field in self.fields.items():
            if which is account:
                field.field.set_problem(sentence)
            elif field.field.value() is not None:
                field.field.set_problem("")

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TenderButton):
            self.toggled.emit(button.account)
