"""Vouchers through the services on a real file: read, redeemed, brought back (domain.md 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from model import codes
from model.bill import price
from model.commands import IssueCard
from model.ids import TxnId
from model.members_filter import MemberFilter
from model.money import ZERO, yuan
from model.receipt import AdjustmentKind
from model.sale import Payment
from model.voucher import HeldVoucher, VoucherState, best
from model.voucher_commands import (
    Anonymous,
    IssueVouchers,
    ToMember,
    ToMembers,
    VoidVoucher,
    WrongCode,
)
from model.voucher_rule import Benefit, BenefitKind, OnReversal, Validity
from services import (
    history,
    member_list,
    members,
    sales,
    voucher_issue,
    vouchers,
)
from services.storage import voucher_rows
from tests.services.voucher_desk import (
    OFF_20,
    again,
    bill_of,
    codes_of,
    give,
    hand_out,
    sale,
    sell_with,
    template,
)
from tests.support import DAY_MS, START_MS, Till, command_id, refused, txn


@pytest.fixture(autouse=True)
def proven(till: Till) -> Iterator[None]:
    yield
    till.prove()


def test_a_voucher_is_found_by_its_qr_and_by_its_typed_code_however_typed(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    qr, typed = codes_of(till, voucher)
    grouped = codes.group_typed(typed)
    wide = grouped.translate({ord(c): ord(c) + 0xFEE0 for c in typed})
    for text in (qr, f" {qr}\n", typed, grouped, grouped.lower(), grouped.replace(" ", "-"), wide):
        assert till.ask(vouchers.look_up, text) == voucher
    assert voucher.valid_to == date(2026, 12, 20)


@pytest.mark.parametrize("column", ["qr_hash", "typed_hash", "id"])
def test_a_code_is_one_indexed_look_up_however_many_vouchers_there_are(till: Till, column: str) -> None:
    plan = till.rows(f"EXPLAIN QUERY PLAN {voucher_rows.HELD} WHERE v.{column} = ?", b"")
    steps = [row[3] for row in plan]
    assert steps[0].startswith("SEARCH v USING INDEX"), steps
    assert all(step.startswith("SEARCH") for step in steps), steps


def test_each_wrong_code_gets_its_own_answer(till: Till) -> None:
    of = template(till)
    (voucher, other) = hand_out(till, of, 2)
    qr, typed = codes_of(till, voucher)
    foreign = codes.make_qr(codes.QrKind.VOUCHER, bytes(16), b"another shop's key")
    wrong = typed[:-1] + ("2" if typed[-1] != "2" else "3")
    for text, code in (
        (foreign, "foreign"),
        (wrong, "mistyped"),
        ("2" * 11, "mistyped"),
        ("6901234567892", "mistyped"),
    ):
        refused(f"code.{code}", lambda text=text: till.ask(vouchers.look_up, text))  # type: ignore[misc]
    refused("code.unknown", lambda: till.ask(vouchers.look_up, codes.make_typed(b"never issued....")))
    done = sell_with(till, voucher)
    error = refused("voucher.used", lambda: till.ask(vouchers.look_up, qr))
    assert error.facts["number"] == done.number
    reason = VoidVoucher(command_id(), till.people.manager, other.voucher_id, "印错了")
    till.do(vouchers.void, reason)
    error = refused("voucher.void", lambda: till.ask(vouchers.look_up, codes_of(till, other)[0]))
    assert error.facts["reason"] == "印错了"


def test_dates_are_those_of_the_shop_zone(till: Till) -> None:
    first = date(2026, 11, 22)
    (voucher,) = hand_out(till, template(till, replace(OFF_20, validity=Validity(date(2026, 11, 23), first))))
    qr, _ = codes_of(till, voucher)
    error = refused("voucher.not_yet", lambda: till.ask(vouchers.look_up, qr))
    assert error.facts["from_day"] == first
    # The business day of the 22nd begins at four in Shanghai: 20:00 UTC of the 21st.
    till.clock.set(START_MS + 18 * 3_600_000)
    assert till.ask(vouchers.look_up, qr) == voucher
    till.clock.set(START_MS + 66 * 3_600_000 - 1)
    assert till.ask(vouchers.look_up, qr) == voucher
    till.clock.advance(timedelta(milliseconds=1))
    error = refused("voucher.expired", lambda: till.ask(vouchers.look_up, qr))
    assert error.facts["on"] == date(2026, 11, 23)
    refused("voucher.expired", lambda: sell_with(till, voucher), till.path)


def test_weekdays_and_hours_are_those_of_the_shop_zone(till: Till) -> None:
    # It is Saturday, ten in the morning in Shanghai and two at night in Greenwich.
    at_ten = replace(OFF_20, weekdays=frozenset({5}), hours=(time(10), time(11)))
    (voucher, later) = hand_out(till, template(till, at_ten), 2)
    sell_with(till, voucher)
    till.clock.set(START_MS + 3_600_000)
    refused("voucher.hours", lambda: sell_with(till, later), till.path)
    till.clock.set(START_MS + DAY_MS)
    refused("voucher.weekday", lambda: sell_with(till, later), till.path)


def test_no_other_paper_is_taken_for_a_voucher(till: Till) -> None:
    of = template(till)
    member_id = till.member()
    till.do(members.issue_card, IssueCard(command_id(), till.people.owner, member_id))
    ((params,),) = till.rows("SELECT params FROM print_job WHERE kind = 'member_card'")
    card = json.loads(params)
    refused("code.kind", lambda: till.ask(vouchers.look_up, card["qr"]))
    refused("code.kind", lambda: till.ask(vouchers.look_up, card["typed"]))
    assert till.ask(vouchers.kind_of, card["typed"]) is codes.QrKind.MEMBER_CARD
    for barcode in ("6901234567892", "23456789", "000001", "13800000001", of.id.hex(), member_id.hex()):
        refused("code.mistyped", lambda barcode=barcode: till.ask(vouchers.look_up, barcode))  # type: ignore[misc]
        assert till.ask(vouchers.kind_of, barcode) is None
    (voucher,) = hand_out(till, of)
    assert {till.ask(vouchers.kind_of, c) for c in codes_of(till, voucher)} == {codes.QrKind.VOUCHER}


def test_codes_stand_nowhere_in_the_file(till: Till) -> None:
    made = hand_out(till, template(till), 20)
    written = [codes_of(till, v) for v in made]
    till.shop.close()
    content = till.path.read_bytes()
    for qr, typed in written:
        assert qr.encode() not in content
        assert typed.encode() not in content
        assert int(qr[2:]).to_bytes(26, "big")[:16] not in content
    till.reopen()


def test_five_wrong_typed_codes_pause_a_minute_also_over_a_restart(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    qr, typed = codes_of(till, voucher)

    def wrong() -> str:
        return till.do(vouchers.wrong_code, WrongCode(command_id(), till.people.cashier)).number

    assert [wrong() for _ in range(4)] == ["ok:4", "ok:3", "ok:2", "ok:1"]
    assert till.ask(vouchers.look_up, typed) == voucher
    assert wrong() == f"paused:{START_MS + 60_000}"
    till.reopen()
    till.clock.advance(timedelta(seconds=59))
    error = refused("code.paused", lambda: till.ask(vouchers.look_up, typed))
    assert error.facts["until_ms"] == START_MS + 60_000
    # A scanned code can't be guessed, and is not held up.
    assert till.ask(vouchers.look_up, qr) == voucher
    till.clock.advance(timedelta(seconds=1))
    assert till.ask(vouchers.look_up, typed) == voucher
    assert wrong() == "ok:4"
    till.clock.advance(timedelta(minutes=10))
    assert wrong() == "ok:4", "long ago doesn't count"


def test_twenty_wrong_codes_a_day_are_noted(till: Till) -> None:
    for _ in range(21):
        till.do(vouchers.wrong_code, WrongCode(command_id(), till.people.cashier))
    assert till.rows("SELECT detail FROM operation WHERE kind = 'many_wrong_codes'") == [('{"today": 20}',)]


# Redeeming


def test_a_sale_redeems_its_voucher_and_says_so(till: Till) -> None:
    member_id = till.member()
    of = template(till)
    (voucher,) = give(till, of, member_id)
    done = sell_with(till, voucher, amount=yuan(88), member_id=member_id)
    assert done.txn is not None
    assert done.txn.amount == yuan(68)
    assert again(till, voucher).state is VoucherState.REDEEMED
    receipt = till.ask(history.receipt, done.txn.txn_id)
    assert [(a.kind, a.detail, a.amount) for a in receipt.adjustments] == [
        (AdjustmentKind.VOUCHER, "满减 20", yuan(-20))
    ]
    (row,) = till.ask(vouchers.templates)
    assert (row.issued, row.redeemed, row.rate_percent) == (1, 1, 100)
    assert (row.sales, row.turnover, row.discount) == (1, yuan(68), yuan(20))
    assert till.ask(vouchers.held_by, member_id) == ()
    refused("voucher.used", lambda: sell_with(till, voucher, member_id=member_id), till.path)


def test_the_same_command_again_redeems_once(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    command = sale(till, bill_of(yuan(88), used=(voucher,)))
    assert till.do(sales.execute, command) == till.do(sales.execute, command)
    assert till.rows("SELECT count(*) FROM voucher_use") == [(1,)]


def test_a_refused_sale_leaves_the_voucher_alone(till: Till) -> None:
    member_id = till.member()
    (voucher,) = give(till, template(till), member_id)
    bill = bill_of(yuan(88), used=(voucher,))
    refused("balance.short", lambda: till.do(sales.execute, sale(till, bill, member_id, yuan(68))), till.path)
    unpaid = replace(sale(till, bill, member_id), payment=Payment())
    refused("tender.sum", lambda: till.do(sales.execute, unpaid), till.path)
    assert again(till, voucher).state is VoucherState.ISSUED


def test_a_named_voucher_is_its_members_only(till: Till) -> None:
    owner, other = till.member("张晓明"), till.member("李娜")
    (voucher,) = give(till, template(till), owner)
    refused("voucher.other_member", lambda: sell_with(till, voucher), till.path)
    error = refused("voucher.other_member", lambda: sell_with(till, voucher, member_id=other), till.path)
    assert error.facts["name"] == "张晓明"
    sell_with(till, voucher, member_id=owner)


def test_conditions_and_rule_are_checked_again_by_the_service(till: Till) -> None:
    (voucher,) = hand_out(till, template(till, replace(OFF_20, minimum=yuan(100))))
    error = refused("voucher.minimum", lambda: sell_with(till, voucher, amount=yuan(88)), till.path)
    assert error.facts["missing"] == yuan(12)
    forged = replace(voucher, rule=replace(voucher.rule, benefit=Benefit(BenefitKind.AMOUNT, yuan(90))))
    refused("voucher.changed", lambda: sell_with(till, forged), till.path)


def test_no_change_is_given_and_a_bill_may_come_to_nothing(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    done = sell_with(till, voucher, amount=yuan(12))
    assert done.txn is not None
    assert (done.txn.amount, done.txn.change) == (ZERO, ZERO)
    assert till.rows("SELECT discount FROM voucher_use") == [(1200,)]


def test_a_gift_is_handed_over_with_a_line_of_nothing(till: Till) -> None:
    gift = Benefit(BenefitKind.GIFT, gift="梳子一把")
    (voucher,) = hand_out(till, template(till, replace(OFF_20, benefit=gift)))
    sell_with(till, voucher, amount=ZERO)
    assert again(till, voucher).state is VoucherState.REDEEMED


def test_limits_per_member_when_issuing_and_using(till: Till) -> None:
    of = template(till, replace(OFF_20, per_member=2, per_bill=2))
    a, b = till.member("张晓明"), till.member("李娜")
    held = give(till, of, a, 2)
    more = IssueVouchers(command_id(), till.people.owner, of.id, ToMember(a))
    refused("voucher.limit_member", lambda: till.do(voucher_issue.issue, more), till.path)
    found = hand_out(till, of, 3)
    sell_with(till, held[0], found[0], member_id=a)
    assert [v.uses_left for v in till.ask(vouchers.held_by, a)] == [0]
    refused("voucher.limit_member", lambda: sell_with(till, held[1], member_id=a), till.path)
    refused("voucher.limit_member", lambda: sell_with(till, found[1], member_id=a), till.path)
    sell_with(till, found[1], member_id=b)
    sell_with(till, found[2])
    rows = tuple(till.ask(member_list.ids, MemberFilter()))
    done = till.do(
        voucher_issue.issue, IssueVouchers(command_id(), till.people.owner, of.id, ToMembers(rows))
    )
    assert done.number == "1", "the one who has two is passed over"


def test_the_limit_in_total_counts_what_is_not_void(till: Till) -> None:
    of = template(till, replace(OFF_20, in_total=3))
    first, *_ = hand_out(till, of, 3)
    one_more = IssueVouchers(command_id(), till.people.owner, of.id, Anonymous(1, "再来"))
    error = refused("voucher.limit_total", lambda: till.do(voucher_issue.issue, one_more), till.path)
    assert error.facts["left"] == 0
    till.do(vouchers.void, VoidVoucher(command_id(), till.people.owner, first.voucher_id, "撤回"))
    assert till.do(voucher_issue.issue, one_more).number == "1"


def test_a_first_visit_counts_sales_that_stand(till: Till) -> None:
    member_id = till.member()
    of = template(till, replace(OFF_20, first_visit=True))
    (voucher,) = give(till, of, member_id)
    done = sell_with(till, voucher, member_id=member_id)
    (second,) = give(till, of, member_id)
    refused("voucher.first_visit", lambda: sell_with(till, second, member_id=member_id), till.path)
    till.reverse(txn(done), (0, 1))
    sell_with(till, second, member_id=member_id)


def test_a_voucher_may_take_the_place_of_the_tier_discount(till: Till) -> None:
    member_id = till.member(tier_id=till.tier(9_000))
    of = template(till, replace(OFF_20, with_tier=False))
    (voucher,) = give(till, of, member_id)
    bill = bill_of(yuan(100), used=(voucher,), tier_discount_bp=9_000)
    refused("voucher.tier", lambda: till.do(sales.execute, sale(till, bill, member_id)), till.path)
    without = bill_of(yuan(100))
    refused("sale.tier", lambda: till.do(sales.execute, sale(till, without, member_id)), till.path)
    done = till.do(sales.execute, sale(till, replace(bill, tier_discount_bp=10_000), member_id))
    assert done.txn is not None
    assert done.txn.amount == yuan(80)


def test_the_best_of_what_is_held_can_be_sold_at_once(till: Till) -> None:
    member_id = till.member()
    for name, amount in (("五元", 5), ("二十", 20), ("十五", 15)):
        rule = replace(OFF_20, benefit=Benefit(BenefitKind.AMOUNT, yuan(amount)), with_others=amount != 20)
        give(till, template(till, rule, name), member_id)
    held = till.ask(vouchers.held_by, member_id)
    bill = bill_of(yuan(100))
    proposed = replace(bill, vouchers=best(bill, held, till.ask(vouchers.moment, member_id)))
    assert price(proposed).voucher_discount == yuan(20)
    till.do(sales.execute, sale(till, proposed, member_id))


# Reversing


def _returning(till: Till, **more: object) -> HeldVoucher:
    (voucher,) = hand_out(till, template(till, replace(OFF_20, **more)))  # type: ignore[arg-type]
    return voucher


def test_a_reversed_sale_brings_its_voucher_back_with_the_same_end(till: Till) -> None:
    voucher = _returning(till)
    done = sell_with(till, voucher)
    till.clock.advance(timedelta(days=3))
    till.reverse(txn(done), (0, 1))
    assert again(till, voucher) == voucher
    (row,) = till.ask(vouchers.templates)
    assert (row.redeemed, row.sales, row.turnover, row.discount) == (0, 0, ZERO, ZERO)
    sell_with(till, voucher)
    assert again(till, voucher).state is VoucherState.REDEEMED


def test_it_stays_used_where_the_template_says_so(till: Till) -> None:
    voucher = _returning(till, on_reversal=OnReversal.STAYS_USED)
    till.reverse(txn(sell_with(till, voucher)), (0, 1))
    assert again(till, voucher).state is VoucherState.REDEEMED
    refused("voucher.used", lambda: sell_with(till, voucher), till.path)
    (row,) = till.ask(vouchers.templates)
    assert (row.redeemed, row.sales, row.discount) == (1, 0, ZERO)


@pytest.mark.parametrize("waited, end", [(3, date(2026, 12, 27)), (44, date(2027, 1, 11))])
def test_it_comes_back_with_more_days(till: Till, waited: int, end: date) -> None:
    voucher = _returning(till, on_reversal=OnReversal.RETURNS_LONGER, extra_days=7)
    done = sell_with(till, voucher)
    till.clock.advance(timedelta(days=waited))
    till.reverse(txn(done), (0, 1))
    back = again(till, voucher)
    assert (back.state, back.valid_to) == (VoucherState.ISSUED, end)
    sell_with(till, back)


def test_a_part_brings_it_back_only_when_all_that_it_took_off_is_reversed(till: Till) -> None:
    cut, care = till.item("洗剪吹"), till.item("护理", yuan(168))
    for_cut = replace(OFF_20, items=frozenset({cut}))
    (voucher,) = hand_out(till, template(till, for_cut))
    (whole,) = hand_out(till, template(till, name="全场"))
    lines = bill_of(yuan(68), yuan(168)).lines
    lines = (replace(lines[0], item_id=cut, quantity=2), replace(lines[1], item_id=care))

    def sold(used: HeldVoucher) -> TxnId:
        bill = replace(bill_of(used=(used,)), lines=lines)
        return txn(till.do(sales.execute, sale(till, bill)))

    first = sold(voucher)
    till.reverse(first, (1, 1))
    assert again(till, voucher).state is VoucherState.REDEEMED
    till.reverse(first, (0, 1))
    assert again(till, voucher).state is VoucherState.REDEEMED
    till.reverse(first, (0, 1))
    assert again(till, voucher).state is VoucherState.ISSUED
    second = sold(whole)
    till.reverse(second, (0, 2))
    assert again(till, whole).state is VoucherState.REDEEMED
    till.reverse(second, (1, 1))
    assert again(till, whole).state is VoucherState.ISSUED
    ((back,),) = till.rows("SELECT sum(amount) FROM reversal")
    assert back == 2 * (2 * 6800 + 16800 - 2000)


def test_used_again_elsewhere_it_is_not_touched_by_the_rest_of_the_first_reversal(till: Till) -> None:
    cut = till.item()
    (voucher,) = hand_out(till, template(till, replace(OFF_20, items=frozenset({cut}))))
    lines = bill_of(yuan(68), yuan(168)).lines
    bill = replace(bill_of(used=(voucher,)), lines=(replace(lines[0], item_id=cut), lines[1]))
    first = txn(till.do(sales.execute, sale(till, bill)))
    till.reverse(first, (0, 1))
    second = txn(till.do(sales.execute, sale(till, bill)))
    till.reverse(first, (1, 1))
    assert again(till, voucher).state is VoucherState.REDEEMED
    till.reverse(second, (0, 1), (1, 1))
    assert again(till, voucher).state is VoucherState.ISSUED
