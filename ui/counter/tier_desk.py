"""Tiers at the counter: how far the next one is with the open bill, and which one a sale has just reached."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from model.tier import Reached
from model.views import Done
from services import tiers
from ui.counter.done_text import done_line
from ui.counter.sale_tab import SaleTab
from ui.counter.tier_hint import TierHint, TierReached, told
from ui.shell.context import PageContext


class TierDesk(QObject):
    """Follows the bill of the sale tab; `look` is called with what was booked."""

    def __init__(
        self, context: PageContext, sale: SaleTab, hint: TierHint, card: TierReached, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._sale = sale
        self._hint = hint
        self._card = card
        sale.desk.changed.connect(self._on_bill)
        sale.checkout.sold.connect(self.look)

    def _on_bill(self) -> None:
        self._hint.show_bill(self._sale.desk.bill.member, self._sale.outcome.quote.due)

    def look(self, done: Done) -> None:
        """A sale or a session was booked: say which tier it reached, if any."""
        txn = done.txn
        if txn is not None and txn.member_id is not None:
            self._context.jobs.read(
                tiers.reached_with, txn.txn_id, done=partial(self._on_reached, done), owner=self
            )

    def _on_reached(self, done: Done, reached: Reached | None) -> None:
        self._card.show_reached(reached)
        if reached is not None and self._sale.narrow():
            # The member's panel is a tab then, and out of sight.
            self._context.toast("good", f"{done_line(done)} · {told(reached)}")
