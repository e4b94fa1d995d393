"""Random lives of points and tiers: what must hold after every step, whatever was done."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.bill import Bill, BillLine
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.money import Money, yuan
from model.tier import Brings
from model.tier_commands import ExpireDue, ReviewTiers
from services import expiry, points, reversals, tier_review, tiers
from services.storage import tier_rows
from tests.services.test_points import adjust, rules
from tests.services.test_tiers import rules as tier_rules
from tests.services.test_tiers import tier
from tests.support import DAY_MS, Till, command_id, open_till, txn

steps = st.lists(
    st.tuples(st.sampled_from(["sell", "sell", "spend", "reverse", "adjust", "day"]), st.integers(0, 10**6)),
    min_size=1,
    max_size=14,
)


class Life:
    """One member whose sales, refunds and days are drawn at random."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.member_id = till.member()
        self.sales: list[TxnId] = []

    def do(self, step: str, n: int) -> None:
        till = self.till
        if step == "adjust":
            adjust(till, self.member_id, n % 401 - 200)
        elif step == "reverse" and self.sales:
            till.reverse(self.sales[n % len(self.sales)], (n % 2, 1 + n % 3))
        elif step == "day":
            till.clock.set(till.clock.now_ms() + (n % 40) * DAY_MS)
            till.do(expiry.expire_due, ExpireDue(command_id(), till.people.cashier))
            till.do(tier_review.review_due, ReviewTiers(command_id(), till.people.cashier))
        elif step in ("sell", "spend"):
            self.sell(n, till.wallet(self.member_id).points if step == "spend" else 0)

    def sell(self, n: int, has: int) -> None:
        bill = Bill((BillLine("洗剪吹", Money(n % 40_000 + 1), 3), BillLine("头皮护理", Money(n % 777), 2)))
        due = sum(line.list_amount.fen for line in bill.lines)
        used = min(max(has, 0), due // 2) * (n % 3) // 2
        if used:
            bill = replace(bill, points_used=used, fen_per_point=1)
        self.sales.append(txn(self.till.sell(Money(due - used), self.member_id, bill=bill)))

    def balance(self) -> tuple[int, int]:
        """(balance, what of it can be used)."""
        held = self.till.ask(points.balance, self.member_id)
        return held, self.till.ask(points.usable, self.member_id, held)


def rank(till: Till, member_id: MemberId) -> tuple[int, int]:
    """(rank, all that was ever consumed)."""
    now = till.ask(lambda read: tier_rows.now(read.conn, member_id))
    assert now is not None
    return now.rank, now.spent


def deserved(spent: int) -> int:
    return 30 if spent >= 300_000 else 20 if spent >= 100_000 else -1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.sampled_from((0, 1)))
def test_points_and_tiers_hold_after_every_step(life: list[tuple[str, int]], months: int) -> None:
    with tempfile.TemporaryDirectory() as folder, open_till(Path(folder) / "shop.guimi") as till:
        rules(till, fen_per_point=1, most_of_bill_bp=10_000, valid_months=1)
        tier_rules(till, window_months=months, grace_days=3)
        tier(till, "金卡", 20, 1_000, Brings(points=11))
        tier(till, "钻卡", 30, 3_000, Brings(points=70))
        one = Life(till)
        for step, n in life:
            with suppress(UserError):
                one.do(step, n)
            held, usable = one.balance()
            assert usable <= held
            if step == "day":
                assert usable == held, "what has expired is booked"
            now, spent = rank(till, one.member_id)
            if not months:
                assert now == deserved(spent), "all there ever was: the tier is exactly what it reaches"
            elif step == "sell":
                counted = till.ask(tiers.standing, one.member_id).progress.fen
                assert now >= deserved(counted), "up at once"
        till.prove()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_reversing_everything_leaves_nothing_behind(amounts: list[int]) -> None:
    """No sequence of sales and refunds makes points: whole reversals end where it began."""
    with tempfile.TemporaryDirectory() as folder, open_till(Path(folder) / "shop.guimi") as till:
        rules(till, fen_per_point=1, most_of_bill_bp=10_000)
        tier(till, "金卡", 20, 100, Brings(points=500))
        one = Life(till)
        adjust(till, one.member_id, 1_000)
        for n in amounts:
            one.do("spend", n)
        for sale in reversed(one.sales):
            sold = till.ask(reversals.preview, sale, ((0, 3), (1, 2)), None)
            assert sold.amount.fen >= 0
            till.reverse(sale, (0, 3), (1, 2))
        assert one.balance() == (1_000, 1_000)
        assert rank(till, one.member_id) == (-1, 0)
        assert till.rows("SELECT sum(amount) FROM posting WHERE account = 'cash'")[0][0] in (0, None)
        assert yuan(0) == till.wallet(one.member_id).principal
        till.prove()
