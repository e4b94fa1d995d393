"""Many counters of one file sign friends up with the same cards at once, and some are killed on the way."""

from __future__ import annotations

import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from model.friend_card import FriendCard
from model.ids import FriendCardKindId, MemberId
from model.money import yuan
from services import friend_cards
from tests.effort import often
from tests.faults.races import killed, race
from tests.services.friends import AT_ONCE, bring, card_kind, give
from tests.support import People, Till, open_till, txn

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="forks")]
CARDS = 100
AT_ONCE_UNCAPPED = replace(AT_ONCE, referral_cap_per_month=0, friend_cards_per_member=10_000)


def _use(till: Till, card: FriendCard, counter: int) -> bytes:
    friend = bring(till, card, "朋友", f"139{counter:02d}{card.n:06d}")
    till.sell(yuan(68), friend)
    return card.card_id


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_eight_processes_use_the_same_cards_each_once(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        till.policy(AT_ONCE_UNCAPPED)
        giver = till.member("张晓明")
        cards = give(till, giver, card_kind(till), CARDS)
        people = till.people
    won = race(tmp_shop_path, people, cards, _use)
    won.check([card.card_id for card in cards], "friend_card.used")
    till = Till(tmp_shop_path, people)
    try:
        till.prove()
        rewarded = "SELECT count(*), sum(amount) FROM txn WHERE kind = 'reward' AND member_id = ?"
        assert till.rows(rewarded, giver) == [(CARDS, CARDS * 3_000)]
    finally:
        till.close()


def _work_until_killed(
    path: Path, people: People, giver: MemberId, kind: FriendCardKindId, pipe: int, run: int
) -> None:
    """Give cards, use them, sell and reverse; every acknowledged card and sale goes over the pipe."""
    till = Till(path, people)
    chance = random.Random(run)
    for n in range(10_000):
        (card,) = give(till, giver, kind)
        friend = bring(till, card, "朋友", f"139{run:03d}{n:05d}")
        sold = txn(till.sell(yuan(68), friend))
        os.write(pipe, card.card_id + sold)
        if chance.random() < 0.5:
            till.reverse(sold, (0, 1))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_kill_leaves_nothing_half_done(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        till.policy(AT_ONCE_UNCAPPED)
        people, giver, kind = till.people, till.member("张晓明"), card_kind(till)

    def work(pipe: int, run: int) -> None:
        _work_until_killed(tmp_shop_path, people, giver, kind, pipe, run)

    acknowledged = [each for told in killed(often(10, 30), work) for each in told]
    assert len(acknowledged) > often(6, 20), "nothing was ever sold before a kill"
    till = Till(tmp_shop_path, people)
    try:
        till.prove()
        known = set(
            till.rows(
                "SELECT c.id, r.sale_txn_id FROM friend_card c JOIN referral_reward r ON r.card_id = c.id "
                "WHERE r.sale_txn_id IS NOT NULL"
            )
        )
        assert {(told[:16], told[16:]) for told in acknowledged} <= known
        assert till.ask(friend_cards.kinds)[0].used >= len(acknowledged)
    finally:
        till.close()
