"""A medium or folder that can't be written: a clear word, quickly, and nothing changed (faults.md row 7)."""

from __future__ import annotations

import os
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem
from services import shop
from services.storage import store, verify
from services.storage.work import Reader
from tests.support import PIN, Till, content_hash, fresh_shop, open_till

pytestmark = pytest.mark.faults


def problem(call: Callable[[], object]) -> str:
    began = time.monotonic()
    with pytest.raises(EnvironmentProblem) as caught:
        call()
    assert time.monotonic() - began < 3, "a person waits for this answer"
    return caught.value.code


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a shop in it that nobody can write to: by its rights, or as a mount where root runs."""
    folder = tmp_path / "stick"
    folder.mkdir()
    fresh_shop(folder / "shop.guimi")
    if os.name == "posix" and os.geteuid() != 0:
        (folder / "shop.guimi").chmod(stat.S_IRUSR)
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        yield folder
        folder.chmod(stat.S_IRWXU)
        return
    steps = (["mount", "--bind"], ["mount", "-o", "remount,ro,bind"])
    if os.name != "posix" or any(
        subprocess.run([*step, str(folder), str(folder)], capture_output=True, check=False).returncode
        for step in steps
    ):
        pytest.skip("this machine makes no folder read-only for tests")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_opening_to_write_says_read_only(read_only_folder: Path) -> None:
    path = read_only_folder / "shop.guimi"
    before = path.read_bytes()
    assert problem(lambda: shop.open_shop(path)) == "disk.readonly"
    assert path.read_bytes() == before


def test_no_shop_is_made_there(read_only_folder: Path) -> None:
    new = shop.NewShop("小雅美发", "林雅", PIN)
    assert problem(lambda: shop.create(read_only_folder / "new.guimi", new)) == "disk.readonly"
    assert problem(lambda: shop.create(read_only_folder / "deeper" / "new.guimi", new)) == "disk.readonly"


def test_a_file_turned_read_only_refuses_the_sale(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    till.member()
    before = content_hash(till.path)
    till.shop.writer.connection.set_authorizer(None)
    till.shop.writer.connection.execute("PRAGMA query_only = ON")
    assert problem(lambda: till.member("另一位")) == "disk.readonly"
    assert content_hash(till.path) == before
    till.shop.writer.connection.execute("PRAGMA query_only = OFF")
    till.member("另一位")
    till.prove()


def test_a_reader_never_writes(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        connection = store.open_reader(till.path)
        try:
            verify.quick(Reader(connection, till.shop.seat))
            assert problem(lambda: _write(connection, till.path)) == "disk.readonly"
        finally:
            connection.close()


def _write(connection: object, path: Path) -> None:
    with store.translated(path):
        connection.execute("DELETE FROM setting")  # type: ignore[attr-defined]
