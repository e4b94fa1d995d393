"""What people ask of session packs: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from datetime import date

from model.card_refund import Cause
from model.command import Command
from model.ids import MemberId, PackId, PackKindId, StaffId
from model.ledger import Account
from model.money import Money
from model.pack import PackKind
from model.record import dataclass
from model.sale import Payment
from model.topup import LimitWarning


@dataclass(frozen=True, slots=True)
class SavePackKind(Command):
    """Create a kind or change it; packs sold already keep what they were sold with."""

    kind: PackKind


@dataclass(frozen=True, slots=True)
class SellPack(Command):
    """`payment.stored` comes from principal alone; `confirmed` are limits of the law that were shown."""

    member_id: MemberId
    kind_id: PackKindId
    quantity: int
    payment: Payment
    confirmed: frozenset[LimitWarning] = frozenset()
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class UsePack(Command):
    """`companion`: at least one of the sessions is for somebody whom the owner brought."""

    pack_id: PackId
    sessions: int = 1
    companion: bool = False
    served_by: StaffId | None = None
    rating: int | None = None
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class ExtendPack(Command):
    """Let a pack be used through `until`."""

    pack_id: PackId
    until: date
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class RefundPack(Command):
    """Refund what is left of a pack; `expected` is the whole sum that people saw.

    `approved_by` is another person than the one signed in, manager or above.
    """

    pack_id: PackId
    cause: Cause
    reading: str
    expected: Money
    tenders: tuple[tuple[Account, Money], ...]
    reason: str
    approved_by: StaffId | None
    cash_confirmed: bool = False
    print_receipt: bool = True
