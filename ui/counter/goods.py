"""What the counter can sell, and finding it by part of a name, pinyin, barcode or price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.ids import CategoryId, ItemId
from model.record import dataclass
from model.shop import Item


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the item search: words, and a quantity before a `*` (`3*xjc`)."""

    words: str
    quantity: int = 1


def read_typed(text: str) -> Typed:
    """`3*wash` is three of it; anything else is words. Full-width marks are understood."""
    folded = text.strip().replace("\N{FULLWIDTH ASTERISK}", "*").replace("×", "*")
    count, star, words = folded.partition("*")
    if star and count.strip().isdecimal() and 0 < len(count.strip()) <= 4 and int(count) > 0:
        return Typed(words.strip(), int(count))
    return Typed(folded)


def matching(
    items: Sequence[Item],
    category_id: CategoryId | None,
    words: str,
    keys: Mapping[ItemId, str],
) -> tuple[Item, ...]:
    """Items of a category (None for all), or of all categories when something is typed.

    Best first: barcode, beginning of the name, inside the name, pinyin; in the shop's order.
    """
    wanted = words.casefold()
    if not wanted:
        return tuple(i for i in items if category_id is None or i.category_id == category_id)
    ranked = [(_rank(item, wanted, keys.get(item.id, "")), item) for item in items]
    return tuple(item for rank, item in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO_MATCH)


_NO_MATCH = 9


def _rank(item: Item, wanted: str, keys: str) -> int:
    name = item.name.casefold()
    if item.barcode and item.barcode == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if wanted in name:
        return 2
    if any(key.startswith(wanted) for key in keys.split()):
        return 3
    return _NO_MATCH
