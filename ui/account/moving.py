"""What the sheets that move something between accounts share: the result first, a reason, approval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import Role
from services.ids import new_id
from ui import wording
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Grid
from ui.widgets.sheet import Sheet


class ResultCard(Card):
    """Names with values beside them; hidden while there is nothing to tell."""

    def __init__(self, rows: int) -> None:
        super().__init__(tone="panel", margin=(16, 12, 16, 12), gap=6)
        self._title = Label("", "strong", wrap=True)
        self._names = [Label("", "muted", wrap=True) for _ in range(rows)]
        self._values = [Label("", "money") for _ in range(rows)]
        grid = Grid(gap=6)
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            grid.addWidget(name, at, 0)
            grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self._remarks = Label("", "muted", wrap=True, size="small")
        self.body.add(self._title)
        self.body.addLayout(grid)
        self.body.add(self._remarks)
        self.tell("", ())

    def tell(self, title: str, rows: Sequence[tuple[str, str]], remarks: Sequence[str] = ()) -> None:
        """Show what would be; a row without a value is left out."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        shown = [row for row in rows if row[1]]
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            told = shown[at] if at < len(shown) else ("", "")
            name.setText(told[0])
            value.setText(told[1])
            name.setVisible(bool(told[1]))
            value.setVisible(bool(told[1]))
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self.setVisible(bool(title or shown or remarks))
        told_aloud = (title, *(f"{name} {value}" for name, value in shown), *remarks)
        self.setAccessibleName(" · ".join(part for part in told_aloud if part))


class MovingSheet(Sheet):
    """A sheet with a reason and one act that only a manager may do; `_act(approved_by)` carries it out."""

    def __init__(self, context: PageContext, parent: QWidget, width: int = 600) -> None:
        super().__init__(parent, "", width)
        self._context = context
        self._command_id = CommandId(new_id())
        self._busy = False
        self._about = Label("", "muted", wrap=True)
        self.form = Form()
        self.reason = TextField()
        self._back = KeyButton("", "Esc")
        self.button = KeyButton("", "Enter", "primary")
        self._back.clicked.connect(self.dismiss)
        self.button.clicked.connect(self._on_button)
        self.set_buttons(self._back, self.button)
        self.set_primary(self.button)

    def retranslate(self) -> None:
        self.form.row("reason").set_label(self.tr("原因"))
        self.reason.setAccessibleName(self.tr("原因"))
        self._back.set_caption(self.tr("返回"))

    def _on_member(self, hit: object) -> None:
        """Somebody was chosen, or given back: what is typed next is the reason."""
        if hit is not None:
            self.reason.setFocus()

    def _on_button(self) -> None:
        """What Enter does once everything was filled in."""
        raise NotImplementedError

    def _act(self, approved_by: StaffId | None) -> None:
        raise NotImplementedError

    def _has_reason(self) -> bool:
        if self.reason.clean_text():
            return True
        self.form.show_error("reason", wording.word_code("bill.reason"))
        return False

    def _approve(self) -> None:
        """Act at once for a manager, otherwise after a manager's PIN."""
        if self._context.session.may(Role.MANAGER):
            self._begin(None)
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._begin(StaffId(staff_id))

    def _begin(self, approved_by: StaffId | None) -> None:
        if self._busy:
            return
        self._busy = True
        self.button.setEnabled(False)
        self.show_error("")
        self._act(approved_by)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._busy = False
        self.button.setEnabled(True)
        self.show_error(wording.word(error))
