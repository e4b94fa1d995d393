"""What every scene of the tour needs: the window, ways to wait, and the commonest handful of keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from model.command import Command
from model.commands import SaveSettings, Section
from model.record import dataclass
from model.shop import Look, PrinterKind, PrinterSetting, Role
from services import settings, staff
from services.shop import Shop, command_id
from ui.program import Program
from ui.shell.main_window import MainWindow
from ui.tour.driver import Driver, Script, front_window
from ui.widgets.sheet import Sheet

Key = Qt.Key
CTRL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
OWNER_PIN: Final = "2580"
MANAGER_PIN: Final = "3690"
CASHIER_PIN: Final = "1470"
"""PINs of the example shop."""
P = TypeVar("P", bound=QWidget)


class TourClock:
    """Runs like any clock, from the same moment in every tour."""

    def __init__(self, opening_ms: int) -> None:
        self._opening_ms = opening_ms
        self._started = time.monotonic()

    def now_ms(self) -> int:
        return self._opening_ms + int((time.monotonic() - self._started) * 1000)

    def forward(self, days: int) -> None:
        """So many days later."""
        self._opening_ms += days * 86_400_000


@dataclass(frozen=True, slots=True)
class Stage:
    """The example shop's file, the folder that receives what is printed, and the language."""

    example: Path
    prints: Path
    language: str
    clock: TourClock


class Scene:
    """Shared by all scenes."""

    def __init__(self, driver: Driver, program: Program, stage: Stage) -> None:
        self.t = driver
        self.program = program
        self.stage = stage

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        if window is None:
            raise LookupError("the shop has no window yet")
        return window

    @property
    def shop(self) -> Shop:
        shop = self.program.shop
        if shop is None:
            raise LookupError("no shop is open")
        return shop

    def page(self, kind: type[P]) -> P:
        """The page of that kind; raises LookupError before its first visit."""
        return next(page for page in self.window.findChildren(kind))

    # Conditions to wait for

    def idle(self) -> bool:
        """Nothing is asked of the services any more."""
        return not self.window.context.jobs.busy()

    def no_sheet(self) -> bool:
        return not self._sheets() and self.idle()

    def sheet(self) -> bool:
        return bool(self._sheets()) and self.idle()

    def _sheets(self) -> list[Sheet]:
        return [s for s in self.window.findChildren(Sheet) if s.isVisible()]

    def printed(self, count: int) -> Callable[[], bool]:
        """At least so many PDFs have come out."""
        return lambda: len(list(self.stage.prints.glob("*.pdf"))) >= count

    def printed_as(self, name: str) -> Callable[[], bool]:
        """A file of this name lies in the folder, whole."""
        return lambda: (self.stage.prints / name).exists() and self.idle()

    def asks_for_file(self) -> bool:
        """A file dialog is open."""
        return any(w.isVisible() for w in self.window.findChildren(QFileDialog))

    # Behind the scenes: what the tour sets up without showing it

    def set_up(self, section: Section) -> None:
        """Save a section of the settings as the owner."""
        people = self.shop.jobs.read(staff.people).result()
        owner = next(p.id for p in people if p.role is Role.OWNER)
        command: Command = SaveSettings(command_id(), owner, section)
        self.window.context.jobs.write(settings.save, command)

    def look(self, **changes: object) -> None:
        """Another theme, text size or language."""
        now = self.window.context.settings.current.look
        fields = {"language": now.language, "theme": now.theme, "scale_percent": now.scale_percent}
        self.set_up(Look(**{**fields, **changes}))  # type: ignore[arg-type]

    def print_to_folder(self) -> None:
        self.set_up(PrinterSetting(PrinterKind.PDF_FOLDER, str(self.stage.prints)))

    # Handfuls of keys

    def name_file(self, path: Path) -> Script:
        """Type a path into the dialog that asks for one."""
        yield self.asks_for_file
        field = next(iter(front_window().findChildren(QLineEdit)))
        self.t.click(field)
        field.selectAll()
        self.t.type(str(path.resolve()))
        self.t.key(Key.Key_Return)

    def find(self, text: str, picture: str = "") -> Script:
        """Open the first member that a text finds."""
        self.t.key(Key.Key_F1)
        self.t.type(text)
        yield self.idle
        if picture:
            self.t.shoot(picture)
        self.t.key(Key.Key_Return)
        yield self.idle
        yield 0.15

    def add(self, *initials: str) -> Script:
        """Add services to the bill by the initials of their names."""
        self.t.key(Key.Key_F3)
        for text in initials:
            self.t.type(text)
            yield 0.1
            self.t.key(Key.Key_Return)
            yield self.idle

    def enter(self) -> Script:
        """Press the one primary button and wait until what it does is done."""
        self.t.key(Key.Key_Return)
        yield 0.05
        yield self.idle
        yield 0.2
