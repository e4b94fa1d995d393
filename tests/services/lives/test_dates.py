"""Last days, short months, year ends, summer time and clocks set back: the shop's business day decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from model.claim import ClaimInstalments
from model.commands import SaveSettings
from model.ids import MemberId, PackId, PackKindId, PlanId, TxnId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.pack import PackKind
from model.pack_commands import SavePackKind, SellPack, UsePack
from model.rules import ClaimRules, PointsRules, Rules, TierRules
from model.sale import Payment, Tender
from model.shop import Policy
from model.tier_commands import ExpireDue, ReviewTiers
from model.voucher import HeldVoucher
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import clock_watch, closing, expiry, instalments, packs, points, settings, tier_review, tiers
from services.ids import new_id
from tests.services.claims_till import claim, ids_of, promised, state
from tests.services.lives.holdings import months_later
from tests.services.test_closing import seal
from tests.services.test_tiers import tier, tier_of
from tests.services.voucher_desk import give, sell_with, template
from tests.support import DAY_MS, Till, command_id, refused, txn

DAYS = 20
"""How long everything can be used that is bought here, beside the day of buying."""
SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


def moment(till: Till, day: date, hour: int, minute: int = 0) -> int:
    """Milliseconds of a wall clock in the shop's zone."""
    zone = ZoneInfo(till.ask(lambda read: read.settings.policy.time_zone))
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp() * 1000)


def travel(till: Till, at_ms: int) -> None:
    """In steps with an entry each: a clock far ahead of the newest one isn't believed."""
    while till.clock.now_ms() + 40 * DAY_MS < at_ms:
        till.clock.set(till.clock.now_ms() + 40 * DAY_MS)
        till.sell(yuan(1))
    till.clock.set(at_ms)


def to_noon(till: Till, day: date) -> None:
    travel(till, moment(till, day, 12))


def keep(till: Till, rules: Rules) -> None:
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, rules))


def expire(till: Till) -> str:
    """For how many members something was booked as expired."""
    return till.do(expiry.expire_due, ExpireDue(command_id(), till.people.cashier)).number


def zone(till: Till, name: str, hour: int) -> None:
    till.policy(Policy(time_zone=name, day_starts_hour=hour))


@dataclass(frozen=True)
class Bought:
    """Everything with a last day, all of it the same one."""

    member_id: MemberId
    pack_id: PackId
    voucher: HeldVoucher
    purchase: TxnId


def buy(till: Till) -> Bought:
    member_id = till.member()
    kind = PackKind(PackKindId(new_id()), "护理3次", till.item(), 3, yuan(90), DAYS)
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.owner, kind))
    plan_id: PlanId = till.plan(yuan(100), yuan(30), DAYS)
    rule = VoucherRule(Benefit(BenefitKind.AMOUNT, yuan(20)), Validity(days=DAYS + 1))
    of = template(till, rule)
    till.top_up(member_id, yuan(100), plan_id)
    cash = Payment(ZERO, (Tender(Account.CASH, kind.price, kind.price),))
    till.do(packs.sell, SellPack(command_id(), till.people.cashier, member_id, kind.id, 1, cash))
    (pack,) = till.ask(packs.of_member, member_id)
    purchase = promised(till, member_id, ClaimRules(roll_over=False, window_days=DAYS + 1), count=1)
    (voucher,) = give(till, of, member_id)
    return Bought(member_id, pack.id, voucher, purchase)


def use_pack(till: Till, pack_id: PackId) -> None:
    till.do(packs.use, UsePack(command_id(), till.people.cashier, pack_id))


@pytest.mark.parametrize("hour", [0, 4, 6])
@pytest.mark.parametrize(
    ("name", "last"),
    [
        (SHANGHAI, date(2026, 12, 31)),
        (SHANGHAI, date(2028, 2, 29)),
        # The hour from two to three doesn't come on 14 March 2027; on 7 November one to two comes twice.
        (NEW_YORK, date(2027, 3, 13)),
        (NEW_YORK, date(2027, 3, 14)),
        (NEW_YORK, date(2027, 11, 6)),
        (NEW_YORK, date(2027, 11, 7)),
    ],
)
def test_everything_can_be_used_to_the_last_minute_of_its_last_day(
    till: Till, name: str, hour: int, last: date
) -> None:
    zone(till, name, hour)
    to_noon(till, last - timedelta(days=DAYS))
    bought = buy(till)
    end = moment(till, last + timedelta(days=1), hour)
    travel(till, end - 60_000)
    assert till.ask(closing.open_day).today == last
    assert expire(till) == "0"
    till.sell(yuan(1), bought.member_id, stored=yuan(1))
    use_pack(till, bought.pack_id)
    sell_with(till, bought.voucher, member_id=bought.member_id)
    assert [one.instalment.last_on for one in state(till, bought.member_id).claimable] == [last]
    assert till.ask(lambda read: read.today) == last


@pytest.mark.parametrize("hour", [0, 4, 6])
@pytest.mark.parametrize(("name", "last"), [(SHANGHAI, date(2027, 1, 31)), (NEW_YORK, date(2027, 3, 13))])
def test_nothing_can_be_used_with_the_first_minute_after_it(
    till: Till, name: str, hour: int, last: date
) -> None:
    zone(till, name, hour)
    to_noon(till, last - timedelta(days=DAYS))
    bought = buy(till)
    travel(till, moment(till, last + timedelta(days=1), hour))
    assert till.ask(closing.open_day).today == last + timedelta(days=1)
    # ¥600 of principal: the bonus is not there any more, booked or not.
    over = yuan(601)
    refused("balance.short", lambda: till.sell(over, bought.member_id, stored=over))
    refused("pack.expired", lambda: use_pack(till, bought.pack_id))
    refused("voucher.expired", lambda: sell_with(till, bought.voucher, member_id=bought.member_id))
    refused("claim.lapsed", lambda: claim(till, bought.member_id, *ids_of(till, bought.purchase)))
    assert (expire(till), expire(till)) == ("1", "0")
    till.prove()


@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
@pytest.mark.parametrize("roll_over", [True, False])
@pytest.mark.parametrize("bought_on", [date(2026, 12, 31), date(2027, 1, 31), date(2028, 2, 29)])
def test_ten_months_with_missed_ones(till: Till, name: str, roll_over: bool, bought_on: date) -> None:
    """A visit on the due days of the 1st, 2nd, 5th, 6th and last month; a missed one waits or lapses."""
    zone(till, name, 4)
    to_noon(till, bought_on)
    member_id = till.member()
    promised(till, member_id, ClaimRules(roll_over=roll_over, window_days=28), count=10, next_month=True)
    due = [months_later(bought_on, n) for n in range(1, 11)]
    left = list(due)
    for visit in (due[0], due[1], due[4], due[5], due[9]):
        to_noon(till, visit)
        there = [day for day in left if day <= visit and (roll_over or visit < day + timedelta(days=28))]
        assert [one.instalment.due_on for one in state(till, member_id).claimable] == there
        claim(till, member_id)
        left = [day for day in left if day > visit]
    collected = till.wallet(member_id).lots
    assert sum(lot.granted.fen for lot in collected) == (10 if roll_over else 5) * 5_000
    till.prove()


@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
@pytest.mark.parametrize(
    ("earned", "last"),
    [
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 2, 28), date(2027, 3, 31)),
        (date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_points_end_with_the_month_after(till: Till, name: str, earned: date, last: date) -> None:
    zone(till, name, 4)
    keep(till, PointsRules(valid_months=1))
    to_noon(till, earned)
    member_id = till.member()
    till.sell(yuan(88), member_id)
    end = moment(till, last + timedelta(days=1), 4)
    travel(till, end - 60_000)
    assert till.ask(points.hand, member_id).points == 88
    assert till.ask(points.hand, member_id).ends_on == last
    assert expire(till) == "0"
    travel(till, end)
    assert till.ask(points.hand, member_id).points == 0
    assert expire(till) == "1"
    till.prove()


@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
@pytest.mark.parametrize(
    ("months", "spent", "last"),
    [
        (1, date(2027, 1, 31), date(2027, 2, 28)),
        (1, date(2026, 12, 31), date(2027, 1, 30)),
        (12, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_window_of_a_tier_ends_with_its_day(
    till: Till, name: str, months: int, spent: date, last: date
) -> None:
    zone(till, name, 4)
    keep(till, TierRules(window_months=months, grace_days=0))
    tier(till, "金卡", 1, 1_000)
    to_noon(till, spent)
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    end = moment(till, last + timedelta(days=1), 4)
    travel(till, end - 60_000)
    assert review(till) == "0"
    assert till.ask(tiers.standing, member_id).progress == yuan(1_000)
    travel(till, end)
    assert till.ask(tiers.standing, member_id).progress == Money(0)
    assert (tier_of(till, member_id), review(till), tier_of(till, member_id)) == ("金卡", "1", "普通")
    till.prove()


def review(till: Till) -> str:
    return till.do(tier_review.review_due, ReviewTiers(command_id(), till.people.cashier)).number


@pytest.mark.parametrize("hour", [0, 4, 6])
@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
def test_the_night_between_two_years_is_sealed_on_the_right_side(till: Till, name: str, hour: int) -> None:
    zone(till, name, hour)
    end = date(2026, 12, 31)
    travel(till, moment(till, end + timedelta(days=1), hour) - 60_000)
    till.sell(yuan(10))
    travel(till, moment(till, end + timedelta(days=1), hour))
    till.sell(yuan(20))
    figures = seal(till).sheet.figures
    assert figures.last_day == end + timedelta(days=1)
    days = till.rows("SELECT business_day, amount FROM txn WHERE kind = 'sale' ORDER BY row DESC LIMIT 2")
    assert days == [(20270101, 2_000), (20261231, 1_000)]
    till.prove()


# A clock set back, or far ahead


def told(till: Till) -> str:
    found = till.ask(clock_watch.look)
    return found.code if found else ""


def test_a_clock_set_back_gives_nothing_a_second_time(till: Till) -> None:
    """Today's instalment is claimed, its day stays today, and what is later is still later."""
    member_id = till.member()
    rules = ClaimRules(several_at_once=False, bonus_days=30)
    bought = promised(till, member_id, rules, count=3)
    to_noon(till, months_later(date(2026, 11, 21), 1))
    claim(till, member_id)
    before = till.ask(lambda read: read.today)
    till.clock.advance(-timedelta(days=25))
    assert told(till) == "clock.back"
    second, third = ids_of(till, bought)[1:]
    refused("claim.one_a_day", lambda: claim(till, member_id, second), till.path)
    refused("claim.one_a_day", lambda: claim_all(till, member_id, bought), till.path)
    refused("claim.early", lambda: claim(till, member_id, third), till.path)
    assert till.ask(lambda read: read.today) == before
    # A manager says that the clock is right: the days are those of the clock, and nothing is given twice.
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))
    assert told(till) == ""
    refused("claim.early", lambda: claim(till, member_id, second), till.path)
    till.prove()


def claim_all(till: Till, member_id: MemberId, bought: TxnId) -> None:
    left = tuple(ids_of(till, bought)[1:])
    till.do(instalments.claim, ClaimInstalments(command_id(), till.people.cashier, member_id, left))


@pytest.mark.parametrize("days", [-30, 60])
def test_a_clock_in_doubt_expires_and_lowers_nothing(till: Till, days: int) -> None:
    """Neither bonus, points nor tiers go by a clock that nobody believes."""
    keep(till, PointsRules(valid_months=1))
    keep(till, TierRules(window_months=1, grace_days=0))
    tier(till, "金卡", 1, 1_000)
    member_id = till.member()
    till.sell(yuan(1_000), member_id)
    till.top_up(member_id, yuan(100), till.plan(yuan(100), yuan(30), 20))
    till.clock.advance(timedelta(days=days))
    assert told(till) == ("clock.back" if days < 0 else "clock.forward")
    assert (expire(till), review(till)) == ("0", "0")
    assert till.ask(points.hand, member_id).points == 1_000
    assert tier_of(till, member_id) == "金卡"
    till.sell(yuan(130), member_id, stored=yuan(130))
    assert told(till) == ("clock.back" if days < 0 else "clock.forward")
    till.prove()


def test_a_clock_far_ahead_hands_out_no_instalment_of_later(till: Till) -> None:
    member_id = till.member()
    bought = promised(till, member_id, count=5, next_month=True)
    till.clock.advance(timedelta(days=200))
    assert told(till) == "clock.forward"
    assert state(till, member_id).claimable == ()
    refused("claim.early", lambda: claim(till, member_id, ids_of(till, bought)[0]), till.path)


@pytest.mark.parametrize("name", [SHANGHAI, NEW_YORK])
def test_a_sealed_day_stays_sealed_when_the_clock_goes_back(till: Till, name: str) -> None:
    zone(till, name, 4)
    to_noon(till, date(2026, 12, 31))
    till.sell(yuan(10))
    seal(till)
    till.clock.advance(-timedelta(days=3))
    assert told(till) == "clock.back"
    sale = txn(till.sell(yuan(20)))
    assert till.rows("SELECT business_day FROM txn WHERE id = ?", sale) == [(20270101,)]
    assert not till.ask(closing.open_day).begun
    refused("close.future", lambda: seal(till), till.path)
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))
    sale = txn(till.sell(yuan(20)))
    assert till.rows("SELECT business_day FROM txn WHERE id = ?", sale) == [(20270101,)]
    refused("close.future", lambda: seal(till), till.path)
    till.prove()


def test_a_wider_window_of_rules_changes_nothing_that_was_sold(till: Till) -> None:
    """The purchase keeps its rules; the shop's new ones are for what comes after."""
    member_id = till.member()
    bought = promised(till, member_id, ClaimRules(roll_over=False, window_days=5), count=1)
    keep(till, replace(ClaimRules(), roll_over=True))
    to_noon(till, date(2026, 11, 26))
    refused("claim.lapsed", lambda: claim(till, member_id, *ids_of(till, bought)), till.path)
