"""An evening after the seal: booked on tomorrow, but what is valid and due goes by the day it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from model.money import ZERO, yuan
from model.offer import Offer
from model.rules import ClaimRules, PointsRules
from model.tier_commands import ExpireDue
from services import (
    expiry,
    instalments,
    members,
    overdue,
    points,
    search,
    vouchers,
)
from services.overdue import Place
from tests.services import friends
from tests.services.claims_till import claim, ids_of, promised, state
from tests.services.evenings import LAST, NEXT, after_the_seal, booked_on, next_morning, with_everything
from tests.services.lives.test_dates import (
    NEW_YORK,
    SHANGHAI,
    expire,
    keep,
    moment,
    to_noon,
    travel,
    use_pack,
    zone,
)
from tests.services.test_plans import bought as buy_plan
from tests.services.test_plans import plan
from tests.services.voucher_desk import sell_with
from tests.support import Till, command_id, refused, txn

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
