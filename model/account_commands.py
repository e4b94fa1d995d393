"""What people ask of members' accounts: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from model.command import Command
from model.ids import MemberId, MergeId, StaffId
from model.money import Money
from model.record import dataclass
from model.topup import LimitWarning


@dataclass(frozen=True, slots=True)
class TransferBalance(Command):
    """Give stored value to another member: this much principal, or with None everything, bonus too.

    `both_present`: both members stand at the counter and agree. `confirmed` are limits of the law that
    were shown.
    """

    from_id: MemberId
    to_id: MemberId
    principal: Money | None
    reason: str
    approved_by: StaffId | None = None
    both_present: bool = False
    confirmed: frozenset[LimitWarning] = frozenset()
    print_receipt: bool = True


@dataclass(frozen=True, slots=True)
class MergeMembers(Command):
    """Two records of one person become one: everything of `from_id` goes to `into_id`."""

    from_id: MemberId
    into_id: MemberId
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class UnmergeMembers(Command):
    """Two records were of two people after all: what came from the merged one goes back to it."""

    merge_id: MergeId
    reason: str
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class ReplaceCard(Command):
    """Block a member's cards and print another."""

    member_id: MemberId
    reason: str
    design: str = "rose"
