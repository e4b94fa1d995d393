"""A camera for the tour: it looks at a voucher that lies on the counter."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument

from ui import theme
from ui.camera.source import Camera, FrameSource

_FRAME: Final = QSize(1280, 720)
_TURN: Final = -7.0
_PAGE_DOTS: Final = 1700
_PAPER_WIDTH_MM: Final = 210
_CORNER_MM: Final = QPointF(11.5, 12)
_VOUCHER_MM: Final = QSizeF(92, 66)
"""Where the knife cuts the first of 2 × 4 out of the paper."""
_HIGH_PX: Final = 500
_EVERY_MS: Final = 66


class HeldUp(FrameSource):
    """Sends the same picture fifteen times a second while it is on."""

    def __init__(self, picture: QImage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._on_tick)

    def cameras(self) -> tuple[Camera, ...]:
        return (Camera("tour", "HD Webcam"),)

    def start(self, camera_id: str) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_tick(self) -> None:
        self.frame.emit(self._picture)


def on_the_counter(sheet: Path) -> QImage:
    """The first of the 2 × 4 vouchers on a printed page, as a camera over the counter sees it."""
    voucher = _first_voucher(sheet)
    image = QImage(_FRAME, QImage.Format.Format_RGB32)
    image.fill(theme.color("line_strong"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    painter.translate(QRectF(image.rect()).center())
    painter.rotate(_TURN)
    wide, high = voucher.width(), voucher.height()
    shade = theme.color("shadow")
    painter.fillRect(QRectF(-wide / 2 + 6, -high / 2 + 8, wide, high), shade)
    painter.drawImage(-wide // 2, -high // 2, voucher)
    painter.end()
    return image


def _first_voucher(sheet: Path) -> QImage:
    document = QPdfDocument()
    document.load(str(sheet))
    page = document.pagePointSize(0)
    size = QSize(_PAGE_DOTS, round(_PAGE_DOTS * page.height() / page.width()))
    printed = document.render(0, size)
    document.close()
    on_white = QImage(size, QImage.Format.Format_RGB32)
    on_white.fill(theme.color("on_accent"))
    painter = QPainter(on_white)
    painter.drawImage(0, 0, printed)
    painter.end()
    dots_per_mm = _PAGE_DOTS / _PAPER_WIDTH_MM
    cell = QRectF(_CORNER_MM, _VOUCHER_MM)
    cut = on_white.copy(QTransform.fromScale(dots_per_mm, dots_per_mm).mapRect(cell).toRect())
    return cut.scaledToHeight(_HIGH_PX, Qt.TransformationMode.SmoothTransformation)
