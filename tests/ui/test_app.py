"""One program per shop file, two languages, and what is asked at the first start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.errors import EnvironmentProblem
from ui.app import FileLock, set_language
from ui.instances import OneWindow, ask_first_window
from ui.welcome.choice import Beginning, WelcomeChoice
from ui.welcome.window import WelcomeWindow
from ui.widgets.buttons import KeyButton
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.fields import TextField
from ui.widgets.label import Label

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from ui.app import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""

ASKER = """
import sys
from pathlib import Path
from ui.instances import ask_first_window
print(ask_first_window(Path(sys.argv[1])))
"""


@pytest.fixture
def chinese_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    set_language("zh_CN")


def held_by_another(shop: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(shop)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_program_is_told_who_has_the_file(tmp_shop_path: Path) -> None:
    other = held_by_another(tmp_shop_path)
    try:
        with pytest.raises(EnvironmentProblem) as refused:
            FileLock(tmp_shop_path).take()
        assert refused.value.code == "file.locked"
        assert refused.value.facts["pid"] == other.pid
        assert refused.value.facts["host"] == os.uname().nodename
    finally:
        other.kill()
        other.communicate()


def test_the_lock_of_a_killed_program_is_taken_over_at_once(tmp_shop_path: Path) -> None:
    other = held_by_another(tmp_shop_path)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    lock = FileLock(tmp_shop_path)
    lock.take()
    lock.release()


def test_a_released_lock_is_free(tmp_shop_path: Path) -> None:
    first, second = FileLock(tmp_shop_path), FileLock(tmp_shop_path)
    first.take()
    with pytest.raises(EnvironmentProblem):
        second.take()
    first.release()
    second.take()
    second.release()


def test_a_second_start_brings_the_first_window_forward(tmp_shop_path: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    instance = OneWindow(tmp_shop_path, window)
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            ASKER,
            str(tmp_shop_path),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with qtbot.waitSignal(instance.asked, timeout=10_000):
        pass
    assert other.communicate(timeout=10)[0] == "True\n"
    assert not window.isMinimized()


def test_nobody_answers_for_a_file_that_is_not_open(tmp_shop_path: Path, qapp: QApplication) -> None:
    assert not ask_first_window(tmp_shop_path)


def test_the_language_changes_in_windows_that_are_open(qtbot: QtBot, chinese_afterwards: None) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    sheet = ConfirmSheet(host, "冲正？", "", "冲正")
    assert "返回" in {button.caption for button in sheet.findChildren(KeyButton)}
    set_language("en")
    qtbot.waitUntil(lambda: "返回" not in {button.caption for button in sheet.findChildren(KeyButton)})
    assert all(
        button.caption.isascii() or button.caption == "冲正" for button in sheet.findChildren(KeyButton)
    )
    set_language("zh_CN")
    qtbot.waitUntil(lambda: "返回" in {button.caption for button in sheet.findChildren(KeyButton)})


@pytest.fixture
def welcome(qtbot: QtBot, chinese_afterwards: None) -> WelcomeWindow:
    window = WelcomeWindow(check_pin=lambda pin: "太简单了。" if pin == "1234" else "")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def fill(window: WelcomeWindow, *texts: str) -> None:
    for field, text in zip(window.findChildren(TextField), texts, strict=False):
        field.setText(text)


def said(window: WelcomeWindow) -> set[str]:
    return {label.text() for label in window.findChildren(Label) if label.isVisible()}


def test_an_empty_shop_by_keyboard_alone(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    fields = welcome.findChildren(TextField)
    assert fields[0].hasFocus()
    for text in ("Xiaoya", "Ya", "2580", "2580"):
        QTest.keyClicks(welcome.focusWidget(), text)
        QTest.keyClick(welcome.windowHandle(), Qt.Key.Key_Tab)
    fields[-1].setFocus()
    with qtbot.waitSignal(welcome.chosen) as signal_:
        QTest.keyClick(welcome.windowHandle(), Qt.Key.Key_Return)
    choice = signal_.args[0]
    assert choice == WelcomeChoice("zh_CN", Beginning.EMPTY, "Xiaoya", "Ya", "2580")
    assert "2580" not in repr(choice)


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (("", "老板", "2580", "2580"), "请给店起个名字。"),
        (("小雅", "老板", "258", "258"), "PIN 要 4 到 12 位数字。"),
        (("小雅", "老板", "abcd", "abcd"), "PIN 要 4 到 12 位数字。"),
        (("小雅", "老板", "1234", "1234"), "太简单了。"),
        (("小雅", "老板", "2580", "2581"), "两次输入的 PIN 不一样，请再输一次。"),
    ],
)
def test_what_is_missing_is_said_beside_it(
    welcome: WelcomeWindow, qtbot: QtBot, texts: tuple[str, ...], problem: str
) -> None:
    fill(welcome, *texts)
    with qtbot.assertNotEmitted(welcome.chosen):
        QTest.keyClick(welcome.windowHandle(), Qt.Key.Key_Return)
    assert problem in said(welcome)
    assert welcome.findChildren(TextField)[0].text() == texts[0]


def test_a_problem_is_said_and_what_was_typed_stays(welcome: WelcomeWindow) -> None:
    fill(welcome, "小雅", "老板", "2580", "2580")
    welcome.say_busy("正在准备示例店…")
    assert not any(button.isEnabled() for button in welcome.findChildren(KeyButton))
    welcome.show_problem("磁盘满了。")
    assert "磁盘满了。" in said(welcome)
    assert welcome.findChildren(TextField)[0].text() == "小雅"
    assert all(button.isEnabled() for button in welcome.findChildren(KeyButton))
