"""A voucher's rule in words: the benefit as one figure, and a sentence a person can check.

Shared by the pages that make vouchers and the counter that takes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from itertools import groupby
from typing import Final

from model.money import Money
from model.voucher_rule import Benefit, BenefitKind, OnReversal, Validity, VoucherRule
from ui import translate as _translate
from ui.translate import QT_TRANSLATE_NOOP

_HEADLINES: Final[dict[BenefitKind, str]] = {
    BenefitKind.FREE: QT_TRANSLATE_NOOP("VoucherWords", "免费"),
    BenefitKind.GIFT: QT_TRANSLATE_NOOP("VoucherWords", "礼"),
    BenefitKind.TRIAL: QT_TRANSLATE_NOOP("VoucherWords", "体验"),
}
KINDS: Final[dict[BenefitKind, str]] = {
    BenefitKind.AMOUNT: QT_TRANSLATE_NOOP("VoucherWords", "减金额"),
    BenefitKind.PERCENT: QT_TRANSLATE_NOOP("VoucherWords", "打折"),
    BenefitKind.FREE: QT_TRANSLATE_NOOP("VoucherWords", "免费一份"),
    BenefitKind.GIFT: QT_TRANSLATE_NOOP("VoucherWords", "送礼"),
    BenefitKind.TRIAL: QT_TRANSLATE_NOOP("VoucherWords", "体验价"),
}
ON_REVERSAL: Final[dict[OnReversal, str]] = {
    OnReversal.STAYS_USED: QT_TRANSLATE_NOOP("VoucherWords", "算用过了"),
    OnReversal.RETURNS: QT_TRANSLATE_NOOP("VoucherWords", "退回给客人"),
    OnReversal.RETURNS_LONGER: QT_TRANSLATE_NOOP("VoucherWords", "退回并延长"),
}
_WEEKDAYS: Final = (
    QT_TRANSLATE_NOOP("VoucherWords", "周一"),
    QT_TRANSLATE_NOOP("VoucherWords", "周二"),
    QT_TRANSLATE_NOOP("VoucherWords", "周三"),
    QT_TRANSLATE_NOOP("VoucherWords", "周四"),
    QT_TRANSLATE_NOOP("VoucherWords", "周五"),
    QT_TRANSLATE_NOOP("VoucherWords", "周六"),
    QT_TRANSLATE_NOOP("VoucherWords", "周日"),
)
_SPAN: Final = QT_TRANSLATE_NOOP("VoucherWords", "{first}至{last}")
_JOINT: Final = QT_TRANSLATE_NOOP("VoucherWords", "、")
_OFF: Final = QT_TRANSLATE_NOOP("VoucherWords", "{zhe} 折")
_AMOUNT: Final = QT_TRANSLATE_NOOP("VoucherWords", "立减 {amount}")
_AMOUNT_FROM: Final = QT_TRANSLATE_NOOP("VoucherWords", "满 {minimum} 减 {amount}")
_FROM: Final = QT_TRANSLATE_NOOP("VoucherWords", "满 {minimum} 可用")
_CAP: Final = QT_TRANSLATE_NOOP("VoucherWords", "最多减 {cap}")
_FREE: Final = QT_TRANSLATE_NOOP("VoucherWords", "免费一份")
_GIFT: Final = QT_TRANSLATE_NOOP("VoucherWords", "送 {gift}")
_TRIAL: Final = QT_TRANSLATE_NOOP("VoucherWords", "体验价 {amount}")
_ITEMS: Final = QT_TRANSLATE_NOOP("VoucherWords", "限 {items}")
_ITEMS_MORE: Final = QT_TRANSLATE_NOOP("VoucherWords", "限 {items} 等 {count} 项")
_ALL_ITEMS: Final = QT_TRANSLATE_NOOP("VoucherWords", "全场通用")
_DAYS: Final = QT_TRANSLATE_NOOP("VoucherWords", "发出起 {days} 天")
_DAYS_AFTER: Final = QT_TRANSLATE_NOOP("VoucherWords", "发出 {after} 天后起 {days} 天")
_FIXED: Final = QT_TRANSLATE_NOOP("VoucherWords", "{first} 至 {last}")
_UNTIL: Final = QT_TRANSLATE_NOOP("VoucherWords", "即日起至 {last}")
_FIRST_VISIT: Final = QT_TRANSLATE_NOOP("VoucherWords", "仅限首次消费")
_NO_TIER: Final = QT_TRANSLATE_NOOP("VoucherWords", "不与会员折扣同用")
_NO_MANUAL: Final = QT_TRANSLATE_NOOP("VoucherWords", "不与手动折扣同用")
_WITH_OTHERS: Final = QT_TRANSLATE_NOOP("VoucherWords", "可与其他券同用")
_PER_BILL: Final = QT_TRANSLATE_NOOP("VoucherWords", "每单最多 {count} 张")
_PER_MEMBER: Final = QT_TRANSLATE_NOOP("VoucherWords", "每人最多 {count} 张")
_IN_TOTAL: Final = QT_TRANSLATE_NOOP("VoucherWords", "共 {count} 张")
_ITEMS_NAMED: Final = 4


def translate(source: str) -> str:
    """A sentence of the tables here in the language of now."""
    return _translate.translate("VoucherWords", source)


def _say(source: str, **facts: object) -> str:
    return translate(source).format(**facts)


def tag(amount: Money) -> str:
    """An amount as a price tag has it: ¥20, ¥19.90."""
    return str(amount).removesuffix(".00")


def _tenths(part: int, per: int) -> str:
    return f"{part / per:.2f}".rstrip("0").rstrip(".")


def off(off_bp: int) -> str:
    """A share taken off: 2000 is `8 折`, `20% off`."""
    return _say(_OFF, zhe=_tenths(10_000 - off_bp, 1000), percent=_tenths(off_bp, 100))


def headline(benefit: Benefit) -> str:
    """The benefit as the one large figure or word of a voucher."""
    if benefit.kind is BenefitKind.AMOUNT:
        return tag(benefit.amount)
    if benefit.kind is BenefitKind.PERCENT:
        return off(benefit.off_bp)
    return translate(_HEADLINES[benefit.kind])


def weekday(day: int) -> str:
    """Monday is 0."""
    return translate(_WEEKDAYS[day])


def weekdays(days: Iterable[int]) -> str:
    """Three days and more in a row are a span: `周一至周四`."""
    named: list[str] = []
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1] - pair[0]):
        row = [weekday(day) for _, day in run]
        named += [_say(_SPAN, first=row[0], last=row[-1])] if len(row) > 2 else row
    return translate(_JOINT).join(named)


def hours(span: tuple[time, time]) -> str:
    """`10:00–17:00`."""
    return f"{span[0]:%H:%M}–{span[1]:%H:%M}"


def offer(rule: VoucherRule) -> str:
    """What is given, and from which sum on: `满 ¥100 减 ¥20`."""
    benefit, minimum = rule.benefit, tag(rule.minimum)
    if benefit.kind is BenefitKind.AMOUNT:
        source = _AMOUNT_FROM if rule.minimum else _AMOUNT
        return _say(source, minimum=minimum, amount=tag(benefit.amount))
    parts = [_given(benefit)]
    if benefit.kind is BenefitKind.PERCENT and benefit.cap:
        parts.append(_say(_CAP, cap=tag(benefit.cap)))
    if rule.minimum:
        parts.append(_say(_FROM, minimum=minimum))
    return " · ".join(parts)


def _given(benefit: Benefit) -> str:
    if benefit.kind is BenefitKind.PERCENT:
        return off(benefit.off_bp)
    if benefit.kind is BenefitKind.GIFT:
        return _say(_GIFT, gift=benefit.gift or "…")
    return _say(_TRIAL, amount=tag(benefit.amount)) if benefit.kind is BenefitKind.TRIAL else translate(_FREE)


def validity(rule: Validity) -> str:
    """`发出起 30 天`, or the days themselves."""
    if rule.last is not None:
        source = _FIXED if rule.first else _UNTIL
        return _say(source, first=rule.first, last=rule.last)
    if rule.starts_after:
        return _say(_DAYS_AFTER, after=rule.starts_after, days=rule.days)
    return _say(_DAYS, days=rule.days)


def span(first: date, last: date) -> str:
    """The days of a voucher that is issued."""
    return _say(_FIXED, first=first, last=last)


def items(names: Iterable[str]) -> str:
    """What it is for: `限 洗剪吹、护理`, or everything."""
    named = list(names)
    if not named:
        return translate(_ALL_ITEMS)
    joined = translate(_JOINT).join(named[:_ITEMS_NAMED])
    return _say(_ITEMS if len(named) <= _ITEMS_NAMED else _ITEMS_MORE, items=joined, count=len(named))


def conditions(rule: VoucherRule, names: Iterable[str] = ()) -> list[str]:
    """Every condition but the minimum and the days, each a few words long."""
    found = [items(names)] if rule.items else []
    if 0 < len(rule.weekdays) < 7:
        found.append(weekdays(rule.weekdays))
    if rule.hours:
        found.append(hours(rule.hours))
    for holds, source in (
        (rule.first_visit, _FIRST_VISIT),
        (not rule.with_tier, _NO_TIER),
        (not rule.with_manual, _NO_MANUAL),
        (rule.with_others, _WITH_OTHERS),
    ):
        if holds:
            found.append(translate(source))
    return found


def _limits(rule: VoucherRule) -> list[str]:
    limits = ((rule.per_bill, 1, _PER_BILL), (rule.per_member, 0, _PER_MEMBER), (rule.in_total, 0, _IN_TOTAL))
    return [_say(source, count=count) for count, usual, source in limits if count > usual]


def sentence(rule: VoucherRule, names: Iterable[str] = ()) -> str:
    """The whole rule: `满 ¥100 减 ¥20 · 周一至周四 · 发出起 30 天`."""
    return " · ".join([offer(rule), *conditions(rule, names), *_limits(rule), validity(rule.validity)])
