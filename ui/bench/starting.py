"""Starting the program on a shop file, in processes of its own, in turns with a bare window."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from services.bench import Figure, against

PAIRS: Final = 7
_ROOT: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = (
    "import sys, main; from ui.bench import start_mark; start_mark.arm(); sys.exit(main.main(sys.argv[1:]))"
)
_TIMEOUT_S: Final = 120


@dataclass(frozen=True, slots=True)
class _Started:
    """Seconds to each instant that the process told, and its memory (bytes, 0 when unknown)."""

    seconds: tuple[float, ...]
    memory: int


def start_figures(path: Path, count: int, pairs: int = PAIRS) -> list[Figure]:
    """Time and memory of a start up to a usable counter, against a bare window."""
    _start("-c", _PROGRAM, str(path))
    ours, bare = [], []
    for _ in range(pairs):
        ours.append(_start("-c", _PROGRAM, str(path)))
        bare.append(_start("-m", "ui.bench.bare"))
    floor = median(start.seconds[-1] for start in bare) * 1e3
    locked, usable = (median(start.seconds[at] for start in ours) * 1e3 for at in (0, -1))
    memory, bare_memory = (median(start.memory for start in starts) / 2**20 for starts in (ours, bare))
    return [
        against("start → lock screen painted", count, locked, floor, "ms", 2),
        against("start → usable counter, owner let in at once", count, usable, floor, "ms", 2),
        against("memory with a usable counter", count, memory or None, bare_memory or None, "MiB", 2),
    ]


def _start(*arguments: str) -> _Started:
    begun = perf_counter()
    process = subprocess.run(
        [sys.executable, *arguments],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    told = process.stdout.split()
    if process.returncode != 0 or len(told) < 2:
        raise RuntimeError(f"a start to be measured failed: {process.stderr.strip()[-500:]}")
    return _Started(tuple(float(instant) - begun for instant in told[1:]), int(told[0]))
