"""What the sheets of session packs share: two buttons, one command on its way, a number in steps."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.command import Command
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from model.views import Done
from services import ids
from ui import theme, wording
from ui.shell.context import PageContext
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.fields import NumberEdit
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import Sheet


class PackSheet(Sheet):
    """A subclass fills the body, says what Enter does (`_on_confirm`) and what follows (`_on_done`).

    What was typed stays when it is refused; the same command is sent again then, so that it counts once.
    """

    def __init__(self, context: PageContext, parent: QWidget, width: int, *, big: bool = False) -> None:
        super().__init__(parent, "", width)
        self._context = context
        self._command_id = CommandId(ids.new_id())
        self._busy = False
        self.confirm_button = KeyButton("", "Enter", "primary", big=big)
        self._cancel = KeyButton("", "Esc", big=big)
        self.confirm_button.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self.dismiss)

    def _finish(self, *between: KeyButton) -> None:
        """The buttons at the foot: back, those `between`, and the primary one."""
        for button in (self._cancel, *between):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_buttons(self._cancel, *between, self.confirm_button)
        self.set_primary(self.confirm_button)

    def retranslate(self) -> None:
        self._cancel.set_caption(self.tr("返回"))

    @abstractmethod
    def _refresh(self, *_: object) -> None:
        """Show what Enter would do."""

    @abstractmethod
    def _on_confirm(self) -> None:
        """The primary button, or Enter."""

    @abstractmethod
    def _on_done(self, done: Done) -> None:
        """It is on disk."""

    def _carry_out(self, use_case: Callable[..., Done], command: Command) -> None:
        """Send a command; until it is answered there is no other."""
        self._busy = True
        self.confirm_button.setEnabled(False)
        sent: Any = command
        self._context.jobs.write(use_case, sent, done=self._on_done, failed=self._on_failed, owner=self)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self._refresh()
        self.show_error(wording.word(error))


class Steps(Retranslated, QWidget):
    """A number from one on, with one fewer and one more beside it: `changed()`; `stepped()` by a button."""

    changed = Signal()
    stepped = Signal()

    def __init__(self, high: int) -> None:
        super().__init__()
        self.number = NumberEdit(1, low=1, high=high)
        self._minus, self._plus = IconButton("minus"), IconButton("plus")
        self._most = high
        Line(self, gap=8).add(self._minus, self.number, self._plus)
        self.number.valueChanged.connect(self.changed)
        self._minus.clicked.connect(self._on_minus)
        self._plus.clicked.connect(self._on_plus)
        self.restyle()

    def restyle(self) -> None:
        self.number.setFixedWidth(theme.px(72))

    def name(self, number: str, fewer: str, more: str) -> None:
        """Say what is counted, and what the buttons do."""
        self.number.setAccessibleName(number)
        self._minus.set_caption(fewer)
        self._plus.set_caption(more)

    def show_room(self, most: int) -> None:
        """Let the buttons go up to so many."""
        self._most = most
        count = self.number.value() or 0
        self._minus.setEnabled(count > 1)
        self._plus.setEnabled(count < most)

    def _on_minus(self) -> None:
        self._step(-1)

    def _on_plus(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        self.number.set_value(max(1, min((self.number.value() or 0) + by, self._most)))
        self.changed.emit()
        self.stepped.emit()
