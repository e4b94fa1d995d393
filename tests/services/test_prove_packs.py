"""Each proof of session packs can fail: what it watches is tampered with."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from model.card_refund import Cause
from model.ledger import Account
from model.money import yuan
from model.sale import Payment, Tender
from services.storage import verify_packs
from tests.services.test_pack_refunds import refund
from tests.services.test_packs import extend, kind, of, sell, use
from tests.services.test_prove_refunds import CHAIN, wrong_after
from tests.support import Till, open_till, txn

ROWS, OWED, SOLD, USED, BACK, ALONE, PEOPLE, KINDS, TERMS = list(verify_packs.PROOFS)
STATISTICS = "members' statistics equal their sales"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packs in every state: used, given back, extended, reversed, refunded."""
    with open_till(tmp_path_factory.mktemp("packs") / "shop.guimi") as till:
        _live(till)
        till.prove()
        return till.path


def _live(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500))
    till.sell(yuan(1), member_id)
    of_kind = kind(till, yuan(500), days=60)
    paid = Payment(yuan(200), (Tender(Account.CASH, yuan(300), yuan(300)),))
    sell(till, member_id, of_kind, payment=paid)
    sell(till, member_id, of_kind, 2)
    first, second, third = of(till, member_id)
    use(till, first, 3)
    till.reverse(txn(use(till, second)))
    use(till, second)
    extend(till, third, date(2027, 6, 1))
    till.reverse(txn(sell(till, member_id, of_kind)))
    refund(till, next(p for p in of(till, member_id) if p.id == first.id), Cause.MEMBER)


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("UPDATE pack SET sessions_left = sessions_left + 1 WHERE sessions_left = 9", ROWS),
        ("UPDATE pack SET value_left = value_left - 1 WHERE state = 'open'", ROWS),
        ("UPDATE pack SET value_left = value_left - 1 WHERE state = 'open'", OWED),
        ("UPDATE pack SET state = 'open' WHERE state = 'refunded'", ROWS),
        ("UPDATE pack SET state = 'refunded' WHERE state = 'cancelled'", ROWS),
        ("UPDATE pack SET valid_to_day = valid_to_day + 1 WHERE state = 'open'", ROWS),
        ("UPDATE pack SET version = version + 1 WHERE state = 'open'", ROWS),
        ("UPDATE pack SET paid = paid + 1 WHERE state = 'open'", ROWS),
        ("UPDATE pack SET origin = 'plan', paid = 0 WHERE state = 'cancelled'", ROWS),
        ("DELETE FROM pack_event WHERE kind = 'returned'", ROWS),
        ("DELETE FROM pack_event WHERE kind = 'extended'", CHAIN),
        ("UPDATE pack_event SET sessions = sessions + 1 WHERE kind = 'used'", ROWS),
        ("UPDATE pack_event SET served_by = (SELECT id FROM staff LIMIT 1) WHERE kind = 'used'", CHAIN),
        ("UPDATE posting SET amount = amount + 1 WHERE account = 'pack'", OWED),
        ("UPDATE posting SET lot_id = randomblob(16) WHERE account = 'pack'", OWED),
        ("UPDATE txn SET amount = amount + 1 WHERE kind = 'pack_sale'", SOLD),
        ("UPDATE tender SET amount = amount - 1", SOLD),
        ("UPDATE posting SET account = 'bonus' WHERE account = 'principal' AND amount = 20000", SOLD),
        ("UPDATE txn SET amount = amount + 1 WHERE kind = 'pack_use'", USED),
        ("UPDATE txn SET business_day = business_day + 10000 WHERE kind = 'pack_use'", USED),
        ("UPDATE pack_event SET points = points + 1 WHERE kind = 'used'", USED),
        ("UPDATE pack_event SET points = points + 1 WHERE kind = 'returned'", BACK),
        ("UPDATE reversal SET whole = 0", BACK),
        ("UPDATE txn SET amount = amount + 1 WHERE kind = 'pack_refund'", ALONE),
        ("UPDATE operation SET approved_by = staff_id WHERE kind = 'pack_refund'", PEOPLE),
        ("UPDATE operation SET approved_by = NULL WHERE kind = 'pack_refund'", PEOPLE),
        ("UPDATE posting SET account = 'interest' WHERE account = 'refund_difference'", ALONE),
        ("UPDATE operation SET detail = json_set(detail, '$.chosen.refunded', 1) WHERE detail <> ''", ALONE),
        ("UPDATE txn SET kind = 'sale' WHERE kind = 'pack_use'", KINDS),
        ("UPDATE pack_event SET txn_id = NULL WHERE kind = 'used'", KINDS),
        ("UPDATE pack SET list_price = list_price - 1", TERMS),
        ("UPDATE pack SET earns_points = 1 - earns_points", TERMS),
        ("UPDATE pack SET companion = 1 - companion", TERMS),
        ("UPDATE pack SET name = name || '（送）'", TERMS),
        ("UPDATE pack_event SET reason = 'x' WHERE n = 1", TERMS),
        ("UPDATE pack_event SET reason = replace(reason, ',1]', ',0]') WHERE n = 1", CHAIN),
        ("UPDATE member_balance SET visits = visits + 1", STATISTICS),
        ("UPDATE member_balance SET spent = spent - 1", STATISTICS),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_found(original: Path, tmp_path: Path, statement: str, proof: str) -> None:
    path = tmp_path / "shop.guimi"
    shutil.copy(original, path)
    assert proof in wrong_after(path, statement)
