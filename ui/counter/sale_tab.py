"""The sale (消费 F3): choose items, see the bill, choose tenders, Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from model.bill import ManualDiscount
from model.errors import EnvironmentProblem, UserError
from model.ids import ItemId
from model.ledger import Account
from model.money import Money
from model.shop import Item, Role
from services import pinyin
from services.catalog import Sellable
from ui import theme, wording
from ui.counter import keys, tier_hint
from ui.counter.bill_desk import BillDesk
from ui.counter.bill_model import EMPTY, Outcome
from ui.counter.bill_view import ENTER, BillView
from ui.counter.checkout import Checkout
from ui.counter.halves import Halves
from ui.counter.item_picker import ItemPicker
from ui.counter.outcome_text import sale_line
from ui.counter.parked import ParkedView
from ui.counter.points_form import PointsDesk
from ui.counter.redeeming import Redeeming
from ui.counter.sale_forms import DiscountForm, FreeAmountForm
from ui.counter.stack import Stack
from ui.counter.tender_bar import TenderBar, TenderButton
from ui.counter.totals import Totals
from ui.counter.voucher_desk import VoucherDesk
from ui.gradual import Steps
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton, PressButton
from ui.widgets.card import Divider
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.rating import StarRating
from ui.widgets.retranslate import Retranslated

ROOM_FOR_BOTH: Final = 750
"""Windows from this height on (design pixels) show two rows of tiles and three lines of the bill."""


def item_keys(read: object, items: Sequence[Item]) -> Mapping[ItemId, str]:
    """Pinyin and initials of every item's name, made off the GUI thread."""
    return {item.id: " ".join(pinyin.spellings(item.name)) for item in items}


def _is_low(tab: QWidget) -> bool:
    """Whether two rows of tiles would leave the bill a single line."""
    return tab.window().height() < theme.px(ROOM_FOR_BOTH)


def _pays(button: PressButton) -> bool:
    """Whether Enter on this button is meant for the bill: its tender is chosen already."""
    return isinstance(button, TenderButton) and button.isChecked()


class _Lines(Label):
    """Room for two lines at any width, more if the text needs it: what is above can shrink then."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), max(theme.px(40), self.heightForWidth(max(self.width(), 1))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class SaleTab(Retranslated, QWidget):
    """Shows the desk's bill and sends what is pressed to it; `left()` on Esc with nothing to undo.

    Made by `building`. `matters(QWidget)`: what should be in sight now, in a window too low for everything.
    """

    left = Signal()
    matters = Signal(object)

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None = None,
        *,
        narrow: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.narrow = narrow
        self._problem = ""
        self.outcome = EMPTY
        """What paying would do, as shown."""
        self.desk = BillDesk(context.session, context.settings.current.policy, self)
        self.checkout = Checkout(context, self.desk)
        self.vouchers = VoucherDesk(context, self.desk)
        # Widgets are made where they stay: each move would be styled all over again.
        self._goods, self._rest = QWidget(self), QWidget(self)
        self._top, self._middle = Stack(self._goods), Stack(self._rest)
        self._built = False

    def building(self) -> Steps[None]:
        """Make what is in it, in slices."""
        self.picker = ItemPicker(self._top)
        self.free_form = FreeAmountForm(self._top)
        self.discount_form = DiscountForm(self._top)
        self.points = PointsDesk(self.desk, self._top)
        yield
        self.bill_view = BillView(self._middle)
        self.parked = ParkedView(self._middle)
        self.totals = Totals(self._rest)
        self.tenders = TenderBar(self._rest)
        self.rating = StarRating()
        self.park_button = KeyButton("", keys.PARK, big=True, bind=True)
        self.discount_button = KeyButton("", keys.DISCOUNT, big=True, bind=True)
        self.pay_button = KeyButton("", "Enter", "primary", big=True)
        self.line = _Lines("", "muted", wrap=True)
        self._rating_name = Label("", "caption")
        yield
        self._assemble()
        yield
        self._connect()
        self._built = True
        self.retranslate()

    def _assemble(self) -> None:
        self._top.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for form in (self.picker, self.free_form, self.discount_form, self.points.form):
            self._top.addWidget(form)
        self.redeeming = Redeeming(self._context, self, self._top)
        self._middle.addWidget(self.parked)
        self._middle.addWidget(self.bill_view)
        actions = Line(gap=8)
        actions.add(self.park_button, self.discount_button, self.points.button, self.pay_button)
        actions.setStretch(3, 1)
        self._rating_row = QWidget()
        rating = Line(self._rating_row, gap=4)
        rating.add(self._rating_name, self.rating)
        self._bottom = Line(gap=4)
        self._bottom.add(self.line, self._rating_row)
        self._bottom.setStretch(0, 1)
        self._goods_column = Column(self._goods, gap=8)
        self._goods_column.add(self._top)
        column = Column(self._rest, gap=6)
        column.add(self._middle, Divider(), self.totals, self.tenders, actions, self._bottom)
        column.setStretch(0, 1)
        self._halves = Halves(self, self._goods, self._rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._halves.arrange():
            # Beside the bill there is no room for the stars: they go under the goods.
            (self._goods_column if self._halves.abreast else self._bottom).addWidget(self._rating_row)

    def _connect(self) -> None:
        desk, field, view = self.desk, self.picker.field, self.bill_view
        self.picker.picked.connect(desk.add_item)
        self.picker.quantity_typed.connect(desk.set_chosen_quantity)
        field.stepped.connect(desk.step_chosen)
        field.removed.connect(desk.remove_chosen)
        view.chosen.connect(desk.choose)
        view.stepped.connect(desk.step)
        view.quantity_typed.connect(desk.set_quantity)
        view.removed.connect(desk.remove)
        view.served.connect(desk.serve)
        self.free_form.confirmed.connect(self._on_free_amount)
        self.tenders.typed.connect(desk.type_tender)
        self.tenders.toggled.connect(self._on_tender)
        self.rating.changed.connect(desk.rate)
        desk.changed.connect(self._on_changed)
        desk.refused.connect(self.say)
        checkout = self.checkout
        self.picker.free_amount.connect(self.open_free_amount)
        self.picker.latin_typed.connect(self._on_latin_typed)
        field.pay.connect(checkout.pay)
        field.textEdited.connect(self._on_searching)
        field.moved.connect(self._on_field_moved)
        field.left.connect(self.left)
        self.bill_view.pay.connect(checkout.pay)
        self.bill_view.typed.connect(self._on_typed_in_bill)
        self.bill_view.left.connect(self.focus)
        self.free_form.left.connect(self.focus)
        self.discount_form.left.connect(self.focus)
        self.discount_form.confirmed.connect(self._on_discount)
        self.points.form.left.connect(self.focus)
        self.parked.taken.connect(checkout.take)
        self.parked.dropped.connect(checkout.drop)
        self.park_button.clicked.connect(self._on_park)
        self.discount_button.clicked.connect(self.open_discount)
        self.pay_button.clicked.connect(checkout.pay)
        checkout.refused.connect(self.say)
        checkout.busy_changed.connect(self.refresh)
        checkout.holds_changed.connect(self._on_holds)
        QShortcut(QKeySequence(keys.RATING), self).activated.connect(self.rating.setFocus)

    def retranslate(self) -> None:
        if not self._built:
            return
        self._rating_name.setText(self.tr("评价 {key}").format(key=keys.RATING))
        self.discount_button.set_caption(self.tr("折扣"))
        self.points.button.set_caption(self.tr("积分"))
        self.refresh()

    def show_goods(self, goods: Sellable) -> None:
        """Offer these items, served by these people."""
        self.desk.goods = goods
        self.parked.show_goods(bool(goods.items))
        self.picker.show_goods(goods)
        self.picker.learn_keys({})
        self.refresh()

    def focus(self) -> None:
        """Back to the tiles, with the cursor in the field for items (F3)."""
        self._top.setCurrentWidget(self.picker)
        self.picker.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, error: UserError | EnvironmentProblem) -> None:
        """Say under the button what went wrong; the bill stays as it is."""
        self._problem = wording.word(error)
        self.refresh()

    def refresh(self) -> None:
        """Show the bill as it is now."""
        bill = self.desk.bill
        outcome = self.outcome = self.desk.outcome()
        self.picker.show_counts(self.desk.counts())
        if bill.empty and self.bill_view.hasFocus():
            self.picker.field.setFocus()
        self._middle.setCurrentIndex(0 if bill.empty else 1)
        self.bill_view.show_bill(bill.lines, bill.chosen, self.desk.goods.staff)
        self.totals.show_outcome(outcome, bill.member.profile.tier if bill.member else None, bill.manual)
        self.tenders.show_outcome(bill.payment, outcome, self.desk.available())
        crowded = self.tenders.asks_amounts() or bool(bill.vouchers) or _is_low(self)
        self.picker.show_few(len(bill.lines) > 1 and crowded)
        self.rating.set_value(bill.rating)
        self._show_actions(outcome)
        self._show_line(outcome)

    def _show_actions(self, outcome: Outcome) -> None:
        empty, waiting = self.desk.bill.empty, len(self.checkout.held)
        take = empty and waiting > 0
        self.park_button.set_caption(
            self.tr("取单 {count}").format(count=waiting) if take else self.tr("挂单")
        )
        self.park_button.setEnabled(take or not empty)
        self.discount_button.setEnabled(not empty)
        self.points.refresh()
        pin = outcome.ready and outcome.approval_bp > 0
        pay = self.tr("收款 {due}").format(due=outcome.quote.due)
        self.pay_button.set_caption(self.tr("店长 PIN") if pin else pay)
        self.pay_button.setEnabled(outcome.ready and not self.checkout.busy)

    def _show_line(self, outcome: Outcome) -> None:
        bill = self.desk.bill
        told = sale_line(outcome, bill.member, bill.policy.cashier_discount_limit_bp)
        if bill.member is not None and outcome.problem is None and self.narrow():
            # The card beside the bill that says it is out of sight.
            told = tier_hint.beside(told, bill.member, outcome.quote.due)
        wrong = bool(self._problem) or (outcome.problem is not None and not bill.empty)
        over = outcome.cover.over
        self.tenders.mark_over(over, told if over else "")
        self.line.set_tone("warning_text" if wrong else "muted_text")
        self.line.setText(self._problem or told)

    def _on_changed(self) -> None:
        self._problem = ""
        self.refresh()
        self.matters.emit(self.picker.field if self.desk.bill.empty else self.line)

    def _on_searching(self) -> None:
        self.matters.emit(self.picker.field)

    def _on_holds(self) -> None:
        self.parked.show_parked(self.checkout.held, self.desk.bill.hold_id)
        self.refresh()

    def open_free_amount(self) -> None:
        """Ask for an amount that is no item's price (F8)."""
        self._top.setCurrentWidget(self.free_form)
        self.free_form.open()

    def _on_free_amount(self, name: str, amount: Money) -> None:
        self.focus()
        self.desk.add_free(name, amount)

    def open_discount(self) -> None:
        """Ask for a discount by hand (F10)."""
        self._top.setCurrentWidget(self.discount_form)
        limit = self.desk.bill.policy.cashier_discount_limit_bp
        self.discount_form.open(self.desk.bill.manual, limit, self._context.session.may(Role.MANAGER))

    def _on_discount(self, manual: ManualDiscount | None) -> None:
        try:
            self.desk.discount(manual)
        except UserError as error:
            self.discount_form.say(error)
            return
        self.focus()
        if self.desk.outcome().approval_bp:
            self.checkout.ask_approval()

    def _on_tender(self, account: Account) -> None:
        self.desk.toggle_tender(account)
        if account in self.desk.bill.payment.tenders:
            self.tenders.focus_amount(account)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            # The tender was chosen from elsewhere by its key: Enter should now pay.
            self.picker.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_latin_typed(self) -> None:
        self._context.jobs.read_latest(
            "counter.item_keys", item_keys, self.desk.goods.items, done=self.picker.learn_keys, owner=self
        )

    def _on_field_moved(self, by: int) -> None:
        if self.picker.field.text():
            self.picker.move_choice(by)
        elif not self.desk.bill.empty:
            self.bill_view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_typed_in_bill(self, text: str) -> None:
        self.picker.field.setFocus()
        self.picker.field.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter pays, but on a button that has the focus it is that button; Esc goes to the items."""
        focused: QWidget | None = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.focus()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)
        elif isinstance(focused, PressButton) and focused.hasFocus() and not _pays(focused):
            focused.click()
        elif not event.isAutoRepeat():
            self.checkout.pay()

    def _on_park(self) -> None:
        first = self.parked.first()
        if not self.desk.bill.empty:
            self.checkout.park()
        elif first is not None:
            self.checkout.take(first)
