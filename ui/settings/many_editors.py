"""Editors of several values at once: any number of a list, so many of each of a list, and a day."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.settings.fields import Entries, Field, words
from ui.settings.problems import Refused
from ui.translate import translate
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dates import DateEdit
from ui.widgets.fields import ComboBox, NumberEdit
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated


class DayEditor(DateEdit):
    """A day, or none."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(name=words(field.label))
        self.valueChanged.connect(self._on_value)

    def _on_value(self, _day: object) -> None:
        self.edited.emit()

    def show_value(self, value: object) -> None:
        self.set_value(value if value is None or hasattr(value, "year") else None)  # type: ignore[arg-type]

    def read(self) -> object:
        typed = any(part.clean_text() for part in self._parts)
        if typed and self.value() is None:
            raise Refused(translate("SettingsEditors", "年、月、日都要填，或都不填。"))
        return self.value()


class ManyEditor(ChipChoice):
    """Any number of the shop's own things, all of them in view."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(many=True)
        self.setAccessibleName(words(field.label))
        self._wanted: tuple[object, ...] = ()
        self.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._wanted = self.values()
        self.edited.emit()

    def offer(self, entries: Entries, _retired: Entries = ()) -> None:
        """Offer other things; what was chosen before they were known is chosen now."""
        self.set_entries(entries)
        self.set_values(self._wanted)

    def show_value(self, value: object) -> None:
        self._wanted = value if isinstance(value, tuple) else ()
        self.set_values(self._wanted)

    def read(self) -> object:
        return self.values()


_MOST: Final = 100
_DOUBLE: Final = 200


class _CountedRow(QWidget):
    """One thing and how many of it."""

    edited = Signal()

    def __init__(self, parent: QWidget, name: str, most: int, usual: int) -> None:
        super().__init__(parent)
        self._usual = usual
        self.thing = ComboBox(name=name)
        self.count = NumberEdit(low=1, high=most, name=name)
        line = Line(self, gap=8)
        line.addWidget(self.thing, 1)
        line.addWidget(self.count)
        self.thing.chosen.connect(self._on_thing)
        self.count.textEdited.connect(self.edited)
        self.restyle()

    def restyle(self) -> None:
        self.count.setFixedWidth(theme.px(72))

    def show_row(self, thing: object, count: int) -> None:
        self.thing.set_value(thing)
        self.count.set_value(count if thing is not None else None)
        self.count.setEnabled(thing is not None)

    def _on_thing(self, thing: object) -> None:
        self.count.setEnabled(thing is not None)
        if thing is None:
            self.count.set_value(None)
        elif self.count.value() is None:
            self.count.set_value(self._usual)
        self.edited.emit()


class CountedEditor(Retranslated, QWidget):
    """So many of each of the shop's own things: choosing one in the last row opens another row."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._entries: Entries = ()
        self._retired: dict[object, str] = {}
        self._rows: list[_CountedRow] = []
        self._column = Column(self, gap=6)
        self._fit(())
        self.setFocusProxy(self._rows[0].thing)

    def offer(self, entries: Entries, retired: Entries = ()) -> None:
        """Offer other things; the retired ones only name what is chosen already."""
        shown = self._shown()
        self._entries, self._retired = entries, dict(retired)
        self._fit(shown)

    def retranslate(self) -> None:
        self._fit(self._shown())

    def show_value(self, value: object) -> None:
        self._fit(value if isinstance(value, tuple) else ())

    def read(self) -> object:
        pairs = [(row.thing.value(), row.count.value()) for row in self._rows]
        if any(thing is not None and not count for thing, count in pairs):
            raise Refused(translate("SettingsEditors", "写送几份。"))
        return tuple(pair for pair in pairs if pair[0] is not None)

    def _shown(self) -> tuple[tuple[object, int], ...]:
        pairs = [(row.thing.value(), row.count.value() or 1) for row in self._rows]
        return tuple(pair for pair in pairs if pair[0] is not None)

    def _fit(self, pairs: tuple[tuple[object, int], ...]) -> None:
        """Show these and an empty row behind them; the rows that are there stay, and so does the focus."""
        wanted = [pair for pair in pairs if pair[0] is not None]
        wanted.append((None, 0))
        while len(self._rows) < len(wanted):
            name = self.accessibleName() or words(self._field.label)
            # A share of the usual: the first thing that comes to mind is double.
            usual = _DOUBLE if self._field.unit == "%" else 1
            row = _CountedRow(self, name, self._field.high if self._field.high <= 1_000 else _MOST, usual)
            row.edited.connect(self._on_edited)
            self._column.addWidget(row)
            self._rows.append(row)
        while len(self._rows) > len(wanted):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        for row, (thing, count) in zip(self._rows, wanted, strict=True):
            row.thing.setAccessibleName(self.accessibleName())
            row.count.setAccessibleName(self.accessibleName())
            row.thing.set_entries(self._offered(thing))
            row.show_row(thing, count)
        self.updateGeometry()

    def _offered(self, chosen: object) -> list[tuple[object, str]]:
        none = words(self._field.none) or translate("SettingsEditors", "（不送）")
        entries = [(None, none), *self._entries]
        if chosen is not None and chosen not in [value for value, _ in entries]:
            name = self._retired.get(chosen)
            told = translate("SettingsEditors", "{name}（已停用）").format(name=name) if name else "…"
            entries.append((chosen, told))
        return entries

    def _on_edited(self) -> None:
        if self._rows[-1].thing.value() is not None or len(self._shown()) < len(self._rows) - 1:
            self._fit(self._shown())
        self.edited.emit()
