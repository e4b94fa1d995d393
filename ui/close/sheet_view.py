"""A whole sheet on the screen: its sections in columns, and the people under them."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from model.close import CloseSheet, Compared, StaffSum, compare
from model.close_lines import Section, sections
from model.money import Money
from ui import theme
from ui.close import words
from ui.close.cards import SectionCard, TableCard
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

_COLUMN: Final = 300
"""Design pixels that a column needs."""


class SheetView(Retranslated, QWidget):
    """`blind` hides what ought to lie in the drawer from who is about to count it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, SectionCard] = {}
        self.compared = TableCard((3, 3, 3, 3, 6), remarks=True)
        self.staff = TableCard((4, 5, 4, 5, 4))
        self._sheet: CloseSheet | None = None
        self._shown: tuple[str, ...] = ()
        self._across = 0
        self._columns = [Column(gap=12) for _ in range(2)]
        line = self._line = Line(gap=12)
        for column in self._columns:
            line.addLayout(column, 1)
        whole = Column(self, gap=12)
        whole.add(self.compared)
        whole.addLayout(line)
        whole.add(self.staff)
        whole.addStretch(1)

    def show_sheet(self, sheet: CloseSheet, *, blind: bool = False) -> None:
        """Show the numbers of a sheet."""
        found = sections(sheet)
        for section in found:
            card = self.cards.get(section.key)
            if card is None:
                self.cards[section.key] = SectionCard(section, blind=blind, parent=self)
            else:
                card.show_section(section, blind=blind)
        self._sheet = sheet
        self._show_tables(sheet)
        self._arrange(found)

    def retranslate(self) -> None:
        if self._sheet is not None:
            self._show_tables(self._sheet)

    def _show_tables(self, sheet: CloseSheet) -> None:
        heads = (
            words.section("staff"),
            self.tr("开单"),
            self.tr("服务业绩"),
            self.tr("充值"),
            self.tr("冲正"),
        )
        self.staff.show_table(heads, [_who(one) for one in sheet.figures.staff])
        told = compare(sheet.figures, sheet.count) if sheet.count is not None else ()
        heads = (self.tr("核对"), self.tr("应有"), self.tr("点得"), self.tr("相差"), self.tr("说明"))
        self.compared.show_table(heads, [_compared(one) for one in told])

    def _arrange(self, found: tuple[Section, ...]) -> None:
        across = 2 if self.width() >= theme.px(_COLUMN) * 2 else 1
        keys = tuple(section.key for section in found)
        self._shown, self._across = keys, across
        heights = [0] * len(self._columns)
        self._line.setStretch(1, int(across == 2))
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for key, card in self.cards.items():
            card.setVisible(key in keys)
        for key in keys:
            at = min(range(across), key=heights.__getitem__)
            self._columns[at].addWidget(self.cards[key])
            heights[at] += self.cards[key].sizeHint().height() + theme.px(12)
        for column in self._columns[:across]:
            column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = 2 if self.width() >= theme.px(_COLUMN) * 2 else 1
        if self.cards and across != self._across:
            self._arrange(tuple(self.cards[key].section for key in self._shown))


def _who(one: StaffSum) -> tuple[str, ...]:
    def both(count: int, amount: Money) -> str:
        return f"{words.signless(amount)} · {count}" if count else "–"

    return (
        one.name,
        both(one.sales, one.sold),
        words.signless(one.served) if one.served else "–",
        both(one.top_ups, one.topped_up),
        both(one.reversals, one.reversed),
    )


def _compared(one: Compared) -> tuple[str, ...]:
    return (
        words.account(one.account),
        str(one.expected) if one.known else "–",
        str(one.counted),
        words.signed(one.difference) if one.difference else "–",
        one.explanation,
    )
