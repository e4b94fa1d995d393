"""Two halves of a task: one over the other, or side by side where the window is low."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from ui import theme
from ui.widgets.layouts import Column

LOW_WINDOW: Final = 690
"""In a window below this height (design pixels) the halves go side by side, if they fit."""
ABREAST_WIDTH: Final = 740

AROUND: Final = 42
"""What margins and a scroll bar take of the scroll area's width."""


class Halves:
    """Lays out `first` and `second` in `host`; `second` takes the room that is left."""

    def __init__(self, host: QWidget, first: QWidget, second: QWidget, gap: int = 8) -> None:
        self._host = host
        self._layout = Column(host, gap=gap)
        self._layout.add(first, second)
        self._layout.setStretch(1, 1)

    @property
    def abreast(self) -> bool:
        """Whether the halves are side by side."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def _room(self) -> int:
        """Width that is there without scrolling: the host itself is made wider by what doesn't fit."""
        area: QWidget | None = self._host
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        return self._host.width() if area is None else area.width() - theme.px(AROUND)

    def arrange(self) -> bool:
        """Call when the host was resized; True when the halves have changed places."""
        low = self._host.window().height() < theme.px(LOW_WINDOW)
        abreast = low and self._room() >= theme.px(ABREAST_WIDTH)
        if abreast == self.abreast:
            return False
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if abreast else directions.TopToBottom)
        self._layout.setStretch(0, 3 if abreast else 0)
        self._layout.setStretch(1, 4 if abreast else 1)
        return True
