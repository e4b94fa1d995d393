"""Making or choosing the first shop file, off the GUI thread."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from model.commands import SetPin
from model.errors import EnvironmentProblem, UserError
from model.shop import Role
from services import shop, staff
from services.clock import Clock
from ui.places import data_folder
from ui.welcome.choice import Beginning, WelcomeChoice

EXAMPLE_NAME = "example.guimi"
_EXAMPLE_MEMBERS = 1_200


class Begin(QObject):
    """Does what the welcome chose on a thread of its own; `ready(Path)` is a file to open."""

    ready = Signal(object)
    failed = Signal(object)
    progress = Signal(object)

    def __init__(self, choice: WelcomeChoice, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._choice = choice
        self._clock = clock
        self._thread = threading.Thread(target=self._run, name="begin", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        try:
            self.ready.emit(self._make())
        except (UserError, EnvironmentProblem) as error:
            self.failed.emit(error)

    def _make(self) -> Path:
        choice = self._choice
        if choice.beginning is Beginning.OPEN and choice.path is not None:
            return choice.path
        if choice.beginning is Beginning.EXAMPLE:
            return self._example()
        path = _free(data_folder() / f"shop{shop.SUFFIX}")
        new = shop.NewShop(choice.shop_name, choice.owner_name, choice.pin, choice.language)
        shop.create(path, new, self._clock).close()
        return path

    def _example(self) -> Path:
        from services.demo.build import build

        path = data_folder() / EXAMPLE_NAME
        if not path.exists():
            build(path, members=_EXAMPLE_MEMBERS, years=1.5, seed=1, progress=self._on_built)
        opened = shop.open_shop(path, self._clock)
        try:
            people = opened.jobs.read(staff.people).result()
            owner = next(p for p in people if p.role is Role.OWNER)
            command = SetPin(shop.command_id(), owner.id, owner.id, self._choice.pin)
            opened.jobs.write(staff.set_pin, command).result()
        finally:
            opened.close()
        return path

    def _on_built(self, done: int, whole: int) -> None:
        self.progress.emit(min(99, done * 100 // max(whole, 1)))


def _free(path: Path) -> Path:
    """The path, or the first numbered one that isn't taken: a shop file is never written over."""
    count = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{count}")
        count += 1
    return free
