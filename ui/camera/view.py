"""The live picture, with a frame drawn around the code that was found on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

_GROW: Final = 1.12
"""The frame runs a little outside the code."""

Tone = Literal["good", "warning"]


class CameraView(Retranslated, QWidget):
    """Shows pictures whole; `mark` draws around four corners of the picture shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._corners: tuple[QPointF, ...] = ()
        self._tone: Tone = "good"

    def show_image(self, image: QImage) -> None:
        """Show the newest picture."""
        self._image = image
        self.update()

    def mark(self, corners: Sequence[QPointF], tone: Tone = "good") -> None:
        """Draw around a code; no corners take the frame away."""
        self._corners, self._tone = tuple(corners), tone
        self.update()

    @property
    def marked(self) -> QPolygonF:
        """The frame drawn, in this widget's coordinates; empty for none."""
        if not self._corners or self._image.isNull():
            return QPolygonF()
        place = self._place()
        scale = place.width() / self._image.width()
        middle = sum(self._corners, QPointF()) / len(self._corners)
        grown = [middle + (corner - middle) * _GROW for corner in self._corners]
        return QPolygonF([place.topLeft() + corner * scale for corner in grown])

    def _place(self) -> QRectF:
        size = QSizeF(self._image.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, theme.color("sunk"), None, theme.RADIUS_CONTROL)
        if self._image.isNull():
            return
        outline = QPainterPath()
        outline.addRoundedRect(rect, theme.px(theme.RADIUS_CONTROL), theme.px(theme.RADIUS_CONTROL))
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), self._image)
        self._paint_mark(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        polygon = self.marked
        if polygon.isEmpty():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # A dark edge under it: seen on white paper and on a black counter.
        for token, width in (("scrim", 8), (self._tone, 4)):
            pen = QPen(theme.color(token), theme.px(width))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(polygon)
