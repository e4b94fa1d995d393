from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from model.commands import Reverse, Save, SaveSettings
from model.gift import Gift, MoveKind
from model.ids import GiftId, ItemId, MemberId, PackKindId, PlanId, TagId, TxnId
from model.instalment import due_days
from model.money import ZERO, Money, yuan
from model.offer import NOTHING, Audience, Offer, OfferedGift, OfferedInstalments, OfferedPack
from model.pack import PackKind
from model.pack_commands import SavePackKind, UsePack
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.rules import ClaimRules, ProfitRules
from model.shop import Plan, Tag
from model.voucher_commands import SaveTemplate
from services import catalog, gifts, history, packs, plans, purchases, reversals, settings, vouchers
from services.ids import new_id
from services.printing.document import Columns, Paper
from services.printing.receipts import compose
from tests.services.claims_till import go_to
from tests.services.voucher_desk import template
from tests.support import Till, command_id, refused, subject

REBATE = OfferedInstalments(10, yuan(50))


def gift(till: Till, stock: int = 5, **more: Any) -> GiftId:
    made = Gift(GiftId(new_id()), more.pop("name", "护发礼盒"), yuan(500), yuan(60), **more)
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.manager, made))
    if stock:
        till.do(gifts.move_stock, MoveStock(command_id(), till.people.manager, made.id, MoveKind.IN, stock))
    return made.id


def pack_kind(till: Till, item_id: ItemId) -> PackKindId:
    kind = PackKind(PackKindId(new_id()), "洗剪吹 3 次", item_id, 3, yuan(150))
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.manager, kind))
    return kind.id


def plan(till: Till, offer: Offer = NOTHING, reason: str = "开业酬宾", **more: Any) -> PlanId:
    made = Plan(
        PlanId(new_id()), more.pop("name", "充500"), more.pop("pay", yuan(500)), ZERO, offer=offer, **more
    )
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, made, reason))
    return made.id


def full(till: Till) -> tuple[PlanId, GiftId]:
    """充500 送500礼品 再返500分10个月, with a session pack on top."""
    gift_id = gift(till)
    offer = Offer((OfferedGift(gift_id),), REBATE, (OfferedPack(pack_kind(till, till.item("总监剪发"))),))
    return plan(till, offer, name="充500 送500礼品 再返500分10个月"), gift_id


def stock(till: Till, gift_id: GiftId) -> int:
    return next(g.stock for g in till.ask(gifts.gifts) if g.id == gift_id)


def bought(till: Till, member_id: MemberId, plan_id: PlanId) -> TxnId:
    done = till.top_up(member_id, yuan(500), plan_id)
    assert done.txn is not None
    return done.txn.txn_id


def test_a_purchase_hands_over_and_promises_what_its_plan_says(till: Till) -> None:
    member_id = till.member()
    plan_id, gift_id = full(till)
    txn_id = bought(till, member_id, plan_id)
    found = till.ask(purchases.purchase, txn_id)
    assert found is not None
    assert (found.paid, found.gift_value, found.promised) == (yuan(500), yuan(500), yuan(500))
    assert [(g.name, g.quantity) for g in found.gifts] == [("护发礼盒", 1)]
    assert [i.due_on for i in found.instalments][:3] == [
        date(2026, 12, 21),
        date(2027, 1, 21),
        date(2027, 2, 21),
    ]
    assert [(p.name, p.quantity, p.sessions) for p in found.packs] == [("洗剪吹 3 次", 1, 3)]
    assert stock(till, gift_id) == 4
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(10, 50_000)]
    till.prove()


def test_the_day_of_purchase_anchors_every_month(till: Till) -> None:
    for day in (datetime(2026, 12, 30, 4, tzinfo=UTC), datetime(2027, 1, 31, 4, tzinfo=UTC)):
        # In two steps: a clock that runs far ahead of the last entry isn't believed.
        till.clock.set(int(day.timestamp() * 1000))
        till.member()
    terms = ClaimRules(roll_over=False, window_days=20, bonus_days=90)
    till.do(settings.save, settings_of(till, terms))
    member_id = till.member()
    txn_id = bought(till, member_id, plan(till, Offer(instalments=REBATE)))
    till.do(settings.save, settings_of(till, ClaimRules()))
    found = till.ask(purchases.purchase, txn_id)
    assert found is not None
    assert found.terms == terms
    assert [(i.due_on.isoformat(), i.last_on and i.last_on.isoformat()) for i in found.instalments[:3]] == [
        ("2027-02-28", "2027-03-19"),
        ("2027-03-31", "2027-04-19"),
        ("2027-04-30", "2027-05-19"),
    ]
    till.prove()


def settings_of(till: Till, section: Any) -> Any:
    return SaveSettings(command_id(), till.people.owner, section)


def test_a_sold_version_never_changes(till: Till) -> None:
    member_id = till.member()
    plan_id = plan(till, Offer(instalments=REBATE))
    first = bought(till, member_id, plan_id)
    known = next(p.plan for p in till.ask(plans.offered, None) if p.plan.id == plan_id)
    changed = replace(known, offer=Offer(instalments=replace(REBATE, count=5)))
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, changed))
    moved = replace(changed, position=7)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, moved))
    second = bought(till, member_id, plan_id)
    assert till.rows("SELECT n FROM plan_version WHERE plan_id = ? ORDER BY n", plan_id) == [(1,), (2,)]
    counts = [len(p.instalments) for t in (first, second) if (p := till.ask(purchases.purchase, t))]
    assert counts == [10, 5]
    till.prove()


@pytest.mark.parametrize("gifts_back", [True, False])
def test_a_reversal_takes_back_all_that_was_promised(till: Till, gifts_back: bool) -> None:
    member_id = till.member()
    plan_id, gift_id = full(till)
    txn_id = bought(till, member_id, plan_id)
    refused("reverse.not_in_parts", lambda: till.reverse(txn_id, amount=yuan(100)), till.path)
    command = Reverse(
        command_id(), till.people.manager, txn_id, "按错了", amount=yuan(500), gifts_back=gifts_back
    )
    till.do(reversals.execute, command)
    assert stock(till, gift_id) == (5 if gifts_back else 4)
    assert till.rows("SELECT DISTINCT state FROM instalment") == [("cancelled",)]
    assert till.rows("SELECT state, sessions_left FROM pack") == [("cancelled", 0)]
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(0, 0)]
    assert till.wallet(member_id).principal == ZERO
    till.prove()


def test_what_was_had_of_a_purchase_keeps_it_from_being_reversed(till: Till) -> None:
    member_id = till.member()
    plan_id, _ = full(till)
    txn_id = bought(till, member_id, plan_id)
    (pack,) = till.ask(packs.of_member, member_id)
    till.do(packs.use, UsePack(command_id(), till.people.cashier, pack.id))
    error = refused("reverse.claimed", lambda: till.reverse(txn_id, amount=yuan(500)), till.path)
    assert (error.facts["instalments"], error.facts["sessions"]) == (0, 1)


def test_for_whom_how_often_and_when(till: Till) -> None:
    member_id = till.member()
    today = date(2026, 11, 21)
    soon = plan(till, Offer(from_day=date(2026, 11, 22)), name="明天起")
    over = plan(till, Offer(to_day=date(2026, 11, 20)), name="昨天止")
    now = plan(till, Offer(from_day=today, to_day=today), name="只有今天")
    once = plan(till, Offer(per_member=1), name="一人一次")
    new = plan(till, Offer(audience=Audience.NEW), name="首充")
    tagged = plan(till, Offer(audience=Audience.TAGS, tag_ids=(tag(till),)), name="有标签")
    refusals = {o.plan.id: o.refusal and o.refusal.code for o in till.ask(plans.offered, member_id)}
    assert [refusals[p] for p in (soon, over, now, once, new, tagged)] == [
        "topup.not_now",
        "topup.not_now",
        None,
        None,
        None,
        "topup.audience",
    ]
    for plan_id, code in ((soon, "topup.not_now"), (over, "topup.not_now"), (tagged, "topup.audience")):
        refused(code, lambda p=plan_id: bought(till, member_id, p), till.path)  # type: ignore[misc]
    first = bought(till, member_id, once)
    refused("topup.limit_per_member", lambda: bought(till, member_id, once), till.path)
    refused("topup.audience", lambda: bought(till, member_id, new), till.path)
    till.reverse(first, amount=yuan(500))
    bought(till, member_id, once)
    till.clock.advance(timedelta(days=1))
    refused("topup.not_now", lambda: bought(till, member_id, now), till.path)
    bought(till, member_id, soon)
    till.prove()


def tag(till: Till) -> TagId:
    made = Tag(TagId(new_id()), "老邻居")
    till.do(catalog.save, Save(command_id(), till.people.owner, made))
    return made.id


def test_a_gift_that_is_out_of_stock_is_said_before_the_money_is_taken(till: Till) -> None:
    member_id = till.member()
    gift_id = gift(till, stock=1)
    plan_id = plan(till, Offer((OfferedGift(gift_id, 2),)))
    error = refused("gift.stock", lambda: bought(till, member_id, plan_id), till.path)
    assert (error.facts["name"], error.facts["wanted"], error.facts["left"]) == ("护发礼盒", 2, 1)


def test_a_plan_below_the_floor_is_the_owners_with_a_reason(till: Till) -> None:
    deep = Plan(PlanId(new_id()), "充500", yuan(500), yuan(1_000))
    for by, reason, code in (
        (till.people.owner, "", "plan.below_floor"),
        (till.people.manager, "开业", "auth.needs"),
    ):
        command = SavePlan(command_id(), by, deep, reason)
        refused(code, lambda command=command: till.do(plans.save_plan, command), till.path)  # type: ignore[misc]
    approved = SavePlan(command_id(), till.people.manager, deep, "开业", till.people.owner)
    till.do(plans.save_plan, approved)
    assert till.rows("SELECT reason, approved_by FROM plan_version WHERE plan_id = ?", deep.id) == [
        ("开业", till.people.owner)
    ]
    till.do(settings.save, settings_of(till, ProfitRules(floor_bp=-10_000)))
    lower = replace(deep, bonus=yuan(1_100))
    till.do(plans.save_plan, SavePlan(command_id(), till.people.manager, lower))
    # Taking it from sale, and its place in the list, need nobody's reason.
    till.do(settings.save, settings_of(till, ProfitRules()))
    for same in (replace(lower, position=3), replace(lower, active=False)):
        till.do(plans.save_plan, SavePlan(command_id(), till.people.manager, same))
    back = SavePlan(command_id(), till.people.manager, lower)
    refused("plan.below_floor", lambda: till.do(plans.save_plan, back), till.path)


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (Offer(instalments=OfferedInstalments(0, yuan(5))), "plan.instalments"),
        (Offer(instalments=OfferedInstalments(61, yuan(5))), "plan.instalments"),
        (Offer(instalments=OfferedInstalments(3, ZERO)), "plan.instalments"),
        (Offer((OfferedGift(GiftId(b"g" * 16), 0),)), "plan.things"),
        (Offer((OfferedGift(GiftId(b"g" * 16)), OfferedGift(GiftId(b"g" * 16)))), "plan.things"),
        (Offer((OfferedGift(GiftId(b"g" * 16)),)), "plan.unknown"),
        (Offer(packs=(OfferedPack(PackKindId(b"g" * 16)),)), "plan.unknown"),
        (Offer(audience=Audience.TIERS), "plan.audience"),
        (Offer(audience=Audience.TAGS, tag_ids=(TagId(b"t" * 16),)), "plan.unknown"),
        (Offer(per_member=-1), "plan.audience"),
        (Offer(from_day=date(2026, 2, 2), to_day=date(2026, 2, 1)), "plan.days"),
    ],
)
def test_an_offer_that_nobody_could_keep_is_refused(till: Till, offer: Offer, code: str) -> None:
    refused(code, lambda: plan(till, offer), till.path)


def test_the_stock_of_a_gift_moves_by_what_comes_in_and_what_is_counted(till: Till) -> None:
    gift_id = gift(till, stock=0)

    def move(kind: MoveKind, quantity: int, reason: str = "") -> None:
        command = MoveStock(command_id(), till.people.manager, gift_id, kind, quantity, reason)
        till.do(gifts.move_stock, command)

    move(MoveKind.IN, 8)
    move(MoveKind.COUNTED, 6, "两件破损")
    move(MoveKind.COUNTED, 6, "再点一次")
    assert stock(till, gift_id) == 6
    assert till.rows("SELECT n, kind, quantity, reason FROM gift_move ORDER BY n") == [
        (1, "in", 8, ""),
        (2, "counted", -2, "两件破损"),
    ]
    refused("text.empty", lambda: move(MoveKind.COUNTED, 3), till.path)
    for kind, quantity in ((MoveKind.IN, 0), (MoveKind.IN, -1), (MoveKind.COUNTED, -1), (MoveKind.OUT, 1)):
        refused("gift.quantity", lambda k=kind, q=quantity: move(k, q, "试"), till.path)  # type: ignore[misc]
    till.prove()


def test_the_example_of_the_profit_check_at_todays_prices(till: Till) -> None:
    plan_id = plan(till, Offer((OfferedGift(gift(till)),), REBATE))
    shown = next(p.plan for p in till.ask(plans.offered, None) if p.plan.id == plan_id)
    found = till.ask(plans.check, shown)
    assert (found.gets, found.discount_bp, found.breakeven_cost_bp) == (yuan(1_500), 3_333, 3_333)
    assert (found.gets_expected, found.breakeven_expected_bp) == (yuan(1_350), 3_704)
    # 1,000 of services at 40 % and a gift that cost 60.
    assert (found.margin_all, found.margin_all_bp, found.below_floor) == (Money(4_000), 800, True)


def test_the_same_command_twice_is_one_version(till: Till) -> None:
    command = SavePlan(command_id(), till.people.owner, Plan(PlanId(new_id()), "充5", yuan(5), ZERO))
    first, again = till.do(plans.save_plan, command), till.do(plans.save_plan, command)
    assert first == again
    assert till.rows("SELECT count(*) FROM plan_version WHERE plan_id = ?", subject(first)) == [(1,)]


def test_the_slip_names_what_was_handed_over_and_promised(till: Till) -> None:
    plan_id, _ = full(till)
    txn_id = bought(till, till.member(), plan_id)
    slip = till.ask(history.receipt, txn_id)
    assert [(g.name, g.quantity, g.back) for g in slip.gifts] == [("护发礼盒", 1, False)]
    assert slip.promised == (10, yuan(50))
    printed = compose(slip, "zh_CN", Paper.MM58)
    rows = [(row.left, row.right) for row in printed.rows if isinstance(row, Columns)]
    assert ("礼品 护发礼盒", "× 1") in rows
    assert ("分期返现", "10 期 × ¥50.00") in rows
    back = till.reverse(txn_id, amount=yuan(500)).txn
    assert back is not None
    slip = till.ask(history.receipt, back.txn_id)
    assert [(g.name, g.back) for g in slip.gifts] == [("护发礼盒", True)]
    assert any("交回礼品" in str(row) for row in compose(slip, "zh_CN", Paper.MM58).rows)


def test_vouchers_that_a_plan_promises_come_from_an_archived_template_too(till: Till) -> None:
    of, member_id = template(till), till.member()
    plan_id = plan(till, voucher_template_id=of.id, vouchers=2)
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.owner, replace(of, active=False)))
    txn_id = bought(till, member_id, plan_id)
    assert len(till.ask(vouchers.held_by, member_id)) == 2
    found = till.ask(purchases.purchase, txn_id)
    assert found is not None
    assert [(one.name, one.quantity) for one in found.vouchers] == [("满减 20", 2)]


@pytest.mark.parametrize("next_month", [True, False])
def test_the_books_prove_instalments_bought_on_any_last_day_of_a_month(till: Till, next_month: bool) -> None:
    rebate = OfferedInstalments(14, yuan(1), next_month)
    plan_id = plan(till, Offer(instalments=rebate))
    for day in (date(2026, 12, 31), date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 28)):
        go_to(till, day)
        found = till.ask(purchases.purchase, bought(till, till.member(), plan_id))
        assert found is not None
        assert found.bought_on == day
        assert [one.due_on for one in found.instalments] == list(due_days(day, rebate))
    till.prove()
