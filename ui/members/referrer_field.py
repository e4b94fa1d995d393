"""Who brought the new member: found with the same search as everywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.text import mask_phone
from model.views import Found, Hit, MemberProfile
from services import members, search
from ui import theme, wording
from ui.bus import UiJobs
from ui.widgets import paint
from ui.widgets.buttons import IconButton, PressButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SHOWN = 4


class _Row(PressButton):
    """One member found: name, number and masked phone."""

    def __init__(self, hit: Hit, parent: QWidget) -> None:
        super().__init__(parent)
        self.hit = hit
        self.marked = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_caption(hit.name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(theme.CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        if self.marked or self.underMouse():
            paint.box(painter, rect, theme.color("accent_soft"), None, 8)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        detail = f"{self.hit.number} · {mask_phone(self.hit.phone) or '—'}"
        name = QRectF(inner.left(), inner.top(), inner.width() * 0.45, inner.height())
        rest = QRectF(name.right(), inner.top(), inner.right() - name.right(), inner.height())
        paint.text(painter, name, self.hit.name, theme.font(bold=True), theme.color("ink"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint.text(painter, rest, detail, theme.font("small", tabular=True), theme.color("muted_text"), align)


class ReferrerField(Retranslated, QWidget):
    """A search with its results under it; Enter takes the marked one, and the cross gives it back."""

    changed = Signal()
    problem_changed = Signal(str)

    def __init__(self, jobs: UiJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._chosen: MemberId | None = None
        self._rows: list[_Row] = []
        self._edit = TextField()
        self._list = Card(margin=4, gap=0)
        self._list.hide()
        self._card = Card(tone="accent", margin=(12, 0, 0, 0))
        self._name = Label("", "accent", elide=True)
        self._drop = IconButton("x")
        line = Line(gap=4)
        line.add(self._name, self._drop)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        self._card.hide()
        Column(self, gap=4).add(self._edit, self._list, self._card)
        self._edit.textEdited.connect(self._on_typed)
        self._edit.installEventFilter(self)
        self._drop.clicked.connect(self._on_dropped)
        self.setFocusProxy(self._edit)
        self.retranslate()

    def retranslate(self) -> None:
        self._edit.setPlaceholderText(self.tr("手机尾号 · 姓名 · 拼音"))
        self._edit.setAccessibleName(self.tr("介绍人"))
        self._drop.set_caption(self.tr("去掉介绍人"))

    def value(self) -> MemberId | None:
        """The member chosen, if any."""
        return self._chosen

    def take_card(self, code: str) -> None:
        """Take the member whose card was scanned; a code that is nobody's is told beside the field."""
        self._jobs.read(_profile_of_card, code, done=self._on_card, failed=self._on_no_card, owner=self)

    def _on_card(self, profile: MemberProfile) -> None:
        self.set_value(profile.member_id, f"{profile.name} · {profile.number}")
        self.changed.emit()

    def _on_no_card(self, error: UserError | EnvironmentProblem) -> None:
        self.tell(wording.word(error))

    @property
    def chosen_name(self) -> str:
        """The name shown for the member chosen; empty for none."""
        return self._name.text() if self._chosen is not None else ""

    def set_value(self, member_id: MemberId | None, name: str) -> None:
        """Show a member as chosen, or the empty search."""
        self._chosen = member_id
        self._name.setText(name)
        self._card.setVisible(member_id is not None)
        self._edit.setVisible(member_id is None)
        self._edit.setText("")
        self._show_hits(())

    def tell(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; empty when nothing is."""
        self._edit.set_problem(sentence)
        self.problem_changed.emit(sentence)

    def _on_typed(self, text: str) -> None:
        self.tell("")
        if not text.strip():
            self._show_hits(())
            return
        self._jobs.read_latest("referrer", search.find, text, SHOWN, done=self._on_found, owner=self)

    def _on_found(self, found: Found) -> None:
        if found.query.strip() == self._edit.text().strip():
            self._show_hits(found.hits[:SHOWN])

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        for row in self._rows:
            self._list.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(hit, self._list) for hit in hits]
        for row in self._rows:
            row.clicked.connect(self._on_row)
            self._list.body.addWidget(row)
        self._mark(0)
        self._list.setVisible(bool(hits))
        self.updateGeometry()

    def _mark(self, index: int) -> None:
        for i, row in enumerate(self._rows):
            row.marked = i == index
            row.update()

    def _marked(self) -> int:
        return next((i for i, row in enumerate(self._rows) if row.marked), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._edit or not self._rows or event.type() != QEvent.Type.KeyPress:
            return False
        return isinstance(event, QKeyEvent) and self._take_key(Qt.Key(event.key()))

    def _take_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._mark((self._marked() + step) % len(self._rows))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._rows[self._marked()].hit)
            return True
        if key == Qt.Key.Key_Escape:
            self._show_hits(())
            return True
        return False

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, _Row):
            self._take(row.hit)

    def _take(self, hit: Hit) -> None:
        self.set_value(hit.member_id, f"{hit.name} · {hit.number}")
        self._drop.setFocus()
        self.changed.emit()

    def _on_dropped(self) -> None:
        self.set_value(None, "")
        self._edit.setFocus()
        self.changed.emit()


def _profile_of_card(read: Any, code: str) -> MemberProfile:
    member_id = search.by_card(read, code)
    if member_id is None:
        raise UserError("code.unknown")
    return members.profile(read, member_id)
