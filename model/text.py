"""What people type into text fields: cleaned, bounded, never interpreted; and masked for display.

Source: domain.md section 9 (masked phones) and faults.md row 20 (hostile names).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from model.errors import UserError

LINE_LIMIT: Final = 60
NOTE_LIMIT: Final = 500
"""Characters (Unicode code points) of a one-line field and of a note, unless a field says otherwise."""

_RAW_LIMIT: Final = 100_000
_MARKS_LIMIT: Final = 4
"""Marks kept on one base character: enough for every living script, too few to climb over the next row."""

_ZWJ: Final = "\u200d"
_EMOJI_MODIFIERS: Final = frozenset("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
# Letters and symbols by category that show nothing: Hangul fillers and the empty Braille pattern.
_INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def clean_line(text: str, limit: int = LINE_LIMIT, *, required: bool = False) -> str:
    """One line as it is stored: NFC, nothing invisible, single spaces; `limit` in characters.

    Raises UserError `text.too_long` (limit, length) or, when required, `text.empty`.
    """
    if len(text) <= limit and _clean().fullmatch(text):
        return text
    _refuse_flood(text, limit)
    return _checked(_one_line(_BREAKS.sub(" ", text)), limit, required)


def clean_note(text: str, limit: int = NOTE_LIMIT, *, required: bool = False) -> str:
    """Several lines as they are stored: each cleaned like a line, at most one empty line between two.

    Raises UserError `text.too_long` (limit, length) or, when required, `text.empty`.
    """
    _refuse_flood(text, limit)
    lines = "\n".join(_one_line(line) for line in _BREAKS.split(text))
    return _checked(re.sub("\n{3,}", "\n\n", lines).strip("\n"), limit, required)


def mask_phone(stored: str) -> str:
    """A stored phone with its middle hidden: `138****6217`, `+852****4567`, `0571****6666`."""
    if not stored:
        return ""
    if len(stored) < 8:
        return "****" + stored[-2:]
    return f"{stored[: min(len(stored) - 8, 4)]}****{stored[-4:]}"


def mask_name(name: str) -> str:
    """A name with only its first character shown: `张**`; a one-character name is hidden whole."""
    if not name:
        return ""
    head = 1
    while head < len(name) and (unicodedata.combining(name[head]) or name[head] in _EMOJI_MODIFIERS):
        head += 1
    hidden = len(name) - head
    return name[:head] + "*" * min(hidden, 2) if hidden else "*"


def _refuse_flood(text: str, limit: int) -> None:
    if len(text) > _RAW_LIMIT:
        raise UserError("text.too_long", limit=limit, length=len(text))


def _checked(text: str, limit: int, required: bool) -> str:
    if len(text) > limit:
        raise UserError("text.too_long", limit=limit, length=len(text))
    if required and not text:
        raise UserError("text.empty")
    return text


# Compiled when they are first used: a start doesn't clean any text, and sets of so many characters take 3 ms.
@cache
def _ordinary() -> re.Pattern[str]:
    """Printable ASCII and the common ideographs: nothing hidden, no marks, the same when normalised."""
    return re.compile(r"[\x20-\x7e\u3400-\u4dbf\u4e00-\u9fff]*")


@cache
def _clean() -> re.Pattern[str]:
    """Words of those with one space between: a line that is as it is stored."""
    return re.compile(r"(?:[\x21-\x7e\u3400-\u4dbf\u4e00-\u9fff]+ )*[\x21-\x7e\u3400-\u4dbf\u4e00-\u9fff]+")


def _one_line(text: str) -> str:
    if _ordinary().fullmatch(text):
        return " ".join(text.split())
    kept = "".join(_visible(text))
    return " ".join(_thin_marks(unicodedata.normalize("NFC", kept)).split())


def _visible(text: str) -> list[str]:
    """The characters that show something, tabs as spaces, and joiners only inside emoji."""
    kept: list[str] = []
    for i, char in enumerate(text):
        if char == "\t":
            kept.append(" ")
        elif char == _ZWJ:
            if kept and _is_emoji(kept[-1]) and _is_emoji(text[i + 1 : i + 2]):
                kept.append(char)
        elif not _is_hidden(char):
            kept.append(char)
    # A joiner whose right neighbour turned out to be hidden would be left dangling.
    while kept and kept[-1] == _ZWJ:
        kept.pop()
    return kept


def _is_hidden(char: str) -> bool:
    code = ord(char)
    # Unassigned characters stay: they may be ideographs newer than this Python. Noncharacters go.
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cs")
        or char in _INVISIBLE
        or (code & 0xFFFE) == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xE0000 <= code <= 0xE007F
    )


def _is_emoji(char: str) -> bool:
    return char in _EMOJI_MODIFIERS or (char != "" and unicodedata.category(char) == "So")


def _thin_marks(text: str) -> str:
    """Drop marks without a base and all beyond `_MARKS_LIMIT` on one base (they paint over neighbours)."""
    kept: list[str] = []
    marks = _MARKS_LIMIT
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS_LIMIT:
                continue
        else:
            marks = _MARKS_LIMIT if char.isspace() else 0
        kept.append(char)
    return "".join(kept)
