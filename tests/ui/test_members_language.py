"""Members and settings follow the language and the theme while they are open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from model.ids import TagId
from model.shop import Tag
from services.ids import new_id
from tests.ui.members_bench import Bench, open_bench
from ui import app as application
from ui import theme
from ui.members.edit import EditSheet
from ui.members.page import MembersPage
from ui.members.sign_up import SignUpSheet
from ui.settings.page import SettingsPage
from ui.settings.sections import SECTIONS
from ui.widgets.buttons import PressButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column

CHINESE = re.compile("[\u3400-\u9fff]")
THE_SHOPS_OWN = re.compile(
    "小雅美发|林雅|张晓明|普通|黄金|钻石|铂金|小区|逛街|写字楼|异业合作|线上|朋友介绍|服务|产品|染发过敏|中文|八月十五"
)


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    theme.apply(qapp, "light", 1.0)
    made = open_bench(tmp_shop_path, qtbot)
    made.save(Tag(TagId(new_id()), "染发过敏"))
    yield made
    made.close()
    application.set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


def texts(widget: QWidget) -> list[str]:
    """Every text that can be seen or heard in a widget."""
    found = [label.text() for label in widget.findChildren(Label)]
    found += [button.caption for button in widget.findChildren(PressButton)]
    found += [field.placeholderText() for field in widget.findChildren(QLineEdit)]
    for box in widget.findChildren(QComboBox):
        found += [box.itemText(at) for at in range(box.count())]
    found += [part.accessibleName() for part in widget.findChildren(QWidget)]
    return found


def members_page(bench: Bench) -> QWidget:
    return shown(bench, MembersPage(bench.context))


def settings_page(bench: Bench) -> QWidget:
    page = SettingsPage(bench.context)
    for section in SECTIONS:
        page.open_section(section.key)
    return shown(bench, page)


def shown(bench: Bench, page: QWidget) -> QWidget:
    Column(bench.window).addWidget(page)
    page.show()
    return page


def sign_up_sheet(bench: Bench) -> QWidget:
    sheet = SignUpSheet(bench.context, bench.window)
    sheet.show()
    return sheet


def edit_sheet(bench: Bench) -> QWidget:
    sheet = EditSheet(bench.context, bench.window, bench.sign_up("张晓明", "13800136217"))
    sheet.show()
    return sheet


@pytest.mark.parametrize("build", [members_page, settings_page, sign_up_sheet, edit_sheet])
def test_no_chinese_is_left_after_switching_to_english(
    bench: Bench, qtbot: QtBot, build: Callable[[Bench], QWidget]
) -> None:
    widget = build(bench)
    bench.settle(qtbot)
    before = texts(widget)
    application.set_language("en")
    qtbot.wait(50)
    left = [text for text in texts(widget) if CHINESE.search(THE_SHOPS_OWN.sub("", text))]
    assert left == []
    application.set_language("zh_CN")
    qtbot.wait(50)
    assert set(texts(widget)) == set(before)


@pytest.mark.parametrize("build", [members_page, settings_page, sign_up_sheet])
def test_nothing_pressed_is_too_small_at_any_text_size(
    bench: Bench, qtbot: QtBot, build: Callable[[Bench], QWidget]
) -> None:
    widget = build(bench)
    bench.settle(qtbot)
    for scale in (1.0, 1.5):
        app: Any = QApplication.instance()
        theme.apply(app, "dark", scale)
        bench.settle(qtbot)
        qtbot.wait(20)
        for button in widget.findChildren(PressButton):
            if button.isVisible():
                assert button.height() >= round(40 * scale) - 1, button.caption


@pytest.mark.parametrize("build", [members_page, settings_page, sign_up_sheet])
def test_large_text_does_not_push_the_window_over_a_small_screen(
    bench: Bench, qtbot: QtBot, qapp: QApplication, build: Callable[[Bench], QWidget]
) -> None:
    bench.window.resize(1240, 690)
    build(bench)
    bench.settle(qtbot)
    theme.apply(qapp, "light", 1.5)
    qtbot.wait(50)
    assert (bench.window.width(), bench.window.height()) == (1240, 690)
