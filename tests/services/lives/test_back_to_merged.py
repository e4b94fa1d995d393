"""What comes back to a record that was merged belongs to whoever has the rest of it."""

from __future__ import annotations

from model.account_commands import MergeMembers, UnmergeMembers
from model.ids import MemberId, MergeId
from model.money import Money, yuan
from services import merging
from services.storage import txn_rows
from tests.services.voucher_desk import again, give, sell_with, template
from tests.support import Till, command_id, txn


def merge(till: Till, gone: MemberId, kept: MemberId) -> None:
    till.do(merging.merge, MergeMembers(command_id(), till.people.manager, gone, kept, "同一个人"))


def unmerge(till: Till, gone: MemberId) -> None:
    rows = "SELECT id FROM member_merge WHERE from_id = ? AND state = 'merged'"
    ((merge_id,),) = till.rows(rows, gone)
    command = UnmergeMembers(command_id(), till.people.manager, MergeId(merge_id), "是两个人")
    till.do(merging.unmerge, command)


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
