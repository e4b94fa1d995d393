"""Planning a top-up: limits of the law, the bonus lot and the postings.

Source: domain.md sections 3.9, 3.10 and 9 (单用途商业预付卡管理办法).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import TENDER_ACCOUNTS, Account, Posting, balanced
from model.money import Money
from model.record import dataclass
from model.shop import Policy


class LimitWarning(StrEnum):
    """A limit of the law that a top-up crosses; the counter says why and goes on if confirmed."""

    REGISTERED_LIMIT = "limit.registered"
    TRANSFER_LIMIT = "limit.transfer"


@dataclass(frozen=True, slots=True)
class TopUpPlan:
    postings: tuple[Posting, ...]
    paid: Money
    bonus: Money
    bonus_expires_on: date | None


def bonus_expiry(day: date, bonus_days: int | None) -> date | None:
    """Last day on which a bonus of that many days can be used; None for no expiry."""
    return None if bonus_days is None else day + timedelta(days=bonus_days)


def limit_warnings(
    paid: Money, account: Account, principal_after: Money, policy: Policy
) -> tuple[LimitWarning, ...]:
    """Which limits the top-up crosses (domain.md section 9); none of them refuses it."""
    warnings: list[LimitWarning] = []
    if principal_after.fen > policy.registered_limit.fen:
        warnings.append(LimitWarning.REGISTERED_LIMIT)
    if paid.fen >= policy.transfer_limit.fen and account is not Account.BANK_CARD:
        warnings.append(LimitWarning.TRANSFER_LIMIT)
    return tuple(warnings)


def plan_top_up(
    member_id: MemberId,
    tenders: Sequence[tuple[Account, Money]],
    bonus: Money,
    bonus_days: int | None,
    lot_id: LotId,
    day: date,
) -> TopUpPlan:
    """Plan a top-up paid on `day`; raises UserError `topup.amount` or `tender.unknown`."""
    accounts = [account for account, amount in tenders if amount.fen > 0 and account in TENDER_ACCOUNTS]
    if len(set(accounts)) < len(tenders):
        raise UserError("tender.unknown")
    paid = Money(sum(amount.fen for _, amount in tenders))
    if paid.fen <= 0 or bonus.fen < 0:
        raise UserError("topup.amount")
    postings = [Posting(account, amount.fen) for account, amount in tenders]
    postings.append(Posting(Account.PRINCIPAL, -paid.fen, member_id))
    if bonus:
        postings.append(Posting(Account.BONUS_GIVEN, bonus.fen))
        postings.append(Posting(Account.BONUS, -bonus.fen, member_id, lot_id))
    return TopUpPlan(balanced(postings), paid, bonus, bonus_expiry(day, bonus_days) if bonus else None)
