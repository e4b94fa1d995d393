"""What friend cards bring, looked up and put in words; asked off the GUI thread by several pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.errors import UserError
from model.friend_card import FriendCard, FriendCardRule
from model.ids import VoucherTemplateId
from services import friend_cards, vouchers
from ui import friend_words

Names = dict[VoucherTemplateId, str]


def template_names(read: Any, rules: Sequence[FriendCardRule]) -> Names:
    """The names of the vouchers that rules speak of."""
    wanted = {r.benefit.template_id for r in rules} | {r.reward.template_id for r in rules}
    return {id_: _name(read, id_) for id_ in wanted if id_ is not None}


def _name(read: Any, template_id: VoucherTemplateId) -> str:
    try:
        return vouchers.template(read, template_id).name
    except UserError:
        return "—"


def both_sides(rule: FriendCardRule, names: Names) -> tuple[str, str]:
    """(what the friend gets, what the giver gets)."""
    friend = names.get(rule.benefit.template_id, "") if rule.benefit.template_id else ""
    giver = names.get(rule.reward.template_id, "") if rule.reward.template_id else ""
    return friend_words.benefit(rule.benefit, friend), friend_words.reward(rule.reward, giver)


def gift(read: Any, card: FriendCard) -> str:
    """What the friend gets with a card."""
    return both_sides(card.rule, template_names(read, [card.rule]))[0]


def card_with_gift(read: Any, code: str) -> tuple[FriendCard, str]:
    """A friend card by its code and what it brings. Raises UserError as friend_cards.look_up does."""
    card = friend_cards.look_up(read, code)
    return card, gift(read, card)
