"""Labels, buttons, chips, tabs, tiles and messages: plain text, names for readers, sizes for fingers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.counter.bill_row import BillHead
from ui.shell.status_bar import StatusBar
from ui.widgets.buttons import IconButton, KeyButton, PressButton, TileButton
from ui.widgets.chip import Chip, ChipButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.messages import Banner, EmptyState, Toast
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import SegmentedTabs, Tab
from ui.widgets.tiles import Tile, TileGrid

HOSTILE = [
    "<b>张</b>",
    '<img src="/etc/passwd">',
    "&File &amp; &lt;",
    "=HYPERLINK()",
    "\u202e倒过来\u202c",
    "零\u200b宽",
    "一\n二\r\n三\t四",
    "👩‍👧 emoji",
    "长" * 10_000,
    "'; DROP TABLE member; --",
    "\x00\x07\x1b[31m",
]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("elide", [False, True])
def test_labels_show_text_literally(qtbot: QtBot, text: str, elide: bool) -> None:
    label = Label(text, elide=elide, wrap=not elide)
    qtbot.addWidget(label)
    label.resize(300, 60)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text.replace("\x00", "") or label.text() == text
    assert not picture(label).isNull()


def test_markup_is_drawn_as_its_characters(qtbot: QtBot) -> None:
    plain, marked = Label("张"), Label("<b></b>张")
    qtbot.addWidget(plain)
    qtbot.addWidget(marked)
    assert marked.sizeHint().width() > plain.sizeHint().width() + 20


def test_an_elided_label_stays_on_one_line_and_gives_way(qtbot: QtBot) -> None:
    label = Label("一\n" * 500, elide=True)
    qtbot.addWidget(label)
    assert label.sizeHint().height() == label.fontMetrics().height()
    assert label.minimumSizeHint().width() < 60


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_everything_pressed_or_said_takes_any_text(qtbot: QtBot, text: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    pressed: list[PressButton] = [KeyButton(text, "F3", bind=True), TileButton(text, text), ChipButton(text)]
    toast = Toast(holder)
    toast.say("good", text)
    banner = Banner(text, "warning", [("id", text)])
    others: list[QWidget] = [Chip(text), banner, EmptyState("users", text, text), toast]
    column = Column(holder)
    column.add(*pressed, *others)
    holder.resize(400, 500)
    assert not picture(holder).isNull()
    for button in pressed:
        assert button.accessibleName() == text
    assert [button.bound_key for button in pressed] == ["F3", "", ""]
    assert all(button.shortcut().isEmpty() for button in pressed), "no mnemonics from people's text"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_pressed_is_smaller_than_a_finger(qapp: QApplication, qtbot: QtBot, scale: float) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    theme.apply(qapp, "light", scale)
    tabs = SegmentedTabs([Tab("a", "消费", "F3")], holder)
    small = [
        KeyButton("x"),
        IconButton("x", "关闭"),
        TileButton("x"),
        ChipButton("x"),
        *tabs.findChildren(PressButton),
    ]
    for button in small:
        button.setParent(holder)
        smallest = button.minimumSizeHint().expandedTo(button.sizeHint())
        assert min(smallest.width(), smallest.height()) >= 40 * scale, type(button)
    theme.apply(qapp, "light", 1.0)


def test_a_renamed_button_keeps_its_key(qtbot: QtBot) -> None:
    button = KeyButton("充值", "F4", bind=True)
    qtbot.addWidget(button)
    button.set_caption("Top &up")
    assert button.bound_key == "F4"
    assert button.caption == "Top &up"


def test_space_presses_and_enter_is_left_to_the_page(qtbot: QtBot) -> None:
    button = KeyButton("挂单")
    qtbot.addWidget(button)
    presses: list[str] = []
    button.clicked.connect(lambda: presses.append("pressed"))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert presses == []
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(presses) == 1


def test_tabs_by_key_and_by_hand(qtbot: QtBot) -> None:
    tabs = SegmentedTabs([Tab("sale", "消费", "F3"), Tab("top_up", "充值", "F4")])
    qtbot.addWidget(tabs)
    with qtbot.waitActive(tabs):
        tabs.show()
        tabs.activateWindow()
    chosen: list[str] = []
    tabs.changed.connect(chosen.append)
    QTest.keyClick(tabs.windowHandle(), Qt.Key.Key_F4)
    assert (tabs.current(), chosen) == ("top_up", ["top_up"])
    tabs.choose("sale")
    assert (tabs.current(), chosen) == ("sale", ["top_up"])


def test_tiles_are_picked_walked_and_reused(qtbot: QtBot) -> None:
    grid = TileGrid(columns=3)
    qtbot.addWidget(grid)
    grid.resize(400, 300)
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    grid.set_tiles([Tile(n, f"服务 {n}", f"¥{n}") for n in range(7)])
    buttons = grid.findChildren(TileButton)
    picked: list[object] = []
    grid.picked.connect(picked.append)
    buttons[0].setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid.focusWidget(), key)
    QTest.keyClick(grid.focusWidget(), Qt.Key.Key_Space)
    assert picked == [4]
    assert not buttons[4].isChecked()
    grid.update_tile(Tile(4, "服务 4", badge="2", chosen=True))
    assert buttons[4].isChecked()
    grid.set_tiles([Tile("a", "甲")])
    assert [b.caption for b in grid.findChildren(TileButton) if b.isVisible()] == ["甲"]
    assert grid.findChildren(TileButton) == buttons


def test_the_search_box_tells_keys_apart(qtbot: QtBot) -> None:
    box = SearchBox("手机尾号", "F1")
    qtbot.addWidget(box)
    said: list[object] = []
    box.typed.connect(said.append)
    box.arrow.connect(said.append)
    box.entered.connect(lambda: said.append("entered"))
    box.left.connect(lambda: said.append("left"))
    QTest.keyClicks(box.edit, "zx")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(box.edit, key)
    assert said == ["z", "zx", 1, -1, "entered", "left"]
    box.clear()
    assert said[-1] == "left"
    assert box.edit.accessibleName() == "手机尾号"


def test_what_stands_beside_the_text_keeps_its_room_on_another_theme(
    qapp: QApplication, qtbot: QtBot
) -> None:
    box, head = SearchBox("手机尾号", "F1"), BillHead()
    for widget in (box, head):
        qtbot.addWidget(widget)
        widget.resize(500, 60)
        widget.show()
    before = box.edit.geometry(), head._titles[0].x(), head._titles[4].geometry().right()
    theme.apply(qapp, "dark", 1.0)
    QTest.qWait(10)
    try:
        after = box.edit.geometry(), head._titles[0].x(), head._titles[4].geometry().right()
    finally:
        theme.apply(qapp, "light", 1.0)
    assert after == before
    assert box.edit.x() > 0


def test_what_was_just_said_stays_whole_and_central_at_another_text_size(
    qapp: QApplication, qtbot: QtBot
) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1200, bar.height())
    bar.show()
    bar.say("good", "已保存：显示")
    theme.apply(qapp, "light", 1.5)
    try:
        assert bar.toast.width() >= bar.toast.sizeHint().width()
        bar.resize(1000, bar.height())
        assert abs(bar.toast.geometry().center().x() - 500) <= 1
    finally:
        theme.apply(qapp, "light", 1.0)


def test_f1_comes_back_to_the_search_box(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    box, other = SearchBox("搜索", "F1"), KeyButton("别处")
    Column(holder).add(box, other)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    box.set_text("zhang")
    other.setFocus()
    QTest.keyClick(holder.windowHandle(), Qt.Key.Key_F1)
    assert box.edit.hasFocus()
    assert box.edit.selectedText() == "zhang"


def test_a_banner_tells_which_button(qtbot: QtBot) -> None:
    banner = Banner("打印机没有回应", "warning", [("retry", "再打一次"), ("open", "设置")], closable=True)
    qtbot.addWidget(banner)
    banner.show()
    acted: list[str] = []
    banner.acted.connect(acted.append)
    for button in banner.findChildren(PressButton):
        button.click()
    assert sorted(acted) == ["close", "open", "retry"]
    assert not banner.isVisible()


def test_the_tile_with_the_focus_stays_in_sight_when_there_is_less_room(qtbot: QtBot) -> None:
    grid = TileGrid(columns=2)
    qtbot.addWidget(grid)
    grid.resize(400, 190)
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    grid.set_tiles([Tile(n, f"方案 {n}", f"¥{n}") for n in range(8)])
    third = grid.findChildren(TileButton)[4]
    third.setFocus()
    grid.resize(400, 150)
    lower = third.mapTo(grid, third.rect().bottomLeft()).y()
    assert third.mapTo(grid, third.rect().topLeft()).y() >= 0
    assert lower < grid.height()
