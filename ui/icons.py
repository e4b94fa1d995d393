"""Icons by name, drawn from qtawesome's Phosphor font in the theme's colours.

Importing qtawesome itself loads ten fonts and their tables: 110–170 ms and 40 MB, more than the whole
start may cost. Its font file and name table are used directly, and only when the first icon is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_EM_PX: Final = 256


@lru_cache(maxsize=1)
def _fonts_folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the icon package qtawesome is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@lru_cache(maxsize=1)
def _names() -> str:
    """The table as its text: as a dictionary its 4,470 names would be 1 MB for the few that are drawn."""
    file = next(iter(sorted(_fonts_folder().glob("phosphor-charmap-*.json"))))
    return file.read_text(encoding="utf-8")


def character(name: str) -> str:
    """The character of the font that is this icon; KeyError for a name it doesn't have."""
    table, key = _names(), f'"{name}": "0x'
    at = table.find(key)
    if at < 0:
        raise KeyError(name)
    begin = at + len(key)
    return chr(int(table[begin : table.index('"', begin)], 16))


@lru_cache(maxsize=1)
def _font() -> QRawFont:
    file = next(iter(sorted(_fonts_folder().glob("phosphor-*.ttf"))))
    return QRawFont(str(file), _EM_PX)


@lru_cache(maxsize=128)
def path(name: str) -> QPainterPath:
    """The outline of a Phosphor icon in a unit square; KeyError for a name it doesn't have."""
    font = _font()
    glyphs = font.glyphIndexesForString(character(name))
    outline = font.pathForGlyph(glyphs[0])
    shift = QTransform.fromTranslate(0, font.ascent())
    side = font.ascent() + font.descent()
    return (shift * QTransform.fromScale(1 / side, 1 / side)).map(outline)


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into a rectangle, centred, keeping its shape."""
    side = min(rect.width(), rect.height())
    left = rect.center().x() - side / 2
    top = rect.center().y() - side / 2
    transform = QTransform.fromScale(side, side) * QTransform.fromTranslate(left, top)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(transform.map(path(name)), color)
    painter.restore()


def pixmap(name: str, side_px: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """A transparent picture of an icon, `side_px` wide in device-independent pixels."""
    picture = QPixmap(round(side_px * ratio), round(side_px * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, side_px, side_px), color)
    painter.end()
    return picture


def icon(name: str, color: QColor, side_px: int = 20) -> QIcon:
    """An icon for Qt's own controls (actions, line edits)."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, side_px, color, 2.0))
