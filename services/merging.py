"""Two records of one person made one, and made two again.

Ledger rows stay as they were written: what is stored goes over with transactions of its own. Everything
else that is open goes over as it is, and `merge_event.moved` remembers it. What was counted of both
(visits, spent, topped up) is counted for the record that stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from model.account_commands import MergeMembers, UnmergeMembers
from model.changes import Kind
from model.errors import UserError
from model.found import Hit
from model.ids import LotId, MemberId, MergeId, PackId, TierId
from model.money import ZERO, Money
from model.record import dataclass
from model.shop import Role as StaffRole
from model.shop import Tier
from model.text import clean_line
from model.transfer import Moved, MovedLot, TransferKind, check_still_there
from model.views import Done
from model.wallet import Wallet
from services import access, members, rewards, search, transfers
from services.clock import day_number
from services.freezing import not_frozen
from services.storage import (
    catalog_rows,
    member_rows,
    merge_rows,
    referral_rows,
    standing_rows,
    tier_rows,
    transfer_rows,
    txn_rows,
)
from services.storage.merge_rows import Merge, Taken
from services.storage.work import Reader, Work


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What goes over, and what the record that stays has then; `tier` is empty when it keeps its own."""

    gone: Hit
    kept: Hit
    principal: Money
    bonus: Money
    points: int
    packs: int
    instalments: int
    vouchers: int
    friend_cards: int
    friends: int
    tags: tuple[str, ...]
    tier: str
    stored_after: Money
    points_after: int


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was merged into another, for the sheet that undoes it."""

    merge_id: MergeId
    name: str
    number: str
    phone: str
    at: datetime
    reason: str
    principal: Money
    bonus: Money
    points: int


def preview(read: Reader, from_id: MemberId, into_id: MemberId) -> MergePreview:
    """The result before the act; raises the same UserErrors as carrying it out."""
    _check(read, from_id, into_id)
    gone, kept = txn_rows.wallet(read.conn, from_id), txn_rows.wallet(read.conn, into_id)
    parts = merge_rows.wanted(read.conn, from_id, into_id)
    before, after = _tiers(read, from_id, into_id)
    day = read.today
    return MergePreview(
        search.one(read, from_id),
        search.one(read, into_id),
        gone.principal,
        gone.bonus_on(day),
        gone.points,
        packs=len(parts["packs"]),
        instalments=len(parts["instalments"]),
        vouchers=len(parts["vouchers"]),
        friend_cards=len(parts["friend_cards"]),
        friends=len(parts["friends"]),
        tags=_new_tags(read, from_id, into_id),
        tier=after.name if after is not None and after != before else "",
        stored_after=kept.available_on(day) + gone.available_on(day),
        points_after=kept.points + gone.points,
    )


def of_member(read: Reader, member_id: MemberId) -> tuple[MergedRecord, ...]:
    """The records merged into this one, the latest first."""
    found = []
    for merge in merge_rows.into(read.conn, member_id):
        known = member_rows.identity(read.conn, merge.from_id)
        _, number, name, phone = known or (0, 0, "", "")
        taken = merge.taken
        found.append(
            MergedRecord(
                merge.id,
                name,
                f"{number:06d}",
                phone,
                read.local(merge.at_ms),
                merge.reason,
                Money(taken.principal),
                Money(taken.bonus),
                taken.points,
            )
        )
    return tuple(found)


def _check(read: Reader, from_id: MemberId, into_id: MemberId) -> None:
    if from_id == into_id:
        raise UserError("merge.same")
    not_frozen(read, from_id)
    not_frozen(read, into_id)


def _new_tags(read: Reader, from_id: MemberId, into_id: MemberId) -> tuple[str, ...]:
    rows = [known[0] for id_ in (from_id, into_id) if (known := member_rows.identity(read.conn, id_))]
    gone, kept = (member_rows.tags_of(read.conn, row) for row in rows)
    return tuple(name for id_, name, _ in gone if id_ not in {other for other, *_ in kept})


def _tiers(read: Reader, from_id: MemberId, into_id: MemberId) -> tuple[Tier | None, Tier | None]:
    """The tier of the record that stays, before and after: the higher of the two."""
    gone, kept = (tier_rows.now(read.conn, id_) for id_ in (from_id, into_id))
    ids = [now.tier_id if now else None for now in (gone, kept)]
    theirs, own = (catalog_rows.get(read.conn, Tier, id_) if id_ else None for id_ in ids)
    higher = theirs is not None and (own is None or theirs.rank > own.rank)
    return own, theirs if higher else own


# Making one of two


def merge(work: Work, command: MergeMembers) -> Done:
    """Merge a record into another; on disk when it returns.

    Raises UserError `auth.needs`, `text.empty` (no reason), `merge.same`, `member.*`.
    """
    access.needs(work, StaffRole.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    from_id, into_id = command.from_id, command.into_id
    _check(work, from_id, into_id)
    parts = merge_rows.wanted(work.conn, from_id, into_id)
    wallet = txn_rows.wallet(work.conn, from_id)
    moved = _everything(work, wallet, [PackId(bytes.fromhex(p)) for p in parts["packs"]])
    _book(work, from_id, into_id, TransferKind.MERGE, moved, reason)
    taken = _take(work, from_id, into_id, parts)
    taken = replace(taken, principal=moved.principal.fen, bonus=moved.bonus.fen, points=moved.points)
    _point_search(work, from_id, into_id)
    merge_rows.point_to(work.conn, _with(taken, from_id), into_id)
    for member_id in (from_id, into_id):
        merge_rows.count_again(work.conn, member_id)
    merge_id = MergeId(work.new_id())
    merge_rows.add(work, merge_id, from_id, into_id, taken, reason)
    _touch(work, from_id, into_id)
    return work.finish("merge_members", into_id, approved_by=command.approved_by, detail=reason)


def _everything(work: Work, wallet: Wallet, packs: list[PackId]) -> Moved:
    """All that is stored, what has expired but is still booked too: nothing stays behind."""
    lots = transfers.new_lots(work, wallet.lots)
    return Moved(wallet.principal, lots, wallet.points, transfer_rows.pack_values(work.conn, packs))


def _book(
    work: Work,
    from_id: MemberId,
    to_id: MemberId,
    kind: TransferKind,
    moved: Moved,
    reason: str,
    *,
    restores: bool = False,
) -> None:
    if moved.is_nothing:
        return
    out, into = transfers.sides(work, from_id, to_id, kind, moved, reason)
    transfers.apart(work, partial(transfers.book_apart, row=out, moved=moved))
    transfers.apart(work, partial(transfers.book_apart, row=into, moved=moved, restores=restores))


def _with(taken: Taken, member_id: MemberId) -> list[bytes]:
    return [member_id, *map(bytes.fromhex, taken.followers)]


def _take(work: Work, from_id: MemberId, into_id: MemberId, parts: dict[str, merge_rows.Hex]) -> Taken:
    """Everything beside money."""
    rewards.friend_is_known(work, from_id, into_id)
    merge_rows.hand_over(work.conn, parts, into_id)
    merge_rows.move_holds(work.conn, from_id, into_id)
    followers = merge_rows.followers(work.conn, from_id)
    taken = Taken(
        parts,
        tags=merge_rows.take_tags(work.conn, from_id, into_id),
        followers=tuple(one.hex() for one in followers),
    )
    return _take_tier(work, from_id, into_id, _take_referrer(work, from_id, into_id, taken))


def _take_referrer(work: Work, from_id: MemberId, into_id: MemberId, taken: Taken) -> Taken:
    """The record that stays keeps its referrer; without one, or brought by the other, it takes theirs."""
    conn = work.conn
    theirs, own = _referrer(work, from_id), _referrer(work, into_id)
    for member_id in (from_id, into_id):
        merge_rows.set_referrer(conn, member_id, None)
    candidates = [one for one in (own, theirs) if one is not None and one != from_id]
    new = next((one for one in candidates if not member_rows.is_ancestor(conn, one, into_id)), None)
    merge_rows.set_referrer(conn, into_id, new)
    changed = () if new == own else (own.hex() if own else "", new.hex() if new else "")
    return replace(taken, own_referrer=theirs.hex() if theirs else "", referrer=changed)


def _referrer(read: Reader, member_id: MemberId) -> MemberId | None:
    return referral_rows.referrer_of(read.conn, member_id)


def _take_tier(work: Work, from_id: MemberId, into_id: MemberId, taken: Taken) -> Taken:
    before, after = _tiers(work, from_id, into_id)
    if after is None or after == before:
        return taken
    _set_tier(work, into_id, before.id if before else None, after.id)
    held = tier_rows.standing(work.conn, from_id)
    standing = held or tier_rows.Standing(None, None, work.today_number, None)
    tier_rows.put_standing(work, into_id, standing)
    return replace(taken, tier=(before.id.hex() if before else "", after.id.hex()))


def _set_tier(work: Work, member_id: MemberId, before: TierId | None, after: TierId | None) -> None:
    tier_rows.set_tier(work.conn, member_id, after)
    tier_rows.add_event(work, member_id, "by_hand", (before, after))


def _point_search(work: Work, from_id: MemberId, into_id: MemberId) -> None:
    """What found the one record, and those it stands for, finds the other now."""
    conn = work.conn
    people = (from_id, *merge_rows.followers(conn, from_id))
    terms = members.terms_of(work, people)
    known = members.terms_of(work, (into_id, *merge_rows.followers(conn, into_id)))
    gone, kept = (_row(work, member_id) for member_id in (from_id, into_id))
    member_rows.replace_terms(conn, gone, terms, ())
    member_rows.replace_terms(conn, kept, (), terms - known)


def _row(read: Reader, member_id: MemberId) -> int:
    known = member_rows.identity(read.conn, member_id)
    if known is None:
        raise UserError("member.gone")
    return known[0]


def _touch(work: Work, *member_ids: MemberId) -> None:
    for kind in (Kind.MEMBER, Kind.LEDGER, Kind.PACK, Kind.INSTALMENT, Kind.VOUCHER, Kind.FRIEND_CARD):
        work.touch(kind, *member_ids)
    for kind in (Kind.REFERRAL, Kind.HONOR, Kind.HOLD):
        work.touch(kind, *member_ids)


def follow(work: Work, member_id: MemberId) -> None:
    """What a reversal just put back on a record that was merged goes where the rest of it is.

    It goes by every record between, so that undoing any of those merges finds it.
    """
    at = member_id
    while (merged := merge_rows.onward(work.conn, at)) is not None:
        moved = _everything(work, txn_rows.wallet(work.conn, at), [])
        _book(work, at, merged.into_id, TransferKind.MERGE, moved, "")
        vouchers = merge_rows.wanted(work.conn, at, merged.into_id)["vouchers"]
        merge_rows.hand_over(work.conn, {"vouchers": vouchers}, merged.into_id)
        at = merged.into_id
    if at == member_id:
        return
    merge_rows.count_again(work.conn, at)
    for kind in (Kind.LEDGER, Kind.MEMBER, Kind.VOUCHER):
        work.touch(kind, at)


# Making two of one again


def unmerge(work: Work, command: UnmergeMembers) -> Done:
    """Undo a merge; on disk when it returns. What was used or claimed since stays where that happened.

    Raises UserError `auth.needs`, `text.empty`, `merge.unknown`, `merge.later` (the record that stays was
    merged itself), `merge.settled` (a card refund counted both), `transfer.used` (principal or bonus isn't
    there any more), `merge.points`, `member.*`.
    """
    access.needs(work, StaffRole.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    found = merge_rows.get(work.conn, command.merge_id)
    if found is None:
        raise UserError("merge.unknown")
    from_id, into_id = found.from_id, found.into_id
    if merge_rows.holder(work.conn, into_id) != into_id:
        raise UserError("merge.later")
    not_frozen(work, into_id)
    if standing_rows.refunded_after(work.conn, into_id, found.seq):
        # The refund reckoned with what both records had paid in: parted, one of them would claim it again.
        raise UserError("merge.settled")
    parts = _still_there(work, found)
    moved = _back(work, found, [PackId(bytes.fromhex(p)) for p in parts["packs"]])
    _unpoint_search(work, found)
    merge_rows.point_to(work.conn, [from_id], None)
    merge_rows.point_to(work.conn, list(map(bytes.fromhex, found.taken.followers)), from_id)
    _book(work, into_id, from_id, TransferKind.UNMERGE, moved, reason, restores=True)
    _give_back(work, found, parts)
    for member_id in (from_id, into_id):
        merge_rows.count_again(work.conn, member_id)
    given_back = Taken(parts, principal=moved.principal.fen, bonus=moved.bonus.fen, points=moved.points)
    merge_rows.undo(work, found, given_back, reason)
    _touch(work, from_id, into_id)
    return work.finish("unmerge_members", from_id, approved_by=command.approved_by, detail=reason)


def _still_there(work: Work, found: Merge) -> dict[str, merge_rows.Hex]:
    """Of what went over, and of what reversals gave back since, what is still as it was."""
    parts = merge_rows.still_there(work.conn, found.taken, found.into_id)
    people = _with(found.taken, found.from_id)
    back = merge_rows.came_back(work.conn, people, found.into_id, found.seq)
    promised = merge_rows.promised(work.conn, found.into_id, parts["friends"])
    rewards_back = tuple(dict.fromkeys((*parts["rewards"], *promised)))
    return parts | {
        "vouchers": tuple(dict.fromkeys((*parts["vouchers"], *back))),
        "rewards": rewards_back,
        "friend_cards": merge_rows.with_rewards(work.conn, parts["friend_cards"], rewards_back),
    }


def _back(work: Work, found: Merge, packs: list[PackId]) -> Moved:
    """What goes back, into the lots that it came from; refuses when some of it has been used."""
    wallet = txn_rows.wallet(work.conn, found.into_id)
    went = [
        transfer_rows.moved(work.conn, out)
        for out in transfer_rows.merged_since(work.conn, found.from_id, found.into_id)
    ]
    principal = Money(sum(moved.principal.fen for moved in went))
    called_back = _called_back(work, found)
    points = sum(moved.points for moved in went) - sum(moved.points for moved in called_back)
    gone = {lot.from_lot: lot.amount for lot in _lots_of(called_back)}
    left = [replace(lot, amount=lot.amount - gone.get(lot.to_lot, ZERO)) for lot in _lots_of(went)]
    lots = _lots_back(wallet, left, work.today_number)
    check_still_there(wallet, principal, [(lot.from_lot, lot.amount) for lot in lots])
    if points > 0 and wallet.points < points:
        raise UserError("merge.points", missing=points - max(0, wallet.points))
    return Moved(principal, lots, points, transfer_rows.pack_values(work.conn, packs))


def _called_back(work: Work, found: Merge) -> list[Moved]:
    """What was taken back of it since, where it had been given (services.recall)."""
    outs = transfer_rows.recalled_since(work.conn, found.from_id, found.into_id)
    return [transfer_rows.moved(work.conn, out) for out in outs]


def _lots_of(moves: list[Moved]) -> list[MovedLot]:
    return [lot for moved in moves for lot in moved.lots]


def _lots_back(wallet: Wallet, lots: list[MovedLot], today: int) -> tuple[MovedLot, ...]:
    """The same lots the other way round; of one that has expired what is still booked."""
    left = {lot.id: lot.remaining for lot in wallet.lots}
    found: dict[LotId, MovedLot] = {}
    for lot in lots:
        amount = lot.amount
        if lot.expires_on is not None and day_number(lot.expires_on) < today:
            amount = min(amount, left.get(lot.to_lot, Money(0)))
        if amount:
            back = MovedLot(lot.to_lot, lot.from_lot, amount, lot.granted_on, lot.expires_on)
            found[lot.to_lot] = back
    return tuple(found.values())


def _unpoint_search(work: Work, found: Merge) -> None:
    conn = work.conn
    people = (found.from_id, *(MemberId(bytes.fromhex(one)) for one in found.taken.followers))
    rest = tuple(one for one in merge_rows.followers(conn, found.into_id) if one not in people)
    terms = members.terms_of(work, people)
    kept = members.terms_of(work, (found.into_id, *rest))
    member_rows.replace_terms(conn, _row(work, found.into_id), terms - kept, ())
    member_rows.replace_terms(conn, _row(work, found.from_id), (), terms)


def _give_back(work: Work, found: Merge, parts: dict[str, merge_rows.Hex]) -> None:
    """Everything beside money that is still as it went over."""
    conn, taken = work.conn, found.taken
    merge_rows.hand_over(conn, parts, found.from_id)
    merge_rows.drop_tags(conn, found.into_id, taken.tags)
    if taken.referrer:
        before, after = (MemberId(bytes.fromhex(one)) if one else None for one in taken.referrer)
        if _referrer(work, found.into_id) == after:
            merge_rows.set_referrer(conn, found.into_id, None)
            _restore_referrer(work, found.into_id, before)
    own = MemberId(bytes.fromhex(taken.own_referrer)) if taken.own_referrer else None
    _restore_referrer(work, found.from_id, own)
    if taken.tier:
        was, became = (TierId(bytes.fromhex(one)) if one else None for one in taken.tier)
        now = tier_rows.now(conn, found.into_id)
        if now is not None and now.tier_id == became:
            _set_tier(work, found.into_id, became, was)
            standing = tier_rows.Standing(None, None, work.today_number, None)
            tier_rows.put_standing(work, found.into_id, standing)


def _restore_referrer(work: Work, member_id: MemberId, referrer_id: MemberId | None) -> None:
    """Unless it would be a circle by now."""
    known = merge_rows.holder(work.conn, referrer_id) if referrer_id is not None else None
    if known is not None and not member_rows.is_ancestor(work.conn, known, member_id):
        merge_rows.set_referrer(work.conn, member_id, known)
