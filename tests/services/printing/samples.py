"""Receipts as the counter writes them, hostile text, and readers of what was printed."""

from __future__ import annotations

import dataclasses
import io
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pypdf
import pypdfium2
import zxingcpp

from model.ledger import Account, TxnKind
from model.money import Money
from model.receipt import (
    Adjustment,
    AdjustmentKind,
    NextTier,
    Receipt,
    ReceiptClaim,
    ReceiptLine,
    ReceiptLot,
    ReceiptMember,
    ReceiptRebate,
    ReceiptShop,
    ReceiptTender,
)

SHOP = ReceiptShop("小雅美发", "建设路 18 号", "0755-8888 6666")
MEMBER = ReceiptMember("张晓明", "138****6217", "01-000482", "钻石")
AT = datetime(2026, 11, 21, 19, 42, tzinfo=timezone(timedelta(hours=8)))

SALE = Receipt(
    kind=TxnKind.SALE,
    number="01-004821",
    at=AT,
    counter_name="前台 1",
    cashier="小雅",
    shop=SHOP,
    due=Money(26240),
    member=MEMBER,
    lines=(
        ReceiptLine("洗剪吹", "阿Ken", 1, Money(6800), Money(6800)),
        ReceiptLine("头皮护理", "小雅", 1, Money(16800), Money(16800)),
        ReceiptLine("护发素 250ml", "", 2, Money(3900), Money(7800)),
    ),
    list_total=Money(31400),
    adjustments=(
        Adjustment(AdjustmentKind.TIER_DISCOUNT, "钻石 9 折", Money(-3140)),
        Adjustment(AdjustmentKind.MANUAL_DISCOUNT, "老顾客", Money(-2000)),
        Adjustment(AdjustmentKind.ROUNDING, "", Money(-20)),
    ),
    tenders=(
        ReceiptTender(Account.CASH, Money(5000), Money(10000), Money(5000)),
        ReceiptTender(Account.WECHAT, Money(2000)),
    ),
    principal_part=Money(13257),
    bonus_part=Money(5983),
    principal_after=Money(75393),
    bonus_after=Money(34017),
    points_earned=132,
    points_after=2442,
    next_tier=NextTier("铂金", Money(31200)),
)

TOP_UP = Receipt(
    kind=TxnKind.TOP_UP,
    number="01-004822",
    at=AT,
    counter_name="前台 1",
    cashier="小雅",
    shop=SHOP,
    due=Money(50000),
    member=MEMBER,
    plan_name="充 500 送 80",
    tenders=(ReceiptTender(Account.ALIPAY, Money(50000)),),
    principal_part=Money(50000),
    bonus_part=Money(8000),
    principal_after=Money(125393),
    bonus_after=Money(42017),
    granted=(ReceiptLot(Money(5000), date(2027, 5, 21)), ReceiptLot(Money(3000))),
    points_after=2442,
    tier_reached="铂金会员",
)

REVERSAL = Receipt(
    kind=TxnKind.REVERSAL,
    number="01-004823",
    at=AT,
    counter_name="前台 1",
    cashier="小雅",
    shop=SHOP,
    due=Money(24240),
    member=MEMBER,
    lines=SALE.lines[:2],
    list_total=Money(23600),
    tenders=(ReceiptTender(Account.CASH, Money(5000)),),
    principal_part=Money(13257),
    bonus_part=Money(5983),
    principal_after=Money(88650),
    bonus_after=Money(40000),
    points_earned=-132,
    points_after=2310,
    reverses_number="01-004821",
    reverses_kind=TxnKind.SALE,
    reason="项目选错",
    reprint=2,
)

TOP_UP_REVERSAL = dataclasses.replace(
    REVERSAL,
    lines=(),
    due=Money(50000),
    tenders=(ReceiptTender(Account.BANK_CARD, Money(50000)),),
    principal_part=Money(-50000),
    bonus_part=Money(-8000),
    reverses_kind=TxnKind.TOP_UP,
    reprint=0,
)

WALK_IN = dataclasses.replace(
    SALE, member=None, principal_part=Money(0), bonus_part=Money(0), adjustments=(), next_tier=None
)

CLAIM = dataclasses.replace(
    TOP_UP,
    kind=TxnKind.CLAIM,
    plan_name="",
    due=Money(10000),
    tenders=(),
    principal_part=Money(0),
    bonus_part=Money(10000),
    granted=(ReceiptLot(Money(10000), date(2027, 2, 19)),),
    claimed=(ReceiptClaim("充500返500", 3, 10, Money(5000)), ReceiptClaim("充500返500", 4, 10, Money(5000))),
    rebate=ReceiptRebate(Money(5000), 1, date(2026, 12, 21), Money(5000)),
)

RECEIPTS = {
    "sale": SALE,
    "top_up": TOP_UP,
    "reversal": REVERSAL,
    "top_up_reversal": TOP_UP_REVERSAL,
    "walk_in": WALK_IN,
    "claim": CLAIM,
}

HOSTILE = (
    "<b>张</b>",
    '<img src="/etc/passwd"/>',
    '<para><font color="red">&amp;',
    '=HYPERLINK("http://evil")',
    "{0} {number} %s %(x)s",
    "\u202e倒过来的\u202c 名字",
    "零\u200b宽\ufeff字\u2060符",
    "带\x00控制\x1b[31m\x1d\x56\x00\x07字",
    "表情👩‍👧‍👦🎉名",
    "שלום عليكم",
    "Z̷̛̤a̴̰l̸̥g̵o̶",
    "生僻\U00020164䶮㛃葛󠄀",
    "孤\ud800立",
    "换\n行\r\n和\t制表",
    "长" * 10_000,
    "LongWord" * 1_250,
    "'; DROP TABLE member; --",
    "",
    "   ",
)


def everywhere(text: str, receipt: Receipt) -> Receipt:
    """The receipt with every field that a person can type set to `text`."""
    return dataclasses.replace(
        receipt,
        number=text or "1",
        counter_name=text,
        cashier=text,
        shop=ReceiptShop(text, text, text, text),
        member=ReceiptMember(text, text, text, text),
        plan_name=text,
        lines=tuple(dataclasses.replace(line, name=text, served_by=text) for line in receipt.lines),
        adjustments=tuple(dataclasses.replace(a, detail=text) for a in receipt.adjustments),
        claimed=tuple(dataclasses.replace(one, plan_name=text) for one in receipt.claimed),
        reverses_number=text,
        reason=text,
        tier_reached=text,
        next_tier=NextTier(text, Money(100)),
    )


def pdf_text(data: bytes) -> str:
    """The text of a PDF as another program reads it."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return "\n".join(page.extract_text() for page in reader.pages)


def page_image(data: bytes, dpi: int = 200, page: int = 0) -> Any:
    """A page as a picture, as a printer of `dpi` would get it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=dpi / 72).to_pil()
    finally:
        document.close()


def scanned(image: Any) -> list[str]:
    """What a scanner reads in a picture."""
    return [code.text for code in zxingcpp.read_barcodes(image)]
