"""The member's vouchers in the left panel: dashed cards to press, and the cheapest use of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.ids import VoucherId
from model.voucher import HeldVoucher
from ui import voucher_words
from ui.counter import keys, words
from ui.counter.bill_desk import BillDesk
from ui.counter.codes_read import Proposal
from ui.counter.held_cards import Face, HeldCards
from ui.counter.voucher_desk import VoucherDesk
from ui.widgets.buttons import KeyButton
from ui.widgets.chip import Tone

SOON_DAYS: Final = 14


class VoucherCards(HeldCards):
    """`pressed(VoucherId)`, `best_wanted()`; takes no room while there is nothing to show."""

    pressed = Signal(object)
    best_wanted = Signal()
    checkable = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vouchers: VoucherDesk | None = None
        self._desk: BillDesk | None = None
        self._held: tuple[HeldVoucher, ...] = ()
        self._used: frozenset[VoucherId] = frozenset()
        self._today = date.min
        self._proposal = Proposal()
        self.best = KeyButton("", keys.BEST_VOUCHERS, "good")
        self.best.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.best.setMinimumWidth(1)
        self.column.insertWidget(1, self.best)
        self.best.clicked.connect(self.best_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.name(self.tr("可用券"), self.tr("查找券"))
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
            self.show_few()
        self._held, self._used, self._today, self._proposal = tuple(held), used, today, proposal
        self._fill()

    def _fill(self) -> None:
        held = self._held
        self.setVisible(bool(held))
        count = self.tr("{count} 张").format(count=len(held))
        self.fill(held, count, self.tr("收起") if self._all else self.tr("全部"))
        self.best.setVisible(bool(self._proposal.vouchers))
        used = self._proposal.vouchers
        names = "、".join(v.name for v in used[:2]) + ("…" if len(used) > 2 else "")
        told = self.tr("省 {saving}：{names}")
        self.best.set_caption(told.format(names=names, saving=self._proposal.saving))

    def face_of(self, thing: HeldVoucher) -> Face:
        """A voucher as it is on this business day; checked while it is on the bill."""
        used = thing.voucher_id in self._used
        mark, tone = self._mark_of(thing, used)
        detail = self.tr("{day} 到期").format(day=words.short_day(thing.valid_to, self._today))
        return Face(
            voucher_words.headline(thing.rule.benefit),
            thing.name,
            detail,
            " · ".join((thing.name, voucher_words.sentence(thing.rule), detail, mark)),
            mark=mark,
            tone=tone,
            dashed=True,
            checked=used,
        )

    def _mark_of(self, voucher: HeldVoucher, used: bool) -> tuple[str, Tone]:
        today = self._today
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

    def _pressed(self, thing: HeldVoucher) -> None:
        self.pressed.emit(thing.voucher_id)
