"""Reading a picture that somebody chose as the shop's logo, bounded in size and never trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from model.errors import UserError

MAX_FILE_BYTES: Final = 20_000_000
MAX_SIDE_PX: Final = 20_000
KEPT_WIDTH_PX: Final = 600
KEPT_HEIGHT_PX: Final = 300
"""Enough for 72 mm at 203 dpi on a receipt and for a card at 300 dpi."""
_FORMATS: Final = (b"png", b"jpeg", b"jpg")


def load(_read: object, path: str) -> bytes:
    """A PNG of at most 600 × 300 px made from a PNG or JPEG file; runs off the GUI thread.

    Raises UserError `image.unreadable` or `image.too_large`.
    """
    try:
        if Path(path).stat().st_size > MAX_FILE_BYTES:
            raise UserError("image.too_large")
        raw = Path(path).read_bytes()
    except OSError as error:
        raise UserError("image.unreadable") from error
    return shrunk(raw)


def shrunk(raw: bytes) -> bytes:
    """The picture in `raw` as a PNG of at most 600 × 300 px; the errors are those of `load`."""
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        raise UserError("image.unreadable")
    size = reader.size()
    if max(size.width(), size.height()) > MAX_SIDE_PX:
        raise UserError("image.too_large")
    kept = QSize(KEPT_WIDTH_PX, KEPT_HEIGHT_PX)
    if size.width() > kept.width() or size.height() > kept.height():
        reader.setScaledSize(size.scaled(kept, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise UserError("image.unreadable")
    return _png(image)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise UserError("image.unreadable")
    return bytes(buffer.data().data())
