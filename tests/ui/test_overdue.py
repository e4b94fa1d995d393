"""What time brings about is booked beside the counter, part by part, and once a business day."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from model.ids import MemberId
from model.money import yuan
from services import expiry
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services.test_points import adjust, rules
from tests.services.test_tiers import rules as tier_rules
from tests.services.test_tiers import tier
from tests.support import DAY_MS
from ui.overdue import Overdue

pytestmark = pytest.mark.usefixtures("qapp")


def look(desk: CounterWindow, overdue: Overdue) -> None:
    overdue.look()
    desk.until(lambda: not overdue._busy)
    desk.settle()


def test_everything_due_is_booked_and_nothing_twice(
    tmp_shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "AT_ONCE", 2)
    with counter_window(tmp_shop_path) as desk:
        till = desk.till
        rules(till, valid_months=1)
        tier_rules(till, window_months=1, grace_days=0)
        tier(till, "金卡", 20, 100)
        plan_id = till.plan(yuan(10), yuan(10), 1)
        people: list[MemberId] = list(desk.salon.members.values())
        for member_id in people:
            till.top_up(member_id, yuan(10), plan_id)
            adjust(till, member_id, 50)
        till.sell(yuan(100), people[1])
        till.clock.set(till.clock.now_ms() + 44 * DAY_MS)
        parent = QObject()
        overdue = Overdue(desk.window.context, parent)
        look(desk, overdue)
        assert till.rows("SELECT sum(bonus), sum(points) FROM member_balance") == [(0, 0)]
        assert till.rows("SELECT kind FROM tier_event ORDER BY n") == [("up",), ("down",)]
        before = till.rows("SELECT count(*) FROM operation")
        look(desk, overdue)
        assert till.rows("SELECT count(*) FROM operation") == before
        till.prove()
