"""One line of the member panel: friend cards left, friends brought, rewards on their way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.counter import keys
from ui.counter.codes_read import Standing
from ui.widgets import paint
from ui.widgets.buttons import PressButton

HEIGHT = 46


class FriendLine(PressButton):
    """`闺蜜卡 剩 3 / 5 · 已带来 2 位朋友`; clicked, it opens them, as F7 does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Standing | None = None
        self._rest = ""
        self._low = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_standing(self, standing: Standing | None) -> None:
        """Show a member's cards and friends; None while they are not known."""
        self._standing = standing
        self.retranslate()

    def retranslate(self) -> None:
        self.set_caption(self.tr("闺蜜卡"))
        self._rest, self._low = self._texts()
        self.setAccessibleName(" ".join((self.caption, self._rest, self._low)).strip())
        self.update()

    def _texts(self) -> tuple[str, str]:
        standing = self._standing
        if standing is None:
            return "", ""
        brought = standing.brought
        cards = self.tr("剩 {left} / {given}").format(left=brought.cards_left, given=standing.given)
        friends = self.tr("已带来 {count} 位朋友").format(count=brought.friends)
        low = ""
        if brought.pending:
            low = self.tr("待发奖励 {count} 笔").format(count=brought.pending)
            if brought.pending_bonus:
                low += f" · {brought.pending_bonus}"
        return " · ".join((cards, friends)), low

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, theme.color("hover"), None, theme.RADIUS_CONTROL)
        inner = rect.adjusted(0, 0, -theme.px(4), 0)
        cap = paint.key_cap_width(keys.FRIEND_CARDS)
        spot = QRectF(inner.right() - cap, inner.top(), cap, inner.height())
        paint.key_cap(painter, spot, keys.FRIEND_CARDS, theme.color("muted_text"))
        words = inner.adjusted(0, 0, -cap - theme.px(8), 0)
        half = words.height() / 2 if self._low else words.height()
        top = QRectF(words.left(), words.top(), words.width(), half)
        bold = theme.font(bold=True)
        name = QFontMetricsF(bold).horizontalAdvance(self.caption) + theme.px(8)
        paint.text(painter, top, self.caption, bold, theme.color("ink"))
        small, muted = theme.font("small", tabular=True), theme.color("muted_text")
        paint.text(painter, top.adjusted(name, 0, 0, 0), self._rest, small, muted)
        if self._low:
            low = QRectF(words.left(), words.top() + half, words.width(), half)
            paint.text(painter, low, self._low, small, theme.color("warning_text"))
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)
