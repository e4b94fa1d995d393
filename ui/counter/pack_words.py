"""How session packs are told at the counter: how many are left, until when, for whom."""

from __future__ import annotations

from datetime import date
from typing import Final

from model.pack import Pack
from services.packs import KindView
from ui.counter import words
from ui.translate import QT_TRANSLATE_NOOP, translate

SOON_DAYS: Final = 30
_LEFT: Final = QT_TRANSLATE_NOOP("PackWords", "剩 {left} / {sessions} 次")
_FOR_EVER: Final = QT_TRANSLATE_NOOP("PackWords", "不过期")
_UNTIL: Final = QT_TRANSLATE_NOOP("PackWords", "{day} 到期")
_OVER: Final = QT_TRANSLATE_NOOP("PackWords", "{day} 已过期")
_SOON: Final = QT_TRANSLATE_NOOP("PackWords", "{days} 天后过期")
_TODAY: Final = QT_TRANSLATE_NOOP("PackWords", "今天过期")
_SESSIONS: Final = QT_TRANSLATE_NOOP("PackWords", "{count} 次")
_DAYS: Final = QT_TRANSLATE_NOOP("PackWords", "{days} 天有效")
_COMPANION: Final = QT_TRANSLATE_NOOP("PackWords", "可带人")


def left(pack: Pack) -> str:
    """`剩 7 / 10 次`."""
    return translate("PackWords", _LEFT).format(left=pack.sessions_left, sessions=pack.sessions)


def sessions(count: int) -> str:
    """`10 次`."""
    return translate("PackWords", _SESSIONS).format(count=count)


def until(pack: Pack, today: date) -> str:
    """Its last day, or that it has none, or that it is past."""
    if pack.valid_to is None:
        return translate("PackWords", _FOR_EVER)
    source = _OVER if pack.over_on(today) else _UNTIL
    return translate("PackWords", source).format(day=words.short_day(pack.valid_to, today))


def mark(pack: Pack, today: date) -> str:
    """A warning where the last day is past or near; empty otherwise."""
    if pack.valid_to is None:
        return ""
    days = (pack.valid_to - today).days
    if days < 0:
        return until(pack, today)
    if days > SOON_DAYS:
        return ""
    return translate("PackWords", _SOON if days else _TODAY).format(days=days)


def offer(view: KindView) -> str:
    """What a kind is: `10 次 洗护 · 365 天有效 · 可带人`."""
    kind = view.kind
    parts = [f"{sessions(kind.sessions)} {view.item_name}"]
    if kind.days is not None:
        parts.append(translate("PackWords", _DAYS).format(days=kind.days))
    if kind.companion:
        parts.append(translate("PackWords", _COMPANION))
    return " · ".join(parts)
