"""The rule of a voucher template: what it takes off which lines, when, and together with what.

Source: domain.md sections 5.1 and 5.3. Nothing here looks at a date of one voucher or at a member;
see model.voucher for whether a voucher fits a bill.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from model.errors import UserError
from model.ids import ItemId, VoucherId, VoucherTemplateId
from model.money import ZERO, Money, portion, split
from model.record import dataclass

if TYPE_CHECKING:
    from model.bill import BillLine

MAX_VOUCHERS: Final = 10
"""Most vouchers on one bill."""
MAX_DAYS: Final = 3_650
WHOLE_BP: Final = 10_000


class BenefitKind(StrEnum):
    """What a voucher gives, in the order a template offers it."""

    AMOUNT = "amount"
    PERCENT = "percent"
    FREE = "free"
    """One piece of a service or product for nothing."""
    GIFT = "gift"
    """Something handed over that is not on the bill: takes nothing off."""
    TRIAL = "trial"
    """One piece at a trial price."""


class OnReversal(StrEnum):
    """What becomes of a voucher when the sale it was used on is reversed (domain.md section 5.1)."""

    STAYS_USED = "stays_used"
    RETURNS = "returns"
    """It can be used again until the same last day."""
    RETURNS_LONGER = "returns_longer"
    """It can be used again, and `extra_days` longer."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """`amount` is what is taken off, or the trial price; `off_bp` 2000 is 8 折; `cap` ZERO is none."""

    kind: BenefitKind
    amount: Money = ZERO
    off_bp: int = 0
    cap: Money = ZERO
    gift: str = ""
    """What is handed over and how many of it (domain.md section 9: a gift names both)."""


@dataclass(frozen=True, slots=True)
class Validity:
    """Fixed days (`last`, and `first` or from the day of issue), or `days` days from issue.

    The day of issue counts; `starts_after` days later is the first day of the `days`.
    """

    last: date | None = None
    first: date | None = None
    days: int = 0
    starts_after: int = 0

    def span(self, issued_on: date) -> tuple[date, date]:
        """First and last day of a voucher issued on that business day."""
        if self.last is not None:
            return max(self.first or issued_on, min(issued_on, self.last)), self.last
        first = issued_on + timedelta(days=self.starts_after)
        return first, first + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class VoucherRule:
    """Everything that decides what a voucher does; frozen with each version of its template."""

    benefit: Benefit
    validity: Validity
    minimum: Money = ZERO
    """What the covered lines must come to after the tier discount, for each voucher of the kind."""
    items: frozenset[ItemId] = frozenset()
    """Services and products it is for; empty: every line that may be discounted."""
    weekdays: frozenset[int] = frozenset()
    """Monday is 0; empty: every day."""
    hours: tuple[time, time] | None = None
    """Local time of the shop, the end not included; over midnight when the end is earlier."""
    with_tier: bool = True
    with_manual: bool = True
    with_others: bool = False
    """May share a bill with vouchers of other templates that allow it too."""
    per_bill: int = 1
    per_member: int = 0
    """Most that are issued to, and used by, one member; 0 is no limit."""
    in_total: int = 0
    """Most that are ever issued and not voided; 0 is no limit."""
    first_visit: bool = False
    """Only on the first sale of a member."""
    on_reversal: OnReversal = OnReversal.RETURNS
    extra_days: int = 0

    def covers(self, line: BillLine) -> bool:
        """Whether it may take something off this line."""
        return line.item_id in self.items if self.items else line.discountable


@dataclass(frozen=True, slots=True)
class UsedVoucher:
    """A voucher on a bill, with the rule it was issued under."""

    voucher_id: VoucherId
    template_id: VoucherTemplateId
    name: str
    rule: VoucherRule


@dataclass(frozen=True, slots=True)
class VoucherDiscount:
    """What one voucher takes off a bill: `parts` by line, in the order of the lines."""

    voucher: UsedVoucher
    parts: tuple[Money, ...]

    @property
    def amount(self) -> Money:
        return Money(sum(p.fen for p in self.parts))


_RANK: Final = {
    # Pieces first and amounts last: this way round a customer never pays more than the other.
    BenefitKind.FREE: 0,
    BenefitKind.TRIAL: 1,
    BenefitKind.PERCENT: 2,
    BenefitKind.AMOUNT: 3,
    BenefitKind.GIFT: 4,
}


def _order(used: UsedVoucher) -> tuple[int, bool, int, int, int, bytes]:
    rule, benefit = used.rule, used.rule.benefit
    narrow = (not rule.items, len(rule.items))
    return (_RANK[benefit.kind], *narrow, -benefit.off_bp, -benefit.amount.fen, used.voucher_id)


class _Left:
    """What of each line is still to be paid while vouchers are applied one after another."""

    def __init__(self, lines: Sequence[BillLine], nets: Sequence[int]) -> None:
        self.lines = lines
        self.fen = list(nets)
        # Pieces that no voucher has taken yet, and what they come to together.
        self.pieces = [line.quantity for line in lines]
        self.pool = list(nets)

    def take(self, rule: VoucherRule) -> list[int]:
        """What this rule takes off each line: never more than the line still costs."""
        benefit = rule.benefit
        if benefit.kind is BenefitKind.GIFT:
            return [0] * len(self.fen)
        if benefit.kind in (BenefitKind.FREE, BenefitKind.TRIAL):
            return self._take_piece(rule)
        covered = [fen if rule.covers(line) else 0 for fen, line in zip(self.fen, self.lines, strict=True)]
        parts = split(_off(benefit, sum(covered)), covered)
        self.fen = [fen - part for fen, part in zip(self.fen, parts, strict=True)]
        return parts

    def _take_piece(self, rule: VoucherRule) -> list[int]:
        parts = [0] * len(self.fen)
        values = [
            self.pool[n] // self.pieces[n] if rule.covers(line) and self.pieces[n] else 0
            for n, line in enumerate(self.lines)
        ]
        dearest = max(range(len(values)), key=values.__getitem__, default=None)
        if dearest is None or not values[dearest]:
            return parts
        parts[dearest] = max(0, values[dearest] - rule.benefit.amount.fen)
        if parts[dearest]:
            self.pool[dearest] -= values[dearest]
            self.pieces[dearest] -= 1
            self.fen[dearest] -= parts[dearest]
        return parts


def _off(benefit: Benefit, covered: int) -> int:
    if benefit.kind is BenefitKind.AMOUNT:
        return min(benefit.amount.fen, covered)
    wanted = portion(covered, benefit.off_bp, WHOLE_BP)
    return min(wanted, benefit.cap.fen) if benefit.cap else wanted


def take_off(
    lines: Sequence[BillLine], nets: Sequence[int], used: Sequence[UsedVoucher]
) -> tuple[VoucherDiscount, ...]:
    """What each voucher takes off lines that cost `nets` (fen): the same whatever their order.

    Raises UserError `bill.vouchers` (limit) for too many, `voucher.twice` for one twice.
    """
    if len(used) > MAX_VOUCHERS:
        raise UserError("bill.vouchers", limit=MAX_VOUCHERS)
    if len({u.voucher_id for u in used}) != len(used):
        raise UserError("voucher.twice")
    left = _Left(lines, nets)
    return tuple(VoucherDiscount(u, tuple(map(Money, left.take(u.rule)))) for u in sorted(used, key=_order))


def check_rule(rule: VoucherRule) -> None:
    """Refuse a rule that can't be meant.

    Raises UserError `voucher.rule_amount`, `voucher.rule_percent`, `voucher.rule_gift`,
    `voucher.rule_dates`, `voucher.rule_hours` or `voucher.rule_limits`.
    """
    benefit, validity = rule.benefit, rule.validity
    if benefit.kind is BenefitKind.AMOUNT and benefit.amount.fen <= 0:
        raise UserError("voucher.rule_amount")
    if min(benefit.amount.fen, benefit.cap.fen, rule.minimum.fen) < 0:
        raise UserError("voucher.rule_amount")
    if benefit.kind is BenefitKind.PERCENT and not 1 <= benefit.off_bp <= WHOLE_BP:
        raise UserError("voucher.rule_percent")
    if benefit.kind is BenefitKind.GIFT and not benefit.gift.strip():
        raise UserError("voucher.rule_gift")
    _check_dates(validity)
    if not rule.weekdays <= frozenset(range(7)) or (rule.hours and rule.hours[0] == rule.hours[1]):
        raise UserError("voucher.rule_hours")
    if not 1 <= rule.per_bill <= MAX_VOUCHERS or rule.per_member < 0 or rule.in_total < 0:
        raise UserError("voucher.rule_limits")
    if not 0 <= rule.extra_days <= MAX_DAYS:
        raise UserError("voucher.rule_limits")
    if rule.on_reversal is OnReversal.RETURNS_LONGER and not rule.extra_days:
        raise UserError("voucher.rule_limits")


def _check_dates(validity: Validity) -> None:
    fixed = validity.last is not None
    if fixed and (validity.days or (validity.first is not None and validity.first > validity.last)):  # type: ignore[operator]
        raise UserError("voucher.rule_dates")
    if not fixed and not (1 <= validity.days <= MAX_DAYS and 0 <= validity.starts_after <= MAX_DAYS):
        raise UserError("voucher.rule_dates")
