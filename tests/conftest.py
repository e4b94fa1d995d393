"""What every test stands on: no screen, one time zone, folders of its own, no network, no leftovers."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Before anything reads them: Qt, platformdirs and the local time look at these once.
HOME = Path(tempfile.mkdtemp(prefix="guimi-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
os.environ |= {f"XDG_{kind}_HOME": str(HOME / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
if hasattr(time, "tzset"):
    time.tzset()

import hypothesis  # noqa: E402
import pytest  # noqa: E402

from tests import guards  # noqa: E402

guards.deny_network()

hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=1_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def tmp_shop_path(tmp_path: Path) -> Path:
    """Where a shop file may be made: a folder with a blank and Chinese in its name, as real ones have."""
    folder = tmp_path / "我的 店铺"
    folder.mkdir()
    return folder / "shop.guimi"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that ends while a thread it started is running."""
    before = guards.threads()
    yield
    left = guards.threads_left(before, wait_ms=2_000)
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def no_window_left(request: pytest.FixtureRequest, no_thread_left: None) -> Iterator[None]:
    """Fails a Qt test that leaves a window: kept by a reference, or never closed."""
    if "qapp" not in request.fixturenames:
        yield
        return
    before = guards.windows()
    yield
    if guards.windows_left(before):
        gc.collect()
    left = guards.windows_left(before)
    assert not left, f"windows left: {left}"
