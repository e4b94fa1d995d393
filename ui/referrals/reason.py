"""Asking why, before something is taken away from somebody."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import wording
from ui.widgets.buttons import KeyButton
from ui.widgets.dates import DateEdit
from ui.widgets.fields import TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class ReasonSheet(Sheet):
    """`given(str, date | None)`: the reason, and the last day where one is asked for."""

    given = Signal(str, object)

    def __init__(
        self, parent: QWidget, title: str, text: str, confirm: str, last_day: date | None = None
    ) -> None:
        super().__init__(parent, title, 460)
        self._asks_day = last_day is not None
        self._confirm = confirm
        self._text = Label(text, "muted", wrap=True)
        self.form = Form()
        self.day = DateEdit(last_day)
        self.reason = TextField()
        if self._asks_day:
            self.form.add("day", "", self.day)
        self.form.add("reason", "", self.reason)
        self.body.add(self._text, self.form)
        self._back = KeyButton("", "Esc")
        self._ok = KeyButton("", "Enter", "primary")
        self._back.clicked.connect(self.dismiss)
        self._ok.clicked.connect(self._on_ok)
        self.set_buttons(self._back, self._ok)
        self.set_primary(self._ok)
        self.starts_at = self.reason
        self.retranslate()

    def retranslate(self) -> None:
        if self._asks_day:
            self.form.row("day").set_label(self.tr("最后一天"))
        self.form.row("reason").set_label(self.tr("原因"))
        self.reason.setAccessibleName(self.tr("原因"))
        self._back.set_caption(self.tr("返回"))
        self._ok.set_caption(self._confirm)

    def _on_ok(self) -> None:
        if not self.reason.clean_text():
            self.form.show_error("reason", wording.word_code("bill.reason"))
            return
        if self._asks_day and self.day.value() is None:
            self.form.show_error("day", wording.word_code("text.empty"))
            return
        reason, day = self.reason.clean_text(), self.day.value() if self._asks_day else None
        self.dismiss()
        self.given.emit(reason, day)
