"""What the bill comes to: total, discounts, rounding off, and the amount due as the largest thing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.bill import ManualDiscount, Quote
from model.shop import Tier
from ui.counter import words
from ui.counter.bill_model import Outcome
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Grid, Line
from ui.widgets.retranslate import Retranslated

_ROWS: Final = 7
_NAMED: Final = 2
"""Vouchers that have a line of their own; more of them share one."""


class Totals(Retranslated, QWidget):
    """The sums at the left, the amount due at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [Label("", "muted", elide=True) for _ in range(_ROWS)]
        self._values = [Label("", "body") for _ in range(_ROWS)]
        sums = QWidget()
        grid = Grid(sums, gap=2)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.add_row(row, (name, value))
        grid.setColumnStretch(0, 1)
        self._due_name = Label("", "muted")
        self._due = Label("", "due")
        due = Column(gap=0)
        due_line = Line(gap=10)
        due_line.add(None, self._due_name, self._due)
        due_line.setAlignment(self._due_name, Qt.AlignmentFlag.AlignBottom)
        due.add(None, due_line, None)
        line = Line(self, gap=24)
        line.add(sums)
        line.addLayout(due)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._due_name.setText(self.tr("应付"))

    def show_outcome(self, outcome: Outcome, tier: Tier | None, manual: ManualDiscount | None) -> None:
        """Show the sums of a bill."""
        quote = outcome.quote
        rows: list[tuple[str, str]] = [(self.tr("合计"), str(quote.list_total))]
        if quote.tier_discount and tier is not None:
            rows.append((words.tier_discount(tier), words.minus(quote.tier_discount)))
        rows += self._voucher_rows(quote)
        if quote.manual_discount and manual is not None:
            off = words.discount(10_000 - manual.percent_bp) if manual.percent_bp else self.tr("手动减")
            rows.append((f"{off} · {manual.reason}", words.minus(quote.manual_discount)))
        if quote.points_used:
            told = self.tr("积分抵扣 {points} 分").format(points=words.number(quote.points_used))
            rows.append((told, words.minus(quote.points_discount)))
        if quote.rounding:
            rows.append((self.tr("抹零"), words.minus(quote.rounding)))
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            shown = at < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[at][0])
                value.setText(rows[at][1])
        self._due.setText(str(quote.due))
        self._due.setAccessibleName(f"{self._due_name.text()} {quote.due}")

    def _voucher_rows(self, quote: Quote) -> list[tuple[str, str]]:
        used = quote.vouchers
        if len(used) > _NAMED:
            told = self.tr("券 {count} 张").format(count=len(used))
            return [(told, words.minus(quote.voucher_discount))]
        name = self.tr("券 {name}")
        gift = self.tr("送 {gift}")
        return [
            (
                name.format(name=one.voucher.name),
                words.minus(one.amount) if one.amount else gift.format(gift=one.voucher.rule.benefit.gift),
            )
            for one in used
        ]
