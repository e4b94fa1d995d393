"""What was expected beside what was found; a difference is explained here, then the day is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from model.close import Compared, Count, Explanation, worst
from model.ledger import Account
from model.money import ZERO, Money
from ui.close import words
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.messages import Banner
from ui.widgets.retranslate import Retranslated

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReasonField(TextField):
    """Why a tender differs; `entered()` on Enter."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.entered.emit()
            return
        super().keyPressEvent(event)


class ComparePane(Retranslated, QWidget):
    """`sealed(tuple[Explanation, ...])` when it is to be sealed, `left()` on Esc."""

    sealed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: tuple[Compared, ...] = ()
        self._count = Count()
        self._limit = ZERO
        self._number = 1
        self.reasons: dict[Account, ReasonField] = {}
        self._heading = Label("", "heading")
        self._grid_host = QWidget()
        self.manager = Banner("", "warning")
        self.agrees = Banner("", "good")
        self._stays = Label("", "muted")
        self._error = Label("", "error", wrap=True, size="body")
        self._back = KeyButton("", "Esc")
        self.seal_button = KeyButton("", "Ctrl+Enter", "primary", big=True, icon="lock-simple")
        self._card = Card(margin=16, gap=12)
        self._assemble()
        self._back.bind("Esc")
        self._back.clicked.connect(self.left)
        self.seal_button.bind("Ctrl+Return")
        self.seal_button.clicked.connect(self.seal)
        self.retranslate()

    def _assemble(self) -> None:
        self._card.body.add(self._heading, self._grid_host, self._stays)
        inner = QWidget()
        inside = Column(inner, gap=12)
        inside.add(self.agrees, self.manager, self._card)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = Line(gap=10)
        buttons.add(self._back, self.seal_button)
        buttons.setStretch(1, 1)
        column = Column(self, gap=10)
        column.addWidget(scroll, 1)
        column.add(self._error)
        column.addLayout(buttons)
        self._error.hide()

    def show_compared(
        self, compared: Sequence[Compared], count: Count, limit: Money, number: int, *, manager: bool
    ) -> None:
        """Show the differences; `manager` is whether who is signed in may let large ones pass."""
        self._compared, self._count = tuple(compared), count
        self._limit, self._number = limit, number
        over = worst(self._compared) > limit
        known = [c for c in self._compared if c.known]
        self.agrees.setVisible(not any(c.difference for c in known))
        self.manager.setVisible(over and not manager)
        self.retranslate()

    def _build(self, typed: dict[Account, str]) -> None:
        old = self._grid_host
        self._grid_host = QWidget()
        grid = Grid(self._grid_host, gap=10)
        self.reasons = {}
        grid.add_row(0, [Label(t, "caption") for t in self._heads()])
        for row, one in enumerate(self._compared, 1):
            self._add(grid, row, one, typed.get(one.account, ""))
        for column, share in enumerate((2, 3, 3, 3, 7)):
            grid.setColumnStretch(column, share)
        for column in (1, 2, 3):
            head = grid.itemAtPosition(0, column)
            widget = head.widget() if head is not None else None
            if isinstance(widget, Label):
                widget.setAlignment(_RIGHT)
        self._card.body.replaceWidget(old, self._grid_host)
        old.deleteLater()

    def _heads(self) -> tuple[str, ...]:
        return ("", self.tr("应有"), self.tr("点得"), self.tr("相差"), self.tr("说明"))

    def _add(self, grid: Grid, row: int, one: Compared, typed: str) -> None:
        amounts = [
            Label(words.account(one.account), "strong"),
            Label(str(one.expected) if one.known else "–", "money"),
            Label(str(one.counted), "money"),
        ]
        for label in amounts[1:]:
            label.setAlignment(_RIGHT)
        tone = "good" if not one.difference else "warning" if one.known else "info"
        text = words.signed(one.difference) if one.difference else self.tr("相符")
        chip = Chip(text, tone)  # type: ignore[arg-type]
        grid.add_row(row, [*amounts, chip])
        grid.setAlignment(chip, _RIGHT)
        if not one.known:
            grid.addWidget(Label(self.tr("第一次点钱，从这里算起"), "muted", wrap=True), row, 4)
        elif one.needs_explanation:
            field = ReasonField(typed, hint=self.tr("为什么不符"))
            field.setAccessibleName(self.tr("{tender}不符的原因").format(tender=words.account(one.account)))
            field.entered.connect(self._on_entered)
            self.reasons[one.account] = field
            grid.addWidget(field, row, 4)

    def retranslate(self) -> None:
        self._build({account: field.text() for account, field in self.reasons.items()})
        self._heading.setText(self.tr("比对"))
        self._back.set_caption(self.tr("返回重点"))
        self.seal_button.set_caption(self.tr("封存{number}日结").format(number=words.number(self._number)))
        self.agrees.set_text(self.tr("都对上了。"))
        self.manager.set_text(self.tr("相差超过 {limit}，封存时要店长的 PIN。").format(limit=self._limit))
        deposit = self._count.cash - self._count.left
        self._stays.setText(
            self.tr("放进保险箱 {deposit}，留在钱箱 {left}").format(deposit=deposit, left=self._count.left)
        )

    def begin(self) -> None:
        """The first field to fill in, or the button, takes the keys."""
        target = next(iter(self.reasons.values()), None) or self.seal_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            event.accept()
            self.seal()
            return
        super().keyPressEvent(event)

    def _on_entered(self) -> None:
        fields = list(self.reasons.values())
        sender = self.sender()
        at = fields.index(sender) + 1 if isinstance(sender, ReasonField) and sender in fields else 0
        if at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.seal()

    def seal(self) -> None:
        """Ask for the seal once every difference has its words."""
        empty = next((f for f in self.reasons.values() if not f.clean_text()), None)
        if empty is not None:
            empty.setFocus()
            self.show_error(self.tr("不符的要写明原因。"))
            return
        self.show_error("")
        said = tuple(Explanation(a, f.clean_text()) for a, f in self.reasons.items())
        self.sealed.emit(said)

    def forget(self) -> None:
        """Leave nothing of this count for the next one."""
        self.reasons = {}
        self.show_error("")

    def show_error(self, sentence: str) -> None:
        """Say over the buttons what is wrong; empty takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
