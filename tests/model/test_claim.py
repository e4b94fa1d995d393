from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.claim import Promise, check_together, lots_of, postings, stand, total
from model.errors import UserError
from model.ids import InstalmentId, LotId, MemberId, TxnId
from model.instalment import Instalment, due_days, last_day
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.offer import OfferedInstalments
from model.rules import ClaimRules

MEMBER = MemberId(bytes(16))
BOUGHT = date(2027, 1, 31)

RULES = st.builds(
    ClaimRules,
    roll_over=st.booleans(),
    window_days=st.integers(1, 70),
    several_at_once=st.booleans(),
    minimum_purchase=st.sampled_from((ZERO, yuan(50))),
    bonus_days=st.sampled_from((None, 1, 30, 90)),
)


def purchase(n: int, rules: ClaimRules, *, claimed_today: bool = False) -> list[Promise]:
    offered = OfferedInstalments(10, yuan(n + 1), bool(n % 2))
    return [
        Promise(
            Instalment(
                InstalmentId(bytes([n, k]) + bytes(14)),
                TxnId(bytes([n]) + bytes(15)),
                k,
                MEMBER,
                offered.amount,
                due,
                last_day(due, rules),
                rules.bonus_days,
            ),
            10,
            f"方案 {n}",
            rules,
            claimed_today,
        )
        for k, due in enumerate(due_days(BOUGHT, offered), start=1)
    ]


@given(
    st.lists(st.tuples(RULES, st.booleans()), max_size=4),
    st.integers(-5, 400),
    st.sampled_from((ZERO, yuan(49), yuan(50))),
)
def test_everything_pending_is_in_one_place_and_what_is_claimable_can_be_claimed(
    bought: list[tuple[ClaimRules, bool]], days: int, consumed: Money
) -> None:
    day = BOUGHT + timedelta(days=days)
    promises = [
        one for n, (rules, today) in enumerate(bought) for one in purchase(n, rules, claimed_today=today)
    ]
    promises.sort(key=lambda one: (one.instalment.due_on, one.purchase))
    found = stand(MEMBER, promises, day, consumed)
    placed = (*found.claimable, *found.refused, *found.later, *found.lapsed)
    assert sorted(one.id for one in placed) == sorted(one.id for one in promises)
    assert (found.refusal is None) == (not found.refused)
    assert found.left == total(promises) - total(found.lapsed)
    check_together(found.claimable, day, consumed)
    for one in (*found.later, *found.lapsed):
        with pytest.raises(UserError):
            check_together((one,), day, consumed)
    for one in found.refused:
        with pytest.raises(UserError):
            check_together((*found.claimable, one), day, consumed)


@given(st.lists(RULES, min_size=1, max_size=4), st.integers(0, 400))
def test_a_claim_gives_exactly_its_sum_as_bonus_and_touches_nothing_else(
    bought: list[ClaimRules], days: int
) -> None:
    day = BOUGHT + timedelta(days=days)
    chosen = [purchase(n, rules)[0] for n, rules in enumerate(bought)]
    lots = lots_of(chosen, day)
    assert sum((amount for _, amount in lots), ZERO) == total(chosen)
    assert len({last for last, _ in lots}) == len(lots)
    made = postings(MEMBER, [(LotId(bytes([n]) * 16), amount) for n, (_, amount) in enumerate(lots)])
    assert sum(p.amount for p in made) == 0
    assert {p.account for p in made} == {Account.BONUS, Account.BONUS_GIVEN}


def test_a_standstill_is_said_of_all_that_is_due() -> None:
    frozen = UserError("member.frozen")
    found = stand(MEMBER, purchase(0, ClaimRules()), date(2027, 3, 31), ZERO, frozen)
    assert (found.claimable, found.refusal, len(found.refused)) == ((), frozen, 3)
