"""What a scanned or typed code stands for: one question to the file, answered off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model import codes
from model.bill import FULL_PRICE_BP, Bill, price
from model.claim import Promise
from model.friend_card import FriendCard
from model.ids import MemberId, VoucherId
from model.money import ZERO, Money
from model.record import dataclass
from model.referral import MemberReferrals
from model.voucher import HeldVoucher, Moment, best
from services import friend_cards, instalments, referrals, search, vouchers
from ui import friend_facts, friend_words


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member holds now; a walk-in holds nothing."""

    member_id: MemberId | None
    held: tuple[HeldVoucher, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Proposal:
    """The vouchers that make the bill cheapest, and by how much."""

    vouchers: tuple[HeldVoucher, ...] = ()
    saving: Money = ZERO

    @property
    def ids(self) -> frozenset[VoucherId]:
        return frozenset(v.voucher_id for v in self.vouchers)


def holding(read: Any, member_id: MemberId | None) -> Holding:
    """A member's vouchers with the moment they are asked at."""
    held = vouchers.held_by(read, member_id) if member_id is not None else ()
    return Holding(member_id, held, vouchers.moment(read, member_id))


@dataclass(frozen=True, slots=True)
class FriendPaper:
    """A friend card that can be used today, and what it brings in words."""

    card: FriendCard
    gift: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member brought and holds to bring more."""

    member_id: MemberId
    brought: MemberReferrals
    given: int
    honors: tuple[str, ...]


def standing(read: Any, member_id: MemberId) -> Standing:
    """A member's friend cards, friends and honors of today."""
    brought = referrals.of_member(read, member_id, rewards=0)
    active = tuple(friend_words.honor(h.honor) for h in brought.honors if h.active_on(read.today))
    return Standing(member_id, brought, friend_cards.given(read, member_id), active)


def read_code(read: Any, code: str) -> MemberId | HeldVoucher | FriendPaper | Promise:
    """The member of a card, a voucher or a friend card that can be used today, or a stub still to collect.

    Raises UserError as services.vouchers.look_up, services.friend_cards.look_up,
    services.instalments.by_stub and services.search.by_card do.
    """
    if codes.kind_by_look(code) is codes.QrKind.INSTALMENT:
        return instalments.by_stub(read, code)
    if not codes.looks_like_qr(code):
        vouchers.refuse_paused(read)
    kind = vouchers.kind_of(read, code)
    if kind is codes.QrKind.FRIEND_CARD:
        return FriendPaper(*friend_facts.card_with_gift(read, code))
    if kind is codes.QrKind.VOUCHER or (kind is None and not codes.looks_like_qr(code)):
        return vouchers.look_up(read, code)
    return search.by_card(read, code)


def typed_voucher(read: Any, code: str) -> HeldVoucher | FriendPaper:
    """The voucher of a code typed where vouchers are meant; friend cards are welcome there too."""
    vouchers.refuse_paused(read)
    if vouchers.kind_of(read, code) is codes.QrKind.FRIEND_CARD:
        return FriendPaper(*friend_facts.card_with_gift(read, code))
    return vouchers.look_up(read, code)


def pause_left_ms(read: Any) -> int:
    """How long typed codes are still refused at this counter; 0 when they are not."""
    left: int = vouchers.paused_until(read) - read.now_ms
    return max(0, left)


def propose(read: Any, bill: Bill, held: tuple[HeldVoucher, ...], when: Moment) -> Proposal:
    """The cheapest use of these vouchers, also instead of the tier's discount."""
    plain = replace(bill, vouchers=())
    before = price(replace(plain, manual=None)).due
    found = _cheapest(plain, held, when)
    by_id = {v.voucher_id: v for v in held}
    used = tuple(by_id[v.voucher_id] for v in found.vouchers)
    saving = Money(before.fen - price(replace(found, manual=None)).due.fen)
    return Proposal(used, saving) if used and saving.fen > 0 else Proposal()


def _cheapest(bill: Bill, held: tuple[HeldVoucher, ...], when: Moment) -> Bill:
    tries = [replace(bill, vouchers=best(bill, held, when))]
    instead = tuple(v for v in held if not v.rule.with_tier)
    if bill.tier_discount_bp != FULL_PRICE_BP and instead:
        full = replace(bill, tier_discount_bp=FULL_PRICE_BP)
        tried = best(full, held, when)
        if any(not v.rule.with_tier for v in tried):
            tries.append(replace(full, vouchers=tried))
    return min(tries, key=lambda tried: price(replace(tried, manual=None)).due.fen)
