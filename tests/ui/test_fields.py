"""Fields: what is typed stays, what is meant is understood, what is wrong is said beside it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.errors import UserError
from model.money import Money, yuan
from ui.widgets.dates import DateEdit
from ui.widgets.fields import (
    CheckBox,
    CodeEdit,
    ComboBox,
    MoneyEdit,
    NoteEdit,
    NumberEdit,
    PhoneEdit,
    TextField,
)
from ui.widgets.form import Form
from ui.widgets.page_keys import is_for_the_page
from ui.widgets.rating import StarRating


def type_into(field: QWidget, text: str) -> None:
    """Characters as an input method or a keyboard of any language gives them."""
    for character in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(field, press)


GOOD = [
    ("68", Money(6800)),
    ("68.5", Money(6850)),
    ("¥1,286.50", Money(128650)),
    ("６８．５", Money(6850)),
    ("￥68", Money(6800)),
    (" 68 ", Money(6800)),
    ("68。5", Money(6850)),
    ("0", Money(0)),
]


@pytest.mark.parametrize(("typed", "meant"), GOOD)
def test_money_is_understood(qtbot: QtBot, typed: str, meant: Money) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    said: list[object] = []
    edit.valueChanged.connect(said.append)
    type_into(edit, typed)
    assert edit.value() == meant
    assert said[-1] == meant
    assert edit.problem == ""
    assert edit.text() == typed


@pytest.mark.parametrize("typed", ["abc", "1.234", "-5", "1e3", "六十八", "٣", "1,2,3", "9" * 20])
def test_what_is_no_money_is_said_and_stays(qtbot: QtBot, typed: str) -> None:
    edit = MoneyEdit(yuan(5))
    qtbot.addWidget(edit)
    edit.clear()
    type_into(edit, typed)
    assert edit.value() is None
    assert edit.problem != ""
    assert edit.accessibleDescription() == edit.problem
    assert edit.text() == typed


def test_money_tells_only_changes_of_meaning(qtbot: QtBot) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    said: list[object] = []
    edit.valueChanged.connect(said.append)
    type_into(edit, "68.50")
    assert said == [Money(600), Money(6800), Money(6850)]
    edit.set_value(yuan(9))
    assert len(said) == 3


def test_money_is_tidied_when_left_and_asked_for_when_required(qtbot: QtBot) -> None:
    form = Form()
    edit, other = MoneyEdit(required=True), TextField()
    form.add("price", "价格", edit)
    form.add("other", "其他", other)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    edit.setFocus()
    type_into(edit, "1286.5")
    other.setFocus()
    assert edit.text() == "1,286.50"
    edit.setFocus()
    edit.clear()
    other.setFocus()
    assert form.row("price").error() != ""


def test_a_row_shows_the_problem_beside_its_field(qtbot: QtBot) -> None:
    form = Form()
    edit = MoneyEdit()
    row = form.add("price", "价格", edit)
    qtbot.addWidget(form)
    form.show()
    type_into(edit, "x")
    assert row.error() == edit.problem != ""
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert row.error() == ""
    assert edit.accessibleName() == "价格"


def test_errors_of_the_model_land_beside_their_field(qtbot: QtBot) -> None:
    form = Form(columns=2)
    phone = PhoneEdit()
    form.add("phone", "手机号", phone)
    qtbot.addWidget(form)
    assert form.show_error("phone", UserError("phone.unreadable"))
    assert form.row("phone").error() == phone.problem != ""
    assert not form.show_error("nothing", UserError("phone.unreadable"))
    form.clear_errors()
    assert form.row("phone").error() == ""


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        (PhoneEdit, "１３８ 0013-8000", "13800138000"),
        (PhoneEdit, "+86 138 0013 8000", "+8613800138000"),
        (CodeEdit, "7kq2 m9xa－4tz", "7KQ2M9XA4TZ"),
    ],
)
def test_codes_and_phones_are_read_without_decoration(
    qtbot: QtBot, field: type[PhoneEdit | CodeEdit], typed: str, meant: str
) -> None:
    edit = field(typed)
    qtbot.addWidget(edit)
    assert edit.clean_text() == meant
    assert edit.text() == typed
    assert not edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    ("typed", "meant"), [("12", 12), ("１２", 12), ("0", None), ("1000", None), ("x", None)]
)
def test_numbers_within_bounds(qtbot: QtBot, typed: str, meant: int | None) -> None:
    edit = NumberEdit(low=1, high=999)
    qtbot.addWidget(edit)
    type_into(edit, typed)
    assert edit.value() == meant
    assert bool(edit.problem) == (meant is None)


@pytest.mark.parametrize(
    ("parts", "meant", "wrong"),
    [
        (("2024", "2", "29"), date(2024, 2, 29), False),
        (("2023", "2", "29"), None, True),
        (("2023", "", ""), None, False),
    ],
)
def test_dates(qtbot: QtBot, parts: tuple[str, str, str], meant: date | None, wrong: bool) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    problems: list[str] = []
    edit.problem_changed.connect(problems.append)
    for field, text in zip(edit.findChildren(NumberEdit), parts, strict=True):
        type_into(field, text)
    assert edit.value() == meant
    assert bool(problems and problems[-1]) == wrong


def test_a_choice_keeps_what_was_chosen_when_entries_change(qtbot: QtBot) -> None:
    box = ComboBox([(1, "美发"), (2, "护理")])
    qtbot.addWidget(box)
    box.set_value(2)
    box.set_entries([(3, "美甲"), (2, "护理 & 养护")])
    assert box.value() == 2
    assert box.currentText() == "护理 & 养护"
    box.set_value("unknown")
    assert box.value() is None


def test_words_of_a_check_box_are_literal(qtbot: QtBot) -> None:
    box = CheckBox("积分 & 优惠")
    qtbot.addWidget(box)
    assert box.accessibleName() == "积分 & 优惠"
    assert box.text() == "积分 && 优惠"
    assert box.shortcut().isEmpty()


def test_a_note_is_plain_and_bounded(qtbot: QtBot) -> None:
    note = NoteEdit("<b>张</b>" + "长" * 20_000)
    qtbot.addWidget(note)
    assert note.clean_text().startswith("<b>张</b>")
    assert len(note.clean_text()) == 10_000


def test_stars_by_keyboard(qtbot: QtBot) -> None:
    stars = StarRating(name="评分")
    qtbot.addWidget(stars)
    said: list[object] = []
    stars.changed.connect(said.append)
    for key in (Qt.Key.Key_4, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_6):
        QTest.keyClick(stars, key)
    assert said == [4, 5, None]
    assert "评分" in stars.accessibleName()


@pytest.mark.parametrize(
    ("key", "modifiers", "for_the_page"),
    [
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
def test_control_keys_that_edit_nothing_are_the_pages(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, for_the_page: bool
) -> None:
    """On X11 a line of text would take Ctrl+E and Ctrl+K; the tour on a screen presses them for real."""
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    assert is_for_the_page(override) is for_the_page
    assert not is_for_the_page(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def test_what_was_wrong_is_gone_when_it_is_typed_again(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    name = TextField()
    row = form.add("name", "店名", name)
    row.set_error("请给店起个名字。")
    type_into(name, "小")
    assert row.error() == ""
    assert name.problem == ""


@pytest.mark.parametrize(("make", "meant"), [(MoneyEdit, yuan(500)), (NumberEdit, 500)])
def test_whoever_hears_of_a_key_reads_what_is_there_now(
    qtbot: QtBot, make: type[MoneyEdit | NumberEdit], meant: object
) -> None:
    edit = make()
    qtbot.addWidget(edit)
    read: list[object] = []

    def on_edited(_text: str) -> None:
        read.append(edit.value())

    edit.textEdited.connect(on_edited)
    type_into(edit, "500")
    assert read[-1] == meant
