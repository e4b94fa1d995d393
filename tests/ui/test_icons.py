"""Icons are found in the font's own table."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from ui import icons, theme


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


def test_the_picture_of_the_program_is_its_drawing(qapp: object) -> None:
    folder = theme.RESOURCES / "icons"
    drawn = QIcon(str(folder / "guimi.svg")).pixmap(QSize(256, 256), 1.0).toImage()
    picture = QImage(str(folder / "guimi.png"))
    assert picture.size() == drawn.size() == QSize(256, 256)
    spots = [(x, y) for x in range(0, 256, 8) for y in range(0, 256, 8)]
    different = [spot for spot in spots if not _close(picture.pixelColor(*spot), drawn.pixelColor(*spot))]
    # Along edges another version of Qt may blend otherwise.
    assert len(different) < len(spots) / 50


def _close(one: QColor, other: QColor) -> bool:
    parts = zip(one.getRgb(), other.getRgb(), strict=True)  # type: ignore[call-overload]
    return all(abs(a - b) <= 32 for a, b in parts)
