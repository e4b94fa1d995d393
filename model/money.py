"""Money in integer fen: the type, its parser, its display and exact splitting.

Source of the rules: domain.md section 3.1 and 3.6.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from model.errors import UserError
from model.record import dataclass

MAX_FEN: Final = 10_000_000_000_000
"""Largest absolute amount (100 billion yuan): sums of 100,000 such amounts stay inside 64 bits."""

_PLAIN = re.compile(r"(\d{1,12})(?:\.(\d{0,2}))?|\.(\d{1,2})")
_GROUPED = re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen (1/100 yuan), possibly negative; refuses floats, bools and the absurd."""

    fen: int

    def __init__(self, fen: int) -> None:
        # Written out: a search makes a dozen at every keystroke, and the usual two calls take longer.
        if type(fen) is not int:
            raise TypeError(f"Money takes whole fen, not {type(fen).__name__}")
        if not -MAX_FEN <= fen <= MAX_FEN:
            raise UserError("money.too_large")
        object.__setattr__(self, "fen", fen)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        if type(count) is not int:
            raise TypeError("Money is multiplied by whole numbers only")
        return Money(self.fen * count)

    def __bool__(self) -> bool:
        return self.fen != 0

    def plain(self) -> str:
        """Digits with grouping and two decimals, without a currency sign: `-1,286.50`."""
        sign = "-" if self.fen < 0 else ""
        yuan, rest = divmod(abs(self.fen), 100)
        return f"{sign}{yuan:,}.{rest:02d}"

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}¥{Money(abs(self.fen)).plain()}"


ZERO: Final = Money(0)


def yuan(amount: int) -> Money:
    """Money of a whole number of yuan."""
    return Money(amount * 100)


def total(amounts: Sequence[Money]) -> Money:
    """Sum of amounts; zero for none."""
    return Money(sum(a.fen for a in amounts))


def parse_money(text: str) -> Money:
    """Read what a person typed: `68`, `68.5`, `¥1,286.50`, full-width digits. Never negative.

    Raises UserError `money.empty`, `money.unreadable` or `money.too_large`.
    """
    folded = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    folded = folded.removeprefix("¥").removesuffix("元").strip()
    if not folded:
        raise UserError("money.empty")
    match = _GROUPED.fullmatch(folded) or _PLAIN.fullmatch(folded)
    # NFKC leaves digits of other scripts alone; only ASCII is money here.
    if match is None or not folded.isascii():
        raise UserError("money.unreadable", text=text[:40])
    whole = (match.group(1) or "0").replace(",", "")
    fraction = next((g for g in match.groups()[1:] if g is not None), "")
    return Money(int(whole) * 100 + int(fraction.ljust(2, "0") or "0"))


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an integer in the ratio of non-negative weights by the largest remainder.

    The parts add up to `amount` exactly and never differ from the exact share by one or more; ties
    go to the earlier weight. With all weights zero and an amount of zero every part is zero.
    Raises ValueError when there is something to split and nothing to split it by.
    """
    whole = sum(weights)
    if weights and min(weights) < 0:
        raise ValueError("negative weight")
    if amount == 0:
        return [0] * len(weights)
    if whole == 0:
        raise ValueError("nothing to split by")
    sign = -1 if amount < 0 else 1
    size = abs(amount)
    parts = [size * w // whole for w in weights]
    missing = size - sum(parts)
    if missing:
        remainders = [-(size * w % whole) for w in weights]
        for i in sorted(range(len(parts)), key=remainders.__getitem__)[:missing]:
            parts[i] += 1
    return parts if sign > 0 else [-p for p in parts]


def portion(amount: int, numerator: int, denominator: int) -> int:
    """`amount` × numerator ÷ denominator, rounded half up, for amounts ≥ 0 (units as `amount`)."""
    if denominator <= 0 or amount < 0 or numerator < 0:
        raise ValueError("a portion is of something non-negative by something positive")
    return (2 * amount * numerator + denominator) // (2 * denominator)
