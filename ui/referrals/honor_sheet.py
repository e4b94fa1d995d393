"""Giving an honor to a member: by the owner, from a day on, with a reason."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_commands import GiveHonor
from model.ids import CommandId, HonorId, MemberId, StaffId
from model.referral import Honor
from model.shop import Role
from model.views import Done
from services import honors
from services.ids import new_id
from ui import friend_words, wording
from ui.referrals import paper
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dates import DateEdit
from ui.widgets.fields import TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

_HONORS = (Honor.AMBASSADOR, Honor.HONORARY_SHAREHOLDER)


class HonorSheet(Sheet):
    """After it was given, the certificate is shown for printing."""

    def __init__(
        self, context: PageContext, parent: QWidget, member_id: MemberId, name: str, today: date
    ) -> None:
        super().__init__(parent, "", 520)
        self._context = context
        self._member_id = member_id
        self._name = name
        # The preview must outlive this sheet.
        self._press = paper.Press(context, context.bus)
        self._told = Label("", "muted", wrap=True)
        self.form = Form()
        self.honor = ChipChoice()
        self.honor.set_entries([(honor, "") for honor in _HONORS])
        self.honor.set_value(Honor.AMBASSADOR)
        self.from_day = DateEdit(today)
        self.until_day = DateEdit()
        self.reason = TextField()
        for row, field in (("honor", self.honor), ("from", self.from_day), ("until", self.until_day)):
            self.form.add(row, "", field)
        self.form.add("reason", "", self.reason)
        self.body.add(self.form, self._told)
        self._back = KeyButton("", "Esc")
        self.button = KeyButton("", "Enter", "primary")
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_ok)
        self.set_buttons(self._back, self.button)
        self.set_primary(self.button)
        self.starts_at = self.reason
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("授予荣誉 · {name}").format(name=self._name))
        self.honor.set_texts([friend_words.honor(honor) for honor in _HONORS])
        for row, label in (
            ("honor", self.tr("荣誉")),
            ("from", self.tr("从哪天起")),
            ("until", self.tr("到哪天（空着：一直）")),
            ("reason", self.tr("原因（老板写的）")),
        ):
            self.form.row(row).set_label(label)
        self.reason.setAccessibleName(self.tr("原因"))
        self.reason.setPlaceholderText(self.tr("例如：一年带来 12 位常来的朋友"))
        self._told.setText(
            self.tr("只能授予，不能卖，也不代表股权：持有者一次性的转介奖励为 {percent}%，别无其他。").format(
                percent=self._context.settings.current.policy.honor_factor_percent
            )
        )
        self._back.set_caption(self.tr("取消"))
        self.button.set_caption(self.tr("授予并打印证书"))

    def _on_ok(self) -> None:
        first = self.from_day.value()
        if first is None:
            self.form.show_error("from", wording.word_code("text.empty"))
            return
        if not self.reason.clean_text():
            self.form.show_error("reason", wording.word_code("bill.reason"))
            return
        with_role(self._context, Role.OWNER, partial(self._give, first))

    def _give(self, first: date, owner: StaffId | None) -> None:
        chosen = self.honor.value()
        command = GiveHonor(
            CommandId(new_id()),
            owner or self._context.session.staff_id,
            self._member_id,
            chosen if isinstance(chosen, Honor) else Honor.AMBASSADOR,
            first,
            self.until_day.value(),
            self.reason.clean_text(),
        )
        self._context.jobs.write(
            honors.give, command, done=self._on_given, failed=self._on_failed, owner=self
        )

    def _on_given(self, done: Done) -> None:
        self._context.toast("good", self.tr("已授予 {name}").format(name=self._name))
        self.dismiss()
        if isinstance(done.subject_id, bytes):
            self._press.show_certificate(self._name, HonorId(done.subject_id))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))
