"""Follows the start of the real program up to where somebody can use it, then ends the process.

`lock`: the lock screen is painted and takes a PIN. `counter`: the search box is painted, has the
keyboard and its first answer is there. Nobody can type a PIN in no time, so for this the owner is
let in where the lock screen would have been shown: what is measured is the work of the program alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from model.shop import Role
from services import staff
from services.shop import Shop
from ui.bench import mark
from ui.program import Program
from ui.shell.main_window import MainWindow
from ui.shell.people import PersonPin


def arm(place: str) -> None:
    """Follow the next main window to `lock` or `counter`."""
    follow = _follow_to_lock if place == "lock" else _follow_to_counter
    MainWindow.showEvent = follow  # type: ignore[method-assign, assignment]
    if place == "counter":
        Program._show = _show_to_owner  # type: ignore[method-assign, assignment]


_show_window = MainWindow.showEvent
_show_shop = Program._show


def _follow_to_lock(window: MainWindow, event: QShowEvent) -> None:
    _show_window(window, event)
    _Lock(window)


def _follow_to_counter(window: MainWindow, event: QShowEvent) -> None:
    _show_window(window, event)
    _Counter(window)


def _show_to_owner(program: Program, opened: Shop) -> None:
    """As after founding a shop, whose owner need not type the PIN again."""
    people = opened.jobs.read(staff.people).result()
    _show_shop(program, opened, next(person for person in people if person.role is Role.OWNER))


class _Lock(QObject):
    """Ends the process once the lock screen was painted with the people on it and takes digits."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._person = window.findChild(PersonPin)
        if self._person is not None:
            # Not on the application: what passes there is made a Python object, styles too, for 5 ms.
            self._person.pad.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_ready():
            mark.leave()
        return False

    def _is_ready(self) -> bool:
        person = self._person
        return person is not None and person.chosen() is not None and person.pad.hasFocus()


class _Counter(QObject):
    """Ends the process once the search box was painted with the keyboard and answered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = self._answered = self._painted = False
        for line in window.findChildren(QLineEdit):
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_search_box(watched):
            self._painted = True
            self._ask()
            self._leave_if_usable()
        return False

    def _is_search_box(self, watched: QObject) -> bool:
        return (
            isinstance(watched, QLineEdit) and watched.hasFocus() and self._window.current_page == "counter"
        )

    def _ask(self) -> None:
        from services import search

        if not self._asked:
            self._asked = True
            self._window.context.jobs.read(search.find, "1", done=self._on_found, owner=self)

    def _on_found(self, _: object) -> None:
        self._answered = True
        self._leave_if_usable()

    def _leave_if_usable(self) -> None:
        if self._painted and self._answered:
            mark.leave()
