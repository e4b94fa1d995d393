"""What vouchers and cards say of their benefit, conditions and dates."""

from __future__ import annotations

from datetime import date, time

import pytest

from model.money import Money, yuan
from services.printing import voucher_words
from services.printing.strings import words
from services.printing.vouchers import Benefit, BenefitKind, Reward, RewardKind, Terms

ZH, EN = words("zh_CN"), words("en")


@pytest.mark.parametrize(
    ("benefit", "chinese", "english"),
    [
        (Benefit(BenefitKind.AMOUNT, yuan(20)), "¥20", "¥20"),
        (Benefit(BenefitKind.AMOUNT, Money(1990)), "¥19.90", "¥19.90"),
        (Benefit(BenefitKind.PERCENT, rate_bp=8_000), "8 折", "20% OFF"),
        (Benefit(BenefitKind.PERCENT, rate_bp=8_550), "8.55 折", "14.5% OFF"),
        (Benefit(BenefitKind.SERVICE), "免费", "FREE"),
        (Benefit(BenefitKind.GIFT), "礼", "GIFT"),
        (Benefit(BenefitKind.TRIAL), "体验", "TRIAL"),
        (Benefit(BenefitKind.TRIAL, yuan(39)), "¥39", "¥39"),
    ],
)
def test_headlines(benefit: Benefit, chinese: str, english: str) -> None:
    assert voucher_words.headline(benefit, ZH) == chinese
    assert voucher_words.headline(benefit, EN) == english
    assert voucher_words.kind_word(benefit, ZH)
    assert voucher_words.offer(benefit, EN)


def test_conditions_follow_from_the_rule_and_end_with_the_shops_own() -> None:
    terms = Terms(
        minimum=yuan(100),
        cap=yuan(50),
        items=tuple("甲乙丙丁戊己庚"),
        weekdays=frozenset({0, 1, 2, 3, 6}),
        hours=(time(10), time(17, 30)),
        combinable=False,
        per_member=2,
        first_visit=True,
    )
    told = voucher_words.conditions(terms, ("不找零",), ZH)
    assert told == [
        *("满 ¥100 可用", "首次到店的朋友专享", "最高减 ¥50", "限甲、乙、丙、丁、戊、己等"),
        *("周一至周四、周日 10:00–17:30 可用", "不与其他优惠同用", "每人限 2 张", "不找零"),
    ]
    assert voucher_words.conditions(Terms(), (), EN) == []
    assert "Mon–Thu, Sun" in " ".join(voucher_words.conditions(terms, (), EN))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 21), date(2026, 12, 31), "2026-11-21 至 2026-12-31"),
        (None, date(2026, 12, 31), "有效期至 2026-12-31"),
        (date(2026, 11, 21), None, "2026-11-21 起有效"),
        (None, None, "长期有效"),
    ],
)
def test_dates(first: date | None, last: date | None, said: str) -> None:
    assert voucher_words.validity(first, last, ZH) == said


def test_rewards() -> None:
    assert voucher_words.reward(Reward(RewardKind.POINTS, points=1500), ZH) == "1,500 积分"
    assert voucher_words.reward(Reward(RewardKind.VOUCHER, name="护理券"), EN) == "护理券"
