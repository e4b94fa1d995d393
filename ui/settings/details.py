"""The second line under a thing's name in the lists of the Settings page."""

from __future__ import annotations

from model.commands import Thing
from model.gift import Gift
from model.shop import Item, ItemKind, Plan, Role, Staff, Tier
from ui.translate import translate


def nothing(thing: Thing) -> str:
    """Things of which only the name is known."""
    return ""


def position(thing: Thing) -> str:
    """Categories and sources: their place in the row."""
    return translate("SettingsDetails", "第 {n} 位").format(n=getattr(thing, "position", 0))


def item(thing: Thing) -> str:
    """Kind, price and cost."""
    if not isinstance(thing, Item):
        return ""
    kind = (
        translate("SettingsDetails", "服务")
        if thing.kind is ItemKind.SERVICE
        else translate("SettingsDetails", "商品")
    )
    parts = [kind, str(thing.price)]
    if thing.barcode:
        parts.append(thing.barcode)
    return " · ".join(parts)


def plan(thing: Thing) -> str:
    """What is paid, what is given and for how long."""
    if not isinstance(thing, Plan):
        return ""
    if thing.bonus:
        told = translate("SettingsDetails", "付 {pay} 送 {bonus}")
    else:
        told = translate("SettingsDetails", "付 {pay}")
    parts = [told.format(pay=thing.pay, bonus=thing.bonus)]
    if thing.bonus and thing.bonus_days is not None:
        parts.append(translate("SettingsDetails", "赠金 {days} 天有效").format(days=thing.bonus_days))
    offer = thing.offer
    if offer.instalments is not None:
        each = translate("SettingsDetails", "返 {amount} × {count} 期")
        parts.append(each.format(amount=offer.instalments.amount, count=offer.instalments.count))
    if offer.gifts:
        pieces = sum(gift.quantity for gift in offer.gifts)
        parts.append(translate("SettingsDetails", "礼品 {count} 件").format(count=pieces))
    if offer.packs:
        pieces = sum(pack.quantity for pack in offer.packs)
        parts.append(translate("SettingsDetails", "次卡 {count} 张").format(count=pieces))
    if thing.voucher_template_id is not None and thing.vouchers:
        parts.append(translate("SettingsDetails", "券 {count} 张").format(count=thing.vouchers))
    if thing.friend_card_kind_id is not None and thing.friend_cards:
        parts.append(translate("SettingsDetails", "闺蜜卡 {count} 张").format(count=thing.friend_cards))
    return " · ".join(parts)


def gift(thing: object) -> str:
    """What it is worth, how many there are and for how many points."""
    if not isinstance(thing, Gift):
        return ""
    worth = translate("SettingsDetails", "价值 {value}").format(value=thing.list_value)
    parts = [worth, translate("SettingsDetails", "库存 {count}").format(count=thing.stock)]
    if thing.points is not None:
        parts.append(translate("SettingsDetails", "{points} 积分可换").format(points=thing.points))
    return " · ".join(parts)


def tier(thing: Thing) -> str:
    """The discount in the words of the shop, and what reaches it."""
    if not isinstance(thing, Tier):
        return ""
    told = translate("SettingsDetails", "不打折")
    if thing.discount_bp < 10_000:
        told = translate("SettingsDetails", "{tenths} 折").format(
            tenths=f"{thing.discount_bp / 1000:g}", off=f"{(10_000 - thing.discount_bp) / 100:g}"
        )
    if thing.threshold is None:
        return told
    reached = translate("SettingsDetails", "消费满 {threshold}").format(threshold=thing.threshold)
    return f"{told} · {reached}"


def staff(thing: Thing) -> str:
    """The role."""
    if not isinstance(thing, Staff):
        return ""
    return {
        Role.CASHIER: translate("SettingsDetails", "收银员"),
        Role.MANAGER: translate("SettingsDetails", "店长"),
        Role.OWNER: translate("SettingsDetails", "老板"),
    }[thing.role]
