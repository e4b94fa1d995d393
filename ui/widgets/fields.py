"""Fields people type into: text, money, phone, code, number, choice.

No Qt validators (full-width digits would empty the field): what was typed stays, and a sentence
beside the field says what is wrong. Every field offers `problem_changed(str)` for its form row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from model.errors import UserError
from model.money import Money, parse_money
from ui import theme, wording
from ui.widgets import paint
from ui.widgets.page_keys import is_for_the_page
from ui.widgets.retranslate import Retranslated

MAX_TYPED: Final = 10_000


def _repolish(widget: QWidget, wrong: bool) -> None:
    if bool(widget.property("wrong")) == wrong:
        return
    widget.setProperty("wrong", wrong)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class TextField(Retranslated, QLineEdit):
    """One line of text; `problem_changed` carries the sentence shown beside it (empty: all is well)."""

    problem_changed = Signal(str)

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, hint: str = "", name: str = ""
    ) -> None:
        super().__init__(parent)
        self._problem = ""
        self.setMaxLength(MAX_TYPED)
        self.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setText(text)

    def restyle(self) -> None:
        self.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if is_for_the_page(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A plain letter with Alt is for a button; what a layout makes of Alt otherwise is text."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.text().isascii() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    @property
    def problem(self) -> str:
        """The sentence about what is wrong; empty when nothing is."""
        return self._problem

    def set_problem(self, sentence: str) -> None:
        """Mark the field as wrong with a sentence, or as right with an empty one."""
        _repolish(self, bool(sentence))
        if sentence != self._problem:
            self._problem = sentence
            self.setAccessibleDescription(sentence)
            self.problem_changed.emit(sentence)

    def clean_text(self) -> str:
        """What was typed without spaces around it."""
        return self.text().strip()


class PlainField(TextField):
    """A field for digits and codes: input methods off, full-width characters folded on reading."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, hint: str = "", name: str = ""
    ) -> None:
        super().__init__(text, parent, hint=hint, name=name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhPreferLatin | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key with Alt is for a button, never a character of a number or code."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def clean_text(self) -> str:
        return unicodedata.normalize("NFKC", self.text()).strip()


class MoneyEdit(PlainField):
    """An amount; `valueChanged(Money | None)` at each keystroke that changes what it means.

    Unreadable text is None with a sentence beside the field; an empty field is None and only wrong
    when `required` and left. Full-width digits and ¥ are understood.
    """

    valueChanged = Signal(object)  # noqa: N815 - as in Qt's own editors

    def __init__(
        self,
        value: Money | None = None,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        name: str = "",
        required: bool = False,
    ) -> None:
        super().__init__("", parent, hint=hint, name=name)
        self._required = required
        self._value: Money | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(theme.font(tabular=True))
        self.set_value(value)
        # Qt tells textEdited before textChanged: whoever listens to either reads what is there now.
        self.textEdited.connect(self._on_text_changed)
        self.textChanged.connect(self._on_text_changed)

    def restyle(self) -> None:
        super().restyle()
        self.setFont(theme.font(tabular=True))

    def value(self) -> Money | None:
        """The amount typed, or None for an empty or unreadable field."""
        return self._value

    def set_value(self, value: Money | None) -> None:
        """Show an amount (empty for None) without a signal."""
        blocked = self.blockSignals(True)
        self.setText("" if value is None else value.plain())
        self.blockSignals(blocked)
        self._value = value
        self.set_problem("")

    def _on_text_changed(self, text: str) -> None:
        value, problem = self._read(text)
        self.set_problem("" if problem == "money.empty" else wording.word_code(problem) if problem else "")
        if value != self._value:
            self._value = value
            self.valueChanged.emit(value)

    def _read(self, text: str) -> tuple[Money | None, str]:
        try:
            return parse_money(text), ""
        except UserError as error:
            return None, error.code

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._value is not None:
            self.set_value(self._value)
        elif self._required and not self.clean_text():
            self.set_problem(wording.word_code("money.empty"))
        super().focusOutEvent(event)

    def retranslate(self) -> None:
        if self._problem:
            self._on_text_changed(self.text())


class NumberEdit(PlainField):
    """A whole number between bounds; `valueChanged(int | None)`."""

    valueChanged = Signal(object)  # noqa: N815 - as in Qt's own editors

    def __init__(
        self,
        value: int | None = None,
        parent: QWidget | None = None,
        *,
        low: int = 0,
        high: int = 999_999,
        hint: str = "",
        name: str = "",
    ) -> None:
        super().__init__("", parent, hint=hint, name=name)
        self._low, self._high = low, high
        self._value: int | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_value(value)
        self.textEdited.connect(self._on_text_changed)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> int | None:
        """The number typed, or None for an empty, unreadable or out-of-bounds field."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a number (empty for None) without a signal."""
        blocked = self.blockSignals(True)
        self.setText("" if value is None else str(value))
        self.blockSignals(blocked)
        self._value = value
        self.set_problem("")

    def _on_text_changed(self, text: str) -> None:
        typed = self.clean_text()
        plain = typed.isascii() and typed.isdigit() and len(typed) <= 12
        number = int(typed) if plain else None
        fits = number is not None and self._low <= number <= self._high
        value = number if fits else None
        wrong = bool(typed) and not fits
        said = self.tr("请输入 {low} 到 {high} 的整数。").format(low=self._low, high=self._high)
        self.set_problem(said if wrong else "")
        if value != self._value:
            self._value = value
            self.valueChanged.emit(value)

    def retranslate(self) -> None:
        if self._problem:
            self._on_text_changed(self.text())


class PhoneEdit(PlainField):
    """A phone number; what it means is judged by the model. `clean_text()` is without blanks and dashes."""

    def clean_text(self) -> str:
        return "".join(c for c in super().clean_text() if c not in " -–—()·")


class CodeEdit(PlainField):
    """A code from a card or a label; `clean_text()` is upper case without blanks and dashes.

    A `key` is printed at the right and goes to the field from anywhere on its page.
    """

    _key = ""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__(text, parent)
        self._key = key
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(self._on_key)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if self._key:
            self.setTextMargins(0, 0, paint.key_cap_width(self._key) + theme.px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._key:
            width = paint.key_cap_width(self._key)
            spot = QRectF(self.width() - width - theme.px(8), 0, width, self.height())
            paint.key_cap(paint.painter_for(self), spot, self._key, theme.color("muted_text"))

    def _on_key(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def clean_text(self) -> str:
        return "".join(c for c in super().clean_text().upper() if c not in " -–—")


class NoteEdit(Retranslated, QPlainTextEdit):
    """Several lines of plain text; Tab leaves it."""

    problem_changed = Signal(str)

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, lines: int = 3, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.restyle()

    def event(self, event: QEvent) -> bool:
        if is_for_the_page(event):
            event.ignore()
            return False
        return super().event(event)

    def restyle(self) -> None:
        height = self.fontMetrics().lineSpacing() * self._lines
        self.setFixedHeight(height + theme.px(26))

    def set_problem(self, sentence: str) -> None:
        """Mark the field as wrong with a sentence, or as right with an empty one."""
        _repolish(self, bool(sentence))
        self.setAccessibleDescription(sentence)
        self.problem_changed.emit(sentence)

    def clean_text(self) -> str:
        """What was typed without blanks around it, at most 10,000 characters."""
        return self.toPlainText().strip()[:MAX_TYPED]


class ComboBox(Retranslated, QComboBox):
    """A choice of few; entries are (data, text). `chosen(object)` when a person picks another."""

    chosen = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        entries: Sequence[tuple[object, str]] = (),
        parent: QWidget | None = None,
        *,
        name: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._data: list[object] = []
        self.setMaxVisibleItems(10)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.set_entries(entries)
        self.activated.connect(self._on_activated)

    def restyle(self) -> None:
        self.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))

    def set_entries(self, entries: Sequence[tuple[object, str]]) -> None:
        """Offer other entries, keeping what is chosen where it is still there; no signal."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self._data = [data for data, _ in entries]
        self.addItems([text for _, text in entries])
        self.setCurrentIndex(self._index(kept) if kept is not None else (-1 if self.placeholderText() else 0))
        self.blockSignals(blocked)

    def _index(self, value: object) -> int:
        return self._data.index(value) if value in self._data else -1

    def value(self) -> object:
        """The data of the entry chosen; None for none."""
        index = self.currentIndex()
        return self._data[index] if 0 <= index < len(self._data) else None

    def set_value(self, value: object) -> None:
        """Choose an entry by its data without a signal; unknown data chooses none."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._index(value))
        self.blockSignals(blocked)

    def set_problem(self, sentence: str) -> None:
        """Mark the choice as wrong with a sentence, or as right with an empty one."""
        _repolish(self, bool(sentence))
        self.setAccessibleDescription(sentence)
        self.problem_changed.emit(sentence)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change a setting under the pointer."""
        event.ignore()


class CheckBox(Retranslated, QCheckBox):
    """A yes or no with its words beside it; `&` is an ordinary character."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, checked: bool = False) -> None:
        super().__init__(parent)
        self.set_text(text)
        self.setChecked(checked)

    def set_text(self, text: str) -> None:
        """Set the words, shown literally."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme.px(theme.CONTROL_HEIGHT)))
