"""The Members page on a real shop file: order, filters, views, opening, and its quiet states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.errors import EnvironmentProblem
from model.ids import MemberId
from model.members_filter import SortKey
from model.shop import Role
from model.views import SavedView
from services import member_list, members
from tests.ui.members_bench import Bench, open_bench
from ui.members import column_memory, queries
from ui.members.filter_specs import FILTERS
from ui.members.page import MembersPage
from ui.widgets.layouts import Column

Key = Qt.Key
TIER, _, _, AWAY, STORED, MONTH = FILTERS


@pytest.fixture
def bench(tmp_shop_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    column_memory.path().unlink(missing_ok=True)
    made = open_bench(tmp_shop_path, qtbot)
    yield made
    made.close()


def page_of(bench: Bench, qtbot: QtBot) -> MembersPage:
    page = MembersPage(bench.context)
    Column(bench.window).addWidget(page)
    page.show()
    settle(bench, qtbot)
    return page


def settle(bench: Bench, qtbot: QtBot) -> None:
    """Answers, the blocks they make the table ask for, and those."""
    bench.settle(qtbot)
    QTest.qWait(30)
    bench.settle(qtbot)


def shown(page: MembersPage, column: str = "name") -> list[str]:
    model = page._list.table._members
    at = [c.key for c in model.columns].index(column)
    cells = [model.data(model.index(row, at)) for row in range(model.rowCount())]
    return [str(cell) for cell in cells]


def names(page: MembersPage, bench: Bench, qtbot: QtBot) -> list[str]:
    shown(page)
    settle(bench, qtbot)
    return shown(page)


def three(bench: Bench) -> list[MemberId]:
    tiers = bench.read(members.choices).tiers
    return [
        bench.sign_up("张晓明", "13800136217", tier_id=tiers[2].id),
        bench.sign_up("李娜", "13911112222", tier_id=tiers[0].id),
        bench.sign_up("=王<b>芳", "", tier_id=tiers[2].id),
    ]


def test_an_empty_page_says_what_it_is_for_and_offers_the_first_step(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    assert page._list._empty.isVisible()
    page._list._empty.acted.emit()
    assert bench.opened == [("sign_up", {})]


def test_newest_first_with_text_shown_literally(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    assert names(page, bench, qtbot) == ["=王<b>芳", "李娜", "张晓明"]
    assert page._count.text() == "共 3 位"


def test_a_header_sorts_in_the_database(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    at = [column.key for column in page._list.table._members.columns].index("name")
    page._list.table.horizontalHeader().sectionClicked.emit(at)
    settle(bench, qtbot)
    assert page._criteria.sort is SortKey.NAME
    assert names(page, bench, qtbot) == ["李娜", "=王<b>芳", "张晓明"]


def test_filters_narrow_and_are_taken_away_one_by_one(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    tiers = bench.read(members.choices).tiers
    page._filters._apply(TIER, (tiers[2].id,))
    page._filters._apply(AWAY, (90, None))
    settle(bench, qtbot)
    assert names(page, bench, qtbot) == ["=王<b>芳", "张晓明"]
    assert page._count.text() == "符合 2 位，共 3 位"
    button = page._filters._buttons[0]
    assert button.caption == f"等级：{tiers[2].name}"
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Delete)
    settle(bench, qtbot)
    assert len(names(page, bench, qtbot)) == 3
    assert page._criteria.away_from_days == 90


def test_a_filter_is_chosen_from_its_menu_by_key(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    menu = page._filters._menu(MONTH)
    page._filters._asking = MONTH
    menu.actions()[10].trigger()
    settle(bench, qtbot)
    assert page._criteria.birthday_month == 11
    assert names(page, bench, qtbot) == []
    assert page._list._empty.isVisible()
    page._list._empty.acted.emit()
    settle(bench, qtbot)
    assert len(names(page, bench, qtbot)) == 3
    menu.deleteLater()


def test_text_finds_as_the_search_box_does(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    page._search.focus()
    qtbot.keyClicks(page._search.edit, "zxm")
    qtbot.keyClick(page._search.edit, Key.Key_Return)
    settle(bench, qtbot)
    assert names(page, bench, qtbot) == ["张晓明"]


def test_enter_opens_the_member_at_the_counter(bench: Bench, qtbot: QtBot) -> None:
    first, *_ = three(bench)
    page = page_of(bench, qtbot)
    page._search.focus()
    qtbot.keyClick(page._search.edit, Key.Key_Down)
    table = page._list.table
    assert table.hasFocus()
    qtbot.keyClick(table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Key.Key_Return)
    settle(bench, qtbot)
    assert bench.opened == [("counter", first)]


def test_a_view_brings_back_filters_order_and_columns(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    tiers = bench.read(members.choices).tiers
    page._filters._apply(TIER, (tiers[2].id,))
    page._on_sorted("name", False)
    page._list.table.show_column("points", False)
    page._views._on_named("钻石")
    settle(bench, qtbot)
    page._list.table.show_column("points", True)
    page._on_everybody()
    settle(bench, qtbot)
    kept: tuple[SavedView, ...] = bench.read(member_list.views)
    assert [view.name for view in kept] == ["钻石"]
    page._views.chosen.emit(kept[0])
    settle(bench, qtbot)
    assert names(page, bench, qtbot) == ["=王<b>芳", "张晓明"]
    assert "points" not in [column.key for column in page._list.table.shown_columns()]
    page._views._drop(kept[0].view_id)
    settle(bench, qtbot)
    assert bench.read(member_list.views) == ()


def test_a_new_member_appears_while_the_page_is_open(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    from model.commands import MemberDraft, SignUp

    draft = MemberDraft(name="赵敏", phone="13700001111")
    bench.jobs.write(members.sign_up, SignUp(bench.command_id(), bench.owner, draft))
    qtbot.waitUntil(lambda: page._count.text() == "共 4 位", timeout=3_000)
    assert names(page, bench, qtbot)[0] == "赵敏"


def test_cashiers_see_phones_masked_here_and_in_exports(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    bench.sign_in_as("小雅", Role.CASHIER)
    page = page_of(bench, qtbot)
    names(page, bench, qtbot)
    assert shown(page, "phone") == ["—", "139****2222", "138****6217"]
    page._on_export()
    assert not page._exporting.is_running


def test_what_is_shown_is_exported(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    page._list.table.show_column("birthday", False)
    assert page._listed is not None
    bar = page._exporting
    bar._wanted = (page._listed.ids, page._list.table.shown_columns(), False)
    bar.start(str(tmp_path / "会员.csv"))
    settle(bench, qtbot)
    lines = (tmp_path / "会员.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("会员号,姓名,手机号,等级")
    assert "生日" not in lines[0]
    assert lines[1].startswith("000003,'=王<b>芳")
    assert bench.toasts[-1] == ("good", "已导出 3 位会员到 会员.csv")


def test_trouble_is_told_and_can_be_tried_again(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(bench)
    page = page_of(bench, qtbot)

    def broken(*_: object) -> object:
        raise EnvironmentProblem("disk.error")

    with monkeypatch.context() as patch:
        patch.setattr(queries, "listed", broken)
        page._on_relist()
        settle(bench, qtbot)
        assert page._list._problem.isVisible()
    page._list._problem.acted.emit("retry")
    settle(bench, qtbot)
    assert not page._list._problem.isVisible()


def test_columns_are_remembered_on_this_computer(bench: Bench, qtbot: QtBot) -> None:
    three(bench)
    page = page_of(bench, qtbot)
    page._list.table.show_column("source", False)
    qtbot.waitUntil(column_memory.path().exists, timeout=5_000)
    settle(bench, qtbot)
    page.deleteLater()
    again = MembersPage(bench.context)
    again.setParent(bench.window)
    settle(bench, qtbot)
    assert "source" not in [column.key for column in again._list.table.shown_columns()]
