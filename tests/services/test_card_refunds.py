"""Card refunds: asked for, frozen, computed, approved by another person, paid, and what is left then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from model.bill import Bill, BillLine
from model.card_refund import Cause, Gifts, Handed, Reading, Worksheet
from model.gift import Gift, MoveKind
from model.ids import CardRefundId, GiftId, MemberId, PackKindId, PlanId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan
from model.offer import Offer, OfferedGift, OfferedInstalments, OfferedPack
from model.pack import PackKind
from model.pack_commands import SavePackKind, SellPack, UsePack
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.refund_commands import AskCardRefund, PayCardRefund, ReopenAccount, WithdrawCardRefund
from model.sale import Payment, Tender
from model.shop import Plan
from model.views import Done
from services import card_refunds, gifts, history, packs, plans, refund_prints
from services.card_refunds import RefundSheet
from services.ids import new_id
from services.printing.document import Paper
from services.printing.receipts import compose
from services.printing.strings import LANGUAGES, words
from services.storage import setting_rows
from tests.support import DAY_MS, Till, command_id, open_till, refused, subject, txn


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with open_till(tmp_path / "shop.guimi") as opened:
        yield opened


def later(till: Till, days: int) -> None:
    """In steps that a clock is believed at, with an entry on each."""
    at = till.clock.now_ms() + days * DAY_MS
    while till.clock.now_ms() + 40 * DAY_MS < at:
        till.clock.set(till.clock.now_ms() + 40 * DAY_MS)
        till.sell(yuan(1))
    till.clock.set(at)


def ask(till: Till, member_id: MemberId) -> Done:
    return till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家了"))


def sheet(till: Till, member_id: MemberId) -> RefundSheet:
    return till.ask(card_refunds.worksheet, member_id)


def test_a_worksheet_is_packed_as_it_is_encoded(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500))
    till.sell(yuan(80), member_id, stored=yuan(80))
    found = sheet(till, member_id).worksheet
    packed = setting_rows.pack(found)
    assert json.loads(packed) == setting_rows.encode(found)
    assert setting_rows.decode(Worksheet, json.loads(packed)) == found


def pay_command(
    till: Till, found: RefundSheet, cause: Cause = Cause.SHOP, reading: str = "", close: bool = False
) -> PayCardRefund:
    assert found.refund is not None
    result = found.worksheet.of(cause)[0]
    if reading:
        wanted = found.worksheet.find(cause, reading)
        assert wanted is not None
        result = wanted
    tenders = ((Account.WECHAT, result.total),) if result.total else ()
    return PayCardRefund(
        command_id(), till.people.manager, found.refund.id, cause, result.reading.key, result.total, tenders,
        close,
    )  # fmt: skip


def refund(till: Till, member_id: MemberId, cause: Cause = Cause.SHOP, *, close: bool = False) -> Done:
    ask(till, member_id)
    return till.do(card_refunds.pay, pay_command(till, sheet(till, member_id), cause, close=close))


def served_member(till: Till) -> MemberId:
    """Somebody who had been here before: the seven days are no matter."""
    member_id = till.member()
    till.sell(yuan(10), member_id)
    return member_id


@pytest.mark.parametrize(
    ("consumed", "cause", "back"),
    [
        (300, Cause.SHOP, 350),
        (300, Cause.MEMBER, 200),
        (600, Cause.SHOP, 200),
        (600, Cause.MEMBER, 0),
    ],
)
def test_the_table_of_the_law_through_the_books(till: Till, consumed: int, cause: Cause, back: int) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(consumed), member_id, stored=yuan(consumed))
    done = refund(till, member_id, cause)
    assert done.txn is not None
    assert done.txn.amount == yuan(back)
    wallet = till.wallet(member_id)
    assert (wallet.principal, sum(lot.remaining.fen for lot in wallet.lots)) == (ZERO, 0)
    till.prove()


def test_the_postings_settle_everything(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    later(till, 30)
    done = refund(till, member_id)
    rows = dict(till.rows("SELECT account, amount FROM posting WHERE txn_id = ?", txn(done)))
    # 350 back, of which all stands on the account; 350 × 3.00 % × 30 ÷ 365 = 0.8630
    assert rows == {
        "principal": 35_000,
        "bonus": 35_000,
        "bonus_given": -35_000,
        "interest": 86,
        "wechat": -35_086,
    }
    assert till.rows("SELECT refunded, interest, closed FROM card_refund_paid") == [(35_000, 86, 0)]
    till.prove()


def test_what_the_law_differs_by_is_told_apart(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    done = refund(till, member_id, Cause.MEMBER)
    rows = dict(till.rows("SELECT account, amount FROM posting WHERE txn_id = ?", txn(done)))
    assert (rows["principal"], rows["refund_difference"], rows["wechat"]) == (35_000, -15_000, -20_000)


def test_asking_freezes_and_withdrawing_lets_go_on(till: Till) -> None:
    member_id = served_member(till)
    topped = till.top_up(member_id, yuan(500))
    sold = till.sell(yuan(50), member_id, stored=yuan(50))
    asked = ask(till, member_id)
    refused("member.frozen", lambda: till.sell(yuan(50), member_id, stored=yuan(50)), till.path)
    refused("member.frozen", lambda: till.top_up(member_id, yuan(500)), till.path)
    refused("member.frozen", lambda: ask(till, member_id), till.path)
    refused("member.frozen", lambda: till.reverse(txn(sold), (0, 1)), till.path)
    refused("member.frozen", lambda: till.reverse(txn(topped), amount=yuan(10)), till.path)
    till.sell(yuan(50), member_id)
    command = WithdrawCardRefund(command_id(), till.people.cashier, CardRefundId(subject(asked)), "")
    till.do(card_refunds.withdraw, command)
    till.sell(yuan(50), member_id, stored=yuan(50))
    again = replace(command, id=command_id())
    refused("refund.not_open", lambda: till.do(card_refunds.withdraw, again), till.path)
    till.prove()


def test_a_reason_is_needed(till: Till) -> None:
    member_id = till.member()
    empty = AskCardRefund(command_id(), till.people.cashier, member_id, "  ")
    refused("text.empty", lambda: till.do(card_refunds.ask, empty), till.path)


def test_the_one_who_asks_is_not_the_one_who_approves(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    by_manager = AskCardRefund(command_id(), till.people.manager, member_id, "搬家了")
    till.do(card_refunds.ask, by_manager)
    command = pay_command(till, sheet(till, member_id))
    refused("refund.same_person", lambda: till.do(card_refunds.pay, command), till.path)
    same = replace(command, staff_id=till.people.owner, approved_by=till.people.manager)
    refused("refund.same_person", lambda: till.do(card_refunds.pay, same), till.path)
    cashier = replace(command, staff_id=till.people.cashier)
    refused("auth.needs", lambda: till.do(card_refunds.pay, cashier), till.path)
    by_cashier = replace(cashier, approved_by=till.people.cashier)
    refused("auth.needs", lambda: till.do(card_refunds.pay, by_cashier), till.path)
    till.do(card_refunds.pay, replace(command, staff_id=till.people.cashier, approved_by=till.people.owner))
    till.prove()


def test_what_people_saw_is_what_is_paid(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    ask(till, member_id)
    command = pay_command(till, sheet(till, member_id))
    wrong = replace(command, expected=yuan(499))
    refused("refund.changed", lambda: till.do(card_refunds.pay, wrong), till.path)
    none = replace(command, reading="pooled")
    refused("refund.reading", lambda: till.do(card_refunds.pay, none), till.path)
    short = replace(command, tenders=((Account.WECHAT, yuan(499)),))
    refused("tender.sum", lambda: till.do(card_refunds.pay, short), till.path)
    odd = replace(command, tenders=((Account.INCOME, yuan(500)),))
    refused("tender.unknown", lambda: till.do(card_refunds.pay, odd), till.path)
    twice = replace(command, tenders=((Account.CASH, yuan(250)), (Account.CASH, yuan(250))))
    refused("tender.unknown", lambda: till.do(card_refunds.pay, twice), till.path)
    # Another day's interest makes it another sum.
    later(till, 3)
    refused("refund.changed", lambda: till.do(card_refunds.pay, command), till.path)


def test_cash_beyond_the_limit_is_confirmed(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    ask(till, member_id)
    command = replace(pay_command(till, sheet(till, member_id)), tenders=((Account.CASH, yuan(500)),))
    error = refused("refund.cash_limit", lambda: till.do(card_refunds.pay, command), till.path)
    assert error.facts["limit"] == yuan(100)
    till.do(card_refunds.pay, replace(command, cash_confirmed=True))


def test_a_repeated_payment_pays_once(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    ask(till, member_id)
    command = pay_command(till, sheet(till, member_id))
    first = till.do(card_refunds.pay, command)
    assert till.do(card_refunds.pay, command) == first
    refused(
        "refund.not_open", lambda: till.do(card_refunds.pay, replace(command, id=command_id())), till.path
    )
    assert till.rows("SELECT count(*) FROM txn WHERE kind = 'card_refund'") == [(1,)]


def test_a_closed_account_holds_nothing_and_takes_nothing(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(100)))
    till.sell(yuan(50), member_id, stored=yuan(50))
    refund(till, member_id, close=True)
    wallet = till.wallet(member_id)
    assert (wallet.principal, wallet.bonus_on(till.ask(lambda read: read.today))) == (ZERO, ZERO)
    assert wallet.points == 0
    refused("member.closed", lambda: till.top_up(member_id, yuan(500)), till.path)
    refused("member.closed", lambda: ask(till, member_id), till.path)
    refused("member.closed", lambda: till.sell(yuan(50), member_id), till.path)
    till.sell(yuan(50))
    till.prove()


def test_within_seven_days_a_new_customer_gets_all_back(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(600), member_id, stored=yuan(600))
    later(till, 7)
    ask(till, member_id)
    found = sheet(till, member_id)
    assert found.worksheet.best.refunded == yuan(500)
    assert found.worksheet.find(Cause.SHOP, Reading(cooling=False).key).refunded == yuan(200)  # type: ignore[union-attr]
    # Decided ten days later: it is the day of asking that counts.
    later(till, 10)
    assert sheet(till, member_id).worksheet.best.refunded == yuan(500)
    till.do(card_refunds.pay, pay_command(till, sheet(till, member_id)))
    till.prove()


def test_discounts_count_at_list_for_the_member(till: Till) -> None:
    member_id = till.member(tier_id=till.tier(8_000))
    till.top_up(member_id, yuan(500))
    later(till, 8)
    bill = Bill((BillLine("护理", yuan(300)),), tier_discount_bp=8_000)
    till.sell(yuan(240), member_id, bill=bill, stored=yuan(240))
    found = sheet(till, member_id).worksheet
    assert [found.of(cause)[0].refunded for cause in Cause] == [yuan(260), yuan(200)]


def test_only_what_was_paid_from_the_card_counts(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    later(till, 8)
    till.sell(yuan(300), member_id, stored=yuan(100))
    assert sheet(till, member_id).worksheet.best.refunded == yuan(400)


def test_what_was_reversed_was_not_consumed(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    bill = Bill((BillLine("洗剪吹", yuan(100), 3), BillLine("护理", yuan(50))))
    sold = till.sell(yuan(350), member_id, bill=bill, stored=yuan(350))
    till.reverse(txn(sold), (0, 2), (1, 1))
    found = sheet(till, member_id).worksheet
    assert [visit.taken for visit in found.account.consumed] == [yuan(100)]
    assert [found.of(cause)[0].refunded for cause in Cause] == [yuan(450), yuan(400)]
    till.reverse(txn(sold), (0, 1))
    assert sheet(till, member_id).worksheet.account.consumed == ()


def test_a_top_up_paid_back_in_part_counts_for_the_rest(till: Till) -> None:
    member_id = served_member(till)
    topped = till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.reverse(txn(topped), amount=yuan(200))
    found = sheet(till, member_id).worksheet
    assert [(p.paid, p.received) for p in found.account.purchases] == [(yuan(300), yuan(300))]
    till.reverse(txn(topped), amount=yuan(300))
    assert sheet(till, member_id).worksheet.account.purchases == ()


def test_what_a_refund_settled_is_settled(till: Till) -> None:
    member_id = served_member(till)
    plan = till.plan(yuan(500), yuan(500))
    till.top_up(member_id, yuan(500), plan)
    sold = till.sell(yuan(300), member_id, stored=yuan(300))
    cash = till.sell(yuan(30), member_id)
    refund(till, member_id)
    refused("reverse.settled", lambda: till.reverse(txn(sold), (0, 1)), till.path)
    till.reverse(txn(cash), (0, 1))
    assert sheet(till, member_id).worksheet.best.total == ZERO
    till.top_up(member_id, yuan(500), plan)
    till.sell(yuan(100), member_id, stored=yuan(100))
    found = sheet(till, member_id).worksheet
    assert [found.of(cause)[0].refunded for cause in Cause] == [yuan(450), yuan(400)]
    refund(till, member_id, close=True)
    till.prove()


def rich_plan(till: Till) -> PlanId:
    """充500 送500礼品 再返500分10个月, and a pack of 3 washes."""
    gift = Gift(GiftId(new_id()), "护发套装", yuan(500), yuan(200))
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, gift))
    till.do(
        gifts.move_stock,
        MoveStock(command_id(), till.people.owner, gift.id, MoveKind.IN, 10, "进货"),
    )
    kind = pack_kind(till, yuan(60))
    offer = Offer(
        gifts=(OfferedGift(gift.id, 1),),
        instalments=OfferedInstalments(10, yuan(50), False),
        packs=(OfferedPack(kind, 1),),
    )
    plan = Plan(PlanId(new_id()), "充500", yuan(500), ZERO, None, offer=offer)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, plan, "周年庆"))
    return plan.id


def pack_kind(till: Till, price: Money, name: str = "洗发") -> PackKindId:
    item = till.item(name, yuan(30))
    kind = PackKind(PackKindId(new_id()), f"{name}3次", item, 3, price, None, False)
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.owner, kind))
    return kind.id


def test_a_plan_with_everything_in_it(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), rich_plan(till))
    till.sell(yuan(300), member_id, stored=yuan(300))
    ask(till, member_id)
    found = sheet(till, member_id)
    (bought,) = found.worksheet.account.purchases
    assert (bought.paid, bought.received, bought.goods) == (yuan(500), ZERO, yuan(500))
    assert bought.promised == yuan(500 + 90)
    kept = [r for r in found.worksheet.of(Cause.SHOP) if r.reading.handed is Handed.KEPT]
    backs = {r.reading.gifts: r.refunded.fen for r in kept}
    assert backs[Gifts.RECEIVED] == 20_000
    assert backs[Gifts.GOODS] == 35_000
    assert backs[Gifts.PROMISED] == 50_000 - 9_434
    assert (found.holdings.instalments, found.holdings.instalment_value) == (10, yuan(500))
    till.do(card_refunds.pay, pay_command(till, found, close=True))
    assert till.rows("SELECT DISTINCT state FROM instalment") == [("cancelled",)]
    assert till.rows("SELECT state FROM pack") == [("cancelled",)]
    till.prove()


def test_packs_are_refunded_with_the_card(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    kind = pack_kind(till, yuan(60))
    payment = Payment(yuan(40), (Tender(Account.CASH, yuan(20), yuan(20)),))
    till.do(packs.sell, SellPack(command_id(), till.people.cashier, member_id, kind, 1, payment))
    (pack,) = till.ask(packs.of_member, member_id)
    till.do(packs.use, UsePack(command_id(), till.people.cashier, pack.id, 1))
    found = sheet(till, member_id).worksheet
    # 500 − 40 that went into the pack, and two thirds of the pack; at list price 60 − 30 of it.
    assert [found.of(cause)[0].refunded for cause in Cause] == [yuan(460 + 40), yuan(460 + 30)]
    refund(till, member_id, close=True)
    assert till.rows("SELECT state, value_left FROM pack") == [("refunded", 0)]
    till.prove()


def test_the_worksheet_is_kept_as_it_was(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    ask(till, member_id)
    before = sheet(till, member_id)
    done = till.do(card_refunds.pay, pay_command(till, before, Cause.MEMBER))
    paid = till.ask(card_refunds.paid, txn(done))
    assert paid.sheet.worksheet == before.worksheet
    assert paid.sheet.chosen.cause is Cause.MEMBER
    assert (paid.asked_by, paid.approved_by, paid.closed) == ("小美", "王店", False)
    assert paid.tenders == ((Account.WECHAT, yuan(200)),)
    refused("txn.unknown", lambda: till.ask(card_refunds.paid, TxnId(b"x" * 16)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_slip_and_the_history_tell_of_it(till: Till, lang: str) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    done = refund(till, member_id, close=True)
    entry = till.ask(history.entries, member_id).entries[0]
    assert (entry.kind, entry.title, entry.amount) == (TxnKind.CARD_REFUND, "搬家了", -yuan(350))
    assert entry.stored_change == -yuan(700)
    document = compose(till.ask(history.receipt, txn(done)), lang, Paper.MM80)
    told = repr(document.rows)
    for expected in ("¥350.00", "搬家了", words(lang)("cause.shop"), words(lang)("card_refund.closed")):
        assert expected in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_worksheet_on_paper(till: Till, lang: str) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    ask(till, member_id)
    best = sheet(till, member_id).worksheet.best
    draft = till.ask(refund_prints.draft, member_id, best.cause, best.reading.key, lang)
    done = till.do(card_refunds.pay, pay_command(till, sheet(till, member_id), Cause.MEMBER))
    final = till.ask(refund_prints.paid, txn(done), lang)
    for rendered, expected in (
        (draft, ("¥350.00", "¥200.00", "搬家了", words(lang)("worksheet.draft"))),
        (final, ("¥350.00", "¥200.00", "王店", "01-000004")),
    ):
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(rendered.data)).pages)
        assert [part for part in expected if part not in text] == []
        assert rendered.missing == ()
    wrong = ("pooled", lang)
    refused("refund.reading", lambda: till.ask(refund_prints.draft, member_id, Cause.SHOP, *wrong))


def test_who_comes_back_is_let_in_again(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    refund(till, member_id, close=True)
    command = ReopenAccount(command_id(), till.people.cashier, member_id, "顾客回来了")
    refused("auth.needs", lambda: till.do(card_refunds.reopen, command), till.path)
    approved = replace(command, approved_by=till.people.manager)
    refused("text.empty", lambda: till.do(card_refunds.reopen, replace(approved, reason=" ")), till.path)
    till.do(card_refunds.reopen, approved)
    till.top_up(member_id, yuan(300))
    refused("refund.not_closed", lambda: till.do(card_refunds.reopen, replace(approved, id=command_id())))
    assert sheet(till, member_id).worksheet.best.refunded == yuan(300)
    till.prove()
