"""Setting up a shop: tables of sections on a real shop file, by role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, cast, get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.commands import Save
from model.ids import ItemId, StaffId
from model.money import Money, yuan
from model.shop import (
    Item,
    ItemKind,
    Look,
    Plan,
    Policy,
    PrinterKind,
    Role,
    Settings,
    Staff,
    Tier,
)
from services import catalog, settings, staff
from services.ids import new_id
from tests.ui.members_bench import Bench, open_bench
from ui.settings.fields import FormSection, ListSection
from ui.settings.form_pane import FormPane
from ui.settings.list_pane import ListPane
from ui.settings.page import SettingsPage
from ui.settings.plan_draft import PlanDraft
from ui.settings.points_pane import PointsDraft
from ui.settings.printers_pane import PrintersPane
from ui.settings.refund_pane import RefundDraft
from ui.settings.sections import SECTIONS
from ui.settings.staff_pane import StaffPane
from ui.settings.tier_pane import TierDraft
from ui.widgets import picture_file
from ui.widgets.layouts import Column

Key = Qt.Key
PARTS = get_type_hints(Settings)
DRAFTS: dict[str, Any] = {"points": PointsDraft, "refunds": RefundDraft}
"""Forms that edit a draft in place of the section itself."""


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = open_bench(tmp_shop_path, qtbot)
    made.bus.committed.connect(lambda _: made.holder.replace(made.read(settings.load)))
    yield made
    made.close()


def page_of(bench: Bench, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(bench.context)
    Column(bench.window).addWidget(page)
    page.show()
    bench.settle(qtbot)
    return page


def form_pane(page: SettingsPage, key: str) -> FormPane:
    page.open_section(key)
    return cast(FormPane, page.pane(key))


def list_pane(page: SettingsPage, key: str) -> ListPane:
    page.open_section(key)
    return cast(ListPane, page.pane(key))


def put(pane: FormPane | ListPane, name: str, value: object) -> None:
    """Let a person set a field."""
    editor = cast(Any, pane.form.editor(name))
    editor.show_value(value)
    editor.edited.emit()


def press(qtbot: QtBot, pane: QWidget) -> None:
    qtbot.keyClick(pane, Key.Key_Return)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_field_of_the_tables_is_an_attribute_of_what_it_fills(section: object) -> None:
    if isinstance(section, FormSection):
        filled = DRAFTS.get(section.part, PARTS[section.part])
    else:
        assert isinstance(section, ListSection)
        kind = type(section.blank(new_id(), 3))
        filled = cast(Any, {Plan: PlanDraft, Tier: TierDraft}).get(kind, kind)
    assert {field.name for field in section.fields} <= {f.name for f in fields(filled)}


def test_every_section_opens_and_shows_what_is_saved(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    for section in SECTIONS:
        page.open_section(section.key)
        bench.settle(qtbot)
        assert not page.pane(section.key).is_dirty
    assert bench.toasts == []


def test_the_profile_is_saved_with_enter(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "shop")
    name = cast(Any, pane.form.editor("name"))
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Xiaoya")
    qtbot.keyClick(name, Key.Key_Return)
    bench.settle(qtbot)
    assert bench.read(settings.load).profile.name == "Xiaoya"
    assert bench.toasts == [("good", "已保存：店铺")]
    assert not pane.is_dirty


def test_a_wrong_value_is_told_beside_its_field_and_stays(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "rules")
    limit = cast(Any, pane.form.editor("registered_limit"))
    limit.setText("五千")
    limit.textEdited.emit("五千")
    cast(Any, pane.form.editor("cashier_discount_limit_bp")).setText("7.125")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert "看不懂" in pane.form._form.row("registered_limit").error()
    assert "两位小数" in pane.form._form.row("cashier_discount_limit_bp").error()
    assert limit.text() == "五千"
    assert bench.read(settings.load).policy == Policy()


def test_percent_and_money_are_saved_exactly(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "rules")
    cast(Any, pane.form.editor("cashier_discount_limit_bp")).setText("７.５%")
    put(pane, "transfer_limit", Money(1_234_567))
    press(qtbot, pane)
    bench.settle(qtbot)
    policy = bench.read(settings.load).policy
    assert (policy.cashier_discount_limit_bp, policy.transfer_limit) == (750, Money(1_234_567))


def test_how_it_looks_is_applied_at_once_by_anybody(bench: Bench, qtbot: QtBot) -> None:
    bench.sign_in_as("小雅", Role.CASHIER)
    pane = form_pane(page_of(bench, qtbot), "look")
    cast(Any, pane.form.editor("theme"))._chips[1][1].click()
    bench.settle(qtbot)
    assert bench.read(settings.load).look == Look(theme="dark")
    assert bench.holder.current.look.theme == "dark"


def item_named(bench: Bench, name: str) -> Item:
    everything: catalog.Catalog = bench.read(catalog.everything)
    return next(item for item in everything.items if item.name == name)


def test_a_service_is_added_changed_archived_and_restored(bench: Bench, qtbot: QtBot) -> None:
    pane = list_pane(page_of(bench, qtbot), "items")
    pane._things.add_wanted.emit()
    assert cast(QWidget, QApplication.focusWidget()) is pane.form.editor("name")
    put(pane, "name", "洗剪吹")
    put(pane, "price", yuan(68))
    press(qtbot, pane)
    bench.settle(qtbot)
    made = item_named(bench, "洗剪吹")
    assert (made.price, made.kind, made.active) == (yuan(68), ItemKind.SERVICE, True)
    assert pane._things._rows.current_id() == made.id

    put(pane, "price", yuan(78))
    press(qtbot, pane)
    bench.settle(qtbot)
    assert item_named(bench, "洗剪吹").price == yuan(78)

    pane._archive.click()
    bench.settle(qtbot)
    assert not item_named(bench, "洗剪吹").active
    assert bench.read(catalog.sellable).items == ()
    assert pane._archive.caption == "恢复使用"
    pane._archive.click()
    bench.settle(qtbot)
    assert item_named(bench, "洗剪吹").active


def test_a_name_that_exists_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    pane = list_pane(page_of(bench, qtbot), "tiers")
    pane._things.add_wanted.emit()
    put(pane, "name", "钻石")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert "已经有“钻石”" in pane.form._form.row("name").error()
    assert pane.is_dirty


def test_a_discount_is_typed_as_it_is_spoken(bench: Bench, qtbot: QtBot) -> None:
    pane = list_pane(page_of(bench, qtbot), "tiers")
    pane._things.add_wanted.emit()
    put(pane, "name", "银卡")
    cast(Any, pane.form.editor("discount_bp")).setText("8.8 折")
    press(qtbot, pane)
    bench.settle(qtbot)
    tiers = {tier.name: tier.discount_bp for tier in bench.read(catalog.everything).tiers}
    assert tiers["银卡"] == 8_800


def test_leaving_something_unsaved_is_asked_about(bench: Bench, qtbot: QtBot) -> None:
    pane = list_pane(page_of(bench, qtbot), "tiers")
    tiers = bench.read(catalog.everything).tiers
    pane._things._rows.picked.emit(tiers[0].id)
    put(pane, "name", "普通会员")
    pane._things._rows.picked.emit(tiers[1].id)
    assert pane._thing == tiers[0]
    qtbot.keyClick(cast(QWidget, QApplication.focusWidget()), Key.Key_Escape)
    assert cast(Any, pane.form.editor("name")).text() == "普通会员"
    pane._things._rows.picked.emit(tiers[1].id)
    qtbot.keyClick(cast(QWidget, QApplication.focusWidget()), Key.Key_Return)
    assert pane._thing == tiers[1]
    assert not pane.is_dirty


def test_a_cashier_reads_and_a_manager_unlocks_once(bench: Bench, qtbot: QtBot) -> None:
    manager = Staff(StaffId(new_id()), "周店长", Role.MANAGER)
    bench.save(manager)
    bench.sign_in_as("小雅", Role.CASHIER)
    page = page_of(bench, qtbot)
    pane = list_pane(page, "tags")
    assert pane._locked.isVisible()
    assert "店长" in pane._locked._label.text()
    assert not pane.form.isEnabled()
    assert not pane._things._add.isEnabled()

    bench.approver = manager.id
    pane._locked.acted.emit("unlock")
    assert pane.form.isEnabled()
    pane._things.add_wanted.emit()
    put(pane, "name", "染发过敏")
    press(qtbot, pane)
    bench.settle(qtbot)
    assert [tag.name for tag in bench.read(catalog.everything).tags] == ["染发过敏"]

    page.hide()
    page.show()
    assert pane._locked.isVisible()
    assert not pane.form.isEnabled()


def test_appointing_a_manager_asks_for_the_owner_and_goes_on(bench: Bench, qtbot: QtBot) -> None:
    bench.sign_in_as("周店长", Role.MANAGER)
    pane = list_pane(page_of(bench, qtbot), "staff")
    bench.approver = bench.owner
    pane._things.add_wanted.emit()
    put(pane, "name", "新店长")
    put(pane, "role", Role.MANAGER)
    press(qtbot, pane)
    bench.settle(qtbot)
    assert ("新店长", Role.MANAGER) in [(s.name, s.role) for s in bench.read(catalog.everything).staff]


def test_the_last_owner_stays(bench: Bench, qtbot: QtBot) -> None:
    pane = list_pane(page_of(bench, qtbot), "staff")
    pane._archive.click()
    bench.settle(qtbot)
    assert "至少要留一位在职的老板" in pane.form._form.row("role").error()


def test_a_pin_is_typed_twice(bench: Bench, qtbot: QtBot) -> None:
    person = Staff(StaffId(new_id()), "阿Ken", Role.CASHIER)
    bench.save(person)
    pane = cast(StaffPane, list_pane(page_of(bench, qtbot), "staff"))
    bench.settle(qtbot)
    pane._things._rows.picked.emit(person.id)
    pane._pin.click()
    sheet = pane._sheet
    assert sheet is not None
    for pin in ("5927", "5928", "1234", "1234", "5927", "5927"):
        qtbot.keyClicks(sheet.pad, pin)
        qtbot.keyClick(sheet.pad, Key.Key_Return)
        bench.settle(qtbot)
    assert bench.toasts[-1] == ("good", "阿Ken 的 PIN 已设好")
    signed = bench.write(staff.sign_in, staff.SignIn(bench.command_id(), person.id, "5927"))
    assert staff.outcome(signed) == person.id


def test_a_change_elsewhere_shows_unless_something_is_being_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.save(Item(ItemId(new_id()), ItemKind.SERVICE, "染发", None, yuan(298)))
    pane = list_pane(page_of(bench, qtbot), "items")
    known = item_named(bench, "染发")
    command = Save(bench.command_id(), bench.owner, Item(known.id, known.kind, "染发", None, yuan(398)))
    bench.jobs.write(catalog.save, command)
    bench.settle(qtbot)
    bench.settle(qtbot)
    assert cast(Any, pane.form.editor("price")).text() == "398.00"
    put(pane, "price", yuan(1))
    again = Save(bench.command_id(), bench.owner, Item(known.id, known.kind, "染发", None, yuan(498)))
    bench.jobs.write(catalog.save, again)
    bench.settle(qtbot)
    bench.settle(qtbot)
    assert cast(Any, pane.form.editor("price")).text() == "1.00"


def test_a_large_picture_becomes_a_small_logo(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(3000, 1000, QImage.Format.Format_RGB32)
    picture.fill(QColor(10, 120, 90))
    picture.save(str(tmp_path / "标.jpg"))
    pane = form_pane(page_of(bench, qtbot), "shop")
    cast(Any, pane.form.editor("logo_png")).take_file(str(tmp_path / "标.jpg"))
    bench.settle(qtbot)
    press(qtbot, pane)
    bench.settle(qtbot)
    kept = bench.read(settings.load).profile.logo_png
    assert kept is not None
    image = QImage.fromData(kept)
    assert (image.width(), image.height()) == (picture_file.LOGO.width_px, 200)


def test_what_is_no_picture_is_told_beside_it(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"<svg onload='x'/>")
    pane = form_pane(page_of(bench, qtbot), "shop")
    cast(Any, pane.form.editor("logo_png")).take_file(str(tmp_path / "logo.png"))
    bench.settle(qtbot)
    assert "读不出这张图片" in pane.form._form.row("logo_png").error()


def test_a_test_page_goes_to_the_printer_as_typed(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    pane = cast(PrintersPane, form_pane(page_of(bench, qtbot), "printers"))
    assert not pane._test.isEnabled()
    put(pane, "kind", PrinterKind.FILE)
    put(pane, "address", str(tmp_path / "roll.bin"))
    pane._test.click()
    qtbot.waitUntil(lambda: "已发出" in pane._said.text(), timeout=20_000)
    assert (tmp_path / "roll.bin").read_bytes().startswith(b"\x1b")
    assert bench.read(settings.load).printer.kind is PrinterKind.NONE


def test_a_printer_that_is_away_is_told(bench: Bench, qtbot: QtBot) -> None:
    pane = cast(PrintersPane, form_pane(page_of(bench, qtbot), "printers"))
    put(pane, "kind", PrinterKind.NETWORK)
    put(pane, "address", "127.0.0.1:1")
    pane._test.click()
    qtbot.waitUntil(lambda: "没有回应" in pane._said.text(), timeout=20_000)


def test_a_printer_without_an_address_is_told_beside_it(bench: Bench, qtbot: QtBot) -> None:
    pane = form_pane(page_of(bench, qtbot), "printers")
    put(pane, "kind", PrinterKind.NETWORK)
    press(qtbot, pane)
    bench.settle(qtbot)
    assert "请填写打印机" in pane.form._form.row("address").error()
