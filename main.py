"""Guimi 闺蜜: the member manager and point of sale of a small shop.

The only place that knows every part: it reads the command line, opens the shop file, builds the
services and shows the window.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from model.errors import EnvironmentProblem, UserError

OK, WRONG, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 is fine, 1 means something is wrong with the books or a bar, 2 unusable input."""
    options = _parse(list(sys.argv[1:] if arguments is None else arguments))
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (EnvironmentProblem, UserError) as error:
        print(_in_words(error), file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return 130


def _in_words(error: EnvironmentProblem | UserError) -> str:
    """The sentence for an error, in the system's language where nothing has chosen one."""
    from PySide6.QtCore import QCoreApplication

    from ui import app as application
    from ui import places, wording

    if QCoreApplication.instance() is not None:
        return wording.word(error)
    app = QCoreApplication(sys.argv[:1])
    application.set_language(places.system_language())
    sentence = wording.word(error)
    del app
    return sentence


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; --help has the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message} (--help)\n")


def _parse(arguments: list[str]) -> argparse.Namespace:
    commands = {"demo": _add_demo, "check": _add_check, "tour": _add_tour, "bench": _add_bench}
    if arguments and arguments[0] in commands:
        parser = _Parser(prog=f"main.py {arguments[0]}")
        commands[arguments[0]](parser)
        return parser.parse_args(arguments[1:])
    parser = _Parser(
        prog="main.py",
        description="闺蜜 Guimi. Without a command it opens SHOPFILE, or this user's own shop.",
        epilog="commands: demo, check, tour, bench (each has its own --help)",
    )
    parser.add_argument("shopfile", nargs="?", type=Path, metavar="SHOPFILE")
    parser.set_defaults(run=_window)
    return parser.parse_args(arguments)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.description = "Make an example shop; all people in it are made up. Same seed, same shop."
    parser.add_argument("shopfile", type=Path, metavar="SHOPFILE")
    parser.add_argument("--members", type=_count, default=2_000)
    parser.add_argument("--years", type=_years, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(run=_demo)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prove the books of a shop file; exit 1 and what is wrong otherwise."
    parser.add_argument("shopfile", type=Path, metavar="SHOPFILE")
    parser.set_defaults(run=_check)


def _add_tour(parser: argparse.ArgumentParser) -> None:
    parser.description = "Drive a day at the counter through the real window and leave pictures and PDFs."
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--lang", choices=("zh_CN", "en"), default="zh_CN")
    parser.set_defaults(run=_tour)


def _add_bench(parser: argparse.ArgumentParser) -> None:
    parser.description = "Measure the counter against floors in the same run."
    parser.add_argument("--members", type=_count, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.set_defaults(run=_bench)


def _count(text: str) -> int:
    digits = text.replace("_", "")
    number = int(digits) if digits.isdecimal() else 0
    if not 1 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 – 10,000,000")
    return number


def _years(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.01 <= number <= 20:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0.01 – 20")
    return number


def _window(options: argparse.Namespace) -> int:
    # Nothing made while starting is garbage; from then on ui.collect collects on this thread.
    gc.disable()
    # What needs no Qt comes first: once PySide is there, it reads the source of every module imported.
    import services.shop
    import services.staff  # noqa: F401
    from ui import app as application
    from ui.program import Program

    app = application.create(sys.argv[:1])
    program = Program(app)
    try:
        if program.begin(options.shopfile):
            return app.exec()
        print("这个店已经开着，已把它的窗口放到最前 / this shop is open already: its window is in front now")
        return OK
    finally:
        program.close()


def _demo(options: argparse.Namespace) -> int:
    from services.demo.build import build

    def show(done: int, whole: int) -> None:
        print(f"\r{done * 100 // max(whole, 1):3d} %", end="", file=sys.stderr, flush=True)

    build(options.shopfile, members=options.members, years=options.years, seed=options.seed, progress=show)
    print(f"\r{options.shopfile}: {options.members:,} members, {options.years:g} years, seed {options.seed}")
    return OK


def _check(options: argparse.Namespace) -> int:
    from services.check import check

    wrong = 0
    for finding in check(options.shopfile):
        mark = "wrong" if finding.wrong else "ok"
        print(f"{mark:>5}  {finding.counted:>12,}  {finding.name}", flush=True)
        for detail in finding.wrong:
            print(f"{'':>21}{detail}")
        wrong += bool(finding.wrong)
    print("the books are proven" if not wrong else f"{wrong} proofs failed")
    return WRONG if wrong else OK


def _tour(options: argparse.Namespace) -> int:
    from ui.tour.run import run_tour

    return run_tour(options.folder, options.lang)


def _bench(options: argparse.Namespace) -> int:
    from ui.bench.run import run_bench

    return run_bench(options.members, options.json)


if __name__ == "__main__":
    sys.exit(main())
