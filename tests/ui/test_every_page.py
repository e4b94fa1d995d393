"""What holds on every page: names for screen readers, room for a finger, both languages, any text size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from model.account_commands import MergeMembers
from model.money import yuan
from model.shop import Role
from services import merging
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import command_id
from ui import theme
from ui.app import set_language
from ui.shell.pages import PAGES
from ui.widgets.buttons import PressButton
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

CHINESE = re.compile(r"[\u3400-\u9fff]")
FINGER_PX = 40
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
ACCOUNT = ["account", "transfer", "merge", "unmerge", "lost_card"]
PLACES = [entry.key for entry in PAGES] + ["sign_up", "top_up", "lock", *ACCOUNT]


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.OWNER, topped_up=yuan(500)) as desk:
        desk.window.resize(1366, 768)
        yield desk
    set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


def go(desk: CounterWindow, place: str) -> QWidget:
    """Open a place of the program; what is to be looked at there."""
    if place == "sign_up":
        desk.window.open_sheet("sign_up", {})
    elif place in ACCOUNT:
        gone, kept = desk.salon.members["张晓明"], desk.salon.members["张小满"]
        if place == "unmerge":
            merge = MergeMembers(command_id(), desk.till.people.owner, gone, kept, "登记了两次")
            desk.till.do(merging.merge, merge)
        desk.window.open_sheet(place, {"member_id": kept})
    elif place == "lock":
        desk.window.lock()
    else:
        desk.window.open_page("counter" if place == "top_up" else place)
        if place in ("counter", "top_up"):
            desk.open_member()
        if place == "top_up":
            desk.key(Qt.Key.Key_F4)
    desk.settle()
    QTest.qWait(30)
    sheets = [sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible()]
    return sheets[-1] if sheets else desk.window


def controls(root: QWidget) -> list[QWidget]:
    """Everything visible that is pressed or typed into, except the inside of Qt's own controls."""
    return [
        widget
        for kind in CONTROLS
        for widget in root.findChildren(kind)
        if widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and type(widget).__module__ != "builtins"
    ]


def called(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("place", PLACES)
def test_everything_has_a_name(desk: CounterWindow, place: str) -> None:
    root = go(desk, place)
    assert len(controls(root)) > 3
    assert [describe(widget) for widget in controls(root) if not called(widget).strip()] == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("place", PLACES)
def test_everything_pressed_has_room_for_a_finger(
    desk: CounterWindow, qapp: QApplication, place: str, scale: float
) -> None:
    theme.apply(qapp, scale=scale)
    root = go(desk, place)
    least = round(FINGER_PX * scale) - 1
    small = [
        f"{describe(widget)} {widget.width()}×{widget.height()}"
        for widget in controls(root)
        if isinstance(widget, PressButton) and min(widget.width(), widget.height()) < least
    ]
    assert small == []


@pytest.mark.parametrize("place", PLACES)
def test_no_chinese_of_the_program_is_left_in_english(
    desk: CounterWindow, qapp: QApplication, place: str
) -> None:
    root = go(desk, place)
    chinese = said(root)
    set_language("en")
    QTest.qWait(30)
    english = said(root)
    data = {text for text in chinese & english if CHINESE.search(text)}
    assert len(english - chinese) >= 3, "the page did not change its language"
    assert {text for text in data if text in program_texts()} == set()


def said(root: QWidget) -> set[str]:
    words = {label.text() for label in root.findChildren(Label) if label.isVisible()}
    words |= {button.caption for button in root.findChildren(PressButton) if button.isVisible()}
    return words | {field.placeholderText() for field in root.findChildren(QLineEdit) if field.isVisible()}


def program_texts() -> set[str]:
    from tests.ui.test_translations import messages

    # Names that a shop gives its own things are data, also where the program uses the same word.
    names = {
        "闺蜜",
        "护理",
        "剪发",
        "烫染",
        "美甲",
        "普通",
        "黄金",
        "钻石",
        "铂金",
        "店长",
        "老板",
        "形象大使",
    }
    return {source for _, source, _, _ in messages()} - names


def describe(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(widget).__name__} {called(widget)!r} in {type(parent).__name__}"
