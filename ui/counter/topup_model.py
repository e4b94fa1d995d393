"""The top-up being made at the counter, and what the member will have after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from model.commands import TopUp
from model.errors import UserError
from model.ids import CommandId, StaffId
from model.ledger import Account
from model.money import ZERO, Money
from model.record import dataclass
from model.shop import Plan, Policy
from model.topup import LimitWarning, bonus_expiry, limit_warnings
from model.views import MemberCard


@dataclass(frozen=True, slots=True)
class After:
    """What the member has after the top-up; `problem` is what must be put right or confirmed first."""

    paid: Money = ZERO
    bonus: Money = ZERO
    bonus_expires_on: date | None = None
    principal_after: Money = ZERO
    bonus_after: Money = ZERO
    warnings: tuple[LimitWarning, ...] = ()
    problem: UserError | None = None

    @property
    def ready(self) -> bool:
        return self.problem is None

    @property
    def stored_after(self) -> Money:
        return self.principal_after + self.bonus_after


class TopUpModel:
    """A plan or a free amount, the tender, and which warnings of the law were confirmed."""

    def __init__(self, new_id: Callable[[], bytes], policy: Policy) -> None:
        self._new_id = new_id
        self.policy = policy
        self.member: MemberCard | None = None
        self.start()

    def start(self) -> None:
        """A fresh top-up with a new command id; the member stays."""
        self.command_id = CommandId(self._new_id())
        self.plan: Plan | None = None
        self.refusal: UserError | None = None
        self.free: Money | None = None
        self.account: Account | None = None
        self.confirmed: frozenset[LimitWarning] = frozenset()

    def choose_plan(self, plan: Plan | None, refusal: UserError | None = None) -> None:
        """Take a plan in place of whatever was chosen or typed; `refusal` is why it can't be sold now."""
        self.plan = plan
        self.refusal = refusal
        self.free = None
        self.confirmed = frozenset()

    def type_free(self, amount: Money | None) -> None:
        """Top up a free amount, which brings no bonus."""
        self.free = amount or None
        self.plan = None if amount else self.plan
        self.refusal = None if amount else self.refusal
        self.confirmed = frozenset()

    def choose_tender(self, account: Account) -> None:
        """Choose how it is paid; what was confirmed for another tender no longer holds."""
        self.account = account
        self.confirmed = frozenset()

    @property
    def paid(self) -> Money:
        return self.plan.pay if self.plan else self.free or ZERO

    def confirm(self) -> None:
        """Go on although the limits of the law shown now are crossed."""
        self.confirmed = frozenset(self.after().warnings)

    def after(self) -> After:
        """What the top-up does, as far as it is known yet."""
        member = self.member
        if member is None:
            return After(problem=UserError("topup.member_needed"))
        bonus = self.plan.bonus if self.plan else ZERO
        days = self.plan.bonus_days if self.plan else None
        principal_after = member.wallet.principal + self.paid
        warnings = (
            limit_warnings(self.paid, self.account, principal_after + member.pack_value, self.policy)
            if self.account and self.paid
            else ()
        )
        return After(
            self.paid,
            bonus,
            bonus_expiry(member.today, days) if bonus else None,
            principal_after,
            member.bonus + bonus,
            warnings,
            self._problem(warnings),
        )

    def _problem(self, warnings: tuple[LimitWarning, ...]) -> UserError | None:
        if not self.paid:
            return UserError("counter.choose_plan")
        if self.refusal is not None:
            return self.refusal
        if self.account is None:
            return UserError("counter.choose_tender", amount=self.paid)
        if set(warnings) - self.confirmed:
            return UserError("topup.limit", warnings=warnings)
        return None

    def command(self, staff_id: StaffId, print_receipt: bool) -> TopUp:
        """The command for what is ready; raises AssertionError when something is missing."""
        if self.member is None or self.account is None or not self.paid:
            raise AssertionError("a top-up needs a member, an amount and a tender")
        return TopUp(
            self.command_id,
            staff_id,
            self.member.profile.member_id,
            ((self.account, self.paid),),
            self.plan.id if self.plan else None,
            self.confirmed,
            print_receipt,
        )
