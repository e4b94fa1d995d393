"""What a receipt printer has no command or no character for, as one-bit pictures 8 dots to a millimetre."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from services.printing import fonts, qr
from services.printing.pictures import opened

CELL_DOTS: Final = 12
LINE_DOTS: Final = 24
_GAP_DOTS: Final = 3
DOTS_PER_MM: Final = 8


def text_line(line: str, cells: Callable[[str], int], dots: int, scale: int, bold: bool) -> Any:
    """A line of text with each character on its cells, as wide as the print head."""
    from PIL import Image, ImageChops

    height = LINE_DOTS * scale + 2 * _GAP_DOTS
    image = Image.new("L", (dots, height), 255)
    x = 0
    for char in line:
        room = cells(char) * CELL_DOTS * scale
        if not char.isspace():
            glyph = _glyph(char, room, height, LINE_DOTS * scale, bold)
            place = (x, 0, x + glyph.width, height)
            image.paste(ImageChops.darker(image.crop(place), glyph), place)
        x += room
    return image.point(lambda level: 255 if level > 150 else 0)


def _glyph(char: str, room: int, height: int, line: int, bold: bool) -> Any:
    """One character on white, pressed together when it is wider than its cells."""
    from PIL import Image, ImageDraw

    (run,) = fonts.runs(char, bold)
    font = _font(str(run.face.path), line - 2)
    width = max(1, round(font.getlength(run.text)))
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).text((0, _GAP_DOTS + line * 0.86), run.text, 0, font, anchor="ls")
    return image.resize((room, height)) if width > room else image


def qr_code(data: str, min_mm: float, dots: int) -> Any:
    """A QR code with its quiet zone in the middle of the print head, each module whole dots."""
    from PIL import Image, ImageDraw

    modules = qr.matrix(data)
    whole = len(modules) + 2 * qr.QUIET_MODULES
    module = max(1, min(-(-round(min_mm * DOTS_PER_MM) // len(modules)), dots // whole))
    image = Image.new("L", (dots, whole * module), 255)
    draw = ImageDraw.Draw(image)
    left = (dots - len(modules) * module) // 2
    for x, y, width, height in qr.rectangles(modules):
        corner = (left + x * module, (y + qr.QUIET_MODULES) * module)
        draw.rectangle((*corner, corner[0] + width * module - 1, corner[1] + height * module - 1), fill=0)
    return image


def picture(png: bytes, max_height_mm: float, dots: int) -> Any:
    """A logo in the middle of the print head, dithered; None when it is no picture."""
    from PIL import Image

    source = opened(png)
    if source is None:
        return None
    scale = min(dots / source.width, max_height_mm * DOTS_PER_MM / source.height)
    size = (max(1, int(source.width * scale)), max(1, int(source.height * scale)))
    image = Image.new("L", (dots, size[1]), 255)
    image.paste(source.convert("L").resize(size), ((dots - size[0]) // 2, 0))
    return image


@lru_cache(maxsize=16)
def _font(path: str, pixels: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(path, pixels)
