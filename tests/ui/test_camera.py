"""The camera's sheet: what it reads, what it says when there is nothing to read, and that it goes out."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.codes import QR_DIGITS
from model.ids import StaffId
from model.shop import Role, Staff
from tests.cameras import BUILT_IN, USB, FakeCamera, held_up, qr
from ui.app import set_language
from ui.bus import Bus, UiJobs
from ui.camera import sheet as sheet_module
from ui.camera.memory import AGAIN_AFTER_S, CameraMemory
from ui.camera.reading import read_frame
from ui.camera.sheet import CameraSheet, State
from ui.camera.source import FrameSource, Trouble, open_source
from ui.camera.view import CameraView
from ui.shell.session import Session
from ui.widgets.buttons import PressButton

OURS = "21".ljust(QR_DIGITS, "8")
OTHER = "21".ljust(QR_DIGITS, "7")
LINK = "https://example.com/menu"


class NoJobs:
    """Reading pictures asks the services nothing."""

    def read(self, query: Callable[..., Any], *args: Any) -> Future[Any]:
        raise AssertionError("asked")

    def write(self, use_case: Callable[..., Any], command: Any) -> Future[Any]:
        raise AssertionError("asked")


class Bench:
    """A window, and the sheet over it with a camera that can be played with."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.window.resize(1000, 700)
        self.jobs = UiJobs(NoJobs(), Bus(self.window), self.window)
        self.session = Session(self.window)
        self.session.begin(Staff(StaffId(b"1" * 16), "小雅", Role.CASHIER))
        self.now_s = 100.0
        self.memory = CameraMemory(self._now)
        self.cameras: list[FakeCamera] = []
        self.found: list[str] = []
        self.prepare: Callable[[FakeCamera], None] = _as_it_is
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def _now(self) -> float:
        return self.now_s

    def _make(self, parent: QObject) -> FrameSource:
        self.cameras.append(FakeCamera(parent))
        self.prepare(self.camera)
        return self.camera

    @property
    def camera(self) -> FakeCamera:
        return self.cameras[-1]

    def open(self) -> CameraSheet:
        sheet = CameraSheet(self.window, self.jobs, self.session, self.memory, self._make)
        sheet.found.connect(self.found.append)
        before = len(self.cameras)
        sheet.show()
        self.qtbot.waitUntil(lambda: len(self.cameras) > before)
        return sheet

    def show(self, *images: QImage) -> None:
        """Hold pictures up, each until it has been read."""
        for image in images:
            self.camera.show(image)
            self.qtbot.waitUntil(lambda: not self.jobs.busy())

    def until_found(self, count: int = 1) -> None:
        self.qtbot.waitUntil(lambda: len(self.found) == count)


def _as_it_is(camera: FakeCamera) -> None:
    """The camera as it comes."""


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    yield Bench(qtbot)
    set_language("zh_CN")


# Reading


@pytest.mark.parametrize("turn", [0, 10, 45, 90, 180, 263])
def test_a_code_is_read_however_the_paper_is_held(qapp: QApplication, turn: float) -> None:
    seen = read_frame(held_up(OURS, turn=turn))
    assert seen is not None
    assert seen.text == OURS
    assert seen.known
    assert len(seen.corners) == 4


def test_a_code_is_read_out_of_focus_and_in_other_formats_of_picture(qapp: QApplication) -> None:
    sharp = held_up(OURS)
    blurred = [held_up(OURS, blur=3), sharp.convertToFormat(QImage.Format.Format_RGB888)]
    for image in (*blurred, sharp.convertToFormat(QImage.Format.Format_Grayscale8)):
        seen = read_frame(image)
        assert seen is not None
        assert seen.text == OURS


def test_nothing_is_read_where_there_is_nothing(qapp: QApplication) -> None:
    assert read_frame(held_up("")) is None
    assert read_frame(QImage()) is None
    assert read_frame(held_up(OURS, blur=16)) is None


def test_our_code_comes_before_any_other_on_the_same_picture(qapp: QApplication) -> None:
    from PySide6.QtGui import QPainter

    for left, right in ((LINK, OURS), (OURS, LINK), ("6901234567892", OURS), (OURS, "6901234567892")):
        image = QImage(900, 420, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.drawImage(20, 20, qr(left))
        painter.drawImage(480, 20, qr(right))
        painter.end()
        seen = read_frame(image)
        assert seen is not None
        assert seen.text == OURS


def test_a_stranger_is_seen_and_not_known(qapp: QApplication) -> None:
    seen = read_frame(held_up(LINK))
    assert seen is not None
    assert not seen.known


# The sheet


def test_a_code_held_up_closes_the_sheet_and_is_handed_on(bench: Bench) -> None:
    sheet = bench.open()
    assert _state(sheet) is State.STARTING
    bench.show(held_up(""), held_up("", turn=20))
    assert _state(sheet) is State.LIVE
    assert bench.camera.on == BUILT_IN.id
    bench.show(held_up(OURS))
    assert _state(sheet) is State.FOUND
    assert not sheet.view.marked.isEmpty()
    assert bench.camera.on == ""
    bench.until_found()
    assert bench.found == [OURS]
    assert not bench.window.findChildren(CameraSheet) or not sheet.isVisible()


def test_the_frame_is_drawn_where_the_code_is(bench: Bench) -> None:
    sheet = bench.open()
    bench.show(held_up(OURS, turn=0))
    box = sheet.view.marked.boundingRect()
    scale = min(sheet.view.width() / 1280, sheet.view.height() / 720)
    middle = (box.center() - QRectF(sheet.view.rect()).center()) / scale
    code = qr(OURS)
    assert abs(middle.x() - (40 + code.width() / 2)) < 6
    assert abs(middle.y()) < 6


def test_the_frame_follows_pictures_of_any_shape(qtbot: QtBot) -> None:
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    assert view.marked.isEmpty()
    for size in (QSize(640, 480), QSize(300, 600)):
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        view.show_image(image)
        corners = [QPointF(0, 0), QPointF(size.width(), 0), QPointF(size.width(), size.height())]
        view.mark([*corners, QPointF(0, size.height())])
        assert (view.marked.boundingRect().center() - QPointF(300, 150)).manhattanLength() < 1
        assert not view.grab().isNull()


def test_the_same_code_is_not_taken_twice_within_two_seconds(bench: Bench) -> None:
    bench.open()
    bench.show(held_up(OURS))
    bench.until_found()
    again = bench.open()
    bench.now_s += AGAIN_AFTER_S / 2
    bench.show(held_up(OURS), held_up(OURS))
    assert _state(again) is State.LIVE
    assert bench.found == [OURS]
    bench.show(held_up(OTHER))
    bench.until_found(2)
    assert bench.found == [OURS, OTHER]
    bench.now_s += AGAIN_AFTER_S
    bench.open()
    bench.show(held_up(OTHER))
    bench.until_found(3)


def test_one_frame_at_a_time_is_read_and_none_is_kept(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, reads, threads = threading.Event(), [], set()

    def slow(image: QImage, _jobs: object) -> None:
        reads.append(image)
        threads.add(threading.current_thread())
        go_on.wait(5)

    monkeypatch.setattr(sheet_module, "read_frame", slow)
    bench.open()
    for _ in range(20):
        bench.camera.show(held_up(""))
    bench.qtbot.waitUntil(lambda: len(reads) == 1)
    go_on.set()
    bench.qtbot.waitUntil(lambda: not bench.jobs.busy())
    assert len(reads) == 1
    assert threading.main_thread() not in threads
    bench.show(held_up(""))
    assert len(reads) == 2


def test_an_answer_that_comes_after_the_sheet_was_closed_is_dropped(bench: Bench) -> None:
    sheet = bench.open()
    bench.camera.show(held_up(OURS))
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    QTest.qWait(sheet_module.SHOWN_MS + 150)
    assert bench.found == []


def test_escape_while_the_frame_is_shown_still_means_no(bench: Bench) -> None:
    sheet = bench.open()
    bench.show(held_up(OURS))
    assert _state(sheet) is State.FOUND
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    QTest.qWait(sheet_module.SHOWN_MS + 100)
    assert bench.found == []


def test_a_stranger_is_named_and_the_camera_stays_on(bench: Bench) -> None:
    sheet = bench.open()
    bench.show(held_up(LINK))
    assert _state(sheet) is State.LIVE
    assert "不是券" in sheet.told.text()
    assert not sheet.view.marked.isEmpty()
    bench.show(held_up(""))
    assert "不是券" not in sheet.told.text()
    assert sheet.view.marked.isEmpty()


def test_what_a_scanner_brings_meanwhile_is_handed_on_at_once(bench: Bench) -> None:
    sheet = bench.open()
    sheet.scanned(OTHER)
    assert bench.found == [OTHER]
    assert bench.camera.on == ""


# Troubles


def test_without_a_camera_it_says_what_to_do_and_opens_by_itself_when_one_comes(bench: Bench) -> None:
    bench.prepare = lambda camera: setattr(camera, "there", ())
    sheet = bench.open()
    assert _state(sheet) is State.TROUBLE
    assert "没有找到摄像头" in _words(sheet)
    assert "拖进窗口" in sheet.told.text()
    assert sheet.retry.isVisible()
    bench.camera.plug(USB)
    assert bench.camera.on == USB.id
    bench.show(held_up(OURS))
    bench.until_found()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(Trouble.NOT_ALLOWED, "权限"), (Trouble.IN_USE, "别的程序"), (Trouble.SILENT, "没有画面")],
)
def test_a_camera_that_refuses_is_told_and_tried_again_with_enter(
    bench: Bench, trouble: Trouble, words: str
) -> None:
    bench.prepare = lambda camera: setattr(camera, "refuses", trouble)
    sheet = bench.open()
    assert _state(sheet) is State.TROUBLE
    assert words in _words(sheet)
    bench.camera.refuses = None
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert _state(sheet) is State.STARTING
    assert bench.camera.on == BUILT_IN.id
    assert not sheet.retry.isVisible()


def test_a_camera_hidden_by_the_system_is_not_called_missing(bench: Bench) -> None:
    def hide(camera: FakeCamera) -> None:
        camera.there, camera.hidden = (), Trouble.NOT_ALLOWED

    bench.prepare = hide
    assert "权限" in _words(bench.open())


def test_a_camera_unplugged_while_open_goes_on_when_it_is_back(bench: Bench) -> None:
    sheet = bench.open()
    bench.show(held_up(""))
    bench.camera.plug()
    assert _state(sheet) is State.TROUBLE
    assert "拔掉" in _words(sheet)
    bench.camera.plug(BUILT_IN)
    bench.show(held_up(OURS))
    bench.until_found()


def test_the_other_camera_takes_over_when_one_is_unplugged(bench: Bench) -> None:
    bench.prepare = lambda camera: setattr(camera, "there", (BUILT_IN, USB))
    sheet = bench.open()
    bench.show(held_up(""))
    assert sheet.chooser.isVisible()
    bench.camera.plug(USB)
    assert bench.camera.on == USB.id
    assert not sheet.chooser.isVisible()


def test_a_camera_that_comes_or_goes_beside_the_live_one_disturbs_nothing(bench: Bench) -> None:
    bench.open()
    bench.show(held_up(""))
    bench.camera.plug(BUILT_IN, USB)
    bench.camera.plug(BUILT_IN)
    assert bench.camera.started == [BUILT_IN.id]


def test_the_camera_chosen_is_the_first_next_time(bench: Bench) -> None:
    bench.prepare = lambda camera: setattr(camera, "there", (BUILT_IN, USB))
    sheet = bench.open()
    QTest.keyClick(sheet.chooser, Qt.Key.Key_Down)
    assert bench.camera.on == USB.id
    sheet.dismiss()
    assert bench.camera.on == ""
    bench.open()
    assert bench.camera.started == [USB.id]


def test_a_camera_that_sends_nothing_is_called_silent(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "PATIENCE_MS", 40)
    sheet = bench.open()
    bench.qtbot.waitUntil(lambda: _state(sheet) is State.TROUBLE)
    assert "没有画面" in _words(sheet)
    assert bench.camera.on == ""


# Going out


def test_the_camera_goes_out_when_the_counter_is_locked(bench: Bench) -> None:
    sheet = bench.open()
    bench.show(held_up(""))
    bench.session.lock()
    assert not sheet.isVisible()
    assert bench.camera.on == ""


@pytest.mark.parametrize("end", ["window", "program"])
def test_the_camera_goes_out_with_the_window_and_the_program(bench: Bench, end: str) -> None:
    bench.open()
    bench.show(held_up(""))
    if end == "window":
        bench.window.close()
    else:
        app = QApplication.instance()
        assert app is not None
        app.aboutToQuit.emit()
    assert bench.camera.on == ""


# For everyone


def test_it_speaks_english_and_names_what_it_shows(bench: Bench) -> None:
    sheet = bench.open()
    set_language("en")
    QTest.qWait(1)
    assert sheet.accessibleName() == "Scan with the camera"
    buttons = [button for button in sheet.findChildren(PressButton) if button.isVisible()]
    for widget in (sheet.view, sheet.chooser, *buttons):
        assert widget.accessibleName()


def test_everything_fits_into_the_smallest_window(bench: Bench) -> None:
    bench.window.resize(960, 600)
    bench.prepare = lambda camera: setattr(camera, "there", (BUILT_IN, USB))
    sheet = bench.open()
    bench.show(held_up(""))
    QTest.qWait(20)
    for widget in (sheet.view, sheet.chooser, sheet.told):
        spot = widget.visibleRegion().boundingRect()
        assert spot.size() == widget.size()


# What is loaded


def test_without_multimedia_there_is_no_camera_and_no_crash(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("PySide6.QtMultimedia"):
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ui.camera.device", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)
    parent = QObject()
    source = open_source(parent)
    assert source.cameras() == ()
    assert source.why_none() is Trouble.NO_CAMERA
    source.start("any")
    source.stop()


def test_multimedia_is_loaded_only_when_the_camera_is_opened() -> None:
    import subprocess

    told = "import ui.shell.main_window, ui.counter.page, sys; print('PySide6.QtMultimedia' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def _words(sheet: CameraSheet) -> str:
    from ui.widgets.label import Label

    return "\n".join(label.text() for label in sheet.findChildren(Label) if label.isVisible())


def _state(sheet: CameraSheet) -> State:
    return sheet.state
