"""The right panel 往来: what was done, newest first, with filter, reprint and reversal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget

from model.commands import Reprint
from model.ids import CommandId, MemberId, TxnId
from model.ledger import TxnKind
from model.views import Done, HistoryEntry, MemberCard
from services import history, ids, print_queue
from services.history import History
from ui import theme
from ui.counter import keys, words
from ui.counter.contract_button import ContractButton
from ui.counter.flow import FlowBar
from ui.counter.history_list import HistoryModel, HistoryPainter
from ui.counter.tier_hint import TierHint
from ui.counter.worksheet_button import WorksheetButton
from ui.printing.on_paper import OnPaper
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.messages import EmptyState

PAGE: Final = 50
FILTER_WIDTH: Final = 110
_ALWAYS: Final[tuple[tuple[TxnKind, ...], ...]] = ((TxnKind.SALE,), (TxnKind.TOP_UP,), (TxnKind.REVERSAL,))
_SELDOM: Final[tuple[tuple[TxnKind, ...], ...]] = (
    (TxnKind.CLAIM,),
    (TxnKind.REWARD,),
    (TxnKind.PACK_SALE, TxnKind.PACK_USE, TxnKind.PACK_REFUND),
    (TxnKind.CASH,),
    (TxnKind.CARD_REFUND,),
    (TxnKind.TRANSFER,),
    (TxnKind.POINTS, TxnKind.EXPIRY),
)
"""Kinds that one chip filters by; the seldom ones are offered only where there are some."""
_FINAL: Final = frozenset(
    {TxnKind.REVERSAL, TxnKind.REWARD, TxnKind.EXPIRY, TxnKind.CASH, TxnKind.PACK_REFUND, TxnKind.CARD_REFUND}
)
"""What is never reversed by hand: a reward goes back with its sale."""
_MERGES: Final = frozenset({"merge_out", "merge_in", "unmerge_out", "unmerge_in"})
"""A merge is undone as a whole."""


class _HistoryList(QListView):
    """The rows; Esc goes back to the bill."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class HistoryPanel(Card):
    """History of the member shown, or of the whole shop; `reverse(HistoryEntry)`, `left()`."""

    reverse = Signal(object)
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=14, gap=8)
        self._context = context
        self._paper = OnPaper(context, self)
        self._member_id: MemberId | None = None
        self._card: MemberCard | None = None
        self._loading = False
        self._title = Label("", "strong")
        self._summary = Label("", "caption", elide=True)
        self._filter = TextField()
        self._chips = [(kinds, ChipButton(tone="info")) for kinds in (*_ALWAYS, *_SELDOM)]
        self.model = HistoryModel(self)
        self.list = _HistoryList()
        self.list.setItemDelegate(HistoryPainter(self.list))
        self.list.setModel(self.model)
        self._empty = EmptyState("receipt")
        self.reprint_button = KeyButton("", keys.REPRINT, bind=True)
        self.reverse_button = KeyButton("", keys.REVERSE, bind=True)
        self.contract = ContractButton()
        self.worksheet = WorksheetButton(context)
        self._assemble()
        self._connect()
        self.restyle()
        self.retranslate()
        self._show_choice()

    def _assemble(self) -> None:
        head = Line(gap=8)
        head.add(self._title, self._summary)
        head.setStretch(1, 1)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight)
        filters = FlowBar(gap=4)
        filters.add(self._filter, *(chip for _, chip in self._chips))
        buttons = Line(gap=4)
        for button in (self.reprint_button, self.reverse_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button, 1)
        self.tier_hint = TierHint()
        self.body.add(
            head, filters, self.list, self._empty, buttons, self.contract, self.worksheet, self.tier_hint
        )
        self.body.setStretch(2, 1)
        self.body.setStretch(3, 1)
        self._empty.hide()

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_filter)
        for _, chip in self._chips:
            chip.clicked.connect(self._on_filter)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.list.selectionModel().currentChanged.connect(self._show_choice)
        self.list.left.connect(self.left)
        self.reprint_button.clicked.connect(self._on_reprint)
        self.reverse_button.clicked.connect(self._on_reverse)

    def retranslate(self) -> None:
        self._title.setText(self.tr("往来"))
        self._filter.setPlaceholderText(self.tr("筛选"))
        self._filter.setAccessibleName(self.tr("筛选往来"))
        self.list.setAccessibleName(self.tr("往来"))
        for kinds, chip in self._chips:
            chip.set_caption(words.kinds(kinds))
        self.reprint_button.set_caption(self.tr("补打"))
        self.reverse_button.set_caption(self.tr("冲正…"))
        self._show_summary()
        self._show_empty()

    def restyle(self) -> None:
        self._filter.setFixedWidth(theme.px(FILTER_WIDTH))

    def focus(self) -> None:
        """Go to the rows; the first one is chosen (F11)."""
        if not self.list.currentIndex().isValid():
            self._choose(0)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_member(self, card: MemberCard | None) -> None:
        """Show a member's history, or the whole shop's for None."""
        self._card = card
        member_id = card.profile.member_id if card else None
        if member_id != self._member_id:
            self._member_id = member_id
            self._filter.blockSignals(True)
            self._filter.clear()
            self._filter.blockSignals(False)
            for _, chip in self._chips:
                chip.setChecked(False)
            self.model.replace((), None)
        self._show_summary()
        self.load()

    def load(self) -> None:
        """Read the first page again, keeping what is chosen."""
        self._ask(None, self._on_loaded)

    def _ask(self, before: int | None, done: Callable[[History], None]) -> None:
        chosen = [kinds for kinds, chip in self._chips if chip.isChecked()]
        kinds = frozenset(kind for group in chosen for kind in group)
        text = self._filter.clean_text()
        arguments = (self._member_id, text, kinds, before, PAGE)
        self._context.jobs.read_latest("counter.history", history.entries, *arguments, done=done, owner=self)

    def _on_loaded(self, page: History) -> None:
        chosen = self.chosen()
        self._loading = False
        self._offer_seldom(page)
        newest = page.entries[0].at.date() if page.entries else date.min
        self.model.today = self._card.today if self._card else newest
        self.model.of_shop = self._member_id is None
        self.model.replace(page.entries, page.next_before)
        self._read_on()
        self._choose(self.model.row_of(chosen.txn_id) if chosen else -1)
        self._show_empty()
        self._show_choice()

    def _offer_seldom(self, page: History) -> None:
        """Those chips take a line of their own: only where there is something to filter."""
        found = {entry.kind for entry in page.entries}
        for kinds, chip in self._chips:
            if kinds in _SELDOM:
                some = not found.isdisjoint(kinds)
                chip.setVisible(some or chip.isChecked() or (chip.isVisible() and self._is_filtered()))

    def _is_filtered(self) -> bool:
        return bool(self._filter.clean_text()) or any(chip.isChecked() for _, chip in self._chips)

    def _on_more(self, page: History) -> None:
        self._loading = False
        self.model.append(page.entries, page.next_before)
        self._read_on()

    def _read_on(self) -> None:
        """A filter that lets little through: go on until there is something to scroll."""
        if self.model.next_before is not None and self.model.rowCount() < PAGE:
            self._loading = True
            self._ask(self.model.next_before, self._on_more)

    def _on_scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        near_end = value >= bar.maximum() - theme.px(300)
        if near_end and self.model.next_before is not None and not self._loading:
            self._loading = True
            self._ask(self.model.next_before, self._on_more)

    def _on_filter(self) -> None:
        self.load()

    def _choose(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.model.index(row)
        self.list.selectionModel().setCurrentIndex(index, flags)

    def chosen(self) -> HistoryEntry | None:
        """The entry chosen; None for none."""
        return self.model.entry(self.list.currentIndex().row())

    def _show_choice(self) -> None:
        entry = self.chosen()
        self.reprint_button.setEnabled(entry is not None)
        self.contract.show_for(entry)
        self.worksheet.show_for(entry)
        reversible = entry is not None and entry.kind not in _FINAL and entry.move not in _MERGES
        self.reverse_button.setEnabled(reversible and entry is not None and entry.reversed_part != "whole")

    def _show_summary(self) -> None:
        card = self._card
        if card is None:
            self._summary.setText(self.tr("全店最近"))
            return
        text = self.tr("本年 {visits} 次 · {spent}")
        self._summary.setText(
            text.format(visits=words.number(card.visits_this_year), spent=card.spent_this_year)
        )

    def _show_empty(self) -> None:
        empty = self.model.rowCount() == 0
        filtered = bool(self._filter.clean_text()) or any(chip.isChecked() for _, chip in self._chips)
        self._empty.set_text(self.tr("没有符合的往来") if filtered else self.tr("还没有往来"))
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)

    def _on_reprint(self) -> None:
        entry = self.chosen()
        if entry is None:
            return
        command = Reprint(CommandId(ids.new_id()), self._context.session.staff_id, entry.txn_id)
        self._context.jobs.write(print_queue.reprint, command, done=self._on_reprinted, owner=self)

    def _on_reprinted(self, done: Done) -> None:
        if done.subject_id is not None:
            self._paper.receipt(TxnId(done.subject_id))

    def _on_reverse(self) -> None:
        entry = self.chosen()
        if entry is not None:
            self.reverse.emit(entry)
