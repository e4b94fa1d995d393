"""Reading a picture that somebody chose, bounded in size and never trusted; runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from model.errors import UserError
from model.record import dataclass
from services import pictures
from services.printing.pictures import size_of
from ui import theme

MAX_FILE_BYTES: Final = 20_000_000
MAX_SIDE_PX: Final = 20_000
_FORMATS: Final = (b"png", b"jpeg", b"jpg")
_QUALITIES: Final = (88, 75, 60, 40)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large the kept picture may be; `most_bytes` 0 for a PNG whatever it takes."""

    width_px: int
    height_px: int
    most_bytes: int = 0


LOGO: Final = Bounds(600, 300)
"""Enough for 72 mm at 203 dpi on a receipt and for a card at 300 dpi."""
PICTURE: Final = Bounds(pictures.SIDE_PX, pictures.SIDE_PX, pictures.MOST_BYTES)
_PLAIN_SHARE: Final = 0.4
"""Up to this part of the bytes a picture stays a PNG: drawings and lettering keep their edges."""


def load(_read: object, path: str, bounds: Bounds = LOGO) -> bytes:
    """A PNG, or a JPEG where bytes are counted, made from a PNG or JPEG file.

    Raises UserError `image.unreadable` or `image.too_large`.
    """
    try:
        if Path(path).stat().st_size > MAX_FILE_BYTES:
            raise UserError("image.too_large")
        raw = Path(path).read_bytes()
    except OSError as error:
        raise UserError("image.unreadable") from error
    return shrunk(raw, bounds)


def shrunk(raw: bytes, bounds: Bounds = LOGO) -> bytes:
    """The picture in `raw` within these bounds; the errors are those of `load`."""
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
    # Qt shows what there is of a file that ends early; this reads to the end.
    if size_of(raw) is None:
        raise UserError("image.unreadable")
    kept = QSize(bounds.width_px, bounds.height_px)
    if _turned(reader):
        kept.transpose()
    if size.width() > kept.width() or size.height() > kept.height():
        reader.setScaledSize(size.scaled(kept, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise UserError("image.unreadable")
    return _written(image, bounds.most_bytes)


def _turned(reader: QImageReader) -> bool:
    """Whether a camera held upright wrote the picture lying down: it is turned after it is scaled."""
    return bool(reader.transformation() & reader.transformation().TransformationRotate90)


def _written(image: QImage, most_bytes: int) -> bytes:
    png = _encoded(image, "png")
    if not most_bytes or len(png) <= most_bytes * (1 if image.hasAlphaChannel() else _PLAIN_SHARE):
        return png
    found = next((jpeg for jpeg in _jpegs(image) if len(jpeg) <= most_bytes), None)
    if found is None:
        raise UserError("image.too_large")
    return found


def _jpegs(image: QImage) -> Iterator[bytes]:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor(theme.tokens("light")["surface"]))
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return (_encoded(ground, "jpeg", quality) for quality in _QUALITIES)


def _encoded(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(quality)
    if not writer.write(image):
        raise UserError("image.unreadable")
    return bytes(buffer.data().data())
