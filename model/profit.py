"""The profit check of a top-up plan: what the customer pays and gets, and what is left of it.

Source: domain.md section 8. Pay 500, get gifts of 500 and 10 × 50: 1,500 of value for 500 is 3.33 折 and
breaks even at a cost of 33.3 %; with 70 % of the instalments claimed it is 1,350 and 37.0 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Final

from model.friend_card import FriendCardKind, RewardKind
from model.ids import FriendCardKindId, GiftId, ItemId, PackKindId, VoucherTemplateId
from model.money import ZERO, Money
from model.record import dataclass
from model.rules import ProfitRules
from model.shop import Plan
from model.voucher_rule import BenefitKind, VoucherRule

_WHOLE_BP: Final = 10_000


class PartKind(StrEnum):
    """What a customer gets for a top-up, in the order in which it is shown."""

    PRINCIPAL = "principal"
    BONUS = "bonus"
    INSTALMENTS = "instalments"
    GIFTS = "gifts"
    PACKS = "packs"
    VOUCHERS = "vouchers"
    FRIEND_CARDS = "friend_cards"


MAY_LAPSE: Final = frozenset({PartKind.INSTALMENTS, PartKind.VOUCHERS, PartKind.FRIEND_CARDS})
"""Of these only the shop's expected share is ever collected."""


@dataclass(frozen=True, slots=True)
class Part:
    """`value` at list prices; `cost` where it is known, otherwise the shop's cost of services counts."""

    kind: PartKind
    value: Money
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class ProfitCheck:
    """Shares in basis points: `discount_bp` 3333 is 3.33 折, margins are shares of what is paid."""

    pays: Money
    parts: tuple[Part, ...]
    gets: Money
    discount_bp: int
    breakeven_cost_bp: int
    """Up to which cost of what is given nothing is lost."""
    margin_all: Money
    margin_all_bp: int
    """With everything claimed: the worst case."""
    gets_expected: Money
    breakeven_expected_bp: int
    margin_expected: Money
    margin_expected_bp: int
    """At the shop's expected rate of claims."""
    below_floor: bool


@dataclass(frozen=True, slots=True)
class Priced:
    """One piece of something a plan may bring: its name, worth and, where known, cost."""

    name: str
    value: Money
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class PriceList:
    """What everything that a plan may bring is worth today."""

    gifts: Mapping[GiftId, Priced] = field(default_factory=dict)
    packs: Mapping[PackKindId, Priced] = field(default_factory=dict)
    vouchers: Mapping[VoucherTemplateId, Priced] = field(default_factory=dict)
    friend_cards: Mapping[FriendCardKindId, Priced] = field(default_factory=dict)


def check(pays: Money, parts: Sequence[Part], rules: ProfitRules) -> ProfitCheck:
    """Reckon an offer that costs `pays`, with everything claimed and at the expected rate."""
    expected = [_expected(part, rules) for part in parts]
    gets, gets_expected = (Money(sum(p.value.fen for p in some)) for some in (parts, expected))
    margin, margin_expected = (pays - _cost(some, rules) for some in (parts, expected))
    margin_bp = _share(margin, pays)
    return ProfitCheck(
        pays=pays,
        parts=tuple(part for part in parts if part.value or part.cost),
        gets=gets,
        discount_bp=_share(pays, gets),
        breakeven_cost_bp=_share(pays, gets),
        margin_all=margin,
        margin_all_bp=margin_bp,
        gets_expected=gets_expected,
        breakeven_expected_bp=_share(pays, gets_expected),
        margin_expected=margin_expected,
        margin_expected_bp=_share(margin_expected, pays),
        below_floor=margin_bp < rules.floor_bp,
    )


def check_plan(plan: Plan, prices: PriceList, rules: ProfitRules) -> ProfitCheck:
    """The check of a plan at today's prices; what the price list doesn't know counts for nothing."""
    return check(plan.pay, plan_parts(plan, prices), rules)


def plan_parts(plan: Plan, prices: PriceList) -> tuple[Part, ...]:
    """What a customer gets for a plan, each kind once."""
    offer = plan.offer
    vouchers = plan.voucher_template_id and prices.vouchers.get(plan.voucher_template_id)
    cards = plan.friend_card_kind_id and prices.friend_cards.get(plan.friend_card_kind_id)
    return (
        Part(PartKind.PRINCIPAL, plan.pay),
        Part(PartKind.BONUS, plan.bonus),
        Part(PartKind.INSTALMENTS, offer.instalments.total if offer.instalments else ZERO),
        _together(PartKind.GIFTS, [(prices.gifts.get(g.gift_id), g.quantity) for g in offer.gifts]),
        _together(PartKind.PACKS, [(prices.packs.get(p.kind_id), p.quantity) for p in offer.packs]),
        _together(PartKind.VOUCHERS, [(vouchers or None, plan.vouchers)]),
        _together(PartKind.FRIEND_CARDS, [(cards or None, plan.friend_cards)]),
    )


def voucher_worth(rule: VoucherRule, prices: Mapping[ItemId, Money]) -> Money:
    """The most one voucher takes off: for a share without a cap, that share of its minimum spend."""
    benefit = rule.benefit
    dearest = max((prices[i] for i in rule.items if i in prices), default=ZERO)
    match benefit.kind:
        case BenefitKind.AMOUNT:
            return benefit.amount
        case BenefitKind.PERCENT:
            return benefit.cap or Money((rule.minimum or dearest).fen * benefit.off_bp // _WHOLE_BP)
        case BenefitKind.FREE:
            return dearest
        case BenefitKind.TRIAL:
            return max(ZERO, dearest - benefit.amount)
        case BenefitKind.GIFT:
            return ZERO


def friend_card_worth(
    kind: FriendCardKind, vouchers: Mapping[VoucherTemplateId, Priced], fen_per_point: int
) -> Money:
    """What a card may bring its giver; what the friend gets is won with the friend's own purchase."""
    reward = kind.rule.reward
    match reward.kind:
        case RewardKind.BONUS:
            return Money(reward.value)
        case RewardKind.POINTS:
            return Money(reward.value * fen_per_point)
        case RewardKind.VOUCHER:
            priced = reward.template_id and vouchers.get(reward.template_id)
            return priced.value * reward.value if priced else ZERO


def _together(kind: PartKind, some: Sequence[tuple[Priced | None, int]]) -> Part:
    known = [(priced, count) for priced, count in some if priced is not None and count]
    value = Money(sum(p.value.fen * count for p, count in known))
    if not any(p.cost is not None for p, _ in known):
        return Part(kind, value)
    return Part(kind, value, Money(sum((p.cost or ZERO).fen * count for p, count in known)))


def _expected(part: Part, rules: ProfitRules) -> Part:
    if part.kind not in MAY_LAPSE:
        return part
    return Part(part.kind, _of(part.value, rules.expected_claims_bp))


def _cost(parts: Sequence[Part], rules: ProfitRules) -> Money:
    known = sum(part.cost.fen for part in parts if part.cost is not None)
    return Money(known) + _of(Money(sum(p.value.fen for p in parts if p.cost is None)), rules.cost_bp)


def _of(amount: Money, bp: int) -> Money:
    return Money((2 * amount.fen * bp + _WHOLE_BP) // (2 * _WHOLE_BP))


def _share(part: Money, whole: Money) -> int:
    """In basis points, half up; of nothing it is nothing."""
    return (2 * part.fen * _WHOLE_BP + whole.fen) // (2 * whole.fen) if whole else 0
