"""A plain reference of accounts, written from domain.md sections 3, 4 and 9 and nothing else.

It knows people, fen and days; no postings. Where the rules leave the last fen open (which fen of a line
goes back to which bucket), it checks the laws a part must keep and takes over what was booked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.services.lives.holdings import (
    PRINCIPAL,
    Bought,
    Bucket,
    Claimed,
    ClaimRule,
    Handed,
    Lot,
    Pack,
    Person,
    Promise,
    Sold,
    Voucher,
    half_up,
    months_later,
)


@dataclass(slots=True)
class Rules:
    """What the shop set; amounts in fen."""

    order: str = "proportional"
    points_per_yuan: int = 1
    fen_per_point: int = 1
    valid_months: int = 0
    double_weekdays: tuple[int, ...] = ()
    claims: ClaimRule = field(default_factory=ClaimRule)


@dataclass(slots=True)
class Shop:
    """Everybody's account, and what each way to pay took in (positive) or paid out."""

    rules: Rules
    day: date
    """What day it is: what is valid, due and over goes by it (2.2, 4)."""
    sealed: date = date.min
    """Nothing more is booked on this day or before it (3.10)."""
    people: list[Person] = field(default_factory=list)
    promises: dict[bytes, Promise] = field(default_factory=dict)
    packs: dict[bytes, Pack] = field(default_factory=dict)
    vouchers: dict[bytes, Voucher] = field(default_factory=dict)
    bought: list[Bought] = field(default_factory=list)
    merges: list[Handed] = field(default_factory=list)
    till: Counter[str] = field(default_factory=Counter)
    steps: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))

    def family(self, person: Person) -> list[Person]:
        return [person, *(one for one in self.people if one.into is person)]

    # ── paying in ──

    def top_up(self, person: Person, paid: int, by: str) -> Bought:
        """Principal; it earns nothing (3.9) and is no income (3.10)."""
        self.till[by] += paid
        person.principal += paid
        person.topped_up += paid
        person.put_in += paid
        person.first_paid = person.first_paid or self.day
        bought = Bought(person, next(self.steps), paid, by, paid)
        self.bought.append(bought)
        return bought

    def grant(self, bought: Bought, lot_id: bytes, bonus: int, days: int | None) -> None:
        last = self.day + timedelta(days=days) if days is not None else None
        bought.person.lots[lot_id] = Lot(bonus, bonus, self.day, last)
        bought.lot_id, bought.bonus, bought.bonus_left = lot_id, bonus, bonus

    def promise(self, bought: Bought, ids: Iterable[bytes], amount: int, first: int) -> None:
        for n, id_ in enumerate(ids):
            due_on = months_later(self.day, first + n)
            one = Promise(bought.person, bought, amount, due_on, self.rules.claims)
            self.promises[id_] = one
            bought.promises.append(one)

    def why_not_top_up_back(self, bought: Bought, amount: int) -> bool:
        """Whether taking so much of a top-up back must be refused."""
        person = bought.person
        used = any(p.state == "claimed" for p in bought.promises) or any(p.had for p in bought.packs)
        used = used or any(v.state == "used" for v in bought.vouchers)
        parts = bought.whole_only and amount != bought.left
        bonus = self._bonus_share(bought, amount)
        lot = person.lots.get(bought.lot_id or b"")
        short = person.principal < amount or (lot.left if lot else 0) < bonus
        settled = bought.at < person.settled_at
        return not person.free or settled or used or parts or short or not 0 < amount <= bought.left

    def _bonus_share(self, bought: Bought, amount: int) -> int:
        """The same share of the bonus, cumulatively: the last part takes what remains."""
        kept = bought.bonus - bought.bonus * (bought.paid - bought.left + amount) // bought.paid
        return bought.bonus_left - kept

    def take_top_up_back(self, bought: Bought, amount: int) -> None:
        person, bonus = bought.person, self._bonus_share(bought, amount)
        person.principal -= amount
        person.topped_up -= amount
        person.put_in -= amount
        self.till[bought.by] -= amount
        bought.left -= amount
        if bought.lot_id:
            bought.bonus_left -= bonus
            person.lots[bought.lot_id].left -= bonus
        if not bought.left:
            self._end(bought)

    def _end(self, bought: Bought) -> None:
        """What a payment promised ends with it."""
        for promise in bought.promises:
            promise.state = "cancelled" if promise.state == "pending" else promise.state
        for pack in bought.packs:
            pack.state = "ended"
        self._void(bought)

    def _void(self, bought: Bought) -> None:
        for voucher in bought.vouchers:
            voucher.state = "voided" if voucher.state == "issued" else voucher.state

    def _is_over(self, bought: Bought) -> bool:
        """Whether a payment was taken back or settled: what it brought doesn't come again."""
        return not bought.left or bought.at < bought.person.settled_at

    # ── instalments ──

    def claimable(self, person: Person) -> list[Promise]:
        """What is due and not lapsed; one a day and purchase where several aren't allowed."""
        if not person.free:
            return []
        mine = [p for p in self.promises.values() if p.owner is person]
        due = [p for p in mine if p.open(self.day) and p.due_on <= self.day]
        due.sort(key=lambda p: (p.due_on, p.bought.at))
        found: list[Promise] = []
        for one in due:
            of_same = [p for p in self.promises.values() if p.bought is one.bought]
            today = any(p.claimed_on == self.day for p in of_same) or any(p in found for p in of_same)
            if one.rule.several or not today:
                found.append(one)
        return found

    def lots_of(self, promises: list[Promise]) -> dict[date | None, int]:
        """One lot for everything with the same last day."""
        sums: dict[date | None, int] = {}
        for one in promises:
            days = one.rule.bonus_days
            last = self.day + timedelta(days=days) if days is not None else None
            sums[last] = sums.get(last, 0) + one.amount
        return sums

    def claim(self, person: Person, promises: list[Promise], lot_ids: dict[date | None, bytes]) -> Claimed:
        """Bonus, never money (section 4); the lots are known by their last days."""
        lots = self.lots_of(promises)
        assert lot_ids.keys() == lots.keys()
        for last, amount in lots.items():
            person.lots[lot_ids[last]] = Lot(amount, amount, self.day, last)
        for one in promises:
            one.state, one.claimed_on = "claimed", self.day
        return Claimed(person, next(self.steps), promises, list(lot_ids.values()))

    def can_return(self, claimed: Claimed) -> bool:
        lots = [claimed.person.lots[id_] for id_ in claimed.lot_ids if id_ in claimed.person.lots]
        whole = len(lots) == len(claimed.lot_ids) and all(
            lot.left == lot.granted and lot.usable(self.day) for lot in lots
        )
        return (
            whole
            and claimed.person.free
            and not claimed.gone
            and claimed.at > claimed.person.settled_at
            and all(p.owner is claimed.person for p in claimed.promises)
        )

    def return_claim(self, claimed: Claimed) -> None:
        for id_ in claimed.lot_ids:
            claimed.person.lots[id_].left = 0
        for one in claimed.promises:
            one.state, one.claimed_on = "pending", None
        claimed.gone = True

    # ── consuming ──

    def usable_points(self, person: Person) -> int:
        """First in, first out: what is there beyond what was earned lately was earned too long ago."""
        if not self.rules.valid_months or person.points <= 0:
            return person.points
        since = months_later(self.day.replace(day=1), -self.rules.valid_months)
        lately = sum(n for one in self.family(person) for day, n in one.earned.items() if day >= since)
        return min(person.points, max(0, lately))

    def earns(self, real: int) -> int:
        """Points for money really spent (3.9), double on some days."""
        double = 2 if self.day.isoweekday() in self.rules.double_weekdays else 1
        return real * self.rules.points_per_yuan * double // 100

    def earn(self, person: Person, points: int) -> None:
        person.points += points
        person.earned[self.day] += points

    def sell(self, person: Person | None, pieces: list[int], due: int, stored: int, by: str) -> Sold:
        """A sale that is known to be allowed: stored value by the shop's order, the rest by one tender."""
        left: dict[Bucket, int] = {by: due - stored}
        self.till[by] += due - stored
        earned = 0
        if person is not None:
            left |= self.draw(person, stored)
            person.spent += due
            person.visits += 1
            earned = self.earns(due - stored + left.get(PRINCIPAL, 0))
            self.earn(person, earned)
        left = {bucket: amount for bucket, amount in left.items() if amount}
        return Sold(person, next(self.steps), self.day, pieces, left, earned, 0, None)

    def draw(self, person: Person, stored: int) -> dict[Bucket, int]:
        """What stored value gives: by the shop's order (3.6), bonus by the earliest end."""
        bonus = person.bonus(self.day)
        principal = {
            "principal_first": min(stored, person.principal),
            "bonus_first": max(0, stored - bonus),
            "proportional": _proportional(stored, person.principal, bonus),
        }[self.rules.order]
        person.principal -= principal
        drawn: dict[Bucket, int] = {PRINCIPAL: principal}
        rest = stored - principal
        order = sorted(person.lots.items(), key=lambda x: (x[1].last_day or date.max, x[1].given_on, x[0]))
        for lot_id, lot in order:
            if lot.usable(self.day):
                drawn[lot_id] = part = min(rest, lot.left)
                lot.left -= part
                rest -= part
        assert rest == 0
        return drawn

    def can_put_back(self, sold: Sold) -> bool:
        if sold.person is None or not sold.moved_stored:
            return True
        return sold.at > sold.person.settled_at and sold.person.holder.free

    def put_back(self, sold: Sold, back: dict[Bucket, int], earned: int, used: int) -> None:
        """Each bucket gets back what was taken from it, never more; points follow (3.7)."""
        person = sold.person
        for bucket, amount in back.items():
            assert 0 <= amount <= sold.left.get(bucket, 0), (bucket, amount, sold.left)
            sold.left[bucket] -= amount
            if bucket == PRINCIPAL and person:
                person.principal += amount
            elif isinstance(bucket, bytes) and person:
                person.lots[bucket].left += amount
            else:
                self.till[str(bucket)] -= amount
        assert 0 <= earned <= sold.earned_left
        assert 0 <= used <= sold.used_left
        sold.earned_left -= earned
        sold.used_left -= used
        if sold.gone:
            assert not any(sold.left.values()), "the last part takes what remains"
            assert sold.earned_left == sold.used_left == 0
            if sold.voucher is not None and not self._is_over(sold.voucher.bought):
                sold.voucher.state = "issued"
        if person:
            person.points += used - earned
            person.earned[sold.day] -= earned
            person.spent -= sum(back.values())
            person.visits -= sold.gone

    # ── what goes from one to another ──

    def hand_over(
        self, giver: Person, taker: Person, principal: int, lots: list[bytes], ids: list[bytes]
    ) -> Handed:
        """Bonus stays bonus, with the same last day and as old as it was."""
        moved: list[tuple[bytes, bytes, int]] = []
        for old, new in zip(lots, ids, strict=True):
            lot = giver.lots[old]
            taker.lots[new] = Lot(lot.left, lot.left, lot.given_on, lot.last_day)
            moved.append((old, new, lot.left))
            lot.left = 0
        giver.principal -= principal
        taker.principal += principal
        return Handed(giver, taker, next(self.steps), principal, moved)

    def hand_back(self, handed: Handed) -> None:
        handed.giver.principal += handed.principal
        handed.taker.principal -= handed.principal
        for old, new, amount in handed.lots:
            handed.giver.lots[old].left += amount
            handed.taker.lots[new].left -= amount
        handed.gone = True

    # ── a card refund ──

    def settle(self, person: Person, refunded: int) -> None:
        """Whatever is left on the account is cancelled (3.8)."""
        person.principal = 0
        person.put_in -= refunded
        person.frozen = False
        for lot in person.lots.values():
            lot.left = 0
        for promise in self.promises.values():
            if promise.owner is person and promise.state == "pending":
                promise.state = "cancelled"
        for pack in self.packs.values():
            if pack.owner is person and pack.state == "open":
                pack.state = "ended"
        family, now = self.family(person), next(self.steps)
        for one in family:
            one.settled_at = now
        for bought in self.bought:
            if bought.person in family:
                self._void(bought)


def _proportional(amount: int, own: int, other: int) -> int:
    """The first of two parts by the largest remainder; the first gets it when both are equal."""
    return half_up(amount, own, own + other) if amount else 0
