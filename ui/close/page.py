"""The page 日结: the day as it stands, cash in and out, the blind count, the seal, and past closes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.close import (
    Count,
    Explanation,
    OpenDay,
    SealDay,
    compare,
    tenders_to_count,
    worst,
)
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import Role
from model.views import Done
from services import closing
from services.ids import new_id
from ui import theme, wording
from ui.close import words
from ui.close.compare_pane import ComparePane
from ui.close.count_pane import CountPane
from ui.close.detail_sheet import DetailSheet
from ui.close.overview import Overview
from ui.close.tools import Tools
from ui.shell.context import PageContext
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Busy, EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.sheet import top_sheet

LOW: Final = 640
"""Design pixels in height from which the page has room for the large sums as well."""
_GAPS: Final = 76
"""Between and beside the parts of the head."""
_WATCHED: Final = (Kind.LEDGER, Kind.CLOSE, Kind.INSTALMENT, Kind.PACK, Kind.SETTING)


class ClosePage(Retranslated, QWidget):
    """Look, count, compare, seal: one after the other in the same place."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self._day: OpenDay | None = None
        self._count: Count | None = None
        self._counted: tuple[object, ...] | None = None
        """What the count on the page is of: the day's number, who counts, which tenders."""
        self._command_id = CommandId(new_id())
        self._failed: UserError | EnvironmentProblem | None = None
        self._title, self._days, self._which = Label("", "title"), Chip(), Chip("", "info")
        self.tools = Tools(context)
        self.overview = Overview(context)
        self.count = CountPane()
        self.compared = ComparePane()
        self._busy = Busy()
        self._problem = EmptyState("warning")
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        self._top, self._below = Line(gap=10), Line(gap=10)
        self._top.add(self._title, self._days, self._which, None)
        self._waiting = QWidget()
        waiting = Column(self._waiting)
        waiting.addStretch(1)
        waiting.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting.addStretch(1)
        for part in (self._waiting, self.overview, self.count, self.compared, self._problem):
            self._stack.addWidget(part)
        column = Column(self, margin=(18, 14, 18, 14), gap=12)
        column.addLayout(self._top)
        column.addLayout(self._below)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tools.counting.connect(self.begin_count)
        self.count.counted.connect(self._on_counted)
        self.count.left.connect(self._leave)
        self.compared.left.connect(self._recount)
        self.compared.sealed.connect(self._on_explained)
        self.overview.closes.opened.connect(self._on_opened)
        self._problem.acted.connect(self._load)
        self._context.bus.committed.connect(self._on_committed)
        self._context.session.changed.connect(self._show_day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        """Beside the title, or under it where large text leaves no room: then the sheet tells the sums."""
        head = (self._title, self._days, self._which, self.tools)
        roomy = self.width() >= sum(part.sizeHint().width() for part in head) + theme.px(_GAPS)
        wanted, other = (self._top, self._below) if roomy else (self._below, self._top)
        if wanted.indexOf(self.tools) < 0:
            other.removeWidget(self.tools)
            wanted.addWidget(self.tools)
        self.overview.figures.setVisible(roomy or self.height() >= theme.px(LOW))

    # Reading

    def page_shown(self, argument: object = None) -> None:
        """Come to the front; a count under way is still there."""
        if self._day is None and self._failed is None:
            self._stack.setCurrentWidget(self._waiting)
        if self._stale:
            self._load()
        current = self._stack.currentWidget()
        if current is self.count:
            self.count.resume()
        elif current is not self.compared:
            self.tools.take_focus(self.overview.closes.table)

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self._stale = True
            if self.isVisible():
                self._load()

    def _load(self) -> None:
        self._stale = False
        jobs = self._context.jobs
        jobs.read_latest("close.day", closing.open_day, done=self._on_day, failed=self._on_failed, owner=self)

    def _on_day(self, day: OpenDay) -> None:
        self._day, self._failed = day, None
        first = self._stack.currentWidget() in (self._waiting, self._problem)
        if first:
            self._stack.setCurrentWidget(self.overview)
        if self._stack.currentWidget() is self.compared and self._count is not None:
            self._compare(self._count)
            if self.isVisible() and top_sheet(self.window()) is None:
                self.compared.begin()
        self.retranslate()
        if first and self.isVisible():
            self.tools.take_focus(self.overview.closes.table)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._failed, self._stale = error, True
        self._stack.setCurrentWidget(self._problem)
        self.retranslate()

    # Showing

    def retranslate(self) -> None:
        self._title.setText(self.tr("日结"))
        self._busy.set_text(self.tr("正在读取…"))
        if self._failed is not None:
            self._problem.set_text(wording.word(self._failed), self.tr("再试一次"))
        self._show_day()

    def _show_day(self) -> None:
        day = self._day
        looking = self._stack.currentWidget() is self.overview
        self.tools.setVisible(looking)
        self._days.setVisible(day is not None)
        self._which.setVisible(day is not None)
        if day is None:
            return
        figures = day.sheet.figures
        self._days.set_text(words.days(figures.first_day, figures.last_day))
        self._which.set_text(words.number(day.number))
        self._place_tools()
        self.tools.show_day(day)
        # Whoever counts isn't told beforehand what ought to come out.
        self.overview.show_day(day, blind=not self._context.session.may(Role.MANAGER))

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._show_day()

    # Counting

    def begin_count(self) -> None:
        """Count the drawer, or go on where one was left: nothing on the way tells what is expected."""
        if self._day is None or not self._day.begun:
            return
        figures = self._day.sheet.figures
        stays = figures.drawer.floats or figures.drawer.opening
        accounts = tenders_to_count(figures)
        counted = (self._day.number, self._context.session.staff_id, tuple(accounts))
        self._command_id, self._count = CommandId(new_id()), None
        self.compared.forget()
        self._show(self.count)
        if counted != self._counted or self.count.is_empty:
            self.count.begin(accounts, stays)
        else:
            self._context.toast("good", self.tr("接着刚才点到的继续。"))
        self._counted = counted
        self.count.resume()

    def _leave(self) -> None:
        self._show(self.overview)
        self.tools.take_focus(self.overview.closes.table)

    def _recount(self) -> None:
        self._show(self.count)
        self.count.resume()

    def _on_counted(self, count: Count) -> None:
        self._count = count
        self._show(self.compared)
        self._compare(count)
        self.compared.show_error("")
        self.compared.begin()

    def _compare(self, count: Count) -> None:
        day = self._day
        if day is None:
            return
        found = compare(day.sheet.figures, count)
        manager = self._context.session.may(Role.MANAGER)
        self.compared.show_compared(found, count, day.limit, day.number, manager=manager)

    # Sealing

    def _on_explained(self, said: tuple[Explanation, ...]) -> None:
        day, count = self._day, self._count
        if day is None or count is None:
            return
        count = replace(count, explanations=said)
        needs = worst(compare(day.sheet.figures, count)) > day.limit
        if needs and not self._context.session.may(Role.MANAGER):
            self._context.approve(Role.MANAGER, partial(self._on_approved, count), self.tr("差额较大的日结"))
        else:
            self._seal(count, None)

    def _on_approved(self, count: Count, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._seal(count, StaffId(staff_id))

    def _seal(self, count: Count, approved_by: StaffId | None) -> None:
        if self._day is None:
            return
        figures = self._day.sheet.figures
        command = SealDay(
            self._command_id,
            self._context.session.staff_id,
            figures.last_day,
            figures.last_number,
            count,
            approved_by,
        )
        self.compared.seal_button.setEnabled(False)
        self._context.jobs.write(
            closing.seal, command, done=self._on_sealed, failed=self._on_refused, owner=self
        )

    def _on_sealed(self, done: Done) -> None:
        self.compared.seal_button.setEnabled(True)
        self._count, self._counted = None, None
        self.compared.forget()
        said = self.tr("{number}日结已封存").format(number=words.number(int(done.number)))
        self._context.toast("good", said)
        self._show(self.overview)
        self.overview.closes.table.setFocus()

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        self.compared.seal_button.setEnabled(True)
        if isinstance(error, UserError):
            self._command_id = CommandId(new_id())
            if error.code == "close.changed":
                self._load()
        self.compared.show_error(wording.word(error))

    # Past closes

    def _on_opened(self, number: int) -> None:
        DetailSheet(self._context, self, number).show()

    def scanned(self, code: str) -> bool:
        """Codes are the counter's."""
        return False
