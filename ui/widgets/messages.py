"""What the program says without asking: result lines, banners, empty pages, work under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.buttons import CloseButton, KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

ToastKind = Literal["good", "warning", "error"]
BannerTone = Literal["warning", "info", "good", "accent"]

_ICON: Final = {"good": "check-circle", "warning": "warning", "error": "warning-circle", "info": "info"}
_SHOWN_MS: Final = {"good": 6_000, "warning": 10_000, "error": 15_000}


class Toast(Retranslated, QWidget):
    """One line about what just happened; never in the way, gone by itself or by a press."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind: ToastKind = "good"
        self._text = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, kind: ToastKind, text: str) -> None:
        """Show a line: good for 6 s, a warning for 10 s, an error for 15 s."""
        self._kind = kind
        self._text = text
        self.setAccessibleName(text)
        self.adjustSize()
        self.show()
        self.raise_()
        self.update()
        self._timer.start(_SHOWN_MS[kind])

    def text(self) -> str:
        """The line shown last."""
        return self._text

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(bold=True, tabular=True)).horizontalAdvance(self._text[:200])
        return QSize(words + theme.px(62), theme.px(48))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = {"good": "good", "warning": "warning", "error": "accent"}[self._kind]
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color(f"{tone}_soft"), theme.color(tone), theme.RADIUS_CONTROL)
        side = theme.px(20)
        spot = QRectF(theme.px(16), (self.height() - side) / 2, side, side)
        icons.paint(painter, _ICON[self._kind], spot, theme.color(f"{tone}_text"))
        inner = rect.adjusted(theme.px(46), 0, -theme.px(12), 0)
        paint.text(
            painter, inner, self._text, theme.font(bold=True, tabular=True), theme.color(f"{tone}_text")
        )


class Banner(Retranslated, QWidget):
    """A lasting notice with what can be done about it; `acted(id)` for its buttons.

    With `closable` a cross takes it away (`acted("close")` follows).
    """

    acted = Signal(str)

    def __init__(
        self,
        text: str = "",
        tone: BannerTone = "warning",
        actions: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        closable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._tone: BannerTone = tone
        self._label = Label("", wrap=True, tone=f"{tone}_text")
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = Line(self, margin=(44, 6, 8, 6), gap=8)
        self._row.addWidget(self._label, 1)
        self._ids: dict[KeyButton, str] = {}
        self._close = CloseButton(self)
        self._close.setVisible(closable)
        self._close.clicked.connect(self._on_closed)
        self._row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text, actions)

    def set_text(self, text: str, actions: Sequence[tuple[str, str]] | None = None) -> None:
        """Say something else; `actions` are (id, label) pairs, None keeps them."""
        self._label.setText(text)
        self.setAccessibleName(text)
        if actions is None:
            return
        for button in self._ids:
            button.deleteLater()
        self._ids = {}
        for id_, label in actions:
            button = KeyButton(label)
            button.clicked.connect(self._on_pressed)
            self._ids[button] = id_
            self._row.insertWidget(self._row.count() - 1, button)

    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.acted.emit(self._ids[button])

    def _on_closed(self) -> None:
        self.hide()
        self.acted.emit("close")

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme.px(48)))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color(f"{self._tone}_soft"), None, theme.RADIUS_CONTROL)
        side = theme.px(20)
        spot = QRectF(theme.px(14), (self.height() - side) / 2, side, side)
        icons.paint(painter, _ICON.get(self._tone, "info"), spot, theme.color(f"{self._tone}_text"))


class EmptyState(Retranslated, QWidget):
    """What a page is for while it is empty, and the first step; `acted` when that is pressed."""

    acted = Signal()

    def __init__(
        self, icon: str, text: str = "", action: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = _Picture(icon, self)
        self._text = Label(text, "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = KeyButton(action, key)
        self._button.setVisible(bool(action))
        self._button.clicked.connect(self.acted)
        column = Column(self, margin=16, gap=12)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_text(self, text: str, action: str | None = None) -> None:
        """Set the sentence, and the words on the button where given."""
        self._text.setText(text)
        if action is not None:
            self._button.set_caption(action)
            self._button.setVisible(bool(action))


class _Picture(Retranslated, QWidget):
    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(64))

    def restyle(self) -> None:
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color("sunk"), None, 32)
        edge = theme.px(18)
        icons.paint(painter, self._icon, rect.adjusted(edge, edge, -edge, -edge), theme.color("muted"))


class Busy(Retranslated, QWidget):
    """Work under way: a turning arc and what is being done. It only turns while it is visible."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._text = text
        self._timer = QTimer(self, interval=50)
        self._timer.timeout.connect(self._on_tick)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Say what is being done."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            self._timer.start()
        else:
            self._timer.stop()

    def _on_tick(self) -> None:
        self._angle = (self._angle + 18) % 360
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + theme.px(40), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        side = theme.px(18)
        spot = QRectF(2, (self.height() - side) / 2, side, side)
        pen = painter.pen()
        pen.setColor(theme.color("accent"))
        pen.setWidthF(theme.px(2))
        painter.setPen(pen)
        painter.drawArc(spot, -self._angle * 16, 270 * 16)
        inner = QRectF(self.rect()).adjusted(side + theme.px(10), 0, 0, 0)
        paint.text(painter, inner, self._text, theme.font(), theme.color("muted_text"))
