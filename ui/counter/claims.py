"""Claims at the counter: what the member shown can collect, collected by one key (F5) or a scanned stub."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from model.claim import ClaimInstalments, ClaimState, Promise, refuse
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, InstalmentId, MemberId
from model.money import ZERO, Money
from model.views import Done, MemberCard
from services import ids, instalments
from ui import wording
from ui.counter.claim_card import ClaimCard, Offered, after_claim, day_of
from ui.counter.done_text import done_line
from ui.counter.panels import Panels
from ui.shell.context import PageContext

_WATCHED = (Kind.INSTALMENT, Kind.LEDGER)


class ClaimDesk(QObject):
    """`opened(MemberId)` for a stub's member; `member_wanted()` when the key is pressed without one.

    The id of the command is made when what it does is shown.
    """

    opened = Signal(object)
    member_wanted = Signal()

    def __init__(self, context: PageContext, card: ClaimCard, panels: Panels, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._card = card
        self._panels = panels
        self._member_id: MemberId | None = None
        self._balance: Money = ZERO
        self._state: ClaimState | None = None
        self._stub: Promise | None = None
        self._told: InstalmentId | None = None
        self._command_id = CommandId(ids.new_id())
        self._busy = False
        card.claim_wanted.connect(self.claim)
        context.bus.committed.connect(self._on_committed)

    def show_member(self, card: MemberCard | None) -> None:
        """Read what this member can collect; None for a walk-in."""
        member_id = card.profile.member_id if card else None
        known = member_id == self._member_id
        if not known:
            self._state = None
            if self._stub is not None and self._stub.instalment.member_id != member_id:
                self._stub = None
        self._member_id = member_id
        self._balance = card.stored if card else ZERO
        if self._state is not None or not known:
            self._show()
        self.load()

    def load(self) -> None:
        """Read it again."""
        self._ask(self._on_state)

    def _ask(self, done: Callable[[ClaimState], None]) -> None:
        if self._member_id is not None:
            self._context.jobs.read_latest(
                "counter.claims",
                instalments.due,
                self._member_id,
                done=done,
                failed=self._on_unread,
                owner=self,
            )

    def offer_stub(self, stub: Promise) -> None:
        """Open the member of a stub that was scanned, with this one instalment offered."""
        self._stub, self._told = stub, None
        self.opened.emit(stub.instalment.member_id)

    def _on_state(self, state: ClaimState) -> None:
        if state.member_id != self._member_id:
            return
        if state != self._state:
            self._command_id = CommandId(ids.new_id())
        self._state = state
        self._show()
        self._tell_stub(state)

    def _on_unread(self, error: object) -> None:
        """The member's card itself tells what is wrong."""

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind, self._member_id) for kind in _WATCHED):
            self.load()

    def offered(self) -> Offered | None:
        """What the key would collect now; None while it isn't known."""
        state = self._state
        if state is None:
            return None
        stub = [one for one in state.claimable if self._stub is not None and one.id == self._stub.id]
        chosen = tuple(stub) if stub else state.claimable
        return Offered(state, chosen, bool(stub), self._balance)

    def _show(self) -> None:
        offered = self.offered()
        self._card.show_offer(offered)
        self._panels.name_claim(str(offered.amount) if offered is not None and offered.chosen else "")

    def _tell_stub(self, state: ClaimState) -> None:
        """Say once why the stub that was scanned can't be collected now."""
        stub = self._stub
        if stub is None or self._told == stub.id:
            return
        self._told = stub.id
        mine = [one for one in (*state.refused, *state.later, *state.lapsed) if one.id == stub.id]
        for one in mine:
            try:
                refuse(one, state.day, state.consumed)
            except UserError as error:
                self._context.toast("warning", wording.word(error))
            else:
                self._context.toast("warning", wording.word_code("claim.one_a_day"))

    def press(self) -> None:
        """F5: collect what the member's card offers; where it is out of sight, show it first."""
        offered, panels = self.offered(), self._panels
        panels.mark(panels.current())
        if self._member_id is None:
            self._context.toast("warning", self.tr("先打开一位会员，再领返现。"))
            self.member_wanted.emit()
        elif offered is not None and offered.chosen and not self._card.isVisible():
            panels.show_page("member")
        else:
            self.claim()

    def claim(self) -> None:
        """Collect what is offered; a second press while it is under way does nothing."""
        offered = self.offered()
        if self._busy or self._member_id is None or offered is None:
            return
        if not offered.chosen:
            self._ask(self._on_looked_again)
            return
        self._busy = True
        command = ClaimInstalments(
            self._command_id,
            self._context.session.staff_id,
            self._member_id,
            tuple(one.id for one in offered.chosen),
            self._context.settings.current.policy.print_automatically,
        )
        done = partial(self._on_claimed, offered)
        self._context.jobs.write(instalments.claim, command, done=done, failed=self._on_failed, owner=self)

    def _on_looked_again(self, state: ClaimState) -> None:
        """Midnight may have passed since it was read: what is due now is shown, not collected unseen."""
        self._on_state(state)
        if state.member_id == self._member_id and not state.claimable:
            self._context.toast("warning", self._why_not(state))

    def _why_not(self, state: ClaimState) -> str:
        if state.refusal is not None:
            return wording.word(state.refusal)
        if state.next is not None:
            day = day_of(state.next.instalment.due_on, state.day)
            told = self.tr("还没到日子：下期 {day} 可领 {amount}。")
            return told.format(day=day, amount=state.next.amount)
        return self.tr("这位会员没有可领的返现。")

    def _on_claimed(self, offered: Offered, done: Done) -> None:
        self._busy = False
        self._stub = self._state = None
        self._command_id = CommandId(ids.new_id())
        self._context.toast("good", " · ".join((done_line(done), after_claim(offered))))
        if self._panels.current() == "member":
            self._panels.chosen.emit("sale")

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self._stub = None
        self._context.toast("error", wording.word(error))
        self.load()
