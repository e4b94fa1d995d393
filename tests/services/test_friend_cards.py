"""Friend cards in a real shop file: given, read, used once, taken back, and what the friend gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from model.codes import QrKind
from model.commands import MemberDraft, Save, SignUp, TopUp
from model.friend_card import BenefitKind, CardState, FriendBenefit, GiverReward, RewardKind
from model.friend_commands import (
    GiveCards,
    GiveCardsToMany,
    GiveHonor,
    SaveCardKind,
    TakeBackCard,
    VoidCard,
)
from model.ids import BatchId, FriendCardKindId, MemberId, PlanId
from model.ledger import Account, TxnKind
from model.money import Money, yuan
from model.referral import Honor, RewardState
from model.shop import Plan, Policy
from model.voucher_commands import Anonymous, IssueVouchers, SaveTemplate, WrongCode
from services import (
    catalog,
    friend_cards,
    history,
    honors,
    members,
    referrals,
    topups,
    voucher_issue,
    voucher_print,
    vouchers,
)
from services.ids import new_id
from tests.services.friends import bonus, bring, card_kind, code_of, give, template
from tests.support import DAY_MS, Till, command_id, refused, subject, txn


def sign_up(till: Till, draft: MemberDraft, card_id: bytes) -> SignUp:
    return SignUp(command_id(), till.people.cashier, draft, card_id)  # type: ignore[arg-type]


def test_a_friend_signs_up_with_a_card_and_spends_the_gift_at_once(till: Till) -> None:
    giver = till.member("张晓明")
    (card,) = give(till, giver, card_kind(till), line="跟我一起来  ")
    assert (card.giver_name, card.line, card.state) == ("张晓明", "跟我一起来", CardState.ISSUED)
    friend = bring(till, card)
    profile = till.ask(members.profile, friend)
    assert (profile.referrer_id, profile.source.name if profile.source else "") == (giver, "朋友介绍")
    assert bonus(till, friend) == yuan(20)
    gift = till.ask(friend_cards.benefit_of, friend)
    assert gift is not None
    assert (gift.giver_id, gift.bonus) == (giver, yuan(20))
    (entry,) = till.ask(history.entries, friend).entries
    assert (entry.kind, entry.title, entry.amount, entry.stored_change) == (
        TxnKind.REWARD,
        "张晓明",
        yuan(20),
        yuan(20),
    )
    till.sell(yuan(20), friend, stored=yuan(20))
    (reward,) = till.ask(referrals.of_member, giver).rewards
    # Paid with what the shop gave: that is no money yet.
    assert (reward.state, reward.due_at) == (RewardState.PENDING, None)
    till.prove()


def test_the_friends_voucher_fits_the_sale_at_hand(till: Till) -> None:
    template_id = template(till)
    benefit = FriendBenefit(BenefitKind.VOUCHER, template_id=template_id)
    (card,) = give(till, till.member(), card_kind(till, benefit=benefit))
    friend = bring(till, card)
    (held,) = till.ask(vouchers.held_by, friend)
    gift = till.ask(friend_cards.benefit_of, friend)
    assert gift is not None
    assert gift.vouchers == (replace(held, uses_left=None),)
    bill = till.sale_of(yuan(68)).bill
    done = till.sell(yuan(53), friend, bill=replace(bill, vouchers=(held.used,)))
    assert done.txn is not None
    assert done.txn.amount == yuan(53)
    till.prove()


def test_a_promised_voucher_is_honoured_after_its_template_was_archived(till: Till) -> None:
    template_id = template(till)
    benefit = FriendBenefit(BenefitKind.VOUCHER, template_id=template_id)
    (card,) = give(till, till.member(), card_kind(till, benefit=benefit))
    made = till.ask(vouchers.template, template_id)
    archived = replace(made, active=False)
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.manager, archived))
    assert len(till.ask(vouchers.held_by, bring(till, card))) == 1


@pytest.mark.parametrize("typed", [False, True])
def test_a_card_is_read_from_its_code_and_other_paper_is_not_taken_for_one(till: Till, typed: bool) -> None:
    (card,) = give(till, till.member(), card_kind(till))
    code = code_of(till, card)[typed]
    assert till.ask(friend_cards.look_up, code) == card
    assert till.ask(vouchers.kind_of, code) is QrKind.FRIEND_CARD
    refused("code.kind", lambda: till.ask(vouchers.look_up, code))
    command = IssueVouchers(command_id(), till.people.manager, template(till), Anonymous(1, "商圈"))
    batch = BatchId(subject(till.do(voucher_issue.issue, command)))
    (paper,) = till.ask(voucher_print.print_items, batch, 1, 1, "zh_CN")
    other = (paper.qr, paper.typed)[typed]
    refused("code.kind", lambda: till.ask(friend_cards.look_up, other))
    if typed:
        assert till.ask(friend_cards.look_up, f" {code[:4].lower()}-{code[4:]} ") == card
        wrong = code[:3] + ("A" if code[3] != "A" else "B") + code[4:]
        refused("code.mistyped", lambda: till.ask(friend_cards.look_up, wrong))
        for _ in range(5):
            till.do(vouchers.wrong_code, WrongCode(command_id(), till.people.cashier))
        refused("code.paused", lambda: till.ask(friend_cards.look_up, code))


def test_a_card_is_used_once_and_says_by_whom(till: Till) -> None:
    (card,) = give(till, till.member(), card_kind(till))
    bring(till, card, "李娜")
    error = refused("friend_card.used", lambda: bring(till, card, "王芳", "13900000002"), till.path)
    assert error.facts["name"] == "李娜"
    refused("friend_card.used", lambda: till.ask(friend_cards.look_up, code_of(till, card)[0]))


def test_the_phone_must_be_a_new_one(till: Till) -> None:
    giver = till.member(phone="13800000001")
    till.member("王芳", phone="13800000002")
    (card,) = give(till, giver, card_kind(till))
    own = MemberDraft("我自己", "138 0000 0001")
    refused("friend_card.own", lambda: till.do(members.sign_up, sign_up(till, own, card.card_id)), till.path)
    known = MemberDraft("王芳", "13800000002")
    refused(
        "member.phone_exists", lambda: till.do(members.sign_up, sign_up(till, known, card.card_id)), till.path
    )
    none = MemberDraft("王芳", no_phone_reason="没有手机")
    refused(
        "friend_card.phone", lambda: till.do(members.sign_up, sign_up(till, none, card.card_id)), till.path
    )


def test_cards_expire_are_handed_back_and_voided(till: Till) -> None:
    giver = till.member()
    back, void, late = give(till, giver, card_kind(till, days=10), 3)
    till.do(friend_cards.take_back, TakeBackCard(command_id(), till.people.cashier, back.card_id))
    refused("friend_card.returned", lambda: bring(till, back), till.path)
    command = VoidCard(command_id(), till.people.cashier, void.card_id, "丢了")
    refused("auth.needs", lambda: till.do(friend_cards.void, command), till.path)
    approved = replace(command, id=command_id(), approved_by=till.people.manager)
    till.do(friend_cards.void, approved)
    assert refused("friend_card.void", lambda: bring(till, void)).facts["reason"] == "丢了"
    again = TakeBackCard(command_id(), till.people.cashier, void.card_id)
    refused("friend_card.not_issued", lambda: till.do(friend_cards.take_back, again), till.path)
    till.clock.advance(timedelta(days=9))
    assert till.ask(friend_cards.of_member, giver)[0] == late
    till.clock.advance(timedelta(days=1))
    assert refused("friend_card.expired", lambda: bring(till, late)).facts["on"] == late.valid_to
    (row,) = till.ask(friend_cards.kinds)
    assert (row.issued, row.used, row.open, row.expired) == (3, 0, 0, 1)
    till.prove()


def test_a_member_holds_as_many_as_the_kind_and_the_shop_allow(till: Till) -> None:
    giver = till.member()
    two = card_kind(till, held_limit=2)
    first, _ = give(till, giver, two, 2)
    refused("friend_card.limit", lambda: give(till, giver, two), till.path)
    bring(till, first)
    give(till, giver, two)
    till.policy(Policy(friend_cards_per_member=3))
    many = card_kind(till)
    error = refused("friend_card.limit", lambda: give(till, giver, many, 2))
    assert (error.facts["limit"], error.facts["left"]) == (3, 1)


def test_a_card_keeps_the_rule_it_was_given_under(till: Till) -> None:
    kind_id = card_kind(till)
    (card,) = give(till, till.member(), kind_id)
    kind = till.ask(friend_cards.kind, kind_id)
    dearer = replace(kind, rule=replace(kind.rule, benefit=FriendBenefit(BenefitKind.BONUS, yuan(99))))
    till.do(friend_cards.save_kind, SaveCardKind(command_id(), till.people.manager, dearer))
    assert till.ask(friend_cards.kind, kind_id).version == 2
    assert bonus(till, bring(till, card)) == yuan(20)


@pytest.mark.parametrize(
    ("reward", "benefit", "code"),
    [
        (GiverReward(RewardKind.BONUS, 0), FriendBenefit(BenefitKind.BONUS, yuan(1)), "rule_reward"),
        (GiverReward(RewardKind.VOUCHER, 1), FriendBenefit(BenefitKind.BONUS, yuan(1)), "rule_reward"),
        (GiverReward(RewardKind.POINTS, 5), FriendBenefit(BenefitKind.BONUS), "rule_benefit"),
        (GiverReward(RewardKind.POINTS, 5), FriendBenefit(BenefitKind.VOUCHER), "rule_benefit"),
        (
            GiverReward(RewardKind.BONUS, 5, bonus_days=0),
            FriendBenefit(BenefitKind.BONUS, yuan(1)),
            "rule_days",
        ),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    till: Till, reward: GiverReward, benefit: FriendBenefit, code: str
) -> None:
    refused(f"friend_card.{code}", lambda: card_kind(till, reward, benefit), till.path)


def test_a_plan_brings_cards_and_its_reversal_takes_the_unused_ones(till: Till) -> None:
    kind_id, giver = card_kind(till), till.member()
    plan = Plan(PlanId(new_id()), "充500", yuan(500), yuan(50), friend_card_kind_id=kind_id, friend_cards=3)
    till.do(catalog.save, Save(command_id(), till.people.owner, plan))
    tenders = ((Account.CASH, yuan(500)),)
    top_up = TopUp(command_id(), till.people.cashier, giver, tenders, plan.id)
    done = till.do(topups.execute, top_up)
    cards = till.ask(friend_cards.of_member, giver)
    assert len(cards) == 3
    bring(till, cards[0])
    till.reverse(txn(done), amount=yuan(500))
    states = [c.state for c in till.ask(friend_cards.of_member, giver)]
    assert states == [CardState.USED, CardState.VOIDED, CardState.VOIDED]
    till.prove()


class _Quiet:
    def report(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool:
        return False


def test_cards_for_a_tier_and_for_ambassadors(till: Till) -> None:
    gold = till.tier(9_000)
    people = [till.member(f"会员{n}", gold) for n in range(3)]
    till.member("别人")
    kind_id = card_kind(till, held_limit=2)
    give(till, people[0], kind_id)
    rows = till.ask(friend_cards.rows_by_tier, gold)
    assert len(rows) == 3
    command = GiveCardsToMany(command_id(), till.people.manager, rows, kind_id, 2)
    given = friend_cards.give_to_all(till.shop.jobs, command, _Quiet())
    assert (given.cards, given.members) == (5, 3)
    day = till.ask(lambda read: read.today)
    honor = GiveHonor(command_id(), till.people.owner, people[1], Honor.AMBASSADOR, day, None, "带来很多朋友")
    till.do(honors.give, honor)
    assert len(till.ask(friend_cards.rows_by_honor)) == 1
    assert till.ask(friend_cards.rows_by_honor, Honor.HONORARY_SHAREHOLDER) == ()
    till.prove()


def test_givers_words_are_cleaned_and_bounded(till: Till) -> None:
    giver, kind_id = till.member(), card_kind(till)
    (card,) = give(till, giver, kind_id, line="好\u202e友\n来")
    assert card.line == "好友 来"
    refused("text.too_long", lambda: give(till, giver, kind_id, line="长" * 31), till.path)


def test_only_managers_give(till: Till) -> None:
    command = GiveCards(command_id(), till.people.cashier, till.member(), card_kind(till))
    refused("auth.needs", lambda: till.do(friend_cards.give, command), till.path)
    gone = GiveCards(command_id(), till.people.manager, MemberId(bytes(16)), FriendCardKindId(bytes(16)))
    refused("friend_card.kind", lambda: till.do(friend_cards.give, gone), till.path)


def test_a_gift_ends_when_the_kind_says(till: Till) -> None:
    (card,) = give(till, till.member(), card_kind(till))
    friend = bring(till, card)
    till.clock.set(till.clock.now_ms() + 11 * DAY_MS)
    refused("balance.short", lambda: till.sell(Money(100), friend, stored=Money(100)), till.path)


def test_sent_twice_a_sign_up_uses_one_card(till: Till, tmp_path: Path) -> None:
    cards = give(till, till.member(), card_kind(till), 2)
    command = sign_up(till, MemberDraft("李娜", "13900000001"), cards[0].card_id)
    first = till.do(members.sign_up, command)
    assert till.do(members.sign_up, command) == first
    assert till.rows("SELECT state, count(*) FROM friend_card GROUP BY 1 ORDER BY 1") == [
        ("issued", 1),
        ("used", 1),
    ]
