"""Session packs at the counter: what the member has of them, and the sheets to sell, use and extend one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from model.changes import ChangeSet, Kind
from model.ids import MemberId
from model.pack import Pack
from model.views import AccountState
from services import packs
from services.packs import Hand
from ui import wording
from ui.counter import keys
from ui.counter.pack_list import PackList
from ui.shell.context import PageContext

_WATCHED = (Kind.PACK, Kind.PACK_KIND, Kind.LEDGER, Kind.ITEM, Kind.STAFF)


class PackDesk(QObject):
    """`moved(Done)` after a sale or use. Its sheets are imported when one is opened first."""

    moved = Signal(object)

    def __init__(self, context: PageContext, shown: PackList, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._list = shown
        self._page = page
        self._member_id: MemberId | None = None
        self._hand: Hand | None = None
        shown.use_wanted.connect(self.use)
        shown.sell_wanted.connect(self.sell)
        # Not on the buttons: in a small window the member is a tab, and the keys work all the same.
        for key, slot in ((keys.USE_PACK, self.use_first), (keys.SELL_PACK, self.sell)):
            QShortcut(QKeySequence(key), page).activated.connect(slot)
        context.bus.committed.connect(self._on_committed)

    def show_member(self, member_id: MemberId | None) -> None:
        """Read what this member has; None for a walk-in."""
        if member_id != self._member_id:
            self._show(None)
        self._member_id = member_id
        self.load()

    def load(self) -> None:
        """Read it again."""
        if self._member_id is not None:
            self._context.jobs.read_latest(
                "counter.packs",
                packs.hand,
                self._member_id,
                done=self._on_hand,
                failed=self._on_failed,
                owner=self,
            )

    def _on_hand(self, hand: Hand) -> None:
        if hand.member_id == self._member_id:
            self._show(hand)

    def _show(self, hand: Hand | None) -> None:
        self._hand = hand
        self._list.show_hand(hand)

    def _on_failed(self, error: object) -> None:
        """The member's card itself tells what is wrong."""

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self.load()

    def use_first(self) -> None:
        """Have sessions of the pack that is first in the list; sell one where there is none."""
        hand = self._hand
        if hand is not None and hand.packs:
            self.use(hand.packs[0])
        else:
            self.sell()

    def use(self, pack: Pack) -> None:
        """Have sessions of a pack."""
        from ui.counter.pack_use import UsePackSheet

        if self._hand is None:
            return
        sheet = UsePackSheet(self._context, self._page, self._hand, pack)
        sheet.used.connect(self.moved)
        sheet.extend_wanted.connect(self.extend)
        sheet.refund_wanted.connect(self.refund)
        sheet.show()

    def sell(self) -> None:
        """Sell packs to the member."""
        from ui.counter.pack_sale import SellPackSheet

        if self._member_id is None:
            self._context.toast("warning", self.tr("先打开一位会员，再卖或用次卡。"))
        if self._hand is None:
            return
        if self._hand.account is not AccountState.OPEN:
            self._context.toast("warning", wording.word_code(f"member.{self._hand.account}"))
            return
        if not self._hand.kinds:
            self._context.toast("warning", self.tr("还没有可卖的次卡，请先到设置里加。"))
            return
        sheet = SellPackSheet(self._context, self._page, self._hand)
        sheet.sold.connect(self.moved)
        sheet.show()

    def refund(self, pack: Pack) -> None:
        """Give back what is left of a pack, by the law."""
        self._context.open_sheet("pack_refund", {"pack_id": pack.id})

    def extend(self, pack: Pack) -> None:
        """Let a pack be used for longer."""
        from ui.counter.pack_extend import ExtendPackSheet

        if self._hand is not None:
            ExtendPackSheet(self._context, self._page, pack, self._hand.today).show()
