"""The page 转介绍: who brought whom, what came of it and what was given for it; friend cards."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.ids import MemberId
from ui import theme
from ui.referrals import queries
from ui.referrals.help_sheet import HelpSheet
from ui.referrals.honors_pane import HonorsPane
from ui.referrals.kinds_pane import KindsPane
from ui.referrals.leaders_pane import LeadersPane
from ui.referrals.person_panel import PersonPanel
from ui.referrals.queries import Period
from ui.referrals.rewards_pane import RewardsPane
from ui.referrals.totals_bar import TotalsBar
from ui.referrals.tree_pane import TreePane
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.tabs import SegmentedTabs, Tab

PANEL_WIDTH: Final = 290
LOW_HEIGHT: Final = 600
_WATCHED: Final = (
    Kind.MEMBER,
    Kind.LEDGER,
    Kind.REFERRAL,
    Kind.HONOR,
    Kind.FRIEND_CARD,
    Kind.FRIEND_CARD_KIND,
)
_PEOPLE: Final = (Kind.MEMBER, Kind.REFERRAL, Kind.HONOR)


class ReferralsPage(Retranslated, QWidget):
    """`page_shown(MemberId)` opens the tree down to that member."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._stale: set[Kind] = set(_WATCHED)
        self._stale_tabs: set[str] = set()
        self._title = Label("", "title")
        self.periods = SegmentedTabs([Tab(period.value, "") for period in Period])
        self.help_button = KeyButton("", "Ctrl+H", "quiet", icon="question", bind=True)
        self.export_button = KeyButton("", icon="download-simple")
        self.totals = TotalsBar()
        self.tabs = SegmentedTabs([Tab(key, "") for key in ("tree", "leaders", "rewards", "honors", "kinds")])
        self.tree = TreePane(context)
        self.leaders = LeadersPane(context)
        self.rewards = RewardsPane(context)
        self.honors = HonorsPane(context)
        self.kinds = KindsPane(context)
        self.person = PersonPanel(context)
        self._panes: dict[str, QWidget] = {
            "tree": self.tree,
            "leaders": self.leaders,
            "rewards": self.rewards,
            "honors": self.honors,
            "kinds": self.kinds,
        }
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        top = Line(gap=10)
        top.add(self._title, self.help_button, None, self.periods, self.export_button)
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        middle = Card(margin=12, gap=10)
        middle.body.add(self.tabs)
        middle.body.addWidget(self._stack, 1)
        self._side = Card(margin=(14, 14, 8, 12))
        self._side.body.addWidget(self.person)
        across = Line(gap=12)
        across.addWidget(middle, 1)
        across.addWidget(self._side)
        column = Column(self, margin=(18, 14, 18, 14), gap=12)
        column.addLayout(top)
        column.add(self.totals)
        column.addLayout(across, 1)
        self.restyle()

    def _connect(self) -> None:
        self.periods.changed.connect(self._load_period)
        self.tabs.changed.connect(self.show_tab)
        self.help_button.clicked.connect(self._on_help)
        self.export_button.clicked.connect(self.leaders.ask_export)
        for pane in (self.tree, self.leaders, self.rewards, self.honors):
            pane.chosen.connect(self._on_chosen)
            pane.opened.connect(self._on_opened)
        self.person.opened.connect(self._on_opened)
        self._context.bus.committed.connect(self._on_committed)

    def restyle(self) -> None:
        # Large text takes what a small screen has: the side gives way first.
        self._side.setFixedWidth(theme.px(min(PANEL_WIDTH, PANEL_WIDTH / theme.scale() * 1.2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_totals()

    def _show_totals(self) -> None:
        """The numbers belong to the people, and give way where large text leaves little height."""
        tab, low = self.tabs.current(), self.height() / theme.scale() < LOW_HEIGHT
        self.totals.setVisible(tab != "kinds" and (tab == "leaders" or not low))
        self.periods.setVisible(tab != "kinds")
        self.export_button.setVisible(tab != "kinds")

    def retranslate(self) -> None:
        self._title.setText(self.tr("转介绍"))
        for period, text in (
            (Period.THIS_MONTH, self.tr("本月")),
            (Period.LAST_MONTH, self.tr("上月")),
            (Period.THIS_YEAR, self.tr("今年")),
            (Period.ALL, self.tr("全部")),
        ):
            self.periods.set_text(period.value, text)
        for key, text in (
            ("tree", self.tr("关系树")),
            ("leaders", self.tr("排行榜")),
            ("rewards", self.tr("奖励")),
            ("honors", self.tr("荣誉")),
            ("kinds", self.tr("闺蜜卡")),
        ):
            self.tabs.set_text(key, text)
        self.help_button.set_caption(self.tr("为什么只有一层"))
        self.export_button.set_caption(self.tr("导出排行"))

    # Reading

    def page_shown(self, argument: object = None) -> None:
        """Come to the front: refresh what went stale, open the tree at the member asked for."""
        self._refresh()
        if isinstance(argument, bytes):
            self.show_tab("tree")
            self.tree.show_member(MemberId(argument))
        self._focus()

    def _focus(self) -> None:
        tables = {
            "tree": self.tree.view,
            "leaders": self.leaders.table,
            "rewards": self.rewards.table,
            "honors": self.honors.table,
            "kinds": self.kinds.kinds,
        }
        tables[self.tabs.current()].setFocus()

    def _on_committed(self, changes: ChangeSet) -> None:
        self._stale |= {kind for kind in _WATCHED if changes.touches(kind)}
        if self._stale and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        stale, self._stale = self._stale, set()
        if not stale:
            return
        if stale.intersection(_PEOPLE):
            self._stale_tabs |= {"tree", "honors"}
        if stale.intersection((Kind.FRIEND_CARD, Kind.FRIEND_CARD_KIND)):
            self._stale_tabs.add("kinds")
        self._stale_tabs.add("rewards")
        self._load_period()
        self.person.reload()

    def _load_tab(self) -> None:
        """Only what is looked at is read."""
        key = self.tabs.current()
        if key not in self._stale_tabs:
            return
        self._stale_tabs.discard(key)
        if key == "tree":
            self.tree.reload()
        elif key == "leaders":
            self.leaders.reload()
        elif key == "rewards":
            self.rewards.reload()
        elif key == "honors":
            self.honors.reload()
        elif key == "kinds":
            self.kinds.reload()

    def _load_period(self, _: object = None) -> None:
        period = Period(self.periods.current())
        self._context.jobs.read_latest(
            "referrals.totals", queries.totals, period, done=self.totals.show_totals, owner=self
        )
        self.leaders.set_period(period)
        self._stale_tabs.add("leaders")
        self._load_tab()

    # Choosing

    def show_tab(self, key: str) -> None:
        """Bring a part to the front."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._panes[key])
        self._side.setVisible(key != "kinds")
        self._show_totals()
        self._load_tab()
        pane = self._panes[key]
        current = getattr(pane, "current_member", None)
        if current is not None:
            self.person.show_member(cast("MemberId | None", current()))
        self._focus()

    def _on_chosen(self, member_id: MemberId | None) -> None:
        if self.sender() is self._stack.currentWidget():
            self.person.show_member(member_id)

    def _on_opened(self, member_id: MemberId) -> None:
        self._context.open_page("counter", member_id)

    def _on_help(self) -> None:
        HelpSheet(self).show()

    def scanned(self, code: str) -> bool:
        """A member card scanned into the search is looked up here; other codes are the counter's."""
        return self.tree.finder.takes_scan(code)
