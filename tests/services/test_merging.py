"""Two records of one person merged and parted again: all goes over, all that is left comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.commands import EditMember, MemberDraft, Save, SignUp
from model.errors import UserError
from model.friend_commands import GiveHonor
from model.ids import MemberId, PlanId, TagId
from model.members_filter import MemberFilter
from model.money import ZERO, Money, yuan
from model.offer import Offer, OfferedInstalments
from model.pack import Pack
from model.pack_commands import UsePack
from model.plan_commands import SavePlan
from model.referral import Honor
from model.shop import Plan, Tag
from model.views import Done
from services import (
    card_refunds,
    catalog,
    history,
    honors,
    members,
    merging,
    packs,
    plans,
    search,
    statements,
    transfers,
)
from services.ids import new_id
from tests.services import friends, voucher_desk
from tests.services.test_packs import kind, sell
from tests.services.test_tiers import rules, tier, tier_of
from tests.support import Till, command_id, open_till, refused, subject, txn


def merge(till: Till, gone: MemberId, kept: MemberId, **more: Any) -> Done:
    by = more.pop("by", till.people.manager)
    return till.do(merging.merge, MergeMembers(command_id(), by, gone, kept, more.pop("reason", "同一个人")))


def unmerge(till: Till, kept: MemberId, **more: Any) -> Done:
    (found, *_) = till.ask(merging.of_member, kept)
    by = more.pop("by", till.people.manager)
    return till.do(merging.unmerge, UnmergeMembers(command_id(), by, found.merge_id, "弄错了"))


def sign_up(till: Till, name: str, phone: str, **more: Any) -> MemberId:
    command = SignUp(command_id(), till.people.owner, MemberDraft(name, phone, **more))
    return MemberId(subject(till.do(members.sign_up, command)))


def instalment_plan(till: Till) -> PlanId:
    offer = Offer((), OfferedInstalments(10, yuan(50)))
    plan = Plan(PlanId(new_id()), "充500返500", yuan(500), yuan(80), 30, offer=offer)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, plan, "开业"))
    return plan.id


def found(till: Till, text: str) -> list[MemberId]:
    return [hit.member_id for hit in till.ask(search.find, text).hits]


def listed(till: Till) -> int:
    from services import member_list

    return len(till.ask(member_list.ids, MemberFilter()))


def snapshot(till: Till, *people: MemberId) -> dict[str, Any]:
    """Everything that a merge moves, as rows."""
    marks = ",".join("?" * len(people))
    lots = f"SELECT * FROM lot_balance WHERE member_id IN ({marks}) AND remaining > 0"
    tables = {
        "balance": "SELECT b.* FROM member_balance b ORDER BY 1",
        "pack": "SELECT id, member_id, state FROM pack ORDER BY id",
        "instalment": "SELECT id, member_id, state FROM instalment ORDER BY id",
        "voucher": "SELECT id, member_id, state FROM voucher ORDER BY id",
        "card": "SELECT id, giver_id, state FROM friend_card ORDER BY id",
        "reward": "SELECT id, giver_id, state FROM referral_reward ORDER BY id",
        "honor": "SELECT id, member_id FROM member_honor ORDER BY id",
        "tag": "SELECT * FROM member_tag ORDER BY 1, 2",
        "member": "SELECT id, referrer_id, tier_id, merged_into FROM member ORDER BY row",
        "term": "SELECT * FROM search_term ORDER BY 1, 2, 3",
    }
    return {"lots": till.rows(lots, *people), **{name: till.rows(sql) for name, sql in tables.items()}}


class Two:
    """A record with something of everything, and a newer one of the same person."""

    def __init__(self, till: Till) -> None:
        self.till = till
        gold = tier(till, "翡翠", 9, None)
        tag = Tag(TagId(new_id()), "过敏")
        till.do(catalog.save, Save(command_id(), till.people.owner, tag))
        self.bringer = till.member("介绍人")
        self.old = sign_up(
            till, "王芳", "13911110001", tier_id=gold, tag_ids=(tag.id,), referrer_id=self.bringer
        )
        self.new = sign_up(till, "王 芳芳", "13922220002")
        till.top_up(self.old, yuan(500), instalment_plan(till))
        till.sell(yuan(120), self.old, stored=yuan(60))
        till.sell(yuan(38), self.new)
        sell(till, self.old, kind(till))
        voucher_desk.give(till, voucher_desk.template(till), self.old, 3)
        self.friend = friends.refer(till, self.old, "李娜", "13900000001")
        self.card_kind = friends.card_kind(till)
        (self.card, _) = friends.give(till, self.old, self.card_kind, 2)
        honor = GiveHonor(
            command_id(),
            till.people.owner,
            self.old,
            Honor.AMBASSADOR,
            till.ask(lambda read: read.today),
            None,
            "带来很多朋友",
        )
        till.do(honors.give, honor)

    def packs(self, member_id: MemberId) -> tuple[Pack, ...]:
        return self.till.ask(packs.of_member, member_id)


@pytest.fixture
def two(till: Till) -> Two:
    return Two(till)


def test_everything_of_one_record_is_the_other_s(till: Till, two: Two) -> None:
    shown = till.ask(merging.preview, two.old, two.new)
    counted = (shown.packs, shown.instalments, shown.vouchers, shown.friend_cards, shown.friends)
    assert counted == (1, 10, 3, 2, 1)
    assert (shown.tags, shown.tier) == (("过敏",), "翡翠")
    before = till.ask(members.card, two.old)
    merge(till, two.old, two.new)
    till.prove()
    card = till.ask(members.card, two.new)
    assert card.wallet.principal == before.wallet.principal
    assert card.bonus == before.bonus
    assert card.stored == shown.stored_after
    assert card.wallet.points == shown.points_after
    assert (card.visits, card.spent, card.topped_up) == (2, yuan(158), yuan(500))
    assert (card.visits_this_year, card.friends_brought) == (2, 1)
    assert [tag.name for tag in card.profile.tags] == ["过敏"]
    assert (tier_of(till, two.new), card.profile.referrer_id) == ("翡翠", two.bringer)
    assert len(two.packs(two.new)) == 1
    assert till.rows("SELECT member_id FROM member_honor") == [(two.new,)]


def test_the_gone_record_is_found_by_phone_number_and_name_as_the_other(till: Till, two: Two) -> None:
    number = till.ask(members.profile, two.old).number
    rows = listed(till)
    merge(till, two.old, two.new)
    for text in ("13911110001", "0001", "王芳", number, "13922220002", "王芳 0001", "139 1111 0001"):
        assert two.new in found(till, text), text
        assert two.old not in found(till, text), text
    assert two.old not in found(till, "")
    assert till.ask(members.by_phone, "13911110001") == two.new
    assert listed(till) == rows - 1
    assert till.ask(members.card, two.old).profile.member_id == two.new
    error = refused("member.phone_exists", lambda: sign_up(till, "新人", "13911110001"), till.path)
    assert error.facts["member_id"] == two.new


def test_the_gone_record_stands_still(till: Till, two: Two) -> None:
    merge(till, two.old, two.new)
    version = till.ask(members.profile, two.old).version
    for act in (
        lambda: till.top_up(two.old, yuan(100)),
        lambda: till.sell(yuan(10), two.old),
        lambda: merge(till, two.old, two.friend),
        lambda: merge(till, two.friend, two.old),
        lambda: till.do(
            members.edit,
            EditMember(command_id(), till.people.owner, two.old, version, MemberDraft("王芳", "13911110001")),
        ),
    ):
        refused("member.merged", act, till.path)
    draft = MemberDraft("王芳芳", "13911110001")
    version = till.ask(members.profile, two.new).version
    edit = EditMember(command_id(), till.people.owner, two.new, version, draft)
    refused("member.phone_merged", lambda: till.do(members.edit, edit), till.path)


def test_an_edit_keeps_what_the_gone_record_is_found_by(till: Till, two: Two) -> None:
    merge(till, two.old, two.new)
    for name in ("王芳", "赵六"):
        profile = till.ask(members.profile, two.new)
        draft = MemberDraft(name, "13933330003", tier_id=profile.tier.id if profile.tier else None)
        draft = replace(draft, referrer_id=profile.referrer_id)
        edit = EditMember(command_id(), till.people.owner, two.new, profile.version, draft)
        till.do(members.edit, edit)
        till.prove()
    for text in ("13911110001", "王芳", "赵六", "13933330003"):
        assert two.new in found(till, text)
    unmerge(till, two.new)
    assert found(till, "13911110001") == [two.old]
    assert found(till, "赵六") == [two.new]
    till.prove()


def test_undone_at_once_everything_is_as_before(till: Till, two: Two) -> None:
    before = snapshot(till, two.old, two.new)
    merge(till, two.old, two.new)
    unmerge(till, two.new)
    assert snapshot(till, two.old, two.new) == before
    assert till.ask(merging.of_member, two.new) == ()
    till.prove()
    merge(till, two.old, two.new)
    unmerge(till, two.new)
    assert snapshot(till, two.old, two.new) == before
    till.prove()


def test_what_was_used_since_refuses_the_way_back_in_words(till: Till, two: Two) -> None:
    merge(till, two.old, two.new)
    sold = till.sell(yuan(30), two.new, stored=yuan(30))
    error = refused("transfer.used", lambda: unmerge(till, two.new), till.path)
    missing = [error.facts[name] for name in ("principal", "bonus")]
    assert sum(part.fen for part in missing if isinstance(part, Money)) == 3_000
    till.reverse(txn(sold), (0, 1))
    unmerge(till, two.new)
    till.prove()


def test_sessions_and_vouchers_used_since_stay_where_they_were_used(till: Till, two: Two) -> None:
    merge(till, two.old, two.new)
    (pack,) = two.packs(two.new)
    till.do(packs.use, UsePack(command_id(), till.people.cashier, pack.id, 2))
    unmerge(till, two.new)
    (back,) = two.packs(two.old)
    assert (back.sessions_left, two.packs(two.new)) == (pack.sessions_left - 2, ())
    till.prove()


def test_bonus_that_expired_meanwhile_does_not_stop_the_way_back(till: Till, two: Two) -> None:
    merge(till, two.old, two.new)
    till.clock.advance(timedelta(days=40))
    unmerge(till, two.new)
    till.prove()


def test_a_sale_of_before_the_merge_can_still_be_reversed(till: Till, two: Two) -> None:
    sale = next(e for e in till.ask(history.entries, two.old).entries if e.kind == "sale")
    merge(till, two.old, two.new)
    card = till.ask(members.card, two.new)
    till.reverse(sale.txn_id, (0, 1))
    after = till.ask(members.card, two.new)
    assert after.stored == card.stored + yuan(60)
    assert (after.visits, after.spent) == (card.visits - 1, card.spent - yuan(120))
    till.prove()
    unmerge(till, two.new)
    assert till.ask(members.card, two.old).stored == card.stored + yuan(60)
    till.prove()


def test_a_top_up_of_before_the_merge_waits_for_the_way_back(till: Till, two: Two) -> None:
    merge(till, two.new, two.old)
    top_up = txn(till.top_up(two.old, yuan(100)))
    merge(till, two.old, two.friend)
    refused("member.merged", lambda: till.reverse(top_up, amount=yuan(100)), till.path)


def test_the_history_of_both_is_one(till: Till, two: Two) -> None:
    numbers = {e.number for one in (two.old, two.new) for e in till.ask(history.entries, one).entries}
    merge(till, two.old, two.new)
    shown = {e.number for e in till.ask(history.entries, two.new).entries}
    assert numbers < shown


def test_nobody_ends_up_bringing_themselves(till: Till) -> None:
    first = till.member("甲一")
    second = friends.refer(till, first, "乙二", "13900000011")
    third = friends.refer(till, second, "丙三", "13900000012")
    before = snapshot(till, first, second, third)
    merge(till, first, third)
    till.prove()
    assert till.ask(members.profile, third).referrer_id is None
    assert till.ask(members.profile, second).referrer_id == third
    unmerge(till, third)
    after = snapshot(till, first, second, third)
    assert after["member"] == before["member"]
    merge(till, second, first)
    assert till.ask(members.profile, third).referrer_id == first
    assert till.ask(members.profile, first).referrer_id is None
    till.prove()


def test_a_reward_for_bringing_oneself_ends(till: Till) -> None:
    till.policy(friends.AT_ONCE)
    giver = till.member("甲一")
    (card,) = friends.give(till, giver, friends.card_kind(till))
    friend = friends.bring(till, card)
    merge(till, friend, giver)
    till.prove()
    assert till.rows("SELECT state FROM referral_reward") == [("cancelled",)]
    till.sell(yuan(500), giver)
    assert friends.bonus(till, giver) == friends.GIFT.amount
    till.prove()


def test_a_reward_on_its_way_is_paid_to_the_record_that_stays(till: Till) -> None:
    till.policy(friends.AT_ONCE)
    giver, other = till.member("甲一"), till.member("甲一")
    (card,) = friends.give(till, giver, friends.card_kind(till))
    friend = friends.bring(till, card)
    merge(till, giver, other)
    sale = till.sell(yuan(500), friend)
    assert friends.bonus(till, other) == yuan(30)
    till.prove()
    unmerge(till, other)
    till.prove()
    till.reverse(txn(sale), (0, 1))
    till.prove()


def test_who_used_a_card_after_the_merge_stays_a_friend_of_the_record_that_had_it_then(till: Till) -> None:
    till.policy(friends.AT_ONCE)
    giver, other = till.member("甲一"), till.member("甲一")
    used, unused = friends.give(till, giver, friends.card_kind(till), 2)
    merge(till, giver, other)
    friend = friends.bring(till, used)
    unmerge(till, other)
    givers = "SELECT giver_id FROM friend_card WHERE id = ?"
    assert till.rows(givers, used.card_id) == [(other,)]
    assert till.rows(givers, unused.card_id) == [(giver,)]
    till.prove()
    till.sell(yuan(500), friend)
    assert (friends.bonus(till, giver), friends.bonus(till, other)) == (ZERO, yuan(30))
    till.prove()


def test_merges_one_after_the_other_are_undone_last_first(till: Till, two: Two) -> None:
    before = snapshot(till, two.old, two.new, two.friend)
    merge(till, two.old, two.new)
    (first,) = till.ask(merging.of_member, two.new)
    merge(till, two.new, two.friend)
    till.prove()
    assert two.friend in found(till, "13911110001")
    command = UnmergeMembers(command_id(), till.people.manager, first.merge_id, "弄错了")
    refused("merge.later", lambda: till.do(merging.unmerge, command), till.path)
    unmerge(till, two.friend)
    till.prove()
    assert found(till, "13911110001") == [two.new]
    unmerge(till, two.new)
    assert snapshot(till, two.old, two.new, two.friend) == before
    till.prove()


def test_what_is_refused_changes_nothing(till: Till, two: Two) -> None:
    refused("merge.same", lambda: merge(till, two.new, two.new), till.path)
    refused("text.empty", lambda: merge(till, two.old, two.new, reason="  "), till.path)
    refused("auth.needs", lambda: merge(till, two.old, two.new, by=till.people.cashier), till.path)
    merge(till, two.old, two.new)
    refused("auth.needs", lambda: unmerge(till, two.new, by=till.people.cashier), till.path)
    (one,) = till.ask(merging.of_member, two.new)
    unmerge(till, two.new)
    command = UnmergeMembers(command_id(), till.people.manager, one.merge_id, "弄错了")
    refused("merge.unknown", lambda: till.do(merging.unmerge, command), till.path)


@settings(max_examples=10, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 3), st.integers(1, 20_000)),
        max_size=14,
    )
)
def test_any_order_of_merges_and_everything_else_keeps_the_books(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int, int]]
) -> None:
    with open_till(tmp_path_factory.mktemp("merges") / "shop.guimi") as till:
        people = [till.member(f"客人{n}") for n in range(4)]
        plan_id = till.plan(yuan(200), yuan(40), 30)
        for act, one, other, amount in steps:
            a, b, money = people[one], people[other], Money(amount)
            till.clock.advance(timedelta(days=3))
            try:
                match act:
                    case 0:
                        till.top_up(a, yuan(200), plan_id)
                    case 1:
                        stored = min(money, till.wallet(a).principal)
                        till.sell(money, a, stored=stored)
                    case 2:
                        merge(till, a, b)
                    case 3:
                        unmerge(till, a)
                    case 4:
                        command = TransferBalance(
                            command_id(), till.people.owner, a, b, money, "给你", both_present=True
                        )
                        till.do(transfers.execute, command)
                    case _:
                        entries = till.ask(history.entries, a).entries
                        till.reverse(entries[0].txn_id, (0, 1), amount=entries[0].amount)
            except (UserError, ValueError, IndexError):
                continue
        till.prove()
        between = "SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'transfer'"
        assert till.rows(between) == [(0,)]


def test_what_the_gone_record_paid_in_is_refunded_by_the_law_to_the_other(till: Till) -> None:
    gone, kept = till.member("王芳"), till.member("王芳芳")
    for one in (gone, kept):
        till.top_up(one, yuan(500))
    till.sell(yuan(120), gone, stored=yuan(120))
    apart = [till.ask(card_refunds.worksheet, one).worksheet.best.refunded.fen for one in (gone, kept)]
    merge(till, gone, kept)
    assert till.ask(card_refunds.worksheet, kept).worksheet.best.refunded.fen == sum(apart)
    unmerge(till, kept)
    again = [till.ask(card_refunds.worksheet, one).worksheet.best.refunded.fen for one in (gone, kept)]
    assert again == apart


def test_a_merged_pair_keeps_the_tier_that_both_together_consumed_for(till: Till) -> None:
    rules(till, window_months=12, grace_days=1)
    reached = tier(till, "翡翠", 9, 100)
    gone, kept = till.member("王芳"), till.member("王芳芳")
    till.sell(yuan(60), gone)
    till.sell(yuan(60), kept)
    assert tier_of(till, kept) == ""
    merge(till, gone, kept)
    till.sell(yuan(1), kept)
    assert tier_of(till, kept) == "翡翠"
    assert reached
    till.prove()


def test_the_statement_of_both_is_one_and_adds_up(till: Till, two: Two) -> None:
    day = till.ask(lambda read: read.today)
    merge(till, two.old, two.new)
    told = till.ask(statements.statement, two.new, day, day)
    card = till.ask(members.card, two.new)
    assert told.closing.principal == card.wallet.principal
    assert told.closing.bonus == card.bonus
    assert {"sale", "top_up", "pack_sale", "transfer"} <= {str(e.kind) for e in told.entries}
    later = till.ask(statements.statement, two.new, day + timedelta(days=1), day + timedelta(days=2))
    assert later.opening == told.closing
    unmerge(till, two.new)
    assert till.ask(statements.statement, two.new, day, day).closing.principal.fen == 0
