"""Worksheets and statements looked at before they are printed; what is shown outlives the sheet it is of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from model.card_refund import Cause, Result
from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId, TxnId
from ui import wording
from ui.shell.context import PageContext


class AccountPaper(QObject):
    """Renders off the GUI thread and opens the preview."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def draft_worksheet(self, member_id: MemberId, result: Result) -> None:
        """What a refund would come to today."""
        title = self.tr("退卡计算表（草稿）")
        self.show_pages(title, _draft, member_id, result.cause, result.reading.key)

    def paid_worksheet(self, txn_id: TxnId) -> None:
        """What a refund came to; marked as a reprint once it was on paper."""
        language = self._context.settings.current.look.language
        shown = partial(self._show_counted, txn_id)
        self._context.jobs.read(_paid, txn_id, language, done=shown, failed=self._on_failed, owner=self)

    def show_pages(self, title: str, render: Callable[..., Any], *args: object) -> None:
        """Show what `render(read, *args, language)` makes."""
        language = self._context.settings.current.look.language
        # The first page takes a moment: a second press must not show it twice.
        self._context.jobs.read_latest(
            "account.paper",
            render,
            *args,
            language,
            done=partial(self._show, title),
            failed=self._on_failed,
            owner=self,
        )

    def _show(self, title: str, pages: Any) -> None:
        arguments: dict[str, object] = {"title": title, "data": pages.data, "missing": pages.missing}
        self._context.open_sheet("print_preview", arguments)

    def _show_counted(self, txn_id: TxnId, pages: Any) -> None:
        from services import page_prints
        from ui.printing.counted import CountedPaper

        CountedPaper(self._context, page_prints.WORKSHEET, txn_id).show(self.tr("退卡计算表"), pages)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))


def _draft(read: Any, member_id: MemberId, cause: Cause, reading: str, language: str) -> Any:
    # The sheet opens without the machinery for printing.
    from services import refund_prints

    return refund_prints.draft(read, member_id, cause, reading, language)


def _paid(read: Any, txn_id: TxnId, language: str) -> Any:
    from services import refund_prints

    return refund_prints.paid(read, txn_id, language)
