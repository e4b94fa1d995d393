"""Friend cards (闺蜜卡): what giver and friend get, and when a card may be used.

Source: domain.md sections 5.6, 6 and 9 (禁止传销条例 Art. 7: one level, one-off, tied to a purchase).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from model.errors import UserError
from model.ids import BatchId, FriendCardId, FriendCardKindId, MemberId, VoucherTemplateId
from model.money import MAX_FEN, ZERO, Money
from model.record import dataclass

LINE_LIMIT: Final = 30
"""Characters of the giver's own line on a card."""
MAX_DAYS: Final = 3_650
MAX_POINTS: Final = 1_000_000
MAX_VOUCHERS: Final = 20
"""Vouchers of one reward."""
DESIGNS: Final = ("rose", "paper")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


class RewardKind(StrEnum):
    """What the giver gets: never cash."""

    BONUS = "bonus"
    POINTS = "points"
    VOUCHER = "voucher"


class BenefitKind(StrEnum):
    """What the friend gets at sign-up, there for the sale at hand."""

    VOUCHER = "voucher"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class GiverReward:
    """`value` is fen of bonus, points, or how many vouchers of the template."""

    kind: RewardKind
    value: int
    template_id: VoucherTemplateId | None = None
    bonus_days: int | None = None
    """Days until the bonus expires; None for never."""


@dataclass(frozen=True, slots=True)
class FriendBenefit:
    kind: BenefitKind
    amount: Money = ZERO
    template_id: VoucherTemplateId | None = None
    bonus_days: int | None = None


@dataclass(frozen=True, slots=True)
class FriendCardRule:
    """Everything that decides what a card does; frozen with each version of its kind."""

    reward: GiverReward
    benefit: FriendBenefit
    days: int = 90
    """How long it can be used; the day of giving counts."""
    minimum: Money = ZERO
    """What the friend's first sale must bring in real money."""
    held_limit: int = 0
    """Most open ones that a member may hold; 0 for the shop's limit alone."""

    def last_day(self, given_on: date) -> date:
        return given_on + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class FriendCardLook:
    """How a card is printed; `colour` as #RRGGBB, empty for the shop's own.

    `picture` is the name (SHA-256 in hex) of a picture that is kept apart; empty for none.
    """

    colour: str = ""
    design: str = "rose"
    conditions_zh: str = ""
    conditions_en: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class FriendCardKind:
    """A kind of friend card as it is now; `version` counts its changes (0 before the first save)."""

    id: FriendCardKindId
    name: str
    rule: FriendCardRule
    look: FriendCardLook = FriendCardLook()
    active: bool = True
    position: int = 0
    version: int = 0


class CardState(StrEnum):
    """Expired is a date, not a state."""

    ISSUED = "issued"
    USED = "used"
    RETURNED = "returned"
    """Handed back unused by its giver."""
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class FriendCard:
    """One card with the rule and look it was given under; days are inclusive."""

    card_id: FriendCardId
    kind_id: FriendCardKindId
    kind_name: str
    rule: FriendCardRule
    look: FriendCardLook
    batch_id: BatchId
    n: int
    """Which copy of its batch it is, from 1."""
    giver_id: MemberId
    giver_name: str
    line: str
    """The giver's own words on it."""
    valid_from: date
    valid_to: date
    state: CardState
    version: int
    friend_id: MemberId | None
    friend_name: str
    prints: int

    def usable_on(self, day: date) -> bool:
        return self.state is CardState.ISSUED and self.valid_from <= day <= self.valid_to


def check_look(look: FriendCardLook) -> None:
    """Raises UserError `friend_card.look` for a colour or design that there isn't."""
    if (look.colour and not _COLOUR.fullmatch(look.colour)) or look.design not in DESIGNS:
        raise UserError("friend_card.look")


def check_rule(rule: FriendCardRule) -> None:
    """Refuse a rule that can't be meant.

    Raises UserError `friend_card.rule_reward`, `friend_card.rule_benefit`, `friend_card.rule_days` or
    `friend_card.rule_limits`.
    """
    reward, benefit = rule.reward, rule.benefit
    most = {RewardKind.BONUS: MAX_FEN, RewardKind.POINTS: MAX_POINTS, RewardKind.VOUCHER: MAX_VOUCHERS}
    if not 0 < reward.value <= most[reward.kind]:
        raise UserError("friend_card.rule_reward")
    if (reward.kind is RewardKind.VOUCHER) != (reward.template_id is not None):
        raise UserError("friend_card.rule_reward")
    if (benefit.kind is BenefitKind.VOUCHER) != (benefit.template_id is not None):
        raise UserError("friend_card.rule_benefit")
    if (benefit.kind is BenefitKind.BONUS) != (benefit.amount.fen > 0):
        raise UserError("friend_card.rule_benefit")
    for days in (rule.days, reward.bonus_days, benefit.bonus_days):
        if days is not None and not 1 <= days <= MAX_DAYS:
            raise UserError("friend_card.rule_days")
    if rule.minimum.fen < 0 or rule.held_limit < 0:
        raise UserError("friend_card.rule_limits")


def shown_order(card: FriendCard, day: date) -> tuple[bool, int, date, int]:
    """Sort key of a member's cards: what can be used first, then used, expired, handed back, void."""
    rank = (CardState.USED, CardState.ISSUED, CardState.RETURNED, CardState.VOIDED).index(card.state)
    return not card.usable_on(day), rank, card.valid_to, card.n
