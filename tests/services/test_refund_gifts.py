"""Gifts handed over with a top-up when the card is refunded: kept, given back, or paid for (Art. 21)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from model.card_refund import Cause, Handed, Result
from model.gift import Gift, HandedGift, MoveKind
from model.ids import GiftId, MemberId, PlanId, TxnId
from model.money import ZERO, yuan
from model.offer import Offer, OfferedGift
from model.plan_commands import MoveStock, SaveGift
from model.refund_commands import GiftBack, PayCardRefund
from model.views import Done
from services import card_refunds, gifts, history, refund_prints
from services.ids import new_id
from services.printing.document import Paper
from services.printing.receipts import compose
from services.printing.strings import LANGUAGES, words
from tests.services.test_card_refunds import ask, pay_command, served_member, sheet
from tests.services.test_plans import plan
from tests.support import Till, command_id, refused, txn


def stocked(till: Till, name: str, value: int, count: int = 10) -> GiftId:
    gift = Gift(GiftId(new_id()), name, yuan(value), yuan(value // 3))
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, gift))
    till.do(gifts.move_stock, MoveStock(command_id(), till.people.owner, gift.id, MoveKind.IN, count, "进货"))
    return gift.id


def with_gifts(till: Till) -> PlanId:
    """充500 送吹风机 1 个 (80) 和洗发水 2 瓶 (30 each)."""
    dryer, shampoo = stocked(till, "吹风机", 80), stocked(till, "洗发水", 30)
    return plan(till, Offer(gifts=(OfferedGift(dryer, 1), OfferedGift(shampoo, 2))))


def given(till: Till, plan_id: PlanId | None = None) -> MemberId:
    """Somebody with such a top-up, of which 300 at list were consumed."""
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), plan_id or with_gifts(till))
    till.sell(yuan(300), member_id, stored=yuan(300))
    return member_id


def of_gifts(till: Till, member_id: MemberId, cause: Cause, handed: Handed) -> Result | None:
    found = sheet(till, member_id).worksheet.of(cause)
    return next((r for r in found if r.reading.handed is handed), None)


def stock(till: Till) -> dict[str, int]:
    return dict(till.rows("SELECT name, stock FROM gift"))


def command(till: Till, member_id: MemberId, cause: Cause, handed: Handed) -> PayCardRefund:
    wanted = of_gifts(till, member_id, cause, handed)
    assert wanted is not None
    return pay_command(till, sheet(till, member_id), cause, wanted.reading.key)


def every_gift(found: tuple[HandedGift, ...]) -> tuple[GiftBack, ...]:
    return tuple(GiftBack(gift.txn_id, gift.gift_id, gift.quantity) for gift in found)


def pay(till: Till, member_id: MemberId, cause: Cause, handed: Handed) -> Done:
    """With every gift that was given back into the stock."""
    ask(till, member_id)
    paid = command(till, member_id, cause, handed)
    if handed is Handed.RETURNED:
        paid = replace(paid, restock=every_gift(sheet(till, member_id).worksheet.handed))
    return till.do(card_refunds.pay, paid)


def test_each_gift_stands_on_the_worksheet(till: Till) -> None:
    found = sheet(till, given(till)).worksheet
    lines = [(gift.name, gift.quantity, gift.list_value, gift.value) for gift in found.handed]
    assert lines == [("吹风机", 1, yuan(80), yuan(80)), ("洗发水", 2, yuan(30), yuan(60))]
    assert found.account.purchases[0].goods == yuan(140)
    assert found.best.reading.handed is Handed.KEPT


@pytest.mark.parametrize(
    ("cause", "handed", "back"),
    [
        (Cause.MEMBER, Handed.KEPT, 200_00),
        (Cause.MEMBER, Handed.RETURNED, 200_00),
        (Cause.MEMBER, Handed.DEDUCTED, 60_00),
        # Kept, and counted in the ratio as is best for the customer: 300 × 500 ÷ 640.
        (Cause.SHOP, Handed.KEPT, 500_00 - 234_38),
        # Given back they weren't given: 300 of 500.
        (Cause.SHOP, Handed.RETURNED, 200_00),
        (Cause.SHOP, Handed.DEDUCTED, None),
    ],
)
def test_what_becomes_of_the_gifts(till: Till, cause: Cause, handed: Handed, back: int | None) -> None:
    member_id = given(till)
    found = of_gifts(till, member_id, cause, handed)
    assert (found.refunded.fen if found else None) == back
    if back is not None:
        done = pay(till, member_id, cause, handed)
        assert done.txn is not None
        assert done.txn.amount.fen == back
        returned = handed is Handed.RETURNED
        assert stock(till) == ({"吹风机": 10, "洗发水": 10} if returned else {"吹风机": 9, "洗发水": 8})
        till.prove()


def test_gifts_are_never_paid_for_where_all_comes_back_within_the_days(till: Till) -> None:
    member_id = till.member()
    offered = Offer(gifts=(OfferedGift(stocked(till, "吹风机", 80), 1),))
    till.top_up(member_id, yuan(500), plan(till, offered))
    till.sell(yuan(100), member_id, stored=yuan(100))
    for cause in Cause:
        offered_here = {r.reading.handed for r in sheet(till, member_id).worksheet.of(cause)}
        assert offered_here == {Handed.KEPT, Handed.RETURNED}


def test_never_more_than_what_is_left_is_taken_for_gifts(till: Till) -> None:
    member_id = given(till)
    till.sell(yuan(120), member_id, stored=yuan(120))
    # 500 − 420 at list is less than the gifts are worth.
    found = of_gifts(till, member_id, Cause.MEMBER, Handed.DEDUCTED)
    assert found is not None
    assert (found.refunded, found.gifts_off) == (ZERO, yuan(80))
    pay(till, member_id, Cause.MEMBER, Handed.DEDUCTED)
    till.prove()


def test_only_what_was_given_back_goes_into_the_stock(till: Till) -> None:
    member_id = given(till)
    ask(till, member_id)
    dryer, shampoo = every_gift(sheet(till, member_id).worksheet.handed)
    kept = replace(command(till, member_id, Cause.MEMBER, Handed.KEPT), restock=(dryer,))
    refused("gift.not_out", lambda: till.do(card_refunds.pay, kept), till.path)
    right = command(till, member_id, Cause.MEMBER, Handed.RETURNED)
    for wrong in (
        (replace(shampoo, quantity=3),),
        (replace(shampoo, quantity=0),),
        (dryer, dryer),
        (replace(dryer, txn_id=TxnId(bytes(16))),),
    ):
        refused("gift.not_out", partial(till.do, card_refunds.pay, replace(right, restock=wrong)), till.path)
    # One bottle was opened: it came back and can't be handed out again.
    done = till.do(card_refunds.pay, replace(right, restock=(replace(shampoo, quantity=1),)))
    assert stock(till) == {"吹风机": 9, "洗发水": 9}
    again = till.do(card_refunds.pay, replace(right, restock=(replace(shampoo, quantity=1),)))
    assert again.number == done.number
    assert stock(till) == {"吹风机": 9, "洗发水": 9}
    (back,) = till.ask(card_refunds.paid, txn(done)).sheet.restocked
    assert (back.name, back.quantity) == ("洗发水", 1)
    till.prove()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("handed", Handed)
def test_the_worksheet_tells_what_becomes_of_each(till: Till, lang: str, handed: Handed) -> None:
    member_id = given(till)
    done = pay(till, member_id, Cause.MEMBER, handed)
    rendered = till.ask(refund_prints.paid, txn(done), lang)
    say = words(lang)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(rendered.data)).pages)
    told = say("fate.stocked", count=2) if handed is Handed.RETURNED else say(f"fate.{handed}")
    expected = ["吹风机", "洗发水", "¥60.00", say("worksheet.handed"), told]
    flat = text.replace("\n", "").replace(" ", "")
    assert [part for part in expected if part.replace(" ", "") not in flat] == []
    assert ("21" in flat) or ("二十一" in flat)
    assert rendered.missing == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_slip_tells_what_came_back(till: Till, lang: str) -> None:
    done = pay(till, given(till), Cause.MEMBER, Handed.RETURNED)
    receipt = till.ask(history.receipt, txn(done))
    assert [(gift.name, gift.quantity, gift.back) for gift in receipt.gifts] == [
        ("吹风机", 1, True),
        ("洗发水", 2, True),
    ]
    assert "吹风机" in str(compose(receipt, lang, Paper.MM80))
