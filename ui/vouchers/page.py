"""The page 券与卡: templates at the left, paper in the middle, issuing at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from model.changes import ChangeSet, Kind
from model.ids import BatchId
from model.voucher import VoucherTemplate
from services import catalog, vouchers
from services.vouchers import BatchRow, TemplateRow
from ui import theme
from ui.shell import camera_scans
from ui.shell.context import PageContext
from ui.vouchers.batches import BatchesPane
from ui.vouchers.editor import TemplateSheet
from ui.vouchers.issue_panel import IssuePanel
from ui.vouchers.preview_pane import BatchShown, PreviewPane
from ui.vouchers.receivers import Handed
from ui.vouchers.template_list import TemplateList
from ui.vouchers.words import batch_name
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox, CodeEdit
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated
from ui.widgets.tabs import SegmentedTabs, Tab

NEW_KEY: Final = "Ctrl+N"
EDIT_KEY: Final = "Ctrl+E"
CODE_KEY: Final = "F6"
"""The counter's key for redeeming."""
LIST_WIDTH: Final = 286
PANEL_WIDTH: Final = 300
_WATCHED: Final = (Kind.VOUCHER_TEMPLATE, Kind.VOUCHER, Kind.LEDGER)


class VouchersPage(Retranslated, QWidget):
    """`page_shown(Handed)` issues to the list of another page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._rows: tuple[TemplateRow, ...] = ()
        self._shown: VoucherTemplate | None = None
        self._wanted: object = None
        self._stale = True
        self._title = Label("", "title")
        self.code = CodeEdit(key=CODE_KEY)
        self.camera = KeyButton("", camera_scans.KEY, icon="camera")
        self.new_button = KeyButton("", NEW_KEY, bind=True, icon="plus")
        self._list_title = Label("", "heading")
        self._rate_title = Label("", "caption")
        self.list = TemplateList()
        self._stopped = CheckBox()
        self._stopped.hide()
        self.edit_button = KeyButton("", EDIT_KEY, bind=True, icon="pencil-simple")
        self._tabs = SegmentedTabs((Tab("preview", ""), Tab("batches", "")))
        self._middle = QStackedWidget()
        self.preview = PreviewPane(context)
        self.batches = BatchesPane(context)
        self.panel = IssuePanel(context)
        self._empty = EmptyState("ticket", "", "", NEW_KEY)
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        top = Line(gap=10)
        top.add(self._title, None, self.code, self.camera, self.new_button)
        self._side = Card(margin=(14, 14, 8, 12), gap=10)
        head = Line(margin=(0, 0, 6, 0))
        head.add(self._list_title, None, self._rate_title)
        self._side.body.addLayout(head)
        self._side.body.addWidget(self.list, 1)
        self._side.body.add(self._empty, self._stopped, self.edit_button)
        self.edit_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        middle = Card(margin=12, gap=8)
        self._middle.addWidget(self.preview)
        self._middle.addWidget(self.batches)
        middle.body.add(self._tabs)
        middle.body.addWidget(self._middle, 1)
        self._right = Card(margin=(14, 14, 8, 14))
        self._right.body.addWidget(self.panel)
        across = Line(gap=12)
        across.add(self._side, middle, self._right)
        across.setStretch(1, 1)
        column = Column(self, margin=(18, 14, 18, 14), gap=12)
        column.addLayout(top)
        column.addLayout(across, 1)
        self.restyle()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self._on_new)
        self._empty.acted.connect(self._on_new)
        self.edit_button.clicked.connect(self._on_edit)
        self.list.picked.connect(self._on_picked)
        self.list.opened.connect(self._on_edit)
        self._stopped.toggled.connect(self._show_rows)
        self.code.returnPressed.connect(self._on_code)
        self.camera.clicked.connect(self._context.scan_with_camera)
        self._tabs.changed.connect(self._on_tab)
        self.batches.chosen.connect(self._on_batch)
        self.batches.print_wanted.connect(self._on_reprint)
        self.panel.layout_chosen.connect(self.preview.set_layout)
        self.panel.count_changed.connect(self.preview.set_count)
        self.panel.issuing.issued.connect(self._on_issued)
        self._context.bus.committed.connect(self._on_committed)

    def restyle(self) -> None:
        # Large text takes what a small screen has: the sides give way first.
        self._side.setFixedWidth(theme.px(min(LIST_WIDTH, LIST_WIDTH / theme.scale() * 1.15)))
        self._right.setFixedWidth(theme.px(min(PANEL_WIDTH, PANEL_WIDTH / theme.scale() * 1.2)))
        self.code.setFixedWidth(theme.px(min(330, 330 / theme.scale() * 1.15)))

    def retranslate(self) -> None:
        self._title.setText(self.tr("券与卡"))
        self.code.setPlaceholderText(self.tr("扫券或输入券码核销，回车"))
        self.code.setAccessibleName(self.tr("券码"))
        self.camera.set_caption(self.tr("摄像头"))
        self.new_button.set_caption(self.tr("新券种"))
        self.edit_button.set_caption(self.tr("修改"))
        self._list_title.setText(self.tr("券种"))
        self._rate_title.setText(self.tr("核销率"))
        self._tabs.set_text("preview", self.tr("打印预览"))
        self._tabs.set_text("batches", self.tr("批次"))
        self._empty.set_text(
            self.tr("券把客人带回来：满减、折扣、体验、送礼。\n先做一个券种，再发给会员或印出来派发。"),
            self.tr("新券种"),
        )
        self._show_rows()

    # Reading

    def page_shown(self, argument: object = None) -> None:
        """Come to the front: refresh what went stale, take the list of another page."""
        if self._stale:
            self._load()
        if isinstance(argument, Handed):
            self.panel.hand(argument)
        elif isinstance(argument, tuple) and len(argument) == 2:
            self.panel.hand(Handed(argument[0], str(argument[1])))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self) -> None:
        self._stale = False
        jobs = self._context.jobs
        jobs.read_latest("vouchers.templates", vouchers.templates, done=self._on_templates, owner=self)
        jobs.read_latest("vouchers.catalog", catalog.everything, done=self.panel.offer, owner=self)
        self._load_batches()

    def _load_batches(self) -> None:
        self._context.jobs.read_latest(
            "vouchers.batches",
            vouchers.batches,
            self.list.current_id(),
            done=self.batches.show_batches,
            owner=self,
        )

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _WATCHED):
            self._stale = True
            if self.isVisible():
                self._load()

    def _on_templates(self, rows: tuple[TemplateRow, ...]) -> None:
        self._rows = rows
        self._show_rows()

    def _show_rows(self, *_: object) -> None:
        stopped = sum(not row.template.active for row in self._rows)
        self._stopped.set_text(self.tr("也显示停用的（{count}）").format(count=stopped))
        self._stopped.setVisible(stopped > 0)
        shown = [row for row in self._rows if row.template.active or self._stopped.isChecked()]
        self._empty.setVisible(not self._rows)
        self.list.setVisible(bool(self._rows))
        self.edit_button.setVisible(bool(self._rows))
        self.list.set_rows(shown, self._wanted)
        self._wanted = None

    # Choosing

    def _on_picked(self, row: TemplateRow | None) -> None:
        self.panel.show_template(row.template if row else None, row.rate_percent if row else 0)
        self.edit_button.setEnabled(row is not None)
        self.batches.show_template(row)
        shown = row.template if row else None
        if self._shown == shown and self.preview.batch is None and shown is not None:
            return
        moved = (self._shown.id if self._shown else None) != (shown.id if shown else None)
        self._shown = shown
        if moved or self.preview.batch is None:
            self.preview.set_count(self.panel.to_whom.count)
            self.preview.show_template(shown)
        if moved:
            self._load_batches()

    def _on_tab(self, id_: str) -> None:
        self._middle.setCurrentIndex(1 if id_ == "batches" else 0)

    def show_preview(self) -> None:
        """Bring the paper to the front."""
        self._tabs.choose("preview")
        self._middle.setCurrentIndex(0)

    def _on_batch(self, batch: BatchRow) -> None:
        self.preview.show_batch(BatchShown(batch.batch_id, batch_name(batch), batch.issued))
        self.show_preview()

    def _on_issued(self, batch_id: BatchId, count: int) -> None:
        if count:
            row = self.list.current()
            name = row.template.name if row else ""
            self.preview.show_batch(BatchShown(batch_id, name, count))
            self.show_preview()

    def _on_reprint(self, batch: BatchRow) -> None:
        self._on_batch(batch)
        self.panel.reprint(batch.batch_id, batch.issued)

    # Doing

    def _on_new(self) -> None:
        self._open_editor(None)

    def _on_edit(self, _: object = None) -> None:
        row = self.list.current()
        if row is not None:
            self._open_editor(row)

    def _open_editor(self, row: TemplateRow | None) -> None:
        position = max((r.template.position for r in self._rows), default=-1) + 1
        sheet = TemplateSheet(self._context, self, row.template if row else None, position)
        sheet.saved.connect(self._on_saved)
        sheet.show()

    def _on_saved(self, template_id: object) -> None:
        self._wanted = template_id

    def _on_code(self) -> None:
        code = self.code.clean_text()
        if code:
            self.code.clear()
            self._context.open_page("counter", code)

    def scanned(self, code: str) -> bool:
        """A member card scanned into the receiver's field is theirs; other codes are the counter's."""
        return self.panel.to_whom.one.member.takes_scan(code)
