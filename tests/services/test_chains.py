"""Chains of operations that would bring the same money back twice, or make money of bonus."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.ids import MemberId, PlanId
from model.money import ZERO, yuan
from model.plan_commands import SavePlan
from model.shop import Plan, Policy, SpendingOrder
from model.tier_commands import ExpireDue
from model.voucher import VoucherState, VoucherTemplate
from services import expiry, merging, overdue, plans, transfers, vouchers
from services.ids import new_id
from services.overdue import Chunk, Place, Stage
from services.storage import voucher_rows
from tests.services import voucher_desk
from tests.services.test_card_refunds import refund, served_member, sheet
from tests.services.test_closing import seal
from tests.services.test_packs import kind, sell
from tests.services.test_refunds_and_others import paid_back
from tests.support import Till, command_id, refused, txn


def merge(till: Till, gone: MemberId, kept: MemberId) -> None:
    till.do(merging.merge, MergeMembers(command_id(), till.people.manager, gone, kept, "同一个人"))


def unmerge(till: Till, kept: MemberId) -> None:
    (found, *_) = till.ask(merging.of_member, kept)
    command = UnmergeMembers(command_id(), till.people.manager, found.merge_id, "弄错了")
    till.do(merging.unmerge, command)


def hand_over(till: Till, giver: MemberId, other: MemberId) -> None:
    command = TransferBalance(
        command_id(), till.people.manager, giver, other, None, "送给朋友", both_present=True
    )
    till.do(transfers.execute, command)


def spend(till: Till, order: SpendingOrder) -> None:
    till.policy(Policy(spending_order=order))


def plan_with_vouchers(till: Till, template: VoucherTemplate, count: int) -> PlanId:
    plan = Plan(PlanId(new_id()), "充500送券", yuan(500), ZERO, None)
    plan = replace(plan, voucher_template_id=template.id, vouchers=count)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, plan, "老板说了算"))
    return plan.id


def test_what_a_refund_settled_of_a_merged_record_is_not_parted_again(till: Till) -> None:
    kept, gone = served_member(till), till.member()
    till.top_up(gone, yuan(500))
    till.sell(yuan(500), gone, stored=yuan(500))
    merge(till, gone, kept)
    refund(till, kept)
    assert paid_back(till) == 50_000
    refused("merge.settled", lambda: unmerge(till, kept), till.path)
    till.prove()


def test_bonus_that_was_given_away_is_no_gift_any_more(till: Till) -> None:
    """Who has used the payment and given the bonus away has had everything."""
    spend(till, SpendingOrder.PRINCIPAL_FIRST)
    giver, other = served_member(till), served_member(till)
    till.top_up(giver, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(500), giver, stored=yuan(500))
    hand_over(till, giver, other)
    assert till.wallet(giver).available_on(till.ask(lambda read: read.today)) == ZERO
    assert sheet(till, giver).worksheet.best.refunded == ZERO


def test_bonus_of_another_brings_no_money_back(till: Till) -> None:
    spend(till, SpendingOrder.PRINCIPAL_FIRST)
    giver, other = served_member(till), served_member(till)
    till.top_up(giver, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(500), giver, stored=yuan(500))
    till.top_up(other, yuan(500))
    till.sell(yuan(300), other, stored=yuan(300))
    before = sheet(till, other).worksheet.best.refunded
    assert before == yuan(200)
    hand_over(till, giver, other)
    assert sheet(till, other).worksheet.best.refunded == before


def test_a_voucher_of_a_refunded_payment_does_not_come_back(till: Till) -> None:
    member_id = served_member(till)
    template = voucher_desk.template(till)
    till.top_up(member_id, yuan(500), plan_with_vouchers(till, template, 1))
    (voucher,) = till.ask(vouchers.held_by, member_id)
    sold = voucher_desk.sell_with(till, voucher, member_id=member_id)
    refund(till, member_id)
    till.reverse(txn(sold), (0, 1))
    assert voucher_desk.again(till, voucher).state is not VoucherState.ISSUED
    till.prove()


def test_a_top_up_whose_voucher_was_used_is_not_taken_back(till: Till) -> None:
    member_id = served_member(till)
    topped = till.top_up(member_id, yuan(500), plan_with_vouchers(till, voucher_desk.template(till), 2))
    (voucher, _) = till.ask(vouchers.held_by, member_id)
    sold = voucher_desk.sell_with(till, voucher, member_id=member_id)
    refused("reverse.voucher_used", lambda: till.reverse(txn(topped), amount=yuan(500)), till.path)
    till.reverse(txn(sold), (0, 1))
    till.reverse(txn(topped), amount=yuan(500))
    till.prove()


def test_what_ends_today_is_not_booked_as_expired_in_the_evening_of_a_sealed_day(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 1))
    till.clock.advance(timedelta(days=1))
    till.sell(yuan(10))
    seal(till)
    today = till.ask(lambda read: read.today)
    assert till.ask(lambda read: read.booking_day) == today + timedelta(days=1)
    assert till.ask(overdue.next_chunk, Place()) == Chunk(today, Stage.BONUS, (), Place(Stage.POINTS))
    expire = ExpireDue(command_id(), till.people.cashier)
    assert till.do(expiry.expire_due, expire).number == "0"
    till.clock.advance(timedelta(days=1))
    assert till.ask(overdue.next_chunk, Place()).members == (member_id,)
    assert till.do(expiry.expire_due, replace(expire, id=command_id())).number == "1"
    till.prove()


def test_sessions_that_are_owed_count_for_the_limit_of_a_transfer_too(till: Till) -> None:
    giver, other = till.member(), till.member()
    till.top_up(giver, yuan(100))
    limit = till.shop.seat.settings.policy.registered_limit
    sell(till, other, kind(till, limit))
    refused("topup.limit", lambda: hand_over(till, giver, other), till.path)


def test_what_is_given_to_a_list_passes_over_a_record_merged_since_it_was_made(till: Till) -> None:
    kept, gone = till.member(), till.member("李娜")
    rows = [row for (row,) in till.rows("SELECT row FROM member ORDER BY row")]
    merge(till, gone, kept)
    assert till.ask(lambda read: voucher_rows.member_ids(read.conn, rows)) == [kept]
