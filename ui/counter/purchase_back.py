"""What goes with the reversal of a top-up: its promises end, and whether its gifts were handed back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.instalment import InstalmentState
from model.purchase import Purchase
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.label import Label


class PurchaseBack(Card):
    """Hidden for a top-up that promised nothing; `answered(bool)` when the answer about gifts changes."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="warning", margin=(14, 10, 14, 10), gap=6)
        self._purchase: Purchase | None = None
        self._ends = Label("", "warning", wrap=True)
        self.gifts = CheckBox(checked=True)
        self.gifts.toggled.connect(self.answered)
        self.body.add(self._ends, self.gifts)
        self.hide()

    def show_purchase(self, purchase: Purchase | None) -> None:
        """Show what came with a top-up, or nothing."""
        self._purchase = purchase
        self.retranslate()
        self.setVisible(purchase is not None and purchase.brings_promises)

    def retranslate(self) -> None:
        bought = self._purchase
        if bought is None:
            return
        pending = sum(one.state is InstalmentState.PENDING for one in bought.instalments)
        ends = [self.tr("分期返现 {count} 期").format(count=pending)] if pending else []
        ends += [f"{pack.name} × {pack.quantity}" for pack in bought.packs]
        self._ends.setText(self.tr("同时取消：{what}").format(what="、".join(ends)))
        self._ends.setVisible(bool(ends))
        pieces = "、".join(f"{gift.name} × {gift.quantity}" for gift in bought.gifts)
        self.gifts.set_text(self.tr("礼品已交回，放回库存：{pieces}").format(pieces=pieces))
        self.gifts.setVisible(bool(bought.gifts))
