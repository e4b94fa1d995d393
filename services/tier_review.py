"""Looking after tiers as time passes: lost after a grace, and given by hand until a day.

It runs beside the counter like services.expiry. Source: domain.md sections 1 and 3.9.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from model.command import Command
from model.ids import CommandId, MemberId, TierId
from model.tier import deserved, leaves_on
from model.tier_commands import ReviewTiers
from model.views import Done
from services import tiers
from services.clock import from_day_number
from services.storage import tier_rows
from services.storage.tier_rows import Now, Standing
from services.storage.work import Reader, Work

AT_ONCE: Final = 200
LOOKED_AT: Final = 500
"""Members whose consumption is added up in one reading."""


def floors_over(read: Reader) -> tuple[MemberId, ...]:
    """Members whose tier by hand has ended, up to AT_ONCE."""
    return tuple(tier_rows.floors_over(read.conn, read.today_number, AT_ONCE))


def due(read: Reader, after: int = 0) -> tuple[tuple[MemberId, ...], int | None]:
    """Members to look after among the next ones after a local row, and where to go on (None: at the end)."""
    ladder = read.settings.ladder
    if not ladder or not read.settings.tiers.window_months:
        return (), None
    rows = tier_rows.of_tiers(read.conn, [rung.tier_id for rung in ladder], after, LOOKED_AT)
    found = tuple(member_id for _, member_id in rows if _step(read, member_id) is not None)
    return found, rows[-1][0] if len(rows) == LOOKED_AT else None


def review_due(work: Work, command: ReviewTiers) -> Done:
    """Look after up to AT_ONCE members; Done.number is for how many something changed."""
    members = command.member_ids or _all_due(work)
    changed = sum(_review(work, member_id) for member_id in members[:AT_ONCE])
    return work.finish("review_tiers", number=str(changed))


def _all_due(work: Work) -> tuple[MemberId, ...]:
    found = list(floors_over(work))
    after: int | None = 0
    while after is not None and len(found) < AT_ONCE:
        more, after = due(work, after)
        found += more
    return tuple(dict.fromkeys(found))


def _review(work: Work, member_id: MemberId) -> bool:
    ended = _end_floor(work, member_id)
    step = _step(work, member_id)
    if step is None:
        return ended
    now, standing = step
    if standing is not None:
        tier_rows.put_standing(work, member_id, standing)
    else:
        _fall(work, member_id, now, "", tier_rows.usual(work.conn, now.rank))
    return True


def _step(read: Reader, member_id: MemberId) -> tuple[Now, Standing | None] | None:
    """What is to be done for a member: note a change of where they stand, or (None) lower the tier."""
    now = tier_rows.now(read.conn, member_id)
    if now is None or not read.settings.tiers.window_months:
        return None
    rung = next((r for r in read.settings.ladder if r.tier_id == now.tier_id), None)
    if rung is None or tiers.floor_rank(read, member_id) >= now.rank:
        return None
    today = read.today_number
    known = tier_rows.standing(read.conn, member_id)
    below = known.below_since_day if known else None
    if tiers.progress(read, member_id, now) >= rung.threshold.fen:
        return (now, replace(known, below_since_day=None)) if known and below else None
    since = from_day_number(below) if below else read.today
    if leaves_on(since, read.settings.tiers.grace_days) <= read.today:
        return now, None
    if below:
        return None
    return now, replace(known or Standing(None, None, today, None), below_since_day=today)


def _fall(work: Work, member_id: MemberId, now: Now, reason: str, before: TierId | None) -> bool:
    """Lower a tier to what consumption deserves, but not below the floor or what the member had `before`."""
    reached = deserved(work.settings.ladder, tiers.progress(work, member_id, now))
    options = [reached.tier_id if reached else None, tiers.floor(work, member_id), before]
    to_id = max(options, key=lambda tier_id: tier_rows.rank_of(work.conn, tier_id))
    if tier_rows.rank_of(work.conn, to_id) >= now.rank:
        return False
    command = Command(CommandId(work.new_id()), work.command.staff_id)
    work.apart(partial(_lower, member_id=member_id, now=now, to_id=to_id, reason=reason), command)
    return True


def _lower(
    work: Work, command: Command, *, member_id: MemberId, now: Now, to_id: TierId | None, reason: str
) -> Done:
    progress = tiers.progress(work, member_id, now)
    tiers.move(work, member_id, "down", now.tier_id, to_id, progress=progress, reason=reason)
    return work.finish("tier_down", member_id, detail={"progress": progress})


def _end_floor(work: Work, member_id: MemberId) -> bool:
    """A tier given until a day ends with it, without grace: that day was known from the beginning."""
    known = tier_rows.standing(work.conn, member_id)
    now = tier_rows.now(work.conn, member_id)
    if known is None or now is None or (known.floor_until_day or work.today_number) >= work.today_number:
        return False
    tier_rows.put_standing(work, member_id, replace(known, floor_id=None, floor_until_day=None))
    if now.tier_id == known.floor_id:
        given = [e for e in tier_rows.events(work.conn, member_id) if e.kind == "by_hand"]
        _fall(work, member_id, now, ENDED, given[-1].from_id if given else None)
    return True


ENDED: Final = "ended"
"""Why a tier went down that was given until a day."""
