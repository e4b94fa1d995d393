"""Collecting instalments (领取): what can be collected now, what can't and why, what comes next.

Source: domain.md section 4. The rules are those frozen into the purchase, never the shop's of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from model.command import Command
from model.errors import UserError
from model.ids import InstalmentId, LotId, MemberId, TxnId
from model.instalment import Instalment
from model.ledger import Account, Posting, balanced
from model.money import ZERO, Money
from model.record import dataclass
from model.rules import ClaimRules
from model.topup import bonus_expiry


@dataclass(frozen=True, slots=True)
class ClaimInstalments(Command):
    """Collect these instalments of one member, all or none, as bonus."""

    member_id: MemberId
    instalment_ids: tuple[InstalmentId, ...]
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """An instalment that is pending, beside its purchase: `of` is how many that one brought."""

    instalment: Instalment
    of: int
    plan_name: str
    rules: ClaimRules
    claimed_today: bool
    """Whether another one of the same purchase was collected on the business day asked about."""

    @property
    def id(self) -> InstalmentId:
        return self.instalment.id

    @property
    def amount(self) -> Money:
        return self.instalment.amount

    @property
    def purchase(self) -> TxnId:
        return self.instalment.txn_id


@dataclass(frozen=True, slots=True)
class ClaimState:
    """Where a member's instalments stand on a business day; `consumed` is what they had on it so far.

    `claimable` is what one claim may collect now, the earliest first. `refusal` is why what is due
    beside that can't be collected (a minimum, or one a day). `left` is everything that can still be
    collected, now or later; `lapsed` can't any more.
    """

    member_id: MemberId
    day: date
    consumed: Money = ZERO
    claimable: tuple[Promise, ...] = ()
    refused: tuple[Promise, ...] = ()
    refusal: UserError | None = None
    later: tuple[Promise, ...] = ()
    lapsed: tuple[Promise, ...] = ()

    @property
    def amount(self) -> Money:
        """What a claim of everything claimable brings."""
        return total(self.claimable)

    @property
    def left(self) -> Money:
        return total((*self.claimable, *self.refused, *self.later))

    @property
    def next(self) -> Promise | None:
        """The next one that isn't due yet."""
        return self.later[0] if self.later else None


def total(promises: Iterable[Promise]) -> Money:
    return Money(sum(one.amount.fen for one in promises))


def refuse(promise: Promise, day: date, consumed: Money) -> None:
    """Refuse to hand out an instalment that can't be collected on that day.

    Raises UserError `claim.early` (from when), `claim.lapsed` (the last day), `claim.one_a_day`,
    `claim.minimum` (what is missing of it).
    """
    one, rules = promise.instalment, promise.rules
    if day < one.due_on:
        raise UserError("claim.early", day=one.due_on, n=one.n, of=promise.of)
    if one.lapsed_on(day):
        raise UserError("claim.lapsed", day=one.last_on, n=one.n, of=promise.of)
    if promise.claimed_today and not rules.several_at_once:
        raise UserError("claim.one_a_day")
    if consumed < rules.minimum_purchase:
        raise UserError(
            "claim.minimum", minimum=rules.minimum_purchase, missing=rules.minimum_purchase - consumed
        )


def stand(
    member_id: MemberId,
    promises: Sequence[Promise],
    day: date,
    consumed: Money,
    standstill: UserError | None = None,
) -> ClaimState:
    """Sort what is pending, the earliest first, into what can be collected now, later, and never.

    `standstill` is why nothing of the account can be touched, if so.
    """
    claimable: list[Promise] = []
    refused: list[Promise] = []
    refusal = standstill
    served: set[TxnId] = set()
    for one in promises:
        if not one.instalment.claimable_on(day):
            continue
        try:
            if standstill is not None:
                raise standstill
            if one.purchase in served and not one.rules.several_at_once:
                raise UserError("claim.one_a_day")
            refuse(one, day, consumed)
        except UserError as error:
            refused.append(one)
            refusal = refusal or error
        else:
            claimable.append(one)
            served.add(one.purchase)
    later = tuple(one for one in promises if one.instalment.due_on > day)
    lapsed = tuple(one for one in promises if one.instalment.lapsed_on(day))
    return ClaimState(member_id, day, consumed, tuple(claimable), tuple(refused), refusal, later, lapsed)


def check_together(chosen: Sequence[Promise], day: date, consumed: Money) -> None:
    """Refuse a claim that its purchases' rules don't allow; raises UserError as `refuse` does."""
    seen: set[TxnId] = set()
    for one in chosen:
        refuse(one, day, consumed)
        if one.purchase in seen and not one.rules.several_at_once:
            raise UserError("claim.one_a_day")
        seen.add(one.purchase)


def lots_of(chosen: Iterable[Promise], day: date) -> tuple[tuple[date | None, Money], ...]:
    """How much becomes bonus until when: one lot for everything with the same last day."""
    sums: dict[date | None, Money] = {}
    for one in chosen:
        last = bonus_expiry(day, one.instalment.bonus_days)
        sums[last] = sums.get(last, ZERO) + one.amount
    return tuple(sums.items())


def postings(member_id: MemberId, lots: Iterable[tuple[LotId, Money]]) -> tuple[Posting, ...]:
    """Bonus that the shop gives: never money, so nothing of it can be paid out."""
    granted = tuple(lots)
    given = Posting(Account.BONUS_GIVEN, sum(amount.fen for _, amount in granted))
    return balanced((given, *(Posting(Account.BONUS, -a.fen, member_id, lot) for lot, a in granted)))
