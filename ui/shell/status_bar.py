"""The line at the bottom: what is saved, what is connected, and what just happened."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.messages import Toast, ToastKind
from ui.widgets.retranslate import Retranslated

Tone = Literal["good", "warning", "accent", "muted"]


class _Item(Retranslated, QWidget):
    """Words after a dot whose colour repeats what they say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone: Tone = "muted"
        self._words = Label("", "caption", self, elide=True)
        row = Line(self, margin=(16, 0, 0, 0))
        row.add(self._words)

    def set(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self._words.setText(text)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.px(8)
        spot = QRectF(0, (self.height() - side) / 2, side, side)
        paint.box(paint.painter_for(self), spot, theme.color(self._tone), None, 4)


class StatusBar(Retranslated, QWidget):
    """Items by key at the left or right; toasts between them, where nothing is covered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, _Item] = {}
        self._left = Line(gap=16)
        self._right = Line(gap=16)
        row = Line(self, margin=(18, 0, 18, 0), gap=16)
        row.add(self._left, None, self._right)
        self.toast = Toast(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_item(self, key: str, text: str, tone: Tone = "muted", *, right: bool = False) -> None:
        """Show an item; an empty text takes it away. Say only what is true."""
        item = self._items.get(key)
        if item is None:
            item = _Item(self)
            self._items[key] = item
            (self._right if right else self._left).addWidget(item)
        item.set(text, tone)
        item.setVisible(bool(text))

    def say(self, kind: ToastKind, text: str) -> None:
        """Show a line about what just happened."""
        self.toast.say(kind, text)
        self._place_toast()

    def toast_text(self) -> str:
        """The line said last; empty once it is gone."""
        return self.toast.text() if self.toast.isVisible() else ""

    def _place_toast(self) -> None:
        hint = self.toast.sizeHint()
        width = min(hint.width(), self.width() - theme.px(36))
        height = min(hint.height(), self.height() - 2)
        self.toast.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_toast()

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(44))
        self._place_toast()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.px(44))
