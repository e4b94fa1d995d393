"""Documents as PDF: text drawn glyph by glyph (never as markup), fonts embedded and subset."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from model.record import dataclass
from services.printing import fonts, qr
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
from services.printing.pictures import opened
from services.printing.text import elide, printable, wrap

MM: Final = 72 / 25.4
DOT: Final = 72 / 203
"""A dot of a thermal print head, in points; QR modules are whole dots."""
_SIZES: Final = {Size.SMALL: 7.5, Size.NORMAL: 8.5, Size.LARGE: 13.0, Size.HUGE: 13.5}
_LEADING: Final = {Size.SMALL: 1.5, Size.NORMAL: 1.5, Size.LARGE: 1.35, Size.HUGE: 1.65}
_ASCENT: Final = 0.88
_HALF_LINE: Final = 6.4
_PAGE_TOP: Final = 5 * MM
_PAGE_BOTTOM: Final = 7 * MM
_MAX_PAGE: Final = 12_000.0
"""Points; PDF readers stop at 14,400."""
RENDERING: Final = threading.Lock()
"""Held while a PDF is made: reportlab's fonts keep the subset of the document in hand."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A line of text with its left end and baseline, from the top of its block."""

    x: float
    baseline: float
    text: str
    size: float
    bold: bool
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, from the top of its block."""

    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dashes:
    """A dashed line across the text area."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture (PIL image), from the top of its block."""

    x: float
    top: float
    width: float
    height: float
    image: Any


Drawn = Glyphs | Box | Dashes | Bitmap


@dataclass(frozen=True, slots=True)
class Block:
    """What one row of a document draws, and the height it takes (points)."""

    height: float
    drawn: tuple[Drawn, ...] = ()


def render(document: Document) -> Rendered:
    """The document as PDF bytes: one page as long as the text needs, more when it is very long."""
    from reportlab.pdfgen.canvas import Canvas

    with RENDERING:
        out = io.BytesIO()
        own = fonts.face(False).name
        canvas = Canvas(out, initialFontName=own, pageCompression=1, invariant=1)
        canvas.setTitle(printable(document.title))
        missing = draw(canvas, document)
        canvas.save()
    return Rendered(out.getvalue(), tuple(sorted(missing)))


def draw(canvas: Any, document: Document) -> set[str]:
    """Add the document's pages to a canvas; returns the characters that no font could show."""
    blocks = layout(document)
    for page in _pages(blocks):
        _draw_page(canvas, document.paper, page)
    return _missing(blocks)


def layout(document: Document) -> list[Block]:
    """One block per row, positions measured with the real fonts."""
    area = _Area.of(document.paper)
    return [_block(row, area) for row in document.rows]


@dataclass(frozen=True, slots=True)
class _Area:
    """The printable band of the paper, in points."""

    left: float
    width: float
    cell: float

    @classmethod
    def of(cls, paper: Paper) -> _Area:
        width = (paper.width_mm - 2 * paper.margin_mm) * MM
        return cls(paper.margin_mm * MM, width, width / paper.columns)


def _block(row: Row, area: _Area) -> Block:
    match row:
        case Text():
            return _text(row, area)
        case Columns():
            return _columns(row, area)
        case Mark():
            return _mark(row, area)
        case Divider():
            return Block(2 * _HALF_LINE, (Dashes(area.left, _HALF_LINE, area.width),))
        case Feed():
            return Block(row.half_lines * _HALF_LINE)
        case Qr():
            return _qr(row, area)
        case Picture():
            return _picture(row, area)
        case Cut():
            return Block(0)


def _text(row: Text, area: _Area) -> Block:
    indent = row.indent * area.cell
    size, leading = _SIZES[row.size], _SIZES[row.size] * _LEADING[row.size]
    lines = wrap(printable(row.text), area.width - indent, _measure(size, row.bold), row.max_lines)
    marks = []
    for index, line in enumerate(lines):
        free = area.width - indent - width_of(line, size, row.bold)
        shift = {Align.LEFT: 0.0, Align.CENTER: free / 2, Align.RIGHT: free}[row.align]
        baseline = index * leading + _baseline(size, leading)
        marks.append(Glyphs(area.left + indent + shift, baseline, line, size, row.bold))
    return Block(leading * len(lines), tuple(marks))


def _columns(row: Columns, area: _Area) -> Block:
    """The right text keeps to the first line, or takes its own below when it needs too much room."""
    size, leading = _SIZES[row.size], _SIZES[row.size] * _LEADING[row.size]
    measure = _measure(size, row.bold)
    indent = row.indent * area.cell
    right = elide(printable(row.right), area.width, measure)
    left_text = printable(row.left)
    right_width = measure(right)
    gap = 2 * area.cell if right else 0.0
    beside = right_width <= area.width * 0.6 or measure(left_text) + indent + gap + right_width <= area.width
    room = area.width - indent - (right_width + gap if beside else 0.0)
    left = wrap(left_text, room, measure, row.max_lines)
    right_line = 0 if beside else len(left)
    first = _baseline(size, leading)
    marks = [
        Glyphs(area.left + indent, first + i * leading, line, size, row.bold) for i, line in enumerate(left)
    ]
    end = area.left + area.width - right_width
    marks.append(Glyphs(end, first + right_line * leading, right, size, row.bold))
    return Block(leading * max(len(left), right_line + 1), tuple(marks))


def _mark(row: Mark, area: _Area) -> Block:
    size = _SIZES[Size.NORMAL]
    height = size * 2
    text = elide(printable(row.text), area.width - 2 * area.cell, _measure(size, True))
    x = area.left + (area.width - width_of(text, size, True)) / 2
    label = Glyphs(x, _baseline(size, height), text, size, True, inverted=True)
    return Block(height, (Box(area.left, 0, area.width, height), label))


def _qr(row: Qr, area: _Area) -> Block:
    modules = qr.matrix(row.data)
    count = len(modules)
    module = DOT * max(1, -(-round(row.min_mm * MM / DOT) // count))
    quiet = qr.QUIET_MODULES * module
    side = count * module
    left = round((area.left + (area.width - side) / 2) / DOT) * DOT
    boxes = (
        Box(left + x * module, quiet + y * module, w * module, h * module)
        for x, y, w, h in qr.rectangles(modules)
    )
    return Block(side + 2 * quiet, tuple(boxes))


def _picture(row: Picture, area: _Area) -> Block:
    image = opened(row.png)
    if image is None:
        return Block(0)
    scale = min(area.width / image.width, row.max_height_mm * MM / image.height)
    width, height = image.width * scale, image.height * scale
    return Block(height, (Bitmap(area.left + (area.width - width) / 2, 0, width, height, image),))


def width_of(text: str, size: float, bold: bool) -> float:
    """Width in points of a text set in the shipped font and its fallbacks."""
    return size * sum(_em(char, bold) for char in text)


@lru_cache(maxsize=8192)
def _em(char: str, bold: bool) -> float:
    return fonts.width_em(char, bold)


def _measure(size: float, bold: bool) -> Any:
    return lambda text: width_of(text, size, bold)


def _baseline(size: float, leading: float) -> float:
    return (leading - size) / 2 + _ASCENT * size


def _missing(blocks: Iterable[Block]) -> set[str]:
    texts = (mark.text for block in blocks for mark in block.drawn if isinstance(mark, Glyphs))
    return fonts.missing("".join(texts))


def _pages(blocks: list[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        if used + block.height > _MAX_PAGE:
            pages.append([])
            used = 0.0
        pages[-1].append(block)
        used += block.height
    return pages


def _draw_page(canvas: Any, paper: Paper, blocks: list[Block]) -> None:
    height = _PAGE_TOP + sum(block.height for block in blocks) + _PAGE_BOTTOM
    height = -(-height // DOT) * DOT
    canvas.setPageSize((paper.width_mm * MM, height))
    top = height - _PAGE_TOP
    for block in blocks:
        if any(isinstance(mark, Box) for mark in block.drawn):
            top = (top // DOT) * DOT
        for mark in block.drawn:
            _draw(canvas, mark, top)
        top -= block.height
    canvas.showPage()


def _draw(canvas: Any, mark: Drawn, top: float) -> None:
    match mark:
        case Glyphs():
            canvas.setFillGray(1 if mark.inverted else 0)
            draw_text(canvas, mark.x, top - mark.baseline, mark.text, mark.size, mark.bold)
        case Box():
            canvas.setFillGray(0)
            canvas.rect(mark.x, top - mark.top - mark.height, mark.width, mark.height, stroke=0, fill=1)
        case Dashes():
            canvas.setLineWidth(0.6)
            canvas.setDash(2, 1.6)
            canvas.line(mark.x, top - mark.y, mark.x + mark.width, top - mark.y)
            canvas.setDash()
        case Bitmap():
            from reportlab.lib.utils import ImageReader

            y = top - mark.top - mark.height
            canvas.drawImage(ImageReader(mark.image), mark.x, y, mark.width, mark.height, mask="auto")


def draw_text(canvas: Any, x: float, y: float, text: str, size: float, bold: bool) -> None:
    """Draw one line in the current colour from (x, y), each character in the face that has it."""
    for run in fonts.runs(text, bold):
        canvas.setFont(run.face.name, size)
        canvas.drawString(x, y, run.text)
        x += size * sum(run.face.width_em(char) for char in run.text)
