"""One picture, and the code on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from model.codes import looks_like_qr
from model.record import dataclass
from ui.shell.scanner import is_code


@dataclass(frozen=True, slots=True)
class Seen:
    """A code, its four corners in the picture, and whether a scanner would have brought it here."""

    text: str
    corners: tuple[QPointF, ...]
    known: bool


def read_frame(image: QImage, _jobs: object = None) -> Seen | None:
    """The code on a picture, this program's own kind first; None for none. Takes 5–30 ms."""
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    # Those with a checksum: of moving pictures the others are read wrong sooner or later.
    wanted = zxingcpp.BarcodeFormats([kinds.QRCode, kinds.EAN13, kinds.EAN8, kinds.UPCA, kinds.Code128])
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if gray.isNull():
        return None
    found = [_seen(barcode) for barcode in zxingcpp.read_barcodes(gray, formats=wanted)]
    found.sort(key=lambda seen: (not seen.known, not looks_like_qr(seen.text)))
    return found[0] if found else None


def _seen(barcode: object) -> Seen:
    text = str(getattr(barcode, "text", ""))
    at = getattr(barcode, "position", None)
    corners = (getattr(at, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left"))
    return Seen(text, tuple(QPointF(c.x, c.y) for c in corners), looks_like_qr(text) or is_code(text))
