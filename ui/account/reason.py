"""Why something is done to an account: typed, or one of a few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui import theme, wording
from ui.translate import translate
from ui.widgets.chip import ChipButton
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.retranslate import Retranslated


class ReasonField(Retranslated, QWidget):
    """A field with chips that fill it; `reasons` are sources in this translation context."""

    def __init__(self, context: str, reasons: Sequence[str]) -> None:
        super().__init__()
        self._context = context
        self.field = TextField()
        self._chips = [(source, ChipButton(tone="info")) for source in reasons]
        flow = Flow(self, gap=6)
        flow.addWidget(self.field)
        for _, chip in self._chips:
            flow.addWidget(chip)
            chip.clicked.connect(self._on_chip)
        self.field.textChanged.connect(self._on_typed)
        self.setFocusProxy(self.field)
        self.restyle()

    def restyle(self) -> None:
        self.field.setMinimumWidth(theme.px(260))

    def set_words(self, hint: str, name: str) -> None:
        """Words of the field; the chips follow the language by themselves."""
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        for source, chip in self._chips:
            chip.set_caption(translate(self._context, source))

    def offer(self, offered: bool) -> None:
        """Whether the words are what may be meant here."""
        for _, chip in self._chips:
            chip.setVisible(offered)

    def text(self) -> str:
        """The reason; empty when there is none."""
        return self.field.clean_text()

    def ask(self) -> str:
        """Mark that it is missing; answers the sentence that says so."""
        sentence = wording.word_code("bill.reason")
        self.field.set_problem(sentence)
        self.field.setFocus()
        return sentence

    def _on_chip(self) -> None:
        source = next((s for s, chip in self._chips if chip is self.sender()), "")
        self.field.setText(translate(self._context, source))

    def _on_typed(self, text: str) -> None:
        self.field.set_problem("")
        for source, chip in self._chips:
            chip.setChecked(text == translate(self._context, source))
