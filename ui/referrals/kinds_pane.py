"""The kinds of friend cards with what became of them, and the batches given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from services import friend_cards
from services.friend_cards import CardBatch
from services.printing.layouts import Layout
from ui.referrals import paper, queries
from ui.referrals.kind_sheet import KindSheet
from ui.referrals.many_sheet import ManySheet
from ui.referrals.queries import KindView
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, Cell, OnRows, Row, TableColumn
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import ComboBox
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.progress import ProgressLine
from ui.widgets.retranslate import Retranslated
from ui.widgets.table import DataTable

NEW_KEY: Final = "Ctrl+N"
EDIT_KEY: Final = "Ctrl+E"
_RIGHT: Final = frozenset({"issued", "used", "rate", "open", "expired", "count", "gone"})


class KindsPane(Retranslated, QWidget):
    """Above the kinds, below the batches; giving to one member is done at the counter (F7)."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kinds: tuple[KindView, ...] = ()
        self._batches: tuple[CardBatch, ...] = ()
        self.progress = ProgressLine()
        self._problem = Label("", "error", wrap=True)
        self._problem.hide()
        self._press = paper.Press(context, self, self.progress)
        self._told = Label("", "caption", wrap=True)
        self.new_button = KeyButton("", NEW_KEY, "primary", bind=True, icon="plus")
        self.edit_button = KeyButton("", EDIT_KEY, bind=True, icon="pencil-simple")
        self.many_button = KeyButton("", icon="users-three")
        self.print_button = KeyButton("", "Ctrl+P", bind=True, icon="printer")
        self.layout_box = ComboBox()
        self._kind_model = BlockModel(self._kind_columns(), self._fetch_kinds, self)
        self.kinds = DataTable(self._kind_model)
        self._batch_model = BlockModel(self._batch_columns(), self._fetch_batches, self)
        self.batches = DataTable(self._batch_model)
        self._batches_title = Label("", "strong")
        self._empty = EmptyState("cards", "", "", NEW_KEY)
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        self.retranslate()

    def _assemble(self) -> None:
        body = QWidget()
        column = Column(body, gap=8)
        buttons = Line(gap=8)
        buttons.add(self._told, self.many_button, self.edit_button, self.new_button)
        buttons.setStretch(0, 1)
        low = Line(gap=8)
        low.add(self._batches_title, None, self.layout_box, self.print_button)
        column.addWidget(self.kinds, 3)
        column.addLayout(low)
        column.addWidget(self.batches, 2)
        column.add(self.progress, self._problem)
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty)
        whole = Column(self, gap=8)
        whole.addLayout(buttons)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self._on_new)
        self._empty.acted.connect(self._on_new)
        self.edit_button.clicked.connect(self._on_edit)
        self.kinds.activated_id.connect(self._on_edit)
        self.many_button.clicked.connect(self._on_many)
        self.print_button.clicked.connect(self._on_print)
        self.batches.activated_id.connect(self._on_print)
        self.kinds.current_changed.connect(self._show_buttons)
        self.batches.current_changed.connect(self._show_buttons)
        self._press.refused.connect(self._say)
        self._press.busy_changed.connect(self._show_buttons)

    def _kind_columns(self) -> tuple[TableColumn, ...]:
        titles = {
            "name": (self.tr("种类"), 190),
            "benefit": (self.tr("朋友得到"), 170),
            "reward": (self.tr("赠卡人得到"), 170),
            "issued": (self.tr("已给"), 80),
            "used": (self.tr("带来朋友"), 90),
            "rate": (self.tr("用卡率"), 80),
            "open": (self.tr("还可用"), 80),
            "expired": (self.tr("过期"), 70),
            "state": (self.tr("状态"), 90),
        }
        return _columns(titles)

    def _batch_columns(self) -> tuple[TableColumn, ...]:
        titles = {
            "at": (self.tr("给出时间"), 150),
            "giver": (self.tr("给谁"), 220),
            "count": (self.tr("张数"), 92),
            "used": (self.tr("已用"), 80),
            "gone": (self.tr("交回作废"), 96),
            "kind": (self.tr("种类"), 190),
        }
        return _columns(titles)

    def retranslate(self) -> None:
        self.kinds.setAccessibleName(self.tr("闺蜜卡种类"))
        self.batches.setAccessibleName(self.tr("给出的批次"))
        self._kind_model.set_columns(self._kind_columns())
        self._batch_model.set_columns(self._batch_columns())
        self._kind_model.refresh()
        self._batch_model.refresh()
        self._told.setText(self.tr("给一位会员：在收银打开这位会员，按 F7。"))
        self.new_button.set_caption(self.tr("新种类"))
        self.edit_button.set_caption(self.tr("修改"))
        self.many_button.set_caption(self.tr("发给一批人…"))
        self.print_button.set_caption(self.tr("打印这一批"))
        self._batches_title.setText(self.tr("给出的批次"))
        self.layout_box.set_entries([(layout, paper.layout_name(layout)) for layout in paper.LAYOUTS])
        self.layout_box.setAccessibleName(self.tr("版式"))
        self._empty.set_text(
            self.tr("闺蜜卡：会员送给朋友，朋友首次到店有礼，会员得一次性的谢礼。\n先定好两边各得什么。"),
            self.tr("新种类"),
        )
        self._show_buttons()

    def reload(self) -> None:
        """Read kinds and batches."""
        jobs = self._context.jobs
        jobs.read_latest("referrals.kinds", queries.kinds, done=self._on_kinds, owner=self)
        jobs.read_latest("referrals.batches", friend_cards.batches, done=self._on_batches, owner=self)

    def _on_kinds(self, kinds: tuple[KindView, ...]) -> None:
        self._kinds = kinds
        self._kind_model.set_ids(range(len(kinds)))
        self._stack.setCurrentIndex(0 if kinds else 1)
        if kinds and self.current_kind() is None:
            self.kinds.set_current_row(0)
        self._show_buttons()

    def _on_batches(self, batches: tuple[CardBatch, ...]) -> None:
        self._batches = batches
        self._batch_model.set_ids(range(len(batches)))
        if batches and self.current_batch() is None:
            self.batches.set_current_row(0)
        self._show_buttons()

    def _fetch_kinds(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([self._kind_cells(self._kinds[cast(int, at)]) for at in ids])

    def _fetch_batches(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        on_rows([self._batch_cells(self._batches[cast(int, at)]) for at in ids])

    def _kind_cells(self, view: KindView) -> Row:
        row = view.row
        rate = f"{round(100 * row.used / row.issued)}%" if row.issued else "—"
        active = row.kind.active
        return [
            Cell(row.kind.name, "" if active else "muted", bold=active),
            view.benefit,
            view.reward,
            f"{row.issued:,}",
            f"{row.used:,}",
            rate,
            f"{row.open:,}",
            Cell(f"{row.expired:,}", "" if row.expired else "muted"),
            Cell(self.tr("在发") if active else self.tr("停用"), "good" if active else "muted", chip=True),
        ]

    def _batch_cells(self, batch: CardBatch) -> Row:
        several = self.tr("{name} 等 {count} 位").format(name=batch.giver, count=f"{batch.givers:,}")
        return [
            batch.at.strftime("%Y-%m-%d %H:%M"),
            Cell(batch.giver if batch.givers < 2 else several, bold=True),
            f"{batch.count:,}",
            f"{batch.used:,}",
            Cell(f"{batch.gone:,}", "" if batch.gone else "muted"),
            batch.kind_name,
        ]

    def current_kind(self) -> KindView | None:
        """The kind with the cursor."""
        at = self.kinds.current_id()
        return self._kinds[at] if isinstance(at, int) and at < len(self._kinds) else None

    def current_batch(self) -> CardBatch | None:
        """The batch with the cursor."""
        at = self.batches.current_id()
        return self._batches[at] if isinstance(at, int) and at < len(self._batches) else None

    def _show_buttons(self, *_: object) -> None:
        view = self.current_kind()
        self.edit_button.setEnabled(view is not None)
        self.many_button.setEnabled(view is not None and view.row.kind.active)
        self.print_button.setEnabled(self.current_batch() is not None and not self._press.is_busy)

    def _on_new(self) -> None:
        position = max((view.row.kind.position for view in self._kinds), default=-1) + 1
        KindSheet(self._context, self, None, position).show()

    def _on_edit(self, *_: object) -> None:
        view = self.current_kind()
        if view is not None:
            KindSheet(self._context, self, view.row.kind, view.row.kind.position).show()

    def _on_many(self) -> None:
        view = self.current_kind()
        if view is not None:
            ManySheet(self._context, self, view.row.kind).show()

    def _on_print(self, *_: object) -> None:
        batch = self.current_batch()
        layout = self.layout_box.value()
        self._say("")
        if self._press.is_busy:
            return
        if batch is not None and isinstance(layout, Layout):
            self._press.show_batch(f"{batch.kind_name} · {batch.giver}", batch.batch_id, batch.count, layout)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def _columns(titles: dict[str, tuple[str, int]]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(key, title, width, "right" if key in _RIGHT else "left")
        for key, (title, width) in titles.items()
    )
