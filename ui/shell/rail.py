"""The navigation rail at the left: pages, who is signed in, lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.shell.pages import PageEntry
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

TALLEST: Final = 60
LOWEST_WITH_ICON: Final = 40
FINGER_PX: Final = 40


class _RailButton(PressButton):
    def __init__(self, entry: PageEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_caption(entry.heading())
        self.setAccessibleDescription(entry.shortcut)
        self.bind(entry.shortcut)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(68), theme.px(TALLEST))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        chosen = self.isChecked()
        paint.chosen_ground(painter, rect, chosen=chosen, pointed_at=self.underMouse())
        color = theme.color("accent_text" if chosen else "muted_text")
        words = rect.adjusted(2, 0, -2, 0)
        if rect.height() >= theme.px(LOWEST_WITH_ICON):
            # Icon and words share what height there is: 60 design pixels leave a rim of 8.
            rim = (rect.height() - theme.px(LOWEST_WITH_ICON)) * 0.4
            side = min(theme.px(24), rect.height() - 2 * rim - theme.px(20))
            spot = QRectF((rect.width() - side) / 2, rim, side, side)
            icons.paint(painter, self.entry.icon, spot, color)
            words = QRectF(2, spot.bottom() + 1, rect.width() - 4, theme.px(20))
        font = theme.font("small", bold=chosen)
        paint.text(painter, words, self.caption, font, color, Qt.AlignmentFlag.AlignCenter)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class _LockButton(PressButton):
    """`锁屏 F12`, quiet until it is needed."""

    KEY = "F12"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bind(self.KEY)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(66), theme.px(theme.CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        edge = theme.px(7)
        rect = QRectF(self.rect()).adjusted(0, edge, 0, -edge)
        paint.box(painter, rect, theme.color("line" if self.underMouse() else "sunk"), None, 13)
        words = f"{self.caption} {self.KEY}"
        center = Qt.AlignmentFlag.AlignCenter
        paint.text(painter, rect, words, theme.font("small"), theme.color("muted_text"), center)
        if self.shows_focus:
            paint.focus_ring(painter, rect, 13)


class Rail(Retranslated, QWidget):
    """`chosen(key)` when a page is asked for, `lock` when the counter is to be locked."""

    chosen = Signal(str)
    lock = Signal()

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [_RailButton(entry, self) for entry in entries]
        self._logo = Label("闺蜜", size="title", bold=True, tone="accent_text")
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._who = Label("", "caption", elide=True, bold=True)
        self._role = Label("", "caption", elide=True)
        for words in (self._who, self._role):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lock = _LockButton(self)
        self._lock.clicked.connect(self.lock)
        self._column = Column(self, margin=(8, 14, 8, 10), gap=4)
        self._column.add(self._logo)
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            self._column.add(button)
        self._column.add(None, self._who, self._role, self._lock)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.restyle()
        self.retranslate()

    def choose(self, key: str) -> None:
        """Mark a page as the one shown, without a signal."""
        for button in self._buttons:
            if button.entry.key == key:
                button.setChecked(True)

    def set_person(self, name: str, role: str) -> None:
        """Show who is signed in."""
        self._who.setText(name)
        self._role.setText(role)

    def retranslate(self) -> None:
        self._lock.set_caption(self.tr("锁屏"))
        for button in self._buttons:
            button.set_caption(button.entry.heading())

    def restyle(self) -> None:
        self.setFixedWidth(theme.px(84))
        self._logo.setFixedHeight(theme.px(36))
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Every page keeps its place however low the screen and large the text."""
        others = (self._logo, self._who, self._role, self._lock)
        gaps = self._column.spacing() * (len(self._buttons) + len(others))
        margins = self._column.contentsMargins()
        taken = sum(one.sizeHint().height() for one in others[1:]) + self._logo.height()
        room = self.height() - taken - gaps - margins.top() - margins.bottom()
        for button in self._buttons:
            button.setFixedHeight(min(max(room // len(self._buttons), FINGER_PX), theme.px(TALLEST)))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _RailButton):
            self.chosen.emit(button.entry.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, theme.color("surface"), None, 0)
        paint.box(painter, rect.adjusted(rect.width() - 1, 0, 0, 0), theme.color("line"), None, 0)
