"""Proving the books of a shop file from outside (`main.py check`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.clock import SystemClock
from services.shop import ShopSeat, meaningful
from services.storage import meta_rows, setting_rows, store, verify
from services.storage.verify import Finding
from services.storage.work import Reader


def check(path: Path) -> Iterator[Finding]:
    """Every proof of a file, one after another, reading only.

    Raises EnvironmentProblem `file.missing`, `file.damaged`, `file.foreign`, `file.newer`, `file.older`
    or `disk.*`.
    """
    store.check_current(path)
    connection = store.open_reader(path)
    try:
        with meaningful(path):
            counter_id, code = meta_rows.counter(connection)
            seat = ShopSeat(SystemClock(), counter_id, code, setting_rows.load(connection))
        yield from verify.findings(Reader(connection, seat))
    finally:
        connection.close()


__all__ = ["Finding", "check"]
