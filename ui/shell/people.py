"""Choosing oneself and typing a PIN: used by the lock screen and by approvals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import StaffId
from model.shop import Role, Staff
from ui import wording
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.layouts import Line
from ui.widgets.pin_pad import PinPad
from ui.widgets.retranslate import Retranslated
from ui.widgets.tiles import Tile, TileGrid

ROLES: Final = {
    Role.CASHIER: QT_TRANSLATE_NOOP("Roles", "收银员"),
    Role.MANAGER: QT_TRANSLATE_NOOP("Roles", "店长"),
    Role.OWNER: QT_TRANSLATE_NOOP("Roles", "老板"),
}


def role_word(role: Role) -> str:
    """The role in the language of now."""
    return translate("Roles", ROLES[role])


_COLUMNS: Final = 2
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class PersonPin(Retranslated, QWidget):
    """Tiles of people beside a PIN pad; `entered(staff, pin)`. `now_ms` tells how long a lock-out lasts."""

    entered = Signal(object, str)

    def __init__(self, now_ms: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._people: tuple[Staff, ...] = ()
        self._chosen: StaffId | None = None
        self._tiles = TileGrid(self, columns=_COLUMNS, rows=6)
        self.pad = PinPad(self)
        self.pad.entered.connect(self._on_entered)
        self._tiles.picked.connect(self._on_picked)
        beside = Line(self, gap=24)
        beside.addWidget(self._tiles, 1)
        beside.addWidget(self.pad, 1)
        self.setFocusProxy(self.pad)
        self.retranslate()

    def set_people(self, people: Sequence[Staff], chosen: StaffId | None = None) -> None:
        """Offer these people; one is chosen already."""
        self._people = tuple(people)
        known = [person.id for person in people]
        self._chosen = chosen if chosen in known else next(iter(known), None)
        self.retranslate()

    def chosen(self) -> Staff | None:
        """Whose PIN is being typed."""
        return next((person for person in self._people if person.id == self._chosen), None)

    def retranslate(self) -> None:
        self._tiles.setAccessibleName(self.tr("员工"))
        self._tiles.set_tiles(
            [Tile(p.id, p.name, role_word(p.role), chosen=p.id == self._chosen) for p in self._people]
        )

    def show_error(self, error: UserError | EnvironmentProblem) -> None:
        """Say why the PIN was not taken; a lock-out is counted down."""
        until = error.facts.get("until_ms")
        if error.code == "pin.locked" and isinstance(until, int):
            self.pad.lock(max(1, -(-(until - self._now_ms()) // 1000)))
        else:
            self.pad.refuse(wording.word(error))
        self.pad.setFocus()

    def _on_picked(self, staff_id: object) -> None:
        self._chosen = next((p.id for p in self._people if p.id == staff_id), None)
        self.pad.clear()
        self.retranslate()
        self.pad.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the pad leaves over: arrows choose who; digits typed on a tile are the PIN's."""
        step = _STEPS.get(event.key())
        if step is not None:
            self._choose_next(step)
        elif event.text().isdigit() and not self.pad.hasFocus():
            self.pad.setFocus()
            QApplication.sendEvent(self.pad, event)
        else:
            event.ignore()

    def _choose_next(self, step: int) -> None:
        ids = [person.id for person in self._people]
        at = ids.index(self._chosen) + step if self._chosen in ids else 0
        if 0 <= at < len(ids):
            self._on_picked(ids[at])

    def _on_entered(self, pin: str) -> None:
        person = self.chosen()
        if person is not None:
            self.entered.emit(person, pin)
