"""A full disk refuses the sale, lets everything be read, and is over when there is room (faults.md row 6)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.errors import EnvironmentProblem
from model.money import yuan
from services import members, sales, search
from tests.support import Till, content_hash, fresh_shop, open_till

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="limits and mounts of POSIX systems"),
]
ROOT = Path(__file__).resolve().parents[2]


def test_no_page_more_refuses_the_sale_and_a_page_more_takes_it(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500))
    connection = till.shop.writer.connection
    connection.set_authorizer(None)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    sold = 0
    with pytest.raises(EnvironmentProblem) as caught:
        for _ in range(2_000):
            till.sell(yuan(1), member_id, stored=yuan(1) if sold < 400 else yuan(0))
            sold += 1
    assert caught.value.code == "disk.full"
    before = content_hash(till.path)
    with pytest.raises(EnvironmentProblem):
        till.member("另一位")
    assert content_hash(till.path) == before
    assert till.ask(members.card, member_id).visits == sold
    assert len(till.ask(search.find, "晓明").hits) == 1
    connection.execute("PRAGMA max_page_count = 1073741823")
    till.sell(yuan(1), member_id)
    assert till.ask(members.card, member_id).visits == sold + 1
    till.prove()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where this machine lets tests mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine mounts nothing for tests")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_without_room_refuses_sales_and_takes_them_when_there_is_some(small_disk: Path) -> None:
    with open_till(small_disk / "shop.guimi") as till:
        member_id = till.member()
        till.top_up(member_id, yuan(5_000))
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(4096))
        sold = 0
        with pytest.raises(EnvironmentProblem) as caught:
            for _ in range(2_000):
                till.sell(yuan(1), member_id, stored=yuan(1))
                sold += 1
        assert caught.value.code == "disk.full"
        for _ in range(3):
            with pytest.raises(EnvironmentProblem) as again:
                till.sell(yuan(1), member_id, stored=yuan(1))
            assert again.value.code == "disk.full"
        assert till.wallet(member_id).principal == yuan(5_000 - sold)
        ballast.unlink()
        command = till.sale_of(yuan(1), member_id, stored=yuan(1))
        till.do(sales.execute, command)
        assert till.wallet(member_id).principal == yuan(4_999 - sold)
        till.prove()


_CHILD = """
import json, resource, signal, sys
from pathlib import Path
from model.errors import EnvironmentProblem
from model.money import yuan
from services import members
from tests.support import People, Till

path, people = Path(sys.argv[1]), [bytes.fromhex(x) for x in sys.argv[2:5]]
till = Till(path, People(*people))
member_id = till.member()
till.top_up(member_id, yuan(5_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{path}-wal").stat().st_size + 100_000, hard))
sold, codes = 0, []
for _ in range(2_000):
    try:
        till.sell(yuan(1), member_id, stored=yuan(1))
        sold += 1
    except EnvironmentProblem as problem:
        codes.append(problem.code)
        if len(codes) == 3:
            break
left = till.ask(members.card, member_id).wallet.principal.fen
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
till.sell(yuan(1), member_id, stored=yuan(1))
after = till.ask(members.card, member_id).wallet.principal.fen
till.prove()
till.close()
print(json.dumps({"sold": sold, "codes": codes, "left": left, "after": after}))
"""


def test_a_file_that_may_not_grow_is_a_full_disk(tmp_shop_path: Path) -> None:
    people = fresh_shop(tmp_shop_path)
    ids = [id_.hex() for id_ in (people.owner, people.manager, people.cashier)]
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_shop_path), *ids],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    told = json.loads(child.stdout)
    assert told["codes"] == ["disk.full"] * 3
    assert told["sold"] > 0
    assert told["left"] == 500_000 - told["sold"] * 100
    assert told["after"] == told["left"] - 100
