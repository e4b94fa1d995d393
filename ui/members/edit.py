"""The edit sheet: what is known of a member, kept safe when two people change it at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.commands import EditMember, RevealPhone
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, MemberId
from model.shop import Role
from model.views import Done, MemberProfile
from services import members
from services.ids import new_id
from services.members import MemberChoices
from ui import wording
from ui.members.member_form import MemberForm, choices_for
from ui.shell import camera_scans
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.messages import Banner
from ui.widgets.sheet import Sheet


class EditSheet(Sheet):
    """`finished(MemberId | None)`: the member saved, or nobody.

    A cashier sees the phone masked; showing it is logged. When somebody else saved in between, the
    newer state can be loaded and what was typed here stays.
    """

    finished = Signal(object)
    let_through = Sheet.let_through | {camera_scans.KEY}
    keeps_typed = True

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, width=940)
        self._context = context
        self._member_id = member_id
        self._profile: MemberProfile | None = None
        self._command_id = CommandId(new_id())
        self._saved = False
        self._revealed = context.session.role is not Role.CASHIER
        self._conflict = Banner(tone="warning")
        self._conflict.hide()
        self._form = MemberForm(context.jobs, context.session, own_id=member_id)
        # Changing a tier is a manager's (services.tiers.edited): a cashier asks for the sheet of its own.
        self._form.tier.setEnabled(context.session.may(Role.MANAGER))
        self._save = KeyButton(key="Enter", kind="primary", icon="check")
        self._cancel = KeyButton(key="Esc")
        self._reveal = KeyButton(icon="eye")
        self._reveal.hide()
        self._put_together()
        context.jobs.read(_known, member_id, done=self._on_known, owner=self)
        self.retranslate()

    def _put_together(self) -> None:
        self.body.add(self._conflict, self._form)
        self.set_buttons(self._cancel, self._reveal, self._save)
        self.set_primary(self._save)
        self._save.setEnabled(False)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.dismiss)
        self._reveal.clicked.connect(self._on_reveal)
        self._form.edited.connect(self._on_edited)
        self._form.open_member.connect(self._on_open_member)
        self._conflict.acted.connect(self._on_reload)
        self.closed.connect(self._on_closed)

    def retranslate(self) -> None:
        if self._profile is None:
            self.set_title(self.tr("会员资料"))
        else:
            told = self.tr("会员资料 · {name} · {number}")
            self.set_title(told.format(name=self._profile.name, number=self._profile.number))
        self._save.set_caption(self.tr("保存"))
        self._cancel.set_caption(self.tr("取消"))
        self._reveal.set_caption(self.tr("显示手机号"))
        self._conflict.set_text(
            self.tr("刚才别处也改了这位会员，还没有保存。载入最新资料后，您输入的仍然保留。"),
            [("reload", self.tr("载入最新"))],
        )

    def _on_known(self, known: tuple[MemberProfile, MemberChoices]) -> None:
        self._profile = profile = known[0]
        self._form.offer(choices_for(*known))
        self._form.fill(profile, hide_phone=not self._revealed)
        self._reveal.setVisible(not self._revealed and bool(profile.phone))
        self._save.setEnabled(True)
        self.retranslate()

    def scanned(self, code: str) -> None:
        """A member card scanned over the sheet is the referrer's."""
        self._form.referrer.take_card(code)

    def _on_edited(self) -> None:
        self.show_error("")

    def _on_reveal(self) -> None:
        command = RevealPhone(CommandId(new_id()), self._context.session.staff_id, self._member_id)
        self._context.jobs.write(members.reveal_phone, command, done=self._on_revealed, owner=self)

    def _on_revealed(self, done: Done) -> None:
        self._revealed = True
        self._reveal.hide()
        self._form.phone.set_value(done.number, "")

    def _on_save(self) -> None:
        draft = self._form.checked_draft()
        if draft is None or self._profile is None:
            return
        self._save.setEnabled(False)
        command = EditMember(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            self._profile.version,
            draft,
        )
        self._context.jobs.write(
            members.edit, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, _done: Done) -> None:
        self._saved = True
        self._context.toast("good", self.tr("已保存 {name} 的资料").format(name=self._form.name.clean_text()))
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._save.setEnabled(True)
        if error.code == "member.changed":
            self._conflict.show()
        elif not (isinstance(error, UserError) and self._form.tell(error)):
            self.show_error(wording.word(error))

    def _on_reload(self, _action: str) -> None:
        self._context.jobs.read(_known, self._member_id, done=self._on_newer, owner=self)

    def _on_newer(self, known: tuple[MemberProfile, MemberChoices]) -> None:
        self._profile = profile = known[0]
        self._form.offer(choices_for(*known))
        self._form.merge(profile, hide_phone=not self._revealed)
        self._conflict.hide()
        self._save.setFocus()

    def _on_open_member(self, member_id: MemberId) -> None:
        self.dismiss()
        self._context.open_page("counter", member_id)

    def _on_closed(self) -> None:
        self.finished.emit(self._member_id if self._saved else None)


def _known(read: Any, member_id: MemberId) -> tuple[MemberProfile, MemberChoices]:
    return members.profile(read, member_id), members.choices(read)
