"""What lies under the search box of the counter: the member, the sale or top-up, the history."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.views import Done, HeldBill, HistoryEntry, MemberCard
from model.voucher import HeldVoucher
from services import catalog, members, search
from ui import wording
from ui.counter.claims import ClaimDesk
from ui.counter.code_desk import CodeDesk
from ui.counter.contract_desk import ContractDesk
from ui.counter.done_text import done_line
from ui.counter.friend_desk import FriendDesk
from ui.counter.history_panel import HistoryPanel
from ui.counter.member_actions import MemberActions
from ui.counter.member_panel import MemberPanel
from ui.counter.pack_desk import PackDesk
from ui.counter.panels import Panels
from ui.counter.sale_tab import SaleTab
from ui.counter.search import MemberSearch
from ui.counter.tier_desk import TierDesk
from ui.counter.topup_tab import TopUpTab
from ui.gradual import Steps
from ui.shell.context import PageContext
from ui.widgets.layouts import Column

_GOODS: Final = (Kind.ITEM, Kind.STAFF)
_VOUCHERS: Final = (Kind.VOUCHER, Kind.VOUCHER_TEMPLATE)
_OFFERS: Final = (Kind.PLAN, Kind.GIFT, Kind.PACK_KIND, Kind.VOUCHER_TEMPLATE, Kind.FRIEND_CARD_KIND)
_CARD: Final = (Kind.MEMBER, Kind.LEDGER, Kind.TIER, Kind.TAG)


def _last_visitor(read: Any) -> MemberCard | None:
    hit = next(iter(search.find(read, "", 1).hits), None)
    return members.card(read, hit.member_id) if hit is not None else None


class Workplace(QWidget):
    """Wires the parts; each of them knows its own work. `member_shown(MemberCard | None)`.

    Made by `building`, part by part.
    """

    member_shown = Signal(object)

    def __init__(self, context: PageContext, search: MemberSearch, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._member_id: MemberId | None = None
        self._stale: set[Kind] = set(Kind)
        self.search = search
        self.panels = Panels(self)
        column = Column(self)
        column.add(self.panels)

    def building(self) -> Steps[None]:
        """Make the parts, one at a time."""
        context = self._context
        self.member_panel = MemberPanel(self.panels)
        self.member_actions = MemberActions(context, self.member_panel, self.member_id, self)
        yield
        self.history_panel = HistoryPanel(context, self.panels)
        yield
        self.sale = SaleTab(context, self.panels.stack, narrow=self.panels.is_narrow)
        yield from self.sale.building()
        yield
        self.top_up = TopUpTab(context, self.panels.stack)
        yield
        self.friends = FriendDesk(context, self.member_panel.friends, self)
        self.claims = ClaimDesk(context, self.member_panel.claims, self.panels, self)
        self.contracts = ContractDesk(context, self)
        self.packs = PackDesk(context, self.member_panel.packs, self)
        hint, reached = self.history_panel.tier_hint, self.member_panel.tier_reached
        self.tiers = TierDesk(context, self.sale, hint, reached, self)
        self.codes = CodeDesk(context, self.sale.vouchers.count_wrong, self)
        self.panels.set_pages(self.member_panel, self.sale, self.top_up, self.history_panel)
        self._connect()

    def _connect(self) -> None:
        self.member_panel.new_member.connect(self.sign_up)
        self.member_actions.opened.connect(self.open_member)
        self.panels.chosen.connect(self.show_task)
        self.sale.left.connect(self.search.focus)
        self.sale.matters.connect(self.panels.reveal)
        self.top_up.left.connect(self.search.focus)
        self.top_up.member_wanted.connect(self.search.focus)
        self.sale.checkout.sold.connect(self._on_money_moved)
        self.sale.checkout.parked.connect(self._on_parked)
        self.sale.checkout.taken.connect(self._on_taken)
        self.sale.redeeming.shown.connect(self.panels.mark_redeeming)
        self.sale.vouchers.member_wanted.connect(self.open_member)
        self.sale.vouchers.friend_card.connect(self.friends.sign_up)
        self.friends.opened.connect(self.open_member)
        self.packs.moved.connect(self._on_money_moved)
        self.packs.moved.connect(self.tiers.look)
        self.friends.standing.connect(self.member_panel.show_standing)
        self.member_panel.vouchers.follow(self.sale.vouchers, self.sale.desk)
        self.codes.member.connect(self.open_member)
        self.codes.voucher.connect(self._on_voucher)
        self.codes.stub.connect(self.claims.offer_stub)
        self.claims.opened.connect(self.open_member)
        self.claims.member_wanted.connect(self.search.focus)
        self.codes.task.connect(self.show_task)
        self.codes.item.connect(self.sale.desk.add_item)
        self.codes.other.connect(self.friends.sign_up)
        self.top_up.topped_up.connect(self._on_money_moved)
        self.top_up.topped_up.connect(self.contracts.after_top_up)
        self.history_panel.contract.wanted.connect(self.contracts.open)
        self.contracts.offered.connect(self.history_panel.contract.offer)
        self.history_panel.reverse.connect(self._on_reverse)
        self.history_panel.left.connect(self._on_history_left)
        self._context.bus.committed.connect(self._on_committed)
        self._context.settings.changed.connect(self._on_settings)

    def rehearse(self) -> None:
        """Read and paint a member once, unseen: the first who comes waits no longer than the others."""
        self._context.jobs.read(_last_visitor, done=self._on_rehearsed, owner=self)

    def _on_rehearsed(self, card: MemberCard | None) -> None:
        if card is not None and self._member_id is None:
            self.member_panel.show_card(card)
            self.member_panel.grab()
            self.member_panel.show_card(None)

    # Being shown, and what changed meanwhile

    def come_to_front(self, argument: object = None) -> None:
        """Refresh what went stale, open the member asked for, go to the search."""
        self.refresh()
        if isinstance(argument, bytes):
            self.open_member(MemberId(argument))
        if isinstance(argument, str) and argument:
            self.panels.show_page("sale")
            self.sale.redeeming.redeem(argument)
        else:
            self.search.focus()

    def _on_committed(self, changes: ChangeSet) -> None:
        about_others = self._member_id is not None and not any(
            changes.touches(kind, self._member_id) for kind in _CARD
        )
        self._stale |= changes.kinds - (set(_CARD) if about_others else set())
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read again what went stale."""
        stale, self._stale = self._stale, set()
        jobs = self._context.jobs
        if stale.intersection(_GOODS):
            jobs.read_latest("counter.goods", catalog.sellable, done=self.sale.show_goods, owner=self)
        if stale.intersection(_OFFERS):
            self.top_up.load_plans()
        if Kind.HOLD in stale:
            self.sale.checkout.load()
        if stale.intersection(_CARD):
            self._load_card()
        elif stale.intersection(_VOUCHERS):
            self.sale.vouchers.load()

    def _on_settings(self) -> None:
        self.sale.desk.set_policy(self._context.settings.current.policy)
        self.top_up.show_policy()
        # The rules of points and tiers came with the member.
        self._load_card()

    # The member

    def member_id(self) -> MemberId | None:
        """Who is shown; None for a walk-in."""
        return self._member_id

    def sign_up(self) -> None:
        """Sign up somebody new (F2)."""
        self.member_actions.sign_up(self.search.text().strip())

    def open_member(self, member_id: MemberId | None) -> None:
        """Show a member; None goes back to a walk-in. The bill stays."""
        self._member_id = member_id
        self.sale.desk.member_pending = self.top_up.member_pending = True
        self.search.dismiss()
        self._load_card()
        if member_id is not None:
            self.show_task("top_up" if self.panels.current() == "top_up" else "sale")

    def _load_card(self) -> None:
        if self._member_id is None:
            self._show_card(None)
            return
        self._context.jobs.read_latest(
            "counter.card",
            members.card,
            self._member_id,
            done=partial(self._on_card, self._member_id),
            failed=self._on_gone,
            owner=self,
        )

    def _on_card(self, asked: MemberId, card: MemberCard) -> None:
        """Show the card; of a record that was merged meanwhile it is the one that stands for it."""
        if asked == self._member_id:
            self._member_id = card.profile.member_id
            self._show_card(card)

    def _on_gone(self, error: UserError | EnvironmentProblem) -> None:
        """A member who is gone is a walk-in; when the disk fails, whoever was shown stays."""
        shown = self.sale.desk.bill.member
        card = None if isinstance(error, UserError) else shown
        self._member_id = card.profile.member_id if card else None
        self._show_card(card)
        self._on_error(error)

    def _show_card(self, card: MemberCard | None) -> None:
        self.member_panel.show_card(card)
        self.claims.show_member(card)
        self.sale.desk.set_member(card)
        self.sale.vouchers.show_member(card.profile.member_id if card else None)
        self.friends.show_member(card.profile.member_id if card else None)
        self.packs.show_member(card.profile.member_id if card else None)
        self.top_up.show_member(card)
        self.history_panel.show_member(card)
        self.panels.name_member(f"{card.profile.name} {card.stored}" if card else "")
        self.member_shown.emit(card)

    def step_back(self) -> None:
        """From a member to a walk-in, while nothing is on the bill."""
        if self.sale.desk.bill.empty:
            self.open_member(None)

    # Sale, top-up, reversal

    def show_task(self, id_: str) -> None:
        """Show the sale (F3), the top-up (F4) or the history (F11) and go to where it begins."""
        if id_ == "redeem":
            self.panels.show_page("sale")
            self.sale.redeeming.open()
            return
        if id_ == "claim":
            self.claims.press()
            return
        if id_ == "friend_cards":
            # The tab opens a sheet: what was shown stays shown.
            self.panels.mark(self.panels.current())
            self.friends.open_cards()
            return
        self.panels.show_page(id_)
        if id_ == "history":
            self.history_panel.focus()
        elif id_ != "member":
            (self.top_up if id_ == "top_up" else self.sale).focus()

    def _on_money_moved(self, done: Done) -> None:
        self.sale.vouchers.forget()
        self._context.toast("good", done_line(done))
        self.friends.tell_rewards(done)
        self.search.focus()

    def _on_parked(self) -> None:
        self._context.toast("good", self.tr("已挂单"))
        self.search.focus()

    def _on_taken(self, held: HeldBill) -> None:
        self.sale.vouchers.retake(held)
        self.open_member(held.member_id)
        self.show_task("sale")

    def _on_history_left(self) -> None:
        self.show_task("top_up" if self.panels.current() == "top_up" else "sale")

    def _on_reverse(self, entry: HistoryEntry) -> None:
        # Imported when it is opened first: what reverses reaches into everything that can be reversed.
        from ui.counter.reversal_sheet import ReversalSheet

        sheet = ReversalSheet(self._context, self, entry)
        sheet.reversed_.connect(self._on_money_moved)
        sheet.show()

    def _on_error(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))

    def _on_voucher(self, voucher: HeldVoucher) -> None:
        self.search.dismiss()
        if self.panels.current() != "sale":
            self.show_task("sale")
        self.sale.vouchers.take(voucher)
