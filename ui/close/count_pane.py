"""The blind count: how many of each note and coin, what phones and terminals show, what stays.

Nothing here says what ought to come out. Enter and the arrows go from field to field.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from model.close import DENOMINATIONS, MOST_PIECES, Count, Pieces, TenderTotal
from model.ledger import Account
from model.money import ZERO, Money
from ui.close import words
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import MoneyEdit, NumberEdit, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.retranslate import Retranslated

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PiecesField(NumberEdit):
    """How many of one note or coin; `left_for(1 | -1)` when Enter or an arrow leaves it."""

    left_for = Signal(object)

    def __init__(self, fen: int) -> None:
        super().__init__(high=MOST_PIECES)
        self.fen = fen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _leave(self, event):
            super().keyPressEvent(event)


class TotalField(MoneyEdit):
    """What a phone or terminal shows; `left_for(1 | -1)` when Enter or an arrow leaves it."""

    left_for = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _leave(self, event):
            super().keyPressEvent(event)


def _leave(field: PiecesField | TotalField, event: QKeyEvent) -> bool:
    if event.key() in _DOWN or event.key() == Qt.Key.Key_Up:
        event.accept()
        field.left_for.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        return True
    return False


class CountPane(Retranslated, QWidget):
    """`counted(Count)` when everything is filled in, `left()` on Esc."""

    counted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces = [PiecesField(fen) for fen in DENOMINATIONS]
        self._coins = [Label(words.coin(fen), "heading") for fen in DENOMINATIONS]
        self._sums = [Label("", "money") for _ in DENOMINATIONS]
        self.total = Label("", "due")
        self._total_name, self._heading, self._told = (
            Label("", "muted"),
            Label("", "heading"),
            Label("", "caption"),
        )
        self._others_heading, self._others_told = Label("", "heading"), Label("", "caption", wrap=True)
        self._others_none = Label("", "muted", wrap=True)
        self.totals: dict[Account, TotalField] = {}
        self._names: dict[Account, Label] = {}
        self._others = Grid(gap=8)
        self._stay_heading, self._stay_told = Label("", "heading"), Label("", "caption", wrap=True)
        self.stays = TotalField()
        self._deposit = Label("", "muted")
        self._error = Label("", "error", wrap=True, size="body")
        self._back = KeyButton("", "Esc")
        self.done_button = KeyButton("", "Ctrl+Enter", "primary", big=True)
        self._suggested: Money | None = None
        self._typed_stay = False
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        grid = Grid(gap=8)
        for row, fields in enumerate(zip(self._coins, self.pieces, self._sums, strict=True)):
            grid.add_row(row, fields)
            fields[0].setAlignment(_RIGHT)
            fields[2].setAlignment(_RIGHT)
        for at, share in enumerate((2, 4, 4)):
            grid.setColumnStretch(at, share)
        drawer = Card(margin=16, gap=8)
        drawer.body.add(self._heading, self._told)
        drawer.body.addLayout(grid)
        drawer.body.addStretch(1)
        others = Card(margin=16, gap=8)
        others.body.add(self._others_heading, self._others_told, self._others_none)
        others.body.addLayout(self._others)
        stay = Card(margin=16, gap=8)
        stay.body.add(self._stay_heading, self._stay_told, self.stays, self._deposit)
        right = Column(gap=12)
        right.add(others, stay)
        right.addStretch(1)
        inner = QWidget()
        across = Line(inner, gap=12)
        across.addWidget(drawer, 1)
        across.addLayout(right, 1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        buttons = Line(gap=10)
        buttons.add(self._back, self._total_name, self.total, self.done_button)
        buttons.setStretch(3, 1)
        column = Column(self, gap=10)
        column.addWidget(scroll, 1)
        column.add(self._error)
        column.addLayout(buttons)
        self._error.hide()

    def _connect(self) -> None:
        for field in self.pieces:
            field.left_for.connect(self._on_left_for)
            field.valueChanged.connect(self._on_counted)
        self.stays.left_for.connect(self._on_left_for)
        self.stays.valueChanged.connect(self._on_stays)
        self.stays.textEdited.connect(self._on_stay_typed)
        self._back.bind("Esc")
        self._back.clicked.connect(self.left)
        self.done_button.bind("Ctrl+Return")
        self.done_button.clicked.connect(self.finish)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("点钱箱"))
        self._told.setText(self.tr("每种有几张，回车到下一种"))
        self._total_name.setText(self.tr("点得"))
        self._others_heading.setText(self.tr("手机和刷卡机"))
        self._others_told.setText(self.tr("照手机账单和刷卡机上的合计填，退出去的先减掉"))
        self._others_none.setText(self.tr("这次只收了现金"))
        self._stay_heading.setText(self.tr("留在钱箱"))
        self._stay_told.setText(self.tr("明天找零用的，其余放进保险箱"))
        self.stays.setAccessibleName(self.tr("留在钱箱"))
        self._back.set_caption(self.tr("返回"))
        self.done_button.set_caption(self.tr("点好了，比对"))
        for field in self.pieces:
            field.setAccessibleName(self.tr("{coin} 的张数").format(coin=words.coin(field.fen)))
        for account, label in self._names.items():
            label.setText(words.account(account))
            self.totals[account].setAccessibleName(words.account(account))
        self._on_counted()

    # Beginning

    def begin(self, accounts: Sequence[Account], suggested: Money) -> None:
        """An empty count of the drawer and of these tenders; `suggested` is what stayed last time."""
        self._suggested, self._typed_stay = suggested, False
        for field in self.pieces:
            field.set_value(None)
        self._show_totals(accounts)
        self.show_error("")
        self._on_counted()

    def resume(self) -> None:
        """The first field takes the keys; what was typed is still there."""
        self.pieces[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.pieces[0].selectAll()

    def _show_totals(self, accounts: Sequence[Account]) -> None:
        for widget in (*self.totals.values(), *self._names.values()):
            self._others.removeWidget(widget)
            widget.setParent(None)
            widget.deleteLater()
        self.totals, self._names = {}, {}
        for row, account in enumerate(accounts):
            field, name = TotalField(name=words.account(account)), Label(words.account(account), "strong")
            field.left_for.connect(self._on_left_for)
            self.totals[account], self._names[account] = field, name
            self._others.add_row(row, (name, field))
        self._others.setColumnStretch(1, 1)
        self._others_told.setVisible(bool(accounts))
        self._others_none.setVisible(not accounts)

    # Counting

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted yet."""
        return not any(field.clean_text() for field in (*self.pieces, *self.totals.values()))

    def cash(self) -> Money:
        """What the pieces make."""
        return Money(sum(field.fen * (field.value() or 0) for field in self.pieces))

    def _on_counted(self, _: object = None) -> None:
        for field, label in zip(self.pieces, self._sums, strict=True):
            count = field.value()
            label.setText(str(Money(field.fen * count)) if count else "")
        cash = self.cash()
        self.total.setText(str(cash))
        if not self._typed_stay and self._suggested is not None:
            self.stays.set_value(min(self._suggested, cash))
        self._on_stays()

    def _on_stay_typed(self, _: str) -> None:
        self._typed_stay = True

    def _on_stays(self, _: object = None) -> None:
        deposit = self.cash() - (self.stays.value() or ZERO)
        self._deposit.setText(
            self.tr("放进保险箱 {amount}").format(amount=deposit) if deposit.fen >= 0 else ""
        )

    def _on_left_for(self, step: int) -> None:
        fields: list[QWidget] = [*self.pieces, *self.totals.values(), self.stays]
        sender = self.sender()
        at = fields.index(sender) + step if isinstance(sender, QWidget) and sender in fields else 0
        if at >= len(fields):
            self.finish()
            return
        target = fields[max(at, 0)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target)

    def finish(self) -> None:
        """Hand the count on, or go to what is missing."""
        wrong: list[TextField] = [f for f in (*self.pieces, self.stays) if f.problem]
        missing = [f for f in self.totals.values() if f.value() is None]
        stays = self.stays.value() or ZERO
        if wrong or missing:
            (*wrong, *missing)[0].setFocus()
            self.show_error("" if wrong else self.tr("还有一种没有填合计；没有收到就填 0。"))
            return
        if stays > self.cash():
            self.stays.setFocus()
            self.show_error(self.tr("留下的比点得的还多。"))
            return
        self.show_error("")
        pieces = tuple(Pieces(f.fen, f.value() or 0) for f in self.pieces if f.value())
        totals = tuple(TenderTotal(a, f.value() or ZERO) for a, f in self.totals.items())
        self.counted.emit(Count(pieces, stays, totals))

    def show_error(self, sentence: str) -> None:
        """Say over the buttons what is wrong; empty takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
