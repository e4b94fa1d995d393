"""The real window on a shop file, as the program builds it, for as long as it is measured."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtWidgets import QApplication

from model.shop import Role
from services import catalog, shop
from services.clock import SystemClock
from ui import app as application
from ui import theme
from ui.bus import Bus, UiJobs
from ui.collect import GuiCollector
from ui.counter.page import CounterPage
from ui.counter.workplace import Workplace
from ui.members.page import MembersPage
from ui.shell.context import SettingsHolder
from ui.shell.main_window import MainWindow


class ShopWindow:
    """A context: the window with the owner signed in; backups and printing do not run beside it."""

    def __init__(self, app: QApplication, path: Path) -> None:
        self._app = app
        self._collector = GuiCollector(app)
        self.shop = shop.open_shop(path)
        application.set_language("zh_CN")
        theme.apply(app)
        bus = Bus(app)
        self.jobs = UiJobs(self.shop.jobs, bus, app)
        holder = SettingsHolder(self.shop.seat.settings, app)
        self.window = MainWindow(self.jobs, bus, holder, SystemClock().now_ms)

    def __enter__(self) -> ShopWindow:
        staff = self.shop.jobs.read(catalog.everything).result().staff
        self.window.sign_in(next(person for person in staff if person.role is Role.OWNER))
        self.window.show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()
        self.shop.close()
        self._collector.stop()

    @property
    def counter(self) -> Workplace:
        return cast(CounterPage, self.window.page("counter")).work

    @property
    def members(self) -> MembersPage:
        return cast(MembersPage, self.window.page("members"))

    def idle(self) -> bool:
        """Every answer is home."""
        return not self.jobs.busy()
