"""What goes on paper of friend cards and honors, and that the paper's codes are the cards' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.friend_card import BenefitKind, FriendBenefit, GiverReward, RewardKind
from model.friend_commands import CountCardPrints, GiveHonor
from model.ids import HonorId, MemberId
from model.ledger import TxnKind
from model.money import yuan
from model.referral import Honor
from model.shop import Policy
from services import friend_cards, friend_prints, history, honors
from services.printing.document import Paper, Text
from services.printing.layouts import Layout
from services.printing.receipts import compose
from services.printing.sheets import render_sheets
from tests.services.friends import bring, card_kind, give, template
from tests.support import Till, command_id, content_hash, refused, subject


def test_a_set_of_cards_reads_back_and_leaves_out_what_is_used(till: Till) -> None:
    giver = till.member("张晓明")
    kind = card_kind(till, benefit=FriendBenefit(BenefitKind.VOUCHER, template_id=template(till)))
    cards = give(till, giver, kind, 3, "一起来")
    bring(till, cards[1])
    printed = till.ask(friend_prints.print_items, cards[0].batch_id, 1, 10, "zh_CN")
    assert [(p.giver, p.line, p.reprint) for p in printed] == [("张晓明", "一起来", 0)] * 2
    for paper, card in zip(printed, (cards[0], cards[2]), strict=True):
        assert till.ask(friend_cards.look_up, paper.qr) == till.ask(friend_cards.look_up, paper.typed) == card
    assert printed[0].benefit.amount == yuan(15)
    assert printed[0].terms.first_visit
    assert render_sheets(printed, Layout.A4_2X4, "zh_CN").data.startswith(b"%PDF")
    counted = CountCardPrints(command_id(), till.people.cashier, cards[0].batch_id, 1, 3)
    till.do(friend_cards.count_prints, counted)
    assert till.ask(friend_prints.print_one, cards[0].card_id, "en").reprint == 1
    refused("friend_card.not_issued", lambda: till.ask(friend_prints.print_one, cards[1].card_id, "en"))
    till.prove()


@pytest.mark.parametrize("kind", RewardKind)
def test_the_givers_side_is_said(till: Till, kind: RewardKind) -> None:
    of = template(till, "护理券") if kind is RewardKind.VOUCHER else None
    (card,) = give(till, till.member(), card_kind(till, GiverReward(kind, 5, of)))
    reward = till.ask(friend_prints.print_one, card.card_id, "zh_CN").reward
    assert reward is not None
    assert (reward.kind.value, reward.amount.fen + reward.points, reward.name) == (
        kind.value,
        0 if of else 5,
        "护理券" if of else "",
    )


def test_an_honor_has_its_certificate(till: Till, tmp_path: Path) -> None:
    member = till.member("张晓明")
    day = till.ask(lambda read: read.today)
    given = GiveHonor(
        command_id(), till.people.owner, member, Honor.HONORARY_SHAREHOLDER, day, None, "开店就在"
    )
    honor_id = HonorId(subject(till.do(honors.give, given)))
    before = content_hash(till.path)
    paper = till.ask(friend_prints.certificate, honor_id)
    assert (paper.name, paper.honor.value, paper.since) == ("张晓明", "honorary_shareholder", day)
    assert content_hash(till.path) == before
    refused("honor.gone", lambda: till.ask(friend_prints.certificate, HonorId(bytes(16))))


def test_what_the_friend_got_has_a_word_of_its_own(till: Till) -> None:
    till.policy(Policy(referral_hold_days=0))
    giver = till.member("张晓明")
    (card,) = give(till, giver, card_kind(till), 1)
    friend = bring(till, card)
    till.sell(yuan(100), friend)

    def printed(member_id: MemberId) -> tuple[bool, str]:
        (entry,) = (e for e in till.ask(history.entries, member_id).entries if e.kind is TxnKind.REWARD)
        receipt = till.ask(history.receipt, entry.txn_id)
        assert receipt.is_welcome == entry.is_welcome
        document = compose(receipt, "zh_CN", Paper.MM80)
        return entry.is_welcome, "\n".join(row.text for row in document.rows if isinstance(row, Text))

    welcome, paper = printed(friend)
    assert welcome
    assert "闺蜜卡见面礼" in paper
    assert "闺蜜奖励" not in paper
    welcome, paper = printed(giver)
    assert not welcome
    assert "闺蜜奖励" in paper
