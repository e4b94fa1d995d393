"""The bill at the counter as plain state: what is shown is what would be booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count

import pytest

from model.bill import ManualDiscount
from model.commands import Gender
from model.errors import UserError
from model.ids import HoldId, ItemId, LotId, MemberId, StaffId, TierId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.shop import Item, ItemKind, Policy, RoundingRule, Tier
from model.views import HeldBill, MemberCard, MemberProfile
from model.wallet import Lot, Wallet
from ui.counter.bill_model import BillModel
from ui.counter.payment_model import PaymentChoice

DAY = date(2026, 11, 21)
KEN = StaffId(b"k" * 16)
MANAGER = StaffId(b"m" * 16)
CUT = Item(ItemId(b"c" * 16), ItemKind.SERVICE, "洗剪吹", None, yuan(68))
SCALP = Item(ItemId(b"s" * 16), ItemKind.SERVICE, "头皮护理", None, yuan(168))


def ids() -> Callable[[], bytes]:
    numbers = count(1)
    return lambda: next(numbers).to_bytes(16)


def card(principal: Money = yuan(800), bonus: Money = yuan(200), discount_bp: int = 9_000) -> MemberCard:
    profile = MemberProfile(
        member_id=MemberId(b"z" * 16),
        number="000482",
        version=1,
        name="张晓明",
        phone="13800136217",
        no_phone_reason="",
        gender=Gender.FEMALE,
        birthday=None,
        source=None,
        referrer_id=None,
        referrer_name="",
        tier=Tier(TierId(b"t" * 16), "钻石", 3, discount_bp),
        tags=(),
        note="",
        consent_text="",
        consent_at=None,
        joined_at=datetime(2023, 5, 1, tzinfo=UTC),
    )
    lots = (Lot(LotId(b"l" * 16), bonus, bonus, DAY, None),) if bonus else ()
    return MemberCard(profile, Wallet(principal, lots, 10), DAY, 1, ZERO, ZERO, None, ZERO, 0, 0)


@pytest.fixture
def bill() -> BillModel:
    return BillModel(ids(), Policy())


def test_an_empty_bill_can_not_be_paid(bill: BillModel) -> None:
    assert not bill.outcome(False).ready
    assert bill.outcome(False).quote.due == ZERO


def test_the_same_item_by_the_same_person_is_one_line(bill: BillModel) -> None:
    bill.add(CUT, KEN)
    bill.add(CUT, KEN)
    bill.add(CUT, MANAGER)
    assert [(line.quantity, line.served_by) for line in bill.lines] == [(2, KEN), (1, MANAGER)]


def test_stored_value_pays_first_and_the_split_is_known_before(bill: BillModel) -> None:
    bill.member = card()
    bill.add(CUT, KEN)
    bill.add(SCALP, KEN)
    outcome = bill.outcome(False)
    assert outcome.ready
    assert outcome.quote.due == Money(21_240)
    assert outcome.plan is not None
    assert outcome.plan.draw.principal == Money(16_992)
    assert outcome.plan.draw.bonus == Money(4_248)


def test_what_is_missing_is_said_and_a_tender_takes_it(bill: BillModel) -> None:
    bill.member = card(principal=yuan(50), bonus=ZERO, discount_bp=10_000)
    bill.add(CUT, KEN)
    outcome = bill.outcome(False)
    assert not outcome.ready
    assert outcome.problem is not None
    assert outcome.problem.code == "counter.missing"
    assert outcome.problem.facts["missing"] == yuan(18)
    bill.payment.toggle(Account.WECHAT)
    outcome = bill.outcome(False)
    assert outcome.ready
    assert outcome.cover.payment.stored == yuan(50)
    assert outcome.cover.amount_of(Account.WECHAT) == yuan(18)


def test_a_walk_in_pays_cash_and_gets_change(bill: BillModel) -> None:
    bill.add(CUT, KEN)
    bill.payment.toggle(Account.CASH)
    bill.payment.type_amount(Account.CASH, yuan(100))
    outcome = bill.outcome(False)
    assert outcome.ready
    assert outcome.cover.change == yuan(32)
    assert outcome.plan is not None
    assert outcome.plan.change == yuan(32)


def test_choosing_another_tender_changes_over_unless_an_amount_was_typed() -> None:
    choice = PaymentChoice()
    choice.toggle(Account.CASH)
    choice.toggle(Account.WECHAT)
    assert list(choice.tenders) == [Account.WECHAT]
    choice.type_amount(Account.WECHAT, yuan(30))
    choice.toggle(Account.CASH)
    cover = choice.cover(yuan(100), ZERO)
    assert cover.complete
    assert cover.amount_of(Account.WECHAT) == yuan(30)
    assert cover.amount_of(Account.CASH) == yuan(70)


def test_more_than_is_due_is_refused_except_in_cash() -> None:
    choice = PaymentChoice()
    choice.toggle(Account.ALIPAY)
    choice.type_amount(Account.ALIPAY, yuan(101))
    cover = choice.cover(yuan(100), ZERO)
    assert cover.over is Account.ALIPAY
    assert not cover.complete


def test_stored_value_as_far_as_was_typed() -> None:
    choice = PaymentChoice()
    choice.type_amount(Account.PRINCIPAL, yuan(20))
    choice.toggle(Account.CASH)
    cover = choice.cover(yuan(100), yuan(500))
    assert cover.payment.stored == yuan(20)
    assert cover.amount_of(Account.CASH) == yuan(80)


def test_a_large_discount_needs_a_manager_and_the_consent_holds_for_no_larger_one(bill: BillModel) -> None:
    bill.add(SCALP, KEN)
    bill.payment.toggle(Account.CASH)
    bill.set_discount(ManualDiscount("老顾客", percent_bp=1_000))
    assert bill.outcome(False).approval_bp == 1_000
    assert bill.outcome(True).approval_bp == 0
    bill.approve_discount(MANAGER)
    assert bill.outcome(False).approval_bp == 0
    assert bill.sell(KEN, bill.outcome(False), True).approved_by == MANAGER
    bill.set_discount(ManualDiscount("老顾客", percent_bp=2_000))
    assert bill.outcome(False).approval_bp == 2_000


def test_a_fixed_discount_that_outgrows_its_approval_asks_again(bill: BillModel) -> None:
    bill.add(SCALP, KEN)
    bill.add(CUT, KEN)
    bill.set_discount(ManualDiscount("老顾客", amount=yuan(50)))
    bill.approve_discount(MANAGER)
    bill.remove(0)
    assert bill.outcome(False).approval_bp > 0


def test_a_discount_larger_than_what_is_left_is_a_problem_not_a_loss(bill: BillModel) -> None:
    bill.add(SCALP, KEN)
    bill.add(CUT, KEN)
    bill.set_discount(ManualDiscount("老顾客", amount=yuan(150)))
    bill.remove(0)
    outcome = bill.outcome(True)
    assert outcome.problem is not None
    assert outcome.problem.code == "bill.discount_over"
    assert len(bill.lines) == 1
    with pytest.raises(UserError):
        bill.set_discount(ManualDiscount("", amount=yuan(1)))


def test_rounding_off_is_its_own_line() -> None:
    bill = BillModel(ids(), Policy(rounding=RoundingRule.YUAN))
    bill.member = card()
    bill.add(CUT, KEN)
    outcome = bill.outcome(False)
    assert outcome.quote.rounding == Money(20)
    assert outcome.quote.due == yuan(61)


def test_the_command_id_stays_until_the_bill_is_settled(bill: BillModel) -> None:
    first = bill.command_id
    bill.add(CUT, KEN)
    bill.payment.toggle(Account.CASH)
    once = bill.sell(KEN, bill.outcome(False), True)
    again = bill.sell(KEN, bill.outcome(False), True)
    assert once == again
    assert once.id == first
    bill.start()
    assert bill.command_id != first


def test_a_parked_bill_comes_back_and_its_sale_settles_it(bill: BillModel) -> None:
    bill.add(CUT, KEN)
    parked = bill.park(KEN, "14:05")
    bill.start()
    bill.take(HeldBill(parked.hold_id, parked.bill, None, "", "14:05", "阿Ken", datetime.now(UTC)))
    assert [line.name for line in bill.lines] == ["洗剪吹"]
    bill.payment.toggle(Account.CASH)
    assert bill.sell(KEN, bill.outcome(False), True).hold_id == HoldId(parked.hold_id)
    assert bill.park(KEN, "").hold_id == parked.hold_id


def test_less_than_one_of_a_line_removes_it(bill: BillModel) -> None:
    bill.add(CUT, KEN)
    bill.change_quantity(0, -1)
    assert bill.empty
    with pytest.raises(UserError):
        bill.add_free("其他金额", ZERO, KEN)
