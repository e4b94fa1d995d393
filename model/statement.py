"""The statement of a member (对账单): every entry between two days, principal and bonus apart."""

from __future__ import annotations

from datetime import date, datetime

from model.ids import MemberId, TxnId
from model.ledger import TxnKind
from model.money import Money
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class Balances:
    """What stood on the account; `packs` is the money for sessions that were not had yet."""

    principal: Money
    bonus: Money
    """By the entries: bonus that has expired counts until that is booked."""
    points: int
    packs: Money

    def moved(self, by: Balances) -> Balances:
        return Balances(
            self.principal + by.principal,
            self.bonus + by.bonus,
            self.points + by.points,
            self.packs + by.packs,
        )


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One transaction: what it moved, and what stood on the account after it."""

    txn_id: TxnId
    kind: TxnKind
    number: str
    at: datetime
    title: str
    """Names of what was bought, the plan, the reason: data, not wording."""
    outside: Money
    """Cash and the like: paid by the member, negative when paid to them."""
    moved: Balances
    after: Balances


@dataclass(frozen=True, slots=True)
class ComingInstalment:
    """An instalment that was promised and not collected; `last_on` is None when it never lapses."""

    due_on: date
    last_on: date | None
    amount: Money


@dataclass(frozen=True, slots=True)
class OpenPack:
    name: str
    sessions_left: int
    sessions: int
    value_left: Money
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Both days count; instalments and packs are as they are today."""

    member_id: MemberId
    member_name: str
    member_number: str
    first: date
    last: date
    at: datetime
    opening: Balances
    entries: tuple[StatementEntry, ...]
    closing: Balances
    instalments: tuple[ComingInstalment, ...]
    packs: tuple[OpenPack, ...]
