"""What a voucher, a friend card and a certificate say, in one language."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Final

from model.money import Money
from services.printing.receipts import NAME_LIMIT, NOTE_LIMIT
from services.printing.strings import Words
from services.printing.text import printable, shortened
from services.printing.vouchers import (
    Benefit,
    BenefitKind,
    Honor,
    PrintedFriendCard,
    PrintedItem,
    PrintedVoucher,
    Reward,
    RewardKind,
    Terms,
)

_ITEMS_NAMED: Final = 6
_CONDITIONS: Final = 6


def short_money(amount: Money) -> str:
    """An amount as a price tag has it: ¥20, ¥19.90."""
    return str(amount).removesuffix(".00")


def headline(benefit: Benefit, say: Words) -> str:
    """The benefit as the one large figure or word of the paper."""
    money = benefit.kind in (BenefitKind.AMOUNT, BenefitKind.BONUS)
    if money or (benefit.kind is BenefitKind.TRIAL and benefit.amount):
        return short_money(benefit.amount)
    if benefit.kind is BenefitKind.PERCENT:
        return say("benefit.percent", rate=_rate(benefit.rate_bp, say.lang))
    return say(f"benefit.{benefit.kind.value}")


def kind_word(benefit: Benefit, say: Words) -> str:
    """What kind of voucher it is."""
    return say(f"voucher.kind.{benefit.kind.value}")


def offer(benefit: Benefit, say: Words) -> str:
    """The friend's benefit in a sentence: 立减 ¥30."""
    return say(f"offer.{benefit.kind.value}", benefit=headline(benefit, say))


def reward(given: Reward, say: Words) -> str:
    """The giver's reward in a word or two."""
    if given.kind is RewardKind.VOUCHER:
        return shortened(given.name, NAME_LIMIT)
    return say(f"reward.{given.kind.value}", amount=short_money(given.amount), points=f"{given.points:,}")


def minimum(terms: Terms, say: Words) -> str:
    """From which sum it counts; empty when from any."""
    return say("terms.minimum", amount=short_money(terms.minimum)) if terms.minimum else ""


def conditions(terms: Terms, own: tuple[str, ...], say: Words, *, with_minimum: bool = True) -> list[str]:
    """Every condition but the dates, each a few words long: from the rule first, then the shop's own."""
    found = [minimum(terms, say)] if with_minimum else []
    if terms.first_visit:
        found.append(say("terms.first_visit"))
    if terms.cap:
        found.append(say("terms.cap", amount=short_money(terms.cap)))
    found.append(_items(terms.items, say))
    found.append(_when(terms, say))
    if not terms.combinable:
        found.append(say("terms.alone"))
    if terms.per_member:
        found.append(say("terms.per_member" if terms.per_member > 1 else "terms.one", count=terms.per_member))
    found += [shortened(text, NOTE_LIMIT) for text in own[:_CONDITIONS]]
    return [text for text in found if text]


def validity(first: date | None, last: date | None, say: Words) -> str:
    """From when to when, in words."""
    if first and last:
        return say("dates.both", first=first, last=last)
    if last:
        return say("dates.until", last=last)
    return say("dates.from", first=first) if first else say("dates.open")


def period(first: date | None, last: date | None, say: Words) -> str:
    """The dates alone, under a heading that says what they are."""
    if first and last and first.year == last.year:
        return f"{first} — {last:%m-%d}"
    if first and last:
        return f"{first} — {last}"
    if last:
        return say("dates.last", last=last)
    return say("dates.first", first=first) if first else say("dates.open")


def reprint_mark(count: int, say: Words) -> str:
    """The mark of a reprint; empty on the first print."""
    return say("mark.reprint", count=count) if count else ""


def honor(of: Honor, say: Words) -> str:
    return say(f"honor.{of.value}")


def title(item: PrintedItem, say: Words) -> str:
    """The name of the print job and the file."""
    if isinstance(item, PrintedVoucher):
        return say("voucher.document", title=shortened(item.title, NAME_LIMIT))
    if isinstance(item, PrintedFriendCard):
        return say("friend.document", giver=shortened(item.giver, NAME_LIMIT))
    return say("honor.document", honor=honor(item.honor, say), name=shortened(item.name, NAME_LIMIT))


def texts(item: PrintedItem) -> str:
    """All that people wrote on it, to look for characters that no font has."""
    if isinstance(item, PrintedVoucher):
        parts = [item.shop_name, item.title, item.contact, *item.terms.items, *item.conditions]
    elif isinstance(item, PrintedFriendCard):
        parts = [item.shop_name, item.giver, item.line, item.contact, *item.terms.items, *item.conditions]
        parts += [item.reward.name] if item.reward else []
    else:
        parts = [item.shop_name, item.name, item.number]
    return printable("".join(shortened(part, NOTE_LIMIT) for part in parts))


def _items(names: tuple[str, ...], say: Words) -> str:
    if not names:
        return ""
    listed = say("terms.joint").join(shortened(name, NAME_LIMIT) for name in names[:_ITEMS_NAMED])
    return say("terms.items" if len(names) <= _ITEMS_NAMED else "terms.items_more", items=listed)


def _when(terms: Terms, say: Words) -> str:
    """Weekdays and hours: 周一至周四 10:00–17:00."""
    parts = [_weekdays(terms.weekdays, say)] if 0 < len(terms.weekdays) < 7 else []
    if terms.hours:
        parts.append(f"{terms.hours[0]:%H:%M}–{terms.hours[1]:%H:%M}")
    return say("terms.when", when=" ".join(parts)) if parts else ""


def _weekdays(days: frozenset[int], say: Words) -> str:
    """Three days and more in a row are a span."""
    named: list[str] = []
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1] - pair[0]):
        row = [say(f"weekday.{day}") for _, day in run]
        named += [say("weekday.span", first=row[0], last=row[-1])] if len(row) > 2 else row
    return say("terms.joint").join(named)


def _rate(rate_bp: int, lang: str) -> str:
    """Chinese says how many tenths are left to pay (8.5 折), English how many percent are off."""
    figure = (10_000 - rate_bp) / 100 if lang == "en" else rate_bp / 1000
    return f"{figure:.2f}".rstrip("0").rstrip(".")
