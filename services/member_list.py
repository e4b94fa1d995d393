"""The Members page: any number of members, sorted and filtered by the database."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, timedelta

from model.changes import Kind
from model.commands import DropView, SaveView
from model.errors import UserError
from model.ids import MemberId, ViewId
from model.members_filter import MemberFilter
from model.money import Money
from model.text import clean_line
from model.tier import leaves_on
from model.views import Done, MemberRow, SavedView
from services.clock import from_day_number
from services.search import rows_for
from services.storage import list_rows, member_rows
from services.storage.work import Reader, Work

VIEW_LIMIT = 20_000
"""Characters of a saved view's JSON."""
TEXT_LIMIT = 5_000
"""Most members that a text in the filter finds."""


def ids(read: Reader, conditions: MemberFilter) -> array[int]:
    """Local row numbers in order; the count is their number (8 bytes a member)."""
    among = rows_for(read, conditions.text, TEXT_LIMIT) if conditions.text.strip() else None
    if among == []:
        return array("q")
    return list_rows.ids(read.conn, conditions, among, read.today_number)


def rows(read: Reader, wanted: Sequence[int]) -> tuple[MemberRow, ...]:
    """The rows to show for these local row numbers, in their order."""
    found = list_rows.rows(read.conn, list(wanted), read.today_number)
    return tuple(
        MemberRow(
            member_id=MemberId(r[1]),
            number=f"{r[2]:06d}",
            name=r[3],
            phone=r[4],
            tier=r[5],
            source=r[6],
            tags=r[7] or "",
            birthday=member_rows.birthday(r[8:13]),
            principal=Money(r[13]),
            bonus=Money(r[14]),
            points=r[15],
            visits=r[16],
            spent=Money(r[17]),
            last_visit=from_day_number(r[18]) if r[18] else None,
            joined=from_day_number(r[19]),
            tier_since=from_day_number(r[20]) if r[20] else None,
            tier_until=_until(read, r[21], r[22]),
        )
        for r in found
    )


def _until(read: Reader, floor_until: int | None, below_since: int | None) -> date | None:
    """The last day of a tier: one that was given until then, or that the member consumes too little for."""
    if floor_until:
        return from_day_number(floor_until)
    if not below_since:
        return None
    grace = read.settings.tiers.grace_days
    return leaves_on(from_day_number(below_since), grace) - timedelta(days=1)


def member_of(read: Reader, row: int) -> MemberId:
    """Raises UserError `member.gone`."""
    found = list_rows.member_at(read.conn, row)
    if found is None:
        raise UserError("member.gone")
    return MemberId(found)


def views(read: Reader) -> tuple[SavedView, ...]:
    return tuple(SavedView(ViewId(i), name, text) for i, name, text in list_rows.views(read.conn))


def save_view(work: Work, command: SaveView) -> Done:
    """Keep a named filter; raises UserError text.*."""
    name = clean_line(command.name, 40, required=True)
    definition = clean_line(command.definition, VIEW_LIMIT)
    list_rows.save_view(work.conn, command.view_id, name, definition)
    work.touch(Kind.VIEW, command.view_id)
    return work.finish("save_view", command.view_id)


def drop_view(work: Work, command: DropView) -> Done:
    list_rows.drop_view(work.conn, command.view_id)
    work.touch(Kind.VIEW, command.view_id)
    return work.finish("drop_view", command.view_id)
