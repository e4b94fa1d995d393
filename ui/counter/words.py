"""The counter's words for data: tenders, kinds of transaction, discounts, buckets and dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from model.ledger import Account, TxnKind
from model.money import Money
from model.shop import Tier
from model.views import HistoryEntry
from ui import translate as _translate
from ui.translate import QT_TRANSLATE_NOOP

_ACCOUNTS: Final[dict[Account, str]] = {
    Account.CASH: QT_TRANSLATE_NOOP("CounterWords", "现金"),
    Account.WECHAT: QT_TRANSLATE_NOOP("CounterWords", "微信"),
    Account.ALIPAY: QT_TRANSLATE_NOOP("CounterWords", "支付宝"),
    Account.BANK_CARD: QT_TRANSLATE_NOOP("CounterWords", "银行卡"),
    Account.PRINCIPAL: QT_TRANSLATE_NOOP("CounterWords", "本金"),
    Account.BONUS: QT_TRANSLATE_NOOP("CounterWords", "赠金"),
    Account.POINTS: QT_TRANSLATE_NOOP("CounterWords", "积分"),
    Account.ROUNDING: QT_TRANSLATE_NOOP("CounterWords", "抹零"),
    Account.PACK: QT_TRANSLATE_NOOP("CounterWords", "次卡"),
}
_KINDS: Final[dict[TxnKind, str]] = {
    TxnKind.SALE: QT_TRANSLATE_NOOP("CounterWords", "消费"),
    TxnKind.TOP_UP: QT_TRANSLATE_NOOP("CounterWords", "充值"),
    TxnKind.REVERSAL: QT_TRANSLATE_NOOP("CounterWords", "冲正"),
    TxnKind.REWARD: QT_TRANSLATE_NOOP("CounterWords", "转介赠礼"),
    TxnKind.CLAIM: QT_TRANSLATE_NOOP("CounterWords", "领取返现"),
    TxnKind.PACK_SALE: QT_TRANSLATE_NOOP("CounterWords", "买次卡"),
    TxnKind.PACK_USE: QT_TRANSLATE_NOOP("CounterWords", "用次卡"),
    TxnKind.PACK_REFUND: QT_TRANSLATE_NOOP("CounterWords", "退次卡"),
    TxnKind.CASH: QT_TRANSLATE_NOOP("CounterWords", "现金进出"),
    TxnKind.POINTS: QT_TRANSLATE_NOOP("CounterWords", "积分"),
    TxnKind.EXPIRY: QT_TRANSLATE_NOOP("CounterWords", "过期"),
    TxnKind.CARD_REFUND: QT_TRANSLATE_NOOP("CounterWords", "退卡"),
    TxnKind.TRANSFER: QT_TRANSLATE_NOOP("CounterWords", "转移"),
}
_MOVES: Final[dict[str, str]] = {
    "transfer_out": QT_TRANSLATE_NOOP("CounterWords", "转给"),
    "transfer_in": QT_TRANSLATE_NOOP("CounterWords", "转入自"),
    "merge_out": QT_TRANSLATE_NOOP("CounterWords", "并入"),
    "merge_in": QT_TRANSLATE_NOOP("CounterWords", "合并自"),
    "unmerge_out": QT_TRANSLATE_NOOP("CounterWords", "撤销合并，还给"),
    "unmerge_in": QT_TRANSLATE_NOOP("CounterWords", "撤销合并，退回自"),
}
"""model.views.HistoryEntry.move → what stands before the other member's name."""
_TOGETHER: Final[dict[tuple[TxnKind, ...], str]] = {
    (TxnKind.PACK_SALE, TxnKind.PACK_USE, TxnKind.PACK_REFUND): QT_TRANSLATE_NOOP("CounterWords", "次卡"),
    (TxnKind.POINTS, TxnKind.EXPIRY): QT_TRANSLATE_NOOP("CounterWords", "积分、过期"),
}
_POINTS: Final = QT_TRANSLATE_NOOP("CounterWords", "{points} 分")
_WELCOME: Final = QT_TRANSLATE_NOOP("CounterWords", "闺蜜卡见面礼")
_TIER_DISCOUNT: Final = QT_TRANSLATE_NOOP("CounterWords", "{tier}会员 {discount}")
_OFF: Final = QT_TRANSLATE_NOOP("CounterWords", "{zhe} 折")
_FREE: Final = QT_TRANSLATE_NOOP("CounterWords", "免单")
_STORED: Final = QT_TRANSLATE_NOOP("CounterWords", "储值")


def translate(source: str) -> str:
    """A sentence of the tables here in the language of now."""
    return _translate.translate("CounterWords", source)


def account(which: Account) -> str:
    """What a tender or bucket is called at the counter."""
    return translate(_ACCOUNTS[which]) if which in _ACCOUNTS else which.value


def stored() -> str:
    """What paying from the member's balance is called."""
    return translate(_STORED)


def kind(which: TxnKind) -> str:
    """What a kind of transaction is called."""
    return translate(_KINDS[which])


def kinds(which: tuple[TxnKind, ...]) -> str:
    """What several kinds are called together."""
    return translate(_TOGETHER[which]) if which in _TOGETHER else kind(which[0])


def entry_kind(entry: HistoryEntry) -> str:
    """What an entry of the history is called: a reward by who got it, a move by its direction."""
    if entry.move:
        return translate(_MOVES[entry.move])
    return translate(_WELCOME) if entry.is_welcome else kind(entry.kind)


def discount(pays_bp: int) -> str:
    """A discount from what is paid in basis points of the price: 9000 is `9 折`, `10 % off`."""
    if pays_bp <= 0:
        return translate(_FREE)
    zhe = f"{pays_bp / 1000:.2f}".rstrip("0").rstrip(".")
    percent = f"{(10_000 - pays_bp) / 100:.2f}".rstrip("0").rstrip(".")
    return translate(_OFF).format(zhe=zhe, percent=percent)


def tier_discount(tier: Tier) -> str:
    """The line of a tier's discount on a bill: `钻石会员 9 折`."""
    return translate(_TIER_DISCOUNT).format(tier=tier.name, discount=discount(tier.discount_bp))


def signed(amount: Money) -> str:
    """An amount as the member sees it move: `+50.00`, `−176.40`, with a true minus sign."""
    sign = "+" if amount.fen > 0 else "−" if amount.fen < 0 else ""
    return sign + Money(abs(amount.fen)).plain()


def minus(amount: Money) -> str:
    """What is taken off a bill: `−¥23.60`."""
    return f"−{amount}" if amount else str(amount)


def short_day(day: date, today: date) -> str:
    """`11-21` within the year, otherwise `2025-11-21`."""
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def day_and_time(at: datetime, today: date) -> str:
    """`11-21 14:05` within the year, otherwise only the day."""
    return at.strftime("%m-%d %H:%M") if at.year == today.year else at.date().isoformat()


def points(moved: int) -> str:
    """Points as the member sees them move: `+500 分`, `−300 分`."""
    sign = "+" if moved > 0 else "−" if moved < 0 else ""
    return translate(_POINTS).format(points=f"{sign}{abs(moved):,}")


def number(value: int) -> str:
    """A whole number with grouping: `2,310`."""
    return f"{value:,}"
