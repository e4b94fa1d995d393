"""Claims are tampered with past every guard, and the proofs say which rule was broken."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from model.money import yuan
from model.rules import ClaimRules
from tests.services.claims_till import claim, go_to, promised
from tests.services.test_prove_close import run, wrong_after
from tests.support import Till, open_till, txn

SUMS = "every claim is the sum of the instalments it collected, given as bonus"
LOTS = "every claim's bonus lasts as long as its purchases' terms say"
DAYS = "no instalment was collected before its day, after its window, or twice"
RULES = "every claim kept to the rules frozen into its purchases: one a day, least purchase"
BACK = "what came back of a claim came back with its reversal"
NEW_TERMS = "UPDATE purchase SET terms = json_set(terms, '$.{name}', {value})"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two purchases with two claims, a sale before the second and a reversed claim."""
    path = tmp_path_factory.mktemp("claimed") / "shop.guimi"
    with open_till(path) as till:
        _use(till)
    return path


def _use(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, ClaimRules(bonus_days=30))
    promised(till, member_id, ClaimRules(bonus_days=30, minimum_purchase=yuan(10)))
    claim(till, member_id)
    go_to(till, date(2027, 1, 25))
    till.reverse(txn(claim(till, member_id)))
    till.sell(yuan(20), member_id)
    claim(till, member_id)
    till.prove()


@pytest.fixture
def claimed(original: Path, tmp_shop_path: Path) -> Path:
    shutil.copyfile(original, tmp_shop_path)
    return tmp_shop_path


LATEST = "(SELECT id FROM txn WHERE kind = 'claim' ORDER BY row DESC LIMIT 1)"


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        (f"UPDATE txn SET amount = amount + 1 WHERE id = {LATEST}", SUMS),
        (f"UPDATE posting SET account = 'cash' WHERE txn_id = {LATEST} AND account = 'bonus_given'", SUMS),
        (f"DELETE FROM instalment_event WHERE txn_id = {LATEST}", SUMS),
        (f"UPDATE bonus_lot SET expires_day = expires_day + 1 WHERE txn_id = {LATEST}", LOTS),
        (f"UPDATE bonus_lot SET expires_day = NULL WHERE txn_id = {LATEST}", LOTS),
        ("UPDATE instalment SET due_day = 20270301 WHERE n = 3 AND state = 'claimed'", DAYS),
        ("UPDATE instalment SET last_day = 20261230 WHERE n = 2 AND state = 'claimed'", DAYS),
        ("UPDATE instalment_event SET kind = 'claimed' WHERE kind = 'returned'", DAYS),
        (NEW_TERMS.format(name="several_at_once", value="json('false')"), RULES),
        (NEW_TERMS.format(name="minimum_purchase", value="2001"), RULES),
        ("UPDATE instalment_event SET txn_id = NULL WHERE kind = 'returned'", BACK),
        ("DELETE FROM instalment_event WHERE kind = 'returned' AND n > 1", BACK),
    ],
)
def test_a_broken_claim_is_found(claimed: Path, statement: str, proof: str) -> None:
    assert proof in wrong_after(claimed, run(statement))
