"""A shop of its own for each fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Till, open_till


@pytest.fixture
def till(tmp_shop_path: Path) -> Iterator[Till]:
    with open_till(tmp_shop_path) as opened:
        yield opened
