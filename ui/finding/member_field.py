"""Choosing one member with the same search as everywhere: by phone, name, pinyin, number or scanned card."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from model import codes
from model.errors import EnvironmentProblem, UserError
from model.found import Found, Hit
from model.ids import MemberId
from model.shop import Role
from services import search
from ui import theme, wording
from ui.bus import UiJobs
from ui.finding.hit_list import HitList
from ui.shell.session import Session
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SHOWN: Final = 4
FINDER_SHOWN: Final = 6
FINDER_WIDTH: Final = 320
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MemberSearch(Retranslated, QWidget):
    """A field with the members found under it: arrows mark one, Enter or a press takes it, Esc gives up.

    `chosen(Hit | None)`, `problem_changed(str)`. Phones are whole only for a `session` that may see
    them. Enter before the answer has come takes the first when it comes.
    """

    chosen = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        jobs: UiJobs,
        session: Session | None = None,
        parent: QWidget | None = None,
        *,
        most: int = SHOWN,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._most = most
        self._excluded: frozenset[MemberId] = frozenset()
        self._is_awaited = False
        self.edit = TextField()
        self.list = HitList(most, self)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self.list.picked.connect(self.take)
        self.setFocusProxy(self.edit)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    @property
    def hides_phones(self) -> bool:
        """Whether the person signed in sees phones with their middle hidden."""
        return self._session is None or not self._session.may(Role.MANAGER)

    def exclude(self, member_ids: Collection[MemberId]) -> None:
        """Never offer or take these: the member whose form it is, or one chosen beside this field."""
        self._excluded = frozenset(member_ids)
        self.clear_search()

    def take(self, hit: Hit) -> None:
        """A person chose this member."""
        self.clear_search()
        self.chosen.emit(hit)

    def take_card(self, code: str) -> None:
        """Take the member whose card was scanned; a code that is nobody's is told beside the field."""
        self._jobs.read(_hit_of_card, code, done=self._on_card, failed=self._on_no_card, owner=self)

    def takes_scan(self, code: str) -> bool:
        """Take a member card scanned while the focus is here; False leaves any other code to the page."""
        if not self.edit.hasFocus() or codes.kind_by_look(code) is not codes.QrKind.MEMBER_CARD:
            return False
        self.take_card(code)
        return True

    def tell(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; empty when nothing is."""
        self.edit.set_problem(sentence)
        self.problem_changed.emit(sentence)

    def clear_search(self) -> None:
        """Forget what was typed and found."""
        self._is_awaited = False
        self.edit.setText("")
        self._show(())

    def _on_card(self, hit: Hit) -> None:
        if hit.member_id in self._excluded:
            self.tell(self.tr("这里不能选 {name}。").format(name=hit.name))
        else:
            self.take(hit)

    def _on_no_card(self, error: UserError | EnvironmentProblem) -> None:
        self.tell(wording.word(error))

    def _on_typed(self, text: str) -> None:
        self.tell("")
        self._is_awaited = False
        if not text.strip():
            self._show(())
            return
        key, wanted = f"member_search.{id(self)}", self._most + len(self._excluded)
        self._jobs.read_latest(key, search.find, text, wanted, done=self._on_found, owner=self)

    def _on_found(self, found: Found) -> None:
        if found.query.strip() != self.edit.text().strip():
            return
        hits = [hit for hit in found.hits if hit.member_id not in self._excluded]
        none = self.tr("没有找到“{text}”").format(text=found.query.strip()[:30])
        self._show(hits[: self._most], none)
        if self._is_awaited and hits:
            self.take(hits[0])
        self._is_awaited = False

    def _show(self, hits: Collection[Hit], none: str = "") -> None:
        self.list.show_hits(tuple(hits), masked=self.hides_phones, none=none)
        self._speak()
        self.updateGeometry()

    def _speak(self) -> None:
        self.edit.setAccessibleDescription(self.list.marked_words())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.edit and event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._take_key(Qt.Key(event.key()))

    def _take_key(self, key: Qt.Key) -> bool:
        if not self.edit.text().strip():
            return False
        if key in _ENTER:
            self._on_enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.move_mark(1 if key == Qt.Key.Key_Down else -1)
            self._speak()
        elif key == Qt.Key.Key_Escape:
            self.clear_search()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        hit = self.list.marked()
        if hit is not None:
            self.take(hit)
        else:
            self._is_awaited = not self.list.isVisible()


class MemberField(MemberSearch):
    """A field of a form: it shows the member chosen, and the cross gives the member back."""

    def __init__(self, jobs: UiJobs, session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__(jobs, session, parent)
        self._member_id: MemberId | None = None
        self._hit: Hit | None = None
        self._card = Card(tone="accent", margin=(12, 0, 0, 0))
        self._name = Label("", "accent", elide=True)
        self._drop = IconButton("x")
        line = Line(gap=4)
        line.add(self._name, self._drop)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        self._card.hide()
        Column(self, gap=4).add(self.edit, self.list, self._card)
        self._drop.clicked.connect(self._on_dropped)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("手机尾号 · 姓名 · 拼音"))
        self._drop.set_caption(self.tr("换一位会员"))
        if not self.accessibleName():
            self.edit.setAccessibleName(self.tr("会员"))

    def value(self) -> MemberId | None:
        """The member chosen, if any."""
        return self._member_id

    def hit(self) -> Hit | None:
        """What the search knows of the member chosen; None for nobody, or while it is being read."""
        return self._hit

    @property
    def chosen_name(self) -> str:
        """The name shown for the member chosen; empty for none."""
        return self._name.text() if self._member_id is not None else ""

    @property
    def is_unresolved(self) -> bool:
        """Whether something was typed and nobody chosen."""
        return self._member_id is None and bool(self.edit.text().strip())

    def set_member(self, member_id: MemberId, told: str = "") -> None:
        """Show a member as chosen, named `told` until the rest is read; no signal."""
        self._hold(member_id, None, told)
        self._jobs.read_latest(
            f"member_field.{id(self)}", search.one, member_id, done=self._on_read, failed=_ignore, owner=self
        )

    def clear(self) -> None:
        """Show the empty search; no signal."""
        self._hold(None, None, "")

    def take(self, hit: Hit) -> None:
        self._hold(hit.member_id, hit, _named(hit))
        self.tell("")
        self._drop.setFocus()
        self.chosen.emit(hit)

    def _on_read(self, hit: Hit) -> None:
        if hit.member_id == self._member_id:
            self._hit = hit
            self._name.setText(_named(hit))

    def _hold(self, member_id: MemberId | None, hit: Hit | None, told: str) -> None:
        self._member_id, self._hit = member_id, hit
        self._name.setText(told)
        self._card.setVisible(member_id is not None)
        self.edit.setVisible(member_id is None)
        self.clear_search()

    def _on_dropped(self) -> None:
        self.clear()
        self.edit.setFocus()
        self.chosen.emit(None)


class MemberFinder(MemberSearch):
    """A field over a page: the list hangs under it, and whoever is taken leaves it empty again."""

    def __init__(self, jobs: UiJobs, session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__(jobs, session, parent, most=FINDER_SHOWN)
        Column(self).add(self.edit)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("找会员：手机尾号 · 姓名 · 拼音"))
        self.setAccessibleName(self.tr("找会员"))

    def restyle(self) -> None:
        self.setFixedWidth(theme.px(FINDER_WIDTH))

    def _show(self, hits: Collection[Hit], none: str = "") -> None:
        super()._show(hits, none)
        if self.list.parentWidget() is not self.window():
            shown = self.list.isVisibleTo(self)
            self.list.setParent(self.window())
            self.list.setVisible(shown)
        below = self.mapTo(self.window(), QPoint(0, self.height() + theme.px(4)))
        self.list.setGeometry(below.x(), below.y(), self.width(), self.list.wanted_height())
        self.list.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        gone = event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide)
        if watched is self.edit and gone:
            self.list.hide()
        return super().eventFilter(watched, event)


def _named(hit: Hit) -> str:
    return f"{hit.name} · {hit.number}"


def _ignore(_error: object) -> None:
    """A member that is gone keeps the name it was set with."""


def _hit_of_card(read: Any, code: str) -> Hit:
    return search.one(read, search.by_card(read, code))
