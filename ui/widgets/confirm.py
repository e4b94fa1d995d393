"""A question that must be answered before something that can't be taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import KeyButton, Kind
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class ConfirmSheet(Sheet):
    """Asks one question: Enter is `confirm`, Esc steps back. `confirmed` fires after it closed."""

    confirmed = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        confirm: str,
        *,
        kind: Kind = "primary",
        width: int = 440,
    ) -> None:
        super().__init__(parent, title, width)
        self.body.add(Label(text, wrap=True))
        self._yes = KeyButton(confirm, "Enter", kind)
        self._no = KeyButton("", "Esc")
        self._yes.clicked.connect(self._on_confirmed)
        self._no.clicked.connect(self.dismiss)
        self.set_buttons(self._no, self._yes)
        self.set_primary(self._yes)
        self.retranslate()

    def retranslate(self) -> None:
        self._no.set_caption(self.tr("返回"))

    def _on_confirmed(self) -> None:
        self.dismiss()
        self.confirmed.emit()
