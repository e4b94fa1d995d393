"""The member's vouchers in the left panel: dashed cards to press, and the cheapest use of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.ids import VoucherId
from model.voucher import HeldVoucher
from ui import theme, voucher_words
from ui.counter import keys, words
from ui.counter.bill_desk import BillDesk
from ui.counter.codes_read import Proposal
from ui.counter.voucher_desk import VoucherDesk
from ui.widgets import paint
from ui.widgets.buttons import KeyButton, PressButton
from ui.widgets.chip import tone_colors
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

SHOWN: Final = 3
SOON_DAYS: Final = 14
_SIZES: Final[tuple[theme.Size, ...]] = ("title", "large", "body", "small")


class VoucherCard(PressButton):
    """One voucher: the benefit, its name and last day; checked while it is on the bill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.voucher: HeldVoucher | None = None
        self._mark = ("", "neutral")
        self._detail = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The bill decides what is used, not the press."""

    def show_voucher(self, voucher: HeldVoucher, today: date, *, used: bool) -> None:
        """Show a voucher as it is on this business day."""
        self.voucher = voucher
        self.setChecked(used)
        self.set_caption(voucher.name)
        self._detail = self._detail_text(voucher, today)
        self._mark = self._mark_of(voucher, today, used)
        told = " · ".join((voucher.name, voucher_words.sentence(voucher.rule), self._detail, self._mark[0]))
        self.setAccessibleName(told)
        self.update()

    def _detail_text(self, voucher: HeldVoucher, today: date) -> str:
        last = words.short_day(voucher.valid_to, today)
        return self.tr("{day} 到期").format(day=last)

    def _mark_of(self, voucher: HeldVoucher, today: date, used: bool) -> tuple[str, str]:
        if used:
            return self.tr("已用"), "accent"
        if voucher.valid_from > today:
            return self.tr("{day} 起").format(day=words.short_day(voucher.valid_from, today)), "neutral"
        if voucher.uses_left == 0:
            return self.tr("已用满"), "neutral"
        days = (voucher.valid_to - today).days
        if days > SOON_DAYS:
            return "", "neutral"
        told = self.tr("{days} 天后过期") if days else self.tr("今天过期")
        return told.format(days=days), "warning"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(54))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(54))

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = paint.painter_for(self)
        checked = self.isChecked()
        fill = "accent_soft" if checked else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.color(fill))
        style = Qt.PenStyle.SolidLine if checked else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("accent" if checked else "line_strong"), theme.px(1), style))
        radius = theme.px(theme.RADIUS_CONTROL)
        painter.drawRoundedRect(rect, radius, radius)
        if self.voucher is not None:
            inner = rect.adjusted(theme.px(10), theme.px(5), -theme.px(8), -theme.px(5))
            self._paint_words(painter, inner, self.voucher)
        if self.shows_focus:
            paint.focus_ring(painter, rect, theme.RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter, inner: QRectF, voucher: HeldVoucher) -> None:
        head, room = voucher_words.headline(voucher.rule.benefit), theme.px(56)
        fitting = (theme.font(size, bold=True) for size in _SIZES)
        font = next(
            (f for f in fitting if QFontMetricsF(f).horizontalAdvance(head) <= room), theme.font("small")
        )
        figure = QRectF(inner.left(), inner.top(), room, inner.height())
        paint.text(painter, figure, head, font, theme.color("accent_text"))
        chip = self._paint_mark(painter, inner)
        left = figure.right() + theme.px(8)
        width = inner.right() - left - chip
        half = inner.height() / 2
        top = QRectF(left, inner.top(), width, half)
        low = QRectF(left, inner.top() + half, width, half)
        paint.text(painter, top, voucher.name, theme.font("small", bold=True), theme.color("ink"))
        small = theme.font("small", tabular=True)
        paint.text(painter, low, self._detail, small, theme.color("muted_text"))

    def _paint_mark(self, painter: QPainter, inner: QRectF) -> float:
        text, tone = self._mark
        if not text:
            return 0
        font = theme.font("small")
        width = QFontMetricsF(font).horizontalAdvance(text) + theme.px(16)
        height = theme.px(22)
        spot = QRectF(inner.right() - width, inner.center().y() - height / 2, width, height)
        soft, ink = tone_colors(tone)
        paint.box(painter, spot, theme.color("surface" if self.isChecked() else soft), None, 11)
        paint.text(painter, spot, text, font, theme.color(ink), Qt.AlignmentFlag.AlignCenter)
        return width + theme.px(6)


class VoucherCards(Retranslated, QWidget):
    """`pressed(VoucherId)`, `best_wanted()`; takes no room while there is nothing to show."""

    pressed = Signal(object)
    best_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vouchers: VoucherDesk | None = None
        self._desk: BillDesk | None = None
        self._held: tuple[HeldVoucher, ...] = ()
        self._used: frozenset[VoucherId] = frozenset()
        self._today = date.min
        self._proposal = Proposal()
        self._all = False
        self._title = Label("", "strong")
        self._count = Label("", "caption")
        self.more = KeyButton("", kind="quiet")
        self.best = KeyButton("", keys.BEST_VOUCHERS, "good")
        self.best.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.best.setMinimumWidth(1)
        self.cards: list[VoucherCard] = []
        head = Line(gap=8)
        head.add(self._title, self._count, None, self.more)
        self._rows = Column(gap=6)
        column = Column(self, gap=6)
        column.add(head, self.best, self._rows)
        self.more.clicked.connect(self._on_more)
        self.best.clicked.connect(self.best_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("可用券"))
        self._fill()

    def follow(self, vouchers: VoucherDesk, desk: BillDesk) -> None:
        """Show what this desk knows from now on, and send it what is pressed."""
        self._vouchers, self._desk = vouchers, desk
        vouchers.changed.connect(self._on_changed)
        self.pressed.connect(vouchers.toggle)
        self.best_wanted.connect(vouchers.use_best)

    def _on_changed(self) -> None:
        if self._vouchers is None or self._desk is None:
            return
        bill, vouchers = self._desk.bill, self._vouchers
        used = frozenset(v.voucher_id for v in bill.vouchers)
        today = bill.moment.day if bill.moment else date.min
        proposal = Proposal() if vouchers.is_best() else vouchers.proposal
        self.show_vouchers(vouchers.shown(), used, today, proposal)

    def show_vouchers(
        self,
        held: Sequence[HeldVoucher],
        used: frozenset[VoucherId],
        today: date,
        proposal: Proposal,
    ) -> None:
        """Show these; `proposal` is empty when it is used already."""
        if tuple(v.voucher_id for v in held) != tuple(v.voucher_id for v in self._held):
            self._all = False
        self._held, self._used, self._today, self._proposal = tuple(held), used, today, proposal
        self._fill()

    def _fill(self) -> None:
        held = self._held
        self.setVisible(bool(held))
        self._count.setText(self.tr("{count} 张").format(count=len(held)))
        shown = held if self._all else held[:SHOWN]
        self.more.setVisible(len(held) > SHOWN)
        self.more.set_caption(self.tr("收起") if self._all else self.tr("全部"))
        self._match(len(shown))
        for card, voucher in zip(self.cards, shown, strict=True):
            card.show_voucher(voucher, self._today, used=voucher.voucher_id in self._used)
        self.best.setVisible(bool(self._proposal.vouchers))
        names = "、".join(v.name for v in self._proposal.vouchers[:2])
        told = self.tr("省 {saving}：{names}")
        self.best.set_caption(told.format(names=names, saving=self._proposal.saving))

    def _match(self, count: int) -> None:
        while len(self.cards) < count:
            card = VoucherCard(self)
            card.clicked.connect(self._on_card)
            self.cards.append(card)
            self._rows.addWidget(card)
            card.show()
        while len(self.cards) > count:
            card = self.cards.pop()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, VoucherCard) and card.voucher is not None:
            self.pressed.emit(card.voucher.voucher_id)

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()
