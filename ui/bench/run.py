"""`main.py bench`: every figure of the counter at several sizes of a shop, as a table and as JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from model.record import dataclass
from services import bench, bench_vouchers, bench_writes
from services.bench import Figure, against, at_most, percentile
from services.printing import voucher_bench
from ui import app as application
from ui.bench.at_counter import Waits, scan_cards, sell, type_searches
from ui.bench.jumping import Jumps, jump_about
from ui.bench.loop import Player, Script
from ui.bench.scanning import scan_vouchers
from ui.bench.starting import start_figures
from ui.bench.unlocking import unlocked
from ui.bench.visiting import first_visits
from ui.bench.window import ShopWindow

KEYSTROKES: Final = "keystroke → results painted, p99"
_VISITS: Final = {
    "referrals": "Ctrl+4 → referral page painted, slowest first visit",
    "liability": "Ctrl+6 → liability page painted, slowest first visit",
}
_VISIT_BAR_MS: Final = 300
_GROWING: Final = {
    KEYSTROKES: "keystroke → results painted, p99",
    "claim, call → durable commit, p50": "claim",
    "card refund, call → durable commit, p50": "card refund",
    "day close, call → durable commit, p50": "day close",
    _VISITS["liability"]: "liability page, first visit",
}
"""Figure → how its growth between two sizes of a shop is called."""
_PROGRESS_STEP: Final = 10
_HELD_OK, _WRONG = 0, 1
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@dataclass(frozen=True, slots=True)
class Effort:
    """How many times each thing is done; small shops are measured in short."""

    samples: int
    writes: int
    typed: int
    sales: int
    jumps: int
    starts: int
    visits: int
    scans: int
    """Of each kind of voucher: valid, used, unknown."""
    closes: int
    a_day: int
    """Sales of a day that is closed."""


FULL: Final = Effort(
    samples=100,
    writes=300,
    typed=12,
    sales=100,
    jumps=200,
    starts=7,
    visits=5,
    scans=50,
    closes=5,
    a_day=bench_writes.A_DAY,
)
SHORT: Final = Effort(
    samples=30,
    writes=60,
    typed=2,
    sales=10,
    jumps=20,
    starts=2,
    visits=1,
    scans=3,
    closes=1,
    a_day=200,
)
_FEW: Final = (100, 1, 2_000)
"""Vouchers to PDF, how often, and vouchers during which memory is watched: in short."""
SHORT_BELOW: Final = 5_000
"""Members under which a run is a trial of the benchmark rather than a measurement."""


def run_bench(members: Sequence[int], json_path: Path | None) -> int:
    """Measure at each number of members and report; 0 when every bar holds, else 1.

    Shops are made once, in GUIMI_BENCH_DIR or the system's folder for temporary files.
    """
    _choose_platform()
    short = max(members) < SHORT_BELOW
    _tell("printing vouchers")
    figures = printing_figures(*(_FEW if short else ()))
    growing: list[Figure] = []
    for count in members:
        made = bench.shop_of(_folder(), count, _tell_progress)
        found = _measure(made, count, SHORT if count < SHORT_BELOW else FULL)
        growing += [figure for figure in found if figure.name in _GROWING]
        figures += found
    for name in _GROWING:
        of_name = [figure for figure in growing if figure.name == name]
        figures += [_growth(small, large) for small, large in pairwise(of_name)]
    if json_path is not None:
        json_path.write_text(to_json(figures), encoding="utf-8")
    sys.stdout.write(_table(figures))
    return _HELD_OK if all(figure.ok for figure in figures) else _WRONG


def printing_figures(*counts: int) -> list[Figure]:
    """What vouchers cost to print; the size of the shop doesn't matter, so `members` is 0."""
    return [
        Figure(row.name, 0, row.value, row.unit, row.floor, row.ratio, row.bar)
        for row in voucher_bench.measure(*counts)
    ]


def _folder() -> Path:
    chosen = os.environ.get("GUIMI_BENCH_DIR")
    folder = Path(chosen) if chosen else Path(tempfile.gettempdir()) / "guimi-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _choose_platform() -> None:
    """Without a screen everything is drawn into memory."""
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _DISPLAYS):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _measure(made: Path, count: int, effort: Effort) -> list[Figure]:
    # Measuring sells and tops up: on a copy, so that the next run finds the shop as it was.
    with tempfile.TemporaryDirectory(dir=made.parent, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"shop{made.suffix}"
        bench.copy_shop(made, path)
        _tell(f"{count:,} members: starting")
        figures = start_figures(path, count, effort.starts)
        _tell(f"{count:,} members: unlocking")
        figures += _unlock_figures(path, count, effort.visits)
        _tell(f"{count:,} members: searching")
        figures += bench.search_figures(path, count, effort.samples)
        _tell(f"{count:,} members: writing")
        figures += bench_writes.write_figures(path, count, effort.writes)
        _tell(f"{count:,} members: opening the pages that add up the shop")
        figures += [_visit_figure(path, count, page, effort.visits) for page in _VISITS]
        _tell(f"{count:,} members: typing, selling and jumping in the window")
        props = bench_writes.props(path, effort.typed, effort.sales)
        figures += _window_figures(path, count, props, effort)
        figures.append(_scan_figure(path, count, props.item_name, effort.scans))
        _tell(f"{count:,} members: closing days")
        # The last of all: it leaves the file some days ahead of the clock.
        return [*figures, *bench_writes.close_figures(path, count, effort.closes, effort.a_day)]


def _unlock_figures(path: Path, count: int, starts: int) -> list[Figure]:
    times = unlocked(path, starts)
    waited, held = max(time.waited for time in times), max(time.held for time in times)
    return [
        at_most("PIN Enter → whole counter painted, slowest", count, waited * 1e3, "ms", 50),
        at_most("while a PIN is typed, GUI thread held, longest", count, held * 1e3, "ms", 16),
    ]


def _visit_figure(path: Path, count: int, page: str, visits: int) -> Figure:
    slowest = max(first_visits(path, page, visits))
    return at_most(_VISITS[page], count, slowest * 1e3, "ms", _VISIT_BAR_MS)


def _application() -> QApplication:
    app = QApplication.instance() or application.create(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the bench needs an application with windows")
    return app


def _scan_figure(path: Path, count: int, item_name: str, scans: int) -> Figure:
    issued = bench_vouchers.count_for(count)
    _tell(f"{count:,} members: issuing {issued:,} vouchers")
    codes = bench_vouchers.issue(path, issued, scans)
    _tell(f"{count:,} members: scanning vouchers")
    app = _application()
    times: list[float] = []
    with ShopWindow(app, path) as shown:
        Player(app).play(scan_vouchers(shown, codes, item_name, times))
    return _p99_ms(f"voucher scan → answer painted, p99, {issued:,} issued", count, times, 50)


def _window_figures(path: Path, count: int, props: bench_writes.Props, effort: Effort) -> list[Figure]:
    app = _application()
    waits, jumps = Waits(), Jumps()
    with ShopWindow(app, path) as shown:
        Player(app).play(_day(shown, props, effort, waits, jumps))
    half = percentile(waits.all_keystrokes, 0.5) * 1e3
    slowest = max(waits.keystrokes, key=lambda kind: percentile(waits.keystrokes[kind], 0.99))
    typed = len(waits.all_keystrokes)
    _tell(f"{count:,} members: half of {typed} keystrokes within {half:.1f} ms; slowest kind: {slowest}")
    return [
        _p99_ms(KEYSTROKES, count, waits.all_keystrokes, 16),
        *(_p99_ms(f"{KEYSTROKES}: {kind}", count, times, 16) for kind, times in waits.keystrokes.items()),
        _p99_ms("Enter → new balance painted, p99", count, waits.sales, 50),
        _p99_ms("Members page jump, GUI thread held, p99", count, jumps.held, 16),
        _p99_ms("Members page jump → real rows painted, p99", count, jumps.real_rows, 50),
    ]


def _p99_ms(name: str, count: int, seconds: Sequence[float], bar: float) -> Figure:
    return at_most(name, count, percentile(seconds, 0.99) * 1e3, "ms", bar)


def _day(shown: ShopWindow, props: bench_writes.Props, effort: Effort, waits: Waits, jumps: Jumps) -> Script:
    yield from type_searches(shown, props.queries, waits)
    yield from scan_cards(shown, props.cards, waits)
    yield from sell(shown, props.payers, props.item_name, waits)
    yield from jump_about(shown, effort.jumps, jumps)


def _growth(small: Figure, large: Figure) -> Figure:
    name = f"{_GROWING[small.name]}, growth from {small.members:,} members"
    return against(name, large.members, large.value, small.value, large.unit, 1.5)


def to_json(figures: Sequence[Figure]) -> str:
    """The figures as a list of objects."""
    rows = [{**asdict(figure), "ok": figure.ok} for figure in figures]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _table(figures: Sequence[Figure]) -> str:
    lines = [f"{'what':<58}{'members':>10}{'value':>11} {'unit':<5}{'floor':>9}{'ratio':>7}{'bar':>6}  holds"]
    lines += [
        f"{figure.name:<58}{figure.members:>10,}{_short(figure.value):>11} {figure.unit:<5}"
        f"{_short(figure.floor):>9}{_short(figure.ratio):>7}{figure.bar:>6g}  {'yes' if figure.ok else 'NO'}"
        for figure in figures
    ]
    return "\n".join(lines) + "\n"


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _tell_progress(text: str, percent: int) -> None:
    if percent % _PROGRESS_STEP == 0:
        _tell(f"{text}: {percent} %")
