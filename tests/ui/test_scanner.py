"""Scans are caught wherever the focus is; typing is left alone (ui.md, rule 5)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.scanner import ScanFilter
from ui.widgets.layouts import Column
from ui.widgets.rating import StarRating

MEMBER_CARD = "1100" + "7305219486" * 6 + "1"
BARCODE = "6901234567892"


class Desk(QWidget):
    """A window with everything a scan could disturb, and a keyboard whose speed is set."""

    def __init__(self) -> None:
        super().__init__()
        self.clock_ms = 1_000.0
        self.codes: list[str] = []
        self.presses: list[str] = []
        self.line, self.note, self.stars = QLineEdit(), QPlainTextEdit(), StarRating()
        self.button = QPushButton("收款")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._on_pressed)
        self.line.returnPressed.connect(self._on_returned)
        Column(self).add(self.line, self.note, self.stars, self.button)
        self.filter = ScanFilter(self, clock_ms=self._clock)
        self.filter.scanned.connect(self.codes.append)

    def _clock(self) -> float:
        return self.clock_ms

    def _on_pressed(self) -> None:
        self.presses.append("button")

    def _on_returned(self) -> None:
        self.presses.append("return")

    def key(self, key: int, text: str, *, gap_ms: float, repeated: bool = False) -> None:
        """One key as the window system delivers it: through the QWindow."""
        self.clock_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeated)
            QApplication.sendEvent(self.windowHandle(), event)

    def send(self, text: str, *, gap_ms: float, enter: bool = True, repeated: bool = False) -> None:
        for at, character in enumerate(text):
            self.key(ord(character.upper()), character, gap_ms=gap_ms if at else 500, repeated=repeated)
        if enter:
            self.key(Qt.Key.Key_Return, "\r", gap_ms=gap_ms)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.windowHandle().installEventFilter(desk.filter)
    return desk


@pytest.mark.parametrize("code", [MEMBER_CARD, BARCODE, "69012345"])
def test_a_scan_is_caught_and_leaves_the_field_as_it_was(desk: Desk, code: str) -> None:
    desk.line.setText("zhang")
    desk.line.setFocus()
    desk.line.setCursorPosition(2)

    desk.send(code, gap_ms=5)

    assert desk.codes == [code]
    assert (desk.line.text(), desk.line.cursorPosition()) == ("zhang", 2)
    assert desk.presses == []


def test_a_scan_brings_back_what_was_selected(desk: Desk) -> None:
    desk.line.setText("zhang xiao")
    desk.line.setFocus()
    desk.line.setSelection(2, 3)

    desk.send(BARCODE, gap_ms=5)

    assert desk.line.text() == "zhang xiao"
    assert desk.line.selectedText() == "ang"


def test_a_scan_into_a_note_or_the_stars_changes_nothing(desk: Desk) -> None:
    desk.note.setPlainText("染发过敏")
    desk.note.setFocus()
    desk.send(BARCODE, gap_ms=5)
    desk.stars.set_value(4)
    desk.stars.setFocus()
    desk.send(BARCODE, gap_ms=5)

    assert desk.codes == [BARCODE, BARCODE]
    assert desk.note.toPlainText() == "染发过敏"
    assert desk.stars.value() == 4


def test_a_scan_never_presses_the_focused_button(desk: Desk) -> None:
    desk.button.setFocus()
    desk.send(MEMBER_CARD, gap_ms=5)
    assert desk.codes == [MEMBER_CARD]
    assert desk.presses == []


@pytest.mark.parametrize("gap_ms", [26, 60, 200])
def test_typing_is_not_a_scan(desk: Desk, gap_ms: float) -> None:
    desk.line.setFocus()
    desk.send(BARCODE, gap_ms=gap_ms)
    assert desk.codes == []
    assert desk.line.text() == BARCODE
    assert desk.presses == ["return"]


@pytest.mark.parametrize("text", ["12345", "1234567", "zhangxiaoming", "12345678x"])
def test_fast_keys_that_are_no_code_stay_where_they_went(desk: Desk, text: str) -> None:
    desk.line.setFocus()
    desk.send(text, gap_ms=5)
    assert desk.codes == []
    assert desk.line.text() == text
    assert desk.presses == ["return"]


def test_a_held_key_is_not_a_scan(desk: Desk) -> None:
    desk.line.setFocus()
    desk.send("8" * 20, gap_ms=5, repeated=True)
    assert desk.codes == []
    assert desk.line.text() == "8" * 20


def test_a_code_without_enter_stays_typed(desk: Desk) -> None:
    desk.line.setFocus()
    desk.send(BARCODE, gap_ms=5, enter=False)
    desk.key(Qt.Key.Key_Return, "\r", gap_ms=400)
    assert desk.codes == []
    assert desk.line.text() == BARCODE


def test_what_was_typed_before_a_scan_is_not_part_of_it(desk: Desk) -> None:
    desk.line.setFocus()
    desk.send("138", gap_ms=120, enter=False)
    desk.send(BARCODE, gap_ms=5)
    assert desk.codes == [BARCODE]
    assert desk.line.text() == "138"


def test_two_scans_in_a_row_are_two(desk: Desk) -> None:
    desk.line.setFocus()
    desk.send(BARCODE, gap_ms=5)
    desk.send(MEMBER_CARD, gap_ms=5)
    assert desk.codes == [BARCODE, MEMBER_CARD]
    assert desk.line.text() == ""


def test_the_keys_after_a_scan_work_again(desk: Desk) -> None:
    desk.line.setFocus()
    desk.send(BARCODE, gap_ms=5)
    desk.key(Qt.Key.Key_Return, "\r", gap_ms=900)
    assert desk.presses == ["return"]


@pytest.mark.parametrize("gap_ms", [26, 60, 90])
def test_our_own_long_codes_may_come_slowly(desk: Desk, gap_ms: float) -> None:
    desk.line.setText("张")
    desk.line.setFocus()
    desk.send(MEMBER_CARD, gap_ms=gap_ms)
    assert desk.codes == [MEMBER_CARD]
    assert desk.line.text() == "张"


def test_nobody_types_forty_digits_but_slower(desk: Desk) -> None:
    desk.send(MEMBER_CARD, gap_ms=91)
    assert desk.codes == []
