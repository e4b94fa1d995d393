"""Planning a reversal (冲正) of a sale or a top-up, whole or in part.

Source: domain.md sections 3.2 and 3.7. Amounts are the stored ones: a part is the difference of
two cumulative shares, so that the last part takes exactly what remains.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import Account, Posting, balanced
from model.money import Money, split
from model.record import dataclass
from model.sale import Allocation, Bucket
from model.wallet import Wallet


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line as it was sold, and what of it is not reversed yet: pieces and parts of each bucket."""

    line: int
    name: str
    quantity: int
    reversed_quantity: int
    allocations: tuple[tuple[Bucket, Money], ...]
    allocations_left: tuple[tuple[Bucket, Money], ...]
    points: int
    """Earned with it."""
    points_used: int = 0
    """Spent on it as a discount."""

    @property
    def left(self) -> int:
        return self.quantity - self.reversed_quantity

    @property
    def paid(self) -> Money:
        """What the line brought after rounding off."""
        return Money(sum(a.fen for b, a in self.allocations if b.account is not Account.ROUNDING))


@dataclass(frozen=True, slots=True)
class SoldSale:
    member_id: MemberId | None
    lines: tuple[SoldLine, ...]


@dataclass(frozen=True, slots=True)
class DoneTopUp:
    """A top-up as it was booked, and how much of the payment was reversed before."""

    member_id: MemberId
    paid: Money
    tenders_left: tuple[tuple[Account, Money], ...]
    """What of each tender was not paid back yet."""
    bonus: Money
    lot_id: LotId | None

    @property
    def left(self) -> Money:
        return Money(sum(a.fen for _, a in self.tenders_left))

    @property
    def reversed_paid(self) -> Money:
        return self.paid - self.left


@dataclass(frozen=True, slots=True)
class ReversalPlan:
    """`back`: what goes back into each bucket (for a top-up: what is taken out, negative)."""

    postings: tuple[Posting, ...]
    back: tuple[tuple[Bucket, Money], ...]
    points: int
    """Earned points that are taken back."""
    amount: Money
    quantities: tuple[tuple[int, int], ...] = ()
    """(line, quantity) reversed, for sales."""
    parts: tuple[Allocation, ...] = ()
    """What of each line goes back into which bucket, for sales."""
    points_back: int = 0
    """Points spent on what is reversed, given back."""


def _part(amount: int, done: int, now: int, whole: int) -> int:
    return amount * (done + now) // whole - amount * done // whole


def plan_sale_reversal(sale: SoldSale, quantities: Mapping[int, int]) -> ReversalPlan:
    """Reverse `quantities` (line → how many of it).

    Raises UserError `reverse.nothing`, `reverse.quantity` or `reverse.done`.
    """
    if all(line.left == 0 for line in sale.lines):
        raise UserError("reverse.done")
    known = {line.line: line for line in sale.lines}
    wanted = {n: q for n, q in quantities.items() if q}
    if not wanted:
        raise UserError("reverse.nothing")
    parts: list[Allocation] = []
    points = points_back = 0
    for n, quantity in sorted(wanted.items()):
        line = known.get(n)
        if line is None or not 0 < quantity <= line.left:
            raise UserError("reverse.quantity", name=line.name if line else "", left=line.left if line else 0)
        parts += _line_parts(line, quantity)
        points += _part(line.points, line.reversed_quantity, quantity, line.quantity)
        points_back += _part(line.points_used, line.reversed_quantity, quantity, line.quantity)
    back: dict[Bucket, int] = {}
    for part in parts:
        back[part.bucket] = back.get(part.bucket, 0) + part.amount.fen
    postings = [_returned(bucket, amount, sale.member_id) for bucket, amount in back.items()]
    postings.append(Posting(Account.INCOME, sum(back.values())))
    if points:
        postings.append(Posting(Account.POINTS, points, sale.member_id))
        postings.append(Posting(Account.POINTS_GIVEN, -points))
    if points_back:
        postings.append(Posting(Account.POINTS, -points_back, sale.member_id))
        postings.append(Posting(Account.POINTS_GIVEN, points_back))
    amount = sum(a for b, a in back.items() if b.account is not Account.ROUNDING)
    return ReversalPlan(
        balanced(postings),
        tuple((b, Money(a)) for b, a in back.items() if a),
        points,
        Money(amount),
        tuple(sorted(wanted.items())),
        tuple(parts),
        points_back,
    )


def _line_parts(line: SoldLine, quantity: int) -> list[Allocation]:
    """The share of so many pieces, taken from what each bucket still holds of the line."""
    whole = sum(a.fen for _, a in line.allocations)
    share = _part(whole, line.reversed_quantity, quantity, line.quantity)
    amounts = split(share, [a.fen for _, a in line.allocations_left]) if share else []
    return [
        Allocation(line.line, bucket, Money(amount))
        for (bucket, _), amount in zip(line.allocations_left, amounts, strict=False)
        if amount
    ]


def _returned(bucket: Bucket, amount: int, member_id: MemberId | None) -> Posting:
    of_member = bucket.account in (Account.PRINCIPAL, Account.BONUS)
    return Posting(bucket.account, -amount, member_id if of_member else None, bucket.lot_id)


def plan_top_up_reversal(top_up: DoneTopUp, wallet: Wallet, amount: Money) -> ReversalPlan:
    """Take back `amount` of a top-up's payment and the same share of its bonus.

    Raises UserError `reverse.done`, `reverse.amount`, or `reverse.spent` when the money is used:
    its facts `principal`, `bonus` say what is left and `possible` the most that can be reversed.
    """
    if top_up.left.fen <= 0:
        raise UserError("reverse.done")
    if not 0 < amount.fen <= top_up.left.fen:
        raise UserError("reverse.amount", left=top_up.left)
    paid, done = top_up.paid.fen, top_up.reversed_paid.fen
    bonus = _part(top_up.bonus.fen, done, amount.fen, paid)
    lot_left = next((lot.remaining.fen for lot in wallet.lots if lot.id == top_up.lot_id), 0)
    if wallet.principal.fen < amount.fen or lot_left < bonus:
        raise UserError(
            "reverse.spent",
            amount=amount,
            bonus=Money(bonus),
            principal_left=wallet.principal,
            bonus_left=Money(lot_left),
            possible=Money(_possible(top_up, wallet.principal.fen, lot_left)),
        )
    parts = split(amount.fen, [left.fen for _, left in top_up.tenders_left])
    tenders = [(a, part) for (a, _), part in zip(top_up.tenders_left, parts, strict=True) if part]
    postings = [Posting(account, -part) for account, part in tenders]
    postings.append(Posting(Account.PRINCIPAL, amount.fen, top_up.member_id))
    back = [(Bucket(Account.PRINCIPAL), -amount)]
    if bonus:
        postings.append(Posting(Account.BONUS_GIVEN, -bonus))
        postings.append(Posting(Account.BONUS, bonus, top_up.member_id, top_up.lot_id))
        back.append((Bucket(Account.BONUS, top_up.lot_id), -Money(bonus)))
    back += [(Bucket(account), Money(part)) for account, part in tenders]
    return ReversalPlan(balanced(postings), tuple(back), 0, amount)


def _possible(top_up: DoneTopUp, principal: int, lot_left: int) -> int:
    """The largest amount whose principal and bonus are both still there."""
    most = min(principal, top_up.left.fen)
    paid, done = top_up.paid.fen, top_up.reversed_paid.fen
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if _part(top_up.bonus.fen, done, middle, paid) <= lot_left:
            low = middle
        else:
            high = middle - 1
    return low
