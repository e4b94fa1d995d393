"""No value in a shop file can be changed behind its guards without `main.py check` noticing.

Of every table every column is changed, in one row of each sort. What no proof sees stands in UNPROVEN with
the reason; that list may only become shorter.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from model.account_commands import ReplaceCard
from model.friend_card import GiverReward, RewardKind
from model.money import yuan
from model.shop import Policy, Role
from services import catalog, members
from services.storage import verify
from tests.services import friends
from tests.services.tampering import Tampering
from tests.services.test_closing import seal
from tests.services.test_demo_build import END_MS, make
from tests.support import DAY_MS, People, Till, command_id, txn

SCRATCH: Final = "the counter's own scratch pad: nothing that was booked or promised depends on it"
PERSONAL: Final = "may be forgotten, so that no operation repeats it; each change is an operation"
OFFERED: Final = "what the shop offers from now on: what is sold or promised keeps its own copy"
PRINTED: Final = "how often it was printed, told on the next copy"

UNPROVEN: Final = {
    **dict.fromkeys(("code_attempt", "hold", "print_job", "saved_view"), SCRATCH),
    "search_term": "what a member is found by, made from name, number and phone",
    "setting": "how the shop works from now on: what is sold or promised keeps its own copy",
    "staff": "who may do what from now on; who did what stands with the operations",
    **dict.fromkeys(("category", "item", "source", "tag", "pack_kind", "tier"), OFFERED),
    **{f"gift.{name}": OFFERED for name in ("name", "list_value", "cost", "points", "position", "active")},
    **{f"{table}.{name}": OFFERED for table in ("plan", "voucher_template", "friend_card_kind")
       for name in ("position", "active")},
    "counter.code": OFFERED,
    "counter.name": OFFERED,
    **{f"member.{name}": PERSONAL for name in (
        "name", "sort_name", "phone", "no_phone_reason", "gender", "birth_kind", "birth_year", "birth_month",
        "birth_day", "birth_leap", "source_id", "note", "consent_text", "consent_ms")},
    "member.referrer_id": "who brought them may be put right; whose a reward is stands with the reward",
    "member.version": "which edit it was, for two windows that edit at once",
    "member.closed_ms": "that the account is closed is proven; when, stands with the refund",
    "member_tag": PERSONAL,
    **{f"{table}.prints": PRINTED for table in ("voucher", "friend_card")},
    "instalment.id": "nothing names one that never moved; what it promises is proven by its number",
}  # fmt: skip
"""Table, or table and column → why no proof watches it."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampering]:
    """An example shop, and what happens too seldom for one."""
    path = make(tmp_path_factory.mktemp("lived") / "shop.guimi", members=40, years=0.4)
    till = Till(path, _people(path), END_MS + DAY_MS)
    _live(till)
    till.close()
    copy = shutil.copyfile(path, path.with_name("tampered.guimi"))
    tampering = Tampering(copy)
    yield tampering
    tampering.close()


def _people(path: Path) -> People:
    till = Till(path, People(b"", b"", b""), END_MS + DAY_MS)  # type: ignore[arg-type]
    staff = till.ask(catalog.everything).staff
    till.close()
    roles = (Role.OWNER, Role.MANAGER, Role.CASHIER)
    return People(*(next(one.id for one in staff if one.role is role) for role in roles))


def _live(till: Till) -> None:
    till.policy(Policy(referral_hold_days=0))
    giver = till.member("张晓明")
    vouchers = GiverReward(RewardKind.VOUCHER, 2, friends.template(till))
    for n, reward in enumerate((vouchers, GiverReward(RewardKind.POINTS, 50))):
        cards = friends.give(till, giver, friends.card_kind(till, reward), 2, "送你一张")
        sold = txn(till.sell(yuan(68), friends.bring(till, cards[0], "朋友", f"1390000000{n}")))
        if n:
            till.reverse(sold, (0, 1))
    for _ in range(2):
        till.do(members.replace_card, ReplaceCard(command_id(), till.people.cashier, giver, "丢了"))
    seal(till)
    till.sell(yuan(68), giver)
    till.prove()


def _columns(tampering: Tampering) -> Iterator[tuple[str, bool]]:
    for table in tampering.tables():
        for column in tampering.columns(table):
            yield str(column), table in UNPROVEN or str(column) in UNPROVEN


def test_every_value_that_is_changed_is_noticed(lived: Tampering) -> None:
    unnoticed = [
        str(change)
        for table in lived.tables()
        for column in lived.columns(table)
        if table not in UNPROVEN and str(column) not in UNPROVEN
        for change in lived.changes(column)
        if lived.seen_by(change) is None
    ]
    assert unnoticed == []


def test_what_is_not_proven_is_not_proven(lived: Tampering) -> None:
    """A line that isn't needed any more goes."""
    columns = [column for table in lived.tables() for column in lived.columns(table)]
    for place in UNPROVEN:
        meant = [column for column in columns if place in (column.table, str(column))]
        assert meant, f"{place} is gone"
        changes = (change for column in meant for change in lived.changes(column))
        empty = all(lived.is_empty(column.table) for column in meant)
        assert empty or any(lived.seen_by(change) is None for change in changes), f"{place} is proven"


def test_every_table_has_rows_to_change(lived: Tampering) -> None:
    empty = [table for table in lived.tables() if lived.is_empty(table) and table not in UNPROVEN]
    assert empty == []


def test_nothing_is_wrong_before(lived: Tampering) -> None:
    assert [name for name in verify._every_proof() if lived._fails(name)] == []
