"""Random days: whatever is booked, counted and forgotten, the drawer of the ledger is what stays in it."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from model.close import CashKind, Count, Explanation, SealDay, TenderTotal, tenders_to_count
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.ledger import Account
from model.money import Money
from services import clock_watch, closing
from tests.services.test_closing import move, pieces
from tests.support import Till, command_id, open_till, txn

Step = tuple[str, int]
STEPS = st.tuples(
    st.sampled_from(
        ("sell", "stored", "top_up", "reverse", "float", "in", "out", "hours", "day", "back", "seal", "seal")
    ),
    st.integers(0, 40_000),
)


class Life:
    """A shop that lives through steps; `left` is what stayed in the drawer at the last close."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.member_id: MemberId = till.member()
        self.known: list[TxnId] = []
        self.left: Money | None = None
        self.closes = 0

    def step(self, what: str, n: int) -> None:
        amount = Money(n + 1)
        match what:
            case "sell":
                self.known.append(txn(self.till.sell(amount)))
            case "stored":
                self.known.append(txn(self.till.sell(amount, self.member_id, stored=Money(n // 2))))
            case "top_up":
                tenders = ((Account.CASH if n % 2 else Account.ALIPAY, amount),)
                self.known.append(txn(self.till.top_up(self.member_id, amount, tenders=tenders)))
            case "reverse" if self.known:
                self._reverse(self.known[n % len(self.known)], amount)
            case "float" | "in" | "out":
                move(self.till, CashKind(what), amount)
            case "hours":
                self.till.clock.advance(timedelta(minutes=n % 1_000))
            case "day":
                self.till.clock.advance(timedelta(days=1 + n % 4))
            case "back":
                self._set_back(n % 5)
            case "seal":
                self._seal(n)

    def _reverse(self, txn_id: TxnId, amount: Money) -> None:
        try:
            self.till.reverse(txn_id, (0, 1))
        except UserError:
            self.till.reverse(txn_id, amount=amount)

    def _set_back(self, days: int) -> None:
        self.till.clock.advance(-timedelta(days=days))
        command = clock_watch.ConfirmClock(command_id(), self.till.people.manager)
        self.till.do(clock_watch.confirm, command)

    def _seal(self, n: int) -> None:
        while not (day := self.till.ask(closing.open_day)).begun:
            self.till.clock.advance(timedelta(days=1))
        figures = day.sheet.figures
        expected = max(figures.expected(Account.CASH).fen + n % 700 - 350, 0)
        found = pieces(Money(expected))
        cash = sum(p.fen * p.count for p in found)
        left = Money(cash * (n % 101) // 100)
        accounts = tenders_to_count(figures)
        totals = tuple(TenderTotal(a, Money(figures.expected(a).fen + n % 3)) for a in accounts)
        said = tuple(Explanation(a, "不清楚") for a in (Account.CASH, *accounts))
        count = Count(found, left, totals, said)
        command = SealDay(
            command_id(), self.till.people.manager, figures.last_day, figures.last_number, count
        )
        self.till.do(closing.seal, command)
        self.left = left
        self.closes += 1
        self.check(figures.drawer.ahead)

    def check(self, ahead: Money) -> None:
        """What lies in the drawer now, beside what a clock that ran ahead booked for later."""
        sealed = "SELECT max(business_day) FROM day_close"
        ((held,),) = self.till.rows(
            f"SELECT coalesce(sum(amount), 0) FROM daily_total WHERE account = 'cash' "
            f"AND business_day <= ({sealed})"
        )
        assert self.left is not None
        assert held == (self.left - ahead).fen
        following = self.till.ask(closing.sheet).figures
        assert following.drawer.opening + following.drawer.ahead == self.left - ahead + following.drawer.ahead
        assert [e.number for e in self.till.ask(closing.closes)] == list(range(self.closes, 0, -1))


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=30))
def test_the_drawer_of_the_ledger_is_what_stays_in_it(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_till(Path(folder) / "shop.guimi") as till:
        life = Life(till)
        for what, n in steps:
            with contextlib.suppress(UserError):
                life.step(what, n)
        till.prove()
