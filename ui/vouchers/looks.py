"""Colours and designs a voucher can be printed in: print inks, the same in every theme."""

from __future__ import annotations

from typing import Final

from services.printing.inks import INKS
from ui.translate import QT_TRANSLATE_NOOP, translate

COLOURS: Final[tuple[tuple[str, str], ...]] = (
    ("", QT_TRANSLATE_NOOP("VoucherLooks", "店色")),
    (INKS["rose"], QT_TRANSLATE_NOOP("VoucherLooks", "玫红")),
    (INKS["green"], QT_TRANSLATE_NOOP("VoucherLooks", "墨绿")),
    (INKS["navy"], QT_TRANSLATE_NOOP("VoucherLooks", "藏青")),
    (INKS["amber"], QT_TRANSLATE_NOOP("VoucherLooks", "琥珀")),
    (INKS["plum"], QT_TRANSLATE_NOOP("VoucherLooks", "绛紫")),
)
DESIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("rose", QT_TRANSLATE_NOOP("VoucherLooks", "柔彩")),
    ("ink", QT_TRANSLATE_NOOP("VoucherLooks", "黑白（省墨、可复印）")),
)


def named(entries: tuple[tuple[str, str], ...], *more: str) -> list[tuple[object, str]]:
    """The entries in the language of now; values nobody named come last as they are."""
    known = [(value, translate("VoucherLooks", text)) for value, text in entries]
    return [*known, *((value, value) for value in more if value not in dict(entries))]
