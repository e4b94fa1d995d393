"""Giving stored value to another member: who, how much, and what both have then, before Enter."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from model.account_commands import TransferBalance
from model.errors import EnvironmentProblem, UserError
from model.found import Hit
from model.ids import MemberId, StaffId
from model.money import Money
from model.topup import LimitWarning
from model.views import Done
from services import search, transfers
from services.transfers import TransferPreview
from ui import wording
from ui.account.moving import MovingSheet, ResultCard
from ui.finding.member_field import MemberField
from ui.shell.context import PageContext
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, MoneyEdit
from ui.widgets.label import Label

ALL: Final = "all"
PART: Final = "part"


class TransferSheet(MovingSheet):
    """For one member, who gives."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(context, parent)
        self._member_id = member_id
        self._name = ""
        self._preview: TransferPreview | None = None
        self._confirmed: frozenset[LimitWarning] = frozenset()
        self.to = MemberField(context.jobs, context.session)
        self.to.exclude((member_id,))
        self.what = ChipChoice(one_line=True)
        self.what.set_entries([(ALL, ""), (PART, "")])
        self.what.set_value(ALL)
        self.amount = MoneyEdit()
        self.present = CheckBox()
        self._result = ResultCard(2)
        self._warning = Label("", "warning", wrap=True)
        self._build()
        self.to.chosen.connect(self._on_changed)
        self.to.chosen.connect(self._on_member)
        self.what.changed.connect(self._on_what)
        self.amount.valueChanged.connect(self._on_changed)
        context.jobs.read(search.one, member_id, done=self._on_name, failed=self._on_failed, owner=self)
        self.retranslate()

    def _build(self) -> None:
        for row, field in (
            ("to", self.to),
            ("what", self.what),
            ("amount", self.amount),
            ("reason", self.reason),
        ):
            self.form.add(row, "", field)
        self.form.row("amount").hide()
        self.body.add(self._about, self.form, self.present, self._result, self._warning)
        self._warning.hide()
        self.starts_at = self.to

    def retranslate(self) -> None:
        super().retranslate()
        title = self.tr("转给另一位会员 · {name}") if self._name else self.tr("转给另一位会员")
        self.set_title(title.format(name=self._name))
        self._about.setText(
            self.tr("余额从这位会员转到另一位：本金还是本金，赠金还是赠金，到期日不变；不产生积分和奖励。")
        )
        self.form.row("to").set_label(self.tr("转给谁"))
        self.form.row("what").set_label(self.tr("转多少"))
        self.form.row("amount").set_label(self.tr("本金金额"))
        self.what.set_texts([self.tr("全部：本金和能用的赠金"), self.tr("一部分本金")])
        self.reason.setPlaceholderText(self.tr("例如：送给妹妹"))
        self.present.set_text(self.tr("双方都在场，都同意"))
        self._refresh()

    def scanned(self, code: str) -> bool:
        """A member card scanned here is who gets it."""
        return self.to.takes_scan(code)

    def _on_name(self, hit: Hit) -> None:
        self._name = hit.name
        self.retranslate()

    def _on_what(self) -> None:
        self.form.row("amount").setVisible(self.what.value() == PART)
        if self.what.value() == PART:
            self.amount.setFocus()
        self._on_changed()

    def _wanted(self) -> Money | None:
        return self.amount.value() if self.what.value() == PART else None

    def _on_changed(self, *_: object) -> None:
        self._confirmed = frozenset()
        self._preview = None
        self.show_error("")
        self.form.row("amount").set_error("")
        to = self.to.value()
        if to is not None and (self.what.value() == ALL or self._wanted() is not None):
            self._context.jobs.read_latest(
                "account.transfer",
                transfers.preview,
                self._member_id,
                to,
                self._wanted(),
                done=self._on_preview,
                failed=self._on_no_preview,
                owner=self,
            )
        self._refresh()

    def _on_preview(self, preview: TransferPreview) -> None:
        self._preview = preview
        self._refresh()

    def _on_no_preview(self, error: UserError | EnvironmentProblem) -> None:
        self._preview = None
        self._refresh()
        if self.what.value() == PART:
            self.form.row("amount").set_error(wording.word(error))
        else:
            self.show_error(wording.word(error))

    def _refresh(self) -> None:
        shown = self._preview
        if shown is None:
            self._result.tell("", ())
            self._warning.hide()
        else:
            parts = [self.tr("本金 {amount}").format(amount=shown.principal)]
            if shown.bonus:
                parts.append(self.tr("赠金 {amount}").format(amount=shown.bonus))
            rows = (
                (shown.from_name, f"{shown.from_before} → {shown.from_after}"),
                (shown.to_name, f"{shown.to_before} → {shown.to_after}"),
            )
            self._result.tell(self.tr("转 {parts}").format(parts=" · ".join(parts)), rows)
            self._show_warning(shown)
        self._show_button()
        self.button.setEnabled(shown is not None and not self._busy)
        self.rearrange()

    def _show_button(self) -> None:
        shown = self._preview
        if self._unconfirmed():
            self.button.set_caption(self.tr("知道了，仍然转"))
        elif shown is None:
            self.button.set_caption(self.tr("转"))
        else:
            self.button.set_caption(self.tr("转 {amount}").format(amount=shown.principal + shown.bonus))

    def _unconfirmed(self) -> frozenset[LimitWarning]:
        return frozenset(self._preview.warnings if self._preview else ()) - self._confirmed

    def _show_warning(self, shown: TransferPreview) -> None:
        limit = self._context.settings.current.policy.registered_limit
        text = self.tr("转入后本金超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。")
        self._warning.setText(text.format(limit=limit))
        self._warning.setVisible(bool(shown.warnings))

    def _on_button(self) -> None:
        if self._preview is None or not self._has_reason():
            return
        if not self.present.isChecked():
            self.show_error(wording.word_code("transfer.present"))
            self.present.setFocus()
            return
        if self._unconfirmed():
            self._confirmed = frozenset(self._preview.warnings)
            self._refresh()
            return
        self._approve()

    def _act(self, approved_by: StaffId | None) -> None:
        to = self.to.value()
        if to is None:
            return
        command = TransferBalance(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            to,
            self._wanted(),
            self.reason.clean_text(),
            approved_by,
            self.present.isChecked(),
            self._confirmed,
            self._context.settings.current.policy.print_automatically,
        )
        self._context.jobs.write(
            transfers.execute, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        amount = done.txn.amount if done.txn else Money(0)
        told = self.tr("已转 {amount} 给 {name}")
        name = self._preview.to_name if self._preview else ""
        self._context.toast("good", told.format(amount=amount, name=name))
        self.dismiss()
