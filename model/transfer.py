"""What moves from one member's account to another's, as two transactions that mirror each other.

Source: domain.md sections 3.2 and 3.9. Bonus stays bonus: each lot becomes one of the receiver, with the
same last day, as old as it was. Nothing is earned with a move.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from model.errors import UserError
from model.ids import LotId, MemberId, PackId
from model.ledger import Account, Posting, balanced
from model.money import ZERO, Money
from model.record import dataclass
from model.wallet import Lot, Wallet


class TransferKind(StrEnum):
    TRANSFER = "transfer"
    """One member gives to another."""
    MERGE = "merge"
    UNMERGE = "unmerge"
    RECALL = "recall"
    """What a merged record had brought along goes back there, to be taken back where it was given."""


class Role(StrEnum):
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class MovedLot:
    """So much of a lot, and the lot that it is on the other side."""

    from_lot: LotId
    to_lot: LotId
    amount: Money
    granted_on: date
    expires_on: date | None

    def usable_on(self, day: date) -> bool:
        return self.expires_on is None or day <= self.expires_on


@dataclass(frozen=True, slots=True)
class Moved:
    """`packs`: what is owed for the sessions left of each."""

    principal: Money = ZERO
    lots: tuple[MovedLot, ...] = ()
    points: int = 0
    packs: tuple[tuple[PackId, Money], ...] = ()

    @property
    def bonus(self) -> Money:
        return Money(sum(lot.amount.fen for lot in self.lots))

    @property
    def is_nothing(self) -> bool:
        return not (self.principal or self.lots or self.points or any(v for _, v in self.packs))

    def usable_on(self, day: date) -> Money:
        """Of the bonus, what can be used on that day."""
        return Money(sum(lot.amount.fen for lot in self.lots if lot.usable_on(day)))


def given(wallet: Wallet, principal: Money | None, day: date) -> tuple[Money, tuple[Lot, ...]]:
    """Principal and lots that a transfer takes; None is everything that can be used on that day.

    Raises UserError `transfer.short` (more than there is), `transfer.nothing`.
    """
    if principal is None:
        taken, lots = wallet.principal, tuple(lot for lot in wallet.lots if lot.usable_on(day))
    else:
        taken, lots = principal, ()
    if taken.fen > wallet.principal.fen:
        raise UserError("transfer.short", available=wallet.principal)
    if taken.fen < 0 or not (taken or lots):
        raise UserError("transfer.nothing")
    return taken, lots


def side(member_id: MemberId, moved: Moved, role: Role) -> tuple[Posting, ...]:
    """The postings of one side; the two sides together leave nothing in between."""
    sign = 1 if role is Role.OUT else -1
    postings = [Posting(Account.PRINCIPAL, sign * moved.principal.fen, member_id)]
    for lot in moved.lots:
        lot_id = lot.from_lot if role is Role.OUT else lot.to_lot
        postings.append(Posting(Account.BONUS, sign * lot.amount.fen, member_id, lot_id))
    postings += [
        Posting(Account.PACK, sign * value.fen, member_id, LotId(pack_id)) for pack_id, value in moved.packs
    ]
    stored = sum(p.amount for p in postings)
    postings.append(Posting(Account.TRANSFER, -stored))
    postings.append(Posting(Account.POINTS, sign * moved.points, member_id))
    postings.append(Posting(Account.POINTS_GIVEN, -sign * moved.points))
    return balanced(postings)


def check_still_there(wallet: Wallet, principal: Money, lots: Iterable[tuple[LotId, Money]]) -> None:
    """Refuse to take back what the receiver has used meanwhile.

    Raises UserError `transfer.used` (principal, bonus: what is missing).
    """
    left = {lot.id: lot.remaining.fen for lot in wallet.lots}
    missing = sum(max(0, amount.fen - left.get(lot_id, 0)) for lot_id, amount in lots)
    short = max(0, principal.fen - wallet.principal.fen)
    if missing or short:
        raise UserError("transfer.used", principal=Money(short), bonus=Money(missing))
