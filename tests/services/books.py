"""A plain reference of the books, written from domain.md sections 3.1 to 3.11 and nothing else.

It knows amounts in fen and days, no postings: what a member has, what each till account took in. Where
the rules leave the last fen open (a part of a line that several buckets paid), it checks the laws a part
must keep and takes over what was booked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

PRINCIPAL = "principal"
ROUNDED = "rounding"


@dataclass(slots=True)
class Lot:
    granted: int
    left: int
    given_on: date
    last_day: date | None

    def usable(self, day: date) -> bool:
        return self.last_day is None or self.last_day >= day


@dataclass(slots=True)
class Person:
    tier_bp: int = 10_000
    principal: int = 0
    points: int = 0
    lots: dict[bytes, Lot] = field(default_factory=dict)
    spent: int = 0
    topped_up: int = 0
    visits: int = 0

    def bonus(self, day: date) -> int:
        return sum(lot.left for lot in self.lots.values() if lot.usable(day))


@dataclass(slots=True)
class Line:
    price: int
    quantity: int
    discountable: bool = True
    earns: bool = True


@dataclass(slots=True)
class Sold:
    """A sale: what of each bucket (an account's name, or a lot's id) is not reversed yet."""

    person: Person | None
    due: int
    pieces: list[int]
    left: dict[str | bytes, int]
    points_left: int
    amount_left: int

    @property
    def gone(self) -> bool:
        return not any(self.pieces)


@dataclass(slots=True)
class Paid:
    """A top-up: what of each tender was not paid back yet."""

    person: Person
    paid: int
    bonus: int
    lot_id: bytes | None
    left: dict[str, int]
    bonus_left: int


@dataclass(slots=True)
class Books:
    """All of the shop: people, and what each account took in (positive) or paid back."""

    taken: dict[str, int] = field(default_factory=dict)
    day: date = date(2026, 11, 21)
    order: str = "proportional"
    points_per_yuan: int = 1

    def take(self, account: str, amount: int) -> None:
        self.taken[account] = self.taken.get(account, 0) + amount

    def top_up(self, person: Person, tenders: dict[str, int]) -> Paid:
        """Principal and bonus apart; points are not earned (3.9)."""
        paid = sum(tenders.values())
        for account, amount in tenders.items():
            self.take(account, amount)
        person.principal += paid
        person.topped_up += paid
        return Paid(person, paid, 0, None, dict(tenders), 0)

    def grant(self, paid: Paid, lot_id: bytes, bonus: int, last_day: date | None) -> None:
        paid.person.lots[lot_id] = Lot(bonus, bonus, self.day, last_day)
        paid.lot_id, paid.bonus, paid.bonus_left = lot_id, bonus, bonus

    def sell(
        self, person: Person | None, lines: list[Line], bill: Discounts, stored: int, tenders: dict[str, int]
    ) -> Sold:
        """A sale that is known to be allowed."""
        due = bill.due(lines)
        left: dict[str | bytes, int] = {}
        left.update(tenders)
        for account, amount in tenders.items():
            self.take(account, amount)
        if bill.rounded(lines):
            left[ROUNDED] = bill.rounded(lines)
            self.take(ROUNDED, left[ROUNDED])
        self.take("income", -due - bill.rounded(lines))
        if person is not None:
            left |= self._draw(person, stored)
            person.spent += due
            person.visits += 1
        return Sold(person, due, [line.quantity for line in lines], left, 0, due)

    def _draw(self, person: Person, stored: int) -> dict[str | bytes, int]:
        """What stored value gives: by the shop's order (3.6), lots by the earliest end."""
        bonus = person.bonus(self.day)
        principal = {
            "principal_first": min(stored, person.principal),
            "bonus_first": max(0, stored - bonus),
            "proportional": _share(stored, person.principal, bonus),
        }[self.order]
        person.principal -= principal
        drawn: dict[str | bytes, int] = {PRINCIPAL: principal}
        rest = stored - principal
        for lot_id, lot in sorted(
            person.lots.items(), key=lambda x: (x[1].last_day or date.max, x[1].given_on)
        ):
            if lot.usable(self.day):
                part = min(rest, lot.left)
                lot.left -= part
                drawn[lot_id] = part
                rest -= part
        assert rest == 0
        return {bucket: amount for bucket, amount in drawn.items() if amount}

    def put_back(self, sold: Sold, back: dict[str | bytes, int], points: int) -> None:
        """Each bucket gets back what was taken from it, never more (3.7)."""
        for bucket, amount in back.items():
            assert 0 <= amount <= sold.left.get(bucket, 0), (bucket, amount, sold.left)
            sold.left[bucket] -= amount
            if bucket == PRINCIPAL and sold.person:
                sold.person.principal += amount
            elif isinstance(bucket, bytes) and sold.person:
                sold.person.lots[bucket].left += amount
            else:
                self.take(str(bucket), -amount)
        self.take("income", sum(back.values()))
        assert 0 <= points <= sold.points_left
        sold.points_left -= points
        amount = sum(back.values()) - back.get(ROUNDED, 0)
        sold.amount_left -= amount
        if sold.person:
            sold.person.points -= points
            sold.person.spent -= amount
            sold.person.visits -= sold.gone

    def pay_back(self, paid: Paid, back: dict[str, int], bonus: int) -> None:
        """A top-up taken back: the money to where it came from, the same share of the bonus."""
        amount = sum(back.values())
        for account, part in back.items():
            assert 0 <= part <= paid.left.get(account, 0)
            paid.left[account] -= part
            self.take(account, -part)
        paid.bonus_left -= bonus
        exact = Fraction(paid.bonus * sum(paid.left.values()), paid.paid)
        assert abs(paid.bonus_left - exact) < 1, (paid.bonus_left, exact)
        person = paid.person
        person.principal -= amount
        person.topped_up -= amount
        if paid.lot_id:
            person.lots[paid.lot_id].left -= bonus
        assert person.principal >= 0


@dataclass(slots=True)
class Discounts:
    """Tier first, then the discount by hand, then rounding off downwards (3.11)."""

    tier_bp: int = 10_000
    percent_bp: int = 0
    amount: int = 0
    step: int = 1

    def before_rounding(self, lines: list[Line]) -> int:
        whole = sum(line.price * line.quantity for line in lines)
        open_to = sum(line.price * line.quantity for line in lines if line.discountable)
        net = whole - open_to + _half_up(open_to * self.tier_bp, 10_000)
        return net - _half_up(net * self.percent_bp, 10_000) - self.amount

    def rounded(self, lines: list[Line]) -> int:
        return self.before_rounding(lines) % self.step

    def due(self, lines: list[Line]) -> int:
        return self.before_rounding(lines) - self.rounded(lines)


def _half_up(numerator: int, denominator: int) -> int:
    return int(Fraction(numerator, denominator) + Fraction(1, 2))


def _share(amount: int, own: int, other: int) -> int:
    """The first of two parts by the largest remainder; the first gets it when both are equal."""
    if not amount:
        return 0
    exact = Fraction(amount * own, own + other)
    return int(exact) + (exact % 1 >= Fraction(1, 2))
