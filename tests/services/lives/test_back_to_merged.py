"""What comes back to a record that was merged belongs to whoever has the rest of it."""

from __future__ import annotations

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.ids import MemberId, MergeId
from model.money import Money, yuan
from services import card_refunds, merging, transfers
from services.storage import txn_rows
from tests.services.test_card_refunds import refund, served_member
from tests.services.voucher_desk import again, give, sell_with, template
from tests.support import DAY_MS, Till, command_id, refused, txn


def merge(till: Till, gone: MemberId, kept: MemberId) -> None:
    till.do(merging.merge, MergeMembers(command_id(), till.people.manager, gone, kept, "同一个人"))


def unmerge(till: Till, gone: MemberId) -> None:
    rows = "SELECT id FROM member_merge WHERE from_id = ? AND state = 'merged'"
    ((merge_id,),) = till.rows(rows, gone)
    command = UnmergeMembers(command_id(), till.people.manager, MergeId(merge_id), "是两个人")
    till.do(merging.unmerge, command)


def transfer(till: Till, giver: MemberId, taker: MemberId) -> None:
    command = TransferBalance(
        command_id(), till.people.manager, giver, taker, None, "送给朋友", both_present=True
    )
    till.do(transfers.execute, command)


def principal(till: Till, member_id: MemberId) -> Money:
    """As booked on the record itself."""
    return till.ask(lambda read: txn_rows.wallet(read.conn, member_id).principal)


def test_a_voucher_that_comes_back_can_be_used_by_the_record_that_stays(till: Till) -> None:
    gone, kept = till.member("张晓明"), till.member("张小明")
    (voucher,) = give(till, template(till), gone)
    sold = txn(sell_with(till, voucher, member_id=gone))
    merge(till, gone, kept)
    till.reverse(sold, (0, 1))
    assert again(till, voucher).member_id == kept
    till.prove()
    unmerge(till, gone)
    assert again(till, voucher).member_id == gone
    till.prove()
    sell_with(till, again(till, voucher), member_id=gone)


def test_a_voucher_that_came_back_before_a_merge_stays_with_who_has_it(till: Till) -> None:
    """It was the first one's before the other was merged into it, wherever it had been used and reversed."""
    first, second = till.member("张晓明"), till.member("张小明")
    (voucher,) = give(till, template(till), first)
    merge(till, first, second)
    till.reverse(txn(sell_with(till, again(till, voucher), member_id=second)), (0, 1))
    unmerge(till, first)
    assert again(till, voucher).member_id == first
    till.clock.set(till.clock.now_ms() + DAY_MS)
    merge(till, second, first)
    unmerge(till, second)
    assert again(till, voucher).member_id == first
    till.prove()


def test_what_comes_back_through_two_merges_is_parted_again(till: Till) -> None:
    first, second, third = (till.member(f"李{n}") for n in range(3))
    till.top_up(first, yuan(100))
    sold = txn(till.sell(yuan(60), first, stored=yuan(60)))
    merge(till, first, second)
    merge(till, second, third)
    till.reverse(sold, (0, 1))
    assert [principal(till, one) for one in (first, second, third)] == [yuan(0), yuan(0), yuan(100)]
    unmerge(till, second)
    unmerge(till, first)
    assert [principal(till, one) for one in (first, second, third)] == [yuan(100), yuan(0), yuan(0)]
    till.prove()


def test_what_a_refund_settled_is_settled_whatever_is_merged_later(till: Till) -> None:
    """The first one's payment is refunded with the second's card: the third's card doesn't bring it again."""
    first, second, third = (served_member(till) for _ in range(3))
    for member_id in (first, third):
        till.top_up(member_id, yuan(100))
    sold = txn(till.sell(yuan(60), first, stored=yuan(60)))
    merge(till, first, second)
    till.clock.set(till.clock.now_ms() + 20 * DAY_MS)
    refund(till, second)
    merge(till, second, third)
    found = till.ask(card_refunds.worksheet, third).worksheet
    assert found.paid_in == yuan(100)
    assert max(result.refunded for result in found.results) == yuan(100)
    refused("reverse.settled", lambda: till.reverse(sold, (0, 1)), till.path)


def test_a_refund_before_the_merge_settles_nothing_of_the_other(till: Till) -> None:
    first, second = served_member(till), served_member(till)
    till.top_up(first, yuan(100))
    sold = txn(till.sell(yuan(60), first, stored=yuan(60)))
    till.top_up(second, yuan(100))
    refund(till, second)
    till.clock.set(till.clock.now_ms() + DAY_MS)
    merge(till, first, second)
    till.reverse(sold, (0, 1))
    assert principal(till, second) == yuan(100)
    till.prove()


def test_what_was_given_away_and_refunded_there_is_not_refunded_again_after_a_merge(till: Till) -> None:
    giver, taker = served_member(till), served_member(till)
    till.top_up(giver, yuan(100))
    transfer(till, giver, taker)
    refund(till, taker)
    till.clock.set(till.clock.now_ms() + DAY_MS)
    merge(till, giver, taker)
    assert till.ask(card_refunds.worksheet, taker).worksheet.best.total == yuan(0)


def test_what_was_received_and_not_refunded_yet_is_refunded_after_a_merge(till: Till) -> None:
    giver, taker = served_member(till), served_member(till)
    till.top_up(giver, yuan(100))
    transfer(till, giver, taker)
    refund(till, giver)
    till.clock.set(till.clock.now_ms() + DAY_MS)
    merge(till, giver, taker)
    assert till.ask(card_refunds.worksheet, taker).worksheet.best.refunded == yuan(100)
