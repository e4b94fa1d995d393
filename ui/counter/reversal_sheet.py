"""Reversing (冲正): how much of it, why, and what goes back where, before it is confirmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.ledger import TENDER_ACCOUNTS, Account
from model.money import Money
from model.reversal import ReversalPlan, SoldLine
from model.views import Done, HistoryEntry, TxnDetail
from services import history, ids, purchases, reversals
from ui import theme, wording
from ui.counter import pack_words, words
from ui.counter.flow import Flow
from ui.counter.history_list import shown_amount, title_of
from ui.counter.purchase_back import PurchaseBack
from ui.counter.reversal_model import ReversalChoice
from ui.shell import approval
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton
from ui.widgets.fields import MoneyEdit, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import Sheet

REASONS: Final = (
    QT_TRANSLATE_NOOP("CounterWords", "录错"),
    QT_TRANSLATE_NOOP("CounterWords", "收错"),
    QT_TRANSLATE_NOOP("CounterWords", "顾客退"),
)


def gives_sessions(plan: ReversalPlan) -> bool:
    """Whether it gives sessions of a pack back, and no money."""
    return any(bucket.account is Account.PACK for bucket, _ in plan.back)


_STEPS: Final = {"-": -1, "－": -1, "+": 1, "=": 1, "＋": 1}


class _LineRow(Retranslated, QWidget):
    """One line of the sale: how many of it go back."""

    changed = Signal(object, object)

    def __init__(self, line: SoldLine) -> None:
        super().__init__()
        self._line = line
        self._quantity = line.left
        self.minus = IconButton("minus", self.tr("少一个"))
        self.plus = IconButton("plus", self.tr("多一个"))
        self._count = Label("", "money")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setMinimumWidth(theme.px(64))
        self.minus.clicked.connect(self._on_minus)
        self.plus.clicked.connect(self._on_plus)
        row = Line(self, gap=6)
        row.add(
            Label(line.name, elide=True), Label(str(line.paid), "muted"), self.minus, self._count, self.plus
        )
        row.setStretch(0, 1)
        self._show()

    def _show(self) -> None:
        self._count.setText(self.tr("退 {back} / {left}").format(back=self._quantity, left=self._line.left))
        for button, other, is_left in (
            (self.minus, self.plus, self._quantity > 0),
            (self.plus, self.minus, self._quantity < self._line.left),
        ):
            if button.hasFocus() and not is_left:
                # Qt would send the focus out of the line.
                other.setEnabled(True)
                other.setFocus()
            button.setEnabled(is_left)
        self.setAccessibleName(f"{self._line.name} {self._quantity} / {self._line.left}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus count on the line that has the focus."""
        by = _STEPS.get(event.text())
        if by is None:
            super().keyPressEvent(event)
        else:
            self._step(by)

    def _step(self, by: int) -> None:
        self._quantity = max(0, min(self._quantity + by, self._line.left))
        self._show()
        self.changed.emit(self._line.line, self._quantity)

    def _on_minus(self) -> None:
        self._step(-1)

    def _on_plus(self) -> None:
        self._step(1)


class _BackCard(Card):
    """What goes back into which bucket."""

    def __init__(self) -> None:
        super().__init__(tone="panel", margin=(14, 10, 14, 10), gap=6)
        self._title = Label("", "caption")
        self._grid = Grid(gap=4)
        self._labels: list[Label] = []
        self.body.add(self._title)
        self.body.addLayout(self._grid)

    def retranslate(self) -> None:
        self._title.setText(self.tr("冲正后"))

    def show_plan(self, plan: ReversalPlan | None) -> None:
        """Show a plan, or nothing for None."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(self._rows(plan) if plan else ()):
            left, right = Label(name, "body"), Label(value, "money")
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.add_row(row, (left, right))
            self._labels += [left, right]
        self._grid.setColumnStretch(0, 1)
        self.setVisible(plan is not None)

    def _sessions(self, plan: ReversalPlan) -> list[tuple[str, str]]:
        if not gives_sessions(plan):
            return []
        count = sum(quantity for _, quantity in plan.quantities)
        return [(self.tr("次数退回次卡"), f"+{pack_words.sessions(count)}")]

    def _rows(self, plan: ReversalPlan) -> list[tuple[str, str]]:
        sums = dict.fromkeys((Account.PRINCIPAL, Account.BONUS, *TENDER_ACCOUNTS), 0)
        for bucket, amount in plan.back:
            sums[bucket.account] = sums.get(bucket.account, 0) + amount.fen
        rows = self._sessions(plan)
        for account, fen in sums.items():
            if not fen or account is Account.PACK:
                continue
            amount = Money(abs(fen))
            name = words.account(account)
            if account in TENDER_ACCOUNTS:
                rows.append((self.tr("{tender}退给顾客").format(tender=name), str(amount)))
            elif account is Account.ROUNDING:
                rows.append((name, words.signed(Money(-fen))))
            elif fen > 0:
                rows.append((self.tr("{bucket}退回会员").format(bucket=name), f"+{amount}"))
            else:
                rows.append((self.tr("{bucket}从会员扣回").format(bucket=name), f"−{amount}"))
        if plan.points:
            rows.append((self.tr("积分扣回"), f"−{words.number(plan.points)}"))
        if plan.points_back:
            rows.append((self.tr("积分退回会员"), f"+{words.number(plan.points_back)}"))
        return rows


class ReversalSheet(Sheet):
    """`reversed_(Done)` after the commit. Everything typed stays when it is refused."""

    reversed_ = Signal(object)
    keeps_typed = True

    def __init__(self, context: PageContext, parent: QWidget, entry: HistoryEntry) -> None:
        super().__init__(parent, "", 560)
        self._context = context
        self._entry = entry
        self._choice: ReversalChoice | None = None
        self._plan: ReversalPlan | None = None
        self._possible: Money | None = None
        self._busy = False
        self._what = Label("", "muted", wrap=True)
        self._lines = Column(gap=2)
        self.amount = MoneyEdit()
        self._amount_row = QWidget()
        self._amount_name = Label("", "muted")
        self.reduce_button = KeyButton("")
        self._back = _BackCard()
        self.purchase = PurchaseBack()
        self.reason = TextField()
        self._reasons = [(source, ChipButton(tone="info")) for source in REASONS]
        self.confirm_button = KeyButton("", "Enter", "primary")
        self._cancel = KeyButton("", "Esc")
        self._build()
        self._connect()
        self.retranslate()
        self._show_plan(None)
        context.jobs.read(
            history.detail, entry.txn_id, done=self._on_detail, failed=self._on_refused, owner=self
        )

    def _build(self) -> None:
        amount = Line(self._amount_row, gap=8)
        amount.add(self._amount_name, self.amount, None)
        self._amount_row.hide()
        self.reduce_button.hide()
        reasons = QWidget()
        flow = Flow(reasons, gap=6)
        flow.addWidget(self.reason)
        self.reason.setMinimumWidth(theme.px(220))
        for _, chip in self._reasons:
            flow.addWidget(chip)
        self.body.add(self._what)
        self.body.addLayout(self._lines)
        self.body.add(self._amount_row, self._back, self.purchase, self.reduce_button, reasons)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_buttons(self._cancel, self.confirm_button)
        self.set_primary(self.confirm_button)

    def _connect(self) -> None:
        self.amount.valueChanged.connect(self._on_amount)
        self.reduce_button.clicked.connect(self._on_reduce)
        self.reason.textChanged.connect(self._on_reason_typed)
        for _, chip in self._reasons:
            chip.clicked.connect(self._on_reason)
        self.purchase.answered.connect(self._on_gifts)
        self.confirm_button.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self.dismiss)

    def retranslate(self) -> None:
        self.set_title(self.tr("冲正"))
        entry = self._entry
        at = entry.at.strftime("%Y-%m-%d %H:%M")
        self._what.setText(
            f"{title_of(entry)} · {shown_amount(entry)}\n{at} · {entry.staff} · {entry.number}"
        )
        self._amount_name.setText(self.tr("冲正多少（已付金额）"))
        self.amount.setAccessibleName(self.tr("冲正金额"))
        self.reason.setPlaceholderText(self.tr("原因（必填）"))
        self.reason.setAccessibleName(self.tr("冲正原因"))
        for source, chip in self._reasons:
            chip.set_caption(words.translate(source))
        self._cancel.set_caption(self.tr("返回"))
        self._back.retranslate()
        self._show_button()

    def _on_detail(self, detail: TxnDetail) -> None:
        self._choice = ReversalChoice.of(detail, CommandId(ids.new_id()))
        for line in detail.lines:
            if line.left:
                row = _LineRow(line)
                row.changed.connect(self._on_quantity)
                self._lines.addWidget(row)
        if self._choice.asks_amount:
            self._amount_row.show()
            self.amount.set_value(self._choice.amount)
            self._context.jobs.read(
                purchases.purchase, self._entry.txn_id, done=self.purchase.show_purchase, owner=self
            )
        self.reason.setFocus()
        self._ask()

    def _ask(self) -> None:
        choice = self._choice
        if choice is None:
            return
        self._context.jobs.read_latest(
            "counter.reversal",
            reversals.preview,
            self._entry.txn_id,
            choice.pairs(),
            choice.amount,
            done=self._on_previewed,
            failed=self._on_refused,
            owner=self,
        )

    def _on_previewed(self, plan: ReversalPlan) -> None:
        self._possible = None
        self.show_error("")
        self._show_plan(plan)

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        possible = error.facts.get("possible")
        self._possible = possible if isinstance(possible, Money) and possible else None
        self.show_error(wording.word(error))
        self._show_plan(None)

    def _show_plan(self, plan: ReversalPlan | None) -> None:
        self._plan = plan
        self._back.show_plan(plan)
        self.reduce_button.setVisible(self._possible is not None)
        self._show_button()

    def _show_button(self) -> None:
        plan = self._plan
        text = self.tr("冲正")
        if plan is not None and plan.amount and not gives_sessions(plan):
            text = self.tr("冲正 {amount}").format(amount=plan.amount)
        self.confirm_button.set_caption(text)
        self.confirm_button.setEnabled(plan is not None and not self._busy)
        if self._possible is not None:
            self.reduce_button.set_caption(self.tr("改为冲正 {amount}").format(amount=self._possible))

    def _on_quantity(self, line: int, quantity: int) -> None:
        if self._choice is not None:
            self._choice.set_quantity(line, quantity)
            self._ask()

    def _on_amount(self, amount: Money | None) -> None:
        if self._choice is not None:
            self._choice.amount = amount
            self._ask()

    def _on_gifts(self, back: bool) -> None:
        if self._choice is not None:
            self._choice.gifts_back = back

    def _on_reduce(self) -> None:
        if self._possible is not None:
            self.amount.set_value(self._possible)
            self._on_amount(self._possible)

    def _on_reason(self) -> None:
        source = next((s for s, chip in self._reasons if chip is self.sender()), "")
        self.reason.setText(words.translate(source))

    def _on_reason_typed(self, text: str) -> None:
        self.reason.set_problem("")
        for source, chip in self._reasons:
            chip.setChecked(text == words.translate(source))

    def _on_confirm(self) -> None:
        if self._busy or self._plan is None:
            return
        approval.with_reason(self._context, self, self.reason, self._send)

    def _send(self, approved_by: StaffId | None) -> None:
        choice = self._choice
        if choice is None or self._busy:
            return
        self._busy = True
        self._show_button()
        automatic = self._context.settings.current.policy.print_automatically
        command = choice.command(
            self._context.session.staff_id, self.reason.clean_text(), approved_by, automatic
        )
        self._context.jobs.write(
            reversals.execute, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self.dismiss()
        self.reversed_.emit(done)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self._show_button()
        self.show_error(wording.word(error))
