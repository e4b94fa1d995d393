"""Issues vouchers on a thread of its own, then prints them; stopped, nothing is left half done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import BatchId, CommandId, StaffId
from model.voucher_commands import CountPrints, IssueVouchers, ToMembers
from services import voucher_issue, voucher_print, vouchers
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import Copies, RollKind
from services.voucher_issue import Issued
from ui import wording
from ui.printing.mass_print import Mass, Output
from ui.printing.print_run import PrintRun
from ui.shell.context import PageContext
from ui.widgets.progress import ProgressLine


def _counting(staff_id: StaffId, copies: Copies) -> tuple[Any, CountPrints]:
    command = CountPrints(CommandId(new_id()), staff_id, copies.batch_id, copies.first, copies.count)
    return vouchers.count_prints, command


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
        self._printing = PrintRun(context, progress, RollKind.VOUCHERS, self)
        self._printing.printed.connect(self.printed)
        self._printing.refused.connect(self.refused)
        self._printing.busy_changed.connect(self.busy_changed)
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
        language = self._context.settings.current.look.language
        mass = Mass(
            (Copies(batch_id, first, count),),
            output.layout,
            language,
            voucher_print.print_items,
            partial(_counting, self._context.session.staff_id),
        )
        self._printing.start(mass, output)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._progress.end()
        self.refused.emit(wording.word(error))
        self.busy_changed.emit()
