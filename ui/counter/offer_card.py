"""Everything that comes with the chosen plan, before it is paid: what, how much, from when."""

from __future__ import annotations

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


class _Lines(Label):
    """Keeps every line of its text, however little room the column has."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Call when the text was changed."""
        # What was needed before would count as needed still.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))


class OfferCard(Card):
    """Hidden while the plan brings nothing but its bonus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tone="info", margin=(14, 8, 14, 8), gap=4)
        self._grid = Grid(gap=4)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[_Lines, _Lines]] = []
        self.body.addLayout(self._grid)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("随方案得到"))

    def show_offer(self, offered: OfferedPlan | None, day: date, rules: ClaimRules) -> None:
        """Show what comes with a plan that is bought on `day`."""
        lines = offer_lines(offered, day, rules) if offered is not None else []
        while len(self._labels) < len(lines):
            pair = (_Lines("", "body", wrap=True), _Lines("", "muted", wrap=True))
            pair[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.add_row(len(self._labels), pair)
            self._labels.append(pair)
        for at, pair in enumerate(self._labels):
            for label, text in zip(pair, lines[at] if at < len(lines) else ("", ""), strict=True):
                label.setText(text)
                label.make_room()
                label.setVisible(bool(text))
        self.setVisible(bool(lines))
