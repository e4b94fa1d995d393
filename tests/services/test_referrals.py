"""Referral rewards in a real shop file: promised, due, paid, capped, raised, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from model.bill import Bill, BillLine
from model.commands import EditMember, MemberDraft
from model.friend_card import GiverReward, RewardKind
from model.friend_commands import CancelReward, EndHonor, GiveHonor
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import ZERO, Money, yuan
from model.referral import Ending, Honor, RewardState, RewardView
from model.shop import Policy
from services import history, honors, members, print_store, referrals, rewards, sales, vouchers
from tests.services.friends import AT_ONCE, REWARD, bonus, bring, card_kind, give, pay_due, refer, template
from tests.support import Till, command_id, refused, subject, txn


def the_reward(till: Till, giver: MemberId) -> RewardView:
    return till.ask(referrals.of_member, giver).rewards[0]


def made_friend(till: Till, reward: GiverReward = REWARD, **more: Any) -> tuple[MemberId, MemberId]:
    giver = till.member("张晓明")
    kind = card_kind(till, reward, **more)
    return giver, bring(till, give(till, giver, kind)[0])


def test_without_a_hold_the_reward_is_paid_with_the_sale(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till)
    done = till.sell(yuan(68), friend)
    assert bonus(till, giver) == yuan(30)
    reward = the_reward(till, giver)
    assert (reward.state, reward.amount) == (RewardState.PAID, 3_000)
    assert {giver, friend} <= done.changes.ids
    (entry,) = till.ask(history.entries, giver).entries
    assert (entry.kind, entry.title, entry.stored_change) == (TxnKind.REWARD, "李娜", yuan(30))
    assert till.ask(referrals.paid_with, txn(done)) == (reward,)
    care = till.ask(referrals.care, reward.reward_id)
    assert (care.giver_name, care.friend_name, care.amount) == ("张晓明", "李娜", 3_000)
    refused("reverse.kind", lambda: till.reverse(entry.txn_id, amount=yuan(30)), till.path)
    assert till.ask(print_store.receipt_pdf, entry.txn_id, "zh_CN", 80).data.startswith(b"%PDF")
    till.prove()


def test_with_a_hold_it_waits_for_the_refund_window(till: Till) -> None:
    giver, friend = made_friend(till)
    till.sell(yuan(68), friend)
    assert (pay_due(till), bonus(till, giver)) == (0, ZERO)
    (waiting,) = till.ask(referrals.pending)
    assert waiting.due_at is not None
    till.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert till.ask(rewards.due_count) == 0
    till.clock.advance(timedelta(seconds=1))
    assert till.ask(rewards.due_count) == 1
    assert (pay_due(till), pay_due(till)) == (1, 0)
    assert bonus(till, giver) == yuan(30)
    till.prove()


@pytest.mark.parametrize("hold", [0, 7])
def test_a_reversed_sale_takes_its_reward_along_and_the_next_earns_it_again(till: Till, hold: int) -> None:
    till.policy(Policy(referral_hold_days=hold))
    giver, friend = made_friend(till)
    done = till.sell(yuan(68), friend)
    till.reverse(txn(done), (0, 1))
    assert bonus(till, giver) == ZERO
    states = [r.state for r in till.ask(referrals.of_member, giver).rewards]
    assert states == [RewardState.PENDING, RewardState.CANCELLED if hold else RewardState.TAKEN_BACK]
    till.sell(yuan(68), friend)
    till.clock.advance(timedelta(days=hold))
    pay_due(till)
    assert bonus(till, giver) == yuan(30)
    till.prove()


def test_what_is_spent_already_is_noted_and_set_off_against_the_next(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till)
    done = till.sell(yuan(68), friend)
    till.sell(yuan(10), giver, stored=yuan(10))
    till.reverse(txn(done), (0, 1))
    assert bonus(till, giver) == ZERO
    _, taken = till.ask(referrals.of_member, giver).rewards
    assert (taken.state, taken.not_recovered) == (RewardState.TAKEN_BACK, 1_000)
    till.sell(yuan(68), friend)
    assert (bonus(till, giver), the_reward(till, giver).amount) == (yuan(20), 2_000)
    till.prove()


def test_all_spent_leaves_nothing_to_take_and_nothing_to_pay_again(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till)
    for _ in range(2):
        done = till.sell(yuan(68), friend)
        if bonus(till, giver):
            till.sell(yuan(30), giver, stored=yuan(30))
        till.reverse(txn(done), (0, 1))
    rewarded = till.rows(
        "SELECT count(*), sum(amount) FROM txn WHERE kind = 'reward' AND member_id = ?", giver
    )
    assert rewarded == [(1, 3_000)]
    till.prove()


def test_part_of_a_sale_may_go_while_enough_is_left(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till, minimum=yuan(50))
    bill = Bill((BillLine("洗剪吹", yuan(60)), BillLine("护理", yuan(40))))
    done = till.sell(yuan(100), friend, bill=bill)
    till.reverse(txn(done), (1, 1))
    assert bonus(till, giver) == yuan(30)
    till.reverse(txn(done), (0, 1))
    assert bonus(till, giver) == ZERO
    till.prove()


def test_only_real_money_counts_and_small_sales_do_not(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till, minimum=yuan(50))
    till.sell(Money(4_999), friend)
    till.sell(yuan(60), friend, stored=yuan(20))
    assert bonus(till, giver) == ZERO
    till.sell(yuan(50), friend)
    till.sell(yuan(500), friend)
    assert bonus(till, giver) == yuan(30)
    till.prove()


def test_principal_is_real_money(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till)
    till.sell(yuan(20), friend, stored=yuan(20))
    till.top_up(friend, yuan(100))
    assert bonus(till, giver) == ZERO
    till.sell(yuan(100), friend, stored=yuan(100))
    assert bonus(till, giver) == yuan(30)
    till.prove()


def test_points_may_go_below_nothing(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till, GiverReward(RewardKind.POINTS, 88))
    done = till.sell(yuan(68), friend)
    assert till.wallet(giver).points == 88
    till.reverse(txn(done), (0, 1))
    assert till.wallet(giver).points == 0
    till.prove()


def test_a_reward_in_vouchers_goes_as_far_as_it_is_unused(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till, GiverReward(RewardKind.VOUCHER, 2, template(till)))
    done = till.sell(yuan(68), friend)
    first, _ = till.ask(vouchers.held_by, giver)
    bill = replace(till.sale_of(yuan(68)).bill, vouchers=(first.used,))
    till.sell(yuan(53), giver, bill=bill)
    till.reverse(txn(done), (0, 1))
    assert till.ask(vouchers.held_by, giver) == ()
    _, taken = till.ask(referrals.of_member, giver).rewards
    assert (taken.amount, taken.not_recovered) == (2, 1)
    till.sell(yuan(68), friend)
    assert len(till.ask(vouchers.held_by, giver)) == 1
    till.prove()


def test_vouchers_that_cannot_be_issued_yet_go_on_waiting(till: Till) -> None:
    till.policy(AT_ONCE)
    limited = template(till, in_total=1)
    kind = card_kind(till, GiverReward(RewardKind.VOUCHER, 1, limited))
    giver = till.member()
    cards = give(till, giver, kind, 2)
    for n, card in enumerate(cards):
        till.sell(yuan(68), bring(till, card, f"朋友{n}", f"1390000000{n}"))
    assert len(till.ask(vouchers.held_by, giver)) == 1
    assert (till.ask(rewards.due_count), pay_due(till)) == (1, 0)
    till.prove()


def test_the_cap_of_a_month_is_for_each_referrer(till: Till) -> None:
    till.policy(Policy(referral_hold_days=0, referral_cap_per_month=2))
    giver, kind = till.member(), card_kind(till)
    cards = give(till, giver, kind, 4)
    done = [
        till.sell(yuan(68), bring(till, c, f"朋友{n}", f"1390000000{n}")) for n, c in enumerate(cards[:3])
    ]
    assert bonus(till, giver) == yuan(60)
    over = the_reward(till, giver)
    assert (over.state, over.reason) == (RewardState.CANCELLED, Ending.CAP)
    till.reverse(txn(done[0]), (0, 1))
    till.sell(yuan(68), bring(till, cards[3], "朋友4", "13900000009"))
    assert bonus(till, giver) == yuan(60)
    till.clock.advance(timedelta(days=15))
    other = refer(till, giver, "十二月", "13900000010")
    till.sell(yuan(68), other)
    assert bonus(till, giver) == yuan(60)
    till.prove()


def test_without_a_card_the_shop_may_promise_a_bonus(till: Till) -> None:
    giver = till.member("张晓明")
    early = refer(till, giver, "早", "13900000001")
    till.policy(Policy(referral_hold_days=0, referral_reward=yuan(10), referral_minimum_sale=yuan(30)))
    friend = refer(till, giver, "李娜", "13900000002")
    till.sell(yuan(68), early)
    till.sell(yuan(29), friend)
    assert bonus(till, giver) == ZERO
    till.sell(yuan(30), friend)
    assert bonus(till, giver) == yuan(10)
    grand = refer(till, friend, "第二层", "13900000003")
    till.sell(yuan(68), grand)
    assert (bonus(till, giver), bonus(till, friend)) == (yuan(10), yuan(10))
    till.prove()


def edit(till: Till, member_id: MemberId, referrer_id: MemberId | None) -> None:
    known = till.ask(members.profile, member_id)
    draft = MemberDraft(known.name, known.phone, referrer_id=referrer_id)
    till.do(members.edit, EditMember(command_id(), till.people.owner, member_id, known.version, draft))


def test_putting_the_referrer_right_moves_the_promise(till: Till) -> None:
    till.policy(Policy(referral_hold_days=0, referral_reward=yuan(10)))
    wrong, right = till.member("错"), till.member("对")
    friend = refer(till, wrong)
    edit(till, friend, right)
    assert the_reward(till, wrong).reason == Ending.REFERRER
    till.sell(yuan(68), friend)
    assert (bonus(till, wrong), bonus(till, right)) == (ZERO, yuan(10))
    edit(till, friend, wrong)
    assert (bonus(till, wrong), bonus(till, right)) == (ZERO, yuan(10))
    till.prove()


def test_honors_raise_the_reward_and_nothing_else(till: Till) -> None:
    till.policy(Policy(referral_hold_days=0, honor_factor_percent=150))
    giver, friend = made_friend(till)
    day = till.ask(lambda read: read.today)
    command = GiveHonor(command_id(), till.people.manager, giver, Honor.AMBASSADOR, day, None, "人气")
    refused("auth.needs", lambda: till.do(honors.give, command), till.path)
    owner = GiveHonor(command_id(), till.people.owner, giver, Honor.AMBASSADOR, day, None, "人气")
    honor = subject(till.do(honors.give, owner))
    again = GiveHonor(command_id(), till.people.owner, giver, Honor.AMBASSADOR, day, None, "人气")
    refused("honor.exists", lambda: till.do(honors.give, again), till.path)
    assert till.wallet(giver).lots == ()
    till.sell(yuan(68), friend)
    assert bonus(till, giver) == yuan(45)
    assert [h.honor for h in till.ask(honors.all_active)] == [Honor.AMBASSADOR]
    till.do(honors.end, EndHonor(command_id(), till.people.owner, honor, day, "搬走了"))  # type: ignore[arg-type]
    till.clock.advance(timedelta(days=1))
    assert till.ask(honors.on_day, giver) is None
    till.prove()


def test_a_pending_reward_can_be_given_up_with_a_reason(till: Till) -> None:
    giver, friend = made_friend(till)
    till.sell(yuan(68), friend)
    (waiting,) = till.ask(referrals.pending)
    command = CancelReward(command_id(), till.people.manager, waiting.reward_id, "同一家人")
    till.do(rewards.cancel, command)
    till.clock.advance(timedelta(days=8))
    assert pay_due(till) == 0
    assert the_reward(till, giver).reason == "同一家人"
    again = CancelReward(command_id(), till.people.manager, waiting.reward_id, "同一家人")
    refused("reward.not_pending", lambda: till.do(rewards.cancel, again), till.path)
    till.prove()


def test_the_same_sale_sent_twice_pays_once(till: Till) -> None:
    till.policy(AT_ONCE)
    giver, friend = made_friend(till)
    command = till.sale_of(yuan(68), friend)
    assert till.do(sales.execute, command) == till.do(sales.execute, command)
    assert bonus(till, giver) == yuan(30)


def test_tree_leaderboard_and_totals(till: Till) -> None:
    till.policy(AT_ONCE)
    kind = card_kind(till)
    top, other = till.member("顶"), till.member("另")
    cards = give(till, top, kind, 3)
    friends = [bring(till, c, f"朋友{n}", f"1390000000{n}") for n, c in enumerate(cards)]
    grand = refer(till, friends[0], "孙", "13900000007")
    refer(till, other, "友", "13900000008")
    till.sell(yuan(100), friends[0])
    till.sell(yuan(50), friends[0])
    till.sell(yuan(70), friends[1])
    branch = till.ask(referrals.tree)
    assert [(n.name, n.friends) for n in branch.nodes] == [("顶", 3), ("另", 1)]
    assert not branch.more
    first = till.ask(referrals.tree, top, 0, 2)
    assert (first.nodes[0].name, first.more) == ("朋友0", True)
    assert len(till.ask(referrals.tree, top, 2, 2).nodes) == 1
    assert [n.name for n in till.ask(referrals.path_to, grand)] == ["顶", "朋友0", "孙"]
    day = till.ask(lambda read: read.today)
    best = till.ask(referrals.leaderboard, day, day)[0]
    assert (best.name, best.friends, best.bought, best.again, best.turnover) == ("顶", 3, 2, 1, yuan(220))
    # Two rewards of 30 and three gifts of 20.
    assert (best.paid, best.pending, best.cost_each, best.again_percent) == (
        yuan(120),
        yuan(30),
        yuan(60),
        50,
    )
    whole = till.ask(referrals.totals, day, day)
    assert (whole.givers, whole.friends, whole.bought, whole.paid) == (3, 5, 2, yuan(120))
    assert (whole.new_members, whole.share_percent) == (7, 71)
    assert till.ask(referrals.leaderboard, day - timedelta(days=2), day - timedelta(days=1)) == ()
    assert len(till.ask(referrals.export_rows, day, day)) == 3
    mine = till.ask(referrals.of_member, top)
    assert (mine.friends, mine.bought, mine.paid_bonus, mine.pending, mine.pending_bonus) == (
        3,
        2,
        yuan(60),
        1,
        yuan(30),
    )


def test_the_top_is_found_behind_many_who_brought_more(till: Till) -> None:
    """Whoever was brought is no top of the tree, however many they brought."""
    top = till.member("顶")
    upper = refer(till, top, "甲", "13910000000")
    for at in range(1, 9):
        lower = refer(till, upper, "乙", f"1391000{at:02d}00")
        refer(till, upper, "丙", f"1391000{at:02d}01")
        upper = lower
    branch = till.ask(referrals.tree, None, 0, 1)
    assert [(n.name, n.friends) for n in branch.nodes] == [("顶", 1)]
    assert not branch.more
    other = till.member("另")
    refer(till, other, "友", "13910009999")
    assert till.ask(referrals.tree, None, 0, 1).more
    assert [n.name for n in till.ask(referrals.tree, None, 1, 1).nodes] == ["另"]
