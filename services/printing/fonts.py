"""The fonts that paper is set in: the shipped one, then whatever this machine has for the rest.

Parsed on first use, in the thread that prints; never at program start.
"""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from model.record import dataclass

FONT_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
PLACEHOLDER: Final = "□"
_BEYOND_BMP = re.compile(r"<([0-9A-F]{5,6})>")
_FALLBACK_FILES: Final = (
    "msyh.ttc",
    "simsun.ttc",
    "simsunb.ttf",
    "seguisym.ttf",
    "seguiemj.ttf",
    "segoeui.ttf",
    "Arial Unicode.ttf",
    "Apple Symbols.ttf",
    "DejaVuSans.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "FreeSans.ttf",
    "Symbola.ttf",
    "unifont.ttf",
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file registered with reportlab under `name`."""

    name: str
    path: Path
    font: Any
    """reportlab's TTFont."""

    def has(self, char: str) -> bool:
        """Whether the face has a glyph of its own for the character."""
        return ord(char) in self.font.face.charToGlyph

    def width_em(self, char: str) -> float:
        """Advance width of a character, in parts of the font size."""
        width: float = self.font.face.charWidths.get(ord(char), self.font.face.defaultWidth)
        return width / 1000


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters set in one face."""

    face: Face
    text: str


@lru_cache(maxsize=2)
def face(bold: bool) -> Face:
    """The shipped face, regular or bold."""
    weight = "Bold" if bold else "Regular"
    return _registered(f"NotoSansSC-{weight}", FONT_FOLDER / f"NotoSansSC-{weight}.ttf")


def runs(text: str, bold: bool) -> list[Run]:
    """The text cut into runs by face; a character that no face has is shown as PLACEHOLDER."""
    result: list[Run] = []
    for char in text:
        chosen, shown = _choose(char, bold)
        if result and result[-1].face is chosen:
            result[-1] = Run(chosen, result[-1].text + shown)
        else:
            result.append(Run(chosen, shown))
    return result


def missing(text: str) -> set[str]:
    """The characters that no font on this machine can show."""
    return {char for char in text if not face(False).has(char) and _fallback(char) is None}


def width_em(char: str, bold: bool) -> float:
    """Advance width of a character in the face it would be shown in, in parts of the font size."""
    chosen, shown = _choose(char, bold)
    return chosen.width_em(shown)


@lru_cache(maxsize=8192)
def _choose(char: str, bold: bool) -> tuple[Face, str]:
    own = face(bold)
    if own.has(char):
        return own, char
    other = _fallback(char)
    return (other, char) if other else (own, PLACEHOLDER)


def _fallback(char: str) -> Face | None:
    return next((candidate for candidate in _fallback_faces() if candidate.has(char)), None)


@lru_cache(maxsize=1)
def _fallback_faces() -> tuple[Face, ...]:
    installed = _installed_fonts()
    loaded = (_try_load(installed[name.lower()]) for name in _FALLBACK_FILES if name.lower() in installed)
    return tuple(candidate for candidate in loaded if candidate)


def _try_load(path: Path) -> Face | None:
    """The face, or None for a font without outlines that PDF can carry."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        return _registered(f"fallback-{path.stem}", path)
    except (TTFError, OSError):
        return None


def _registered(name: str, path: Path) -> Face:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    class Searchable(TTFont):  # type: ignore[misc]
        """Names characters beyond U+FFFF in UTF-16 (ISO 32000-1, 9.10.3).

        The library writes their bare number, and a name like 𠅤 could be seen but not found or copied.
        """

        def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's name
            names = [self.getSubsetInternalName(n, doc)[1:] for n, _ in enumerate(self.state[doc].subsets)]
            super().addObjects(doc)
            made = doc.idToObject["BasicFonts"].dict
            for stream in (doc.idToObject[made[name].ToUnicode.name] for name in names):
                stream.content = _BEYOND_BMP.sub(_utf16, stream.content)

    font = Searchable(name, str(path))
    pdfmetrics.registerFont(font)
    return Face(name, path, font)


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def _installed_fonts() -> dict[str, Path]:
    wanted = {name.lower() for name in _FALLBACK_FILES}
    found: dict[str, Path] = {}
    for folder in _font_folders():
        for parent, _, names in os.walk(folder):
            found |= {n.lower(): Path(parent, n) for n in names if n.lower() in wanted}
    return found


def _font_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")
