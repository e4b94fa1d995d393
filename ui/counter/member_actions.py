"""What is done to the member shown: sign up, edit, print the card, show the phone number, the account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from model.commands import IssueCard, RevealPhone
from model.ids import CommandId, MemberId
from model.views import Done
from services import ids, members
from ui.counter.member_panel import MemberPanel
from ui.printing.on_paper import OnPaper
from ui.shell.context import PageContext


class MemberActions(QObject):
    """Serves the panel's buttons; `opened(MemberId)` after a sign-up."""

    opened = Signal(object)

    def __init__(
        self, context: PageContext, panel: MemberPanel, shown: Callable[[], MemberId | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._paper = OnPaper(context, self)
        self._context = context
        self._panel = panel
        self._shown = shown
        panel.edit.connect(self._on_edit)
        panel.print_card.connect(self._on_print_card)
        panel.reveal.connect(self._on_reveal)
        panel.account.connect(self._on_account)
        panel.points.connect(self._on_points)
        panel.reopen.connect(self._on_reopen)
        for button in panel.keyed():
            shortcut = QShortcut(QKeySequence(button.key), page)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)

    def sign_up(self, hint: str) -> None:
        """A new member (F2); what was typed into the search is taken along as a hint."""
        sheet = self._context.open_sheet("sign_up", {"phone_hint": hint})
        sheet.finished.connect(self._on_signed_up)  # type: ignore[attr-defined]

    def _on_signed_up(self, member_id: MemberId | None) -> None:
        if member_id is not None:
            self.opened.emit(member_id)

    def _on_edit(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            self._context.open_sheet("edit_member", {"member_id": member_id})

    def _on_account(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            self._context.open_sheet("account", {"member_id": member_id})

    def _on_points(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            self._context.open_sheet("points", {"member_id": member_id})

    def _on_reopen(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            self._context.open_sheet("card_refund", {"member_id": member_id})

    def _on_print_card(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            command = IssueCard(CommandId(ids.new_id()), self._context.session.staff_id, member_id)
            self._context.jobs.write(members.issue_card, command, done=self._on_card_issued, owner=self)

    def _on_card_issued(self, done: Done) -> None:
        if done.subject_id is not None:
            self._paper.member_card(MemberId(done.subject_id))

    def _on_reveal(self) -> None:
        member_id = self._shown()
        if member_id is not None:
            command = RevealPhone(CommandId(ids.new_id()), self._context.session.staff_id, member_id)
            self._context.jobs.write(members.reveal_phone, command, done=self._on_revealed, owner=self)

    def _on_revealed(self, done: Done) -> None:
        if done.subject_id == self._shown():
            self._panel.show_phone(done.number)
