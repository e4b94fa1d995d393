"""An evening after the seal: what is bought counts from it, and what is told of it names its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from model.bill import Bill, BillLine
from model.birthday import Birthday, Calendar
from model.commands import EditMember, MemberDraft
from model.friend_commands import EndHonor, GiveHonor
from model.ids import HonorId, MemberId
from model.money import ZERO, yuan
from model.pack_commands import ExtendPack
from model.referral import Honor
from model.rules import ClaimRules, PointsRules, TierRules
from model.shop import Policy
from model.voucher_commands import ExtendVoucher
from model.voucher_rule import Validity
from services import (
    card_refunds,
    contracts,
    history,
    honors,
    liability,
    members,
    packs,
    purchases,
    statements,
    tiers,
    vouchers,
)
from tests.services import friends
from tests.services.claims_till import claim, promised
from tests.services.evenings import LAST, NEXT, after_the_seal, booked_on, next_morning, with_everything
from tests.services.lives.test_dates import (
    SHANGHAI,
    keep,
    moment,
    review,
    to_noon,
    travel,
    use_pack,
    zone,
)
from tests.services.test_card_refunds import ask, pay_command, sheet
from tests.services.test_tiers import by_hand, tier, tier_of
from tests.services.voucher_desk import OFF_20, give, sell_with, template
from tests.support import Till, command_id, refused, subject, txn

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
