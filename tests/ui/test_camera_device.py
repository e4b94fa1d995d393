"""The way of a frame from QtMultimedia to a picture, and the choice of what a camera is to send."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCameraPermission, QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QImage

pytest.importorskip("PySide6.QtMultimedia", reason="the system has no libpulse", exc_type=ImportError)

from PySide6.QtMultimedia import QCamera, QVideoFrame, QVideoFrameFormat

from model.codes import QR_DIGITS
from tests.cameras import held_up
from ui.camera import device
from ui.camera.device import DeviceSource, best_format
from ui.camera.reading import read_frame
from ui.camera.source import Trouble, open_source

# The offscreen platform has no graphics card to turn frames into pictures with.
pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.qt_log_ignore("No RHI backend")]
PIXELS = QVideoFrameFormat.PixelFormat
OURS = "11".ljust(QR_DIGITS, "4")


@dataclass
class Shape:
    """What a camera offers, as a QCameraFormat tells it."""

    width: int
    height: int
    rate: float
    pixels: PIXELS = PIXELS.Format_YUYV

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:  # noqa: N802 - Qt's name
        return self.rate

    def pixelFormat(self) -> PIXELS:  # noqa: N802 - Qt's name
        return self.pixels


@pytest.fixture
def source() -> Iterator[DeviceSource]:
    parent = QObject()
    made = open_source(parent)
    assert isinstance(made, DeviceSource)
    yield made
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_frame_arrives_as_a_picture_that_can_be_read(source: DeviceSource) -> None:
    seen: list[QImage] = []
    source.frame.connect(seen.append)
    source._wanted = "a camera"
    source.sink.setVideoFrame(QVideoFrame(held_up(OURS)))
    assert [image.size() for image in seen] == [QSize(1280, 720)]
    found = read_frame(seen[0])
    assert found is not None
    assert found.text == OURS


def test_frames_too_many_a_second_and_those_after_the_end_are_dropped(
    source: DeviceSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [50.0]
    monkeypatch.setattr(device, "monotonic", lambda: now[0])
    seen: list[QImage] = []
    source.frame.connect(seen.append)
    source._wanted = "a camera"
    frame = QVideoFrame(held_up(""))
    for step_s in (0.0, 0.01, 0.02, 0.03):
        now[0] += step_s
        source.sink.setVideoFrame(frame)
        source.sink.setVideoFrame(QVideoFrame())
    assert len(seen) == 2
    source.stop()
    now[0] += 1
    source.sink.setVideoFrame(frame)
    assert len(seen) == 2


def test_a_camera_that_is_not_there_is_said_to_be_unplugged(source: DeviceSource) -> None:
    told: list[Trouble] = []
    source.failed.connect(told.append)
    source.start("never plugged in")
    assert told == [Trouble.UNPLUGGED]
    source.stop()


def test_an_error_of_the_camera_is_told_while_it_is_on_only(source: DeviceSource) -> None:
    told: list[Trouble] = []
    source.failed.connect(told.append)
    source._on_error(QCamera.Error.CameraError, "busy")
    assert told == []
    source._camera, source._wanted = QCamera(source), "gone"
    source._on_error(QCamera.Error.CameraError, "busy")
    assert told == [Trouble.UNPLUGGED]
    source.stop()


def test_a_node_that_may_not_be_opened_is_a_matter_of_rights(
    source: DeviceSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "glob", lambda self, pattern: [self / "video0"])
    for may, trouble in ((False, Trouble.NOT_ALLOWED), (True, Trouble.NO_CAMERA)):
        monkeypatch.setattr(os, "access", lambda path, mode, may=may: may)
        assert source.why_none() is trouble


@pytest.mark.parametrize(
    ("offered", "best"),
    [
        ([], None),
        ([Shape(640, 480, 30), Shape(1280, 720, 30), Shape(3840, 2160, 30)], 1),
        ([Shape(1280, 720, 5), Shape(640, 480, 30)], 1),
        ([Shape(1280, 720, 30, PIXELS.Format_Jpeg), Shape(1280, 720, 10)], 1),
        ([Shape(1280, 720, 30, PIXELS.Format_Jpeg), Shape(1280, 720, 5)], 0),
        ([Shape(320, 240, 5)], 0),
    ],
)
def test_it_asks_for_what_codes_are_read_from_best(offered: list[Shape], best: int | None) -> None:
    chosen: object = best_format(offered)  # type: ignore[arg-type]
    assert chosen is (None if best is None else offered[best])


@pytest.mark.parametrize("answer", [True, False])
def test_who_has_not_been_asked_is_asked_before_the_camera_opens(
    source: DeviceSource, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    states = Qt.PermissionStatus
    app = Asked(states.Undetermined)
    monkeypatch.setattr(device, "QCoreApplication", app)
    told: list[Trouble] = []
    source.failed.connect(told.append)
    source.start("never plugged in")
    assert told == []
    app.state = states.Granted if answer else states.Denied
    app.answers[0](QCameraPermission())
    assert told == [Trouble.UNPLUGGED if answer else Trouble.NOT_ALLOWED]


class Asked:
    """An application whose system asks a person."""

    def __init__(self, state: Qt.PermissionStatus) -> None:
        self.state = state
        self.answers: list[Callable[[QCameraPermission], None]] = []

    def instance(self) -> Asked:
        return self

    def checkPermission(self, permission: QCameraPermission) -> Qt.PermissionStatus:  # noqa: N802
        return self.state

    def requestPermission(  # noqa: N802 - Qt's name
        self, permission: QCameraPermission, owner: QObject, done: Callable[[QCameraPermission], None]
    ) -> None:
        self.answers.append(done)
