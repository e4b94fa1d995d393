"""Tiers through the real services: up at once, back when it is reversed, down with grace, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from model.commands import EditMember, MemberDraft, Save, SaveSettings
from model.errors import UserError
from model.ids import MemberId, StaffId, TierId
from model.money import Money, yuan
from model.rules import TierRules
from model.shop import Tier
from model.tier import BRINGS_NOTHING, Brings, Reached
from model.tier_commands import ReviewTiers, SetTier
from services import catalog, history, member_list, members, sales, settings, tier_review, tiers, vouchers
from services.ids import new_id
from tests.services.voucher_desk import bill_of, sale, template
from tests.support import DAY_MS, Till, command_id, txn


def tier(till: Till, name: str, rank: int, threshold: int | None, brings: Brings = BRINGS_NOTHING) -> TierId:
    made = Tier(TierId(new_id()), name, rank, 10_000, True, yuan(threshold) if threshold else None, brings)
    till.do(catalog.save, Save(command_id(), till.people.owner, made))
    return made.id


def rules(till: Till, **rule: Any) -> None:
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, TierRules(**rule)))


def tier_of(till: Till, member_id: MemberId) -> str:
    found = till.ask(members.profile, member_id).tier
    return found.name if found else ""


def by_hand(till: Till, member_id: MemberId, tier_id: TierId | None, **more: Any) -> None:
    staff = more.pop("staff", till.people.manager)
    command = SetTier(
        command_id(), staff, member_id, tier_id, more.pop("floor", True), more.pop("until", None), "老客"
    )
    till.do(tiers.by_hand, command)


def review(till: Till) -> int:
    return int(till.do(tier_review.review_due, ReviewTiers(command_id(), till.people.cashier)).number)


@pytest.fixture
def ladder(till: Till) -> tuple[TierId, TierId]:
    return tier(till, "金卡", 20, 1_000), tier(till, "钻卡", 30, 3_000)


def test_a_member_rises_at_the_very_fen(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    till.sell(Money(99_999), member_id)
    assert tier_of(till, member_id) == ""
    assert till.ask(tiers.next_for, member_id, Money(0)).missing == Money(1)  # type: ignore[union-attr]
    done = till.sell(Money(1), member_id)
    assert tier_of(till, member_id) == "金卡"
    receipt = till.ask(history.receipt, txn(done))
    assert receipt.tier_reached == "金卡"
    assert receipt.next_tier is not None
    assert (receipt.next_tier.name, receipt.next_tier.missing) == ("钻卡", yuan(2_000))
    till.prove()


def test_one_sale_may_skip_a_tier(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    till.sell(yuan(5_000), member_id)
    assert tier_of(till, member_id) == "钻卡"
    assert till.rows("SELECT count(*) FROM tier_event") == [(1,)]


def test_a_top_up_is_no_consumption(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(5_000))
    assert tier_of(till, member_id) == ""
    till.sell(yuan(1_000), member_id, stored=yuan(1_000))
    assert tier_of(till, member_id) == "金卡"


def test_a_refund_takes_the_tier_back(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    till.sell(yuan(900), member_id)
    lifting = txn(till.sell(yuan(200), member_id))
    assert tier_of(till, member_id) == "金卡"
    till.reverse(lifting, (0, 1))
    assert tier_of(till, member_id) == ""
    till.sell(yuan(100), member_id)
    assert tier_of(till, member_id) == "金卡"
    till.prove()


def test_an_earlier_sale_reversed_takes_back_what_it_helped_to_reach(
    till: Till, ladder: tuple[TierId, TierId]
) -> None:
    member_id = till.member()
    first = txn(till.sell(yuan(900), member_id))
    till.sell(yuan(2_200), member_id)
    assert tier_of(till, member_id) == "钻卡"
    till.reverse(first, (0, 1))
    assert tier_of(till, member_id) == "金卡", "2,200 are left: what they alone would have reached"
    kinds = till.rows("SELECT kind FROM tier_event ORDER BY n")
    assert kinds == [("up",), ("taken_back",), ("up",)]
    till.prove()


def test_what_was_bought_since_keeps_the_tier(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    lifting = txn(till.sell(yuan(1_000), member_id))
    till.sell(yuan(1_000), member_id)
    till.reverse(lifting, (0, 1))
    assert tier_of(till, member_id) == "金卡"


def test_the_window_ends_and_grace_begins(till: Till, ladder: tuple[TierId, TierId]) -> None:
    """21 Nov 2026 counts through 20 Nov 2027; the grace of 30 days begins with the first review after."""
    rules(till, window_months=12, grace_days=30)
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    for _ in range(13):  # In steps that the clock is believed at: a newer entry after each.
        till.clock.set(till.clock.now_ms() + 28 * DAY_MS)
        till.sell(yuan(1))
    assert till.ask(lambda read: read.today) == date(2027, 11, 20)
    assert review(till) == 0
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert (review(till), review(till)) == (1, 0)
    assert till.ask(tiers.standing, member_id).leaves_on == date(2027, 12, 21)
    till.clock.set(till.clock.now_ms() + 29 * DAY_MS)
    assert (review(till), tier_of(till, member_id)) == (0, "金卡")
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert (review(till), tier_of(till, member_id)) == (1, "普通")
    till.prove()


def test_who_comes_back_within_the_grace_stays(till: Till, ladder: tuple[TierId, TierId]) -> None:
    rules(till, window_months=1, grace_days=30)
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    till.clock.set(till.clock.now_ms() + 35 * DAY_MS)
    assert review(till) == 1
    till.sell(yuan(1_000), member_id)
    till.clock.set(till.clock.now_ms() + 10 * DAY_MS)
    assert review(till) == 1
    assert till.ask(tiers.standing, member_id).leaves_on is None
    assert tier_of(till, member_id) == "金卡"


def test_without_a_window_nobody_falls(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    till.clock.set(till.clock.now_ms() + 40 * DAY_MS)
    assert review(till) == 0


def test_who_falls_comes_to_rest_on_the_usual_tier(till: Till, ladder: tuple[TierId, TierId]) -> None:
    rules(till, window_months=1, grace_days=0)
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    till.clock.set(till.clock.now_ms() + 35 * DAY_MS)
    assert review(till) == 1
    assert tier_of(till, member_id) == "普通"
    till.prove()


def test_a_floor_holds_until_its_last_day(till: Till, ladder: tuple[TierId, TierId]) -> None:
    rules(till, window_months=1, grace_days=0)
    member_id = till.member()
    by_hand(till, member_id, ladder[1], until=date(2026, 11, 30))
    till.clock.set(till.clock.now_ms() + 9 * DAY_MS)
    assert (review(till), tier_of(till, member_id)) == (0, "钻卡")
    assert till.ask(tiers.standing, member_id).floor_until == date(2026, 11, 30)
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert (review(till), tier_of(till, member_id)) == (1, "")
    assert till.rows("SELECT kind, reason FROM tier_event WHERE n = 2") == [("down", "ended")]
    till.prove()


def test_a_tier_by_hand_needs_a_manager_a_reason_and_an_end_that_can_be(
    till: Till, ladder: tuple[TierId, TierId]
) -> None:
    member_id = till.member()
    for code, more in (
        ("auth.needs", {"staff": till.people.cashier}),
        ("tier.until", {"until": date(2026, 11, 20)}),
        ("tier.until", {"until": date(2026, 12, 1), "floor": False}),
    ):
        with pytest.raises(UserError) as refused:
            by_hand(till, member_id, ladder[0], **more)
        assert refused.value.code == code
    with pytest.raises(UserError, match=r"tier\.gone"):
        by_hand(till, member_id, TierId(new_id()))


def test_a_refund_leaves_a_tier_by_hand_alone(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    lifting = txn(till.sell(yuan(1_000), member_id))
    by_hand(till, member_id, ladder[0])
    till.reverse(lifting, (0, 1))
    assert tier_of(till, member_id) == "金卡"
    till.prove()


def test_the_profile_changes_a_tier_by_hand_too(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    version = till.ask(members.profile, member_id).version
    draft = MemberDraft("张晓明", "13800000001", tier_id=ladder[0])

    def edit(staff: StaffId) -> None:
        till.do(members.edit, EditMember(command_id(), staff, member_id, version, draft))

    with pytest.raises(UserError, match=r"auth\.needs"):
        edit(till.people.cashier)
    edit(till.people.manager)
    assert tier_of(till, member_id) == "金卡"
    till.sell(yuan(3_000), member_id)
    assert tier_of(till, member_id) == "钻卡"
    till.prove()


def test_a_tier_brings_points_and_a_refund_takes_them(till: Till) -> None:
    tier(till, "金卡", 20, 1_000, Brings(points=500))
    member_id = till.member()
    lifting = txn(till.sell(yuan(1_000), member_id))
    assert till.wallet(member_id).points == 1_500
    till.reverse(lifting, (0, 1))
    assert till.wallet(member_id).points == 0
    till.prove()


def test_the_members_page_says_since_when_and_until(till: Till, ladder: tuple[TierId, TierId]) -> None:
    rules(till, window_months=1, grace_days=30)
    lifted, given = till.member(), till.member()
    till.sell(yuan(1_000), lifted)
    by_hand(till, given, ladder[1], until=date(2026, 12, 31))
    rows = till.ask(member_list.rows, [row for (row,) in till.rows("SELECT row FROM member ORDER BY row")])
    assert [(r.tier_since, r.tier_until) for r in rows] == [
        (date(2026, 11, 21), None),
        (date(2026, 11, 21), date(2026, 12, 31)),
    ]
    till.clock.set(till.clock.now_ms() + 35 * DAY_MS)
    review(till)
    (row,) = till.rows("SELECT row FROM member WHERE id = ?", lifted)
    assert till.ask(member_list.rows, [row[0]])[0].tier_until == date(2027, 1, 24)


def test_what_a_tier_brought_goes_with_it_and_comes_once(till: Till) -> None:
    """A voucher that is used meanwhile is the customer's; the tier doesn't bring another."""
    of = template(till)
    tier(till, "金卡", 20, 1_000, Brings(voucher_template_id=of.id, vouchers=2))
    member_id = till.member()
    lifting = txn(till.sell(yuan(1_000), member_id))
    assert till.rows("SELECT state, count(*) FROM voucher GROUP BY 1") == [("issued", 2)]
    assert till.ask(tiers.reached_with, lifting) == Reached("金卡", vouchers=2)
    till.reverse(lifting, (0, 1))
    assert till.rows("SELECT state, count(*) FROM voucher GROUP BY 1") == [("voided", 2)]
    again = txn(till.sell(yuan(1_000), member_id))
    ((batch_id,),) = till.rows("SELECT batch_id FROM voucher WHERE state = 'issued' LIMIT 1")
    used = till.ask(vouchers.vouchers_of, batch_id, 1, 1)
    till.do(sales.execute, sale(till, bill_of(yuan(50), used=used), member_id))
    till.reverse(again, (0, 1))
    assert tier_of(till, member_id) == ""
    till.sell(yuan(1_000), member_id)
    assert tier_of(till, member_id) == "金卡"
    states = till.rows("SELECT state, count(*) FROM voucher GROUP BY 1 ORDER BY 1")
    assert states == [("redeemed", 1), ("voided", 3)]
    till.prove()


def test_the_sheet_says_how_many_moves_it_leaves_out(till: Till, ladder: tuple[TierId, TierId]) -> None:
    member_id = till.member()
    for n in range(9):
        by_hand(till, member_id, ladder[n % 2])
    found = till.ask(tiers.view, member_id)
    assert (len(found.moves), found.earlier) == (6, 3)
