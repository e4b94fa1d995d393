"""Friend cards and certificates of honor as they are printed; codes are derived again, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from model import codes
from model.errors import UserError
from model.friend_card import (
    BenefitKind,
    CardState,
    FriendBenefit,
    FriendCard,
    FriendCardLook,
    FriendCardRule,
    GiverReward,
    RewardKind,
)
from model.ids import BatchId, FriendCardId, HonorId
from model.money import Money
from services import friend_cards, pictures
from services.storage import friend_rows, honor_rows, member_rows, meta_rows, voucher_rows
from services.storage.work import Reader
from services.voucher_print import paper_benefit, paper_terms

if TYPE_CHECKING:
    from services.printing.vouchers import (
        Benefit,
        PrintedCertificate,
        PrintedFriendCard,
        PrintedPicture,
        Reward,
        Terms,
    )


def print_items(
    read: Reader, batch_id: BatchId, first: int, count: int, language: str
) -> tuple[PrintedFriendCard, ...]:
    """The cards of a batch that can still be used, from the copy `first` on, at most `count`.

    Raises UserError `friend_card.batch`.
    """
    cards = friend_rows.of_batch(read.conn, batch_id, first, count)
    # One batch has one look.
    picture = pictures.printed(read, cards[0].look.picture) if cards else None
    return tuple(
        _printed(read, card, pair, language, picture) for card, pair in _coded(read, batch_id, cards)
    )


def print_one(read: Reader, card_id: FriendCardId, language: str) -> PrintedFriendCard:
    """One card to print; raises UserError `code.unknown` or `friend_card.not_issued` (state)."""
    card = friend_cards.get(read, card_id)
    if card.state is not CardState.ISSUED:
        raise UserError("friend_card.not_issued", state=card.state)
    ((_, pair),) = _coded(read, card.batch_id, (card,))
    return _printed(read, card, pair, language, pictures.printed(read, card.look.picture))


def _coded(
    read: Reader, batch_id: BatchId, cards: tuple[FriendCard, ...]
) -> Iterator[tuple[FriendCard, tuple[str, str]]]:
    secret = friend_rows.secret_of(read.conn, batch_id)
    if secret is None:
        raise UserError("friend_card.batch")
    key = meta_rows.shop_key(read.conn)
    for card in cards:
        if card.state is CardState.ISSUED:
            yield card, codes.codes_of_batch(codes.QrKind.FRIEND_CARD, secret, card.n, key)


def _printed(
    read: Reader,
    card: FriendCard,
    pair: tuple[str, str],
    language: str,
    picture: PrintedPicture | None,
) -> PrintedFriendCard:
    filled = sample(read, card.rule, card.look, language, card.valid_to)
    return replace(
        filled,
        giver=card.giver_name,
        qr=pair[0],
        typed=codes.group_typed(pair[1]),
        line=card.line,
        reprint=card.prints,
        picture=picture,
    )


def sample(
    read: Reader, rule: FriendCardRule, look: FriendCardLook, language: str, valid_to: date
) -> PrintedFriendCard:
    """A card of this rule and look without a giver, a code or a picture."""
    from services.printing.cards import DEFAULT_ACCENT, CardDesign
    from services.printing.vouchers import PrintedFriendCard

    profile = read.settings.profile
    benefit, terms = _friends_side(read, rule.benefit)
    own_words = look.conditions_en if language.startswith("en") else look.conditions_zh
    return PrintedFriendCard(
        shop_name=profile.name,
        giver="",
        benefit=benefit,
        qr="",
        typed="",
        reward=_givers_side(read, rule.reward),
        valid_to=valid_to,
        terms=terms,
        conditions=tuple(line for line in own_words.splitlines() if line.strip()),
        contact=profile.phone or profile.address,
        logo_png=profile.logo_png or b"",
        accent=look.colour or DEFAULT_ACCENT,
        design=CardDesign(look.design),
    )


def _friends_side(read: Reader, benefit: FriendBenefit) -> tuple[Benefit, Terms]:
    from services.printing import vouchers as paper

    template = voucher_rows.template(read.conn, benefit.template_id) if benefit.template_id else None
    if benefit.kind is BenefitKind.BONUS or template is None:
        return paper.Benefit(paper.BenefitKind.BONUS, benefit.amount), paper.Terms(first_visit=True)
    return paper_benefit(template.rule), replace(paper_terms(read, template.rule), first_visit=True)


def _givers_side(read: Reader, reward: GiverReward) -> Reward:
    from services.printing import vouchers as paper

    if reward.kind is RewardKind.BONUS:
        return paper.Reward(paper.RewardKind.BONUS, amount=Money(reward.value))
    if reward.kind is RewardKind.POINTS:
        return paper.Reward(paper.RewardKind.POINTS, points=reward.value)
    template = voucher_rows.template(read.conn, reward.template_id) if reward.template_id else None
    return paper.Reward(paper.RewardKind.VOUCHER, name=template.name if template else "")


def certificate(read: Reader, honor_id: HonorId) -> PrintedCertificate:
    """The certificate of an honor; raises UserError `honor.gone`."""
    from services.printing import vouchers as paper

    honor = honor_rows.get(read.conn, honor_id)
    known = member_rows.identity(read.conn, honor.member_id) if honor else None
    if honor is None or known is None:
        raise UserError("honor.gone")
    profile = read.settings.profile
    return paper.PrintedCertificate(
        shop_name=profile.name,
        name=honor.name,
        number=f"{known[1]:06d}",
        honor=paper.Honor(honor.honor.value),
        since=honor.from_day,
        until=honor.until_day,
        logo_png=profile.logo_png or b"",
    )
