"""Rules of friend cards and referral rewards, without a shop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.friend_card import (
    BenefitKind,
    CardState,
    FriendBenefit,
    FriendCard,
    FriendCardLook,
    FriendCardRule,
    GiverReward,
    RewardKind,
    check_look,
    check_rule,
    shown_order,
)
from model.ids import BatchId, FriendCardId, FriendCardKindId, LotId, MemberId, VoucherTemplateId
from model.ledger import UNIT_OF, Account, Unit
from model.money import ZERO, Money, yuan
from model.referral import (
    Leader,
    ReferralTotals,
    counts,
    grant_postings,
    month_of,
    real_money,
    recoverable,
    reward_amount,
    take_back_postings,
)
from model.sale import Bucket

DAY = date(2026, 11, 21)
RULE = FriendCardRule(GiverReward(RewardKind.BONUS, 3_000), FriendBenefit(BenefitKind.BONUS, yuan(20)))
TEMPLATE = VoucherTemplateId(bytes(16))


def card(**more: object) -> FriendCard:
    made = FriendCard(
        FriendCardId(b"c"),
        FriendCardKindId(b"k"),
        "闺蜜卡",
        RULE,
        FriendCardLook(),
        BatchId(b"b"),
        1,
        MemberId(b"g"),
        "张晓明",
        "",
        DAY,
        RULE.last_day(DAY),
        CardState.ISSUED,
        0,
        None,
        "",
        0,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_card_is_usable_from_its_first_to_its_last_day() -> None:
    last = DAY + timedelta(days=89)
    assert [card().usable_on(d) for d in (DAY - timedelta(days=1), DAY, last, last + timedelta(days=1))] == [
        False,
        True,
        True,
        False,
    ]
    assert not any(card(state=s).usable_on(DAY) for s in CardState if s is not CardState.ISSUED)


def test_usable_cards_are_shown_first_and_void_ones_last() -> None:
    late = card(valid_to=DAY - timedelta(days=1))
    cards = [card(state=CardState.VOIDED), late, card(state=CardState.RETURNED), card(n=2), card()]
    cards.append(card(state=CardState.USED))
    shown = sorted(cards, key=lambda c: shown_order(c, DAY))
    assert shown == [card(), card(n=2), card(state=CardState.USED), late, cards[2], cards[0]]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (replace(RULE, reward=GiverReward(RewardKind.BONUS, 0)), "reward"),
        (replace(RULE, reward=GiverReward(RewardKind.BONUS, -1)), "reward"),
        (replace(RULE, reward=GiverReward(RewardKind.BONUS, 1, TEMPLATE)), "reward"),
        (replace(RULE, reward=GiverReward(RewardKind.VOUCHER, 1)), "reward"),
        (replace(RULE, reward=GiverReward(RewardKind.VOUCHER, 21, TEMPLATE)), "reward"),
        (replace(RULE, benefit=FriendBenefit(BenefitKind.BONUS)), "benefit"),
        (replace(RULE, benefit=FriendBenefit(BenefitKind.BONUS, Money(-1))), "benefit"),
        (replace(RULE, benefit=FriendBenefit(BenefitKind.VOUCHER)), "benefit"),
        (replace(RULE, benefit=FriendBenefit(BenefitKind.VOUCHER, yuan(1), TEMPLATE)), "benefit"),
        (replace(RULE, days=0), "days"),
        (replace(RULE, days=3_651), "days"),
        (replace(RULE, minimum=Money(-1)), "limits"),
        (replace(RULE, held_limit=-1), "limits"),
    ],
)
def test_what_cannot_be_meant_is_refused(rule: FriendCardRule, code: str) -> None:
    with pytest.raises(UserError) as caught:
        check_rule(rule)
    assert caught.value.code == f"friend_card.rule_{code}"


def test_looks() -> None:
    check_rule(RULE)
    check_look(FriendCardLook("#B5354F", "paper"))
    for look in (FriendCardLook("red"), FriendCardLook("#B5354F0"), FriendCardLook(design="ink")):
        with pytest.raises(UserError):
            check_look(look)


def test_bonus_and_rounding_are_no_real_money() -> None:
    parts = [
        (Bucket(Account.BONUS, LotId(b"l")), yuan(9)),
        (Bucket(Account.ROUNDING), Money(7)),
        (Bucket(Account.PRINCIPAL), yuan(3)),
        (Bucket(Account.WECHAT), yuan(2)),
    ]
    assert real_money(parts) == yuan(5)
    assert [counts(m, yuan(5)) for m in (ZERO, Money(499), yuan(5))] == [False, False, True]
    assert not counts(ZERO, ZERO)


@given(st.sampled_from(RewardKind), st.integers(1, 10**9), st.integers(100, 1_000), st.integers(0, 10**9))
def test_what_is_paid_and_owed_is_never_more_than_what_was_raised(
    kind: RewardKind, value: int, factor: int, owed: int
) -> None:
    amount = reward_amount(kind, value, factor, owed)
    raised = value * factor / 100
    assert 0 <= amount <= max(0, raised + 0.5 - owed)
    if kind is not RewardKind.VOUCHER:
        assert amount >= raised - 0.5 - owed
    assert reward_amount(kind, value, 100, 0) == value


def test_vouchers_are_counted_whole() -> None:
    assert [reward_amount(RewardKind.VOUCHER, n, 150, 0) for n in (1, 2, 3)] == [1, 3, 4]


@given(st.sampled_from((RewardKind.BONUS, RewardKind.POINTS)), st.integers(1, 10**9))
def test_granting_and_taking_back_cancel_out_and_touch_no_till(kind: RewardKind, amount: int) -> None:
    member, lot = MemberId(b"m"), LotId(b"l")
    there = grant_postings(member, kind, amount, lot)
    back = take_back_postings(member, kind, amount, lot)
    assert [(p.account, -p.amount) for p in there] == [(p.account, p.amount) for p in back]
    units = {UNIT_OF[p.account] for p in there}
    assert units == {Unit.FEN if kind is RewardKind.BONUS else Unit.POINT}
    assert {p.account for p in there} <= {
        Account.BONUS,
        Account.BONUS_GIVEN,
        Account.POINTS,
        Account.POINTS_GIVEN,
    }


def test_bonus_is_taken_back_as_far_as_it_is_there_and_points_always() -> None:
    assert recoverable(RewardKind.BONUS, 3_000, yuan(10)) == 1_000
    assert recoverable(RewardKind.BONUS, 3_000, yuan(99)) == 3_000
    assert recoverable(RewardKind.POINTS, 88, ZERO) == 88


@given(st.dates(date(2000, 1, 1), date(2999, 11, 30)))
def test_a_month_is_the_calendars(day: date) -> None:
    first, last = month_of(day)
    assert first.day == 1
    assert (first.year, first.month) == (last.year, last.month) == (day.year, day.month)
    assert (last + timedelta(days=1)).day == 1


def test_rates() -> None:
    leader = Leader(MemberId(b"m"), "张", "000001", 5, 3, 1, yuan(300), paid=yuan(100))
    assert (leader.again_percent, leader.cost_each) == (33, Money(3_333))
    nobody = ReferralTotals(0, 0, 0, 0, ZERO, ZERO, ZERO, 0)
    assert (nobody.again_percent, nobody.cost_each, nobody.share_percent) == (0, None, 0)
