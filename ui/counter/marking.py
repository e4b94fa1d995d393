"""Which part of a search result is what was typed, so that it can be marked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from model.text import mask_phone
from model.views import Hit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """Texts of one result with the spans (start, end) that were typed.

    The phone is masked, but for the digits that were typed: those are known already.
    """

    name: str
    name_spans: tuple[Span, ...]
    number: str
    number_spans: tuple[Span, ...]
    phone: str
    phone_spans: tuple[Span, ...]


def mark(hit: Hit, query: str) -> Marked:
    """Mark a result; latin letters can only have met the name's pinyin, which marks all of it."""
    words = unicodedata.normalize("NFKC", query).casefold().split()
    phone, phone_spans = _phone(hit.phone, words)
    number_spans = tuple(s for w in words if w.isdecimal() for s in _tail_or_whole(hit.number, w))
    return Marked(
        hit.name, _name(hit.name, words), hit.number, () if phone_spans else number_spans, phone, phone_spans
    )


def _name(name: str, words: list[str]) -> tuple[Span, ...]:
    folded = name.casefold()
    if len(folded) != len(name):
        folded = name
    spans = [(at, at + len(w)) for w in words if (at := folded.find(w)) >= 0]
    if not spans and any(w.isascii() and w.isalpha() for w in words) and not name.isascii():
        return ((0, len(name)),)
    return tuple(sorted(spans))


def _tail_or_whole(number: str, word: str) -> list[Span]:
    bare = word.lstrip("0")
    at = number.find(word) if word in number else number.rfind(bare) if bare else -1
    return [(at, at + len(word if word in number else bare))] if at >= 0 else []


def _phone(stored: str, words: list[str]) -> tuple[str, tuple[Span, ...]]:
    masked = mask_phone(stored)
    if len(masked) != len(stored):
        return masked, ()
    spans: list[Span] = []
    shown = list(masked)
    for word in words:
        # The end of the number first: the last four digits are what people are asked for.
        at = stored.rfind(word) if word.isdecimal() and len(word) >= 2 else -1
        if at >= 0:
            spans.append((at, at + len(word)))
            shown[at : at + len(word)] = word
    return "".join(shown), tuple(sorted(spans))
