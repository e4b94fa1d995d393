"""Vouchers and cards by the sheet, the card or the roll: any number of them in the same memory.

Source: ui.md “Print”.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from model.record import dataclass
from services.printing import files, fonts, pdf, qr, voucher_words
from services.printing.document import Paper, Rendered
from services.printing.layouts import Layout
from services.printing.pdf import MM, RENDERING
from services.printing.pen import INK, Pen, hex_colour
from services.printing.strings import Words, words
from services.printing.voucher_designs import MODULES, QUIET, UNIT, Frame, Plan, plan, snap
from services.printing.voucher_rolls import compose_item
from services.printing.vouchers import PrintedCertificate, PrintedItem

if TYPE_CHECKING:
    from services.printing.stream import StreamedCanvas

_A4: Final = (2480 * UNIT, 3508 * UNIT)
"""210 × 297 mm in whole dots."""
_MARK_LENGTH: Final = 4 * MM
_MARK_GAP: Final = 1.2 * MM
_PLANS_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `complete` is false when it was stopped before the last item."""

    items: int
    pages: int
    missing: tuple[str, ...]
    """Characters that no font here could show."""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Grid:
    """A page of equal pieces; the gap between them is shared by their bleeds."""

    page: tuple[float, float]
    columns: int
    rows: int
    frame: Frame

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Lower left corners from the top left on, in reading order."""
        xs, ys = (
            _places(self.page[0], self.columns, self.frame.width, self.frame.bleed),
            _places(self.page[1], self.rows, self.frame.height, self.frame.bleed),
        )
        return ((x, y) for y in reversed(ys) for x in xs)

    def cuts(self) -> tuple[list[float], list[float]]:
        """Where the knife goes: x of every upright cut and y of every level one."""
        xs = _places(self.page[0], self.columns, self.frame.width, self.frame.bleed)
        ys = _places(self.page[1], self.rows, self.frame.height, self.frame.bleed)
        return (
            [x + side for x in xs for side in (0, self.frame.width)],
            [y + side for y in ys for side in (0, self.frame.height)],
        )


def _places(whole: float, count: int, size: float, bleed: float) -> list[float]:
    step = size + 2 * bleed
    first = snap((whole - count * step) / 2 + bleed)
    return [first + index * step for index in range(count)]


def _frame(width_mm: float, height_mm: float, bleed_mm: float, module_dots: int) -> Frame:
    return Frame(snap(width_mm * MM), snap(height_mm * MM), snap(bleed_mm * MM), module_dots * UNIT)


_CARD_FRAME: Final = _frame(90, 54, 1, 7)
_GRIDS: Final = {
    Layout.A4_2X4: _Grid(_A4, 2, 4, _frame(92, 66, 1.5, 8)),
    Layout.A4_2X5: _Grid(_A4, 2, 5, _CARD_FRAME),
    Layout.CARD: _Grid((_CARD_FRAME.width, _CARD_FRAME.height), 1, 1, replace(_CARD_FRAME, bleed=0)),
}
_PAPERS: Final = {Layout.ROLL_80: Paper.MM80, Layout.ROLL_58: Paper.MM58}


def pages_for(layout: Layout, count: int) -> int:
    """How many pages so many items take."""
    return -(-count // _GRIDS[layout].count) if layout in _GRIDS else count


def per_page(layout: Layout) -> int:
    """How many items go on a page."""
    return _GRIDS[layout].count if layout in _GRIDS else 1


def _ignore(_: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def render_sheets(items: Iterable[PrintedItem], layout: Layout, lang: str) -> Rendered:
    """The items as PDF bytes, for the preview and the system's printers."""
    out = io.BytesIO()
    done = write_sheets(items, layout, lang, out)
    return Rendered(out.getvalue(), done.missing)


def save_sheets(
    items: Iterable[PrintedItem],
    layout: Layout,
    lang: str,
    path: Path,
    progress: Callable[[int], None] = _ignore,
    cancelled: Callable[[], bool] = _never,
) -> Written:
    """Like write_sheets into a file that appears whole, and not at all when stopped.

    Raises EnvironmentProblem `disk.*`.
    """
    with files.replacing(path) as draft:
        with draft.path.open("wb") as out:
            done = write_sheets(items, layout, lang, out, progress, cancelled)
        draft.keep = done.complete
    return done


def write_sheets(
    items: Iterable[PrintedItem],
    layout: Layout,
    lang: str,
    out: BinaryIO,
    progress: Callable[[int], None] = _ignore,
    cancelled: Callable[[], bool] = _never,
) -> Written:
    """Write the items as a PDF, taking them page by page; its memory doesn't grow with their number.

    `progress` hears how many are done after each page and `cancelled` is asked: the PDF then ends
    there, whole as far as it goes. Other prints get their turn between pages.
    """
    from services.printing.stream import StreamedCanvas

    say = words(lang)
    source = iter(items)
    with RENDERING:
        canvas = StreamedCanvas(out)
        draw: _Pages = (
            _Sheets(canvas, _GRIDS[layout], say) if layout in _GRIDS else _Roll(canvas, _PAPERS[layout], say)
        )
    complete = True
    while batch := list(islice(source, per_page(layout))):
        if cancelled():
            complete = False
            break
        with RENDERING:
            draw.page(batch)
        progress(draw.items)
    with RENDERING:
        canvas.save()
    return Written(draw.items, canvas.page_count, tuple(sorted(draw.missing)), complete)


class _Pages:
    """Counts what is printed and what couldn't be shown."""

    def __init__(self, canvas: StreamedCanvas, say: Words) -> None:
        self.canvas = canvas
        self.say = say
        self.items = 0
        self.missing: set[str] = set()

    def page(self, items: list[PrintedItem]) -> None:
        """Draw one page."""
        if not self.items:
            self.canvas.setTitle(voucher_words.title(items[0], self.say))
        self.draw(items)
        self.items += len(items)

    def draw(self, items: list[PrintedItem]) -> None:
        raise NotImplementedError


class _Roll(_Pages):
    """One item after the other, each as long as it needs."""

    def __init__(self, canvas: StreamedCanvas, paper: Paper, say: Words) -> None:
        super().__init__(canvas, say)
        self._paper = paper

    def draw(self, items: list[PrintedItem]) -> None:
        for item in items:
            document = compose_item(item, self.say.lang, self._paper)
            self.missing |= pdf.draw(self.canvas, document)


class _Sheets(_Pages):
    """Pieces in rows and columns with marks to cut them apart."""

    def __init__(self, canvas: StreamedCanvas, grid: _Grid, say: Words) -> None:
        super().__init__(canvas, say)
        self._grid = grid
        self._pen = Pen(canvas)
        self._codes = qr.Batch()
        self._plans: dict[PrintedItem, Plan] = {}

    def draw(self, items: list[PrintedItem]) -> None:
        canvas, grid = self.canvas, self._grid
        canvas.setPageSize(grid.page)
        if grid.count > 1:
            canvas.stamp("marks", (0, 0, *grid.page), self._draw_marks)
        for item, (x, y) in zip(items, grid.corners(), strict=False):
            canvas.saveState()
            canvas.translate(x, y)
            self._draw_item(item)
            canvas.restoreState()
        canvas.showPage()

    def _draw_item(self, item: PrintedItem) -> None:
        shared = _shared(item)
        chosen = self._plan(shared)
        left, bottom, width, height = self._grid.frame.whole()
        box = (left, bottom, left + width, bottom + height)
        self.canvas.stamp(shared, box, lambda: chosen.draw(self._pen))
        if not isinstance(item, PrintedCertificate) and chosen.tile and chosen.typed:
            self._draw_code(item.qr, chosen.tile, chosen.module)
            chosen.typed.put(self._pen, item.typed)
        if item.reprint:
            chosen.mark.put(self._pen, voucher_words.reprint_mark(item.reprint, self.say))

    def _plan(self, shared: PrintedItem) -> Plan:
        made = self._plans.get(shared)
        if made is None:
            if len(self._plans) >= _PLANS_KEPT:
                self._plans.clear()
            made = self._plans[shared] = plan(shared, self._grid.frame, self.say)
            self.missing |= fonts.missing(voucher_words.texts(shared))
        return made

    def _draw_code(self, data: str, tile: tuple[float, float], module: float) -> None:
        bits, side = self._codes.modules(data)
        x, y = tile[0] + QUIET * module, tile[1] + QUIET * module
        module *= MODULES / side
        # Straight into the page: a path through the library takes eight times as long.
        self.canvas.addLiteral(
            f"q 0 g {module:.5g} 0 0 {module:.5g} {x:.6g} {y:.6g} cm\n{qr.operators(bits, side)}\nQ"
        )

    def _draw_marks(self) -> None:
        canvas, (width, height) = self.canvas, self._grid.page
        xs, ys = self._grid.cuts()
        canvas.setStrokeColor(hex_colour(INK))
        canvas.setLineWidth(0.35)
        edge_x, edge_y = min(xs) - self._grid.frame.bleed, min(ys) - self._grid.frame.bleed
        for x in xs:
            for end, way in ((edge_y, -1), (height - edge_y, 1)):
                canvas.line(x, end + way * _MARK_GAP, x, end + way * (_MARK_GAP + _MARK_LENGTH))
        for y in ys:
            for end, way in ((edge_x, -1), (width - edge_x, 1)):
                canvas.line(end + way * _MARK_GAP, y, end + way * (_MARK_GAP + _MARK_LENGTH), y)


def _shared(item: PrintedItem) -> PrintedItem:
    """The item without what differs from copy to copy."""
    if isinstance(item, PrintedCertificate):
        return replace(item, reprint=0)
    return replace(item, qr="", typed="", reprint=0)
