"""The notice that this computer's clock looks wrong, and the way to say that it is right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from model.ids import CommandId, StaffId
from model.shop import Role
from services import clock_watch
from services.clock_watch import ClockDoubt, ConfirmClock
from services.ids import new_id
from ui import wording
from ui.shell.main_window import MainWindow

BANNER: Final = "clock"
_MOMENT: Final = "%Y-%m-%d %H:%M"


class ClockNotice(QObject):
    """Looks when asked; while in doubt the shop's time stands still (services.clock_watch)."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        window.banners.acted.connect(self._on_acted)

    def look(self) -> None:
        """Compare the clock with the newest entry now."""
        self._context.jobs.read_latest("clock", clock_watch.look, done=self._on_looked, owner=self)

    def _on_looked(self, found: ClockDoubt | None) -> None:
        if found is None:
            self._window.banners.remove(BANNER)
            return
        text = wording.word_code(
            found.code, last=found.last.strftime(_MOMENT), now=found.now.strftime(_MOMENT)
        )
        self._window.banners.put(BANNER, text, "warning", [("right", self.tr("电脑时间没有错…"))])

    def _on_acted(self, banner: str, action: str) -> None:
        if banner == BANNER and action == "right":
            self._context.approve(Role.MANAGER, self._on_approved, self.tr("按这台电脑现在的时间继续"))

    def _on_approved(self, approver: object) -> None:
        if isinstance(approver, bytes):
            command = ConfirmClock(CommandId(new_id()), StaffId(approver))
            self._context.jobs.write(clock_watch.confirm, command, done=self._on_confirmed, owner=self)

    def _on_confirmed(self, _done: object) -> None:
        self.look()
