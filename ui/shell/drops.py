"""A picture with a code on it, dropped on the window: a photograph or a screenshot of a voucher."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage

from model.codes import looks_like_qr
from model.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.bus import UiJobs

LARGEST_BYTES: Final = 40_000_000
LONGEST_SIDE_PX: Final = 12_000


def read_picture(_read: object, source: Path | QImage) -> str:
    """The code on a picture: one of this program's kind before any other.

    Raises UserError `image.unreadable`, `image.too_large` or `image.no_code`.
    """
    import zxingcpp

    image = _loaded(source) if isinstance(source, Path) else source
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = [barcode.text for barcode in zxingcpp.read_barcodes(gray)]
    codes = [text for text in found if looks_like_qr(text)] or [
        t for t in found if t.isascii() and t.isdigit()
    ]
    if not codes:
        raise UserError("image.no_code")
    return codes[0]


def _loaded(path: Path) -> QImage:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError("image.too_large")
        data = path.read_bytes()
    except OSError as error:
        raise UserError("image.unreadable") from error
    image = QImage.fromData(data)
    if image.isNull():
        raise UserError("image.unreadable")
    if max(image.width(), image.height()) > LONGEST_SIDE_PX:
        raise UserError("image.too_large")
    return image


class PictureDrops(QObject):
    """Watches a window for pictures dropped on it and says their codes as a scanner would."""

    def __init__(self, window: QWidget, jobs: UiJobs, scanned: Callable[[str], None]) -> None:
        super().__init__(window)
        self._scanned = scanned
        self._jobs = jobs
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if self._source(event.mimeData()) is not None:
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            source = self._source(event.mimeData())
            if source is not None:
                event.acceptProposedAction()
                self._jobs.read(read_picture, source, done=self._scanned, owner=self)
                return True
        return False

    @staticmethod
    def _source(mime: QMimeData) -> Path | QImage | None:
        local = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        if local:
            return Path(local[0])
        if mime.hasImage():
            image = mime.imageData()
            return image if isinstance(image, QImage) else None
        return None
