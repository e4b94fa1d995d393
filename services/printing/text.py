"""Text for paper: made harmless, broken into lines, shortened. Widths come from the renderer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

Measure = Callable[[str], float]
"""Width of a text in the renderer's unit; additive over characters."""

ELLIPSIS: Final = "…"
PHRASE_GAP: Final = "\u3000"
REPLACEMENT: Final = "\ufffd"
MAX_CHARACTERS: Final = 4000
_MAX_MARKS: Final = 2
_CLOSING = "，。、；：？！）》」』】〕”’…％"
_OPENING = "（《「『【〔"
_TOKENS = re.compile(
    rf"[{_OPENING}]*[^\s\u2e80-\uffff\U00020000-\U0003ffff]+[{_CLOSING}]*|\s+|[{_OPENING}]*.[{_CLOSING}]*",
    re.DOTALL,
)


def printable(text: str) -> str:
    """The text on one line without anything that acts instead of showing.

    Line breaks and tabs become spaces; control, bidirectional and zero-width characters and variation
    selectors go; lone surrogates become U+FFFD; more than two marks on a character are dropped.
    """
    kept: list[str] = []
    marks = 0
    for char in text[:MAX_CHARACTERS]:
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if char == PHRASE_GAP:
            kept.append(char)
        elif category[0] == "Z" or char in "\n\r\t\v\f":
            kept.append(" ")
        elif category in ("Cc", "Cf") or _is_variation_selector(char) or marks > _MAX_MARKS:
            continue
        elif category == "Cs":
            kept.append(REPLACEMENT)
        else:
            kept.append(char)
    return _composed("".join(kept))


def shortened(text: str, limit: int) -> str:
    """A printable text of at most `limit` characters, with an ellipsis where it was cut."""
    clean = printable(text).strip()
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + ELLIPSIS


def elide(text: str, limit: float, measure: Measure) -> str:
    """As much of the text as fits into `limit`, ending in an ellipsis when something is missing."""
    if measure(text) <= limit:
        return text
    room = limit - measure(ELLIPSIS)
    return _head(text, room, measure).rstrip() + ELLIPSIS


def wrap(text: str, limit: float, measure: Measure, max_lines: int = 6) -> list[str]:
    """Lines no wider than `limit`; Latin words stay whole where they can, Chinese breaks anywhere.

    Phrases parted by an ideographic space break there first; closing punctuation never begins a line, an
    opening bracket never ends one. The last of `max_lines` is elided. Never empty.
    """
    lines = [""]
    for phrase in text.split(PHRASE_GAP):
        joined = lines[-1] + PHRASE_GAP + phrase if lines[-1] else phrase
        if measure(joined) <= limit:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        _fill(lines, phrase, limit, measure)
    lines = [line.rstrip() for line in lines]
    if len(lines) <= max_lines:
        return lines
    cut = lines[max_lines - 1] + "".join(lines[max_lines:])
    last = _head(cut, limit - measure(ELLIPSIS), measure).rstrip() + ELLIPSIS
    return [*lines[: max_lines - 1], last]


def _fill(lines: list[str], phrase: str, limit: float, measure: Measure) -> None:
    """Append the phrase to the last line and as many more as it takes."""
    used = measure(lines[-1])
    for token in _TOKENS.findall(phrase):
        for piece in _pieces(token, limit, measure):
            width = measure(piece)
            if used + width <= limit:
                lines[-1] += piece
                used += width
            elif not piece.isspace():
                lines.append(piece)
                used = width


def _pieces(token: str, limit: float, measure: Measure) -> list[str]:
    """The token, or the parts into which it must be broken to fit."""
    if measure(token) <= limit:
        return [token]
    pieces: list[str] = []
    while token:
        head = _head(token, limit, measure) or token[0]
        pieces.append(head)
        token = token[len(head) :]
    return pieces


def _head(text: str, room: float, measure: Measure) -> str:
    used = 0.0
    for index, char in enumerate(text):
        used += measure(char)
        if used > room:
            return text[:index]
    return text


def _is_variation_selector(char: str) -> bool:
    return (
        char in "\u180b\u180c\u180d" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    )


def _composed(text: str) -> str:
    """Accents joined to their letters; Chinese compatibility forms stay as the person wrote them."""
    if not any(unicodedata.combining(c) for c in text):
        return text
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] = unicodedata.normalize("NFC", clusters[-1] + char)
        else:
            clusters.append(char)
    return "".join(clusters)
