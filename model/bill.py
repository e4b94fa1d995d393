"""A bill before it is paid: lines, discounts, rounding off and what is due.

Source: domain.md sections 3.6, 3.11 and 5.3. Discounts are split over the lines by the largest
remainder and stored with each line, so that a later refund copies amounts and computes nothing.
Points are a discount too (section 3.9: what they pay earns nothing): the last one, before rounding off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from model.errors import UserError
from model.ids import ItemId, StaffId
from model.money import ZERO, Money, portion, split
from model.record import dataclass
from model.shop import RoundingRule
from model.voucher_rule import UsedVoucher, VoucherDiscount, take_off

MAX_QUANTITY: Final = 9_999
MAX_LINES: Final = 200
FULL_PRICE_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class BillLine:
    """One service, product or free amount; `unit_price` is the list price of one."""

    name: str
    unit_price: Money
    quantity: int = 1
    item_id: ItemId | None = None
    served_by: StaffId | None = None
    unit_cost: Money = ZERO
    earns_points: bool = True
    discountable: bool = True

    @property
    def list_amount(self) -> Money:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """A discount by hand: basis points of what is left after tier and vouchers, or an amount."""

    reason: str
    percent_bp: int = 0
    amount: Money = ZERO


@dataclass(frozen=True, slots=True)
class Bill:
    """What the customer takes and which discounts apply; no balance is known here."""

    lines: tuple[BillLine, ...]
    tier_discount_bp: int = FULL_PRICE_BP
    manual: ManualDiscount | None = None
    rounding: RoundingRule = RoundingRule.NONE
    vouchers: tuple[UsedVoucher, ...] = ()
    points_used: int = 0
    fen_per_point: int = 0
    """What one of them takes off, as the shop's rule was when they were put on the bill."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    line: BillLine
    tier_discount: Money
    manual_discount: Money
    voucher_discount: Money = ZERO
    points_discount: Money = ZERO
    points_used: int = 0

    @property
    def net(self) -> Money:
        """What this line brings before the bill is rounded off."""
        off = self.tier_discount.fen + self.voucher_discount.fen + self.manual_discount.fen
        return Money(self.line.list_amount.fen - off - self.points_discount.fen)


@dataclass(frozen=True, slots=True)
class Quote:
    """A priced bill: due = list_total − tier, voucher, manual and points discount − rounding ≥ 0."""

    lines: tuple[PricedLine, ...]
    list_total: Money
    tier_discount: Money
    manual_discount: Money
    rounding: Money
    due: Money
    voucher_discount: Money = ZERO
    vouchers: tuple[VoucherDiscount, ...] = ()
    """In the order in which they are applied; also those that take nothing off."""
    points_discount: Money = ZERO
    points_used: int = 0

    @property
    def before_points(self) -> Money:
        """What would be due without points, and before rounding off: what their limit is a share of."""
        return Money(self.due.fen + self.rounding.fen + self.points_discount.fen)

    @property
    def manual_share_bp(self) -> int:
        """The manual discount as basis points of the bill before it, rounded up."""
        before = self.list_total.fen - self.tier_discount.fen - self.voucher_discount.fen
        return -(-self.manual_discount.fen * 10_000 // before) if before else 0


def price(bill: Bill) -> Quote:
    """Price a bill exactly: tier, vouchers, by hand, points, then rounding off; empty is due nothing.

    Whether the vouchers' conditions hold is asked elsewhere (model.voucher). Raises UserError
    `bill.quantity`, `bill.lines`, `bill.discount`, `bill.reason`, `bill.vouchers`, `voucher.twice` or
    `points.over`.
    """
    _check(bill)
    lists = [line.list_amount.fen for line in bill.lines]
    open_to = [amount if line.discountable else 0 for amount, line in zip(lists, bill.lines, strict=True)]
    tier_total = sum(open_to) - portion(sum(open_to), bill.tier_discount_bp, FULL_PRICE_BP)
    tier_parts = split(tier_total, open_to)
    left = [a - d for a, d in zip(lists, tier_parts, strict=True)]
    vouchers: tuple[VoucherDiscount, ...] = ()
    voucher_parts = [0] * len(left)
    if bill.vouchers:
        vouchers = take_off(bill.lines, left, bill.vouchers)
        voucher_parts = [sum(v.parts[n].fen for v in vouchers) for n in range(len(left))]
        left = [a - d for a, d in zip(left, voucher_parts, strict=True)]
    manual_total = _manual_total(bill.manual, sum(left))
    manual_parts = split(manual_total, left)
    net = sum(left) - manual_total
    rounding = net % bill.rounding.step_fen
    lines = tuple(
        PricedLine(line, Money(t), Money(m), Money(v) if v else ZERO)
        for line, t, m, v in zip(bill.lines, tier_parts, manual_parts, voucher_parts, strict=True)
    )
    quote = Quote(
        lines,
        list_total=Money(sum(lists)),
        tier_discount=Money(tier_total),
        manual_discount=Money(manual_total),
        rounding=Money(rounding),
        due=Money(net - rounding),
        voucher_discount=Money(sum(voucher_parts)),
        vouchers=vouchers,
    )
    return _with_points(bill, quote) if bill.points_used else quote


def _with_points(bill: Bill, quote: Quote) -> Quote:
    nets = [line.net.fen for line in quote.lines]
    off = bill.points_used * bill.fen_per_point
    if bill.points_used < 0 or not 0 < off <= sum(nets):
        raise UserError("points.over", limit=Money(sum(nets)))
    parts = split(off, nets)
    points = split(bill.points_used, parts)
    net = sum(nets) - off
    rounding = net % bill.rounding.step_fen
    return replace(
        quote,
        lines=tuple(
            replace(line, points_discount=Money(part), points_used=used) if part else line
            for line, part, used in zip(quote.lines, parts, points, strict=True)
        ),
        rounding=Money(rounding),
        due=Money(net - rounding),
        points_discount=Money(off),
        points_used=bill.points_used,
    )


def _check(bill: Bill) -> None:
    if len(bill.lines) > MAX_LINES:
        raise UserError("bill.lines", limit=MAX_LINES)
    for line in bill.lines:
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise UserError("bill.quantity", limit=MAX_QUANTITY)
        if line.unit_price.fen < 0:
            raise UserError("bill.price")
    if not 0 <= bill.tier_discount_bp <= FULL_PRICE_BP:
        raise UserError("bill.discount")
    manual = bill.manual
    if manual is None:
        return
    if not 0 <= manual.percent_bp <= FULL_PRICE_BP or manual.amount.fen < 0:
        raise UserError("bill.discount")
    if not manual.reason.strip():
        raise UserError("bill.reason")


def _manual_total(manual: ManualDiscount | None, before: int) -> int:
    if manual is None:
        return 0
    wanted = portion(before, manual.percent_bp, FULL_PRICE_BP) + manual.amount.fen
    if wanted > before:
        raise UserError("bill.discount_over", limit=Money(before))
    return wanted
