"""How the page is laid out: three panels side by side, or one with four tabs in a small window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from ui import theme
from ui.counter import keys
from ui.counter.stack import Stack
from ui.widgets.card import Card
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.tabs import SegmentedTabs, Tab

MEMBER_WIDTH: Final = 318
HISTORY_WIDTH: Final = 306
NARROW_WIDTH: Final = 1_100
"""Below this width (design pixels) there is no room for three panels."""
_UNBOUNDED: Final = 16_777_215


class _Room(QWidget):
    """Holds one widget at its least height or more; a scroll area would insist on its best one."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self)
        inner.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        layout = self._inner.layout()
        least = layout.minimumSize() if layout is not None else self._inner.minimumSizeHint()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(layout.minimumHeightForWidth(max(self.width(), least.width())))
        return least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumSize(self.minimumSizeHint())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())
        if event.oldSize().width() != event.size().width():
            self.setMinimumSize(self.minimumSizeHint())


class Panels(Retranslated, QWidget):
    """Member | tasks | history; `chosen(id)` when a tab is pressed: sale, top_up, member, history.

    In a small window, or with large text, member and history become tabs beside the tasks.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow: bool | None = None
        self._member_text = ""
        self._claim_text = ""
        self._part: QWidget | None = None
        tasks = (
            Tab("sale", "", keys.SALE),
            Tab("top_up", "", keys.TOP_UP),
            Tab("claim", "", keys.CLAIM),
            Tab("redeem", "", keys.REDEEM),
            Tab("friend_cards", "", keys.FRIEND_CARDS),
        )
        self._two = SegmentedTabs(tasks)
        self._four = SegmentedTabs((*tasks, Tab("member", ""), Tab("history", "", keys.HISTORY)))
        self._pages: dict[str, QWidget] = {}
        card = Card(margin=(14, 12, 14, 10), gap=8)
        self.stack = Stack(card)
        card.body.add(self._two, self._four, self.stack)
        self._work = QScrollArea()
        self._work.setWidgetResizable(True)
        self._work.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._work.setWidget(_Room(card))
        self._line = Line(self, gap=12)
        self._line.addWidget(self._work, 1)
        self._history_key = QShortcut(QKeySequence(keys.HISTORY), self)
        self._history_key.activated.connect(self._on_history_key)
        self._two.changed.connect(self.chosen)
        self._four.changed.connect(self.chosen)
        self.retranslate()

    def set_pages(self, member: QWidget, sale: QWidget, top_up: QWidget, history: QWidget) -> None:
        """What is laid out; made with `stack` or these panels as parent, so that nothing moves house."""
        self._pages = {"sale": sale, "top_up": top_up, "member": member, "history": history}
        self.stack.addWidget(sale)
        self.stack.addWidget(top_up)
        self._arrange()

    def retranslate(self) -> None:
        for tabs in (self._two, self._four):
            tabs.set_text("sale", self.tr("消费"))
            tabs.set_text("top_up", self.tr("充值"))
            tabs.set_text("redeem", self.tr("核销"))
            tabs.set_text("friend_cards", self.tr("闺蜜卡"))
        self._four.set_text("history", self.tr("往来"))
        self.name_member(self._member_text)
        self.name_claim(self._claim_text)

    def restyle(self) -> None:
        self._arrange()

    def name_member(self, text: str) -> None:
        """What the member's tab says in a small window: who, and the balance."""
        self._member_text = text
        self._four.set_text("member", text or self.tr("会员"))

    def is_narrow(self) -> bool:
        """Whether member and history are tabs: what they say is out of sight while selling."""
        return bool(self._narrow)

    def name_claim(self, text: str) -> None:
        """What the tab of claims says: how much the member can collect."""
        self._claim_text = text
        claim = self.tr("领取")
        for tabs in (self._two, self._four):
            tabs.set_text("claim", f"{claim} {text}".strip())

    def current(self) -> str:
        """The id of the task shown."""
        shown = self.stack.currentWidget()
        return next((id_ for id_, page in self._pages.items() if page is shown), "sale")

    def show_page(self, id_: str) -> None:
        """Show a task, or member or history where they are tabs (elsewhere they are always seen)."""
        page = self._pages[id_]
        if self.stack.indexOf(page) < 0:
            return
        self._two.choose(id_)
        self._four.choose(id_)
        self.stack.setCurrentWidget(page)
        self._work.verticalScrollBar().setValue(0)

    def mark(self, id_: str) -> None:
        """Mark a tab that is a part of another page: redeeming is a part of the sale."""
        if self.current() in ("sale", id_):
            self._two.choose(id_)
            self._four.choose(id_)

    def mark_redeeming(self, redeeming: bool) -> None:
        """Mark the tab of redeeming while its field is open."""
        if self.current() == "sale":
            self.mark("redeem" if redeeming else "sale")

    def _on_history_key(self) -> None:
        self.chosen.emit("history")

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part of the task where the window is too low for all of it."""
        self._part = part
        QTimer.singleShot(0, self, self._on_laid_out)

    def _on_laid_out(self) -> None:
        if self._part is not None and self._part.isVisible():
            self._work.ensureWidgetVisible(self._part, 0, theme.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._pages:
            return
        narrow = self.width() / theme.scale() < NARROW_WIDTH
        if narrow != self._narrow:
            self._narrow = narrow
            self._place(narrow)
        for id_, width in (("member", MEMBER_WIDTH), ("history", HISTORY_WIDTH)):
            self._pages[id_].setMinimumWidth(0 if narrow else theme.px(width))
            self._pages[id_].setMaximumWidth(_UNBOUNDED if narrow else theme.px(width))

    def _place(self, narrow: bool) -> None:
        member, history = self._pages["member"], self._pages["history"]
        self._two.setVisible(not narrow)
        self._four.setVisible(narrow)
        # The tab has the same key: two of them would be ambiguous, and neither would work.
        self._history_key.setEnabled(not narrow)
        if narrow:
            self._line.removeWidget(member)
            self._line.removeWidget(history)
            self.stack.addWidget(member)
            self.stack.addWidget(history)
        else:
            shown = self.current()
            self.stack.removeWidget(member)
            self.stack.removeWidget(history)
            self._line.insertWidget(0, member)
            self._line.addWidget(history)
            member.show()
            history.show()
            self.show_page(shown if shown in ("sale", "top_up") else "sale")
