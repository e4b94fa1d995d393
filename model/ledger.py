"""Double entry: accounts, postings and the rule that they sum to zero.

Source: domain.md section 3.2. Debits are positive, credits negative; fen and points are separate
units and each sums to zero on its own. A member's balance is minus the sum of the postings on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from model.ids import LotId, MemberId
from model.record import dataclass


class Account(StrEnum):
    """The chart of accounts of one shop."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK_CARD = "bank_card"
    PRINCIPAL = "principal"
    """Money members paid in and have not used: a liability, one sub-account a member."""
    BONUS = "bonus"
    """Money the shop added: one sub-account a member and lot."""
    INCOME = "income"
    """Sales after discounts, before rounding off."""
    ROUNDING = "rounding"
    """What was rounded off bills (抹零)."""
    BONUS_GIVEN = "bonus_given"
    """The shop's side of bonus granted."""
    POINTS = "points"
    POINTS_GIVEN = "points_given"
    PACK = "pack"
    """Money paid for sessions that were not had yet: a liability, one sub-account a member and pack."""
    TRANSFER = "transfer"
    """Between two members' accounts; sums to zero over each pair."""
    INTEREST = "interest"
    """Paid with a card refund (法释〔2025〕4号 Art. 16)."""
    REFUND_DIFFERENCE = "refund_difference"
    """By how much a card refund differs from the principal it settles, either way."""
    SAFE = "safe"
    """Where the drawer's cash comes from and goes to."""
    OVER_SHORT = "over_short"
    """What was counted more or less than expected at the day close."""


class Unit(StrEnum):
    FEN = "fen"
    POINT = "point"


UNIT_OF: dict[Account, Unit] = {
    a: Unit.POINT if a in (Account.POINTS, Account.POINTS_GIVEN) else Unit.FEN for a in Account
}
MEMBER_ACCOUNTS = frozenset({Account.PRINCIPAL, Account.BONUS, Account.POINTS, Account.PACK})
LOT_ACCOUNTS = frozenset({Account.BONUS, Account.PACK})
"""Whose postings name the bonus lot, or the pack in its place."""
TENDER_ACCOUNTS = (Account.CASH, Account.WECHAT, Account.ALIPAY, Account.BANK_CARD)
"""Money from outside, in the order in which the counter offers it."""


class TxnKind(StrEnum):
    TOP_UP = "top_up"
    SALE = "sale"
    REVERSAL = "reversal"
    REWARD = "reward"
    """Bonus or points for bringing a friend, or for being brought; never money."""
    CLAIM = "claim"
    """One instalment collected as bonus, or several at once."""
    PACK_SALE = "pack_sale"
    PACK_USE = "pack_use"
    """Sessions had: the pack's value becomes income."""
    POINTS = "points"
    """Points spent on a gift, adjusted by hand, or brought by a tier."""
    EXPIRY = "expiry"
    """Bonus or points whose last day is over."""
    PACK_REFUND = "pack_refund"
    """One pack refunded by the law, while the rest of the account goes on."""
    CARD_REFUND = "card_refund"
    TRANSFER = "transfer"
    """One side of a move between two members' accounts."""
    CASH = "cash"
    """Cash put into the drawer, taken out of it, or found over or short."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of a transaction: `amount` in the account's unit, debit positive."""

    account: Account
    amount: int
    member_id: MemberId | None = None
    lot_id: LotId | None = None

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError("postings carry whole numbers")
        if (self.account in MEMBER_ACCOUNTS) != (self.member_id is not None):
            raise ValueError(f"{self.account} and its member do not go together")
        if (self.account in LOT_ACCOUNTS) != (self.lot_id is not None):
            raise ValueError(f"{self.account} and its lot do not go together")


def balanced(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The postings without zero amounts, proven to sum to zero in each unit.

    Raises AssertionError otherwise: an unbalanced plan is a bug, never a user's mistake.
    """
    kept = tuple(p for p in postings if p.amount)
    sums: defaultdict[Unit, int] = defaultdict(int)
    for posting in kept:
        sums[UNIT_OF[posting.account]] += posting.amount
    if any(sums.values()):
        raise AssertionError(f"postings do not sum to zero: {dict(sums)}")
    return kept
