"""Session packs at the real window on a real file, by keys: sold, had, extended, reversed, filtered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from model.ids import PackKindId
from model.ledger import TxnKind
from model.money import Money, yuan
from model.pack import Pack, PackKind, PackState
from model.pack_commands import SavePackKind
from model.shop import Role
from services import history, packs
from services.ids import new_id
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, command_id
from ui.account.pack_refund import PackRefundSheet
from ui.counter.pack_extend import ExtendPackSheet
from ui.counter.pack_sale import SellPackSheet
from ui.counter.pack_use import UsePackSheet
from ui.widgets.sheet import Sheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def kind(
    desk: CounterWindow, name: str = "头皮护理十次卡", price: Money = yuan(980), **more: object
) -> PackKind:
    item = desk.salon.items["头皮护理"]
    made = PackKind(PackKindId(new_id()), name, item, 10, price, **more)  # type: ignore[arg-type]
    desk.till.do(packs.save_kind, SavePackKind(command_id(), desk.till.people.manager, made))
    return made


def of(desk: CounterWindow) -> tuple[Pack, ...]:
    return desk.till.ask(packs.of_member, desk.salon.members["张晓明"])


def sheet(desk: CounterWindow) -> Sheet:
    return next(s for s in desk.window.findChildren(Sheet) if s.isVisible())


def kinds(desk: CounterWindow) -> list[TxnKind]:
    return [entry.kind for entry in desk.till.ask(history.entries, None).entries]


def buy(desk: CounterWindow) -> None:
    desk.open_member("zxm")
    desk.key(Qt.Key.Key_B, ALT)
    assert isinstance(sheet(desk), SellPackSheet)
    desk.key(Qt.Key.Key_3, ALT)
    desk.enter()
    desk.settle()


def test_a_pack_is_sold_and_used_by_keyboard_alone(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk, days=365, companion=True)
        buy(desk)
        assert kinds(desk) == [TxnKind.PACK_SALE]
        assert "¥980.00" in desk.toast()
        (card,) = desk.page.member_panel.packs.cards
        assert "10 / 10" in card.accessibleName()
        desk.key(Qt.Key.Key_C, ALT)
        using = sheet(desk)
        assert isinstance(using, UsePackSheet)
        desk.type("3")
        assert using.confirm_button.caption == "用 3 次"
        using.companion.setChecked(True)
        using.rating.setFocus()
        desk.type("5")
        desk.enter()
        desk.settle()
        assert kinds(desk)[0] is TxnKind.PACK_USE
        (pack,) = of(desk)
        assert (pack.sessions_left, pack.value_left) == (7, yuan(686))
        entry = desk.till.ask(history.entries, None).entries[0]
        assert (entry.rating, entry.title) == (5, "头皮护理十次卡 ×3")
        assert "7 / 10" in desk.page.member_panel.packs.cards[0].accessibleName()
        desk.till.prove()


def test_principal_pays_first_and_bonus_never(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, topped_up=yuan(500)) as desk:
        kind(desk)
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_B, ALT)
        selling = sheet(desk)
        assert isinstance(selling, SellPackSheet)
        assert not selling.confirm_button.isEnabled()
        assert "¥480.00" in selling._result.text()
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        desk.settle()
        wallet = desk.till.wallet(desk.salon.members["张晓明"])
        assert wallet.principal == yuan(0)
        assert wallet.lots[0].remaining == yuan(80)
        desk.till.prove()


def test_more_than_is_left_is_said_before_enter(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk)
        buy(desk)
        desk.key(Qt.Key.Key_C, ALT)
        using = sheet(desk)
        assert isinstance(using, UsePackSheet)
        desk.type("11")
        assert not using.confirm_button.isEnabled()
        desk.enter()
        assert kinds(desk) == [TxnKind.PACK_SALE]
        desk.key(Qt.Key.Key_Escape)


def test_the_limit_of_the_law_is_accepted_in_place(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk, price=yuan(5_001))
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_B, ALT)
        desk.key(Qt.Key.Key_5, ALT)
        desk.enter()
        assert kinds(desk) == []
        desk.key(Qt.Key.Key_Y, ALT)
        desk.enter()
        desk.settle()
        assert kinds(desk) == [TxnKind.PACK_SALE]


def test_a_top_up_counts_packs_towards_the_limit_and_is_confirmed_in_place(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk, price=yuan(4_600))
        buy(desk)
        desk.key(Qt.Key.Key_F4)
        desk.page.top_up.free.setFocus()
        desk.type("500")
        desk.key(Qt.Key.Key_3, ALT)
        assert "¥5,100.00" in desk.page.top_up._warning_text.text()
        desk.enter()
        assert kinds(desk) == [TxnKind.PACK_SALE]
        QTest.mouseClick(desk.page.top_up.confirm_button, Qt.MouseButton.LeftButton)
        desk.enter()
        desk.settle()
        assert kinds(desk) == [TxnKind.TOP_UP, TxnKind.PACK_SALE]


def test_a_cashier_extends_a_pack_with_a_managers_pin(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk, days=30)
        buy(desk)
        desk.key(Qt.Key.Key_C, ALT)
        desk.key(Qt.Key.Key_E, ALT)
        extending = sheet(desk)
        assert isinstance(extending, ExtendPackSheet)
        desk.enter()
        assert extending.isVisible(), "a reason is asked for"
        desk.type("顾客住院")
        desk.enter()
        desk.type(PIN)
        desk.enter()
        desk.settle()
        assert of(desk)[0].valid_to == date(2027, 1, 20)
        assert "2027-01-20" in desk.toast()


def test_sessions_go_back_and_the_history_filters_them(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        kind(desk)
        buy(desk)
        desk.key(Qt.Key.Key_C, ALT)
        desk.enter()
        desk.settle()
        panel = desk.page.history_panel
        chip = next(chip for chosen, chip in panel._chips if TxnKind.PACK_USE in chosen)
        assert chip.isVisible()
        desk.key(Qt.Key.Key_F11)
        desk.key(Qt.Key.Key_R, CONTROL)
        desk.settle()
        desk.type("点错")
        desk.enter()
        desk.settle()
        assert kinds(desk)[0] is TxnKind.REVERSAL
        assert of(desk)[0].sessions_left == 10
        desk.till.prove()


def test_in_a_small_window_the_keys_work_while_the_member_is_a_tab(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk)
        desk.window.resize(1024, 700)
        buy(desk)
        assert not desk.page.member_panel.packs.isVisible()
        desk.key(Qt.Key.Key_C, ALT)
        desk.enter()
        desk.settle()
        assert kinds(desk) == [TxnKind.PACK_USE, TxnKind.PACK_SALE]


def test_without_a_member_the_keys_say_what_to_do_first(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk)
        desk.key(Qt.Key.Key_C, ALT)
        assert "会员" in desk.toast()


def test_without_packs_or_kinds_nothing_is_shown(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        assert not desk.page.member_panel.packs.isVisible()
        desk.key(Qt.Key.Key_B, ALT)
        desk.key(Qt.Key.Key_C, ALT)
        assert not [s for s in desk.window.findChildren(Sheet) if s.isVisible()]


def test_what_is_left_of_a_pack_is_refunded_by_two_people(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        kind(desk)
        buy(desk)
        desk.key(Qt.Key.Key_C, ALT)
        desk.type("4")
        desk.enter()
        desk.settle()
        desk.key(Qt.Key.Key_C, ALT)
        desk.key(Qt.Key.Key_T, ALT)
        desk.settle()
        refunding = sheet(desk)
        assert isinstance(refunding, PackRefundSheet)
        # Bought today, and nothing like it before: all of it (Art. 14), the best for the customer.
        assert "¥980.00" in refunding.button.caption
        desk.enter()
        assert refunding.isVisible(), "a reason is asked for"
        desk.type("搬家")
        desk.enter()
        desk.type(PIN)
        desk.enter()
        desk.settle()
        assert kinds(desk)[0] is TxnKind.PACK_REFUND
        assert "¥980.00" in desk.toast()
        assert of(desk)[0].state is PackState.REFUNDED
        assert not desk.page.member_panel.packs.cards
        desk.key(Qt.Key.Key_F11)
        assert not desk.page.history_panel.reverse_button.isEnabled()
        desk.till.prove()
