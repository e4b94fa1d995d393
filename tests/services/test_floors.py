"""The floor of a write: what a rehearsal of the real command wrote, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import bench_writes, shop
from services.bench import copy_shop
from services.clock import SystemClock
from services.demo.build import build
from services.storage import driver, floors


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("floors") / "shop.guimi"
    build(path, members=80, years=0.3, seed=5, progress=lambda done, whole: None)
    return path


def counts(path: Path) -> dict[str, int]:
    conn = driver.connect(str(path), read_only=True)
    try:
        tables = [
            n for (n,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ]
        return {n: conn.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in tables}
    finally:
        conn.close()


@pytest.mark.parametrize("kind", ["top-up", "sale", "claim", "card refund"])
def test_the_floor_writes_the_rows_of_the_command_and_a_rehearsal_none(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    # Somebody must be left whose card can be refunded.
    monkeypatch.setattr(bench_writes, "_PAYERS", 20)
    ours, bare = tmp_path / "ours.guimi", tmp_path / "bare.guimi"
    copy_shop(example, ours)
    refunded = bench_writes.prepare(ours, 2)
    copy_shop(ours, bare)
    before = counts(ours)
    opened = shop.open_shop(ours)
    counter = bench_writes.Counter(opened, top_up=False)
    make = {
        "top-up": counter.top_up,
        "sale": counter.sale,
        "claim": counter.claims().__next__,
        "card refund": counter.refunds(refunded).__next__,
    }[kind]
    orders = [make(), make()]
    opened.close()
    bench_writes.rehearse(bare, orders, SystemClock())
    assert counts(bare) == before
    program, floor = bench_writes.timed(ours, bare, orders)
    assert len(program) == len(floor) == len(orders)
    after = counts(ours)
    assert after != before
    assert counts(bare) == after


def test_a_rehearsal_keeps_the_reads_that_it_is_told_to(example: Path) -> None:
    rehearsal = floors.Rehearsal(example, ("SELECT count(*) FROM member",))
    rehearsal.execute("BEGIN IMMEDIATE")
    rehearsal.execute("SELECT count(*) FROM member")
    rehearsal.execute("SELECT count(*) FROM txn")
    rehearsal.execute("COMMIT")
    assert [statement.sql for statement in rehearsal.written()] == ["SELECT count(*) FROM member"]
    assert rehearsal.rows == 0
    rehearsal.close()
