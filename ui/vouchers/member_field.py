"""Choosing one member with the same search as everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.ids import MemberId
from model.text import mask_phone
from model.views import Found, Hit
from services import search
from ui.bus import UiJobs
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SHOWN = 4


class MemberField(Retranslated, QWidget):
    """Results under the field; Enter takes the first, the cross gives the member back."""

    changed = Signal()
    problem_changed = Signal(str)

    def __init__(self, jobs: UiJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._chosen: MemberId | None = None
        self._hits: tuple[Hit, ...] = ()
        self.edit = TextField()
        self._rows = [KeyButton("", kind="quiet") for _ in range(SHOWN)]
        self._card = Card(tone="accent", margin=(12, 0, 0, 0))
        self._name = Label("", "accent", elide=True)
        self._drop = IconButton("x")
        line = Line(gap=4)
        line.add(self._name, self._drop)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        self._card.hide()
        Column(self, gap=2).add(self.edit, *self._rows, self._card)
        for row in self._rows:
            row.hide()
            row.clicked.connect(self._on_row)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self._drop.clicked.connect(self._on_dropped)
        self.setFocusProxy(self.edit)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("手机尾号 · 姓名 · 拼音"))
        self.edit.setAccessibleName(self.tr("会员"))
        self._drop.set_caption(self.tr("换一位会员"))

    def value(self) -> MemberId | None:
        """The member chosen, if any."""
        return self._chosen

    def set_value(self, member_id: MemberId | None, name: str) -> None:
        """Show a member as chosen, or the empty search."""
        self._chosen = member_id
        self._name.setText(name)
        self._card.setVisible(member_id is not None)
        self.edit.setVisible(member_id is None)
        self.edit.setText("")
        self._show(())

    def tell(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; empty when nothing is."""
        self.edit.set_problem(sentence)
        self.problem_changed.emit(sentence)

    def _on_typed(self, text: str) -> None:
        self.tell("")
        if not text.strip():
            self._show(())
            return
        self._jobs.read_latest("vouchers.member", search.find, text, SHOWN, done=self._on_found, owner=self)

    def _on_found(self, found: Found) -> None:
        if found.query.strip() == self.edit.text().strip():
            self._show(found.hits[:SHOWN])

    def _show(self, hits: Sequence[Hit]) -> None:
        self._hits = tuple(hits)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(hits))
            if at < len(hits):
                row.set_caption(f"{hits[at].name} · {mask_phone(hits[at].phone) or hits[at].number}")

    def _on_row(self) -> None:
        at = next((n for n, row in enumerate(self._rows) if row is self.sender()), -1)
        if 0 <= at < len(self._hits):
            self._take(self._hits[at])

    def _take(self, hit: Hit) -> None:
        self.set_value(hit.member_id, f"{hit.name} · {hit.number}")
        self._drop.setFocus()
        self.changed.emit()

    def _on_dropped(self) -> None:
        self.set_value(None, "")
        self.edit.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.edit and pressed and self._hits and event.key() in enter:  # type: ignore[attr-defined]
            self._take(self._hits[0])
            return True
        return False
