"""The member's session packs in the left panel: sessions left, until when; pressed, one is used."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.pack import Pack
from services.packs import Hand
from ui import theme
from ui.counter import keys, pack_words
from ui.widgets import paint
from ui.widgets.buttons import KeyButton, PressButton
from ui.widgets.chip import tone_colors
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SHOWN: Final = 3
HEIGHT: Final = 54


class PackCard(PressButton):
    """One pack: what is left of it as a figure, its name and last day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pack: Pack | None = None
        self._detail = ""
        self._mark = ""
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pack(self, pack: Pack, today: date, key: str) -> None:
        """Show a pack as it is on this business day; `key` is printed, the page binds it."""
        self.pack = pack
        self._key = key
        self.set_caption(pack.name)
        self._mark = pack_words.mark(pack, today)
        told = pack_words.until(pack, today)
        self._detail = pack.item_name if self._mark else told
        said = (pack.name, pack_words.left(pack), pack.item_name, told, self._mark)
        self.setAccessibleName(" · ".join(dict.fromkeys(part for part in said if part)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        fill = theme.color("hover" if self.underMouse() else "surface")
        paint.box(painter, rect, fill, theme.color("line_strong"), theme.RADIUS_CONTROL)
        if self.pack is not None:
            inner = rect.adjusted(theme.px(10), theme.px(5), -theme.px(8), -theme.px(5))
            self._paint_words(painter, inner, self.pack)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter, inner: QRectF, pack: Pack) -> None:
        room = theme.px(56)
        figure = QRectF(inner.left(), inner.top(), room, inner.height())
        self._paint_left(painter, figure, pack)
        right = inner.right()
        if self._key:
            cap = paint.key_cap_width(self._key)
            spot = QRectF(right - cap, inner.top(), cap, inner.height())
            paint.key_cap(painter, spot, self._key, theme.color("muted_text"))
            right -= cap + theme.px(8)
        left, half = figure.right() + theme.px(8), inner.height() / 2
        top = QRectF(left, inner.top(), right - left, half)
        low = QRectF(left, inner.top() + half, right - left, half)
        paint.text(painter, top, pack.name, theme.font("small", bold=True), theme.color("ink"))
        self._paint_detail(painter, low)

    def _paint_left(self, painter: QPainter, figure: QRectF, pack: Pack) -> None:
        """`7/10`: the sessions left large, all of them small."""
        font = theme.font("large", bold=True, tabular=True)
        small = theme.font("small", tabular=True)
        number, rest = str(pack.sessions_left), f"/{pack.sessions}"
        if len(number) + len(rest) > 5:
            font = theme.font("body", bold=True, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(number)
        paint.text(painter, figure, number, font, theme.color("accent_text"))
        after = figure.adjusted(width + theme.px(1), theme.px(3), 0, 0)
        paint.text(painter, after, rest, small, theme.color("muted_text"))

    def _paint_detail(self, painter: QPainter, low: QRectF) -> None:
        small = theme.font("small", tabular=True)
        if self._mark:
            soft, ink = tone_colors("warning")
            width = QFontMetricsF(small).horizontalAdvance(self._mark) + theme.px(14)
            spot = QRectF(low.left(), low.center().y() - theme.px(10), width, theme.px(20))
            paint.box(painter, spot, theme.color(soft), None, 10)
            paint.text(painter, spot, self._mark, small, theme.color(ink), Qt.AlignmentFlag.AlignCenter)
            low = low.adjusted(width + theme.px(6), 0, 0, 0)
        paint.text(painter, low, self._detail, small, theme.color("muted_text"))


class PackList(Retranslated, QWidget):
    """`use_wanted(Pack)`, `sell_wanted()`; takes no room where there is nothing to use or to sell."""

    use_wanted = Signal(object)
    sell_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hand: Hand | None = None
        self._all = False
        self._title = Label("", "strong")
        self._count = Label("", "caption")
        self.more = KeyButton("", kind="quiet")
        self.sell = KeyButton("", keys.SELL_PACK, "quiet")
        self.cards: list[PackCard] = []
        head = Line(gap=8)
        head.add(self._title, self._count, None, self.more, self.sell)
        self._rows = Column(gap=6)
        column = Column(self, gap=6)
        column.add(head, self._rows)
        self.more.clicked.connect(self._on_more)
        self.sell.clicked.connect(self.sell_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("次卡"))
        self.sell.set_caption(self.tr("卖次卡"))
        self._fill()

    def show_hand(self, hand: Hand | None) -> None:
        """Show the packs of a member; None while they are not known."""
        if self._hand is None or hand is None or hand.member_id != self._hand.member_id:
            self._all = False
        self._hand = hand
        self._fill()

    def _fill(self) -> None:
        hand = self._hand
        packs = hand.packs if hand else ()
        self.setVisible(hand is not None and bool(packs or hand.kinds))
        self.sell.setVisible(hand is not None and bool(hand.kinds))
        self.more.setVisible(len(packs) > SHOWN)
        self.more.set_caption(self.tr("收起") if self._all else self.tr("全部"))
        self._count.setText(self.tr("{count} 张").format(count=len(packs)) if packs else "")
        shown = packs if self._all else packs[:SHOWN]
        self._match(len(shown))
        for at, (card, pack) in enumerate(zip(self.cards, shown, strict=True)):
            card.show_pack(pack, hand.today if hand else date.min, "" if at else keys.USE_PACK)

    def _match(self, count: int) -> None:
        while len(self.cards) < count:
            card = PackCard(self)
            card.clicked.connect(self._on_card)
            self.cards.append(card)
            self._rows.addWidget(card)
            card.show()
        while len(self.cards) > count:
            card = self.cards.pop()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, PackCard) and card.pack is not None:
            self.use_wanted.emit(card.pack)

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()
