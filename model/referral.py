"""Referral rewards: one level, one-off, for a friend's first sale in real money; and honors.

Source: domain.md sections 6 and 9 (禁止传销条例 Art. 7). There is no second level, no reward for
signing people up and no share of a friend's turnover anywhere in here, on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from model.friend_card import RewardKind
from model.ids import FriendCardId, HonorId, LotId, MemberId, RewardId
from model.ledger import Account, Posting, balanced
from model.money import ZERO, Money, portion
from model.record import dataclass
from model.sale import Bucket

DAY_MS: Final = 86_400_000
NOT_REAL: Final = frozenset({Account.BONUS, Account.ROUNDING})
"""What pays a sale without being money that somebody paid in."""


class RewardState(StrEnum):
    PENDING = "pending"
    """The friend has not bought yet, or the refund window is still open."""
    PAID = "paid"
    TAKEN_BACK = "taken_back"
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """Why a reward ended without being paid, or was taken back, when no person gave the reason."""

    CAP = "cap"
    """The giver had as many rewards as a month allows."""
    REVERSED = "reversed"
    REFERRER = "referrer"
    """The friend's referrer was put right."""
    KNOWN = "known"
    """The friend turned out to be a member already: two records of one person were merged."""
    CLOSED = "closed"
    """The giver's card was refunded and the account closed."""


class Honor(StrEnum):
    """What the owner names a member for bringing friends; never sold, no share of the shop."""

    AMBASSADOR = "ambassador"
    HONORARY_SHAREHOLDER = "honorary_shareholder"


@dataclass(frozen=True, slots=True)
class MemberHonor:
    honor_id: HonorId
    member_id: MemberId
    name: str
    honor: Honor
    from_day: date
    until_day: date | None
    reason: str
    given_by: str
    ended_reason: str = ""

    def active_on(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, slots=True)
class RewardView:
    """A reward as pages show it: `value` and `amount` in fen, points or vouchers by its kind."""

    reward_id: RewardId
    giver_id: MemberId
    giver_name: str
    friend_id: MemberId
    friend_name: str
    card_id: FriendCardId | None
    kind: RewardKind
    value: int
    amount: int
    """What was paid, or will be: the value raised by an honor, less what an earlier one still owes."""
    state: RewardState
    due_at: datetime | None
    """When the refund window ends; None while the friend has not bought yet."""
    sale_number: str
    reward_number: str
    not_recovered: int
    reason: str
    at: datetime
    voucher_name: str = ""


def real_money(parts: Iterable[tuple[Bucket, Money]]) -> Money:
    """What of a sale was paid with money that somebody paid in: principal and tenders."""
    return Money(sum(amount.fen for bucket, amount in parts if bucket.account not in NOT_REAL))


def counts(real: Money, minimum: Money) -> bool:
    """Whether a sale with so much real money is the one that the reward waits for."""
    return real.fen > 0 and real.fen >= minimum.fen


def reward_amount(kind: RewardKind, value: int, honor_factor_percent: int, owed: int) -> int:
    """What is paid: the value, for bearers of an honor times the factor, less what is owed (≥ 0).

    `owed` is what could not be taken back of earlier rewards for the same friend. Vouchers are
    counted whole: the factor rounds them down.
    """
    if kind is RewardKind.VOUCHER:
        return max(0, value * honor_factor_percent // 100 - owed)
    return max(0, portion(value, honor_factor_percent, 100) - owed)


def due_after(now_ms: int, hold_days: int) -> int:
    """UTC milliseconds from which a reward may be paid."""
    return now_ms + hold_days * DAY_MS


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar month of a business day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def grant_postings(
    member_id: MemberId, kind: RewardKind, amount: int, lot_id: LotId | None
) -> tuple[Posting, ...]:
    """Bonus in a lot of its own, or points, given by the shop."""
    if kind is RewardKind.POINTS:
        return balanced((Posting(Account.POINTS, -amount, member_id), Posting(Account.POINTS_GIVEN, amount)))
    return balanced(
        (Posting(Account.BONUS_GIVEN, amount), Posting(Account.BONUS, -amount, member_id, lot_id))
    )


def take_back_postings(
    member_id: MemberId, kind: RewardKind, amount: int, lot_id: LotId | None
) -> tuple[Posting, ...]:
    """The reverse of grant_postings for as much as can be recovered."""
    return balanced(
        Posting(p.account, -p.amount, p.member_id, p.lot_id)
        for p in grant_postings(member_id, kind, amount, lot_id)
    )


def recoverable(kind: RewardKind, amount: int, lot_left: Money) -> int:
    """How much of a paid reward can be taken back: bonus as far as it is there, points always."""
    return min(amount, lot_left.fen) if kind is RewardKind.BONUS else amount


@dataclass(frozen=True, slots=True)
class MemberReferrals:
    """What a member brought: sums in fen and points; `pending` counts rewards."""

    cards_left: int
    friends: int
    bought: int
    turnover: Money
    paid_bonus: Money
    paid_points: int
    paid_vouchers: int
    pending: int
    pending_bonus: Money
    honors: tuple[MemberHonor, ...]
    rewards: tuple[RewardView, ...]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A member in the tree of who brought whom: `friends` is how many they brought themselves."""

    member_id: MemberId
    name: str
    number: str
    friends: int
    joined: date
    visits: int
    spent: Money
    honor: Honor | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    nodes: tuple[TreeNode, ...]
    more: bool


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


def _each(cost: Money, customers: int) -> Money | None:
    return Money(portion(cost.fen, 1, customers)) if customers else None


@dataclass(frozen=True, slots=True)
class Leader:
    """A referrer in a period: friends who signed up then, and what came of them until now."""

    member_id: MemberId
    name: str
    number: str
    friends: int
    bought: int
    again: int
    """Friends who came twice or more."""
    turnover: Money
    paid: Money = ZERO
    """Bonus paid for these friends and not taken back, to giver and friend."""
    pending: Money = ZERO
    points: int = 0
    vouchers: int = 0
    honor: Honor | None = None

    @property
    def again_percent(self) -> int:
        return _percent(self.again, self.bought)

    @property
    def cost_each(self) -> Money | None:
        """Bonus given for each friend who bought."""
        return _each(self.paid, self.bought)


@dataclass(frozen=True, slots=True)
class ReferralTotals:
    """All referrals of a period; `new_members` counts everybody who signed up in it."""

    givers: int
    friends: int
    bought: int
    again: int
    turnover: Money
    paid: Money
    pending: Money
    new_members: int

    @property
    def again_percent(self) -> int:
        return _percent(self.again, self.bought)

    @property
    def cost_each(self) -> Money | None:
        return _each(self.paid, self.bought)

    @property
    def share_percent(self) -> int:
        """New members brought by somebody, in a hundred."""
        return _percent(self.friends, self.new_members)


@dataclass(frozen=True, slots=True)
class CareFacts:
    """What a care message to the giver says; `giver_phone` whole, for copying."""

    giver_id: MemberId
    giver_name: str
    giver_phone: str
    friend_name: str
    kind: RewardKind
    amount: int
    voucher_name: str
    state: RewardState
