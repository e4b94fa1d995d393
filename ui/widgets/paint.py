"""Shapes that several controls draw alike: rounded boxes, focus rings, key caps, soft shadows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

_SINGLE_LINE: Final[int] = Qt.TextFlag.TextSingleLine.value


def painter_for(widget: QWidget) -> QPainter:
    """An antialiasing painter on a widget; `end()` it or let it go out of scope."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    border: QColor | None,
    radius: float,
    width: float = 1,
) -> None:
    """A rounded box whose border lies inside `rect`; radius in design pixels."""
    inset = width / 2 if border is not None else 0
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    corner = theme.px(radius)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner)


def chosen_ground(painter: QPainter, rect: QRectF, *, chosen: bool, pointed_at: bool) -> None:
    """What lies under an entry of a list of places: nothing, unless it is chosen or under the mouse."""
    if chosen or pointed_at:
        box(painter, rect, theme.color("accent_soft" if chosen else "hover"), None, theme.RADIUS_CONTROL)


def focus_ring(painter: QPainter, rect: QRectF, radius: float, color: QColor | None = None) -> None:
    """The mark of the keyboard focus, inside the box it marks; radius in design pixels."""
    ring = rect.adjusted(3, 3, -3, -3)
    box(painter, ring, None, color or theme.color("accent"), max(radius - 3, 2), 1.5)


def key_cap_width(key: str) -> int:
    """Width in pixels of a printed key; zero for none."""
    if not key:
        return 0
    return QFontMetrics(theme.font("small")).horizontalAdvance(key) + theme.px(12)


def key_cap(painter: QPainter, rect: QRectF, key: str, color: QColor, fill: QColor | None = None) -> None:
    """A key as printed on a button, vertically centred in `rect`."""
    height = theme.px(20)
    cap = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
    edge = QColor(color)
    edge.setAlphaF(0.35)
    box(painter, cap, fill, edge, 5)
    text(painter, cap, key, theme.font("small"), color, Qt.AlignmentFlag.AlignCenter)


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """One line of text shortened to fit."""
    painter.setFont(font)
    painter.setPen(color)
    line = " ".join(words[:400].split())
    width = int(rect.width()) + 1
    if len(line) > 2:
        line = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)
    # As numbers: to join two flags takes Python ten times as long, and a page has a hundred texts.
    painter.drawText(rect, align.value | _SINGLE_LINE, line)


def shadow(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The one elevation: a soft shadow around `rect`; radius in design pixels."""
    color = QColor(theme.color("shadow"))
    strength = color.alphaF() / 6
    for spread in range(6, 0, -1):
        color.setAlphaF(strength)
        grow = spread * 1.5
        box(painter, rect.adjusted(-grow, -grow + 3, grow, grow + 3), color, None, radius + grow)
