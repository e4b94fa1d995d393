"""The top-up at the counter and the item search as plain state."""

from __future__ import annotations

from datetime import timedelta

from model.commands import TopUp
from model.ids import CategoryId, ItemId, PlanId
from model.ledger import Account
from model.money import ZERO, yuan
from model.shop import Item, ItemKind, Plan, Policy
from model.topup import LimitWarning
from tests.ui.test_counter_bill_model import DAY, KEN, card, ids
from ui.counter.goods import Typed, matching, read_typed
from ui.counter.topup_model import TopUpModel

PLAN = Plan(PlanId(b"p" * 16), "充500送80", yuan(500), yuan(80), 30)


def made() -> TopUpModel:
    model = TopUpModel(ids(), Policy())
    model.member = card(principal=yuan(100), bonus=yuan(20))
    return model


def test_a_plan_says_what_the_member_will_have_and_until_when() -> None:
    model = made()
    model.choose_plan(PLAN)
    model.choose_tender(Account.WECHAT)
    after = model.after()
    assert after.ready
    assert (after.principal_after, after.bonus_after) == (yuan(600), yuan(100))
    assert after.bonus_expires_on == DAY + timedelta(days=30)
    command = model.command(KEN, True)
    assert isinstance(command, TopUp)
    assert command.tenders == ((Account.WECHAT, yuan(500)),)
    assert command.plan_id == PLAN.id


def test_a_free_amount_replaces_the_plan_and_brings_no_bonus() -> None:
    model = made()
    model.choose_plan(PLAN)
    model.type_free(yuan(66))
    model.choose_tender(Account.CASH)
    assert model.plan is None
    assert model.after().bonus == ZERO
    assert model.after().principal_after == yuan(166)


def test_limits_of_the_law_are_confirmed_in_place_and_for_this_amount_only() -> None:
    model = made()
    model.type_free(yuan(5_000))
    model.choose_tender(Account.CASH)
    after = model.after()
    assert after.warnings == (LimitWarning.REGISTERED_LIMIT,)
    assert after.problem is not None
    assert after.problem.code == "topup.limit"
    model.confirm()
    assert model.after().ready
    assert model.command(KEN, True).confirmed == {LimitWarning.REGISTERED_LIMIT}
    model.type_free(yuan(60_000))
    assert model.after().warnings == (LimitWarning.REGISTERED_LIMIT, LimitWarning.TRANSFER_LIMIT)
    assert not model.after().ready


def test_what_is_missing_is_named_in_order() -> None:
    model = TopUpModel(ids(), Policy())
    codes = []
    for step in (
        lambda: setattr(model, "member", card()),
        lambda: model.choose_plan(PLAN),
        lambda: model.choose_tender(Account.CASH),
    ):
        problem = model.after().problem
        codes.append(problem.code if problem else "")
        step()
    assert codes == ["topup.member_needed", "counter.choose_plan", "counter.choose_tender"]
    assert model.after().ready


def item(name: str, category: bytes = b"a", barcode: str = "") -> Item:
    return Item(
        ItemId(name.encode().ljust(16)[:16]),
        ItemKind.SERVICE,
        name,
        CategoryId(category * 16),
        yuan(10),
        barcode=barcode,
    )


def test_items_are_found_by_part_of_name_pinyin_and_barcode_best_first() -> None:
    cut, dye, scalp = item("洗剪吹"), item("补染", b"b"), item("染发", barcode="6901234")
    goods = (cut, dye, scalp)
    keys = {cut.id: "xjc xijianchui"}
    assert matching(goods, None, "", keys) == goods
    assert matching(goods, CategoryId(b"b" * 16), "", keys) == (dye,)
    assert matching(goods, CategoryId(b"b" * 16), "染", keys) == (scalp, dye)
    assert matching(goods, None, "xjc", keys) == (cut,)
    assert matching(goods, None, "6901234", keys) == (scalp,)
    assert matching(goods, None, "?", keys) == ()


def test_a_quantity_may_be_typed_before_the_item() -> None:
    assert read_typed("3*xjc") == Typed("xjc", 3)
    assert read_typed("３×洗") == Typed("洗", 3)
    assert read_typed("洗剪吹") == Typed("洗剪吹")
    assert read_typed("0*洗") == Typed("0*洗")
