"""Undoing a merge: which record came to this member, and what would go back to it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from model.account_commands import UnmergeMembers
from model.ids import MemberId, StaffId
from model.shop import Role
from model.text import mask_phone
from model.views import Done
from services import merging
from services.merging import MergedRecord
from ui.account.moving import MovingSheet, ResultCard
from ui.shell.context import PageContext
from ui.widgets.chip_choice import ChipChoice


class UnmergeSheet(MovingSheet):
    """For one member, whose record stayed."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(context, parent)
        self._records: tuple[MergedRecord, ...] | None = None
        self.which = ChipChoice()
        self._result = ResultCard(4)
        self.form.add("reason", "", self.reason)
        self.body.add(self._about, self.which, self._result, self.form)
        self.which.hide()
        self.starts_at = self.reason
        self.which.changed.connect(self._refresh)
        context.jobs.read(
            merging.of_member, member_id, done=self._on_records, failed=self._on_failed, owner=self
        )
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(self.tr("撤销合并"))
        self.reason.setPlaceholderText(self.tr("例如：原来是两个人"))
        self.which.setAccessibleName(self.tr("哪一份记录"))
        self.button.set_caption(self.tr("撤销合并"))
        self._refresh()

    def _on_records(self, records: tuple[MergedRecord, ...]) -> None:
        self._records = records
        self.which.set_entries([(r.merge_id, f"{r.name} · No. {r.number}") for r in records])
        if records:
            self.which.set_value(records[0].merge_id)
        self.which.setVisible(len(records) > 1)
        self._refresh()

    def _chosen(self) -> MergedRecord | None:
        chosen = self.which.value()
        return next((r for r in self._records or () if r.merge_id == chosen), None)

    def _refresh(self) -> None:
        found = self._chosen()
        self.form.setVisible(found is not None)
        self.button.setEnabled(found is not None and not self._busy)
        if found is None:
            none = self.tr("没有别的记录并入过这位会员。")
            self._about.setText(none if self._records is not None else "")
            self._result.tell("", ())
        else:
            self._about.setText(
                self.tr(
                    "并入时带来的余额、积分和没用掉的次卡、返现、券都还回去；之后用掉的留在用的地方。"
                    "余额已经用掉一部分时不能撤销。"
                )
            )
            self._tell(found)
        self.rearrange()

    def _tell(self, found: MergedRecord) -> None:
        may = self._context.session.may(Role.MANAGER)
        phone = found.phone if may else mask_phone(found.phone)
        title = " ".join(part for part in (found.name, f"No. {found.number}", phone) if part)
        rows = (
            (self.tr("本金"), str(found.principal) if found.principal else ""),
            (self.tr("赠金"), str(found.bonus) if found.bonus else ""),
            (self.tr("积分"), f"{found.points:,}" if found.points else ""),
        )
        when = self.tr("{at} 并入：{reason}").format(at=f"{found.at:%Y-%m-%d %H:%M}", reason=found.reason)
        self._result.tell(title, rows, [when])

    def _on_button(self) -> None:
        if self._chosen() is not None and self._has_reason():
            self._approve()

    def _act(self, approved_by: StaffId | None) -> None:
        found = self._chosen()
        if found is None:
            return
        command = UnmergeMembers(
            self._command_id,
            self._context.session.staff_id,
            found.merge_id,
            self.reason.clean_text(),
            approved_by,
        )
        self._context.jobs.write(
            merging.unmerge, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, _done: Done) -> None:
        found = self._chosen()
        self._context.toast(
            "good", self.tr("已撤销，{name} 又是一份记录").format(name=found.name if found else "")
        )
        self.dismiss()
