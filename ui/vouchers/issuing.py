"""Issues vouchers on a thread of its own, then prints them; stopped, nothing is left half done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import BatchId, CommandId, StaffId
from model.voucher_commands import CountPrints, IssueVouchers, ToMembers
from services import voucher_issue, vouchers
from services.ids import new_id
from services.printing.layouts import Layout
from services.printing.sheets import Written
from services.roll_prints import Copies, RollKind
from services.voucher_issue import Issued
from ui import wording
from ui.printing import receipt_roll
from ui.shell.context import PageContext
from ui.vouchers import paper
from ui.widgets.progress import ProgressLine


@dataclass(frozen=True, slots=True)
class Output:
    """Where vouchers are printed: a PDF file, a system printer, the shop's receipt printer, or nowhere."""

    layout: Layout
    target: Path | None = None
    printer: str | None = None
    """A name of the system's, empty for its default."""
    on_receipts: bool = False

    @property
    def is_printed(self) -> bool:
        return self.target is not None or self.printer is not None or self.on_receipts


class Issuing(QObject):
    """One piece of work at a time. `issued(BatchId, int)` when they are on disk, `refused(str)`."""

    issued = Signal(object, object)
    printed = Signal(object)
    refused = Signal(str)
    busy_changed = Signal()

    def __init__(self, context: PageContext, progress: ProgressLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._progress = progress
        self._output = Output(Layout.A4_2X4)
        self._run: paper.Run | None = None
        self._held: tuple[IssueVouchers, Output] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether vouchers are being issued or printed."""
        return self._progress.is_running

    def hold(self, command: IssueVouchers, output: Output) -> None:
        """Keep what waits for a manager's PIN."""
        self._held = (command, output)

    def approved(self, staff_id: object) -> None:
        """A manager agreed."""
        held, self._held = self._held, None
        if held is not None and isinstance(staff_id, bytes):
            self.issue(replace(held[0], approved_by=StaffId(staff_id)), held[1])

    def issue(self, command: IssueVouchers, output: Output) -> None:
        """Issue any number; print them afterwards where the output says so."""
        if self.is_busy:
            return
        self._output = output
        to = command.to
        total = len(to.rows) if isinstance(to, ToMembers) else to.count
        progress = self._progress.begin(self.tr("正在发券"), total)
        task = partial(voucher_issue.issue_many, command=command, progress=progress)
        self._context.jobs.run_aside(task, self._on_issued, self._on_failed, owner=self)
        self.busy_changed.emit()

    def _on_issued(self, done: Issued) -> None:
        stopped = self._progress.end()
        kinds = frozenset({Kind.VOUCHER, Kind.VOUCHER_TEMPLATE})
        self._context.bus.committed.emit(ChangeSet(CommandId(new_id()), kinds))
        facts = {"issued": f"{done.issued:,}", "wanted": f"{done.wanted:,}", "skipped": f"{done.skipped:,}"}
        if stopped and done.issued < done.wanted:
            told = self.tr("已停下：{wanted} 张里发了 {issued} 张，都有效")
            self._context.toast("warning", told.format(**facts))
        else:
            told = (
                self.tr("已发 {issued} 张")
                if not done.skipped
                else self.tr("已发 {issued} 张，{skipped} 位已经领满，跳过")
            )
            self._context.toast("good", told.format(**facts))
        self.issued.emit(done.batch_id, done.issued)
        if done.issued and self._output.is_printed and not stopped:
            self.print_batch(done.batch_id, 1, done.issued, self._output)
        self.busy_changed.emit()

    def print_batch(self, batch_id: BatchId, first: int, count: int, output: Output) -> None:
        """Print vouchers of a batch; those printed before are marked as a reprint."""
        if self.is_busy:
            return
        if output.on_receipts:
            self._queue((Copies(batch_id, first, count),))
            return
        language = self._context.settings.current.look.language
        self._output = output
        self._run = paper.Run(batch_id, first, count, output.layout, language)
        what = self.tr("正在生成 PDF") if output.target else self.tr("正在打印")
        progress = self._progress.begin(what, count)
        where = output.target if output.target is not None else output.printer
        self._context.jobs.read_aside(
            paper.save if output.target is not None else paper.send,
            self._run,
            where,
            progress,
            done=self._on_printed,
            failed=self._on_failed,
            owner=self,
        )
        self.busy_changed.emit()

    def _queue(self, copies: tuple[Copies, ...]) -> None:
        told = partial(self._on_queued, copies)
        receipt_roll.queue(self._context, RollKind.VOUCHERS, copies, self, told, self._on_failed)

    def _on_queued(self, copies: tuple[Copies, ...], _: object) -> None:
        receipt_roll.tell(self._context, copies)

    def _on_printed(self, written: Written) -> None:
        self._progress.end()
        run, self._run = self._run, None
        count = written.items if written.complete or self._output.target is None else 0
        if run is not None and count:
            self._count(replace(run, count=count))
        facts = {"count": f"{count:,}", "file": self._output.target.name if self._output.target else ""}
        if not written.complete:
            told = self.tr("已停下：印了 {count} 张") if count else self.tr("已停下，没有留下文件；券都有效")
            self._context.toast("warning", told.format(**facts))
        else:
            told = self.tr("{count} 张已存到 {file}") if facts["file"] else self.tr("{count} 张已送到打印机")
            self._context.toast("good", told.format(**facts))
        self.printed.emit(written)
        self.busy_changed.emit()

    def _count(self, run: paper.Run) -> None:
        staff_id = self._context.session.staff_id
        command = CountPrints(CommandId(new_id()), staff_id, run.batch_id, run.first, run.count)
        self._context.jobs.write(vouchers.count_prints, command, owner=self)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._progress.end()
        self.refused.emit(wording.word(error))
        self.busy_changed.emit()
