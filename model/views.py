"""What the services answer: read-only pictures of members, transactions and lists."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from model.bill import Bill
from model.birthday import Birthday
from model.changes import ChangeSet
from model.commands import Gender
from model.ids import HoldId, MemberId, PrintJobId, TxnId, ViewId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.points import NO_POINTS, Earning
from model.record import dataclass
from model.reversal import SoldLine
from model.shop import Source, Tag, Tier
from model.tier import NOWHERE, Standing
from model.wallet import Wallet


@dataclass(frozen=True, slots=True)
class TxnSummary:
    """A committed transaction: `amount` is what was paid, topped up or reversed (≥ 0)."""

    txn_id: TxnId
    kind: TxnKind
    number: str
    member_id: MemberId | None
    at: datetime
    amount: Money
    change: Money
    principal_after: Money
    bonus_after: Money
    points_after: int


@dataclass(frozen=True, slots=True)
class Done:
    """The answer of every command, the same when it is sent again. It is on disk already."""

    changes: ChangeSet
    subject_id: bytes | None = None
    """The member, item, hold … that the command made or changed."""
    txn: TxnSummary | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class MemberProfile:
    member_id: MemberId
    number: str
    version: int
    name: str
    phone: str
    no_phone_reason: str
    gender: Gender
    birthday: Birthday | None
    source: Source | None
    referrer_id: MemberId | None
    referrer_name: str
    tier: Tier | None
    tags: tuple[Tag, ...]
    note: str
    consent_text: str
    consent_at: datetime | None
    joined_at: datetime


class AccountState(StrEnum):
    """Whether what a member has stored can be used."""

    OPEN = "open"
    FROZEN = "frozen"
    """A card refund was asked for and is not decided yet."""
    CLOSED = "closed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One member, one screen: who, what they have, and what to tell them now."""

    profile: MemberProfile
    wallet: Wallet
    today: date
    visits: int
    spent: Money
    topped_up: Money
    last_visit: date | None
    spent_this_year: Money
    visits_this_year: int
    friends_brought: int
    standing: Standing = NOWHERE
    earning: Earning = NO_POINTS
    """What points of today depend on."""
    points_ending: int = 0
    """How many of the points end with the month."""
    account: AccountState = AccountState.OPEN
    pack_value: Money = ZERO
    """What is owed to them for sessions paid beforehand: it counts towards the law's limit."""

    @property
    def bonus(self) -> Money:
        return self.wallet.bonus_on(self.today)

    @property
    def stored(self) -> Money:
        return self.wallet.principal + self.bonus


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history (往来): amount signed as the member sees it."""

    txn_id: TxnId
    kind: TxnKind
    number: str
    at: datetime
    title: str
    """Names of what was bought, or the plan: data, not wording."""
    staff: str
    member_name: str
    """Empty for a walk-in."""
    amount: Money
    stored_change: Money
    rating: int | None
    reverses_number: str
    reversed_part: str
    """`""`, `"part"` or `"whole"`: how much of it has been reversed."""
    is_welcome: bool = False
    """Of a reward: what a friend card brought the friend it was used by, not its giver."""
    points: int = 0
    """By how many points the member's account moved."""
    move: str = ""
    """Between two accounts: `transfer_out`, `merge_in` and so on (model.transfer); the title names who."""


@dataclass(frozen=True, slots=True)
class TxnDetail:
    """All of one transaction, for the detail sheet and the reversal form."""

    entry: HistoryEntry
    member_id: MemberId | None
    member_name: str
    lines: tuple[SoldLine, ...]
    tenders: tuple[tuple[Account, Money], ...]
    paid: Money
    bonus: Money
    reversible: Money
    """For a top-up: how much of the payment is not reversed yet."""
    reason: str
    prints: int


@dataclass(frozen=True, slots=True)
class HeldBill:
    hold_id: HoldId
    bill: Bill
    member_id: MemberId | None
    member_name: str
    label: str
    staff_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row of the Members page."""

    member_id: MemberId
    number: str
    name: str
    phone: str
    tier: str
    source: str
    tags: str
    birthday: Birthday | None
    principal: Money
    bonus: Money
    points: int
    visits: int
    spent: Money
    last_visit: date | None
    joined: date
    tier_since: date | None = None
    """Since when they have it, where anything ever moved it."""
    tier_until: date | None = None
    """Its last day, as far as that is known."""


@dataclass(frozen=True, slots=True)
class SavedView:
    view_id: ViewId
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class PrintJobView:
    job_id: PrintJobId
    kind: str
    number: str
    state: str
    attempts: int
    error: str
    at: datetime
    pieces: int = 1
    """How many copies it has still to print."""
