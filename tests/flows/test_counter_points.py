"""Points and tiers at the real window on a real file, with key presses only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from model.commands import Save, SaveSettings
from model.gift import Gift, MoveKind
from model.ids import GiftId, MemberId
from model.ledger import TxnKind
from model.money import Money, yuan
from model.plan_commands import MoveStock, SaveGift
from model.rules import PointsRules
from model.shop import Role, Tier
from model.tier import Brings
from model.tier_commands import AdjustPoints
from services import catalog, gifts, history, members, points, settings
from services.ids import new_id
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, Till, command_id
from ui.counter.points_sheet import PointsSheet
from ui.counter.tier_sheet import TierSheet

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("qapp")


def rule(desk: CounterWindow) -> None:
    """Ten fen a point, and tiers at ¥100 and ¥5,000; the page reads them again."""
    till, owner = desk.till, desk.till.people.owner
    till.do(settings.save, SaveSettings(command_id(), owner, PointsRules(fen_per_point=10)))
    known = {t.name: t for t in till.ask(catalog.everything).tiers}
    for name, threshold, brings in (("黄金", 100, Brings(points=200)), ("铂金", 5_000, Brings())):
        tier: Tier = replace(known[name], threshold=yuan(threshold), brings=brings)
        till.do(catalog.save, Save(command_id(), owner, tier))


def give(till: Till, member_id: MemberId, count: int) -> None:
    till.do(points.adjust, AdjustPoints(command_id(), till.people.owner, member_id, count, "开业"))


def add(desk: CounterWindow, *names: str) -> None:
    desk.key(Qt.Key.Key_F3)
    for name in names:
        desk.type(name)
        desk.enter()


def member_of(desk: CounterWindow, name: str = "李娜") -> MemberId:
    return desk.salon.members[name]


def test_points_come_off_the_bill_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        rule(desk)
        give(desk.till, member_of(desk), 500)
        desk.open_member("李娜")
        sale = desk.page.sale
        add(desk, "洗剪吹")
        assert sale.points.button.isVisible()
        desk.key(Qt.Key.Key_6, ALT)
        assert sale.points.form.points.value() == 340, "half of ¥68 at ten fen each"
        sale.points.form.points.selectAll()
        desk.type("300")
        desk.enter()
        assert sale.outcome.quote.due == yuan(38)
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        desk.until(lambda: sale.desk.bill.empty)
        assert desk.till.wallet(member_of(desk)).points == 238
        desk.till.prove()


def test_points_shrink_with_the_bill_and_go_with_the_member(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        rule(desk)
        give(desk.till, member_of(desk), 5_000)
        desk.open_member("李娜")
        bill = desk.page.sale.desk.bill
        add(desk, "洗剪吹", "染发")
        desk.key(Qt.Key.Key_6, ALT)
        desk.enter()
        assert bill.bill().points_used == 1_830
        desk.page.sale.desk.remove(1)
        assert bill.bill().points_used == 340
        desk.open_member("张小满")
        assert bill.bill().points_used == 0


def test_the_distance_shows_and_the_tier_is_reached(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        rule(desk)
        desk.open_member("李娜")
        hint = desk.page.history_panel.tier_hint
        assert "¥100.00" in hint._headline.text()
        add(desk, "洗剪吹")
        assert "¥32.00" in hint._headline.text()
        add(desk, "洗剪吹")
        assert "黄金" in hint._headline.text()
        assert "铂金" in hint._details.text()
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        card = desk.page.member_panel.tier_reached
        desk.until(card.isVisible)
        assert "200" in card._brought.text()
        profile = desk.till.ask(members.profile, member_of(desk))
        assert profile.tier is not None
        assert profile.tier.name == "黄金"
        assert desk.till.wallet(member_of(desk)).points == 136 + 200
        desk.open_member("张小满")
        assert not card.isVisible()
        desk.till.prove()


def test_a_tier_that_is_taken_back_is_no_longer_congratulated_on(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        rule(desk)
        desk.open_member("李娜")
        add(desk, "洗剪吹", "洗剪吹")
        desk.key(Qt.Key.Key_2, ALT)
        desk.enter()
        card = desk.page.member_panel.tier_reached
        desk.until(card.isVisible)
        entries = desk.till.ask(history.entries, member_of(desk)).entries
        sale = next(e for e in entries if e.kind is TxnKind.SALE)
        done = desk.till.reverse(sale.txn_id, (0, 1))
        desk.bus.committed.emit(done.changes)
        desk.until(lambda: not card.isVisible())


def test_a_gift_for_points_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        till = desk.till
        gift = Gift(GiftId(new_id()), "玻璃杯", yuan(30), yuan(9), 300)
        till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, gift))
        till.do(gifts.move_stock, MoveStock(command_id(), till.people.owner, gift.id, MoveKind.IN, 5, ""))
        give(till, member_of(desk), 700)
        desk.open_member("李娜")
        desk.key(Qt.Key.Key_J, CONTROL)
        desk.until(lambda: bool(desk.window.findChildren(PointsSheet)))
        desk.settle()
        desk.enter()
        desk.until(lambda: not desk.window.findChildren(PointsSheet))
        assert till.wallet(member_of(desk)).points == 400
        entry = till.ask(history.entries, member_of(desk)).entries[0]
        assert (entry.kind, entry.title, entry.points) == (TxnKind.POINTS, "玻璃杯", -300)
        till.prove()


def test_a_cashier_adjusts_points_with_a_manager_by_keys(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path) as desk:
        desk.open_member("李娜")
        desk.key(Qt.Key.Key_J, CONTROL)
        desk.until(lambda: bool(desk.window.findChildren(PointsSheet)))
        desk.settle()
        desk.type("50")
        desk.key(Qt.Key.Key_Tab)
        desk.type("补录")
        desk.enter()
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: desk.till.wallet(member_of(desk)).points == 50)
        desk.till.prove()


def test_a_tier_by_hand(tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.MANAGER) as desk:
        desk.open_member("李娜")
        desk.window.context.open_sheet("tier", {"member_id": member_of(desk)})
        sheet = desk.window.findChildren(TierSheet)[0]
        desk.settle()
        sheet.tier.set_value(desk.salon.tiers["铂金"])
        desk.type("开业老客")
        desk.enter()
        desk.until(lambda: not desk.window.findChildren(TierSheet))
        tier = desk.till.ask(members.profile, member_of(desk)).tier
        assert tier is not None
        assert tier.name == "铂金"
        assert Money(0) == desk.till.ask(members.card, member_of(desk)).standing.progress
        desk.till.prove()
