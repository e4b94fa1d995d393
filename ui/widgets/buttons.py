"""Buttons with their key printed on them, icon buttons and large tiles."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

Kind = Literal["primary", "secondary", "quiet", "good"]

_NONE: Final = ""
# kind: (fill, fill under the pointer, fill while pressed, border, text); tokens, empty for none
_STACKED_MARGIN: Final = 20
"""What a key under the text leaves free at both sides together, in design pixels."""

_LOOK: Final[dict[str, tuple[str, str, str, str, str]]] = {
    "primary": ("accent", "accent_hover", "accent_pressed", _NONE, "on_accent"),
    "secondary": ("surface", "hover", "sunk", "line_strong", "ink"),
    "quiet": (_NONE, "hover", "sunk", _NONE, "muted_text"),
    "good": ("surface", "good_soft", "good_soft", "good", "good_text"),
    "disabled": ("sunk", "sunk", "sunk", _NONE, "disabled"),
    "checked": ("accent_soft", "accent_soft", "accent_soft", "accent", "accent_text"),
}

_BY_KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PressButton(Retranslated, QAbstractButton):
    """What every button here shares: hover, plain text without mnemonics, the hand, a 40 px minimum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ""
        self._bound = ""
        self._shortcut: QShortcut | None = None
        self._by_keyboard = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def caption(self) -> str:
        """The text shown, as given."""
        return self._caption

    def set_caption(self, caption: str) -> None:
        """Set the text shown and spoken; `&` is an ordinary character."""
        if caption == self._caption:
            return
        self._caption = caption
        super().setText(caption.replace("&", "&&"))
        self.setAccessibleName(caption)
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        self.set_caption(text)

    def bind(self, key: str) -> None:
        """Press this button with a key (`F3`, `Ctrl+P`) while it is visible; empty for none."""
        # Not QAbstractButton.setShortcut: that presses 100 ms later, to show the press.
        self._bound = key
        if self._shortcut is None:
            self._shortcut = QShortcut(self)
            self._shortcut.setAutoRepeat(False)
            self._shortcut.activated.connect(self.click)
        self._shortcut.setKey(QKeySequence(key))

    @property
    def bound_key(self) -> str:
        """The key that presses this button; empty for none."""
        return self._bound

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    @property
    def shows_focus(self) -> bool:
        """Whether the focus came by the keyboard and is to be seen."""
        return self._by_keyboard and self.hasFocus()

    def restyle(self) -> None:
        self.updateGeometry()

    def state_fill(self, look: tuple[str, str, str, str, str]) -> QColor | None:
        """The fill for rest, hover or pressed."""
        token = look[2] if self.isDown() else look[1] if self.underMouse() and self.isEnabled() else look[0]
        return theme.color(token) if token else None


class KeyButton(PressButton):
    """A button `收款 ¥192.40 [Enter]`: text, an optional icon, and its key printed as a cap.

    kind: primary (one on a page), secondary, quiet, good. `bind=True` also makes the key work while
    the button is visible; Enter and Esc are the page's own business. `big` is 52 px instead
    of 40, and prints the key under the text where there is no room beside it.
    """

    def __init__(
        self,
        text: str = "",
        key: str = "",
        kind: Kind = "secondary",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        bind: bool = False,
        big: bool = False,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._kind: Kind = kind
        self._icon = icon
        self._big = big
        across = QSizePolicy.Policy.Preferred if big else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_caption(text)
        if bind:
            self.bind(key)

    @property
    def key(self) -> str:
        """The key printed on the button."""
        return self._key

    def set_key(self, key: str) -> None:
        """Print another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Show the button as primary, secondary, quiet or good."""
        self._kind = kind
        self.update()

    def set_icon(self, name: str) -> None:
        """Show an icon (Phosphor name) before the text; empty for none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int, int]:
        metrics = QFontMetrics(self._font())
        icon = theme.px(20) + (theme.px(8) if self._caption else 0) if self._icon else 0
        cap = paint.key_cap_width(self._key) + theme.px(8) if self._key else 0
        return icon, metrics.horizontalAdvance(self._caption), cap

    def _font(self) -> QFont:
        return theme.font("large" if self._big else "body", bold=self._kind != "quiet")

    def _side(self) -> int:
        """Room beside the text: hardly any without an edge, so that it lines up with what stands above."""
        return theme.px(4 if self._kind == "quiet" else 14)

    def sizeHint(self) -> QSize:
        height = theme.px(52 if self._big else theme.CONTROL_HEIGHT)
        return QSize(max(sum(self._widths()) + 2 * self._side(), height), height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self._big:
            return hint
        icon, words, cap = self._widths()
        return QSize(max(icon + words, cap) + theme.px(_STACKED_MARGIN), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = _LOOK["disabled" if not self.isEnabled() else "checked" if self.isChecked() else self._kind]
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        border = theme.color(look[3]) if look[3] else None
        paint.box(painter, rect, self.state_fill(look), border, theme.RADIUS_CONTROL)
        color = theme.color(look[4])
        if self._big and self._key and sum(self._widths()) + theme.px(_STACKED_MARGIN) > rect.width():
            self._paint_stacked(painter, rect, color)
        else:
            self._paint_in_line(painter, rect, color)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL, color)

    def _paint_stacked(self, painter: QPainter, rect: QRectF, color: QColor) -> None:
        icon, words, cap = self._widths()
        inner = rect.adjusted(0, theme.px(4), 0, -theme.px(4))
        half = inner.height() / 2
        left = rect.left() + max((rect.width() - icon - words) / 2, theme.px(6))
        if self._icon:
            side = theme.px(20)
            spot = QRectF(left, inner.top() + (half - side) / 2, side, side)
            icons.paint(painter, self._icon, spot, color)
            left += icon
        top = QRectF(left, inner.top(), min(float(words), rect.right() - theme.px(4) - left) + 1, half)
        paint.text(painter, top, self._caption, self._font(), color)
        cap -= theme.px(8)
        low = QRectF(rect.center().x() - cap / 2, inner.top() + half, cap, half)
        paint.key_cap(painter, low, self._key, color)

    def _paint_in_line(self, painter: QPainter, rect: QRectF, color: QColor) -> None:
        icon, words, cap = self._widths()
        side = min(self._side(), theme.px(10))
        left = rect.left() + max((rect.width() - icon - words - cap) / 2, side)
        if self._icon:
            spot = QRectF(left, rect.center().y() - theme.px(10), theme.px(20), theme.px(20))
            icons.paint(painter, self._icon, spot, color)
            left += icon
        room = min(float(words), rect.right() - side - cap - left)
        paint.text(
            painter, QRectF(left, rect.top(), room + 1, rect.height()), self._caption, self._font(), color
        )
        if self._key:
            start = left + room + theme.px(8)
            paint.key_cap(
                painter, QRectF(start, rect.top(), cap - theme.px(8), rect.height()), self._key, color
            )


class IconButton(PressButton):
    """A square button showing only an icon; `text` is what it is called aloud."""

    def __init__(self, icon: str, text: str = "", parent: QWidget | None = None, *, side: int = 40) -> None:
        super().__init__(parent)
        self._icon = icon
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_caption(text)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, self.state_fill(_LOOK["quiet"]), None, theme.RADIUS_CONTROL)
        margin = theme.px((self._side - 20) / 2)
        color = theme.color("muted" if self.isEnabled() else "line_strong")
        icons.paint(painter, self._icon, rect.adjusted(margin, margin, -margin, -margin), color)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class CloseButton(IconButton):
    """A cross, called 关闭 in the language of now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("x", "", parent)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_caption(self.tr("关闭"))


class TileButton(PressButton):
    """A large button with a name and a smaller second line (a price); `badge` counts picks."""

    def __init__(self, name: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail = detail
        self._badge = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_caption(name)
        self.setAccessibleDescription(detail)

    def set_detail(self, detail: str) -> None:
        """Set the second line."""
        self._detail = detail
        self.setAccessibleDescription(detail)
        self.update()

    def set_badge(self, badge: str) -> None:
        """Show a small mark at the top right (a quantity); empty for none."""
        self._badge = badge
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The owner decides what is checked, not the press."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(132), theme.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = _LOOK["disabled" if not self.isEnabled() else "checked" if self.isChecked() else "secondary"]
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        border = theme.color("accent" if self.isChecked() else "line")
        paint.box(painter, rect, self.state_fill(look), border, theme.RADIUS_CONTROL)
        inner = rect.adjusted(theme.px(12), theme.px(8), -theme.px(10), -theme.px(8))
        ink = theme.color("ink" if self.isEnabled() else "disabled")
        top = QRectF(
            inner.left(), inner.top(), inner.width(), inner.height() / 2 if self._detail else inner.height()
        )
        if self._badge:
            top.setWidth(inner.width() - theme.px(28))
            self._paint_badge(painter, inner)
        paint.text(painter, top, self._caption, theme.font(bold=True), ink)
        if self._detail:
            bottom = QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2)
            paint.text(
                painter, bottom, self._detail, theme.font("small", tabular=True), theme.color("muted_text")
            )
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)

    def _paint_badge(self, painter: QPainter, inner: QRectF) -> None:
        side = theme.px(20)
        spot = QRectF(inner.right() - side, inner.top(), side, side)
        paint.box(painter, spot, theme.color("accent"), None, 10)
        center = Qt.AlignmentFlag.AlignCenter
        paint.text(
            painter, spot, self._badge, theme.font("small", bold=True), theme.color("on_accent"), center
        )
