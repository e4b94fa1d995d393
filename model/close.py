"""The day close (日结): what a business day brought, and the drawer counted against it.

Source: domain.md sections 3.2, 3.10 and 8. A sheet covers the business days since the last seal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from model.command import Command
from model.errors import UserError
from model.ids import CloseId, StaffId
from model.ledger import TENDER_ACCOUNTS, Account, Posting, TxnKind, balanced
from model.money import ZERO, Money
from model.record import dataclass

DENOMINATIONS: Final = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins in fen, in the order in which they are counted: ¥100 to 1 jiao."""
MOST_PIECES: Final = 99_999
UNCOUNTED_FEN: Final = 10
"""There is no coin below 1 jiao: a difference smaller than this needs no explanation."""


class CashKind(StrEnum):
    """Why cash goes into the drawer or out of it without a customer."""

    FLOAT = "float"
    """备用金: what the drawer begins the day with."""
    IN = "in"
    OUT = "out"
    DIFFERENCE = "difference"
    """Counted over or short at a close."""
    DEPOSIT = "deposit"
    """What goes from the drawer to the safe at a close."""


AT_CLOSE: Final = frozenset({CashKind.DIFFERENCE, CashKind.DEPOSIT})
"""Booked by the close itself, after its sheet was drawn up."""


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much one kind of transaction moved one account (fen or points, debit positive)."""

    kind: TxnKind
    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many transactions of a kind, and what they amount to."""

    kind: TxnKind
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Undone:
    """What was reversed of one kind; the stored value that went back to members (negative: was taken)."""

    kind: TxnKind
    count: int
    amount: Money
    principal: Money = ZERO
    bonus: Money = ZERO


@dataclass(frozen=True, slots=True)
class SalesSum:
    """The sales of the period as they were rung up; reversals stand apart."""

    count: int = 0
    list_total: Money = ZERO
    tier_discount: Money = ZERO
    voucher_discount: Money = ZERO
    points_discount: Money = ZERO
    manual_discount: Money = ZERO
    rounding: Money = ZERO
    turnover: Money = ZERO
    """What was due: list total less discounts and rounding."""
    points_used: int = 0

    @property
    def average(self) -> Money:
        """Turnover by sale, rounded half up."""
        return Money((2 * self.turnover.fen + self.count) // (2 * self.count)) if self.count else ZERO


@dataclass(frozen=True, slots=True)
class PackSum:
    """Session packs: how many were sold, how many sessions had and what those were worth."""

    sold: int = 0
    sessions: int = 0
    value: Money = ZERO


@dataclass(frozen=True, slots=True)
class StaffSum:
    """Who did what. `served` is what they served, after discounts, less what of it was reversed."""

    staff_id: StaffId
    name: str = ""
    sales: int = 0
    sold: Money = ZERO
    served: Money = ZERO
    top_ups: int = 0
    topped_up: Money = ZERO
    reversals: int = 0
    reversed: Money = ZERO


@dataclass(frozen=True, slots=True)
class Drawer:
    """Cash that was there or moved without a customer.

    `ahead` was booked on days after the period, by a clock that ran ahead: it lies in the drawer too.
    """

    opening: Money = ZERO
    known: bool = True
    """False before the first close: nobody has counted yet, and whatever is found is the beginning."""
    floats: Money = ZERO
    put_in: Money = ZERO
    taken_out: Money = ZERO
    ahead: Money = ZERO


@dataclass(frozen=True, slots=True)
class Owed:
    """What the shop still owes its members after the period."""

    principal: Money = ZERO
    bonus: Money = ZERO
    packs: Money = ZERO
    points: int = 0
    instalments: Money = ZERO
    """Promised and not yet claimed, cancelled or lapsed."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything about a period that follows from the books."""

    first_day: date
    last_day: date
    moved: tuple[Moved, ...] = ()
    sales: SalesSum = SalesSum()
    kinds: tuple[KindCount, ...] = ()
    undone: tuple[Undone, ...] = ()
    packs: PackSum = PackSum()
    staff: tuple[StaffSum, ...] = ()
    drawer: Drawer = Drawer()
    owed: Owed = Owed()
    first_number: int = 0
    last_number: int = 0
    """Receipt numbers; 0 when nothing was booked."""

    def sum(self, account: Account, *kinds: TxnKind) -> int:
        """What moved on an account, debit positive; of all kinds when none is named."""
        return sum(m.amount for m in self.moved if m.account is account and (not kinds or m.kind in kinds))

    def count(self, kind: TxnKind) -> KindCount:
        """How many of a kind there were."""
        return next((k for k in self.kinds if k.kind is kind), KindCount(kind, 0, ZERO))

    def taken(self, account: Account) -> Money:
        """What customers brought in on a tender, less what went back to them."""
        return Money(self.sum(account))

    def expected(self, account: Account) -> Money:
        """What must be there: in the drawer, or in the period's total of a tender."""
        if account is not Account.CASH:
            return self.taken(account)
        d = self.drawer
        return d.opening + d.floats + d.put_in - d.taken_out + d.ahead + self.taken(account)

    @property
    def reversed(self) -> Money:
        """What of sales was reversed in the period, whenever they were rung up."""
        return Money(sum(u.amount.fen for u in self.undone if u.kind is TxnKind.SALE))


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many notes or coins of one value (fen)."""

    fen: int
    count: int


@dataclass(frozen=True, slots=True)
class TenderTotal:
    """The total that a phone or terminal shows for the period."""

    account: Account
    total: Money


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a tender differs from what was expected."""

    account: Account
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, and what stays in the drawer for the next day."""

    pieces: tuple[Pieces, ...] = ()
    left: Money = ZERO
    totals: tuple[TenderTotal, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    @property
    def cash(self) -> Money:
        """The drawer as counted."""
        return Money(sum(p.fen * p.count for p in self.pieces))

    def counted(self, account: Account) -> Money:
        """What was found of a tender; nothing for one that was not looked up."""
        if account is Account.CASH:
            return self.cash
        return next((t.total for t in self.totals if t.account is account), ZERO)

    def explanation(self, account: Account) -> str:
        """What was said about a difference; empty for nothing."""
        return next((e.text for e in self.explanations if e.account is account), "")


@dataclass(frozen=True, slots=True)
class CloseSheet:
    """The sheet of a period: an X report while `count` is None, else as it was sealed."""

    figures: Figures
    count: Count | None = None
    closed_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One tender: what was expected, what was found."""

    account: Account
    expected: Money
    counted: Money
    explanation: str = ""
    known: bool = True
    """False where nothing could be expected yet: the first count of a drawer."""

    @property
    def difference(self) -> Money:
        """Over when positive, short when negative."""
        return self.counted - self.expected

    @property
    def needs_explanation(self) -> bool:
        return self.known and abs(self.difference.fen) >= UNCOUNTED_FEN and not self.explanation


def compare(figures: Figures, count: Count) -> tuple[Compared, ...]:
    """Cash, and every other tender on which something moved or was counted."""
    return tuple(
        Compared(
            account,
            figures.expected(account),
            count.counted(account),
            count.explanation(account),
            known=account is not Account.CASH or figures.drawer.known,
        )
        for account in TENDER_ACCOUNTS
        if account is Account.CASH
        or figures.taken(account)
        or count.counted(account)
        or _used(figures, account)
    )


def _used(figures: Figures, account: Account) -> bool:
    return any(m.account is account for m in figures.moved)


def tenders_to_count(figures: Figures) -> tuple[Account, ...]:
    """The tenders beside cash whose totals are to be looked up."""
    return tuple(a for a in TENDER_ACCOUNTS if a is not Account.CASH and _used(figures, a))


def unexplained(compared: tuple[Compared, ...]) -> Iterator[Compared]:
    """The differences that somebody has to explain first."""
    return (c for c in compared if c.needs_explanation)


def largest(compared: tuple[Compared, ...]) -> Money:
    """The difference that is largest in either direction, of what was known beforehand."""
    return max((c.difference for c in compared if c.known), key=lambda d: abs(d.fen), default=ZERO)


def worst(compared: tuple[Compared, ...]) -> Money:
    """How large that difference is."""
    return Money(abs(largest(compared).fen))


def check_count(count: Count) -> None:
    """Raises UserError `close.counts` for pieces that don't exist, `close.left` for more than is there."""
    values = [p.fen for p in count.pieces]
    if len(set(values)) != len(values) or not set(values) <= set(DENOMINATIONS):
        raise UserError("close.counts")
    if any(not 0 <= p.count <= MOST_PIECES for p in count.pieces):
        raise UserError("close.counts")
    accounts = [t.account for t in count.totals]
    if len(set(accounts)) != len(accounts) or not set(accounts) <= set(TENDER_ACCOUNTS) - {Account.CASH}:
        raise UserError("close.counts")
    if not ZERO <= count.left <= count.cash:
        raise UserError("close.left", cash=count.cash)


def cash_postings(amount: Money, against: Account) -> tuple[Posting, ...]:
    """Cash into the drawer (negative: out of it) from the safe, or found over or short."""
    return balanced((Posting(Account.CASH, amount.fen), Posting(against, -amount.fen)))


@dataclass(frozen=True, slots=True)
class OpenDay:
    """The sheet that would be sealed now, and whether it may be."""

    sheet: CloseSheet
    today: date
    """By the clock."""
    begun: bool
    """False when today is sealed already: what comes now counts for the next business day."""
    number: int
    """Which close it will be."""
    limit: Money
    """A difference above it needs a manager."""


@dataclass(frozen=True, slots=True)
class CloseEntry:
    """One line of the list of closes."""

    close_id: CloseId
    number: int
    first_day: date
    last_day: date
    at: datetime
    closed_by: str
    turnover: Money
    difference: Money
    """The largest in either direction, of whatever tender; what wasn't known beforehand has none."""


@dataclass(frozen=True, slots=True)
class SealedClose:
    """A close as it was sealed. `seal` begins the HMAC that holds it and everything before it."""

    close_id: CloseId
    number: int
    at: datetime
    sheet: CloseSheet
    seal: str
    prints: int


@dataclass(frozen=True, slots=True)
class MoveCash(Command):
    """Cash from the safe into the drawer (float, in) or out of it; `amount` is positive."""

    kind: CashKind
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SealDay(Command):
    """Seal the period that was looked at: its last day and last receipt number say which it was."""

    last_day: date
    last_number: int
    count: Count
    approved_by: StaffId | None = None
    print_sheet: bool = True


@dataclass(frozen=True, slots=True)
class ReprintClose(Command):
    close_id: CloseId


@dataclass(frozen=True, slots=True)
class CountPage(Command):
    """A sealed sheet left as a page, printed or saved: it counts like a print of the queue."""

    close_id: CloseId


@dataclass(frozen=True, slots=True)
class PrintXReport(Command):
    """Print the sheet of the open period as it is now: it tells what ought to lie in the drawer."""

    approved_by: StaffId | None = None
