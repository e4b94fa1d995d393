"""What waits and what is set: parked bills, settings and the catalogue, over a restart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model.bill import Bill, BillLine, ManualDiscount
from model.commands import DropHold, Park, Save, SaveSettings
from model.ids import HoldId, ItemId
from model.money import Money, yuan
from model.shop import (
    Item,
    ItemKind,
    Look,
    Policy,
    PrinterKind,
    PrinterSetting,
    RoundingRule,
    ShopProfile,
    SpendingOrder,
)
from services import catalog, holds, settings
from services.ids import new_id
from tests.support import Till, command_id, content_hash, refused

BILL = Bill(
    (
        BillLine("洗剪吹", yuan(68), 2, served_by=None, unit_cost=Money(500)),
        BillLine("护发素", Money(3_900), earns_points=False, discountable=False),
    ),
    9_000,
    ManualDiscount("老顾客", 500, Money(5)),
    RoundingRule.JIAO,
)


def park(till: Till, hold_id: HoldId, bill: Bill = BILL, label: str = "") -> None:
    till.do(holds.park, Park(command_id(), till.people.cashier, hold_id, bill, till.member(), label))


def test_a_parked_bill_is_there_after_a_restart_and_touched_no_money(till: Till) -> None:
    hold_id = HoldId(new_id())
    park(till, hold_id, label="靠窗")
    till.reopen()
    (kept,) = till.ask(holds.parked)
    assert (kept.hold_id, kept.bill, kept.label, kept.member_name) == (hold_id, BILL, "靠窗", "张晓明")
    assert till.rows("SELECT count(*) FROM txn") == [(0,)]
    till.prove()


def test_parking_again_replaces_and_a_sale_settles(till: Till) -> None:
    hold_id = HoldId(new_id())
    for label in ("一", "二"):
        park(till, hold_id, label=label)
    assert [kept.label for kept in till.ask(holds.parked)] == ["二"]
    till.sell(yuan(68), hold_id=hold_id)
    assert till.ask(holds.parked) == ()
    refused("hold.gone", lambda: till.sell(yuan(68), hold_id=hold_id), till.path)


def test_a_parked_bill_is_thrown_away_once(till: Till) -> None:
    hold_id = HoldId(new_id())
    park(till, hold_id)
    till.do(holds.drop, DropHold(command_id(), till.people.cashier, hold_id))
    refused(
        "hold.gone",
        lambda: till.do(holds.drop, DropHold(command_id(), till.people.cashier, hold_id)),
        till.path,
    )


@pytest.mark.parametrize(
    "section",
    [
        ShopProfile("小雅美发", "建设路 18 号", "0755-8888", "谢谢光临\n欢迎再来", b"\x89PNG\r\n", "同意"),
        Policy(
            SpendingOrder.BONUS_FIRST,
            RoundingRule.JIAO,
            6,
            "Asia/Urumqi",
            3,
            1_000,
            yuan(1),
            yuan(2),
            9,
            False,
        ),
        PrinterSetting(PrinterKind.NETWORK, "192.168.1.50:9100", 58, 2),
        Look("en", "dark", 150),
    ],
)
def test_a_section_is_kept_as_it_was_saved(
    till: Till, section: ShopProfile | Policy | PrinterSetting | Look
) -> None:
    done = till.do(settings.save, SaveSettings(command_id(), till.people.owner, section))
    assert done.changes.kinds
    for _ in range(2):
        kept = till.ask(settings.load)
        assert section in (kept.profile, kept.policy, kept.printer, kept.look)
        assert till.shop.seat.settings == kept
        till.reopen()


def test_a_setting_saved_elsewhere_is_used_at_the_next_command(till: Till) -> None:
    """Another process of the same file may have changed it: support tools do."""
    other = Till(till.path, till.people)
    try:
        other.policy(Policy(points_per_yuan=7))
        member_id = till.member()
        done = till.sell(yuan(10), member_id)
        assert done.txn is not None
        assert done.txn.points_after == 70
    finally:
        other.close()


def test_changing_an_item_changes_no_past_sale(till: Till) -> None:
    item_id = till.item("洗剪吹", yuan(68))
    bill = Bill((BillLine("洗剪吹", yuan(68), item_id=item_id),))
    till.sell(yuan(68), bill=bill)
    before = till.rows("SELECT * FROM sale_line")
    changed = Item(item_id, ItemKind.SERVICE, "精剪", None, yuan(98), active=False)
    till.do(catalog.save, Save(command_id(), till.people.owner, changed))
    assert till.rows("SELECT * FROM sale_line") == before
    assert till.ask(catalog.everything).items == (changed,)
    assert till.ask(catalog.sellable).items == ()
    till.do(
        catalog.save,
        Save(command_id(), till.people.owner, replace(changed, id=ItemId(new_id()), active=True)),
    )
    assert len(till.ask(catalog.sellable).items) == 1


def test_a_command_answers_the_same_and_changes_nothing_the_second_time(till: Till) -> None:
    command = Save(
        command_id(), till.people.owner, Item(ItemId(new_id()), ItemKind.SERVICE, "烫发", None, yuan(288))
    )
    done = till.do(catalog.save, command)
    before = content_hash(till.path)
    till.reopen()
    assert till.do(catalog.save, command) == done
    till.reopen()
    assert content_hash(till.path) == before
