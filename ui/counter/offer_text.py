"""What comes with a top-up plan, in words: short for its button, line by line once it is chosen."""

from __future__ import annotations

from datetime import date

from model.instalment import due_days
from model.offer import OfferedInstalments
from model.rules import ClaimRules
from services.plans import OfferedPlan
from ui import wording
from ui.translate import translate


def tile_detail(offered: OfferedPlan) -> str:
    """`付 ¥500.00 · 送礼品 · 返 10×¥50.00`, or why it can't be sold now."""
    if offered.refusal is not None:
        return wording.word(offered.refusal)
    plan = offered.plan
    if plan.bonus:
        got = translate("CounterOffer", "付 {pay} 得 {got}").format(pay=plan.pay, got=plan.pay + plan.bonus)
    else:
        got = translate("CounterOffer", "付 {pay}").format(pay=plan.pay)
    rebate = plan.offer.instalments
    parts = [got, *(name for name, _, _ in offered.gifts)]
    if rebate is not None:
        told = translate("CounterOffer", "返 {count}×{amount}")
        parts.append(told.format(count=rebate.count, amount=rebate.amount))
    parts += [name for name, _ in offered.packs]
    parts += [name for name in (offered.voucher, offered.friend_card) if name]
    return " · ".join(parts)


def offer_lines(offered: OfferedPlan, day: date, rules: ClaimRules) -> list[tuple[str, str]]:
    """(what, how much and when) of everything beside the bonus, for a purchase on `day`."""
    lines: list[tuple[str, str]] = []
    for name, quantity, stock in offered.gifts:
        told = translate("CounterOffer", "{count} 件（库存 {stock}）").format(count=quantity, stock=stock)
        lines.append((translate("CounterOffer", "礼品 {name}").format(name=name), told))
    rebate = offered.plan.offer.instalments
    if rebate is not None:
        lines.append((_rebate(rebate), _dates(rebate, day, rules)))
    for name, quantity in offered.packs:
        told = translate("CounterOffer", "{count} 张").format(count=quantity)
        lines.append((translate("CounterOffer", "次卡 {name}").format(name=name), told))
    if offered.voucher:
        told = translate("CounterOffer", "{count} 张").format(count=offered.plan.vouchers)
        lines.append((translate("CounterOffer", "券 {name}").format(name=offered.voucher), told))
    if offered.friend_card:
        told = translate("CounterOffer", "{count} 张").format(count=offered.plan.friend_cards)
        lines.append((translate("CounterOffer", "闺蜜卡 {name}").format(name=offered.friend_card), told))
    return lines


def _rebate(rebate: OfferedInstalments) -> str:
    told = translate("CounterOffer", "分期返 {count} × {amount}")
    return told.format(count=rebate.count, amount=rebate.amount)


def _dates(rebate: OfferedInstalments, day: date, rules: ClaimRules) -> str:
    days = due_days(day, rebate)
    if len(days) == 1:
        told = translate("CounterOffer", "{first} 起可领")
    else:
        told = translate("CounterOffer", "{first} 起每月一期，到 {last}")
    text = told.format(first=days[0].isoformat(), last=days[-1].isoformat())
    if rules.roll_over:
        return text
    lapse = translate("CounterOffer", "每期 {days} 天内领").format(days=rules.window_days)
    return f"{text} · {lapse}"
