"""A camera without glass: pictures are held before it, it is unplugged, it refuses, it goes silent."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.camera.source import Camera, FrameSource, Trouble

BUILT_IN = Camera("built-in", "内置摄像头")
USB = Camera("usb", "USB 摄像头")


class FakeCamera(FrameSource):
    """`show` sends a picture as a camera that is on does; `on` is the id of the camera that is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.there: tuple[Camera, ...] = (BUILT_IN,)
        self.refuses: Trouble | None = None
        self.hidden = Trouble.NO_CAMERA
        self.on = ""
        self.started: list[str] = []

    def cameras(self) -> tuple[Camera, ...]:
        return self.there

    def why_none(self) -> Trouble:
        return self.hidden

    def start(self, camera_id: str) -> None:
        self.started.append(camera_id)
        if self.refuses is not None:
            self.failed.emit(self.refuses)
        else:
            self.on = camera_id

    def stop(self) -> None:
        self.on = ""

    def show(self, image: QImage) -> None:
        if self.on:
            self.frame.emit(image)

    def plug(self, *cameras: Camera) -> None:
        """From now on exactly these are there."""
        self.there = cameras
        if self.on not in {camera.id for camera in cameras}:
            self.on = ""
        self.cameras_changed.emit()


def qr(text: str, module_px: int = 6) -> QImage:
    """The code alone, with its quiet zone."""
    import qrcode

    code = qrcode.QRCode(border=4, box_size=module_px)
    code.add_data(text)
    picture = code.make_image().convert("L")
    width, height = picture.size
    return QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def held_up(text: str, *, turn: float = 12.0, blur: int = 1, size: tuple[int, int] = (1280, 720)) -> QImage:
    """What a camera sees of paper with a code: turned by degrees, out of focus by pixels; or no code."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(118, 104, 92))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(size[0] / 2, size[1] / 2)
    painter.rotate(turn)
    painter.fillRect(-320, -180, 640, 360, QColor(240, 236, 228))
    if text:
        code = qr(text)
        painter.drawImage(40, -code.height() // 2, code)
    painter.end()
    if blur > 1:
        small = image.scaled(
            size[0] // blur, size[1] // blur, mode=Qt.TransformationMode.SmoothTransformation
        )
        image = small.scaled(*size, mode=Qt.TransformationMode.SmoothTransformation)
    return image
