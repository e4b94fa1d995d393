"""Papers that are counted: shown in the preview, and remembered once when they went onto paper."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, TxnId
from services import page_prints
from services.ids import new_id
from services.page_prints import CountPaper
from ui import wording
from ui.shell.context import PageContext


class CountedPaper(QObject):
    """Opens the preview of a contract or worksheet; printed or saved, perhaps both, it counts once."""

    def __init__(self, context: PageContext, kind: str, txn_id: TxnId) -> None:
        super().__init__()
        self._context = context
        self._kind = kind
        self._txn_id = txn_id
        self._counted = False

    def show(self, title: str, pages: Any) -> None:
        """Show pages as services render them."""
        arguments: dict[str, object] = {"title": title, "data": pages.data, "missing": pages.missing}
        preview = self._context.open_sheet("print_preview", arguments)
        # The preview outlives the sheet that asked for it.
        self.setParent(preview)
        preview.taken.connect(self._on_taken)  # type: ignore[attr-defined]

    def _on_taken(self) -> None:
        if not self._counted:
            self._counted = True
            staff_id = self._context.session.staff_id
            command = CountPaper(CommandId(new_id()), staff_id, self._kind, self._txn_id)
            self._context.jobs.write(page_prints.count, command, failed=self._on_failed, owner=self)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))
