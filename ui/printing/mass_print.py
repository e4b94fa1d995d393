"""Any number of vouchers or cards on paper: part by part in the same memory, counted as they are printed.

Everything here runs on a thread of its own; what it needs of the shop file it asks for in small parts,
so that the counter goes on meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from model.command import Command
from model.ids import BatchId
from model.record import dataclass
from model.views import Done
from services.exports import Progress
from services.printing.layouts import Layout
from services.roll_prints import Copies
from ui.bus import Jobs

if TYPE_CHECKING:
    from services.printing.sheets import Written
    from services.printing.vouchers import PrintedItem

PART: Final = 200
AT_A_PRINTER: Final = 400
"""Pieces that go to a system printer as one document."""
COUNTED_AT_ONCE: Final = 2_000

Items = Callable[[Any, BatchId, int, int, str], Sequence["PrintedItem"]]
"""A query: the usable ones of a batch from a copy on, at most so many, in a language."""
Counting = Callable[[Copies], tuple[Callable[[Any, Any], Done], Command]]
"""Makes the command that counts these copies as printed, and says who carries it out."""


@dataclass(frozen=True, slots=True)
class Mass:
    """Which copies are printed, and how."""

    copies: tuple[Copies, ...]
    layout: Layout
    language: str
    items: Items
    counting: Counting

    @property
    def count(self) -> int:
        """How many copies; those that were used or made void are passed over."""
        return sum(part.count for part in self.copies)


@dataclass(frozen=True, slots=True)
class Output:
    """Where pieces are printed: a PDF, a printer of the system (empty: the default), or nowhere.

    `on_receipts` sends them to the shop's receipt printer, through its queue.
    """

    layout: Layout
    target: Path | None = None
    printer: str | None = None
    on_receipts: bool = False

    @property
    def is_printed(self) -> bool:
        return self.target is not None or self.printer is not None or self.on_receipts


def save(jobs: Jobs, mass: Mass, target: Path, progress: Progress) -> Written:
    """Write a PDF that appears whole or not at all; nothing is there, and counted, when cancelled.

    Raises EnvironmentProblem `disk.*`.
    """
    from services.printing.sheets import save_sheets

    written = save_sheets(
        _items(jobs, mass),
        mass.layout,
        mass.language,
        target,
        lambda done: progress.report(done, mass.count),
        progress.cancelled,
    )
    if written.complete:
        _count(jobs, mass)
    return written


def send(jobs: Jobs, mass: Mass, printer: str, progress: Progress) -> Written:
    """Print on one of the system's printers, part by part; a part that began is finished and counted.

    Raises EnvironmentProblem `printer.*` or `disk.*`: the parts before are printed and counted.
    """
    from services.printing.sheets import Written, per_page, save_sheets
    from ui.printing.system_printer import QtSystemPrinter

    at_once = AT_A_PRINTER // per_page(mass.layout) * per_page(mass.layout)
    items = pages = looked_at = 0
    missing: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="guimi-") as folder:
        path = Path(folder) / "part.pdf"
        for copies in _parts(mass.copies, at_once):
            if progress.cancelled():
                break
            part = replace(mass, copies=(copies,))
            written = save_sheets(_items(jobs, part), part.layout, part.language, path)
            if written.items:
                QtSystemPrinter().print_pdf(path.read_bytes(), printer, 1)
                _count(jobs, part)
            items, pages, looked_at = items + written.items, pages + written.pages, looked_at + copies.count
            missing.update(written.missing)
            progress.report(looked_at, mass.count)
    return Written(items, pages, tuple(sorted(missing)), looked_at == mass.count)


def _items(jobs: Jobs, mass: Mass) -> Iterator[PrintedItem]:
    for part in _parts(mass.copies, PART):
        yield from jobs.read(mass.items, part.batch_id, part.first, part.count, mass.language).result()


def _count(jobs: Jobs, mass: Mass) -> None:
    for part in _parts(mass.copies, COUNTED_AT_ONCE):
        jobs.write(*mass.counting(part)).result()


def _parts(copies: Sequence[Copies], size: int) -> Iterator[Copies]:
    for whole in copies:
        last = whole.first + whole.count
        for first in range(whole.first, last, size):
            yield Copies(whole.batch_id, first, min(size, last - first))
