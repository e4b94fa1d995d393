"""Small rounded marks: a tier, a tag, a reminder, a tender."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.retranslate import Retranslated

Tone = Literal["accent", "good", "warning", "info", "neutral"]


def tone_colors(tone: str) -> tuple[str, str]:
    """The tokens (background, text) of a tone."""
    return ("sunk", "muted_text") if tone == "neutral" else (f"{tone}_soft", f"{tone}_text")


class Chip(Retranslated, QWidget):
    """A word on a soft background; the tone is never the only signal. Not pressed: see ChipButton."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone: Tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word shown."""
        return self._text

    def set_text(self, text: str, tone: Tone | None = None) -> None:
        """Show another word, and tone where given."""
        self._text = text
        self._tone = tone or self._tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("small")).horizontalAdvance(self._text[:60])
        return QSize(width + theme.px(18), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(60)), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        soft, ink = tone_colors(self._tone)
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        paint.box(painter, rect, theme.color(soft), None, 11)
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        paint.text(
            painter, inner, self._text, theme.font("small"), theme.color(ink), Qt.AlignmentFlag.AlignCenter
        )


class ChipButton(PressButton):
    """A chip that is pressed (a tender, a filter): checkable, 40 px high to the finger."""

    def __init__(
        self, text: str = "", tone: Tone = "accent", parent: QWidget | None = None, *, key: str = ""
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._key = key
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_caption(text)

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(self._caption)
        cap = paint.key_cap_width(self._key) + theme.px(6) if self._key else 0
        side = theme.px(theme.CONTROL_HEIGHT)
        return QSize(max(bold + cap + theme.px(24), side), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        soft, ink = tone_colors(self._tone if self.isChecked() else "neutral")
        rect = QRectF(self.rect()).adjusted(0, theme.px(2), 0, -theme.px(2))
        painter = paint.painter_for(self)
        edge = theme.color(self._tone) if self.isChecked() and self._tone != "neutral" else None
        paint.box(painter, rect, theme.color(soft), edge, theme.RADIUS_CONTROL)
        color = theme.color(ink if self.isEnabled() else "disabled")
        cap = paint.key_cap_width(self._key)
        room = rect.adjusted(theme.px(10), 0, -theme.px(10) - (cap + theme.px(6) if cap else 0), 0)
        font = theme.font("body", bold=self.isChecked(), tabular=True)
        paint.text(painter, room, self._caption, font, color, Qt.AlignmentFlag.AlignCenter)
        if self._key:
            spot = QRectF(rect.right() - theme.px(10) - cap, rect.top(), cap, rect.height())
            paint.key_cap(painter, spot, self._key, color)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)
