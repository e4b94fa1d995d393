"""What people ask the program to do: one frozen command an intent, with the id that makes it happen once."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from model.bill import Bill
from model.birthday import Birthday
from model.command import Command
from model.ids import (
    FriendCardId,
    HoldId,
    MemberId,
    PlanId,
    SourceId,
    StaffId,
    TagId,
    TierId,
    TxnId,
    ViewId,
)
from model.ledger import Account
from model.money import Money
from model.record import dataclass
from model.rules import Rules
from model.sale import Payment
from model.shop import (
    Category,
    Item,
    Look,
    Plan,
    Policy,
    PrinterSetting,
    ShopProfile,
    Source,
    Staff,
    Tag,
    Tier,
)
from model.topup import LimitWarning


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What is known of a member; text as people typed it, checked by the service."""

    name: str
    phone: str = ""
    no_phone_reason: str = ""
    gender: Gender = Gender.UNKNOWN
    birthday: Birthday | None = None
    source_id: SourceId | None = None
    referrer_id: MemberId | None = None
    tier_id: TierId | None = None
    tag_ids: tuple[TagId, ...] = ()
    note: str = ""
    consent_text: str = ""
    """The text the member agreed to; empty when they did not."""


@dataclass(frozen=True, slots=True)
class SignUp(Command):
    """With a friend card its giver is the referrer, whatever the draft says."""

    draft: MemberDraft
    friend_card_id: FriendCardId | None = None


@dataclass(frozen=True, slots=True)
class EditMember(Command):
    """`version` is the one the form was filled from: a newer one refuses with `member.changed`."""

    member_id: MemberId
    version: int
    draft: MemberDraft


@dataclass(frozen=True, slots=True)
class TopUp(Command):
    """Without a plan it is a free amount and brings no bonus."""

    member_id: MemberId
    tenders: tuple[tuple[Account, Money], ...]
    plan_id: PlanId | None = None
    confirmed: frozenset[LimitWarning] = frozenset()
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class Sell(Command):
    bill: Bill
    payment: Payment
    member_id: MemberId | None = None
    rating: int | None = None
    approved_by: StaffId | None = None
    hold_id: HoldId | None = None
    """The parked bill that this sale settles; it disappears with it."""
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class Reverse(Command):
    """Of a sale: `quantities` (line, how many). Of a top-up: `amount` of the payment."""

    txn_id: TxnId
    reason: str
    approved_by: StaffId | None = None
    quantities: tuple[tuple[int, int], ...] = ()
    amount: Money | None = None
    print_receipt: bool = True
    gifts_back: bool = True
    """Of a top-up with gifts: whether they were handed back, to be given to somebody else."""


@dataclass(frozen=True, slots=True)
class Park(Command):
    """Park a bill (挂单) under a hold id, replacing what was parked under it; touches no balance."""

    hold_id: HoldId
    bill: Bill
    member_id: MemberId | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class DropHold(Command):
    hold_id: HoldId


Thing = Item | Category | Plan | Tier | Source | Tag | Staff
Section = ShopProfile | Policy | PrinterSetting | Look | Rules


@dataclass(frozen=True, slots=True)
class Save(Command):
    """Create or change one thing of the catalogue or the staff list."""

    thing: Thing


@dataclass(frozen=True, slots=True)
class SetPin(Command):
    """Give a member of staff a PIN (4–12 digits)."""

    for_staff: StaffId
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SaveSettings(Command):
    section: Section


@dataclass(frozen=True, slots=True)
class SaveView(Command):
    """Keep a named filter of the Members page; `definition` is the page's own JSON."""

    view_id: ViewId
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class DropView(Command):
    view_id: ViewId


@dataclass(frozen=True, slots=True)
class Reprint(Command):
    txn_id: TxnId


@dataclass(frozen=True, slots=True)
class IssueCard(Command):
    """Print a member card; earlier cards of the member stop working."""

    member_id: MemberId
    design: str = "rose"


@dataclass(frozen=True, slots=True)
class RevealPhone(Command):
    """Show a member's whole phone number: logged (domain.md section 9)."""

    member_id: MemberId
