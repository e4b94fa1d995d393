"""Forms: a label over each field and, under it, the sentence about what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from ui import wording
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid
from ui.widgets.retranslate import Retranslated


class FormRow(Retranslated, QWidget):
    """A label, a field, an optional hint, and an inline error that takes no room while there is none."""

    def __init__(self, label: str, field: QWidget, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.field = field
        self.label = Label(label, "caption")
        self._hint = Label(hint, "caption", wrap=True)
        self._error = Label("", "error", wrap=True)
        self._hint.setVisible(bool(hint))
        self._error.hide()
        self._told = ""
        column = Column(self, gap=4)
        column.add(self.label, field, self._hint, self._error)
        self.set_label(label)
        problem = getattr(field, "problem_changed", None)
        if problem is not None:
            problem.connect(self._on_problem_changed)
        edited = getattr(field, "textEdited", None)
        if edited is not None:
            edited.connect(self._on_edited)

    def set_label(self, label: str) -> None:
        """Set the words over the field, which are also what the field is called aloud."""
        self.label.setText(label)
        self.label.setVisible(bool(label))
        if not self.field.accessibleName():
            self.field.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        """Set the quiet words under the field; empty for none."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_error(self, sentence: str) -> None:
        """Say what is wrong under the field; empty when nothing is."""
        self._told = sentence
        mark = getattr(self.field, "set_problem", None)
        if mark is not None:
            mark(sentence)
        self._on_problem_changed(sentence)

    def error(self) -> str:
        """The sentence shown; empty for none."""
        return self._error.text()

    def _on_edited(self) -> None:
        """What was said about the former text; what the field itself finds wrong in the new one stays."""
        if self._told and self.error() == self._told:
            self.set_error("")

    def _on_problem_changed(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))


class Form(Retranslated, QWidget):
    """Rows by name in one or more columns; errors of the model land beside their field."""

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1, gap: int = 12) -> None:
        super().__init__(parent)
        self._rows: dict[str, FormRow] = {}
        self._grid = Grid(self, gap=gap)
        self._columns = columns
        self._next = 0
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, name: str, label: str, field: QWidget, *, hint: str = "", span: int = 1) -> FormRow:
        """Append a row; `span` columns wide. The name is how `row` and `show_error` find it."""
        row = FormRow(label, field, self, hint=hint)
        span = min(span, self._columns)
        line, column = divmod(self._next, self._columns)
        if column + span > self._columns:
            line, column = line + 1, 0
        self._grid.addWidget(row, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next = line * self._columns + column + span
        self._rows[name] = row
        return row

    def row(self, name: str) -> FormRow:
        """The row of a name."""
        return self._rows[name]

    def clear_errors(self) -> None:
        """Take every error sentence away."""
        for row in self._rows.values():
            row.set_error("")

    def show_error(self, name: str, error: UserError | EnvironmentProblem | str) -> bool:
        """Say what is wrong beside a field and go there; False when there is no such field."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.set_error(error if isinstance(error, str) else wording.word(error))
        row.field.setFocus()
        return True
