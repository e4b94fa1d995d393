"""The window: navigation at the left, one page at a time, one line of status; and what goes over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.shop import Settings, Staff
from services.staff import PIN_MODULES
from ui import theme, wording
from ui.bus import Bus, UiJobs
from ui.gradual import Slices, imported
from ui.shell import sheets
from ui.shell.banners import BannerArea
from ui.shell.bug_report import BugReports
from ui.shell.camera_scans import CameraScans
from ui.shell.context import PageContext, SettingsHolder
from ui.shell.lock import ApprovalSheet, IdleWatch, LockScreen
from ui.shell.pages import PAGES
from ui.shell.people import role_word
from ui.shell.print_watch import PrintWatch
from ui.shell.rail import Rail
from ui.shell.scanner import ScanFilter
from ui.shell.session import Session
from ui.shell.status_bar import StatusBar
from ui.widgets import tab_order
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import ToastKind
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import Sheet, top_sheet
from ui.widgets.tab_order import FollowsTheEye

_AFTER_PAINT_MS: Final = 30
"""Until the first picture is on the screen and what was asked with it is answered."""


class MainWindow(Retranslated, FollowsTheEye, QWidget):
    """Builds pages on their first visit and hands each the same `context`.

    `closing` fires when a person closes it. `now_ms` is the program's clock.
    """

    closing = Signal()
    page_changed = Signal(str)

    def __init__(self, jobs: UiJobs, bus: Bus, settings: SettingsHolder, now_ms: Callable[[], int]) -> None:
        super().__init__()
        self.session = Session(self)
        self._now_ms = now_ms
        self._jobs = jobs
        self._settings = settings
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self._slices = Slices(self)
        self._slices.add(self._beginning())
        self._lock_screen: LockScreen | None = None
        self.camera = CameraScans(self, jobs, self.session, self._on_scanned)
        self.context = PageContext(
            jobs=jobs,
            bus=bus,
            session=self.session,
            settings=settings,
            theme=theme.Theme(),
            toast=self.toast,
            open_page=self.open_page,
            open_sheet=self.open_sheet,
            approve=self.approve,
            scan_with_camera=self.camera.open,
        )
        self._rail = Rail(PAGES, self)
        self._stack = QStackedWidget(self)
        self.banners = BannerArea(self)
        self.status = StatusBar(self)
        self.scanner = ScanFilter(self)
        self.idle = IdleWatch(self)
        self.bugs = BugReports(self)
        self._print_watch: PrintWatch | None = None
        self._assemble()
        self._connect(bus)
        self.retranslate()

    def _assemble(self) -> None:
        across = Line(self, gap=0)
        content = Column(gap=0)
        content.addWidget(self.banners)
        content.addWidget(self._stack, 1)
        content.addWidget(self.status)
        across.addWidget(self._rail)
        across.addLayout(content, 1)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)

    def _connect(self, bus: Bus) -> None:
        self._rail.chosen.connect(self._on_page_chosen)
        self._rail.lock.connect(self.lock)
        self.idle.idle.connect(self.lock)
        self.scanner.scanned.connect(self._on_scanned)
        self.session.changed.connect(self._on_session_changed)
        bus.committed.connect(self._on_committed)
        self._settings.changed.connect(self._on_settings_changed)
        self._jobs.unheard.connect(self._on_unheard)
        self._jobs.bug.connect(self.bugs.report)

    def retranslate(self) -> None:
        name = self._settings.current.profile.name
        self.setWindowTitle(f"{name} — {self.tr('闺蜜')}" if name else self.tr("闺蜜"))
        self.status.set_item("saved", self.tr("已存本机"), "good")
        self._on_session_changed()
        if self._print_watch is not None:
            self._print_watch.show_state()

    # Pages

    def open_page(self, key: str, argument: object = None) -> None:
        """Show a page, building it on its first visit; `argument` goes to its `page_shown`."""
        page = self.page(key)
        self._current = key
        self._rail.choose(key)
        self._stack.setCurrentWidget(page)
        shown = getattr(page, "page_shown", None)
        if shown is not None:
            shown(argument)
        now: QWidget | None = self.focusWidget()
        if now is None or not page.isAncestorOf(now):
            # Back where it was: otherwise Tab would begin at the rail.
            before: QWidget | None = page.focusWidget()
            back = before if before is not None else next(iter(tab_order.stops(page)), page)
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_changed.emit(key)

    def page(self, key: str) -> QWidget:
        """The page of a key; raises KeyError for one that doesn't exist."""
        if key not in self._pages:
            entry = next((entry for entry in PAGES if entry.key == key), None)
            if entry is None:
                raise KeyError(key)
            self._pages[key] = entry.build(self.context)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    @property
    def current_page(self) -> str:
        """The key of the page shown; empty before the first."""
        return self._current

    def _on_page_chosen(self, key: str) -> None:
        self.open_page(key)

    # What goes over the pages

    def toast(self, kind: str, text: str) -> None:
        """Say what just happened: kind is `good`, `warning` or `error`."""
        known: ToastKind = "good" if kind == "good" else "warning" if kind == "warning" else "error"
        self.status.say(known, text)

    def open_sheet(self, name: str, arguments: dict[str, object]) -> QWidget:
        """Show a modal sheet registered in ui.shell.sheets and return it."""
        return sheets.open_sheet(name, self.context, self, arguments)

    def approve(self, role: object, done: Callable[[Any], None], what: str = "") -> None:
        """Ask for the PIN of somebody of at least this role; `done(StaffId)` when it was right.

        `what` is told beside it; without it, the title of the sheet that asks.
        """
        ApprovalSheet(self, self._jobs, self._now_ms, role, done, what).show()

    # Who is here

    def sign_in(self, staff: Staff) -> None:
        """Begin the work of somebody who showed who they are, on the page shown last."""
        if self.session.staff is not None and self.session.staff.id != staff.id:
            self._dismiss_sheets()
        self.session.begin(staff)
        if self._lock_screen is not None:
            self._lock_screen.dismiss()
            self._lock_screen = None
        self.open_page(self._current or PAGES[0].key)

    def lock(self, people: Sequence[Staff] = ()) -> None:
        """Cover everything until somebody types a PIN; `people` who work here, if known already."""
        if self._lock_screen is not None:
            return
        last = self.session.staff.id if self.session.staff else None
        name = self._settings.current.profile.name
        self.session.lock()
        self._lock_screen = LockScreen(self, self._jobs, self._now_ms, name, last, people)
        self._lock_screen.unlocked.connect(self._on_unlocked)
        self._lock_screen.show()

    def _on_unlocked(self, staff: Staff) -> None:
        self._lock_screen = None
        self.sign_in(staff)

    def _dismiss_sheets(self) -> None:
        for sheet in self.findChildren(Sheet, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if sheet is not self._lock_screen:
                sheet.dismiss()

    def _on_session_changed(self) -> None:
        staff = self.session.staff
        self._rail.set_person(self.session.name, role_word(staff.role) if staff else "")

    # What comes from outside

    def _on_scanned(self, code: str) -> None:
        sheet = top_sheet(self)
        if sheet is not None:
            takes = getattr(sheet, "scanned", None)
            if takes is not None:
                takes(code)
            return
        for key in (self._current, PAGES[0].key):
            takes = getattr(self.page(key), "scanned", None) if key else None
            if takes is not None:
                if key != self._current:
                    self.open_page(key)
                if takes(code) is not False:
                    return

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.SETTING):
            from services import settings

            self._jobs.read_latest("settings", settings.load, done=self._settings.replace, owner=self)

    def _on_settings_changed(self, settings: Settings) -> None:
        self.idle.set_minutes(settings.policy.idle_lock_minutes)
        self.retranslate()

    def _on_unheard(self, error: UserError | EnvironmentProblem) -> None:
        self.toast("error", wording.word(error))

    def later(self, slices: Iterator[None]) -> None:
        """Do this bit by bit once the first picture is on the screen: nobody waits for it."""
        self._slices.add(slices)

    def _beginning(self) -> Iterator[None]:
        """Watch scanner and idleness, build the first page behind the lock screen, watch printing."""
        handle = self.windowHandle()
        handle.installEventFilter(self.scanner)
        handle.installEventFilter(self.idle)
        self.idle.set_minutes(self._settings.current.policy.idle_lock_minutes)
        yield
        yield from imported(PIN_MODULES)
        # So that a PIN opens it at once.
        preparing = getattr(self.page(PAGES[0].key), "preparing", None)
        yield
        if preparing is not None:
            yield from preparing()
        self._print_watch = PrintWatch(self)
        self._print_watch.look()
        yield
        from ui.shell.drops import PictureDrops

        PictureDrops(self, self._jobs, self._on_scanned)

    def look_at_printing(self) -> None:
        """Read again what waits to be printed."""
        if self._print_watch is not None:
            self._print_watch.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Not in paintEvent: beneath the lock screen, which lets nothing through, Qt paints nothing.
        QTimer.singleShot(_AFTER_PAINT_MS, self, self._slices.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
