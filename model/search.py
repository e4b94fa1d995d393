"""Finding a member: which terms are kept for one, and which ranges of terms a typed query asks for.

The index is a table of (kind, term, member) in binary order, so that everything is a range of one kind:
a part of a phone is the beginning of one of its suffixes, a part of a name the beginning of a suffix of
the name. Source: ui.md, rules of the counter 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from model.record import dataclass

SHORTEST_TAIL: Final = 3
"""Digits of the shortest phone suffix that is kept; shorter parts are found only inside a longer suffix."""

_NAME_TERM: Final = 16
_PINYIN_TERM: Final = 24
_NAME_STARTS: Final = 12
_PINYIN_STARTS: Final = 6
_NUMBER_DIGITS: Final = 9
_QUERY_LIMIT: Final = 64
_WORDS_LIMIT: Final = 6


class Kind(IntEnum):
    """What a term is. The values are stored."""

    NUMBER = 0
    """The member number without leading zeros."""
    PHONE = 1
    """The whole phone, digits only."""
    PHONE_INSIDE = 2
    """The phone without its first digits, down to three."""
    NAME = 3
    """The whole name, folded."""
    NAME_INSIDE = 4
    """The name without its first characters; and from each number in a name on."""
    PINYIN = 5
    """Full pinyin (zhangxiaoming), surname with initials (zhangxm) and initials (zxm)."""
    PINYIN_INSIDE = 6
    """The same without the first syllables (xiaoming, ming, xm)."""


# Plain numbers: a million members have twenty terms each, and an enum's value costs a call.
_NUMBER, _PHONE, _PHONE_INSIDE, _NAME, _NAME_INSIDE, _PINYIN, _PINYIN_INSIDE = (k.value for k in Kind)


@dataclass(frozen=True, slots=True)
class NameKeys:
    """How a name is read: each reading is its syllables, the most usual reading first.

    `surname_syllables` is how many syllables of a reading are the surname. No readings: a name of
    characters that have none, which is found as it is written.
    """

    surname_syllables: int
    readings: tuple[tuple[str, ...], ...]


class Range(NamedTuple):
    """Terms of one kind from `low` (included) to `high` (excluded), in order of code points.

    A tuple, as Scan is: they are made at every keystroke, and a frozen dataclass costs twice as much.
    """

    kind: int
    low: str
    high: str

    def holds(self, term: tuple[int, str]) -> bool:
        return term[0] == self.kind and self.low <= term[1] < self.high


Word = tuple[Range, ...]
"""One word of a query: any of its ranges answers it, better ones first."""


class Scan(NamedTuple):
    """One range to read, and the words that what is found there must answer as well (see `matches`)."""

    range: Range
    others: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query: its scans, best results first. The scans of one-word queries don't overlap."""

    scans: tuple[Scan, ...]


def index_terms(number: int, phone_digits: str, name: str, keys: NameKeys) -> tuple[tuple[int, str], ...]:
    """Every (kind, term) kept for a member, without duplicates; `phone_digits` may be empty."""
    terms = dict.fromkeys(_digit_terms(number, phone_digits))
    terms.update(dict.fromkeys(_name_terms(name)))
    terms.update(dict.fromkeys(_keys_terms(keys)))
    return tuple(terms)


def parse_query(text: str) -> Query:
    """What to look for when `text` was typed; no scans for text without letters or digits."""
    return Query(tuple(scans(text)))


def scans(text: str) -> Iterator[Scan]:
    """The scans of `parse_query` one by one: mostly the first of them find enough."""
    parts = _parts(text)
    if len(parts) == 1:
        for wanted in _ranges(parts[0]):
            yield Scan(wanted)
    elif parts:
        # `138 0013 6217`, `zhang xiao ming`, `客人 2 号`: first as if typed in one go.
        yield from map(Scan, _ranges(_DIAL_PREFIX.sub("", "".join(parts), count=1)))
        best = max(range(len(parts)), key=lambda i: (_selectivity(parts[i]), i))
        others = tuple(tuple(_ranges(part)) for i, part in enumerate(parts) if i != best)
        for found in _ranges(parts[best]):
            yield Scan(found, others)


def matches(terms: Iterable[tuple[int, str]], words: tuple[Word, ...]) -> bool:
    """Whether a member with these terms answers every one of the words."""
    known = tuple(terms)
    return all(any(r.holds(term) for term in known for r in word) for word in words)


def answers(
    number: int, phone_digits: str, name: str, read: Callable[[str], NameKeys], words: tuple[Word, ...]
) -> bool:
    """The same as `matches` on the member's index terms, but asks `read` for the name only if need be.

    Of several hundred candidates for a word most differ in the phone or the written name, and reading
    a name costs ten times as much as looking at both.
    """
    for word in words:
        wanted = _by_kind(word)
        terms: Iterator[tuple[int, str]] = iter(())
        if _NUMBER in wanted or _PHONE in wanted:
            terms = chain(terms, _digit_terms(number, phone_digits))
        if _NAME_INSIDE in wanted:
            terms = chain(terms, _name_terms(name))
        if _any_within(terms, wanted):
            continue
        if _PINYIN not in wanted or not _any_within(_keys_terms(read(name)), wanted):
            return False
    return True


@lru_cache(maxsize=64)
def _by_kind(word: Word) -> dict[int, list[tuple[str, str]]]:
    """The bounds of a word's ranges: hundreds of candidates are held against the same word."""
    bounds: dict[int, list[tuple[str, str]]] = {}
    for kind, low, high in word:
        bounds.setdefault(kind, []).append((low, high))
    return bounds


def _any_within(terms: Iterable[tuple[int, str]], wanted: dict[int, list[tuple[str, str]]]) -> bool:
    for kind, term in terms:
        for low, high in wanted.get(kind, ()):
            if low <= term < high:
                return True
    return False


def written(word: Word) -> str:
    """A character that the name as written must hold to answer the word; empty when there is none."""
    first = word[0]
    return first.low[0] if first.kind == _NAME and "\u3400" <= first.low[0] <= "\u9fff" else ""


def prefix_end(prefix: str) -> str:
    """The smallest string after every string that begins with `prefix`, in order of code points.

    UTF-8 bytes sort as code points do, so it bounds a range in SQLite's BINARY collation too.
    Raises ValueError when there is none (an empty prefix, or nothing but U+10FFFF).
    """
    head = prefix.rstrip("\U0010ffff")
    if not head:
        raise ValueError("every string begins with this prefix")
    last = ord(head[-1]) + 1
    # Surrogates are no characters: UTF-8 cannot hold one.
    return head[:-1] + chr(0xE000 if last == 0xD800 else last)


def fold(text: str) -> str:
    """Text as it is compared: width, case and accents folded; spaces, marks and punctuation dropped."""
    if text.isascii() and text.isalnum():
        return text.lower()
    if _han().fullmatch(text):
        return text
    # Composing last puts Hangul syllables together again.
    return unicodedata.normalize("NFC", "".join(map(_fold_char, text)))


@cache
def _han() -> re.Pattern[str]:
    """Characters that are the same folded; compiled with the first name: it takes 0.5 ms."""
    return re.compile("[\u4e00-\u9fff]+")


@lru_cache(maxsize=16_384)
def _fold_char(char: str) -> str:
    folded = unicodedata.normalize("NFKD", char).casefold()
    return "".join(c for c in folded if _compared(c))


def _compared(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    code = ord(char)
    noncharacter = (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not noncharacter and unicodedata.category(char) not in _DROPPED


_DROPPED: Final = frozenset(
    ("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po")
)


def _digit_terms(number: int, phone_digits: str) -> Iterator[tuple[int, str]]:
    yield _NUMBER, str(number)
    if phone_digits:
        yield _PHONE, phone_digits
    for start in range(1, len(phone_digits) - SHORTEST_TAIL + 1):
        yield _PHONE_INSIDE, phone_digits[start:]


def _keys_terms(keys: NameKeys) -> Iterator[tuple[int, str]]:
    for syllables in keys.readings:
        yield from _pinyin_terms(syllables, keys.surname_syllables)


def _name_terms(name: str) -> Iterator[tuple[int, str]]:
    """The name and its suffixes from each character on; words of Latin letters are pinyin's."""
    folded = fold(name)
    if not folded.isascii():
        yield _NAME, folded[:_NAME_TERM]
    starts = (i for i, char in enumerate(folded) if _begins_digits(folded, i) or (i and not char.isascii()))
    for start in islice(starts, _NAME_STARTS):
        yield _NAME_INSIDE, folded[start : start + _NAME_TERM]


def _begins_digits(text: str, at: int) -> bool:
    return text[at].isdigit() and (at == 0 or not text[at - 1].isdigit())


def _pinyin_terms(syllables: tuple[str, ...], surname: int) -> Iterator[tuple[int, str]]:
    initials = "".join(s[0] for s in syllables)
    yield _PINYIN, "".join(syllables)[:_PINYIN_TERM]
    if len(syllables) > surname:
        yield _PINYIN, ("".join(syllables[:surname]) + initials[surname:])[:_PINYIN_TERM]
    if len(syllables) > 1:
        yield _PINYIN, initials[:_PINYIN_TERM]
    for start in range(1, min(len(syllables), _PINYIN_STARTS)):
        yield _PINYIN_INSIDE, "".join(syllables[start:])[:_PINYIN_TERM]
        if len(syllables) - start > 1:
            yield _PINYIN_INSIDE, initials[start : start + _PINYIN_TERM]


_DIAL_PREFIX: Final = re.compile(r"(?:\+|00)(?:86)?(?=[0-9]{8})|86(?=1[0-9]{10}$)")
_SHORTEST_DIALLED: Final = 8
"""Digits from which on a number may have a dialling prefix."""
_PIECES: Final = re.compile(r"[0-9]{3,}|(?:(?![0-9]{3})[^ ])+")


def _parts(text: str) -> list[str]:
    """The folded words; `张6217` is two, a phone in one word loses its dashes and +86."""
    if text.isascii() and (text.isalpha() or (text.isdigit() and len(text) < _SHORTEST_DIALLED)):
        return [text[:_QUERY_LIMIT].lower()]
    if _han().fullmatch(text):
        return [text[:_QUERY_LIMIT]]
    compact = unicodedata.normalize("NFKC", text[: 4 * _QUERY_LIMIT])
    parts: list[str] = []
    # A masked phone (138****6217), copied from the screen, is its two ends.
    for typed in compact.replace("*", " ").split():
        word = fold(typed)[:_QUERY_LIMIT]
        if word.isascii() and word.isdigit():
            plus = "+" if typed.startswith("+") else ""
            parts.append(_DIAL_PREFIX.sub("", plus + word, count=1).lstrip("+"))
        else:
            parts.extend(_PIECES.findall(word))
    return [part for part in parts if part][:_WORDS_LIMIT]


def _selectivity(part: str) -> float:
    """About the power of ten by which a word narrows the members: phones, then names, then letters."""
    if not part.isascii():
        return 1.5 * len(part)
    return len(part) - 1.0 if part.isdigit() else 0.6 * len(part)


def _ranges(part: str) -> Iterator[Range]:
    if not part.isascii():
        return _name_ranges(part[:_NAME_TERM], _NAME, _NAME_INSIDE)
    if part.isdigit():
        return _digit_ranges(part)
    return _name_ranges(part[:_PINYIN_TERM], _PINYIN, _PINYIN_INSIDE)


def _name_ranges(term: str, whole: int, inside: int) -> Iterator[Range]:
    end = prefix_end(term)
    yield Range(whole, term, end)
    yield Range(inside, term, end)


def _digit_ranges(digits: str) -> Iterator[Range]:
    """Four digits are a phone's last four before anything else; fewer, or with zeros, a number first."""
    number, length = digits.lstrip("0"), len(digits)
    is_number, is_tail = 0 < len(number) <= _NUMBER_DIGITS, length >= SHORTEST_TAIL
    if is_tail and length == 4:
        yield _exactly(_PHONE_INSIDE, digits)
    if is_number:
        yield _exactly(_NUMBER, number)
    if is_tail and length > 4:
        yield _exactly(_PHONE_INSIDE, digits)
    yield _beginning(_PHONE, digits)
    if is_tail and length < 4:
        yield _exactly(_PHONE_INSIDE, digits)
    yield _longer(_PHONE_INSIDE, digits)
    if 0 < len(number) < _NUMBER_DIGITS:
        yield _longer(_NUMBER, number)
    yield _beginning(_NAME_INSIDE, digits)


def _beginning(kind: int, prefix: str) -> Range:
    return Range(kind, prefix, prefix_end(prefix))


def _exactly(kind: int, term: str) -> Range:
    # No term holds a control character, so nothing lies between a term and the same with \x01.
    return Range(kind, term, term + "\x01")


def _longer(kind: int, prefix: str) -> Range:
    return Range(kind, prefix + "\x01", prefix_end(prefix))
