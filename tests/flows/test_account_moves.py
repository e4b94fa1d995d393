"""Transfers, merges and lost cards at the real window on a real file, by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.commands import IssueCard
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import ZERO, yuan
from model.shop import Role
from services import history, members, merging
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, command_id
from ui.account.lost_card import LostCardSheet
from ui.account.menu import ENTRIES, AccountMenu
from ui.account.merge import MergeSheet
from ui.account.moving import MovingSheet
from ui.account.transfer import TransferSheet
from ui.account.unmerge import UnmergeSheet
from ui.members.page import MembersPage
from ui.widgets.sheet import Sheet, top_sheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def sheet(desk: CounterWindow) -> Sheet:
    found = top_sheet(desk.window)
    assert found is not None
    return found


def open_account_sheet(desk: CounterWindow, name: str) -> MovingSheet:
    """Ctrl+M, then the number of the entry."""
    desk.key(Qt.Key.Key_M, CONTROL)
    assert isinstance(sheet(desk), AccountMenu)
    at = next(n for n, entry in enumerate(ENTRIES, start=1) if entry.sheet == name)
    desk.key(Qt.Key(Qt.Key.Key_0 + at))
    opened = sheet(desk)
    assert isinstance(opened, MovingSheet)
    return opened


def of(desk: CounterWindow, name: str) -> MemberId:
    return desk.salon.members[name]


def take_other(desk: CounterWindow, text: str) -> None:
    desk.type(text)
    desk.enter()


def test_a_balance_goes_to_another_member_by_keys_with_a_manager_s_pin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        opened = open_account_sheet(desk, "transfer")
        assert isinstance(opened, TransferSheet)
        take_other(desk, "李娜")
        assert "¥580.00 → ¥0.00" in opened._result.accessibleName()
        assert "¥0.00 → ¥580.00" in opened._result.accessibleName()
        assert desk.focused() is opened.reason, "whoever was chosen, what is typed next is the reason"
        desk.type("送给妹妹")
        desk.enter()
        assert opened.isVisible(), "both must be present"
        desk.key(Qt.Key.Key_Space)
        assert opened.present.isChecked()
        desk.enter()
        desk.type(PIN)
        desk.enter()
        desk.settle()
        assert "¥580.00" in desk.toast()
        assert desk.till.wallet(of(desk, "张晓明")).principal == ZERO
        got = desk.till.wallet(of(desk, "李娜"))
        assert (got.principal, [lot.remaining for lot in got.lots]) == (yuan(500), [yuan(80)])
        newest = desk.till.ask(history.entries, None).entries[:2]
        assert [e.kind for e in newest] == [TxnKind.TRANSFER] * 2
        desk.till.prove()


def test_a_part_is_checked_while_it_is_typed_and_the_law_s_limit_is_confirmed(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER, topped_up=yuan(500)) as desk:
        desk.till.top_up(of(desk, "李娜"), yuan(4_900))
        desk.open_member("zxm")
        opened = open_account_sheet(desk, "transfer")
        assert isinstance(opened, TransferSheet)
        take_other(desk, "李娜")
        desk.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        desk.key(Qt.Key.Key_Right)
        desk.type("501")
        assert "¥500.00" in opened.form.row("amount").error()
        assert not opened.button.isEnabled()
        opened.amount.clear()
        desk.type("120")
        assert "¥580.00 → ¥460.00" in opened._result.accessibleName()
        assert opened._warning.isVisible()
        opened.present.setChecked(True)
        opened.reason.setFocus()
        desk.type("一起用")
        desk.enter()
        assert opened.isVisible()
        desk.enter()
        desk.settle()
        assert desk.till.wallet(of(desk, "李娜")).principal == yuan(5_020)
        desk.till.prove()


def test_two_records_become_one_and_two_again_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        opened = open_account_sheet(desk, "merge")
        assert isinstance(opened, MergeSheet)
        take_other(desk, "张小满")
        assert "张小满" in opened._result.accessibleName().split("并入")[0]
        desk.key(Qt.Key.Key_S, ALT)
        assert "张晓明" in opened._result.accessibleName().split("并入")[0]
        assert "¥500.00" in opened._result.accessibleName()
        opened.reason.setFocus()
        desk.type("登记了两次")
        desk.enter()
        desk.settle()
        kept = of(desk, "张小满")
        assert desk.page.member_id() == kept, "the counter shows who stands for both"
        assert desk.till.wallet(kept).principal == yuan(500)
        opened_again = open_account_sheet(desk, "unmerge")
        assert isinstance(opened_again, UnmergeSheet)
        desk.type("原来是两个人")
        desk.enter()
        desk.settle()
        assert desk.till.wallet(of(desk, "张晓明")).principal == yuan(500)
        assert desk.till.ask(merging.of_member, kept) == ()
        desk.till.prove()


def test_a_lost_card_is_blocked_and_says_so_when_it_is_scanned(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        command = IssueCard(command_id(), desk.till.people.owner, of(desk, "张晓明"))
        desk.till.do(members.issue_card, command)
        ((params,),) = desk.till.rows("SELECT params FROM print_job WHERE kind = 'member_card'")
        lost = json.loads(params)["qr"]
        opened = open_account_sheet(desk, "lost_card")
        assert isinstance(opened, LostCardSheet)
        desk.enter()
        assert opened.isVisible(), "no reason yet"
        desk.type("丢了")
        desk.enter()
        desk.settle()
        kinds = desk.till.rows("SELECT kind, detail FROM operation ORDER BY seq")
        assert ("replace_card", '"丢了"') in kinds
        left = desk.till.rows("SELECT count(*) FROM member_card WHERE revoked_ms IS NULL")
        assert left == [(1,)]
        assert desk.till.ask(members.card, of(desk, "张晓明")).stored == ZERO
        while (front := top_sheet(desk.window)) is not None:
            front.dismiss()
        desk.window.scanner.scanned.emit(lost)
        desk.settle()
        assert "挂失" in desk.toast()


def test_the_members_page_opens_the_account_of_whoever_the_cursor_is_on(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        desk.window.open_page("members", None)
        desk.settle()
        page = desk.window.page("members")
        assert isinstance(page, MembersPage)
        page._list.go_in()
        desk.key(Qt.Key.Key_M, CONTROL)
        assert isinstance(sheet(desk), AccountMenu)
        at = next(n for n, entry in enumerate(ENTRIES, start=1) if entry.sheet == "merge")
        desk.key(Qt.Key(Qt.Key.Key_0 + at))
        assert isinstance(sheet(desk), MergeSheet)


def test_the_member_s_keys_work_where_the_panel_is_a_tab_behind_others(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.window.resize(800, 700)
        desk.settle()
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F3)
        assert not desk.page.member_panel.isVisible()
        desk.key(Qt.Key.Key_M, CONTROL)
        assert isinstance(sheet(desk), AccountMenu)
        desk.key(Qt.Key.Key_Escape)
        desk.key(Qt.Key.Key_O, ALT)
        assert top_sheet(desk.window) is None, "nothing to open again"
