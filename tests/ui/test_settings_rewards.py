"""Setting up what brings people back: referrals, vouchers and what a plan brings, on a real shop file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLayout
from pytestqt.qtbot import QtBot

from model.commands import TopUp
from model.friend_card import FriendCardKind, FriendCardRule
from model.friend_commands import SaveCardKind
from model.ids import FriendCardKindId, VoucherTemplateId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.shop import Plan, Policy
from model.voucher import VoucherTemplate
from model.voucher_commands import SaveTemplate
from services import catalog, friend_cards, settings, topups, vouchers
from services.ids import new_id
from tests.services.friends import GIFT, REWARD
from tests.services.voucher_desk import OFF_20
from tests.ui.members_bench import Bench, open_bench
from tests.ui.test_every_page import CHINESE, FINGER_PX
from tests.ui.test_settings_page import form_pane, list_pane, page_of, press, put
from ui.app import set_language
from ui.settings import details
from ui.settings.editors import ChipsEditor
from ui.settings.form_sections import RULES
from ui.settings.page import SettingsPage
from ui.widgets.label import Label

CHANGED: dict[str, object] = {
    "referral_reward": yuan(30),
    "referral_bonus_days": 60,
    "referral_minimum_sale": Money(8_850),
    "referral_hold_days": 14,
    "referral_cap_per_month": 5,
    "honor_factor_percent": 200,
    "friend_cards_per_member": 8,
}


@dataclass(frozen=True)
class Gifts:
    """What the shop of these tests can give."""

    template: VoucherTemplate
    kind: FriendCardKind


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    made.bus.committed.connect(lambda _: made.holder.replace(made.read(settings.load)))
    yield made
    made.close()


@pytest.fixture
def gifts(bench: Bench) -> Gifts:
    template = VoucherTemplate(VoucherTemplateId(new_id()), "满减 20", OFF_20)
    kind = FriendCardKind(FriendCardKindId(new_id()), "闺蜜卡 30", FriendCardRule(REWARD, GIFT))
    save_template(bench, template)
    bench.write(friend_cards.save_kind, SaveCardKind(bench.command_id(), bench.owner, kind))
    return Gifts(template, kind)


def save_template(bench: Bench, template: VoucherTemplate) -> None:
    bench.write(vouchers.save_template, SaveTemplate(bench.command_id(), bench.owner, template))


def choose(pane: Any, name: str, text: str) -> None:
    """Pick an entry by what it says, as a person does."""
    combo = pane.form.editor(name)
    at = combo.findText(text)
    assert at >= 0, [combo.itemText(n) for n in range(combo.count())]
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def saved_policy(bench: Bench) -> Policy:
    return cast(Policy, bench.read(settings.load).policy)


def again(page: SettingsPage, bench: Bench, qtbot: QtBot) -> SettingsPage:
    """The page as the next visit builds it."""
    layout = cast(QLayout, bench.window.layout())
    layout.removeWidget(page)
    page.hide()
    page.deleteLater()
    fresh = SettingsPage(bench.context)
    layout.addWidget(fresh)
    bench.settle(qtbot)
    return fresh


def test_the_rules_of_referrals_are_set_one_by_one_and_are_there_again(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    pane = form_pane(page, "rewards")
    bench.settle(qtbot)
    expected = Policy()
    for name, value in CHANGED.items():
        put(pane, name, value)
        press(qtbot, pane)
        bench.settle(qtbot)
        expected = replace(expected, **cast(Any, {name: value}))
        assert saved_policy(bench) == expected, name
    pane = form_pane(again(page, bench, qtbot), "rewards")
    bench.settle(qtbot)
    assert {name: cast(Any, pane.form.editor(name)).read() for name in CHANGED} == CHANGED


def test_a_number_out_of_range_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "rewards")
    cast(Any, pane.form.editor("honor_factor_percent")).setText("99")
    cast(Any, pane.form.editor("referral_hold_days")).setText("366")
    cast(Any, pane.form.editor("referral_hold_days")).textEdited.emit("366")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert pane.form._form.row("honor_factor_percent").error()
    assert pane.form._form.row("referral_hold_days").error()
    assert saved_policy(bench) == Policy()


def test_the_time_zone_is_chosen_and_an_uncommon_one_stays(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    pane = form_pane(page, "rules")
    choose(pane, "time_zone", "马德里")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert saved_policy(bench).time_zone == "Europe/Madrid"
    put(pane, "time_zone", "Africa/Nairobi")
    put(pane, "points_per_yuan", 3)
    press(qtbot, pane)
    bench.settle(qtbot)
    pane = form_pane(again(page, bench, qtbot), "rules")
    zone = cast(Any, pane.form.editor("time_zone"))
    assert (zone.currentText(), zone.read()) == ("Africa/Nairobi", "Africa/Nairobi")
    assert saved_policy(bench).points_per_yuan == 3


def test_the_voucher_for_the_next_visit_is_chosen_and_taken_away(
    bench: Bench, gifts: Gifts, qtbot: QtBot
) -> None:
    page = page_of(bench, qtbot)
    pane = form_pane(page, "rewards")
    bench.settle(qtbot)
    assert cast(Any, pane.form.editor("next_visit_template_id")).currentText() == "不送"
    choose(pane, "next_visit_template_id", "满减 20")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert saved_policy(bench).next_visit_template_id == gifts.template.id
    pane = form_pane(again(page, bench, qtbot), "rewards")
    bench.settle(qtbot)
    assert cast(Any, pane.form.editor("next_visit_template_id")).currentText() == "满减 20"
    choose(pane, "next_visit_template_id", "不送")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert saved_policy(bench).next_visit_template_id is None


def test_a_template_archived_since_keeps_its_name_and_is_not_lost_by_another_change(
    bench: Bench, gifts: Gifts, qtbot: QtBot
) -> None:
    pane = form_pane(page_of(bench, qtbot), "rewards")
    bench.settle(qtbot)
    choose(pane, "next_visit_template_id", "满减 20")
    press(qtbot, pane)
    bench.settle(qtbot)
    gone = replace(gifts.template, active=False)
    bench.jobs.write(vouchers.save_template, SaveTemplate(bench.command_id(), bench.owner, gone))
    bench.settle(qtbot)
    bench.settle(qtbot)
    combo = cast(Any, pane.form.editor("next_visit_template_id"))
    assert combo.currentText() == "满减 20（已停用）"
    put(pane, "referral_cap_per_month", 9)
    press(qtbot, pane)
    bench.settle(qtbot)
    policy = saved_policy(bench)
    assert (policy.referral_cap_per_month, policy.next_visit_template_id) == (9, gifts.template.id)


def test_a_template_made_while_the_page_is_open_is_on_offer(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "rewards")
    bench.settle(qtbot)
    fresh = VoucherTemplate(VoucherTemplateId(new_id()), "生日券", OFF_20)
    bench.jobs.write(vouchers.save_template, SaveTemplate(bench.command_id(), bench.owner, fresh))
    bench.settle(qtbot)
    bench.settle(qtbot)
    choose(pane, "next_visit_template_id", "生日券")
    assert cast(Any, pane.form.editor("next_visit_template_id")).read() == fresh.id


@pytest.mark.parametrize("key", ["rules", "rewards", "plans"])
def test_every_field_has_a_name_room_for_a_finger_and_english(
    bench: Bench, gifts: Gifts, qtbot: QtBot, key: str
) -> None:
    page = page_of(bench, qtbot)
    page.open_section(key)
    pane = cast(Any, page.pane(key))
    bench.settle(qtbot)
    set_language("en")
    try:
        qtbot.wait(50)
        for field in pane._section.fields:
            editor, row = pane.form.editor(field.name), pane.form._form.row(field.name)
            assert editor.accessibleName(), field.name
            assert editor.height() >= FINGER_PX, field.name
            told = [label.text() for label in row.findChildren(Label)]
            choices = [text for _, text in field.options]
            if isinstance(editor, ChipsEditor):
                shown = [chip.accessibleName() for _, chip in editor._chips]
            else:
                shown = [editor.itemText(n) for n in range(editor.count())] if choices else []
            assert not [t for t in (editor.accessibleName(), *told, *shown) if CHINESE.search(t)], field.name
    finally:
        set_language("zh_CN")


def test_a_long_help_text_stands_under_its_field(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "rules")
    bench.window.resize(1366, 600)
    qtbot.wait(50)
    help_text = next(f.help for f in RULES.fields if f.name == "registered_limit")
    row = pane.form._form.row("registered_limit")
    (hint,) = (label for label in row.findChildren(Label) if label.text() == help_text)
    assert hint.height() > 1.5 * hint.fontMetrics().height()
    assert hint.geometry().top() >= pane.form.editor("registered_limit").geometry().bottom()


def saved_plan(bench: Bench, name: str) -> Plan:
    everything: catalog.Catalog = bench.read(catalog.everything)
    return next(plan for plan in everything.plans if plan.name == name)


def test_a_plan_brings_vouchers_and_friend_cards_that_the_member_holds(
    bench: Bench, gifts: Gifts, qtbot: QtBot
) -> None:
    page = page_of(bench, qtbot)
    pane = list_pane(page, "plans")
    bench.settle(qtbot)
    pane._things.add_wanted.emit()
    put(pane, "name", "充 500 送券")
    put(pane, "pay", yuan(500))
    choose(pane, "voucher_template_id", "满减 20")
    put(pane, "vouchers", 3)
    choose(pane, "friend_card_kind_id", "闺蜜卡 30")
    put(pane, "friend_cards", 2)
    press(qtbot, pane)
    bench.settle(qtbot)
    plan = saved_plan(bench, "充 500 送券")
    assert (plan.voucher_template_id, plan.vouchers) == (gifts.template.id, 3)
    assert (plan.friend_card_kind_id, plan.friend_cards) == (gifts.kind.id, 2)
    assert (plan.pay, plan.bonus) == (yuan(500), ZERO)
    assert details.plan(plan) == "付 ¥500.00 · 券 3 张 · 闺蜜卡 2 张"

    pane = list_pane(again(page, bench, qtbot), "plans")
    bench.settle(qtbot)
    pane._things._rows.picked.emit(plan.id)
    shown = [cast(Any, pane.form.editor(name)) for name in ("voucher_template_id", "friend_card_kind_id")]
    assert [combo.currentText() for combo in shown] == ["满减 20", "闺蜜卡 30"]

    member_id = bench.sign_up("李娜", "13800001234")
    tenders = ((Account.CASH, yuan(500)),)
    bench.write(topups.execute, TopUp(bench.command_id(), bench.owner, member_id, tenders, plan.id))
    held = bench.read(vouchers.held_by, member_id)
    assert [voucher.name for voucher in held] == ["满减 20"] * 3
    assert len(bench.read(friend_cards.of_member, member_id)) == 2


def test_a_voucher_without_a_number_is_asked_for_and_a_number_without_a_voucher_is_nothing(
    bench: Bench, gifts: Gifts, qtbot: QtBot
) -> None:
    pane = list_pane(page_of(bench, qtbot), "plans")
    bench.settle(qtbot)
    pane._things.add_wanted.emit()
    put(pane, "name", "充 500")
    put(pane, "friend_cards", 4)
    choose(pane, "voucher_template_id", "满减 20")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert pane.form._form.row("vouchers").error() == "写送几张。"
    assert pane.is_dirty
    put(pane, "vouchers", 1)
    press(qtbot, pane)
    bench.settle(qtbot)
    plan = saved_plan(bench, "充 500")
    assert (plan.vouchers, plan.friend_card_kind_id, plan.friend_cards) == (1, None, 0)
