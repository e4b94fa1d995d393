"""Layouts whose margins and spacing follow the shop's text size."""

from __future__ import annotations

import weakref
from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget
from shiboken6 import isValid

from ui import theme

_live: weakref.WeakSet[QLayout] = weakref.WeakSet()
Margin = int | tuple[int, int, int, int]


def _rescale() -> None:
    for layout in list(_live):
        # A deleted window's layouts may outlive it on the Python side until they are collected.
        if isValid(layout) and isinstance(layout, Column | Line | Grid):
            layout.rescale()


theme.on_change(_rescale)


def _sides(margin: Margin) -> tuple[int, int, int, int]:
    return (margin,) * 4 if isinstance(margin, int) else margin


class _Box(QBoxLayout):
    """A row or column of widgets; margin and gap in design pixels (steps of 4)."""

    def __init__(
        self, direction: QBoxLayout.Direction, parent: QWidget | None, margin: Margin, gap: int
    ) -> None:
        if parent is None:
            super().__init__(direction)
        else:
            super().__init__(direction, parent)
        self._margin: tuple[int, int, int, int] | None = _sides(margin)
        self._gap = gap
        self.rescale()
        _live.add(self)

    def rescale(self) -> None:
        if self._margin is not None:
            left, top, right, bottom = (theme.px(side) for side in self._margin)
            self.setContentsMargins(left, top, right, bottom)
        self.setSpacing(theme.px(self._gap))

    def keep_margins(self, left_px: int, top_px: int, right_px: int, bottom_px: int) -> None:
        """Margins in pixels of the screen; whoever sets them sets them again on another text size."""
        self._margin = None
        self.setContentsMargins(left_px, top_px, right_px, bottom_px)

    def add(self, *items: QWidget | QLayout | None) -> None:
        """Append widgets and layouts in order; None is a stretch that takes the room left over."""
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, QWidget):
                self.addWidget(item)
            else:
                self.addLayout(item)


class Column(_Box):
    """Widgets under one another; margin and gap in design pixels."""

    def __init__(self, parent: QWidget | None = None, *, margin: Margin = 0, gap: int = 8) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, parent, margin, gap)


class Line(_Box):
    """Widgets beside one another; margin and gap in design pixels."""

    def __init__(self, parent: QWidget | None = None, *, margin: Margin = 0, gap: int = 8) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent, margin, gap)


class Grid(QGridLayout):
    """Widgets in rows and columns; margin and gap in design pixels."""

    def __init__(self, parent: QWidget | None = None, *, margin: Margin = 0, gap: int = 8) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._margin = _sides(margin)
        self._gap = gap
        self.rescale()
        _live.add(self)

    def rescale(self) -> None:
        left, top, right, bottom = (theme.px(side) for side in self._margin)
        self.setContentsMargins(left, top, right, bottom)
        self.setSpacing(theme.px(self._gap))

    def add_row(self, row: int, widgets: Sequence[QWidget]) -> None:
        """Put widgets into one row from the first column on."""
        for column, widget in enumerate(widgets):
            self.addWidget(widget, row, column)
