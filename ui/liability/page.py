"""The page 负债: what the shop owes its members, month by month, and who is behind it. For the owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.liability import Liability, MonthOwed, OwedKind
from model.money import Money
from model.shop import Role
from services import liability
from ui import wording
from ui.liability.members_pane import MembersPane, month_text
from ui.shell.context import PageContext
from ui.widgets.bars import Bar, BarChart
from ui.widgets.card import Card
from ui.widgets.figures import FigureBar
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Busy, EmptyState
from ui.widgets.retranslate import Retranslated

_WATCHED: Final = (Kind.LEDGER, Kind.INSTALMENT, Kind.PACK, Kind.SETTING, Kind.CLOSE)
FIGURES: Final = 6


class LiabilityPage(Retranslated, QWidget):
    """Figures, three charts and the members behind the month that is pointed at."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._owed: Liability | None = None
        self._failed: UserError | EnvironmentProblem | None = None
        self._title, self._note = Label("", "title"), Label("", "caption", wrap=True)
        self.figures = FigureBar(FIGURES)
        self.bonus = BarChart(("accent",))
        self.instalments = BarChart(("info",))
        self.trend = BarChart(("good", "accent", "info"))
        self._headings = [Label("", "heading") for _ in range(3)]
        self._legend = Label("", "caption")
        self._no_bonus, self._no_instalments = Label("", "muted"), Label("", "muted")
        self.members = MembersPane(context)
        self.closed = EmptyState("lock-key", key="Enter")
        self.empty = EmptyState("scales")
        self.busy = Busy()
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        upper, lower = Line(gap=12), Line(gap=12)
        upper.addWidget(self._framed(0, self.bonus, self._no_bonus), 1)
        upper.addWidget(self._framed(1, self.instalments, self._no_instalments), 1)
        lower.addWidget(self._framed(2, self.trend, self._legend), 1)
        lower.addWidget(self.members, 1)
        inner = QWidget()
        body = Column(inner, gap=12)
        body.add(self.figures, self._note)
        body.addLayout(upper, 1)
        body.addLayout(lower, 1)
        self._body.setWidget(inner)
        for part in (self.busy, self._body, self.closed, self.empty):
            self._stack.addWidget(part)
        column = Column(self, margin=(18, 14, 18, 14), gap=12)
        column.add(self._title)
        column.addWidget(self._stack, 1)

    def _framed(self, n: int, content: QWidget, remark: QWidget) -> Card:
        card = Card(margin=(14, 10, 14, 10), gap=6)
        card.body.add(self._headings[n], remark)
        card.body.addWidget(content, 10)
        card.body.addStretch(1)
        return card

    def _connect(self) -> None:
        self.bonus.chosen.connect(self._on_bonus)
        self.instalments.chosen.connect(self._on_instalments)
        self.closed.acted.connect(self._on_unlock)
        self.empty.acted.connect(self._on_first)
        self._context.bus.committed.connect(self._on_committed)
        self._context.session.changed.connect(self._on_session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unlocks the page for who is no owner."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.isAutoRepeat() and self._stack.currentWidget() is self.closed:
            self._on_unlock()
        else:
            super().keyPressEvent(event)

    # Reading

    def page_shown(self, argument: object = None) -> None:
        """Come to the front: only an owner sees it."""
        if not self._context.session.may(Role.OWNER):
            self._stack.setCurrentWidget(self.closed)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._open()

    def _open(self) -> None:
        if self._owed is None:
            self._stack.setCurrentWidget(self.busy)
        if self._stale:
            self._load()
        else:
            self._show()

    def _load(self) -> None:
        self._stale = False
        self._context.jobs.read_latest(
            "liability", liability.look, done=self._on_owed, failed=self._on_failed, owner=self
        )

    def _on_owed(self, owed: Liability) -> None:
        self._owed, self._failed = owed, None
        self._show()
        if self.members.chosen:
            self.members.show_month(*self.members.chosen)
        else:
            self._choose_first()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._failed, self._stale = error, True
        self._stack.setCurrentWidget(self.empty)
        self.retranslate()

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self._stale = True
            if self.isVisible() and self._stack.currentWidget() in (self._body, self.empty):
                self._load()

    def _on_session(self) -> None:
        # Whoever signs in next isn't shown what another unlocked.
        if self.isVisible():
            self.page_shown()

    def _on_unlock(self) -> None:
        self._context.approve(Role.OWNER, self._on_approved, self.tr("打开这一页"))

    def _on_approved(self, _: object) -> None:
        self._open()

    def _on_first(self) -> None:
        if self._failed is not None:
            self._load()
        else:
            self._context.open_page("counter", None)

    # Showing

    def retranslate(self) -> None:
        self._title.setText(self.tr("负债"))
        for label, text in zip(
            self._headings,
            (
                self.tr("赠金到期"),
                self.tr("分期待领"),
                self.tr("近两年"),
            ),
            strict=True,
        ):
            label.setText(text)
        self._legend.setText(self.tr("每月月底：绿 本金 · 红 赠金 · 蓝 次卡"))
        self._no_bonus.setText(self.tr("没有会到期的赠金"))
        self._no_instalments.setText(self.tr("没有待领的分期"))
        self.closed.set_text(self.tr("负债只给老板看"), self.tr("老板验证"))
        self.busy.set_text(self.tr("正在读取…"))
        for chart, name in (
            (self.bonus, self.tr("赠金到期")),
            (self.instalments, self.tr("分期待领")),
            (self.trend, self.tr("近两年")),
        ):
            chart.setAccessibleName(name)
        if self._failed is not None:
            self.empty.set_text(wording.word(self._failed), self.tr("再试一次"))
        else:
            self.empty.set_text(
                self.tr("店里还不欠会员什么：充值、赠金、分期和次卡都会记在这里"), self.tr("去收银")
            )
        self._show()

    def _show(self) -> None:
        owed = self._owed
        if owed is None or self._failed is not None:
            return
        nothing = not owed.if_all_came and not owed.trend
        if self._stack.currentWidget() is not self.closed or self._context.session.may(Role.OWNER):
            self._stack.setCurrentWidget(self.empty if nothing else self._body)
        self._show_figures(owed)
        self._show_months(self.bonus, self._no_bonus, owed.bonus, OwedKind.BONUS)
        self._show_months(self.instalments, self._no_instalments, owed.instalments, OwedKind.INSTALMENTS)
        self.trend.set_bars(
            [
                Bar(
                    month_text(end.month),
                    (max(end.principal.fen, 0), max(end.bonus.fen, 0), max(end.packs.fen, 0)),
                    self.tr("{month}：本金 {principal}，赠金 {bonus}，次卡 {packs}").format(
                        month=month_text(end.month), principal=end.principal, bonus=end.bonus, packs=end.packs
                    ),
                )
                for end in owed.trend
            ],
            len(owed.trend) - 1,
        )

    def _show_figures(self, owed: Liability) -> None:
        never = sum(month.amount.fen for month in owed.bonus if month.month is None)
        lasting = Money(never)
        waiting = sum(month.count for month in owed.instalments)
        kept = self.tr("其中不过期 {amount}").format(amount=lasting)
        points = self.tr("约 {value}").format(value=owed.points_value) if owed.points_value else ""
        self.figures.tell(
            (
                (self.tr("本金"), str(owed.principal), self.tr("会员付了、还没用")),
                (
                    self.tr("赠金"),
                    str(owed.bonus_total),
                    kept,
                ),
                (
                    self.tr("分期待领"),
                    str(owed.instalments_total),
                    self.tr("{count} 期").format(count=f"{waiting:,}"),
                ),
                (self.tr("次卡"), str(owed.packs), self.tr("付了、还没做的次数")),
                (self.tr("积分"), f"{owed.points:,}", points),
                (self.tr("合计"), str(owed.if_all_came), self.tr("全部用完的标价")),
            )
        )
        self._note.setText(
            self.tr(
                "如果每位会员都来用完：要服务标价 {all} 的项目和商品，按成本率 {rate}% 约花 {cost}。"
                "如果都来退卡：最多退 {back}。"
            ).format(
                all=owed.if_all_came,
                rate=f"{owed.cost_bp / 100:g}",
                cost=owed.cost_if_all_came,
                back=owed.if_all_asked_back,
            )
        )

    def _show_months(
        self, chart: BarChart, nothing: Label, months: Sequence[MonthOwed], kind: OwedKind
    ) -> None:
        dated = [month for month in months if month.month is not None]
        nothing.setVisible(not dated)
        chart.setVisible(bool(dated))
        at = next((n for n, m in enumerate(dated) if self.members.chosen == (kind, m.month)), -1)
        chart.set_bars(
            [
                Bar(
                    month_text(month.month),
                    (month.amount.fen,),
                    self.tr("{month}：{amount}").format(month=month_text(month.month), amount=month.amount),
                )
                for month in dated
            ],
            at,
        )

    # The members behind a bar

    def _choose_first(self) -> None:
        if self._owed is None:
            return
        if any(month.month for month in self._owed.instalments):
            self._on_instalments(0)
        elif any(month.month for month in self._owed.bonus):
            self._on_bonus(0)

    def _on_bonus(self, index: int) -> None:
        if self._owed:
            self._choose(OwedKind.BONUS, self._owed.bonus, index)

    def _on_instalments(self, index: int) -> None:
        if self._owed:
            self._choose(OwedKind.INSTALMENTS, self._owed.instalments, index)

    def _choose(self, kind: OwedKind, months: Sequence[MonthOwed], index: int) -> None:
        month = months[index].month if index < len(months) else None
        if month is None:
            return
        chart, other = (
            (self.bonus, self.instalments) if kind is OwedKind.BONUS else (self.instalments, self.bonus)
        )
        chart.set_current(index)
        other.set_current(-1)
        self.members.show_month(kind, month)

    def scanned(self, code: str) -> bool:
        """Codes are the counter's."""
        return False
