"""Selling a plan with everything that comes with it, its contract, and taking it back, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.ledger import TxnKind
from model.money import ZERO, yuan
from model.offer import Offer, OfferedGift
from model.shop import Policy, Role
from services import history, purchases
from services.printing.contracts import ContractSize
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.test_plans import REBATE, full, gift, plan, stock
from ui.counter.contract_sheet import ContractSheet
from ui.counter.reversal_sheet import ReversalSheet
from ui.printing.preview import PrintPreview
from ui.widgets.sheet import Sheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "充500 送500礼品 再返500分10个月"
pytestmark = pytest.mark.usefixtures("qapp")


def shown(desk: CounterWindow, kind: type[Sheet]) -> Sheet | None:
    return next((s for s in desk.window.findChildren(kind) if s.isVisible()), None)


def choose(desk: CounterWindow, name: str) -> None:
    """F4, then arrows to the plan of that name, and Enter."""
    desk.key(Qt.Key.Key_F4)
    tiles = [tile.name for tile in desk.page.top_up.grid.tiles()]
    for _ in range(tiles.index(name)):
        desk.key(Qt.Key.Key_Right if tiles.index(name) else Qt.Key.Key_Left)
    desk.enter()


def sell(desk: CounterWindow) -> None:
    full(desk.till)
    desk.page.top_up.load_plans()
    desk.settle()
    desk.open_member("zxm")
    choose(desk, NAME)
    desk.key(Qt.Key.Key_3, ALT)
    desk.enter()


def test_the_tours_plan_is_sold_and_its_contract_looked_at_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        full(desk.till)
        desk.page.top_up.load_plans()
        desk.settle()
        desk.open_member("zxm")
        choose(desk, NAME)
        card = desk.page.top_up._offer
        told = [(left.text(), right.text()) for left, right in card._labels if left.isVisibleTo(card)]
        assert told == [
            ("礼品 护发礼盒", "1 件（库存 5）"),
            ("分期返 10 × ¥50.00", "2026-12-21 起每月一期，到 2027-09-21"),
            ("次卡 洗剪吹 3 次", "1 张"),
        ]
        desk.key(Qt.Key.Key_3, ALT)
        desk.enter()
        sheet = shown(desk, ContractSheet)
        assert isinstance(sheet, ContractSheet)
        assert "10 张" in sheet._about.text()
        desk.enter()
        desk.settle()
        assert shown(desk, PrintPreview) is not None
        desk.key(Qt.Key.Key_Escape)
        assert desk.till.wallet(desk.salon.members["张晓明"]).principal == yuan(500)
        desk.till.prove()


def test_where_nothing_prints_by_itself_the_key_is_said_and_works(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.till.policy(Policy(print_automatically=False))
        desk.settings.replace(desk.till.shop.seat.settings)
        sell(desk)
        assert shown(desk, ContractSheet) is None
        assert "Ctrl+O" in desk.toast()
        desk.key(Qt.Key.Key_O, CONTROL)
        sheet = shown(desk, ContractSheet)
        assert isinstance(sheet, ContractSheet)
        sheet.size_choice._chips[1][1].click()
        desk.key(Qt.Key.Key_Escape)
        desk.key(Qt.Key.Key_O, CONTROL)
        again = shown(desk, ContractSheet)
        assert isinstance(again, ContractSheet)
        assert again.size_choice.value() is ContractSize.A5


def test_a_plan_without_promises_has_no_contract_in_the_way(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("zxm")
        desk.key(Qt.Key.Key_F4)
        desk.enter()
        desk.key(Qt.Key.Key_3, ALT)
        desk.enter()
        assert shown(desk, Sheet) is None


def test_why_a_plan_can_not_be_sold_is_said_before_the_money_is_taken(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        gift_id = gift(desk.till, stock=0)
        plan(desk.till, Offer((OfferedGift(gift_id),), REBATE), name="没货的")
        desk.page.top_up.load_plans()
        desk.settle()
        desk.open_member("zxm")
        choose(desk, "没货的")
        desk.key(Qt.Key.Key_3, ALT)
        desk.enter()
        assert "库存只有 0 件" in desk.page.top_up._line.text()
        assert desk.till.wallet(desk.salon.members["张晓明"]).principal == ZERO


@pytest.mark.parametrize("gifts_back", [True, False])
def test_a_reversal_asks_whether_the_gifts_came_back(tmp_shop_path: Path, gifts_back: bool) -> None:
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.till.policy(Policy(print_automatically=False))
        desk.settings.replace(desk.till.shop.seat.settings)
        sell(desk)
        entry = desk.till.ask(history.entries, None).entries[0]
        assert entry.kind is TxnKind.TOP_UP
        desk.page._on_reverse(entry)
        desk.settle()
        sheet = shown(desk, ReversalSheet)
        assert isinstance(sheet, ReversalSheet)
        assert "分期返现 10 期" in sheet.purchase._ends.text()
        assert "护发礼盒 × 1" in sheet.purchase.gifts.text()
        if not gifts_back:
            sheet.purchase.gifts.click()
        desk.type("按错了")
        desk.enter()
        found = desk.till.ask(purchases.purchase, entry.txn_id)
        assert found is not None
        assert found.reversed_whole
        assert stock(desk.till, found.gifts[0].gift_id) == (5 if gifts_back else 4)
        desk.till.prove()
