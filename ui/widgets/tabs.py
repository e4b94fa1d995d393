"""The bar of tasks `消费 F3 | 充值 F4`: one of a few, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.record import dataclass
from ui import theme
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated

LEAST_WORD: Final = 44
"""What is left of a tab's words where there is no room (design pixels)."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry: an id of the page's own, the words on it and the key that chooses it."""

    id: str
    text: str
    key: str = ""


class _TabButton(PressButton):
    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_caption(tab.text)
        self.bind(tab.key)

    def _words_width(self) -> int:
        return QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._caption)

    def sizeHint(self) -> QSize:
        cap = paint.key_cap_width(self.tab.key) + theme.px(8) if self.tab.key else 0
        return QSize(self._words_width() + cap + theme.px(24), theme.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Little air and a shortened word: large text has to fit into a small window too."""
        spared = max(0, self._words_width() - theme.px(LEAST_WORD)) + theme.px(16)
        return self.sizeHint() - QSize(spared, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        chosen = self.isChecked()
        if chosen:
            paint.box(painter, rect.adjusted(0, 1, 0, 0), theme.color("line_strong"), None, 9)
        if chosen or self.underMouse():
            bottom = -1 if chosen else 0
            fill = theme.color("surface" if chosen else "line")
            paint.box(painter, rect.adjusted(0, 0, 0, bottom), fill, None, 9)
        color = theme.color("accent_text" if chosen else "muted_text" if self.isEnabled() else "disabled")
        cap = paint.key_cap_width(self.tab.key)
        gap = theme.px(8) if cap else 0
        font = theme.font(bold=chosen)
        words = min(
            QFontMetrics(font).horizontalAdvance(self._caption), rect.width() - gap - cap - theme.px(6)
        )
        left = rect.left() + (rect.width() - words - gap - cap) / 2
        paint.text(painter, QRectF(left, 0, words + 1, rect.height()), self._caption, font, color)
        if cap:
            spot = QRectF(left + words + gap, 0, cap, rect.height())
            paint.key_cap(painter, spot, self.tab.key, theme.color("muted_text"), theme.color("surface"))
        if self.shows_focus:
            paint.focus_ring(painter, rect, 9)


class SegmentedTabs(Retranslated, QWidget):
    """A bar of tabs; `changed(id)` when a person chooses another, by key, pointer or arrows."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Line(self, margin=4, gap=4)
        self._buttons = [_TabButton(tab, self) for tab in tabs]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if self._buttons:
            self._buttons[0].setChecked(True)

    def current(self) -> str:
        """The id of the tab chosen; empty for none."""
        return next((b.tab.id for b in self._buttons if b.isChecked()), "")

    def choose(self, id_: str) -> None:
        """Choose a tab without a signal; unknown ids are ignored."""
        for button in self._buttons:
            if button.tab.id == id_:
                button.setChecked(True)

    def set_text(self, id_: str, text: str) -> None:
        """Rename a tab (on a change of language)."""
        for button in self._buttons:
            if button.tab.id == id_:
                button.set_caption(text)

    def set_enabled(self, id_: str, enabled: bool) -> None:
        """Make a tab available or not."""
        for button in self._buttons:
            if button.tab.id == id_:
                button.setEnabled(enabled)

    def _on_clicked(self) -> None:
        self.changed.emit(self.current())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(paint.painter_for(self), QRectF(self.rect()), theme.color("sunk"), None, 12)
