"""Gifts (礼品): goods handed over with a top-up or for points, with a list value, a cost and a stock."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from model.ids import GiftId, TxnId
from model.money import ZERO, Money
from model.record import dataclass

MOST_IN_STOCK: Final = 1_000_000


class MoveKind(StrEnum):
    """Why a stock moved."""

    IN = "in"
    OUT = "out"
    """Handed to a member."""
    BACK = "back"
    """Handed back when its top-up was reversed, or the card refunded."""
    COUNTED = "counted"
    """Set right after counting."""


@dataclass(frozen=True, slots=True)
class Gift:
    """`stock` is moved by services.gifts alone; saving a gift leaves it as it is."""

    id: GiftId
    name: str
    list_value: Money = ZERO
    """What it is worth to the member: printed on the contract, reckoned with by a card refund."""
    cost: Money = ZERO
    points: int | None = None
    """For how many points a member may have one; None: not for points."""
    position: int = 0
    active: bool = True
    stock: int = 0


@dataclass(frozen=True, slots=True)
class GiftOut:
    """Pieces of one gift handed out, with what they were called and worth on that day."""

    gift_id: GiftId
    name: str
    quantity: int
    list_value: Money
    cost: Money


@dataclass(frozen=True, slots=True)
class HandedGift:
    """Pieces of a gift handed over with a top-up, at the value that its contract states for one."""

    txn_id: TxnId
    gift_id: GiftId
    name: str
    quantity: int
    list_value: Money

    @property
    def value(self) -> Money:
        return self.list_value * self.quantity
