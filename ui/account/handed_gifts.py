"""Gifts that were handed over with top-ups, line by line, and which of them go back into the stock."""

from __future__ import annotations

from collections.abc import Sequence

from model.card_refund import Handed
from model.gift import HandedGift
from model.refund_commands import GiftBack
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line


class HandedGifts(Card):
    """Hidden without gifts; a line has a box only where its gift is given back."""

    def __init__(self) -> None:
        super().__init__(tone="panel", gap=4)
        self._handed = Handed.KEPT
        self._gifts: tuple[HandedGift, ...] = ()
        self._title = Label("", "caption")
        self._fate = Label("", "muted", wrap=True, size="small")
        self._lines = Column(gap=2)
        self.boxes: list[CheckBox] = []
        self.body.add(self._title)
        self.body.addLayout(self._lines)
        self.body.add(self._fate)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self._title.setText(self.tr("送出的礼品（第二十一条）"))
        for box, gift in zip(self.boxes, self._gifts, strict=True):
            box.set_text(self.tr("入库 {count} 件").format(count=gift.quantity))
            box.setAccessibleName(self.tr("{gift} 入库").format(gift=gift.name))
        self._show_fate()

    def show_gifts(self, gifts: Sequence[HandedGift]) -> None:
        """Show what was handed over, each ready to go back into the stock."""
        if tuple(gifts) == self._gifts:
            return
        self._gifts = tuple(gifts)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.layout()) is not None:
                while (part := old.takeAt(0)) is not None:
                    if (widget := part.widget()) is not None:
                        widget.hide()
                        widget.deleteLater()
        self.boxes = []
        for gift in self._gifts:
            box = CheckBox("", checked=True)
            line = Line(gap=10)
            line.add(Label(f"{gift.name} ×{gift.quantity}"), None, box, Label(str(gift.value), "money"))
            self._lines.addLayout(line)
            self.boxes.append(box)
        self.setVisible(bool(gifts))
        self.retranslate()

    def show_handed(self, handed: Handed, *, asked: bool) -> None:
        """What the reading that is chosen makes of them; a box matters once it is paid."""
        self._handed = handed
        for box in self.boxes:
            box.setVisible(asked and handed is Handed.RETURNED)
        self._show_fate()

    def restock(self) -> tuple[GiftBack, ...]:
        """What goes back into the stock."""
        if self._handed is not Handed.RETURNED:
            return ()
        return tuple(
            GiftBack(gift.txn_id, gift.gift_id, gift.quantity)
            for gift, box in zip(self._gifts, self.boxes, strict=True)
            if box.isChecked()
        )

    def _show_fate(self) -> None:
        if self._handed is Handed.RETURNED:
            told = self.tr("顾客退回礼品，不扣款；还能再送的勾选入库。")
        elif self._handed is Handed.DEDUCTED:
            told = self.tr("顾客留下礼品，按合同标明的价值从退款里扣，扣完为止。")
        else:
            told = self.tr("顾客留下礼品，不扣款。要退回或折价，由双方商定后在上面选。")
        self._fate.setText(told)
