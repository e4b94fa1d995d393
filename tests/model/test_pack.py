"""What a session is worth: any order of uses and reversals adds up to the fen (domain.md section 3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.ids import ItemId, MemberId, PackId, PackKindId, TxnId
from model.ledger import Account, Posting
from model.money import ZERO, Money, yuan
from model.pack import (
    Pack,
    PackKind,
    PackOrigin,
    PackState,
    check_kind,
    check_use,
    owed,
    plan_pack_sale,
    plan_pack_use,
    plan_sale_back,
    plan_use_back,
    value_of,
)
from model.sale import Payment, Tender

TODAY = date(2026, 11, 21)
MEMBER = MemberId(b"m" * 16)


def pack(paid: int = 98_00, sessions: int = 10, **more: object) -> Pack:
    whole = Pack(
        id=PackId(b"p" * 16),
        member_id=MEMBER,
        kind_id=PackKindId(b"k" * 16),
        txn_id=TxnId(b"t" * 16),
        origin=PackOrigin.SOLD,
        name="洗护十次卡",
        item_id=ItemId(b"i" * 16),
        item_name="洗护",
        list_price=yuan(12),
        unit_cost=yuan(4),
        earns_points=True,
        companion=False,
        sessions=sessions,
        sessions_left=sessions,
        paid=Money(paid),
        value_left=Money(paid),
        valid_to=date(2027, 5, 21),
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def after(pack: Pack, sessions: int) -> Pack:
    value = value_of(pack, sessions)
    return replace(pack, sessions_left=pack.sessions_left - sessions, value_left=pack.value_left - value)


def test_ten_sessions_of_a_hundred_yuan_are_ten_yuan_each() -> None:
    left, values = pack(100_00), []
    for _ in range(10):
        values.append(value_of(left, 1).fen)
        left = after(left, 1)
    assert values == [1_000] * 10
    assert left.value_left == ZERO


def test_what_does_not_divide_goes_by_the_cumulative_share() -> None:
    left, values = pack(100_00, 3), []
    for _ in range(3):
        values.append(value_of(left, 1).fen)
        left = after(left, 1)
    assert values == [3333, 3334, 3333]
    assert value_of(pack(100_00, 3), 3) == Money(100_00)
    assert value_of(pack(0, 3), 2) == ZERO


@given(
    paid=st.integers(0, 50_000),
    sessions=st.integers(1, 40),
    moves=st.lists(st.tuples(st.booleans(), st.integers(0, 50)), max_size=80),
)
def test_any_uses_and_reversals_add_up_to_the_fen(
    paid: int, sessions: int, moves: list[tuple[bool, int]]
) -> None:
    """Income booked and what is still owed are together what was paid, after each step."""
    now, standing = pack(paid, sessions), list[tuple[int, Money]]()
    for forward, pick in moves:
        if forward and now.sessions_left:
            count = pick % now.sessions_left + 1
            value = value_of(now, count)
            assert 0 <= value.fen <= now.value_left.fen
            now = after(now, count)
            standing.append((count, value))
        elif not forward and standing:
            count, value = standing.pop(pick % len(standing))
            assert plan_use_back(now, count, value, 0).amount == value
            now = replace(now, sessions_left=now.sessions_left + count, value_left=now.value_left + value)
        assert now.value_left.fen + sum(value.fen for _, value in standing) == paid
        assert now.used == sum(count for count, _ in standing)
    last = value_of(now, now.sessions_left) if now.sessions_left else ZERO
    assert last == now.value_left


@given(paid=st.integers(0, 10_000_000), sessions=st.integers(1, 1_000), used=st.integers(0, 1_000))
def test_uses_in_a_row_are_never_a_fen_from_the_exact_share(paid: int, sessions: int, used: int) -> None:
    used = min(used, sessions)
    left = after(pack(paid, sessions), used) if used else pack(paid, sessions)
    assert abs((paid - left.value_left.fen) * sessions - paid * used) <= sessions


@pytest.mark.parametrize(
    ("changed", "sessions", "companion", "code"),
    [
        ({"state": PackState.REFUNDED}, 1, False, "pack.closed"),
        ({"state": PackState.CANCELLED}, 1, False, "pack.closed"),
        ({"valid_to": date(2026, 11, 20)}, 1, False, "pack.expired"),
        ({"sessions_left": 2}, 3, False, "pack.short"),
        ({"sessions_left": 0}, 1, False, "pack.short"),
        ({}, 0, False, "pack.short"),
        ({}, -1, False, "pack.short"),
        ({}, 1, True, "pack.companion"),
    ],
)
def test_what_cannot_be_had_says_why(
    changed: dict[str, Any], sessions: int, companion: bool, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        check_use(pack(**changed), sessions, companion, TODAY)
    assert caught.value.code == code


def test_the_last_day_counts_and_no_last_day_is_for_ever() -> None:
    check_use(pack(valid_to=TODAY), 10, False, TODAY)
    check_use(pack(valid_to=None, companion=True), 1, True, date(2999, 1, 1))
    assert pack(valid_to=TODAY).usable_on(TODAY)
    assert not pack(valid_to=TODAY).usable_on(date(2026, 11, 22))
    assert pack(valid_to=date(2020, 1, 1)).over_on(TODAY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sessions": 0}, "pack.sessions"),
        ({"sessions": 1_001}, "pack.sessions"),
        ({"price": Money(-1)}, "catalog.price"),
        ({"days": 0}, "pack.days"),
        ({"days": 40_000}, "pack.days"),
    ],
)
def test_a_kind_that_nobody_can_sell_is_refused(change: dict[str, object], code: str) -> None:
    kind = PackKind(PackKindId(b"k" * 16), "洗护十次卡", ItemId(b"i" * 16), 10, yuan(980))
    check_kind(kind)
    with pytest.raises(UserError) as caught:
        check_kind(replace(kind, **change))  # type: ignore[arg-type]
    assert caught.value.code == code


def cash(fen: int) -> Tender:
    return Tender(Account.CASH, Money(fen), Money(fen))


def test_a_pack_is_bought_with_money_and_principal_and_owed_until_it_is_had() -> None:
    postings = plan_pack_sale((pack(),), Payment(yuan(50), (cash(48_00),)), MEMBER, yuan(60))
    assert set(postings) == {
        Posting(Account.CASH, 48_00),
        Posting(Account.PRINCIPAL, 50_00, MEMBER),
        Posting(Account.PACK, -98_00, MEMBER, b"p" * 16),  # type: ignore[arg-type]
    }
    used = plan_pack_use(pack(), Money(9_80), 9)
    assert {p.account: p.amount for p in used} == {
        Account.PACK: 9_80,
        Account.INCOME: -9_80,
        Account.POINTS: -9,
        Account.POINTS_GIVEN: 9,
    }


def test_principal_that_is_not_there_buys_no_pack_and_the_sum_must_be_right() -> None:
    for payment, code in (
        (Payment(yuan(98)), "balance.short"),
        (Payment(ZERO, (cash(97_00),)), "tender.sum"),
        (Payment(ZERO, (Tender(Account.BONUS, yuan(98), yuan(98)),)), "tender.unknown"),
    ):
        with pytest.raises(UserError) as caught:
            plan_pack_sale((pack(),), payment, MEMBER, yuan(97))
        assert caught.value.code == code


def test_a_sale_goes_back_whole_and_only_while_nothing_was_had() -> None:
    tenders = ((Account.WECHAT, yuan(48)),)
    plan = plan_sale_back((pack(),), tenders, yuan(50))
    assert {p.account: p.amount for p in plan.postings} == {
        Account.WECHAT: -48_00,
        Account.PRINCIPAL: -50_00,
        Account.PACK: 98_00,
    }
    assert plan.amount == yuan(98)
    for gone in (after(pack(), 1), pack(state=PackState.CANCELLED, sessions_left=0, value_left=ZERO)):
        with pytest.raises(UserError) as caught:
            plan_sale_back((gone,), tenders, yuan(50))
        assert caught.value.code == "reverse.pack_used"


def test_a_refunded_pack_takes_no_session_back() -> None:
    with pytest.raises(UserError) as caught:
        plan_use_back(pack(state=PackState.REFUNDED), 1, yuan(9), 9)
    assert caught.value.code == "pack.closed"


def test_what_is_owed_counts_packs_past_their_last_day_but_no_closed_ones() -> None:
    over = pack(valid_to=date(2020, 1, 1))
    assert owed((over, pack(), pack(state=PackState.REFUNDED, value_left=yuan(5)))) == yuan(196)
