"""Gifts (礼品): what a shop hands over with top-ups and for points, and how many there are."""

from __future__ import annotations

from dataclasses import replace

from model.changes import Kind
from model.errors import UserError
from model.gift import MOST_IN_STOCK, Gift, GiftOut, HandedGift, MoveKind
from model.ids import GiftId, MemberId, TxnId
from model.money import Money
from model.plan_commands import MoveStock, SaveGift
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access
from services.storage import gift_rows
from services.storage.work import Reader, Work


def gifts(read: Reader) -> tuple[Gift, ...]:
    """All gifts in the shop's order, the archived too."""
    return gift_rows.load(read.conn)


def save_gift(work: Work, command: SaveGift) -> Done:
    """Create or change a gift; its stock stays as it is.

    Raises UserError `auth.needs`, `catalog.name_exists`, `catalog.price`, `gift.points`, `text.*`.
    """
    access.needs(work, Role.MANAGER)
    gift = replace(command.gift, name=clean_line(command.gift.name, required=True))
    if gift.list_value.fen < 0 or gift.cost.fen < 0:
        raise UserError("catalog.price")
    if gift.points is not None and gift.points < 1:
        raise UserError("gift.points")
    if gift.active and gift_rows.name_taken(work.conn, gift):
        raise UserError("catalog.name_exists", name=gift.name)
    gift_rows.save(work.conn, gift)
    work.touch(Kind.GIFT, gift.id)
    return work.finish("save_gift", gift.id, detail={"name": gift.name})


def move_stock(work: Work, command: MoveStock) -> Done:
    """Book pieces that came in, or what was counted; a count that is right already books nothing.

    Raises UserError `auth.needs`, `gift.unknown`, `gift.quantity`, `text.*` (a count needs its reason).
    """
    access.needs(work, Role.MANAGER)
    counted = command.kind is MoveKind.COUNTED
    if command.kind not in (MoveKind.IN, MoveKind.COUNTED):
        raise UserError("gift.quantity", most=MOST_IN_STOCK)
    gift = gift_rows.get(work.conn, command.gift_id)
    if gift is None:
        raise UserError("gift.unknown")
    by = command.quantity - gift.stock if counted else command.quantity
    if not (0 if counted else 1) <= command.quantity <= MOST_IN_STOCK or gift.stock + by > MOST_IN_STOCK:
        raise UserError("gift.quantity", most=MOST_IN_STOCK)
    reason = clean_line(command.reason, 120, required=counted)
    if by:
        gift_rows.move(work, gift, command.kind, by, reason=reason)
    work.touch(Kind.GIFT, gift.id)
    return work.finish("gift_stock", gift.id, detail={"kind": command.kind, "quantity": by})


def hand_out(work: Work, gift_id: GiftId, quantity: int, member_id: MemberId, txn_id: TxnId) -> Money:
    """Take pieces from the stock for a member, within another command; answers their list value.

    Raises UserError `gift.unknown`, or `gift.stock` (name, wanted, left) when there are not enough.
    """
    gift = gift_rows.get(work.conn, gift_id)
    if gift is None:
        raise UserError("gift.unknown")
    gift_rows.move(work, gift, MoveKind.OUT, -quantity, txn_id=txn_id, member_id=member_id)
    work.touch(Kind.GIFT, gift_id)
    return gift.list_value * quantity


def put_back(work: Work, gift: HandedGift, quantity: int, txn_id: TxnId, member_id: MemberId) -> None:
    """Put pieces of what a top-up handed out back into the stock, within another command.

    Raises UserError `gift.not_out` where so many weren't handed out.
    """
    handed = gift_rows.out_with(work.conn, gift.txn_id)
    known = next((one for one in handed if one.gift_id == gift.gift_id), None)
    if known is None or not 1 <= quantity <= known.quantity:
        raise UserError("gift.not_out")
    gift_rows.move(work, known, MoveKind.BACK, quantity, txn_id=txn_id, member_id=member_id)
    work.touch(Kind.GIFT, gift.gift_id)


def take_back(work: Work, txn_id: TxnId, reversal_id: TxnId, member_id: MemberId) -> tuple[GiftOut, ...]:
    """Put what was handed out with a transaction back into the stock, with its reversal."""
    handed = gift_rows.out_with(work.conn, txn_id)
    for gift in handed:
        gift_rows.move(work, gift, MoveKind.BACK, gift.quantity, txn_id=reversal_id, member_id=member_id)
        work.touch(Kind.GIFT, gift.gift_id)
    return handed
