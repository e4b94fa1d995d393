"""Which part of a search result is what was typed, so that it can be marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from model.found import Hit
from model.record import dataclass
from model.text import mask_phone

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


Syllables = Sequence[str]
Readings = Callable[[str], Sequence[Syllables]]


def mark(hit: Hit, query: str, readings: Readings | None = None) -> Marked:
    """Mark a result. `readings` says how a name is pronounced; without it, latin letters mark all of it."""
    words = unicodedata.normalize("NFKC", query).casefold().split()
    phone, phone_spans = _phone(hit.phone, words)
    name_spans = _name(hit.name, words, readings)
    number_spans = tuple(s for w in words if w.isdecimal() for s in _tail_or_whole(hit.number, w))
    if phone_spans:
        number_spans = ()
    return Marked(hit.name, name_spans, hit.number, number_spans, phone, phone_spans)


def _name(name: str, words: list[str], readings: Readings | None) -> tuple[Span, ...]:
    folded = name.casefold()
    if len(folded) != len(name):
        folded = name
    spans = [(at, at + len(w)) for w in words if (at := folded.find(w)) >= 0]
    latin = [w for w in words if w.isascii() and any(c.isalpha() for c in w)]
    if not spans and latin and not name.isascii():
        said = [s for s in readings(name) if len(s) == len(name)] if readings else []
        spans = [span for word in latin if (span := _spoken_span(word, said)) is not None]
        spans = spans or [(0, len(name))]
    return tuple(sorted(spans))


def _spoken_span(word: str, said: Sequence[Syllables]) -> Span | None:
    """The characters whose pinyin, whole or begun, makes up the letters typed."""
    letters = "".join(c for c in word if c.isalpha())
    for syllables in said:
        for start in range(len(syllables)):
            end = _spoken_end(letters, syllables, start)
            if end is not None:
                return start, end
    return None


def _spoken_end(letters: str, syllables: Syllables, at: int) -> int | None:
    if not letters:
        return at
    if at == len(syllables):
        return None
    # The longest beginning first: zhang is one character before it is zh and ang.
    for length in range(min(len(letters), len(syllables[at])), 0, -1):
        if syllables[at].startswith(letters[:length]):
            end = _spoken_end(letters[length:], syllables, at + 1)
            if end is not None:
                return end
    return None


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
