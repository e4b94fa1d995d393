"""Postings: what goes together, and that they sum to zero in each unit."""

from __future__ import annotations

import pytest

from model.ids import LotId, MemberId
from model.ledger import LOT_ACCOUNTS, MEMBER_ACCOUNTS, UNIT_OF, Account, Posting, Unit, balanced

MEMBER, LOT = MemberId(bytes(16)), LotId(bytes(16))


def posting(account: Account, amount: int = 1) -> Posting:
    member_id = MEMBER if account in MEMBER_ACCOUNTS else None
    return Posting(account, amount, member_id, LOT if account in LOT_ACCOUNTS else None)


def test_balanced_postings_lose_only_their_zeros() -> None:
    postings = (posting(Account.CASH, 5), posting(Account.WECHAT, 0), posting(Account.INCOME, -5))
    assert balanced(postings) == (postings[0], postings[2])
    assert balanced(()) == ()


@pytest.mark.parametrize("off", [1, -1, 100])
def test_a_fen_too_much_is_a_bug(off: int) -> None:
    with pytest.raises(AssertionError):
        balanced((posting(Account.CASH, 500), posting(Account.INCOME, -500 + off)))


def test_fen_and_points_are_not_summed_together() -> None:
    with pytest.raises(AssertionError):
        balanced((posting(Account.CASH, 5), posting(Account.POINTS, -5)))


@pytest.mark.parametrize("account", Account)
def test_members_and_lots_stand_where_they_belong_only(account: Account) -> None:
    assert posting(account).account is account
    with pytest.raises(ValueError, match="member"):
        Posting(account, 1, None if account in MEMBER_ACCOUNTS else MEMBER, None)
    with pytest.raises(ValueError, match="lot"):
        Posting(
            account,
            1,
            MEMBER if account in MEMBER_ACCOUNTS else None,
            None if account in LOT_ACCOUNTS else LOT,
        )


@pytest.mark.parametrize("amount", [1.0, True, None])
def test_only_whole_numbers_are_posted(amount: object) -> None:
    with pytest.raises(TypeError):
        Posting(Account.CASH, amount)  # type: ignore[arg-type]


def test_every_account_has_its_unit() -> None:
    points = {account for account, unit in UNIT_OF.items() if unit is Unit.POINT}
    assert points == {Account.POINTS, Account.POINTS_GIVEN}
    assert set(UNIT_OF) == set(Account)
