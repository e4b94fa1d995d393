"""Refunding one session pack by the law while the rest of the account goes on (法释〔2025〕4号 Arts. 14–20).

A pack is a contract of its own: what was paid for it less the price of the sessions had. The share that
was paid from principal goes back there, as if it had never left; interest on it is the card's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.card_refund import Result
from model.ledger import Account, Posting, balanced
from model.money import Money, portion
from model.pack import Pack, posting
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class PackRefund:
    """What a refund of a pack comes to, and where it goes."""

    result: Result
    to_principal: Money
    outside: Money
    """Of what is refunded, what is paid out by tenders."""
    interest: Money
    """On that part."""

    @property
    def pay_out(self) -> Money:
        """What the customer is handed."""
        return self.outside + self.interest

    @property
    def total(self) -> Money:
        return self.to_principal + self.pay_out


def refund_of(result: Result, from_principal: Money, paid: Money) -> PackRefund:
    """Part what is refunded by how the sale was paid: `from_principal` of `paid`."""
    refunded = result.refunded.fen
    back = portion(refunded, from_principal.fen, paid.fen) if paid else 0
    interest = portion(result.interest.fen, refunded - back, refunded) if refunded else 0
    return PackRefund(result, Money(back), Money(refunded - back), Money(interest))


def plan_pack_refund(
    pack: Pack, refund: PackRefund, tenders: Sequence[tuple[Account, Money]]
) -> tuple[Posting, ...]:
    """Settle what is owed for a pack; what the refund differs by stands by itself."""
    postings = [posting(pack, pack.value_left)]
    postings.append(Posting(Account.PRINCIPAL, -refund.to_principal.fen, pack.member_id))
    postings.append(Posting(Account.INTEREST, refund.interest.fen))
    difference = refund.result.refunded.fen - pack.value_left.fen
    postings.append(Posting(Account.REFUND_DIFFERENCE, difference))
    postings += [Posting(account, -amount.fen) for account, amount in tenders]
    return balanced(postings)
