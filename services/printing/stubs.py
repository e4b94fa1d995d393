"""Stubs: pieces of a page to be cut off, each with a code, as many beside one another as the paper takes."""

from __future__ import annotations

from itertools import islice
from typing import Final

from model.record import dataclass
from services.printing import qr
from services.printing.pdf import MM
from services.printing.pen import INK, MUTED, Pen, Style, hex_colour
from services.printing.text import elide, printable
from services.printing.voucher_designs import MODULES, QUIET, UNIT, snap

MODULE: Final = 7 * UNIT
"""Of the code: seven dots of a 300 dpi printer, 29 of them are 17.2 mm."""
_NARROWEST: Final = 31 * MM
_PAD: Final = 2.2 * MM
_HEAD: Final = 11.0
"""From the upper edge down to the baseline of the first line, in points."""
_LINE: Final = 9.6
_CODE: Final = MODULES * MODULE
_AIR: Final = QUIET * MODULE
"""What scanners need left blank around the code."""
_FOOT: Final = 4.0
_NUMBER: Final = Style(8, True)
_AMOUNT: Final = 9.5
_WHEN: Final = Style(8)
_WHO: Final = Style(7.5, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Stub:
    """`number` and `amount` stand over the code, `when` below it, and last, small, `who` promised it whom."""

    number: str
    amount: str
    when: tuple[str, ...]
    who: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Stubs:
    """All of one document, under a title; on a page of their own where there is no room for all."""

    title: str
    note: str
    stubs: tuple[Stub, ...]


def in_a_row(width: float) -> int:
    """How many stand beside one another on so many points."""
    return max(1, int(width / _NARROWEST))


def row_height(stubs: Stubs) -> float:
    """How high each row is, in points."""
    lines = max((len(stub.when) + len(stub.who) for stub in stubs.stubs), default=0)
    return snap(_HEAD + _AIR + _CODE + _AIR + lines * _LINE + _FOOT)


def rows(stubs: Stubs, width: float) -> list[tuple[Stub, ...]]:
    """The stubs row by row."""
    each, left = in_a_row(width), iter(stubs.stubs)
    return list(iter(lambda: tuple(islice(left, each)), ()))


def draw_row(pen: Pen, at: tuple[float, float], width: float, height: float, row: tuple[Stub, ...]) -> None:
    """Set a row whose lower left corner is `at`; codes lie on whole printer dots.

    The amounts are in ink: a stub is a coupon, it has to be read on the palest printer.
    """
    step = width / in_a_row(width)
    for index, stub in enumerate(row):
        x = at[0] + index * step
        _frame(pen, x, at[1], step, height)
        _draw(pen, x, at[1] + height, step, stub)


def _frame(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    pen.canvas.setStrokeColor(hex_colour(MUTED))
    pen.canvas.setLineWidth(0.5)
    pen.canvas.setDash(2, 1.8)
    pen.canvas.rect(x, y, width, height, stroke=1, fill=0)
    pen.canvas.setDash()


def _draw(pen: Pen, x: float, top: float, width: float, stub: Stub) -> None:
    room, amount = width - 2 * _PAD, Style(_AMOUNT, True, INK)
    taken = min(amount.width(stub.amount), 0.62 * room)
    pen.right(x + width - _PAD, top - _HEAD, stub.amount, amount, taken)
    pen.line(x + _PAD, top - _HEAD, stub.number, _NUMBER, room - taken - 3)
    upper = snap(top - _HEAD - _AIR)
    _code(pen, snap(x + (width - _CODE) / 2), upper, stub.code)
    baseline = upper - _CODE - _AIR - _LINE * 0.7
    styles = [_WHEN] * len(stub.when) + [_WHO] * len(stub.who)
    for line, style in zip((*stub.when, *stub.who), styles, strict=True):
        pen.middle(x + width / 2, baseline, elide(printable(line), room, style.width), style, room + 1)
        baseline -= _LINE


def _code(pen: Pen, left: float, top: float, code: str) -> None:
    for column, row, width, height in qr.rectangles(qr.matrix(code)):
        bottom = top - (row + height) * MODULE
        pen.box(left + column * MODULE, bottom, width * MODULE, height * MODULE, "#000000")
