"""The tree on the screen: painted rows, Enter and double click open the member at the counter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from model.referral import TreeNode
from ui import friend_words, icons, theme
from ui.referrals.tree_model import NODE_ROLE, TreeModel, cell
from ui.widgets import paint
from ui.widgets.retranslate import Retranslated

ROW_HEIGHT: Final = 44
_WIDTHS: Final = (0, 84, 84, 128, 116)
_RIGHT: Final = frozenset({1, 2, 3})
_Index = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """Name with number and honor, then figures."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(80), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node = index.data(NODE_ROLE)
        if not isinstance(node, TreeNode):
            return
        rect, tree = QRectF(option.rect), self.parent()
        if isinstance(tree, ReferralTree) and tree.has_cursor(index):
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        inner = rect.adjusted(theme.px(6), 0, -theme.px(8), 0)
        if index.column() == 0:
            self._name(painter, inner, node)
            return
        align = Qt.AlignmentFlag.AlignVCenter
        align |= Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
        strong = index.column() == 1 and node.friends > 0
        ink = theme.color("ink" if strong or index.column() == 3 else "muted_text")
        font = theme.font(bold=strong, tabular=True)
        paint.text(painter, inner, cell(node, index.column()), font, ink, align)

    def _name(self, painter: QPainter, inner: QRectF, node: TreeNode) -> None:
        font = theme.font(bold=node.friends > 0)
        number = f"No. {node.number}"
        small = theme.font("small", tabular=True)
        chip = friend_words.honor(node.honor) if node.honor else ""
        chip_width = QFontMetricsF(small).horizontalAdvance(chip) + theme.px(18) if chip else 0
        rest = QFontMetricsF(small).horizontalAdvance(number) + theme.px(16) + chip_width
        width = min(
            QFontMetricsF(font).horizontalAdvance(node.name) + 2, max(inner.width() - rest, theme.px(60))
        )
        paint.text(
            painter,
            QRectF(inner.left(), inner.top(), width, inner.height()),
            node.name,
            font,
            theme.color("ink"),
        )
        left = inner.left() + width + theme.px(8)
        if chip and left + chip_width < inner.right():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot = QRectF(left, inner.center().y() - theme.px(11), chip_width, theme.px(22))
            paint.box(painter, spot, theme.color("info_soft"), None, 11)
            paint.text(painter, spot, chip, small, theme.color("info_text"), Qt.AlignmentFlag.AlignCenter)
            left += chip_width + theme.px(8)
        where = QRectF(left, inner.top(), max(inner.right() - left, 0), inner.height())
        paint.text(painter, where, number, small, theme.color("muted_text"))


class ReferralTree(Retranslated, QTreeView):
    """`opened(TreeNode)` on Enter or a double click, `chosen(TreeNode | None)` when the cursor moves."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members = model
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setUniformRowHeights(True)
        # The style would draw its own frame around a selected row; the cursor is enough here.
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("谁带来了谁"))
        self._members.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_WIDTHS) - 1)

    def restyle(self) -> None:
        self.setIndentation(theme.px(26))
        self.header().setFixedHeight(theme.px(36))
        self.header().setFont(theme.font("small"))
        for at, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(at, theme.px(width))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Names come first where large text leaves little room.
        width = self.width() / theme.scale()
        self.setColumnHidden(4, width < 640)
        self.setColumnHidden(2, width < 520)

    def has_cursor(self, index: _Index) -> bool:
        """Whether a row is the one with the cursor."""
        current = self.currentIndex()
        return current.row() == index.row() and current.internalId() == index.internalId()

    def current(self) -> TreeNode | None:
        """The member with the cursor."""
        index = self.currentIndex()
        return self._members.node_at(index) if index.isValid() else None

    def show_at(self, index: QModelIndex) -> None:
        """Open the branches down to an index and put the cursor on it."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.setCurrentIndex(index)
        self.scrollTo(index, QTreeView.ScrollHint.PositionAtCenter)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:  # noqa: N802 - Qt's name
        """A caret of our own in front of those who brought somebody."""
        node = self._members.node_at(index)
        if self.has_cursor(index):
            painter.fillRect(rect, theme.color("accent_soft"))
        line = QRectF(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.color("line"))
        if node is None or not node.friends:
            return
        side = theme.px(16)
        box = QRectF(rect.right() - side - theme.px(3), rect.center().y() - side / 2 + 1, side, side)
        icons.paint(
            painter, "caret-down" if self.isExpanded(index) else "caret-right", box, theme.color("muted_text")
        )

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        node = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if node is not None:
                self.opened.emit(node)
            return
        if (
            event.text()
            and event.text().isprintable()
            and not event.modifiers()
            and event.text() not in "+-* "
        ):
            # Qt's type-ahead would walk through every row.
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        node = self.current()
        if node is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(node)
