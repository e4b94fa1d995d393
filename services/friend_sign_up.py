"""Signing a friend up with a friend card: inside the sign-up's transaction (domain.md section 5.6)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from model.command import Command
from model.commands import MemberDraft
from model.errors import UserError
from model.friend_card import BenefitKind, CardState, FriendCard, RewardKind
from model.ids import FriendCardId, MemberId, RewardId
from model.phone import parse_phone
from model.views import Done
from model.voucher_commands import BatchKind
from services import friend_cards, rewards, voucher_issue
from services.storage import friend_rows, member_rows
from services.storage.friend_rows import NOTHING, Brought
from services.storage.referral_rows import Reward
from services.storage.work import Work


def checked(work: Work, card_id: FriendCardId, draft: MemberDraft) -> tuple[FriendCard, MemberDraft]:
    """The card, and the draft with its giver as referrer and the source for friends of members.

    Raises UserError `friend_card.phone` (none given), `friend_card.own` (the giver's own), phone.* and
    those of friend_cards.refuse_unusable.
    """
    card = friend_cards.get(work, card_id)
    friend_cards.refuse_unusable(work, card)
    if not draft.phone.strip():
        raise UserError("friend_card.phone")
    owner = member_rows.by_phone(work.conn, parse_phone(draft.phone).stored)
    if owner is not None and owner[0] == card.giver_id:
        raise UserError("friend_card.own", name=card.giver_name)
    source_id = friend_rows.friends_source(work.conn) or draft.source_id
    return card, replace(draft, referrer_id=card.giver_id, source_id=source_id)  # type: ignore[arg-type]


def use(work: Work, card: FriendCard, friend_id: MemberId) -> None:
    """Use a card for a member who was just signed up: the benefit now, the giver's reward promised."""
    rewards.apart(work, partial(_use, card=card, friend_id=friend_id))


def _use(work: Work, command: Command, *, card: FriendCard, friend_id: MemberId) -> Done:
    if not friend_rows.claim(work.conn, card, CardState.USED, friend_id):
        raise AssertionError("a friend card moved inside the write transaction")
    brought = _grant_benefit(work, card, friend_id)
    friend_rows.write_event(work, card, CardState.USED, friend_id=friend_id, brought=brought)
    promised = card.rule.reward
    reward = Reward(
        id=RewardId(work.new_id()),
        giver_id=card.giver_id,
        friend_id=friend_id,
        card_id=card.card_id,
        kind=promised.kind,
        value=promised.value,
        template_id=promised.template_id,
        bonus_days=promised.bonus_days,
        minimum=max(card.rule.minimum, work.settings.policy.referral_minimum_sale),
    )
    rewards.promise(work, reward)
    friend_cards.touch(work, card)
    detail = {"giver": card.giver_id.hex(), "friend": friend_id.hex()}
    return work.finish("use_friend_card", card.card_id, detail=detail)


def _grant_benefit(work: Work, card: FriendCard, friend_id: MemberId) -> Brought:
    benefit = card.rule.benefit
    if benefit.kind is BenefitKind.BONUS:
        days = benefit.bonus_days
        txn_id, _ = rewards.grant(work, friend_id, RewardKind.BONUS, benefit.amount.fen, days)
        return Brought(txn_id=txn_id)
    if benefit.template_id is None:
        return NOTHING
    batch_id = voucher_issue.give(work, benefit.template_id, friend_id, BatchKind.FRIEND_CARD, promised=True)
    return Brought(batch_id=batch_id)
