"""The designs of vouchers, friend cards and certificates, for any size from 90 × 54 mm up.

What is the same on every copy is drawn once; code, typed code and reprint mark have their places.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from model.record import dataclass
from services.printing import art, voucher_words
from services.printing.cards import DEFAULT_ACCENT, CardDesign
from services.printing.pdf import MM, width_of
from services.printing.pen import DOT, INK, MUTED, NIGHT, WHITE, Pen, Style, accent_of, mixed
from services.printing.pictures import transparent
from services.printing.receipts import NAME_LIMIT
from services.printing.strings import Words
from services.printing.text import shortened
from services.printing.vouchers import (
    Honor,
    PrintedCertificate,
    PrintedFriendCard,
    PrintedItem,
    PrintedPicture,
    PrintedVoucher,
    VoucherDesign,
)

UNIT: Final = 72 / 300
"""A dot of a 300 dpi printer, half as many as of a 600 dpi one: modules and places are whole ones."""
MODULES: Final = 29
QUIET: Final = 4
_LOWEST: Final = 54 * MM
_PLATE: Final = 0.7 * MM
_ART: Final = 21 * MM
"""Width of a picture beside the text."""
_TILE_RADIUS: Final = 2 * MM
_TILE_PADDING: Final = 8 * UNIT
"""Keeps the rounded corners out of the quiet zone."""


def snap(value: float) -> float:
    """The nearest whole printer dot, in points."""
    return round(value / UNIT) * UNIT


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper of one piece in points; backgrounds go `bleed` over its edge, for the knife."""

    width: float
    height: float
    bleed: float
    module: float
    """Of the code; whole dots."""

    @property
    def scale(self) -> float:
        """How much larger than the smallest paper."""
        return self.height / _LOWEST

    @property
    def text(self) -> float:
        """How much larger the letters are; the width of all papers is nearly the same."""
        return math.sqrt(self.scale)

    def with_larger_code(self) -> Frame:
        """The same paper for a design that gives the code more room."""
        return replace(self, module=self.module + UNIT)

    @property
    def margin(self) -> float:
        return 5.2 * MM * self.text

    @property
    def tile(self) -> float:
        """Side of the code with its quiet zone."""
        return (MODULES + 2 * QUIET) * self.module

    def up(self, millimetres: float) -> float:
        """A height above the lower edge, given for paper of 54 mm."""
        return millimetres * MM * self.scale

    def whole(self) -> tuple[float, float, float, float]:
        """The paper with its bleed, as (x, y, width, height)."""
        return -self.bleed, -self.bleed, self.width + 2 * self.bleed, self.height + 2 * self.bleed


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line of its own goes: from `x`, around it or up to it."""

    set_line: Callable[[Pen, float, float, str, Style, float], object]
    x: float
    y: float
    style: Style
    room: float

    def put(self, pen: Pen, text: str) -> None:
        self.set_line(pen, self.x, self.y, text, self.style, self.room)


@dataclass(frozen=True, slots=True)
class Plan:
    """One design filled in: what all copies share, and the places of what differs."""

    draw: Callable[[Pen], None]
    mark: Spot
    module: float
    tile: tuple[float, float] | None = None
    """Lower left corner of the code with its quiet zone."""
    typed: Spot | None = None


def plan(item: PrintedItem, frame: Frame, say: Words) -> Plan:
    """The design of an item on its paper."""
    if isinstance(item, PrintedVoucher):
        return {VoucherDesign.ROSE: _voucher_rose, VoucherDesign.INK: _voucher_ink}[item.design](
            item, frame, say
        )
    if isinstance(item, PrintedFriendCard):
        return {CardDesign.ROSE: _friend_rose, CardDesign.PAPER: _friend_paper}[item.design](item, frame, say)
    return {CardDesign.ROSE: _honor_rose, CardDesign.PAPER: _honor_paper}[item.design](item, frame, say)


# Vouchers


def _voucher_rose(item: PrintedVoucher, frame: Frame, say: Words) -> Plan:
    frame = frame.with_larger_code()
    stub = frame.tile + 4.4 * MM
    split = frame.width - stub
    middle = frame.width - stub / 2
    tile_y = snap((frame.height - frame.tile) / 2 + 1.6 * MM * frame.scale)
    typed = Style(8.6 * frame.text, True)
    return Plan(
        partial(_draw_voucher_rose, item, frame, say, split),
        Spot(Pen.middle, middle, frame.height - frame.up(9.2), _mark_style(frame), stub - 4 * MM),
        frame.module,
        (snap(split + 2.2 * MM), tile_y),
        Spot(Pen.middle, middle, tile_y - frame.up(2.6), typed, stub - 3 * MM),
    )


def _draw_voucher_rose(item: PrintedVoucher, frame: Frame, say: Words, split: float, pen: Pen) -> None:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    k, margin = frame.text, frame.margin
    left, bottom, _, height = frame.whole()
    pen.wash((left, bottom, split - left, height), mixed(WHITE, accent, 0.16), mixed(WHITE, accent, 0.02))
    _art_beside_text(pen, item.picture, frame, split)
    pen.box(left, bottom, 1.5 * MM - left, height, accent)
    pen.dashes(split, 0, frame.height, mixed(WHITE, accent, 0.55))
    left, room = margin + 1 * MM, split - margin - 4 * MM - _art_room(item.picture)
    _shop(pen, item.shop_name, item.logo_png, left, frame.height - frame.up(8.4), Style(10.5 * k, True), room)
    benefit = voucher_words.headline(item.benefit, say)
    pen.line(left, frame.height - frame.up(22.4), benefit, Style(35 * k, True, accent), room)
    title = shortened(item.title, NAME_LIMIT)
    pen.line(left, frame.height - frame.up(29.2), title, Style(11.5 * k, True), room)
    told = voucher_words.conditions(item.terms, item.conditions, say)
    small = Style(7.4 * k, False, MUTED)
    pen.phrases(left, frame.height - frame.up(33.9), told, Style(7 * k, False, MUTED), room, 3)
    dates = voucher_words.validity(item.valid_from, item.valid_to, say)
    base = frame.up(5)
    if item.contact:
        pen.line(left, base, shortened(item.contact, NAME_LIMIT), small, room)
        base += frame.up(3.7)
    pen.line(left, base, dates, Style(7.8 * k), room)
    middle, stub = (split + frame.width) / 2, frame.width - split
    word = voucher_words.kind_word(item.benefit, say)
    pen.middle(middle, frame.height - frame.up(5.6), word, Style(8.4 * k, True, accent), stub - 4 * MM)
    pen.middle(middle, frame.up(3.6), say("voucher.hint"), Style(6.4 * k, False, MUTED), stub - 3 * MM)


def _voucher_ink(item: PrintedVoucher, frame: Frame, say: Words) -> Plan:
    panel = snap(frame.width / 3)
    margin, k = frame.margin, frame.text
    left = panel + margin
    quiet = QUIET * frame.module
    tile = (snap(frame.width - margin - frame.tile + quiet), snap(margin - quiet))
    return Plan(
        partial(_draw_voucher_ink, item, frame, say, panel, tile),
        Spot(Pen.middle, panel / 2, frame.up(4.6), Style(7 * k, True, WHITE), panel - 4 * MM),
        frame.module,
        tile,
        Spot(Pen.line, left, margin, Style(9.6 * k, True), tile[0] - left),
    )


def _draw_voucher_ink(
    item: PrintedVoucher, frame: Frame, say: Words, panel: float, tile: tuple[float, float], pen: Pen
) -> None:
    k, margin = frame.text, frame.margin
    left, bottom, _, height = frame.whole()
    pen.box(left, bottom, panel - left, height, INK)
    art.grey(pen, item.picture, (left, bottom, panel - left, height))
    middle, room = panel / 2, panel - 5 * MM
    least = voucher_words.minimum(item.terms, say)
    raised = 0.0 if least else 3.4
    pen.middle(middle, frame.up(37.4), least, Style(10 * k, False, WHITE), room)
    benefit = voucher_words.headline(item.benefit, say)
    pen.middle(middle, frame.up(23.4 + raised), benefit, Style(36 * k, True, WHITE), room)
    word = voucher_words.kind_word(item.benefit, say)
    pen.middle(middle, frame.up(16 + raised), word, Style(9.4 * k, False, WHITE), room)
    left, room = panel + margin, frame.width - panel - 2 * margin
    _shop(pen, item.shop_name, item.logo_png, left, frame.height - frame.up(8.6), Style(11 * k, True), room)
    title = shortened(item.title, NAME_LIMIT)
    pen.line(left, frame.height - frame.up(14.4), title, Style(8.8 * k, True), room)
    told = voucher_words.conditions(item.terms, item.conditions, say, with_minimum=False)
    small = Style(7.2 * k, False, MUTED)
    pen.phrases(left, frame.height - frame.up(19.2), told, small, room, 3)
    room = tile[0] - left
    pen.line(left, frame.up(14.4), say("dates.heading"), small, room)
    dates = voucher_words.period(item.valid_from, item.valid_to, say)
    pen.line(left, frame.up(10), dates, Style(8.4 * k, True), room)


# Friend cards


def _friend_rose(item: PrintedFriendCard, frame: Frame, say: Words) -> Plan:
    side = frame.tile + 2 * _TILE_PADDING
    corner = (snap(frame.width - frame.margin - side), snap(frame.margin))
    tile = (snap(corner[0] + _TILE_PADDING), snap(corner[1] + _TILE_PADDING))
    k, room = frame.text, corner[0] - 2 * frame.margin
    high = frame.height - frame.up(13)
    return Plan(
        partial(_draw_friend_rose, item, frame, say, tile),
        Spot(Pen.right, frame.width - frame.margin, high, Style(7.4 * k, True, WHITE), 30 * MM),
        frame.module,
        tile,
        Spot(Pen.line, frame.margin, frame.margin, Style(10.4 * k, True, WHITE), room),
    )


def _draw_friend_rose(
    item: PrintedFriendCard, frame: Frame, say: Words, tile: tuple[float, float], pen: Pen
) -> None:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    k, margin = frame.text, frame.margin
    pen.wash(frame.whole(), accent, mixed(accent, NIGHT, 0.62))
    _, bottom, _, height = frame.whole()
    half = snap(frame.width * 0.4)
    art.darkened(pen, item.picture, (half, bottom, frame.width + frame.bleed - half, height), accent)
    _tile(pen, frame, tile)
    pale = mixed(accent, WHITE, 0.86)
    wide = frame.width - 2 * margin
    top = Style(10.4 * k, True, WHITE)
    first, beside = frame.height - frame.up(8.4), 24 * MM
    _shop(pen, item.shop_name, item.logo_png, margin, first, top, wide - beside, WHITE)
    pen.right(frame.width - margin, first, say("friend.word"), Style(9.6 * k, False, WHITE), beside)
    giver = say("friend.from", giver=shortened(item.giver, NAME_LIMIT))
    pen.line(margin, frame.height - frame.up(15.4), giver, Style(9.4 * k, False, pale), wide)
    benefit = _friend_headline(item, say)
    pen.line(margin, frame.height - frame.up(23.6), benefit, Style(22 * k, True, WHITE), wide)
    room = tile[0] - 2 * margin
    if item.line.strip():
        quote = say("friend.quote", line=shortened(item.line, NAME_LIMIT))
        pen.quote(margin, frame.up(25.4), quote, Style(8.4 * k, False, WHITE), room)
    told = voucher_words.conditions(replace(item.terms, first_visit=False), item.conditions, say)
    told += [text for text in (shortened(item.contact, NAME_LIMIT),) if text]
    dates = voucher_words.validity(None, item.valid_to, say)
    pen.line(margin, frame.up(18), dates, Style(7.8 * k, False, WHITE), room)
    pen.phrases(margin, frame.up(14.2), told, Style(7.2 * k, False, pale), room, 2)


def _friend_paper(item: PrintedFriendCard, frame: Frame, say: Words) -> Plan:
    panel = frame.tile + 7 * MM
    middle = frame.width - panel / 2
    tile_y = snap((frame.height - frame.tile) / 2 + 1.4 * MM * frame.scale)
    tile = (snap(frame.width - panel + 3.5 * MM), tile_y)
    k = frame.text
    return Plan(
        partial(_draw_friend_paper, item, frame, say, panel, tile),
        Spot(Pen.middle, middle, frame.height - frame.up(8.4), _mark_style(frame), panel - 4 * MM),
        frame.module,
        tile,
        Spot(Pen.middle, middle, tile_y - frame.up(4.6), Style(9 * k, True), panel - 3 * MM),
    )


def _draw_friend_paper(
    item: PrintedFriendCard, frame: Frame, say: Words, panel: float, tile: tuple[float, float], pen: Pen
) -> None:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    k, margin = frame.text, frame.margin
    _, bottom, _, height = frame.whole()
    pen.box(frame.width - panel, bottom, panel + frame.bleed, height, mixed(WHITE, accent, 0.11))
    _art_beside_text(pen, item.picture, frame, frame.width - panel)
    _tile(pen, frame, tile)
    room = frame.width - panel - 2 * margin - _art_room(item.picture)
    eyebrow = Style(7.8 * k, False, accent)
    pen.spaced(margin, frame.height - frame.up(8), say("friend.eyebrow"), eyebrow, room)
    slogan = Style(16.5 * k, True)
    pen.line(margin, frame.height - frame.up(16), say("friend.slogan_1"), slogan, room)
    pen.line(margin, frame.height - frame.up(23.2), say("friend.slogan_2"), slogan, room)
    _both_sides(pen, item, frame, say, accent, room)
    small = Style(7.4 * k, False, MUTED)
    if item.line.strip():
        quote = say("friend.quote", line=shortened(item.line, NAME_LIMIT))
        pen.quote(margin, frame.up(20), quote, Style(8 * k), room)
    told = [voucher_words.validity(None, item.valid_to, say)]
    told += voucher_words.conditions(item.terms, item.conditions, say)
    names = {"giver": shortened(item.giver, NAME_LIMIT), "shop": shortened(item.shop_name, NAME_LIMIT)}
    pen.line(margin, frame.up(12.4), say("friend.given_by", **names), Style(7.6 * k), room)
    pen.phrases(margin, frame.up(8.6), told, small, room, 2)


def _both_sides(
    pen: Pen, item: PrintedFriendCard, frame: Frame, say: Words, accent: str, room: float
) -> None:
    """What the friend saves and, where it is known, what the giver gets."""
    y, end = frame.up(24.8), frame.margin + room
    plain, strong = Style(9 * frame.text), Style(9 * frame.text, True, accent)
    parts = [(say("friend.you"), plain), (voucher_words.offer(item.benefit, say), strong)]
    if item.reward:
        gets = say("friend.she_gets", reward=voucher_words.reward(item.reward, say))
        parts += [(say("friend.she"), plain), (gets, strong)]
    needed = sum(width_of(text, style.size, style.bold) for text, style in parts)
    fit = min(1.0, room / needed)
    x = frame.margin
    for text, style in parts:
        x = pen.line(x, y, text, style.scaled(fit), max(end - x, 1))


def _friend_headline(item: PrintedFriendCard, say: Words) -> str:
    offer = voucher_words.offer(item.benefit, say)
    return say("friend.first_visit", offer=offer) if item.terms.first_visit else offer


# Certificates


def _honor_rose(item: PrintedCertificate, frame: Frame, say: Words) -> Plan:
    return Plan(partial(_draw_honor_rose, item, frame, say), _honor_mark(frame, WHITE), frame.module)


def _draw_honor_rose(item: PrintedCertificate, frame: Frame, say: Words, pen: Pen) -> None:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    pen.wash(frame.whole(), accent, mixed(accent, NIGHT, 0.72))
    gold = mixed(accent, "#FFE9C4", 0.78)
    _double_frame(pen, frame, mixed(accent, "#FFE9C4", 0.5))
    _honor_lines(pen, item, frame, say, (gold, WHITE, mixed(accent, WHITE, 0.84)))


def _honor_paper(item: PrintedCertificate, frame: Frame, say: Words) -> Plan:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    return Plan(partial(_draw_honor_paper, item, frame, say), _honor_mark(frame, accent), frame.module)


def _draw_honor_paper(item: PrintedCertificate, frame: Frame, say: Words, pen: Pen) -> None:
    accent = accent_of(item.accent, DEFAULT_ACCENT)
    pen.wash(frame.whole(), mixed(WHITE, accent, 0.10), mixed(WHITE, accent, 0.02))
    _double_frame(pen, frame, accent)
    _honor_lines(pen, item, frame, say, (accent, INK, MUTED))


def _double_frame(pen: Pen, frame: Frame, colour: str) -> None:
    for inset, thickness in ((3 * MM, 1.0), (3.9 * MM, 0.35)):
        pen.frame(inset, inset, frame.width - 2 * inset, frame.height - 2 * inset, colour, thickness)


def _honor_lines(
    pen: Pen, item: PrintedCertificate, frame: Frame, say: Words, colours: tuple[str, str, str]
) -> None:
    bright, plain, soft = colours
    k, middle, room = frame.text, frame.width / 2, frame.width - 2 * frame.margin - 8 * MM
    shop = shortened(item.shop_name, NAME_LIMIT)
    pen.middle(middle, frame.height - frame.up(11.4), shop, Style(9 * k, True, plain), room)
    name = shortened(item.name, NAME_LIMIT)
    pen.middle(middle, frame.height - frame.up(17.4), say("honor.awarded"), Style(7.4 * k, False, soft), room)
    pen.middle(middle, frame.height - frame.up(25), name, Style(19 * k, True, plain), room)
    title = voucher_words.honor(item.honor, say)
    pen.middle(middle, frame.height - frame.up(33.4), title, Style(15 * k, True, bright), room)
    dates = {"since": item.since, "until": item.until}
    since = say("honor.between" if item.until else "honor.since", **dates)
    number = say("head.member_number", number=shortened(item.number, NAME_LIMIT))
    told = Style(7.4 * k, False, soft)
    pen.middle(middle, frame.up(13.6), say("honor.thanks"), told, room)
    pen.middle(middle, frame.up(9.8), f"{since}{DOT}{number}", told, room)
    note = "honor.note" if item.honor is Honor.HONORARY_SHAREHOLDER else "honor.note_ambassador"
    pen.middle(middle, frame.up(5.6), say(note), Style(6 * k, False, soft), room)


def _honor_mark(frame: Frame, colour: str) -> Spot:
    style = Style(6.8 * frame.text, True, colour)
    x, y = frame.width - 5.2 * MM, frame.height - frame.up(7)
    return Spot(Pen.right, x, y, style, 26 * MM)


# Shared


def _art_beside_text(pen: Pen, picture: PrintedPicture | None, frame: Frame, end: float) -> None:
    """The shop's picture from the paper's lower to its upper edge, up to `end`."""
    _, bottom, _, height = frame.whole()
    width = snap(_ART)
    art.faded(pen, picture, (snap(end) - width, bottom, width, height))


def _art_room(picture: PrintedPicture | None) -> float:
    """What of the picture's width text keeps out of; it may run over where the picture is faint."""
    return 0.0 if picture is None else 0.5 * _ART


def _mark_style(frame: Frame) -> Style:
    return Style(7 * frame.text, True)


def _tile(pen: Pen, frame: Frame, tile: tuple[float, float]) -> None:
    """White ground for the code, its round corners outside of the quiet zone."""
    side = frame.tile + 2 * _TILE_PADDING
    pen.box(tile[0] - _TILE_PADDING, tile[1] - _TILE_PADDING, side, side, WHITE, _TILE_RADIUS)


def _shop(
    pen: Pen,
    name: str,
    logo_png: bytes,
    x: float,
    y: float,
    style: Style,
    room: float,
    ground: str = "",
) -> None:
    """The shop's name, behind its logo where it has one; the logo on a plate of its own where needed."""
    image = transparent(logo_png) if logo_png else None
    if image is not None:
        from reportlab.lib.utils import ImageReader

        scale = min(style.size * 1.7 / image.height, room / 3 / image.width)
        width, height = image.width * scale, image.height * scale
        below = y + style.size * 0.37 - height / 2
        if ground:
            pen.box(x, below - _PLATE, width + 2 * _PLATE, height + 2 * _PLATE, ground, 1 * MM)
            x, room = x + _PLATE, room - 2 * _PLATE
        pen.canvas.drawImage(ImageReader(image), x, below, width, height, mask="auto")
        x, room = x + width + _PLATE + 1.6 * MM, room - width - _PLATE - 1.6 * MM
    pen.line(x, y, shortened(name, NAME_LIMIT), style, room)
