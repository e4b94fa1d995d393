"""Paying the rewards whose refund window is over: at program start and when the business day changes."""

from __future__ import annotations

from model.friend_commands import PayDueRewards
from model.ids import CommandId, StaffId
from model.views import Done
from services import rewards
from services.ids import new_id
from ui.shell.context import PageContext


class _Payer:
    """Pays in parts until nothing is due; the last part says so by its number."""

    def __init__(self, context: PageContext, staff_id: StaffId) -> None:
        self._context = context
        self._staff_id = staff_id

    def begin(self) -> None:
        self._context.jobs.read(rewards.due_count, done=self._on_counted, owner=self._context.bus)

    def _on_counted(self, due: int) -> None:
        if due:
            self._pay()

    def _pay(self) -> None:
        command = PayDueRewards(CommandId(new_id()), self._staff_id)
        self._context.jobs.write(rewards.pay_due, command, done=self._on_paid, owner=self._context.bus)

    def _on_paid(self, done: Done) -> None:
        if done.number.isdigit() and int(done.number) > 0:
            self.begin()


def pay_due(context: PageContext) -> None:
    """Pay every reward that is due, off the GUI thread; nobody need be signed in."""
    staff = context.session.staff
    _Payer(context, staff.id if staff is not None else StaffId(b"")).begin()
