"""Documents of ordinary paper: headings, facts, tables and sums that flow over as many pages as they take.

Amounts stand right, a table's heading is repeated on each page, nothing is ever cut off at the margin.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from model.record import dataclass
from services.printing import fonts, qr
from services.printing.document import Rendered
from services.printing.pdf import DOT, MM, RENDERING
from services.printing.pen import INK, MUTED, Pen, Style, accent_of, hex_colour, mixed
from services.printing.strings import Words
from services.printing.text import printable, wrap

A4: Final = (210 * MM, 297 * MM)
A5: Final = (148 * MM, 210 * MM)
_SIDE: Final = 18 * MM
_SIDE_OF_A5: Final = 11 * MM
_TOP: Final = 16 * MM
_BOTTOM: Final = 18 * MM
_STUB: Final = 29 * MM
"""How high a stub is: room for its code."""
_STUB_MODULE: Final = 5 * DOT
"""Of the code on a stub: 29 of them are 18 mm, on a thermal printer's dots too."""
_LINE: Final = "#DDD6CE"
_PANEL: Final = "#F6F4F1"
_LEADING: Final = 1.45
_WITH_NEXT: Final = 96
"""A heading never stands alone at the foot of a page."""
_SIGNED: Final = 58
"""How high the lines to sign on are."""
_TOGETHER: Final = 4
"""Lines of a paragraph that stay on one page."""
_MOST_LINES: Final = 12
"""Of a text in one cell; no name or reason is that long."""

TITLE: Final = Style(18, True)
SHOP: Final = Style(9.5, True)
SMALL: Final = Style(8, colour=MUTED)
BODY: Final = Style(9)
BOLD: Final = Style(9, True)
HEADING: Final = Style(11, True)
SUM: Final = Style(15, True)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value in two columns."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: `share` of the width against the others; amounts stand right."""

    title: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`bold` are rows that stand out."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]
    bold: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    muted: bool = True


@dataclass(frozen=True, slots=True)
class Sum:
    """What it comes to, the largest thing on the page."""

    label: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stub:
    """A piece to be cut off: `head` large, then `lines`, with a code at its right."""

    head: str
    lines: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Stubs:
    """Two beside one another, with lines to cut along, on a page of their own where there is no room."""

    title: str
    note: str
    stubs: tuple[Stub, ...]


Piece = Stubs | Heading | Facts | Table | Paragraph | Sum | Signatures


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """What is printed: the head stands on the first page, `footer` and the page number on each."""

    shop_name: str
    title: str
    aside: tuple[str, ...]
    """Lines at the upper right: number, date."""
    pieces: tuple[Piece, ...]
    footer: str = ""
    accent: str = ""
    size: tuple[float, float] = A4


def render_pages(document: PaperDocument, say: Words, *more: PaperDocument) -> Rendered:
    """The document as a PDF; `more` are further copies behind it, each with its own page numbers."""
    from reportlab.pdfgen.canvas import Canvas

    with RENDERING:
        out = io.BytesIO()
        own = fonts.face(False).name
        canvas = Canvas(out, pagesize=document.size, initialFontName=own, pageCompression=1, invariant=1)
        canvas.setTitle(printable(document.title))
        for each in (document, *more):
            _lay_out(canvas, each, say, _lay_out(_Nowhere(), each, say, 0))
        canvas.save()
    missing = set[str]().union(*(fonts.missing(_all_text(each)) for each in (document, *more)))
    return Rendered(out.getvalue(), tuple(sorted(missing)))


def _lay_out(canvas: Any, document: PaperDocument, say: Words, count: int) -> int:
    """Set everything; answers how many pages it took. Done once without a canvas, to know `count`."""
    flow = _Flow(canvas, document, say, count)
    flow.head()
    for piece, following in zip(document.pieces, (*document.pieces[1:], None), strict=True):
        flow.add(piece, signed=isinstance(following, Signatures))
    flow.end_page()
    return flow.page


class _Nowhere:
    """A canvas that keeps nothing."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *args: object, **named: object) -> Any:
        return self


class _Flow:
    """Where the next piece goes; begins another page where there is no room."""

    def __init__(self, canvas: Any, document: PaperDocument, say: Words, count: int) -> None:
        self._canvas = canvas
        self._pen = Pen(canvas)
        self._document = document
        self._say = say
        self._count = count
        self._accent = accent_of(document.accent, "#B5354F")
        self._side = _SIDE if document.size[0] >= A4[0] else _SIDE_OF_A5
        self._width = document.size[0] - 2 * self._side
        self._y = document.size[1] - _TOP
        self.page = 1

    def head(self) -> None:
        doc, pen = self._document, self._pen
        pen.line(self._side, self._y - 8, doc.shop_name, SHOP, self._width * 0.6)
        y = self._y - 8
        for line in doc.aside:
            pen.right(self._side + self._width, y, line, SMALL, self._width * 0.38)
            y -= 11
        pen.line(self._side, self._y - 32, doc.title, TITLE, self._width * 0.62)
        self._y = min(self._y - 42, y)
        pen.box(self._side, self._y, self._width, 1.6, self._accent)
        self._y -= 8

    def end_page(self) -> None:
        doc = self._document
        self._rule(_BOTTOM - 4)
        self._pen.line(self._side, _BOTTOM - 15, doc.footer, SMALL, self._width * 0.78)
        number = self._say("page.number", page=self.page, count=self._count)
        self._pen.right(self._side + self._width, _BOTTOM - 15, number, SMALL, self._width * 0.2)
        self._canvas.showPage()

    def _need(self, height: float) -> bool:
        """Make room for so much; whether that began another page."""
        if self._y - height >= _BOTTOM + 4:
            return False
        self.end_page()
        self.page += 1
        self._y = self._document.size[1] - _TOP
        return True

    def _rule(self, y: float) -> None:
        self._pen.box(self._side, y, self._width, 0.5, _LINE)

    def add(self, piece: Piece, *, signed: bool = False) -> None:
        """`signed` is what signatures follow: they never stand alone on a page."""
        match piece:
            case Heading():
                self._need(_WITH_NEXT)
                self._y -= 18
                self._pen.line(self._side, self._y, piece.text, HEADING, self._width)
                self._y -= 5
            case Facts():
                self._facts(piece)
            case Table():
                self._table(piece)
            case Paragraph():
                self._paragraph(piece, _SIGNED if signed else 0)
            case Sum():
                self._sum(piece)
            case Signatures():
                self._signatures(piece)
            case Stubs():
                self._stubs(piece)

    def _facts(self, facts: Facts) -> None:
        half = self._width / 2
        room = half - 66
        for first in range(0, len(facts.pairs), 2):
            pairs = facts.pairs[first : first + 2]
            set_ = [(label, self._wrapped(value, BODY, room)) for label, value in pairs]
            height = max(len(lines) for _, lines in set_) * BODY.size * _LEADING + 3
            self._need(height)
            for column, (label, lines) in enumerate(set_):
                x = self._side + column * half
                y = self._y - BODY.size
                self._pen.line(x, y, label, SMALL, 56)
                self._lines(x + 58, y, lines, BODY)
            self._y -= height

    def _table(self, table: Table) -> None:
        self._table_head(table)
        for at, row in enumerate(table.rows):
            style = BOLD if at in table.bold else BODY
            cells = [
                self._wrapped(text, style, width - 6)
                for text, (_, width) in zip(row, self._places(table), strict=True)
            ]
            height = max(len(lines) for lines in cells) * style.size * _LEADING + 4
            if self._need(height):
                self._table_head(table)
            if at in table.bold:
                self._pen.box(self._side, self._y - height, self._width, height, _PANEL)
            y = self._y - style.size - 1
            for lines, field, (x, width) in zip(cells, table.fields, self._places(table), strict=True):
                self._lines(x + (width - 3 if field.right else 3), y, lines, style, right=field.right)
            self._y -= height
            self._rule(self._y)
        self._y -= 4

    def _table_head(self, table: Table) -> None:
        titles = [
            self._wrapped(field.title, SMALL, width - 6)
            for field, (_, width) in zip(table.fields, self._places(table), strict=True)
        ]
        height = max(len(lines) for lines in titles) * SMALL.size * _LEADING + 4
        self._need(height + 30)
        y = self._y - SMALL.size - 1
        for lines, field, (x, width) in zip(titles, table.fields, self._places(table), strict=True):
            self._lines(x + (width - 3 if field.right else 3), y, lines, SMALL, right=field.right)
        self._y -= height
        self._pen.box(self._side, self._y, self._width, 0.9, mixed(self._accent, "#FFFFFF", 0.35))

    def _places(self, table: Table) -> list[tuple[float, float]]:
        """Left end and width of each column."""
        whole = sum(field.share for field in table.fields)
        places, x = [], self._side
        for field in table.fields:
            width = self._width * field.share / whole
            places.append((x, width))
            x += width
        return places

    def _paragraph(self, paragraph: Paragraph, after: float) -> None:
        """A short one isn't parted, nor from what has to stand `after` it."""
        style = SMALL if paragraph.muted else BODY
        lines = self._wrapped(paragraph.text, style, self._width)
        if len(lines) <= _TOGETHER:
            self._need(len(lines) * style.size * _LEADING + 4 + after)
        for line in lines:
            self._need(style.size * _LEADING)
            self._y -= style.size * _LEADING
            self._pen.line(self._side, self._y, line, style, self._width + 1)
        self._y -= 4

    def _sum(self, sum_: Sum) -> None:
        height = 40.0 if sum_.note else 30.0
        self._need(height + 8)
        top = self._y - 6
        self._pen.box(self._side, top - height, self._width, height, mixed(self._accent, "#FFFFFF", 0.91), 5)
        self._pen.line(self._side + 10, top - 19, sum_.label, HEADING, self._width * 0.5)
        style = Style(SUM.size, True, self._accent)
        self._pen.right(self._side + self._width - 10, top - 21, sum_.amount, style, self._width * 0.45)
        if sum_.note:
            self._pen.line(self._side + 10, top - 33, sum_.note, SMALL, self._width - 20)
        self._y = top - height - 6

    def _signatures(self, signatures: Signatures) -> None:
        self._need(_SIGNED)
        self._y -= 44
        step = self._width / len(signatures.labels)
        for at, label in enumerate(signatures.labels):
            x = self._side + at * step
            self._pen.box(x, self._y, step - 14, 0.6, INK)
            self._pen.line(x, self._y - 11, label, SMALL, step - 14)
        self._y -= 14

    def _stubs(self, stubs: Stubs) -> None:
        half = self._width / 2
        self._need(_WITH_NEXT + _STUB * -(-len(stubs.stubs) // 2))
        self.add(Heading(stubs.title))
        self.add(Paragraph(stubs.note))
        for first in range(0, len(stubs.stubs), 2):
            self._need(_STUB)
            self._y -= _STUB
            for column, stub in enumerate(stubs.stubs[first : first + 2]):
                self._stub(self._side + column * half, half, stub)
        self._y -= 6

    def _stub(self, x: float, width: float, stub: Stub) -> None:
        canvas, y = self._canvas, self._y
        canvas.setStrokeColor(hex_colour(MUTED))
        canvas.setLineWidth(0.5)
        canvas.setDash(2, 1.8)
        canvas.rect(x, y, width, _STUB, stroke=1, fill=0)
        canvas.setDash()
        room = width - self._code(x + width, y, stub.code) - 4 * MM
        top = y + _STUB - 8 * MM
        self._pen.line(x + 3 * MM, top, stub.head, HEADING, room)
        for line in stub.lines:
            top -= SMALL.size * _LEADING + 1
            self._pen.line(x + 3 * MM, top, line, SMALL, room)

    def _code(self, right: float, y: float, code: str) -> float:
        """Draw a stub's code at its right end; answers the width it takes with its quiet zone."""
        modules = qr.matrix(code)
        side, quiet = len(modules) * _STUB_MODULE, qr.QUIET_MODULES * _STUB_MODULE
        left, top = right - quiet - side, y + (_STUB + side) / 2
        for column, row, width, height in qr.rectangles(modules):
            x, bottom = left + column * _STUB_MODULE, top - (row + height) * _STUB_MODULE
            self._pen.box(x, bottom, width * _STUB_MODULE, height * _STUB_MODULE, "#000000")
        return side + 2 * quiet

    def _wrapped(self, text: str, style: Style, room: float) -> list[str]:
        return wrap(printable(text), room, style.width, _MOST_LINES)

    def _lines(self, x: float, y: float, lines: Sequence[str], style: Style, *, right: bool = False) -> None:
        for line in lines:
            if right:
                self._pen.right(x, y, line, style, self._width)
            else:
                self._pen.line(x, y, line, style, self._width)
            y -= style.size * _LEADING


def _all_text(document: PaperDocument) -> str:
    shown = [document.shop_name, document.title, *document.aside, document.footer]
    for piece in document.pieces:
        match piece:
            case Heading(text) | Paragraph(text):
                shown.append(text)
            case Facts(pairs):
                shown += [text for pair in pairs for text in pair]
            case Table(fields, rows):
                shown += [field.title for field in fields] + [text for row in rows for text in row]
            case Sum(label, amount, note):
                shown += [label, amount, note]
            case Signatures(labels):
                shown += labels
            case Stubs(title, note, stubs):
                shown += [title, note]
                shown += [text for stub in stubs for text in (stub.head, *stub.lines)]
    return printable_all(shown)


def printable_all(texts: Sequence[str]) -> str:
    """All texts as they are drawn, one after the other."""
    return "".join(printable(text) for text in texts)
