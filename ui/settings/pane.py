"""What every section of the Settings page shares: heading, the reason for being locked, saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.command import Command
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import Role
from model.views import Done
from services.ids import new_id
from ui import wording
from ui.settings.fields import Section, words
from ui.settings.rights import Rights
from ui.shell.context import PageContext
from ui.shell.people import role_word
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.messages import Banner
from ui.widgets.retranslate import Retranslated

UseCase = Callable[..., Done]
Make = Callable[[CommandId, StaffId], Command]


class Pane(Retranslated, QWidget):
    """A section's heading over its contents in `column`; Enter presses what `press_primary` presses.

    A save that needs a higher role asks for a PIN and goes on by itself when it is given.
    """

    saved = Signal()

    def __init__(self, context: PageContext, rights: Rights, section: Section) -> None:
        super().__init__()
        self._context = context
        self._rights = rights
        self._section = section
        self._role: Role = section.role
        self._again: tuple[UseCase, Make, Callable[[Done], None]] | None = None
        self._title = Label("", "title")
        self._about = Label("", "muted", wrap=True)
        self._locked = Banner(tone="info")
        self._problem = Label("", "error", wrap=True, size="body")
        self._problem.hide()
        self._locked.acted.connect(self._on_unlock)
        rights.changed.connect(self._on_rights)
        self.column = Column(self, margin=(22, 16, 22, 16), gap=12)
        self.column.add(self._title, self._about, self._locked)

    def retranslate(self) -> None:
        self._title.setText(words(self._section.title))
        self._about.setText(words(self._section.about))
        reason = self.tr("只能看：修改“{section}”要{role}的权限。")
        self._locked.set_text(
            reason.format(section=words(self._section.title), role=role_word(self._section.role)),
            [("unlock", self.tr("输入 PIN 修改"))],
        )

    def show_rights(self) -> None:
        """Lock or unlock the contents by who is there now."""
        self._locked.setVisible(not self._rights.may(self._section.role))

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return False

    def press_primary(self) -> None:
        """What Enter does."""

    def tell(self, sentence: str) -> None:
        """Say over the buttons what went wrong; empty takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def tell_error(self, error: UserError) -> bool:
        """Show an error beside its field; False when no field is meant."""
        return False

    def send(
        self, use_case: Callable[..., Done], make: Make, done: Callable[[Done], None], role: Role
    ) -> None:
        """Carry out what `make(id, staff)` describes, as somebody of `role`."""
        self.tell("")
        self._role = role
        self._again = (use_case, make, done)
        command: Any = make(CommandId(new_id()), self._rights.staff_for(role))
        self._context.jobs.write(use_case, command, done=self._on_sent, failed=self._on_refused, owner=self)

    def _on_sent(self, done: Done) -> None:
        if self._again is not None:
            then = self._again[2]
            self._again = None
            then(done)
        self.saved.emit()

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        needed = error.facts.get("role")
        if error.code == "auth.needs" and isinstance(needed, Role) and not self._rights.may(needed):
            self._role = needed
            self._rights.ask(needed)
            return
        self._again = None
        if not (isinstance(error, UserError) and self.tell_error(error)):
            self.tell(wording.word(error))

    def _on_unlock(self, _action: str) -> None:
        self._again = None
        self._rights.ask(self._section.role)

    def _on_rights(self) -> None:
        self.show_rights()
        if self._again is not None and self._rights.may(self._role):
            use_case, make, done = self._again
            self.send(use_case, make, done, self._role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.press_primary()
        else:
            super().keyPressEvent(event)
