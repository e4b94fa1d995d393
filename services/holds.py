"""Parked bills (挂单): they survive a restart and touch no balance."""

from __future__ import annotations

from model.bill import price
from model.changes import Kind
from model.commands import DropHold, Park
from model.errors import UserError
from model.ids import HoldId
from model.text import clean_line
from model.views import Done, HeldBill
from services.sales import clean_bill
from services.storage import hold_rows, member_rows
from services.storage.work import Reader, Work


def parked(read: Reader) -> tuple[HeldBill, ...]:
    """All parked bills, newest first."""
    return tuple(
        HeldBill(HoldId(id_), hold_rows.decode(bill), member, name, label, staff, read.local(at_ms))
        for id_, bill, member, name, label, staff, at_ms in hold_rows.all_rows(read.conn)
    )


def park(work: Work, command: Park) -> Done:
    """Put a bill aside; raises UserError `bill.empty`, `member.gone`, text.* or what pricing it raises."""
    if not command.bill.lines:
        raise UserError("bill.empty")
    bill = clean_bill(command.bill)
    price(bill)
    if command.member_id is not None and member_rows.identity(work.conn, command.member_id) is None:
        raise UserError("member.gone")
    label = clean_line(command.label)
    hold_rows.put(work.conn, command.hold_id, bill, command.member_id, label, command.staff_id, work.now)
    work.touch(Kind.HOLD, command.hold_id)
    return work.finish("park", command.hold_id)


def drop(work: Work, command: DropHold) -> Done:
    """Throw a parked bill away; raises UserError `hold.gone`."""
    if not hold_rows.drop(work.conn, command.hold_id):
        raise UserError("hold.gone")
    work.touch(Kind.HOLD, command.hold_id)
    return work.finish("drop_hold", command.hold_id)
