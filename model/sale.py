"""Planning a sale: tenders, what comes from which bucket, postings and points.

Source: domain.md sections 3.2, 3.6, 3.9 and 3.11.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from model.bill import Quote
from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import TENDER_ACCOUNTS, Account, Posting, balanced
from model.money import ZERO, Money, split
from model.points import Earning, earned
from model.record import dataclass
from model.shop import Policy
from model.wallet import Draw, Wallet, draw


@dataclass(frozen=True, slots=True)
class Tender:
    """Money from outside: `amount` counts towards the bill, `received` is what was handed over.

    Only cash may be received in excess; the difference is the change.
    """

    account: Account
    amount: Money
    received: Money

    @property
    def change(self) -> Money:
        return self.received - self.amount


@dataclass(frozen=True, slots=True)
class Payment:
    """How a bill is paid: from stored value, and by tenders from outside."""

    stored: Money = ZERO
    tenders: tuple[Tender, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where money of a line came from: an account, and for bonus the lot."""

    account: Account
    lot_id: LotId | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of one line's net amount that came from one bucket (or was rounded off)."""

    line: int
    bucket: Bucket
    amount: Money


@dataclass(frozen=True, slots=True)
class SalePlan:
    """Everything a sale will do: nothing is recomputed after this."""

    quote: Quote
    payment: Payment
    draw: Draw
    allocations: tuple[Allocation, ...]
    line_points: tuple[int, ...]
    postings: tuple[Posting, ...]

    @property
    def points(self) -> int:
        """What the sale earns; what it spends is `quote.points_used`."""
        return sum(self.line_points)

    @property
    def change(self) -> Money:
        return Money(sum(t.change.fen for t in self.payment.tenders))


def plan_sale(
    quote: Quote,
    payment: Payment,
    policy: Policy,
    day: date,
    member: tuple[MemberId, Wallet] | None,
    earning: Earning | None = None,
) -> SalePlan:
    """Plan a sale on `day` (the business day) or refuse it, changing nothing.

    Raises UserError `bill.empty`, `tender.unknown`, `tender.change`, `tender.sum`,
    `balance.short`, `points.short` or `sale.member_needed` (stored value or points without a member).
    """
    if not quote.lines:
        raise UserError("bill.empty")
    check_tenders(quote.due, payment)
    if (payment.stored or quote.points_used) and member is None:
        raise UserError("sale.member_needed")
    if member and quote.points_used > max(0, member[1].points):
        raise UserError("points.short", available=max(0, member[1].points))
    taken = draw(member[1], payment.stored, policy.spending_order, day) if member else Draw(ZERO, ())
    buckets = _buckets(quote, payment, taken)
    allocations = allocate([p.net.fen for p in quote.lines], buckets)
    earning = earning or Earning(policy.points_per_yuan)
    line_points = _points(quote, allocations, earning, day) if member else (0,) * len(quote.lines)
    postings = _postings(quote, buckets, sum(line_points), member[0] if member else None)
    return SalePlan(quote, payment, taken, allocations, line_points, postings)


def check_tenders(due: Money, payment: Payment) -> None:
    """Refuse a payment that isn't what is due: UserError `tender.unknown`, `tender.change`, `tender.sum`."""
    seen: set[Account] = set()
    for tender in payment.tenders:
        if tender.account not in TENDER_ACCOUNTS or tender.account in seen or tender.amount.fen <= 0:
            raise UserError("tender.unknown", account=tender.account)
        if tender.change.fen < 0 or (tender.change and tender.account is not Account.CASH):
            raise UserError("tender.change", account=tender.account)
        seen.add(tender.account)
    paid = payment.stored.fen + sum(t.amount.fen for t in payment.tenders)
    if payment.stored.fen < 0 or paid != due.fen:
        raise UserError("tender.sum", due=due, paid=Money(paid))


def _buckets(quote: Quote, payment: Payment, taken: Draw) -> list[tuple[Bucket, int]]:
    buckets = [(Bucket(Account.PRINCIPAL), taken.principal.fen)]
    buckets += [(Bucket(Account.BONUS, lot_id), amount.fen) for lot_id, amount in taken.lots]
    buckets += [(Bucket(t.account), t.amount.fen) for t in payment.tenders]
    buckets.append((Bucket(Account.ROUNDING), quote.rounding.fen))
    return [(bucket, amount) for bucket, amount in buckets if amount]


def allocate(nets: Sequence[int], buckets: Sequence[tuple[Bucket, int]]) -> tuple[Allocation, ...]:
    """Spread buckets over lines so that every row and every column adds up to the fen.

    Each line takes its share of what the buckets still hold by the largest remainder; the last
    line takes what remains, which is exactly its net amount.
    """
    left = [amount for _, amount in buckets]
    if sum(left) != sum(nets):
        raise AssertionError("buckets and lines differ")
    allocations: list[Allocation] = []
    last = len(nets) - 1
    for n, net in enumerate(nets):
        # Splitting all that is left would give it back as it is.
        for i, part in enumerate(split(net, left) if n < last else list(left)):
            if part:
                allocations.append(Allocation(n, buckets[i][0], Money(part)))
                left[i] -= part
    return tuple(allocations)


def _points(quote: Quote, allocations: Sequence[Allocation], earning: Earning, day: date) -> tuple[int, ...]:
    """Points of each line: on money really spent, never on bonus (domain.md section 3.9)."""
    spent = [0] * len(quote.lines)
    for part in allocations:
        earns = quote.lines[part.line].line.earns_points
        if earns and part.bucket.account not in (Account.BONUS, Account.ROUNDING):
            spent[part.line] += part.amount.fen
    return tuple(earned(spent, [p.line.item_id for p in quote.lines], earning, day))


def _postings(
    quote: Quote, buckets: Sequence[tuple[Bucket, int]], points: int, member_id: MemberId | None
) -> tuple[Posting, ...]:
    postings = [
        Posting(b.account, amount, member_id if b.account in _OF_MEMBER else None, b.lot_id)
        for b, amount in buckets
    ]
    postings.append(Posting(Account.INCOME, -quote.due.fen - quote.rounding.fen))
    if points:
        postings.append(Posting(Account.POINTS, -points, member_id))
        postings.append(Posting(Account.POINTS_GIVEN, points))
    if quote.points_used:
        postings.append(Posting(Account.POINTS, quote.points_used, member_id))
        postings.append(Posting(Account.POINTS_GIVEN, -quote.points_used))
    return balanced(postings)


_OF_MEMBER = frozenset({Account.PRINCIPAL, Account.BONUS})
