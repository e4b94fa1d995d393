"""Why there is one level only: the law, in words that an owner can repeat."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class HelpSheet(Sheet):
    """What the program does, what it will not do, and where that is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "", 620)
        self._heads = [Label("", "strong") for _ in range(3)]
        self._texts = [Label("", wrap=True) for _ in range(3)]
        for head, text in zip(self._heads, self._texts, strict=True):
            self.body.add(head, text)
        self._note = Label("", "caption", wrap=True)
        self.body.add(self._note)
        self._ok = KeyButton("", "Enter", "primary")
        self._ok.clicked.connect(self.dismiss)
        self.set_buttons(self._ok)
        self.set_primary(self._ok)
        self.starts_at = self._ok
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("转介绍怎么算，为什么只有一层"))
        heads = (self.tr("怎么算"), self.tr("程序里没有、也加不上的"), self.tr("为什么"))
        texts = (
            self.tr(
                "朋友登记时记下介绍人。朋友第一次用真金消费、过了退款期，介绍人得一次谢礼：赠金、积分或券。"
                "首单冲正，谢礼跟着收回。荣誉由老板授予，只让这一次的谢礼多一些。"
            ),
            self.tr(
                "第二层：朋友再带来的人，与最初的介绍人无关。\n"
                "按人头给钱：只登记不消费，没有谢礼。\n"
                "交钱入伙、买卖荣誉：荣誉不卖，也不代表股权。\n"
                "从朋友以后的消费里抽成。"
            ),
            self.tr(
                "《禁止传销条例》第七条把三件事定为传销：按发展的人数给报酬（拉人头）、交钱才能加入（入门费）、"
                "按下线业绩给报酬（团队计酬）。一层、一次、跟着真实消费走的谢礼，才是老顾客介绍新顾客。"
            ),
        )
        for label, text in zip(self._heads, heads, strict=True):
            label.setText(text)
        for label, text in zip(self._texts, texts, strict=True):
            label.setText(text)
        self._note.setText(self.tr("这里说的是程序怎么做，不是法律意见。"))
        self._ok.set_caption(self.tr("知道了"))
