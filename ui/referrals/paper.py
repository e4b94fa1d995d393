"""Friend cards and certificates on paper: what the preview shows. The queries run off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from model.friend_card import FriendCard
from model.friend_commands import CountCardPrints
from model.ids import BatchId, CommandId, HonorId
from services import friend_cards, friend_prints
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import Copies, RollKind
from ui.printing import receipt_roll
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from services.printing.document import Rendered
    from services.printing.vouchers import PrintedItem

LAYOUTS: Final[dict[Layout, str]] = {
    Layout.A4_2X5: QT_TRANSLATE_NOOP("FriendPaper", "A4 · 2×5（90×54 mm）"),
    Layout.A4_2X4: QT_TRANSLATE_NOOP("FriendPaper", "A4 · 2×4"),
    Layout.CARD: QT_TRANSLATE_NOOP("FriendPaper", "单张 90×54 mm"),
    Layout.ROLL_80: QT_TRANSLATE_NOOP("FriendPaper", "80 mm 小票纸"),
    Layout.ROLL_58: QT_TRANSLATE_NOOP("FriendPaper", "58 mm 小票纸"),
}
MOST_AT_ONCE: Final = 500


def layout_name(layout: Layout) -> str:
    """`A4 · 2×5`."""
    return translate("FriendPaper", LAYOUTS[layout])


@dataclass(frozen=True, slots=True)
class Pages:
    """A rendered document, and which copies of which batches are on it."""

    rendered: Rendered
    layout: Layout
    copies: tuple[Copies, ...] = ()


def _render(items: Sequence[PrintedItem], layout: Layout, language: str) -> Rendered:
    # A page that only may print opens without the machinery for it.
    from services.printing.sheets import render_sheets

    return render_sheets(items, layout, language)


def batch_pages(read: Any, batch_id: BatchId, count: int, layout: Layout, language: str) -> Pages:
    """The usable cards of a batch, at most 500."""
    count = min(count, MOST_AT_ONCE)
    items = friend_prints.print_items(read, batch_id, 1, count, language)
    return Pages(_render(items, layout, language), layout, (Copies(batch_id, 1, count),))


def card_pages(read: Any, cards: Sequence[FriendCard], layout: Layout, language: str) -> Pages:
    """These cards; raises UserError `friend_card.not_issued` for one that can't be used."""
    items = [friend_prints.print_one(read, card.card_id, language) for card in cards]
    return Pages(_render(items, layout, language), layout, tuple(Copies(c.batch_id, c.n, 1) for c in cards))


def certificate_pages(read: Any, honor_id: HonorId, language: str) -> Pages:
    """The certificate of an honor as a card."""
    return Pages(_render([friend_prints.certificate(read, honor_id)], Layout.CARD, language), Layout.CARD)


class Press(QObject):
    """Shows pages in the preview, and counts the prints of what was really taken."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    @property
    def _language(self) -> str:
        return self._context.settings.current.look.language

    def show_batch(self, title: str, batch_id: BatchId, count: int, layout: Layout) -> None:
        """A batch just given, or given before."""
        arguments = (batch_id, count, layout, self._language)
        self._context.jobs.read(batch_pages, *arguments, done=partial(self._show, title), owner=self)

    def show_cards(self, title: str, cards: Sequence[FriendCard], layout: Layout) -> None:
        """Single cards."""
        arguments = (tuple(cards), layout, self._language)
        self._context.jobs.read(card_pages, *arguments, done=partial(self._show, title), owner=self)

    def show_certificate(self, title: str, honor_id: HonorId) -> None:
        """The certificate of an honor."""
        arguments = (honor_id, self._language)
        self._context.jobs.read(certificate_pages, *arguments, done=partial(self._show, title), owner=self)

    def _show(self, title: str, pages: Pages) -> None:
        rendered = pages.rendered
        arguments: dict[str, object] = {"title": title, "data": rendered.data, "missing": rendered.missing}
        if pages.copies and receipt_roll.fits(self._context.settings.current, pages.layout):
            arguments["on_print"] = partial(self._on_roll, pages.copies)
            arguments["printer"] = receipt_roll.printer_name()
        sheet = self._context.open_sheet("print_preview", arguments)
        sheet.taken.connect(partial(self._on_taken, pages))  # type: ignore[attr-defined]

    def _on_roll(self, copies: tuple[Copies, ...]) -> None:
        """The queue counts what it has printed."""
        told = partial(self._on_queued, copies)
        receipt_roll.queue(self._context, RollKind.FRIEND_CARDS, copies, self, told)

    def _on_queued(self, copies: tuple[Copies, ...], _: object) -> None:
        receipt_roll.tell(self._context, copies)

    def _on_taken(self, pages: Pages) -> None:
        for part in pages.copies:
            command = CountCardPrints(
                CommandId(new_id()), self._context.session.staff_id, part.batch_id, part.first, part.count
            )
            self._context.jobs.write(friend_cards.count_prints, command, owner=self)
