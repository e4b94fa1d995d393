"""One instalment collected from every side at once is collected once (domain.md section 4)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from model.claim import ClaimInstalments
from model.money import yuan
from services import instalments
from tests.faults.test_once import everywhere
from tests.services.claims_till import claim, ids_of, promised
from tests.support import Till, command_id, open_till, txn

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="forks")]


def test_the_same_claim_sent_by_everybody_is_one_and_nothing_is_collected_twice(
    tmp_shop_path: Path,
) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        ids = [ids_of(till, promised(till, member_id))[0] for _ in range(2)]
        same = ClaimInstalments(command_id(), people.cashier, member_id, (ids[0],))
    told = everywhere(tmp_shop_path, people, lambda till: till.do(instalments.claim, same))
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    each = everywhere(tmp_shop_path, people, lambda till: claim(till, member_id, ids[1]).number)
    assert each.count("claim.claimed") == len(each) - 1
    till = Till(tmp_shop_path, people)
    assert sum(lot.remaining.fen for lot in till.wallet(member_id).lots) == yuan(100).fen
    assert till.rows("SELECT count(*) FROM txn WHERE kind = 'claim'") == [(2,)]
    till.prove()
    till.close()


def test_a_claim_reversed_by_everybody_goes_back_once(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        promised(till, member_id)
        claimed = txn(claim(till, member_id))
    told = everywhere(tmp_shop_path, people, lambda till: till.reverse(claimed).number)
    assert told.count("reverse.done") == len(told) - 1
    till = Till(tmp_shop_path, people)
    assert sum(lot.remaining.fen for lot in till.wallet(member_id).lots) == 0
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(10, 50_000)]
    till.prove()
    till.close()
