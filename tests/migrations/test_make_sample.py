"""The sample of this version that a release leaves behind can be made, opened and proven."""

from __future__ import annotations

from pathlib import Path

from services import shop
from services.clock import ManualClock
from services.storage import schema, store, verify
from tests.migrations.make_sample import make
from tests.support import DAY_MS, START_MS


def test_a_sample_of_this_version_is_made_and_proven(tmp_shop_path: Path) -> None:
    make(tmp_shop_path)
    assert [p.name for p in tmp_shop_path.parent.iterdir()] == ["shop.guimi"]
    assert store.read_header(tmp_shop_path).user_version == schema.VERSION
    opened = shop.open_shop(tmp_shop_path, ManualClock(START_MS + DAY_MS))
    try:
        findings = opened.jobs.read(verify.prove).result(60)
    finally:
        opened.close()
    assert not [f for f in findings if f.wrong]
    counted = {f.name: f.counted for f in findings}
    assert all(counted[name] for name in verify._PROOFS)
