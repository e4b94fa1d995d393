"""Top-up plans and gifts in the settings: the tour's plan made by keys alone, with its profit check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.commands import SaveSettings
from model.gift import Gift, MoveKind
from model.ids import GiftId, PlanId
from model.money import ZERO, yuan
from model.offer import Offer, OfferedGift, OfferedInstalments
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.rules import ProfitRules
from model.shop import Plan, Role
from services import catalog, gifts, plans, settings
from services.ids import new_id
from tests.ui.members_bench import Bench, open_bench
from ui.settings.gift_pane import StockSheet
from ui.settings.page import SettingsPage
from ui.settings.plan_pane import PlanPane
from ui.widgets.layouts import Column

Key = Qt.Key
NAME = "充500 送500礼品 再返500分10个月"


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    made.bus.committed.connect(lambda _: made.holder.replace(made.read(settings.load)))
    yield made
    made.close()


def plan_pane(bench: Bench, qtbot: QtBot) -> PlanPane:
    page = SettingsPage(bench.context)
    Column(bench.window).addWidget(page)
    page.show()
    page.open_section("plans")
    bench.settle(qtbot)
    return cast(PlanPane, page.pane("plans"))


def gift(bench: Bench) -> GiftId:
    made = Gift(GiftId(new_id()), "护发礼盒", yuan(500), yuan(60))
    bench.write(gifts.save_gift, SaveGift(bench.command_id(), bench.owner, made))
    bench.write(gifts.move_stock, MoveStock(bench.command_id(), bench.owner, made.id, MoveKind.IN, 5))
    return made.id


def saved(bench: Bench, name: str) -> Plan | None:
    everything: catalog.Catalog = bench.read(catalog.everything)
    return next((plan for plan in everything.plans if plan.name == name), None)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_words(text: str) -> None:
    """What an input method commits."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def fill_by_keys(qtbot: QtBot, pane: PlanPane, *, instalments: bool = True) -> None:
    """From the name on, with Tab from field to field."""
    type_words(NAME)
    qtbot.keyClick(focused(), Key.Key_Tab)
    for text in ("500", "0"):
        focused().selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Key.Key_Tab)
    for _ in range(2):
        qtbot.keyClick(focused(), Key.Key_Tab)
    for text in ("10", "50") if instalments else ("", ""):
        focused().selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Key.Key_Tab)
    qtbot.keyClick(focused(), Key.Key_Tab)
    qtbot.keyClick(focused(), Key.Key_Down)


def test_the_plan_of_the_tour_is_made_by_keys_and_checked_while_typing(bench: Bench, qtbot: QtBot) -> None:
    gift_id = gift(bench)
    pane = plan_pane(bench, qtbot)
    pane._on_add()
    bench.settle(qtbot)
    fill_by_keys(qtbot, pane)
    check = pane._profit._check
    assert check is not None
    assert (check.gets, check.discount_bp, check.breakeven_cost_bp) == (yuan(1_500), 3_333, 3_333)
    assert (check.breakeven_expected_bp, check.below_floor) == (3_704, True)
    assert pane._profit.reason.isVisible()
    qtbot.keyClick(focused(), Key.Key_Return)
    bench.settle(qtbot)
    assert saved(bench, NAME) is None
    assert "低于底线" in pane._problem.text()
    assert focused() is pane._profit.reason
    type_words("开业酬宾")
    qtbot.keyClick(focused(), Key.Key_Return)
    bench.settle(qtbot)
    plan = saved(bench, NAME)
    assert plan is not None
    rebate = OfferedInstalments(10, yuan(50))
    assert (plan.pay, plan.bonus, plan.offer) == (
        yuan(500),
        ZERO,
        Offer((OfferedGift(gift_id),), rebate),
    )


def test_a_manager_alone_does_not_start_a_plan_below_the_floor(bench: Bench, qtbot: QtBot) -> None:
    gift(bench)
    bench.sign_in_as("小雅", Role.MANAGER)
    pane = plan_pane(bench, qtbot)
    pane._on_add()
    bench.settle(qtbot)
    fill_by_keys(qtbot, pane)
    pane._profit.reason.setText("开业酬宾")
    qtbot.keyClick(focused(), Key.Key_Return)
    bench.settle(qtbot)
    assert saved(bench, NAME) is None
    lower = ProfitRules(floor_bp=-5_000)
    bench.write(settings.save, SaveSettings(bench.command_id(), bench.owner, lower))
    bench.holder.replace(bench.read(settings.load))
    assert not pane._profit.below_floor


def test_tiers_and_tags_are_asked_for_only_where_they_count(bench: Bench, qtbot: QtBot) -> None:
    pane = plan_pane(bench, qtbot)
    pane._on_add()
    form: Any = pane.form
    assert not form._form.row("tier_ids").isVisibleTo(form)
    form.editor("audience")._chips[2][1].click()
    form.focus("name")
    assert form._form.row("tier_ids").isVisibleTo(form)
    type_words("给钻石会员")
    qtbot.keyClick(focused(), Key.Key_Return)
    bench.settle(qtbot)
    assert "选好卖给" in form._form.row("audience").error()


def test_the_stock_of_a_gift_is_counted_with_a_reason(bench: Bench, qtbot: QtBot) -> None:
    gift_id = gift(bench)
    page = SettingsPage(bench.context)
    Column(bench.window).addWidget(page)
    page.show()
    page.open_section("gifts")
    bench.settle(qtbot)
    cast(Any, page.pane("gifts"))._stock.click()
    sheet = bench.window.findChild(StockSheet)
    assert sheet is not None
    sheet.kind._chips[1][1].click()
    qtbot.keyClicks(sheet.quantity, "3")
    qtbot.keyClick(sheet.quantity, Key.Key_Return)
    assert sheet._form.row("reason").error()
    sheet.reason.setFocus()
    type_words("坏了两件")
    qtbot.keyClick(sheet.reason, Key.Key_Return)
    bench.settle(qtbot)
    found: tuple[Gift, ...] = bench.read(gifts.gifts)
    assert [(g.id, g.stock) for g in found] == [(gift_id, 3)]


def test_a_plan_below_the_floor_comes_back_into_use_with_a_reason(bench: Bench, qtbot: QtBot) -> None:
    deep = Plan(PlanId(new_id()), "充100送300", yuan(100), yuan(300))
    bench.write(plans.save_plan, SavePlan(bench.command_id(), bench.owner, deep, "开业酬宾"))
    pane = plan_pane(bench, qtbot)
    pane._archive.click()
    bench.settle(qtbot)
    assert not saved_active(bench, deep)
    pane._archive.click()
    bench.settle(qtbot)
    assert not saved_active(bench, deep)
    assert focused() is pane._profit.reason
    type_words("店庆再来一次")
    pane._archive.click()
    bench.settle(qtbot)
    assert saved_active(bench, deep)


def saved_active(bench: Bench, plan: Plan) -> bool:
    everything: catalog.Catalog = bench.read(catalog.everything)
    return next(each.active for each in everything.plans if each.id == plan.id)
