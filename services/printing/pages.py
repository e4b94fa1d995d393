"""Documents of ordinary paper: headings, facts, tables and sums that flow over as many pages as they take.

Amounts stand right, a table's heading is repeated on each page, nothing is ever cut off at the margin.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from model.record import dataclass
from services.printing import fonts
from services.printing import stubs as stubs_
from services.printing.document import Rendered
from services.printing.pdf import MM, RENDERING
from services.printing.pen import INK, MUTED, Pen, Style, accent_of, mixed
from services.printing.strings import Words
from services.printing.stubs import Stubs
from services.printing.text import elide, printable, wrap
from services.printing.voucher_designs import UNIT

A4: Final = (2480 * UNIT, 3508 * UNIT)
A5: Final = (1748 * UNIT, 2480 * UNIT)
"""210 × 297 and 148 × 210 mm in whole dots."""
_SIDE: Final = 18 * MM
_SIDE_OF_A5: Final = 11 * MM
_LINE: Final = "#DDD6CE"
_PANEL: Final = "#F6F4F1"
_WITH_NEXT: Final = 96
"""A heading never stands alone at the foot of a page."""
_LABEL: Final = 58
"""How wide the labels of facts are at most."""
_CELL_GAP: Final = 14
_TOGETHER: Final = 4
"""Lines of a paragraph that stay on one page."""
_MOST_LINES: Final = 12
"""Of a text in one cell; no name or reason is that long."""


@dataclass(frozen=True, slots=True)
class Look:
    """How close a page is set: sizes and distances in points, `leading` in sizes."""

    title: Style
    shop: Style
    heading: Style
    sum: Style
    body: Style
    small: Style
    leading: float
    gap: float
    """Under a line of a table, a paragraph."""
    top: float
    bottom: float
    over_heading: float
    signed: float
    """How high the lines to sign on are."""

    @property
    def bold(self) -> Style:
        return Style(self.body.size, True)


def _look(title: float, heading: float, total: float, body: float, small: float, *rest: float) -> Look:
    shop = Style(body + 0.5, True)
    styles = (Style(title, True), shop, Style(heading, True), Style(total, True), Style(body))
    return Look(*styles, Style(small, colour=MUTED), *rest)


_ROOMY: Final = _look(18, 11, 15, 9, 8, 1.45, 4, 16 * MM, 18 * MM, 18, 58)
_LOOKS: Final = (
    _ROOMY,
    _look(16, 10, 14, 8.5, 8, 1.38, 3.5, 13 * MM, 15 * MM, 15, 50),
    _look(15, 9.5, 13, 8, 7.5, 1.3, 2, 8 * MM, 12 * MM, 10.5, 38),
)
"""From roomy to close; the last one is as small as a contract may be printed."""


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
class Cells:
    """Short texts of one kind in reading order, in as many columns as the widest leaves room for."""

    texts: tuple[str, ...]


Piece = Stubs | Cells | Heading | Facts | Table | Paragraph | Sum | Signatures


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
    closer: bool = False
    """Whether it is set closer where that saves a page."""


def render_pages(document: PaperDocument, say: Words, *more: PaperDocument) -> Rendered:
    """The document as a PDF; `more` are further copies behind it, each with its own page numbers."""
    from reportlab.pdfgen.canvas import Canvas

    with RENDERING:
        out = io.BytesIO()
        own = fonts.face(False).name
        canvas = Canvas(out, pagesize=document.size, initialFontName=own, pageCompression=1, invariant=1)
        canvas.setTitle(printable(document.title))
        documents = (document, *more)
        look = _closest_needed(documents, say)
        for each in documents:
            _lay_out(canvas, each, say, look, _lay_out(_Nowhere(), each, say, look, 0))
        canvas.save()
    missing = set[str]().union(*(fonts.missing(_all_text(each)) for each in documents))
    return Rendered(out.getvalue(), tuple(sorted(missing)))


def _closest_needed(documents: Sequence[PaperDocument], say: Words) -> Look:
    """The roomiest look with the fewest pages, one for all copies: laid out once without a canvas."""
    looks = _LOOKS if documents[0].closer else (_ROOMY,)
    return min(looks, key=lambda look: sum(_lay_out(_Nowhere(), each, say, look, 0) for each in documents))


def _lay_out(canvas: Any, document: PaperDocument, say: Words, look: Look, count: int) -> int:
    """Set everything on `count` pages; answers how many it took."""
    flow = _Flow(canvas, document, say, look, count)
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

    def __init__(self, canvas: Any, document: PaperDocument, say: Words, look: Look, count: int) -> None:
        self._canvas = canvas
        self._look = look
        self._pen = Pen(canvas)
        self._document = document
        self._say = say
        self._count = count
        self._accent = accent_of(document.accent, "#B5354F")
        self._side = _SIDE if document.size[0] >= A4[0] else _SIDE_OF_A5
        self._width = document.size[0] - 2 * self._side
        self._y = document.size[1] - look.top
        self.page = 1

    def head(self) -> None:
        doc, pen = self._document, self._pen
        pen.line(self._side, self._y - 8, doc.shop_name, self._look.shop, self._width * 0.6)
        y = self._y - 8
        for line in doc.aside:
            pen.right(self._side + self._width, y, line, self._look.small, self._width * 0.38)
            y -= 11
        title = self._look.title
        below = self._y - 14 - title.size
        pen.line(self._side, below, doc.title, title, self._width * 0.62)
        self._y = min(below - 10, y)
        pen.box(self._side, self._y, self._width, 1.6, self._accent)
        self._y -= 8

    def end_page(self) -> None:
        doc = self._document
        self._rule(self._look.bottom - 4)
        small, y = self._look.small, self._look.bottom - 15
        footer = elide(printable(doc.footer), self._width * 0.78, small.width)
        self._pen.line(self._side, y, footer, small, self._width * 0.79)
        number = self._say("page.number", page=self.page, count=self._count)
        self._pen.right(self._side + self._width, y, number, small, self._width * 0.2)
        self._canvas.showPage()

    def _need(self, height: float) -> bool:
        """Make room for so much; whether that began another page."""
        if self._y - height >= self._look.bottom + 4:
            return False
        self.end_page()
        self.page += 1
        self._y = self._document.size[1] - self._look.top
        return True

    def _rule(self, y: float) -> None:
        self._pen.box(self._side, y, self._width, 0.5, _LINE)

    def add(self, piece: Piece, *, signed: bool = False) -> None:
        """`signed` is what signatures follow: they never stand alone on a page."""
        match piece:
            case Heading():
                self._need(_WITH_NEXT)
                self._y -= self._look.over_heading
                self._pen.line(self._side, self._y, piece.text, self._look.heading, self._width)
                self._y -= 5
            case Facts():
                self._facts(piece)
            case Table():
                self._table(piece)
            case Paragraph():
                self._paragraph(piece, self._look.signed if signed else 0)
            case Sum():
                self._sum(piece)
            case Signatures():
                self._signatures(piece)
            case Stubs():
                self._stubs(piece)
            case Cells():
                self._cells(piece)

    def _facts(self, facts: Facts) -> None:
        """Two beside one another; a value too long for that has the whole width."""
        half, small = self._width / 2, self._look.small
        label = min(_LABEL, max(small.width(printable(label)) for label, _ in facts.pairs) + 14)
        waiting: list[tuple[str, str]] = []
        for pair in facts.pairs:
            fits = self._look.body.width(printable(pair[1])) <= half - label - 8
            if waiting and (not fits or len(waiting) == 2):
                self._fact_row(waiting, half, label)
                waiting = []
            if fits:
                waiting.append(pair)
            else:
                self._fact_row([pair], self._width, label)
        if waiting:
            self._fact_row(waiting, half, label)

    def _fact_row(self, pairs: Sequence[tuple[str, str]], width: float, label: float) -> None:
        body = self._look.body
        set_ = [(name, self._wrapped(value, body, width - label - 8)) for name, value in pairs]
        height = max(len(lines) for _, lines in set_) * body.size * self._look.leading + 3
        self._need(height)
        for column, (name, lines) in enumerate(set_):
            x, y = self._side + column * width, self._y - body.size
            self._pen.line(x, y, name, self._look.small, label - 2)
            self._lines(x + label, y, lines, body)
        self._y -= height

    def _cells(self, cells: Cells) -> None:
        body = self._look.body
        widest = max((body.width(printable(text)) for text in cells.texts), default=1.0)
        each = max(1, int((self._width + _CELL_GAP) / (widest + _CELL_GAP)))
        step, height = self._width / each, body.size * self._look.leading + 1
        for first in range(0, len(cells.texts), each):
            self._need(height)
            for column, text in enumerate(cells.texts[first : first + each]):
                self._pen.line(self._side + column * step, self._y - body.size, text, body, step - 4)
            self._y -= height
        self._y -= self._look.gap

    def _table(self, table: Table) -> None:
        self._table_head(table)
        for at, row in enumerate(table.rows):
            style = self._look.bold if at in table.bold else self._look.body
            cells = [
                self._wrapped(text, style, width - 6)
                for text, (_, width) in zip(row, self._places(table), strict=True)
            ]
            height = max(len(lines) for lines in cells) * style.size * self._look.leading + self._look.gap
            # A sum under its column doesn't begin a page alone.
            with_sum = at == len(table.rows) - 2 and at + 1 in table.bold
            if self._need(2 * height if with_sum else height):
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
            self._wrapped(field.title, self._look.small, width - 6)
            for field, (_, width) in zip(table.fields, self._places(table), strict=True)
        ]
        height = max(len(lines) for lines in titles) * self._look.small.size * self._look.leading + 4
        self._need(height + 30)
        y = self._y - self._look.small.size - 1
        for lines, field, (x, width) in zip(titles, table.fields, self._places(table), strict=True):
            self._lines(x + (width - 3 if field.right else 3), y, lines, self._look.small, right=field.right)
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
        style = self._look.small if paragraph.muted else self._look.body
        lines = self._wrapped(paragraph.text, style, self._width)
        if len(lines) <= _TOGETHER:
            self._need(len(lines) * style.size * self._look.leading + self._look.gap + after)
        for line in lines:
            self._need(style.size * self._look.leading)
            self._y -= style.size * self._look.leading
            self._pen.line(self._side, self._y, line, style, self._width + 1)
        self._y -= self._look.gap

    def _sum(self, sum_: Sum) -> None:
        part = self._look.sum.size / _ROOMY.sum.size
        height = part * (40 if sum_.note else 30)
        self._need(height + 8)
        top = self._y - 6 * part
        self._pen.box(self._side, top - height, self._width, height, mixed(self._accent, "#FFFFFF", 0.91), 5)
        self._pen.line(self._side + 10, top - 19 * part, sum_.label, self._look.heading, self._width * 0.5)
        style = Style(self._look.sum.size, True, self._accent)
        right = self._side + self._width - 10
        self._pen.right(right, top - 21 * part, sum_.amount, style, self._width * 0.45)
        if sum_.note:
            self._pen.line(self._side + 10, top - 33 * part, sum_.note, self._look.small, self._width - 20)
        self._y = top - height - 6 * part

    def _signatures(self, signatures: Signatures) -> None:
        self._need(self._look.signed)
        self._y -= self._look.signed - 14
        step = self._width / len(signatures.labels)
        for at, label in enumerate(signatures.labels):
            x = self._side + at * step
            self._pen.box(x, self._y, step - 14, 0.6, INK)
            self._pen.line(x, self._y - 11, label, self._look.small, step - 14)
        self._y -= 14

    def _stubs(self, stubs: Stubs) -> None:
        rows, height = stubs_.rows(stubs, self._width), stubs_.row_height(stubs)
        self._need(self._look.over_heading + 5 * self._look.small.size + height * len(rows))
        self._y -= self._look.small.size
        self.add(Heading(stubs.title))
        self.add(Paragraph(stubs.note))
        self._y -= self._look.gap
        for row in rows:
            self._need(height)
            self._y -= height
            stubs_.draw_row(self._pen, (self._side, self._y), self._width, height, row)
        self._y -= 6

    def _wrapped(self, text: str, style: Style, room: float) -> list[str]:
        return wrap(printable(text), room, style.width, _MOST_LINES)

    def _lines(self, x: float, y: float, lines: Sequence[str], style: Style, *, right: bool = False) -> None:
        for line in lines:
            if right:
                self._pen.right(x, y, line, style, self._width)
            else:
                self._pen.line(x, y, line, style, self._width)
            y -= style.size * self._look.leading


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
            case Cells(texts):
                shown += texts
            case Stubs(title, note, stubs):
                shown += [title, note]
                shown += [text for one in stubs for text in (one.number, one.amount, *one.when, *one.who)]
    return printable_all(shown)


def printable_all(texts: Sequence[str]) -> str:
    """All texts as they are drawn, one after the other."""
    return "".join(printable(text) for text in texts)
