"""Random lives of accounts against a plain reference: balances, lots, points and what is owed agree."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from model.liability import MonthOwed
from services import liability, points
from services.storage import txn_rows
from tests.effort import often
from tests.services.lives.chance import begin, step
from tests.services.lives.holdings import Person
from tests.services.lives.moving import Moving


class Accounts(Moving):
    """After each step the books say what the reference says; at the end every proof holds."""

    @invariant()
    def everything_agrees(self) -> None:
        if hasattr(self, "till"):
            self._accounts_agree()
            self._promises_agree()
            self._liabilities_agree()
            self._money_agrees()

    def _accounts_agree(self) -> None:
        days = self.till.ask(lambda read: (read.today, read.booking_day))
        same(days, (self.shop.day, max(self.shop.day, self.shop.sealed + timedelta(days=1))))
        for person in self.shop.people:
            self._stored_agrees(person)
            self._counted_agrees(person)

    def _stored_agrees(self, person: Person) -> None:
        # The card of a merged record shows the one that stands for it: here is what is booked on each.
        wallet = self.till.ask(lambda read: txn_rows.wallet(read.conn, self.ids[person]))
        same((wallet.principal.fen, wallet.points), (person.principal, person.points), person.name)
        there = {lot.id: (lot.remaining.fen, lot.expires_on, lot.granted_on) for lot in wallet.lots}
        known = {id_: (lot.left, lot.last_day, lot.given_on) for id_, lot in person.lots.items() if lot.left}
        same(there, known, person.name)
        same(wallet.bonus_on(self.shop.day).fen, person.bonus(self.shop.day), person.name)
        usable = self.till.ask(points.usable, self.ids[person], person.points)
        same(usable, self.shop.usable_points(person), person.name)

    def _counted_agrees(self, person: Person) -> None:
        family = [] if person.into else self.shop.family(person)
        rows = "SELECT b.spent, b.topped_up, b.visits FROM member m JOIN member_balance b "
        booked = self.till.rows(f"{rows} ON b.member_row = m.row WHERE m.id = ?", self.ids[person])
        sums = [(p.spent, p.topped_up, p.visits) for p in family] or [(0, 0, 0)]
        same(booked, [tuple(map(sum, zip(*sums, strict=True)))], person.name)
        if not person.mixed:
            tier = "SELECT t.discount_bp FROM member m JOIN tier t ON t.id = m.tier_id WHERE m.id = ?"
            assert [self.tier_bp(person)] == (
                [bp for (bp,) in self.till.rows(tier, self.ids[person])] or [10_000]
            )

    def _promises_agree(self) -> None:
        ids = {member_id: person for person, member_id in self.ids.items()}
        rows = self.till.rows("SELECT id, member_id, state FROM instalment")
        known = {id_: (p.owner, p.state) for id_, p in self.shop.promises.items()}
        same({id_: (ids[owner], state) for id_, owner, state in rows}, known)
        rows = self.till.rows("SELECT id, member_id, sessions_left, value_left FROM pack")
        packs = {id_: (p.owner, p.left, p.value) for id_, p in self.shop.packs.items()}
        same({id_: (ids[owner], *left) for id_, owner, *left in rows}, packs)
        rows = self.till.rows("SELECT id, member_id, state FROM voucher")
        states = {"used": "redeemed"}
        vouchers = {id_: (v.owner, states.get(v.state, v.state)) for id_, v in self.shop.vouchers.items()}
        same({id_: (ids[owner], state) for id_, owner, state in rows}, vouchers)

    def _liabilities_agree(self) -> None:
        shop, seen = self.shop, self.till.ask(liability.look)
        same(seen.principal.fen, sum(p.principal for p in shop.people))
        same(seen.points, sum(p.points for p in shop.people))
        same(seen.packs.fen, sum(p.value for p in shop.packs.values()))
        same(seen.if_all_asked_back.fen, seen.principal.fen + seen.packs.fen)
        bonus: Counter[date | None] = Counter()
        for person in shop.people:
            for lot in person.lots.values():
                if lot.usable(shop.day):
                    bonus[lot.last_day.replace(day=1) if lot.last_day else None] += lot.left
        same(_by_month(seen.bonus), +bonus)
        promised: Counter[date | None] = Counter()
        for promise in shop.promises.values():
            if promise.open(shop.day):
                promised[max(promise.due_on, shop.day).replace(day=1)] += promise.amount
        same(_by_month(seen.instalments), +promised)

    def _money_agrees(self) -> None:
        """What each way to pay took in; no more real money was paid out than was paid in, plus interest."""
        rows = "SELECT account, sum(amount) FROM daily_total GROUP BY account"
        booked = {account: amount for account, amount in self.till.rows(rows) if account in self.shop.till}
        same({a: v for a, v in booked.items() if v}, {a: v for a, v in self.shop.till.items() if v})
        assert sum(person.put_in for person in self.shop.people) >= 0
        assert self.paid_out - self.interest >= 0


def same(booked: object, known: object, about: str = "") -> None:
    assert booked == known, f"{about}: {booked} in the books, {known} in the reference"


def _by_month(months: tuple[MonthOwed, ...]) -> dict[date | None, int]:
    return {month.month: month.amount.fen for month in months}


def live(seed: int, steps: int) -> None:
    """One life by chance; a step that fails says which it was."""
    life, chance = Accounts(), Random(seed)
    done: list[str] = []
    try:
        begin(life, chance)
        for _ in range(steps):
            done.append(step(life, chance))
            life.everything_agrees()
    except Exception as error:
        error.add_note(f"life {seed}, step {len(done)}, after {done[-5:]}")
        life.close()
        raise
    life.teardown()


@pytest.mark.parametrize("seed", range(10))
def test_a_life_by_chance(seed: int) -> None:
    live(seed, 200)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(100, 100 + often(4, 10)))
def test_a_long_life_by_chance(seed: int) -> None:
    live(seed, 1_500)


Accounts.TestCase.settings = settings(
    max_examples=often(60, 150),
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# A failure is made smaller before it is told, which takes a while.
TestAccounts = pytest.mark.timeout(1_800)(pytest.mark.slow(Accounts.TestCase))
