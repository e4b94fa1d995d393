"""How a bill is going to be paid, before it is: stored value first, the rest by chosen tenders."""

from __future__ import annotations

from model.ledger import TENDER_ACCOUNTS, Account
from model.money import ZERO, Money
from model.record import dataclass
from model.sale import Payment, Tender


@dataclass(frozen=True, slots=True)
class Cover:
    """What a choice of tenders covers of the amount due.

    `missing` is what no tender covers yet; `over` names a tender whose typed amount is more than
    is left to pay (only cash may be handed over in excess: that is `change`).
    """

    payment: Payment
    missing: Money
    change: Money = ZERO
    over: Account | None = None

    @property
    def complete(self) -> bool:
        return not self.missing and self.over is None

    def amount_of(self, account: Account) -> Money:
        """What this tender pays of the bill."""
        return next((t.amount for t in self.payment.tenders if t.account is account), ZERO)


class PaymentChoice:
    """Which tenders are chosen and what was typed for each of them.

    A chosen tender without a typed amount takes the rest; there is at most one such. Stored value
    is on by default and goes as far as it can, or as far as was typed.
    """

    def __init__(self) -> None:
        self.stored_on = True
        self.stored_limit: Money | None = None
        self.tenders: dict[Account, Money | None] = {}

    def reset(self) -> None:
        """Back to the default: stored value as far as it goes, no other tender."""
        self.stored_on = True
        self.stored_limit = None
        self.tenders = {}

    def toggle_stored(self) -> None:
        """Take stored value or leave it alone."""
        self.stored_on = not self.stored_on
        self.stored_limit = None

    def toggle(self, account: Account) -> None:
        """Choose a tender for the rest, in place of the one that took it; a chosen one is dropped."""
        if account not in TENDER_ACCOUNTS:
            raise ValueError(account)
        if account in self.tenders:
            del self.tenders[account]
            return
        self.tenders = {a: typed for a, typed in self.tenders.items() if typed is not None}
        self.tenders[account] = None

    def type_amount(self, account: Account, amount: Money | None) -> None:
        """What was typed for a chosen tender; None or zero means that it takes the rest again."""
        if account is Account.PRINCIPAL:
            self.stored_limit = amount
            return
        if account not in self.tenders:
            return
        typed = amount or None
        if typed is None:
            self.tenders = {a: t for a, t in self.tenders.items() if t is not None or a is account}
        self.tenders[account] = typed

    def cover(self, due: Money, available: Money) -> Cover:
        """Spread the choice over what is due; `available` is the member's usable stored value."""
        stored = self._stored(due, available)
        left = due.fen - stored.fen
        tenders: list[Tender] = []
        change = 0
        over: Account | None = None
        for account, typed in sorted(self.tenders.items(), key=lambda pair: pair[1] is None):
            handed = left if typed is None else typed.fen
            amount = min(handed, left)
            if handed > amount and account is not Account.CASH:
                over = over or account
            if amount > 0:
                received = handed if account is Account.CASH else amount
                tenders.append(Tender(account, Money(amount), Money(received)))
                change += received - amount
            left -= amount
        return Cover(Payment(stored, tuple(tenders)), Money(left), Money(change), over)

    def _stored(self, due: Money, available: Money) -> Money:
        if not self.stored_on:
            return ZERO
        wanted = due if self.stored_limit is None else self.stored_limit
        return Money(max(0, min(wanted.fen, due.fen, available.fen)))
