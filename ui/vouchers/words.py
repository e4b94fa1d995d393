"""Layouts and batches in words."""

from __future__ import annotations

from typing import Final

from model.voucher import VoucherState
from model.voucher_commands import BatchKind
from services.printing.layouts import Layout
from services.vouchers import BatchRow
from ui.translate import QT_TRANSLATE_NOOP, translate

LAYOUTS: Final[dict[Layout, str]] = {
    Layout.A4_2X4: QT_TRANSLATE_NOOP("VoucherPaper", "A4 · 2×4"),
    Layout.A4_2X5: QT_TRANSLATE_NOOP("VoucherPaper", "A4 · 2×5"),
    Layout.CARD: QT_TRANSLATE_NOOP("VoucherPaper", "单张 90×54 mm"),
    Layout.ROLL_80: QT_TRANSLATE_NOOP("VoucherPaper", "80 mm 小票纸"),
    Layout.ROLL_58: QT_TRANSLATE_NOOP("VoucherPaper", "58 mm 小票纸"),
}
_KINDS: Final[dict[BatchKind, str]] = {
    BatchKind.MEMBER: QT_TRANSLATE_NOOP("VoucherPaper", "发给一位会员"),
    BatchKind.LIST: QT_TRANSLATE_NOOP("VoucherPaper", "发给名单"),
    BatchKind.SALE: QT_TRANSLATE_NOOP("VoucherPaper", "消费后送"),
    BatchKind.TOP_UP: QT_TRANSLATE_NOOP("VoucherPaper", "充值送"),
    BatchKind.ANONYMOUS: QT_TRANSLATE_NOOP("VoucherPaper", "不记名"),
    BatchKind.FRIEND_CARD: QT_TRANSLATE_NOOP("VoucherPaper", "闺蜜卡"),
}
_STATES: Final[dict[VoucherState, str]] = {
    VoucherState.ISSUED: QT_TRANSLATE_NOOP("VoucherPaper", "可用"),
    VoucherState.REDEEMED: QT_TRANSLATE_NOOP("VoucherPaper", "已核销"),
    VoucherState.VOIDED: QT_TRANSLATE_NOOP("VoucherPaper", "已作废"),
}
_EXPIRED: Final = QT_TRANSLATE_NOOP("VoucherPaper", "已过期")


def layout_name(layout: Layout) -> str:
    """`A4 · 2×4`."""
    return translate("VoucherPaper", LAYOUTS[layout])


def batch_name(batch: BatchRow) -> str:
    """What the shop called it, else where it went."""
    return batch.name or translate("VoucherPaper", _KINDS[batch.kind])


def state(of: VoucherState, *, expired: bool) -> str:
    """What became of a voucher."""
    word = _EXPIRED if expired and of is VoucherState.ISSUED else _STATES[of]
    return translate("VoucherPaper", word)
