"""The numbers of a period on top of the page, each with what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from model.referral import ReferralTotals
from ui.widgets.figures import FigureBar
from ui.widgets.retranslate import Retranslated

COUNT = 6


class TotalsBar(Retranslated, FigureBar):
    """Six cards side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COUNT, parent)
        self._totals: ReferralTotals | None = None
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
            self.tell((name, "–", "") for name in names)
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
        self.tell(rows)
