"""Parked bills (挂单), shown where the bill would be while it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from model.bill import price
from model.errors import UserError
from model.ids import HoldId
from model.money import ZERO, Money
from model.views import HeldBill
from ui.counter import keys
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated


def due_of(held: HeldBill) -> Money:
    """What a parked bill comes to; nothing when its discount no longer fits."""
    try:
        return price(held.bill).due
    except UserError:
        return ZERO


class _ParkedRow(Card):
    """One parked bill: whose, when, how much; take it back or throw it away."""

    taken = Signal(object)
    dropped = Signal(object)

    def __init__(self, held: HeldBill, *, first: bool) -> None:
        super().__init__(tone="panel", margin=(12, 6, 8, 6), gap=0)
        self.held = held
        who = held.member_name or held.label or self.tr("散客")
        at = held.at.strftime("%m-%d %H:%M")
        names = "、".join(line.name for line in held.bill.lines[:4])
        texts = Column(gap=0)
        texts.add(
            Label(f"{who} · {due_of(held)}", "strong", elide=True),
            Label(f"{at} · {held.staff_name} · {names}", "caption", elide=True),
        )
        self.take = KeyButton(self.tr("取单"), keys.PARK if first else "")
        self.take.clicked.connect(self._on_taken)
        drop = IconButton("trash", self.tr("删去挂单"))
        drop.clicked.connect(self._on_dropped)
        line = Line(gap=8)
        line.addLayout(texts, 1)
        line.add(self.take, drop)
        self.body.addLayout(line)

    def _on_taken(self) -> None:
        self.taken.emit(self.held)

    def _on_dropped(self) -> None:
        self.dropped.emit(self.held)


class ParkedView(Retranslated, QWidget):
    """`taken(HeldBill)`, `dropped(HeldBill)`; what to do first when nothing is parked."""

    taken = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: Sequence[HeldBill] = ()
        self._title = Label("", "caption")
        self._goods = True
        self._hint = Label("", "muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._rows = Column(inner, gap=6)
        scroll.setWidget(inner)
        self._scroll = scroll
        column = Column(self, gap=6)
        column.add(self._title, scroll, self._hint)
        self.retranslate()

    def retranslate(self) -> None:
        self._tell_first_step()
        self.show_parked(self._held)

    def show_goods(self, some: bool) -> None:
        """Whether the shop has anything to choose from: what to do first depends on it."""
        self._goods = some
        self._tell_first_step()

    def _tell_first_step(self) -> None:
        choose = self.tr("点选项目，或输入名称、首字母，按 Enter 加入账单")
        none = self.tr(
            "店里还没有项目和商品。\n按 F8 输入金额就能收款；要常用的按钮，老板或店长在设置里添加（Ctrl+9）。"
        )
        self._hint.setText(choose if self._goods else none)

    def show_parked(self, held: Sequence[HeldBill], without: HoldId | None = None) -> None:
        """Show the parked bills, but for the one being worked on."""
        self._held = tuple(h for h in held if h.hold_id != without)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, one in enumerate(self._held):
            row = _ParkedRow(one, first=at == 0)
            row.taken.connect(self.taken)
            row.dropped.connect(self.dropped)
            self._rows.addWidget(row)
        self._rows.addStretch(1)
        some = bool(self._held)
        self._title.setText(self.tr("挂单 {count}").format(count=len(self._held)))
        self._title.setVisible(some)
        self._scroll.setVisible(some)
        self._hint.setVisible(not some)

    def first(self) -> HeldBill | None:
        """The bill that F9 takes back; None when nothing is parked."""
        return self._held[0] if self._held else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), KeyButton):
            self.focusWidget().click()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)
