"""Each proof of friend cards and rewards can fail: what it watches is tampered with, and it names the row."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from model.friend_card import GiverReward, RewardKind
from model.money import yuan
from services.storage import store, verify, verify_friends
from services.storage.work import Reader
from tests.services.friends import AT_ONCE, bring, card_kind, give, refer, template
from tests.support import Till, open_till, raw, txn

CHAIN = "the chain of operations is unbroken"


@dataclass(frozen=True, slots=True)
class Lived:
    """A shop with cards in every state, and rewards waiting, paid, taken back and cancelled."""

    path: Path
    giver: bytes


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    with open_till(tmp_path_factory.mktemp("lived") / "shop.guimi") as till:
        return _live(till)


@pytest.fixture
def lived(original: Lived, tmp_shop_path: Path) -> Lived:
    shutil.copyfile(original.path, tmp_shop_path)
    return replace(original, path=tmp_shop_path)


def _live(till: Till) -> Lived:
    till.policy(replace(AT_ONCE, referral_reward=yuan(10)))
    giver, kind = till.member("张晓明"), card_kind(till)
    cards = give(till, giver, kind, 4)
    friends = [bring(till, c, f"朋友{n}", f"1390000000{n}") for n, c in enumerate(cards[:3])]
    till.sell(yuan(68), friends[0])
    taken = txn(till.sell(yuan(68), friends[1]))
    till.sell(yuan(40), giver, stored=yuan(40))
    till.reverse(taken, (0, 1))
    (paper,) = give(till, giver, card_kind(till, GiverReward(RewardKind.VOUCHER, 2, template(till))))
    till.sell(yuan(68), bring(till, paper, "券友", "13900000008"))
    till.sell(yuan(68), refer(till, friends[0], "孙", "13900000009"))
    till.policy(replace(AT_ONCE, referral_hold_days=7))
    till.sell(yuan(68), friends[2])
    till.clock.advance(timedelta(days=1))
    till.prove()
    return Lived(till.path, giver)


def wrong_after(lived: Lived, *statements: str) -> set[str]:
    """Which proofs fail once another tool, past every guard, ran these statements."""
    with raw(lived.path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            changed = connection.execute(statement).rowcount
            assert changed != 0, f"nothing to tamper with: {statement}"
        for _, sql in triggers:
            connection.execute(sql)
    connection = store.open_reader(lived.path)
    try:
        found = verify.prove(Reader(connection, None))  # type: ignore[arg-type]
        return {f.name for f in found if f.wrong}
    finally:
        connection.close()


CARD, FRIEND, BATCH, REWARD, SALE, PAID, TAKEN, CYCLE = verify_friends.PROOFS
KIND = "every kind of transaction has its own row"
_OF = "WHERE id = (SELECT id FROM referral_reward WHERE state = '{}' AND kind = 'bonus' LIMIT 1)"


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("UPDATE friend_card SET state = 'voided' WHERE state = 'issued'", CARD),
        ("UPDATE friend_card SET version = 2 WHERE state = 'used'", CARD),
        ("UPDATE friend_card SET state = 'issued', friend_id = NULL WHERE state = 'used'", CARD),
        ("DELETE FROM friend_card_event", CARD),
        ("UPDATE friend_card SET friend_id = giver_id WHERE row = 1", FRIEND),
        ("DELETE FROM referral_reward WHERE card_id IS NOT NULL", FRIEND),
        ("UPDATE batch SET used = used + 1 WHERE kind_version_id IS NOT NULL", BATCH),
        ("DELETE FROM friend_card WHERE state = 'issued'", BATCH),
        (f"UPDATE referral_reward SET state = 'cancelled' {_OF.format('paid')}", REWARD),
        (f"UPDATE referral_reward SET state = 'cancelled' {_OF.format('taken_back')}", REWARD),
        ("UPDATE referral_reward SET version = version + 1", REWARD),
        ("DELETE FROM referral_event WHERE kind = 'due'", REWARD),
        (
            (
                "UPDATE referral_reward SET sale_txn_id = (SELECT id FROM txn WHERE kind = 'sale' LIMIT 1) "
                "WHERE sale_txn_id IS NOT NULL"
            ),
            SALE,
        ),
        ("UPDATE referral_reward SET minimum = 999999 WHERE state = 'paid'", SALE),
        ("UPDATE txn SET kind = 'pack_sale' WHERE kind = 'sale'", SALE),
        ("UPDATE referral_event SET amount = amount + 1 WHERE kind = 'paid'", PAID),
        (f"UPDATE referral_reward SET reward_txn_id = NULL {_OF.format('paid')}", PAID),
        (f"UPDATE referral_reward SET giver_id = friend_id, friend_id = giver_id {_OF.format('paid')}", PAID),
        ("UPDATE voucher SET member_id = NULL WHERE member_id IS NOT NULL", PAID),
        ("UPDATE referral_event SET not_recovered = 0 WHERE kind = 'taken_back'", TAKEN),
        ("UPDATE referral_event SET txn_id = NULL WHERE kind = 'taken_back'", TAKEN),
        (
            "UPDATE member SET referrer_id = (SELECT id FROM member WHERE name = '孙') WHERE name = '张晓明'",
            CYCLE,
        ),
        ("DELETE FROM referral_reward WHERE reward_txn_id IS NOT NULL", KIND),
        ("UPDATE txn SET kind = 'reward' WHERE kind = 'sale'", KIND),
        ("UPDATE referral_event SET reason = 'x'", CHAIN),
        ("UPDATE friend_card_event SET at_ms = at_ms + 1", CHAIN),
        ("UPDATE txn SET amount = amount + 1 WHERE kind = 'reward'", CHAIN),
        (
            "UPDATE bonus_lot SET expires_day = 0 WHERE txn_id = (SELECT id FROM txn WHERE kind = 'reward')",
            CHAIN,
        ),
    ],
)
def test_tampering_is_named(lived: Lived, statement: str, proof: str) -> None:
    assert proof in wrong_after(lived, statement)
