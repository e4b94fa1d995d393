"""Bringing a widget into sight, wherever it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ui import theme

_AROUND = 16


def bring(widget: QWidget) -> None:
    """Scroll to a widget, once what is new on the page has its place."""
    QTimer.singleShot(0, widget, _Bringing(widget).go)


class _Bringing:
    """What is left to do when the layout is done."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def go(self) -> None:
        around: QWidget | None = self._widget.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            across = around.horizontalScrollBar()
            kept = across.value()
            around.ensureWidgetVisible(self._widget, 0, theme.px(_AROUND))
            across.setValue(kept)
