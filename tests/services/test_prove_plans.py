"""Plans, purchases, instalments and gifts are tampered with past every guard; each proof says which."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.money import yuan
from model.offer import Offer
from model.rules import ClaimRules
from services import settings
from tests.services.test_plans import REBATE, bought, full, plan, settings_of
from tests.services.test_prove_close import run, wrong_after
from tests.support import Till, open_till

VERSIONS = "every plan is its newest version, numbered without gaps"
PRICES = "every purchase is a top-up under its version, at the version's price"
HANDED = "every purchase handed over the gifts of its version"
DATED = "every instalment stands as its purchase promised it, on the purchase's day of the month"
EVENTS = "every instalment is as its last event left it"
TOTALS = "the totals of instalments equal what is pending"
STOCK = "every gift's stock is the sum of its moves"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tour's plan bought twice and reversed once, one with a window, and a plan with bonus."""
    path = tmp_path_factory.mktemp("bought") / "shop.guimi"
    with open_till(path) as till:
        _use(till)
    return path


def _use(till: Till) -> None:
    member_id = till.member()
    plan_id, _ = full(till)
    bought(till, member_id, plan_id)
    till.reverse(bought(till, member_id, plan_id), amount=yuan(500))
    till.do(settings.save, settings_of(till, ClaimRules(roll_over=False, window_days=9, bonus_days=30)))
    bought(till, member_id, plan(till, Offer(instalments=REBATE), name="有期限"))
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80), 30))
    till.prove()


@pytest.fixture
def used(original: Path, tmp_shop_path: Path) -> Path:
    shutil.copyfile(original, tmp_shop_path)
    return tmp_shop_path


TOURS = "(SELECT id FROM plan WHERE name LIKE '%10个月')"
PENDING = "(SELECT min(id) FROM instalment WHERE state = 'pending')"


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("UPDATE plan SET pay = pay + 1 WHERE name = '有期限'", VERSIONS),
        ("UPDATE plan SET offer = '{}' WHERE name = '有期限'", VERSIONS),
        (f"UPDATE plan_version SET n = 3 WHERE plan_id = {TOURS}", VERSIONS),
        ("UPDATE plan_version SET pay = pay + 100 WHERE name = '有期限'", PRICES),
        ("UPDATE purchase SET instalments = instalments + 1", PRICES),
        ("UPDATE bonus_lot SET expires_day = expires_day + 1", PRICES),
        ("UPDATE top_up SET bonus = bonus + 1 WHERE bonus > 0", PRICES),
        ("UPDATE purchase SET gift_value = gift_value + 1", HANDED),
        ("UPDATE gift_move SET quantity = -2 WHERE kind = 'out'", HANDED),
        ("DELETE FROM gift_move WHERE kind = 'out'", HANDED),
        (f"UPDATE instalment SET amount = amount + 1 WHERE id = {PENDING}", DATED),
        (f"UPDATE instalment SET due_day = due_day + 1 WHERE id = {PENDING}", DATED),
        ("UPDATE instalment SET last_day = last_day + 1 WHERE last_day IS NOT NULL AND n = 3", DATED),
        ("UPDATE instalment SET bonus_days = 31 WHERE bonus_days = 30 AND n = 3", DATED),
        (f"DELETE FROM instalment WHERE id = {PENDING}", DATED),
        (f"UPDATE instalment SET state = 'claimed' WHERE id = {PENDING}", EVENTS),
        ("DELETE FROM instalment_event WHERE n = 1", EVENTS),
        ("UPDATE instalment_total SET open = open - 1 WHERE open > 0", TOTALS),
        ("UPDATE instalment_total SET amount = amount + 1 WHERE last_day > 0", TOTALS),
        ("DELETE FROM instalment_total WHERE last_day > 0", TOTALS),
        ("UPDATE gift SET stock = stock + 1", STOCK),
        ("UPDATE gift SET version = version + 1", STOCK),
        ("UPDATE gift_move SET kind = 'in' WHERE kind = 'out'", STOCK),
    ],
)
def test_what_was_tampered_with_is_named(used: Path, statement: str, proof: str) -> None:
    assert proof in wrong_after(used, run(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plan_version SET reason = '别的' WHERE reason <> ''",
        "UPDATE purchase SET terms = json_set(terms, '$.window_days', 8, '$.roll_over', json('true'))",
        "UPDATE gift_move SET cost = cost + 1 WHERE kind = 'in'",
        "UPDATE instalment_event SET reason = '别的'",
    ],
)
def test_facts_of_plans_are_bound_into_the_chain(used: Path, statement: str) -> None:
    assert any("chain" in name or "link" in name for name in wrong_after(used, run(statement)))
