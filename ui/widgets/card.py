"""Surfaces: the white card, the tinted panel, the hairline."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.layouts import Column, Margin
from ui.widgets.retranslate import Retranslated

Tone = Literal["surface", "panel", "sunk", "accent", "good", "warning", "info"]


class Card(Retranslated, QWidget):
    """A rounded surface with a column `body`; tones other than `surface` have no border."""

    def __init__(
        self, parent: QWidget | None = None, *, tone: Tone = "surface", margin: Margin = 14, gap: int = 10
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self.body = Column(self, margin=margin, gap=gap)

    def set_tone(self, tone: Tone) -> None:
        """Tint the surface."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        plain = self._tone in ("surface", "panel", "sunk")
        fill = theme.color(self._tone if plain else f"{self._tone}_soft")
        border = theme.color("line") if self._tone == "surface" else None
        painter = paint.painter_for(self)
        radius = theme.RADIUS_CARD if self._tone == "surface" else theme.RADIUS_CONTROL
        paint.box(painter, QRectF(self.rect()), fill, border, radius)


class Divider(Retranslated, QWidget):
    """A horizontal hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(16, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.painter_for(self).fillRect(self.rect(), theme.color("line"))
