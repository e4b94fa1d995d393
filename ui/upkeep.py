"""What runs beside the counter: the start check, printing, the daily backup, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from services import backup
from services.backup import Backup
from services.clock import local
from services.shop import Shop
from ui import wording
from ui.clock_notice import ClockNotice
from ui.gradual import imported
from ui.overdue import Overdue
from ui.places import data_folder
from ui.seal_notice import SealNotice
from ui.shell.main_window import MainWindow
from ui.shell.print_watch import BANNER as PRINTING
from ui.welcome.begin import EXAMPLE_NAME

if TYPE_CHECKING:
    from services.printing.queue import PrintQueue

_EVERY_MS = 10 * 60 * 1_000
_EXAMPLE = "example"
PRINTING_MODULES: Final = (
    "services.printing.escpos",
    "services.printing.cards",
    "services.printing.sheets",
    "services.printing.printers",
    "services.print_store",
    "ui.printing.system_printer",
)
"""What printing is made of, in an order in which no single import takes long."""


class Upkeep(QObject):
    """`trouble(EnvironmentProblem)`: the file is damaged, nothing can be booked any more."""

    trouble = Signal(object)
    new_shop = Signal()
    _checked = Signal(object)
    _backed_up = Signal(object)
    _printed = Signal(object)

    def __init__(self, window: MainWindow, opened: Shop) -> None:
        super().__init__(window)
        self._window = window
        self._shop = opened
        self._queue: PrintQueue | None = None
        self._backup: Backup | None = None
        self._ready = False
        self._stopped = False
        self._checked.connect(self._on_checked)
        self._backed_up.connect(self._on_backed_up)
        self._printed.connect(self._on_printed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._clock = ClockNotice(window)
        self._seals = SealNotice(window)
        self._overdue = Overdue(window.context, self)
        window.context.bus.committed.connect(self._on_committed)
        window.context.settings.changed.connect(self._on_settings_changed)
        window.session.changed.connect(self._book_due)
        window.banners.acted.connect(self._on_banner_acted)

    def begin(self) -> None:
        """Start the check; printing and backups follow when it passed."""
        self._shop.verify_in_background(self._checked.emit)
        self._show_example()

    def _show_example(self) -> None:
        if self._shop.path == data_folder() / EXAMPLE_NAME:
            text = self.tr("这是示例店，里面的人都是虚构的。可以放心练习。")
            self._window.banners.put(_EXAMPLE, text, "info", [("new", self.tr("开自己的店"))])

    def stop(self) -> None:
        self._stopped = True
        self._timer.stop()
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.stop(5.0)

    def _on_checked(self, error: Exception | None) -> None:
        if isinstance(error, EnvironmentProblem | UserError):
            self.trouble.emit(error)
            return
        if error is not None:
            raise error
        self._ready = True
        self._window.later(self._going_on())

    def _going_on(self) -> Iterator[None]:
        """Print, make backups, look at the clock: in slices, since somebody may be typing a PIN."""
        yield from imported(PRINTING_MODULES)
        if self._stopped:
            return
        self._start_printing()
        yield
        self._seals.look()
        self._timer.start(_EVERY_MS)
        self._on_time()

    def _on_time(self) -> None:
        self._clock.look()
        self._back_up()
        self._book_due()

    def _book_due(self) -> None:
        """Rewards whose refund window is over, and what expires, in the name of whoever is at the counter."""
        if self._ready and self._window.session.staff is not None:
            from ui.referrals.due import pay_due

            pay_due(self._window.context)
            self._overdue.look()

    def _on_settings_changed(self) -> None:
        """A printer may be there now, or the language another."""
        self._retry_printing()
        self._show_example()
        self.show_backup()
        self._clock.look()

    # Printing

    def _start_printing(self) -> None:
        from services.print_store import ShopJobStore
        from services.printing.printers import print_content
        from services.printing.queue import PrintJob, PrintQueue
        from ui.printing.system_printer import QtSystemPrinter

        system = QtSystemPrinter()

        def send(job: PrintJob) -> object:
            return print_content(job.content, job.lang, job.setting, system)

        queue = PrintQueue(ShopJobStore(self._shop.jobs), send, self._printed.emit)
        self._queue = queue
        queue.start()
        self._window.look_at_printing()

    def _on_printed(self, _state: object) -> None:
        self._window.look_at_printing()

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.PRINT_JOB) and self._queue is not None:
            self._queue.wake()
        if changes.touches(Kind.CLOSE):
            self._seals.look()

    # Backup

    def _back_up(self) -> None:
        future = self._shop.jobs.read_aside(backup.back_up_if_due, self._shop.path)
        future.add_done_callback(self._backed_up.emit)

    def _on_backed_up(self, future: Future[Backup | None]) -> None:
        error = future.exception()
        if error is None:
            self._backup = future.result()
            self._window.banners.remove("backup")
            self.show_backup()
        elif isinstance(error, EnvironmentProblem):
            text = self.tr("备份没有成功：{reason}").format(reason=wording.word(error))
            self._window.banners.put("backup", text, "warning")
        else:
            raise error

    def show_backup(self) -> None:
        """Say when the last backup was made, in the language of now."""
        if self._backup is None:
            return
        # By the shop's clock, as every other time on the screen.
        zone = self._shop.seat.settings.policy.time_zone
        at = local(int(self._backup.at.timestamp() * 1000), zone).strftime("%m-%d %H:%M")
        self._window.status.set_item("backup", self.tr("上次备份 {at}").format(at=at), "muted")

    def _on_banner_acted(self, banner: str, action: str) -> None:
        if (banner, action) == (_EXAMPLE, "new"):
            self.new_shop.emit()
        elif (banner, action) == (PRINTING, "retry"):
            self._retry_printing()

    def _retry_printing(self) -> None:
        if self._queue is not None:
            self._queue.retry()
