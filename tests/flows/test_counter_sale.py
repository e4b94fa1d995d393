"""Selling at the real window on a real file, with key presses only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.bill import Bill, BillLine
from model.commands import Save
from model.ids import ItemId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan
from model.shop import Item, ItemKind, Role
from model.views import HistoryEntry
from services import catalog, history, holds
from services.catalog import Sellable
from services.ids import new_id
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, command_id
from ui import theme
from ui.shell.lock import ApprovalSheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def entries(desk: CounterWindow) -> tuple[HistoryEntry, ...]:
    return desk.till.ask(history.entries, None).entries


def add(desk: CounterWindow, *names: str) -> None:
    desk.key(Qt.Key.Key_F3)
    for name in names:
        desk.type(name)
        desk.enter()


def test_a_member_pays_from_stored_value_by_keyboard_alone(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "xjc", "头皮")
        told = desk.page.sale.line.text()
        assert "¥183.10" in told
        assert "¥29.30" in told
        assert "¥367.60" in told
        assert desk.page.sale.pay_button.caption.endswith("¥212.40")
        desk.enter()
        wallet = desk.till.wallet(desk.salon.members["张晓明"])
        assert wallet.principal == Money(31_690)
        assert "¥212.40" in desk.toast()
        assert "¥367.60" in desk.toast()
        assert desk.page.sale.desk.bill.empty
        assert desk.page.search.edit.hasFocus()
        assert desk.page.sale.desk.available() == Money(36_760)
        desk.till.prove()


def test_initials_and_enter_faster_than_the_first_reading_still_count(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.page.sale.picker.learn_keys({})
        QTest.keyClicks(desk.page.sale.picker.field, "xjc")
        QTest.keyClick(desk.page.sale.picker.field, Qt.Key.Key_Return)
        assert not desk.page.sale.desk.bill.lines
        desk.settle()
        assert [line.name for line in desk.page.sale.desk.bill.lines] == ["洗剪吹"]


def test_a_walk_in_pays_cash_and_the_change_is_shown_first(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        add(desk, "洗剪吹")
        assert not desk.page.sale.pay_button.isEnabled()
        assert "¥68.00" in desk.page.sale.line.text()
        desk.key(Qt.Key.Key_2, ALT)
        desk.type("１００")
        assert "¥32.00" in desk.page.sale.line.text()
        desk.enter()
        sold = entries(desk)[0]
        assert sold.kind is TxnKind.SALE
        assert sold.amount == -yuan(68)
        assert "¥32.00" in desk.toast()


def test_what_stored_value_does_not_cover_is_named_and_paid_by_wechat(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(100)) as desk:
        desk.open_member("6217")
        add(desk, "染发")
        assert "¥168.20" in desk.page.sale.line.text()
        desk.enter()
        assert len(entries(desk)) == 1, "Enter must not pay what is not covered"
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_F3)
        desk.enter()
        detail = desk.till.ask(history.detail, entries(desk)[0].txn_id)
        assert dict(detail.tenders)[Account.WECHAT] == Money(16_820)
        assert desk.till.wallet(desk.salon.members["张晓明"]).principal == ZERO


def test_a_double_enter_pays_once(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        add(desk, "洗剪吹")
        desk.key(Qt.Key.Key_F1)
        desk.key(Qt.Key.Key_4, ALT)
        field = desk.focused()
        for _ in range(3):
            QTest.keyClick(field, Qt.Key.Key_Return)
        desk.settle()
        assert len(entries(desk)) == 1


def test_a_refused_sale_keeps_everything_and_is_sent_again_under_its_id(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "洗剪吹")
        command_id = desk.page.sale.desk.bill.command_id
        # Elsewhere the balance is spent meanwhile: the page doesn't know yet.
        spend_elsewhere(desk)
        desk.enter()
        assert desk.page.sale.desk.bill.command_id == command_id
        assert [line.name for line in desk.page.sale.desk.bill.lines] == ["洗剪吹"]
        assert desk.page.sale.line.text()
        desk.till.prove()


def spend_elsewhere(desk: CounterWindow) -> None:
    member = desk.salon.members["张晓明"]
    bill = Bill((BillLine("烫发", yuan(600)),), tier_discount_bp=9_000)
    desk.till.sell(yuan(540), member, stored=yuan(540), bill=bill)


def test_quantities_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        add(desk, "3*xjc", "造型")
        lines = desk.page.sale.desk.bill.lines
        assert [(line.name, line.quantity) for line in lines] == [("洗剪吹", 3), ("造型", 1)]
        desk.type("12")
        desk.enter()
        assert lines[1].quantity == 12
        desk.type("-")
        assert lines[1].quantity == 11
        desk.key(Qt.Key.Key_Down)
        desk.key(Qt.Key.Key_Up)
        desk.type("45")
        assert lines[0].quantity == 45
        desk.key(Qt.Key.Key_Delete)
        assert [line.name for line in lines] == ["造型"]
        desk.key(Qt.Key.Key_Right)
        assert lines[0].served_by is not None


def test_any_amount_under_any_name(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.key(Qt.Key.Key_F8)
        desk.enter()
        assert desk.page.sale.desk.bill.empty, "nothing typed, nothing added"
        desk.type("25.5")
        desk.enter()
        assert [line.unit_price for line in desk.page.sale.desk.bill.lines] == [Money(2_550)]
        assert desk.page.sale.picker.field.hasFocus()


def test_a_large_discount_waits_for_a_managers_pin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        add(desk, "染发")
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_F10)
        desk.type("100")
        desk.enter()
        assert desk.page.sale.desk.bill.manual is None, "a discount needs its reason"
        desk.type("老顾客")
        desk.enter()
        assert desk.page.sale.desk.outcome().approval_bp > 500
        (asked,) = desk.window.findChildren(ApprovalSheet)
        assert "手动折扣" in asked._what.text(), "a manager is told what the PIN is for"
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: desk.page.sale.desk.bill.approved_by is not None)
        desk.key(Qt.Key.Key_F3)
        desk.enter()
        assert entries(desk)[0].amount == -yuan(198)
        desk.till.prove()


def test_a_manager_gives_the_same_discount_alone(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        add(desk, "染发")
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_F10)
        desk.type("100")
        QTest.keyClick(desk.focused(), Qt.Key.Key_Tab)
        desk.page.sale.discount_form.reason.setFocus()
        desk.type("老顾客")
        desk.enter()
        desk.enter()
        assert entries(desk)[0].amount == -yuan(198)


def test_parked_bills_come_back_with_their_member(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "洗剪吹")
        desk.key(Qt.Key.Key_F9)
        assert desk.page.sale.desk.bill.empty
        assert len(desk.till.ask(holds.parked)) == 1
        desk.key(Qt.Key.Key_Escape)
        assert desk.page.sale.desk.bill.member is None
        desk.key(Qt.Key.Key_F9)
        desk.until(lambda: desk.page.sale.desk.bill.member is not None)
        desk.settle()
        desk.enter()
        assert desk.till.ask(holds.parked) == ()
        assert entries(desk)[0].amount == -Money(6_120)


def test_a_scanned_barcode_is_sold_and_a_foreign_one_is_explained(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.page.codes.scanned("6901234567892")
        desk.settle()
        assert [line.name for line in desk.page.sale.desk.bill.lines] == ["洗发水"]
        desk.page.codes.scanned("6900000000000")
        desk.settle()
        assert len(desk.page.sale.desk.bill.lines) == 1
        assert desk.toast()


def test_enter_in_the_member_search_never_pays(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "洗剪吹")
        desk.key(Qt.Key.Key_F1)
        desk.enter()
        desk.type("李娜")
        desk.enter()
        assert len(entries(desk)) == 1
        assert desk.page.sale.desk.bill.member is not None
        assert desk.page.sale.desk.bill.member.profile.name == "李娜"


def test_enter_before_the_answer_takes_the_first_when_it_comes(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.key(Qt.Key.Key_F1)
        QTest.keyClicks(desk.focused(), "ouyang")
        QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
        desk.until(lambda: desk.page.sale.desk.bill.member is not None)
        member = desk.page.sale.desk.bill.member
        assert member is not None
        assert member.profile.name == "欧阳修文"


def test_stars_are_kept_with_the_sale(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        add(desk, "洗剪吹")
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_0, ALT)
        desk.type("5")
        desk.enter()
        assert entries(desk)[0].rating == 5


def test_the_page_survives_a_change_of_language_and_text_size(
    tmp_shop_path: Path, qapp: QApplication
) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "洗剪吹", "头皮")
        for scale in (1.75, 1.0):
            theme.apply(qapp, "dark", scale)
            QTest.qWait(30)
            pay = desk.page.sale.pay_button
            assert pay.width() >= pay.sizeHint().width()
        theme.apply(qapp, "light", 1.0)
        desk.enter()
        assert len(entries(desk)) == 2


def test_nothing_is_paid_for_the_member_before_while_the_next_one_is_read(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        add(desk, "洗剪吹")
        desk.page.open_member(desk.salon.members["李娜"])
        desk.page.sale.checkout.pay()
        assert not desk.page.sale.checkout.busy
        desk.settle()
        assert len(entries(desk)) == 1
        member = desk.page.sale.desk.bill.member
        assert member is not None
        assert member.profile.name == "李娜"


def test_what_changes_elsewhere_is_seen_at_once_and_after_coming_back(tmp_shop_path: Path) -> None:

    def names(desk: CounterWindow) -> list[str]:
        return [tile.name for tile in desk.page.sale.picker.grid.tiles()]

    with counter_window(tmp_shop_path) as desk:
        for name, page in (("接发", "counter"), ("盘发", "settings")):
            desk.window.open_page(page)
            item = Item(ItemId(new_id()), ItemKind.SERVICE, name, None, yuan(300))
            command = Save(command_id(), desk.till.people.owner, item)
            desk.jobs.write(catalog.save, command, owner=desk.window)
            desk.settle()
            assert (name in names(desk)) == (page == "counter")
        desk.window.open_page("counter")
        desk.settle()
        assert "盘发" in names(desk)


def test_hostile_names_are_shown_as_they_are(tmp_shop_path: Path) -> None:

    hostile = "<b>张</b>&amp;%s{balance}"
    with counter_window(tmp_shop_path) as desk:
        item = Item(ItemId(new_id()), ItemKind.SERVICE, hostile, None, yuan(1))
        desk.jobs.write(catalog.save, Save(command_id(), desk.till.people.owner, item), owner=desk.window)
        desk.till.member(hostile, phone="13911112222")
        desk.open_member("2222")
        assert desk.page.member_panel._name.text() == hostile
        add(desk, "<b>")
        row = desk.page.sale.bill_view._rows[0]
        assert row._name.text() == hostile
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_F3)
        desk.enter()
        entry = desk.page.history_panel.model.entry(0)
        assert entry is not None
        assert hostile in entry.title
        desk.window.grab()


def test_one_line_of_three_goes_back_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER, topped_up=yuan(500)) as desk:
        desk.open_member("zxm")
        for text in ("xjc", "tphl", "zx"):
            desk.type(text)
            desk.enter()
        desk.enter()
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        desk.type("洗剪吹不满意")
        for _ in range(2):
            desk.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            desk.key(Qt.Key.Key_Space)
        desk.enter()
        desk.settle()
        back, sold, _ = desk.till.ask(history.entries, desk.salon.members["张晓明"]).entries
        share = Money(68_00 * 90 // 100)
        assert (sold.kind, back.kind, back.amount) == (TxnKind.SALE, TxnKind.REVERSAL, share)
        desk.till.prove()


def test_an_item_that_does_not_exist_is_said_before_enter(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        nothing = desk.page.sale.picker._nothing
        desk.key(Qt.Key.Key_F3)
        desk.type("qqq")
        assert nothing.isVisible()
        assert "qqq" in nothing.text()
        assert not desk.page.sale.picker.grid.isVisible()
        desk.key(Qt.Key.Key_Escape)
        assert not nothing.isVisible()
        desk.type("12")
        assert not nothing.isVisible(), "digits are a quantity"
        desk.key(Qt.Key.Key_Escape)
        desk.type("xjc")
        assert not nothing.isVisible()
        desk.enter()
        assert desk.page.sale.desk.bill.lines[0].name == "洗剪吹"


def test_a_shop_without_items_says_how_to_begin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        hint = desk.page.sale.parked._hint
        assert "F8" not in hint.text()
        desk.page.sale.show_goods(Sellable((), (), ()))
        assert hint.isVisible()
        assert "F8" in hint.text()


def test_arrows_walk_the_categories_while_nothing_is_typed(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        picker = desk.page.sale.picker

        def shown() -> list[str]:
            return [item.name for item in picker._shown]

        desk.key(Qt.Key.Key_F3)
        everything = shown()
        desk.key(Qt.Key.Key_Right)
        assert shown() == ["洗剪吹", "造型"]
        desk.key(Qt.Key.Key_Right)
        assert shown() == ["染发", "烫发", "补染"]
        for _ in everything:
            desk.key(Qt.Key.Key_Right)
        assert shown() == ["洗发水"]
        for _ in everything:
            desk.key(Qt.Key.Key_Left)
        assert shown() == everything
