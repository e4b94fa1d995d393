"""From a keystroke in the search box to the painted results, and from Enter to the new balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt

from model.views import MemberCard, MemberRow
from ui.bench.loop import PaintWatch, Script, StuckError, press, scan, write
from ui.bench.window import ShopWindow
from ui.widgets.label import Label

_KEY_GAP_S: Final = 0.03
_SETTLE_S: Final = 0.1
_READY_S: Final = 0.6
"""Until what the window prepares after its first picture is done too."""


@dataclass(slots=True)
class Waits:
    """Seconds that a person waited, by what they did."""

    keystrokes: dict[str, list[float]] = field(default_factory=dict)
    sales: list[float] = field(default_factory=list)

    @property
    def all_keystrokes(self) -> list[float]:
        return [wait for waits in self.keystrokes.values() for wait in waits]


def type_searches(shown: ShopWindow, kinds: Mapping[str, Sequence[str]], waits: Waits) -> Script:
    """Type every text key by key into the search box, each key after the last answer."""
    search = shown.counter.search
    results = PaintWatch(search.panel)
    yield shown.idle
    yield _READY_S
    yield shown.idle
    press(shown.window, Qt.Key.Key_F1)
    for text in ("8", "z"):
        # The first answers fill caches that a counter in use has full.
        write(shown.window, text)
        yield shown.idle
        press(shown.window, Qt.Key.Key_Escape)
    for kind, texts in kinds.items():
        times = waits.keystrokes.setdefault(kind, [])
        for text in texts:
            for character in text:
                # Painted while no answer is under way any more: what is painted is the newest answer.
                results.expect(shown.idle)
                start = write(shown.window, character)
                yield results.seen
                times.append(results.since(start))
                yield _KEY_GAP_S
            if search.text() != text:
                raise StuckError(f"the box holds another text than was typed: {search.text()!r}")
            press(shown.window, Qt.Key.Key_Escape)
            yield _KEY_GAP_S


def scan_cards(shown: ShopWindow, codes: Sequence[str], waits: Waits) -> Script:
    """Scan member cards into the search box: from the scanner's Enter to the painted member."""
    counter = shown.counter
    times = waits.keystrokes.setdefault("scanned card", [])
    cards = _Cards(shown)
    for code in codes:
        press(shown.window, Qt.Key.Key_F1)
        yield shown.idle
        cards.expect(counter.member_panel.findChildren(Label))
        start = scan(shown.window, code)
        yield cards.seen
        times.append(cards.since(start))
        yield shown.idle
        yield _KEY_GAP_S


class _Cards:
    """Whether a member was shown, and when the panel with it was painted."""

    def __init__(self, shown: ShopWindow) -> None:
        self.card: MemberCard | None = None
        self._watch: PaintWatch | None = None
        shown.counter.member_shown.connect(self._on_shown)

    def _on_shown(self, card: MemberCard | None) -> None:
        self.card = card

    def forget(self) -> None:
        self.card = None

    def come(self) -> bool:
        return self.card is not None

    def expect(self, labels: Sequence[Label], text: str = "") -> None:
        """Wait for a member, then for the paint of one of the labels, holding `text` if any is given."""
        self.forget()
        self._labels, self._text = labels, text
        self._watch = PaintWatch(*labels)
        self._watch.expect(self._is_shown)

    def _is_shown(self) -> bool:
        if self.card is None:
            return False
        return not self._text or any(label.text() == self._text for label in self._labels)

    def seen(self) -> bool:
        return self._watch is not None and self._watch.seen()

    def since(self, start: float) -> float:
        return self._watch.since(start) if self._watch is not None else 0.0


def sell(shown: ShopWindow, payers: Sequence[MemberRow], item_name: str, waits: Waits) -> Script:
    """Sell to members by key presses; from the last Enter to the painted new balance."""
    counter, window = shown.counter, shown.window
    cards = _Cards(shown)
    for payer in payers:
        press(window, Qt.Key.Key_F1)
        cards.forget()
        for digit in payer.number:
            write(window, digit)
        yield shown.idle
        press(window, Qt.Key.Key_Return)
        yield cards.come
        yield shown.idle
        press(window, Qt.Key.Key_F3)
        write(window, item_name)
        press(window, Qt.Key.Key_Return)
        yield lambda: counter.sale.desk.outcome().ready
        yield _SETTLE_S
        card, outcome = cards.card, counter.sale.desk.outcome()
        if card is None or outcome.cover.payment.stored.fen != outcome.quote.due.fen:
            raise StuckError("the sale isn't paid from stored value")
        labels = [x for x in counter.member_panel.findChildren(Label) if x.text() == str(card.stored)]
        cards.expect(labels, str(card.stored - outcome.cover.payment.stored))
        start = press(window, Qt.Key.Key_Return)
        yield cards.seen
        waits.sales.append(cards.since(start))
        yield shown.idle
        yield _SETTLE_S
