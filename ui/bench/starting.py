"""Starting the program on a shop file, in processes of its own, in turns with a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from model.record import dataclass
from services.bench import Figure, against

PAIRS: Final = 7
_ROOT: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = (
    "import sys, main; from ui.bench import start_mark; start_mark.arm(sys.argv[1]); "
    "sys.exit(main.main(sys.argv[2:]))"
)
_TIMEOUT_S: Final = 120


@dataclass(frozen=True, slots=True)
class _Started:
    """Seconds until the process was usable, and its memory then (bytes, 0 when unknown)."""

    seconds: float
    memory: int


def start_figures(path: Path, count: int, pairs: int = PAIRS) -> list[Figure]:
    """Time and memory of a start up to a usable window, in turns with a bare window.

    The first start of each is not counted: it compiles the modules, as the first one after installing does.
    """
    ways = {
        "lock": ("-c", _PROGRAM, "lock", str(path)),
        "counter": ("-c", _PROGRAM, "counter", str(path)),
        "bare": ("-m", "ui.bench.bare"),
    }
    with tempfile.TemporaryDirectory() as compiled:
        # A source tree that nobody may write to would be compiled anew each time.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for arguments in ways.values():
            _start(path, arguments, environment)
        starts = [
            {way: _start(path, arguments, environment) for way, arguments in ways.items()}
            for _ in range(pairs)
        ]
    ms = {way: median(start[way].seconds for start in starts) * 1e3 for way in ways}
    mib = {way: median(start[way].memory for start in starts) / 2**20 or None for way in ways}
    return [
        against("start → lock screen that takes a PIN", count, ms["lock"], ms["bare"], "ms", 2),
        against("start → counter that finds members", count, ms["counter"], ms["bare"], "ms", 2),
        against("memory at the lock screen", count, mib["lock"], mib["bare"], "MiB", 2),
        against("memory at the counter", count, mib["counter"], mib["bare"], "MiB", 2),
    ]


def _start(path: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> _Started:
    # The process before ended without giving back its lock; to look for its holder takes 15 ms.
    path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
    begun = perf_counter()
    process = subprocess.run(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    told = process.stdout.split()
    if process.returncode != 0 or len(told) != 2:
        raise RuntimeError(f"a start to be measured failed: {process.stderr.strip()[-500:]}")
    return _Started(float(told[0]) - begun, int(told[1]))
