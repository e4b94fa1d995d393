"""The members found: asking for them, showing them, and saying so when there are none or it failed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from services import member_list
from ui import wording
from ui.members import queries
from ui.members.criteria import Criteria
from ui.members.member_table import MemberTable
from ui.shell.context import PageContext
from ui.widgets.card import Card
from ui.widgets.layouts import Column
from ui.widgets.messages import Banner, EmptyState
from ui.widgets.retranslate import Retranslated

_BUSY_AFTER_MS = 300


class FoundList(Retranslated, QWidget):
    """`listed(Listed)` after each answer, `busy(bool)` while one takes long.

    `first_step` and `everybody_wanted` are the ways out of an empty list.
    """

    listed = Signal(object)
    busy = Signal(bool)
    first_step = Signal()
    everybody_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._criteria = Criteria()
        self._answer: queries.Listed | None = None
        self._wanted = "open"
        self.table = MemberTable(context)
        self._problem = Banner(tone="accent")
        self._problem.hide()
        self._empty = EmptyState("users")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        card = Card(margin=(8, 4, 4, 4), gap=0)
        card.body.addWidget(self._stack)
        column = Column(self, gap=10)
        column.addWidget(self._problem)
        column.addWidget(card, 1)
        self._busy_soon = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_soon.timeout.connect(self._on_busy)
        self._listen()

    def _listen(self) -> None:
        self._problem.acted.connect(self._on_retry)
        self._empty.acted.connect(self._on_empty_step)
        self.table.activated_id.connect(self._on_activated)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.open_account)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_row_menu)

    def retranslate(self) -> None:
        self._show_answer()

    def ask(self, criteria: Criteria) -> None:
        """List those whom the criteria finds."""
        self._criteria = criteria
        self._busy_soon.start()
        self._context.jobs.read_latest(
            "members",
            queries.listed,
            criteria,
            self.table.current_id(),
            done=self._on_listed,
            failed=self._on_failed,
            owner=self,
        )

    def go_in(self, *_: object) -> None:
        """Put the cursor into the list, on the first member when it stands nowhere."""
        if self._answer is None or not self._answer.ids:
            return
        self.table.setFocus()
        if self.table.current_id() is None:
            self.table.set_current_row(0)

    def _on_busy(self) -> None:
        self.busy.emit(True)

    def _rest(self) -> None:
        self._busy_soon.stop()
        self.busy.emit(False)

    def _on_listed(self, answer: queries.Listed) -> None:
        self._rest()
        self._problem.hide()
        self._answer = answer
        self.table.show_listed(answer)
        self._show_answer()
        self.listed.emit(answer)

    def _show_answer(self) -> None:
        if self._answer is None:
            return
        if self._answer.total == 0:
            what_for = self.tr("会员会列在这里：余额、到店、生日，随时排序和筛选。先登记第一位。")
            self._empty.set_text(what_for, self.tr("新会员"))
        else:
            self._empty.set_text(self.tr("没有符合这些条件的会员。"), self.tr("清除筛选"))
        self._stack.setCurrentWidget(self.table if self._answer.ids else self._empty)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._rest()
        self._problem.set_text(wording.word(error), [("retry", self.tr("再试一次"))])
        self._problem.show()

    def _on_retry(self, _action: str) -> None:
        self.ask(self._criteria)

    def _on_empty_step(self) -> None:
        nobody = self._answer is not None and self._answer.total == 0
        (self.first_step if nobody else self.everybody_wanted).emit()

    def _on_activated(self, row: object) -> None:
        self._open(row, "open")

    def open_account(self) -> None:
        """Open the account of the member under the cursor."""
        row = self.table.current_id()
        if row is not None:
            self._open(row, "account")

    def _open(self, row: object, what: str) -> None:
        self._wanted = what
        self._context.jobs.read(member_list.member_of, row, done=self._on_member, owner=self)

    def _on_member(self, member_id: MemberId) -> None:
        if self._wanted == "open":
            self._context.open_page("counter", member_id)
        else:
            sheet = "edit_member" if self._wanted == "edit" else "account"
            self._context.open_sheet(sheet, {"member_id": member_id})

    def _on_row_menu(self, where: QPoint) -> None:
        if self.table.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("在收银台打开")).setData("open")
        menu.addAction(self.tr("修改资料")).setData("edit")
        menu.addAction(self.tr("账户…（Ctrl+M）")).setData("account")
        menu.triggered.connect(self._on_row_action)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _on_row_action(self, action: QAction) -> None:
        row = self.table.current_id()
        if row is not None:
            self._open(row, str(action.data()))
