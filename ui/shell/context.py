"""What every page is given: the ways to read, write, listen, speak and go elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.record import dataclass
from model.shop import Settings
from ui.bus import Bus, UiJobs

if TYPE_CHECKING:
    from ui.shell.session import Session
    from ui.theme import Theme


class SettingsHolder(QObject):
    """The shop's settings as last read; `changed` follows every committed change of them."""

    changed = Signal(object)

    def __init__(self, current: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current = current

    def replace(self, settings: Settings) -> None:
        self.current = settings
        self.changed.emit(settings)


class Approve(Protocol):
    """Asks for a PIN; `what` it is for is told, or else the title of the sheet that asks."""

    def __call__(self, role: object, done: Callable[[object], None], what: str = "", /) -> None: ...


@dataclass(frozen=True, slots=True)
class PageContext:
    """Handed to pages and sheets; pages know each other only through `open_page`, `open_sheet`.

    `toast(kind, text)`: kind is `good`, `warning` or `error`. `open_page(key, argument)`: key is
    that of ui.shell.pages. `open_sheet(name, arguments)` shows a modal sheet registered in
    ui.shell.sheets and returns it. `approve(role, done, what)` asks for somebody's PIN and calls
    done(StaffId) when somebody of that role or above typed it; nothing happens on Esc.
    `scan_with_camera()` opens the camera; what it finds comes as a scan.
    """

    jobs: UiJobs
    bus: Bus
    session: Session
    settings: SettingsHolder
    theme: Theme
    toast: Callable[[str, str], None]
    open_page: Callable[[str, object], None]
    open_sheet: Callable[[str, dict[str, object]], QWidget]
    approve: Approve
    scan_with_camera: Callable[[], None]
