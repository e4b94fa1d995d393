"""The words on paper, from resources/print/<language>.json: paper is composed without Qt."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from services.printing.text import printable

PRINT_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "print"
LANGUAGES: Final = ("zh_CN", "en")


class Words:
    """The words of one language."""

    def __init__(self, lang: str, entries: dict[str, str]) -> None:
        self.lang = lang
        self._entries = entries

    def __call__(self, key: str, **facts: object) -> str:
        """The entry with its named fields filled in; facts are made printable, never interpreted.

        A `count` of one takes the entry with `.one` behind its key, where there is one.
        """
        filled = {name: printable(str(fact)) for name, fact in facts.items()}
        single = self._entries.get(f"{key}.one") if facts.get("count") == 1 else None
        return (single or self._entries[key]).format(**filled)


@lru_cache(maxsize=4)
def words(lang: str) -> Words:
    """The words of a language; one without a file gets Chinese, the language of the house."""
    known = lang if lang in LANGUAGES else LANGUAGES[0]
    return Words(known, entries(known))


def entries(lang: str) -> dict[str, str]:
    """All entries of a language as they stand in its file."""
    loaded: dict[str, str] = json.loads((PRINT_FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return loaded
