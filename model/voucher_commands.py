"""What people ask of vouchers: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from model.command import Command
from model.ids import BatchId, MemberId, SourceId, StaffId, VoucherId, VoucherTemplateId
from model.record import dataclass
from model.voucher import VoucherTemplate


class BatchKind(StrEnum):
    """Where vouchers went when they were issued."""

    MEMBER = "member"
    LIST = "list"
    SALE = "sale"
    """Earned with a sale, for the next visit."""
    TOP_UP = "top_up"
    ANONYMOUS = "anonymous"
    FRIEND_CARD = "friend_card"


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command):
    """Create a template or change it; what is issued already keeps the rule it was issued under.

    `picture` are the bytes of the picture that the look names, where it is a new one.
    """

    template: VoucherTemplate
    approved_by: StaffId | None = None
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ToMember:
    member_id: MemberId
    count: int = 1


@dataclass(frozen=True, slots=True)
class ToMembers:
    """One to each of a list: local rows as services.member_list gives them."""

    rows: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """For handing out: to whom it matters where they went and who hands them out."""

    count: int
    name: str
    source_id: SourceId | None = None
    handed_by: str = ""


@dataclass(frozen=True, slots=True)
class IssueVouchers(Command):
    """`batch_id` and `wanted` are for parts of one larger batch (services.voucher_issue.issue_many)."""

    template_id: VoucherTemplateId
    to: ToMember | ToMembers | Anonymous
    approved_by: StaffId | None = None
    batch_id: BatchId | None = None
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class VoidVoucher(Command):
    voucher_id: VoucherId
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class ExtendVoucher(Command):
    """`valid_to` is the new last day, later than the one it has."""

    voucher_id: VoucherId
    valid_to: date
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class WrongCode(Command):
    """A code typed at this counter was wrong."""


@dataclass(frozen=True, slots=True)
class CountPrints(Command):
    """So many vouchers of a batch, from the `first` on, went to a printer or into a PDF."""

    batch_id: BatchId
    first: int
    count: int
