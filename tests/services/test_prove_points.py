"""Each proof of points and tiers can fail: what it watches is tampered with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.money import yuan
from model.tier import Brings
from model.tier_commands import GiftForPoints
from services import points
from services.storage import verify_points
from tests.services.test_points import adjust, days, expire, gift, rules, spend
from tests.services.test_prove_refunds import CHAIN, wrong_after
from tests.services.test_tiers import by_hand, tier
from tests.support import Till, command_id, open_till, txn

SPENT, BACK, MOVED, EXPIRED, TIERS = list(verify_points.PROOFS)
ADDS_UP = "every sale adds up: lines, discounts, rounding, due"
LINES = "every line's parts add up to the line"
REVERSED = "txn_id IN (SELECT txn_id FROM reversal)"
GONE = "txn_id IN (SELECT id FROM txn WHERE kind = 'expiry')"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Points earned, spent, given back, adjusted, turned into gifts and expired; tiers that moved."""
    with open_till(tmp_path_factory.mktemp("points") / "shop.guimi") as till:
        _live(till)
        till.prove()
        return till.path


def _live(till: Till) -> None:
    rules(till, fen_per_point=10, valid_months=1)
    gold = tier(till, "金卡", 20, 300, Brings(points=50))
    member_id, other = till.member(), till.member()
    adjust(till, member_id, 2_000)
    till.reverse(spend(till, member_id, 1_000), (1, 1))
    spend(till, member_id, 500)
    gift_id = gift(till)
    by = till.people.cashier
    till.reverse(txn(till.do(points.gift_for_points, GiftForPoints(command_id(), by, member_id, gift_id))))
    till.do(points.gift_for_points, GiftForPoints(command_id(), by, member_id, gift_id))
    by_hand(till, other, gold)
    till.top_up(other, yuan(100), till.plan(yuan(100), yuan(100), 1))
    days(till, 44)
    assert expire(till) == 2


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("UPDATE sale_points SET points = points + 1", SPENT),
        ("UPDATE sale_points SET discount = discount + 1", SPENT),
        ("UPDATE sale_points SET discount = discount + 1", ADDS_UP),
        ("UPDATE sale_points_line SET points = points + 1", SPENT),
        ("UPDATE sale_points_line SET amount = amount + 1", LINES),
        ("DELETE FROM sale_points_line WHERE line = 0", LINES),
        ("UPDATE posting SET amount = amount + 1 WHERE account = 'points' AND amount = 500", SPENT),
        (f"UPDATE posting SET amount = amount * 90 WHERE account = 'points' AND {REVERSED}", BACK),
        ("UPDATE points_move SET points = points + 1 WHERE kind = 'adjusted'", MOVED),
        ("UPDATE points_move SET gift_id = NULL WHERE kind = 'gift'", MOVED),
        ("UPDATE points_move SET kind = 'adjusted' WHERE kind = 'expired'", MOVED),
        ("DELETE FROM points_move WHERE kind = 'tier'", MOVED),
        ("UPDATE points_move SET reason = 'x' WHERE kind = 'tier'", CHAIN),
        ("UPDATE bonus_lot SET expires_day = NULL", EXPIRED),
        ("UPDATE bonus_lot SET expires_day = 20270301", EXPIRED),
        (f"UPDATE posting SET account = 'principal' WHERE account = 'bonus' AND {GONE}", EXPIRED),
        ("UPDATE member SET tier_id = NULL WHERE tier_id IS NOT NULL", TIERS),
        ("DELETE FROM tier_standing", TIERS),
        ("UPDATE tier_event SET n = n + 100", TIERS),
        ("UPDATE tier_event SET progress = progress + 1", CHAIN),
        ("DELETE FROM tier_event WHERE kind = 'by_hand'", CHAIN),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_found(original: Path, tmp_path: Path, statement: str, proof: str) -> None:
    path = tmp_path / "shop.guimi"
    shutil.copy(original, path)
    assert proof in wrong_after(path, statement)
