"""Numbers on top of a page, each with its name over it and a remark under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Grid

NARROWEST: Final = 136
"""Design pixels in which an amount of a million still stands whole."""


class Figure(Card):
    """One number."""

    def __init__(self) -> None:
        super().__init__(margin=(12, 8, 10, 8), gap=0)
        self.name = Label("", "caption", elide=True)
        self.value = Label("", "money", elide=True, size="title", bold=True)
        self.remark = Label("", "caption", elide=True)
        self.body.add(self.name, self.value, self.remark)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, name: str, value: str, remark: str) -> None:
        """Show other words."""
        self.name.setText(name)
        self.value.setText(value)
        self.remark.setText(remark)
        self.setAccessibleName(f"{name} {value} {remark}".strip())


class FigureBar(QWidget):
    """Several side by side, of one width; in two rows where large text leaves no room for one."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = [Figure() for _ in range(count)]
        self._grid = Grid(self, gap=10)
        self._across = 0
        self._place(count)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for n, figure in enumerate(self.figures):
            self._grid.addWidget(figure, n // across, n % across)
        for n in range(len(self.figures)):
            self._grid.setColumnStretch(n, int(n < across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self.figures)
        self._place(count if self.width() >= theme.px(NARROWEST) * count else (count + 1) // 2)

    def tell(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Name, value and remark of each, in order."""
        for figure, row in zip(self.figures, rows, strict=True):
            figure.tell(*row)
