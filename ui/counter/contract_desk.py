"""Contracts of top-ups at the counter: offered when something was promised, and again from the history."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from model.ids import TxnId
from model.ledger import TxnKind
from model.purchase import Purchase
from model.views import Done
from services import purchases
from ui.counter import keys
from ui.counter.done_text import done_line
from ui.shell.context import PageContext


class ContractDesk(QObject):
    """Where the shop prints by itself a contract is offered after its top-up; elsewhere its key is said.

    `offered(bool)`: whether the newest top-up has one.
    """

    offered = Signal(bool)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._size = "a4"
        self._newest: TxnId | None = None

    def after_top_up(self, done: Done) -> None:
        """A top-up was booked: offer its contract when it promised more than bonus."""
        self._newest = None
        self.offered.emit(False)
        if done.txn is not None and done.txn.kind is TxnKind.TOP_UP:
            self._read(done.txn.txn_id, partial(self._offer, done))

    def open(self, txn_id: TxnId | None) -> None:
        """The contract of a top-up chosen in the history, or else of the newest one."""
        wanted = txn_id or self._newest
        if wanted is None:
            self._say_none()
        else:
            self._read(wanted, self._show)

    def _read(self, txn_id: TxnId, done: object) -> None:
        self._context.jobs.read(purchases.purchase, txn_id, done=done, owner=self)  # type: ignore[arg-type]

    def _offer(self, done: Done, purchase: Purchase | None) -> None:
        if purchase is None or not purchase.brings_promises:
            return
        self._newest = purchase.txn_id
        self.offered.emit(True)
        if self._context.settings.current.policy.print_automatically:
            self._show(purchase)
        else:
            told = self.tr("{line} · 合同 {key}").format(line=done_line(done), key=keys.CONTRACT)
            self._context.toast("good", told)

    def _show(self, purchase: Purchase | None) -> None:
        if purchase is None:
            self._say_none()
            return
        sheet = self._context.open_sheet("contract", {"purchase": purchase, "size": self._size})
        sheet.sized.connect(self._on_sized)  # type: ignore[attr-defined]

    def _on_sized(self, size: str) -> None:
        self._size = size

    def _say_none(self) -> None:
        self._context.toast("error", self.tr("选一笔按方案充值的往来，再打印它的合同。"))
