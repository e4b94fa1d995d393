"""The leaderboard of a period: who brings customers that stay, and what each of them cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.referral import Leader
from ui import friend_words, wording
from ui.referrals import queries
from ui.referrals.queries import Period
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.layouts import Column
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

_RIGHT: Final = frozenset({"rank", "friends", "bought", "again", "turnover", "paid", "pending", "cost"})


class LeadersPane(Retranslated, QWidget):
    """`chosen(MemberId | None)`, `opened(MemberId)`. `export` writes all of them, not only those shown."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._leaders: tuple[Leader, ...] = ()
        self._period = Period.THIS_MONTH
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self._empty = EmptyState("trophy")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        Column(self).addWidget(self._stack, 1)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        titles = {
            "rank": (self.tr("名次"), 52),
            "name": (self.tr("会员"), 128),
            "friends": (self.tr("带来"), 72),
            "bought": (self.tr("已消费"), 72),
            "again": (self.tr("再来率"), 90),
            "turnover": (self.tr("带来消费"), 106),
            "paid": (self.tr("已发赠金"), 92),
            "pending": (self.tr("待发"), 82),
            "cost": (self.tr("每位成本"), 86),
            "honor": (self.tr("荣誉"), 130),
        }
        return tuple(
            TableColumn(key, title, width, "right" if key in _RIGHT else "left", bold=key == "name")
            for key, (title, width) in titles.items()
        )

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("排行榜"))
        self._model.set_columns(self._columns())
        self._model.refresh()
        self._empty.set_text(self.tr("这段时间还没有人带来新会员"))

    def set_period(self, period: Period) -> None:
        """The period that is read and exported from now on."""
        self._period = period

    def reload(self) -> None:
        """Read the leaders of the period."""
        self._context.jobs.read_latest(
            "referrals.leaders", queries.leaders, self._period, done=self._on_leaders, owner=self
        )

    def _on_leaders(self, leaders: tuple[Leader, ...]) -> None:
        kept = self.current()
        self._leaders = leaders
        self._model.set_ids(range(len(leaders)))
        self._stack.setCurrentWidget(self.table if leaders else self._empty)
        at = next((n for n, one in enumerate(leaders) if kept and one.member_id == kept.member_id), 0)
        if leaders:
            self.table.set_current_row(at)

    def current(self) -> Leader | None:
        """The referrer with the cursor."""
        at = self.table.current_id()
        return self._leaders[at] if isinstance(at, int) and at < len(self._leaders) else None

    def current_member(self) -> MemberId | None:
        """Their id."""
        leader = self.current()
        return leader.member_id if leader else None

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([_cells(cast(int, at), self._leaders[cast(int, at)]) for at in ids])

    def _on_current(self, _: object) -> None:
        leader = self.current()
        self.chosen.emit(leader.member_id if leader else None)

    def _on_activated(self, _: object) -> None:
        leader = self.current()
        if leader is not None:
            self.opened.emit(leader.member_id)

    # Export

    def ask_export(self) -> None:
        """Ask for a file and write the leaderboard into it."""
        dialog = QFileDialog(self.window(), self.tr("导出排行榜"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("表格文件 (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("转介绍排行") + ".csv")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Write the leaderboard of the period; a file that is there is replaced when all is written."""
        headings = (
            self.tr("会员号"),
            self.tr("姓名"),
            self.tr("荣誉"),
            self.tr("带来朋友"),
            self.tr("已消费"),
            self.tr("来过两次以上"),
            self.tr("再来率 %"),
            self.tr("带来消费"),
            self.tr("已发赠金"),
            self.tr("待发赠金"),
            self.tr("已发积分"),
            self.tr("已发券"),
            self.tr("每位新客成本"),
        )
        target = Path(path)
        self._context.jobs.read_aside(
            queries.export_leaders,
            self._period,
            headings,
            target,
            done=self._on_exported,
            failed=self._on_failed,
            owner=self,
        )

    def _on_exported(self, count: int) -> None:
        self._context.toast("good", self.tr("已导出 {count} 位介绍人").format(count=f"{count:,}"))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))


def _cells(at: int, leader: Leader) -> Row:
    cost = leader.cost_each
    return [
        Cell(str(at + 1), "accent" if at < 3 else "muted", bold=at < 3),
        leader.name,
        f"{leader.friends:,}",
        f"{leader.bought:,}",
        Cell(f"{leader.again_percent}%" if leader.bought else "—", "" if leader.bought else "muted"),
        str(leader.turnover),
        Cell(str(leader.paid), "" if leader.paid else "muted"),
        Cell(str(leader.pending), "warning" if leader.pending else "muted"),
        str(cost) if cost is not None else Cell("—", "muted"),
        Cell(friend_words.honor(leader.honor), "info", chip=True) if leader.honor else "",
    ]
