"""The rewards of one referrer, and the message that tells them, ready to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.referral import CareFacts, RewardView
from services import referrals
from ui import friend_words
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

COPY_KEY = "Ctrl+M"


def reward_cells(view: RewardView) -> Row:
    """Friend, what is given, state, why."""
    word, tone = friend_words.reward_state(view.state)
    return [
        view.friend_name,
        friend_words.given(view.kind, view.amount, view.voucher_name),
        Cell(word, tone, chip=True),
        Cell(friend_words.reward_why(view) or view.at.strftime("%Y-%m-%d"), "muted"),
    ]


class CarePane(Retranslated, QWidget):
    """Hidden while there is no reward. `opened(RewardView)` on Enter or a double click."""

    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._views: tuple[RewardView, ...] = ()
        self._title = Label("", "strong")
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self.message = Label("", wrap=True, tone="good_text")
        self.copy_button = KeyButton("", COPY_KEY, icon="copy", bind=True)
        self._card = Card(tone="good", margin=(12, 6, 6, 6))
        line = Line(gap=8)
        line.add(self.message, self.copy_button)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        column = Column(self, gap=8)
        column.add(self._title, self.table, self._card)
        self._card.hide()
        self.hide()
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.copy_button.clicked.connect(self._on_copy)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("friend", self.tr("朋友"), 110, bold=True),
            TableColumn("given", self.tr("奖励"), 150),
            TableColumn("state", self.tr("状态"), 86),
            TableColumn("why", self.tr("说明"), 160),
        )

    def retranslate(self) -> None:
        self._title.setText(self.tr("带来的朋友和奖励"))
        self.table.setAccessibleName(self.tr("奖励"))
        self._model.set_columns(self._columns())
        self._model.refresh()
        self.copy_button.set_caption(self.tr("复制关怀话术"))
        self._on_current()

    def show_rewards(self, views: tuple[RewardView, ...]) -> None:
        """Show these, the newest first."""
        first = not self._views
        self._views = views
        self._model.set_ids(range(len(views)))
        self.setVisible(bool(views))
        if views and first:
            self.table.set_current_row(0)
        self._on_current()

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([reward_cells(self._views[cast(int, at)]) for at in ids])

    def current(self) -> RewardView | None:
        """The reward with the cursor."""
        at = self.table.current_id()
        return self._views[at] if isinstance(at, int) and at < len(self._views) else None

    def _on_current(self, *_: object) -> None:
        view = self.current()
        if view is None:
            self._card.hide()
            return
        self._context.jobs.read_latest(
            "friend.care",
            referrals.care,
            view.reward_id,
            done=self._on_care,
            failed=self._on_no_care,
            owner=self,
        )

    def _on_care(self, facts: CareFacts) -> None:
        view = self.current()
        told = friend_words.care(facts, view.due_at if view else None)
        self.message.setText(told)
        self._card.setVisible(bool(told))

    def _on_no_care(self, error: UserError | EnvironmentProblem) -> None:
        self._card.hide()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.text())
        self._context.toast("good", self.tr("已复制：{text}").format(text=self.message.text()))

    def _on_activated(self, _: object) -> None:
        view = self.current()
        if view is not None:
            self.opened.emit(view)
