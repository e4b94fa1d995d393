"""From the bill to the books: pay, park, take back. One command at a time, each sent once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from model.commands import DropHold
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import Role
from model.views import Done, HeldBill
from services import holds, ids, sales
from ui.counter.bill_desk import BillDesk
from ui.shell.context import PageContext


class Checkout(QObject):
    """`sold(Done)` after a sale is on disk; `refused(error)` leaves the bill as it was.

    While a command is under way a second Enter does nothing; after a failure the next one sends
    the same command id again, so that what did get through is not done twice.
    """

    sold = Signal(object)
    parked = Signal()
    taken = Signal(object)
    refused = Signal(object)
    busy_changed = Signal()
    holds_changed = Signal()

    def __init__(self, context: PageContext, desk: BillDesk) -> None:
        super().__init__(desk)
        self._context = context
        self._desk = desk
        self._take_next: HeldBill | None = None
        self.busy = False
        self.held: tuple[HeldBill, ...] = ()

    def pay(self) -> None:
        """Book the bill, or first ask for the PIN that its discount needs."""
        outcome = self._desk.outcome()
        if self.busy or self._desk.member_pending or not outcome.ready:
            return
        if outcome.approval_bp:
            self.ask_approval()
            return
        automatic = self._context.settings.current.policy.print_automatically
        command = self._desk.bill.sell(self._context.session.staff_id, outcome, automatic)
        self._set_busy(True)
        self._context.jobs.write(
            sales.execute, command, done=self._on_sold, failed=self._on_failed, owner=self
        )

    def ask_approval(self) -> None:
        """Ask for the PIN of somebody who may give the discount."""
        self._context.approve(Role.MANAGER, self._on_approved, self.tr("手动折扣"))

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._desk.bill.approve_discount(StaffId(staff_id))
            self._desk.changed.emit()

    def _on_sold(self, done: Done) -> None:
        self._set_busy(False)
        self._desk.bill.start()
        self._desk.changed.emit()
        self.sold.emit(done)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._set_busy(False)
        self._take_next = None
        if isinstance(error, UserError) and error.code == "hold.gone":
            # Settled elsewhere or thrown away: the bill itself can still be sold.
            self._desk.bill.hold_id = None
        self.refused.emit(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def load(self) -> None:
        """Read what is parked."""
        self._context.jobs.read_latest("counter.parked", holds.parked, done=self._on_loaded, owner=self)

    def _on_loaded(self, held: tuple[HeldBill, ...]) -> None:
        self.held = held
        self.holds_changed.emit()

    def park(self) -> None:
        """Put the bill aside; it touches no balance."""
        if self.busy or self._desk.member_pending or self._desk.bill.empty:
            return
        command = self._desk.bill.park(self._context.session.staff_id, "")
        self._set_busy(True)
        self._context.jobs.write(
            holds.park, command, done=self._on_parked, failed=self._on_failed, owner=self
        )

    def _on_parked(self, done: Done) -> None:
        self._set_busy(False)
        self._desk.bill.start()
        self._desk.changed.emit()
        self.load()
        if self._take_next is not None:
            self._take()
        else:
            self.parked.emit()

    def take(self, held: HeldBill) -> None:
        """Go on with a parked bill; one being made is parked first."""
        if self.busy:
            return
        self._take_next = held
        if self._desk.bill.empty:
            self._take()
        else:
            self.park()

    def _take(self) -> None:
        held, self._take_next = self._take_next, None
        if held is not None:
            self._desk.bill.take(held)
            self.taken.emit(held)
            self._desk.changed.emit()

    def drop(self, held: HeldBill) -> None:
        """Throw a parked bill away."""
        command = DropHold(CommandId(ids.new_id()), self._context.session.staff_id, held.hold_id)
        self._context.jobs.write(
            holds.drop, command, done=self._on_dropped, failed=self._on_failed, owner=self
        )

    def _on_dropped(self, done: Done) -> None:
        self.load()
