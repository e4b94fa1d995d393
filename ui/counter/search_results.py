"""The results under the search box: one member a line, the typed part bold and underlined."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from model.ids import MemberId
from model.views import Found, Hit
from ui import theme
from ui.counter.marking import Marked, Span, mark
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

ROW_HEIGHT: Final = 48
SHOWN_ROWS: Final = 8
_Index = QModelIndex | QPersistentModelIndex


class ResultModel(QAbstractListModel):
    """The hits of the newest answer, marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Hit, Marked], ...] = ()

    def show(self, found: Found) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._rows = tuple((hit, mark(hit, found.query)) for hit in found.hits)
        self.endResetModel()

    def row(self, index: int) -> tuple[Hit, Marked] | None:
        """The hit of a row and its marks; None outside."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        hit, marked = row
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.name} {hit.tier} {hit.number} {marked.phone} {hit.stored}"
        return None


class _RowPainter(QStyledItemDelegate):
    """Name, tier, number, phone, last visit and balance in columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(300), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        row = model.row(index.row()) if isinstance(model, ResultModel) else None
        if row is None:
            return
        hit, marked = row
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(theme.px(6), theme.px(2), -theme.px(6), -theme.px(2))
        if state & QStyle.StateFlag.State_Selected:
            paint.box(painter, inner, theme.color("accent_soft"), theme.color("accent"), 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, inner, theme.color("hover"), None, 8)
        self._columns(painter, inner.adjusted(theme.px(12), 0, -theme.px(12), 0), hit, marked)
        painter.restore()

    def _columns(self, painter: QPainter, rect: QRectF, hit: Hit, marked: Marked) -> None:
        wide = rect.width()
        at = rect.left()
        widths = (0.28, 0.14, 0.24, 0.16, 0.18)
        cells = [
            QRectF(at + wide * sum(widths[:n]), rect.top(), wide * w, rect.height())
            for n, w in enumerate(widths)
        ]
        name_end = _marked_text(painter, cells[0], marked.name, marked.name_spans, "large", bold=True)
        self._tier(painter, name_end, cells[0], hit.tier)
        _marked_text(painter, cells[1], marked.number, marked.number_spans, "body", before="No. ")
        _marked_text(painter, cells[2], marked.phone, marked.phone_spans, "body")
        if hit.last_visit is not None:
            paint.text(
                painter, cells[3], hit.last_visit.isoformat(), theme.font("small"), theme.color("muted_text")
            )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        font = theme.font("large", bold=True, tabular=True)
        paint.text(painter, cells[4], str(hit.stored), font, theme.color("ink"), right)

    def _tier(self, painter: QPainter, left: float, cell: QRectF, tier: str) -> None:
        font = theme.font("small")
        width = QFontMetricsF(font).horizontalAdvance(tier) + theme.px(16)
        if not tier or left + width > cell.right():
            return
        chip = QRectF(left + theme.px(8), cell.center().y() - theme.px(11), width, theme.px(22))
        paint.box(painter, chip, theme.color("surface"), theme.color("accent"), 11)
        paint.text(painter, chip, tier, font, theme.color("accent_text"), Qt.AlignmentFlag.AlignCenter)


def _marked_text(
    painter: QPainter,
    cell: QRectF,
    words: str,
    spans: tuple[Span, ...],
    size: theme.Size,
    *,
    bold: bool = False,
    before: str = "",
) -> float:
    """Draw a text with spans bold, underlined and coloured; returns where it ends."""
    left = cell.left()
    start = 0
    parts = [(before, False)] if before else []
    for first, last in spans:
        if first >= start:
            parts += [(words[start:first], False), (words[first:last], True)]
            start = last
    parts.append((words[start:], False))
    for part, marked in parts:
        font = theme.font(size, bold=bold or marked, tabular=True)
        if marked:
            font = QFont(font)
            font.setUnderline(True)
        room = cell.right() - left
        width = QFontMetricsF(font).horizontalAdvance(part)
        if part and room > theme.px(8):
            plain = "ink" if bold else "muted_text"
            color = theme.color("accent_text" if marked else plain)
            spot = QRectF(left, cell.top(), min(width + 1, room), cell.height())
            _draw(painter, spot, part, font, color)
            left += min(width, room)
    return left


def _draw(painter: QPainter, rect: QRectF, words: str, font: QFont, color: QColor) -> None:
    """One run of text, spaces kept (paint.text would trim them), shortened to fit."""
    painter.setFont(font)
    painter.setPen(color)
    shown = words
    if QFontMetricsF(painter.font()).horizontalAdvance(words) > rect.width() + 1:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class _List(QListView):
    """The list; the keyboard stays in the search box."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class ResultPanel(Retranslated, QWidget):
    """The dropdown: results, or what to do when there are none. It covers the page below the box."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = ResultModel(self)
        self._list = _List(self)
        self._list.setItemDelegate(_RowPainter(self._list))
        self._list.setModel(self.model)
        self._list.clicked.connect(self._on_clicked)
        self._nothing = Label("", "muted", wrap=True)
        self._query = ""
        column = Column(self, margin=8, gap=4)
        column.add(self._list, self._nothing)
        self.setAutoFillBackground(False)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._list.setAccessibleName(self.tr("搜索结果"))
        self._nothing.setText(
            self.tr("没有找到“{text}”。换个写法再试，或按 F2 登记新会员。").format(text=self._query[:40])
        )

    def show_found(self, found: Found) -> None:
        """Show an answer; the first row is chosen, ready for Enter."""
        self._query = found.query
        self.model.show(found)
        some = bool(found.hits)
        self._list.setVisible(some)
        self._nothing.setVisible(not some)
        if some:
            self._choose(0)
        else:
            self.retranslate()
        self.show()
        self.raise_()

    def wanted_height(self) -> int:
        """Height in pixels for what is shown now."""
        rows = self.model.rowCount()
        inner = min(rows, SHOWN_ROWS) * theme.px(ROW_HEIGHT) if rows else self._nothing.sizeHint().height()
        return inner + theme.px(20)

    def move_choice(self, by: int) -> None:
        """Choose the next or the previous row."""
        rows = self.model.rowCount()
        if rows:
            self._choose(max(0, min(self._list.currentIndex().row() + by, rows - 1)))

    def _choose(self, row: int) -> None:
        index = self.model.index(row)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)

    def chosen(self) -> MemberId | None:
        """The member chosen; None when there is none."""
        row = self.model.row(self._list.currentIndex().row())
        return row[0].member_id if row else None

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.picked.emit(row[0].member_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        paint.box(
            painter,
            QRectF(self.rect()),
            theme.color("surface"),
            theme.color("line_strong"),
            theme.RADIUS_CARD,
        )
