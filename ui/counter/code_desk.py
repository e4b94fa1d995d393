"""Codes from the scanner, the search box and other pages: whom or what each of them brings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from model import codes
from model.claim import Promise
from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from model.shop import Item
from model.voucher import HeldVoucher
from services import catalog
from ui import wording
from ui.counter import codes_read
from ui.shell.context import PageContext


class CodeDesk(QObject):
    """`member(MemberId)`, `voucher(HeldVoucher)`, `stub(Promise)`, `item(Item)`; `other` for the rest."""

    member = Signal(object)
    voucher = Signal(object)
    stub = Signal(object)
    """A claim stub of an instalment that is pending."""
    item = Signal(object)
    task = Signal(str)
    """Which task a product is for, told before it."""
    other = Signal(object)

    def __init__(
        self,
        context: PageContext,
        wrong: Callable[[UserError | EnvironmentProblem], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._wrong = wrong

    def scanned(self, code: str) -> None:
        """A code from the scanner: paper of this shop, or a product's barcode."""
        jobs = self._context.jobs
        if codes.looks_like_qr(code):
            jobs.read(codes_read.read_code, code, done=self._on_read, failed=self._on_error, owner=self)
        else:
            jobs.read(catalog.by_barcode, code, done=self._on_barcode, failed=self._on_error, owner=self)

    def typed(self, code: str) -> None:
        """A code typed into the search box; wrong ones count towards the pause."""
        self._context.jobs.read(
            codes_read.read_code, code, done=self._on_read, failed=self._wrong, owner=self
        )

    def _on_read(self, found: object) -> None:
        if isinstance(found, HeldVoucher):
            self.voucher.emit(found)
        elif isinstance(found, Promise):
            self.stub.emit(found)
        elif isinstance(found, bytes):
            self.member.emit(MemberId(found))
        else:
            self.other.emit(found)

    def _on_barcode(self, item: Item | None) -> None:
        if item is None or not item.active:
            self._context.toast("warning", self.tr("没有这个条码的商品。可到 设置 → 商品 添加。"))
        else:
            self.task.emit("sale")
            self.item.emit(item)

    def _on_error(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))
