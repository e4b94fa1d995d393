"""What the member panel says of a closed account, with the way back."""

from __future__ import annotations

from ui.counter import keys
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label


class ClosedCard(Card):
    """Hidden for accounts that are open; `reopen` asks for the reason and a manager."""

    def __init__(self) -> None:
        super().__init__(tone="warning", margin=(12, 10, 12, 10), gap=8)
        self._title = Label("", "strong")
        self._told = Label("", "warning", wrap=True, size="small")
        self.reopen = KeyButton("", keys.REOPEN)
        self.body.add(self._title, self._told, self.reopen)
        self.reopen.setEnabled(False)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self._title.setText(self.tr("已退卡销户"))
        self._told.setText(
            self.tr(
                "不能消费、充值和领取。顾客回来时先重新启用账户，一切从零开始；也可以放下会员，按散客收款。"
            )
        )
        self.reopen.set_caption(self.tr("重新启用账户"))
