"""QR codes as a grid and as few rectangles, whatever they are drawn on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

QUIET_MODULES: Final = 4
"""The blank margin that scanners need on each side (ISO/IEC 18004)."""


def matrix(data: str) -> list[list[bool]]:
    """The modules of `data` at level M without a quiet zone; True is dark."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(data)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def rectangles(modules: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """Dark areas as (column, row, width, height), runs merged along and down: no hairlines between."""
    done: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate([*modules, []]):
        spans = set(_spans(row))
        for span in [s for s in growing if s not in spans]:
            top, height = growing.pop(span)
            done.append((span[0], top, span[1], height))
        for span in spans:
            top, height = growing.get(span, (y, 0))
            growing[span] = (top, height + 1)
    return sorted(done, key=lambda r: (r[1], r[0]))


def _spans(row: list[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and spans and sum(spans[-1]) == x:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        elif dark:
            spans.append((x, 1))
    return spans


def packed(modules: list[list[bool]]) -> int:
    """The modules as bits, row by row from the top left, the first one highest."""
    return int("".join("1" if dark else "0" for row in modules for dark in row), 2)


def operators(bits: int, side: int) -> str:
    """PDF operators that fill the dark modules of a code of `side` modules from (0, 0), one unit each.

    One path for the whole code: neighbours in it leave no hairline between them.
    """
    text = f"{bits:0{side * side}b}"
    drawn = []
    for row in range(side):
        y = side - 1 - row
        for run in _RUN.finditer(text, row * side, (row + 1) * side):
            start, end = run.span()
            drawn.append(f"{start - row * side} {y} {end - start} 1 re")
    drawn.append("f")
    return "\n".join(drawn)


class Batch:
    """Many codes of 65 digits: drawn by the library at first, then from what it drew.

    A code of one version, level and mask is linear over GF(2) in its data bits, error correction and
    placement included: the exclusive-or of the codes of single bits is the code of their sum. 218 codes
    of the library thus give every other one (ISO/IEC 18004, 7.4 to 7.8).
    """

    def __init__(self) -> None:
        self._drawn = 0

    def modules(self, digits: str) -> tuple[int, int]:
        """The packed modules of a code without quiet zone, and how many are in a row."""
        self._drawn += 1
        plain = len(digits) == _DIGITS and digits.isascii() and digits.isdecimal()
        if plain and (self._drawn > _LEARN_AFTER or _single_bits.cache_info().currsize):
            return _combined(digits), _SIDE
        grid = _fixed(digits)
        return packed(grid), len(grid)


_RUN: Final = re.compile("1+")
_DIGITS: Final = 65
_SIDE: Final = 29
_MASK: Final = 0
_LEARN_AFTER: Final = 200
"""Learning costs as much as 218 codes; a small batch is done before that pays."""


def _fixed(data: str) -> list[list[bool]]:
    """The modules with a fixed mask: trying all eight takes seven times as long and none reads better."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(data)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def _combined(digits: str) -> int:
    blank, singles = _single_bits()
    made = blank
    for start, bits in zip(range(0, _DIGITS, 3), singles, strict=True):
        value = int(digits[start : start + 3])
        for position, single in enumerate(bits):
            if value >> position & 1:
                made ^= single
    return made


@lru_cache(maxsize=1)
def _single_bits() -> tuple[int, tuple[tuple[int, ...], ...]]:
    """The code of zeros, and by group of three digits what each bit of its number changes in it."""
    blank = packed(_fixed("0" * _DIGITS))
    groups = []
    for start in range(0, _DIGITS, 3):
        width = min(3, _DIGITS - start)
        bits = 10 if width == 3 else 7
        drawn = (f"{'0' * start}{1 << bit:0{width}d}".ljust(_DIGITS, "0") for bit in range(bits))
        groups.append(tuple(packed(_fixed(digits)) ^ blank for digits in drawn))
    return blank, tuple(groups)


def forget() -> None:
    """Unlearn, to measure learning."""
    _single_bits.cache_clear()
