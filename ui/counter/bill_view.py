"""The bill as a table: rows that are kept and refilled, and the keys that work on the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from model.bill import MAX_QUANTITY, BillLine
from model.ids import StaffId
from model.shop import Staff
from ui import theme
from ui.counter.bill_row import COMPACT_WIDTH, ROW_HEIGHT, BillHead, BillRow
from ui.widgets import paint
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BillView(Retranslated, QWidget):
    """Lines of a bill. Every change is only asked for: the owner changes the bill and shows it again."""

    chosen = Signal(object)
    stepped = Signal(object, object)
    quantity_typed = Signal(object, object)
    removed = Signal(object)
    served = Signal(object, object)
    pay = Signal()
    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[BillLine] = ()
        self._staff: Sequence[Staff] = ()
        self._row = -1
        self._digits = ""
        self._compact = False
        self._rows: list[BillRow] = []
        self._head = BillHead()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = Column(inner, gap=0)
        self._column.addStretch(1)
        self._scroll.setWidget(inner)
        column = Column(self, gap=0)
        column.add(self._head, self._scroll)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("账单"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(ROW_HEIGHT + 22))

    def show_bill(self, lines: Sequence[BillLine], chosen: int, staff: Sequence[Staff]) -> None:
        """Show the lines; the chosen one is scrolled to."""
        if chosen != self._row or len(lines) != len(self._lines):
            self._digits = ""
        self._lines, self._staff, self._row = tuple(lines), staff, chosen
        while len(self._rows) < len(lines):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(lines))
            if at < len(lines):
                row.show_line(lines[at], staff, at == chosen)
        # Once the new row has its place.
        QTimer.singleShot(0, self, self._show_chosen)

    def _on_range(self, low: int, high: int) -> None:
        bar = self._scroll.verticalScrollBar()
        self._head.leave(bar.sizeHint().width() if high > low else 0)

    def _show_chosen(self) -> None:
        if 0 <= self._row < len(self._lines):
            self._scroll.ensureWidgetVisible(self._rows[self._row], 0, 0)

    def _add_row(self) -> None:
        row = BillRow(len(self._rows))
        row.chosen.connect(self._on_chosen)
        row.stepped.connect(self.stepped)
        row.removed.connect(self.removed)
        row.served.connect(self.served)
        row.show_compact(self._compact)
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < theme.px(COMPACT_WIDTH)
        if compact != self._compact:
            self._compact = compact
            self._head.show_compact(compact)
            for row in self._rows:
                row.show_compact(compact)
        # Amounts to type, or warnings, take room from the bill: the line being worked on stays in sight.
        QTimer.singleShot(0, self, self._show_chosen)

    def _on_chosen(self, row: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = (
            not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        )
        if key in ENTER:
            if not event.isAutoRepeat():
                self.pay.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not plain or not self._lines or not self._handle(key, event.text()):
            super().keyPressEvent(event)

    def _handle(self, key: int, text: str) -> bool:
        """Whether the key meant something for the chosen line."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._serve_next(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(self._row)
        elif key == Qt.Key.Key_Backspace:
            self._type_digits(self._digits[:-1])
        elif text in ("+", "=", "-"):
            self.stepped.emit(self._row, -1 if text == "-" else 1)
        elif text.isdecimal() and text.isascii():
            self._type_digits(self._digits + text)
        elif text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        row = self._row + by
        if row < 0:
            self.left.emit()
        elif row < len(self._lines):
            self.chosen.emit(row)

    def _type_digits(self, digits: str) -> None:
        digits = digits.lstrip("0")[-len(str(MAX_QUANTITY)) :]
        self._digits = digits
        if digits:
            self.quantity_typed.emit(self._row, int(digits))

    def _serve_next(self, by: int) -> None:
        if not self._staff or not 0 <= self._row < len(self._lines):
            return
        ids: list[StaffId] = [person.id for person in self._staff]
        now = self._lines[self._row].served_by
        at = ids.index(now) + by if now in ids else 0
        self.served.emit(self._row, ids[at % len(ids)])

    def scan_snapshot(self) -> object:
        """What a scan must put back (see ui.shell.scanner)."""
        quantity = self._lines[self._row].quantity if 0 <= self._row < len(self._lines) else 0
        return (self._row, quantity, self._digits)

    def scan_restore(self, state: object) -> None:
        """Undo the digits that a scan typed."""
        if isinstance(state, tuple):
            row, quantity, self._digits = state
            if 0 <= row < len(self._lines) and quantity:
                self.quantity_typed.emit(row, quantity)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = paint.painter_for(self)
            paint.box(painter, QRectF(self.rect()), None, theme.color("accent"), 8, 1.5)
