"""Documents as ESC/POS bytes for receipt printers, Chinese in two-byte GBK / GB18030.

Lines are laid out in half-width cells, so columns meet whatever the script. A line with a character
that usual printers lack goes out as a picture of itself.
"""

from __future__ import annotations

from typing import Any, Final

from services.printing import fonts, raster
from services.printing.document import (
    Align,
    Columns,
    Cut,
    Divider,
    Document,
    Feed,
    Mark,
    Paper,
    Picture,
    Qr,
    Rendered,
    Row,
    Size,
    Text,
)
from services.printing.library import printers
from services.printing.text import elide, printable, wrap

_CHINESE_ON: Final = b"\x1c&"
_CHINESE_SIZE: Final = b"\x1c!"
_NATIVE_QR_MODULE: Final = 5
_TO_PRINTER: Final = str.maketrans({"¥": "￥", "•": "·", "−": "-", "‑": "-"})
"""Signs that GBK has under another number."""


def render(document: Document, native_qr: bool = False) -> Rendered:
    """The document as bytes for the printer; QR codes as pictures unless the printer draws its own."""
    writer = _Writer(_recorder(document.paper), document.paper.columns, document.paper.dots, native_qr)
    writer.begin()
    for row in document.rows:
        writer.row(row)
    return Rendered(writer.output(), tuple(sorted(writer.missing)))


def cells(text: str) -> int:
    """Half-width cells a text takes on the printer: 1 for ASCII, 2 for anything else."""
    return sum(1 if char < "\x7f" else 2 for char in text)


def encodable(text: str) -> bool:
    """Whether usual Chinese printers have every character (ASCII and two-byte GBK)."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


class _Writer:
    """Rows to bytes, through python-escpos where it has a command for it."""

    def __init__(self, printer: Any, columns: int, dots: int, native_qr: bool) -> None:
        self._printer = printer
        self._columns = columns
        self._dots = dots
        self._native_qr = native_qr
        self._style: tuple[int, int, bool] | None = None
        self.missing: set[str] = set()

    def begin(self) -> None:
        """Reset the printer and switch it to Chinese."""
        self._printer.hw("INIT")
        self._printer._raw(_CHINESE_ON)

    def output(self) -> bytes:
        """All bytes so far."""
        return bytes(self._printer.output)

    def row(self, row: Row) -> None:
        """Append one row of the document."""
        match row:
            case Text():
                self._text(row)
            case Columns():
                self._columns_row(row)
            case Mark():
                self._mark(row)
            case Divider():
                self._line("-" * self._columns, 1, 1, False)
            case Feed():
                self._printer._raw(b"\n" * ((row.half_lines + 1) // 2))
            case Qr():
                self._qr(row)
            case Picture():
                self._picture(raster.picture(row.png, row.max_height_mm, self._dots))
            case Cut():
                self._printer.cut()

    def _text(self, row: Text) -> None:
        text = _prepared(row.text)
        width, height = self._magnified(row.size, row.indent + cells(text))
        room = self._columns // width - row.indent
        for line in wrap(text, room, cells, row.max_lines):
            free = room - cells(line)
            shift = {Align.LEFT: 0, Align.CENTER: free // 2, Align.RIGHT: free}[row.align]
            self._line(" " * (row.indent + shift) + line, width, height, row.bold)

    def _columns_row(self, row: Columns) -> None:
        left, right = _prepared(row.left), _prepared(row.right)
        width, height = self._magnified(row.size, row.indent + cells(left) + 2 + cells(right))
        total = self._columns // width
        right = elide(right, total, cells)
        beside = cells(right) <= total * 0.6 or row.indent + cells(left) + 2 + cells(right) <= total
        room = total - row.indent - (cells(right) + 2 if beside and right else 0)
        lines = [" " * row.indent + line for line in wrap(left, room, cells, row.max_lines)]
        if not beside:
            lines.append("")
        carrier = 0 if beside else -1
        lines[carrier] += " " * (total - cells(lines[carrier]) - cells(right)) + right
        for line in lines:
            self._line(line.rstrip(), width, height, row.bold)

    def _mark(self, row: Mark) -> None:
        text = elide(_prepared(row.text), self._columns - 8, cells)
        side = "*" * ((self._columns - cells(text) - 2) // 2)
        self._line(f"{side} {text} {side}", 1, 2, True)

    def _magnified(self, size: Size, needed: int) -> tuple[int, int]:
        """Magnification across and down: large text is only made tall where wide doesn't fit."""
        if size not in (Size.LARGE, Size.HUGE):
            return 1, 1
        return (2, 2) if needed * 2 <= self._columns else (1, 2)

    def _line(self, line: str, width: int, height: int, bold: bool) -> None:
        if not encodable(line):
            self.missing |= fonts.missing(line)
            self._picture(raster.text_line(line, cells, self._dots, width, bold))
            return
        if self._style != (width, height, bold):
            self._style = (width, height, bold)
            self._printer.set(bold=bold, custom_size=True, width=width, height=height)
            self._printer._raw(_CHINESE_SIZE + bytes([(width > 1) << 2 | (height > 1) << 3]))
        self._printer._raw(line.encode("gb18030") + b"\n")

    def _qr(self, row: Qr) -> None:
        if not self._native_qr:
            self._picture(raster.qr_code(row.data, row.min_mm, self._dots))
            return
        from escpos.constants import QR_ECLEVEL_M, QR_MODEL_2

        self._printer.set(align="center")
        self._printer.qr(row.data, ec=QR_ECLEVEL_M, size=_NATIVE_QR_MODULE, model=QR_MODEL_2, native=True)
        self._printer.set(align="left")

    def _picture(self, image: Any) -> None:
        if image is not None:
            self._printer.image(image, impl="bitImageRaster")


def _recorder(paper: Paper) -> Any:
    """A python-escpos printer that only records, told how wide the paper is."""
    recorder = printers().Dummy()
    width = {"mm": paper.width_mm, "pixels": paper.dots}
    known = recorder.profile.profile_data
    recorder.profile.profile_data = {**known, "media": {"width": width, "dpi": 203}}
    return recorder


def _prepared(text: str) -> str:
    return printable(text).translate(_TO_PRINTER)
