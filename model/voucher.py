"""Vouchers at the counter: whether one fits a bill, what is missing, and the best combination held.

Source: domain.md sections 5.1 to 5.3. Dates are business days, hours are the shop's local time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import accumulate
from typing import Final

from model.bill import FULL_PRICE_BP, Bill, BillLine, price
from model.errors import UserError
from model.ids import BatchId, MemberId, VoucherId, VoucherTemplateId, VoucherVersionId
from model.money import Money
from model.record import dataclass
from model.voucher_rule import MAX_VOUCHERS, BenefitKind, UsedVoucher, VoucherRule

MAX_SEARCHED: Final = 16
"""Most vouchers that `best` combines: of each kind what a bill takes, the most valuable first."""
MAX_TRIES: Final = 1_000
"""Most combinations that `best` looks at: half a second at worst."""


class VoucherState(StrEnum):
    """Expired is a date, not a state (domain.md section 5.2)."""

    ISSUED = "issued"
    REDEEMED = "redeemed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """How a printed voucher looks; `colour` as #RRGGBB, empty for the shop's own.

    `picture` is the name (SHA-256 in hex) of a picture that is kept apart; empty for none.
    """

    colour: str = ""
    design: str = "rose"
    picture: str = ""
    conditions_zh: str = ""
    conditions_en: str = ""


@dataclass(frozen=True, slots=True)
class VoucherTemplate:
    """A kind of voucher as it is now; `version` counts its changes (0 before the first save)."""

    id: VoucherTemplateId
    name: str
    rule: VoucherRule
    look: TemplateLook = TemplateLook()
    active: bool = True
    position: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class HeldVoucher:
    """One voucher with the rule and the look that it was issued under; days are inclusive."""

    voucher_id: VoucherId
    template_id: VoucherTemplateId
    version_id: VoucherVersionId
    batch_id: BatchId
    n: int
    """Which copy of its batch it is, from 1."""
    name: str
    rule: VoucherRule
    look: TemplateLook
    member_id: MemberId | None
    member_name: str
    valid_from: date
    valid_to: date
    state: VoucherState
    prints: int
    uses_left: int | None = None
    """How many more of its template the member may use; None for any number."""

    @property
    def used(self) -> UsedVoucher:
        """As it is put on a bill."""
        return UsedVoucher(self.voucher_id, self.template_id, self.name, self.rule)

    def usable_on(self, day: date) -> bool:
        """Whether its own state and days allow using it, conditions of the bill apart."""
        return (
            self.state is VoucherState.ISSUED
            and self.valid_from <= day <= self.valid_to
            and self.uses_left != 0
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """When and for whom a bill is paid; `first_visit` is None without a member."""

    day: date
    time: time
    first_visit: bool | None = None

    @staticmethod
    def of(day: date, local: datetime, first_visit: bool | None = None) -> Moment:
        return Moment(day, local.time(), first_visit)


@dataclass(frozen=True, slots=True)
class Fit:
    """The voucher can be used; `discount` is what the bill gets cheaper by it."""

    discount: Money


@dataclass(frozen=True, slots=True)
class Unmet:
    """One condition that does not hold, as the code and facts of a UserError."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def error(self) -> UserError:
        return UserError(self.code, **self.facts)


def fit(
    bill: Bill, rule: VoucherRule, when: Moment, template_id: VoucherTemplateId | None = None
) -> Fit | Unmet:
    """Whether a voucher of this rule can join those on the bill, and what it brings."""
    newcomer = UsedVoucher(VoucherId(b""), template_id or VoucherTemplateId(b""), "", rule)
    if len(bill.vouchers) >= MAX_VOUCHERS:
        return Unmet("bill.vouchers", {"limit": MAX_VOUCHERS})
    joined = replace(bill, vouchers=(*bill.vouchers, newcomer))
    missing = unmet(joined, when)
    if missing is not None:
        return missing
    return Fit(_taken_off(joined) - _taken_off(bill))


def _taken_off(bill: Bill) -> Money:
    return price(replace(bill, manual=None)).voucher_discount


def unmet(bill: Bill, when: Moment) -> Unmet | None:
    """The first condition of the bill's vouchers that does not hold; None when all may be used.

    Codes: `voucher.weekday`, `voucher.hours`, `voucher.first_visit`, `voucher.items`,
    `voucher.minimum` (missing), `voucher.tier`, `voucher.manual`, `voucher.together`,
    `voucher.per_bill` (limit), `voucher.no_effect`; each with the voucher's `name`.
    """
    if not bill.vouchers:
        return None
    nets = _after_tier(bill)
    copies = Counter(v.template_id for v in bill.vouchers)
    for used in bill.vouchers:
        found = (
            _unmet_time(used.rule, when)
            or _unmet_company(used, bill, copies)
            or _unmet_amount(used, bill.lines, nets, copies)
        )
        if found is not None:
            return Unmet(found.code, {"name": used.name, **found.facts})
    for discount in price(replace(bill, manual=None)).vouchers:
        if not discount.amount and discount.voucher.rule.benefit.kind is not BenefitKind.GIFT:
            return Unmet("voucher.no_effect", {"name": discount.voucher.name})
    return None


def _after_tier(bill: Bill) -> list[int]:
    plain = price(replace(bill, vouchers=(), manual=None))
    return [p.line.list_amount.fen - p.tier_discount.fen for p in plain.lines]


def _unmet_time(rule: VoucherRule, when: Moment) -> Unmet | None:
    if rule.weekdays and when.day.weekday() not in rule.weekdays:
        return Unmet("voucher.weekday", {"weekdays": tuple(sorted(rule.weekdays))})
    if rule.hours and not _within(rule.hours, when.time):
        return Unmet("voucher.hours", {"start": rule.hours[0], "end": rule.hours[1]})
    if rule.first_visit and not when.first_visit:
        return Unmet("voucher.first_visit")
    return None


def _within(hours: tuple[time, time], now: time) -> bool:
    start, end = hours
    return start <= now < end if start < end else now >= start or now < end


def _unmet_company(used: UsedVoucher, bill: Bill, copies: Mapping[VoucherTemplateId, int]) -> Unmet | None:
    rule = used.rule
    if not rule.with_tier and bill.tier_discount_bp != FULL_PRICE_BP:
        return Unmet("voucher.tier")
    if not rule.with_manual and bill.manual is not None:
        return Unmet("voucher.manual")
    if not rule.with_others and len(copies) > 1:
        return Unmet("voucher.together")
    if copies[used.template_id] > rule.per_bill:
        return Unmet("voucher.per_bill", {"limit": rule.per_bill})
    return None


def _unmet_amount(
    used: UsedVoucher,
    lines: Sequence[BillLine],
    nets: Sequence[int],
    copies: Mapping[VoucherTemplateId, int],
) -> Unmet | None:
    rule = used.rule
    covered = [net for net, line in zip(nets, lines, strict=True) if rule.covers(line)]
    if not covered and rule.benefit.kind is not BenefitKind.GIFT:
        return Unmet("voucher.items", {"items": rule.items})
    missing = rule.minimum.fen * copies[used.template_id] - sum(covered)
    return Unmet("voucher.minimum", {"missing": Money(missing)}) if missing > 0 else None


def best(bill: Bill, held: Sequence[HeldVoucher], when: Moment) -> tuple[UsedVoucher, ...]:
    """Of what is held the combination that makes the bill cheapest; () when nothing does.

    Vouchers on the bill already are left out of account unless they are among `held`. Of equally
    good combinations the one with fewer vouchers, then those that expire first. Exact up to
    MAX_SEARCHED usable vouchers (of each kind as many as one bill takes) and MAX_TRIES combinations.
    """
    bare = replace(bill, vouchers=())
    candidates = _candidates(bare, held, when)
    search = _Search(bare, when, candidates)
    search.run()
    return tuple(h.used for h in search.found)


@dataclass(frozen=True, slots=True)
class _Candidate:
    held: HeldVoucher
    alone: int
    """Fen it takes off when nothing else is used."""


def _candidates(bill: Bill, held: Sequence[HeldVoucher], when: Moment) -> list[_Candidate]:
    found: list[_Candidate] = []
    taken: Counter[VoucherVersionId] = Counter()
    for voucher in sorted(held, key=lambda h: (h.valid_to, h.voucher_id)):
        room = min(voucher.rule.per_bill, MAX_VOUCHERS if voucher.uses_left is None else voucher.uses_left)
        # Copies issued under one version are alike: more than a bill takes can't help.
        if not voucher.usable_on(when.day) or taken[voucher.version_id] >= room:
            continue
        alone = fit(bill, voucher.rule, when, voucher.template_id)
        if isinstance(alone, Fit) and alone.discount:
            taken[voucher.version_id] += 1
            found.append(_Candidate(voucher, alone.discount.fen))
    found.sort(key=lambda c: -c.alone)  # stable: of equal ones the first to expire stays first
    return found[:MAX_SEARCHED]


class _Search:
    """Branch and bound over using or leaving out; no combination beats the sum of its parts."""

    def __init__(self, bill: Bill, when: Moment, candidates: list[_Candidate]) -> None:
        self._bill = bill
        self._when = when
        self._candidates = candidates
        # A fen more for each: the last of several pieces of a line carries the rounding.
        self._sums = [0, *accumulate(c.alone + 1 for c in candidates)]
        self._most = sum(_after_tier(bill))
        self._tries = 0
        self._discount = 0
        self.found: tuple[HeldVoucher, ...] = ()

    def run(self) -> None:
        self._from(0, (), 0, frozenset())

    def _from(self, n: int, chosen: tuple[HeldVoucher, ...], bound: int, left_out: frozenset[bytes]) -> None:
        """Try what can be added to `chosen` from candidate n on; `bound` is the most it takes off."""
        if n == len(self._candidates) or not self._can_win(n, len(chosen), bound):
            return
        candidate = self._candidates[n]
        version = candidate.held.version_id
        if version not in left_out and self._allowed_copies(chosen, candidate.held):
            longer = (*chosen, candidate.held)
            if self._try(longer):
                self._from(n + 1, longer, bound + candidate.alone + 1, left_out)
        # Of alike vouchers the later is never used without the earlier.
        self._from(n + 1, chosen, bound, left_out | {version})

    def _can_win(self, n: int, used: int, bound: int) -> bool:
        if self._tries >= MAX_TRIES:
            return False
        more = min(self._most, self._with(n, MAX_VOUCHERS - used, bound)) > self._discount
        return more or self._with(n, len(self.found) - 1 - used, bound) >= self._discount

    def _with(self, n: int, count: int, bound: int) -> int:
        last = min(n + count, len(self._candidates))
        return bound + self._sums[last] - self._sums[n] if count > 0 else -1

    @staticmethod
    def _allowed_copies(chosen: tuple[HeldVoucher, ...], more: HeldVoucher) -> bool:
        copies = 1 + sum(h.template_id == more.template_id for h in chosen)
        return len(chosen) < MAX_VOUCHERS and (more.uses_left is None or copies <= more.uses_left)

    def _try(self, chosen: tuple[HeldVoucher, ...]) -> bool:
        """Whether these may be used together; remembers them when they are the best so far."""
        self._tries += 1
        bill = replace(self._bill, vouchers=tuple(h.used for h in chosen))
        if unmet(bill, self._when) is not None:
            return False
        discount = _taken_off(bill).fen
        if (discount, -len(chosen)) > (self._discount, -len(self.found)):
            self._discount, self.found = discount, chosen
        return True
