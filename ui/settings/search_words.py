"""Which section has a setting: by the words of its tables in Chinese and English, and by their pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QTranslator

from model.record import dataclass
from model.search import fold
from services import pinyin
from ui import theme
from ui.settings.fields import CONTEXT, Field, Section

_LONGEST_SPELT: Final = 14
"""Characters of a text beyond which nobody types its pinyin."""
_SOUND: Final = 3
"""Letters from which on they are taken for full pinyin or for an English word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found in a section: a field and its words, or nothing for the section itself."""

    field: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be looked for; all texts are folded.

    Any part of `texts` (Chinese, and initials of pinyin) counts, of `sounds` (full pinyin) and of the
    beginnings of `words` (English) three letters or more. `named`: it is a name, not said about one.
    """

    section: str
    hit: Hit
    named: bool
    texts: tuple[str, ...]
    sounds: tuple[str, ...]
    words: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a folded word is found here."""
        if any(word in text for text in self.texts):
            return True
        heard = any(word in text for text in self.sounds) or any(w.startswith(word) for w in self.words)
        return heard and len(word) >= _SOUND


def entries(_read: object, sections: Sequence[Section]) -> tuple[Entry, ...]:
    """All words of the sections; reads files, so it is not for the GUI thread."""
    english = QTranslator()
    english.load("guimi_en", str(theme.RESOURCES / "translations"))
    return tuple(
        _entry(section.key, hit, named, texts, english)
        for section in sections
        for hit, named, texts in _texts(section)
    )


def found(known: Iterable[Entry], typed: str) -> Mapping[str, Hit]:
    """The sections that have all of what was typed, by key, each with its best hit; the best one first.

    A section's own name comes before the name of a setting, and both before what is said about one.
    """
    wanted = [folded for word in typed.split() if (folded := fold(word))]
    having = [entry for entry in known if all(entry.has(word) for word in wanted)]
    hits: dict[str, Hit] = {}
    for entry in sorted(having, key=_rank):
        hits.setdefault(entry.section, entry.hit)
    return hits


def _rank(entry: Entry) -> tuple[bool, bool]:
    return not entry.named, bool(entry.hit.field)


def _texts(section: Section) -> Iterator[tuple[Hit, bool, tuple[str, ...]]]:
    """What can be hit, and whether these texts are its name or only tell of it."""
    yield Hit(), True, (section.title,)
    for field in section.fields:
        yield _hit(field), True, (field.label,)
    for field in section.fields:
        if field.group:
            yield _hit(field), True, (field.group,)
    for field in section.fields:
        yield _hit(field), False, (field.help, *(name for _, name in field.options))
    yield Hit(), False, (section.about,)


def _hit(field: Field) -> Hit:
    return Hit(field.name, field.label)


def _entry(section: str, hit: Hit, named: bool, texts: tuple[str, ...], english: QTranslator) -> Entry:
    translated = " ".join(english.translate(CONTEXT, text) or "" for text in texts)
    spelt = [pinyin.spellings(text) for text in texts if named and len(text) <= _LONGEST_SPELT]
    return Entry(
        section,
        hit,
        named,
        tuple(map(fold, texts)) + tuple(form for forms in spelt for form in forms[1::2]),
        tuple(form for forms in spelt for form in forms[0::2]),
        tuple(fold(word) for word in translated.split()),
    )
