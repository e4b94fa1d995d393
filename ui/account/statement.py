"""A member's statement (对账单): choose the days, look at every entry, print it or export it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import Money
from model.statement import Statement, StatementEntry
from services import statements
from services.printing.files import file_name
from services.printing.strings import words
from ui import theme, wording
from ui.account.paper import AccountPaper
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dates import DateEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.messages import EmptyState
from ui.widgets.sheet import Sheet
from ui.widgets.table import DataTable


class Span(StrEnum):
    """Days that are asked for often."""

    MONTH = "month"
    LAST_MONTH = "last_month"
    YEAR = "year"
    ALL = "all"


_RIGHT: Final = frozenset({"outside", "principal", "bonus", "points", "principal_after", "bonus_after"})

_LARGE: Final = 1.2


def days_of(span: Span, today: date, first: date) -> tuple[date, date]:
    """The first and last day of a span; `first` is the member's first entry."""
    month = today.replace(day=1)
    if span is Span.LAST_MONTH:
        end = month - timedelta(days=1)
        return end.replace(day=1), end
    starts = {Span.MONTH: month, Span.YEAR: today.replace(month=1, day=1), Span.ALL: min(first, today)}
    return starts[span], today


class StatementSheet(Sheet):
    """Reads again at every change of the days and after every entry on this account."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId) -> None:
        super().__init__(parent, "", 1040)
        self._context = context
        self._member_id = member_id
        self._statement: Statement | None = None
        self._today: date | None = None
        self._first: date | None = None
        self._paper = AccountPaper(context, context.bus)
        self.span = ChipChoice(one_line=True, optional=True)
        self.from_day = DateEdit()
        self.to_day = DateEdit()
        self._between = Label("", "muted")
        self._balances = Label("", bold=True, wrap=True)
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model, gives="what")
        self._empty = EmptyState("list-bullets")
        self._stack = QStackedWidget()
        self._coming = Label("", "muted", wrap=True)
        self._back = KeyButton("", "Esc")
        self.export_button = KeyButton("", "Ctrl+S", icon="floppy-disk", bind=True)
        self.print_button = KeyButton("", "Ctrl+P", "primary", icon="printer", bind=True)
        self._build()
        self.retranslate()
        context.bus.committed.connect(self._on_committed)
        context.jobs.read(_days, member_id, done=self._on_days, failed=self._on_failed, owner=self)

    def _build(self) -> None:
        self.span.set_entries([(span, "") for span in Span])
        between = Line(gap=8)
        between.add(self.from_day, self._between, self.to_day)
        self._days = Line(gap=8)
        self._days.add(self.span, None)
        self._days.addLayout(between)
        self._days.setAlignment(between, Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.body.addLayout(self._days)
        self.body.add(self._balances, self._stack, self._coming)
        self.set_buttons(self._back, self.export_button, self.print_button)
        self.starts_at = self.table
        self._back.clicked.connect(self.dismiss)
        self.span.changed.connect(self._on_span)
        self.from_day.valueChanged.connect(self._on_day)
        self.to_day.valueChanged.connect(self._on_day)
        self.print_button.clicked.connect(self._on_print)
        self.export_button.clicked.connect(self._on_export)
        self.restyle()

    def restyle(self) -> None:
        self._stack.setFixedHeight(theme.px(360))
        # Large text leaves no room for both beside each other, nor for the number, which paper shows.
        large = theme.scale() > _LARGE
        directions = QBoxLayout.Direction
        self._days.setDirection(directions.TopToBottom if large else directions.LeftToRight)
        self.table.show_column("number", not large)
        super().restyle()

    def retranslate(self) -> None:
        self.span.set_texts([self.tr("本月"), self.tr("上月"), self.tr("今年"), self.tr("全部")])
        self._between.setText(self.tr("至"))
        self.from_day.setAccessibleName(self.tr("从哪天起"))
        self.to_day.setAccessibleName(self.tr("到哪天"))
        self.table.setAccessibleName(self.tr("对账单"))
        self._empty.set_text(self.tr("这段时间没有往来。"))
        self._back.set_caption(self.tr("返回"))
        self.export_button.set_caption(self.tr("导出表格"))
        self.print_button.set_caption(self.tr("打印"))
        self._model.set_columns(self._columns())
        self._model.refresh()
        self._fill()

    def _columns(self) -> tuple[TableColumn, ...]:
        titles = {
            "at": (self.tr("时间"), 132),
            "number": (self.tr("单号"), 92),
            "what": (self.tr("内容"), 196),
            "outside": (self.tr("付款"), 98),
            "principal": (self.tr("本金"), 98),
            "bonus": (self.tr("赠金"), 92),
            "points": (self.tr("积分"), 68),
            "principal_after": (self.tr("本金余额"), 114),
            "bonus_after": (self.tr("赠金余额"), 98),
        }
        return tuple(
            TableColumn(key, title, width, "right" if key in _RIGHT else "left", bold=key.endswith("after"))
            for key, (title, width) in titles.items()
        )

    @property
    def _language(self) -> str:
        return self._context.settings.current.look.language

    def _on_days(self, days: tuple[date, date]) -> None:
        self._first, self._today = days
        self.span.set_value(Span.YEAR)
        self._on_span()

    def _on_span(self) -> None:
        span = self.span.value()
        if isinstance(span, Span) and self._today is not None and self._first is not None:
            first, last = days_of(span, self._today, self._first)
            self.from_day.set_value(first)
            self.to_day.set_value(last)
            self._load()

    def _on_day(self, _: object) -> None:
        self.span.set_values(())
        self._load()

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.LEDGER, self._member_id):
            self._load()

    def _load(self) -> None:
        first, last = self.from_day.value(), self.to_day.value()
        if first is None or last is None:
            return
        self._context.jobs.read_latest(
            "account.statement",
            statements.statement,
            self._member_id,
            first,
            last,
            done=self._on_statement,
            failed=self._on_failed,
            owner=self,
        )

    def _on_statement(self, found: Statement) -> None:
        self.show_error("")
        self._statement = found
        self._model.set_ids(range(len(found.entries)))
        self._model.refresh()
        self._stack.setCurrentWidget(self.table if found.entries else self._empty)
        if found.entries:
            self.table.set_current_row(len(found.entries) - 1)
        self._fill()

    def _fill(self) -> None:
        found = self._statement
        self.print_button.setEnabled(found is not None)
        self.export_button.setEnabled(found is not None)
        if found is None:
            self.set_title(self.tr("对账单"))
            return
        self.set_title(self.tr("对账单 · {name}").format(name=found.member_name))
        told = self.tr(
            "期初 本金 {principal} 赠金 {bonus} 积分 {points}　→　"
            "期末 本金 {after} 赠金 {bonus_after} 积分 {points_after}"
        )
        self._balances.setText(
            told.format(
                principal=found.opening.principal,
                bonus=found.opening.bonus,
                points=_count(found.opening.points),
                after=found.closing.principal,
                bonus_after=found.closing.bonus,
                points_after=_count(found.closing.points),
            )
        )
        self._coming.setText(self._coming_text(found))
        self._coming.setVisible(bool(self._coming.text()))
        self.rearrange()

    def _coming_text(self, found: Statement) -> str:
        parts = []
        if found.instalments:
            amount = sum((one.amount for one in found.instalments), Money(0))
            told = self.tr("还可领返现 {count} 期，共 {amount}，下一期 {day}")
            parts.append(
                told.format(count=len(found.instalments), amount=amount, day=found.instalments[0].due_on)
            )
        for pack in found.packs:
            told = self.tr("{name} 剩 {left} 次")
            parts.append(told.format(name=pack.name, left=pack.sessions_left))
        return self.tr("；").join(parts)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        entries = self._statement.entries if self._statement else ()
        on_rows(
            [_cells(entries[cast(int, at)], self._language) for at in ids if cast(int, at) < len(entries)]
        )

    def _on_print(self) -> None:
        found = self._statement
        if found is not None:
            title = self.tr("对账单 {name}").format(name=found.member_name)
            self._paper.show_pages(title, _pages, self._member_id, found.first, found.last)

    def _on_export(self) -> None:
        found = self._statement
        if found is None:
            return
        dialog = QFileDialog(self.window(), self.tr("导出对账单"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("表格文件 (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(
            file_name(f"{found.member_name} {found.first} {found.last}").replace(".pdf", ".csv")
        )
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Write the statement shown into this file."""
        if self._statement is None:
            return
        say = words(self._language)
        kinds = {kind: say(f"kind.{kind}") for kind in TxnKind}
        headings = tuple(say(_HEADINGS[cell]) for cell in statements.CELLS)
        self._context.jobs.read(
            _export,
            Path(path),
            self._statement,
            headings,
            kinds,
            done=self._on_exported,
            failed=self._on_failed,
            owner=self,
        )

    def _on_exported(self, written: int) -> None:
        self._context.toast("good", self.tr("已导出 {count} 笔").format(count=written))

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))


_HEADINGS: Final = {
    "at": "statement.at",
    "number": "worksheet.number",
    "kind": "statement.kind",
    "title": "statement.what",
    "outside": "statement.outside",
    "principal": "statement.principal",
    "bonus": "statement.bonus",
    "points": "statement.points",
    "packs": "statement.packs",
    "principal_after": "statement.principal_after",
    "bonus_after": "statement.bonus_after",
    "points_after": "statement.points_after",
    "packs_after": "statement.packs_after",
}
"""Column of the export → its words, those of the printed statement."""


def _cells(entry: StatementEntry, language: str) -> tuple[str | Cell, ...]:
    told = words(language)(f"kind.{entry.kind}")
    if entry.title:
        told = f"{told}　{entry.title}"
    return (
        Cell(entry.at.strftime("%Y-%m-%d %H:%M"), "muted"),
        Cell(entry.number, "muted"),
        told,
        _signed(entry.outside),
        _signed(entry.moved.principal),
        _signed(entry.moved.bonus),
        _moved(entry.moved.points),
        str(entry.after.principal),
        str(entry.after.bonus),
    )


def _count(points: int) -> str:
    return f"{points:,}".replace("-", "−")


def _moved(points: int) -> Cell:
    if not points:
        return Cell("")
    return Cell(f"+{points:,}", "good") if points > 0 else Cell(_count(points))


def _signed(amount: Money) -> Cell:
    if not amount:
        return Cell("")
    return Cell(f"+{amount}", "good") if amount.fen > 0 else Cell(f"−{-amount}")


def _days(read: Any, member_id: MemberId) -> tuple[date, date]:
    return statements.first_day(read, member_id), read.today


def _pages(read: Any, member_id: MemberId, first: date, last: date, language: str) -> Any:
    # The sheet opens without the machinery for printing.
    from services import statement_prints

    return statement_prints.pages(read, member_id, first, last, language)


def _export(_: Any, target: Path, of: Statement, headings: tuple[str, ...], kinds: dict[TxnKind, str]) -> int:
    return statements.export(target, of, headings, kinds)
