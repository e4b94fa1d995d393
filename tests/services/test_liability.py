"""What is owed: from the kept sums, month by month, and never what has expired."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from model.liability import OwedKind
from model.money import Money, yuan
from services import liability
from tests.support import Till, txn


def test_a_shop_that_owes_nothing(till: Till) -> None:
    owed = till.ask(liability.look)
    assert not owed.if_all_came
    assert (owed.bonus, owed.instalments, owed.trend) == ((), (), ())


def test_principal_bonus_and_its_months(till: Till) -> None:
    short, never = till.plan(yuan(500), yuan(80), 30), till.plan(yuan(300), yuan(50))
    member = till.member()
    till.top_up(member, yuan(500), short)
    till.top_up(member, yuan(300), never)
    till.sell(yuan(100), member, stored=yuan(100))
    owed = till.ask(liability.look)
    wallet = till.wallet(member)
    assert owed.principal == wallet.principal == owed.if_all_asked_back
    assert owed.bonus_total == wallet.bonus_on(owed.day)
    (dated, lasting) = owed.bonus
    assert (dated.month, lasting.month) == ((owed.day + timedelta(days=30)).replace(day=1), None)
    assert owed.if_all_came == owed.principal + owed.bonus_total
    assert owed.cost_if_all_came == Money(owed.if_all_came.fen * 40 // 100)
    assert dated.month is not None
    (one,) = till.ask(liability.members, OwedKind.BONUS, dated.month)
    assert (one.member_id, one.amount, one.count) == (member, dated.amount, 1)
    assert "*" in one.phone or not one.phone


def test_what_has_expired_is_owed_to_nobody(till: Till) -> None:
    member = till.member()
    till.top_up(member, yuan(500), till.plan(yuan(500), yuan(80), 3))
    till.clock.advance(timedelta(days=4))
    owed = till.ask(liability.look)
    assert owed.bonus == ()
    assert till.ask(liability.members, OwedKind.BONUS, owed.day.replace(day=1)) == ()


def test_the_trend_has_every_month_and_ends_with_what_is_owed(till: Till) -> None:
    member = till.member()
    done = till.top_up(member, yuan(500), till.plan(yuan(500), yuan(80)))
    first = till.ask(liability.look).day
    for _ in range(3):
        till.clock.advance(timedelta(days=30))
        till.sell(yuan(1))
    till.reverse(txn(done), amount=yuan(500))
    owed = till.ask(liability.look)
    months = [end.month for end in owed.trend]
    assert months[0] == first.replace(day=1)
    assert months[-1] == owed.day.replace(day=1)
    assert all((b - a).days in (28, 29, 30, 31) for a, b in itertools.pairwise(months))
    assert owed.trend[0].total == yuan(580)
    assert owed.trend[-1].total == owed.principal + owed.bonus_total
    assert date.min < months[0]
