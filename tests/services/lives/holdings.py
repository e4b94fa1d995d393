"""What people have in the reference of accounts, and what was done: people, fen and days (domain.md 3, 4)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

PRINCIPAL = "principal"
Bucket = str | bytes
"""`principal`, the name of a till account, or the id of a bonus lot."""


def half_up(amount: int, numerator: int, denominator: int) -> int:
    return int(Fraction(amount * numerator, denominator) + Fraction(1, 2))


def months_later(day: date, months: int) -> date:
    """31 Jan → 28 Feb → 31 Mar: the day of the month is the first one's (section 4)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(slots=True)
class Lot:
    granted: int
    left: int
    given_on: date
    last_day: date | None

    def usable(self, day: date) -> bool:
        return self.last_day is None or self.last_day >= day


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """Frozen into a purchase (section 4)."""

    roll_over: bool = True
    window_days: int = 30
    several: bool = True
    bonus_days: int | None = None


@dataclass(slots=True)
class Promise:
    owner: Person
    bought: Bought
    amount: int
    due_on: date
    rule: ClaimRule
    state: str = "pending"
    claimed_on: date | None = None

    def lapsed(self, day: date) -> bool:
        return not self.rule.roll_over and day > self.due_on + timedelta(days=self.rule.window_days - 1)

    def open(self, day: date) -> bool:
        return self.state == "pending" and not self.lapsed(day)


@dataclass(slots=True)
class Pack:
    owner: Person
    sessions: int
    paid: int
    list_price: int
    last_day: date | None
    had: int = 0
    booked: int = 0
    """What the sessions had were worth."""
    state: str = "open"

    @property
    def left(self) -> int:
        return self.sessions - self.had if self.state == "open" else 0

    @property
    def value(self) -> int:
        return self.paid - self.booked if self.state == "open" else 0

    def usable(self, day: date) -> bool:
        return self.left > 0 and (self.last_day is None or self.last_day >= day)

    def use(self, sessions: int) -> int:
        """Its share of what was paid, up to where all sessions had come to (largest remainder, 3.6)."""
        self.had += sessions
        worth = max(0, half_up(self.paid, self.had, self.sessions) - self.booked)
        self.booked += worth
        return worth


@dataclass(slots=True)
class Voucher:
    owner: Person
    bought: Bought
    off: int
    last_day: date
    state: str = "issued"

    def usable(self, day: date) -> bool:
        return self.state == "issued" and day <= self.last_day


@dataclass(eq=False, slots=True)
class Person:
    name: str
    principal: int = 0
    points: int = 0
    lots: dict[bytes, Lot] = field(default_factory=dict)
    earned: Counter[date] = field(default_factory=Counter)
    spent: int = 0
    topped_up: int = 0
    visits: int = 0
    put_in: int = 0
    """Real money paid in or taken over, less what was paid out or handed over."""
    first_paid: date | None = None
    frozen: bool = False
    closed: bool = False
    into: Person | None = None
    settled_at: int = -1
    """When the last card refund was paid: what came before is not undone any more."""
    mixed: set[Person] = field(default_factory=set)
    """Everybody it was ever one record with."""

    @property
    def free(self) -> bool:
        return not (self.frozen or self.closed or self.into)

    @property
    def holder(self) -> Person:
        return self.into or self

    def bonus(self, day: date) -> int:
        return sum(lot.left for lot in self.lots.values() if lot.usable(day))


@dataclass(eq=False, slots=True)
class Bought:
    """A top-up, with all that came with it."""

    person: Person
    at: int
    paid: int
    by: str
    left: int
    bonus: int = 0
    bonus_left: int = 0
    lot_id: bytes | None = None
    whole_only: bool = False
    promises: list[Promise] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Sold:
    """A sale: what of each bucket is not reversed yet."""

    person: Person | None
    at: int
    day: date
    pieces: list[int]
    left: dict[Bucket, int]
    earned_left: int
    used_left: int
    voucher: Voucher | None

    @property
    def moved_stored(self) -> bool:
        return any(b == PRINCIPAL or isinstance(b, bytes) for b in self.left)

    @property
    def gone(self) -> bool:
        return not any(self.pieces)


@dataclass(eq=False, slots=True)
class Claimed:
    person: Person
    at: int
    promises: list[Promise]
    lot_ids: list[bytes]
    gone: bool = False


@dataclass(eq=False, slots=True)
class PackSold:
    person: Person
    at: int
    packs: list[Pack]
    principal: int
    by: dict[str, int]
    gone: bool = False


@dataclass(eq=False, slots=True)
class PackUsed:
    person: Person
    at: int
    day: date
    pack: Pack
    sessions: int
    worth: int
    points: int
    gone: bool = False


@dataclass(eq=False, slots=True)
class Handed:
    """What went from one person to another: by a transfer, or because two records became one."""

    giver: Person
    taker: Person
    at: int
    principal: int
    lots: list[tuple[bytes, bytes, int]]
    points: int = 0
    promises: list[Promise] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    followers: list[Person] = field(default_factory=list)
    gone: bool = False

    @property
    def still_there(self) -> bool:
        lots = self.taker.lots
        bonus = all(lots[new].left >= amount for _, new, amount in self.lots)
        return bonus and self.taker.principal >= self.principal
