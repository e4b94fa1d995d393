"""The phone of a member: checked while leaving the field, or the reason why there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.views import MemberProfile
from services import members
from ui import wording
from ui.bus import UiJobs
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox, PhoneEdit, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated


class PhoneField(Retranslated, QWidget):
    """`open_member(MemberId)` when somebody wants to open the member who has this phone.

    `own_id` is the member being edited, whose own phone is no surprise.
    """

    changed = Signal()
    open_member = Signal(object)

    def __init__(
        self, jobs: UiJobs, parent: QWidget | None = None, *, own_id: MemberId | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._own_id = own_id
        self._owner_id: MemberId | None = None
        self._owner_name = ""
        self._hidden = ""
        self._phone = PhoneEdit()
        self._none = CheckBox()
        self._reason = TextField()
        self._reason.hide()
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        self._taken = Card(tone="info", margin=(12, 8, 8, 8))
        self._taken_text = Label("", "info", wrap=True)
        self._open = KeyButton()
        self._assemble()
        self.setFocusProxy(self._phone)
        self.retranslate()

    def _assemble(self) -> None:
        line = Line(gap=8)
        line.add(self._taken_text, self._open)
        line.setStretch(0, 1)
        self._taken.body.addLayout(line)
        self._taken.hide()
        row = Line(gap=12)
        row.add(self._phone, self._reason, self._none)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        column = Column(self, gap=4)
        column.addLayout(row)
        column.add(self._error, self._taken)
        self._phone.textEdited.connect(self._on_edited)
        self._phone.editingFinished.connect(self.check)
        self._reason.textEdited.connect(self._on_edited)
        self._none.toggled.connect(self._on_none)
        self._open.clicked.connect(self._on_open)

    def retranslate(self) -> None:
        self._phone.setAccessibleName(self.tr("手机号"))
        self._phone.setPlaceholderText(self.tr("11 位；境外加 + 和国家代码"))
        self._reason.setAccessibleName(self.tr("没有手机号的原因"))
        self._reason.setPlaceholderText(self.tr("为什么没有，例如：不愿提供"))
        self._none.set_text(self.tr("没有手机号"))
        self._show_owner(self._owner_id, self._owner_name)

    def set_value(self, phone: str, reason: str, *, shown: str | None = None) -> None:
        """Show a phone, or the reason for none; `shown` in place of a phone that is masked."""
        self._hidden = phone if shown is not None and shown != phone else ""
        self._phone.setText(phone if shown is None else shown)
        self._phone.setReadOnly(bool(self._hidden))
        self._reason.setText(reason)
        self._none.setChecked(not phone and bool(reason))
        self.tell("")
        self._show_owner(None, "")

    def value(self) -> tuple[str, str]:
        """The phone as typed and the reason for none; one of them is empty."""
        if self._none.isChecked():
            return "", self._reason.clean_text()
        return self._hidden or self._phone.clean_text(), ""

    @property
    def has_none(self) -> bool:
        """Whether it was said that there is no phone."""
        return self._none.isChecked()

    @property
    def is_taken(self) -> bool:
        """Whether the phone typed is known to be another member's."""
        return self._owner_id is not None

    def tell(self, sentence: str) -> None:
        """Say under the field what is wrong; empty when nothing is."""
        field = self._reason if self._none.isChecked() else self._phone
        field.set_problem(sentence)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_taken(self, member_id: MemberId, name: str) -> None:
        """Show the member who has this phone instead of an error."""
        self._show_owner(member_id, name)

    def check(self) -> None:
        """Ask whose phone it is, off the GUI thread."""
        phone, _ = self.value()
        if not phone or self._hidden:
            return
        self._jobs.read_latest(
            "member_phone", members.by_phone, phone, done=self._on_owner, failed=self._on_refused, owner=self
        )

    def _on_owner(self, member_id: MemberId | None) -> None:
        if member_id is None or member_id == self._own_id:
            self._show_owner(None, "")
            return
        self._jobs.read(members.profile, member_id, done=self._on_profile, owner=self)

    def _on_profile(self, profile: MemberProfile) -> None:
        self._show_owner(profile.member_id, profile.name)

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        if not self._none.isChecked():
            self.tell(wording.word(error))

    def _show_owner(self, member_id: MemberId | None, name: str) -> None:
        self._owner_id, self._owner_name = member_id, name
        self._taken_text.setText(self.tr("这个手机号已经是会员：{name}").format(name=name))
        self._open.set_caption(self.tr("打开 {name}").format(name=name[:12]))
        self._taken.setVisible(member_id is not None)

    def _on_edited(self, _text: str) -> None:
        self.tell("")
        self._show_owner(None, "")
        self.changed.emit()

    def _on_none(self, none: bool) -> None:
        self.tell("")
        self._phone.setVisible(not none)
        self._reason.setVisible(none)
        self._show_owner(None, "")
        self.setFocusProxy(self._reason if none else self._phone)
        if none and self.isVisible():
            self._reason.setFocus()
        self.changed.emit()

    def _on_open(self) -> None:
        if self._owner_id is not None:
            self.open_member.emit(self._owner_id)
