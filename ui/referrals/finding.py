"""Finding one member with the same search as everywhere; the results hang under the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model.text import mask_phone
from model.views import Found, Hit
from services import search
from ui import theme
from ui.bus import UiJobs
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

SHOWN = 6
WIDTH = 320


class MemberFinder(Retranslated, QWidget):
    """`found(MemberId)`: Enter takes the first, arrows and Tab reach the others, Esc empties the field."""

    found = Signal(object)

    def __init__(self, jobs: UiJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._hits: tuple[Hit, ...] = ()
        self.edit = TextField()
        Column(self).add(self.edit)
        self._list = Card(self, margin=4, gap=0)
        self._rows = [KeyButton("", kind="quiet") for _ in range(SHOWN)]
        for row in self._rows:
            self._list.body.addWidget(row)
            row.clicked.connect(self._on_row)
        self._list.hide()
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("找会员：手机尾号 · 姓名 · 拼音"))
        self.edit.setAccessibleName(self.tr("找会员"))

    def restyle(self) -> None:
        self.setFixedWidth(theme.px(WIDTH))

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self._jobs.read_latest(
                "referrals.find", search.find, text, SHOWN, done=self._on_found, owner=self
            )
        else:
            self._show(())

    def _on_found(self, found: Found) -> None:
        if found.query.strip() == self.edit.text().strip():
            self._show(found.hits[:SHOWN])

    def _show(self, hits: Sequence[Hit]) -> None:
        self._hits = tuple(hits)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(hits))
            if at < len(hits):
                row.set_caption(f"{hits[at].name} · {mask_phone(hits[at].phone) or hits[at].number}")
        self._list.setParent(self.window())
        below = self.mapTo(self.window(), QPoint(0, self.height() + theme.px(4)))
        self._list.setGeometry(below.x(), below.y(), self.width(), len(hits) * theme.px(44) + theme.px(10))
        self._list.setVisible(bool(hits))
        self._list.raise_()

    def _on_row(self) -> None:
        at = next((n for n, row in enumerate(self._rows) if row is self.sender()), -1)
        self._take(at)

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._hits):
            member_id = self._hits[at].member_id
            self.edit.clear()
            self._show(())
            self.found.emit(member_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        gone = event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide)
        if watched is self.edit and gone and not self._list.underMouse():
            self._list.hide()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(0)
            return True
        if event.key() == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
            self._show(())
            return True
        return False
