"""Two records of one person: which one stays, what goes over, and what it has then, before Enter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from model.account_commands import MergeMembers
from model.errors import EnvironmentProblem, UserError
from model.found import Hit
from model.ids import MemberId, StaffId
from model.text import mask_phone
from model.views import Done
from services import merging, search
from services.merging import MergePreview
from ui import wording
from ui.account.moving import MovingSheet, ResultCard
from ui.finding.member_field import MemberField
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton


class MergeSheet(MovingSheet):
    """For one member, whose record stays unless the two are swapped."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(context, parent)
        self._member_id = member_id
        self._name = ""
        self._swapped = False
        self._preview: MergePreview | None = None
        self.other = MemberField(context.jobs, context.session)
        self.other.exclude((member_id,))
        self._result = ResultCard(9)
        self.swap = KeyButton("", "Alt+S", bind=True, icon="arrows-down-up")
        self.form.add("other", "", self.other)
        self.form.add("reason", "", self.reason)
        self.body.add(self._about, self.form, self._result)
        self.set_buttons(self._back, self.swap, self.button)
        self.starts_at = self.other
        self.other.chosen.connect(self._on_changed)
        self.other.chosen.connect(self._on_member)
        self.swap.clicked.connect(self._on_swap)
        context.jobs.read(search.one, member_id, done=self._on_name, failed=self._on_failed, owner=self)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        title = self.tr("合并重复的会员 · {name}") if self._name else self.tr("合并重复的会员")
        self.set_title(title.format(name=self._name))
        self._about.setText(
            self.tr(
                "同一个人登记了两次时用。余额、积分、次卡、返现、券、闺蜜卡和介绍的朋友都并到一处，"
                "流水照原样保留；被并的手机号、卡和编号以后都找到留下的这位。可以撤销。"
            )
        )
        self.form.row("other").set_label(self.tr("另一份记录"))
        self.reason.setPlaceholderText(self.tr("例如：换了手机号，又登记了一次"))
        self.swap.set_caption(self.tr("换一份留下"))
        self._refresh()

    def scanned(self, code: str) -> bool:
        """A member card scanned here is the other record's."""
        return self.other.takes_scan(code)

    def _on_name(self, hit: Hit) -> None:
        self._name = hit.name
        self.retranslate()

    def _on_swap(self) -> None:
        self._swapped = not self._swapped
        self._on_changed()

    def _pair(self) -> tuple[MemberId, MemberId] | None:
        """(the record that goes, the one that stays)."""
        other = self.other.value()
        if other is None:
            return None
        return (self._member_id, other) if self._swapped else (other, self._member_id)

    def _on_changed(self, *_: object) -> None:
        self._preview = None
        self.show_error("")
        pair = self._pair()
        if pair is not None:
            self._context.jobs.read_latest(
                "account.merge",
                merging.preview,
                *pair,
                done=self._on_preview,
                failed=self._on_no_preview,
                owner=self,
            )
        self._refresh()

    def _on_preview(self, preview: MergePreview) -> None:
        self._preview = preview
        self._refresh()

    def _on_no_preview(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))

    def _refresh(self) -> None:
        shown = self._preview
        if shown is None:
            self._result.tell("", ())
        else:
            title = self.tr("{gone} 并入 {kept}").format(
                gone=self._who(shown.gone), kept=self._who(shown.kept)
            )
            self._result.tell(title, self._rows(shown), self._remarks(shown))
        self.swap.setVisible(self.other.value() is not None)
        self.button.set_caption(self.tr("合并"))
        self.button.setEnabled(shown is not None and not self._busy)
        self.rearrange()

    def _who(self, hit: Hit) -> str:
        phone = mask_phone(hit.phone) if self.other.hides_phones else hit.phone
        return " ".join(part for part in (hit.name, f"No. {hit.number}", phone) if part)

    def _rows(self, shown: MergePreview) -> tuple[tuple[str, str], ...]:
        counted = (
            (self.tr("次卡"), shown.packs),
            (self.tr("待领返现"), shown.instalments),
            (self.tr("券"), shown.vouchers),
            (self.tr("闺蜜卡"), shown.friend_cards),
            (self.tr("介绍的朋友"), shown.friends),
        )
        return (
            (self.tr("并入的本金"), str(shown.principal) if shown.principal else ""),
            (self.tr("并入的赠金"), str(shown.bonus) if shown.bonus else ""),
            (self.tr("并入的积分"), f"{shown.points:,}" if shown.points else ""),
            *((name, f"{count:,}" if count else "") for name, count in counted),
            (self.tr("合并后储值"), str(shown.stored_after)),
        )

    def _remarks(self, shown: MergePreview) -> list[str]:
        remarks = []
        if shown.tier:
            remarks.append(self.tr("等级取高的一个：{tier}").format(tier=shown.tier))
        if shown.tags:
            remarks.append(self.tr("标签加上：{tags}").format(tags="、".join(shown.tags)))
        return remarks

    def _on_button(self) -> None:
        if self._preview is not None and self._has_reason():
            self._approve()

    def _act(self, approved_by: StaffId | None) -> None:
        pair = self._pair()
        if pair is None:
            return
        command = MergeMembers(
            self._command_id,
            self._context.session.staff_id,
            *pair,
            self.reason.clean_text(),
            approved_by,
        )
        self._context.jobs.write(
            merging.merge, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, _done: Done) -> None:
        name = self._preview.kept.name if self._preview else ""
        self._context.toast("good", self.tr("已合并到 {name}").format(name=name))
        self.dismiss()
