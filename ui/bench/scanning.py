"""Scanning vouchers at an open bill: from the scanner's Enter to the painted answer."""

from __future__ import annotations

from PySide6.QtCore import Qt

from model.errors import UserError
from services.bench_vouchers import VoucherCodes
from ui import wording
from ui.bench.loop import PaintWatch, Script, StuckError, press, scan, write
from ui.bench.window import ShopWindow

_SETTLE_S = 0.1


def scan_vouchers(shown: ShopWindow, codes: VoucherCodes, item_name: str, times: list[float]) -> Script:
    """Scan valid, used and unknown codes in turn, so that each answer reads unlike the one before."""
    sale, toast = shown.counter.sale, shown.window.status.toast
    yield shown.idle
    yield _SETTLE_S
    press(shown.window, Qt.Key.Key_F3)
    write(shown.window, item_name)
    press(shown.window, Qt.Key.Key_Return)
    yield lambda: not sale.desk.bill.empty
    yield shown.idle
    unknown = wording.word(UserError("code.unknown"))
    for turn in codes.turns:
        for kind, code in zip(("valid", "used", "unknown"), turn, strict=True):
            answer = _Answer(shown)
            start = scan(shown.window, code)
            yield answer.watch.seen
            times.append(answer.watch.since(start))
            yield shown.idle
            applied = bool(sale.desk.bill.vouchers)
            if applied != (kind == "valid") or (toast.text() == unknown) != (kind == "unknown"):
                raise StuckError(f"a {kind} voucher was answered with: {toast.text()!r}")
            for voucher in tuple(sale.desk.bill.vouchers):
                sale.vouchers.on_bill.drop(voucher.voucher_id)
            yield shown.idle
            yield _SETTLE_S


class _Answer:
    """The line that says what a code brought; bill and totals are painted in the same update."""

    def __init__(self, shown: ShopWindow) -> None:
        self._toast = shown.window.status.toast
        self._before = self._toast.text()
        self.watch = PaintWatch(self._toast)
        self.watch.expect(self._is_new)

    def _is_new(self) -> bool:
        return self._toast.text() != self._before
