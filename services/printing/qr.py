"""QR codes as a grid and as few rectangles, whatever they are drawn on."""

from __future__ import annotations

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
