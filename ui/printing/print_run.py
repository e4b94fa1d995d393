"""One print of many pieces at a time, behind a bar that can stop it; the page stays usable meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from services.ids import new_id
from services.roll_prints import RollKind
from ui import wording
from ui.printing import mass_print, receipt_roll
from ui.printing.mass_print import Mass, Output
from ui.shell.context import PageContext
from ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from services.printing.sheets import Written


class PrintRun(QObject):
    """`printed(Written)` when it is done or was stopped, `refused(str)`; what was printed is counted."""

    printed = Signal(object)
    refused = Signal(str)
    busy_changed = Signal()

    def __init__(self, context: PageContext, progress: ProgressLine, kind: RollKind, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._progress = progress
        self._kind = kind
        self._file = ""

    @property
    def is_busy(self) -> bool:
        """Whether the bar is taken."""
        return self._progress.is_running

    def start(self, mass: Mass, output: Output) -> None:
        """Print; pieces printed before are marked as a reprint."""
        if self.is_busy:
            return
        if output.on_receipts:
            told = partial(self._on_queued, mass)
            receipt_roll.queue(self._context, self._kind, mass.copies, self, told, self._on_failed)
            return
        self._file = output.target.name if output.target else ""
        what = self.tr("正在生成 PDF") if output.target else self.tr("正在打印")
        progress = self._progress.begin(what, mass.count)
        if output.target is not None:
            task = partial(mass_print.save, mass=mass, target=output.target, progress=progress)
        else:
            task = partial(mass_print.send, mass=mass, printer=output.printer or "", progress=progress)
        self._context.jobs.run_aside(task, self._on_printed, self._on_failed, owner=self)
        self.busy_changed.emit()

    def _on_queued(self, mass: Mass, _: object) -> None:
        receipt_roll.tell(self._context, mass.copies)

    def _on_printed(self, written: Written) -> None:
        self._progress.end()
        self._tell_everyone()
        kept = written.complete or not self._file
        facts = {"count": f"{written.items if kept else 0:,}", "file": self._file}
        if not written.complete:
            told = self.tr("已停下：印了 {count} 张") if kept else self.tr("已停下，没有留下文件；都还有效")
            self._context.toast("warning", told.format(**facts))
        else:
            told = self.tr("{count} 张已存到 {file}") if self._file else self.tr("{count} 张已送到打印机")
            self._context.toast("good", told.format(**facts))
        self.printed.emit(written)
        self.busy_changed.emit()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._progress.end()
        self._tell_everyone()
        self.refused.emit(wording.word(error))
        self.busy_changed.emit()

    def _tell_everyone(self) -> None:
        """How often each was printed is shown in lists."""
        kind = Kind.VOUCHER if self._kind is RollKind.VOUCHERS else Kind.FRIEND_CARD
        self._context.bus.committed.emit(ChangeSet(CommandId(new_id()), frozenset({kind})))
