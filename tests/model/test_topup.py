"""Planning a top-up: principal, bonus and its end, and the limits of the law."""

from __future__ import annotations

from datetime import date

import pytest

from model.errors import UserError
from model.ids import LotId, MemberId
from model.ledger import Account
from model.money import MAX_FEN, ZERO, Money, yuan
from model.shop import Policy
from model.topup import LimitWarning, bonus_expiry, limit_warnings, plan_top_up

MEMBER, LOT, TODAY = MemberId(b"m" * 16), LotId(b"l" * 16), date(2026, 11, 21)


def test_principal_and_bonus_stay_apart() -> None:
    plan = plan_top_up(
        MEMBER, [(Account.CASH, yuan(200)), (Account.WECHAT, yuan(300))], yuan(80), 30, LOT, TODAY
    )
    assert {(p.account, p.amount) for p in plan.postings} == {
        (Account.CASH, 20_000),
        (Account.WECHAT, 30_000),
        (Account.PRINCIPAL, -50_000),
        (Account.BONUS_GIVEN, 8_000),
        (Account.BONUS, -8_000),
    }
    assert (plan.paid, plan.bonus, plan.bonus_expires_on) == (yuan(500), yuan(80), date(2026, 12, 21))


def test_without_a_bonus_nothing_ends() -> None:
    assert plan_top_up(MEMBER, [(Account.CASH, yuan(5))], ZERO, 30, LOT, TODAY).bonus_expires_on is None
    assert bonus_expiry(TODAY, None) is None
    assert bonus_expiry(date(2027, 12, 31), 60) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("tenders", "bonus", "code"),
    [
        ([], 0, "topup.amount"),
        ([(Account.CASH, 0)], 0, "tender.unknown"),
        ([(Account.CASH, -5)], 0, "tender.unknown"),
        ([(Account.PRINCIPAL, 5)], 0, "tender.unknown"),
        ([(Account.CASH, 5), (Account.CASH, 5)], 0, "tender.unknown"),
        ([(Account.CASH, 5)], -1, "topup.amount"),
        ([(Account.CASH, MAX_FEN), (Account.WECHAT, 1)], 0, "money.too_large"),
    ],
)
def test_what_is_no_top_up_is_refused(tenders: list[tuple[Account, int]], bonus: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        plan_top_up(MEMBER, [(a, Money(v)) for a, v in tenders], Money(bonus), None, LOT, TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("paid", "account", "after", "expected"),
    [
        (5_000, Account.CASH, 5_000, ()),
        (5_000, Account.CASH, 5_001, (LimitWarning.REGISTERED_LIMIT,)),
        (50_000, Account.BANK_CARD, 5_000, ()),
        (49_999, Account.CASH, 5_000, ()),
        (50_000, Account.CASH, 50_000, (LimitWarning.REGISTERED_LIMIT, LimitWarning.TRANSFER_LIMIT)),
    ],
)
def test_the_limits_of_the_law_warn(
    paid: int, account: Account, after: int, expected: tuple[LimitWarning, ...]
) -> None:
    assert limit_warnings(yuan(paid), account, yuan(after), Policy()) == expected
