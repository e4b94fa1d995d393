"""Topping up, reversing, reprinting and finding at the real window on a real file, by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from model.codes import QrKind, group_typed, make_qr
from model.ledger import TxnKind
from model.money import Money, yuan
from model.shop import Role
from services import history, members
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN
from ui.counter.reversal_sheet import ReversalSheet
from ui.widgets.buttons import IconButton, TileButton
from ui.widgets.sheet import Sheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
pytestmark = pytest.mark.usefixtures("qapp")


def sheet(desk: CounterWindow) -> ReversalSheet:
    return next(s for s in desk.window.findChildren(ReversalSheet) if s.isVisible())


def sheets(desk: CounterWindow) -> list[Sheet]:
    return [s for s in desk.window.findChildren(Sheet) if s.isVisible()]


def kinds(desk: CounterWindow) -> list[TxnKind]:
    return [entry.kind for entry in desk.till.ask(history.entries, None).entries]


def test_a_plan_by_keyboard_alone(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F4)
        desk.key(Qt.Key.Key_Right)
        desk.enter()
        assert kinds(desk) == [], "the first Enter chooses the plan, it books nothing"
        desk.enter()
        assert kinds(desk) == [], "no tender is chosen yet"
        desk.key(Qt.Key.Key_3, ALT)
        assert "¥580.00" in desk.page.top_up._line.text()
        desk.enter()
        wallet = desk.till.wallet(desk.salon.members["张晓明"])
        assert wallet.principal == yuan(500)
        assert [lot.remaining for lot in wallet.lots] == [yuan(80)]
        assert "¥500.00" in desk.toast()
        assert "¥580.00" in desk.toast()
        desk.till.prove()


def test_an_amount_typed_on_the_plans_is_the_free_amount(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F4)
        plan = desk.focused()
        assert isinstance(plan, TileButton)
        assert plan.shows_focus, "what Enter would choose is to be seen"
        desk.key(Qt.Key.Key_F3)
        desk.key(Qt.Key.Key_F4)
        assert desk.focused() is plan
        assert plan.shows_focus
        for digit in "250":
            desk.type(digit)
        assert desk.focused() is desk.page.top_up.free
        assert desk.page.top_up.free.value() == yuan(250)
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        assert desk.till.wallet(desk.salon.members["张晓明"]).principal == yuan(250)


def test_a_limit_of_the_law_is_confirmed_in_place(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F4)
        desk.page.top_up.free.setFocus()
        desk.type("5001")
        desk.key(Qt.Key.Key_3, ALT)
        desk.enter()
        assert kinds(desk) == []
        assert desk.page.top_up.confirm_button.isVisible()
        QTest.mouseClick(desk.page.top_up.confirm_button, Qt.MouseButton.LeftButton)
        desk.enter()
        assert kinds(desk) == [TxnKind.TOP_UP]


def test_without_a_member_the_top_up_says_what_to_do_first(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.key(Qt.Key.Key_F4)
        assert not desk.page.top_up.pay_button.isVisible()
        desk.enter()
        assert kinds(desk) == []


def sell_to_member(desk: CounterWindow) -> None:
    desk.open_member("zxm")
    desk.key(Qt.Key.Key_F3)
    for item in ("2*xjc", "头皮"):
        desk.type(item)
        desk.enter()
    desk.enter()


def test_part_of_a_sale_goes_back_where_it_came_from_with_a_managers_pin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        sell_to_member(desk)
        member = desk.salon.members["张晓明"]
        before = desk.till.wallet(member)
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, CONTROL)
        open_sheet = sheet(desk)
        # One of two 洗剪吹 and the 头皮护理 stay.
        fewer = [b for b in open_sheet.findChildren(IconButton) if b.caption == "少一个"]
        for button in fewer:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        desk.settle()
        assert open_sheet.confirm_button.caption.endswith("¥61.20")
        desk.enter()
        assert sheets(desk), "a reason is asked for"
        open_sheet.reason.setFocus()
        desk.type("顾客退")
        desk.enter()
        desk.until(lambda: len(sheets(desk)) == 2)
        desk.settle()
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: not sheets(desk))
        desk.settle()
        after = desk.till.wallet(member)
        assert after.bonus_on(desk.till.ask(members.card, member).today) > before.lots[0].remaining
        stored = after.principal + after.lots[0].remaining - before.principal - before.lots[0].remaining
        assert stored == Money(6_120)
        assert kinds(desk)[0] is TxnKind.REVERSAL
        assert desk.page.history_panel.chosen() is not None
        desk.till.prove()


def test_plus_and_minus_count_on_the_line_of_a_reversal(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        sell_to_member(desk)
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, CONTROL)
        opened = sheet(desk)
        desk.key(Qt.Key.Key_Tab, SHIFT)
        desk.type("-")
        assert opened.confirm_button.caption.endswith("¥122.40"), "both 洗剪吹, and the 头皮护理 stays"
        desk.type("+")
        assert opened.confirm_button.caption.endswith("¥273.60")


def test_a_spent_top_up_says_what_is_possible_and_offers_it(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER, yuan(500)) as desk:
        sell_to_member(desk)
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_Down)
        desk.key(Qt.Key.Key_R, CONTROL)
        opened = sheet(desk)
        assert not opened.confirm_button.isEnabled()
        assert opened.reduce_button.isVisible()
        QTest.mouseClick(opened.reduce_button, Qt.MouseButton.LeftButton)
        desk.settle()
        assert opened.confirm_button.isEnabled()
        possible = opened.amount.value()
        opened.reason.setFocus()
        desk.type("收错")
        desk.enter()
        desk.until(lambda: not sheets(desk))
        assert desk.till.wallet(desk.salon.members["张晓明"]).principal == Money(0)
        assert possible is not None
        desk.till.prove()


def test_esc_leaves_the_sheet_and_nothing_happened(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, CONTROL)
        desk.key(Qt.Key.Key_Escape)
        assert not sheets(desk)
        assert kinds(desk) == [TxnKind.TOP_UP]


def test_the_history_is_filtered_and_grows_by_pages(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        member = desk.salon.members["李娜"]
        for n in range(120):
            desk.till.sell(yuan(n + 1), member)
        desk.open_member("李娜")
        panel = desk.page.history_panel
        assert panel.model.rowCount() == 50
        for _ in range(4):
            panel.list.scrollToBottom()
            desk.settle()
        assert panel.model.rowCount() == 120
        assert len({panel.model.entry(row) for row in range(120)}) == 120
        top_ups = next(chip for kinds, chip in panel._chips if TxnKind.TOP_UP in kinds)
        QTest.mouseClick(top_ups, Qt.MouseButton.LeftButton)
        desk.settle()
        assert panel.model.rowCount() == 0


def test_the_whole_phone_is_shown_by_a_logged_action_only(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        panel = desk.page.member_panel
        assert "138****6217" in panel._facts.text()
        QTest.mouseClick(panel._reveal, Qt.MouseButton.LeftButton)
        desk.settle()
        assert "6217" in panel._facts.text()
        assert "*" not in panel._facts.text()
        desk.open_member("李娜")
        desk.open_member("zxm")
        assert "138****6217" in panel._facts.text()


def test_esc_puts_the_member_down_only_when_nothing_is_on_the_bill(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.type("xjc")
        desk.enter()
        desk.key(Qt.Key.Key_F1)
        desk.key(Qt.Key.Key_Escape)
        assert desk.page.sale.desk.bill.member is not None
        desk.key(Qt.Key.Key_F3)
        desk.key(Qt.Key.Key_Delete)
        desk.key(Qt.Key.Key_Escape)
        desk.key(Qt.Key.Key_Escape)
        assert desk.page.sale.desk.bill.member is None


def test_a_new_member_is_signed_up_topped_up_and_served_within_one_flow_of_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.key(Qt.Key.Key_F1)
        desk.type("13912345678")
        desk.key(Qt.Key.Key_F2)
        sheet_open = sheets(desk)[0]
        assert sheet_open.isVisible()
        name = sheet_open._form.name  # type: ignore[attr-defined]
        name.setFocus()
        desk.type("王小雨")
        desk.enter()
        desk.until(lambda: not sheets(desk))
        desk.settle()
        member = desk.page.sale.desk.bill.member
        assert member is not None
        assert (member.profile.name, member.profile.phone) == ("王小雨", "13912345678")
        desk.key(Qt.Key.Key_F4)
        desk.enter()
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        desk.key(Qt.Key.Key_F3)
        desk.type("xjc")
        desk.enter()
        desk.enter()
        assert kinds(desk) == [TxnKind.SALE, TxnKind.TOP_UP]
        desk.till.prove()


def test_a_printed_card_opens_its_member_when_scanned_or_typed(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_K, CONTROL)
        rows = desk.till.rows("SELECT params FROM print_job WHERE kind = 'member_card'")
        printed = json.loads(rows[0][0])
        desk.key(Qt.Key.Key_Escape)  # the preview: this shop has no receipt printer
        for by_hand in (False, True):
            desk.page.open_member(None)
            desk.settle()
            assert desk.page.member_id() is None
            if by_hand:
                desk.key(Qt.Key.Key_F1)
                desk.type(group_typed(printed["typed"]).lower())
                desk.enter()
            else:
                desk.page.codes.scanned(printed["qr"])
            desk.settle()
            assert desk.page.member_id() == desk.salon.members["张晓明"]


def test_a_genuine_code_that_was_never_issued_opens_nobody(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        key = desk.till.rows("SELECT value FROM meta WHERE key = 'shop_key'")[0][0]
        desk.page.codes.scanned(make_qr(QrKind.MEMBER_CARD, b"x" * 16, key))
        desk.settle()
        assert desk.page.member_id() is None
        assert desk.toast()
