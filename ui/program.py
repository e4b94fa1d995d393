"""One run of the program: which shop file, its lock and window, and an orderly end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from model.errors import EnvironmentProblem, UserError
from model.shop import Settings, Staff
from services import shop, staff
from services.clock import Clock, SystemClock
from services.shop import Shop
from ui import app as application
from ui import places, theme, wording
from ui.app import FileLock
from ui.bus import Bus, UiJobs
from ui.collect import GuiCollector
from ui.shell.context import SettingsHolder
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from ui.upkeep import Upkeep
    from ui.welcome.choice import WelcomeChoice

_CHOICES: Final = frozenset({"file.damaged", "file.wal_missing"})
"""Problems of a file for which there is a way on from a window."""


class Program(QObject):
    """Shows the welcome, a window of trouble, or the shop; `close` ends everything in order.

    `finished` code of the process is the application's.
    """

    def __init__(self, app: QApplication, clock: Clock | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._clock = clock or SystemClock()
        self._collector = GuiCollector(self)
        theme.Theme().show(name="light", scale=1.0)
        self._lock: FileLock | None = None
        self._front: QWidget | None = None
        self.shop: Shop | None = None
        self.window: MainWindow | None = None
        self._ui_jobs: UiJobs | None = None
        self._upkeep: Upkeep | None = None

    # Beginning

    def begin(self, file: Path | None) -> bool:
        """Open the file named on the command line, or the one used last, or welcome a new shop.

        False when another program has the file: it was brought to the front instead. Raises
        EnvironmentProblem for a file that can't be opened and offers no choice.
        """
        path = file if file is not None else places.last_file()
        if file is None and not path.exists():
            self._welcome()
            return True
        if not path.exists():
            raise EnvironmentProblem("file.missing", path=str(path))
        try:
            self.open(path)
        except EnvironmentProblem as problem:
            if problem.code == "file.locked" and _bring_forward(path):
                return False
            # Who named a file on the command line reads the answer there.
            if file is not None and problem.code not in _CHOICES:
                raise
            self._trouble(problem, path)
        return True

    def open(self, path: Path, *, accept_missing_wal: bool = False) -> None:
        """Take the file's lock, open it and show its window; raises EnvironmentProblem."""
        self._take(path)
        try:
            opened = shop.open_shop(path, self._clock, accept_missing_wal=accept_missing_wal)
        except BaseException:
            self._release()
            raise
        self._show(opened)

    def switch(self, path: Path) -> None:
        """Leave the shop that is open, or the welcome, for another file; raises EnvironmentProblem."""
        self._end_shop()
        self.open(path)

    def _take(self, path: Path) -> None:
        self._release()
        lock = FileLock(path)
        lock.take()
        self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _show(self, opened: Shop, sign_in: Staff | None = None) -> None:
        self.shop = opened
        settings = opened.seat.settings
        self._apply(settings)
        bus = Bus(self)
        self._ui_jobs = UiJobs(opened.jobs, bus, self)
        holder = SettingsHolder(settings, self)
        holder.changed.connect(self._apply)
        window = MainWindow(self._ui_jobs, bus, holder, self._clock.now_ms)
        self.window = window
        window.closing.connect(self._app.quit)
        if sign_in is None:
            window.lock(opened.jobs.read(staff.people).result())
        else:
            window.sign_in(sign_in)
        self._replace_front(None)
        window.later(self._afterwards(window, opened))
        window.show()
        window.activateWindow()

    def _afterwards(self, window: MainWindow, opened: Shop) -> Iterator[None]:
        """What nobody waits for: its modules are imported only now."""
        application.set_icon(self._app)
        window.bugs.install()
        yield
        from ui import instances

        instances.OneWindow(opened.path, window)
        yield
        from ui.upkeep import Upkeep

        yield
        if self.window is not window:
            return
        self._upkeep = Upkeep(window, opened)
        self._upkeep.trouble.connect(self._on_damaged)
        self._upkeep.new_shop.connect(self._on_new_shop)
        yield
        self._upkeep.begin()

    def _apply(self, settings: Settings) -> None:
        application.set_language(settings.look.language)
        theme.Theme().show(
            name="dark" if settings.look.theme == "dark" else "light", scale=settings.look.scale_percent / 100
        )

    # Welcome

    def _welcome(self) -> None:
        from ui.welcome.window import WelcomeWindow

        window = WelcomeWindow(places.system_language(), _pin_problem)
        window.chosen.connect(self._on_chosen)
        window.closing.connect(self._on_front_closed)
        self._replace_front(window)
        window.show()
        window.activateWindow()

    def _on_chosen(self, choice: WelcomeChoice) -> None:
        from ui.welcome.begin import Begin

        begin = Begin(choice, self._clock, self)
        begin.progress.connect(self._on_progress)
        begin.failed.connect(self._on_not_begun)
        begin.ready.connect(self._on_ready)
        self._on_progress(0)
        begin.start()

    def _on_progress(self, percent: object) -> None:
        say = getattr(self._front, "say_busy", None)
        if say is not None:
            known = self.tr("正在准备 {percent} %").format(percent=percent)
            say(known if percent else self.tr("正在准备…"))

    def _on_not_begun(self, error: UserError | EnvironmentProblem) -> None:
        show = getattr(self._front, "show_problem", None) or getattr(self._front, "show_failure", None)
        if show is not None:
            show(wording.word(error))

    def _on_ready(self, path: Path) -> None:
        try:
            self._take(path)
            opened = shop.open_shop(path, self._clock)
        except EnvironmentProblem as problem:
            self._release()
            self._on_not_begun(problem)
            return
        places.remember_file(path)
        self._show(opened, _only_person(opened))

    # Trouble

    def _trouble(self, problem: EnvironmentProblem, path: Path) -> None:
        from services import backup
        from ui.welcome.trouble import TroubleWindow

        newest = next(iter(backup.backups(path)), None)
        label = "" if newest is None else newest.at.astimezone().strftime("%Y-%m-%d %H:%M")
        window = TroubleWindow(problem, path, label)
        window.restore.connect(self._on_restore)
        window.open_anyway.connect(self._on_open_anyway)
        window.open_file.connect(self._on_open_file)
        window.closing.connect(self._on_front_closed)
        self._troubled = path
        self._replace_front(window)
        window.show()
        window.activateWindow()

    def _on_damaged(self, problem: EnvironmentProblem) -> None:
        """The start check failed: nothing can be booked; read on behind, or restore."""
        path = self.shop.path if self.shop else places.last_file()
        self._end_shop()
        self._trouble(problem, path)

    def _on_restore(self) -> None:
        from services import backup

        newest = next(iter(backup.backups(self._troubled)), None)
        self._try_open(newest.path if newest else None, self._troubled)

    def _on_open_anyway(self) -> None:
        self._try_open(None, self._troubled, accept_missing_wal=True)

    def _on_open_file(self, path: Path) -> None:
        self._try_open(None, path)

    def _try_open(self, from_backup: Path | None, path: Path, *, accept_missing_wal: bool = False) -> None:
        from services import backup

        try:
            if from_backup is not None:
                backup.restore(from_backup, path)
            self.open(path, accept_missing_wal=accept_missing_wal)
        except (EnvironmentProblem, UserError) as error:
            self._on_not_begun(error)

    def _on_new_shop(self) -> None:
        """Leave the example for a shop of one's own."""
        self._end_shop()
        self._welcome()

    # End

    def _replace_front(self, window: QWidget | None) -> None:
        old, self._front = self._front, window
        if old is not None:
            old.blockSignals(True)
            old.close()
            old.deleteLater()

    def _on_front_closed(self) -> None:
        if self.window is None:
            self._app.quit()

    def _end_shop(self) -> None:
        if self._upkeep is not None:
            self._upkeep.stop()
        if self._ui_jobs is not None:
            self._ui_jobs.close()
        if self.window is not None:
            self.window.blockSignals(True)
            self.window.close()
            self.window.deleteLater()
        if self.shop is not None:
            self.shop.close()
        self._upkeep = self._ui_jobs = self.window = self.shop = None
        self._release()

    def close(self) -> None:
        """Finish what was queued, close the file, give its lock back."""
        self._end_shop()
        self._replace_front(None)
        self._collector.stop()


def _pin_problem(pin: str) -> str:
    """The sentence about a PIN that is too easy, or nothing."""
    code = staff.pin_problem(pin)
    return wording.word_code(code) if code else ""


def _only_person(opened: Shop) -> Staff | None:
    """Who has just chosen the PIN of a new shop need not type it again."""
    people = opened.jobs.read(staff.people).result()
    return people[0] if len(people) == 1 else None


def _bring_forward(path: Path) -> bool:
    """Ask the program that has this file to show itself; whether one answered."""
    from ui import instances

    return instances.ask_first_window(path)
