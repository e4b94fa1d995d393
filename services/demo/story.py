"""The example shop's history, visit by visit: who signs up, tops up, buys, and what is put right later."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Final

from model.bill import Quote, price
from model.commands import Gender
from model.ids import MemberId, StaffId
from model.money import Money
from model.sale import Payment
from model.shop import ItemKind, Role
from model.topup import limit_warnings
from services.demo import names
from services.demo.catalog import EXAMPLE
from services.demo.choices import (
    NO_PHONE_REASONS,
    RETURN_REASONS,
    SALE_REASONS,
    TOP_UP_REASONS,
    Choices,
    Habit,
)
from services.demo.counter import Counter, Sold, ToppedUp
from services.demo.founding import Founded
from services.demo.life import Life
from services.members import sort_name
from services.storage.member_rows import Person

WALK_IN: Final = -1
"""In place of a member's index: a customer without a membership."""

_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 24 * 60 * _MINUTE_MS
_LONGEST_STEP_MS: Final = 30_000
_FIRST_TOP_UP_SHARE: Final = 0.45
_TOP_UP_SHARE: Final = 0.65
_CONSENT_SHARE: Final = 0.93
_NO_PHONE_SHARE: Final = 0.012
_WRONG_SALE_SHARE: Final = 0.004
_WRONG_TOP_UP_SHARE: Final = 0.006
_RETURN_SHARE: Final = 0.06
"""Of the bills with a product and something else."""


class Story:
    """Tells the visits in the order of time, each at its moment, up to the end of the history."""

    def __init__(
        self, counter: Counter, founded: Founded, choices: Choices, seed: int, members: int, end_ms: int
    ) -> None:
        self._counter = counter
        self._life: Life | None = None
        self._founded = founded
        self._choose = choices
        self._seed = seed
        self._end_ms = end_ms
        self._now = 0
        self._step_ms = _LONGEST_STEP_MS
        self._people: dict[int, names.Person] = {}
        self._next_index = 0
        self._row_of_index = array("i", [0]) * members
        self._habits = array("H", [0]) * (members + 1)
        self._later: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self._sources = {source.name: source.id for source in founded.sources}
        self._tags = {tag.name: tag.id for tag in founded.tags}
        self._from_spent = tuple(tier.from_spent.fen for tier in EXAMPLE.tiers)
        (self._manager,) = (person.id for person in founded.of_role(Role.MANAGER))
        self._cashiers = [person.id for person in founded.of_role(Role.CASHIER)]
        self._products = {item.id for item in founded.items if item.kind is ItemKind.PRODUCT}
        self._by = self._cashiers[0]

    def go_on_with(self, counter: Counter, life: Life) -> None:
        """From now on at another counter, with everything that a shop promises; what was put off is dropped.

        Sales of the first counter can't be taken back at the second.
        """
        self._counter, self._life = counter, life
        self._later.clear()

    def expect(self, newest: int) -> None:
        """Make up the people who sign up on the next day: everybody else up to that index."""
        count = max(0, newest + 1 - self._next_index)
        coming = names.people(self._seed, self._next_index, count)
        self._people = dict(enumerate(coming, start=self._next_index))
        self._next_index += count

    def day(
        self, day: date, opens_ms: int, closes_ms: int, count: int, visits: Iterable[tuple[int, int]]
    ) -> None:
        """Tell a day's `count` visits, given as (ms, index or WALK_IN) in the order of time."""
        self._counter.open_day(day)
        # However many come, the one counter serves them within the day.
        self._step_ms = min(_LONGEST_STEP_MS, (closes_ms - opens_ms) // (12 * count))
        self._move_to(opens_ms)
        self._begin_shifts(opens_ms, closes_ms)
        self._tell_later(opens_ms)
        if self._life:
            self._life.opening(self._by)
        for at_ms, index in visits:
            self._tell_later(at_ms)
            self._move_to(at_ms)
            if index == WALK_IN:
                self._sell(0, self._choose.habit(self._choose.happens(0.3)))
            else:
                self._visit(index)
        self._tell_later(closes_ms)
        if self._life and closes_ms < self._end_ms:
            self._move_to(closes_ms)
            self._life.closing(self._by)

    def _begin_shifts(self, opens_ms: int, closes_ms: int) -> None:
        early = self._choose.one(self._cashiers)
        late = self._choose.one([cashier for cashier in self._cashiers if cashier != early])
        self._put_off(opens_ms, partial(self._sign_in, early))
        self._put_off((opens_ms + closes_ms) // 2, partial(self._sign_in, late))

    def _sign_in(self, cashier: StaffId) -> None:
        self._by = cashier
        self._counter.sign_in(cashier)

    def _put_off(self, due_ms: int, action: Callable[[], None]) -> None:
        heappush(self._later, (due_ms, next(self._order), action))

    def _tell_later(self, until_ms: int) -> None:
        """What was put off and is due by then."""
        until_ms = min(until_ms, self._end_ms)
        while self._later and self._later[0][0] <= until_ms:
            due_ms, _, action = heappop(self._later)
            self._move_to(due_ms)
            action()

    def _move_to(self, at_ms: int) -> None:
        """Time goes on: never back, and never past the end of the history."""
        self._now = min(max(self._now, at_ms), self._end_ms)
        self._counter.at(self._now)

    def pause(self) -> None:
        """What a person at the counter needs for the next thing."""
        self._move_to(self._now + 1 + int(self._step_ms * (0.5 + self._choose.random())))

    def _visit(self, index: int) -> None:
        row = self._row_of_index[index]
        is_new = not row
        if is_new:
            row = self._sign_up(index)
        habit = _unpacked(self._habits[row])
        self.pause()
        if self._life:
            row = self._life.as_whom(row)
            if row and self._life.coming(self._by, row):
                return
        if row and is_new and habit.keeps_stored_value and self._choose.happens(_FIRST_TOP_UP_SHARE):
            self._top_up(row)
        self._sell(row, habit)
        if self._life and row:
            self._life.leaving(self._by, row)

    def _sign_up(self, index: int) -> int:
        found, choose = self._people.pop(index), self._choose
        has_phone = not choose.happens(_NO_PHONE_SHARE)
        consents = choose.happens(_CONSENT_SHARE)
        person = Person(
            name=found.name,
            sort_name=sort_name(found.name),
            phone=found.phone if has_phone else "",
            no_phone_reason="" if has_phone else choose.one(NO_PHONE_REASONS),
            gender=found.gender,
            birthday=found.birthday,
            source_id=self._sources[found.source],
            referrer_id=self._referrer(found.referrer),
            tier_id=self._founded.tiers[0].id,
            note=found.note,
            consent_text=self._founded.settings.profile.consent_text if consents else "",
            consent_ms=self._now if consents else None,
        )
        card_id = self._life.card_from(person) if self._life else None
        row = self._counter.sign_up(self._by, person, [self._tags[tag] for tag in found.tags], card_id)
        self._row_of_index[index] = row
        self._habits[row] = _packed(choose.habit(found.gender is Gender.MALE))
        return row

    def _referrer(self, index: int | None) -> MemberId | None:
        # Of the same day, the friend may have come in the evening.
        row = self._row_of_index[index] if index is not None else 0
        if row and self._life:
            row = self._life.as_whom(row)
        return self._counter.member_id(row) if row else None

    def _top_up(self, row: int) -> None:
        """Top up by a plan or freely, unless the law would want it said first."""
        plan, paid = self._choose.top_up()
        if plan is not None and not self._counter.can_buy(plan, row):
            return
        tenders = self._choose.top_up_tenders(paid)
        principal = self._counter.wallet(row).principal + paid
        if any(limit_warnings(paid, a, principal, self._founded.settings.policy) for a, _ in tenders):
            return
        done = self._counter.top_up(self._by, row, tenders, plan)
        if self._life:
            self._life.topped_up(row)
        self.pause()
        if self._choose.happens(_WRONG_TOP_UP_SHARE):
            self._take_back(done)

    def _take_back(self, done: ToppedUp) -> None:
        self._approve()
        reason = self._choose.one(TOP_UP_REASONS)
        self._counter.reverse_top_up(self._by, done, reason, self._manager)
        self.pause()

    def _approve(self) -> None:
        self._counter.approve(self._manager, Role.MANAGER)
        self.pause()

    def _sell(self, row: int, habit: Habit, *, again: bool = False) -> None:
        """One bill; row 0 is a walk-in."""
        choose = self._choose
        tier = self._founded.tiers[self._counter.tier(row)]
        bill = choose.bill(habit, tier.discount_bp)
        if self._life and not again:
            bill = self._life.bill(row, bill)
        quote = price(bill)
        payment = self._payment(row, habit, quote, may_top_up=not again)
        over = quote.manual_share_bp > self._founded.settings.policy.cashier_discount_limit_bp
        if over:
            self._approve()
        sold = self._counter.sell(
            self._by,
            row,
            bill,
            payment,
            rating=choose.rating() if row and not again else None,
            approved_by=self._manager if over else None,
        )
        self._raise_tier(row)
        if not again:
            self._plan_mistakes(sold, habit)

    def _payment(self, row: int, habit: Habit, quote: Quote, *, may_top_up: bool) -> Payment:
        """From stored value as far as it goes, the rest from outside."""
        choose, due = self._choose, quote.due
        available = self._available(row)
        short = row and habit.keeps_stored_value and available.fen < due.fen
        if short and may_top_up and choose.happens(_TOP_UP_SHARE):
            self._top_up(row)
            available = self._available(row)
        stored = min(due, available)
        return Payment(stored, choose.tenders(due - stored))

    def _available(self, row: int) -> Money:
        return self._counter.wallet(row).available_on(self._counter.day)

    def _raise_tier(self, row: int) -> None:
        if not row or self._counter.lifts_tiers:
            return
        spent, tier = self._counter.spent(row), self._counter.tier(row)
        reached = sum(spent >= limit for limit in self._from_spent) - 1
        if reached > tier:
            self.pause()
            self._counter.give_tier(self._manager, row, reached)

    def _plan_mistakes(self, sold: Sold, habit: Habit) -> None:
        choose, lines = self._choose, sold.quote.lines
        if choose.happens(_WRONG_SALE_SHARE):
            due_ms = self._now + int((2 + 6 * choose.random()) * _MINUTE_MS)
            self._put_off(due_ms, partial(self._sell_anew, sold, habit))
            return
        products = [
            n for n, p in enumerate(lines) if p.line.item_id in self._products and p.line.quantity == 1
        ]
        if products and len(lines) > 1 and choose.happens(_RETURN_SHARE):
            due_ms = self._now + int((1 + 5 * choose.random()) * _DAY_MS)
            self._put_off(due_ms, partial(self._take_back_product, sold, products[0]))

    def _sell_anew(self, sold: Sold, habit: Habit) -> None:
        """The whole sale was wrong: reversed within minutes, and sold again as it was meant."""
        self._approve()
        every = [(n, p.line.quantity) for n, p in enumerate(sold.quote.lines)]
        reason = self._choose.one(SALE_REASONS)
        self._counter.reverse_sale(self._by, sold, every, reason, self._manager)
        self.pause()
        self._sell(sold.row, habit, again=True)

    def _take_back_product(self, sold: Sold, line: int) -> None:
        self._approve()
        reason = self._choose.one(RETURN_REASONS)
        self._counter.reverse_sale(self._by, sold, [(line, 1)], reason, self._manager)


def _packed(habit: Habit) -> int:
    return habit.is_man | habit.keeps_stored_value << 1 | habit.stylist << 2


def _unpacked(packed: int) -> Habit:
    return Habit(bool(packed & 1), bool(packed & 2), packed >> 2)
