"""The example shop's counter as it really is: everything that happens goes through the services."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final, TypeVar

from model.bill import Bill, price
from model.command import Command
from model.commands import EditMember, MemberDraft, Reverse, Sell, SignUp, TopUp
from model.errors import UserError
from model.ids import CommandId, FriendCardId, MemberId, StaffId, TagId, TierId, TxnId
from model.ledger import Account
from model.money import ZERO, Money
from model.offer import NOTHING
from model.sale import Payment
from model.shop import Plan, Role, Tier
from model.views import Done
from model.wallet import Wallet
from services import members, plans, reversals, sales, topups
from services.clock import ManualClock
from services.demo.counter import Sold, ToppedUp
from services.ids import IdMaker
from services.shop import ShopSeat
from services.storage import demo_rows, txn_rows
from services.storage.member_rows import Person
from services.storage.work import Reader, UseCase, Work, Writer

C = TypeVar("C", bound=Command)
_ID_BYTES: Final = 16
_NOTHING: Final = Wallet(ZERO, (), 0)


class Desk:
    """A counter over the real services; members are told by their local rows.

    Who was merged into another record comes again as that one, and whose account was closed as nobody.
    """

    lifts_tiers = True

    def __init__(
        self, writer: Writer, seat: ShopSeat, clock: ManualClock, ids: IdMaker, tiers: Sequence[Tier]
    ) -> None:
        self.read = Reader(writer.connection, seat)
        self.tiers = tuple(tiers)
        self.conn = writer.connection
        self._writer = writer
        self._clock = clock
        self._ids = ids
        self._members = bytearray(_ID_BYTES)
        for member_id in demo_rows.member_ids(self.conn):
            self._members += member_id
        self._goes_as: dict[int, int] = {}

    def do(self, use_case: UseCase[C], command: C) -> Done:
        return self._writer.transact(use_case, command)

    def attempt(self, use_case: UseCase[C], command: C) -> Done | None:
        """Do what the rules may refuse: None when they did, and nothing happened."""
        try:
            return self.do(use_case, command)
        except UserError:
            return None

    def base(self, by: StaffId) -> tuple[CommandId, StaffId]:
        return CommandId(self._ids()), by

    def new_id(self) -> bytes:
        return self._ids()

    @property
    def day(self) -> date:
        return self.read.today

    def open_day(self, day: date) -> None:
        """Nothing is prepared: the services know what day it is."""

    def at(self, now_ms: int) -> None:
        self._clock.set(now_ms)

    # Members

    def row(self, row: int) -> int:
        """As whom a member comes now; 0 for a customer without a membership."""
        while row in self._goes_as:
            row = self._goes_as[row]
        return row

    def goes_as(self, row: int, other: int) -> None:
        """From now on a member comes as another one, or (0) as nobody."""
        self._goes_as[row] = other

    def member_id(self, row: int) -> MemberId:
        return MemberId(bytes(self._members[row * _ID_BYTES : (row + 1) * _ID_BYTES]))

    def wallet(self, row: int) -> Wallet:
        return txn_rows.wallet(self.conn, self.member_id(row)) if row else _NOTHING

    def tier(self, row: int) -> int:
        if not row:
            return 0
        tier_id, _ = demo_rows.tier_and_spent(self.conn, row)
        return next(n for n, tier in enumerate(self.tiers) if tier.id == tier_id)

    def spent(self, row: int) -> int:
        return demo_rows.tier_and_spent(self.conn, row)[1]

    def can_buy(self, plan: Plan, row: int) -> bool:
        if plan.offer == NOTHING:
            return True
        try:
            plans.check_sale(self.read, plan, self.member_id(row))
        except UserError:
            return False
        return True

    # What happens

    def sign_in(self, staff_id: StaffId) -> None:
        self.do(_sign_in, Command(*self.base(staff_id)))

    def approve(self, approver: StaffId, role: Role) -> None:
        self.do(partial(_approve, role=role), Command(*self.base(approver)))

    def sign_up(
        self, by: StaffId, person: Person, tag_ids: Sequence[TagId], card_id: FriendCardId | None = None
    ) -> int:
        draft = MemberDraft(
            name=person.name,
            phone=person.phone,
            no_phone_reason=person.no_phone_reason,
            gender=person.gender,
            birthday=person.birthday,
            source_id=person.source_id,
            referrer_id=person.referrer_id,
            tier_id=person.tier_id,
            tag_ids=tuple(dict.fromkeys(tag_ids)),
            note=person.note,
            consent_text=person.consent_text,
        )
        done = self._sign_up(by, draft, card_id)
        self._members += done.subject_id or b""
        return int(done.number)

    def _sign_up(self, by: StaffId, draft: MemberDraft, card_id: FriendCardId | None) -> Done:
        if card_id is not None:
            with suppress(UserError):
                return self.do(members.sign_up, SignUp(*self.base(by), draft, card_id))
        return self.do(members.sign_up, SignUp(*self.base(by), draft))

    def give_tier(self, by: StaffId, row: int, tier: int) -> None:
        """Choose another tier in the profile."""
        known = members.profile(self.read, self.member_id(row))
        draft = MemberDraft(
            name=known.name,
            phone=known.phone,
            no_phone_reason=known.no_phone_reason,
            gender=known.gender,
            birthday=known.birthday,
            source_id=known.source.id if known.source else None,
            referrer_id=known.referrer_id,
            tag_ids=tuple(tag.id for tag in known.tags),
            note=known.note,
            consent_text=known.consent_text,
        )
        draft = replace(draft, tier_id=TierId(self.tiers[tier].id))
        self.do(members.edit, EditMember(*self.base(by), known.member_id, known.version, draft))

    def top_up(
        self, by: StaffId, row: int, tenders: Sequence[tuple[Account, Money]], plan: Plan | None
    ) -> ToppedUp:
        plan_id = plan.id if plan else None
        command = TopUp(*self.base(by), self.member_id(row), tuple(tenders), plan_id, print_receipt=False)
        return ToppedUp(_txn(self.do(topups.execute, command)), row)

    def sell(
        self,
        by: StaffId,
        row: int,
        bill: Bill,
        payment: Payment,
        *,
        rating: int | None = None,
        approved_by: StaffId | None = None,
    ) -> Sold:
        member_id = self.member_id(row) if row else None
        command = Sell(*self.base(by), bill, payment, member_id, rating, approved_by, print_receipt=False)
        return Sold(_txn(self.do(sales.execute, command)), row, price(bill))

    def reverse_sale(
        self, by: StaffId, sold: Sold, quantities: Sequence[tuple[int, int]], reason: str, approver: StaffId
    ) -> None:
        self.reverse(by, sold.txn_id, reason, approver, tuple(quantities))

    def reverse_top_up(self, by: StaffId, done: ToppedUp, reason: str, approver: StaffId) -> None:
        amount = Money(demo_rows.amount_of(self.conn, done.txn_id))
        self.reverse(by, done.txn_id, reason, approver, amount=amount)

    def reverse(
        self,
        by: StaffId,
        txn_id: TxnId,
        reason: str,
        approver: StaffId,
        quantities: tuple[tuple[int, int], ...] = (),
        amount: Money | None = None,
    ) -> Done | None:
        """Reverse whatever it is, unless something stands against it by now."""
        command = Reverse(*self.base(by), txn_id, reason, approver, quantities, amount, print_receipt=False)
        return self.attempt(reversals.execute, command)


def _txn(done: Done) -> TxnId:
    if done.subject_id is None:
        raise AssertionError("a sale and a top-up are transactions")
    return TxnId(done.subject_id)


def _sign_in(work: Work, command: Command) -> Done:
    """What staff.sign_in writes for the right PIN, without the time that checking it takes on purpose."""
    return work.finish("sign_in", command.staff_id, number="ok")


def _approve(work: Work, command: Command, *, role: Role) -> Done:
    """What staff.approve writes for the right PIN."""
    return work.finish("approve", command.staff_id, number="ok", detail={"role": role})
