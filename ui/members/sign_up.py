"""The sign-up sheet (F2): a new member within a minute, by keyboard alone."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.codes import QrKind
from model.commands import SignUp
from model.errors import EnvironmentProblem, UserError
from model.friend_card import FriendCard
from model.ids import CommandId, MemberId
from model.views import Done, MemberProfile
from services import members, vouchers
from services.ids import new_id
from services.members import MemberChoices
from ui import friend_facts, wording
from ui.members.member_form import MemberForm
from ui.shell import camera_scans
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.messages import Banner
from ui.widgets.sheet import Sheet


class SignUpSheet(Sheet):
    """`finished(MemberId | None)`: the new member, the one who had the phone already, or nobody."""

    finished = Signal(object)
    let_through = Sheet.let_through | {camera_scans.KEY}
    keeps_typed = True

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        phone_hint: str = "",
        referrer: MemberId | None = None,
        friend_card: FriendCard | None = None,
        gift: str = "",
    ) -> None:
        super().__init__(parent, width=940)
        self._context = context
        self._command_id = CommandId(new_id())
        self._answer: MemberId | None = None
        self._form = MemberForm(context.jobs, context.session)
        self._save = KeyButton(key="Enter", kind="primary", icon="user-plus")
        self._cancel = KeyButton(key="Esc")
        self._card: FriendCard | None = None
        self._gift = ""
        self.banner = Banner("", "accent")
        self.banner.hide()
        self.body.add(self.banner, self._form)
        self.set_buttons(self._cancel, self._save)
        self.set_primary(self._save)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.dismiss)
        self._form.edited.connect(self._on_edited)
        self._form.open_member.connect(self._on_open_member)
        self.closed.connect(self._on_closed)
        self._take_hint(phone_hint)
        context.jobs.read(members.choices, done=self._on_choices, owner=self)
        if referrer is not None:
            context.jobs.read(members.profile, referrer, done=self._on_referrer, owner=self)
        self.retranslate()
        if friend_card is not None:
            self.take_friend_card((friend_card, gift))

    def retranslate(self) -> None:
        self.set_title(self.tr("新会员"))
        self._save.set_caption(self.tr("登记"))
        self._cancel.set_caption(self.tr("取消"))
        if self._card is not None:
            self._tell_card(self._card)

    def take_friend_card(self, found: tuple[FriendCard, str]) -> None:
        """The new member came with a friend card: its giver is the referrer, and this is the gift."""
        self._card, self._gift = found
        self._form.take_referrer_as_given()
        self._tell_card(self._card)
        self.banner.show()
        self.show_error("")

    def _tell_card(self, card: FriendCard) -> None:
        told = self.tr("闺蜜 {giver} 送的卡：{gift}").format(giver=card.giver_name, gift=self._gift)
        if card.line:
            told += f"\n“{card.line}”"
        self.banner.set_text(told)

    def _on_choices(self, choices: MemberChoices) -> None:
        self._form.offer(choices)
        if choices.tiers and self._form.tier.value() is None:
            self._form.tier.set_value(choices.tiers[0].id)

    def _take_hint(self, hint: str) -> None:
        digits = hint.strip().removeprefix("+").replace(" ", "")
        if digits.isascii() and digits.isdigit():
            self._form.phone.set_value(hint.strip(), "")
            if len(digits) >= 11:
                self._form.phone.check()
        elif hint.strip():
            self._form.name.setText(hint.strip()[:60])

    def _on_referrer(self, profile: MemberProfile) -> None:
        self._form.referrer.set_member(profile.member_id, profile.name)

    def scanned(self, code: str) -> None:
        """A friend card scanned over the sheet is the new member's, a member card the referrer's."""
        self._context.jobs.read(
            _friend_card, code, done=partial(self._on_scanned, code), failed=self._on_refused, owner=self
        )

    def _on_scanned(self, code: str, found: tuple[FriendCard, str] | None) -> None:
        if found is not None:
            self.take_friend_card(found)
        elif self._card is None:
            self._form.referrer.take_card(code)

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))

    def _on_edited(self) -> None:
        self.show_error("")

    def _on_save(self) -> None:
        draft = self._form.checked_draft()
        if draft is None:
            return
        self._save.setEnabled(False)
        command = SignUp(
            self._command_id,
            self._context.session.staff_id,
            draft,
            self._card.card_id if self._card else None,
        )
        self._context.jobs.write(
            members.sign_up, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self._answer = MemberId(cast(bytes, done.subject_id))
        told = self.tr("已登记 {name}，会员号 {number}").format(
            name=self._form.name.clean_text(), number=done.number
        )
        self._context.toast("good", told)
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._save.setEnabled(True)
        if isinstance(error, UserError) and self._form.tell(error):
            return
        self.show_error(wording.word(error))

    def _on_open_member(self, member_id: MemberId) -> None:
        self._answer = member_id
        self.dismiss()

    def _on_closed(self) -> None:
        self.finished.emit(self._answer)


def _friend_card(read: Any, code: str) -> tuple[FriendCard, str] | None:
    """The friend card of a code with its gift; None for other paper. Raises as friend_cards.look_up does."""
    if vouchers.kind_of(read, code) is not QrKind.FRIEND_CARD:
        return None
    return friend_facts.card_with_gift(read, code)
