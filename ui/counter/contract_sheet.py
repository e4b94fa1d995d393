"""The contract of a top-up onto paper: which size, then looked at and printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.purchase import Purchase
from services import contracts, page_prints
from services.printing.contracts import ContractSize
from services.printing.document import Rendered
from ui import wording
from ui.printing.counted import CountedPaper
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class ContractSheet(Sheet):
    """Enter shows the pages of both copies; Esc prints nothing. `sized(str)` when another size is chosen."""

    sized = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget, purchase: Purchase, size: str) -> None:
        super().__init__(parent, "", 480)
        self._context = context
        self._purchase = purchase
        self._what = Label("", "strong", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self.size_choice = ChipChoice()
        self._show = KeyButton("", "Enter", "primary", icon="printer")
        self._leave = KeyButton("", "Esc")
        self.size_choice.set_entries([(each, each.name) for each in ContractSize])
        self.size_choice.set_value(ContractSize(size))
        self.body.add(self._what, self._about, self.size_choice)
        self.set_buttons(self._leave, self._show)
        self.set_primary(self._show)
        self.starts_at = self._show
        self._show.clicked.connect(self._on_show)
        self._leave.clicked.connect(self.dismiss)
        self.size_choice.changed.connect(self._on_size)
        self.retranslate()

    def retranslate(self) -> None:
        bought = self._purchase
        self.set_title(self.tr("充值合同"))
        self._what.setText(f"{bought.plan_name} · {bought.paid} · {bought.number}")
        stubs = self.tr("一式两联，客户联带 {count} 张领取凭条。").format(count=len(bought.instalments))
        self._about.setText(stubs if bought.instalments else self.tr("一式两联：客户联和商户联。"))
        self.size_choice.setAccessibleName(self.tr("纸张大小"))
        self._show.set_caption(self.tr("预览和打印"))
        self._leave.set_caption(self.tr("不打印"))

    def _on_size(self) -> None:
        self.sized.emit(str(self.size_choice.value()))

    def _on_show(self) -> None:
        size = ContractSize(str(self.size_choice.value()))
        language = self._context.settings.current.look.language
        title = self.tr("充值合同 {number}").format(number=self._purchase.number)
        self._context.jobs.read(
            contracts.pages,
            self._purchase.txn_id,
            size,
            language,
            done=partial(self._on_pages, title),
            failed=self._on_failed,
            owner=self,
        )

    def _on_pages(self, title: str, pages: Rendered) -> None:
        self.dismiss()
        CountedPaper(self._context, page_prints.CONTRACT, self._purchase.txn_id).show(title, pages)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.show_error(wording.word(error))
