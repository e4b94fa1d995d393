"""The templates at the left: what each gives, how many are out and how many came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, QSize, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from model.ids import VoucherTemplateId
from services.vouchers import TemplateRow
from ui import theme, voucher_words
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets import paint
from ui.widgets.row_list import ROW_ROLE, Index, PaintedRows

ROW_HEIGHT = 66
_SIZES: Final[tuple[theme.Size, ...]] = ("title", "large", "body")
_NUMBERS = QT_TRANSLATE_NOOP("VoucherTemplates", "已发 {issued} · 核销 {redeemed} · {rate}%")
_NONE_YET = QT_TRANSLATE_NOOP("VoucherTemplates", "还没有发过")
_STOPPED = QT_TRANSLATE_NOOP("VoucherTemplates", "已停用 · {told}")


def numbers(row: TemplateRow) -> str:
    """`已发 300 · 核销 87 · 29%`."""
    told = translate("VoucherTemplates", _NUMBERS if row.issued else _NONE_YET)
    told = told.format(issued=f"{row.issued:,}", redeemed=f"{row.redeemed:,}", rate=row.rate_percent)
    return told if row.template.active else translate("VoucherTemplates", _STOPPED).format(told=told)


def short_numbers(row: TemplateRow) -> str:
    """`87 / 300 · 29%`, where there is no room for words."""
    if not row.issued:
        return numbers(row)
    told = f"{row.redeemed:,} / {row.issued:,} · {row.rate_percent}%"
    return told if row.template.active else translate("VoucherTemplates", _STOPPED).format(told=told)


def _id(row: TemplateRow) -> VoucherTemplateId:
    return row.template.id


def _words(row: TemplateRow) -> tuple[str, str]:
    name = row.template.name
    return name, f"{name}\n{voucher_words.sentence(row.template.rule)}\n{numbers(row)}"


class _Painter(QStyledItemDelegate):
    """A card with the benefit as a large figure at the left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, TemplateRow):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -theme.px(7))
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = theme.color("accent_soft" if chosen else "hover" if hovered else "surface")
        edge = theme.color("accent" if chosen else "line")
        paint.box(painter, rect, fill, edge, theme.RADIUS_CONTROL)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)
        inner = rect.adjusted(theme.px(12), theme.px(6), -theme.px(10), -theme.px(6))
        self._words(painter, inner, row)

    def _words(self, painter: QPainter, inner: QRectF, row: TemplateRow) -> None:
        active = row.template.active
        room = theme.px(64)
        figure = QRectF(inner.left(), inner.top(), room, inner.height())
        head = voucher_words.headline(row.template.rule.benefit)
        ink = theme.color("accent_text" if active else "muted_text")
        paint.text(painter, figure, head, _fitting(head, room), ink)
        words = inner.adjusted(room + theme.px(8), 0, 0, 0)
        half = words.height() / 2
        top = QRectF(words.left(), words.top(), words.width(), half)
        low = QRectF(words.left(), words.top() + half, words.width(), half)
        name = theme.color("ink" if active else "muted_text")
        paint.text(painter, top, row.template.name, theme.font(bold=active), name)
        small = theme.font("small", tabular=True)
        told = numbers(row)
        if QFontMetricsF(small).horizontalAdvance(told) > low.width():
            told = short_numbers(row)
        paint.text(painter, low, told, small, theme.color("muted_text"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(160), theme.px(ROW_HEIGHT))


def _fitting(head: str, room: float) -> QFont:
    for size in _SIZES:
        font = theme.font(size, bold=True)
        if QFontMetricsF(font).horizontalAdvance(head) <= room:
            return font
    return theme.font("small", bold=True)


class TemplateList(PaintedRows):
    """`picked(TemplateRow)` when another is chosen, `opened(TemplateRow)` on Enter or a double click."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_id, _words, _Painter(), parent)
        self.doubleClicked.connect(self._on_opened)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("券种"))
        self.viewport().update()

    def set_rows(self, rows: Sequence[TemplateRow], wanted: object = None) -> None:
        """Show these; the cursor stays, goes to `wanted`, or to the first. Tells whom it is on."""
        kept = wanted or self.current_id()
        self.replace_rows(rows)
        self.point_at_row(max(self._rows.row_of(kept), 0) if rows else -1)
        self.picked.emit(self.current())

    def current(self) -> TemplateRow | None:
        """The template with the cursor."""
        row = self.current_row()
        return row if isinstance(row, TemplateRow) else None

    def current_id(self) -> VoucherTemplateId | None:
        """Its id."""
        row = self.current()
        return row.template.id if row else None

    def _on_moved(self) -> None:
        self.picked.emit(self.current())

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)
