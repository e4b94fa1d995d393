"""The vouchers of the desk's bill: every change of them goes through here and is told with its `changed`."""

from __future__ import annotations

from collections.abc import Sequence

from model.ids import VoucherId
from model.voucher import HeldVoucher, Moment
from ui.counter.bill_desk import BillDesk


class BillVouchers:
    """Puts vouchers on a desk's bill and takes them off."""

    def __init__(self, desk: BillDesk) -> None:
        self._desk = desk

    def set_moment(self, moment: Moment) -> None:
        """What vouchers are asked for: the time, and whether this is a first visit."""
        self._desk.bill.moment = moment
        self._desk.changed.emit()

    def use(self, voucher: HeldVoucher) -> None:
        """Put a voucher on the bill; raises UserError with the condition that doesn't hold."""
        self._desk.bill.use_voucher(voucher)
        self._desk.changed.emit()

    def drop(self, voucher_id: VoucherId) -> None:
        """Take a voucher off the bill."""
        self._desk.bill.drop_voucher(voucher_id)
        self._desk.changed.emit()

    def replace(self, vouchers: Sequence[HeldVoucher]) -> None:
        """Use exactly these."""
        self._desk.bill.vouchers = list(vouchers)
        self._desk.changed.emit()
