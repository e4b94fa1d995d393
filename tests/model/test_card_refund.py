"""Refunding a card: the table of the law, cases derived from its articles, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.card_refund import (
    Account,
    Cause,
    Consumed,
    Gifts,
    Handed,
    InterestFrom,
    Order,
    PackBought,
    PartKind,
    Purchase,
    Reading,
    Result,
    Worksheet,
    readings,
    settle,
    worksheet,
)
from model.gift import HandedGift
from model.ids import GiftId, TxnId
from model.ledger import Account as LedgerAccount
from model.money import ZERO, Money, yuan
from model.refund_shares import pay_back, rate_on
from model.rules import InterestRate, RefundRules

PAID_ON = date(2026, 1, 31)
TODAY = date(2026, 11, 21)
RULES = RefundRules()
PLAINEST = Reading()
NO_INTEREST = RefundRules(rates=(InterestRate(date(2000, 1, 1), 0, 0),))


def paid(
    amount: int,
    gift: int = 0,
    *,
    day: date = PAID_ON,
    goods: int = 0,
    promised: int = 0,
    served_before: bool = True,
    transferred: bool = False,
) -> Purchase:
    return Purchase(
        "01-000001", "充500", day, yuan(amount), yuan(gift), yuan(goods), yuan(promised),
        served_before, transferred,
    )  # fmt: skip


def used(taken: int, list_value: int | None = None, day: date = date(2026, 3, 1)) -> Consumed:
    return Consumed(
        "01-000002", "洗剪吹", day, yuan(taken), yuan(taken if list_value is None else list_value)
    )


def pack(price: int, sessions: int, used: int, list_price: int, *, served_before: bool = True) -> PackBought:
    value = Money(price * 100 * used // sessions)
    return PackBought(
        "01-000003", "护理10次", PAID_ON, yuan(price), sessions, used, value, yuan(list_price), served_before
    )


def account(
    *purchases: Purchase,
    consumed: tuple[Consumed, ...] = (),
    packs: tuple[PackBought, ...] = (),
    moved_out: int = 0,
    asked: date = TODAY,
) -> Account:
    return Account(purchases, consumed, packs, yuan(moved_out), asked, max(asked, TODAY))


def back(
    of: Account,
    cause: Cause,
    reading: Reading = PLAINEST,
    rules: RefundRules = NO_INTEREST,
) -> Money:
    return settle(of, rules, cause, reading).refunded


@pytest.mark.parametrize(
    ("consumed", "shop", "member"), [(0, 500, 500), (300, 350, 200), (600, 200, 0), (1000, 0, 0)]
)
def test_the_table_of_the_domain(consumed: int, shop: int, member: int) -> None:
    of = account(paid(500, 500), consumed=(used(consumed),))
    assert back(of, Cause.SHOP) == yuan(shop)
    assert back(of, Cause.MEMBER) == yuan(member)


def test_no_claim_for_what_was_consumed_beyond_the_payment() -> None:
    result = settle(account(paid(500, 500), consumed=(used(600),)), RULES, Cause.MEMBER, Reading())
    assert (result.refunded, result.interest, result.total) == (ZERO, ZERO, ZERO)
    assert result.parts[0].price == yuan(600)


def test_a_discount_counts_as_taken_for_the_shop_and_at_list_for_the_member() -> None:
    of = account(paid(500), consumed=(used(240, 300),))
    assert back(of, Cause.SHOP) == yuan(260)
    assert back(of, Cause.MEMBER) == yuan(200)


def test_a_discount_and_a_gift_work_together() -> None:
    of = account(paid(500, 500), consumed=(used(240, 300),))
    assert back(of, Cause.SHOP) == yuan(380)
    assert back(of, Cause.MEMBER) == yuan(200)


def test_instalments_partly_claimed_are_two_readings() -> None:
    # 500 paid, 10 instalments of 50 of which 3 were claimed, 300 consumed.
    of = account(paid(500, 150, promised=350), consumed=(used(300),))
    assert back(of, Cause.SHOP) == Money(50_000 - 23_077)
    assert back(of, Cause.SHOP, Reading(gifts=Gifts.PROMISED)) == yuan(350)
    assert back(of, Cause.MEMBER) == back(of, Cause.MEMBER, Reading(gifts=Gifts.PROMISED)) == yuan(200)


def test_the_plan_of_the_issue_with_gifts_and_instalments() -> None:
    # 充500 送500礼品 再返500分10个月: two instalments claimed, 300 consumed.
    of = account(paid(500, 100, goods=500, promised=400), consumed=(used(300),))
    assert back(of, Cause.SHOP) == yuan(250)
    assert back(of, Cause.SHOP, Reading(gifts=Gifts.GOODS)) == Money(36_364)
    assert back(of, Cause.SHOP, Reading(gifts=Gifts.PROMISED)) == yuan(400)
    sheet = worksheet(of, NO_INTEREST)
    assert (sheet.best.cause, sheet.best.reading.gifts) == (Cause.SHOP, Gifts.PROMISED)
    assert [r.refunded for r in sheet.of(Cause.SHOP)] == [yuan(400), Money(36_364), yuan(250)]


def test_two_plans_pooled_or_first_paid_first_consumed() -> None:
    # The first has as much gift as payment, the second none; 800 consumed falls on the first.
    of = account(paid(500, 500), paid(500, day=date(2026, 2, 1)), consumed=(used(800),))
    first = Reading(order=Order.FIRST_PAID)
    assert back(of, Cause.SHOP, first) == yuan(100 + 500)
    assert back(of, Cause.SHOP) == Money(100_000 - 53_333)
    assert back(of, Cause.MEMBER) == yuan(200)
    assert back(of, Cause.MEMBER, first) == yuan(500)


def test_a_visit_that_uses_up_one_payment_goes_on_with_the_next() -> None:
    of = account(paid(500), paid(500, 500, day=date(2026, 2, 1)), consumed=(used(400), used(300, 400)))
    result = settle(of, NO_INTEREST, Cause.SHOP, Reading(order=Order.FIRST_PAID))
    assert [(p.used, p.back) for p in result.parts] == [(yuan(500), ZERO), (yuan(200), yuan(400))]
    result = settle(of, NO_INTEREST, Cause.MEMBER, Reading(order=Order.FIRST_PAID))
    assert [p.used.fen for p in result.parts] == [40_000 + 13_333, 26_667]
    assert result.refunded.fen == 50_000 - 26_667


@pytest.mark.parametrize(("days", "whole"), [(0, True), (7, True), (8, False)])
def test_within_seven_days_everything_comes_back(days: int, whole: bool) -> None:
    day = TODAY - timedelta(days=days)
    of = account(paid(500, 500, day=day, served_before=False), consumed=(used(600, day=day),))
    for cause in Cause:
        assert (back(of, cause) == yuan(500)) is whole
    less = Reading(cooling=False)
    assert back(of, Cause.SHOP, less) == yuan(200)
    if whole:
        assert settle(of, RULES, Cause.SHOP, Reading()).interest == ZERO
        assert settle(of, RULES, Cause.SHOP, Reading()).parts[0].kind is PartKind.COOLING


def test_the_seven_days_are_no_way_out_for_who_was_served_before_or_was_given_the_money() -> None:
    for purchase in (
        paid(500, 500, day=TODAY),
        paid(500, 500, day=TODAY, served_before=False, transferred=True),
    ):
        visit = replace(used(600), of_others=yuan(300 if purchase.transferred else 0))
        of = account(purchase, consumed=(visit,))
        assert back(of, Cause.SHOP) == yuan(200)


def test_the_seven_days_are_counted_to_the_day_of_asking() -> None:
    of = replace(account(paid(500, 500, day=TODAY, served_before=False), consumed=(used(600),)))
    later = replace(of, day=TODAY + timedelta(days=30))
    assert back(later, Cause.MEMBER) == yuan(500)


def test_a_new_payment_comes_back_whole_beside_an_old_one() -> None:
    old, new = paid(500, 500), paid(300, 300, day=TODAY, served_before=False)
    of = account(old, new, consumed=(used(600),))
    assert back(of, Cause.SHOP) == yuan(200 + 300)
    assert back(of, Cause.MEMBER) == yuan(300)


def test_a_pack_is_a_contract_of_its_own() -> None:
    of = account(packs=(pack(900, 10, 3, 120),))
    assert back(of, Cause.SHOP) == yuan(630)
    assert back(of, Cause.MEMBER) == yuan(540)
    assert back(account(packs=(pack(900, 10, 8, 120),)), Cause.MEMBER) == ZERO


def test_a_pack_used_too_often_takes_nothing_from_the_stored_value() -> None:
    of = account(paid(500, 500), consumed=(used(300),), packs=(pack(900, 10, 9, 120),))
    assert back(of, Cause.MEMBER) == yuan(200)
    assert back(of, Cause.SHOP) == yuan(350 + 90)


def test_a_new_pack_comes_back_whole_too() -> None:
    new = replace(pack(900, 10, 1, 120, served_before=False), day=TODAY)
    assert back(account(packs=(new,)), Cause.MEMBER) == yuan(900)
    assert back(account(packs=(new,)), Cause.MEMBER, Reading(cooling=False)) == yuan(780)


def test_principal_spent_on_a_pack_left_at_its_full_value() -> None:
    # Otherwise the ratio would give back half of it, and the pack the whole.
    of = account(paid(500, 500), packs=(pack(300, 10, 0, 40),), moved_out=300)
    assert back(of, Cause.SHOP) == yuan(500)
    assert back(of, Cause.MEMBER) == yuan(500)
    result = settle(of, NO_INTEREST, Cause.SHOP, Reading())
    assert result.moved_out == yuan(300)
    assert result.parts[0].back == yuan(500)


def test_what_was_handed_over_by_another_counts_as_paid() -> None:
    half_half = replace(used(150), of_others=yuan(50))
    of = account(paid(200, 100, transferred=True), consumed=(half_half,))
    assert back(of, Cause.SHOP) == yuan(100)
    assert back(of, Cause.MEMBER) == yuan(50)


@pytest.mark.parametrize("order", list(Order))
def test_bonus_of_others_makes_nothing_cheaper_that_was_had_for_own_money(order: Order) -> None:
    own = paid(500)
    of = account(own, paid(0, 500, transferred=True), consumed=(used(300),))
    assert back(of, Cause.SHOP, Reading(order)) == yuan(200)
    # What is used of it comes off in its ratio, as where it was given.
    spent = account(paid(500, 500, transferred=True), consumed=(replace(used(500), of_others=yuan(500)),))
    assert back(spent, Cause.SHOP, Reading(order)) == yuan(250)


def test_who_gave_bonus_away_gets_back_no_more_than_the_principal_that_is_left() -> None:
    of = account(paid(500, 500), consumed=(used(500),))
    assert back(of, Cause.SHOP) == yuan(250)
    given = replace(of, at_most=yuan(100))
    assert back(given, Cause.SHOP) == yuan(100)
    assert settle(given, NO_INTEREST, Cause.SHOP, Reading()).moved_out == yuan(150)


def test_interest_of_the_day_of_the_contract_by_whose_cause() -> None:
    of = account(paid(500, 500, day=date(2025, 5, 1)), consumed=(used(300),), asked=date(2026, 5, 1))
    of = replace(of, day=date(2026, 5, 1))
    shop = settle(of, RULES, Cause.SHOP, Reading())
    assert [(i.rate_bp, i.days, i.interest) for i in shop.interest_lines] == [(310, 365, Money(1_085))]
    member = settle(of, RULES, Cause.MEMBER, Reading())
    assert [(i.rate_bp, i.days, i.interest) for i in member.interest_lines] == [(150, 365, Money(300))]
    later = settle(
        replace(of, purchases=(paid(500, 500, day=date(2025, 5, 20)),)), RULES, Cause.SHOP, Reading()
    )
    assert later.interest_lines[0].rate_bp == 300


def test_interest_may_run_from_the_end_of_the_contract_only() -> None:
    of = replace(account(paid(500), asked=date(2026, 11, 1)), day=TODAY)
    ended = settle(of, RULES, Cause.SHOP, Reading(interest=InterestFrom.ASKED))
    # 500 × 3.00 % × 20 ÷ 365 = 0.8219…
    assert [(i.days, i.interest) for i in ended.interest_lines] == [(20, Money(82))]


def test_interest_is_rounded_half_up_and_never_runs_backwards() -> None:
    half = RefundRules(rates=(InterestRate(date(2020, 1, 1), 365, 365),))
    of = Account((paid(1, day=date(2026, 1, 1)),), (), asked_day=date(2026, 2, 20), day=date(2026, 2, 20))
    assert settle(of, half, Cause.SHOP, Reading()).interest == Money(1)
    earlier = replace(of, asked_day=date(2025, 1, 1), day=date(2025, 1, 1))
    assert settle(earlier, half, Cause.SHOP, Reading()).interest == ZERO


def test_the_rate_of_a_day() -> None:
    assert rate_on(RULES.rates, date(2025, 5, 19)) == RULES.rates[0]
    assert rate_on(RULES.rates, date(2025, 5, 20)) == RULES.rates[1]
    assert rate_on(tuple(reversed(RULES.rates)), date(2001, 1, 1)) == RULES.rates[0]
    assert rate_on((), TODAY) is None


def test_only_readings_that_can_differ_are_asked_for() -> None:
    plain = account(paid(500, 500), consumed=(used(300),))
    assert len(list(readings(plain, RULES, Cause.SHOP))) == 2
    sheet = worksheet(plain, RULES)
    assert {r.cause for r in sheet.results} == set(Cause)
    # Asked for and paid on one day: interest runs for no day from then on, and that is a reading.
    assert [len(sheet.of(cause)) for cause in Cause] == [2, 2]
    assert len(worksheet(plain, NO_INTEREST).results) == 2


def test_an_empty_account_pays_nothing() -> None:
    sheet = worksheet(account(), RULES)
    assert [r.total for r in sheet.results] == [ZERO, ZERO]
    assert sheet.find(Cause.MEMBER, Reading().key) is not None
    assert sheet.find(Cause.MEMBER, "no.such.reading") is None


MONEY = st.integers(0, 2_000_00).map(Money)
DAYS = st.integers(0, 900).map(lambda days: TODAY - timedelta(days=days))


def _with_some_gifts(purchase: Purchase, thirds: int) -> Purchase:
    """So much of the goods were gifts, in two lines."""
    value = Money(purchase.goods.fen * thirds // 6)
    lines = tuple(HandedGift(TxnId(bytes(16)), GiftId(bytes([n] * 16)), "礼品", 1, value) for n in (1, 2))
    return replace(purchase, handed=lines if thirds else ())


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Purchases of any mix, visits at list value or below, packs and principal that left."""
    purchases = [
        Purchase("1", "", draw(DAYS), Money(draw(st.integers(1, 2_000_00))), draw(MONEY), draw(MONEY),
                 draw(MONEY), draw(st.booleans()), draw(st.booleans()))
        for _ in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    purchases = [_with_some_gifts(purchase, draw(st.integers(0, 3))) for purchase in purchases]
    purchases.sort(key=lambda purchase: purchase.day)
    visits = []
    for _ in range(draw(st.integers(0, 4))):
        taken = draw(st.integers(1, 1_000_00))
        visits.append(
            Consumed("2", "", draw(DAYS), Money(taken), Money(taken + draw(st.integers(0, 50_000))))
        )
    visits.sort(key=lambda visit: visit.day)
    packs = []
    for _ in range(draw(st.integers(0, 2))):
        price, sessions = draw(st.integers(0, 1_000_00)), draw(st.integers(1, 12))
        had = draw(st.integers(0, sessions))
        least = -(-price // sessions)
        value, list_price = Money(price * had // sessions), Money(least + draw(st.integers(0, 5_000)))
        served = draw(st.booleans())
        packs.append(PackBought("3", "", draw(DAYS), Money(price), sessions, had, value, list_price, served))
    out = draw(st.integers(0, sum(p.paid.fen for p in purchases)))
    asked = TODAY - timedelta(days=draw(st.integers(0, 20)))
    return Account(tuple(purchases), tuple(visits), tuple(packs), Money(out), asked, TODAY)


def _paid_in(of: Account) -> int:
    return sum(p.paid.fen for p in of.purchases) + sum(p.paid.fen for p in of.packs) - of.moved_out.fen


def _every(of: Account) -> list[Result]:
    found = [settle(of, RULES, cause, r) for cause in Cause for r in readings(of, RULES, cause)]
    assert {(r.cause, r.reading) for r in found} >= {
        (r.cause, r.reading) for r in worksheet(of, RULES).results
    }
    return found


@given(accounts())
def test_never_negative_and_never_more_than_was_paid_in(of: Account) -> None:
    for result in _every(of):
        assert 0 <= result.refunded.fen <= _paid_in(of)
        assert all(part.back.fen >= 0 and part.back.fen <= part.paid.fen for part in result.parts)
        assert (
            result.interest.fen <= result.refunded.fen * 310 * 1_000 // (10_000 * 365) + len(of.purchases) + 2
        )
        assert sum(line.amount.fen for line in result.interest_lines) <= result.refunded.fen


@given(accounts(), st.integers(1, 500_00), st.integers(0, 500_00))
def test_consuming_more_never_brings_more_back(of: Account, taken: int, discount: int) -> None:
    more = replace(
        of, consumed=(*of.consumed, Consumed("4", "", TODAY, Money(taken), Money(taken + discount)))
    )
    for cause in Cause:
        for reading in readings(of, RULES, cause):
            assert back(more, cause, reading) <= back(of, cause, reading)


@given(accounts())
def test_the_shop_as_the_cause_never_pays_less_than_the_member(of: Account) -> None:
    for reading in readings(of, RULES, Cause.MEMBER):
        assert settle(of, RULES, Cause.SHOP, reading).total >= settle(of, RULES, Cause.MEMBER, reading).total


@given(accounts())
def test_more_gift_in_the_ratio_never_brings_less_back_of_one_payment(of: Account) -> None:
    one = replace(of, purchases=of.purchases[:1], moved_out=ZERO)
    amounts = [back(one, Cause.SHOP, Reading(gifts=gifts)) for gifts in Gifts]
    assert amounts == sorted(amounts)


@given(accounts())
def test_the_best_is_best_and_stands_first(of: Account) -> None:
    sheet: Worksheet = worksheet(of, RULES)
    assert sheet.best.total == max(result.total for result in _every(of))
    for cause in Cause:
        totals = [result.total for result in sheet.of(cause)]
        assert totals == sorted(totals, reverse=True)


def test_money_goes_back_the_way_it_came() -> None:
    ways = ((LedgerAccount.WECHAT, yuan(300)), (LedgerAccount.CASH, yuan(200)))
    assert pay_back(yuan(250), ways) == {LedgerAccount.WECHAT: yuan(250)}
    assert pay_back(yuan(450), ways) == {LedgerAccount.WECHAT: yuan(300), LedgerAccount.CASH: yuan(150)}
    # Interest, say, came in by no way at all.
    assert pay_back(yuan(510), ways) == {LedgerAccount.WECHAT: yuan(310), LedgerAccount.CASH: yuan(200)}
    assert pay_back(yuan(5), ()) == {LedgerAccount.CASH: yuan(5)}
    assert pay_back(ZERO, ways) == {}


def test_what_readings_differ_by_is_told() -> None:
    of = account(paid(500, 100, promised=400), paid(300, day=date(2026, 2, 1)), consumed=(used(300),))
    sheet = worksheet(of, NO_INTEREST)
    best = sheet.of(Cause.SHOP)[0]
    assert set(sheet.answers(best)) == {"order.first_paid", "gifts.promised"}
    assert sheet.answers(best, ("gifts",)) == ("gifts.promised",)
    only = worksheet(account(paid(500)), NO_INTEREST)
    assert only.answers(only.best) == ()


def with_gift(value: int, *, day: date = PAID_ON, served_before: bool = True) -> Purchase:
    """500 paid, and a gift handed over."""
    gift = HandedGift(TxnId(bytes(16)), GiftId(bytes(16)), "吹风机", 1, yuan(value))
    return replace(paid(500, day=day, goods=value, served_before=served_before), handed=(gift,))


def backs(of: Account, cause: Cause) -> dict[Handed, int]:
    """The best for the member by what becomes of the gifts, in yuan."""
    found: dict[Handed, int] = {}
    for result in worksheet(of, NO_INTEREST).of(cause):
        found.setdefault(result.reading.handed, result.refunded.fen // 100)
    return found


@pytest.mark.parametrize(
    ("value", "consumed", "expected"),
    [
        (100, 300, {Handed.KEPT: 200, Handed.RETURNED: 200, Handed.DEDUCTED: 100}),
        # Worth more than what is left: all of that, and nothing beyond it.
        (500, 300, {Handed.KEPT: 200, Handed.RETURNED: 200, Handed.DEDUCTED: 0}),
        # Nothing comes back: paying for the gift would be a bill.
        (100, 600, {Handed.KEPT: 0, Handed.RETURNED: 0}),
    ],
)
def test_gifts_of_a_member_who_leaves(value: int, consumed: int, expected: dict[Handed, int]) -> None:
    assert backs(account(with_gift(value), consumed=(used(consumed),)), Cause.MEMBER) == expected


def test_nobody_pays_for_gifts_whom_the_shop_sends_away() -> None:
    of = account(with_gift(100), consumed=(used(300),))
    # Kept it may stand in the ratio, given back it can't: 300 × 500 ÷ 600, or 300.
    assert backs(of, Cause.SHOP) == {Handed.KEPT: 250, Handed.RETURNED: 200}
    for reading in readings(of, NO_INTEREST, Cause.SHOP):
        assert reading.handed is not Handed.DEDUCTED


def test_gifts_are_not_paid_for_where_all_comes_back() -> None:
    new = with_gift(100, day=TODAY, served_before=False)
    assert set(backs(account(new, consumed=(used(100),)), Cause.MEMBER)) == {Handed.KEPT, Handed.RETURNED}
    # Beside an old payment only that one's gifts may be charged.
    both = account(with_gift(60), new, consumed=(used(100),))
    assert min(backs(both, Cause.MEMBER).values()) == 1000 - 100 - 60


def test_each_payment_pays_for_its_own_gifts() -> None:
    of = account(with_gift(100), paid(500), consumed=(used(450),))
    reading = replace(PLAINEST, order=Order.FIRST_PAID, handed=Handed.DEDUCTED)
    result = settle(of, NO_INTEREST, Cause.MEMBER, reading)
    assert (result.gifts_off, result.refunded) == (yuan(50), yuan(500))


def test_the_best_keeps_the_gifts_and_only_the_best_gives_them_up() -> None:
    of = account(with_gift(100), replace(paid(300, 100, promised=200), number="2"), consumed=(used(300),))
    sheet = worksheet(of, RULES)
    assert sheet.best.reading.handed is Handed.KEPT
    for cause in Cause:
        for handed in (Handed.RETURNED, Handed.DEDUCTED):
            offered = [r for r in sheet.of(cause) if r.reading.handed is handed]
            assert len(offered) <= len(InterestFrom)
            for result in offered:
                same = [
                    settle(of, RULES, cause, one).total
                    for one in readings(of, RULES, cause)
                    if (one.handed, one.interest) == (handed, result.reading.interest)
                ]
                assert result.total == max(same)


def test_the_key_names_what_becomes_of_gifts() -> None:
    assert PLAINEST.key == "pooled.received.paid.whole"
    assert replace(PLAINEST, handed=Handed.RETURNED).key == "pooled.received.paid.whole.returned"
