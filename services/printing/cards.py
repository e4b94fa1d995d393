"""The member card: 90 × 54 mm in two designs, and the same card on a roll."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import Any, Final

from model.record import dataclass
from services.printing import fonts, qr
from services.printing.document import Align, Cut, Document, Feed, Paper, Qr, Rendered, Row, Size, Text
from services.printing.pdf import MM, RENDERING
from services.printing.pen import MUTED, WHITE, Pen, Style
from services.printing.receipts import NAME_LIMIT, divided
from services.printing.strings import Words, words
from services.printing.text import shortened

WIDTH: Final = 90 * MM
HEIGHT: Final = 54 * MM
_MARGIN: Final = 5.5 * MM
_MODULE: Final = 7 * 72 / 300
"""Seven dots of a 300 dpi card printer: 29 modules are 17.2 mm."""
_TILE_RADIUS: Final = 2 * MM
_TILE_PADDING: Final = 0.6 * MM
"""Keeps the rounded corners out of the quiet zone."""
DEFAULT_ACCENT: Final = "#B5354F"
_NIGHT: Final = (0.24, 0.07, 0.17)


class CardDesign(StrEnum):
    """How the card looks."""

    ROSE = "rose"
    """The shop's colour from edge to edge, white text."""
    PAPER = "paper"
    """White with a pale panel around the code: little ink, for ordinary printers."""


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """What a member card shows: `qr` and `typed` as made by model.codes."""

    shop_name: str
    name: str
    number: str
    qr: str
    typed: str
    """In groups."""
    design: CardDesign = CardDesign.ROSE
    accent: str = DEFAULT_ACCENT
    """`#RRGGBB`, the shop's colour."""


def render_card(card: PrintedCard, lang: str) -> Rendered:
    """The card as a one-page PDF of 90 × 54 mm."""
    from reportlab.pdfgen.canvas import Canvas

    say = words(lang)
    out = io.BytesIO()
    with RENDERING:
        own = fonts.face(False).name
        canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), initialFontName=own, pageCompression=1, invariant=1)
        canvas.setTitle(say("card.title", number=shortened(card.number, NAME_LIMIT)))
        {CardDesign.ROSE: _rose, CardDesign.PAPER: _paper}[card.design](canvas, card, say)
        canvas.showPage()
        canvas.save()
    shown = "".join(shortened(t, NAME_LIMIT) for t in (card.shop_name, card.name, card.number))
    return Rendered(out.getvalue(), tuple(sorted(fonts.missing(shown))))


def compose_card(card: PrintedCard, lang: str, paper: Paper) -> Document:
    """The card for a roll of paper, to be cut out."""
    say = words(lang)
    number = shortened(card.number, NAME_LIMIT)
    blocks: list[list[Row]] = [
        [
            Text(shortened(card.shop_name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True),
            Text(say("card.word"), Align.CENTER),
        ],
        [
            Text(shortened(card.name, NAME_LIMIT), Align.CENTER, Size.LARGE, bold=True),
            Text(say("head.member_number", number=number), Align.CENTER),
            Feed(),
            Qr(card.qr),
            Text(card.typed, Align.CENTER, bold=True),
        ],
        [Text(say("card.hint"), Align.CENTER)],
    ]
    return Document(say("card.title", number=number), paper, (*divided(blocks), Cut()))


def _rose(canvas: Any, card: PrintedCard, say: Words) -> None:
    from reportlab.lib.colors import Color, HexColor

    accent = HexColor(card.accent)
    mixed = [
        0.45 * c + 0.55 * n for c, n in zip((accent.red, accent.green, accent.blue), _NIGHT, strict=True)
    ]
    canvas.saveState()
    canvas.linearGradient(0, HEIGHT, WIDTH, 0, (accent, Color(*mixed)))
    canvas.restoreState()
    tile = _qr_side(card.qr)
    tile_x, tile_y = WIDTH - _MARGIN - tile, _MARGIN
    canvas.setFillColor(HexColor(WHITE))
    canvas.roundRect(tile_x, tile_y, tile, tile, _TILE_RADIUS, stroke=0, fill=1)
    _draw_qr(canvas, card.qr, tile_x, tile_y)
    room = tile_x - 2 * _MARGIN
    pen, plain = Pen(canvas), Style(9.5, False, WHITE)
    number = say("head.member_number", number=_short(card.number))
    shop_room = WIDTH - 2 * _MARGIN - 24 * MM
    pen.line(_MARGIN, 45.2 * MM, _short(card.shop_name), Style(11, True, WHITE), shop_room)
    pen.right(WIDTH - _MARGIN, 45.2 * MM, say("card.word"), plain, WIDTH)
    pen.line(_MARGIN, 29.6 * MM, _short(card.name), Style(21, True, WHITE), room)
    pen.line(_MARGIN, 22.8 * MM, number, plain, room)
    pen.line(_MARGIN, 11.3 * MM, say("card.hint_short"), Style(8, False, WHITE), room)
    pen.line(_MARGIN, 5.9 * MM, card.typed, Style(11, True, WHITE), room)


def _paper(canvas: Any, card: PrintedCard, say: Words) -> None:
    from reportlab.lib.colors import HexColor

    accent = HexColor(card.accent)
    tile = _qr_side(card.qr)
    panel = tile + 8 * MM
    canvas.setFillColorRGB(*(1 - 0.1 * (1 - c) for c in (accent.red, accent.green, accent.blue)))
    canvas.rect(WIDTH - panel, 0, panel, HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(accent)
    canvas.rect(0, 0, 1.6 * MM, HEIGHT, stroke=0, fill=1)
    tile_x, tile_y = WIDTH - panel + 4 * MM, 18.5 * MM
    canvas.setFillColor(HexColor(WHITE))
    canvas.roundRect(tile_x, tile_y, tile, tile, _TILE_RADIUS, stroke=0, fill=1)
    _draw_qr(canvas, card.qr, tile_x, tile_y)
    room = WIDTH - panel - 2 * _MARGIN
    pen = Pen(canvas)
    number = say("head.member_number", number=_short(card.number))
    pen.line(_MARGIN, 44.4 * MM, say("card.word"), Style(8.5, False, card.accent), room)
    pen.line(_MARGIN, 38.4 * MM, _short(card.shop_name), Style(11.5, True), room)
    pen.line(_MARGIN, 22.4 * MM, _short(card.name), Style(21, True), room)
    pen.line(_MARGIN, 15.8 * MM, number, Style(9.5), room)
    pen.line(_MARGIN, 6.2 * MM, say("card.hint_short"), Style(8, False, MUTED), room)
    pen.middle(WIDTH - panel / 2, 11 * MM, card.typed, Style(9.5, True), panel - 4 * MM)


def _short(text: str) -> str:
    return shortened(text, NAME_LIMIT)


def _qr_side(data: str) -> float:
    return (len(qr.matrix(data)) + 2 * qr.QUIET_MODULES) * _MODULE + 2 * _TILE_PADDING


def _draw_qr(canvas: Any, data: str, x: float, y: float) -> None:
    """The code as one path, its quiet zone inside the tile at (x, y)."""
    x, y = x + _TILE_PADDING, y + _TILE_PADDING
    modules = qr.matrix(data)
    top = y + (len(modules) + qr.QUIET_MODULES) * _MODULE
    left = x + qr.QUIET_MODULES * _MODULE
    path = canvas.beginPath()
    for column, row, width, height in qr.rectangles(modules):
        path.rect(left + column * _MODULE, top - (row + height) * _MODULE, width * _MODULE, height * _MODULE)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
