"""Lines of text and colours on a canvas: nothing wider than its room, nothing too pale to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from model.record import dataclass
from services.printing import fonts
from services.printing.pdf import draw_text, width_of
from services.printing.text import elide, printable, wrap

INK: Final = "#22201D"
MUTED: Final = "#6B645C"
WHITE: Final = "#FFFFFF"
NIGHT: Final = "#3D122B"
"""What the shop's colour runs into."""
_SMALLEST: Final = 0.6
"""Long names are set down to this part of their size before they are cut."""
_LEADING: Final = 1.42
DOT: Final = " · "
_OPENING: Final = "“"
_NEARLY: Final = 0.74
_STEPS: Final = (1.0, 0.93, 0.86, 0.8, 0.74)
_CONTRAST: Final = 4.5
"""Against white, for text (WCAG 2.2, 1.4.3)."""
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: size in points."""

    size: float
    bold: bool = False
    colour: str = INK

    def width(self, text: str) -> float:
        """Width of a text in points."""
        return width_of(text, self.size, self.bold)

    def scaled(self, factor: float) -> Style:
        return replace(self, size=self.size * factor)


class Pen:
    """Sets text on a canvas; positions are points from the lower left, y is the baseline."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def line(self, x: float, y: float, text: str, style: Style, room: float) -> float:
        """Set smaller, and shortened only then, when it is too wide; returns where the text ends."""
        shown, style = fitted(text, style, room)
        self._set(x, y, shown, style)
        return x + width_of(shown, style.size, style.bold)

    def right(self, end: float, y: float, text: str, style: Style, room: float) -> None:
        shown, style = fitted(text, style, room)
        self._set(end - width_of(shown, style.size, style.bold), y, shown, style)

    def middle(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        shown, style = fitted(text, style, room)
        self._set(x - width_of(shown, style.size, style.bold) / 2, y, shown, style)

    def quote(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        """A saying on one line when it nearly fits, else on two; an opening mark hangs out of the column."""
        clean = printable(text)
        one = style.scaled(min(1.0, room / (style.width(clean) or 1)))
        lines = [clean] if one.size >= style.size * _NEARLY else wrap(clean, room, style.width, 2)
        one = one if len(lines) == 1 else style
        hanging = 0.5 * one.size if clean.startswith(_OPENING) else 0.0
        for line in lines:
            self._set(x - hanging, y, line, one)
            y, hanging = y - one.size * _LEADING, 0.0

    def phrases(
        self, x: float, y: float, texts: Sequence[str], style: Style, room: float, max_lines: int
    ) -> None:
        """Short texts one after the other with dots between, each kept whole on its line where it can.

        When the lines are too few the size goes down first; only then something is left out.
        """
        lines, style = _flowed(texts, style, room, max_lines)
        for line in lines:
            self._set(x, y, line, style)
            y -= style.size * _LEADING

    def spaced(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        """Small words with air between the letters."""
        gap = style.size * 0.22
        shown, style = fitted(text, style, room - gap * len(text))
        self.canvas.setFillColor(hex_colour(style.colour))
        for run in fonts.runs(shown, style.bold):
            self.canvas.setFont(run.face.name, style.size)
            self.canvas.drawString(x, y, run.text, charSpace=gap)
            x += width_of(run.text, style.size, style.bold) + gap * len(run.text)

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(hex_colour(colour))
        if radius:
            self.canvas.roundRect(x, y, width, height, radius, stroke=0, fill=1)
        else:
            self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, colour: str, thickness: float) -> None:
        """The outline of a rectangle."""
        self.canvas.setStrokeColor(hex_colour(colour))
        self.canvas.setLineWidth(thickness)
        self.canvas.rect(x, y, width, height, stroke=1, fill=0)

    def dashes(self, x: float, bottom: float, top: float, colour: str) -> None:
        """A dashed line up the paper."""
        self.canvas.setStrokeColor(hex_colour(colour))
        self.canvas.setLineWidth(0.6)
        self.canvas.setDash(2, 1.8)
        self.canvas.line(x, bottom, x, top)
        self.canvas.setDash()

    def wash(self, box: tuple[float, float, float, float], first: str, last: str) -> None:
        """A gradient over (x, y, width, height) from the upper left to the lower right."""
        x, y, width, height = box
        self.canvas.saveState()
        area = self.canvas.beginPath()
        area.rect(x, y, width, height)
        self.canvas.clipPath(area, stroke=0, fill=0)
        colours = (hex_colour(first), hex_colour(last))
        self.canvas.linearGradient(x, y + height, x + width, y, colours)
        self.canvas.restoreState()

    def _set(self, x: float, y: float, text: str, style: Style) -> None:
        self.canvas.setFillColor(hex_colour(style.colour))
        draw_text(self.canvas, x, y, text, style.size, style.bold)


def _flowed(texts: Sequence[str], style: Style, room: float, max_lines: int) -> tuple[list[str], Style]:
    for factor in _STEPS:
        smaller = style.scaled(factor)
        lines = _lines(texts, smaller, room)
        if len(lines) <= max_lines:
            return lines, smaller
    smaller = style.scaled(_STEPS[-1])
    lines = _lines(texts, smaller, room)
    cut = elide(lines[max_lines - 1] + DOT + lines[max_lines], room, smaller.width)
    return [*lines[: max_lines - 1], cut], smaller


def _lines(texts: Sequence[str], style: Style, room: float) -> list[str]:
    lines: list[str] = []
    for text in texts:
        joined = f"{lines[-1]}{DOT}{text}" if lines else text
        if lines and style.width(joined) <= room:
            lines[-1] = joined
        else:
            lines += wrap(printable(text), room, style.width)
    return lines


def fitted(text: str, style: Style, room: float) -> tuple[str, Style]:
    """The text as it is shown in its room, and the size it takes for that."""
    clean = printable(text)
    size = style.size
    size = max(size * _SMALLEST, min(size, size * room / (width_of(clean, size, style.bold) or 1)))
    shown = elide(clean, room + 0.01, lambda part: width_of(part, size, style.bold))
    return shown, replace(style, size=size)


def hex_colour(colour: str) -> Any:
    """Reportlab's colour of `#RRGGBB`."""
    from reportlab.lib.colors import HexColor

    return HexColor(colour)


def accent_of(colour: str, fallback: str) -> str:
    """A shop's colour, darkened until white text on it can be read; `fallback` for what is no colour."""
    wanted = colour if _HEX.fullmatch(colour) else fallback
    while _contrast_with_white(wanted) < _CONTRAST:
        wanted = mixed(wanted, "#000000", 0.06)
    return wanted


def mixed(first: str, second: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _contrast_with_white(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in _channels(colour))
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
