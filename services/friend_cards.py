"""Friend cards (闺蜜卡): their kinds, giving them out, reading their codes, taking them back.

Source: domain.md section 5.6; architecture.md “Codes on paper”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from model import codes
from model.changes import Kind
from model.command import Command
from model.errors import UserError
from model.friend_card import (
    LINE_LIMIT,
    BenefitKind,
    CardState,
    FriendCard,
    FriendCardKind,
    check_look,
    check_rule,
    shown_order,
)
from model.friend_commands import (
    CountCardPrints,
    GiveCards,
    GiveCardsToMany,
    SaveCardKind,
    TakeBackCard,
    VoidCard,
)
from model.ids import (
    BatchId,
    CommandId,
    FriendCardId,
    FriendCardKindId,
    FriendCardVersionId,
    MemberId,
    TierId,
    TxnId,
)
from model.money import ZERO, Money
from model.record import dataclass
from model.referral import Honor
from model.shop import Plan, Role
from model.text import clean_line, clean_note
from model.views import Done
from model.voucher import HeldVoucher
from services import access, friend_batches, pictures, rewards, vouchers
from services.freezing import not_ended
from services.ids import new_id
from services.storage import as_written, friend_rows, member_rows, meta_rows, voucher_rows, voucher_use_rows
from services.storage.work import Reader, Work

if TYPE_CHECKING:
    from services.exports import Progress
    from services.jobs import Jobs

AT_ONCE: Final = 500
"""Most cards of one transaction."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind with what became of its cards; `open` can still be used."""

    kind: FriendCardKind
    issued: int
    used: int
    open: int
    expired: int


@dataclass(frozen=True, slots=True)
class CardBatch:
    """Cards that were given together; `giver` is the first of several."""

    batch_id: BatchId
    kind_name: str
    giver: str
    givers: int
    count: int
    used: int
    gone: int
    """Handed back or void."""
    at: datetime


@dataclass(frozen=True, slots=True)
class FriendGift:
    """What a member got with the friend card they were signed up with."""

    card_id: FriendCardId
    giver_id: MemberId
    giver_name: str
    kind: BenefitKind
    bonus: Money
    vouchers: tuple[HeldVoucher, ...]
    """Those that can still be used."""


@dataclass(frozen=True, slots=True)
class Given:
    cards: int
    members: int
    """How many members were looked at; those at their limit got none."""


# ── kinds ──


def kinds(read: Reader) -> tuple[KindRow, ...]:
    """Every kind, the active ones first, in the shop's order."""
    counts = friend_rows.counts_of_kinds(read.conn, read.today_number)
    rows = []
    for kind in friend_rows.kinds(read.conn):
        issued, used, gone, expired = counts.get(kind.id, (0, 0, 0, 0))
        rows.append(KindRow(kind, issued, used, issued - used - gone - expired, expired))
    return tuple(rows)


def kind(read: Reader, kind_id: FriendCardKindId) -> FriendCardKind:
    """Raises UserError `friend_card.kind`."""
    found = friend_rows.kind(read.conn, kind_id)
    if found is None:
        raise UserError("friend_card.kind")
    return found


def save_kind(work: Work, command: SaveCardKind) -> Done:
    """Create or change a kind (manager); cards given before keep rule, name and look.

    Raises UserError `friend_card.rule_*`, `friend_card.look`, `voucher.template`, `image.unreadable`,
    `image.too_large`, `catalog.name_exists`, `auth.needs`, text.*.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    wanted = _clean_kind(command.kind)
    check_rule(wanted.rule)
    for template_id in (wanted.rule.reward.template_id, wanted.rule.benefit.template_id):
        template = voucher_rows.template(work.conn, template_id) if template_id else None
        if template_id is not None and (template is None or (wanted.active and not template.active)):
            raise UserError("voucher.template")
    if wanted.active and friend_rows.name_taken(work.conn, wanted):
        raise UserError("catalog.name_exists", name=wanted.name)
    pictures.keep(work, wanted.look.picture, command.picture)
    known = friend_rows.kind(work.conn, wanted.id)
    same = known is not None and (known.name, known.rule, known.look) == (
        wanted.name,
        wanted.rule,
        wanted.look,
    )
    version_id = None if same else FriendCardVersionId(work.new_id())
    friend_rows.save_kind(work.conn, wanted, version_id, work.now)
    if version_id is not None:
        as_written.keep(work, "friend_card_kind_version", version_id)
    work.touch(Kind.FRIEND_CARD_KIND, wanted.id)
    detail = {"name": wanted.name, "rule": friend_rows.pack_rule(wanted.rule), "active": wanted.active}
    return work.finish("save_friend_card_kind", wanted.id, approved_by=command.approved_by, detail=detail)


def _clean_kind(wanted: FriendCardKind) -> FriendCardKind:
    look = wanted.look
    check_look(look)
    look = replace(
        look,
        conditions_zh=clean_note(look.conditions_zh, 300),
        conditions_en=clean_note(look.conditions_en, 300),
    )
    return replace(wanted, name=clean_line(wanted.name, 40, required=True), look=look)


# ── giving ──


def give(work: Work, command: GiveCards) -> Done:
    """Give cards to a member (manager): subject_id is the batch, number how many.

    Raises UserError `friend_card.kind`, `friend_card.limit` (limit, left), `member.gone`,
    `auth.needs`, text.*.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    kind = _active_kind(work, command.kind_id)
    if member_rows.identity(work.conn, command.member_id) is None:
        raise UserError("member.gone")
    not_ended(work, command.member_id)
    line = clean_line(command.line, LINE_LIMIT)
    left, limit = _room(work, command.member_id, kind)
    if not 1 <= command.count <= left:
        raise UserError("friend_card.limit", limit=limit, left=left)
    batch_id = friend_batches.lay(work, kind, (command.member_id,) * command.count, line)
    detail = {"kind": kind.name, "giver": command.member_id.hex(), "count": command.count}
    return work.finish(
        "give_friend_cards",
        batch_id,
        number=str(command.count),
        approved_by=command.approved_by,
        detail=detail,
    )


def give_to_many(work: Work, command: GiveCardsToMany) -> Done:
    """Give cards to each of a list (manager): up to AT_ONCE cards; number is how many were given.

    Members get as many as their limit leaves. Raises UserError `friend_card.kind`,
    `friend_card.too_many` (limit), `auth.needs`.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    kind = _active_kind(work, command.kind_id)
    if command.count < 1 or len(command.rows) * command.count > AT_ONCE:
        raise UserError("friend_card.too_many", limit=AT_ONCE)
    givers: list[MemberId] = []
    for member_id in voucher_rows.member_ids(work.conn, command.rows):
        left, _ = _room(work, member_id, kind)
        givers += [member_id] * min(left, command.count)
    batch_id = friend_batches.lay_more(work, kind, givers, command) if givers else None
    detail = {"kind": kind.name, "count": len(givers)}
    return work.finish(
        "give_friend_cards",
        batch_id,
        number=str(len(givers)),
        approved_by=command.approved_by,
        detail=detail,
    )


def give_to_all(jobs: Jobs, command: GiveCardsToMany, progress: Progress) -> Given:
    """Give cards to any number of members as one batch in parts, between which the counter goes on.

    It waits for the writer: call it on a thread of its own. Cancelling stops between two parts and
    takes nothing back. Raises what give_to_many raises: the parts before stay.
    """
    if not 1 <= command.count <= AT_ONCE:
        raise UserError("friend_card.too_many", limit=AT_ONCE)
    size = AT_ONCE // command.count
    cards = done = 0
    whole = replace(command, batch_id=BatchId(new_id()), wanted=len(command.rows) * command.count)
    for first in range(0, len(command.rows), size):
        if progress.cancelled():
            break
        rows = command.rows[first : first + size]
        part = replace(whole, id=CommandId(new_id()), rows=rows)
        cards += int(jobs.write(give_to_many, part).result().number)
        done += len(rows)
        progress.report(done, len(command.rows))
    return Given(cards, done)


def rows_by_tier(read: Reader, tier_id: TierId) -> tuple[int, ...]:
    """Local rows of the members of a tier."""
    return friend_rows.rows_of_tier(read.conn, tier_id)


def rows_by_honor(read: Reader, honor: Honor | None = None) -> tuple[int, ...]:
    """Local rows of the members who bear this honor today, or any."""
    wanted = honor.value if honor else None
    return friend_rows.rows_with_honor(read.conn, read.today_number, wanted)


def give_with_top_up(work: Work, plan: Plan, member_id: MemberId, txn_id: TxnId) -> None:
    """The cards that a top-up plan brings: as many as the member's limit leaves."""
    if plan.friend_card_kind_id is not None and plan.friend_cards:
        give_some(work, plan.friend_card_kind_id, plan.friend_cards, member_id, txn_id)


def give_some(work: Work, kind_id: FriendCardKindId, count: int, member_id: MemberId, txn_id: TxnId) -> None:
    """Cards that come with a top-up or a tier: as many as the member's limit leaves."""
    kind = friend_rows.kind(work.conn, kind_id)
    if kind is None or not kind.active:
        return
    count = min(count, _room(work, member_id, kind)[0])
    if count:
        friend_batches.lay(work, kind, (member_id,) * count, "", txn_id)


def _active_kind(work: Work, kind_id: FriendCardKindId) -> FriendCardKind:
    found = kind(work, kind_id)
    if not found.active:
        raise UserError("friend_card.kind")
    return found


def _room(work: Work, member_id: MemberId, kind: FriendCardKind) -> tuple[int, int]:
    """(how many more the member may hold, the limit that says so)."""
    in_all, of_kind = friend_rows.held(work.conn, member_id, kind.id, work.today_number)
    limits = [(work.settings.policy.friend_cards_per_member, in_all)]
    if kind.rule.held_limit:
        limits.append((kind.rule.held_limit, of_kind))
    limit, has = min(limits, key=lambda pair: pair[0] - pair[1])
    return max(0, limit - has), limit


# ── looking ──


def get(read: Reader, card_id: FriendCardId) -> FriendCard:
    """One card in whatever state; raises UserError `code.unknown`."""
    found = friend_rows.get(read.conn, card_id)
    if found is None:
        raise UserError("code.unknown")
    return found


def of_member(read: Reader, member_id: MemberId) -> tuple[FriendCard, ...]:
    """A giver's cards, all of them: what can be used first, then used, expired, handed back, void."""
    day = read.today
    found = friend_rows.of_giver(read.conn, member_id)
    return tuple(sorted(found, key=lambda card: shown_order(card, day)))


def given(read: Reader, member_id: MemberId) -> int:
    """How many cards a member was given, whatever became of them."""
    return friend_rows.given(read.conn, member_id)


def batches(read: Reader, limit: int = 100) -> tuple[CardBatch, ...]:
    """The cards given last, by the batch."""
    return tuple(
        CardBatch(BatchId(r[0]), r[1], r[2] or "", r[3], r[4], r[5], r[6], read.local(r[7]))
        for r in friend_rows.batches(read.conn, limit)
    )


def cards_of(read: Reader, batch_id: BatchId, first: int = 1, count: int = 100) -> tuple[FriendCard, ...]:
    """Cards of a batch in order, from the copy `first` on."""
    return friend_rows.of_batch(read.conn, batch_id, first, count)


def look_up(read: Reader, code: str) -> FriendCard:
    """The card of a scanned or typed code, if a friend can be signed up with it today.

    Raises UserError `code.foreign`, `code.mistyped`, `code.kind` (a code of other paper),
    `code.unknown`, `code.paused` (until_ms; typed codes only), and those of `refuse_unusable`.
    """
    found = _by_code(read, code)
    if found is None:
        raise UserError("code.unknown")
    refuse_unusable(read, found)
    return found


def _by_code(read: Reader, code: str) -> FriendCard | None:
    if codes.looks_like_qr(code):
        key = meta_rows.shop_key(read.conn)
        scanned = codes.read_qr(code, key)
        if isinstance(scanned, codes.CodeFault):
            raise UserError("code.foreign" if scanned is codes.CodeFault.FOREIGN else "code.mistyped")
        if scanned.kind is not codes.QrKind.FRIEND_CARD:
            raise UserError("code.kind")
        plain = codes.make_qr(scanned.kind, scanned.id16, key)
        return friend_rows.by_qr(read.conn, codes.short_hash(plain))
    vouchers.refuse_paused(read)
    typed = codes.parse_typed(code)
    if isinstance(typed, codes.CodeFault):
        raise UserError("code.mistyped")
    found = friend_rows.by_typed(read.conn, codes.short_hash(typed))
    if found is None and voucher_use_rows.kind_of_typed(read.conn, codes.code_hash(typed)):
        raise UserError("code.kind")
    return found


def refuse_unusable(read: Reader, card: FriendCard) -> None:
    """Refuse a card for its state or its days.

    Raises UserError `friend_card.used` (at, name of the friend), `friend_card.returned` (at),
    `friend_card.void` (reason) or `friend_card.expired` (on).
    """
    event = friend_rows.last_event(read.conn, card.card_id)
    if card.state is CardState.USED and event is not None:
        raise UserError("friend_card.used", at=read.local(event[1]), name=card.friend_name)
    if card.state is CardState.RETURNED and event is not None:
        raise UserError("friend_card.returned", at=read.local(event[1]))
    if card.state is not CardState.ISSUED:
        raise UserError("friend_card.void", reason=event[2] if event else "")
    if read.today > card.valid_to:
        raise UserError("friend_card.expired", on=card.valid_to)


def benefit_of(read: Reader, member_id: MemberId) -> FriendGift | None:
    """What the friend card brought that a member was signed up with; None without one."""
    card = friend_rows.of_friend(read.conn, member_id)
    event = friend_rows.last_event(read.conn, card.card_id) if card else None
    if card is None or event is None:
        return None
    held = voucher_rows.of_batch(read.conn, event[4], 1, 100) if event[4] else ()
    bonus = card.rule.benefit.amount if event[3] else ZERO
    usable = tuple(v for v in held if v.usable_on(read.today))
    return FriendGift(card.card_id, card.giver_id, card.giver_name, card.rule.benefit.kind, bonus, usable)


# ── moving ──


def take_back(work: Work, command: TakeBackCard) -> Done:
    """Take an unused card back from its giver; raises UserError `friend_card.not_issued`, text.*."""
    reason = clean_line(command.reason, 120)
    card = _end(work, command.card_id, CardState.RETURNED, reason)
    return work.finish("return_friend_card", card.card_id, detail=reason or None)


def void(work: Work, command: VoidCard) -> Done:
    """Make a card void (manager); raises UserError `friend_card.not_issued`, `auth.needs`, text.*."""
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    card = _end(work, command.card_id, CardState.VOIDED, reason)
    return work.finish("void_friend_card", card.card_id, approved_by=command.approved_by, detail=reason)


def _end(work: Work, card_id: FriendCardId, to: CardState, reason: str) -> FriendCard:
    card = get(work, card_id)
    if card.state is not CardState.ISSUED:
        raise UserError("friend_card.not_issued", state=card.state)
    if not friend_rows.claim(work.conn, card, to):
        raise AssertionError("a friend card moved inside the write transaction")
    friend_rows.write_event(work, card, to, reason=reason)
    touch(work, card)
    return card


def void_given_with(work: Work, txn_id: TxnId) -> None:
    """The unused cards that a top-up brought go with it."""
    left = [c for c in friend_rows.given_with(work.conn, txn_id) if c.state is CardState.ISSUED]
    if left:
        rewards.apart(work, partial(_void_all, cards=left))


def _void_all(work: Work, command: Command, *, cards: Sequence[FriendCard]) -> Done:
    for card in cards:
        _end(work, card.card_id, CardState.VOIDED, "")
    return work.finish("void_friend_cards", cards[0].batch_id, number=str(len(cards)))


def count_prints(work: Work, command: CountCardPrints) -> Done:
    """Remember that cards were printed: the next print of them is marked 补打."""
    last = command.first + command.count - 1
    friend_rows.count_prints(work.conn, command.batch_id, command.first, last)
    work.touch(Kind.FRIEND_CARD, command.batch_id)
    detail = {"first": command.first, "last": last}
    return work.finish("print_friend_cards", command.batch_id, detail=detail)


def touch(work: Work, card: FriendCard) -> None:
    """Say that this card, and what its giver holds, looks different."""
    work.touch(Kind.FRIEND_CARD, card.card_id, card.giver_id)
    work.touch(Kind.FRIEND_CARD_KIND)
