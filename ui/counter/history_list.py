"""The history as rows: a model that grows by pages, and how a row is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.ledger import TxnKind
from model.money import Money
from model.views import HistoryEntry
from ui import theme
from ui.counter import words
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets import paint

ROW_HEIGHT: Final = 50
_Index = QModelIndex | QPersistentModelIndex
_DOTS: Final = {
    TxnKind.SALE: "accent",
    TxnKind.TOP_UP: "good",
    TxnKind.REVERSAL: "warning",
    TxnKind.REWARD: "info",
    TxnKind.CLAIM: "good",
    TxnKind.POINTS: "info",
    TxnKind.EXPIRY: "muted_text",
    TxnKind.PACK_SALE: "good",
    TxnKind.PACK_USE: "accent",
    TxnKind.PACK_REFUND: "warning",
    TxnKind.CASH: "muted_text",
    TxnKind.CARD_REFUND: "warning",
    TxnKind.TRANSFER: "info",
}
_REVERSES: Final = QT_TRANSLATE_NOOP("CounterHistory", "冲 {number}")
_PART: Final = QT_TRANSLATE_NOOP("CounterHistory", "已部分冲正")
_WHOLE: Final = QT_TRANSLATE_NOOP("CounterHistory", "已冲正")
_WORTH: Final = QT_TRANSLATE_NOOP("CounterHistory", "值 {amount}")
_STARS: Final = QT_TRANSLATE_NOOP("CounterHistory", "评 {stars}★")


_OF_POINTS: Final = frozenset(
    {TxnKind.POINTS, TxnKind.EXPIRY, TxnKind.REVERSAL, TxnKind.REWARD, TxnKind.TRANSFER}
)


def shown_amount(entry: HistoryEntry) -> str:
    """What moved, as the member sees it: paid is minus, got is plus; sessions were paid for before."""
    if entry.kind is TxnKind.PACK_USE:
        return translate("CounterHistory", _WORTH).format(amount=Money(abs(entry.amount.fen)).plain())
    if entry.kind in _OF_POINTS and entry.points and not entry.amount:
        return words.points(entry.points)
    return words.signed(entry.amount)


def title_of(entry: HistoryEntry) -> str:
    """The kind and what it was: `消费 洗剪吹 + 补染`."""
    return f"{words.entry_kind(entry)} {entry.title}".strip()


def details_of(entry: HistoryEntry, today: date, *, of_shop: bool = False) -> str:
    """When, for whom (in the history of the whole shop), who, rating, number and what it reverses."""
    parts = [words.day_and_time(entry.at, today), entry.member_name if of_shop else "", entry.staff]
    if entry.rating:
        parts.append(translate("CounterHistory", _STARS).format(stars=entry.rating))
    if entry.reverses_number:
        parts.append(translate("CounterHistory", _REVERSES).format(number=entry.reverses_number))
    elif entry.reversed_part:
        whole = entry.reversed_part == "whole"
        parts.append(translate("CounterHistory", _WHOLE if whole else _PART))
    parts.append(entry.number)
    return " · ".join(part for part in parts if part)


class HistoryModel(QAbstractListModel):
    """Entries newest first; `next_before` says where the next page begins."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[HistoryEntry] = []
        self.next_before: int | None = None
        self.today = date.min
        self.of_shop = True

    def replace(self, entries: Sequence[HistoryEntry], next_before: int | None) -> None:
        """Show these from the beginning."""
        self.beginResetModel()
        self._entries = list(entries)
        self.next_before = next_before
        self.endResetModel()

    def append(self, entries: Sequence[HistoryEntry], next_before: int | None) -> None:
        """Go on with the next page."""
        if entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()
        self.next_before = next_before

    def entry(self, row: int) -> HistoryEntry | None:
        """The entry of a row; None outside."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def details(self, entry: HistoryEntry) -> str:
        """The second line of an entry as this list shows it."""
        return details_of(entry, self.today, of_shop=self.of_shop)

    def row_of(self, txn_id: bytes) -> int:
        """The row of a transaction; -1 when it isn't loaded."""
        return next((at for at, e in enumerate(self._entries) if e.txn_id == txn_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(entry)} {shown_amount(entry)} {self.details(entry)}"
        return None


class HistoryPainter(QStyledItemDelegate):
    """A dot and the words for the kind, the amount at the right, the rest under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(200), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        entry = model.entry(index.row()) if isinstance(model, HistoryModel) else None
        if entry is None or not isinstance(model, HistoryModel):
            return
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(0, 1, -theme.px(2), -1)
        if state & QStyle.StateFlag.State_Selected:
            edge = theme.color("accent") if state & QStyle.StateFlag.State_HasFocus else None
            paint.box(painter, box, theme.color("sunk"), edge, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, box, theme.color("hover"), None, 8)
        inner = rect.adjusted(theme.px(8), theme.px(5), -theme.px(10), -theme.px(5))
        self._texts(painter, inner, entry, model.details(entry))
        painter.restore()

    def _texts(self, painter: QPainter, rect: QRectF, entry: HistoryEntry, details: str) -> None:
        dot = theme.px(8)
        half = rect.height() / 2
        spot = QRectF(rect.left(), rect.top() + (half - dot) / 2, dot, dot)
        paint.box(painter, spot, theme.color(_DOTS[entry.kind]), None, 4)
        left = rect.left() + theme.px(16)
        font = theme.font(bold=True, tabular=True)
        amount = shown_amount(entry)
        width = QFontMetricsF(font).horizontalAdvance(amount) + 2
        undone = entry.reversed_part == "whole"
        ink = theme.color("muted_text" if undone else "ink")
        right = QRectF(rect.right() - width, rect.top(), width, half)
        paint.text(
            painter, right, amount, font, ink, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        title = QRectF(left, rect.top(), rect.right() - width - theme.px(8) - left, half)
        paint.text(painter, title, title_of(entry), theme.font(), ink)
        below = QRectF(left, rect.top() + half, rect.right() - left, half)
        paint.text(painter, below, details, theme.font("small"), theme.color("muted_text"))
