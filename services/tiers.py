"""Tiers (等级): up at once with what brings a member there, back when it is reversed, down with grace.

Each move is an operation of its own inside the command that causes it. Source: domain.md 1, 3.7, 3.9.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from model.changes import Kind
from model.command import Command
from model.errors import UserError
from model.ids import CommandId, MemberId, TierId, TxnId
from model.money import Money
from model.receipt import NextTier
from model.record import dataclass
from model.shop import Role, Tier
from model.text import clean_line
from model.tier import NO_RANK, Reached, Rung, Standing, causes, deserved, distance, leaves_on, window_start
from model.tier_commands import SetTier
from model.views import Done
from services import access, tier_gifts
from services.clock import day_number, from_day_number
from services.freezing import not_frozen
from services.storage import catalog_rows, member_rows, tier_rows
from services.storage.tier_rows import Event, Now
from services.storage.work import Reader, Work

# ── spending ──


def after_spending(work: Work, member_id: MemberId, txn_id: TxnId, now: Now | None = None) -> None:
    """Lift a member who consumed enough, with a sale or a session of a pack that was just booked.

    `now` is where they stand with it, if the caller knows.
    """
    ladder = work.settings.ladder
    if now is None and ladder:
        now = tier_rows.now(work.conn, member_id)
    # No window holds more than all there ever was: most sales end here.
    if now is None or not any(r.rank > now.rank and r.threshold.fen <= now.spent for r in ladder):
        return
    counted = progress(work, member_id, now)
    to = deserved(ladder, counted)
    if to is not None and to.rank > now.rank:
        _apart(work, partial(_rise, member_id=member_id, now=now, to=to, txn_id=txn_id, counted=counted))


def _apart(work: Work, use_case: Callable[[Work, Command], Done]) -> Done:
    return work.apart(use_case, Command(CommandId(work.new_id()), work.command.staff_id))


def progress(read: Reader, member_id: MemberId, now: Now) -> int:
    """Consumption (fen) that counts today."""
    start = window_start(read.today, read.settings.tiers.window_months)
    return now.spent if start is None else tier_rows.consumed(read.conn, member_id, day_number(start))


def _rise(
    work: Work, command: Command, *, member_id: MemberId, now: Now, to: Rung, txn_id: TxnId, counted: int
) -> Done:
    before = tier_rows.events(work.conn, member_id)
    move(work, member_id, "up", now.tier_id, to.tier_id, txn_id=txn_id, progress=counted)
    tier = catalog_rows.get(work.conn, Tier, to.tier_id)
    number = ""
    if tier is not None and tier.brings.anything:
        number = tier_gifts.give(work, member_id, tier, txn_id, again=_was_kept(before, to.tier_id))
    return work.finish("tier_up", member_id, number=number, detail={"tier": to.name, "progress": counted})


def _was_kept(events: tuple[Event, ...], tier_id: TierId) -> bool:
    """Whether the tier was reached before, taken back, and what it had brought was used by then."""
    back = [e for e in events if e.kind == "taken_back" and e.from_id == tier_id]
    return bool(back) and back[-1].reason == tier_gifts.KEPT


def move(
    work: Work,
    member_id: MemberId,
    kind: str,
    from_id: TierId | None,
    to_id: TierId | None,
    *,
    txn_id: TxnId | None = None,
    progress: int = 0,
    reason: str = "",
) -> None:
    """Change a tier with its event, under the work's own operation; floors stay as they are."""
    tier_rows.set_tier(work.conn, member_id, to_id)
    tier_rows.add_event(
        work, member_id, kind, (from_id, to_id), txn_id=txn_id, progress=progress, reason=reason
    )
    known = tier_rows.standing(work.conn, member_id) or tier_rows.Standing(None, None, 0, None)
    new = replace(known, since_day=work.today_number, below_since_day=None)
    tier_rows.put_standing(work, member_id, new)
    work.touch(Kind.MEMBER, member_id)


# ── reversing ──


def after_reversal(work: Work, member_id: MemberId) -> None:
    """Take tiers back that what is left of a member's consumption would not have reached."""
    last: TxnId | None = None
    while work.settings.ladder:
        cause = _fallen(work, member_id)
        if cause is None:
            break
        _apart(work, partial(_take_back, member_id=member_id, cause=cause))
        last = cause.txn_id
    if last is not None:
        # What is left may still reach a tier between: as if no more had been bought in the first place.
        after_spending(work, member_id, last)


def _fallen(work: Work, member_id: MemberId) -> Event | None:
    events = tier_rows.events(work.conn, member_id)
    standing = causes([(e.kind, e.from_id, e.to_id) for e in events])
    now = tier_rows.now(work.conn, member_id)
    if not standing or now is None:
        return None
    cause = events[standing[-1]]
    rung = next((r for r in work.settings.ladder if r.tier_id == cause.to_id == now.tier_id), None)
    lost = tier_rows.taken_back_since(work.conn, member_id, cause.operation_id)
    if rung is None or not lost or cause.progress - lost >= rung.threshold.fen:
        return None
    if floor_rank(work, member_id) >= now.rank or progress(work, member_id, now) >= rung.threshold.fen:
        return None
    return cause


def _take_back(work: Work, command: Command, *, member_id: MemberId, cause: Event) -> Done:
    kept = tier_gifts.take_back(work, member_id, cause)
    lowest = floor(work, member_id)
    to_id = cause.from_id
    if tier_rows.rank_of(work.conn, lowest) > tier_rows.rank_of(work.conn, to_id):
        to_id = lowest
    move(work, member_id, "taken_back", cause.to_id, to_id, txn_id=cause.txn_id, reason=kept)
    return work.finish("tier_taken_back", member_id, detail={"kept": bool(kept)})


def floor(read: Reader, member_id: MemberId) -> TierId | None:
    """The tier below which the member doesn't fall today."""
    known = tier_rows.standing(read.conn, member_id)
    if known is None or known.floor_id is None:
        return None
    over = known.floor_until_day is not None and known.floor_until_day < read.today_number
    return None if over else known.floor_id


def floor_rank(read: Reader, member_id: MemberId) -> int:
    """The rank of `floor`; NO_RANK without one."""
    return tier_rows.rank_of(read.conn, floor(read, member_id))


# ── by hand ──


def by_hand(work: Work, command: SetTier) -> Done:
    """Give a tier by hand (manager).

    Raises UserError `auth.needs`, `tier.gone`, `tier.until` (an end that is past, or without a floor),
    `member.*`, text.*.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    not_frozen(work, command.member_id)
    tier = catalog_rows.get(work.conn, Tier, command.tier_id) if command.tier_id else None
    if command.tier_id is not None and (tier is None or not tier.active):
        raise UserError("tier.gone")
    if command.until is not None and (not command.floor or tier is None or command.until < work.today):
        raise UserError("tier.until")
    until = day_number(command.until) if command.until else None
    _set(work, command.member_id, command.tier_id, floor=command.floor, until=until, reason=reason)
    name = tier.name if tier else ""
    return work.finish(
        "tier_by_hand", command.member_id, approved_by=command.approved_by, detail=[name, reason]
    )


def _set(
    work: Work, member_id: MemberId, tier_id: TierId | None, *, floor: bool, until: int | None, reason: str
) -> None:
    now = tier_rows.now(work.conn, member_id)
    from_id = now.tier_id if now else None
    tier_rows.set_tier(work.conn, member_id, tier_id)
    tier_rows.add_event(work, member_id, "by_hand", (from_id, tier_id), until_day=until, reason=reason)
    new = tier_rows.Standing(tier_id if floor else None, until, work.today_number, None)
    tier_rows.put_standing(work, member_id, new)
    work.touch(Kind.MEMBER, member_id)


def edited(work: Work, member_id: MemberId, from_id: TierId | None, to_id: TierId | None) -> None:
    """A tier that was chosen in the member's profile: by hand as well, for good, within the edit itself.

    Raises UserError `auth.needs`: tiers are a manager's to give.
    """
    access.needs(work, Role.MANAGER)
    tier_rows.add_event(work, member_id, "by_hand", (from_id, to_id))
    tier_rows.put_standing(work, member_id, tier_rows.Standing(to_id, None, work.today_number, None))


# ── looking ──


def standing(read: Reader, member_id: MemberId) -> Standing:
    """Where a member stands today; raises UserError `member.gone`."""
    now = tier_rows.now(read.conn, member_id)
    if now is None:
        raise UserError("member.gone")
    known = tier_rows.standing(read.conn, member_id)
    tier = catalog_rows.get(read.conn, Tier, now.tier_id) if now.tier_id else None
    counted = progress(read, member_id, now)
    rules = read.settings.tiers
    below = known.below_since_day if known else None
    enough = tier is None or tier.threshold is None or counted >= tier.threshold.fen
    held = floor(read, member_id) is not None and floor_rank(read, member_id) >= now.rank
    until = known.floor_until_day if known and held else None
    return Standing(
        now.rank,
        Money(counted),
        since=from_day_number(known.since_day) if known else None,
        floor_until=from_day_number(until) if until else None,
        leaves_on=None
        if enough or held or not below
        else leaves_on(from_day_number(below), rules.grace_days),
        ladder=read.settings.ladder,
    )


@dataclass(frozen=True, slots=True)
class TierMove:
    """One move of a tier as it is told: `kind` is up, down, by_hand or taken_back."""

    kind: str
    tier: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class TierView:
    """All that is known of a member's tier, and the tiers that could be given."""

    name: str
    today: date
    tier_id: TierId | None
    tier: str
    standing: Standing
    tiers: tuple[Tier, ...]
    moves: tuple[TierMove, ...]
    """The latest first."""
    earlier: int
    """How many more there were before them."""


MOVES_SHOWN: Final = 6


def view(read: Reader, member_id: MemberId) -> TierView:
    """For the sheet of a member's tier; raises UserError `member.gone`."""
    known = member_rows.identity(read.conn, member_id)
    now = tier_rows.now(read.conn, member_id)
    if known is None or now is None:
        raise UserError("member.gone")
    events = tier_rows.events(read.conn, member_id)
    moves = tuple(
        TierMove(e.kind, tier_rows.name_of(read.conn, e.to_id), read.local(e.at_ms).date(), e.reason)
        for e in reversed(events[-MOVES_SHOWN:])
    )
    earlier = len(events) - len(moves)
    tiers_in_use = catalog_rows.load(read.conn, Tier, active_only=True)
    name = tier_rows.name_of(read.conn, now.tier_id)
    found = standing(read, member_id)
    return TierView(known[2], read.today, now.tier_id, name, found, tiers_in_use, moves, earlier)


def next_for(read: Reader, member_id: MemberId, due: Money) -> NextTier | None:
    """The next tier and what is missing to it once a bill of `due` is paid."""
    found = standing(read, member_id).with_bill(due)
    return NextTier(found.next.name, found.missing) if found.next else None


def reached_with(read: Reader, txn_id: TxnId) -> Reached | None:
    """The tier that a sale or a session has just lifted its member to, with what came with it."""
    found = tier_rows.reached_with(read.conn, txn_id)
    if found is None:
        return None
    vouchers, cards = tier_gifts.count_with(read, txn_id, found[0])
    name = tier_rows.name_of(read.conn, found[0])
    return Reached(name, tier_rows.points_of(read.conn, found[1]), vouchers, cards)


def on_receipt(read: Reader, member_id: MemberId, txn_id: TxnId, at_ms: int) -> tuple[str, NextTier | None]:
    """What a receipt says of tiers: the one reached with it, and what was missing to the next after it."""
    ladder = read.settings.ladder
    if not ladder:
        return "", None
    found = tier_rows.reached_with(read.conn, txn_id)
    then = tier_rows.tier_at(read.conn, member_id, at_ms)
    now = tier_rows.now(read.conn, member_id)
    if found is None and then is None and now is None:
        return "", None
    tier_id = found[0] if found else then[0] if then else now.tier_id if now else None
    start = window_start(read.today, read.settings.tiers.window_months)
    counted = tier_rows.consumed(read.conn, member_id, day_number(start) if start else 0, txn_id)
    rank = tier_rows.rank_of(read.conn, tier_id) if tier_id else NO_RANK
    left = distance(ladder, rank, Money(counted), Money(0))
    return (
        tier_rows.name_of(read.conn, found[0]) if found else "",
        NextTier(left.next.name, left.missing) if left.next else None,
    )
