"""The program's mark, drawn from the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated


class Brand(Retranslated, QWidget):
    """A heart on the accent colour; `side` in design pixels."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color("accent"), None, self._side / 4)
        edge = rect.width() / 5
        heart = rect.adjusted(edge, edge, -edge, -edge)
        icons.paint(painter, "heart-fill", heart, theme.color("on_accent"))
