"""What came before a merge and what after it goes by the order of the operations, not by the clock.

While the clock is in doubt the shop's time stands still, and a manager may set it back.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.ids import MemberId
from model.money import yuan
from services import clock_watch, merging
from tests.services import voucher_desk
from tests.services.test_card_refunds import refund, sheet
from tests.services.test_merging import merge, unmerge
from tests.support import Till, command_id, refused, txn


def set_back(till: Till) -> None:
    """Back by ten days, and a manager says that this is right."""
    till.clock.advance(timedelta(days=-10))
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))


def two(till: Till) -> tuple[MemberId, MemberId]:
    gone, kept = till.member("张晓明"), till.member("张小明")
    till.top_up(gone, yuan(70))
    till.top_up(kept, yuan(100))
    return gone, kept


@pytest.mark.parametrize("back", [False, True])
def test_a_refund_before_the_merge_settled_only_its_own_record(till: Till, back: bool) -> None:
    """All three within the same millisecond, or the clock set back between them."""
    gone, kept = two(till)
    refund(till, kept)
    if back:
        set_back(till)
    merge(till, gone, kept)
    assert sheet(till, kept).worksheet.best.refunded == yuan(70)
    unmerge(till, kept)
    assert sheet(till, gone).worksheet.best.refunded == yuan(70)
    till.prove()


@pytest.mark.parametrize("back", [False, True])
def test_a_refund_after_the_merge_settled_both(till: Till, back: bool) -> None:
    gone, kept = two(till)
    till.sell(yuan(70), gone, stored=yuan(70))
    merge(till, gone, kept)
    if back:
        set_back(till)
    refund(till, kept)
    refused("merge.settled", lambda: unmerge(till, kept), till.path)
    assert not sheet(till, kept).worksheet.account.purchases
    till.prove()


@pytest.mark.parametrize("back", [False, True])
def test_what_a_reversal_put_back_after_the_merge_goes_back_with_it(till: Till, back: bool) -> None:
    gone, kept = two(till)
    (voucher,) = voucher_desk.give(till, voucher_desk.template(till), gone)
    sale = txn(till.sell(yuan(30), gone, stored=yuan(30)))
    used = txn(voucher_desk.sell_with(till, voucher, member_id=gone))
    merge(till, gone, kept)
    if back:
        set_back(till)
    till.reverse(sale, (0, 1))
    till.reverse(used, (0, 1))
    unmerge(till, kept)
    assert till.wallet(gone).principal == yuan(70)
    assert till.wallet(kept).principal == yuan(100)
    owner = "SELECT member_id FROM voucher WHERE id = ?"
    assert till.rows(owner, voucher.voucher_id) == [(gone,)]
    till.prove()


def test_each_merge_of_the_same_two_stands_for_itself(till: Till) -> None:
    gone, kept = two(till)
    for _ in range(3):
        merge(till, gone, kept)
        assert till.wallet(kept).principal == yuan(170)
        assert till.ask(merging.of_member, kept)[0].principal == yuan(70)
        unmerge(till, kept)
        assert till.wallet(gone).principal == yuan(70)
    till.prove()
