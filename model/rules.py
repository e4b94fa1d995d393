"""The shop's rules for what it promises: instalments, points, tiers, card refunds, profit.

Source: domain.md sections 3.9, 4, 7, 8 and 9. What was sold keeps the rules of its day: they are
frozen into the purchase, and changing them here changes only what comes after.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from model.ids import ItemId
from model.money import ZERO, Money
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """How the instalments of a rebate are collected (domain.md section 4)."""

    roll_over: bool = True
    """A missed month stays claimable; otherwise it lapses after its window."""
    window_days: int = 30
    """How long an instalment can be claimed when months don't roll over; the due day counts."""
    several_at_once: bool = True
    """One visit may collect everything that is due; otherwise one instalment a business day."""
    minimum_purchase: Money = ZERO
    """What the member must have bought on the business day of the claim."""
    bonus_days: int | None = None
    """How long claimed bonus can be used; None for ever."""


@dataclass(frozen=True, slots=True)
class ItemPoints:
    """An item that earns more or fewer points than others: 200 is double, 0 none."""

    item_id: ItemId
    percent: int


@dataclass(frozen=True, slots=True)
class PointsRules:
    """How points are earned and spent, beside `Policy.points_per_yuan`."""

    items: tuple[ItemPoints, ...] = ()
    double_weekdays: tuple[int, ...] = ()
    """ISO weekdays, 1 is Monday."""
    double_days: tuple[date, ...] = ()
    birthday_percent: int = 100
    """On the member's birthday; 200 is double. The largest of what applies to a day counts once."""
    fen_per_point: int = 0
    """What a point takes off a bill; 0: points are no discount."""
    most_of_bill_bp: int = 5_000
    """Largest share of what is due that points may take off."""
    valid_months: int = 0
    """Points earned in a month expire at the end of this many months after it; 0: never."""


@dataclass(frozen=True, slots=True)
class TierRules:
    """When tiers move by themselves (domain.md: by consumption, up at once, down with grace)."""

    window_months: int = 0
    """Consumption of how many months back counts; 0: all there ever was (then nobody moves down)."""
    grace_days: int = 60
    """How long a member stays who is below the threshold."""


@dataclass(frozen=True, slots=True)
class InterestRate:
    """From that day on, in basis points a year, by whose cause the contract ended."""

    from_day: date
    shop_cause_bp: int
    member_cause_bp: int


@dataclass(frozen=True, slots=True)
class RefundRules:
    """What a card refund is computed with (法释〔2025〕4号 Arts. 14–22)."""

    rates: tuple[InterestRate, ...] = (
        # LPR of one year, and the benchmark of one-year deposits, when the rule came into force.
        InterestRate(date(2015, 10, 24), 310, 150),
        InterestRate(date(2025, 5, 20), 300, 150),
    )
    cooling_days: int = 7
    """Art. 14: all principal back within so many days of paying."""
    cash_limit: Money = Money(10_000)
    """Cash may be paid out up to this; more goes back the way it came (单用途商业预付卡管理办法)."""


@dataclass(frozen=True, slots=True)
class ProfitRules:
    """What the profit check of an offer reckons with (domain.md section 8)."""

    cost_bp: int = 4_000
    """What services and goods cost the shop, in basis points of their list price."""
    expected_claims_bp: int = 7_000
    """Which share of promised instalments and vouchers is expected to be collected."""
    floor_bp: int = 1_000
    """Least margin, in basis points of what is paid, with everything claimed; below it the owner decides."""


Rules = ClaimRules | PointsRules | TierRules | RefundRules | ProfitRules

CLAIMS: Final = ClaimRules()
POINTS: Final = PointsRules()
TIERS: Final = TierRules()
REFUNDS: Final = RefundRules()
PROFIT: Final = ProfitRules()
"""The rules of a shop that never set any."""
