"""Commands of card refunds (退卡): asked for, withdrawn, paid."""

from __future__ import annotations

from model.card_refund import Cause
from model.command import Command
from model.ids import CardRefundId, GiftId, MemberId, StaffId, TxnId
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
class GiftBack:
    """Pieces of a gift of a top-up that were given back and can be handed out again."""

    txn_id: TxnId
    gift_id: GiftId
    quantity: int


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
    """Another person than the one who asked, manager or above; None when that one is signed in.

    The one who asked, after their PIN, where nobody else works in the shop.
    """
    cash_confirmed: bool = False
    """More cash than the rule allows was agreed on."""
    print_receipt: bool = True
    restock: tuple[GiftBack, ...] = ()
    """Gifts that go back into the stock; only where the reading has them given back."""
    alone_reason: str = ""
    """Why the only person of the shop approves what they asked for themselves."""


@dataclass(frozen=True, slots=True)
class ReopenAccount(Command):
    """Let somebody come back whose card was refunded and the account closed."""

    member_id: MemberId
    reason: str
    approved_by: StaffId | None = None
