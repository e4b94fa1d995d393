"""Stored value: which lots can be used, and what a payment takes in each order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UserError
from model.ids import LotId
from model.money import ZERO, Money, yuan
from model.shop import SpendingOrder
from model.wallet import Lot, Wallet, draw

TODAY = date(2026, 11, 21)


def lot(name: int, left: int, expires: int | None = None, granted: int = 0) -> Lot:
    """Expiry and day of grant in days from today."""
    end = None if expires is None else TODAY + timedelta(days=expires)
    return Lot(LotId(bytes([name])), Money(left), Money(left), TODAY + timedelta(days=granted), end)


def taken(wallet: Wallet, amount: int, order: SpendingOrder) -> tuple[int, dict[int, int]]:
    found = draw(wallet, Money(amount), order, TODAY)
    return found.principal.fen, {lot_id[0]: part.fen for lot_id, part in found.lots}


def test_a_lot_can_be_used_through_its_last_day() -> None:
    assert lot(1, 5, 0).usable_on(TODAY)
    assert not lot(1, 5, -1).usable_on(TODAY)
    assert lot(1, 5).usable_on(date.max)
    assert not lot(1, 0).usable_on(TODAY)


def test_expired_bonus_is_kept_but_not_available() -> None:
    wallet = Wallet(yuan(5), (lot(1, 100, -1), lot(2, 200, 1), lot(3, 300)))
    assert wallet.bonus_on(TODAY) == Money(500)
    assert wallet.available_on(TODAY) == Money(1_000)
    with pytest.raises(UserError) as caught:
        draw(wallet, Money(1_001), SpendingOrder.PROPORTIONAL, TODAY)
    assert caught.value.code == "balance.short"
    assert caught.value.facts == {"available": Money(1_000), "amount": Money(1_001)}


@pytest.mark.parametrize(
    ("order", "amount", "principal"),
    [
        (SpendingOrder.PRINCIPAL_FIRST, 300, 300),
        (SpendingOrder.PRINCIPAL_FIRST, 700, 500),
        (SpendingOrder.BONUS_FIRST, 300, 0),
        (SpendingOrder.BONUS_FIRST, 700, 200),
        (SpendingOrder.PROPORTIONAL, 300, 150),
        (SpendingOrder.PROPORTIONAL, 301, 151),
        (SpendingOrder.PROPORTIONAL, 1_000, 500),
        (SpendingOrder.PROPORTIONAL, 0, 0),
    ],
)
def test_the_order_decides_what_comes_from_principal(
    order: SpendingOrder, amount: int, principal: int
) -> None:
    wallet = Wallet(Money(500), (lot(1, 500),))
    found, lots = taken(wallet, amount, order)
    assert found == principal
    assert sum(lots.values()) == amount - principal


def test_lots_go_by_their_end_then_by_their_day_of_grant() -> None:
    lots = (lot(4, 10), lot(3, 10, 9), lot(2, 10, 5, granted=0), lot(1, 10, 5, granted=-3), lot(5, 10, -1))
    assert taken(Wallet(ZERO, lots), 35, SpendingOrder.BONUS_FIRST)[1] == {1: 10, 2: 10, 3: 10, 4: 5}


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(0, 10**6), st.one_of(st.none(), st.integers(-3, 3))), max_size=6),
    st.integers(0, 100),
    st.sampled_from(SpendingOrder),
)
def test_every_draw_adds_up_and_overdraws_nothing(
    principal: int, sizes: list[tuple[int, int | None]], percent: int, order: SpendingOrder
) -> None:
    wallet = Wallet(Money(principal), tuple(lot(n, left, end) for n, (left, end) in enumerate(sizes)))
    amount = wallet.available_on(TODAY).fen * percent // 100
    found, lots = taken(wallet, amount, order)
    assert found + sum(lots.values()) == amount
    assert 0 <= found <= principal
    left = {known.id[0]: known for known in wallet.lots}
    assert all(0 < part <= left[n].remaining.fen and left[n].usable_on(TODAY) for n, part in lots.items())
