"""Sends what is done about a card refund: asked for, paid after another person's approval, withdrawn."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from model.card_refund import Result
from model.errors import EnvironmentProblem, UserError
from model.ids import CardRefundId, CommandId, MemberId, StaffId
from model.ledger import Account
from model.money import Money
from model.record import dataclass
from model.refund_commands import (
    AskCardRefund,
    GiftBack,
    PayCardRefund,
    ReopenAccount,
    WithdrawCardRefund,
)
from model.shop import Role
from services import card_refunds
from services.card_refunds import CardRefund
from services.ids import new_id
from ui.shell.context import PageContext

Tenders = tuple[tuple[Account, Money], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """How a refund is paid: what people agreed on and typed."""

    result: Result
    tenders: Tenders
    close: bool
    cash_confirmed: bool
    restock: tuple[GiftBack, ...] = ()
    alone_reason: str = ""
    """Not empty where the only person of the shop approves what they asked for."""


class RefundDesk(QObject):
    """`asked`, `paid`, `withdrawn`, `reopened` (Done) after the commit; `failed(error)`; `busy_changed`."""

    asked = Signal(object)
    paid = Signal(object)
    withdrawn = Signal(object)
    reopened = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._command = CommandId(new_id())
        self.busy = False

    def ask(self, member_id: MemberId, reason: str) -> None:
        """Note that a member wants their card refunded."""
        if self._begin():
            command = AskCardRefund(self._command, self._context.session.staff_id, member_id, reason)
            self._context.jobs.write(
                card_refunds.ask,
                command,
                done=partial(self._done, self.asked),
                failed=self._on_failed,
                owner=self,
            )

    def withdraw(self, refund_id: CardRefundId) -> None:
        """Give the refund up."""
        if self._begin():
            command = WithdrawCardRefund(self._command, self._context.session.staff_id, refund_id)
            self._context.jobs.write(
                card_refunds.withdraw,
                command,
                done=partial(self._done, self.withdrawn),
                failed=self._on_failed,
                owner=self,
            )

    def reopen(self, member_id: MemberId, reason: str) -> None:
        """Open a closed account again: a manager's, or after a PIN."""
        send = partial(self._reopen, member_id, reason)
        if self._context.session.may(Role.MANAGER):
            send(None)
        else:
            self._context.approve(Role.MANAGER, send)

    def _reopen(self, member_id: MemberId, reason: str, approved_by: object) -> None:
        if not self._begin():
            return
        approver = StaffId(approved_by) if isinstance(approved_by, bytes) else None
        command = ReopenAccount(self._command, self._context.session.staff_id, member_id, reason, approver)
        self._context.jobs.write(
            card_refunds.reopen,
            command,
            done=partial(self._done, self.reopened),
            failed=self._on_failed,
            owner=self,
        )

    def pay(self, refund: CardRefund, settled: Settled) -> None:
        """Pay at once when who is signed in may approve what another asked for, else after a PIN."""
        send = partial(self._pay, refund.id, settled)
        session = self._context.session
        if session.may(Role.MANAGER) and session.staff_id != refund.asked_by:
            send(None)
        else:
            self._context.approve(Role.MANAGER, send)

    def _pay(self, refund_id: CardRefundId, settled: Settled, approved_by: object) -> None:
        if not self._begin():
            return
        result = settled.result
        command = PayCardRefund(
            self._command,
            self._context.session.staff_id,
            refund_id,
            result.cause,
            result.reading.key,
            result.total,
            settled.tenders,
            settled.close,
            StaffId(approved_by) if isinstance(approved_by, bytes) else None,
            cash_confirmed=settled.cash_confirmed,
            print_receipt=self._context.settings.current.policy.print_automatically,
            restock=settled.restock,
            alone_reason=settled.alone_reason,
        )
        self._context.jobs.write(
            card_refunds.pay,
            command,
            done=partial(self._done, self.paid),
            failed=self._on_failed,
            owner=self,
        )

    def _begin(self) -> bool:
        if self.busy:
            return False
        self.busy = True
        self.busy_changed.emit()
        return True

    def _done(self, signal: object, done: object) -> None:
        self._end()
        signal.emit(done)  # type: ignore[attr-defined]

    def _end(self) -> None:
        self.busy = False
        self._command = CommandId(new_id())
        self.busy_changed.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        # What was refused is another command when it is tried again; after a disk's trouble it is the same.
        if isinstance(error, UserError):
            self._end()
        else:
            self.busy = False
            self.busy_changed.emit()
        self.failed.emit(error)
