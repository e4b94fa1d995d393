"""The window around the pages: signing in, locking, approving, scanning, saying what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.changes import ChangeSet, Kind
from model.errors import UserError
from model.ids import CommandId, PrintJobId, StaffId
from model.shop import Policy, PrinterKind, PrinterSetting, Role, Settings, ShopProfile, Staff
from model.views import Done, PrintJobView
from services import print_queue, settings, staff
from ui.bus import Bus, UiJobs
from ui.shell.bug_report import BugSheet
from ui.shell.context import PageContext, SettingsHolder
from ui.shell.lock import ApprovalSheet, IdleWatch, LockScreen
from ui.shell.main_window import MainWindow
from ui.shell.pages import PAGES, PageEntry
from ui.shell.rail import Rail
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.sheet import Sheet
from ui.widgets.tiles import TileGrid

CASHIER = Staff(StaffId(b"1" * 16), "小雅", Role.CASHIER)
MANAGER = Staff(StaffId(b"2" * 16), "<b>王</b>", Role.MANAGER)
OWNER = Staff(StaffId(b"3" * 16), "老板", Role.OWNER)
PINS = {CASHIER.id: "1111", MANAGER.id: "2222", OWNER.id: "3333"}
CODE = "6901234567892"


class Counter:
    """The services a shell asks, with their answers kept in memory, on a real thread."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)
        self.settings = Settings(profile=ShopProfile(name="小雅美发"))
        self.locked_until_ms = 0
        self.refusal: Exception | None = None
        self.waiting: tuple[PrintJobView, ...] = ()

    def read(self, query: Callable[..., Any], *args: Any) -> Future[Any]:
        answers = {
            staff.people: (CASHIER, MANAGER, OWNER),
            print_queue.waiting: self.waiting,
            settings.load: self.settings,
        }
        return self.pool.submit(answers.__getitem__, query)

    def write(self, use_case: Callable[..., Any], command: Any) -> Future[Any]:
        return self.pool.submit(self._write, command)

    def _write(self, command: Any) -> Done:
        if self.refusal is not None:
            raise self.refusal
        changes = ChangeSet(command.id, frozenset())
        if self.locked_until_ms:
            return Done(changes, number=f"locked:{self.locked_until_ms}")
        right = PINS.get(command.staff_id) == getattr(command, "pin", "")
        return Done(changes, subject_id=command.staff_id, number="ok" if right else "wrong:3")


class Page(QWidget):
    """A page that notes what the shell tells it."""

    def __init__(self, key: str, takes_scans: bool) -> None:
        super().__init__()
        self.key = key
        self.takes_scans = takes_scans
        self.shown: list[object] = []
        self.codes: list[str] = []
        self.field = TextField()
        Column(self).add(self.field)

    def page_shown(self, argument: object) -> None:
        self.shown.append(argument)
        self.field.setFocus()

    def scanned(self, code: str) -> bool:
        self.codes.append(code)
        return self.takes_scans


@pytest.fixture
def counter() -> Iterator[Counter]:
    made = Counter()
    yield made
    made.pool.shutdown()


@pytest.fixture
def window(qtbot: QtBot, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    def build(entry: Any, context: PageContext) -> QWidget:
        return Page(entry.key, takes_scans=entry.key == "counter")

    monkeypatch.setattr(PageEntry, "build", build)
    bus = Bus()
    jobs = UiJobs(counter, bus)
    window = MainWindow(jobs, bus, SettingsHolder(counter.settings), lambda: 1_000_000)
    bus.setParent(window)
    jobs.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def page(window: MainWindow, key: str) -> Page:
    found = window.page(key)
    assert isinstance(found, Page)
    return found


def type_keys(window: MainWindow, digits: str) -> None:
    for digit in digits:
        QTest.keyClick(window.windowHandle(), Qt.Key(ord(digit)), delay=30)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.windowHandle(), key)


def sheet_of(window: MainWindow, kind: type[Sheet]) -> Any:
    return next((s for s in window.findChildren(kind) if s.isVisible()), None)


def people_loaded(window: MainWindow, qtbot: QtBot, kind: type[Sheet], count: int) -> None:
    qtbot.waitUntil(lambda: len(sheet_of(window, kind).findChild(TileGrid).tiles()) == count)


def test_a_pin_opens_the_counter_and_f12_covers_it(window: MainWindow, qtbot: QtBot) -> None:
    window.lock()
    people_loaded(window, qtbot, LockScreen, 3)
    assert window.current_page == ""
    type_keys(window, "1111")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.session.locked)
    assert window.session.staff == CASHIER
    assert window.current_page == "counter"
    assert page(window, "counter").field.hasFocus()
    press(window, Qt.Key.Key_F12)
    assert window.session.locked
    assert sheet_of(window, LockScreen).geometry() == window.rect()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_2, Qt.Key.Key_Tab):
        press(window, key)
    assert sheet_of(window, LockScreen) is not None


def test_a_wrong_pin_is_said_and_a_lock_out_counted(
    window: MainWindow, counter: Counter, qtbot: QtBot
) -> None:
    window.lock()
    people_loaded(window, qtbot, LockScreen, 3)
    type_keys(window, "9999")
    press(window, Qt.Key.Key_Return)
    lock = sheet_of(window, LockScreen)
    qtbot.waitUntil(lambda: any("PIN 不对" in label.text() for label in lock.findChildren(Label)))
    counter.locked_until_ms = 1_000_000 + 90_000
    type_keys(window, "1111")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("90" in label.text() for label in lock.findChildren(Label)))
    assert window.session.locked


def test_somebody_else_finds_no_sheet_of_the_one_before(window: MainWindow, qtbot: QtBot) -> None:
    window.sign_in(CASHIER)
    Sheet(window, "改会员").show()
    window.lock()
    window.sign_in(CASHIER)
    assert sheet_of(window, Sheet) is not None
    window.lock()
    window.sign_in(OWNER)
    assert sheet_of(window, Sheet) is None


def test_an_approval_wants_somebody_of_that_role(window: MainWindow, qtbot: QtBot) -> None:
    window.sign_in(CASHIER)
    approvers: list[object] = []
    window.context.approve(Role.MANAGER, approvers.append)
    people_loaded(window, qtbot, ApprovalSheet, 2)
    type_keys(window, "2222")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(approvers))
    assert approvers == [MANAGER.id]
    assert window.session.staff == CASHIER
    window.context.approve(Role.MANAGER, approvers.append)
    press(window, Qt.Key.Key_Escape)
    assert len(approvers) == 1


def test_pages_are_built_when_first_opened(window: MainWindow) -> None:
    window.sign_in(CASHIER)
    assert set(window._pages) == {"counter"}
    window.open_page("members", "argument")
    assert page(window, "members").shown == ["argument"]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page == "vouchers"
    with pytest.raises(KeyError):
        window.open_page("nothing")


def test_a_scan_reaches_the_page_or_else_the_counter(window: MainWindow) -> None:
    window.sign_in(CASHIER)
    window.open_page("members")
    page(window, "members").field.setText("zhang")
    window.scanner.scanned.emit(CODE)
    assert page(window, "members").codes == page(window, "counter").codes == [CODE]
    assert window.current_page == "counter"


def test_a_scan_goes_nowhere_while_locked(window: MainWindow) -> None:
    window.sign_in(CASHIER)
    window.lock()
    window.scanner.scanned.emit(CODE)
    assert page(window, "counter").codes == []


def test_an_error_nobody_words_is_a_line_not_a_box(
    window: MainWindow, counter: Counter, qtbot: QtBot
) -> None:
    window.sign_in(CASHIER)
    counter.refusal = UserError("money.too_large")
    window.context.jobs.write(staff.sign_in, staff.SignIn(CommandId(b"c" * 16), CASHIER.id, ""), owner=window)
    qtbot.waitUntil(window.status.toast.isVisible)
    assert "金额太大" in window.status.toast.text()
    assert sheet_of(window, Sheet) is None


def test_a_bug_is_shown_can_be_copied_and_the_counter_goes_on(
    window: MainWindow, counter: Counter, qtbot: QtBot
) -> None:
    window.sign_in(CASHIER)
    counter.refusal = ZeroDivisionError("<b>secret</b>")
    for _ in range(3):
        window.context.jobs.write(
            staff.sign_in, staff.SignIn(CommandId(b"c" * 16), CASHIER.id, ""), owner=window
        )
    qtbot.waitUntil(lambda: sheet_of(window, BugSheet) is not None)
    sheet = sheet_of(window, BugSheet)
    sheet._on_copy()
    assert "ZeroDivisionError: <b>secret</b>" in QApplication.clipboard().text()
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.context.jobs.busy())
    counter.refusal = None
    window.open_page("members")
    assert window.current_page == "members"


def test_settings_are_read_again_when_they_changed(
    window: MainWindow, counter: Counter, qtbot: QtBot
) -> None:
    counter.settings = Settings(profile=ShopProfile(name="<b>新店</b>"), policy=Policy(idle_lock_minutes=1))
    changes = ChangeSet(CommandId(b"c" * 16), frozenset({Kind.SETTING}))
    window.context.bus.committed.emit(changes)
    qtbot.waitUntil(lambda: window.context.settings.current == counter.settings)
    assert window.windowTitle().startswith("<b>新店</b>")


def test_nobody_there_locks_the_counter(qapp: QApplication) -> None:
    seconds = 0.0
    holder = QWidget()
    watch = IdleWatch(holder, clock=lambda: seconds)
    said: list[float] = []
    watch.idle.connect(lambda: said.append(seconds))
    watch.set_minutes(5)
    for seconds in (100.0, 299.0, 300.0, 301.0):  # noqa: B007 - read by the clock
        watch.look()
    assert said == [300.0]
    QTest.keyClick(holder, Qt.Key.Key_A)
    holder.installEventFilter(watch)
    seconds = 599.0
    QTest.keyClick(holder, Qt.Key.Key_A)
    seconds = 601.0
    watch.look()
    assert said == [300.0]
    watch.set_minutes(0)
    holder.deleteLater()


def test_who_is_signed_in_is_shown_literally(window: MainWindow) -> None:
    window.sign_in(MANAGER)
    rail = window.findChild(Rail)
    assert isinstance(rail, Rail)
    assert "<b>王</b>" in {label.text() for label in rail.findChildren(Label)}


def test_notices_come_and_go(window: MainWindow) -> None:
    window.sign_in(CASHIER)
    acted: list[tuple[str, str]] = []
    window.banners.acted.connect(lambda key, action: acted.append((key, action)))
    window.banners.put("printing", "小票在等", "warning", [("retry", "再打一次")])
    window.banners.put("printing", "还在等", "warning", [("retry", "再打一次")])
    assert window.banners.keys() == ("printing",)
    window.banners.findChildren(QWidget, "printing")[0].acted.emit("retry")  # type: ignore[attr-defined]
    assert acted == [("printing", "retry")]
    window.banners.remove("printing")
    window.banners.remove("nothing")
    assert not window.banners.isVisible()


def test_pages_are_named_once() -> None:
    assert len({entry.key for entry in PAGES}) == len({entry.shortcut for entry in PAGES}) == len(PAGES)


def texts(window: MainWindow) -> set[str]:
    return {label.text() for label in window.findChildren(Label)}


def test_the_queue_is_counted_in_pieces(qtbot: QtBot, counter: Counter, window: MainWindow) -> None:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    printer = PrinterSetting(PrinterKind.FILE, "x")
    window.context.settings.replace(replace(counter.settings, printer=printer))
    job = PrintJobView(PrintJobId(b"1" * 16), "voucher_roll", "", "waiting", 0, "", at, 1_200)
    receipt = PrintJobView(PrintJobId(b"2" * 16), "receipt", "01-000001", "waiting", 0, "", at)
    counter.waiting = (job, receipt)
    window.look_at_printing()
    qtbot.waitUntil(lambda: "正在打印 1,201 张" in texts(window))
    counter.waiting = (replace(job, state="failed"), receipt)
    window.look_at_printing()
    qtbot.waitUntil(lambda: "1,200 张没打出" in texts(window))
    assert any("1,200 张在等" in text for text in texts(window))
