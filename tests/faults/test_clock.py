"""The clock goes back, ahead, or lives in another zone (faults.md row 11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from model.errors import UserError
from model.money import yuan
from model.shop import Policy
from services import clock_watch, members
from services.clock import BACK_MS, FORWARD_MS, Doubt, believed_ms, doubt
from tests.support import DAY_MS, START_MS, Till, command_id, txn

pytestmark = pytest.mark.faults


@pytest.mark.parametrize(
    ("moved_ms", "found"),
    [
        (0, None),
        (-BACK_MS, None),
        (-BACK_MS - 1, Doubt.BACK),
        (-2 * DAY_MS, Doubt.BACK),
        (FORWARD_MS, None),
        (FORWARD_MS + 1, Doubt.FORWARD),
        (365 * DAY_MS, Doubt.FORWARD),
    ],
)
def test_a_clock_is_doubted_beyond_five_minutes_back_and_45_days_ahead(
    moved_ms: int, found: Doubt | None
) -> None:
    assert doubt(START_MS, START_MS + moved_ms) is found
    believed = believed_ms(START_MS, START_MS + moved_ms)
    assert believed == (START_MS if found else max(START_MS, START_MS + moved_ms))


def test_a_new_shop_doubts_no_clock() -> None:
    assert doubt(0, 5) is None
    assert believed_ms(0, 5) == 5


def entries(till: Till) -> list[tuple[int, int, int, bytes]]:
    """(seq, instant, business day, transaction) of every transaction, in the order of writing."""
    return [
        (seq, at_ms, day, id_)
        for seq, at_ms, day, id_ in till.rows(
            "SELECT o.seq, t.at_ms, t.business_day, t.id FROM txn t "
            "JOIN operation o ON o.id = t.operation_id ORDER BY t.row"
        )
    ]


@pytest.mark.parametrize("moved", [timedelta(days=-2), timedelta(days=365), timedelta(hours=-8)])
@pytest.mark.parametrize("restart", [False, True])
def test_ids_and_sequences_rise_and_no_bonus_is_lost_by_a_wrong_clock(
    till: Till, moved: timedelta, restart: bool
) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
    till.clock.advance(moved)
    if restart:
        till.reopen()
    for _ in range(3):
        till.sell(yuan(58), member_id, stored=yuan(58))
    card = till.ask(members.card, member_id)
    assert card.today == date(2026, 11, 21)
    assert card.stored == yuan(580 - 174)
    found = entries(till)
    assert [seq for seq, *_ in found] == sorted({seq for seq, *_ in found})
    assert [id_ for *_, id_ in found] == sorted(id_ for *_, id_ in found)
    assert {day for _, _, day, _ in found} == {20261121}
    till.clock.set(START_MS + DAY_MS)
    till.sell(yuan(58), member_id, stored=yuan(58))
    *_, (_, at_ms, day, id_) = entries(till)
    assert (at_ms, day) == (START_MS + DAY_MS, 20261122)
    assert id_ > found[-1][3]
    till.prove()


def test_the_counter_is_told_and_a_manager_may_say_that_the_clock_is_right(till: Till) -> None:
    """A shop that was closed for two months: the bonus expired meanwhile, but only a person may say so."""
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
    assert till.ask(clock_watch.look) is None
    till.clock.advance(timedelta(days=60))
    told = till.ask(clock_watch.look)
    assert told is not None
    assert (told.code, told.last.date(), told.now.date()) == (
        "clock.forward",
        date(2026, 11, 21),
        date(2027, 1, 20),
    )
    with pytest.raises(UserError) as caught:
        till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.cashier))
    assert caught.value.code == "auth.needs"
    assert till.ask(members.card, member_id).stored == yuan(580)
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))
    assert till.ask(clock_watch.look) is None
    card = till.ask(members.card, member_id)
    assert (card.today, card.stored) == (date(2027, 1, 20), yuan(500))
    till.prove()


def test_a_year_ahead_that_was_confirmed_by_mistake_is_taken_back(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
    till.clock.advance(timedelta(days=365))
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))
    sale = txn(till.sell(yuan(10), member_id, stored=yuan(10)))
    till.clock.advance(timedelta(days=-365))
    told = till.ask(clock_watch.look)
    assert told is not None
    assert told.code == "clock.back"
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.owner))
    assert till.ask(members.card, member_id).today == date(2026, 11, 21)
    assert till.ask(members.card, member_id).stored == yuan(570)
    later = txn(till.sell(yuan(80), member_id, stored=yuan(80)))
    assert later > sale
    till.reverse(sale, (0, 1))
    till.prove()


def test_a_wrong_zone_moves_days_and_loses_nothing(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 1))
    for zone in ("America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"):
        till.policy(Policy(time_zone=zone))
        till.sell(yuan(10), member_id, stored=yuan(10))
    wallet = till.wallet(member_id)
    assert wallet.principal.fen + sum(lot.remaining.fen for lot in wallet.lots) == 54_000
    found = entries(till)
    assert [id_ for *_, id_ in found] == sorted(id_ for *_, id_ in found)
    till.prove()
