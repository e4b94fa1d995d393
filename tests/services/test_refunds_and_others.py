"""Card refunds beside what else moves on accounts: rewards, transfers, merged records, vouchers of plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.account_commands import MergeMembers, TransferBalance
from model.card_refund import Cause
from model.commands import SaveSettings
from model.ids import MemberId
from model.money import ZERO, Money, yuan
from model.referral import Ending, RewardState
from model.rules import REFUNDS, RefundRules
from model.shop import Policy
from model.views import Done
from services import merging, referrals, settings, transfers
from tests.services.friends import AT_ONCE, bonus, bring, card_kind, give, pay_due
from tests.services.test_card_refunds import refund, served_member, sheet
from tests.support import Till, command_id, refused, txn


@pytest.mark.parametrize("hold", [0, 7])
def test_a_closed_account_is_given_no_reward(till: Till, hold: int) -> None:
    till.policy(AT_ONCE if not hold else Policy(referral_hold_days=hold))
    giver = till.member("张晓明")
    friend = bring(till, give(till, giver, card_kind(till))[0])
    if hold:
        till.sell(yuan(68), friend)
    refund(till, giver, close=True)
    if hold:
        till.clock.advance(timedelta(days=hold + 1))
        assert pay_due(till) == 0
    else:
        till.sell(yuan(68), friend)
    (reward,) = till.ask(referrals.of_member, giver).rewards
    assert (reward.state, reward.reason) == (RewardState.CANCELLED, Ending.CLOSED.value)
    assert bonus(till, giver) == ZERO
    till.prove()


def test_bonus_of_a_reward_was_never_bought(till: Till) -> None:
    """What is spent of it is no part of what was consumed of the payment."""
    till.policy(AT_ONCE)
    giver = till.member("张晓明")
    till.sell(yuan(68), bring(till, give(till, giver, card_kind(till))[0]))
    assert bonus(till, giver) == yuan(30)
    till.sell(yuan(10), giver)
    till.top_up(giver, yuan(90))
    # A quarter of what is taken is the reward's.
    till.sell(yuan(40), giver, stored=yuan(40))
    found = sheet(till, giver).worksheet
    assert [visit.taken for visit in found.account.consumed] == [yuan(30)]
    assert [found.of(cause)[0].refunded for cause in Cause] == [yuan(60), yuan(60)]
    refund(till, giver)
    assert bonus(till, giver) == ZERO
    till.prove()


def transfer(till: Till, giver: MemberId, other: MemberId, principal: Money | None = None) -> Done:
    command = TransferBalance(
        command_id(), till.people.manager, giver, other, principal, "送给朋友", both_present=True
    )
    return till.do(transfers.execute, command)


def merge(till: Till, gone: MemberId, kept: MemberId) -> None:
    till.do(merging.merge, MergeMembers(command_id(), till.people.manager, gone, kept, "同一个人"))


def paid_back(till: Till) -> int:
    ((fen,),) = till.rows("SELECT coalesce(sum(refunded), 0) FROM card_refund_paid")
    return int(fen)


def test_handing_money_over_never_brings_back_more(till: Till) -> None:
    giver, other = served_member(till), served_member(till)
    till.top_up(giver, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(600), giver, stored=yuan(600))
    before = sheet(till, giver).worksheet.of(Cause.SHOP)[0].refunded
    transfer(till, giver, other)
    assert till.wallet(giver).principal == ZERO
    assert till.wallet(other).principal == yuan(200)
    refund(till, giver)
    refund(till, other)
    assert paid_back(till) <= before.fen
    till.prove()


def test_a_merged_record_is_refunded_with_its_own_history(till: Till) -> None:
    kept, gone = served_member(till), served_member(till)
    till.top_up(gone, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), gone, stored=yuan(300))
    till.top_up(kept, yuan(100))
    merge(till, gone, kept)
    found = sheet(till, kept).worksheet
    assert [purchase.paid for purchase in found.account.purchases] == [yuan(500), yuan(100)]
    assert [visit.taken for visit in found.account.consumed] == [yuan(300)]
    assert found.of(Cause.MEMBER)[0].refunded == yuan(300)
    refund(till, kept, close=True)
    till.prove()


def test_a_transfer_that_was_taken_back_left_nothing(till: Till) -> None:
    giver, other = served_member(till), served_member(till)
    till.top_up(giver, yuan(500), till.plan(yuan(500), yuan(500)))
    moved = transfer(till, giver, other, yuan(100))
    assert sheet(till, giver).worksheet.account.moved_out == yuan(100)
    assert [p.transferred for p in sheet(till, other).worksheet.account.purchases] == [True]
    till.reverse(txn(moved), amount=yuan(100))
    assert sheet(till, giver).worksheet.account.moved_out == ZERO
    assert sheet(till, other).worksheet.account.purchases == ()
    assert sheet(till, giver).worksheet.best.refunded == yuan(500)


def test_what_others_handed_over_is_refunded_to_who_has_it(till: Till) -> None:
    giver, other = served_member(till), served_member(till)
    till.top_up(giver, yuan(500))
    transfer(till, giver, other, yuan(200))
    till.sell(yuan(50), other, stored=yuan(50))
    assert [sheet(till, other).worksheet.of(cause)[0].refunded for cause in Cause] == [yuan(150)] * 2
    assert sheet(till, giver).worksheet.best.refunded == yuan(300)
    refund(till, other)
    refund(till, giver, close=True)
    assert paid_back(till) == 45_000
    till.prove()


def test_the_shop_keeps_to_the_law(till: Till) -> None:
    def save(rules: RefundRules) -> object:
        return till.do(settings.save, SaveSettings(command_id(), till.people.manager, rules))

    save(replace(REFUNDS, cooling_days=10))
    assert till.shop.seat.settings.refunds.cooling_days == 10
    refused("settings.number", lambda: save(replace(REFUNDS, cooling_days=6)), till.path)
    refused("settings.number", lambda: save(replace(REFUNDS, cash_limit=yuan(-1))), till.path)
    refused("settings.rates", lambda: save(replace(REFUNDS, rates=())), till.path)
    refused("settings.rates", lambda: save(replace(REFUNDS, rates=REFUNDS.rates * 2)), till.path)
