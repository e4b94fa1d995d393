"""A member who holds hundreds of everything: nothing is cut off, and the panel makes no widget for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.ids import ItemId, MemberId
from model.money import yuan
from model.shop import Item, ItemKind, Role
from services.ids import new_id
from services.packs import of_member
from tests.effort import often
from tests.flows import plenty
from tests.flows.counter_window import CounterWindow, counter_window
from tests.flows.test_counter_redeem import ALT, add, on_bill
from ui.counter.held_cards import BUTTONS, SHOWN
from ui.counter.pack_use import UsePackSheet
from ui.referrals.friend_sheet import FriendSheet
from ui.vouchers.items_field import SHOWN as SHOWN_AT_ONCE
from ui.vouchers.items_field import ItemsSheet
from ui.widgets.fields import ComboBox
from ui.widgets.sheet import Sheet

pytestmark = pytest.mark.usefixtures("qapp")
Key = Qt.Key
VOUCHERS = often(300, 1000)
PACKS = often(40, 1000)
CARDS = 600
CAME = 60


def sheet(desk: CounterWindow) -> Sheet:
    return next(s for s in desk.window.findChildren(Sheet) if s.isVisible())


@pytest.fixture
def desk(tmp_shop_path: Path) -> Iterator[CounterWindow]:
    with counter_window(tmp_shop_path, Role.OWNER) as made:
        yield made


@pytest.fixture
def member(desk: CounterWindow) -> MemberId:
    return desk.salon.members["张晓明"]


def widgets(root: QWidget) -> int:
    return len(root.findChildren(QWidget))


def test_every_voucher_is_in_the_list_and_found_by_name(desk: CounterWindow, member: MemberId) -> None:
    plenty.vouchers(desk.till, member, VOUCHERS)
    desk.open_member("zxm")
    cards = desk.page.member_panel.vouchers
    assert len(cards.cards) == SHOWN
    before = widgets(desk.page.member_panel)
    cards.more.click()
    desk.settle()
    listing = cards.listing
    assert listing is not None
    assert listing.isVisible()
    assert listing.rows.model().rowCount() == VOUCHERS
    assert widgets(desk.page.member_panel) < before + 30
    add(desk, "染发")
    listing.search.setFocus()
    desk.type("7")
    assert listing.rows.model().rowCount() == VOUCHERS // 10
    listing.rows.setFocus(Qt.FocusReason.TabFocusReason)
    desk.key(Key.Key_End)
    desk.enter()
    assert on_bill(desk) == ["满减 7"]
    cards.more.click()
    desk.settle()
    assert not listing.isVisible()
    assert len(cards.cards) == SHOWN


def test_a_few_more_are_buttons_still(desk: CounterWindow, member: MemberId) -> None:
    plenty.vouchers(desk.till, member, 10)
    desk.open_member("zxm")
    cards = desk.page.member_panel.vouchers
    cards.more.click()
    desk.settle()
    assert (len(cards.cards), cards.listing) == (10, None)
    assert BUTTONS >= 10


def test_every_pack_can_be_chosen(desk: CounterWindow, member: MemberId) -> None:
    plenty.session_packs(desk.till, member, PACKS)
    desk.open_member("zxm")
    packs = desk.page.member_panel.packs
    packs.more.click()
    desk.settle()
    assert packs.listing is not None
    assert packs.listing.rows.model().rowCount() == PACKS
    desk.key(Key.Key_C, ALT)
    using = sheet(desk)
    assert isinstance(using, UsePackSheet)
    assert isinstance(using.which, ComboBox)
    assert using.which.count() == PACKS
    using.which.setCurrentIndex(PACKS - 1)
    using.which.chosen.emit(using.which.value())
    chosen = using._pack
    desk.enter()
    left = [p.sessions_left for p in desk.till.ask(of_member, member) if p.id == chosen.id]
    assert left == [9]


def test_every_friend_card_and_reward_is_shown_and_found(desk: CounterWindow, member: MemberId) -> None:
    plenty.friend_cards(desk.till, member, CARDS, CAME)
    desk.open_member("zxm")
    assert f"{CARDS - CAME} / {CARDS}" in desk.page.member_panel.friends.accessibleName()
    desk.key(Key.Key_F7)
    shown = sheet(desk)
    assert isinstance(shown, FriendSheet)
    assert shown.cards.table.model().rowCount() == CARDS
    assert shown.care.table.model().rowCount() == CAME
    assert f"{CARDS - CAME} / {CARDS}" in shown.giving.summary.text()
    shown.cards.search.setFocus()
    desk.type("朋友60")
    assert shown.cards.table.model().rowCount() == 1
    assert not shown.cards.print_button.isEnabled(), "it is used"


def test_goods_that_are_not_offered_at_once_are_said(desk: CounterWindow) -> None:
    items = [
        Item(ItemId(new_id()), ItemKind.SERVICE, f"项目 {n}", None, yuan(1)) for n in range(SHOWN_AT_ONCE + 7)
    ]
    offered = ItemsSheet(desk.window, items, frozenset())
    offered.show()
    assert "还有 7 项" in offered._hint.text()
    offered._search.setText("项目 66")
    assert "还有" not in offered._hint.text()
    offered.dismiss()
