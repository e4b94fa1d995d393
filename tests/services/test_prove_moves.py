"""Each proof of moves between accounts and of merged members can fail: what it watches is tampered with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.money import yuan
from services.storage import verify_moves
from tests.services.test_merging import Two, merge, unmerge
from tests.services.test_prove_refunds import CHAIN, wrong_after
from tests.services.test_transfers import transfer
from tests.support import open_till, txn

SIDES, BETWEEN, LOTS, EVENTS, POINTS_AT, HOLDS, PACKS, PROMISES, NAMED, PAIR = verify_moves.PROOFS
STATISTICS = "members' statistics equal their sales"
FOUND = "every member can be found"
MERGED = "(SELECT row FROM member WHERE merged_into IS NOT NULL)"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transfer, one that was taken back, a merge that was undone and one that stands."""
    with open_till(tmp_path_factory.mktemp("moves") / "shop.guimi") as till:
        two = Two(till)
        rich, other = till.member("甲一"), till.member("乙二")
        till.top_up(rich, yuan(500), till.plan(yuan(500), yuan(90), 30))
        transfer(till, rich, other, yuan(100))
        till.reverse(txn(transfer(till, rich, other, None)))
        merge(till, two.new, two.old)
        unmerge(till, two.old)
        merge(till, two.old, two.new)
        till.prove()
        return till.path


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("DELETE FROM transfer WHERE kind = 'transfer' AND role = 'in'", SIDES),
        ("UPDATE transfer SET principal = principal + 1 WHERE role = 'in'", SIDES),
        ("UPDATE transfer SET bonus = bonus + 1", SIDES),
        ("UPDATE transfer SET other_member_id = (SELECT id FROM member LIMIT 1)", SIDES),
        ("UPDATE transfer SET role = 'out'", SIDES),
        ("UPDATE posting SET amount = amount + 1 WHERE account = 'transfer' AND amount > 0", BETWEEN),
        ("UPDATE transfer SET kind = 'merge' WHERE kind = 'transfer'", BETWEEN),
        ("DELETE FROM reversal WHERE txn_id = (SELECT min(txn_id) FROM reversal)", BETWEEN),
        (
            (
                "UPDATE bonus_lot SET expires_day = NULL WHERE txn_id IN "
                "(SELECT txn_id FROM transfer WHERE kind = 'merge')"
            ),
            LOTS,
        ),
        ("UPDATE bonus_lot SET granted_day = 20300101 WHERE txn_id IN (SELECT txn_id FROM transfer)", LOTS),
        ("UPDATE member_merge SET state = 'merged' WHERE state = 'undone'", EVENTS),
        ("UPDATE member_merge SET version = 3", EVENTS),
        ("DELETE FROM merge_event WHERE kind = 'undone'", EVENTS),
        ("UPDATE member SET merged_into = NULL WHERE merged_into IS NOT NULL", EVENTS),
        (
            (
                "UPDATE member SET merged_into = (SELECT id FROM member WHERE name = '李娜') "
                "WHERE merged_into IS NOT NULL"
            ),
            POINTS_AT,
        ),
        (f"UPDATE member_balance SET visits = 1 WHERE member_row = {MERGED}", HOLDS),
        (f"UPDATE member_balance SET visits = 1 WHERE member_row = {MERGED}", STATISTICS),
        (
            "UPDATE voucher SET member_id = (SELECT id FROM member WHERE merged_into IS NOT NULL)",
            HOLDS,
        ),
        ("UPDATE pack SET member_id = (SELECT id FROM member WHERE merged_into IS NOT NULL)", PACKS),
        ("UPDATE pack SET value_left = value_left - 1", PACKS),
        ("UPDATE instalment SET member_id = (SELECT id FROM member WHERE name = '甲一')", PROMISES),
        ("UPDATE pack SET member_id = (SELECT id FROM member WHERE name = '甲一')", PROMISES),
        ("UPDATE member_merge SET into_id = (SELECT id FROM member WHERE name = '甲一')", NAMED),
        (
            (
                "UPDATE member_merge SET from_id = (SELECT id FROM member WHERE name = '甲一') "
                "WHERE state = 'undone'"
            ),
            NAMED,
        ),
        (f"INSERT INTO search_term VALUES (9, 'x', {MERGED})", FOUND),
        ("UPDATE transfer SET kind = 'recall' WHERE kind = 'transfer'", PAIR),
        ("UPDATE transfer SET reason = 'x'", CHAIN),
        ("UPDATE merge_event SET reason = 'x'", CHAIN),
        ("UPDATE merge_event SET moved = '{}' WHERE kind = 'undone'", CHAIN),
    ],
)
def test_tampering_is_found(original: Path, tmp_path: Path, statement: str, proof: str) -> None:
    path = tmp_path / "tampered.guimi"
    shutil.copyfile(original, path)
    assert proof in wrong_after(path, statement)
