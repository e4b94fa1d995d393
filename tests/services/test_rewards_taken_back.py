"""What a friend's purchase earned the giver, and who gives it back: packs, refunds, records made one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from model.friend_card import GiverReward, RewardKind
from model.ids import MemberId, TxnId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.offer import OfferedPack
from model.pack import Pack
from model.shop import SpendingOrder
from model.tier_commands import AdjustPoints
from services import points
from services.storage import txn_rows
from tests.services import friends
from tests.services.claims_till import rebate_plan
from tests.services.lives.test_back_to_merged import merge, transfer, unmerge
from tests.services.test_card_refunds import refund as refund_card
from tests.services.test_pack_refunds import refund as refund_pack
from tests.services.test_pack_refunds import sheet
from tests.services.test_packs import give as give_pack
from tests.services.test_packs import kind as pack_kind
from tests.services.test_packs import of, sell, use
from tests.support import DAY_MS, Till, command_id, txn

REWARD = yuan(30)


def brought(till: Till, minimum: Money = ZERO, **policy: object) -> tuple[MemberId, MemberId]:
    """A giver, and a friend who came with their card."""
    till.policy(replace(friends.AT_ONCE, **policy))  # type: ignore[arg-type]
    giver = till.member("张晓明")
    (card,) = friends.give(till, giver, friends.card_kind(till, minimum=minimum))
    return giver, friends.bring(till, card)


def states(till: Till) -> list[str]:
    return [state for (state,) in till.rows("SELECT state FROM referral_reward ORDER BY at_ms, id")]


def taken_back(till: Till) -> list[tuple[int, int]]:
    """(taken back, not recovered) of each reward that was."""
    return till.rows("SELECT amount, not_recovered FROM referral_event WHERE kind = 'taken_back'")


def with_pack(till: Till, friend: MemberId, price: Money = yuan(500)) -> Pack:
    """Ten sessions at fifty each."""
    sell(till, friend, pack_kind(till, price))
    return of(till, friend)[0]


# ── sessions of a pack ──


def test_selling_a_pack_earns_nothing_and_the_first_session_does(till: Till) -> None:
    giver, friend = brought(till, yuan(50))
    pack = with_pack(till, friend)
    assert friends.bonus(till, giver) == ZERO
    use(till, pack)
    assert friends.bonus(till, giver) == REWARD
    use(till, of(till, friend)[0])
    assert friends.bonus(till, giver) == REWARD
    till.prove()


def test_a_session_worth_less_than_the_minimum_waits_for_more(till: Till) -> None:
    giver, friend = brought(till, yuan(100))
    pack = with_pack(till, friend)
    use(till, pack)
    assert friends.bonus(till, giver) == ZERO
    use(till, of(till, friend)[0], 2)
    assert friends.bonus(till, giver) == REWARD
    till.prove()


def test_a_session_that_came_with_a_plan_was_not_paid_for(till: Till) -> None:
    giver, friend = brought(till)
    give_pack(till, friend, (OfferedPack(pack_kind(till).id, 1),))
    use(till, of(till, friend)[0])
    assert friends.bonus(till, giver) == ZERO
    assert states(till) == ["pending"]
    till.prove()


def test_a_session_given_back_takes_the_reward_along_and_the_next_one_earns_it_again(till: Till) -> None:
    giver, friend = brought(till)
    pack = with_pack(till, friend)
    till.reverse(txn(use(till, pack)))
    assert friends.bonus(till, giver) == ZERO
    assert states(till) == ["taken_back", "pending"]
    use(till, of(till, friend)[0])
    assert friends.bonus(till, giver) == REWARD
    till.prove()


def test_a_session_given_back_in_time_cancels_what_was_due(till: Till) -> None:
    giver, friend = brought(till, referral_hold_days=7)
    till.reverse(txn(use(till, with_pack(till, friend))))
    till.clock.advance(timedelta(days=8))
    till.sell(yuan(1))
    assert friends.pay_due(till) == 0
    assert friends.bonus(till, giver) == ZERO
    till.prove()


def test_a_pack_refunded_for_what_was_not_had_leaves_the_reward(till: Till) -> None:
    giver, friend = brought(till)
    use(till, with_pack(till, friend))
    till.clock.advance(timedelta(days=20))
    till.sell(yuan(1))
    refund_pack(till, of(till, friend)[0])
    assert friends.bonus(till, giver) == REWARD
    till.prove()


def test_a_pack_refunded_whole_takes_the_reward_back(till: Till) -> None:
    """Within the days of Art. 14 what was had comes back too: nobody paid for a session."""
    giver, friend = brought(till)
    use(till, with_pack(till, friend))
    pack = of(till, friend)[0]
    found = sheet(till, pack)
    result = next(one for one in found.worksheet.results if one.refunded == pack.paid)
    refund = found.refund(result)
    paid_out = ((Account.WECHAT, refund.pay_out),)
    refund_pack(till, pack, result.cause, reading=result.reading.key, expected=refund.total, tenders=paid_out)
    assert friends.bonus(till, giver) == ZERO
    assert states(till) == ["taken_back", "pending"]
    till.prove()


@pytest.mark.parametrize("close", [False, True])
def test_a_card_refunded_whole_takes_the_reward_back(till: Till, *, close: bool) -> None:
    giver, friend = brought(till)
    till.top_up(friend, yuan(500))
    till.sell(yuan(80), friend, stored=yuan(80))
    refund_card(till, friend, close=close)
    assert friends.bonus(till, giver) == ZERO
    assert states(till) == ["taken_back"] if close else ["taken_back", "pending"]
    till.prove()


def test_a_card_refunded_for_what_is_left_leaves_the_reward(till: Till) -> None:
    giver, friend = brought(till)
    till.sell(yuan(80), friend)
    till.top_up(friend, yuan(500))
    till.sell(yuan(80), friend, stored=yuan(80))
    refund_card(till, friend)
    assert friends.bonus(till, giver) == REWARD
    till.prove()


@pytest.mark.parametrize(("minimum", "stays"), [(yuan(30), True), (yuan(60), False)])
def test_a_purchase_has_its_share_of_what_a_refund_pays_back_beyond_what_was_left(
    till: Till, minimum: Money, *, stays: bool
) -> None:
    """300 of what 500 paid for, with another 500 promised beside it, cost half by the ratio."""
    giver, friend = brought(till, minimum)
    till.sell(yuan(1), friend)
    till.top_up(friend, yuan(500), rebate_plan(till))
    for _ in range(3):
        till.sell(yuan(100), friend, stored=yuan(100))
    assert states(till) == ["paid"]
    till.clock.advance(timedelta(days=9))
    refund_card(till, friend)
    assert states(till) == (["paid"] if stays else ["taken_back", "pending"])
    assert friends.bonus(till, giver) == (REWARD if stays else ZERO)
    till.prove()


@pytest.mark.parametrize("merged", [False, True])
def test_a_refund_of_what_was_paid_later_leaves_a_purchase_that_was_settled_before(
    till: Till, *, merged: bool
) -> None:
    """Principal goes first here: the law gives some of it back for the bonus that was left."""
    giver, friend = brought(till, yuan(30), spending_order=SpendingOrder.PRINCIPAL_FIRST)
    plan = till.plan(yuan(500), yuan(500))
    till.sell(yuan(1), friend)
    till.top_up(friend, yuan(500), plan)
    till.sell(yuan(100), friend, stored=yuan(100))
    refund_card(till, friend)
    holder = friend
    if merged:
        holder = till.member("李娜")
        merge(till, friend, holder)
    till.top_up(holder, yuan(500), plan)
    till.sell(yuan(300), holder, stored=yuan(300))
    refund_card(till, holder)
    assert states(till) == ["paid"]
    assert friends.bonus(till, giver) == REWARD
    till.prove()


# ── records made one ──


@dataclass(frozen=True, slots=True)
class Paid:
    giver: MemberId
    friend: MemberId
    purchase: TxnId
    other: MemberId
    """The record that the giver's is merged into."""


def paid(till: Till) -> Paid:
    giver, friend = brought(till)
    return Paid(giver, friend, txn(till.sell(yuan(68), friend)), till.member("张小明"))


def take_back(till: Till, of: Paid) -> None:
    till.reverse(of.purchase, (0, 1))
    till.prove()


def bonuses(till: Till, *members: MemberId) -> list[Money]:
    """As booked on each record itself."""
    found = till.ask(lambda read: [txn_rows.wallet(read.conn, one).lots for one in members])
    return [Money(sum(lot.remaining.fen for lot in lots)) for lots in found]


def test_what_a_merged_record_was_paid_is_taken_from_the_one_that_stays(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    assert bonuses(till, one.giver, one.other) == [ZERO, REWARD]
    take_back(till, one)
    assert bonuses(till, one.giver, one.other) == [ZERO, ZERO]
    assert taken_back(till) == [(REWARD.fen, 0)]
    unmerge(till, one.giver)
    assert bonuses(till, one.giver, one.other) == [ZERO, ZERO]
    till.prove()


def test_what_was_spent_after_the_merge_is_told_and_the_next_reward_sets_it_off(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    till.sell(yuan(20), one.other, stored=yuan(20))
    take_back(till, one)
    assert taken_back(till) == [(1_000, 2_000)]
    till.sell(yuan(68), one.friend)
    assert bonuses(till, one.giver, one.other) == [ZERO, yuan(10)]
    till.prove()


def test_only_the_rewards_own_bonus_is_taken_never_the_other_records(till: Till) -> None:
    one = paid(till)
    till.top_up(one.other, yuan(500), till.plan(yuan(500), yuan(90)))
    merge(till, one.giver, one.other)
    transfer(till, one.other, till.member("李四"))
    till.top_up(one.other, yuan(500), till.plan(yuan(500), yuan(70)))
    take_back(till, one)
    assert taken_back(till) == [(0, REWARD.fen)]
    assert bonuses(till, one.other) == [yuan(70)]


def test_it_is_called_back_through_every_record_between(till: Till) -> None:
    one, third = paid(till), till.member("张晓朋")
    merge(till, one.giver, one.other)
    merge(till, one.other, third)
    take_back(till, one)
    assert bonuses(till, one.giver, one.other, third) == [ZERO] * 3
    unmerge(till, one.other)
    unmerge(till, one.giver)
    assert bonuses(till, one.giver, one.other, third) == [ZERO] * 3
    till.prove()


def test_after_two_records_are_parted_again_it_is_taken_where_it_went(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    unmerge(till, one.giver)
    merge(till, one.giver, one.other)
    unmerge(till, one.giver)
    till.top_up(one.other, yuan(500), till.plan(yuan(500), yuan(90)))
    take_back(till, one)
    assert bonuses(till, one.giver, one.other) == [ZERO, yuan(90)]
    assert taken_back(till) == [(REWARD.fen, 0)]


def test_a_reward_that_had_expired_is_taken_back_too_and_the_merge_undone(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    till.clock.set(till.clock.now_ms() + 31 * DAY_MS)
    till.sell(yuan(1))
    take_back(till, one)
    assert taken_back(till) == [(REWARD.fen, 0)]
    unmerge(till, one.giver)
    assert bonuses(till, one.giver, one.other) == [ZERO, ZERO]
    till.prove()


def test_points_are_taken_from_the_record_that_stays_and_may_be_owed(till: Till) -> None:
    till.policy(friends.AT_ONCE)
    giver, other = till.member("张晓明"), till.member("张小明")
    kind = friends.card_kind(till, GiverReward(RewardKind.POINTS, 200))
    friend = friends.bring(till, friends.give(till, giver, kind)[0])
    sale = txn(till.sell(yuan(68), friend))
    merge(till, giver, other)
    assert till.wallet(other).points == 200
    change = AdjustPoints(command_id(), till.people.manager, other, -150, "记错了")
    till.do(points.adjust, change)
    till.reverse(sale, (0, 1))
    assert till.wallet(other).points == -150
    assert taken_back(till) == [(200, 0)]
    till.prove()
    unmerge(till, giver)
    till.prove()


def test_vouchers_are_voided_where_they_went(till: Till) -> None:
    till.policy(friends.AT_ONCE)
    giver, other = till.member("张晓明"), till.member("张小明")
    reward = GiverReward(RewardKind.VOUCHER, 2, friends.template(till))
    friend = friends.bring(till, friends.give(till, giver, friends.card_kind(till, reward))[0])
    sale = txn(till.sell(yuan(68), friend))
    merge(till, giver, other)
    till.reverse(sale, (0, 1))
    assert till.rows("SELECT DISTINCT state FROM voucher") == [("voided",)]
    assert taken_back(till) == [(2, 0)]
    till.prove()


def test_what_is_promised_again_follows_the_friend_when_the_records_part(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    take_back(till, one)
    (waiting,) = till.rows("SELECT giver_id FROM referral_reward WHERE state = 'pending'")
    assert waiting == (one.other,)
    unmerge(till, one.giver)
    till.sell(yuan(68), one.friend)
    assert bonuses(till, one.giver, one.other) == [REWARD, ZERO]
    till.prove()


def test_a_giver_whose_card_was_refunded_owes_the_rest(till: Till) -> None:
    one = paid(till)
    merge(till, one.giver, one.other)
    till.top_up(one.other, yuan(100))
    refund_card(till, one.other)
    till.reverse(one.purchase, (0, 1))
    assert taken_back(till) == [(0, REWARD.fen)]
    till.prove()
