"""The member's session packs in the left panel: sessions left, until when; pressed, one is used."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.pack import Pack
from services.packs import Hand
from ui.counter import keys, pack_words
from ui.counter.held_cards import SHOWN, Face, HeldCards
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Line


class PackList(HeldCards):
    """`use_wanted(Pack)`, `sell_wanted()`; takes no room where there is nothing to use or to sell."""

    use_wanted = Signal(object)
    sell_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hand: Hand | None = None
        self.sell = KeyButton("", keys.SELL_PACK, "quiet")
        self.head.addWidget(self.sell)
        self._below = Line(gap=8)
        self._below.addStretch(1)
        self.column.insertLayout(1, self._below)
        self.sell.clicked.connect(self.sell_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.name(self.tr("次卡"), self.tr("查找次卡"))
        self.sell.set_caption(self.tr("卖次卡"))
        self._fill()

    def show_hand(self, hand: Hand | None) -> None:
        """Show the packs of a member; None while they are not known."""
        if self._hand is None or hand is None or hand.member_id != self._hand.member_id:
            self.show_few()
        self._hand = hand
        self._fill()

    def _fill(self) -> None:
        hand = self._hand
        packs = hand.packs if hand else ()
        self.setVisible(hand is not None and bool(packs or hand.kinds))
        self.sell.setVisible(hand is not None and bool(hand.kinds))
        self._place_sell(below=len(packs) > SHOWN)
        count = self.tr("{count} 张").format(count=len(packs)) if packs else ""
        self.fill(packs, count, self.tr("收起") if self._all else self.tr("全部"))

    def _place_sell(self, *, below: bool) -> None:
        """Beside the button that shows all there is no room for it."""
        wanted, other = (self._below, self.head) if below else (self.head, self._below)
        if other.indexOf(self.sell) >= 0:
            other.removeWidget(self.sell)
            wanted.addWidget(self.sell)

    def face_of(self, thing: Pack) -> Face:
        """A pack as it is on this business day; the key is on the first."""
        hand = self._hand
        today = hand.today if hand else date.min
        mark, told = pack_words.mark(thing, today), pack_words.until(thing, today)
        said = (thing.name, pack_words.left(thing), thing.item_name, told, mark)
        return Face(
            str(thing.sessions_left),
            thing.name,
            thing.item_name if mark else told,
            " · ".join(dict.fromkeys(part for part in said if part)),
            rest=f"/{thing.sessions}",
            largest="large",
            mark=mark,
            tone="warning",
            mark_first=True,
            key=keys.USE_PACK if hand and thing is hand.packs[0] else "",
        )

    def _pressed(self, thing: Pack) -> None:
        self.use_wanted.emit(thing)
