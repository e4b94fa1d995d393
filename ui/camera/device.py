"""The cameras of this machine through QtMultimedia; importing it raises ImportError where that is missing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QObject, Qt
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from ui.camera.source import Camera, FrameSource, Trouble

WANTED_PIXELS: Final = 1280 * 720
"""Enough for a 15 mm code at arm's length; more only costs time."""
SLOWEST_PER_S: Final = 10
SHORTEST_GAP_S: Final = 0.045
"""Pictures that come sooner are dropped: nobody sees more, and turning one into colours takes 3 ms."""

# Tells on stderr which libraries for sound and graphics cards it does without.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")


class DeviceSource(FrameSource):
    """Frames of a QCamera, as pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: QCamera | None = None
        self._wanted = ""
        self._last_s = 0.0
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.cameras_changed)
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._on_frame)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)

    def cameras(self) -> tuple[Camera, ...]:
        favourite = QMediaDevices.defaultVideoInput()
        devices = sorted(QMediaDevices.videoInputs(), key=lambda device: device != favourite)
        return tuple(Camera(_id(device), device.description()) for device in devices)

    def why_none(self) -> Trouble:
        # Linux hides a camera that this person may not open.
        hidden = any(not os.access(node, os.R_OK | os.W_OK) for node in Path("/dev").glob("video*"))
        return Trouble.NOT_ALLOWED if hidden else Trouble.NO_CAMERA

    def start(self, camera_id: str) -> None:
        self.stop()
        self._wanted = camera_id
        app = QCoreApplication.instance()
        state = app.checkPermission(QCameraPermission()) if app is not None else Qt.PermissionStatus.Denied
        if state == Qt.PermissionStatus.Undetermined and app is not None:
            app.requestPermission(QCameraPermission(), self, self._on_permission)
        else:
            self._begin(state)

    def _on_permission(self, permission: QCameraPermission) -> None:
        app = QCoreApplication.instance()
        if app is not None and self._wanted and self._camera is None:
            self._begin(app.checkPermission(permission))

    def _begin(self, state: Qt.PermissionStatus) -> None:
        if state != Qt.PermissionStatus.Granted:
            self.failed.emit(Trouble.NOT_ALLOWED)
            return
        device = next((d for d in QMediaDevices.videoInputs() if _id(d) == self._wanted), None)
        if device is None:
            self.failed.emit(Trouble.UNPLUGGED)
            return
        camera = self._camera = QCamera(device, self)
        camera.errorOccurred.connect(self._on_error)
        shape = best_format(device.videoFormats())
        if shape is not None:
            camera.setCameraFormat(shape)
        near = QCamera.FocusMode.FocusModeAutoNear
        if camera.isFocusModeSupported(near):
            camera.setFocusMode(near)
        self._session.setCamera(camera)
        camera.start()

    def stop(self) -> None:
        self._wanted = ""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()

    def _on_error(self, error: QCamera.Error, _: str) -> None:
        if error != QCamera.Error.NoError and self._camera is not None:
            there = any(_id(device) == self._wanted for device in QMediaDevices.videoInputs())
            self.failed.emit(Trouble.IN_USE if there else Trouble.UNPLUGGED)

    def _on_frame(self, frame: QVideoFrame) -> None:
        now = monotonic()
        if not self._wanted or not frame.isValid() or now - self._last_s < SHORTEST_GAP_S:
            return
        image = frame.toImage()
        if not image.isNull():
            self._last_s = now
            self.frame.emit(image)


def best_format(formats: Sequence[QCameraFormat]) -> QCameraFormat | None:
    """The format to read codes with: near 1280 × 720, not too slow, best without JPEG; None of none."""
    return min(formats, key=_price, default=None)


def _price(shape: QCameraFormat) -> tuple[bool, int, bool, float]:
    size = shape.resolution()
    packed = shape.pixelFormat() == QVideoFrameFormat.PixelFormat.Format_Jpeg
    rate = shape.maxFrameRate()
    return rate < SLOWEST_PER_S, abs(size.width() * size.height() - WANTED_PIXELS), packed, -min(rate, 30.0)


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
