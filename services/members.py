"""Members: signing up, editing, and the whole of one member for the counter."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from model import codes
from model.account_commands import ReplaceCard
from model.changes import Kind
from model.commands import EditMember, Gender, IssueCard, MemberDraft, RevealPhone, SignUp
from model.errors import UserError
from model.ids import CardId, MemberId, TagId
from model.money import Money
from model.phone import parse_phone
from model.record import dataclass
from model.search import index_terms
from model.shop import Role, Source, Tag, Tier
from model.text import clean_line, clean_note
from model.views import Done, MemberCard, MemberProfile
from services import access, freezing, friend_sign_up, pinyin, points, rewards, tiers
from services.clock import day_number, from_day_number
from services.print_queue import MEMBER_CARD
from services.storage import (
    catalog_rows,
    member_rows,
    merge_rows,
    meta_rows,
    pack_rows,
    print_rows,
    txn_rows,
)
from services.storage.operations import REVEALED
from services.storage.work import Reader, Work


@dataclass(frozen=True, slots=True)
class MemberChoices:
    """What the sign-up form offers."""

    sources: tuple[Source, ...]
    tiers: tuple[Tier, ...]
    tags: tuple[Tag, ...]
    consent_text: str


def choices(read: Reader) -> MemberChoices:
    return MemberChoices(
        catalog_rows.load(read.conn, Source, active_only=True),
        catalog_rows.load(read.conn, Tier, active_only=True),
        catalog_rows.load(read.conn, Tag, active_only=True),
        read.settings.profile.consent_text,
    )


def sign_up(work: Work, command: SignUp) -> Done:
    """Sign a member up with the next number of this counter.

    Raises UserError `member.phone_exists` (member_id, name), `member.name_empty`,
    `member.phone_or_reason`, `member.referrer`, those of phone.* and text.*, and with a friend card
    those of friend_sign_up.checked.
    """
    access.needs(work, Role.CASHIER)
    card, draft = None, command.draft
    if command.friend_card_id is not None:
        card, draft = friend_sign_up.checked(work, command.friend_card_id, draft)
    person = _person(work, draft, None)
    member_id = MemberId(work.new_id())
    number = member_rows.next_number(work.conn, work.counter_id)
    joined = (work.now, work.today_number)
    row = member_rows.insert(work.conn, member_id, work.counter_id, number, person, joined)
    member_rows.set_tags(work.conn, row, draft.tag_ids)
    member_rows.replace_terms(work.conn, row, (), search_terms(number, person.phone, person.name))
    work.touch(Kind.MEMBER, member_id)
    if card is not None:
        friend_sign_up.use(work, card, member_id)
    elif person.referrer_id is not None:
        rewards.after_sign_up(work, member_id, person.referrer_id)
    # No personal data: it is what the tier is proven from until one is given, taken or reached.
    detail = {"tier": person.tier_id.hex() if person.tier_id else ""}
    return work.finish("sign_up", member_id, number=f"{number:06d}", detail=detail)


def edit(work: Work, command: EditMember) -> Done:
    """Change a profile; raises UserError `member.changed` when somebody else did meanwhile."""
    access.needs(work, Role.CASHIER)
    known = member_rows.identity(work.conn, command.member_id)
    if known is None:
        raise UserError("member.gone")
    if merge_rows.holder(work.conn, command.member_id) != command.member_id:
        raise UserError("member.merged")
    row, number, old_name, old_phone = known
    before = profile(work, command.member_id)
    person = _person(work, command.draft, before)
    if member_rows.update(work.conn, command.member_id, command.version, person) is None:
        raise UserError("member.changed")
    member_rows.set_tags(work.conn, row, command.draft.tag_ids)
    kept = terms_of(work, merge_rows.followers(work.conn, command.member_id))
    old = {*search_terms(number, old_phone, old_name)} - kept
    new = {*search_terms(number, person.phone, person.name)} - kept
    member_rows.replace_terms(work.conn, row, old, new)
    work.touch(Kind.MEMBER, command.member_id)
    tier_id = before.tier.id if before.tier else None
    if person.tier_id != tier_id:
        tiers.edited(work, command.member_id, tier_id, person.tier_id)
    if person.referrer_id != before.referrer_id:
        rewards.referrer_changed(work, command.member_id, person.referrer_id)
    return work.finish("edit_member", command.member_id, detail=_differences(before, person))


def search_terms(number: int, phone: str, name: str) -> tuple[tuple[int, str], ...]:
    """What a member is found by; `phone` as stored."""
    digits = phone.removeprefix("+")
    return index_terms(number, digits, name, pinyin.readings(name))


def terms_of(read: Reader, member_ids: Sequence[MemberId]) -> set[tuple[int, str]]:
    """What these records are found by, all together."""
    found = (member_rows.identity(read.conn, member_id) for member_id in member_ids)
    return {term for one in found if one for term in search_terms(one[1], one[3], one[2])}


def _person(work: Work, draft: MemberDraft, before: MemberProfile | None) -> member_rows.Person:
    name = clean_line(draft.name)
    if not name:
        raise UserError("member.name_empty")
    own_id = before.member_id if before else None
    phone = parse_phone(draft.phone).stored if draft.phone.strip() else ""
    reason = "" if phone else clean_line(draft.no_phone_reason)
    if not phone and not reason:
        raise UserError("member.phone_or_reason")
    taken = member_rows.by_phone(work.conn, phone) if phone else None
    if taken is not None and merge_rows.holder(work.conn, taken[0]) == own_id != taken[0]:
        raise UserError("member.phone_merged")
    if taken is not None and taken[0] != own_id:
        known_id = merge_rows.holder(work.conn, taken[0])
        raise UserError("member.phone_exists", member_id=known_id, name=taken[1])
    _check_referrer(work, draft.referrer_id, before)
    consent = clean_note(draft.consent_text, 2_000)
    unchanged = before is not None and before.consent_at is not None and before.consent_text == consent
    consent_ms = (
        int(before.consent_at.timestamp() * 1000) if unchanged and before and before.consent_at else work.now
    )
    return member_rows.Person(
        name=name,
        sort_name=sort_name(name),
        phone=phone,
        no_phone_reason=reason,
        gender=Gender(draft.gender),
        birthday=draft.birthday,
        source_id=draft.source_id,
        referrer_id=draft.referrer_id,
        tier_id=draft.tier_id,
        note=clean_note(draft.note),
        consent_text=consent,
        consent_ms=consent_ms if consent else None,
    )


def sort_name(name: str) -> str:
    """What the Members page sorts names by: the usual reading, then the name itself."""
    usual = next(iter(pinyin.readings(name).readings), ())
    return f"{' '.join(usual)} {name}"


def _check_referrer(work: Work, referrer_id: MemberId | None, before: MemberProfile | None) -> None:
    """No self-referral, no cycle, no change after the first sale but by the owner (domain.md 6)."""
    if referrer_id == (before.referrer_id if before else None):
        return
    if referrer_id is not None and not _can_refer(work, referrer_id):
        raise UserError("member.referrer")
    if before is None:
        return
    if referrer_id is not None and member_rows.is_ancestor(work.conn, referrer_id, before.member_id):
        raise UserError("member.referrer")
    known = member_rows.identity(work.conn, before.member_id)
    if known is not None and member_rows.statistics(work.conn, known[0])[0] > 0:
        access.needs(work, Role.OWNER)


def _can_refer(read: Reader, member_id: MemberId) -> bool:
    known = member_rows.identity(read.conn, member_id) is not None
    return known and merge_rows.holder(read.conn, member_id) == member_id


def _differences(before: MemberProfile, after: member_rows.Person) -> dict[str, list[str] | None]:
    """Which fields changed; old and new value only of ids.

    Operations never change, and a member can ask to be forgotten: what they tell of themselves stays
    out of them.
    """
    words = {
        "name": before.name != after.name,
        "phone": before.phone != after.phone,
        "no_phone_reason": before.no_phone_reason != after.no_phone_reason,
        "gender": before.gender != after.gender,
        "birthday": before.birthday != after.birthday,
        "note": before.note != after.note,
        "consent_text": before.consent_text != after.consent_text,
    }
    ids = {
        "source_id": (before.source.id if before.source else None, after.source_id),
        "tier_id": (before.tier.id if before.tier else None, after.tier_id),
        "referrer_id": (before.referrer_id, after.referrer_id),
    }
    moved = {key: [_hex(old), _hex(new)] for key, (old, new) in ids.items() if old != new}
    return {**{key: None for key, changed in words.items() if changed}, **moved}


def _hex(id_: bytes | None) -> str:
    return id_.hex() if id_ else ""


def profile(read: Reader, member_id: MemberId) -> MemberProfile:
    """All that is known of a member; raises UserError `member.gone`."""
    row = member_rows.profile_row(read.conn, member_id)
    if row is None:
        raise UserError("member.gone")
    source = catalog_rows.get(read.conn, Source, row[12]) if row[12] else None
    tier = catalog_rows.get(read.conn, Tier, row[15]) if row[15] else None
    return MemberProfile(
        member_id=member_id,
        number=f"{row[1]:06d}",
        version=row[2],
        name=row[3],
        phone=row[4],
        no_phone_reason=row[5],
        gender=Gender(row[6]),
        birthday=member_rows.birthday(row[7:12]),
        source=source,
        referrer_id=row[13],
        referrer_name=row[14],
        tier=tier,
        tags=tuple(Tag(TagId(i), name, bool(a)) for i, name, a in member_rows.tags_of(read.conn, row[0])),
        note=row[16],
        consent_text=row[17],
        consent_at=read.local(row[18]) if row[18] is not None else None,
        joined_at=read.local(row[19]),
    )


def card(read: Reader, member_id: MemberId) -> MemberCard:
    """The counter's left panel, of a merged record the one that stands for it; raises `member.gone`."""
    member_id = merge_rows.holder(read.conn, member_id)
    known = member_rows.identity(read.conn, member_id)
    if known is None:
        raise UserError("member.gone")
    day = read.today
    wallet = txn_rows.wallet(read.conn, member_id)
    usable = points.usable(read, member_id, wallet.points)
    visits, spent, topped_up, last = member_rows.statistics(read.conn, known[0])
    year_visits, year_spent = member_rows.year_sums(read.conn, member_id, day_number(date(day.year, 1, 1)))
    return MemberCard(
        profile=profile(read, member_id),
        wallet=replace(wallet, points=usable),
        today=day,
        visits=visits,
        spent=Money(spent),
        topped_up=Money(topped_up),
        last_visit=from_day_number(last) if last else None,
        spent_this_year=Money(year_spent),
        visits_this_year=year_visits,
        friends_brought=member_rows.friends_brought(read.conn, member_id),
        account=freezing.state_of(read, member_id),
        standing=tiers.standing(read, member_id),
        earning=points.earning(read, member_id),
        points_ending=points.ending(read, member_id, usable)[1],
        pack_value=pack_rows.value_of(read.conn, member_id),
    )


def by_phone(read: Reader, phone_text: str) -> MemberId | None:
    """Whose phone that is; raises UserError phone.* for what is none."""
    found = member_rows.by_phone(read.conn, parse_phone(phone_text).stored)
    return merge_rows.holder(read.conn, found[0]) if found else None


def issue_card(work: Work, command: IssueCard) -> Done:
    """Make a new card and queue its print; the member's earlier card stops working."""
    access.needs(work, Role.CASHIER)
    member_id = _new_card(work, command.member_id, command.design)
    return work.finish("issue_card", member_id)


def replace_card(work: Work, command: ReplaceCard) -> Done:
    """Block a card that was lost and print another; the reason stays in the log.

    Raises UserError `text.empty` (no reason), `member.gone`.
    """
    access.needs(work, Role.CASHIER)
    reason = clean_line(command.reason, 120, required=True)
    member_id = _new_card(work, command.member_id, command.design)
    return work.finish("replace_card", member_id, detail=reason)


def _new_card(work: Work, member_id: MemberId, design: str) -> MemberId:
    """Answers whose card it is: of a merged record the one that stands for it."""
    member_id = merge_rows.holder(work.conn, member_id)
    if member_rows.identity(work.conn, member_id) is None:
        raise UserError("member.gone")
    freezing.not_ended(work, member_id)
    card_id = CardId(work.new_id())
    # What the code carries stands nowhere in the file: only its hash does.
    qr = codes.make_qr(codes.QrKind.MEMBER_CARD, secrets.token_bytes(16), meta_rows.shop_key(work.conn))
    typed = codes.make_typed(secrets.token_bytes(16))
    hashes = (codes.code_hash(qr), codes.code_hash(typed))
    member_rows.add_card(work, card_id, member_id, hashes)
    # The codes stand in the queued job only until it is printed; the file keeps their hashes.
    params = {"qr": qr, "typed": typed, "design": clean_line(design, 40)}
    print_rows.add(work.conn, work.new_id(), MEMBER_CARD, member_id, params, work.now)
    work.touch(Kind.PRINT_JOB)
    work.touch(Kind.MEMBER, member_id)
    return member_id


def reveal_phone(work: Work, command: RevealPhone) -> Done:
    """The whole phone number in Done.number: the look is logged, the number isn't."""
    access.needs(work, Role.CASHIER)
    known = member_rows.identity(work.conn, command.member_id)
    if known is None:
        raise UserError("member.gone")
    return replace(work.finish(REVEALED, command.member_id), number=known[3])
