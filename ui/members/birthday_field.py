"""Typing a birthday: solar or lunar, with or without the year, read back at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.birthday import Birthday, Calendar, parse_birthday
from model.errors import UserError
from ui import wording
from ui.members.words import birthday_words
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated


class BirthdayField(Retranslated, QWidget):
    """`1124`, `1990-11-24`, `八月十五`: the calendar chosen beside it holds unless the text names its own."""

    changed = Signal()
    problem_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = TextField()
        self._calendar = ChipChoice(one_line=True)
        self._calendar.set_entries([(Calendar.SOLAR, ""), (Calendar.LUNAR, "")])
        self._calendar.set_value(Calendar.SOLAR)
        self._leap = CheckBox()
        self._leap.hide()
        self._understood = Label("", "good", size="small")
        self._understood.hide()
        row = Line(gap=8)
        row.add(self._text, self._calendar, self._leap)
        row.setStretch(0, 1)
        column = Column(self, gap=4)
        column.addLayout(row)
        column.add(self._understood)
        self._told_lunar = False
        self._text.textChanged.connect(self._on_typed)
        self._text.editingFinished.connect(self._on_left)
        self._calendar.changed.connect(self._on_chosen)
        self._leap.clicked.connect(self._on_changed)
        self.setFocusProxy(self._text)
        self.retranslate()

    def retranslate(self) -> None:
        self._text.setAccessibleName(self.tr("生日"))
        self._text.setPlaceholderText(self.tr("1124 或 1990-11-24"))
        self._calendar.set_texts([self.tr("公历"), self.tr("农历")])
        self._leap.set_text(self.tr("闰月"))
        self._tell()

    def set_value(self, birthday: Birthday | None) -> None:
        """Show a birthday, or none."""
        self._calendar.set_value(birthday.calendar if birthday else Calendar.SOLAR)
        self._leap.setChecked(bool(birthday and birthday.leap))
        self._text.setText(_typed(birthday) if birthday else "")
        self._tell()

    def value(self) -> Birthday | None:
        """The birthday typed, None for none. Raises UserError `birthday.*` when it can't be one."""
        typed = self._text.clean_text()
        if not typed:
            return None
        if self._calendar.value() is not Calendar.LUNAR:
            return parse_birthday(typed)
        birthday = _as_lunar(typed)
        leap = self._leap.isChecked() or birthday.leap
        return replace(birthday, leap=leap) if birthday.calendar is Calendar.LUNAR else birthday

    def show_problem(self) -> bool:
        """Say beside the field what is wrong, if anything."""
        try:
            self.value()
        except UserError as error:
            self._mark(wording.word(error))
            return True
        self._mark("")
        return False

    def _mark(self, sentence: str) -> None:
        self._text.set_problem(sentence)
        self.problem_changed.emit(sentence)

    def _on_typed(self) -> None:
        """A day in words that only the lunar calendar has chooses it, until the words are gone."""
        try:
            told = parse_birthday(self._text.clean_text()).calendar is Calendar.LUNAR
        except UserError:
            told = False
        if told or self._told_lunar:
            self._calendar.set_value(Calendar.LUNAR if told else Calendar.SOLAR)
        self._told_lunar = told
        self._on_changed()

    def _on_chosen(self) -> None:
        self._told_lunar = False
        self._on_changed()

    def _on_changed(self) -> None:
        self._mark("")
        self._tell()
        self.changed.emit()

    def _on_left(self) -> None:
        self.show_problem()

    def _tell(self) -> None:
        lunar = self._calendar.value() is Calendar.LUNAR
        self._leap.setVisible(lunar)
        try:
            birthday = self.value()
        except UserError:
            birthday = None
        self._understood.setText(birthday_words(birthday) if birthday else "")
        self._understood.setVisible(birthday is not None)


def _as_lunar(typed: str) -> Birthday:
    try:
        return parse_birthday("农历" + typed)
    except UserError:
        return parse_birthday(typed)


def _typed(birthday: Birthday) -> str:
    year = "" if birthday.year is None else f"{birthday.year}-"
    return f"{year}{birthday.month:02d}-{birthday.day:02d}"
