"""The green line after a commit: what was done, how much, and the new balance."""

from __future__ import annotations

from typing import Final

from model.ledger import TxnKind
from model.views import Done
from ui.counter import words
from ui.translate import QT_TRANSLATE_NOOP, translate

_DONE: Final[dict[TxnKind, str]] = {
    TxnKind.SALE: QT_TRANSLATE_NOOP("CounterOutcome", "已收款 {amount}"),
    TxnKind.TOP_UP: QT_TRANSLATE_NOOP("CounterOutcome", "已充值 {amount}"),
    TxnKind.REVERSAL: QT_TRANSLATE_NOOP("CounterOutcome", "已冲正 {amount}"),
    TxnKind.CARD_REFUND: QT_TRANSLATE_NOOP("CounterOutcome", "已退卡 {amount}"),
    TxnKind.TRANSFER: QT_TRANSLATE_NOOP("CounterOutcome", "已转 {amount}"),
    TxnKind.CLAIM: QT_TRANSLATE_NOOP("CounterOutcome", "已领返现 {amount}"),
    TxnKind.PACK_SALE: QT_TRANSLATE_NOOP("CounterOutcome", "已卖次卡 {amount}"),
    TxnKind.POINTS: QT_TRANSLATE_NOOP("CounterOutcome", "已换礼品 · 还有 {points} 分"),
    TxnKind.PACK_USE: QT_TRANSLATE_NOOP("CounterOutcome", "已用次卡 · 计入消费 {amount}"),
}
_CHANGE: Final = QT_TRANSLATE_NOOP("CounterOutcome", "找零 {change}")
_BALANCE: Final = QT_TRANSLATE_NOOP("CounterOutcome", "余额 {balance}")


def done_line(done: Done) -> str:
    """`已收款 ¥192.40 · 找零 ¥7.60 · 余额 ¥1,094.10`."""
    txn = done.txn
    if txn is None:
        return ""
    facts = {"amount": txn.amount, "points": words.number(txn.points_after)}
    parts = [translate("CounterOutcome", _DONE[txn.kind]).format(**facts)]
    if txn.change:
        parts.append(translate("CounterOutcome", _CHANGE).format(change=txn.change))
    if txn.member_id is not None and txn.kind is not TxnKind.POINTS:
        balance = txn.principal_after + txn.bonus_after
        parts.append(translate("CounterOutcome", _BALANCE).format(balance=balance))
    return " · ".join(parts)
