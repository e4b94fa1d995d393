"""Friend cards at the counter: what the member has of them, and signing up who comes with one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from model.ids import MemberId
from model.ledger import TxnKind
from model.referral import RewardState, RewardView
from model.views import Done
from services import referrals
from ui import friend_words
from ui.counter import codes_read
from ui.counter.codes_read import FriendPaper, Standing
from ui.counter.done_text import done_line
from ui.counter.friend_line import FriendLine
from ui.shell.context import PageContext

_WATCHED = (Kind.FRIEND_CARD, Kind.REFERRAL, Kind.HONOR)


class FriendDesk(QObject):
    """`opened(MemberId)` after a sign-up, `standing(Standing | None)` for what the panel shows."""

    opened = Signal(object)
    standing = Signal(object)

    def __init__(self, context: PageContext, line: FriendLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._member_id: MemberId | None = None
        self.standing.connect(line.show_standing)
        line.clicked.connect(self.open_cards)
        context.bus.committed.connect(self._on_committed)

    def show_member(self, member_id: MemberId | None) -> None:
        """Read what this member has; None for a walk-in."""
        if member_id != self._member_id:
            self.standing.emit(None)
        self._member_id = member_id
        self.load()

    def load(self) -> None:
        """Read it again."""
        if self._member_id is not None:
            self._context.jobs.read_latest(
                "counter.friends",
                codes_read.standing,
                self._member_id,
                done=self._on_standing,
                failed=self._on_failed,
                owner=self,
            )

    def _on_standing(self, standing: Standing) -> None:
        if standing.member_id == self._member_id:
            self.standing.emit(standing)

    def _on_failed(self, error: object) -> None:
        """The member's card itself tells what is wrong."""

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self.load()

    def tell_rewards(self, done: Done) -> None:
        """Say after a sale who gets a reward for it."""
        if done.txn is not None and done.txn.kind is TxnKind.SALE and done.txn.member_id is not None:
            asked = partial(self._on_rewards, done)
            self._context.jobs.read(referrals.paid_with, done.txn.txn_id, done=asked, owner=self)

    def _on_rewards(self, done: Done, views: tuple[RewardView, ...]) -> None:
        told = [self._reward_line(v) for v in views if v.state in (RewardState.PENDING, RewardState.PAID)]
        if told:
            self._context.toast("good", " · ".join((done_line(done), *told)))

    def _reward_line(self, view: RewardView) -> str:
        given = friend_words.given(view.kind, view.amount, view.voucher_name)
        if view.state is RewardState.PAID:
            return self.tr("{giver} 得 {given}").format(giver=view.giver_name, given=given)
        day = view.due_at.strftime("%m-%d") if view.due_at else ""
        told = self.tr("{giver} {day} 起得 {given}")
        return told.format(giver=view.giver_name, given=given, day=day)

    def open_cards(self) -> None:
        """Show the member's friend cards (F7)."""
        if self._member_id is None:
            self._context.toast("warning", self.tr("先打开一位会员，再给闺蜜卡。"))
        else:
            self._context.open_sheet("friend_cards", {"member_id": self._member_id})

    def sign_up(self, paper: FriendPaper) -> None:
        """Somebody came with a friend card: sign them up."""
        sheet = self._context.open_sheet("sign_up", {"friend_card": paper.card, "gift": paper.gift})
        sheet.finished.connect(self._on_signed_up)  # type: ignore[attr-defined]

    def _on_signed_up(self, member_id: MemberId | None) -> None:
        if member_id is not None:
            self.opened.emit(member_id)
