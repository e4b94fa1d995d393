"""What people ask of top-up plans and gifts: one frozen command an intent (see model.commands)."""

from __future__ import annotations

from model.command import Command
from model.gift import Gift, MoveKind
from model.ids import GiftId, StaffId
from model.record import dataclass
from model.shop import Plan


@dataclass(frozen=True, slots=True)
class SavePlan(Command):
    """Create a plan or replace it by a new version; what was sold keeps the version it was sold under.

    `reason` is why the owner starts a plan below the shop's floor of profit.
    """

    plan: Plan
    reason: str = ""
    approved_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class SaveGift(Command):
    """Create a gift or change it; its stock moves by MoveStock only."""

    gift: Gift


@dataclass(frozen=True, slots=True)
class MoveStock(Command):
    """`quantity`: pieces that came IN, or how many there are now (COUNTED), with a reason."""

    gift_id: GiftId
    kind: MoveKind
    quantity: int
    reason: str = ""
