"""Refunding a card (退卡): asked for with a reason, looked at by both causes, approved, paid, printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from model.card_refund import Cause, InterestFrom, Result, pay_back
from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, MemberId, StaffId
from model.money import ZERO
from model.refund_commands import AskCardRefund, PayCardRefund, WithdrawCardRefund
from model.shop import Role
from model.views import Done
from services import card_refunds
from services.card_refunds import RefundSheet as Sheet_
from services.ids import new_id
from ui import theme, wording
from ui.account.paper import AccountPaper
from ui.account.pay_out import PayOut
from ui.account.readings import CauseCard, shown, steps_of
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet

REASONS: Final = (
    QT_TRANSLATE_NOOP("CardRefund", "搬家"),
    QT_TRANSLATE_NOOP("CardRefund", "不常来了"),
    QT_TRANSLATE_NOOP("CardRefund", "服务不满意"),
    QT_TRANSLATE_NOOP("CardRefund", "本店停业"),
)


class RefundSheet(Sheet):
    """The whole of a card refund for one member, as far as it has come."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, "", 980)
        self._context = context
        self._member_id = member_id
        self._sheet: Sheet_ | None = None
        self._result: Result | None = None
        self._command = CommandId(new_id())
        self._busy = False
        self._cash_confirmed = False
        # What is shown of it on paper outlives this sheet.
        self._paper = AccountPaper(context, context.bus)
        self._state = Label("", "muted", wrap=True)
        self._holds = Label("", wrap=True)
        self.cards = {cause: CauseCard(cause) for cause in Cause}
        self._start_title = Label("", "muted")
        self.start = ChipChoice(one_line=True)
        self._steps_card = Card(tone="panel", gap=4)
        self._steps_title = Label("", "caption")
        self._steps = Column(gap=4)
        self._law = Label("", "muted", wrap=True, size="small")
        self.reason = TextField()
        self._reasons = [(source, ChipButton(tone="info")) for source in REASONS]
        self._ask_part = QWidget()
        self._pay_part = QWidget()
        self._pay_title = Label("", "caption")
        self.pay_out = PayOut()
        self.closing = ChipChoice(one_line=True)
        self._back = KeyButton("", "Esc")
        self.draft_button = KeyButton("", "Ctrl+P", icon="printer", bind=True)
        self.withdraw_button = KeyButton("", "Ctrl+D", bind=True)
        self.button = KeyButton("", "Enter", "primary")
        self._build()
        self._connect()
        self.restyle()
        self.retranslate()
        self._load()

    def _build(self) -> None:
        causes = Line(gap=12)
        causes.add(*self.cards.values())
        self.start.set_entries([(start, "") for start in InterestFrom])
        self.start.set_value(InterestFrom.PAID)
        starts = Line(gap=8)
        starts.add(self._start_title, self.start, None)
        self._steps_card.body.add(self._steps_title)
        self._steps_card.body.addLayout(self._steps)
        ask = Flow(self._ask_part, gap=6)
        ask.addWidget(self.reason)
        for _, chip in self._reasons:
            ask.addWidget(chip)
        pay = Column(self._pay_part, gap=8)
        self.closing.set_entries([(True, ""), (False, "")])
        self.closing.set_value(True)
        head = Line(gap=8)
        head.add(self._pay_title, None, self.closing)
        pay.addLayout(head)
        pay.add(self.pay_out)
        self.body.add(self._state, self._holds)
        self.body.addLayout(causes)
        self.body.addLayout(starts)
        self.body.add(self._ask_part, self._pay_part, self._steps_card, self._law)
        self.set_buttons(self._back, self.withdraw_button, self.draft_button, self.button)
        self.set_primary(self.button)
        self._ask_part.hide()
        self._pay_part.hide()
        self.withdraw_button.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_button)
        self.draft_button.clicked.connect(self._on_draft)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.start.changed.connect(self._on_start)
        self.pay_out.changed.connect(self._on_tenders)
        self.reason.textChanged.connect(self._on_reason_typed)
        for _, chip in self._reasons:
            chip.clicked.connect(self._on_reason)
        for card in self.cards.values():
            card.chosen.connect(self._on_chosen)
        self._context.bus.committed.connect(self._on_committed)

    def restyle(self) -> None:
        self.reason.setMinimumWidth(theme.px(260))
        super().restyle()

    def retranslate(self) -> None:
        name = self._sheet.member_name if self._sheet else ""
        self.set_title(self.tr("退卡 · {name}").format(name=name) if name else self.tr("退卡"))
        self._start_title.setText(self.tr("利息从哪天起"))
        self.start.set_texts([self.tr("付款日"), self.tr("申请日（合同解除）")])
        self._steps_title.setText(self.tr("怎样算出来的"))
        self.reason.setPlaceholderText(self.tr("退卡原因（必填）"))
        self.reason.setAccessibleName(self.tr("退卡原因"))
        for source, chip in self._reasons:
            chip.set_caption(translate("CardRefund", source))
        self._pay_title.setText(self.tr("怎样付给顾客"))
        self.closing.set_texts([self.tr("销户"), self.tr("保留账户，余额为零")])
        self._law.setText(
            self.tr(
                "依据法释〔2025〕4号第十四至二十条，按录入的数据计算。程序不是律师：情形由双方确认，"
                "赠送的商品是否退回或补偿（第二十一条）由双方商定，有争议时请咨询律师或消费者协会。"
            )
        )
        self._back.set_caption(self.tr("返回"))
        self.draft_button.set_caption(self.tr("打印草稿"))
        self.withdraw_button.set_caption(self.tr("撤回申请"))
        for card in self.cards.values():
            card.retranslate()
        self._fill()

    @property
    def _language(self) -> str:
        return self._context.settings.current.look.language

    def _load(self) -> None:
        self._context.jobs.read_latest(
            "account.refund",
            card_refunds.worksheet,
            self._member_id,
            done=self._on_sheet,
            failed=self._on_failed,
            owner=self,
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        concerned = changes.touches(Kind.CARD_REFUND) or changes.touches(Kind.LEDGER, self._member_id)
        if concerned and not self._busy:
            self._load()

    def _on_sheet(self, sheet: Sheet_) -> None:
        before = self._result
        self._sheet = sheet
        self._show_causes(sheet)
        kept = sheet.worksheet.find(before.cause, before.reading.key) if before else None
        self._choose(kept or sheet.worksheet.best)
        self._ask_part.setVisible(sheet.refund is None)
        self._pay_part.setVisible(sheet.refund is not None)
        self.withdraw_button.setVisible(sheet.refund is not None)
        self.retranslate()
        (self.cards[self._result.cause].rows[0] if sheet.refund and self._result else self.reason).setFocus()

    def _show_causes(self, sheet: Sheet_) -> None:
        for card in self.cards.values():
            card.show_sheet(sheet.worksheet, self._from, self._language)

    @property
    def _from(self) -> InterestFrom:
        chosen = self.start.value()
        return chosen if isinstance(chosen, InterestFrom) else InterestFrom.PAID

    def _on_start(self) -> None:
        sheet, before = self._sheet, self._result
        if sheet is None or before is None:
            return
        self._show_causes(sheet)
        same = replace(before.reading, interest=self._from)
        offered = shown(sheet.worksheet, before.cause, self._from)
        self._choose(
            next((r for r in offered if replace(r.reading, interest=self._from) == same), offered[0])
        )
        self._fill()

    def _on_chosen(self, result: Result) -> None:
        self._choose(result)
        self._fill()

    def _choose(self, result: Result) -> None:
        self._result = result
        self._cash_confirmed = False
        for card in self.cards.values():
            card.show_chosen(result.cause, result.reading)
        if self._sheet is not None:
            parts = pay_back(result.total, self._sheet.came_by) if result.total else {}
            self.pay_out.show_due(result.total, parts, self._sheet.cash_limit)

    def _fill(self) -> None:
        sheet, result = self._sheet, self._result
        if sheet is None or result is None:
            return
        self._state.setText(self._state_text(sheet))
        self._holds.setText(self._holds_text(sheet))
        while (item := self._steps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for step in steps_of(result, self._language):
            self._steps.addWidget(Label(step, wrap=True, size="small"))
        self._show_button()
        self.rearrange()

    def _state_text(self, sheet: Sheet_) -> str:
        if sheet.refund is None:
            return self.tr("先登记申请：账户随即冻结，直到付款或撤回。下面是今天退卡的结果，供商量。")
        at = sheet.refund.asked_at.strftime("%Y-%m-%d %H:%M")
        told = self.tr("{person} {at} 登记：{reason}。账户已冻结，要由另一位店长或老板批准。")
        return told.format(person=sheet.refund.asked_by_name, at=at, reason=sheet.refund.reason)

    def _holds_text(self, sheet: Sheet_) -> str:
        held = sheet.holdings
        parts = [self.tr("本金 {amount}").format(amount=held.principal)]
        if held.pack_value:
            parts.append(
                self.tr("次卡 {count} 张，值 {amount}").format(count=held.packs, amount=held.pack_value)
            )
        lost = []
        if held.bonus:
            lost.append(self.tr("赠金 {amount}").format(amount=held.bonus))
        if held.instalments:
            lost.append(
                self.tr("待领返现 {count} 期 {amount}").format(
                    count=held.instalments, amount=held.instalment_value
                )
            )
        told = self.tr("账上有 {held}。").format(held=self.tr("，").join(parts))
        if lost:
            told += self.tr("退卡后作废：{lost}，以及方案送的券和次卡。").format(
                lost=self.tr("，").join(lost)
            )
        return told

    def _show_button(self) -> None:
        sheet, result = self._sheet, self._result
        asked = sheet is not None and sheet.refund is not None
        if asked and result is not None:
            text = self.tr("现金照付 {amount}") if self._cash_confirmed else self.tr("付款 {amount}")
            self.button.set_caption(text.format(amount=result.total))
        else:
            self.button.set_caption(self.tr("登记申请并冻结账户"))
        ready = result is not None and (not asked or self.pay_out.is_complete)
        self.button.setEnabled(ready and not self._busy)

    def _on_tenders(self) -> None:
        self._cash_confirmed = False
        self._show_button()
        self.rearrange()

    def _on_reason(self) -> None:
        source = next((s for s, chip in self._reasons if chip is self.sender()), "")
        self.reason.setText(translate("CardRefund", source))

    def _on_reason_typed(self, text: str) -> None:
        self.reason.set_problem("")
        for source, chip in self._reasons:
            chip.setChecked(text == translate("CardRefund", source))

    # What is done

    def _on_button(self) -> None:
        if self._busy or self._sheet is None:
            return
        if self._sheet.refund is None:
            self._ask()
        elif self.pay_out.has_much_cash and not self._cash_confirmed:
            limit = self._sheet.cash_limit
            self.show_error(wording.word_code("refund.cash_limit", limit=limit))
            self._cash_confirmed = True
            self._show_button()
        else:
            self._approve(self._sheet.refund.asked_by)

    def _ask(self) -> None:
        if not self.reason.clean_text():
            self.reason.set_problem(wording.word_code("bill.reason"))
            self.show_error(wording.word_code("bill.reason"))
            self.reason.setFocus()
            return
        self._begin()
        staff_id = self._context.session.staff_id
        command = AskCardRefund(self._command, staff_id, self._member_id, self.reason.clean_text())
        self._context.jobs.write(
            card_refunds.ask, command, done=self._on_asked, failed=self._on_failed, owner=self
        )

    def _on_asked(self, _: Done) -> None:
        self._end()
        self._context.toast("good", self.tr("已登记退卡申请，账户冻结"))
        self._load()

    def _approve(self, asked_by: StaffId) -> None:
        session = self._context.session
        if session.may(Role.MANAGER) and session.staff_id != asked_by:
            self._pay(None)
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._pay(StaffId(staff_id))

    def _pay(self, approved_by: StaffId | None) -> None:
        sheet, result = self._sheet, self._result
        if self._busy or sheet is None or sheet.refund is None or result is None:
            return
        self._begin()
        command = PayCardRefund(
            self._command,
            self._context.session.staff_id,
            sheet.refund.id,
            result.cause,
            result.reading.key,
            result.total,
            self.pay_out.tenders() if result.total else (),
            bool(self.closing.value()),
            approved_by,
            cash_confirmed=self._cash_confirmed,
            print_receipt=self._context.settings.current.policy.print_automatically,
        )
        self._context.jobs.write(
            card_refunds.pay, command, done=self._on_paid, failed=self._on_failed, owner=self
        )

    def _on_paid(self, done: Done) -> None:
        amount = done.txn.amount if done.txn else ZERO
        self._context.toast(
            "good", self.tr("已退卡 {amount}，单号 {number}").format(amount=amount, number=done.number)
        )
        self.dismiss()
        if done.txn is not None:
            self._paper.paid_worksheet(done.txn.txn_id)

    def _on_withdraw(self) -> None:
        sheet = self._sheet
        if self._busy or sheet is None or sheet.refund is None:
            return
        self._begin()
        command = WithdrawCardRefund(self._command, self._context.session.staff_id, sheet.refund.id)
        self._context.jobs.write(
            card_refunds.withdraw, command, done=self._on_withdrawn, failed=self._on_failed, owner=self
        )

    def _on_withdrawn(self, _: Done) -> None:
        self._context.toast("good", self.tr("已撤回退卡申请，账户照常使用"))
        self.dismiss()

    def _on_draft(self) -> None:
        if self._result is not None:
            self._paper.draft_worksheet(self._member_id, self._result)

    def _begin(self) -> None:
        self._busy = True
        self.show_error("")
        self._show_button()

    def _end(self) -> None:
        self._busy = False
        self._command = CommandId(new_id())
        self._show_button()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        # What failed for its own reason is another command when it is tried again; a disk's is the same.
        self._busy = False
        if isinstance(error, UserError):
            self._command = CommandId(new_id())
            if error.code in ("refund.changed", "refund.not_open", "member.frozen"):
                self._load()
        self.show_error(wording.word(error))
        self._show_button()
