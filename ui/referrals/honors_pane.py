"""Who bears an honor: given and ended by the owner with a reason, with a certificate to print."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_commands import EndHonor
from model.ids import CommandId, MemberId, StaffId
from model.referral import MemberHonor
from model.shop import Role
from model.views import Done
from services import honors
from services.ids import new_id
from ui import friend_words, wording
from ui.referrals import paper, queries
from ui.referrals.queries import Honored
from ui.referrals.reason import ReasonSheet
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable


class HonorsPane(Retranslated, QWidget):
    """`chosen(MemberId | None)`, `opened(MemberId)`."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._honored: Honored | None = None
        self._press = paper.Press(context, self)
        self._told = Label("", "caption", wrap=True)
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model)
        self._empty = EmptyState("medal")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.print_button = KeyButton("", "Ctrl+P", icon="printer", bind=True)
        self.end_button = KeyButton("", icon="prohibit")
        buttons = Line(gap=8)
        buttons.add(self.print_button, self.end_button, None)
        column = Column(self, gap=8)
        column.add(self._told)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.print_button.clicked.connect(self._on_print)
        self.end_button.clicked.connect(self._on_end)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("name", self.tr("会员"), 140, bold=True),
            TableColumn("honor", self.tr("荣誉"), 150),
            TableColumn("from", self.tr("从"), 112),
            TableColumn("until", self.tr("到"), 112),
            TableColumn("reason", self.tr("原因"), 200),
            TableColumn("by", self.tr("授予人"), 90),
        )

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("荣誉"))
        self._model.set_columns(self._columns())
        self._model.refresh()
        self._told.setText(
            self.tr("在右边选一位会员，由老板授予。荣誉只让一次性的转介奖励多一些，不能买卖。")
        )
        self._empty.set_text(
            self.tr("还没有授予过荣誉。\n在关系树或排行里选一位会员，由老板授予形象大使或荣誉股东。")
        )
        self.print_button.set_caption(self.tr("打印证书"))
        self.end_button.set_caption(self.tr("结束…"))
        self._show_buttons()

    def reload(self) -> None:
        """Read who bears an honor today."""
        self._context.jobs.read_latest("referrals.honors", queries.honored, done=self._on_honored, owner=self)

    def _on_honored(self, honored: Honored) -> None:
        self._honored = honored
        self._model.set_ids(range(len(honored.honors)))
        self._stack.setCurrentWidget(self.table if honored.honors else self._empty)
        if honored.honors:
            self.table.set_current_row(0)
        self._show_buttons()

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        held = self._honored.honors if self._honored else ()
        on_rows([_cells(held[cast(int, at)]) for at in ids])

    def current(self) -> MemberHonor | None:
        """The honor with the cursor."""
        at = self.table.current_id()
        held = self._honored.honors if self._honored else ()
        return held[at] if isinstance(at, int) and at < len(held) else None

    def current_member(self) -> MemberId | None:
        """Who bears it."""
        honor = self.current()
        return honor.member_id if honor else None

    def _show_buttons(self) -> None:
        some = self.current() is not None
        self.print_button.setEnabled(some)
        self.end_button.setEnabled(some)

    def _on_current(self, _: object) -> None:
        honor = self.current()
        self._show_buttons()
        self.chosen.emit(honor.member_id if honor else None)

    def _on_activated(self, _: object) -> None:
        honor = self.current()
        if honor is not None:
            self.opened.emit(honor.member_id)

    def _on_print(self) -> None:
        honor = self.current()
        if honor is not None:
            self._press.show_certificate(f"{friend_words.honor(honor.honor)} {honor.name}", honor.honor_id)

    def _on_end(self) -> None:
        honor = self.current()
        if honor is None or self._honored is None:
            return
        told = self.tr("{name} 的{honor}到这一天为止；证书请收回。")
        told = told.format(name=honor.name, honor=friend_words.honor(honor.honor))
        sheet = ReasonSheet(self, self.tr("结束荣誉"), told, self.tr("结束"), self._honored.today)
        sheet.given.connect(partial(self._on_reason, honor))
        sheet.show()

    def _on_reason(self, honor: MemberHonor, reason: str, day: object) -> None:
        with_role(self._context, Role.OWNER, partial(self._end, honor, reason, day))

    def _end(self, honor: MemberHonor, reason: str, day: object, owner: StaffId | None) -> None:
        from datetime import date

        if isinstance(day, date):
            staff_id = owner or self._context.session.staff_id
            command = EndHonor(CommandId(new_id()), staff_id, honor.honor_id, day, reason)
            self._context.jobs.write(
                honors.end, command, done=self._on_ended, failed=self._on_failed, owner=self
            )

    def _on_ended(self, done: Done) -> None:
        self._context.toast("good", self.tr("荣誉已结束"))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))


def _cells(honor: MemberHonor) -> Row:
    return [
        honor.name,
        Cell(friend_words.honor(honor.honor), "info", chip=True),
        honor.from_day.isoformat(),
        honor.until_day.isoformat() if honor.until_day else Cell("—", "muted"),
        honor.reason,
        Cell(honor.given_by, "muted"),
    ]
