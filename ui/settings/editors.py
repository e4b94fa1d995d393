"""One editor per kind of field: shows a value, reads it back, says what is wrong with it.

Each editor offers `show_value(object)`, `read() -> object` (raises `Refused` with the sentence for
beside the field) and the signal `edited`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal

from model.money import ZERO, Money
from ui import wording
from ui.bus import UiJobs
from ui.settings.fields import Entries, Field, Kind, words
from ui.settings.many_editors import CountedEditor, DayEditor, ManyEditor
from ui.settings.problems import Refused
from ui.translate import translate
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, ComboBox, MoneyEdit, NoteEdit, NumberEdit, PlainField, TextField
from ui.widgets.image_editor import ImageEditor


def _checked(text: str, field: Field) -> str:
    if not text and not field.optional:
        raise Refused(translate("SettingsEditors", "这里要填。"))
    if len(text) > field.limit:
        told = translate("SettingsEditors", "太长了：最多 {limit} 个字，现在 {length} 个。")
        raise Refused(told.format(limit=field.limit, length=len(text)))
    return text


class TextEditor(TextField):
    """One line."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(name=words(field.label))
        self._field = field
        self.textEdited.connect(self.edited)

    def show_value(self, value: object) -> None:
        self.setText(str(value))

    def read(self) -> object:
        return _checked(self.clean_text(), self._field)


class LinesEditor(NoteEdit):
    """Several lines."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(lines=5 if field.limit > 500 else 2, name=words(field.label))
        self._field = field
        self.textChanged.connect(self.edited)

    def show_value(self, value: object) -> None:
        blocked = self.blockSignals(True)
        self.setPlainText(str(value))
        self.blockSignals(blocked)

    def read(self) -> object:
        return _checked(self.clean_text(), self._field)


class AmountEditor(MoneyEdit):
    """An amount; `low` of the field is in fen."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(name=words(field.label), required=True)
        self._field = field
        self.textEdited.connect(self.edited)

    def show_value(self, value: object) -> None:
        self.set_value(value if isinstance(value, Money) else ZERO)

    def read(self) -> object:
        value = self.value()
        if value is None:
            raise Refused(self.problem or wording.word_code("money.empty"))
        if value.fen < self._field.low:
            raise Refused(wording.word_code("money.too_small"))
        return value


class CountEditor(NumberEdit):
    """A whole number, or nothing where the field is optional."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(low=field.low, high=field.high, name=words(field.label))
        self._field = field
        self.textEdited.connect(self.edited)

    def show_value(self, value: object) -> None:
        self.set_value(value if isinstance(value, int) else None)

    def read(self) -> object:
        value = self.value()
        empty = not self.clean_text()
        if value is None and not (empty and self._field.optional):
            raise Refused(self.problem or translate("SettingsEditors", "这里要填。"))
        return value


class RatioEditor(PlainField):
    """A share typed as a decimal and kept in basis points: `one` of what is typed is that many."""

    edited = Signal()

    def __init__(self, field: Field, one_bp: int) -> None:
        super().__init__(name=words(field.label))
        self._field = field
        self._one_bp = one_bp
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self.edited)

    def show_value(self, value: object) -> None:
        shown = Decimal(value if isinstance(value, int) else 0) / self._one_bp
        self.setText(f"{shown.normalize():f}")

    def read(self) -> object:
        low, high = (Decimal(bound) / self._one_bp for bound in (self._field.low, self._field.high))
        typed = unicodedata.normalize("NFKC", self.clean_text()).removesuffix("折").removesuffix("%").strip()
        share = _decimal(typed)
        if share is None or not low <= share <= high or share * self._one_bp % 1:
            told = translate("SettingsEditors", "请输入 {low} 到 {high}，最多两位小数。")
            raise Refused(told.format(low=f"{low.normalize():f}", high=f"{high.normalize():f}"))
        return int(share * self._one_bp)


def _decimal(typed: str) -> Decimal | None:
    if not typed.isascii() or len(typed) > 12 or not set(typed) <= set("0123456789."):
        return None
    try:
        return Decimal(typed)
    except InvalidOperation:
        return None


class ChoiceEditor(ComboBox):
    """One of a few; `offer` brings the shop's own things where the field chooses among them.

    A value that is not offered, being archived since or not read yet, stays until another is picked.
    """

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(name=words(field.label))
        self._field = field
        self._shown: object = None
        self._among: Entries = ()
        self._retired: Entries = ()
        self.retranslate()
        self.chosen.connect(self._on_chosen)

    def _on_chosen(self, value: object) -> None:
        self._shown = value
        self.edited.emit()

    def offer(self, entries: Entries, retired: Entries = ()) -> None:
        """Entries (data, name) in the shop's own words; the retired ones only name what is chosen already."""
        self._among, self._retired = entries, retired
        self.retranslate()

    def retranslate(self) -> None:
        entries = [(value, words(text)) for value, text in self._field.options]
        if self._field.among:
            none = words(self._field.none) or translate("SettingsEditors", "（不分）")
            entries = [(None, none), *self._among]
        if self._shown is not None and self._shown not in [value for value, _ in entries]:
            entries.append((self._shown, self._retired_name()))
        self.set_entries(entries)
        self.set_value(self._shown)
        if self.currentIndex() < 0:
            self.setCurrentIndex(0)

    def _retired_name(self) -> str:
        if isinstance(self._shown, str):
            return self._shown
        name = dict(self._retired).get(self._shown)
        return translate("SettingsEditors", "{name}（已停用）").format(name=name) if name else "…"

    def show_value(self, value: object) -> None:
        self._shown = value
        self.retranslate()

    def read(self) -> object:
        return self.value()


class ChipsEditor(ChipChoice):
    """One of a few, all in view."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.set_entries([(value, words(text)) for value, text in field.options])
        self.setAccessibleName(words(field.label))
        self.changed.connect(self.edited)

    def retranslate(self) -> None:
        self.set_texts([words(text) for _, text in self._field.options])

    def show_value(self, value: object) -> None:
        self.set_value(value)

    def read(self) -> object:
        return self.value()


class SwitchEditor(CheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(words(field.label))
        self._field = field
        self.clicked.connect(self.edited)

    def retranslate(self) -> None:
        self.set_text(words(self._field.label))

    def show_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def read(self) -> object:
        return self.isChecked()


Editor = (
    TextEditor
    | LinesEditor
    | AmountEditor
    | CountEditor
    | RatioEditor
    | ChoiceEditor
    | ChipsEditor
    | SwitchEditor
    | ImageEditor
    | DayEditor
    | ManyEditor
    | CountedEditor
)
_DISCOUNT_BP: Final = 1_000
_PERCENT_BP: Final = 100


_BY_KIND: Final[dict[Kind, Callable[[Field], Editor]]] = {
    Kind.TEXT: TextEditor,
    Kind.LINES: LinesEditor,
    Kind.MONEY: AmountEditor,
    Kind.DISCOUNT: partial(RatioEditor, one_bp=_DISCOUNT_BP),
    Kind.PERCENT: partial(RatioEditor, one_bp=_PERCENT_BP),
    Kind.INTEGER: CountEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.CHIPS: ChipsEditor,
    Kind.SWITCH: SwitchEditor,
    Kind.DAY: DayEditor,
    Kind.MANY: ManyEditor,
    Kind.COUNTED: CountedEditor,
}


def editor_for(field: Field, jobs: UiJobs) -> Editor:
    """The editor of a field's kind."""
    if field.kind is Kind.IMAGE:
        return ImageEditor(jobs, words(field.label))
    return _BY_KIND[field.kind](field)
