"""Rewards: those that wait with the day they are due, those paid, those taken back or given up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_commands import CancelReward
from model.ids import CommandId, MemberId, StaffId
from model.referral import RewardState, RewardView
from model.shop import Role
from model.views import Done
from services import rewards
from services.ids import new_id
from ui import friend_words, wording
from ui.referrals import queries
from ui.referrals.care_pane import reward_cells
from ui.referrals.reason import ReasonSheet
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, OnRows, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

_SHOWN: Final = (
    frozenset({RewardState.PENDING}),
    frozenset({RewardState.PAID}),
    frozenset({RewardState.TAKEN_BACK, RewardState.CANCELLED}),
)


class RewardsPane(Retranslated, QWidget):
    """`chosen(MemberId | None)` is the giver, `opened(MemberId)` too."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._views: tuple[RewardView, ...] = ()
        self.states = ChipChoice(one_line=True)
        self.states.set_entries([(n, "") for n in range(len(_SHOWN))])
        self.states.set_value(0)
        self._told = Label("", "caption", elide=True)
        self.cancel_button = KeyButton("", icon="prohibit")
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self._empty = EmptyState("gift")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        top = Line(gap=12)
        top.add(self.states, self._told, self.cancel_button)
        top.setStretch(1, 1)
        column = Column(self, gap=8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.states.changed.connect(self.reload)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("giver", self.tr("介绍人"), 140, bold=True),
            TableColumn("friend", self.tr("朋友"), 120),
            TableColumn("given", self.tr("奖励"), 160),
            TableColumn("state", self.tr("状态"), 90),
            TableColumn("why", self.tr("说明"), 170),
            TableColumn("sale", self.tr("首单"), 110),
        )

    def retranslate(self) -> None:
        self.states.set_texts([self.tr("待发"), self.tr("已发"), self.tr("收回和不发")])
        self.table.setAccessibleName(self.tr("奖励"))
        self._model.set_columns(self._columns())
        self._model.refresh()
        self.cancel_button.set_caption(self.tr("不发…"))
        self._told.setText(self.tr("朋友首次真金消费、过了退款期才发；首单冲正就收回"))
        self._empty.set_text(self.tr("这里没有奖励"))
        self._show_buttons()

    def reload(self) -> None:
        """Read the list that is chosen."""
        at = self.states.value()
        states = _SHOWN[at if isinstance(at, int) else 0]
        self._context.jobs.read_latest(
            "referrals.rewards", queries.rewards, states, done=self._on_rewards, owner=self
        )

    def _on_rewards(self, views: tuple[RewardView, ...]) -> None:
        self._views = views
        self._model.set_ids(range(len(views)))
        self._stack.setCurrentWidget(self.table if views else self._empty)
        if views:
            self.table.set_current_row(0)
        self._on_current(None)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        views = [self._views[cast(int, at)] for at in ids]
        on_rows([[v.giver_name, *reward_cells(v), v.sale_number] for v in views])

    def current(self) -> RewardView | None:
        """The reward with the cursor."""
        at = self.table.current_id()
        return self._views[at] if isinstance(at, int) and at < len(self._views) else None

    def current_member(self) -> MemberId | None:
        """Its giver."""
        view = self.current()
        return view.giver_id if view else None

    def _show_buttons(self) -> None:
        view = self.current()
        self.cancel_button.setEnabled(view is not None and view.state is RewardState.PENDING)

    def _on_current(self, _: object) -> None:
        view = self.current()
        self._show_buttons()
        self.chosen.emit(view.giver_id if view else None)

    def _on_activated(self, _: object) -> None:
        view = self.current()
        if view is not None:
            self.opened.emit(view.giver_id)

    def _on_cancel(self) -> None:
        view = self.current()
        if view is None or view.state is not RewardState.PENDING:
            return
        given = friend_words.given(view.kind, view.amount, view.voucher_name)
        told = self.tr("{giver} 因 {friend} 得的 {given} 不再发。")
        told = told.format(giver=view.giver_name, friend=view.friend_name, given=given)
        sheet = ReasonSheet(self, self.tr("不发这笔奖励"), told, self.tr("不发"))
        sheet.given.connect(partial(self._on_reason, view))
        sheet.show()

    def _on_reason(self, view: RewardView, reason: str, _: object) -> None:
        with_role(self._context, Role.MANAGER, partial(self._cancel, view, reason))

    def _cancel(self, view: RewardView, reason: str, approved_by: StaffId | None) -> None:
        staff_id = self._context.session.staff_id
        command = CancelReward(CommandId(new_id()), staff_id, view.reward_id, reason, approved_by)
        self._context.jobs.write(
            rewards.cancel, command, done=self._on_cancelled, failed=self._on_failed, owner=self
        )

    def _on_cancelled(self, done: Done) -> None:
        self._context.toast("good", self.tr("这笔奖励不发了"))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))
