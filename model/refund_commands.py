"""Commands of card refunds (退卡): asked for, withdrawn, paid."""

from __future__ import annotations

from model.card_refund import Cause
from model.command import Command
from model.ids import CardRefundId, MemberId, StaffId
from model.ledger import Account
from model.money import Money
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class AskCardRefund(Command):
    """Freeze the account until the refund is paid or withdrawn."""

    member_id: MemberId
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawCardRefund(Command):
    """Let the account go on as it was."""

    refund_id: CardRefundId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PayCardRefund(Command):
    """Pay what the worksheet says by this cause and reading; `expected` is what people saw."""

    refund_id: CardRefundId
    cause: Cause
    reading: str
    expected: Money
    tenders: tuple[tuple[Account, Money], ...]
    close_account: bool
    approved_by: StaffId | None = None
    """Another person than the one who asked, manager or above; None when that one is signed in."""
    cash_confirmed: bool = False
    """More cash than the rule allows was agreed on."""
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class ReopenAccount(Command):
    """Let somebody come back whose card was refunded and the account closed."""

    member_id: MemberId
    reason: str
    approved_by: StaffId | None = None
