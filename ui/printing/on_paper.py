"""What was asked onto paper: to the printer where there is one, else to be looked at, saved or printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.ids import CommandId, MemberId, PrintJobId, TxnId
from model.shop import PrinterKind
from services import print_queue
from services.ids import new_id
from services.print_queue import DropJob, FinishJob
from ui.shell.context import PageContext

if TYPE_CHECKING:
    from services.printing.document import Rendered


class OnPaper(QObject):
    """Follows print jobs that were just written; without a receipt printer it opens the preview.

    What draws pages is imported with the first one: the counter is not kept waiting for it.
    """

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._taken: set[PrintJobId] = set()

    def member_card(self, member_id: MemberId) -> None:
        """A member's new card was queued."""
        if self._has_printer():
            self._context.toast("good", self.tr("会员卡已送去打印，旧卡作废"))
        else:
            from services import print_store

            title = self.tr("会员卡")
            shown = partial(self._on_job, title)
            self._context.jobs.read(print_store.waiting_card, member_id, done=shown, owner=self)

    def receipt(self, txn_id: TxnId) -> None:
        """A receipt was queued once more."""
        if self._has_printer():
            self._context.toast("good", self.tr("小票已送去打印（补打）"))
        else:
            from services import print_store

            shown = partial(self._on_job, self.tr("小票"))
            self._context.jobs.read(print_store.waiting_receipt, txn_id, done=shown, owner=self)

    def _has_printer(self) -> bool:
        return self._context.settings.current.printer.kind is not PrinterKind.NONE

    def _on_job(self, title: str, job_id: PrintJobId | None) -> None:
        if job_id is not None:
            from services import print_store

            shown = partial(self._on_pages, title, job_id)
            self._context.jobs.read(print_store.job_pdf, job_id, done=shown, owner=self)

    def _on_pages(self, title: str, job_id: PrintJobId, pages: Rendered) -> None:
        arguments: dict[str, object] = {"title": title, "data": pages.data, "missing": pages.missing}
        sheet = self._context.open_sheet("print_preview", arguments)
        sheet.taken.connect(partial(self._on_taken, job_id))  # type: ignore[attr-defined]
        sheet.closed.connect(partial(self._on_closed, job_id))  # type: ignore[attr-defined]

    def _on_taken(self, job_id: PrintJobId) -> None:
        """Printed or saved, perhaps both: it counts once."""
        if job_id in self._taken:
            return
        self._taken.add(job_id)
        command = FinishJob(CommandId(new_id()), self._context.session.staff_id, job_id)
        self._context.jobs.write(print_queue.finish_job, command, owner=self)

    def _on_closed(self, job_id: PrintJobId) -> None:
        if job_id in self._taken:
            return
        command = DropJob(CommandId(new_id()), self._context.session.staff_id, job_id)
        self._context.jobs.write(print_queue.drop_job, command, owner=self)
