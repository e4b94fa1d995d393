"""Refunding a card (退卡): the worksheet that 法释〔2025〕4号 Arts. 14–20 asks for.

Source: domain.md section 9. What was paid in and not used comes back, with interest; what was used counts
at the price really taken and in the ratio paid ÷ (paid + gift) when the shop is the cause (Art. 18), at list
price when the member is (Art. 19), and is never billed beyond what was paid (Art. 20). Where the rule leaves
a question open, every answer is a `Reading`, and each is computed. Whether gifts handed over are given
back or paid for is weighed case by case (Art. 21): kept for nothing unless people agree on something else,
and never paid for where the shop is the cause or all principal comes back (Art. 14). Amounts in fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Final

from model.gift import HandedGift
from model.money import ZERO, Money, portion, split, total
from model.record import dataclass
from model.refund_shares import Taken, filled, rate_on
from model.rules import RefundRules

YEAR_DAYS: Final = 365
QUESTIONS: Final = ("order", "gifts", "handed", "interest", "cooling")
"""What the rule leaves open: the fields of a Reading."""


class Cause(StrEnum):
    """By whose cause the contract ends."""

    SHOP = "shop"
    """Not the member's (Art. 18)."""
    MEMBER = "member"
    """The member's own (Art. 19)."""


class Order(StrEnum):
    """Which payment was used up by what was consumed."""

    POOLED = "pooled"
    """All payments together are one sum of money."""
    FIRST_PAID = "first_paid"
    """Each payment is a contract of its own; the earlier one is used up first."""


class Gifts(StrEnum):
    """What counts as given in the ratio of Art. 18; each holds what the one before it does."""

    RECEIVED = "received"
    """Bonus, claimed instalments and used vouchers."""
    GOODS = "goods"
    """Also gifts handed over and sessions had, at list value."""
    PROMISED = "promised"
    """Also what was promised and not collected yet."""


class Handed(StrEnum):
    """What becomes of gifts that were handed over (Art. 21)."""

    KEPT = "kept"
    """They stay with the member and don't count."""
    RETURNED = "returned"
    """They are given back: nothing was given with the payment."""
    DEDUCTED = "deducted"
    """They stay and are paid for at the value stated."""


class InterestFrom(StrEnum):
    """From which day interest runs (Art. 17)."""

    PAID = "paid"
    ASKED = "asked"
    """From when the contract ended: the day on which the refund was asked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to each question that the rule leaves open."""

    order: Order = Order.POOLED
    gifts: Gifts = Gifts.RECEIVED
    interest: InterestFrom = InterestFrom.PAID
    cooling: bool = True
    """Within the days of Art. 14 all that was paid comes back, also when some of it was used."""
    handed: Handed = Handed.KEPT

    @property
    def key(self) -> str:
        """As stored: `pooled.received.paid.whole`, with `.returned` behind it unless gifts are kept."""
        handed = "" if self.handed is Handed.KEPT else f".{self.handed}"
        return f"{self.order}.{self.gifts}.{self.interest}.{'whole' if self.cooling else 'used'}{handed}"


@dataclass(frozen=True, slots=True)
class Purchase:
    """Money paid in at once: a top-up, or principal that another member handed over."""

    number: str
    name: str
    """Of the plan; empty for a free amount."""
    day: date
    paid: Money
    """Less what was paid back of it by reversals."""
    received: Money = ZERO
    """Bonus granted, instalments claimed, vouchers used."""
    goods: Money = ZERO
    """Gifts handed over and sessions had of packs that were given, at list value."""
    promised: Money = ZERO
    """Promised beside that and not collected: instalments, sessions, vouchers."""
    served_before: bool = True
    transferred: bool = False
    """Handed over by another member: no payment of seven days ago (Art. 14)."""
    handed: tuple[HandedGift, ...] = ()
    """The gifts among the goods."""

    @property
    def handed_value(self) -> Money:
        return total([gift.value for gift in self.handed])

    def gift(self, gifts: Gifts, handed: Handed = Handed.KEPT) -> Money:
        """What counts as given with it; gifts that were given back or are paid for weren't given."""
        counted = self.received.fen
        if gifts is not Gifts.RECEIVED:
            counted += self.goods.fen - (0 if handed is Handed.KEPT else self.handed_value.fen)
        if gifts is Gifts.PROMISED:
            counted += self.promised.fen
        return Money(counted)


@dataclass(frozen=True, slots=True)
class Consumed:
    """What of one visit was paid from what was paid in, and from what was given with it."""

    number: str
    name: str
    day: date
    taken: Money
    """The discounted price, as it was taken from stored value and vouchers of a plan."""
    list_value: Money
    """The same goods and services before any discount."""
    of_others: Money = ZERO
    """Of what was taken, the bonus that another member had handed over."""


@dataclass(frozen=True, slots=True)
class PackBought:
    """A session pack that was paid for: a contract of its own."""

    number: str
    name: str
    day: date
    paid: Money
    sessions: int
    used: int
    used_value: Money
    """What of the payment these sessions were."""
    list_price: Money
    """Of one session, before the pack's discount."""
    served_before: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a card refund is computed from; purchases and visits in the order they happened."""

    purchases: tuple[Purchase, ...]
    consumed: tuple[Consumed, ...]
    packs: tuple[PackBought, ...] = ()
    moved_out: Money = ZERO
    """Principal handed over to other members or spent on packs: it left at its full value."""
    asked_day: date = date.min
    day: date = date.min
    """On which it is paid."""
    at_most: Money | None = None
    """Where bonus was handed over to others: the principal that is left, and no more comes back."""


class PartKind(StrEnum):
    """What a part of the sum settles."""

    POOL = "pool"
    PURCHASE = "purchase"
    COOLING = "cooling"
    PACK = "pack"
    PACK_COOLING = "pack_cooling"


@dataclass(frozen=True, slots=True)
class Part:
    """One contract of the worksheet: paid − price of what was used, never below zero.

    `used` is what was consumed, at the price that counts; `price` is what of it comes off.
    """

    kind: PartKind
    number: str
    name: str
    day: date | None
    paid: Money
    gift: Money
    used: Money
    price: Money
    back: Money
    sessions: int = 0
    """Sessions had, of a pack."""


@dataclass(frozen=True, slots=True)
class InterestLine:
    """Interest on what comes back of one contract, by the actual days over 365."""

    number: str
    name: str
    amount: Money
    rate_bp: int
    from_day: date
    days: int
    interest: Money


@dataclass(frozen=True, slots=True)
class Result:
    """What one cause and one reading come to, with every step."""

    cause: Cause
    reading: Reading
    parts: tuple[Part, ...]
    moved_out: Money
    """Came off because it had left the account at its full value."""
    interest_lines: tuple[InterestLine, ...]
    refunded: Money
    interest: Money
    gifts_off: Money = ZERO
    """Came off for gifts that are kept and paid for."""

    @property
    def total(self) -> Money:
        return self.refunded + self.interest


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Both causes and every reading that makes a difference, the best for the member first."""

    account: Account
    results: tuple[Result, ...]

    @property
    def best(self) -> Result:
        return self.results[0]

    def of(self, cause: Cause) -> tuple[Result, ...]:
        """Results of one cause, the best for the member first."""
        return tuple(result for result in self.results if result.cause is cause)

    def find(self, cause: Cause, key: str) -> Result | None:
        """The result of a reading; None for one not offered, as where it comes to the same as another."""
        return next((r for r in self.results if r.cause is cause and r.reading.key == key), None)

    def answers(self, result: Result, names: Sequence[str] = QUESTIONS) -> tuple[str, ...]:
        """How it answers what the results of its cause differ by, as `order.pooled` or `cooling.used`."""
        known = [other.reading for other in self.of(result.cause)]
        open_ = [name for name in names if len({getattr(reading, name) for reading in known}) > 1]
        return tuple(f"{name}.{_answer(getattr(result.reading, name))}" for name in open_)

    @property
    def handed(self) -> tuple[HandedGift, ...]:
        """Every gift that was handed over, in the order of the payments."""
        return tuple(gift for purchase in self.account.purchases for gift in purchase.handed)

    @property
    def paid_in(self) -> Money:
        return total([p.paid for p in self.account.purchases])

    @property
    def consumed(self) -> Money:
        """At the price really taken."""
        return total([c.taken for c in self.account.consumed])

    @property
    def consumed_list(self) -> Money:
        return total([c.list_value for c in self.account.consumed])


def _answer(value: object) -> str:
    return str(value) if isinstance(value, StrEnum) else "whole" if value else "used"


def worksheet(account: Account, rules: RefundRules) -> Worksheet:
    """Every cause and reading of a card refund; readings that come to the same stand once.

    Gifts given back or paid for stand once for each start of the interest, with the other questions
    answered best for the member: who gives something up gives up no more beside it.
    """
    results: list[Result] = []
    for cause in Cause:
        seen: set[tuple[object, ...]] = set()
        for result in sorted(_settle_all(account, rules, cause), key=lambda r: -r.total.fen):
            reading = result.reading
            sums = (result.refunded.fen, result.interest.fen, reading.handed is Handed.RETURNED)
            once = sums if reading.handed is Handed.KEPT else (reading.handed, reading.interest)
            if not seen & {sums, once}:
                results.append(result)
            seen |= {sums, once}
    results.sort(key=lambda r: -r.total.fen)
    return Worksheet(account, tuple(results))


def readings(account: Account, rules: RefundRules, cause: Cause) -> Iterator[Reading]:
    """The readings that can differ for this account, the plainest first."""
    purchases = account.purchases
    orders = list(Order) if len(purchases) > 1 else [Order.POOLED]
    gifts = [Gifts.RECEIVED]
    if cause is Cause.SHOP:
        gifts += [Gifts.GOODS] if any(p.goods for p in purchases) else []
        gifts += [Gifts.PROMISED] if any(p.promised for p in purchases) else []
    contracts: tuple[Purchase | PackBought, ...] = (*purchases, *account.packs)
    cooled = any(_in_cooling(contract, account, rules) for contract in contracts)
    coolings = [True, False] if cooled else [True]
    for handed, order, gift, start, cooling in product(
        _handed(account, rules, cause), orders, gifts, InterestFrom, coolings
    ):
        yield Reading(order, gift, start, cooling, handed)


def _handed(account: Account, rules: RefundRules, cause: Cause) -> list[Handed]:
    """What may become of the gifts: nobody pays for them whom the shop's own cause sends away."""
    offered = [Handed.KEPT]
    if any(p.handed for p in account.purchases):
        offered.append(Handed.RETURNED)
    if cause is Cause.MEMBER and any(_charged(p, account, rules) for p in account.purchases):
        offered.append(Handed.DEDUCTED)
    return offered


def _charged(purchase: Purchase, account: Account, rules: RefundRules) -> int:
    """What the gifts of a payment may be charged at: nothing where Art. 14 gives all of it back."""
    return 0 if _in_cooling(purchase, account, rules) else purchase.handed_value.fen


def settle(account: Account, rules: RefundRules, cause: Cause, reading: Reading) -> Result:
    """What comes back by one cause and one reading."""
    return _result(_Settlement(account, rules, cause, reading), account, rules, reading)


def _settle_all(account: Account, rules: RefundRules, cause: Cause) -> Iterator[Result]:
    """Every reading; those that differ by the start of the interest alone take off the same."""
    settled: dict[Reading, _Settlement] = {}
    for reading in readings(account, rules, cause):
        alike = replace(reading, interest=InterestFrom.PAID)
        if alike not in settled:
            settled[alike] = _Settlement(account, rules, cause, alike)
        yield _result(settled[alike], account, rules, reading)


def _result(backs: _Settlement, account: Account, rules: RefundRules, reading: Reading) -> Result:
    cause, parts, refunded = backs.cause, tuple(backs.parts), Money(sum(back for _, back, _ in backs.owed))
    lines = tuple(_interest_lines(backs.owed, account, rules, cause, reading))
    interest = total([line.interest for line in lines])
    return Result(cause, reading, parts, backs.came_off, lines, refunded, interest, backs.gifts_off)


class _Settlement:
    """The sum over the contracts; `owed` is (contract, fen that come back, whether with interest)."""

    def __init__(self, account: Account, rules: RefundRules, cause: Cause, reading: Reading) -> None:
        self.cause = cause
        self._reading = reading
        self.parts: list[Part] = []
        self.owed: list[tuple[Purchase | PackBought, int, bool]] = []
        cooled = [p for p in account.purchases if reading.cooling and _in_cooling(p, account, rules)]
        others = [p for p in account.purchases if p not in cooled]
        if reading.order is Order.POOLED:
            self._add_pool(others, account.consumed)
        else:
            self._add_each(others, account.consumed)
        for purchase in cooled:
            self._add_cooled(purchase)
        self.gifts_off = ZERO
        if reading.handed is Handed.DEDUCTED:
            self._charge_gifts([_charged(p, account, rules) for p in others])
        self.came_off = self._take_off(account.moved_out.fen)
        if account.at_most is not None:
            uncooled = sum(back for _, back, interest in self.owed if interest)
            self.came_off += self._take_off(uncooled - account.at_most.fen, cooled=False)
        for pack in account.packs:
            self._add_pack(pack, reading.cooling and _in_cooling(pack, account, rules))

    def _add_pool(self, purchases: Sequence[Purchase], consumed: Sequence[Consumed]) -> None:
        if not purchases:
            return
        paid = sum(p.paid.fen for p in purchases)
        gift = sum(p.gift(self._reading.gifts, self._reading.handed).fen for p in purchases)
        takes = [(c.taken.fen, c.list_value.fen, c.of_others.fen) for c in consumed]
        used, price = self._price(takes, paid, gift, sum(p.received.fen for p in purchases if p.transferred))
        back = max(0, paid - price)
        amounts = (Money(paid), Money(gift), Money(used), Money(price), Money(back))
        if len(purchases) == 1:
            only = purchases[0]
            self.parts.append(Part(PartKind.PURCHASE, only.number, only.name, only.day, *amounts))
        else:
            self.parts.append(Part(PartKind.POOL, "", "", None, *amounts))
        shares = split(back, [p.paid.fen for p in purchases])
        self.owed += [(p, share, True) for p, share in zip(purchases, shares, strict=True)]

    def _add_each(self, purchases: Sequence[Purchase], consumed: Sequence[Consumed]) -> None:
        gifts = [p.gift(self._reading.gifts, self._reading.handed).fen for p in purchases]
        room = [p.paid.fen + gift for p, gift in zip(purchases, gifts, strict=True)]
        visits = [(c.taken.fen, c.list_value.fen, c.of_others.fen) for c in consumed]
        for purchase, gift, takes in zip(purchases, gifts, filled(room, visits), strict=True):
            of_others = gift if purchase.transferred else 0
            used, price = self._price(takes, purchase.paid.fen, gift, of_others)
            back = max(0, purchase.paid.fen - price)
            named = (purchase.number, purchase.name, purchase.day)
            amounts = (purchase.paid, Money(gift), Money(used), Money(price), Money(back))
            self.parts.append(Part(PartKind.PURCHASE, *named, *amounts))
            self.owed.append((purchase, back, True))

    def _price(self, takes: Sequence[Taken], paid: int, gift: int, of_others: int) -> tuple[int, int]:
        """(what was used, what of it comes off); `of_others` is what of the gift another member handed over.

        That never makes cheaper what was had for the member's own payments: nobody's bonus becomes money.
        """
        if self.cause is Cause.MEMBER:
            at_list = sum(list_value for _, list_value, _ in takes)
            return at_list, at_list
        taken = sum(amount for amount, _, _ in takes)
        if not paid:
            return taken, 0
        own = taken - sum(others for _, _, others in takes)
        return taken, max(portion(taken, paid, paid + gift), portion(own, paid, paid + gift - of_others))

    def _add_cooled(self, purchase: Purchase) -> None:
        gift = purchase.gift(self._reading.gifts, self._reading.handed)
        named = (purchase.number, purchase.name, purchase.day)
        self.parts.append(Part(PartKind.COOLING, *named, purchase.paid, gift, ZERO, ZERO, purchase.paid))
        self.owed.append((purchase, purchase.paid.fen, False))

    def _charge_gifts(self, values: Sequence[int]) -> None:
        """Take gifts that are paid for off what comes back of their payments, which are owed first."""
        pooled = self._reading.order is Order.POOLED
        left = sum(values)
        for index, value in enumerate(values):
            contract, back, interest = self.owed[index]
            off = min(left if pooled else value, back)
            self.owed[index] = (contract, back - off, interest)
            self.gifts_off += Money(off)
            left -= off

    def _take_off(self, amount: int, *, cooled: bool = True) -> Money:
        """Take what left at its full value off what comes back, the earliest first; answers how much."""
        left = max(0, amount)
        for index, (contract, back, interest) in enumerate(self.owed):
            off = min(left, back) if interest or cooled else 0
            self.owed[index] = (contract, back - off, interest)
            left -= off
        return Money(max(0, amount) - left)

    def _add_pack(self, pack: PackBought, cooled: bool) -> None:
        used = pack.used_value.fen if self.cause is Cause.SHOP else pack.list_price.fen * pack.used
        price = 0 if cooled else used
        back = max(0, pack.paid.fen - price)
        kind = PartKind.PACK_COOLING if cooled else PartKind.PACK
        amounts = (pack.paid, ZERO, Money(used), Money(price), Money(back), pack.used)
        self.parts.append(Part(kind, pack.number, pack.name, pack.day, *amounts))
        self.owed.append((pack, back, not cooled))


def _in_cooling(contract: Purchase | PackBought, account: Account, rules: RefundRules) -> bool:
    """Whether Art. 14 applies: asked for within the days, and nothing like it had been received before."""
    if contract.served_before or (isinstance(contract, Purchase) and contract.transferred):
        return False
    return 0 <= (account.asked_day - contract.day).days <= rules.cooling_days


def _interest_lines(
    owed: Sequence[tuple[Purchase | PackBought, int, bool]],
    account: Account,
    rules: RefundRules,
    cause: Cause,
    reading: Reading,
) -> Iterator[InterestLine]:
    for contract, amount, with_interest in owed:
        if not amount or not with_interest:
            continue
        rate = rate_on(rules.rates, contract.day)
        bp = 0 if rate is None else rate.shop_cause_bp if cause is Cause.SHOP else rate.member_cause_bp
        start = (
            contract.day if reading.interest is InterestFrom.PAID else max(account.asked_day, contract.day)
        )
        days = max(0, (account.day - start).days)
        interest = portion(amount, bp * days, 10_000 * YEAR_DAYS)
        yield InterestLine(contract.number, contract.name, Money(amount), bp, start, days, Money(interest))
