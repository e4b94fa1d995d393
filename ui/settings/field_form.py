"""A form built from a table of fields: fills from a dataclass, reads a changed copy back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import UserError
from model.money import ZERO
from ui import wording
from ui.bus import UiJobs
from ui.settings.editors import ChoiceEditor, Editor, editor_for
from ui.settings.fields import Entries, Field, Kind, words
from ui.settings.many_editors import CountedEditor, ManyEditor
from ui.settings.problems import Refused
from ui.widgets import scrolling
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

Filled = TypeVar("Filled")


class FieldForm(Retranslated, QWidget):
    """`edited` at every change a person makes; `values` of fields are read by `read_into`."""

    edited = Signal()

    def __init__(self, fields: tuple[Field, ...], jobs: UiJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._form = Form(columns=2, gap=12)
        self._editors: dict[str, Editor] = {}
        self._groups: list[tuple[Label, str]] = []
        for field in fields:
            self._add(field, jobs)
        Column(self).add(self._form)
        self.retranslate()

    def _add(self, field: Field, jobs: UiJobs) -> None:
        if field.group:
            self._groups.append((Label("", "strong"), field.group))
            self._form.add(f"{field.name} group", "", self._groups[-1][0], span=2)
        editor = editor_for(field, jobs)
        editor.edited.connect(self.edited)
        self._editors[field.name] = editor
        self._form.add(field.name, "", editor, span=1 if field.half else 2)

    def retranslate(self) -> None:
        for heading, text in self._groups:
            heading.setText(words(text))
        for field in self._fields:
            row = self._form.row(field.name)
            label = words(field.label)
            self._editors[field.name].setAccessibleName(label)
            if field.unit:
                label = self.tr("{label}（{unit}）").format(label=label, unit=words(field.unit))
            row.set_label("" if field.kind is Kind.SWITCH else label)
            row.set_hint(words(field.help))

    def editor(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._editors[name]

    def offer(self, among: str, entries: Entries, retired: Entries = ()) -> None:
        """Give the choices of those fields that choose among a list of the shop's own."""
        for field in self._fields:
            editor = self._editors[field.name]
            if field.among == among and isinstance(editor, ChoiceEditor | CountedEditor | ManyEditor):
                editor.offer(entries, retired)

    def fill(self, source: object) -> None:
        """Show the values of a dataclass and take all sentences away."""
        for field in self._fields:
            self._editors[field.name].show_value(getattr(source, field.name))
        self._form.clear_errors()

    def read_into(self, base: Filled) -> Filled | None:
        """A copy of `base` with what was typed; None, and the sentences shown, when something is wrong."""
        values: dict[str, object] = {}
        refused: list[str] = []
        for field in self._fields:
            try:
                values[field.name] = self._read(field)
                self._form.row(field.name).set_error("")
            except Refused as problem:
                self._form.row(field.name).set_error(problem.sentence)
                refused.append(field.name)
        if refused:
            self.focus(refused[0])
            return None
        return cast(Filled, replace(cast(Any, base), **values))

    def _read(self, field: Field) -> object:
        if field.counts and self._editors[field.counts].read() is None:
            return ZERO if field.kind is Kind.MONEY else 0
        value = self._editors[field.name].read()
        if field.counts and not value:
            too_small = wording.word_code("money.too_small")
            raise Refused(too_small if field.kind is Kind.MONEY else self.tr("写送几张。"))
        return value

    def peek(self, base: Filled) -> Filled:
        """A copy of `base` with what can be read now; no sentences are shown."""
        values: dict[str, object] = {}
        for field in self._fields:
            with suppress(Refused):
                values[field.name] = self._read(field)
        return cast(Filled, replace(cast(Any, base), **values))

    def tell(self, error: UserError) -> bool:
        """Show an error of the services beside the field it speaks of; False when it names none."""
        name = _FIELD_OF.get(error.code, "")
        if name not in self._editors:
            return False
        self._form.row(name).set_error(wording.word(error))
        self.focus(name)
        return True

    def bring(self, name: str) -> None:
        """Scroll to a field."""
        scrolling.bring(self._form.row(name))

    def focus(self, name: str = "") -> None:
        """Go to a field; without a name to the first."""
        self.editor(name or self._fields[0].name).setFocus()


_FIELD_OF = {
    "catalog.name_empty": "name",
    "catalog.name_exists": "name",
    "catalog.price": "price",
    "catalog.barcode_exists": "barcode",
    "catalog.category": "category_id",
    "staff.last_owner": "role",
    "text.too_long": "name",
    "text.empty": "name",
    "settings.printer_address": "address",
    "settings.hour": "day_starts_hour",
    "settings.zone": "time_zone",
    "settings.logo": "logo_png",
    "catalog.discount": "discount_bp",
    "plan.instalments": "instalment_count",
    "plan.things": "gifts",
    "plan.audience": "audience",
    "plan.days": "from_day",
    "gift.points": "points",
    "pack.item": "item_id",
    "pack.sessions": "sessions",
    "pack.days": "days",
}
"""code of a service's error → the field it speaks of."""
