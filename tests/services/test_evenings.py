"""An evening after the seal: booked on tomorrow, but what is valid, due or over goes by the day it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from model.bill import Bill, BillLine
from model.birthday import Birthday, Calendar
from model.commands import EditMember, MemberDraft
from model.friend_commands import EndHonor, GiveHonor
from model.ids import HonorId, MemberId
from model.money import ZERO, yuan
from model.offer import Offer
from model.pack_commands import ExtendPack
from model.referral import Honor
from model.rules import ClaimRules, PointsRules, TierRules
from model.shop import Policy
from model.tier_commands import ExpireDue
from model.voucher_commands import ExtendVoucher
from model.voucher_rule import Validity
from services import (
    card_refunds,
    contracts,
    expiry,
    history,
    honors,
    instalments,
    liability,
    members,
    overdue,
    packs,
    points,
    purchases,
    search,
    statements,
    tiers,
    vouchers,
)
from services.overdue import Place
from tests.services import friends
from tests.services.claims_till import claim, ids_of, promised, state
from tests.services.lives.test_dates import (
    DAYS,
    NEW_YORK,
    SHANGHAI,
    Bought,
    buy,
    expire,
    keep,
    moment,
    review,
    to_noon,
    travel,
    use_pack,
    zone,
)
from tests.services.test_card_refunds import ask, pay_command, sheet
from tests.services.test_closing import seal
from tests.services.test_plans import bought as buy_plan
from tests.services.test_plans import plan
from tests.services.test_tiers import by_hand, tier, tier_of
from tests.services.voucher_desk import OFF_20, give, sell_with, template
from tests.support import Till, command_id, refused, subject, txn

LAST: Final = date(2027, 1, 31)
"""A Sunday, and the last day of its month."""
NEXT: Final = LAST + timedelta(days=1)
MORNING: Final = (9, 0)
EVENING: Final = (22, 30)


def close(till: Till, day: date = LAST) -> None:
    """Seal a day at ten in the evening."""
    travel(till, moment(till, day, 22))
    till.sell(yuan(1))
    seal(till)


def after_the_seal(till: Till, day: date = LAST) -> None:
    """Half an hour later: entries go into tomorrow's books."""
    close(till, day)
    travel(till, moment(till, day, *EVENING))
    days = till.ask(lambda read: (read.today, read.booking_day))
    assert days == (day, day + timedelta(days=1))


def next_morning(till: Till, day: date = NEXT) -> None:
    travel(till, moment(till, day, *MORNING))
    assert till.ask(lambda read: read.today) == till.ask(lambda read: read.booking_day) == day


def booked_on(till: Till) -> int:
    ((day,),) = till.rows("SELECT business_day FROM txn ORDER BY row DESC LIMIT 1")
    return int(day)


def with_everything(till: Till, name: str = SHANGHAI, hour: int = 4) -> Bought:
    """Everything that can be used to LAST and no longer."""
    zone(till, name, hour)
    to_noon(till, LAST - timedelta(days=DAYS))
    return buy(till)


# What is valid until today


@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
@pytest.mark.parametrize(("hour", "at"), [(0, (22, 30)), (4, (22, 30)), (4, (27, 59)), (6, (29, 30))])
def test_everything_can_be_used_in_the_evening_of_its_last_day(
    till: Till, name: str, hour: int, at: tuple[int, int]
) -> None:
    """To the last minute of the shop's day, which may be four in the morning."""
    bought = with_everything(till, name, hour)
    after_the_seal(till)
    days, of_day = divmod(at[0], 24)
    travel(till, moment(till, LAST + timedelta(days=days), of_day, at[1]))
    assert till.ask(lambda read: read.today) == LAST
    card = till.ask(members.card, bought.member_id)
    assert (card.today, card.bonus) == (LAST, yuan(30))
    assert expire(till) == "0"
    found = state(till, bought.member_id)
    assert [one.instalment.last_on for one in found.claimable] == [LAST]
    assert found.lapsed == ()
    assert [hit.stored for hit in till.ask(search.find, "张").hits] == [yuan(630)]
    till.sell(yuan(630), bought.member_id, stored=yuan(630))
    use_pack(till, bought.pack_id)
    (held,) = till.ask(vouchers.held_by, bought.member_id)
    sell_with(till, held, member_id=bought.member_id)
    claim(till, bought.member_id)
    assert booked_on(till) == 20270201
    till.prove()


@pytest.mark.parametrize("hour", [0, 4])
def test_nothing_can_be_used_the_morning_after(till: Till, hour: int) -> None:
    bought = with_everything(till, SHANGHAI, hour)
    after_the_seal(till)
    till.sell(yuan(2))
    next_morning(till)
    over = yuan(601)
    refused("balance.short", lambda: till.sell(over, bought.member_id, stored=over))
    refused("pack.expired", lambda: use_pack(till, bought.pack_id))
    refused("voucher.expired", lambda: sell_with(till, bought.voucher, member_id=bought.member_id))
    refused("claim.lapsed", lambda: claim(till, bought.member_id, *ids_of(till, bought.purchase)))
    assert (expire(till), expire(till)) == ("1", "0")
    till.prove()


def test_what_ended_yesterday_is_booked_as_expired_in_the_evening_and_nothing_of_today(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(100), till.plan(yuan(100), yuan(30), 20))
    till.clock.advance(timedelta(days=1))
    till.top_up(member_id, yuan(100), till.plan(yuan(100), yuan(40), 20))
    today = till.ask(lambda read: read.today) + timedelta(days=20)
    after_the_seal(till, today)
    assert till.ask(overdue.next_chunk, Place()).members == (member_id,)
    assert expire(till) == "1"
    assert till.wallet(member_id).bonus_on(today) == yuan(40)
    command = ExpireDue(command_id(), till.people.cashier, (member_id,))
    assert till.do(expiry.expire_due, command).number == "0", "asked for by name neither"
    next_morning(till, today + timedelta(days=1))
    assert expire(till) == "1"
    till.prove()


def test_a_friend_card_brings_a_friend_on_the_evening_of_its_last_day(till: Till) -> None:
    giver = till.member()
    kind = friends.card_kind(till, days=30)
    one, other = friends.give(till, giver, kind, 2)
    after_the_seal(till, one.valid_to)
    friend = friends.bring(till, one)
    assert till.ask(members.profile, friend).joined_at.date() == one.valid_to
    assert till.rows("SELECT joined_day FROM member ORDER BY row DESC LIMIT 1") == [(20261220,)]
    (lot,) = till.wallet(friend).lots
    assert (lot.granted_on, lot.expires_on) == (one.valid_to, one.valid_to + timedelta(days=10))
    till.prove()
    next_morning(till, one.valid_to + timedelta(days=1))
    refused("friend_card.expired", lambda: friends.bring(till, other, "王芳", "13900000002"))


def test_points_end_with_the_night_of_the_month(till: Till) -> None:
    keep(till, PointsRules(valid_months=1))
    to_noon(till, date(2026, 12, 30))
    member_id = till.member()
    till.sell(yuan(88), member_id)
    after_the_seal(till)
    hand = till.ask(points.hand, member_id)
    assert (hand.points, hand.ends_on) == (88, LAST)
    assert till.ask(members.card, member_id).points_ending == 88
    assert expire(till) == "0"
    # Earned tonight is earned in January: it ends with February, though it stands in February's books.
    till.sell(yuan(12), member_id)
    next_morning(till)
    assert till.ask(points.hand, member_id).points == 12
    assert expire(till) == "1"
    till.prove()
    travel(till, moment(till, date(2027, 3, 1), 9))
    assert till.ask(points.hand, member_id).points == 0
    till.prove()


def test_a_plan_is_sold_from_its_first_to_its_last_day(till: Till) -> None:
    member_id = till.member()
    today = date(2026, 11, 21)
    soon = plan(till, Offer(from_day=today + timedelta(days=1)), name="明天起")
    now = plan(till, Offer(to_day=today), name="今天止")
    after_the_seal(till, today)
    buy_plan(till, member_id, now)
    refused("topup.not_now", lambda: buy_plan(till, member_id, soon), till.path)
    next_morning(till, today + timedelta(days=1))
    buy_plan(till, member_id, soon)
    refused("topup.not_now", lambda: buy_plan(till, member_id, now), till.path)
    till.prove()


# Instalments


def test_one_instalment_a_day_is_one_a_day_whatever_was_sealed(till: Till) -> None:
    zone(till, SHANGHAI, 4)
    to_noon(till, date(2026, 11, 30))
    member_id = till.member()
    bought = promised(till, member_id, ClaimRules(several_at_once=False), count=4)
    first, second, third, _ = ids_of(till, bought)
    travel(till, moment(till, LAST, 21))
    claim(till, member_id, first)
    after_the_seal(till)
    refused("claim.one_a_day", lambda: claim(till, member_id, second), till.path)
    assert state(till, member_id).claimable == ()
    next_morning(till)
    claim(till, member_id, second)
    after_the_seal(till, NEXT)
    refused("claim.one_a_day", lambda: claim(till, member_id, third), till.path)
    next_morning(till, NEXT + timedelta(days=1))
    after_the_seal(till, NEXT + timedelta(days=1))
    # Collected tonight, booked on tomorrow: tomorrow has its own one.
    claim(till, member_id, third)
    till.prove()


def test_an_instalment_collected_tonight_is_not_tomorrows(till: Till) -> None:
    zone(till, SHANGHAI, 4)
    to_noon(till, date(2026, 10, 31))
    till.sell(yuan(1))
    to_noon(till, date(2026, 11, 30))
    member_id = till.member()
    first, second, third = ids_of(till, promised(till, member_id, ClaimRules(several_at_once=False), count=3))
    after_the_seal(till)
    claim(till, member_id, first)
    refused("claim.one_a_day", lambda: claim(till, member_id, second), till.path)
    next_morning(till)
    claim(till, member_id, second)
    refused("claim.one_a_day", lambda: claim(till, member_id, third), till.path)
    till.prove()


def test_the_least_purchase_of_the_day_is_of_the_whole_day(till: Till) -> None:
    """Before and after the seal; tomorrow needs one of its own."""
    zone(till, SHANGHAI, 4)
    to_noon(till, date(2026, 11, 30))
    member_id = till.member()
    first, second = ids_of(till, promised(till, member_id, ClaimRules(minimum_purchase=yuan(100)), count=2))
    travel(till, moment(till, LAST, 21))
    till.sell(yuan(60), member_id)
    after_the_seal(till)
    missing = refused("claim.minimum", lambda: claim(till, member_id, first), till.path).facts["missing"]
    assert missing == yuan(40)
    till.sell(yuan(45), member_id)
    assert state(till, member_id).consumed == yuan(105)
    claim(till, member_id, first)
    next_morning(till)
    assert state(till, member_id).consumed == ZERO
    refused("claim.minimum", lambda: claim(till, member_id, second), till.path)
    till.prove()


def test_what_falls_due_tomorrow_waits_for_it_on_the_slip_too(till: Till) -> None:
    zone(till, SHANGHAI, 4)
    to_noon(till, date(2026, 12, 1))
    member_id = till.member()
    (first, *_) = ids_of(till, promised(till, member_id, ClaimRules(), count=3, next_month=True))
    due_on = date(2027, 1, 1)
    after_the_seal(till, due_on - timedelta(days=1))
    refused("claim.early", lambda: claim(till, member_id, first), till.path)
    sold = txn(till.sell(yuan(5), member_id))
    told = till.ask(instalments.rebate_after, sold)
    assert told is not None
    assert (told.claimable, told.next_on) == (ZERO, due_on)
    next_morning(till, due_on)
    claim(till, member_id, first)
    again = till.ask(instalments.rebate_after, sold)
    assert again == told, "printed again it says what it said that evening"
    till.prove()


# What is bought in the evening


def test_a_purchase_is_of_the_day_on_which_it_was_paid(till: Till) -> None:
    """The contract says the real day, and everything is counted from it: months, days and the law's."""
    zone(till, SHANGHAI, 4)
    to_noon(till, date(2027, 1, 30))
    travel(till, moment(till, LAST, 12))
    member_id = till.member()
    after_the_seal(till)
    bought = promised(till, member_id, ClaimRules(bonus_days=10), count=3, next_month=True)
    assert booked_on(till) == 20270201
    assert till.ask(purchases.purchase, bought).bought_on == LAST  # type: ignore[union-attr]
    assert till.ask(contracts.contract, bought).purchase.bought_on == LAST
    due = till.rows("SELECT due_day FROM instalment WHERE txn_id = ? ORDER BY n", bought)
    assert due == [(20270228,), (20270331,), (20270430,)]
    thirty = till.plan(yuan(100), yuan(30), 30)
    till.top_up(member_id, yuan(100), thirty)
    (lot,) = till.wallet(member_id).lots
    assert (lot.granted_on, lot.expires_on) == (LAST, LAST + timedelta(days=30))
    (voucher,) = give(till, template(till, replace(OFF_20, validity=Validity(days=2))), member_id)
    assert (voucher.valid_from, voucher.valid_to) == (LAST, NEXT)
    sell_with(till, voucher, member_id=member_id)
    till.prove()
    next_morning(till)
    assert till.ask(purchases.purchase, bought).bought_on == LAST  # type: ignore[union-attr]
    travel(till, moment(till, date(2027, 2, 28), 9))
    claim(till, member_id)
    (last,) = [lot.expires_on for lot in till.wallet(member_id).lots if lot.granted == yuan(50)]
    assert last == date(2027, 3, 10)
    till.prove()


def test_the_seven_days_and_the_interest_count_from_the_day_of_paying(till: Till) -> None:
    day = date(2026, 11, 21)
    after_the_seal(till, day)
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(600), member_id, stored=yuan(600))
    (bought,) = sheet(till, member_id).worksheet.account.purchases
    (visit,) = sheet(till, member_id).worksheet.account.consumed
    assert (bought.day, visit.day) == (day, day)
    # The seventh day's evening, sealed too: asked for in time.
    after_the_seal(till, day + timedelta(days=7))
    ask(till, member_id)
    found = sheet(till, member_id)
    assert found.refund is not None
    assert (found.day, found.refund.asked_day) == (day + timedelta(days=7), day + timedelta(days=7))
    assert found.worksheet.best.refunded == yuan(500)
    till.prove()
    next_morning(till, day + timedelta(days=8))
    assert sheet(till, member_id).worksheet.best.refunded == yuan(500)
    till.do(card_refunds.pay, pay_command(till, sheet(till, member_id)))
    till.prove()


def test_the_eighth_day_is_too_late_for_what_was_paid_in_the_evening(till: Till) -> None:
    day = date(2026, 11, 21)
    after_the_seal(till, day)
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(600), member_id, stored=yuan(600))
    next_morning(till, day + timedelta(days=8))
    ask(till, member_id)
    assert sheet(till, member_id).worksheet.best.refunded == yuan(200)


# Which day it is


def earned(till: Till, member_id: MemberId) -> int:
    before = till.ask(members.card, member_id).wallet.points
    till.sell(yuan(20), member_id, bill=Bill((BillLine("洗剪吹", yuan(20)),)))
    return till.ask(members.card, member_id).wallet.points - before


def test_a_birthday_and_a_double_day_last_to_the_end_of_the_evening(till: Till) -> None:
    rules = PointsRules(birthday_percent=300, double_weekdays=(7,), double_days=(date(2027, 2, 2),))
    keep(till, rules)
    to_noon(till, LAST)
    member_id, other = till.member(), till.member("李娜")
    version = till.ask(members.profile, member_id).version
    born = Birthday(Calendar.SOLAR, 1, 31, year=1990)
    draft = MemberDraft("张晓明", "13800000001", birthday=born)
    till.do(members.edit, EditMember(command_id(), till.people.cashier, member_id, version, draft))
    after_the_seal(till)
    assert (earned(till, member_id), earned(till, other)) == (60, 40), "a Sunday, and a birthday"
    next_morning(till)
    assert (earned(till, member_id), earned(till, other)) == (20, 20)
    after_the_seal(till, NEXT)
    assert earned(till, other) == 20, "the double day is tomorrow"
    next_morning(till, date(2027, 2, 2))
    assert earned(till, other) == 40
    till.prove()


def test_a_voucher_of_some_weekdays_knows_which_one_it_is(till: Till) -> None:
    to_noon(till, LAST)
    of = template(till, replace(OFF_20, weekdays=frozenset({6})), "周日券")
    member_id = till.member()
    first, second = give(till, of, member_id, 2)
    after_the_seal(till)
    sell_with(till, first, member_id=member_id)
    next_morning(till)
    refused("voucher.weekday", lambda: sell_with(till, second, member_id=member_id))
    till.prove()


def test_tiers_honors_and_their_last_days(till: Till) -> None:
    gold = tier(till, "金卡", 20, 1_000)
    tier(till, "银卡", 10, 100)
    keep(till, TierRules(window_months=1, grace_days=0))
    to_noon(till, date(2026, 12, 31))
    fallen, floored = till.member(), till.member("李娜")
    till.sell(yuan(1_000), fallen)
    by_hand(till, floored, gold, until=LAST)
    given = GiveHonor(
        command_id(), till.people.owner, floored, Honor.AMBASSADOR, date(2026, 12, 31), LAST, "人气"
    )
    honor_id = HonorId(subject(till.do(honors.give, given)))
    after_the_seal(till, date(2027, 1, 30))
    assert review(till) == "0", "the thirtieth still counts what was had on the thirty-first"
    next_morning(till, LAST)
    assert (review(till), tier_of(till, fallen)) == ("1", "普通")
    after_the_seal(till)
    assert (review(till), tier_of(till, floored)) == ("0", "金卡")
    assert till.ask(tiers.standing, floored).floor_until == LAST
    assert [h.honor_id for h in till.ask(honors.all_active)] == [honor_id]
    refused("tier.until", lambda: by_hand(till, floored, gold, until=LAST - timedelta(days=1)), till.path)
    next_morning(till)
    assert till.ask(honors.all_active) == ()
    end = EndHonor(command_id(), till.people.owner, honor_id, LAST, "到期")
    refused("honor.gone", lambda: till.do(honors.end, end), till.path)
    assert (review(till), tier_of(till, floored)) == ("1", "")
    till.prove()


def test_a_fallen_tiers_grace_begins_and_ends_by_the_day_it_is(till: Till) -> None:
    tier(till, "金卡", 20, 1_000)
    keep(till, TierRules(window_months=1, grace_days=2))
    to_noon(till, date(2026, 12, 28))
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    after_the_seal(till, date(2027, 1, 28))
    assert review(till) == "1"
    assert till.ask(tiers.standing, member_id).leaves_on == date(2027, 1, 30)
    after_the_seal(till, date(2027, 1, 29))
    assert (review(till), tier_of(till, member_id)) == ("0", "金卡")
    next_morning(till, date(2027, 1, 30))
    assert (review(till), tier_of(till, member_id)) == ("1", "普通")
    till.prove()


# What is told of the evening


def test_the_evening_stands_in_the_statement_of_its_own_day(till: Till) -> None:
    to_noon(till, LAST)
    member_id = till.member()
    till.top_up(member_id, yuan(500))
    after_the_seal(till)
    till.sell(yuan(100), member_id, stored=yuan(100))
    next_morning(till)
    till.sell(yuan(50), member_id, stored=yuan(50))
    january = till.ask(statements.statement, member_id, LAST, LAST)
    february = till.ask(statements.statement, member_id, NEXT, NEXT)
    assert [entry.at.date() for entry in january.entries] == [LAST, LAST]
    assert [entry.at.date() for entry in february.entries] == [NEXT]
    assert (january.closing, february.closing.principal) == (february.opening, yuan(350))
    whole = till.ask(statements.statement, member_id, till.ask(statements.first_day, member_id), NEXT)
    assert len(whole.entries) == 3
    card = till.ask(members.card, member_id)
    assert card.last_visit == NEXT


def test_the_last_visit_is_the_day_of_the_visit(till: Till) -> None:
    to_noon(till, date(2026, 12, 31))
    member_id = till.member()
    after_the_seal(till, date(2026, 12, 31))
    sold = txn(till.sell(yuan(100), member_id))
    card = till.ask(members.card, member_id)
    assert (card.last_visit, card.visits_this_year) == (date(2026, 12, 31), 1)
    next_morning(till, date(2027, 1, 1))
    card = till.ask(members.card, member_id)
    assert (card.last_visit, card.visits_this_year, card.spent_this_year) == (date(2026, 12, 31), 0, ZERO)
    till.sell(yuan(10), member_id)
    till.reverse(txn(till.sell(yuan(20), member_id)), (0, 1))
    till.prove()
    ((row,),) = till.rows("SELECT last_visit_day FROM member_balance ORDER BY member_row LIMIT 1")
    assert row == 20270101
    assert till.ask(history.receipt, sold).at.date() == date(2026, 12, 31)


def test_what_is_owed_tonight_is_owed_until_the_night_is_over(till: Till) -> None:
    bought = with_everything(till)
    assert bought.member_id
    after_the_seal(till)
    seen = till.ask(liability.look)
    assert sum(month.amount.fen for month in seen.bonus) == 3_000
    assert sum(month.amount.fen for month in seen.instalments) == 5_000
    next_morning(till)
    seen = till.ask(liability.look)
    assert sum(month.amount.fen for month in (*seen.bonus, *seen.instalments)) == 0


def test_a_last_day_can_be_moved_to_tonight_and_not_into_the_past(till: Till) -> None:
    bought = with_everything(till)
    after_the_seal(till, NEXT)
    by, until = till.people.manager, LAST + timedelta(days=1)
    extend = ExtendPack(command_id(), by, bought.pack_id, until, "客人出差")
    till.do(packs.extend, extend)
    longer = ExtendVoucher(command_id(), by, bought.voucher.voucher_id, until, "客人出差")
    till.do(vouchers.extend, longer)
    use_pack(till, bought.pack_id)
    (held,) = till.ask(vouchers.held_by, bought.member_id)
    sell_with(till, held, member_id=bought.member_id)
    till.prove()


def test_a_friends_first_sale_counts_for_the_month_it_was_in(till: Till) -> None:
    till.policy(replace(Policy(), referral_hold_days=0, referral_cap_per_month=1))
    to_noon(till, LAST)
    giver = till.member()
    kind = friends.card_kind(till)
    first, second = friends.give(till, giver, kind, 2)
    one = friends.bring(till, first, "李娜", "13900000001")
    other = friends.bring(till, second, "王芳", "13900000002")
    after_the_seal(till)
    till.sell(yuan(100), one)
    assert len(till.wallet(giver).lots) == 1
    next_morning(till)
    till.sell(yuan(100), other)
    assert len(till.wallet(giver).lots) == 2, "February's first"
    till.prove()
