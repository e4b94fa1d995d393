"""Double entry: accounts, postings and the rule that they sum to zero.

Source: domain.md section 3.2. Debits are positive, credits negative; fen and points are separate
units and each sums to zero on its own. A member's balance is minus the sum of the postings on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from model.ids import LotId, MemberId


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


class Unit(StrEnum):
    FEN = "fen"
    POINT = "point"


UNIT_OF: dict[Account, Unit] = {
    a: Unit.POINT if a in (Account.POINTS, Account.POINTS_GIVEN) else Unit.FEN for a in Account
}
MEMBER_ACCOUNTS = frozenset({Account.PRINCIPAL, Account.BONUS, Account.POINTS})
TENDER_ACCOUNTS = (Account.CASH, Account.WECHAT, Account.ALIPAY, Account.BANK_CARD)
"""Money from outside, in the order in which the counter offers it."""


class TxnKind(StrEnum):
    TOP_UP = "top_up"
    SALE = "sale"
    REVERSAL = "reversal"
    REWARD = "reward"
    """Bonus or points for bringing a friend, or for being brought; never money."""


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
        if (self.account is Account.BONUS) != (self.lot_id is not None):
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
