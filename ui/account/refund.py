"""Refunding a card (退卡): asked for with a reason, looked at by both causes, approved, paid, printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from model.card_refund import Cause, InterestFrom, Result
from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.money import ZERO
from model.refund_shares import pay_back
from model.views import AccountState, Done
from services import card_refunds
from services.card_refunds import RefundSheet as Found
from ui import theme, wording
from ui.account import refund_words
from ui.account.handed_gifts import HandedGifts
from ui.account.paper import AccountPaper
from ui.account.pay_out import PayOut
from ui.account.readings import CauseCard, shown, steps_of
from ui.account.reason import ReasonField
from ui.account.refund_desk import RefundDesk, Settled
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.sheet import Sheet

_LARGE: Final = 1.2

BACK: Final = (
    QT_TRANSLATE_NOOP("CardRefund", "顾客回来了"),
    QT_TRANSLATE_NOOP("CardRefund", "销户办错了"),
)
ALONE: Final = (QT_TRANSLATE_NOOP("CardRefund", "店里只有我一人"),)
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
        self._found: Found | None = None
        self._result: Result | None = None
        self._cash_confirmed = False
        self._desk = RefundDesk(context, self)
        # What is shown of it on paper outlives this sheet.
        self._paper = AccountPaper(context, context.bus)
        self._state = Label("", "muted", wrap=True)
        self._holds = Label("", wrap=True)
        self.cards = {cause: CauseCard(cause) for cause in Cause}
        self._start_title = Label("", "muted")
        self.start = ChipChoice(one_line=True)
        self.reason = ReasonField("CardRefund", REASONS)
        self.back_reason = ReasonField("CardRefund", BACK)
        self.gifts = HandedGifts()
        self._ended = Label("", "muted", wrap=True, size="small")
        self._alone = Label("", "warning", wrap=True)
        self.alone_reason = ReasonField("CardRefund", ALONE)
        self._pay_part = QWidget()
        self._pay_title = Label("", "caption")
        self.pay_out = PayOut()
        self.closing = ChipChoice(one_line=True)
        self._steps_card = Card(tone="panel", gap=4)
        self._steps_title = Label("", "caption")
        self._steps = Column(gap=4)
        self._law = Label("", "muted", wrap=True, size="small")
        # Nothing of a closed account is left to compute.
        self._computed = (*self.cards.values(), self._start_title, self.start, self._steps_card, self._law)
        self._back = KeyButton("", "Esc")
        self.draft_button = KeyButton("", "Ctrl+P", icon="printer", bind=True)
        self.withdraw_button = KeyButton("", "Ctrl+D", bind=True)
        self.button = KeyButton("", "Enter", "primary")
        self._build()
        self._connect()
        self.retranslate()
        self._load()

    def _build(self) -> None:
        self.start.set_entries([(start, "") for start in InterestFrom])
        self.start.set_value(InterestFrom.PAID)
        self.closing.set_entries([(True, ""), (False, "")])
        self.closing.set_value(True)
        causes, starts, head = Line(gap=12), Line(gap=8), Line(gap=8)
        causes.add(*self.cards.values())
        starts.add(self._start_title, self.start, None)
        head.add(self._pay_title, None, self.closing)
        pay = Column(self._pay_part, gap=8)
        pay.addLayout(head)
        pay.add(self.pay_out, self._alone, self.alone_reason)
        self._steps_card.body.add(self._steps_title)
        self._steps_card.body.addLayout(self._steps)
        self.body.add(self._state, self._holds)
        self.body.addLayout(causes)
        self.body.addLayout(starts)
        self.body.add(self.back_reason, self.gifts, self._steps_card, self._law, self._ended)
        self.restyle()
        self.set_buttons(self._back, self.withdraw_button, self.draft_button, self.button)
        self.set_primary(self.button)
        # Until it is known how far it has come and what it comes to.
        self.button.setEnabled(False)
        hidden = (self.reason, self.back_reason, self._pay_part, self.withdraw_button, self._ended)
        for part in (*hidden, *self._computed):
            part.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_button)
        self.draft_button.clicked.connect(self._on_draft)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.start.changed.connect(self._on_start)
        self.pay_out.changed.connect(self._on_tenders)
        for card in self.cards.values():
            card.chosen.connect(self._on_chosen)
        self._desk.busy_changed.connect(self._show_button)
        self._desk.asked.connect(self._on_asked)
        self._desk.paid.connect(self._on_paid)
        self._desk.withdrawn.connect(self._on_withdrawn)
        self._desk.reopened.connect(self._on_reopened)
        self._desk.failed.connect(self._on_failed)
        self._context.bus.committed.connect(self._on_committed)

    def restyle(self) -> None:
        # What is typed stays in sight, unless large text leaves no room for what it is about.
        for part in (self.reason, self._pay_part):
            if theme.scale() > _LARGE:
                self.body.insertWidget(self.body.indexOf(self._steps_card), part)
            else:
                self.set_foot(part)
        super().restyle()

    def retranslate(self) -> None:
        name = self._found.member_name if self._found else ""
        title = self.tr("重新启用账户") if self._is_closed else self.tr("退卡")
        self.set_title(self.tr("{what} · {name}").format(what=title, name=name) if name else title)
        self._start_title.setText(self.tr("利息从哪天起"))
        self.start.set_texts([self.tr("付款日"), self.tr("申请日（合同解除）")])
        self._steps_title.setText(self.tr("怎样算出来的"))
        for field in (self.reason, self.back_reason):
            field.set_words(self.tr("原因（必填）"), self.tr("原因"))
        self.alone_reason.set_words(self.tr("一人办理的原因（必填）"), self.tr("一人办理的原因"))
        self._pay_title.setText(self.tr("怎样付给顾客"))
        self.closing.set_texts([self.tr("销户"), self.tr("保留账户，余额为零")])
        self._law.setText(refund_words.say(refund_words.LAW))
        self._back.set_caption(self.tr("返回"))
        self.draft_button.set_caption(self.tr("打印草稿"))
        self.withdraw_button.set_caption(self.tr("撤回申请"))
        for card in self.cards.values():
            card.speak(self._context.settings.current.look.language)
        self._fill()

    @property
    def _from(self) -> InterestFrom:
        chosen = self.start.value()
        return chosen if isinstance(chosen, InterestFrom) else InterestFrom.PAID

    @property
    def _is_closed(self) -> bool:
        return self._found is not None and self._found.account is AccountState.CLOSED

    # What is known

    def _load(self) -> None:
        self._context.jobs.read_latest(
            "account.refund",
            card_refunds.worksheet,
            self._member_id,
            done=self._on_found,
            failed=self._on_failed,
            owner=self,
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        concerned = changes.touches(Kind.CARD_REFUND) or changes.touches(Kind.LEDGER, self._member_id)
        if concerned and not self._desk.busy:
            self._load()

    def _on_found(self, found: Found) -> None:
        before, self._found = self._result, found
        asked = found.refund is not None
        self._show_causes(found)
        kept = found.worksheet.find(before.cause, before.reading.key) if before else None
        self._on_chosen(kept or found.worksheet.best)
        closed = self._is_closed
        self.reason.setVisible(not asked and not closed)
        self.back_reason.setVisible(closed)
        self._pay_part.setVisible(asked)
        self._alone.setVisible(found.alone)
        self.alone_reason.setVisible(found.alone)
        self.withdraw_button.setVisible(asked)
        for part in (*self._computed, self._holds, self.draft_button):
            part.setVisible(not closed)
        self.gifts.show_gifts(() if closed else found.worksheet.handed)
        self._ended.setVisible(bool(found.ended))
        self.retranslate()
        best = self.cards[found.worksheet.best.cause].rows[0]
        # Large text has no room for the sums and the reason at once: the sums first, the reason is asked for.
        first = best if asked or theme.scale() > _LARGE else self.reason.field
        (self.back_reason.field if closed else first).setFocus()

    def _show_causes(self, found: Found) -> None:
        for card in self.cards.values():
            card.show_sheet(found.worksheet, self._from, self._context.settings.current.look.language)

    def _on_start(self) -> None:
        found, before = self._found, self._result
        if found is None or before is None:
            return
        self._show_causes(found)
        same = replace(before.reading, interest=self._from)
        offered = shown(found.worksheet, before.cause, self._from)
        self._on_chosen(
            next((r for r in offered if replace(r.reading, interest=self._from) == same), offered[0])
        )

    def _on_chosen(self, result: Result) -> None:
        self._result, self._cash_confirmed = result, False
        for card in self.cards.values():
            card.show_chosen(result.cause, result.reading)
        if self._found is not None:
            parts = pay_back(result.total, self._found.came_by) if result.total else {}
            self.pay_out.show_due(result.total, parts, self._found.cash_limit)
        self._fill()

    def _fill(self) -> None:
        found, result = self._found, self._result
        if found is None or result is None:
            return
        self._state.setText(refund_words.state(found))
        self._holds.setText(refund_words.holdings(found))
        self._ended.setText(refund_words.endings(found))
        self._alone.setText(refund_words.say(refund_words.ALONE))
        self.gifts.show_handed(result.reading.handed, asked=found.refund is not None)
        while (item := self._steps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for step in steps_of(result, self._context.settings.current.look.language):
            self._steps.addWidget(Label(step, wrap=True, size="small"))
        self._show_button()
        self.rearrange()

    def _show_button(self) -> None:
        result = self._result
        asked = self._found is not None and self._found.refund is not None
        if asked and result is not None:
            text = self.tr("现金照付 {amount}") if self._cash_confirmed else self.tr("付款 {amount}")
            self.button.set_caption(text.format(amount=result.total))
        else:
            closed = self.tr("重新启用账户")
            self.button.set_caption(closed if self._is_closed else self.tr("登记申请并冻结账户"))
        ready = result is not None and (not asked or self.pay_out.is_complete)
        self.button.setEnabled(ready and not self._desk.busy)

    def _on_tenders(self) -> None:
        self._cash_confirmed = False
        self._show_button()
        self.rearrange()

    # What is done

    def _on_button(self) -> None:
        found, result = self._found, self._result
        if found is None or result is None:
            return
        self.show_error("")
        if found.refund is None:
            self._on_reason(self.back_reason if self._is_closed else self.reason)
        elif found.alone and not self.alone_reason.text():
            self.show_error(self.alone_reason.ask())
        elif self.pay_out.has_much_cash and not self._cash_confirmed:
            self.show_error(wording.word_code("refund.cash_limit", limit=found.cash_limit))
            self._cash_confirmed = True
            self._show_button()
        else:
            settled = Settled(
                result,
                self.pay_out.tenders() if result.total else (),
                close=bool(self.closing.value()),
                cash_confirmed=self._cash_confirmed,
                restock=self.gifts.restock(),
                alone_reason=self.alone_reason.text() if found.alone else "",
            )
            self._desk.pay(found.refund, settled)

    def _on_reason(self, field: ReasonField) -> None:
        reason = field.text()
        if not reason:
            self.show_error(field.ask())
        elif self._is_closed:
            self._desk.reopen(self._member_id, reason)
        else:
            self._desk.ask(self._member_id, reason)

    def _on_reopened(self, _: Done) -> None:
        self._context.toast("good", self.tr("账户已重新启用"))
        self.dismiss()

    def _on_asked(self, _: Done) -> None:
        self._context.toast("good", self.tr("已登记退卡申请，账户冻结"))
        self._load()

    def _on_paid(self, done: Done) -> None:
        amount = done.txn.amount if done.txn else ZERO
        told = self.tr("已退卡 {amount}，单号 {number}")
        self._context.toast("good", told.format(amount=amount, number=done.number))
        self.dismiss()
        if done.txn is not None:
            self._paper.paid_worksheet(done.txn.txn_id)

    def _on_withdraw(self) -> None:
        if self._found is not None and self._found.refund is not None:
            self._desk.withdraw(self._found.refund.id)

    def _on_withdrawn(self, _: Done) -> None:
        self._context.toast("good", self.tr("已撤回退卡申请，账户照常使用"))
        self.dismiss()

    def _on_draft(self) -> None:
        if self._result is not None:
            self._paper.draft_worksheet(self._member_id, self._result)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        if error.code in ("refund.changed", "refund.not_open", "refund.reading", "member.frozen"):
            self._load()
        self.show_error(wording.word(error))
