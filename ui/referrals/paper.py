"""Friend cards and certificates on paper: what the preview shows. The queries run off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.friend_card import FriendCard
from model.friend_commands import CountCardPrints
from model.ids import BatchId, CommandId, HonorId, StaffId
from model.record import dataclass
from services import friend_cards, friend_prints
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import Copies, RollKind
from ui.printing import receipt_roll
from ui.printing.mass_print import Mass
from ui.printing.print_run import PrintRun
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.progress import ProgressLine

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
"""Cards that are looked through before they are printed; more are printed in the background."""


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
    """The usable cards of a batch, as one document to look through."""
    items = friend_prints.print_items(read, batch_id, 1, count, language)
    return Pages(_render(items, layout, language), layout, (Copies(batch_id, 1, count),))


def card_pages(read: Any, cards: Sequence[FriendCard], layout: Layout, language: str) -> Pages:
    """These cards; raises UserError `friend_card.not_issued` for one that can't be used."""
    items = [friend_prints.print_one(read, card.card_id, language) for card in cards]
    return Pages(_render(items, layout, language), layout, tuple(Copies(c.batch_id, c.n, 1) for c in cards))


def certificate_pages(read: Any, honor_id: HonorId, language: str) -> Pages:
    """The certificate of an honor as a card."""
    return Pages(_render([friend_prints.certificate(read, honor_id)], Layout.CARD, language), Layout.CARD)


def _counting(staff_id: StaffId, copies: Copies) -> tuple[Any, CountCardPrints]:
    command = CountCardPrints(CommandId(new_id()), staff_id, copies.batch_id, copies.first, copies.count)
    return friend_cards.count_prints, command


class Press(QObject):
    """Shows pages in the preview, and counts the prints of what was really taken.

    With a `progress` bar it prints any number: more than MOST_AT_ONCE in the background. `refused(str)`.
    """

    refused = Signal(str)
    busy_changed = Signal()

    def __init__(self, context: PageContext, parent: QObject, progress: ProgressLine | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bar = progress
        self.run = PrintRun(context, progress, RollKind.FRIEND_CARDS, self) if progress else None
        if self.run is not None:
            self.run.refused.connect(self.refused)
            self.run.busy_changed.connect(self.busy_changed)

    @property
    def is_busy(self) -> bool:
        """Whether cards are being printed in the background."""
        return self.run is not None and self.run.is_busy

    @property
    def _language(self) -> str:
        return self._context.settings.current.look.language

    def show_batch(self, title: str, batch_id: BatchId, count: int, layout: Layout) -> None:
        """A batch just given, or given before."""
        if self.run is not None and self._bar is not None and count > MOST_AT_ONCE:
            self._ask_output(
                self.run,
                self._bar,
                title,
                Mass(
                    (Copies(batch_id, 1, count),),
                    layout,
                    self._language,
                    friend_prints.print_items,
                    partial(_counting, self._context.session.staff_id),
                ),
            )
            return
        arguments = (batch_id, count, layout, self._language)
        self._context.jobs.read(batch_pages, *arguments, done=partial(self._show, title), owner=self)

    def _ask_output(self, run: PrintRun, bar: QWidget, title: str, mass: Mass) -> None:
        # A page that only may print opens without the machinery for it.
        from ui.printing.output_sheet import OutputSheet

        sheet = OutputSheet(self._context, bar, title, mass)
        sheet.chosen.connect(partial(run.start, mass))
        sheet.show()

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
