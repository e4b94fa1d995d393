"""Calling back what a merged record brought along, so that it can be taken back where it was given.

Every lot that went over became one of the record that stays, so what is still there of it is known. It goes
back by every record between, as the merges brought it, and undoing any of those finds it gone.
"""

from __future__ import annotations

from functools import partial

from model.ids import LotId, MemberId
from model.money import Money
from model.transfer import Moved, MovedLot, TransferKind
from services.storage import merge_rows, transfer_rows
from services.storage.work import Work


def bonus(work: Work, member_id: MemberId, lot_id: LotId, wanted: Money) -> Money:
    """Bring bonus that this record had in a lot back into it; answers how much of `wanted` is there then."""
    there = min(wanted, transfer_rows.left_in(work.conn, member_id, lot_id))
    onward = merge_rows.onward(work.conn, member_id)
    if onward is None:
        return there
    into_id = onward.into_id
    for moved in transfer_rows.lots_merged(work.conn, member_id, into_id, lot_id):
        if there == wanted:
            break
        found = bonus(work, into_id, moved.to_lot, min(wanted - there, moved.amount))
        if found:
            back = MovedLot(moved.to_lot, lot_id, found, moved.granted_on, moved.expires_on)
            _book(work, into_id, member_id, Moved(lots=(back,)))
            there += found
    return there


def points(work: Work, member_id: MemberId, wanted: int) -> None:
    """Bring points back to a record; who has them now may owe some afterwards."""
    onward = merge_rows.onward(work.conn, member_id)
    if onward is not None:
        points(work, onward.into_id, wanted)
        _book(work, onward.into_id, member_id, Moved(points=wanted))


def _book(work: Work, from_id: MemberId, to_id: MemberId, moved: Moved) -> None:
    # Transfers print receipts, and the print queue knows friend cards, whose rewards call back.
    from services import transfers

    out, into = transfers.sides(work, from_id, to_id, TransferKind.RECALL, moved, "")
    transfers.apart(work, partial(transfers.book_apart, row=out, moved=moved))
    transfers.apart(work, partial(transfers.book_apart, row=into, moved=moved, restores=True))
