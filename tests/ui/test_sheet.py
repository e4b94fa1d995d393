"""Sheets: nothing behind them can be reached, Esc steps back, and they are gone when closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.widgets.buttons import KeyButton
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.pin_pad import PinPad, PinSheet
from ui.widgets.sheet import Sheet


class Behind(QWidget):
    """A page with a field, a button with a key and a lock on F12."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.field = TextField()
        self.sale = KeyButton("消费", "F3", bind=True)
        self.sale.clicked.connect(self._on_sale)
        QShortcut(QKeySequence("F12"), self).activated.connect(self._on_lock)
        Column(self).add(self.field, self.sale)
        self.resize(900, 600)

    def _on_sale(self) -> None:
        self.said.append("sale")

    def _on_lock(self) -> None:
        self.said.append("lock")


@pytest.fixture
def page(qtbot: QtBot) -> Behind:
    page = Behind()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.field.setFocus()
    return page


def press(page: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.windowHandle(), key, modifier)


def type_keys(page: QWidget, text: str) -> None:
    for character in text:
        QTest.keyClick(page.windowHandle(), Qt.Key(ord(character.upper())))


def two_fields(page: Behind) -> tuple[Sheet, TextField, TextField, KeyButton]:
    sheet = Sheet(page, "改会员")
    one, two, save = TextField(), TextField(), KeyButton("保存", "Enter", "primary")
    sheet.body.add(one, two)
    sheet.set_buttons(save)
    sheet.set_primary(save)
    sheet.show()
    return sheet, one, two, save


def gone(sheet: Sheet) -> bool:
    if isValid(sheet):
        QCoreApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
    return not isValid(sheet)


def test_the_focus_stays_inside(page: Behind, qtbot: QtBot) -> None:
    sheet, one, two, save = two_fields(page)
    assert one.hasFocus()
    visited = []
    for _ in range(6):
        press(page, Qt.Key.Key_Tab)
        visited.append(page.focusWidget())
    assert all(sheet.isAncestorOf(widget) for widget in visited)
    assert {two, save, one} <= set(visited)
    press(page, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.isAncestorOf(page.focusWidget())
    page.field.setFocus()
    assert sheet.isAncestorOf(page.focusWidget())


def test_keys_of_the_page_behind_do_nothing_but_locking(page: Behind) -> None:
    sheet = two_fields(page)[0]
    press(page, Qt.Key.Key_F3)
    assert page.said == []
    press(page, Qt.Key.Key_F12)
    assert page.said == ["lock"]
    sheet.dismiss()
    press(page, Qt.Key.Key_F3)
    assert page.said == ["lock", "sale"]


def test_typing_goes_into_its_fields(page: Behind) -> None:
    one = two_fields(page)[1]
    type_keys(page, "zhang")
    assert one.text() == "zhang"


def test_esc_closes_deletes_and_gives_the_focus_back(page: Behind, qtbot: QtBot) -> None:
    sheet = two_fields(page)[0]
    with qtbot.waitSignal(sheet.closed):
        press(page, Qt.Key.Key_Escape)
    assert page.field.hasFocus()
    assert gone(sheet)


def test_enter_presses_the_primary_once(page: Behind) -> None:
    save = two_fields(page)[3]
    presses: list[str] = []
    save.clicked.connect(lambda: presses.append("pressed"))
    press(page, Qt.Key.Key_Return)
    assert len(presses) == 1
    save.setEnabled(False)
    press(page, Qt.Key.Key_Return)
    assert len(presses) == 1


def test_its_own_keys_work(page: Behind) -> None:
    sheet, *_ = two_fields(page)
    presses: list[str] = []
    extra = KeyButton("打印", "F8", bind=True)
    extra.clicked.connect(lambda: presses.append("pressed"))
    sheet.body.add(extra)
    extra.show()
    press(page, Qt.Key.Key_F8)
    assert len(presses) == 1


def test_it_covers_the_window_and_grows_with_it(page: Behind) -> None:
    sheet = two_fields(page)[0]
    page.resize(1100, 700)
    assert sheet.geometry() == page.rect()
    assert page.childAt(5, 5) is sheet


def test_a_long_sheet_scrolls_inside_a_low_window(page: Behind) -> None:
    page.resize(700, 400)
    sheet = Sheet(page, "长")
    save = KeyButton("保存")
    sheet.body.add(*(TextField() for _ in range(30)))
    sheet.set_buttons(save)
    sheet.show()
    bottom = save.mapTo(page, save.rect().bottomLeft()).y()
    assert bottom < page.height()


def test_a_question_is_confirmed_by_enter_and_left_by_esc(page: Behind) -> None:
    said: list[str] = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        sheet = ConfirmSheet(page, "冲正？", "<b>退回 ¥500.00</b>", "冲正")
        sheet.confirmed.connect(lambda: said.append("confirmed"))
        sheet.show()
        assert any(label.text() == "<b>退回 ¥500.00</b>" for label in sheet.findChildren(Label))
        press(page, key)
        assert gone(sheet)
    assert said == ["confirmed"]


def test_a_pin_is_typed_shown_as_dots_and_refused(page: Behind) -> None:
    sheet = PinSheet(page, "店长 PIN")
    pins: list[str] = []
    sheet.entered.connect(pins.append)
    sheet.show()
    type_keys(page, "12")
    press(page, Qt.Key.Key_Return)
    assert pins == []
    type_keys(page, "349")
    press(page, Qt.Key.Key_Backspace)
    press(page, Qt.Key.Key_Return)
    assert pins == ["1234"]
    sheet.refuse("PIN 不对，请再试。")
    assert any(label.text() == "PIN 不对，请再试。" for label in sheet.findChildren(Label))
    assert not any("1234" in label.text() for label in sheet.findChildren(Label))


def test_a_lock_out_takes_no_digits_and_counts_down(qtbot: QtBot) -> None:
    pad = PinPad()
    qtbot.addWidget(pad)
    pins: list[str] = []
    pad.entered.connect(pins.append)
    pad.lock(1)
    QTest.keyClicks(pad, "1234")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert pins == []
    qtbot.waitUntil(pad.findChildren(KeyButton)[0].isEnabled, timeout=3_000)
    QTest.keyClicks(pad, "1234")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert pins == ["1234"]


class FormSheet(Sheet):
    """A form of two fields, one of them filled by the program."""

    keeps_typed = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "表")
        self.name, self.phone = TextField(), TextField()
        self.phone.setText("13800138000")
        self.body.add(self.name, self.phone)


def test_esc_asks_once_before_it_throws_away_what_was_typed(page: Behind) -> None:
    sheet = FormSheet(page)
    sheet.show()
    QTest.keyClicks(sheet.name, "li")
    QTest.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "再按一次 Esc" in sheet._error.text()
    QTest.keyClicks(sheet.name, "na")
    QTest.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert sheet.isVisible(), "more was typed since it asked"
    QTest.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_esc_closes_a_form_that_nobody_filled(page: Behind) -> None:
    sheet = FormSheet(page)
    sheet.show()
    QTest.keyClicks(sheet.name, "l")
    QTest.keyClick(sheet.name, Qt.Key.Key_Backspace)
    QTest.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_field_that_the_program_gives_the_focus_comes_into_sight(page: Behind, qtbot: QtBot) -> None:
    sheet = Sheet(page, "长表")
    fields = [TextField(name=str(n)) for n in range(40)]
    sheet.body.add(*fields)
    sheet.show()
    below = fields[30]
    assert below.visibleRegion().isEmpty()
    below.setFocus()
    # Qt brings the line that is typed into, not the frame around it.
    qtbot.waitUntil(lambda: below.visibleRegion().boundingRect().height() > below.height() / 2, timeout=1_000)
