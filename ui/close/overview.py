"""The day as it stands: what has to be said about it, the large numbers, the sheet, and past closes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from model.close import Figures, OpenDay, tenders_to_count
from model.ledger import Account, TxnKind
from model.money import Money
from ui import theme
from ui.close import words
from ui.close.closes_card import ClosesCard
from ui.close.sheet_view import SheetView
from ui.shell.context import PageContext
from ui.widgets.figures import FigureBar
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Banner
from ui.widgets.retranslate import Retranslated

FIGURES: Final = 5
SIDE_WIDTH: Final = 372
_USED: Final = (TxnKind.SALE, TxnKind.PACK_SALE)


class Overview(Retranslated, QWidget):
    """`blind` hides what ought to be counted from who is about to count it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: OpenDay | None = None
        self._blind = True
        self.notice = Banner("", "info")
        self.figures = FigureBar(FIGURES)
        self.view = SheetView()
        self.closes = ClosesCard(context)
        scroll = QScrollArea()
        scroll.setWidget(self.view)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = Line(gap=12)
        across.addWidget(scroll, 1)
        across.addWidget(self.closes)
        whole = Column(self, gap=12)
        whole.add(self.notice, self.figures)
        whole.addLayout(across, 1)
        self.restyle()

    def restyle(self) -> None:
        self.closes.setFixedWidth(theme.px(min(SIDE_WIDTH, SIDE_WIDTH / theme.scale() * 1.35)))

    def retranslate(self) -> None:
        if self._day is not None:
            self.show_day(self._day, blind=self._blind)

    def show_day(self, day: OpenDay, *, blind: bool) -> None:
        """Show the numbers of the open day."""
        self._day, self._blind = day, blind
        text = self._notice(day)
        self.notice.set_text(text)
        self.notice.setVisible(bool(text))
        self.view.show_sheet(day.sheet, blind=blind)
        self.closes.show_newest(day.number - 1)
        self._show_figures(day.sheet.figures)

    def _notice(self, day: OpenDay) -> str:
        figures = day.sheet.figures
        if not day.begun:
            return self.tr("本营业日已结，之后的收款计入明天的账；今天到期的券、赠金和返现今晚仍可用。")
        if figures.last_day < day.today:
            text = self.tr("{days} 还没有日结：先点钱封存，再开始今天的收款。")
            return text.format(days=words.days(figures.first_day, figures.last_day))
        if figures.first_day < figures.last_day:
            text = self.tr("上次之后有几天没有日结：这一次从 {first} 结到今天。")
            return text.format(first=figures.first_day.isoformat())
        if not figures.drawer.known:
            return self.tr("还没有点过钱箱：先记下备用金，或在日结时点出原有的现金。")
        return ""

    def _show_figures(self, f: Figures) -> None:
        sales = self.tr("{count} 笔 · 客单 {average}").format(count=f.sales.count, average=f.sales.average)
        parts = self.tr("本金 {principal} · 赠金 {bonus}")
        principal, bonus = (Money(f.sum(a, *_USED)) for a in (Account.PRINCIPAL, Account.BONUS))
        used = parts.format(principal=principal.plain(), bonus=bonus.plain())
        owed = parts.format(principal=f.owed.principal.plain(), bonus=f.owed.bonus.plain())
        self.figures.tell(
            (
                (self.tr("营业额"), words.signless(f.sales.turnover - f.reversed), sales),
                (self.tr("收到的钱"), *self._taken(f)),
                (self.tr("充值"), *self._topped_up(f)),
                (self.tr("耗卡（储值消费）"), str(principal + bonus), used),
                (self.tr("还欠会员"), str(f.owed.principal + f.owed.bonus), owed),
            )
        )

    def _taken(self, f: Figures) -> tuple[str, str]:
        if self._blind:
            return self.tr("点完可见"), ""
        accounts = [a for a in (Account.CASH, *tenders_to_count(f)) if f.taken(a)]
        whole = Money(sum(f.taken(a).fen for a in accounts))
        return words.signless(whole), " · ".join(f"{words.account(a)} {f.taken(a).plain()}" for a in accounts)

    def _topped_up(self, f: Figures) -> tuple[str, str]:
        principal, bonus = (Money(-f.sum(a, TxnKind.TOP_UP)) for a in (Account.PRINCIPAL, Account.BONUS))
        count = f.count(TxnKind.TOP_UP).count
        return str(principal), self.tr("{count} 笔 · 赠金 {bonus}").format(count=count, bonus=bonus)
