"""What the sheet of a day close is called on the screen: sections, lines, tenders, days."""

from __future__ import annotations

from datetime import date
from typing import Final

from model.close_lines import SheetLine
from model.ledger import Account
from model.money import Money
from ui import translate as _translate
from ui.translate import QT_TRANSLATE_NOOP

_SECTIONS: Final = {
    "sales": QT_TRANSLATE_NOOP("CloseWords", "营业"),
    "tenders": QT_TRANSLATE_NOOP("CloseWords", "收到的钱"),
    "stored": QT_TRANSLATE_NOOP("CloseWords", "储值"),
    "packs": QT_TRANSLATE_NOOP("CloseWords", "次卡"),
    "points": QT_TRANSLATE_NOOP("CloseWords", "积分"),
    "drawer": QT_TRANSLATE_NOOP("CloseWords", "钱箱"),
    "owed": QT_TRANSLATE_NOOP("CloseWords", "还欠会员"),
    "staff": QT_TRANSLATE_NOOP("CloseWords", "员工"),
}
_LINES: Final = {
    "list_total": QT_TRANSLATE_NOOP("CloseWords", "原价合计"),
    "tier_discount": QT_TRANSLATE_NOOP("CloseWords", "会员折扣"),
    "voucher_discount": QT_TRANSLATE_NOOP("CloseWords", "券抵扣"),
    "points_discount": QT_TRANSLATE_NOOP("CloseWords", "积分抵扣"),
    "manual_discount": QT_TRANSLATE_NOOP("CloseWords", "手工优惠"),
    "rounding": QT_TRANSLATE_NOOP("CloseWords", "抹零"),
    "turnover": QT_TRANSLATE_NOOP("CloseWords", "营业额"),
    "reversed": QT_TRANSLATE_NOOP("CloseWords", "冲正消费"),
    "net": QT_TRANSLATE_NOOP("CloseWords", "冲正后营业额"),
    "average": QT_TRANSLATE_NOOP("CloseWords", "客单价"),
    "total": QT_TRANSLATE_NOOP("CloseWords", "合计"),
    "topped_up": QT_TRANSLATE_NOOP("CloseWords", "充值本金"),
    "bonus_given": QT_TRANSLATE_NOOP("CloseWords", "充值赠金"),
    "claimed": QT_TRANSLATE_NOOP("CloseWords", "领取返现"),
    "rewarded": QT_TRANSLATE_NOOP("CloseWords", "转介赠金"),
    "topup_undone": QT_TRANSLATE_NOOP("CloseWords", "冲正充值"),
    "bonus_undone": QT_TRANSLATE_NOOP("CloseWords", "冲正赠金"),
    "used_principal": QT_TRANSLATE_NOOP("CloseWords", "耗卡本金"),
    "used_bonus": QT_TRANSLATE_NOOP("CloseWords", "耗卡赠金"),
    "principal_back": QT_TRANSLATE_NOOP("CloseWords", "退回本金"),
    "bonus_back": QT_TRANSLATE_NOOP("CloseWords", "退回赠金"),
    "card_refund": QT_TRANSLATE_NOOP("CloseWords", "退卡本金"),
    "refund_interest": QT_TRANSLATE_NOOP("CloseWords", "退卡利息"),
    "bonus_cancelled": QT_TRANSLATE_NOOP("CloseWords", "退卡作废赠金"),
    "expired": QT_TRANSLATE_NOOP("CloseWords", "到期赠金"),
    "bonus_other": QT_TRANSLATE_NOOP("CloseWords", "其他赠金"),
    "packs_sold": QT_TRANSLATE_NOOP("CloseWords", "卖出次卡"),
    "packs_undone": QT_TRANSLATE_NOOP("CloseWords", "冲正次卡"),
    "packs_used": QT_TRANSLATE_NOOP("CloseWords", "用掉次卡"),
    "packs_refunded": QT_TRANSLATE_NOOP("CloseWords", "退掉次卡"),
    "points_earned": QT_TRANSLATE_NOOP("CloseWords", "积分增加"),
    "points_used": QT_TRANSLATE_NOOP("CloseWords", "积分抵扣"),
    "points_undone": QT_TRANSLATE_NOOP("CloseWords", "冲正积分"),
    "points_moved": QT_TRANSLATE_NOOP("CloseWords", "换礼和调整"),
    "points_expired": QT_TRANSLATE_NOOP("CloseWords", "到期积分"),
    "opening": QT_TRANSLATE_NOOP("CloseWords", "上次留下"),
    "floats": QT_TRANSLATE_NOOP("CloseWords", "备用金"),
    "cash_taken": QT_TRANSLATE_NOOP("CloseWords", "收到现金"),
    "put_in": QT_TRANSLATE_NOOP("CloseWords", "存入"),
    "taken_out": QT_TRANSLATE_NOOP("CloseWords", "取出"),
    "ahead": QT_TRANSLATE_NOOP("CloseWords", "记在以后的现金"),
    "expected": QT_TRANSLATE_NOOP("CloseWords", "应有现金"),
    "counted": QT_TRANSLATE_NOOP("CloseWords", "点得现金"),
    "difference": QT_TRANSLATE_NOOP("CloseWords", "长短款"),
    "found": QT_TRANSLATE_NOOP("CloseWords", "第一次点钱，原有"),
    "deposited": QT_TRANSLATE_NOOP("CloseWords", "存进保险箱"),
    "left": QT_TRANSLATE_NOOP("CloseWords", "留在钱箱"),
    "owed_principal": QT_TRANSLATE_NOOP("CloseWords", "本金"),
    "owed_bonus": QT_TRANSLATE_NOOP("CloseWords", "赠金"),
    "owed_packs": QT_TRANSLATE_NOOP("CloseWords", "次卡"),
    "owed_instalments": QT_TRANSLATE_NOOP("CloseWords", "待领返现"),
    "owed_points": QT_TRANSLATE_NOOP("CloseWords", "积分"),
}
_ACCOUNTS: Final = {
    Account.CASH: QT_TRANSLATE_NOOP("CloseWords", "现金"),
    Account.WECHAT: QT_TRANSLATE_NOOP("CloseWords", "微信"),
    Account.ALIPAY: QT_TRANSLATE_NOOP("CloseWords", "支付宝"),
    Account.BANK_CARD: QT_TRANSLATE_NOOP("CloseWords", "银行卡"),
}
_COUNTED: Final = QT_TRANSLATE_NOOP("CloseWords", "{count} 笔")
_SESSIONS: Final = QT_TRANSLATE_NOOP("CloseWords", "{count} 次")
_HIDDEN: Final = QT_TRANSLATE_NOOP("CloseWords", "点完可见")
_SPAN: Final = QT_TRANSLATE_NOOP("CloseWords", "{first} 到 {last}")
_NUMBER: Final = QT_TRANSLATE_NOOP("CloseWords", "第 {number} 次")


def _say(source: str) -> str:
    return _translate.translate("CloseWords", source)


def section(key: str) -> str:
    """The heading of a section."""
    return _say(_SECTIONS[key])


def account(which: Account) -> str:
    """What a tender is called."""
    return _say(_ACCOUNTS[which])


def line(one: SheetLine) -> str:
    """What a line is called."""
    return account(one.account) if one.account is not None else _say(_LINES[one.key])


def remark(one: SheetLine) -> str:
    """How many there were; empty where nobody counts."""
    if not one.count:
        return ""
    return _say(_SESSIONS if one.key == "packs_used" else _COUNTED).format(count=f"{one.count:,}")


def value(one: SheetLine, *, blind: bool = False) -> str:
    """The amount with a true minus sign; hidden from who has yet to count it."""
    if blind and one.counted:
        return _say(_HIDDEN)
    return signless(one.value) if isinstance(one.value, Money) else f"{one.value:,}".replace("-", "−")


def signless(amount: Money) -> str:
    """An amount with a true minus sign."""
    return f"−{Money(-amount.fen)}" if amount.fen < 0 else str(amount)


def signed(amount: Money) -> str:
    """A difference: `+¥3.00`, `−¥3.00`, `¥0.00`."""
    return f"+{amount}" if amount.fen > 0 else signless(amount)


def days(first: date, last: date) -> str:
    """The days of a period."""
    if first == last:
        return first.isoformat()
    return _say(_SPAN).format(first=first.isoformat(), last=last.isoformat())


def number(which: int) -> str:
    """Which close it is."""
    return _say(_NUMBER).format(number=which)


def coin(fen: int) -> str:
    """A note or coin: `¥100`, `¥0.5`."""
    return f"¥{fen / 100:g}"
