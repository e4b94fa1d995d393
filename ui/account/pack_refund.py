"""Refunding one session pack (退次卡) by the law, while the rest of the account goes on.

Both causes side by side as for a card; nothing is frozen, for it is paid at once by two people together.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from model.card_refund import Cause, InterestFrom, Result
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, PackId, StaffId
from model.money import ZERO
from model.pack_commands import RefundPack
from model.pack_refund import PackRefund
from model.refund_shares import pay_back
from model.shop import Role
from model.views import Done
from services import pack_refunds
from services.ids import new_id
from services.pack_refunds import PackRefundSheet as Sheet_
from ui import theme, wording
from ui.account import refund_words
from ui.account.pay_out import PayOut
from ui.account.readings import CauseCard, steps_of
from ui.account.refund import REASONS
from ui.shell.context import PageContext
from ui.translate import translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet


class PackRefundSheet(Sheet):
    """Opened by name (`pack_refund`); everything typed stays when it is refused."""

    def __init__(self, context: PageContext, parent: QWidget, pack_id: PackId) -> None:
        super().__init__(parent, "", 980)
        self._context = context
        self._pack_id = pack_id
        self._sheet: Sheet_ | None = None
        self._result: Result | None = None
        self._command_id = CommandId(new_id())
        self._busy = False
        self._cash_confirmed = False
        self._what = Label("", "muted", wrap=True)
        self.cards = {cause: CauseCard(cause) for cause in Cause}
        self._steps_card = Card(tone="panel", gap=4)
        self._steps_title = Label("", "caption")
        self._steps = Column(gap=4)
        self._goes = Label("", "strong", wrap=True)
        self._alone = Label("", "warning", wrap=True)
        self._alone.hide()
        self.pay_out = PayOut()
        self.reason = TextField()
        self._reasons = [(source, ChipButton(tone="info")) for source in REASONS]
        self._back = KeyButton("", "Esc")
        self.button = KeyButton("", "Enter", "primary")
        self._build()
        self._connect()
        self.restyle()
        self.retranslate()
        self._load()

    def _build(self) -> None:
        causes = Line(gap=12)
        causes.add(*self.cards.values())
        self._steps_card.body.add(self._steps_title)
        self._steps_card.body.addLayout(self._steps)
        self._steps_card.body.add(self._goes)
        reasons = QWidget()
        flow = Flow(reasons, gap=6)
        flow.addWidget(self.reason)
        for _, chip in self._reasons:
            flow.addWidget(chip)
        self.body.add(self._what)
        self.body.addLayout(causes)
        self.body.add(self._steps_card, self.pay_out, self._alone, reasons)
        self._back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_buttons(self._back, self.button)
        self.set_primary(self.button)
        self.starts_at = self.reason

    def _connect(self) -> None:
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_button)
        self.pay_out.changed.connect(self._on_tenders)
        self.reason.textChanged.connect(self._on_reason_typed)
        for _, chip in self._reasons:
            chip.clicked.connect(self._on_reason)
        for card in self.cards.values():
            card.chosen.connect(self._choose)

    def restyle(self) -> None:
        self.reason.setMinimumWidth(theme.px(240))
        super().restyle()

    def retranslate(self) -> None:
        name = self._sheet.pack.name if self._sheet else ""
        self.set_title(self.tr("退次卡 · {name}").format(name=name) if name else self.tr("退次卡"))
        self._steps_title.setText(self.tr("怎样算出来的"))
        self.reason.setPlaceholderText(self.tr("退次卡的原因（必填）"))
        self.reason.setAccessibleName(self.tr("退次卡的原因"))
        for source, chip in self._reasons:
            chip.set_caption(translate("CardRefund", source))
        self._back.set_caption(self.tr("返回"))
        for card in self.cards.values():
            card.retranslate()
        self._fill()

    @property
    def _language(self) -> str:
        return self._context.settings.current.look.language

    def _load(self) -> None:
        self._context.jobs.read_latest(
            "account.pack_refund",
            pack_refunds.sheet,
            self._pack_id,
            done=self._on_sheet,
            failed=self._on_failed,
            owner=self,
        )

    def _on_sheet(self, sheet: Sheet_) -> None:
        before = self._result
        self._sheet = sheet
        for card in self.cards.values():
            card.show_sheet(sheet.worksheet, InterestFrom.PAID, self._language)
        kept = sheet.worksheet.find(before.cause, before.reading.key) if before else None
        self._choose(kept or sheet.worksheet.best)
        self.retranslate()

    def _choose(self, result: Result) -> None:
        self._result = result
        self._cash_confirmed = False
        for card in self.cards.values():
            card.show_chosen(result.cause, result.reading)
        refund = self._refund()
        if refund is not None and self._sheet is not None:
            due = refund.pay_out
            parts = pay_back(due, self._sheet.bought.tenders) if due else {}
            self.pay_out.show_due(due, parts, self._sheet.cash_limit)
            self.pay_out.setVisible(bool(due))
        self._fill()

    def _refund(self) -> PackRefund | None:
        return self._sheet.refund(self._result) if self._sheet and self._result else None

    def _fill(self) -> None:
        sheet, result, refund = self._sheet, self._result, self._refund()
        self._show_button()
        if sheet is None or result is None or refund is None:
            return
        self._what.setText(self._what_text(sheet))
        self._alone.setText(refund_words.say(refund_words.ALONE_PACK))
        self._alone.setVisible(sheet.alone)
        while (item := self._steps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for step in steps_of(result, self._language):
            self._steps.addWidget(Label(step, wrap=True, size="small"))
        self._goes.setText(self._goes_text(refund))
        self.rearrange()

    def _what_text(self, sheet: Sheet_) -> str:
        pack = sheet.pack
        told = self.tr("{item} · 付了 {paid} · 用了 {used} / {sessions} 次。退了以后这张次卡作废，其余照常。")
        return told.format(item=pack.item_name, paid=pack.paid, used=pack.used, sessions=pack.sessions)

    def _goes_text(self, refund: PackRefund) -> str:
        parts = []
        if refund.to_principal:
            parts.append(self.tr("退回本金 {amount}").format(amount=refund.to_principal))
        parts.append(self.tr("付给顾客 {amount}").format(amount=refund.pay_out))
        if refund.interest:
            parts.append(self.tr("其中利息 {amount}").format(amount=refund.interest))
        return " · ".join(parts)

    def _show_button(self) -> None:
        refund = self._refund()
        text = self.tr("现金照付 {amount}") if self._cash_confirmed else self.tr("退 {amount}")
        self.button.set_caption(text.format(amount=refund.total if refund else ZERO))
        self.button.setEnabled(refund is not None and self.pay_out.is_complete and not self._busy)

    def _on_tenders(self) -> None:
        self._cash_confirmed = False
        self._show_button()
        self.rearrange()

    def _on_reason(self) -> None:
        source = next((s for s, chip in self._reasons if chip is self.sender()), "")
        self.reason.setText(translate("CardRefund", source))

    def _on_reason_typed(self, text: str) -> None:
        self.reason.set_problem("")
        self.show_error("")
        for source, chip in self._reasons:
            chip.setChecked(text == translate("CardRefund", source))

    def _on_button(self) -> None:
        if self._busy or self._sheet is None:
            return
        if not self.reason.clean_text():
            self.reason.set_problem(wording.word_code("bill.reason"))
            self.show_error(wording.word_code("bill.reason"))
            self.reason.setFocus()
        elif self.pay_out.has_much_cash and not self._cash_confirmed:
            self.show_error(wording.word_code("refund.cash_limit", limit=self._sheet.cash_limit))
            self._cash_confirmed = True
            self._show_button()
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        result, refund = self._result, self._refund()
        if self._busy or not isinstance(staff_id, bytes) or result is None or refund is None:
            return
        self._busy = True
        self._show_button()
        command = RefundPack(
            self._command_id,
            self._context.session.staff_id,
            self._pack_id,
            result.cause,
            result.reading.key,
            refund.total,
            self.pay_out.tenders() if refund.pay_out else (),
            self.reason.clean_text(),
            StaffId(staff_id),
            self._cash_confirmed,
            self._context.settings.current.policy.print_automatically,
        )
        self._context.jobs.write(
            pack_refunds.pay, command, done=self._on_paid, failed=self._on_failed, owner=self
        )

    def _on_paid(self, done: Done) -> None:
        amount = done.txn.amount if done.txn else ZERO
        told = self.tr("已退次卡 {amount}，单号 {number}")
        self._context.toast("good", told.format(amount=amount, number=done.number))
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        # What failed for its own reason is another command when it is tried again; a disk's is the same.
        self._busy = False
        if isinstance(error, UserError):
            self._command_id = CommandId(new_id())
            if error.code == "refund.changed":
                self._load()
        self._show_button()
        self.show_error(wording.word(error))
