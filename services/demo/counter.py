"""What the story of the example shop does at a counter: in bulk (ledger) or through the services (desk)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from model.bill import Bill, Quote
from model.ids import FriendCardId, MemberId, StaffId, TagId, TxnId
from model.ledger import Account
from model.money import Money
from model.record import dataclass
from model.sale import Payment
from model.shop import Plan, Role, Tier
from model.wallet import Wallet
from services.storage.member_rows import Person


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale that may still be reversed; row 0 is a customer without a membership."""

    txn_id: TxnId
    row: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """A top-up that may still be reversed."""

    txn_id: TxnId
    row: int


class Counter(Protocol):
    """Set the moment with `at`, then say what happened; members are told by their local rows."""

    tiers: tuple[Tier, ...]
    lifts_tiers: bool
    """Whether tiers are reached by rule here; otherwise a manager gives them."""

    @property
    def day(self) -> date: ...
    def open_day(self, day: date) -> None: ...
    def at(self, now_ms: int) -> None: ...

    def member_id(self, row: int) -> MemberId: ...
    def wallet(self, row: int) -> Wallet: ...
    def tier(self, row: int) -> int: ...
    def spent(self, row: int) -> int: ...
    def can_buy(self, plan: Plan, row: int) -> bool: ...

    def sign_in(self, staff_id: StaffId) -> None: ...
    def approve(self, approver: StaffId, role: Role) -> None: ...
    def sign_up(
        self, by: StaffId, person: Person, tag_ids: Sequence[TagId], card_id: FriendCardId | None = None
    ) -> int: ...
    def give_tier(self, by: StaffId, row: int, tier: int) -> None: ...
    def top_up(
        self, by: StaffId, row: int, tenders: Sequence[tuple[Account, Money]], plan: Plan | None
    ) -> ToppedUp: ...
    def sell(
        self,
        by: StaffId,
        row: int,
        bill: Bill,
        payment: Payment,
        *,
        rating: int | None = None,
        approved_by: StaffId | None = None,
    ) -> Sold: ...
    def reverse_sale(
        self, by: StaffId, sold: Sold, quantities: Sequence[tuple[int, int]], reason: str, approver: StaffId
    ) -> None: ...
    def reverse_top_up(self, by: StaffId, done: ToppedUp, reason: str, approver: StaffId) -> None: ...
