"""Exported lists: complete, readable by a spreadsheet, and harmless to it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.commands import MemberDraft, SignUp
from model.errors import EnvironmentProblem
from model.ids import CommandId
from model.members_filter import MemberFilter, SortKey
from services import catalog, exports, member_list, members, shop
from services.exports import MEMBER_VALUES, ExportColumn
from services.ids import new_id
from services.shop import Shop

HOSTILE = (
    "=HYPERLINK(1)",
    "＝1+1",
    "\u200b=1",
    "@SUM(A1)",
    "+86",
    "-1+1",
    "'quoted",
    'with "marks", and more',
)
COLUMNS = tuple(ExportColumn(key, key.upper()) for key in MEMBER_VALUES)


class Watch:
    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        return self._stop_at is not None and bool(self.told) and self.told[-1][0] >= self._stop_at


@pytest.fixture
def open_shop(tmp_shop_path: Path) -> Iterator[Shop]:
    made = shop.create(tmp_shop_path, shop.NewShop("小雅美发", "林雅", "2468"))
    yield made
    made.close()


def fill(opened: Shop, names: list[str]) -> None:
    owner = opened.jobs.read(catalog.everything).result().staff[0].id
    for at, name in enumerate(names):
        draft = MemberDraft(name=name, phone=f"138{at:08d}")
        opened.jobs.write(members.sign_up, SignUp(CommandId(new_id()), owner, draft)).result()


def export(opened: Shop, target: Path, watch: Watch, *, masked: bool = False) -> int:
    ids = opened.jobs.read(member_list.ids, MemberFilter(sort=SortKey.NUMBER, descending=False)).result()
    return opened.jobs.read(exports.members, ids, COLUMNS, target, masked, watch).result()


def rows_of(target: Path) -> list[list[str]]:
    text = target.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_every_member_shown_is_in_the_file(open_shop: Shop, tmp_path: Path) -> None:
    names = [f"会员{n}" for n in range(1203)]
    fill(open_shop, names)
    watch = Watch()
    assert export(open_shop, tmp_path / "out.csv", watch) == 1203
    rows = rows_of(tmp_path / "out.csv")
    assert rows[0] == [key.upper() for key in MEMBER_VALUES]
    assert [row[1] for row in rows[1:]] == names
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert watch.told == [(500, 1203), (1000, 1203), (1203, 1203)]


def test_what_people_typed_never_starts_a_formula(open_shop: Shop, tmp_path: Path) -> None:
    fill(open_shop, list(HOSTILE))
    export(open_shop, tmp_path / "out.csv", Watch())
    for row in rows_of(tmp_path / "out.csv")[1:]:
        for cell in row:
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝", "＠", "＋", "－")


def test_phones_are_masked_for_those_who_see_them_masked(open_shop: Shop, tmp_path: Path) -> None:
    fill(open_shop, ["张晓明"])
    export(open_shop, tmp_path / "out.csv", Watch(), masked=True)
    assert "138****0000" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "13800000000" not in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_cancelled_export_leaves_the_old_file(open_shop: Shop, tmp_path: Path) -> None:
    fill(open_shop, [f"会员{n}" for n in range(1100)])
    target = tmp_path / "out.csv"
    target.write_text("yesterday's")
    assert export(open_shop, target, Watch(stop_at=500)) == 0
    assert target.read_text() == "yesterday's"
    assert [path.name for path in tmp_path.glob("*.csv")] == ["out.csv"]
    assert not list(tmp_path.glob(".export-*"))


def test_a_folder_that_is_gone_is_told(open_shop: Shop, tmp_path: Path) -> None:
    fill(open_shop, ["张晓明"])
    with pytest.raises(EnvironmentProblem) as caught:
        export(open_shop, tmp_path / "gone" / "out.csv", Watch())
    assert caught.value.code == "disk.readonly"


@given(st.text(max_size=30))
def test_no_text_opens_a_formula_behind_what_cannot_be_seen(text: str) -> None:
    cell = exports.harmless(text)
    if cell != text:
        assert cell == "'" + text
        return
    seen = "".join(c for c in cell if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zs"))
    first = unicodedata.normalize("NFKC", seen[:1])[:1]
    assert first not in tuple("=+-@") or cell.lstrip("-").replace(".", "", 1).isdigit()
