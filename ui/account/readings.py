"""One cause of a card refund with what each reading of the rule comes to, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.card_refund import QUESTIONS, Cause, InterestFrom, Reading, Result, Worksheet
from services.printing.strings import words
from services.printing.worksheets import reading_words, steps
from ui import theme
from ui.widgets import paint
from ui.widgets.buttons import PressButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line

_OTHERS: Final = tuple(name for name in QUESTIONS if name != "interest")
"""From when interest runs is asked once for all of them."""


_LOWEST: Final = 42
_BESIDE: Final = 48
"""What the dot and the gaps take of the width, in design pixels."""
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class ReadingRow(PressButton):
    """A reading with its sum and a dot that shows whether it is chosen; `best` is marked in words."""

    def __init__(self, result: Result, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        self._best = ""
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, told: str, best: str) -> None:
        """`told` is how the reading answers; `best` stands before it when it is not empty."""
        self._best = best
        self.set_caption(told)
        self.setAccessibleDescription(f"{self.result.total} {best}".strip())
        self.updateGeometry()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The sheet decides what is chosen, not the press."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(_LOWEST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Every word of a reading stands: what tells it from the next one may be the last."""
        room = QRectF(0, 0, width - theme.px(_BESIDE) - self._sum_width(), 10_000)
        told = QFontMetricsF(theme.font("small", bold=True)).boundingRect(room, _WRAPPED, self._told())
        return max(theme.px(_LOWEST), int(told.height()) + theme.px(14))

    def _told(self) -> str:
        return f"{self._best} · {self._caption}" if self._best else self._caption

    def _sum_width(self) -> int:
        bold = theme.font("body", bold=True, tabular=True)
        return int(QFontMetricsF(bold).horizontalAdvance(str(self.result.total))) + theme.px(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        rect = QRectF(self.rect()).adjusted(0, theme.px(1), 0, -theme.px(1))
        chosen = self.isChecked()
        fill = theme.color("accent_soft" if chosen else "hover" if self.underMouse() else "surface")
        edge = theme.color("accent" if chosen else "line")
        paint.box(painter, rect, fill, edge, theme.RADIUS_CONTROL, 2 if chosen else 1)
        side = theme.px(14)
        spot = QRectF(rect.left() + theme.px(10), rect.center().y() - side / 2, side, side)
        paint.box(
            painter, spot, theme.color("surface"), theme.color("accent" if chosen else "line_strong"), 7
        )
        if chosen:
            inner = spot.adjusted(theme.px(4), theme.px(4), -theme.px(4), -theme.px(4))
            paint.box(painter, inner, theme.color("accent"), None, 3)
        ink = theme.color("accent_text" if chosen else "ink")
        bold = theme.font("body", bold=True, tabular=True)
        width = self._sum_width()
        right = QRectF(rect.right() - theme.px(10) - width, rect.top(), width, rect.height())
        paint.text(
            painter,
            right,
            str(self.result.total),
            bold,
            ink,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        room = QRectF(
            spot.right() + theme.px(8), rect.top(), right.left() - spot.right() - theme.px(12), rect.height()
        )
        painter.setFont(theme.font("small", bold=chosen))
        painter.setPen(ink)
        painter.drawText(room, _WRAPPED, self._told())
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)


class CauseCard(Card):
    """`chosen(Result)` when a reading is pressed; arrows go from one to the next."""

    chosen = Signal(object)

    def __init__(self, cause: Cause) -> None:
        super().__init__(gap=8)
        self.cause = cause
        self.rows: list[ReadingRow] = []
        self._sheet: Worksheet | None = None
        self._language = "zh_CN"
        self._title = Label("", bold=True)
        self._best = Chip("", "good")
        self._law = Label("", "muted", wrap=True, size="small")
        self._list = Column(gap=4)
        head = Line(gap=8)
        head.add(self._title, self._best, None)
        self.body.addLayout(head)
        self.body.add(self._law)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        shop = self.cause is Cause.SHOP
        self._title.setText(self.tr("非消费者原因") if shop else self.tr("消费者原因"))
        law = self.tr("商家停业、搬迁、服务不符等。按折扣价或优惠比例扣（第十八条），利息按一年期 LPR。")
        own = self.tr(
            "顾客自己不想继续。按原价扣，不够也不补交（第十九、二十条），利息按一年期存款基准利率。"
        )
        self._law.setText(law if shop else own)
        self._best.set_text(self.tr("对顾客最有利"))
        self._show_words()

    def show_sheet(self, sheet: Worksheet, start: InterestFrom, language: str) -> None:
        """Show the readings of this cause with interest from `start`, the best for the member first."""
        self._sheet, self._language = sheet, language
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ReadingRow(result, self) for result in shown(sheet, self.cause, start)]
        for row in self.rows:
            row.clicked.connect(self._on_clicked)
            self._list.addWidget(row)
            row.show()
        self._best.setVisible(sheet.best.cause is self.cause)
        self._show_words()

    def speak(self, language: str) -> None:
        """Say the readings in another language."""
        self._language = language
        self.retranslate()

    def show_chosen(self, cause: Cause, reading: Reading) -> None:
        """Mark what is chosen on the sheet."""
        for row in self.rows:
            row.setChecked((row.result.cause, row.result.reading) == (cause, reading))

    def _show_words(self) -> None:
        if self._sheet is None:
            return
        say = words(self._language)
        for row in self.rows:
            best = self.tr("最有利") if row.result == self._sheet.best and len(self.rows) > 1 else ""
            row.show_words(reading_words(self._sheet, row.result, say, _OTHERS), best)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, ReadingRow):
            self.chosen.emit(row.result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        if not step or at < 0:
            super().keyPressEvent(event)
            return
        row = self.rows[max(0, min(at + step, len(self.rows) - 1))]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        row.click()


def shown(sheet: Worksheet, cause: Cause, start: InterestFrom) -> list[Result]:
    """One result for each answer to the other questions: with interest from `start` where that differs."""
    kept: dict[tuple[object, ...], Result] = {}
    for result in sheet.of(cause):
        reading = result.reading
        key = (reading.order, reading.gifts, reading.handed, reading.cooling)
        if key not in kept or reading.interest is start:
            kept[key] = result
    return sorted(kept.values(), key=lambda result: -result.total.fen)


def steps_of(result: Result, language: str) -> Sequence[str]:
    """How a result was computed, sentence by sentence."""
    return steps(result, words(language))
