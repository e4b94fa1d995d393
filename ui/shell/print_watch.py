"""Keeps the status line and a banner true about what waits to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from model.changes import ChangeSet, Kind
from model.ids import CommandId
from model.shop import PrinterKind

if TYPE_CHECKING:
    from model.views import PrintJobView
    from ui.shell.main_window import MainWindow

BANNER = "printing"


class PrintWatch(QObject):
    """Reads the queue when a job changed; offers to try again or to open the printer settings."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._jobs: tuple[PrintJobView, ...] = ()
        self._context.bus.committed.connect(self._on_committed)
        window.banners.acted.connect(self._on_banner_acted)

    def look(self) -> None:
        """Read the queue now."""
        from services import print_queue

        self._context.jobs.read_latest("print_watch", print_queue.waiting, done=self._on_waiting, owner=self)

    def show_state(self) -> None:
        """Say again what is known, in the language of now."""
        failed = sum(job.pieces for job in self._jobs if job.state == "failed")
        kind = self._context.settings.current.printer.kind
        if failed:
            text = self.tr("{count} 张没打出").format(count=f"{failed:,}")
        elif kind is PrinterKind.NONE:
            text = self.tr("未设小票机")
        elif self._jobs:
            text = self.tr("正在打印 {count} 张").format(count=f"{sum(job.pieces for job in self._jobs):,}")
        else:
            text = self.tr("小票已打完")
        self._window.status.set_item("printing", text, "accent" if failed else "muted", right=True)
        self._show_banner(failed)

    def _show_banner(self, failed: int) -> None:
        if not failed:
            self._window.banners.remove(BANNER)
            return
        text = self.tr("打印机没有回应，{count} 张在等。账已保存，可以继续收银。").format(count=f"{failed:,}")
        actions = [
            ("retry", self.tr("再打一次")),
            ("cancel", self.tr("不打了")),
            ("open", self.tr("打印机设置")),
        ]
        self._window.banners.put(BANNER, text, "warning", actions)

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.PRINT_JOB):
            self.look()

    def _on_waiting(self, jobs: tuple[PrintJobView, ...]) -> None:
        self._jobs = jobs
        self.show_state()

    def _on_banner_acted(self, banner: str, action: str) -> None:
        if banner != BANNER:
            return
        if action == "open":
            self._context.open_page("settings", "printers")
            return
        from services import print_queue
        from services.ids import new_id

        id_, staff_id = CommandId(new_id()), self._context.session.staff_id
        if action == "retry":
            self._context.jobs.write(
                print_queue.retry_all, print_queue.RetryPrinting(id_, staff_id), owner=self
            )
        elif action == "cancel":
            self._context.jobs.write(
                print_queue.cancel_all, print_queue.CancelPrinting(id_, staff_id), owner=self
            )
