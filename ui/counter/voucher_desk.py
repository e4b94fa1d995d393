"""Vouchers at the counter: what the member holds, what a code brings, what is cheapest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, MemberId, VoucherId
from model.views import Done, HeldBill
from model.voucher import HeldVoucher
from model.voucher_commands import WrongCode
from services import ids, vouchers
from ui.counter import codes_read
from ui.counter.bill_desk import BillDesk
from ui.counter.bill_vouchers import BillVouchers
from ui.counter.codes_read import FriendPaper, Holding, Proposal
from ui.shell.context import PageContext

WRONG = ("code.mistyped", "code.unknown")
"""Refusals of a typed code that count towards the pause."""


class VoucherDesk(QObject):
    """`changed` when what is held, used or proposed changed; `refused(error)` in words for the bill.

    A voucher that came by its code and does not fit yet waits: it goes on the bill as soon as its
    conditions hold. `member_wanted(MemberId)` when a member's voucher is scanned with nobody shown;
    `friend_card(FriendPaper)` when one was typed here.
    """

    changed = Signal()
    refused = Signal(object)
    used = Signal(object)
    member_wanted = Signal(object)
    friend_card = Signal(object)
    paused = Signal(object)

    def __init__(self, context: PageContext, desk: BillDesk) -> None:
        super().__init__(desk)
        self._context = context
        self._desk = desk
        self.on_bill = BillVouchers(desk)
        self._member_id: MemberId | None = None
        self._waiting: HeldVoucher | None = None
        self._retaken: HeldBill | None = None
        self.held: tuple[HeldVoucher, ...] = ()
        self.proposal = Proposal()
        desk.changed.connect(self._on_bill_changed)

    # What is held

    def show_member(self, member_id: MemberId | None) -> None:
        """Ask what this member holds; None for a walk-in."""
        if member_id != self._member_id:
            self.held, self.proposal = (), Proposal()
            if self._waiting is not None and self._waiting.member_id not in (None, member_id):
                self._waiting = None
        self._member_id = member_id
        self.load()

    def load(self) -> None:
        """Read again what the member holds."""
        self._context.jobs.read_latest(
            "counter.vouchers", codes_read.holding, self._member_id, done=self._on_held, owner=self
        )

    def _on_held(self, holding: Holding) -> None:
        if holding.member_id != self._member_id:
            return
        self.held = holding.held
        self.on_bill.set_moment(holding.moment)
        retaken, self._retaken = self._retaken, None
        if retaken is not None:
            self._recheck(retaken)
        self.changed.emit()

    def shown(self) -> tuple[HeldVoucher, ...]:
        """What the member holds, after what is on the bill without being theirs."""
        own = {v.voucher_id for v in self.held}
        scanned = tuple(v for v in self._desk.bill.vouchers if v.voucher_id not in own)
        return scanned + self.held

    # Using

    def toggle(self, voucher_id: VoucherId) -> None:
        """Put a voucher on the bill, or take it off."""
        if self._desk.bill.uses(voucher_id):
            self.on_bill.drop(voucher_id)
            return
        voucher = next((v for v in self.held if v.voucher_id == voucher_id), None)
        if voucher is not None:
            self._use(voucher, wait=False)

    def use_best(self) -> None:
        """Use what makes the bill cheapest."""
        if self.proposal.vouchers:
            self.on_bill.replace(self.proposal.vouchers)

    def is_best(self) -> bool:
        """Whether the bill uses already what makes it cheapest."""
        return self.proposal.ids == {v.voucher_id for v in self._desk.bill.vouchers}

    def take(self, voucher: HeldVoucher) -> None:
        """A voucher came by its code: use it, or say which condition doesn't hold."""
        owner = voucher.member_id
        if owner is not None and self._member_id is None:
            self._waiting = voucher
            self.member_wanted.emit(owner)
        elif owner is not None and owner != self._member_id:
            self.refused.emit(UserError("voucher.other_member", name=voucher.member_name))
        else:
            self._use(voucher, wait=True)

    def _use(self, voucher: HeldVoucher, *, wait: bool) -> None:
        if not self._desk.bill.lines and voucher.rule.benefit.kind.value != "gift":
            self._waiting = voucher if wait else None
            self.refused.emit(UserError("voucher.bill_empty", name=voucher.name))
            return
        try:
            self.on_bill.use(voucher)
        except UserError as error:
            self._waiting = voucher if wait else None
            self.refused.emit(error)
            return
        self._waiting = None
        self.used.emit(voucher)

    def forget(self) -> None:
        """The bill is done or put aside: nothing waits any more."""
        self._waiting = None

    def _on_bill_changed(self) -> None:
        self._use_waiting()
        self._propose()
        self.changed.emit()

    def _use_waiting(self) -> None:
        waiting, bill = self._waiting, self._desk.bill
        if waiting is None or bill.empty or self._desk.member_pending:
            return
        if waiting.member_id not in (None, self._member_id):
            return
        self._waiting = None
        try:
            self.on_bill.use(waiting)
        except UserError:
            self._waiting = waiting
            return
        self.used.emit(waiting)

    def _propose(self) -> None:
        bill = self._desk.bill
        usable = tuple(v for v in self.shown() if bill.moment is not None and v.usable_on(bill.moment.day))
        if bill.empty or bill.moment is None or not usable:
            self.proposal = Proposal()
            return
        self._context.jobs.read_latest(
            "counter.proposal",
            codes_read.propose,
            bill.plain_bill(),
            usable,
            bill.moment,
            done=self._on_proposal,
            owner=self,
        )

    def _on_proposal(self, proposal: Proposal) -> None:
        self.proposal = proposal if not self._desk.bill.empty else Proposal()
        self.changed.emit()

    # A parked bill taken up again

    def retake(self, held: HeldBill) -> None:
        """Put back those vouchers of a parked bill that can still be used, once its member is shown."""
        self._retaken = held if held.bill.vouchers else None

    def _recheck(self, held: HeldBill) -> None:
        self._context.jobs.read(
            vouchers.recheck, held.bill.vouchers, held.member_id, done=self.on_bill.replace, owner=self
        )

    # Typed codes

    def type_code(self, code: str) -> None:
        """A code typed where vouchers are meant; wrong ones count towards the pause."""
        self._context.jobs.read(
            codes_read.typed_voucher, code, done=self._on_typed, failed=self.count_wrong, owner=self
        )

    def _on_typed(self, found: HeldVoucher | FriendPaper) -> None:
        if isinstance(found, FriendPaper):
            self.friend_card.emit(found)
        else:
            self.take(found)

    def count_wrong(self, error: UserError | EnvironmentProblem) -> None:
        """Say why a typed code was refused, and count it if it was wrong."""
        if error.code == "code.paused":
            self.ask_pause()
            return
        self.refused.emit(error)
        if error.code in WRONG:
            command = WrongCode(CommandId(ids.new_id()), self._context.session.staff_id)
            self._context.jobs.write(vouchers.wrong_code, command, done=self._on_counted, owner=self)

    def _on_counted(self, done: Done) -> None:
        if done.number.startswith("paused:"):
            self.ask_pause()

    def ask_pause(self) -> None:
        """Tell how long typed codes are refused."""
        self._context.jobs.read_latest(
            "counter.pause", codes_read.pause_left_ms, done=self.paused.emit, owner=self
        )
