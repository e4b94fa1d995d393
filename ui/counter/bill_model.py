"""The bill being made at the counter: what is on it, how it is paid and what paying would do.

Plain state without widgets. Every rule comes from model.bill and model.sale; this class only keeps
what was chosen and typed, also when a sale is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from model.bill import FULL_PRICE_BP, MAX_LINES, MAX_QUANTITY, Bill, BillLine, ManualDiscount, Quote, price
from model.commands import Park, Sell
from model.errors import UserError
from model.ids import CommandId, HoldId, StaffId, VoucherId
from model.money import ZERO, Money
from model.record import dataclass
from model.sale import Payment, SalePlan, plan_sale
from model.shop import Item, Policy
from model.views import HeldBill, MemberCard
from model.voucher import HeldVoucher, Moment, unmet
from model.voucher_rule import BenefitKind
from ui.counter.payment_model import Cover, PaymentChoice
from ui.counter.points_choice import PointsChoice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Enter would do now, or why it can't: shown before it is pressed.

    `problem` is what must be put right first; without it `plan` is exactly what will be booked.
    `approval_bp` is the manual discount's share when a manager has to agree to it first, else 0.
    """

    quote: Quote
    cover: Cover
    plan: SalePlan | None = None
    problem: UserError | None = None
    approval_bp: int = 0

    @property
    def ready(self) -> bool:
        return self.plan is not None and self.problem is None


_NO_DAY: Final = date.min
"""A walk-in has no bonus that could expire: any day will do."""

EMPTY: Final = Outcome(
    Quote((), ZERO, ZERO, ZERO, ZERO, ZERO), Cover(Payment(), ZERO), problem=UserError("bill.empty")
)


class BillModel:
    """A bill from its first line to its payment; `new_id` makes the ids of commands."""

    def __init__(self, new_id: Callable[[], bytes], policy: Policy) -> None:
        self._new_id = new_id
        self.policy = policy
        self.member: MemberCard | None = None
        self.moment: Moment | None = None
        """When it is, for whoever is shown: vouchers ask; None before anybody answered."""
        self.payment = PaymentChoice()
        self.points = PointsChoice()
        self.start()

    def start(self) -> None:
        """A fresh, empty bill with a new command id; the member stays."""
        self.command_id = CommandId(self._new_id())
        self.lines: list[BillLine] = []
        self.vouchers: list[HeldVoucher] = []
        self.chosen = -1
        self.manual: ManualDiscount | None = None
        self.approved_by: StaffId | None = None
        self._approved_bp = 0
        self.rating: int | None = None
        self.hold_id: HoldId | None = None
        self.points.wanted = 0
        self.payment.reset()

    @property
    def empty(self) -> bool:
        return not self.lines

    # Lines

    def add(self, item: Item, served_by: StaffId | None) -> None:
        """One more of an item: another line, or one more on the line that is the same.

        Raises UserError `bill.lines` or `bill.quantity`.
        """
        line = BillLine(
            item.name,
            item.price,
            1,
            item.id,
            served_by,
            item.cost,
            item.earns_points,
            item.discountable,
        )
        for row, present in enumerate(self.lines):
            if replace(present, quantity=1) == line:
                self.chosen = row
                self.set_quantity(row, present.quantity + 1)
                return
        self._append(line)

    def add_free(self, name: str, amount: Money, served_by: StaffId | None) -> None:
        """A line of any name and amount (其他金额); raises UserError `bill.price` for nothing."""
        if amount.fen <= 0 or not name.strip():
            raise UserError("bill.price")
        self._append(BillLine(name.strip(), amount, served_by=served_by))

    def _append(self, line: BillLine) -> None:
        if len(self.lines) >= MAX_LINES:
            raise UserError("bill.lines", limit=MAX_LINES)
        self.lines.append(line)
        self.chosen = len(self.lines) - 1

    def set_quantity(self, row: int, quantity: int) -> None:
        """Raises UserError `bill.quantity` outside 1 to the limit; the bill is then unchanged."""
        if not 1 <= quantity <= MAX_QUANTITY:
            raise UserError("bill.quantity", limit=MAX_QUANTITY)
        self.lines[row] = replace(self.lines[row], quantity=quantity)

    def change_quantity(self, row: int, by: int) -> None:
        """More or fewer of a line; fewer than one removes it."""
        if self.lines[row].quantity + by < 1:
            self.remove(row)
        else:
            self.set_quantity(row, self.lines[row].quantity + by)

    def remove(self, row: int) -> None:
        """Take a line off the bill; the one that follows is chosen."""
        del self.lines[row]
        self.chosen = min(self.chosen, len(self.lines) - 1)
        if not self.lines:
            self.manual = None
            self.approved_by = None
            self.vouchers = []
            self.points.wanted = 0

    def serve(self, row: int, staff_id: StaffId | None) -> None:
        """Say who serves a line."""
        self.lines[row] = replace(self.lines[row], served_by=staff_id)

    def choose(self, row: int) -> None:
        """Choose the line that the quantity keys act on."""
        self.chosen = max(-1, min(row, len(self.lines) - 1))

    # Vouchers

    def use_voucher(self, voucher: HeldVoucher) -> None:
        """Put a voucher on the bill; a gift alone makes the line it is handed over with.

        Raises UserError with the first condition that doesn't hold, changing nothing.
        """
        if self.uses(voucher.voucher_id):
            return
        lines = self.lines
        benefit = voucher.rule.benefit
        if benefit.kind is BenefitKind.GIFT and not lines:
            self._append(BillLine(benefit.gift, ZERO, discountable=False))
        self.vouchers.append(voucher)
        missing = unmet(self.bill(), self.moment) if self.moment else None
        if missing is not None:
            self.drop_voucher(voucher.voucher_id)
            raise missing.error

    def uses(self, voucher_id: VoucherId) -> bool:
        """Whether this voucher is on the bill."""
        return any(v.voucher_id == voucher_id for v in self.vouchers)

    def drop_voucher(self, voucher_id: VoucherId) -> None:
        """Take a voucher off, with the line of a gift that was there for it alone."""
        gone = [v for v in self.vouchers if v.voucher_id == voucher_id]
        self.vouchers = [v for v in self.vouchers if v.voucher_id != voucher_id]
        gifts = {v.rule.benefit.gift for v in gone}
        if len(self.lines) == 1 and not self.lines[0].list_amount and self.lines[0].name in gifts:
            self.remove(0)

    def keep_vouchers_of_member(self) -> None:
        """Take off what belongs to somebody else than the member shown."""
        shown = self.member.profile.member_id if self.member else None
        self.vouchers = [v for v in self.vouchers if v.member_id in (None, shown)]

    # Discounts

    def set_discount(self, manual: ManualDiscount | None) -> None:
        """Give a discount by hand, or take it back; an approval of an earlier one no longer holds.

        Raises UserError `bill.discount`, `bill.reason` or `bill.discount_over`, changing nothing.
        """
        price(replace(self.bill(), manual=manual))
        self.manual = manual
        self.approved_by = None

    def approve_discount(self, staff_id: StaffId) -> None:
        """A manager agrees to the discount as large as it is now."""
        self.approved_by = staff_id
        self._approved_bp = price(self.bill()).manual_share_bp

    # What it comes to

    def bill(self, *, points: bool = True) -> Bill:
        """The bill as it would be sold to the member shown; also without the points that pay for it."""
        tier = self.member.profile.tier if self.member else None
        # A voucher that doesn't go with the tier's discount takes its place.
        discounted = tier is not None and all(v.rule.with_tier for v in self.vouchers)
        bill = Bill(
            tuple(self.lines),
            tier.discount_bp if tier and discounted else FULL_PRICE_BP,
            self.manual,
            self.policy.rounding,
            tuple(v.used for v in self.vouchers),
        )
        return self.points.applied(bill, self.member) if points else bill

    def plain_bill(self) -> Bill:
        """The bill without vouchers, with the tier's discount: what they are proposed for."""
        tier = self.member.profile.tier if self.member else None
        rate = tier.discount_bp if tier else FULL_PRICE_BP
        return replace(self.bill(points=False), vouchers=(), tier_discount_bp=rate)

    def outcome(self, may_approve: bool) -> Outcome:
        """What paying would do now; `may_approve`: the person signed in is at least a manager."""
        if self.empty:
            return EMPTY
        bill = self.bill()
        try:
            quote = price(bill)
        except UserError as problem:
            # A removed line may have left less than the discount: the bill stays, the discount shows why.
            return Outcome(price(replace(bill, manual=None)), Cover(Payment(), ZERO), problem=problem)
        available = self.member.stored if self.member else ZERO
        missing = unmet(bill, self.moment) if self.moment else None
        if missing is not None:
            return Outcome(quote, Cover(Payment(), ZERO), problem=missing.error)
        cover = self.payment.cover(quote.due, available)
        approval_bp = self._approval_needed(quote, may_approve)
        return self._planned(Outcome(quote, cover, approval_bp=approval_bp), available)

    def _approval_needed(self, quote: Quote, may_approve: bool) -> int:
        share = quote.manual_share_bp
        if may_approve or share <= self.policy.cashier_discount_limit_bp:
            return 0
        return 0 if self.approved_by is not None and share <= self._approved_bp else share

    def _planned(self, outcome: Outcome, available: Money) -> Outcome:
        cover = outcome.cover
        if cover.over is not None:
            return replace(outcome, problem=UserError("tender.over", account=cover.over))
        if cover.missing:
            return replace(
                outcome,
                problem=UserError("counter.missing", missing=cover.missing, stored=available),
            )
        member = self.member
        try:
            plan = plan_sale(
                outcome.quote,
                cover.payment,
                self.policy,
                member.today if member else _NO_DAY,
                (member.profile.member_id, member.wallet) if member else None,
                member.earning if member else None,
            )
        except UserError as problem:
            return replace(outcome, problem=problem)
        return replace(outcome, plan=plan)

    # Commands

    def sell(self, staff_id: StaffId, outcome: Outcome, print_receipt: bool) -> Sell:
        """The command for a ready outcome, always under the bill's own command id."""
        return Sell(
            self.command_id,
            staff_id,
            self.bill(),
            outcome.cover.payment,
            self.member.profile.member_id if self.member else None,
            self.rating,
            self.approved_by if self.manual else None,
            self.hold_id,
            print_receipt,
        )

    def park(self, staff_id: StaffId, label: str) -> Park:
        """The command that parks the bill, under the hold id it was taken from or a new one."""
        return Park(
            CommandId(self._new_id()),
            staff_id,
            self.hold_id or HoldId(self._new_id()),
            self.bill(),
            self.member.profile.member_id if self.member else None,
            label,
        )

    def take(self, held: HeldBill) -> None:
        """Go on with a parked bill; its sale will settle it. The page shows its member."""
        self.start()
        self.lines = list(held.bill.lines)
        self.manual = held.bill.manual
        self.hold_id = held.hold_id
        self.chosen = len(self.lines) - 1
