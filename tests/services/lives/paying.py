"""What people at the counter do with one account, through the real services and in the reference."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from model.bill import Bill, BillLine, ManualDiscount
from model.claim import ClaimInstalments
from model.commands import Sell, TopUp
from model.ids import InstalmentId, TxnId
from model.ledger import Account
from model.money import Money, yuan
from model.sale import Payment, Tender
from model.shop import Plan
from services import instalments, reversals, sales, topups
from services import vouchers as voucher_service
from services.clock import from_day_number
from tests.services.lives.founding import EVERY_LIMIT, SERVICE_PRICE, VOUCHER_OFF, Founding, small, tenders
from tests.services.lives.holdings import (
    PRINCIPAL,
    Bought,
    Bucket,
    Pack,
    Person,
    Sold,
    Voucher,
    half_up,
)
from tests.support import command_id, txn

bill_lines = st.lists(st.tuples(st.integers(500, 20_000), st.integers(1, 4)), min_size=1, max_size=3)


class Paying(Founding):
    """Top-ups, claims and sales, and each of them taken back."""

    # ── paying in and collecting ──

    @rule(who=small, which=small, by=tenders, amount=st.integers(1, 60_000))
    def top_up(self, who: int, which: int, by: Account, amount: int) -> None:
        person = self.someone(who)
        plan = self.plans[which % len(self.plans)]
        paid = plan.pay.fen if plan else amount
        command = TopUp(
            command_id(), self.till.people.cashier, self.ids[person], ((by, Money(paid)),),
            plan.id if plan else None, EVERY_LIMIT, False,
        )  # fmt: skip
        if not person.free:
            self.refused(topups.execute, command)
            return
        done = self._book(topups.execute, command)
        bought = self.shop.top_up(person, paid, by.value)
        if plan is not None:
            self._promise(bought, plan)
        self.tops.append((txn(done), bought))

    def _promise(self, bought: Bought, plan: Plan) -> None:
        shop, offer = self.shop, plan.offer
        bought.whole_only = bool(offer.gifts or offer.instalments or offer.packs or plan.vouchers)
        for lot_id in self.new("bonus_lot"):
            shop.grant(bought, lot_id, plan.bonus.fen, plan.bonus_days)
        if offer.instalments:
            first = int(offer.instalments.first_next_month)
            shop.promise(bought, self.new("instalment"), offer.instalments.amount.fen, first)
        for id_ in self.new("pack"):
            shop.packs[id_] = pack = Pack(bought.person, self.kinds[0].sessions, 0, SERVICE_PRICE, None)
            bought.packs.append(pack)
        for id_ in self.new("voucher"):
            last = shop.day + timedelta(days=29)
            shop.vouchers[id_] = voucher = Voucher(bought.person, bought, VOUCHER_OFF, last)
            bought.vouchers.append(voucher)

    @rule(which=small, quarter=st.integers(1, 4))
    def top_up_back(self, which: int, quarter: int) -> None:
        if not self.tops:
            return
        txn_id, bought = self.tops[which % len(self.tops)]
        amount = bought.left * quarter // 4
        command = self.reversal(txn_id, amount=Money(amount))
        if self.shop.why_not_top_up_back(bought, amount):
            self.refused(reversals.execute, command)
            return
        self._book(reversals.execute, command)
        self.shop.take_top_up_back(bought, amount)

    @rule(who=small)
    def claim(self, who: int) -> None:
        person = self.someone(who)
        due = self.shop.claimable(person)
        seen = self.till.ask(instalments.due, self.ids[person]).claimable
        assert sorted(p.id for p in seen) == sorted(i for i, p in self.shop.promises.items() if p in due)
        ids = tuple(InstalmentId(i) for i, p in self.shop.promises.items() if p in due)
        command = ClaimInstalments(command_id(), self.till.people.cashier, self.ids[person], ids, False)
        if not due:
            self.refused(instalments.claim, command)
            return
        done = self._book(instalments.claim, command)
        self.claimed.append((txn(done), self.shop.claim(person, due, self._by_last_day())))

    def _by_last_day(self) -> dict[date | None, bytes]:
        days = dict(self.till.rows("SELECT id, expires_day FROM bonus_lot"))
        return {from_day_number(days[id_]) if days[id_] else None: id_ for id_ in self.new("bonus_lot")}

    @rule(which=small)
    def claim_back(self, which: int) -> None:
        if not self.claimed:
            return
        txn_id, claimed = self.claimed[which % len(self.claimed)]
        if not self.shop.can_return(claimed):
            self.refused(reversals.execute, self.reversal(txn_id))
            return
        self._book(reversals.execute, self.reversal(txn_id))
        self.shop.return_claim(claimed)

    # ── selling ──

    @rule(
        who=small,
        lines=bill_lines,
        off_bp=st.sampled_from((0, 0, 1_000, 3_333)),
        stored=st.integers(0, 4),
        spends_points=st.booleans(),
        with_voucher=st.booleans(),
        by=tenders,
    )
    def sell(
        self,
        who: int,
        lines: list[tuple[int, int]],
        off_bp: int,
        stored: int,
        spends_points: bool,
        with_voucher: bool,
        by: Account,
    ) -> None:
        shop, person = self.shop, self.someone(who)
        if not person.free:
            bill = Bill((BillLine("剪发", yuan(1)),), self.tier_bp(person))
            # A closed account takes no cash either.
            stored = 0 if person.closed else 100
            self.refused(sales.execute, self._sale(person, bill, stored, yuan(1), by))
            return
        tier_bp = self.tier_bp(person)
        found = self._a_voucher(person) if with_voucher else None
        due = half_up(sum(price * n for price, n in lines), tier_bp, 10_000)
        due -= min(found[1].off, due) if found else 0
        due -= half_up(due, off_bp, 10_000)
        used = max(0, min(shop.usable_points(person), due // 2)) if spends_points else 0
        due -= used * shop.rules.fen_per_point
        if not due:
            return
        bill = Bill(
            tuple(BillLine(f"项目{n}", Money(price), count) for n, (price, count) in enumerate(lines)),
            tier_bp,
            ManualDiscount("老顾客", off_bp) if off_bp else None,
            vouchers=(found[2],) if found else (),
            points_used=used,
            fen_per_point=shop.rules.fen_per_point if used else 0,
        )
        available = person.principal + person.bonus(shop.day)
        part = min(due, available * stored // 4)
        done = self._book(sales.execute, self._sale(person, bill, part, Money(due), by))
        sold = shop.sell(person, [n for _, n in lines], due, part, by.value)
        person.points -= used
        sold.used_left = used
        if found:
            sold.voucher = found[1]
            found[1].state = "used"
        assert done.txn is not None
        assert done.txn.amount.fen == due
        self.sold.append((txn(done), sold))

    def _sale(self, person: Person, bill: Bill, stored: int, due: Money, by: Account) -> Sell:
        rest = Money(due.fen - stored)
        paid = (Tender(by, rest, rest),) if rest else ()
        return Sell(
            command_id(), self.till.people.manager, bill, Payment(Money(stored), paid), self.ids[person],
            print_receipt=False,
        )  # fmt: skip

    def _a_voucher(self, person: Person) -> tuple[bytes, Voucher, Any] | None:
        for id_, voucher in self.shop.vouchers.items():
            if voucher.owner is person and voucher.usable(self.shop.day):
                held = self.till.ask(voucher_service.get, id_)  # type: ignore[arg-type]
                return id_, voucher, held.used
        return None

    @rule(which=small, pieces=st.lists(small, min_size=3, max_size=3), whole=st.booleans())
    def sale_back(self, which: int, pieces: list[int], whole: bool) -> None:
        if not self.sold:
            return
        txn_id, sold = self.sold[-1 - which % len(self.sold)]
        wanted = {n: left if whole else pieces[n] % (left + 1) for n, left in enumerate(sold.pieces)}
        quantities = tuple((n, q) for n, q in wanted.items() if q)
        command = self.reversal(txn_id, quantities)
        if not quantities or not self.shop.can_put_back(sold):
            self.refused(reversals.execute, command)
            return
        before = list(sold.pieces)
        done = self._book(reversals.execute, command)
        for n, quantity in quantities:
            self._check_share(txn_id, txn(done), n, (before[n], quantity))
            sold.pieces[n] -= quantity
        self.shop.put_back(sold, *self._given_back(txn(done)))
        self._follow(sold)

    def _given_back(self, reversal_id: TxnId) -> tuple[dict[Bucket, int], int, int]:
        """(each bucket's part, points taken back, points given back) as booked."""
        back: dict[Bucket, int] = {}
        earned = used = 0
        rows = "SELECT account, lot_id, -amount FROM posting WHERE txn_id = ?"
        for account, lot_id, amount in self.till.rows(rows, reversal_id):
            if account == "points":
                earned, used = earned - min(amount, 0), used + max(amount, 0)
            elif account in (PRINCIPAL, "bonus") or account in self.shop.till:
                back[lot_id or account] = amount
        return back, earned, used

    def _check_share(self, sale_id: TxnId, reversal_id: TxnId, line: int, left: tuple[int, int]) -> None:
        """A part of a line is that share of what the line brought, to the fen."""
        of_line = "SELECT coalesce(sum(amount), 0) FROM {} WHERE txn_id = ? AND line = ?"
        ((net,),) = self.till.rows(of_line.format("allocation"), sale_id, line)
        ((part,),) = self.till.rows(of_line.format("reversal_part"), reversal_id, line)
        ((sold,),) = self.till.rows(
            "SELECT quantity FROM sale_line WHERE txn_id = ? AND n = ?", sale_id, line
        )
        assert abs(part - Fraction(net * left[1], sold)) < 1

    def _follow(self, sold: Sold) -> None:
        """What comes back to a record that was merged: see the class that merges."""
