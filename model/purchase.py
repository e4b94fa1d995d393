"""A top-up under a plan as it was sold: what was paid and everything that was promised for it."""

from __future__ import annotations

from datetime import date, datetime

from model.gift import GiftOut
from model.ids import MemberId, PlanVersionId, TxnId
from model.instalment import Instalment, InstalmentState
from model.ledger import Account
from model.money import ZERO, Money
from model.record import dataclass
from model.rules import ClaimRules


@dataclass(frozen=True, slots=True)
class Given:
    """So many vouchers, friend cards or session packs of one name; `sessions` are those of one pack."""

    name: str
    quantity: int
    last_day: date | None = None
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class Purchase:
    """`gift_value` is the list value of the gifts handed out, `promised` the sum of the instalments."""

    txn_id: TxnId
    member_id: MemberId
    version_id: PlanVersionId
    number: str
    bought_at: datetime
    bought_on: date
    plan_name: str
    paid: Money
    tenders: tuple[tuple[Account, Money], ...]
    bonus: Money
    bonus_expires_on: date | None
    gift_value: Money
    promised: Money
    terms: ClaimRules
    gifts: tuple[GiftOut, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    packs: tuple[Given, ...] = ()
    vouchers: tuple[Given, ...] = ()
    friend_cards: tuple[Given, ...] = ()
    reversed_whole: bool = False

    @property
    def brings_promises(self) -> bool:
        """Whether more than money and bonus came with it: such a purchase is reversed whole or not at all."""
        return bool(self.gifts or self.instalments or self.packs)

    @property
    def claimed(self) -> Money:
        """What was collected of the instalments."""
        done = (i.amount for i in self.instalments if i.state is InstalmentState.CLAIMED)
        return sum(done, ZERO)
