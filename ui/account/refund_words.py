"""What the card refund sheet says about an account."""

from __future__ import annotations

from typing import Final

from model.views import AccountState
from services.card_refunds import RefundSheet
from ui.translate import QT_TRANSLATE_NOOP, translate

_NOT_ASKED: Final = QT_TRANSLATE_NOOP(
    "CardRefund", "先登记申请：账户随即冻结，直到付款或撤回。下面是今天退卡的结果，供商量。"
)
_ASKED: Final = QT_TRANSLATE_NOOP(
    "CardRefund", "{person} {at} 登记：{reason}。账户已冻结，要由另一位店长或老板批准。"
)
_CLOSED: Final = QT_TRANSLATE_NOOP(
    "CardRefund", "这个账户已经退卡销户。顾客回来时写明原因重新启用，手机号和往来都还在。"
)
ALONE: Final = QT_TRANSLATE_NOOP(
    "CardRefund", "单人店铺：申请与批准为同一人。写明原因，再输一次自己的 PIN；计算表上会注明。"
)
ALONE_PACK: Final = QT_TRANSLATE_NOOP(
    "CardRefund", "单人店铺：付款与批准为同一人。写明原因，再输一次自己的 PIN；记录里会注明。"
)
_ASKED_ALONE: Final = QT_TRANSLATE_NOOP("CardRefund", "{person} {at} 登记：{reason}。账户已冻结。")
_WAS_CLOSED: Final = QT_TRANSLATE_NOOP("CardRefund", "{at} 退卡销户：{reason}（{person}）")
_WAS_OPENED: Final = QT_TRANSLATE_NOOP("CardRefund", "{at} 重新启用：{reason}（{person}）")
_HELD: Final = QT_TRANSLATE_NOOP("CardRefund", "账上有 {held}。")
_LOST: Final = QT_TRANSLATE_NOOP("CardRefund", "退卡后作废：{lost}，以及方案送的券和次卡。")
_PRINCIPAL: Final = QT_TRANSLATE_NOOP("CardRefund", "本金 {amount}")
_PACKS: Final = QT_TRANSLATE_NOOP("CardRefund", "次卡 {count} 张，值 {amount}")
_BONUS: Final = QT_TRANSLATE_NOOP("CardRefund", "赠金 {amount}")
_INSTALMENTS: Final = QT_TRANSLATE_NOOP("CardRefund", "待领返现 {count} 期 {amount}")
_COMMA: Final = QT_TRANSLATE_NOOP("CardRefund", "，")
LAW: Final = QT_TRANSLATE_NOOP(
    "CardRefund",
    "依据法释〔2025〕4号第十四至二十一条，按录入的数据计算。程序不是律师：情形由双方确认，"
    "赠送的商品是否退回或补偿（第二十一条）由双方商定，有争议时请咨询律师或消费者协会。",
)


def say(source: str, **facts: object) -> str:
    """A sentence of the table here in the language of now."""
    return translate("CardRefund", source).format(**facts)


def state(sheet: RefundSheet) -> str:
    """Who asked, when and why; or what asking does."""
    refund = sheet.refund
    if sheet.account is AccountState.CLOSED:
        return say(_CLOSED)
    if refund is None:
        return say(_NOT_ASKED)
    at = refund.asked_at.strftime("%Y-%m-%d %H:%M")
    asked = _ASKED_ALONE if sheet.alone else _ASKED
    return say(asked, person=refund.asked_by_name, at=at, reason=refund.reason)


def endings(sheet: RefundSheet) -> str:
    """When the account was closed and opened again, a line each."""
    return "\n".join(
        say(
            _WAS_OPENED if one.opened else _WAS_CLOSED,
            at=one.at.strftime("%Y-%m-%d %H:%M"),
            reason=one.reason,
            person=one.person,
        )
        for one in sheet.ended
    )


def holdings(sheet: RefundSheet) -> str:
    """What is on the account, and what of it ends with the refund."""
    held = sheet.holdings
    parts = [say(_PRINCIPAL, amount=held.principal)]
    if held.pack_value:
        parts.append(say(_PACKS, count=held.packs, amount=held.pack_value))
    lost = [say(_BONUS, amount=held.bonus)] if held.bonus else []
    if held.instalments:
        lost.append(say(_INSTALMENTS, count=held.instalments, amount=held.instalment_value))
    told = say(_HELD, held=say(_COMMA).join(parts))
    return told + say(_LOST, lost=say(_COMMA).join(lost)) if lost else told
