"""What to tell the member of tiers: how far the next one is while the bill is open; that one was reached."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.money import Money
from model.tier import Distance, Reached
from model.views import AccountState, MemberCard
from ui.counter import keys, words
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Line

_MORE = QT_TRANSLATE_NOOP("CounterTiers", "再消费 {missing} 升{tier}")
_REACHES = QT_TRANSLATE_NOOP("CounterTiers", "本单付完升{tier}")
_TELL = QT_TRANSLATE_NOOP("CounterTiers", "可以当场告诉顾客")
_THEN = QT_TRANSLATE_NOOP("CounterTiers", "之后再消费 {missing} 升{tier}")
_LEAVES = QT_TRANSLATE_NOOP("CounterTiers", "{tier}将在 {day} 降级：消费没到门槛")
_UNTIL = QT_TRANSLATE_NOOP("CounterTiers", "{tier}保留到 {day}")
_REACHED = QT_TRANSLATE_NOOP("CounterTiers", "恭喜升级{tier}")
_POINTS = QT_TRANSLATE_NOOP("CounterTiers", "{count} 积分")
_VOUCHERS = QT_TRANSLATE_NOOP("CounterTiers", "券 {count} 张")
_CARDS = QT_TRANSLATE_NOOP("CounterTiers", "闺蜜卡 {count} 张")
_BROUGHT = QT_TRANSLATE_NOOP("CounterTiers", "送{things}")
_AND = QT_TRANSLATE_NOOP("CounterTiers", "、")
_CARD = QT_TRANSLATE_NOOP("CounterTiers", "打印新卡")


def _t(source: str, **facts: object) -> str:
    return translate("CounterTiers", source).format(**facts)


def headline(distance: Distance) -> str:
    """`再消费 ¥38 升钻石`, or `本单付完升钻石`; empty at the top."""
    if distance.reached is not None:
        return _t(_REACHES, tier=distance.reached.name)
    if distance.next is None:
        return ""
    return _t(_MORE, missing=distance.missing, tier=distance.next.name)


def details(distance: Distance, card: MemberCard) -> str:
    """What else there is to say: the tier after that, or when the present one ends."""
    parts: list[str] = []
    if distance.reached is not None:
        parts.append(_t(_TELL))
        if distance.next is not None:
            parts.append(_t(_THEN, missing=distance.missing, tier=distance.next.name))
    tier = card.profile.tier.name if card.profile.tier else ""
    standing = card.standing
    if standing.leaves_on is not None and distance.reached is None:
        day = words.short_day(standing.leaves_on, card.today)
        parts.append(_t(_LEAVES, tier=tier, day=day))
    if standing.floor_until is not None:
        parts.append(_t(_UNTIL, tier=tier, day=words.short_day(standing.floor_until, card.today)))
    return " · ".join(parts)


def beside(told: str, card: MemberCard, due: Money) -> str:
    """A sentence with the headline behind it."""
    return " · ".join(part for part in (told, headline(card.standing.with_bill(due))) if part)


class TierHint(Card):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="warning", margin=(12, 8, 12, 8), gap=2)
        self._card: MemberCard | None = None
        self._due = Money(0)
        self._headline = Label("", "strong", wrap=True, tone="warning_text")
        self._details = Label("", "caption", wrap=True)
        self.body.add(self._headline, self._details)
        self.hide()

    def show_bill(self, card: MemberCard | None, due: Money) -> None:
        """Say it for this member and a bill of that amount; nothing for a walk-in or a closed account."""
        closed = card is not None and card.account is AccountState.CLOSED
        self._card, self._due = (None if closed else card), due
        self.retranslate()

    def retranslate(self) -> None:
        card = self._card
        distance = card.standing.with_bill(self._due) if card else None
        told = headline(distance) if distance else ""
        more = details(distance, card) if distance and card else ""
        self._headline.setText(told)
        self._headline.setVisible(bool(told))
        self._details.setText(more)
        self._details.setVisible(bool(more))
        self.setVisible(bool(told or more))


def brought(reached: Reached) -> str:
    """`送500 积分、券 2 张`; empty when the tier brought nothing."""
    counted = ((_POINTS, reached.points), (_VOUCHERS, reached.vouchers), (_CARDS, reached.friend_cards))
    things = [_t(source, count=words.number(count)) for source, count in counted if count]
    return _t(_BROUGHT, things=_t(_AND).join(things)) if things else ""


def told(reached: Reached) -> str:
    """`恭喜升级钻石 · 送500 积分`."""
    return " · ".join(part for part in (_t(_REACHED, tier=reached.name), brought(reached)) if part)


class TierReached(Card):
    """The tier that was just reached, what it brought, and the new card to print: `print_card()`."""

    print_card = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="good", margin=(12, 8, 8, 8), gap=2)
        self._reached: Reached | None = None
        self._title = Label("", "strong", wrap=True, tone="good_text")
        self._brought = Label("", "caption", wrap=True)
        self.print_button = KeyButton("", keys.PRINT_CARD)
        self.print_button.clicked.connect(self.print_card)
        line = Line(gap=8)
        line.add(self._title, self.print_button)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.add(self._brought)
        self.hide()

    def show_reached(self, reached: Reached | None) -> None:
        """Say it, or nothing for None."""
        self._reached = reached
        self.setVisible(reached is not None)
        self.retranslate()

    def show_tier(self, tier: str) -> None:
        """Take it back once the member has another tier: what brought it was reversed."""
        if self._reached is not None and self._reached.name != tier:
            self.show_reached(None)

    def retranslate(self) -> None:
        reached = self._reached
        if reached is None:
            return
        self._title.setText(_t(_REACHED, tier=reached.name))
        told = brought(reached)
        self._brought.setText(told)
        self._brought.setVisible(bool(told))
        self.print_button.set_caption(_t(_CARD))
