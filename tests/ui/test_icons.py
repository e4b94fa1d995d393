"""Icons are found in the font's own table."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from ui import icons


def test_every_icon_of_the_table_is_found() -> None:
    spec = find_spec("qtawesome")
    assert spec is not None
    folder = Path(spec.submodule_search_locations[0]) / "fonts"  # type: ignore[index]
    table = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    assert {name: icons.character(name) for name in table} == {
        name: chr(int(code, 16)) for name, code in table.items()
    }


@pytest.mark.parametrize("name", ["", "no-such-icon", 'users": "0xf', "user"[:3]])
def test_no_other_is(name: str) -> None:
    with pytest.raises(KeyError):
        icons.character(name)
