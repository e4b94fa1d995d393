"""What a thousand vouchers cost to print, measured beside the plain way in one run."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from model.codes import QrKind, group_typed, make_qr, make_typed
from model.money import yuan
from model.record import dataclass
from services.printing import floors, qr
from services.printing.layouts import Layout
from services.printing.sheets import render_sheets, write_sheets
from services.printing.vouchers import Benefit, BenefitKind, PrintedVoucher, Terms

COUNT: Final = 1_000
_KEY: Final = b"measuring".ljust(32, b".")
_MANY: Final = 10_000
_EARLY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: the bar holds for `ratio`, or for `value` where there is no floor.

    A value of None could not be measured on this system and decides nothing.
    """

    name: str
    value: float | None
    floor: float | None
    ratio: float | None
    bar: float
    unit: str = "s"

    @property
    def ok(self) -> bool:
        measured = self.value if self.ratio is None else self.ratio
        return measured is None or measured <= self.bar


def vouchers(count: int) -> Iterator[PrintedVoucher]:
    """Anonymous vouchers of one batch, each with codes of its own, made as they are asked for."""
    for number in range(count):
        seed = hashlib.sha256(number.to_bytes(8, "big")).digest()
        yield PrintedVoucher(
            "小雅美发 · 建设路店",
            Benefit(BenefitKind.AMOUNT, yuan(20)),
            "满 100 减 20",
            make_qr(QrKind.VOUCHER, seed[:16], _KEY),
            group_typed(make_typed(seed[16:])),
            date(2026, 11, 21),
            date(2026, 12, 31),
            Terms(minimum=yuan(100), items=("洗剪吹", "护理", "染烫")),
        )


def measure(count: int = COUNT, rounds: int = 3, many: int = _MANY) -> tuple[Row, ...]:
    """1,000 vouchers to PDF against the plain way; what is learnt about codes is learnt anew each time."""
    items = list(vouchers(count))
    render_sheets(items[:8], Layout.A4_2X4, "zh_CN")
    ours, plain = [], []
    for _ in range(rounds):
        plain.append(_seconds(lambda: floors.plain_vouchers(items, "zh_CN")))
        qr.forget()
        ours.append(_seconds(lambda: render_sheets(items, Layout.A4_2X4, "zh_CN")))
    value, floor = median(ours), median(plain)
    ratio = value / floor
    name = f"{count:,} vouchers to PDF, in one process"
    return (
        Row(name, value, floor, ratio, 0.65),
        Row(f"{name}, by the bar for both cores", value, floor, ratio, 0.4),
        growth(many),
    )


def growth(many: int = _MANY, early: int = _EARLY) -> Row:
    """How much more memory the process has after the last voucher than after the first thousand, in MB."""
    seen: list[float | None] = []

    def look(done: int) -> None:
        if done == early or done % early == 0:
            gc.collect()
            seen.append(resident_mb())

    with Path(os.devnull).open("wb") as nowhere:
        write_sheets(vouchers(many), Layout.A4_2X4, "zh_CN", nowhere, look)
    known = [value for value in seen if value is not None]
    grown = max(known[1:]) - known[0] if len(known) > 1 else None
    return Row(f"{many:,} vouchers: memory beyond that of {early:,}", grown, None, None, 2.0, "MB")


def resident_mb() -> float | None:
    """Memory of this process that is in RAM, or None where the system doesn't say (Linux does)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _seconds(task: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    task()
    return perf_counter() - start


def main() -> int:
    """Print the rows."""
    rows = measure()
    for row in rows:
        value = "not measured" if row.value is None else f"{row.value:.2f} {row.unit}"
        beside = f" against {row.floor:.2f} {row.unit}, {row.ratio:.2f} ×" if row.floor and row.ratio else ""
        sys.stdout.write(f"{'ok' if row.ok else 'LATE':5}{row.name}: {value}{beside} (bar {row.bar})\n")
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
