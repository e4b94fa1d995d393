"""Honors (荣誉身份): given by the owner with a date and a reason; they raise a one-off reward, nothing else.

There is no price and no purchase here, on purpose (禁止传销条例 Art. 7).
"""

from __future__ import annotations

from datetime import date

from model.changes import Kind
from model.errors import UserError
from model.friend_commands import EndHonor, GiveHonor
from model.ids import HonorId, MemberId
from model.referral import Honor, MemberHonor
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access
from services.clock import day_number
from services.freezing import not_ended
from services.storage import as_written, honor_rows, member_rows
from services.storage.work import Reader, Work


def give(work: Work, command: GiveHonor) -> Done:
    """Give an honor (owner).

    Raises UserError `honor.exists` (the member bears it in these days), `honor.dates`, `member.gone`,
    `auth.needs`, text.*.
    """
    access.needs(work, Role.OWNER)
    reason = clean_line(command.reason, 120, required=True)
    first, last = command.from_day, command.until_day
    if last is not None and last < first:
        raise UserError("honor.dates")
    if member_rows.identity(work.conn, command.member_id) is None:
        raise UserError("member.gone")
    not_ended(work, command.member_id)
    same = (h for h in honor_rows.of_member(work.conn, command.member_id) if h.honor is command.honor)
    if any(_overlap(h, first, last) for h in same):
        raise UserError("honor.exists", honor=command.honor)
    honor_id = HonorId(work.new_id())
    days = (day_number(first), day_number(last) if last else None)
    by = work.command.staff_id
    honor_rows.add(work.conn, honor_id, command.member_id, command.honor.value, days, reason, by)
    as_written.keep(work, "member_honor", honor_id)
    work.touch(Kind.HONOR, honor_id, command.member_id)
    detail = {"member": command.member_id.hex(), "honor": command.honor, "from": first, "until": last}
    return work.finish("give_honor", honor_id, detail=detail | {"reason": reason})


def _overlap(known: MemberHonor, first: date, last: date | None) -> bool:
    return (known.until_day or date.max) >= first and (last or date.max) >= known.from_day


def end(work: Work, command: EndHonor) -> Done:
    """End an honor (owner); raises UserError `honor.gone`, `honor.dates`, `auth.needs`, text.*."""
    access.needs(work, Role.OWNER)
    reason = clean_line(command.reason, 120, required=True)
    known = honor_rows.get(work.conn, command.honor_id)
    if known is None or (known.until_day is not None and known.until_day < work.today):
        raise UserError("honor.gone")
    if command.until_day < known.from_day:
        raise UserError("honor.dates")
    honor_rows.end(work.conn, known.honor_id, day_number(command.until_day), reason)
    as_written.keep(work, "member_honor", known.honor_id)
    work.touch(Kind.HONOR, known.honor_id, known.member_id)
    detail = {"until": command.until_day, "reason": reason}
    return work.finish("end_honor", known.honor_id, detail=detail)


def of_member(read: Reader, member_id: MemberId) -> tuple[MemberHonor, ...]:
    """Every honor a member has or had, the newest first."""
    return honor_rows.of_member(read.conn, member_id)


def all_active(read: Reader) -> tuple[MemberHonor, ...]:
    """Who bears an honor today."""
    return honor_rows.active(read.conn, read.today_number)


def on_day(read: Reader, member_id: MemberId) -> MemberHonor | None:
    """The honor a member bears today, the higher of two."""
    active = [h for h in of_member(read, member_id) if h.active_on(read.today)]
    return max(active, key=lambda h: list(Honor).index(h.honor), default=None)
