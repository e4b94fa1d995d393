"""Points as a discount: how many of them, in the place of the tiles like the other small forms."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.money import Money
from ui.counter import keys, words
from ui.counter.bill_desk import BillDesk
from ui.counter.sale_forms import InlineForm
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import NumberEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line


class PointsForm(InlineForm):
    """`confirmed(int)`: so many points, 0 for none. As many as the bill takes are proposed."""

    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = self._has = self._each_fen = 0
        self.points = NumberEdit()
        self.points.valueChanged.connect(self._show_worth)
        self._title, self._worth = Label("", "strong"), Label("", "money")
        self._about = Label("", "caption", wrap=True)
        self.remove = KeyButton("", "", "quiet")
        self.remove.clicked.connect(self._on_remove)
        fields = Line(gap=8)
        fields.add(self._title, self.points, self._worth, None)
        fields.setStretch(1, 1)
        bottom = Line(gap=8)
        bottom.add(self.remove, None, self.cancel, self.ok)
        column = Column(self, gap=8)
        column.add(fields, self._about, self.problem, bottom, None)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("积分抵扣"))
        self.points.setAccessibleName(self.tr("用多少积分"))
        self.cancel.set_caption(self.tr("返回"))
        self.ok.set_caption(self.tr("抵扣"))
        self.remove.set_caption(self.tr("不用积分"))
        told = self.tr("有 {has} 分 · 这单最多用 {most} 分")
        self._about.setText(told.format(has=words.number(self._has), most=words.number(self._most)))
        self._show_worth()

    def open(self, has: int, most: int, used: int, each_fen: int) -> None:
        """Ask for a number of the points that the member has; `used` are on the bill already."""
        self._has, self._most, self._each_fen = has, most, each_fen
        self.points.set_value(used or most)
        self.remove.setVisible(used > 0)
        self.problem.setText("")
        self.retranslate()
        self.points.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.points.selectAll()

    def _show_worth(self, *_: object) -> None:
        points = self.points.value() or 0
        self._worth.setText(words.minus(Money(points * self._each_fen)))
        self.problem.setText("")

    def _on_remove(self) -> None:
        self.confirmed.emit(0)

    def confirm(self) -> None:
        points = self.points.value()
        if points is None or points > self._most:
            told = self.tr("最多 {most} 分").format(most=words.number(self._most))
            self.problem.setText(self.points.problem or told)
            self.points.setFocus()
            return
        self.confirmed.emit(points)


class PointsDesk(QObject):
    """The button of the bill's points and the form it opens in the place of the tiles."""

    def __init__(self, desk: BillDesk, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk = desk
        self._stack = stack
        self.form = PointsForm(stack)
        self.button = KeyButton("", keys.POINTS, big=True, bind=True)
        self.button.clicked.connect(self.open)
        self.form.confirmed.connect(self._on_confirmed)

    def refresh(self) -> None:
        """Offer it to whom it does something: the row is narrow."""
        self.button.setVisible(self._most() > 0)

    def _most(self) -> int:
        bill = self._desk.bill
        return bill.points.most(bill.bill(points=False), bill.member)

    def open(self) -> None:
        """Ask how many points the bill is to take (Alt+6)."""
        bill = self._desk.bill
        if bill.member is not None:
            each_fen = bill.member.earning.rules.fen_per_point
            self._stack.setCurrentWidget(self.form)
            self.form.open(bill.member.wallet.points, self._most(), bill.bill().points_used, each_fen)

    def _on_confirmed(self, points: int) -> None:
        self._desk.use_points(points)
        self.form.left.emit()
