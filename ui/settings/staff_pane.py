"""The staff section: besides names and roles, giving somebody a PIN."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.command import Command
from model.commands import SetPin
from model.errors import UserError
from model.ids import CommandId, StaffId
from model.shop import Role, Staff
from model.views import Done
from services import staff
from ui import wording
from ui.settings.catalog_watch import CatalogWatch
from ui.settings.fields import ListSection
from ui.settings.list_pane import ListPane
from ui.settings.rights import Rights
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.pin_pad import PinSheet


class NewPinSheet(PinSheet):
    """Asks for a new PIN twice; `agreed(str)` when both are the same."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget, name: str) -> None:
        self._name = name
        self._first = ""
        super().__init__(parent, "")
        self.entered.connect(self._on_entered)
        self.retranslate()

    def retranslate(self) -> None:
        title = self.tr("再输一次 {name} 的新 PIN") if self._first else self.tr("{name} 的新 PIN")
        self.set_title(title.format(name=self._name))

    def start_over(self, sentence: str) -> None:
        """Say why it was not taken and ask for both again."""
        self._first = ""
        self.retranslate()
        self.refuse(sentence)

    def _on_entered(self, pin: str) -> None:
        if not self._first:
            self._first = pin
            self.pad.clear()
            self.retranslate()
        elif pin == self._first:
            self.agreed.emit(pin)
        else:
            self.start_over(self.tr("两次不一样，请重新输入。"))


class StaffPane(ListPane):
    """A new member of staff can sign in once they have a PIN."""

    def __init__(
        self, context: PageContext, rights: Rights, section: ListSection, watch: CatalogWatch
    ) -> None:
        self._pin = KeyButton(icon="key")
        self._sheet: NewPinSheet | None = None
        super().__init__(context, rights, section, watch)
        self.head.insertWidget(1, self._pin)
        self._pin.clicked.connect(self._on_pin)

    def retranslate(self) -> None:
        self._pin.set_caption(self.tr("设置 PIN…"))
        super().retranslate()

    def _show_thing_state(self) -> None:
        super()._show_thing_state()
        known = self._thing is not None and not self._is_new and self._thing.active
        own = self._thing is not None and self._thing.id == self._context.session.staff_id
        self._pin.setVisible(known)
        self._pin.setEnabled(own or self._rights.may(self._section.role))

    def _on_pin(self) -> None:
        if not isinstance(self._thing, Staff):
            return
        self._sheet = NewPinSheet(self, self._thing.name)
        self._sheet.agreed.connect(partial(self._on_agreed, self._thing))
        self._sheet.show()

    def _on_agreed(self, person: Staff, pin: str) -> None:
        own = person.id == self._context.session.staff_id
        needed = Role.CASHIER if own else Role.MANAGER if person.role is Role.CASHIER else Role.OWNER
        self.send(staff.set_pin, partial(_pin_command, person.id, pin), self._on_pin_set, needed)

    def _on_pin_set(self, _done: Done) -> None:
        if self._sheet is not None:
            self._sheet.dismiss()
            self._sheet = None
        name = self._thing.name if self._thing is not None else ""
        self._context.toast("good", self.tr("{name} 的 PIN 已设好").format(name=name))

    def tell_error(self, error: UserError) -> bool:
        if error.code == "pin.weak" and self._sheet is not None:
            self._sheet.start_over(wording.word(error))
            return True
        return super().tell_error(error)


def _pin_command(for_staff: StaffId, pin: str, id_: CommandId, staff_id: StaffId) -> Command:
    return cast(Command, SetPin(id_, staff_id, for_staff, pin))
