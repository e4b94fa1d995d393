"""Everything that comes with the chosen plan, before it is paid: what, how much, from when."""

from __future__ import annotations

import itertools
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from model.rules import ClaimRules
from services.plans import OfferedPlan
from ui.counter.offer_text import offer_lines
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layouts import Grid


class OfferCard(Card):
    """Hidden while the plan brings nothing but its bonus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tone="info", margin=(14, 8, 14, 8), gap=4)
        self._grid = Grid(gap=4)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[Label, Label]] = []
        self.body.addLayout(self._grid)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("随方案得到"))

    def show_offer(self, offered: OfferedPlan | None, day: date, rules: ClaimRules) -> None:
        """Show what comes with a plan that is bought on `day`."""
        lines = offer_lines(offered, day, rules) if offered is not None else []
        while len(self._labels) < len(lines):
            pair = (Label("", "body", wrap=True), Label("", "muted", wrap=True))
            pair[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.add_row(len(self._labels), pair)
            self._labels.append(pair)
        for at, pair in enumerate(self._labels):
            for label, text in zip(pair, lines[at] if at < len(lines) else ("", ""), strict=True):
                label.setText(text)
                label.setVisible(bool(text))
        self.setVisible(bool(lines))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Every line of a wrapped text stays, however little room the column has."""
        for label in itertools.chain.from_iterable(self._labels):
            label.setMinimumHeight(max(label.heightForWidth(label.width()), 0))
