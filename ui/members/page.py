"""The Members page: any number of members, sorted and filtered by the database."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.changes import ChangeSet, Kind
from model.ids import MemberId
from model.shop import Role
from model.views import SavedView
from services import members
from ui import theme
from ui.members import queries
from ui.members.criteria import Criteria, columns_of, from_json, to_json
from ui.members.exporting import ExportBar
from ui.members.filter_bar import FilterBar
from ui.members.found_list import FoundList
from ui.members.saved_views import ViewsButton
from ui.members.vouchers_button import VouchersButton
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Busy
from ui.widgets.retranslate import Retranslated
from ui.widgets.search_box import SearchBox

_RELIST_AFTER_MS = 800
_TYPE_PAUSE_MS = 120
_SHOWN_KINDS = (Kind.MEMBER, Kind.LEDGER)
_CHOICE_KINDS = (Kind.TIER, Kind.SOURCE, Kind.TAG)


class MembersPage(Retranslated, QWidget):
    """Enter or a double click opens the member at the counter."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._criteria = Criteria()
        self._listed: queries.Listed | None = None
        self._stale = True
        self._title = Label("", "title")
        self._count = Label("", "muted")
        self._busy = Busy()
        self._busy.hide()
        self._search = SearchBox(key="Ctrl+F", big=False)
        self._views = ViewsButton(context, self._definition)
        self._columns = KeyButton(icon="columns")
        self._export = KeyButton(icon="export")
        self._vouchers = VouchersButton(context)
        self._new = KeyButton(key="F2", icon="user-plus", kind="primary", bind=True)
        self._filters = FilterBar()
        self._exporting = ExportBar(context)
        self._list = FoundList(context)
        self._put_together()
        self._listen()
        self.setFocusProxy(self._search)
        self.retranslate()
        context.jobs.read(members.choices, done=self._filters.offer, owner=self)

    def _put_together(self) -> None:
        head = Line(gap=10)
        head.add(self._title, self._count, self._busy, None)
        head.addWidget(self._search, 100)
        head.add(self._views, self._columns, self._export, self._vouchers, self._new)
        column = Column(self, margin=(18, 14, 18, 14), gap=10)
        column.addLayout(head)
        column.add(self._filters, self._exporting)
        column.addWidget(self._list, 1)
        self.restyle()

    def restyle(self) -> None:
        self._search.setMinimumWidth(theme.px(130))
        self._search.setMaximumWidth(theme.px(340))
        # Large text on a small screen: the list gives way, the window doesn't grow over the edge.
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.setMinimumHeight(theme.px(120))

    def _listen(self) -> None:
        self._relist_soon = QTimer(self, singleShot=True, interval=_RELIST_AFTER_MS)
        self._relist_soon.timeout.connect(self._on_relist)
        self._typed_soon = QTimer(self, singleShot=True, interval=_TYPE_PAUSE_MS)
        self._typed_soon.timeout.connect(self._on_typed)
        self._search.typed.connect(self._typed_soon.start)
        self._search.entered.connect(self._on_entered)
        self._search.arrow.connect(self._list.go_in)
        self._search.left.connect(self._on_search_left)
        self._views.chosen.connect(self._on_view)
        self._columns.clicked.connect(self._on_columns)
        self._export.clicked.connect(self._on_export)
        self._new.clicked.connect(self._on_new)
        self._filters.changed.connect(self._on_filtered)
        self._list.table.sort_requested.connect(self._on_sorted)
        self._list.listed.connect(self._on_listed)
        self._list.listed.connect(self._vouchers.show_listed)
        self._list.busy.connect(self._busy.setVisible)
        self._list.first_step.connect(self._on_new)
        self._list.everybody_wanted.connect(self._on_everybody)
        self._context.bus.committed.connect(self._on_committed)

    def retranslate(self) -> None:
        self._title.setText(self.tr("会员"))
        self._busy.set_text(self.tr("正在查找"))
        self._search.set_hint(self.tr("手机尾号 · 姓名 · 拼音 · 会员号"))
        self._columns.set_caption(self.tr("列"))
        self._export.set_caption(self.tr("导出"))
        self._new.set_caption(self.tr("新会员"))
        self._show_counts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._on_relist()

    def page_shown(self, _argument: object = None) -> None:
        """The window shows this page: on with the member looked at last, or with the search."""
        if self._list.table.current_id() is None:
            self._search.setFocus()
        else:
            self._list.go_in()

    def _on_relist(self) -> None:
        self._stale = False
        self._list.ask(self._criteria)

    def _on_listed(self, listed: queries.Listed) -> None:
        self._listed = listed
        self._show_counts()

    def _show_counts(self) -> None:
        if self._listed is None:
            return
        found, total = len(self._listed.ids), self._listed.total
        whole = self.tr("共 {total} 位").format(total=f"{total:,}")
        part = self.tr("符合 {found} 位，共 {total} 位").format(found=f"{found:,}", total=f"{total:,}")
        self._count.setText(part if self._listed.criteria.is_narrowed else whole)
        self._export.setEnabled(found > 0)

    def _show(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._filters.set_criteria(criteria)
        self._list.table.show_order(criteria)
        self._list.ask(criteria)

    def _on_typed(self) -> None:
        text = self._search.text().strip()
        if text != self._criteria.text:
            self._show(replace(self._criteria, text=text))

    def _on_entered(self) -> None:
        self._typed_soon.stop()
        self._on_typed()
        self._list.go_in()

    def _on_search_left(self) -> None:
        self._search.set_text("")
        self._list.go_in()

    def _on_filtered(self, criteria: Criteria) -> None:
        # The bar knows neither the text nor the order.
        kept = self._criteria
        self._show(replace(criteria, text=kept.text, sort=kept.sort, descending=kept.descending))

    def _on_sorted(self, key: str, descending: bool) -> None:
        sort = self._list.table.sort_of(key)
        if sort is not None:
            self._show(replace(self._criteria, sort=sort, descending=descending))

    def _on_everybody(self) -> None:
        self._search.clear()
        self._show(self._criteria.everybody())

    def _definition(self) -> str:
        return to_json(self._criteria, self._list.table.column_state())

    def _on_view(self, view: SavedView) -> None:
        columns = columns_of(view.definition)
        if isinstance(columns, dict):
            self._list.table.restore_columns(columns)
        criteria = from_json(view.definition)
        self._search.set_text(criteria.text)
        self._typed_soon.stop()
        self._show(criteria)

    def _on_columns(self) -> None:
        corner = QPoint(0, self._columns.height() + 2)
        self._list.table.pop_up_columns(self._columns.mapToGlobal(corner))

    def _on_new(self) -> None:
        sheet = self._context.open_sheet("sign_up", {})
        finished = getattr(sheet, "finished", None)
        if finished is not None:
            finished.connect(self._on_signed_up)

    def _on_signed_up(self, member_id: MemberId | None) -> None:
        if member_id is not None:
            self._context.open_page("counter", member_id)

    def _on_export(self) -> None:
        if self._context.session.may(Role.MANAGER):
            self._ask_export()
        else:
            self._context.approve(Role.MANAGER, self._ask_export, self.tr("导出会员"))

    def _ask_export(self, _approver: object = None) -> None:
        if self._listed is None or self._exporting.is_running:
            return
        table = self._list.table
        name = self.tr("会员 {day}").format(day=self._listed.day.isoformat())
        self._exporting.ask(
            self._listed.ids, table.shown_columns(), masked=table.hides_phones, name=f"{name}.csv"
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _CHOICE_KINDS):
            self._context.jobs.read(members.choices, done=self._filters.offer, owner=self)
        if not any(changes.touches(kind) for kind in _SHOWN_KINDS):
            return
        if self.isVisible():
            self._list.table.refresh()
            self._relist_soon.start()
        else:
            self._stale = True
