"""A member's stored value and how a payment is taken from it (domain.md section 3.6)."""

from __future__ import annotations

from datetime import date

from model.errors import UserError
from model.ids import LotId
from model.money import Money, split
from model.record import dataclass
from model.shop import SpendingOrder


@dataclass(frozen=True, slots=True)
class Lot:
    """Bonus granted at once: what is left of it and the last day on which it can be used."""

    id: LotId
    granted: Money
    remaining: Money
    granted_on: date
    expires_on: date | None

    def usable_on(self, day: date) -> bool:
        return self.remaining.fen > 0 and (self.expires_on is None or day <= self.expires_on)


@dataclass(frozen=True, slots=True)
class Wallet:
    """Balances of one member; `lots` in any order, the expired among them."""

    principal: Money
    lots: tuple[Lot, ...]
    points: int = 0

    def bonus_on(self, day: date) -> Money:
        """Bonus that can be used on that day."""
        return Money(sum(lot.remaining.fen for lot in self.lots if lot.usable_on(day)))

    def available_on(self, day: date) -> Money:
        return self.principal + self.bonus_on(day)


@dataclass(frozen=True, slots=True)
class Draw:
    """What a payment takes: from principal, and from each lot."""

    principal: Money
    lots: tuple[tuple[LotId, Money], ...]

    @property
    def bonus(self) -> Money:
        return Money(sum(amount.fen for _, amount in self.lots))


def draw(wallet: Wallet, amount: Money, order: SpendingOrder, day: date) -> Draw:
    """Split a payment from stored value by the shop's spending order; lots earliest expiry first.

    Raises UserError `balance.short` when principal and usable bonus do not cover it.
    """
    bonus = wallet.bonus_on(day)
    if amount.fen > wallet.principal.fen + bonus.fen:
        raise UserError("balance.short", available=wallet.principal + bonus, amount=amount)
    principal = _principal_part(wallet.principal.fen, bonus.fen, amount.fen, order)
    return Draw(Money(principal), _from_lots(wallet, amount.fen - principal, day))


def _principal_part(principal: int, bonus: int, amount: int, order: SpendingOrder) -> int:
    if order is SpendingOrder.PRINCIPAL_FIRST:
        return min(amount, principal)
    if order is SpendingOrder.BONUS_FIRST:
        return amount - min(amount, bonus)
    return split(amount, (principal, bonus))[0]


def _from_lots(wallet: Wallet, wanted: int, day: date) -> tuple[tuple[LotId, Money], ...]:
    usable = [lot for lot in wallet.lots if lot.usable_on(day)]
    usable.sort(key=lambda lot: (lot.expires_on or date.max, lot.granted_on, lot.id))
    taken: list[tuple[LotId, Money]] = []
    for lot in usable:
        part = min(wanted, lot.remaining.fen)
        if part:
            taken.append((lot.id, Money(part)))
            wanted -= part
    return tuple(taken)
