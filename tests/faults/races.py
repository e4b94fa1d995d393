"""Many counters of one file at once, and counters killed on the way: what the race tests share."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from model.errors import UserError
from model.record import dataclass
from tests.support import People, Till

COUNTERS = 8
TOLD = 32
"""Bytes of one acknowledgement: two ids."""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Race:
    """What each counter got, and every refusal's code."""

    got: tuple[tuple[bytes, ...], ...]
    refusals: frozenset[str]

    @property
    def all(self) -> list[bytes]:
        return [id_ for each in self.got for id_ in each]

    def check(self, wanted: Sequence[bytes], refusal: str) -> None:
        """Every thing was got once, by more than one counter, and nothing else was refused."""
        assert len(self.all) == len(wanted)
        assert set(self.all) == set(wanted)
        assert self.refusals <= {refusal}
        assert sum(map(bool, self.got)) > 1, "only one process ever won"


def race(
    path: Path, people: People, things: Sequence[Thing], use: Callable[[Till, Thing, int], bytes]
) -> Race:
    """Every counter uses every thing in an order of its own: `use(till, thing, counter)` answers its id."""
    context = multiprocessing.get_context("fork")
    told: Any = context.SimpleQueue()
    children = [
        context.Process(target=_use_all, args=(path, people, things, use, counter, told))
        for counter in range(COUNTERS)
    ]
    for child in children:
        child.start()
    answers = [told.get() for _ in children]
    for child in children:
        child.join(60)
    broken = [answer for answer in answers if isinstance(answer, str)]
    assert not broken, broken
    return Race(tuple(got for got, _ in answers), frozenset().union(*(refused for _, refused in answers)))


def _use_all(
    path: Path,
    people: People,
    things: Sequence[Thing],
    use: Callable[[Till, Thing, int], bytes],
    counter: int,
    told: Any,
) -> None:
    order = list(things)
    random.Random(counter).shuffle(order)
    till = Till(path, people)
    got, refusals = [], set()
    try:
        for thing in order:
            try:
                got.append(use(till, thing, counter))
            except UserError as error:
                refusals.add(error.code)
    except BaseException as error:
        told.put(repr(error))
        raise
    finally:
        till.close()
    told.put((tuple(got), frozenset(refusals)))


def killed(runs: int, work: Callable[[int, int], None]) -> Iterator[list[bytes]]:
    """`work(pipe, run)` in a process that is killed soon: what it wrote to the pipe, run by run."""
    for run in range(runs):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            try:
                work(writing, run)
            finally:
                os._exit(1)
        os.close(writing)
        time.sleep(random.Random(run).uniform(0.05, 0.3))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(reading, "rb") as told:
            content = told.read()
        yield [content[n : n + TOLD] for n in range(0, len(content) - TOLD + 1, TOLD)]
