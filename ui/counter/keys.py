"""Every key of the counter page, as data: bound from here, printed from here, documented from here."""

from __future__ import annotations

from typing import Final

from model.ledger import Account
from model.record import dataclass
from ui.shell import camera_scans
from ui.translate import QT_TRANSLATE_NOOP

SEARCH: Final = "F1"
NEW_MEMBER: Final = "F2"
SALE: Final = "F3"
TOP_UP: Final = "F4"
CLAIM: Final = "F5"
REDEEM: Final = "F6"
CAMERA: Final = camera_scans.KEY
"""Works on every page, and over sheets that take scans."""
FRIEND_CARDS: Final = "F7"
BEST_VOUCHERS: Final = "Alt+V"
USE_PACK: Final = "Alt+C"
SELL_PACK: Final = "Alt+B"
FREE_AMOUNT: Final = "F8"
PARK: Final = "F9"
DISCOUNT: Final = "F10"
HISTORY: Final = "F11"
PRINT_CARD: Final = "Ctrl+K"
EDIT_MEMBER: Final = "Ctrl+E"
ACCOUNT: Final = "Ctrl+M"
REOPEN: Final = "Alt+O"
WORKSHEET: Final = "Alt+W"
REPRINT: Final = "Ctrl+P"
REVERSE: Final = "Ctrl+R"
CONTRACT: Final = "Ctrl+O"
TENDERS: Final[dict[Account, str]] = {
    Account.PRINCIPAL: "Alt+1",
    Account.CASH: "Alt+2",
    Account.WECHAT: "Alt+3",
    Account.ALIPAY: "Alt+4",
    Account.BANK_CARD: "Alt+5",
}
"""PRINCIPAL stands for stored value, which takes principal and bonus."""
POINTS: Final = "Alt+6"
"""Beside the tenders, though what it takes off is a discount."""
POINTS_SHEET: Final = "Ctrl+J"
RATING: Final = "Alt+0"

ANYWHERE: Final = QT_TRANSLATE_NOOP("CounterKeys", "收银页")
IN_SEARCH: Final = QT_TRANSLATE_NOOP("CounterKeys", "找会员的搜索框")
IN_ITEMS: Final = QT_TRANSLATE_NOOP("CounterKeys", "找项目的输入框")
IN_BILL: Final = QT_TRANSLATE_NOOP("CounterKeys", "账单")
IN_HISTORY: Final = QT_TRANSLATE_NOOP("CounterKeys", "往来")


@dataclass(frozen=True, slots=True)
class CounterKey:
    """One key: where it works and what it does (sources of translation, context CounterKeys)."""

    key: str
    place: str
    does: str


TABLE: Final[tuple[CounterKey, ...]] = (
    CounterKey(SEARCH, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "找会员")),
    CounterKey(NEW_MEMBER, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "新会员")),
    CounterKey(SALE, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "消费：到找项目的输入框")),
    CounterKey(TOP_UP, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "充值")),
    CounterKey(CLAIM, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "领取返现：会员可领的一次领完")),
    CounterKey(REDEEM, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "核销：输入券码")),
    CounterKey(CAMERA, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "用摄像头扫码")),
    CounterKey(FRIEND_CARDS, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "闺蜜卡：给卡、打印、看奖励")),
    CounterKey(BEST_VOUCHERS, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "用上最省的券")),
    CounterKey(USE_PACK, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "用会员的次卡")),
    CounterKey(SELL_PACK, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "卖次卡给会员")),
    CounterKey(FREE_AMOUNT, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "其他金额")),
    CounterKey(PARK, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "挂单；账单空着时取单")),
    CounterKey(DISCOUNT, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "手动折扣")),
    CounterKey(HISTORY, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "到往来")),
    CounterKey("Alt+1 … Alt+5", ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "选付款方式")),
    CounterKey(POINTS, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "积分抵扣")),
    CounterKey(POINTS_SHEET, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "积分：换礼品、调整")),
    CounterKey(RATING, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "评价，再按 1–5")),
    CounterKey(EDIT_MEMBER, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "编辑会员")),
    CounterKey(PRINT_CARD, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "打印会员卡")),
    CounterKey(
        ACCOUNT, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "会员的账户：对账单、退卡、转给别人、合并、补卡")
    ),
    CounterKey(REOPEN, ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "重新启用已销户的账户")),
    CounterKey("Enter", ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "收款或充值")),
    CounterKey("Esc", ANYWHERE, QT_TRANSLATE_NOOP("CounterKeys", "退一步")),
    CounterKey("↑ ↓", IN_SEARCH, QT_TRANSLATE_NOOP("CounterKeys", "选结果")),
    CounterKey("Enter", IN_SEARCH, QT_TRANSLATE_NOOP("CounterKeys", "打开选中的或第一个会员")),
    CounterKey("Esc", IN_SEARCH, QT_TRANSLATE_NOOP("CounterKeys", "清空；已空时放下会员")),
    CounterKey("Enter", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "加入第一个；空着时收款")),
    CounterKey("3*…", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "一次加三个")),
    CounterKey("0–9 Enter", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "改选中一行的数量")),
    CounterKey("+ −", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "空着时：选中一行加一、减一")),
    CounterKey("↑ ↓", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "空着时到账单；否则选项目")),
    CounterKey("← →", IN_ITEMS, QT_TRANSLATE_NOOP("CounterKeys", "空着时：换一类项目")),
    CounterKey("↑ ↓", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "选一行")),
    CounterKey("0–9", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "数量")),
    CounterKey("+ −", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "加一、减一")),
    CounterKey("← →", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "换服务人")),
    CounterKey("Delete", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "删去一行")),
    CounterKey("Enter", IN_BILL, QT_TRANSLATE_NOOP("CounterKeys", "收款")),
    CounterKey(WORKSHEET, IN_HISTORY, QT_TRANSLATE_NOOP("CounterKeys", "退卡计算表")),
    CounterKey(REPRINT, IN_HISTORY, QT_TRANSLATE_NOOP("CounterKeys", "补打小票")),
    CounterKey(CONTRACT, IN_HISTORY, QT_TRANSLATE_NOOP("CounterKeys", "充值合同")),
    CounterKey(REVERSE, IN_HISTORY, QT_TRANSLATE_NOOP("CounterKeys", "冲正")),
)
