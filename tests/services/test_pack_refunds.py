"""Refunding one pack by the law: the sums of domain.md section 9, where they go, who may, the books."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.card_refund import Cause, Result
from model.errors import UserError
from model.ids import MemberId, PackId
from model.ledger import Account
from model.money import ZERO, Money, portion, yuan
from model.pack import Pack, PackState
from model.pack_commands import RefundPack
from model.pack_refund import PackRefund, plan_pack_refund, refund_of
from model.refund_commands import AskCardRefund
from model.sale import Payment, Tender
from model.views import Done
from services import card_refunds, pack_refunds
from services.ids import new_id
from services.pack_refunds import PackRefundSheet
from tests.services.test_packs import bought, cash, kind, of, sell, use
from tests.support import Till, command_id, refused, txn


def sheet(till: Till, pack: Pack) -> PackRefundSheet:
    return till.ask(pack_refunds.sheet, pack.id)


def chosen(found: PackRefundSheet, cause: Cause) -> tuple[Result, PackRefund]:
    """The plain answer: interest from the day of payment, sessions had come off."""
    result = found.worksheet.find(cause, "pooled.received.paid.used") or found.worksheet.of(cause)[0]
    return result, found.refund(result)


def command(till: Till, pack: Pack, cause: Cause = Cause.SHOP, **more: object) -> RefundPack:
    result, refund = chosen(sheet(till, pack), cause)
    tenders = ((Account.WECHAT, refund.pay_out),) if refund.pay_out else ()
    fields: dict[str, object] = {
        "pack_id": pack.id,
        "cause": result.cause,
        "reading": result.reading.key,
        "expected": refund.total,
        "tenders": tenders,
        "reason": "搬家",
        "approved_by": till.people.manager,
        **more,
    }
    by = fields.pop("by", till.people.cashier)
    return RefundPack(command_id(), by, **fields)  # type: ignore[arg-type]


def refund(till: Till, pack: Pack, cause: Cause = Cause.SHOP, **more: object) -> Done:
    return till.do(pack_refunds.pay, command(till, pack, cause, **more))


def used(till: Till, sessions: int) -> tuple[MemberId, Pack]:
    """A pack of ten at 500, of which some were had, of a service of 68."""
    member_id = till.member()
    till.sell(yuan(1), member_id)
    sell(till, member_id, kind(till, yuan(500)))
    if sessions:
        use(till, of(till, member_id)[0], sessions)
    return member_id, of(till, member_id)[0]


@pytest.mark.parametrize(
    ("sessions", "shop", "member"),
    [(0, 500, 500), (3, 350, 296), (7, 150, 24), (8, 100, 0), (9, 50, 0)],
)
def test_the_shops_cause_counts_what_was_paid_and_the_members_the_list_price(
    till: Till, sessions: int, shop: int, member: int
) -> None:
    """Never below zero, and no bill for the excess (Art. 20)."""
    _, pack = used(till, sessions)
    found = sheet(till, pack)
    assert chosen(found, Cause.SHOP)[0].refunded == yuan(shop)
    assert chosen(found, Cause.MEMBER)[0].refunded == yuan(member)


def test_within_seven_days_and_nothing_like_it_before_all_comes_back(till: Till) -> None:
    _, pack = bought(till, price=yuan(500))
    use(till, pack)
    best = sheet(till, of(till, pack.member_id)[0]).worksheet.best
    assert best.refunded == yuan(500)
    till.clock.advance(timedelta(days=8))
    later = sheet(till, pack).worksheet.best
    assert later.refunded == yuan(450)


def test_a_refund_pays_out_with_interest_and_ends_the_pack(till: Till) -> None:
    member_id, pack = used(till, 3)
    till.clock.advance(timedelta(days=30))
    done = refund(till, pack)
    gone = of(till, member_id)[0]
    assert (gone.state, gone.sessions_left, gone.value_left) == (PackState.REFUNDED, 0, ZERO)
    interest = portion(35_000, 300 * 30, 10_000 * 365)
    assert interest > 0
    assert done.txn is not None
    assert done.txn.amount == Money(35_000 + interest)
    sums = dict(till.rows("SELECT account, sum(amount) FROM posting WHERE txn_id = ? GROUP BY 1", txn(done)))
    assert sums == {"pack": 35_000, "wechat": -35_000 - interest, "interest": interest}
    refused("pack.closed", lambda: refund(till, gone), till.path)
    refused("pack.closed", lambda: use(till, gone), till.path)
    till.prove()


def test_what_it_is_less_than_was_owed_stands_by_itself(till: Till) -> None:
    _, pack = used(till, 3)
    done = refund(till, pack, Cause.MEMBER)
    sums = dict(till.rows("SELECT account, sum(amount) FROM posting WHERE txn_id = ? GROUP BY 1", txn(done)))
    assert sums == {"pack": 35_000, "refund_difference": -5_400, "wechat": -29_600}
    till.prove()


def test_principal_goes_back_to_where_it_came_from_and_a_card_refund_counts_it_again(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(400))
    till.sell(yuan(1), member_id)
    paid = Payment(yuan(300), (Tender(Account.ALIPAY, yuan(200), yuan(200)),))
    sell(till, member_id, kind(till, yuan(500)), payment=paid)
    (pack,) = of(till, member_id)
    found = sheet(till, pack)
    planned = chosen(found, Cause.SHOP)[1]
    assert (planned.to_principal, planned.outside) == (yuan(300), yuan(200))
    refund(till, pack)
    assert till.wallet(member_id).principal == yuan(400)
    till.prove()
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家"))
    assert till.ask(card_refunds.worksheet, member_id).worksheet.of(Cause.SHOP)[0].refunded == yuan(400)


def test_another_person_approves_and_wrong_requests_change_nothing(till: Till) -> None:
    _, pack = used(till, 3)
    people = till.people
    requests: dict[str, dict[str, Any]] = {
        "auth.needs": {"approved_by": None},
        "refund.same_person": {"by": people.manager},
        "refund.changed": {"expected": yuan(1)},
        "refund.reading": {"reading": "no.such.one.here"},
        "tender.sum": {"tenders": ()},
        "tender.unknown": {"tenders": ((Account.BONUS, yuan(350)),)},
        "refund.cash_limit": {"tenders": ((Account.CASH, yuan(350)),)},
        "text.empty": {"reason": " "},
        "pack.gone": {"pack_id": PackId(new_id())},
    }
    for code, wrong in requests.items():
        asked = command(till, pack, **wrong)
        refused(code, lambda asked=asked: till.do(pack_refunds.pay, asked), till.path)  # type: ignore[misc]
    refused(
        "auth.needs",
        lambda: refund(till, pack, approved_by=people.cashier, by=people.owner),
        till.path,
    )
    refund(till, pack, tenders=((Account.CASH, yuan(350)),), cash_confirmed=True)
    till.prove()


def test_a_frozen_account_refunds_no_pack_by_itself(till: Till) -> None:
    member_id, pack = used(till, 1)
    asked = command(till, pack)
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家"))
    refused("member.frozen", lambda: till.do(pack_refunds.pay, asked), till.path)


def test_the_same_refund_is_paid_once(till: Till) -> None:
    _, pack = used(till, 2)
    asked = command(till, pack)
    assert till.do(pack_refunds.pay, asked) == till.do(pack_refunds.pay, asked)
    assert till.rows("SELECT count(*) FROM txn WHERE kind = 'pack_refund'") == [(1,)]


def test_a_pack_that_was_given_is_not_refunded(till: Till) -> None:
    member_id = till.member()
    sell(till, member_id, kind(till, ZERO), payment=cash(ZERO))
    refused("pack.free", lambda: sheet(till, of(till, member_id)[0]), till.path)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 9_999), st.integers(0, 99_999))
def test_the_parts_are_the_whole_to_the_fen(stored: int, outside: int, interest: int, back: int) -> None:
    paid = stored + outside
    refunded = min(back, paid)
    result = Result(Cause.SHOP, None, (), ZERO, (), Money(refunded), Money(interest))  # type: ignore[arg-type]
    found = refund_of(result, Money(stored), Money(paid))
    assert found.to_principal + found.outside == Money(refunded)
    assert 0 <= found.interest.fen <= interest
    assert 0 <= found.to_principal.fen <= stored
    assert found.outside.fen <= outside


def test_postings_of_a_refund_balance() -> None:
    from tests.model.test_pack import pack

    result = Result(Cause.SHOP, None, (), ZERO, (), Money(97_00), Money(33))  # type: ignore[arg-type]
    found = refund_of(result, yuan(50), yuan(98))
    postings = plan_pack_refund(pack(), found, ((Account.CASH, found.pay_out),))
    assert sum(p.amount for p in postings) == 0
    with pytest.raises(AssertionError):
        plan_pack_refund(pack(), found, ())


def test_a_refunded_pack_takes_nothing_back(till: Till) -> None:
    member_id, pack = used(till, 1)
    session = next(e for (e,) in till.rows("SELECT id FROM txn WHERE kind = 'pack_use'"))
    refund(till, pack)
    with pytest.raises(UserError, match=r"pack\.closed"):
        till.reverse(session)
    refused("reverse.pack_used", lambda: till.reverse(pack.txn_id), till.path)
    assert of(till, member_id)[0].state is PackState.REFUNDED
