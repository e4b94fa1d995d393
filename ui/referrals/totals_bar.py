"""The numbers of a period on top of the page, each with what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from model.referral import ReferralTotals
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated

COUNT = 6


class _Figure(Card):
    """One number with its name over it and a remark under it."""

    def __init__(self) -> None:
        super().__init__(margin=(12, 8, 10, 8), gap=0)
        self.name = Label("", "caption", elide=True)
        self.value = Label("", "money", elide=True, size="title", bold=True)
        self.remark = Label("", "caption", elide=True)
        self.body.add(self.name, self.value, self.remark)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, name: str, value: str, remark: str) -> None:
        """Show other words."""
        self.name.setText(name)
        self.value.setText(value)
        self.remark.setText(remark)
        self.setAccessibleName(f"{name} {value} {remark}")


class TotalsBar(Retranslated, QWidget):
    """Six cards side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: ReferralTotals | None = None
        self.figures = [_Figure() for _ in range(COUNT)]
        line = Line(self, gap=10)
        for figure in self.figures:
            line.addWidget(figure, 1)
        self.retranslate()

    def show_totals(self, totals: ReferralTotals) -> None:
        """Show the numbers of a period."""
        self._totals = totals
        self.retranslate()

    def retranslate(self) -> None:
        t = self._totals
        if t is None:
            names = (
                self.tr("带来朋友"),
                self.tr("已消费"),
                self.tr("再来率"),
                self.tr("带来消费"),
                self.tr("已发赠金"),
                self.tr("每位新客成本"),
            )
            for figure, name in zip(self.figures, names, strict=True):
                figure.tell(name, "–", "")
            return
        cost = str(t.cost_each) if t.cost_each is not None else "—"
        share = self.tr("占新会员 {percent}%").format(percent=t.share_percent)
        givers = self.tr("由 {count} 位会员带来").format(count=f"{t.givers:,}")
        again = self.tr("{count} 位来过两次以上").format(count=f"{t.again:,}")
        pending = self.tr("待发 {amount}").format(amount=t.pending)
        rows = (
            (self.tr("带来朋友"), f"{t.friends:,}", share),
            (self.tr("已消费"), f"{t.bought:,}", givers),
            (self.tr("再来率"), f"{t.again_percent}%" if t.bought else "—", again),
            (self.tr("带来消费"), str(t.turnover), self.tr("这些朋友到今天为止")),
            (self.tr("已发赠金"), str(t.paid), pending),
            (self.tr("每位新客成本"), cost, self.tr("赠金 ÷ 已消费的朋友")),
        )
        for figure, row in zip(self.figures, rows, strict=True):
            figure.tell(*row)
