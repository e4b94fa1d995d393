"""The one search box with its results: members while typing, a card's code on Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from model import codes
from model.errors import EnvironmentProblem, UserError
from model.found import Found
from model.ids import MemberId
from services import pinyin, search
from ui import theme
from ui.bus import UiJobs
from ui.counter import keys
from ui.counter.marking import Readings
from ui.counter.search_results import ResultPanel
from ui.widgets.search_box import SearchBox

HITS: Final = 10


def looks_like_card(text: str) -> bool:
    """Whether Enter should try the text as a code on paper when no member was found."""
    return codes.looks_like_qr(text) or not isinstance(codes.parse_typed(text), codes.CodeFault)


def load_readings(read: object) -> object:
    """Load the tables of pinyin, 50 ms once."""
    return pinyin.readings("张")


def readings_of(name: str) -> Sequence[Sequence[str]]:
    """How a name may be read, the usual reading first."""
    return pinyin.readings(name).readings


class MemberSearch(SearchBox):
    """Finds members; `picked(MemberId)`, `stepped_back()` on Esc in the empty box.

    `code_typed(str)` for the code of a card or a voucher that finds no member.

    Results are painted on the event after the answer: nothing waits for a pause in typing. Enter
    before the answer takes the first result when it comes.
    """

    picked = Signal(object)
    stepped_back = Signal()
    failed = Signal(object)
    code_typed = Signal(str)

    def __init__(self, jobs: UiJobs, page: QWidget) -> None:
        super().__init__("", keys.SEARCH, page)
        self._jobs = jobs
        self._page = page
        self._enter_for: str | None = None
        self._answered = ""
        self._pinyin = "unknown"
        self._found: Found | None = None
        self.panel = ResultPanel(page)
        self.panel.picked.connect(self._on_picked)
        self.typed.connect(self._on_typed)
        self.entered.connect(self._on_entered)
        self.arrow.connect(self._on_arrow)
        self.left.connect(self._on_left)
        self.edit.installEventFilter(self)
        page.installEventFilter(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_hint(self.tr("手机尾号 · 姓名 · 拼音首字母 · 会员号 · 扫卡扫券"))
        self.edit.setAccessibleName(self.tr("找会员"))

    def dismiss(self) -> None:
        """Empty the box and close the results."""
        self.clear()
        self._enter_for = None
        self._answered = ""
        self.panel.hide()

    def _on_typed(self, text: str) -> None:
        self._enter_for = None
        if not text.strip():
            self.dismiss()
            return
        self._jobs.read_latest(
            "counter.search", search.find, text, HITS, done=self._on_found, failed=self._on_failed, owner=self
        )

    def _on_found(self, found: Found) -> None:
        if not self.text().strip():
            return
        self._answered = self.text()
        self._found = found
        self.panel.show_found(found, self._readings(found.query))
        self._place()
        if self._enter_for is not None:
            self._enter_for = None
            self._take()

    def _readings(self, query: str) -> Readings | None:
        """How names are read, for marking; its tables are loaded off this thread at the first need."""
        if not any(c.isascii() and c.isalpha() for c in query):
            return None
        if self._pinyin == "unknown":
            self._pinyin = "loading"
            self._jobs.read(load_readings, done=self._on_readings, owner=self)
        return readings_of if self._pinyin == "loaded" else None

    def _on_readings(self, loaded: object) -> None:
        self._pinyin = "loaded"
        if self.panel.isVisible() and self._found is not None:
            self.panel.show_found(self._found, readings_of)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._enter_for = None
        self.failed.emit(error)

    def _on_entered(self) -> None:
        text = self.text()
        if not text.strip():
            return
        if text != self._answered:
            self._enter_for = text
            return
        self._take()

    def _take(self) -> None:
        member_id = self.panel.chosen()
        if member_id is not None:
            self._on_picked(member_id)
        elif looks_like_card(self.text()):
            self.code_typed.emit(self.text())

    def _on_picked(self, member_id: MemberId) -> None:
        self.dismiss()
        self.picked.emit(member_id)

    def _on_arrow(self, steps: int) -> None:
        self.panel.move_choice(steps)

    def _on_left(self) -> None:
        if self.text() or self.panel.isVisible():
            self.dismiss()
        else:
            self.stepped_back.emit()

    def _place(self) -> None:
        below = self.mapTo(self._page, QPoint(0, self.height() + theme.px(6)))
        room = self._page.height() - below.y() - theme.px(8)
        self.panel.setGeometry(
            QRect(below.x(), below.y(), self.width(), min(self.panel.wanted_height(), room))
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.edit:
            self.panel.hide()
        elif event.type() == QEvent.Type.FocusIn and watched is self.edit and self._answered:
            self.panel.show()
            self.panel.raise_()
        elif event.type() == QEvent.Type.Resize and watched is self._page and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)
