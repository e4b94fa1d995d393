"""The sheet of a day close on paper: a roll of 80 or 58 mm, and an A4 page.

Source: ui.md “Print”; domain.md sections 3.10 and 8.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from model.close import CloseSheet, Compared, StaffSum, compare
from model.close_lines import Section, SheetLine, sections
from model.money import Money
from model.receipt import ReceiptShop
from model.record import dataclass
from services.printing import fonts
from services.printing.document import (
    Columns,
    Cut,
    Document,
    Feed,
    Mark,
    Paper,
    Rendered,
    Row,
    Size,
    Text,
)
from services.printing.pdf import MM, RENDERING
from services.printing.pen import INK, MUTED, Pen, Style
from services.printing.receipts import NAME_LIMIT, NOTE_LIMIT, divided, shop_head
from services.printing.strings import Words, words
from services.printing.text import printable, shortened


@dataclass(frozen=True, slots=True)
class PrintedClose:
    """A sealed sheet, or an X report (`number` 0). `reprint` is 0 on the first print."""

    shop: ReceiptShop
    counter_name: str
    sheet: CloseSheet
    at: datetime
    number: int = 0
    seal: str = ""
    reprint: int = 0


def title(close: PrintedClose, say: Words) -> str:
    """What the job and the file are called."""
    if close.number:
        return say("close.title", number=f"{close.number:04d}")
    return say("close.x_title", day=close.sheet.figures.last_day)


def compose_close(close: PrintedClose, lang: str, paper: Paper) -> Document:
    """The sheet in `lang` for a roll."""
    say = words(lang)
    blocks = [_head(close, say), _about(close, say)]
    blocks += [_section(section, say) for section in sections(close.sheet)]
    blocks += [
        _compared(close, say),
        _pieces(close, say),
        _staff(close.sheet.figures.staff, say),
        _seal(close, say),
    ]
    return Document(title(close, say), paper, (*divided(blocks), Cut()))


def _head(close: PrintedClose, say: Words) -> list[Row]:
    mark = _mark(close, say)
    return [*shop_head(close.shop, say), Feed(), Mark(mark)]


def _mark(close: PrintedClose, say: Words) -> str:
    if not close.number:
        return say("close.x")
    number = say("close.number", number=f"{close.number:04d}")
    return say("close.reprint", number=number, count=close.reprint) if close.reprint else number


def _about(close: PrintedClose, say: Words) -> list[Row]:
    return [Columns(left, right) for left, right in _facts(close, say)]


def _facts(close: PrintedClose, say: Words) -> list[tuple[str, str]]:
    """Which days, who and when, which receipts."""
    f = close.sheet.figures
    same = f.first_day == f.last_day
    days = str(f.last_day) if same else say("close.span", first=f.first_day, last=f.last_day)
    facts = [
        (say("close.days"), days),
        (say("close.at"), f"{close.at:%Y-%m-%d %H:%M}"),
        (say("close.counter"), shortened(close.counter_name, NAME_LIMIT)),
    ]
    if close.sheet.closed_by:
        facts.append((say("close.by"), shortened(close.sheet.closed_by, NAME_LIMIT)))
    if close.sheet.approved_by:
        facts.append((say("close.approved"), shortened(close.sheet.approved_by, NAME_LIMIT)))
    if f.last_number:
        facts.append((say("close.receipts"), f"{f.first_number:06d} – {f.last_number:06d}"))
    return facts


def _section(section: Section, say: Words) -> list[Row]:
    head: list[Row] = [Text(say(f"close.section.{section.key}"), bold=True)]
    return head + [Columns(_name(line, say), _value(line), bold=line.strong) for line in section.lines]


def _name(line: SheetLine, say: Words) -> str:
    if line.account is not None:
        return say(f"tender.{line.account.value}")
    name = say(f"close.line.{line.key}")
    return say("close.counted", name=name, count=line.count) if line.count else name


def _value(line: SheetLine) -> str:
    return line.value.plain() if isinstance(line.value, Money) else f"{line.value:,}"


def _signed(amount: Money) -> str:
    return f"+{amount.plain()}" if amount.fen > 0 else amount.plain()


def _all_compared(close: PrintedClose) -> tuple[Compared, ...]:
    count = close.sheet.count
    return compare(close.sheet.figures, count) if count is not None else ()


def _compared(close: PrintedClose, say: Words) -> list[Row]:
    rows: list[Row] = []
    for one in _all_compared(close):
        tender = say(f"tender.{one.account.value}")
        rows.append(Columns(say("close.found", tender=tender), one.counted.plain()))
        if one.known and one.difference:
            rows.append(Columns(say("close.off"), _signed(one.difference), bold=True, indent=2))
        if one.explanation:
            rows.append(Text(shortened(one.explanation, NOTE_LIMIT), indent=2))
    return [Text(say("close.section.compared"), bold=True), *rows] if rows else []


def _pieces(close: PrintedClose, say: Words) -> list[Row]:
    """What the drawer was counted from."""
    rows: list[Row] = [
        Columns(f"{value} × {count}", amount.plain()) for value, count, amount in _coins(close)
    ]
    return [Text(say("close.section.pieces"), bold=True), *rows] if rows else []


def _coins(close: PrintedClose) -> list[tuple[str, int, Money]]:
    """(value, how many, what they make) of each note and coin that was there."""
    count = close.sheet.count
    pieces = count.pieces if count is not None else ()
    return [(f"¥{p.fen / 100:g}", p.count, Money(p.fen * p.count)) for p in pieces]


def _staff(staff: Sequence[StaffSum], say: Words) -> list[Row]:
    rows: list[Row] = []
    for one in staff:
        rows.append(Text(shortened(one.name, NAME_LIMIT), bold=True))
        rows += [Columns(name, value, indent=2) for name, value in _did(one, say)]
    return [Text(say("close.section.staff"), bold=True), *rows] if rows else []


def _did(one: StaffSum, say: Words) -> list[tuple[str, str]]:
    told = (
        ("close.sold", one.sales, one.sold),
        ("close.served", 0, one.served),
        ("close.topped_up", one.top_ups, one.topped_up),
        ("close.undone", one.reversals, one.reversed),
    )
    return [
        (say("close.counted", name=say(key), count=count) if count else say(key), amount.plain())
        for key, count, amount in told
        if count or amount
    ]


def _seal(close: PrintedClose, say: Words) -> list[Row]:
    if not close.number:
        return [Text(say("close.open"), size=Size.SMALL)]
    return [
        Columns(say("close.seal"), close.seal),
        Text(say("close.sealed"), size=Size.SMALL),
        Feed(2),
        Columns(say("close.signature"), "_" * 12),
    ]


# A4

_WIDTH: Final = 210 * MM
_HEIGHT: Final = 297 * MM
_MARGIN: Final = 16 * MM
_GAP: Final = 9 * MM
_LINE: Final = 5.0 * MM
_HEADING: Final = Style(10.5, bold=True)
_NORMAL: Final = Style(9)
_BOLD: Final = Style(9, bold=True)
_SMALL: Final = Style(8, colour=MUTED)
_RULE: Final = "#D9D3CB"


def render_page(close: PrintedClose, lang: str) -> Rendered:
    """The sheet as A4 pages."""
    from reportlab.pdfgen.canvas import Canvas

    with RENDERING:
        out = io.BytesIO()
        canvas = Canvas(out, initialFontName=fonts.face(False).name, pageCompression=1, invariant=1)
        canvas.setTitle(printable(title(close, words(lang))))
        canvas.setPageSize((_WIDTH, _HEIGHT))
        page = _Page(Pen(canvas))
        _draw(page, close, words(lang))
        canvas.showPage()
        canvas.save()
    return Rendered(out.getvalue(), tuple(sorted(fonts.missing("".join(page.said)))))


class _Page:
    """Where the next line goes on an A4 page; a further page begins when this one is full."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.y = _HEIGHT - _MARGIN
        self.left = _MARGIN
        self.room = _WIDTH - 2 * _MARGIN
        self.said: list[str] = []

    def need(self, height: float) -> None:
        """Begin a further page unless so much is left of this one."""
        if self.y - height < _MARGIN:
            self.pen.canvas.showPage()
            self.y = _HEIGHT - _MARGIN

    def line(self, left: str, right: str = "", style: Style = _NORMAL) -> None:
        """A name with its amount at the end of the room."""
        self.y -= _LINE
        width = style.width(right) + 6 if right else 0.0
        self.say(self.left, left, style, self.room - width)
        if right:
            self.said.append(right)
            self.pen.right(self.left + self.room, self.y, right, style, self.room)

    def say(self, x: float, text: str, style: Style, room: float) -> None:
        """Words on the line in hand."""
        self.said.append(text)
        self.pen.line(x, self.y, text, style, room)

    def rule(self) -> None:
        """A hairline across the room."""
        self.y -= 1.6 * MM
        self.pen.box(self.left, self.y, self.room, 0.5, _RULE)


def _draw(page: _Page, close: PrintedClose, say: Words) -> None:
    page.y -= 5 * MM
    page.say(page.left, shortened(close.shop.name, NAME_LIMIT), Style(15, bold=True), page.room * 0.55)
    mark = _mark(close, say)
    page.said.append(mark)
    page.pen.right(page.left + page.room, page.y, mark, Style(12, bold=True), page.room * 0.45)
    page.rule()
    _draw_facts(page, close, say)
    page.y -= 3 * MM
    _draw_sections(page, sections(close.sheet), say)
    _draw_table(
        page,
        (
            say("close.section.compared"),
            say("close.expected"),
            say("close.count"),
            say("close.off"),
            say("close.why"),
        ),
        [_told(one, say) for one in _all_compared(close)],
        (3, 3, 3, 3, 6),
    )
    coins = [f"{value} × {count}" for value, count, _ in _coins(close)]
    if coins:
        page.line(say("close.fact", name=say("close.section.pieces"), value="　".join(coins)), style=_SMALL)
        page.y -= 4 * MM
    _draw_table(
        page,
        (
            say("close.section.staff"),
            say("close.sold"),
            say("close.served"),
            say("close.topped_up"),
            say("close.undone"),
        ),
        [_person(one) for one in close.sheet.figures.staff],
        (4, 4, 4, 4, 4),
    )
    _draw_seal(page, close, say)


def _draw_facts(page: _Page, close: PrintedClose, say: Words) -> None:
    """Three facts to a line."""
    facts = _facts(close, say)
    third = page.room / 3
    for first in range(0, len(facts), 3):
        page.y -= _LINE
        for n, (name, value) in enumerate(facts[first : first + 3]):
            page.say(page.left + n * third, say("close.fact", name=name, value=value), _SMALL, third - 6)


def _draw_sections(page: _Page, found: Sequence[Section], say: Words) -> None:
    """In two columns, each section where there is more room."""
    width = (page.room - _GAP) / 2
    whole, top, ends = page.room, page.y, [page.y, page.y]
    page.room = width
    for section in found:
        at = 0 if ends[0] >= ends[1] else 1
        page.left, page.y = _MARGIN + at * (width + _GAP), ends[at]
        page.line(say(f"close.section.{section.key}"), style=_HEADING)
        page.rule()
        for line in section.lines:
            page.line(_name(line, say), _value(line), _BOLD if line.strong else _NORMAL)
        ends[at] = page.y - 4 * MM
    page.left, page.room, page.y = _MARGIN, whole, min(*ends, top)


def _draw_table(
    page: _Page, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]
) -> None:
    """Columns of numbers after a name; a fifth column of a comparison holds words."""
    if not rows:
        return
    page.need((min(len(rows), 3) + 2) * _LINE)
    words_last = shares[-1] > shares[0]
    for n, row in enumerate((heads, *rows)):
        page.need(_LINE)
        page.y -= _LINE
        left = page.left
        for at, cell in enumerate(row):
            width = page.room * shares[at] / sum(shares)
            style = _HEADING if n == 0 and at == 0 else _SMALL if n == 0 else _NORMAL
            if at == 0 or (words_last and at == len(row) - 1):
                page.say(left + (4 * MM if at else 0), cell, style, width - 5 * MM)
            else:
                page.said.append(cell)
                page.pen.right(left + width, page.y, cell, style, width)
            left += width
        if n == 0:
            page.rule()
    page.y -= 4 * MM


def _told(one: Compared, say: Words) -> tuple[str, ...]:
    return (
        say(f"tender.{one.account.value}"),
        one.expected.plain() if one.known else "–",
        one.counted.plain(),
        _signed(one.difference) if one.difference else "–",
        shortened(one.explanation, NOTE_LIMIT),
    )


def _person(one: StaffSum) -> tuple[str, ...]:
    def both(count: int, amount: Money) -> str:
        return f"{amount.plain()} / {count}" if count else "–"

    return (
        shortened(one.name, NAME_LIMIT),
        both(one.sales, one.sold),
        one.served.plain() if one.served else "–",
        both(one.top_ups, one.topped_up),
        both(one.reversals, one.reversed),
    )


def _draw_seal(page: _Page, close: PrintedClose, say: Words) -> None:
    page.need(5 * _LINE)
    if not close.number:
        page.line(say("close.open"), style=_SMALL)
        return
    page.rule()
    page.line(say("close.fact", name=say("close.seal"), value=close.seal), style=_BOLD)
    page.line(say("close.sealed"), style=_SMALL)
    page.y -= 4 * MM
    page.line(say("close.signature") + "  " + "_" * 24, style=Style(9, colour=INK))
