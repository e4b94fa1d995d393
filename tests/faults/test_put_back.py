"""The whole file put back to an older day is noticed by what the computer remembers (faults.md row 9)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from model.money import yuan
from services import anchors
from services.anchors import FILE_NAME, OlderFile
from tests.services.test_closing import seal
from tests.support import Till

pytestmark = pytest.mark.faults


def look(till: Till, folder: Path) -> OlderFile | None:
    return till.ask(anchors.look, folder)


def close_a_day(till: Till) -> None:
    till.sell(yuan(10))
    seal(till)
    till.clock.advance(timedelta(days=1))


def put_back(till: Till, copy: Path) -> None:
    """What somebody does who copies an old file over the new one."""
    till.close()
    for left in till.path.parent.glob(f"{till.path.name}-*"):
        left.unlink()
    shutil.copyfile(copy, till.path)
    till.reopen()


@pytest.fixture
def copy(till: Till, tmp_path: Path) -> Path:
    """The file as it was after the first close."""
    close_a_day(till)
    till.close()
    copied = tmp_path / "old.guimi"
    shutil.copyfile(till.path, copied)
    till.reopen()
    return copied


def test_a_file_put_back_is_noticed_until_somebody_says_it_is_right(
    till: Till, copy: Path, tmp_path: Path
) -> None:
    assert look(till, tmp_path) is None
    close_a_day(till)
    assert look(till, tmp_path) is None
    put_back(till, copy)
    assert look(till, tmp_path) == OlderFile(2, 1)
    # Going on with it does not hide it: another second close is not the one that was seen.
    close_a_day(till)
    assert look(till, tmp_path) == OlderFile(2, 2)
    close_a_day(till)
    assert look(till, tmp_path) == OlderFile(2, 3)
    till.ask(anchors.accept, tmp_path)
    assert look(till, tmp_path) is None
    close_a_day(till)
    assert look(till, tmp_path) is None


def test_a_file_that_goes_on_is_never_doubted(till: Till, tmp_path: Path) -> None:
    assert look(till, tmp_path) is None
    for _ in range(3):
        close_a_day(till)
        till.reopen()
        assert look(till, tmp_path) is None


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"a": 1}', '{"a": [1]}', "\x00"])
def test_a_memory_that_cannot_be_read_is_begun_anew(till: Till, tmp_path: Path, kept: str) -> None:
    close_a_day(till)
    (tmp_path / FILE_NAME).write_text(kept, encoding="utf-8")
    assert look(till, tmp_path) is None
    assert look(till, tmp_path) is None


def test_where_nothing_can_be_remembered_selling_goes_on(till: Till, tmp_path: Path) -> None:
    close_a_day(till)
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    assert look(till, blocked) is None
    assert look(till, blocked / "deeper") is None
