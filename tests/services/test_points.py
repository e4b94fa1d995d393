"""Points through the real services: earned by rules, spent on bills and gifts, moved by hand, expiring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from model.bill import Bill, BillLine
from model.birthday import Birthday, Calendar
from model.commands import EditMember, MemberDraft, SaveSettings
from model.errors import UserError
from model.gift import Gift, MoveKind
from model.ids import GiftId, MemberId, TxnId
from model.ledger import TxnKind
from model.members_filter import MemberFilter, SortKey
from model.money import Money, yuan
from model.plan_commands import MoveStock, SaveGift
from model.receipt import AdjustmentKind
from model.refund_commands import AskCardRefund
from model.rules import ItemPoints, PointsRules
from model.tier_commands import AdjustPoints, ExpireDue, GiftForPoints, SetTier
from services import card_refunds, expiry, gifts, history, member_list, members, points, settings, tiers
from services.ids import new_id
from tests.support import DAY_MS, Till, command_id, txn

BILL = Bill((BillLine("洗剪吹", yuan(68)), BillLine("头皮护理", yuan(168), 2)))
"""¥404."""


def rules(till: Till, **rule: Any) -> PointsRules:
    made = PointsRules(**rule)
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, made))
    return made


def adjust(till: Till, member_id: MemberId, by: int) -> TxnId:
    command = AdjustPoints(command_id(), till.people.manager, member_id, by, "补录")
    return txn(till.do(points.adjust, command))


def spend(till: Till, member_id: MemberId, used: int, each: int = 10) -> TxnId:
    bill = replace(BILL, points_used=used, fen_per_point=each)
    return txn(till.sell(Money(40_400 - used * each), member_id, bill=bill))


def gift(till: Till, cost: int | None = 300, stock: int = 2) -> GiftId:
    made = Gift(GiftId(new_id()), f"玻璃杯{cost}", yuan(30), yuan(10), cost)
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, made))
    if stock:
        move = MoveStock(command_id(), till.people.owner, made.id, MoveKind.IN, stock, "")
        till.do(gifts.move_stock, move)
    return made.id


def test_points_pay_a_part_of_a_bill(till: Till) -> None:
    rules(till, fen_per_point=10)
    member_id = till.member()
    adjust(till, member_id, 1_000)
    sale = spend(till, member_id, 1_000)
    assert till.wallet(member_id).points == 304, "a hundred yuan are paid with points and earn none"
    receipt = till.ask(history.receipt, sale)
    assert (receipt.points_earned, receipt.points_used, receipt.due) == (304, 1_000, yuan(304))
    off = [a for a in receipt.adjustments if a.kind is AdjustmentKind.POINTS]
    assert [(a.detail, a.amount) for a in off] == [("1,000", yuan(-100))]
    assert till.rows("SELECT sum(points), sum(amount) FROM sale_points_line") == [(1_000, 10_000)]
    till.prove()


def test_a_partial_reversal_gives_points_back_by_cumulative_shares(till: Till) -> None:
    rules(till, fen_per_point=10)
    member_id = till.member()
    adjust(till, member_id, 1_001)
    sale = spend(till, member_id, 1_001)
    for line in ((1, 1), (0, 1), (1, 1)):
        till.reverse(sale, line)
        till.prove()
    assert till.wallet(member_id).points == 1_001
    assert till.rows("SELECT sum(amount) FROM posting WHERE account = 'cash'") == [(0,)]


@pytest.mark.parametrize(
    ("used", "each", "code"),
    [
        (1_001, 10, "points.short"),
        (3_000, 10, "points.over"),
        (10, 20, "points.rule"),
        (-5, 10, "points.over"),
    ],
)
def test_what_points_cannot_pay(till: Till, used: int, each: int, code: str) -> None:
    rules(till, fen_per_point=10, most_of_bill_bp=5_000)
    member_id = till.member()
    adjust(till, member_id, 1_000)
    with pytest.raises(UserError) as refused:
        spend(till, member_id, used, each)
    assert refused.value.code == code
    assert till.wallet(member_id).points == 1_000


def test_points_need_a_member(till: Till) -> None:
    rules(till, fen_per_point=10)
    with pytest.raises(UserError, match=r"sale\.member_needed"):
        till.sell(yuan(403), bill=replace(BILL, points_used=10, fen_per_point=10))


def test_rules_of_earning(till: Till) -> None:
    item_id = till.item()
    rules(till, items=(ItemPoints(item_id, 300),), double_weekdays=(6,), double_days=(date(2026, 11, 22),))
    member_id = till.member()
    bill = Bill((BillLine("洗剪吹", yuan(10), item_id=item_id), BillLine("其他", yuan(10))))
    assert _earned(till, member_id, bill) == (10 * 3 + 10) * 2, "21 Nov 2026 is a Saturday"
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert _earned(till, member_id, bill) == 80, "a day of its own, not twice with anything"
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert _earned(till, member_id, bill) == 40


def _earned(till: Till, member_id: MemberId, bill: Bill) -> int:
    before = till.wallet(member_id).points
    till.sell(yuan(20), member_id, bill=bill)
    return till.wallet(member_id).points - before


def test_a_birthday_counts_once_and_only_on_the_day(till: Till) -> None:
    rules(till, birthday_percent=300, double_weekdays=(6,))
    member_id = till.member()
    version = till.ask(members.profile, member_id).version
    born = Birthday(Calendar.SOLAR, 11, 21, year=1990)
    draft = MemberDraft("张晓明", "13800000001", birthday=born)
    till.do(members.edit, EditMember(command_id(), till.people.cashier, member_id, version, draft))
    assert _earned(till, member_id, Bill((BillLine("洗剪吹", yuan(20)),))) == 60
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert _earned(till, member_id, Bill((BillLine("洗剪吹", yuan(20)),))) == 20


def test_by_hand_takes_a_manager_and_never_more_than_there_is(till: Till) -> None:
    member_id = till.member()
    command = AdjustPoints(command_id(), till.people.cashier, member_id, 5, "补录")
    with pytest.raises(UserError, match=r"auth\.needs"):
        till.do(points.adjust, command)
    till.do(points.adjust, replace(command, approved_by=till.people.manager))
    for by, code in ((-6, "points.short"), (0, "points.none"), (10_000_001, "points.none")):
        with pytest.raises(UserError, match=code):
            adjust(till, member_id, by)
    adjust(till, member_id, -5)
    assert till.wallet(member_id).points == 0
    till.prove()


def test_a_gift_for_points_and_back(till: Till) -> None:
    gift_id = gift(till)
    member_id = till.member()
    adjust(till, member_id, 700)
    done = till.do(
        points.gift_for_points, GiftForPoints(command_id(), till.people.cashier, member_id, gift_id, 2)
    )
    assert till.wallet(member_id).points == 100
    assert till.rows("SELECT stock FROM gift") == [(0,)]
    entry = till.ask(history.entries, member_id).entries[0]
    assert (entry.kind, entry.title, entry.points) == (TxnKind.POINTS, "玻璃杯300", -600)
    till.reverse(txn(done))
    assert till.wallet(member_id).points == 700
    assert till.rows("SELECT stock FROM gift") == [(2,)]
    with pytest.raises(UserError, match=r"reverse\.done"):
        till.reverse(txn(done))
    till.prove()


def test_gifts_that_cannot_be_had(till: Till) -> None:
    member_id = till.member()
    adjust(till, member_id, 500)
    for gift_id, quantity, code in (
        (gift(till), 2, "points.short"),
        (gift(till, None), 1, "points.gift"),
        (gift(till, 10, 1), 2, "gift.stock"),
        (gift(till, 20), 0, "gift.quantity"),
        (GiftId(new_id()), 1, "gift.unknown"),
    ):
        command = GiftForPoints(command_id(), till.people.cashier, member_id, gift_id, quantity)
        with pytest.raises(UserError) as refused:
            till.do(points.gift_for_points, command)
        assert refused.value.code == code
    with pytest.raises(UserError, match=r"reverse\.kind"):
        till.reverse(adjust(till, member_id, 1))


def expire(till: Till) -> int:
    return int(till.do(expiry.expire_due, ExpireDue(command_id(), till.people.cashier)).number)


def days(till: Till, count: int) -> None:
    till.clock.set(till.clock.now_ms() + count * DAY_MS)


def test_points_expire_first_in_first_out(till: Till) -> None:
    """Earned in November, valid for one month: gone with the last day of December."""
    rules(till, valid_months=1, fen_per_point=10)
    member_id = till.member()
    till.sell(yuan(100), member_id)
    days(till, 20)  # 11 Dec
    till.sell(yuan(40), member_id)
    spent = spend(till, member_id, 30)
    assert (expire(till), till.wallet(member_id).points) == (0, 511)
    assert till.ask(members.card, member_id).points_ending == 70, "of November, less what was spent since"
    assert till.ask(points.hand, member_id).ends_on == date(2026, 12, 31)
    days(till, 20)  # 31 Dec
    assert expire(till) == 0
    days(till, 1)
    assert till.wallet(member_id).points == 441, "70 of November are over before that is booked"
    assert (expire(till), expire(till)) == (1, 0)
    assert till.rows("SELECT points FROM member_balance") == [(441,)]
    till.reverse(spent, (0, 1), (1, 2))
    assert till.wallet(member_id).points == 40, "those given back were earned in November: over as well"
    expire(till)
    assert till.rows("SELECT points FROM member_balance") == [(40,)]
    till.prove()


def test_bonus_expires_the_day_after_its_last(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(50), 10))
    till.sell(yuan(55), member_id, stored=yuan(55))
    days(till, 10)
    assert expire(till) == 0
    days(till, 1)
    assert (expire(till), expire(till)) == (1, 0)
    wallet = till.wallet(member_id)
    assert (wallet.principal, wallet.lots) == (yuan(450), ())
    assert till.rows("SELECT sum(remaining) FROM lot_total") == [(0,)]
    entry = till.ask(history.entries, member_id).entries[0]
    assert (entry.kind, entry.amount, entry.stored_change) == (TxnKind.EXPIRY, yuan(-45), yuan(-45))
    till.prove()


def test_bonus_that_comes_back_after_its_last_day_expires_again(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(100), till.plan(yuan(100), yuan(100), 1))
    sale = txn(till.sell(yuan(100), member_id, stored=yuan(100)))
    days(till, 2)
    assert expire(till) == 1
    till.reverse(sale, (0, 1))
    assert (expire(till), till.wallet(member_id).lots) == (1, ())
    till.prove()


def test_the_members_page_counts_what_can_be_used(till: Till) -> None:
    """Between a bonus's last day and the booking of its end the list says what the counter says."""
    rich, poor = till.member(), till.member()
    till.top_up(rich, yuan(100), till.plan(yuan(100), yuan(100), 1))
    till.top_up(poor, yuan(150))
    till.sell(yuan(10), rich, stored=yuan(10))
    wanted = MemberFilter(stored_from=yuan(150), sort=SortKey.STORED, descending=False)
    both = MemberFilter(sort=SortKey.STORED, descending=False)
    rows = dict(till.rows("SELECT id, row FROM member"))
    assert list(till.ask(member_list.ids, wanted)) == [rows[poor], rows[rich]]
    days(till, 2)
    for booked in (False, True):
        assert list(till.ask(member_list.ids, wanted)) == [rows[poor]], booked
        assert list(till.ask(member_list.ids, both)) == [rows[rich], rows[poor]], booked
        assert [r.bonus for r in till.ask(member_list.rows, [rows[rich]])] == [Money(0)]
        expire(till)


def test_an_account_that_stands_still_moves_no_points_and_no_tier(till: Till) -> None:
    rules(till, fen_per_point=10)
    member_id, gift_id = till.member(), gift(till)
    till.top_up(member_id, yuan(100))
    adjust(till, member_id, 500)
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家"))
    gift_command = GiftForPoints(command_id(), till.people.cashier, member_id, gift_id)
    tier_command = SetTier(command_id(), till.people.owner, member_id, None, False, None, "老客")
    for act in (
        lambda: adjust(till, member_id, 5),
        lambda: spend(till, member_id, 100),
        lambda: till.do(points.gift_for_points, gift_command),
        lambda: till.do(tiers.by_hand, tier_command),
    ):
        with pytest.raises(UserError, match=r"member\.frozen"):
            act()
    assert till.wallet(member_id).points == 500
