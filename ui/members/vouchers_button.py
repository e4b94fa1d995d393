"""Hands the members that the list shows to the page of vouchers."""

from __future__ import annotations

from collections.abc import Sequence

from ui.members.queries import Listed
from ui.shell.context import PageContext
from ui.widgets.buttons import IconButton


class VouchersButton(IconButton):
    """Enabled while somebody is listed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("ticket")
        self._context = context
        self._rows: Sequence[int] = ()
        self.setEnabled(False)
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_caption(self.tr("给这些人发券"))
        self.setToolTip(self.tr("给这些人发券"))

    def show_listed(self, listed: Listed) -> None:
        """The list shows these members now."""
        self._rows = listed.ids
        self.setEnabled(len(listed.ids) > 0)

    def _on_clicked(self) -> None:
        self._context.open_page("vouchers", (self._rows, self.tr("会员页的名单")))
