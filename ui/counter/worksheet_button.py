"""The button for the worksheet of the card refund chosen in the history."""

from __future__ import annotations

from functools import partial
from typing import Any

from model.errors import EnvironmentProblem, UserError
from model.ids import TxnId
from model.ledger import TxnKind
from model.views import HistoryEntry
from ui import wording
from ui.counter import keys
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton


class WorksheetButton(KeyButton):
    """Hidden while no card refund is chosen; shows the worksheet as it was paid, to print it again."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("", keys.WORKSHEET, bind=True)
        self._context = context
        self._chosen: TxnId | None = None
        self.clicked.connect(self._on_clicked)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.set_caption(self.tr("退卡计算表…"))

    def show_for(self, entry: HistoryEntry | None) -> None:
        """Follow what is chosen in the history."""
        paid = entry is not None and entry.kind is TxnKind.CARD_REFUND
        self._chosen = entry.txn_id if paid and entry is not None else None
        self.setVisible(paid)

    def _on_clicked(self) -> None:
        if self._chosen is not None:
            language = self._context.settings.current.look.language
            shown = partial(self._show, self._chosen)
            self._context.jobs.read(
                _pages, self._chosen, language, done=shown, failed=self._on_failed, owner=self
            )

    def _show(self, txn_id: TxnId, pages: Any) -> None:
        # The counter opens without the machinery for printing.
        from services import page_prints
        from ui.printing.counted import CountedPaper

        CountedPaper(self._context, page_prints.WORKSHEET, txn_id).show(self.tr("退卡计算表"), pages)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))


def _pages(read: Any, txn_id: TxnId, language: str) -> Any:
    from services import refund_prints

    return refund_prints.paid(read, txn_id, language)
