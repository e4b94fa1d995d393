"""Each proof of card refunds can fail: what it watches is tampered with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.card_refund import Cause, Handed
from model.ids import CardRefundId
from model.money import yuan
from model.refund_commands import WithdrawCardRefund
from services import card_refunds, staff
from services.storage import store, verify, verify_chain, verify_refunds
from services.storage.work import Reader
from tests.services.test_card_refunds import ask, refund, served_member
from tests.services.test_closed_accounts import closed, reopen
from tests.services.test_only_person import asked, stays
from tests.services.test_refund_gifts import given, pay
from tests.services.test_refund_gifts import with_gifts as with_gifts_plan
from tests.support import PIN, Till, command_id, open_till, raw, subject

EVENT, PAID, NOTHING_LEFT, ASKED, APPROVED, GIFTS, CLOSED = list(verify_refunds.PROOFS)
CHAIN = "the chain of operations is unbroken"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One refund that was withdrawn, one that was paid and closed the account, one that is open."""
    with open_till(tmp_path_factory.mktemp("refunded") / "shop.guimi") as till:
        _live(till)
        till.prove()
        return till.path


def _live(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), member_id, stored=yuan(300))
    asked = CardRefundId(subject(ask(till, member_id)))
    till.do(card_refunds.withdraw, WithdrawCardRefund(command_id(), till.people.cashier, asked))
    till.clock.set(till.clock.now_ms() + 20 * 86_400_000)
    refund(till, member_id, close=True)
    ask(till, served_member(till))


def wrong_after(path: Path, statement: str) -> set[str]:
    """Which proofs fail once another tool, past every guard, ran this statement."""
    with raw(path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(statement).rowcount != 0, f"nothing to tamper with: {statement}"
        for _, sql in triggers:
            connection.execute(sql)
    connection = store.open_reader(path)
    try:
        found = verify.prove(Reader(connection, None))  # type: ignore[arg-type]
        return {f.name for f in found if f.wrong}
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("UPDATE card_refund SET state = 'withdrawn' WHERE state = 'paid'", EVENT),
        ("UPDATE card_refund SET version = 3 WHERE state = 'asked'", EVENT),
        ("DELETE FROM card_refund_event WHERE kind = 'withdrawn'", EVENT),
        ("DELETE FROM card_refund_paid", PAID),
        ("UPDATE card_refund SET asked_day = asked_day + 1 WHERE state = 'asked'", ASKED),
        ("UPDATE card_refund SET reason = '别的' WHERE state = 'asked'", ASKED),
        ("UPDATE card_refund SET asked_by = (SELECT id FROM staff WHERE name = '林雅')", ASKED),
        ("UPDATE card_refund SET member_id = zeroblob(16) WHERE state = 'asked'", ASKED),
        ("UPDATE card_refund_paid SET refunded = refunded + 1", PAID),
        ("UPDATE card_refund_paid SET refunded = refunded + 1, interest = interest - 1", PAID),
        ("UPDATE card_refund_paid SET cause = 'member'", PAID),
        ("UPDATE card_refund SET asked_by = (SELECT id FROM staff WHERE name = '林雅')", PAID),
        ("UPDATE card_refund_paid SET worksheet = json_set(worksheet, '$.chosen.interest', 0)", PAID),
        ("UPDATE card_refund_paid SET worksheet = json_set(worksheet, '$.chosen.parts[0].paid', 1)", PAID),
        ("UPDATE posting SET amount = amount + 1 WHERE account = 'interest'", PAID),
        ("UPDATE txn SET principal_after = 1 WHERE kind = 'card_refund'", NOTHING_LEFT),
        ("UPDATE member_balance SET bonus = 1 WHERE member_row = 1", NOTHING_LEFT),
        ("UPDATE card_refund_event SET reason = 'x' WHERE kind = 'asked'", CHAIN),
        ("UPDATE card_refund_event SET reason = 'x' WHERE kind = 'paid'", CHAIN),
        ("UPDATE card_refund_paid SET closed = 0", CHAIN),
    ],
)
def test_tampering_is_named(original: Path, tmp_shop_path: Path, statement: str, proof: str) -> None:
    shutil.copyfile(original, tmp_shop_path)
    assert proof in wrong_after(tmp_shop_path, statement)


def test_an_event_that_no_link_of_the_chain_holds_is_found(original: Path, tmp_path: Path) -> None:
    """Beside an operation of another kind its row would be in nobody's hash."""
    path = tmp_path / "shop.guimi"
    shutil.copy(original, path)
    (name,) = verify_chain.PROOFS
    loose = (
        "INSERT INTO card_refund_event SELECT r.id, 9, 'withdrawn', o.id, NULL, '', 0 "
        "FROM card_refund r, operation o WHERE o.kind = 'sale' LIMIT 1"
    )
    wrong = wrong_after(path, loose)
    assert name in wrong
    assert CHAIN not in wrong


@pytest.fixture(scope="module")
def with_gifts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gifts given back into the stock, gifts paid for, an account opened again, and a shop of one person."""
    with open_till(tmp_path_factory.mktemp("gifts") / "shop.guimi") as till:
        plan_id = with_gifts_plan(till)
        pay(till, given(till, plan_id), Cause.MEMBER, Handed.DEDUCTED)
        pay(till, given(till, plan_id), Cause.MEMBER, Handed.RETURNED)
        reopened = closed(till)
        reopen(till, reopened)
        till.sell(yuan(50), reopened)
        closed(till)
        till.do(staff.sign_in, staff.SignIn(command_id(), till.people.cashier, PIN))
        _, alone = asked(till)
        stays(till, till.people.owner)
        till.do(card_refunds.pay, alone)
        till.prove()
        return till.path


_OFF = "json_set(worksheet, '$.chosen.gifts_off', {})"
_ALONE = "WHERE alone <> ''"


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        (f"UPDATE card_refund_paid SET people = 2 {_ALONE}", APPROVED),
        (f"UPDATE card_refund_paid SET alone = '别的' {_ALONE}", APPROVED),
        (f"UPDATE card_refund_paid SET alone = '' {_ALONE}", APPROVED),
        ("UPDATE card_refund_paid SET alone = 'x' WHERE alone = ''", APPROVED),
        ("UPDATE card_refund_paid SET approved_by = zeroblob(16)", APPROVED),
        # Nobody let the cashier go who had signed in before.
        ("UPDATE operation SET kind = 'x' WHERE kind = 'save_staff'", APPROVED),
        ("UPDATE gift_move SET quantity = 3 WHERE kind = 'back' AND name = '洗发水'", GIFTS),
        ("UPDATE gift_move SET kind = 'in' WHERE kind = 'back'", GIFTS),
        ("UPDATE gift_move SET quantity = -1 WHERE kind = 'out'", GIFTS),
        ("UPDATE gift_move SET list_value = 1 WHERE kind = 'out'", GIFTS),
        ("UPDATE card_refund_paid SET worksheet = json_remove(worksheet, '$.restocked')", GIFTS),
        ("UPDATE card_refund_paid SET worksheet = replace(worksheet, '\"returned\"', '\"kept\"')", GIFTS),
        ("UPDATE card_refund_paid SET worksheet = replace(worksheet, '\"deducted\"', '\"kept\"')", GIFTS),
        (f"UPDATE card_refund_paid SET worksheet = {_OFF.format(14_001)} WHERE cause = 'member'", GIFTS),
        (f"UPDATE card_refund_paid SET worksheet = {_OFF.format(1)} WHERE cause = 'shop'", GIFTS),
        ("DELETE FROM operation WHERE kind = 'reopen_account'", CLOSED),
        ("UPDATE operation SET kind = 'x' WHERE kind = 'reopen_account'", CLOSED),
        ("UPDATE member SET closed_ms = NULL", CLOSED),
        ("UPDATE member SET closed_ms = 1 WHERE closed_ms IS NULL", CLOSED),
        ("UPDATE gift_move SET quantity = 1 WHERE kind = 'back' AND name = '洗发水'", CHAIN),
    ],
)
def test_tampering_with_gifts_people_and_closings_is_named(
    with_gifts: Path, tmp_shop_path: Path, statement: str, proof: str
) -> None:
    shutil.copyfile(with_gifts, tmp_shop_path)
    assert proof in wrong_after(tmp_shop_path, statement)
