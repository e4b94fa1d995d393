"""Session packs (次卡): N prepaid sessions of one service, and what each of them is worth.

A pack that was paid for is a liability until its sessions are had (domain.md section 3.10): each use
turns its share of what was paid into income. A pack that came with a top-up is worth nothing in the books.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from model.errors import UserError
from model.ids import ItemId, LotId, MemberId, PackId, PackKindId, TxnId
from model.ledger import Account, Posting, balanced
from model.money import Money, portion
from model.record import dataclass
from model.reversal import ReversalPlan
from model.sale import Bucket, Payment, check_tenders

MOST_SESSIONS: Final = 1_000
MOST_AT_ONCE: Final = 20
"""Most packs that are sold, or come with a top-up, at once."""
MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class PackKind:
    """What the shop sells: `days` is how long it can be used from the day it is sold; None for ever."""

    id: PackKindId
    name: str
    item_id: ItemId
    sessions: int
    price: Money
    days: int | None = None
    companion: bool = False
    """Whether somebody else than its owner may have a session."""
    position: int = 0
    active: bool = True


class PackOrigin(StrEnum):
    SOLD = "sold"
    PLAN = "plan"
    """It came with a top-up."""


class PackState(StrEnum):
    OPEN = "open"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack of a member, with the names and prices of the day it was sold."""

    id: PackId
    member_id: MemberId
    kind_id: PackKindId
    txn_id: TxnId
    origin: PackOrigin
    name: str
    item_id: ItemId
    item_name: str
    list_price: Money
    """Of one session of the service when the pack was sold (法释〔2025〕4号 Art. 19)."""
    unit_cost: Money
    earns_points: bool
    companion: bool
    sessions: int
    sessions_left: int
    paid: Money
    value_left: Money
    """What of the money is still owed in sessions."""
    valid_to: date | None
    state: PackState = PackState.OPEN
    version: int = 0

    @property
    def used(self) -> int:
        return self.sessions - self.sessions_left

    def over_on(self, day: date) -> bool:
        """Whether its last day is past; what was paid for it is owed all the same."""
        return self.valid_to is not None and day > self.valid_to

    def usable_on(self, day: date) -> bool:
        return self.state is PackState.OPEN and self.sessions_left > 0 and not self.over_on(day)


def check_kind(kind: PackKind) -> None:
    """Refuse a kind that can't be sold: raises UserError `pack.sessions`, `catalog.price`, `pack.days`."""
    if not 1 <= kind.sessions <= MOST_SESSIONS:
        raise UserError("pack.sessions", limit=MOST_SESSIONS)
    if kind.price.fen < 0:
        raise UserError("catalog.price")
    if kind.days is not None and not 1 <= kind.days <= MOST_DAYS:
        raise UserError("pack.days", limit=MOST_DAYS)


def value_of(pack: Pack, sessions: int) -> Money:
    """What so many further sessions turn into income: what is left after the last of them is nothing.

    Always up to the cumulative share of what was paid, so that any order of uses and reversals adds
    up to the fen (domain.md section 3.6).
    """
    used_up = portion(pack.paid.fen, pack.used + sessions, pack.sessions)
    return Money(max(0, used_up - (pack.paid.fen - pack.value_left.fen)))


def check_use(pack: Pack, sessions: int, companion: bool, day: date) -> None:
    """Whether so many sessions can be had on `day`.

    Raises UserError `pack.closed`, `pack.expired` (until), `pack.short` (left) or `pack.companion`.
    """
    if pack.state is not PackState.OPEN:
        raise UserError("pack.closed", name=pack.name)
    if pack.over_on(day):
        raise UserError("pack.expired", name=pack.name, until=pack.valid_to)
    if not 1 <= sessions <= pack.sessions_left:
        raise UserError("pack.short", name=pack.name, left=pack.sessions_left)
    if companion and not pack.companion:
        raise UserError("pack.companion", name=pack.name)


def plan_pack_sale(
    packs: tuple[Pack, ...], payment: Payment, member_id: MemberId, principal: Money
) -> tuple[Posting, ...]:
    """Postings of a sale of packs: money from outside and principal only, for bonus never buys packs.

    Raises UserError `tender.unknown`, `tender.change`, `tender.sum` or `balance.short`.
    """
    check_tenders(Money(sum(pack.paid.fen for pack in packs)), payment)
    if payment.stored > principal:
        raise UserError("balance.short", available=principal, amount=payment.stored)
    postings = [Posting(t.account, t.amount.fen) for t in payment.tenders]
    postings.append(Posting(Account.PRINCIPAL, payment.stored.fen, member_id))
    postings += [posting(pack, -pack.paid) for pack in packs]
    return balanced(postings)


def plan_pack_use(pack: Pack, value: Money, points: int) -> tuple[Posting, ...]:
    """Postings of sessions had: what was owed becomes income, and earns its points."""
    return balanced(
        (
            posting(pack, value),
            Posting(Account.INCOME, -value.fen),
            Posting(Account.POINTS, -points, pack.member_id),
            Posting(Account.POINTS_GIVEN, points),
        )
    )


def posting(pack: Pack, amount: Money) -> Posting:
    """A posting on what is owed for a pack: debit (positive) settles it."""
    return Posting(Account.PACK, amount.fen, pack.member_id, LotId(pack.id))


def owed(packs: tuple[Pack, ...]) -> Money:
    """What is owed for packs that are open, also where their last day is past."""
    return Money(sum(pack.value_left.fen for pack in packs if pack.state is PackState.OPEN))


def plan_sale_back(
    packs: tuple[Pack, ...], tenders: tuple[tuple[Account, Money], ...], principal: Money
) -> ReversalPlan:
    """Take a whole sale of packs back: nothing of any of them may have been had.

    `tenders` and `principal` are what was paid. Raises UserError `reverse.pack_used` (name, used).
    """
    for pack in packs:
        if pack.state is not PackState.OPEN or pack.used or pack.value_left != pack.paid:
            raise UserError("reverse.pack_used", name=pack.name, used=pack.used)
    member_id = packs[0].member_id
    back = [(Bucket(Account.PRINCIPAL), principal)] if principal else []
    back += [(Bucket(account), amount) for account, amount in tenders]
    postings = [Posting(account, -amount.fen) for account, amount in tenders]
    postings.append(Posting(Account.PRINCIPAL, -principal.fen, member_id))
    postings += [posting(pack, pack.paid) for pack in packs]
    amount = Money(sum(pack.paid.fen for pack in packs))
    return ReversalPlan(balanced(postings), tuple(back), 0, amount)


def plan_use_back(pack: Pack, sessions: int, value: Money, points: int) -> ReversalPlan:
    """Give sessions back that were had: exactly what they were booked at, and the points they earned.

    The plan's `quantities` has how many.

    Raises UserError `pack.closed` where the pack was refunded or cancelled meanwhile.
    """
    if pack.state is not PackState.OPEN:
        raise UserError("pack.closed", name=pack.name)
    postings = (
        posting(pack, -value),
        Posting(Account.INCOME, value.fen),
        Posting(Account.POINTS, points, pack.member_id),
        Posting(Account.POINTS_GIVEN, -points),
    )
    back = ((Bucket(Account.PACK, LotId(pack.id)), value),)
    return ReversalPlan(balanced(postings), back, points, value, ((0, sessions),))
