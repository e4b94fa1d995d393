"""Tiers at the counter: how far the next one is with the open bill, and which one a sale has just reached."""

from __future__ import annotations

from PySide6.QtCore import QObject

from model.tier import Reached
from model.views import Done
from services import tiers
from ui.counter.sale_tab import SaleTab
from ui.counter.tier_hint import TierHint, TierReached
from ui.shell.context import PageContext


class TierDesk(QObject):
    """Follows the bill of the sale tab; `told` is called with what was booked."""

    def __init__(
        self, context: PageContext, sale: SaleTab, hint: TierHint, card: TierReached, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._sale = sale
        self._hint = hint
        self._card = card
        sale.desk.changed.connect(self._on_bill)
        sale.checkout.sold.connect(self.told)

    def _on_bill(self) -> None:
        self._hint.show_bill(self._sale.desk.bill.member, self._sale.outcome.quote.due)

    def told(self, done: Done) -> None:
        """A sale or a session was booked: say which tier it reached, if any."""
        txn = done.txn
        if txn is not None and txn.member_id is not None:
            self._context.jobs.read(tiers.reached_with, txn.txn_id, done=self._on_reached, owner=self)

    def _on_reached(self, reached: Reached | None) -> None:
        self._card.show_reached(reached)
