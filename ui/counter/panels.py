"""The three panels side by side; in a narrow window member and history share the left one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ui import theme
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.tabs import SegmentedTabs, Tab

MEMBER_WIDTH: Final = 318
HISTORY_WIDTH: Final = 300
NARROW_WIDTH: Final = 1_100
"""Below this width (design pixels) there is no room for three panels."""


class _Room(QWidget):
    """Holds one widget at its least height or more; a scroll area would insist on its best one."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self)
        inner.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        layout = self._inner.layout()
        least = layout.minimumSize() if layout is not None else self._inner.minimumSizeHint()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(layout.minimumHeightForWidth(max(self.width(), least.width())))
        return least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumSize(self.minimumSizeHint())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())
        if event.oldSize().width() != event.size().width():
            self.setMinimumSize(self.minimumSizeHint())


class Panels(Retranslated, QWidget):
    """`member` | `work` | `history`; texts may be larger than the window: then panels scroll."""

    def __init__(
        self, member: QWidget, work: QWidget, history: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._narrow: bool | None = None
        self.switch = SegmentedTabs([Tab("member", ""), Tab("history", "")])
        self.switch.changed.connect(self._on_switched)
        self._side = QStackedWidget()
        self._side.addWidget(member)
        self._left = QWidget()
        left = Column(self._left, gap=8)
        left.add(self.switch, self._side)
        self._work = QScrollArea()
        self._work.setWidgetResizable(True)
        self._work.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._work.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._work.setWidget(_Room(work))
        self._line = Line(self, gap=12)
        self._line.add(self._left, self._work)
        self._line.setStretch(1, 1)
        self.retranslate()
        self._arrange()

    def retranslate(self) -> None:
        self.switch.set_text("member", self.tr("会员"))
        self.switch.set_text("history", self.tr("往来"))

    def restyle(self) -> None:
        self._arrange()

    def show_history(self) -> None:
        """Bring the history to the front, where it shares its place."""
        if self._narrow:
            self.switch.choose("history")
            self._side.setCurrentWidget(self._history)

    def show_member(self) -> None:
        """Bring the member to the front, where it shares its place."""
        self.switch.choose("member")
        self._side.setCurrentIndex(0)

    def _on_switched(self, id_: str) -> None:
        self._side.setCurrentIndex(0 if id_ == "member" else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        units = self.width() / theme.scale()
        narrow = units < NARROW_WIDTH
        room = min(MEMBER_WIDTH, units * 0.42)
        self._left.setFixedWidth(theme.px(room if narrow else MEMBER_WIDTH))
        self.switch.setVisible(narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_history(narrow)
        self._history.setMinimumWidth(0 if narrow else theme.px(HISTORY_WIDTH))
        self._history.setMaximumWidth(16_777_215 if narrow else theme.px(HISTORY_WIDTH))

    def _place_history(self, narrow: bool) -> None:
        if narrow:
            self._line.removeWidget(self._history)
            self._side.addWidget(self._history)
            self.show_member()
        else:
            self._side.removeWidget(self._history)
            self._line.addWidget(self._history)
            self._history.show()
            self.show_member()
