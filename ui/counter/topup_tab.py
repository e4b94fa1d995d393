"""The top-up (充值 F4): a plan or a free amount, a tender, what the member will have, Enter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ledger import TENDER_ACCOUNTS
from model.money import ZERO, Money
from model.topup import LimitWarning
from model.views import Done, MemberCard
from services import ids, plans, topups
from services.plans import OfferedPlan
from ui import wording
from ui.counter import keys, words
from ui.counter.halves import Halves
from ui.counter.offer_card import OfferCard
from ui.counter.offer_text import tile_detail
from ui.counter.outcome_text import top_up_line
from ui.counter.tender_bar import TenderButton
from ui.counter.topup_model import After, TopUpModel
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP
from ui.widgets.buttons import KeyButton, TileButton
from ui.widgets.card import Card
from ui.widgets.fields import MoneyEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.tiles import Tile, TileGrid

_WARNINGS: Final[dict[LimitWarning, str]] = {
    LimitWarning.REGISTERED_LIMIT: QT_TRANSLATE_NOOP(
        "CounterWords",
        "充值后本金 {principal}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。",
    ),
    LimitWarning.TRANSFER_LIMIT: QT_TRANSLATE_NOOP(
        "CounterWords",
        "一次充值满 {limit}，应由顾客银行转账，不收现金（《单用途商业预付卡管理办法》）。",
    ),
}
_WITH_PACKS: Final = QT_TRANSLATE_NOOP(
    "CounterWords",
    "充值后本金和没用的次卡合计 {principal}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。",
)


class _AfterCard(Card):
    """Now, what comes, and what the member will have: principal and bonus apart."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tone="panel", margin=(14, 10, 14, 10), gap=6)
        grid = Grid(gap=8)
        self._heads = [Label("", "caption") for _ in range(4)]
        self._rows = [[Label("", role) for role in ("muted", "body", "good", "money")] for _ in range(2)]
        grid.add_row(0, self._heads)
        for at, row in enumerate(self._rows):
            grid.add_row(at + 1, row)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row in (self._heads, *self._rows):
            for label in row[1:]:
                label.setAlignment(right)
        for column in range(1, 4):
            grid.setColumnStretch(column, 1)
        self._expiry = Label("", "caption")
        self.body.addLayout(grid)
        self.body.add(self._expiry)

    def retranslate(self) -> None:
        for label, text in zip(
            self._heads, ("", self.tr("现有"), self.tr("这次"), self.tr("充值后")), strict=True
        ):
            label.setText(text)
        self._rows[0][0].setText(self.tr("本金"))
        self._rows[1][0].setText(self.tr("赠金"))

    def show_after(self, after: After, member: MemberCard) -> None:
        """Show what a top-up does to the balances."""
        parts = (
            (member.wallet.principal, after.paid, after.principal_after),
            (member.bonus, after.bonus, after.bonus_after),
        )
        for row, (now, plus, then) in zip(self._rows, parts, strict=True):
            row[1].setText(str(now))
            row[2].setText(f"+{plus}" if plus else "—")
            row[3].setText(str(then))
        self._expiry.setText(self._expiry_text(after))
        self._expiry.setVisible(bool(after.bonus))

    def _expiry_text(self, after: After) -> str:
        if after.bonus_expires_on is None:
            return self.tr("这次的赠金不过期")
        return self.tr("这次的赠金 {day} 到期").format(day=after.bonus_expires_on.isoformat())


class TopUpTab(Retranslated, QWidget):
    """`topped_up(Done)` after the commit, `left()` on Esc, `member_wanted()` when there is none."""

    topped_up = Signal(object)
    left = Signal()
    member_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = TopUpModel(ids.new_id, context.settings.current.policy)
        self._plans: tuple[OfferedPlan, ...] = ()
        self._busy = False
        self.member_pending = False
        self._problem = ""
        self._stack = QStackedWidget(self)
        self._form = QWidget(self._stack)
        self._choice, self._result = QWidget(self._form), QWidget(self._form)
        self.grid = TileGrid(self._choice, columns=2, rows=3)
        self.free = MoneyEdit(parent=self._choice)
        self.free.setMinimumWidth(180)
        self._free_name = Label("", "muted")
        self.tenders = [TenderButton(account, self._choice) for account in TENDER_ACCOUNTS]
        self._offer = OfferCard(self._result)
        self._after = _AfterCard(self._result)
        self._warning = Card(self._result, tone="warning", margin=12, gap=8)
        self._warning_text = Label("", "warning", wrap=True)
        self.confirm_button = KeyButton("", "")
        self.pay_button = KeyButton("", "Enter", "primary", big=True)
        self._line = Label("", "muted", wrap=True)
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._assemble()
        self.grid.picked.connect(self._on_plan)
        self.free.valueChanged.connect(self._on_free)
        for button in self.tenders:
            button.clicked.connect(self._on_tender)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.pay_button.clicked.connect(self.pay)
        self.retranslate()

    def _assemble(self) -> None:
        self._empty = EmptyState("wallet", "", "", keys.SEARCH, self._stack)
        self._empty.acted.connect(self.member_wanted)
        free = Line(gap=8)
        free.add(self._free_name, self.free, None)
        tenders = Line(gap=8)
        for button in self.tenders:
            tenders.addWidget(button, 1)
        self._warning.body.add(self._warning_text)
        self._warning.body.addWidget(self.confirm_button, 0, Qt.AlignmentFlag.AlignLeft)
        left = Column(self._choice, gap=12)
        left.addWidget(self.grid)
        left.add(free, tenders, None)
        right = Column(self._result, gap=12)
        right.add(self._offer, self._after, self._warning, None, self.pay_button, self._line)
        self._halves = Halves(self._form, self._choice, self._result, gap=12)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._form)
        Column(self).add(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.arrange()

    def retranslate(self) -> None:
        self._empty.set_text(self.tr("充值要先打开一位会员：搜索、扫卡，或按 F2 登记。"), self.tr("找会员"))
        self._free_name.setText(self.tr("其他金额（没有赠金）"))
        self.free.setAccessibleName(self.tr("充值金额"))
        self.grid.setAccessibleName(self.tr("充值方案"))
        self.confirm_button.set_caption(self.tr("已了解，继续充值"))
        for button in self.tenders:
            button.set_caption(words.account(button.account))
        self._after.retranslate()
        self.refresh()

    def focus(self) -> None:
        """Go to the plans, or to the free amount when there are none (F4)."""
        tiles = [tile for tile in self.grid.findChildren(TileButton) if tile.isVisible()]
        chosen = next((tile for tile in tiles if tile.isChecked()), next(iter(tiles), None))
        target: QWidget = chosen or (self.free if self.model.member else self._empty)
        # A tab that comes to the front has its focus again already, as if by nobody.
        target.clearFocus()
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_member(self, card: MemberCard | None) -> None:
        """Top up this member; what was chosen for another one is dropped."""
        before = self.model.member.profile.member_id if self.model.member else None
        self.model.member = card
        self.member_pending = False
        if before != (card.profile.member_id if card else None):
            self._start()
        # How often a plan was bought, and the first top-up, are a member's own.
        self.load_plans()
        self.refresh()

    def load_plans(self) -> None:
        """Read the plans for the member again: before the tab is opened, so that it opens on them."""
        member = self.model.member
        member_id = member.profile.member_id if member is not None else None
        self._context.jobs.read_latest(
            "counter.plans", plans.offered, member_id, done=self.show_plans, owner=self
        )

    def show_plans(self, offered: tuple[OfferedPlan, ...]) -> None:
        """Offer these plans; a chosen one that is gone or changed is dropped."""
        self._plans = offered
        chosen = self._chosen()
        self.model.refusal = chosen.refusal if chosen is not None else None
        if self.model.plan is not None and chosen is None:
            self.model.choose_plan(None)
        self.refresh()

    def _chosen(self) -> OfferedPlan | None:
        return next((each for each in self._plans if each.plan == self.model.plan), None)

    def show_policy(self) -> None:
        """Follow the shop's rules as they are now."""
        self.model.policy = self._context.settings.current.policy
        self.refresh()

    def _start(self) -> None:
        self.model.start()
        self.free.set_value(None)

    def refresh(self) -> None:
        """Show what is chosen and what it does."""
        model = self.model
        self._stack.setCurrentIndex(0 if model.member is None else 1)
        self.grid.set_tiles([self._tile(offered) for offered in self._plans])
        self.grid.setVisible(bool(self._plans))
        after = model.after()
        for button in self.tenders:
            chosen = button.account is model.account
            button.show_amount(str(after.paid) if chosen and after.paid else "", chosen)
        if model.member is not None:
            self._after.show_after(after, model.member)
            rules = self._context.settings.current.claims
            self._offer.show_offer(self._chosen(), model.member.today, rules)
        self._show_warnings(after)
        self.pay_button.set_caption(self.tr("充值 {amount}").format(amount=after.paid))
        self.pay_button.setEnabled(after.ready and not self._busy)
        self._line.set_tone("warning_text" if self._problem else "muted_text")
        self._line.setText(self._problem or top_up_line(after))

    def _tile(self, offered: OfferedPlan) -> Tile:
        plan = offered.plan
        return Tile(plan.id, plan.name, tile_detail(offered), "", plan == self.model.plan)

    def _show_warnings(self, after: After) -> None:
        policy = self.model.policy
        limits: dict[LimitWarning, Money] = {
            LimitWarning.REGISTERED_LIMIT: policy.registered_limit,
            LimitWarning.TRANSFER_LIMIT: policy.transfer_limit,
        }
        packs = self.model.member.pack_value if self.model.member else ZERO
        said = {**_WARNINGS, **({LimitWarning.REGISTERED_LIMIT: _WITH_PACKS} if packs else {})}
        owed = after.principal_after + packs
        texts = [words.translate(said[w]).format(principal=owed, limit=limits[w]) for w in after.warnings]
        self._warning_text.setText("\n".join(texts))
        self._warning.setVisible(bool(texts))
        self.confirm_button.setVisible(not set(after.warnings) <= self.model.confirmed)

    def _changed(self) -> None:
        self._problem = ""
        self.refresh()

    def _on_plan(self, plan_id: object) -> None:
        offered = next((each for each in self._plans if each.plan.id == plan_id), None)
        if offered is None or offered.plan == self.model.plan:
            self.model.choose_plan(None)
        else:
            self.model.choose_plan(offered.plan, offered.refusal)
        self.free.set_value(None)
        self._changed()

    def _on_free(self, amount: Money | None) -> None:
        self.model.type_free(amount)
        self._changed()

    def _on_tender(self) -> None:
        button = self.sender()
        if isinstance(button, TenderButton):
            self.model.choose_tender(button.account)
            self._changed()

    def _on_confirm(self) -> None:
        self.model.confirm()
        self._changed()
        self.pay_button.setFocus()

    def pay(self) -> None:
        """Book the top-up; a second Enter while it is under way does nothing."""
        if self._busy or self.member_pending or not self.model.after().ready:
            return
        automatic = self._context.settings.current.policy.print_automatically
        command = self.model.command(self._context.session.staff_id, automatic)
        self._busy = True
        self.refresh()
        self._context.jobs.write(
            topups.execute, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self._busy = False
        self._start()
        self._changed()
        self.topped_up.emit(done)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self._problem = wording.word(error)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._on_enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isdigit() and self.model.member is not None and not self.free.hasFocus():
            # On a plan, a digit can only be the amount.
            self.free.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.free.selectAll()
            QApplication.sendEvent(self.free, event)
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """Enter on a tile that is not chosen chooses it; everywhere else it is the button."""
        focused: QWidget | None = self.focusWidget()
        if focused is self.confirm_button:
            self._on_confirm()
        elif (isinstance(focused, TileButton) and not focused.isChecked()) or (
            isinstance(focused, TenderButton) and not focused.isChecked()
        ):
            focused.click()
        else:
            self.pay()
