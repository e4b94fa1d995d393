"""One line of the bill: what, by whom, price, quantity with − and +, subtotal, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from model.bill import BillLine
from model.ids import StaffId
from model.shop import Staff
from ui import icons, theme
from ui.widgets import paint
from ui.widgets.buttons import IconButton, PressButton
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SERVED_WIDTH: Final = 84
PRICE_WIDTH: Final = 68
QUANTITY_WIDTH: Final = 116
SUBTOTAL_WIDTH: Final = 82
REMOVE_WIDTH: Final = 40
ROW_HEIGHT: Final = 42
COMPACT_WIDTH: Final = 500
"""Below this width (design pixels) price and server stand under the name instead of in columns."""


class _ServedButton(PressButton):
    """Who serves the line; pressing it offers the staff."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._staff: Sequence[Staff] = ()
        self.clicked.connect(self._on_clicked)

    def show_staff(self, staff: Sequence[Staff], served_by: StaffId | None) -> None:
        """Offer these people; one of them may serve already."""
        self._staff = staff
        name = next((person.name for person in staff if person.id == served_by), "")
        self.set_caption(name or "—")
        self.setAccessibleName(self.tr("服务人 {name}").format(name=name or "—"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SERVED_WIDTH), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in self._staff:
            action = QAction(person.name.replace("&", "&&"), menu)
            action.setData(person.id)
            menu.addAction(action)
        nobody = QAction(self.tr("不记服务人"), menu)
        menu.addAction(nobody)
        menu.triggered.connect(self._on_triggered)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_triggered(self, action: QAction) -> None:
        self.picked.emit(action.data())

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        painter = paint.painter_for(self)
        if self.underMouse():
            paint.box(painter, rect.adjusted(0, 3, 0, -3), theme.color("hover"), None, 8)
        words = rect.adjusted(0, 0, -theme.px(16), 0)
        paint.text(painter, words, self.caption, theme.font(), theme.color("ink"))
        caret = QRectF(
            rect.right() - theme.px(14), rect.center().y() - theme.px(6), theme.px(12), theme.px(12)
        )
        icons.paint(painter, "caret-down", caret, theme.color("muted"))


class BillRow(Retranslated, QWidget):
    """A line of the bill; every press names the row it was pressed in."""

    chosen = Signal(object)
    stepped = Signal(object, object)
    removed = Signal(object)
    served = Signal(object, object)

    def __init__(self, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._is_chosen = False
        self._name = Label("", elide=True)
        self._under = Label("", "caption", elide=True)
        self._under.hide()
        self._served = _ServedButton(self)
        self._price = _figure(PRICE_WIDTH)
        self._minus = IconButton("minus")
        self._quantity = _figure(QUANTITY_WIDTH - 80, Qt.AlignmentFlag.AlignCenter)
        self._plus = IconButton("plus")
        self._subtotal = _figure(SUBTOTAL_WIDTH, bold=True)
        self._remove = IconButton("x")
        for button in (self._minus, self._plus, self._remove):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._minus.clicked.connect(self._on_minus)
        self._plus.clicked.connect(self._on_plus)
        self._remove.clicked.connect(self._on_remove)
        self._served.picked.connect(self._on_served)
        quantity = Line(gap=0)
        quantity.add(self._minus, self._quantity, self._plus)
        what = Column(gap=0)
        what.add(self._name, self._under)
        what.insertStretch(0, 1)
        what.addStretch(1)
        line = Line(self, margin=(8, 0, 0, 0), gap=6)
        line.add(what, self._served, self._price, quantity, self._subtotal, self._remove)
        line.setStretch(0, 1)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        self._minus.set_caption(self.tr("少一个"))
        self._plus.set_caption(self.tr("多一个"))
        self._remove.set_caption(self.tr("删去这一行"))

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(ROW_HEIGHT))

    def show_line(self, line: BillLine, staff: Sequence[Staff], chosen: bool) -> None:
        """Show a line of the bill."""
        self._name.setText(line.name)
        self._served.show_staff(staff, line.served_by)
        self._price.setText(line.unit_price.plain())
        self._under.setText(f"{self._served.caption} · {line.unit_price.plain()}")
        self._quantity.setText(str(line.quantity))
        self._subtotal.setText(line.list_amount.plain())
        told = f"{line.name} {line.unit_price} × {line.quantity} = {line.list_amount}"
        self.setAccessibleName(told)
        if chosen != self._is_chosen:
            self._is_chosen = chosen
            self.update()

    def show_compact(self, compact: bool) -> None:
        """Put price and server under the name, or into columns of their own."""
        self._under.setVisible(compact)
        self._served.setVisible(not compact)
        self._price.setVisible(not compact)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.row)

    def _on_minus(self) -> None:
        self.stepped.emit(self.row, -1)

    def _on_plus(self) -> None:
        self.stepped.emit(self.row, 1)

    def _on_remove(self) -> None:
        self.removed.emit(self.row)

    def _on_served(self, staff_id: StaffId | None) -> None:
        self.served.emit(self.row, staff_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect())
        if self._is_chosen:
            paint.box(painter, rect.adjusted(0, 1, 0, -2), theme.color("hover"), None, 8)
            bar = QRectF(rect.left(), rect.top() + theme.px(9), theme.px(3), rect.height() - theme.px(18))
            paint.box(painter, bar, theme.color("accent"), None, 2)
        painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), theme.color("line"))


def _figure(
    width: int, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight, *, bold: bool = False
) -> _Figure:
    return _Figure(width, align, bold)


class _Figure(Label):
    """A figure in a column of fixed width."""

    def __init__(self, width: int, align: Qt.AlignmentFlag, bold: bool) -> None:
        self._column = width
        super().__init__("", "money", bold=bold)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)

    def restyle(self) -> None:
        super().restyle()
        self.setMinimumWidth(theme.px(self._column))
        if self._column < SUBTOTAL_WIDTH:
            self.setMaximumWidth(theme.px(self._column * 2))


class BillHead(Retranslated, QWidget):
    """The titles of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = [Label("", "caption") for _ in range(5)]
        self._beside_px = 0
        self._line = Line(self, gap=6)
        self._line.add(*self._titles)
        self._line.setStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for title, align in zip(self._titles[2:], (right, Qt.AlignmentFlag.AlignHCenter, right), strict=True):
            title.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.restyle()
        self.retranslate()

    def show_compact(self, compact: bool) -> None:
        """Leave out the titles of columns that are not there."""
        for title in self._titles[1:3]:
            title.setVisible(not compact)

    def leave(self, beside_px: int) -> None:
        """Leave room at the right for what stands beside the rows (a scroll bar)."""
        if beside_px != self._beside_px:
            self._beside_px = beside_px
            self.restyle()

    def restyle(self) -> None:
        right = theme.px(REMOVE_WIDTH + 6) + self._beside_px
        self._line.keep_margins(theme.px(8), 0, right, theme.px(4))
        widths = (SERVED_WIDTH, PRICE_WIDTH, QUANTITY_WIDTH, SUBTOTAL_WIDTH)
        for title, width in zip(self._titles[1:], widths, strict=True):
            title.setMinimumWidth(theme.px(width))

    def retranslate(self) -> None:
        texts = (self.tr("项目"), self.tr("服务人"), self.tr("单价"), self.tr("数量"), self.tr("小计"))
        for title, text in zip(self._titles, texts, strict=True):
            title.setText(text)
