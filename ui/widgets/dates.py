"""A date as three short fields: quick to type, no calendar to aim at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.fields import NumberEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated


class DateEdit(Retranslated, QWidget):
    """Year, month and day; `valueChanged(date | None)`. Empty is None; an impossible day is a problem."""

    valueChanged = Signal(object)  # noqa: N815 - as in Qt's own editors
    problem_changed = Signal(str)

    def __init__(self, value: date | None = None, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._value: date | None = None
        self._name = name
        self._parts = (
            NumberEdit(low=1900, high=2199),
            NumberEdit(low=1, high=12),
            NumberEdit(low=1, high=31),
        )
        self._words = (Label("", "muted"), Label("", "muted"), Label("", "muted"))
        row = Line(self, gap=6)
        for part, word in zip(self._parts, self._words, strict=True):
            row.add(part, word)
            part.valueChanged.connect(self._on_part_changed)
            part.problem_changed.connect(self._on_part_problem)
        row.addStretch(1)
        self.setFocusProxy(self._parts[0])
        self.set_value(value)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        for part, width in zip(self._parts, (76, 56, 56), strict=True):
            part.setFixedWidth(theme.px(width))

    def retranslate(self) -> None:
        for part, word, text in zip(
            self._parts, self._words, (self.tr("年"), self.tr("月"), self.tr("日")), strict=True
        ):
            word.setText(text)
            part.setAccessibleName(f"{self._name} {text}".strip())

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self._name = name
        self.retranslate()

    def value(self) -> date | None:
        """The date typed, or None for an empty or impossible one."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a date (empty for None) without a signal."""
        numbers = (None, None, None) if value is None else (value.year, value.month, value.day)
        for part, number in zip(self._parts, numbers, strict=True):
            part.set_value(number)
        self._value = value
        self.problem_changed.emit("")

    def set_problem(self, sentence: str) -> None:
        """Mark the date as wrong with a sentence, or as right with an empty one."""
        self.setAccessibleDescription(sentence)
        self.problem_changed.emit(sentence)

    def _read(self) -> tuple[date | None, bool]:
        year, month, day = (part.value() for part in self._parts)
        if year is None or month is None or day is None:
            return None, True
        try:
            return date(year, month, day), True
        except ValueError:
            return None, False

    def _on_part_changed(self, number: object) -> None:
        value, possible = self._read()
        self.set_problem("" if possible else self.tr("没有这一天，请检查。"))
        if value != self._value:
            self._value = value
            self.valueChanged.emit(value)

    def _on_part_problem(self, sentence: str) -> None:
        self.problem_changed.emit(sentence)
