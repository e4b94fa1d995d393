"""The table of members: its columns, what is remembered of them, and its rows from off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from model.members_filter import SortKey
from model.shop import Role
from services.exports import ExportColumn
from ui.members import column_memory, queries
from ui.members.columns import BY_KEY, COLUMNS
from ui.members.criteria import Criteria
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, OnRows, Row, TableColumn
from ui.widgets.table import DataTable

_KEEP_AFTER_MS = 1_500


def table_columns() -> tuple[TableColumn, ...]:
    """The columns with their titles in the language of now."""
    return tuple(
        TableColumn(
            column.key,
            column.heading(),
            column.width,
            column.align,
            sortable=column.sort is not None,
            bold=column.key in ("name", "stored"),
            shown=column.shown,
        )
        for column in COLUMNS
    )


class MemberTable(DataTable):
    """Rows are local row numbers; phones are masked while a cashier is signed in."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        self._context = context
        self._members = BlockModel(table_columns(), self._fetch)
        super().__init__(self._members, parent)
        self._members.setParent(self)
        # Where the two scroll bars meet Qt would paint a frame.
        self.setCornerWidget(QWidget())
        self._restored = False
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._on_keep)
        self.columns_changed.connect(self._on_changed)
        context.jobs.read(column_memory.load, done=self._on_remembered, owner=self)
        context.session.changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("会员列表"))
        self._members.set_columns(table_columns())

    @property
    def hides_phones(self) -> bool:
        """Whether the person signed in sees phones masked."""
        return not self._context.session.may(Role.MANAGER)

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        done = partial(self._deliver, on_rows)
        self._context.jobs.read(queries.table_rows, ids, self.hides_phones, done=done, owner=self)

    def _deliver(self, on_rows: OnRows, rows: Sequence[Row]) -> None:
        on_rows(rows)

    def show_listed(self, listed: queries.Listed) -> None:
        """Show these members, the cursor on the one that had it."""
        self._members.set_ids(listed.ids)
        self.show_order(listed.criteria)
        if listed.place >= 0:
            self.set_current_row(listed.place)

    def show_order(self, criteria: Criteria) -> None:
        """Mark the column by which the rows are sorted."""
        key = next((c.key for c in COLUMNS if c.sort is criteria.sort), "")
        self.set_sort(key, criteria.descending)

    def refresh(self) -> None:
        """Fetch again what is looked at."""
        self._members.refresh()

    def sort_of(self, key: str) -> SortKey | None:
        """By what the database sorts for a column."""
        return BY_KEY[key].sort

    def shown_columns(self) -> tuple[ExportColumn, ...]:
        """The visible columns from left to right, as an export takes them."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return tuple(
            ExportColumn(COLUMNS[at].key, COLUMNS[at].heading())
            for at in places
            if not self.isColumnHidden(at)
        )

    def pop_up_columns(self, where: QPoint) -> None:
        """Offer to show and hide columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading())
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setEnabled(column.key != "name")
            action.setData(column.key)
        menu.triggered.connect(self._on_column)
        menu.popup(where)

    def _on_column(self, action: QAction) -> None:
        self.show_column(str(action.data()), action.isChecked())

    def _on_remembered(self, state: dict[str, object]) -> None:
        if state:
            self.restore_columns(state)
        self._restored = True

    def _on_changed(self) -> None:
        # Columns also move while the table is being built: that is nobody's wish.
        if self._restored:
            self._keep_soon.start()

    def _on_keep(self) -> None:
        self._context.jobs.read(column_memory.store, self.column_state(), owner=self)
