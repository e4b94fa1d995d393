"""The consent of a member: its text, a tick, and when it was given."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.members.words import default_consent
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated


class ConsentField(Retranslated, QWidget):
    """Ticked, the draft carries the very text that was shown; the services add the time."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_text = ""
        self._given_text = ""
        self._given_at: datetime | None = None
        card = Card(tone="panel", margin=(14, 10, 14, 4), gap=2)
        self._text = Label("", "caption", wrap=True)
        self._check = CheckBox()
        self._when = Label("", "caption")
        self._when.hide()
        card.body.add(self._text, self._check, self._when)
        Column(self).addWidget(card)
        self._check.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._check)
        self.retranslate()

    def retranslate(self) -> None:
        self._text.setText(self._shown())
        self._check.set_text(self.tr("客人看过并同意"))
        if self._given_at is not None:
            told = self.tr("同意于 {time}").format(time=self._given_at.strftime("%Y-%m-%d %H:%M"))
            self._when.setText(told)

    def offer(self, text: str) -> None:
        """The shop's own text; empty for the one that comes with the program."""
        self._own_text = text
        self.retranslate()

    def set_given(self, text: str, at: datetime | None) -> None:
        """Show what a member agreed to before, and when; empty for nothing."""
        self._given_text, self._given_at = text, at if text else None
        self._check.setChecked(bool(text))
        self._when.setVisible(self._given_at is not None)
        self.retranslate()

    def value(self) -> str:
        """The text agreed to; empty when it was not."""
        return self._shown() if self._check.isChecked() else ""

    def _shown(self) -> str:
        return self._given_text or self._own_text or default_consent()

    def _on_clicked(self) -> None:
        self.changed.emit()
