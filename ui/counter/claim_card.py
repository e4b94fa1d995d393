"""The claim (领取) in the member panel: what can be collected now, what it brings, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.claim import ClaimState, Promise, total
from model.errors import UserError
from model.ids import TxnId
from model.money import Money
from model.record import dataclass
from ui import wording
from ui.counter import keys
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line

PURCHASES_NAMED: Final = 3
"""Of more purchases the numbers of their instalments aren't listed."""
MONTHS_ALONE: Final = 300
"""So many days ahead a month and day are clear without their year."""
_NTH: Final = QT_TRANSLATE_NOOP("CounterClaims", "第 {n}/{of} 期")
_MANY: Final = QT_TRANSLATE_NOOP("CounterClaims", "{of} 次充值共 {count} 期")
_AND: Final = QT_TRANSLATE_NOOP("CounterClaims", "、")
_NEXT: Final = QT_TRANSLATE_NOOP("CounterClaims", "下期 {day}")
_LEFT: Final = QT_TRANSLATE_NOOP("CounterClaims", "还可领 {amount}")
_LAST: Final = QT_TRANSLATE_NOOP("CounterClaims", "没有下一期了")


@dataclass(frozen=True, slots=True)
class Offered:
    """What F5 would collect now: everything claimable, or the one whose stub was scanned."""

    state: ClaimState
    chosen: tuple[Promise, ...]
    by_stub: bool
    balance: Money
    """Stored value before it."""

    @property
    def amount(self) -> Money:
        return total(self.chosen)

    @property
    def balance_after(self) -> Money:
        return self.balance + self.amount


def day_of(day: date, today: date) -> str:
    """A day to come as `01-21`; with its year where the month alone could be taken for this year's."""
    return day.strftime("%m-%d") if (day - today).days < MONTHS_ALONE else day.isoformat()


def nth(promises: Iterable[Promise]) -> str:
    """Which instalments they are, purchase by purchase: `第 3、5–7/10 期`; of many purchases how many."""
    numbers: dict[TxnId, list[int]] = {}
    counts: dict[TxnId, int] = {}
    for one in promises:
        numbers.setdefault(one.purchase, []).append(one.instalment.n)
        counts[one.purchase] = one.of
    if len(numbers) > PURCHASES_NAMED:
        return translate("CounterClaims", _MANY).format(
            count=sum(map(len, numbers.values())), of=len(numbers)
        )
    mark = translate("CounterClaims", _AND)
    told = translate("CounterClaims", _NTH)
    return mark.join(told.format(n=mark.join(_runs(ns)), of=counts[id_]) for id_, ns in numbers.items())


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """`3`, `5–7`: three and more that follow one another in one."""
    left = sorted(numbers)
    while left:
        length = next((at for at, n in enumerate(left) if n != left[0] + at), len(left))
        if length > 2:
            yield f"{left[0]}–{left[length - 1]}"
        else:
            yield from map(str, left[:length])
        left = left[length:]


def after_claim(offered: Offered) -> str:
    """What to tell the member when it is done: what is still to be had, and the next date."""
    state = offered.state
    rest = [one for one in (*state.claimable, *state.refused) if one not in offered.chosen]
    if rest:
        return translate("CounterClaims", _LEFT).format(amount=total(rest))
    if state.next is None:
        return translate("CounterClaims", _LAST)
    day = day_of(state.next.instalment.due_on, state.day)
    return translate("CounterClaims", _NEXT).format(day=day)


class ClaimCard(Card):
    """`claim_wanted()`; takes no room where nothing is promised. The key belongs to the tab."""

    claim_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone="good", margin=(12, 8, 10, 8), gap=0)
        self._offered: Offered | None = None
        self._title = Label("", "strong", wrap=True)
        self._detail = Label("", "caption", wrap=True)
        self.button = KeyButton("", keys.CLAIM, "good")
        said = Column(gap=2)
        said.add(self._title, self._detail)
        line = Line(gap=8)
        line.addLayout(said, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)
        self.button.clicked.connect(self.claim_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.set_caption(self.tr("领取"))
        self.show_offer(self._offered)

    def show_offer(self, offered: Offered | None) -> None:
        """Show what can be collected; None while it isn't known."""
        self._offered = offered
        self.setVisible(offered is not None and self._promises_something(offered.state))
        if offered is None:
            return
        self.button.setVisible(bool(offered.chosen))
        self.set_tone("good" if offered.chosen else "panel")
        self._title.set_tone("good_text" if offered.chosen else "ink")
        title, detail = self._texts(offered)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.button.setAccessibleName(" ".join((self.tr("领取"), title, detail)))

    def _promises_something(self, state: ClaimState) -> bool:
        return bool(state.claimable or state.refused or state.later or state.lapsed)

    def _texts(self, offered: Offered) -> tuple[str, str]:
        state = offered.state
        if offered.chosen:
            title = self.tr("返现 {amount} 可领") if not offered.by_stub else self.tr("领这一期 {amount}")
            return title.format(amount=offered.amount), self._chosen_text(offered)
        if state.refused:
            title = self.tr("返现 {amount} 待领").format(amount=total(state.refused))
            return title, self._refusal(state.refusal)
        if state.next is not None:
            title = self.tr("下期返现 {day} · {amount}")
            day = day_of(state.next.instalment.due_on, state.day)
            return title.format(day=day, amount=state.next.amount), self._later_text(state)
        return self.tr("返现已过领取期"), self._lapsed(state.lapsed)

    def _chosen_text(self, offered: Offered) -> str:
        last = self._first_end(offered.chosen, offered.state.day)
        about = (nth(offered.chosen), last, self._lapsed(offered.state.lapsed))
        after = self.tr("领后余额 {balance}").format(balance=offered.balance_after)
        return " · ".join(part for part in about if part) + "\n" + after

    def _first_end(self, chosen: Sequence[Promise], today: date) -> str:
        ends = [one.instalment.last_on for one in chosen if one.instalment.last_on is not None]
        return self.tr("{day} 截止").format(day=day_of(min(ends), today)) if ends else ""

    def _refusal(self, refusal: UserError | None) -> str:
        return wording.word(refusal) if refusal is not None else ""

    def _later_text(self, state: ClaimState) -> str:
        left = self.tr("还有 {count} 期共 {amount}")
        told = left.format(count=len(state.later), amount=total(state.later))
        return " · ".join(part for part in (told, self._lapsed(state.lapsed)) if part)

    def _lapsed(self, lapsed: Sequence[Promise]) -> str:
        return self.tr("{count} 期已过期").format(count=len(lapsed)) if lapsed else ""
