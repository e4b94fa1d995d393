"""The one search box: large, its key printed in it, results asked for while typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.layouts import Line
from ui.widgets.page_keys import is_for_the_page
from ui.widgets.retranslate import Retranslated


class _Edit(QLineEdit):
    """The line itself; arrows up and down, Page keys and Esc belong to the box."""

    moved = Signal(object)
    left = Signal()
    focus_changed = Signal()

    def event(self, event: QEvent) -> bool:
        if is_for_the_page(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 5,
            Qt.Key.Key_PageUp: -5,
        }
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class SearchBox(Retranslated, QWidget):
    """The large box: `typed(str)` at each keystroke, `entered` on Enter, `left` on Esc.

    `arrow(int)` on up and down (±1) and the Page keys (±5). The hint stays visible at the right.
    """

    typed = Signal(str)
    entered = Signal()
    arrow = Signal(object)
    left = Signal()

    def __init__(
        self, hint: str = "", key: str = "", parent: QWidget | None = None, *, big: bool = True
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self._key = key
        self._big = big
        self.edit = _Edit(self)
        self.edit.setProperty("bare", True)
        self.edit.setFrame(False)
        self.edit.setMaxLength(120)
        self._row = Line(self, gap=8)
        self._row.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.moved.connect(self.arrow)
        self.edit.left.connect(self.left)
        self.edit.focus_changed.connect(self.update)
        if key:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(self.focus)
        self.set_hint(hint)
        self.restyle()

    def set_hint(self, hint: str) -> None:
        """Say what can be searched for; also what the box is called aloud."""
        self._hint = hint
        self.edit.setAccessibleName(hint)
        self.update()

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Replace what is typed; `typed` fires when it differs."""
        self.edit.setText(text)

    def clear(self) -> None:
        """Empty the box without a signal."""
        blocked = self.edit.blockSignals(True)
        self.edit.clear()
        self.edit.blockSignals(blocked)
        self.update()

    def focus(self) -> None:
        """Go into the box and select what is there, so that typing replaces it."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _on_text_changed(self, text: str) -> None:
        self.update()
        self.typed.emit(text)

    def restyle(self) -> None:
        self.edit.setFont(theme.font("title" if self._big else "body"))
        cap = paint.key_cap_width(self._key)
        left, right = theme.px(46), theme.px(18) + cap + (theme.px(8) if cap else 0)
        self._row.keep_margins(left, 2, right, 2)
        self.setFixedHeight(theme.px(54 if self._big else theme.CONTROL_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(54 if self._big else theme.CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        focused = self.edit.hasFocus()
        edge = theme.color("accent" if focused else "line_strong")
        radius = theme.RADIUS_CARD if self._big else theme.RADIUS_CONTROL
        paint.box(painter, rect, theme.color("surface"), edge, radius, 2 if focused else 1)
        side = theme.px(20)
        spot = QRectF(theme.px(18), (self.height() - side) / 2, side, side)
        icons.paint(painter, "magnifying-glass", spot, theme.color("accent" if focused else "muted"))
        right = rect.right() - theme.px(16)
        if self._key:
            cap = paint.key_cap_width(self._key)
            spot = QRectF(right - cap, rect.top(), cap, rect.height())
            paint.key_cap(painter, spot, self._key, theme.color("muted_text"))
            right -= cap + theme.px(10)
        self._paint_hint(painter, right)

    def _paint_hint(self, painter: QPainter, right: float) -> None:
        metrics = self.edit.fontMetrics()
        typed = self.edit.x() + metrics.horizontalAdvance(self.edit.text()) + theme.px(24)
        room = QRectF(typed, 0, right - typed, self.height())
        hint = theme.font()
        if room.width() > theme.px(120):
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint.text(painter, room, self._hint, hint, theme.color("muted_text"), align)
