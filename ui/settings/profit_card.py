"""The profit check (domain.md section 8) beside a plan's form, told anew at every key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from model.profit import PartKind, ProfitCheck
from model.rules import ProfitRules
from ui import theme
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line

_PARTS: Final[dict[PartKind, str]] = {
    PartKind.PRINCIPAL: QT_TRANSLATE_NOOP("ProfitParts", "本金 {value}"),
    PartKind.BONUS: QT_TRANSLATE_NOOP("ProfitParts", "赠金 {value}"),
    PartKind.INSTALMENTS: QT_TRANSLATE_NOOP("ProfitParts", "分期返 {value}"),
    PartKind.GIFTS: QT_TRANSLATE_NOOP("ProfitParts", "礼品 {value}"),
    PartKind.PACKS: QT_TRANSLATE_NOOP("ProfitParts", "次卡 {value}"),
    PartKind.VOUCHERS: QT_TRANSLATE_NOOP("ProfitParts", "券 {value}"),
    PartKind.FRIEND_CARDS: QT_TRANSLATE_NOOP("ProfitParts", "闺蜜卡奖励 {value}"),
}
_LARGE: Final = 1.2


def percent(bp: int) -> str:
    """Basis points as people read them: 33.3 %."""
    return f"{bp / 100:.1f} %"


class ProfitCard(Card):
    """What the customer pays and gets, and what is left; `edited` when a reason is typed.

    Below the floor it turns to a warning and asks why the plan starts all the same.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="good", margin=(14, 10, 14, 10), gap=6)
        self._check: ProfitCheck | None = None
        self._rules = ProfitRules()
        self._head = Label("", "strong", wrap=True)
        self._discount = Label("", "amount")
        self._parts = Label("", "caption", wrap=True)
        self._names = [Label("", "caption", wrap=True) for _ in range(3)]
        self._heads = [Label("", "caption", wrap=True) for _ in range(2)]
        self._figures = [[Label("", "money") for _ in range(2)] for _ in range(3)]
        for label in (*self._heads, *(figure for row in self._figures for figure in row)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._warning = Label("", "warning", wrap=True)
        self.reason = TextField()
        self.reason.textEdited.connect(self.edited)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        told = Column(gap=2)
        told.add(self._head, self._parts)
        self._top = Line(gap=12)
        self._top.addLayout(told, 1)
        self._top.addWidget(self._discount, 0, Qt.AlignmentFlag.AlignTop)
        grid = Grid(gap=2)
        grid.add_row(0, (Label("", "caption"), *self._heads))
        for at, (name, figures) in enumerate(zip(self._names, self._figures, strict=True), 1):
            grid.add_row(at, (name, *figures))
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(self._top)
        self.body.addLayout(grid)
        self.restyle()
        self.body.add(self._warning, self.reason)

    def restyle(self) -> None:
        large = theme.scale() > _LARGE
        across = QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(across)

    def retranslate(self) -> None:
        for name, text in zip(
            self._names, (self.tr("毛利"), self.tr("毛利率"), self.tr("保本成本率")), strict=True
        ):
            name.setText(text)
        rate = f"{self._rules.expected_claims_bp / 100:g}"
        self._heads[0].setText(self.tr("全部兑现"))
        self._heads[1].setText(self.tr("兑现 {rate}%").format(rate=rate))
        self.reason.setPlaceholderText(self.tr("为什么还要做（老板填写）"))
        self.reason.setAccessibleName(self.tr("为什么还要做"))
        self.setAccessibleName(self.tr("盈亏试算"))
        self._tell()

    def show_check(self, check: ProfitCheck, rules: ProfitRules) -> None:
        """Show another result by these rules."""
        self._check, self._rules = check, rules
        self.retranslate()

    @property
    def below_floor(self) -> bool:
        return self._check is not None and self._check.below_floor

    def _tell(self) -> None:
        check = self._check
        if check is None:
            return
        self.set_tone("warning" if check.below_floor else "good")
        head = self.tr("顾客付 {pays}，得到 {gets}").format(pays=check.pays, gets=check.gets)
        if check.gets_expected != check.gets:
            rate = f"{self._rules.expected_claims_bp / 100:g}"
            likely = self.tr("（兑现 {rate}% 时 {gets}）").format(rate=rate, gets=check.gets_expected)
            head += likely
        self._head.setText(head)
        off = f"{(10_000 - check.discount_bp) / 100:.1f}"
        zhe = f"{round(check.discount_bp / 1000, 2):g}"
        discount = self.tr("{zhe} 折").format(zhe=zhe, percent=off)
        self._discount.setText(discount if check.discount_bp < 10_000 else self.tr("不打折"))
        parts = [translate("ProfitParts", _PARTS[p.kind]).format(value=p.value) for p in check.parts]
        self._parts.setText(" + ".join(parts))
        shown = (
            (str(check.margin_all), str(check.margin_expected)),
            (percent(check.margin_all_bp), percent(check.margin_expected_bp)),
            (percent(check.breakeven_cost_bp), percent(check.breakeven_expected_bp)),
        )
        for figures, texts in zip(self._figures, shown, strict=True):
            for figure, text in zip(figures, texts, strict=True):
                figure.setText(text)
        warning = self.tr("低于底线 {floor}：只有老板能启用，要写明原因。服务成本按售价的 {cost} 计算。")
        self._warning.setText(
            warning.format(floor=percent(self._rules.floor_bp), cost=percent(self._rules.cost_bp))
        )
        for widget in (self._warning, self.reason):
            widget.setVisible(check.below_floor)
