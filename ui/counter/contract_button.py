"""The button for the contract of the top-up chosen in the history, or of the newest one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from model.ids import TxnId
from model.ledger import TxnKind
from model.views import HistoryEntry
from ui.counter import keys
from ui.widgets.buttons import KeyButton


class ContractButton(KeyButton):
    """Hidden while there is none; `wanted(TxnId | None)`: of the one chosen, or None for the newest."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("", keys.CONTRACT, bind=True)
        self._chosen: TxnId | None = None
        self._offered = False
        self.clicked.connect(self._on_clicked)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.set_caption(self.tr("充值合同…"))

    def show_for(self, entry: HistoryEntry | None) -> None:
        """Follow what is chosen in the history: a top-up by a plan has a title."""
        by_plan = entry is not None and entry.kind is TxnKind.TOP_UP and bool(entry.title)
        self._chosen = entry.txn_id if by_plan and entry is not None else None
        self.setVisible(by_plan or self._offered)

    def offer(self, offered: bool) -> None:
        """Whether the newest top-up has a contract that may be wanted, whatever is chosen."""
        self._offered = offered
        self.setVisible(offered or self._chosen is not None)

    def _on_clicked(self) -> None:
        self.wanted.emit(self._chosen)
