"""What is done after the evening's seal is proven by the day it was, and each such proof can fail."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from model.money import yuan
from model.rules import ClaimRules
from model.tier_commands import ExpireDue
from services import expiry
from services.storage import verify_days
from tests.services import friends
from tests.services.claims_till import claim, promised
from tests.services.evenings import LAST, after_the_seal, next_morning, with_everything
from tests.services.lives.test_dates import use_pack
from tests.services.test_card_refunds import ask
from tests.services.test_prove_refunds import CHAIN, wrong_after
from tests.services.voucher_desk import sell_with
from tests.support import Till, command_id, open_till

EVENING = "what is booked later than the day it was done on was done after that day's seal"
COLLECTED = "no instalment was collected before its day, after its window, or twice"
LASTS = "every claim's bonus lasts as long as its purchases' terms say"
SESSIONS = "every session had became income, and earned what its event says"
PROMISED = "every instalment stands as its purchase promised it, on the purchase's day of the month"
ASKED = "every card refund was asked for when, by whom and why its row says"
EXPIRED = "what expired was there and its last day was over"
BONUS, VOUCHERS, FRIENDS = list(verify_days.PROOFS)
STATISTICS = "members' statistics equal their sales"

PAY = yuan(100)
_LATE = "id IN (SELECT operation_id FROM after_seal)"
_ADD = "INSERT INTO after_seal SELECT id, 20270131 FROM operation"
_TONIGHT = "operation_id IN (SELECT operation_id FROM txn WHERE kind = '{}')"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evening with a use of everything that ends with it, a purchase, a refund asked for, an expiry."""
    with open_till(tmp_path_factory.mktemp("evening") / "shop.guimi") as till:
        _live(till)
        till.prove()
        return till.path


def _live(till: Till) -> None:
    bought = with_everything(till)
    over = till.member("李娜")
    till.top_up(over, PAY, till.plan(PAY, PAY, 19))
    (card,) = friends.give(till, over, friends.card_kind(till, days=21))
    till.clock.advance(timedelta(hours=1))
    after_the_seal(till, LAST)
    use_pack(till, bought.pack_id)
    claim(till, bought.member_id)
    sell_with(till, bought.voucher, member_id=bought.member_id)
    till.sell(yuan(30), bought.member_id, stored=yuan(30))
    friends.bring(till, card)
    assert till.do(expiry.expire_due, ExpireDue(command_id(), till.people.cashier)).number == "1"
    promised(till, over, ClaimRules(bonus_days=9, several_at_once=False), count=3)
    claim(till, over)
    ask(till, bought.member_id)
    next_morning(till)
    till.sell(PAY)


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("DELETE FROM after_seal", CHAIN),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('claim')}", COLLECTED),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('claim')}", LASTS),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('pack_use')}", SESSIONS),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('pack_use')}", STATISTICS),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('top_up')}", PROMISED),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('sale')}", BONUS),
        (f"DELETE FROM after_seal WHERE {_TONIGHT.format('sale')}", VOUCHERS),
        ("DELETE FROM after_seal WHERE operation_id = (SELECT operation_id FROM friend_card_event)", FRIENDS),
        ("UPDATE bonus_lot SET expires_day = 20270130 WHERE expires_day = 20270131", BONUS),
        ("UPDATE voucher SET valid_to_day = 20270130", VOUCHERS),
        ("UPDATE voucher SET valid_from_day = 20270201", VOUCHERS),
        ("UPDATE friend_card SET valid_to_day = 20270130", FRIENDS),
        ("DELETE FROM after_seal WHERE operation_id = (SELECT operation_id FROM card_refund_event)", ASKED),
        # Of the last lot that ended a day too early to be booked: tonight it would be valid still.
        ("UPDATE bonus_lot SET expires_day = 20270131 WHERE expires_day = 20270130", EXPIRED),
        ("UPDATE bonus_lot SET expires_day = 20270201 WHERE expires_day = 20270130", EXPIRED),
        ("UPDATE after_seal SET day = 20270201", EVENING),
        ("UPDATE after_seal SET day = 20270129", STATISTICS),
        ("UPDATE after_seal SET day = 20270128", EVENING),
        ("UPDATE after_seal SET day = 20270130", CHAIN),
        (f"UPDATE operation SET business_day = 20270202 WHERE {_LATE}", EVENING),
        (f"{_ADD} WHERE business_day = 20270131 LIMIT 1", EVENING),
        (f"{_ADD} ORDER BY seq DESC LIMIT 1", CHAIN),
        ("INSERT INTO after_seal VALUES (randomblob(16), 20270131)", EVENING),
    ],
)  # fmt: skip
def test_each_proof_of_an_evening_can_fail(
    original: Path, tmp_path: Path, statement: str, proof: str
) -> None:
    path = tmp_path / "shop.guimi"
    shutil.copy(original, path)
    assert proof in wrong_after(path, statement)


def test_an_evening_is_no_loophole_for_the_morning(original: Path, tmp_path: Path) -> None:
    """What was done tonight and is booked on tomorrow, told to be of tomorrow morning, is too late."""
    path = tmp_path / "shop.guimi"
    shutil.copy(original, path)
    wrong = wrong_after(path, "DELETE FROM after_seal")
    assert {BONUS, VOUCHERS, FRIENDS, COLLECTED, LASTS, SESSIONS, PROMISED, ASKED, STATISTICS, CHAIN} <= wrong
