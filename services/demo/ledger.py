"""The use cases of the counter, written in bulk for the example shop.

Each planning is the real one, each row has the shape that the storage functions give it; only the
balances are read from `Wallets` instead of the file. A test carries every operation out again with the
real services and compares all tables.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from model.bill import Bill, price
from model.changes import ChangeSet, Kind
from model.ids import CommandId, CounterId, FriendCardId, LotId, MemberId, StaffId, TagId, TxnId
from model.ledger import Account, Posting, TxnKind
from model.money import ZERO, Money
from model.offer import NOTHING
from model.record import dataclass
from model.reversal import (
    DoneTopUp,
    ReversalPlan,
    SoldLine,
    SoldSale,
    plan_sale_reversal,
    plan_top_up_reversal,
)
from model.sale import Payment, SalePlan, Tender, plan_sale
from model.shop import Plan, Role, Settings, Tier
from model.topup import plan_top_up
from model.wallet import Wallet
from services.clock import ManualClock, day_number
from services.demo.counter import Sold, ToppedUp
from services.demo.wallets import Wallets
from services.ids import IdMaker
from services.members import search_terms
from services.storage import (
    as_written,
    driver,
    member_rows,
    operations,
    plan_rows,
    sale_rows,
    tier_rows,
    txn_rows,
)
from services.storage.bulk import BulkWriter
from services.storage.work import Fact, as_facts, link


@dataclass(frozen=True, slots=True)
class SoldHere(Sold):
    """A sale with what reversing it in bulk takes."""

    member_id: MemberId | None
    plan: SalePlan
    last_visit_before: int


@dataclass(frozen=True, slots=True)
class ToppedUpHere(ToppedUp):
    """A top-up with what reversing it in bulk takes."""

    top_up: DoneTopUp


@dataclass(frozen=True, slots=True)
class _Header:
    """Of a transaction that is being written."""

    txn_id: TxnId
    command_id: CommandId
    kind: TxnKind
    amount: Money


class Ledger:
    """The example shop's books at one counter; set the moment with `at`, then say what happened."""

    lifts_tiers = False

    def __init__(
        self,
        bulk: BulkWriter,
        wallets: Wallets,
        counter: tuple[CounterId, str],
        settings: Settings,
        tiers: Sequence[Tier],
        clock: ManualClock,
        ids: IdMaker,
    ) -> None:
        self.wallets = wallets
        self._bulk = bulk
        self._counter_id, self._counter_code = counter
        self._policy = settings.policy
        self._terms = plan_rows.encode_terms(settings.claims)
        self._versions = plan_rows.newest_versions(bulk.connection)
        self.tiers = tuple(tiers)
        self._clock = clock
        self._ids = ids
        head = operations.head(bulk.connection, self._counter_id)
        self._seq, self._chain = head.seq, head.chain
        self._facts: list[Fact] = []
        self._number = 0
        self._now = 0
        self._day = date.min
        self._day_number = 0
        self._totals: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])

    def open_day(self, day: date) -> None:
        """A business day begins: the totals of the one before are written."""
        self._write_totals()
        self._day, self._day_number = day, day_number(day)

    def at(self, now_ms: int) -> None:
        self._now = now_ms
        self._clock.set(now_ms)

    @property
    def day(self) -> date:
        return self._day

    def member_id(self, row: int) -> MemberId:
        return self.wallets.id(row)

    def wallet(self, row: int) -> Wallet:
        return self.wallets.wallet(row)

    def tier(self, row: int) -> int:
        return self.wallets.tier[row]

    def spent(self, row: int) -> int:
        return self.wallets.spent[row]

    def can_buy(self, plan: Plan, row: int) -> bool:
        return plan.offer == NOTHING

    def sign_in(self, staff_id: StaffId) -> None:
        self._finish(self._command(), staff_id, "sign_in", staff_id, (), number="ok")

    def approve(self, approver: StaffId, role: Role) -> None:
        """Somebody types their PIN beside the person signed in."""
        self._finish(self._command(), approver, "approve", approver, (), number="ok", detail={"role": role})

    def sign_up(
        self,
        by: StaffId,
        person: member_rows.Person,
        tag_ids: Sequence[TagId],
        card_id: FriendCardId | None = None,
    ) -> int:
        """Returns the new member's row, which is their number too; friend cards are unknown here."""
        if card_id is not None:
            raise ValueError("friend cards are for the services")
        command = self._command()
        member_id = MemberId(self._ids())
        row = self.wallets.join(member_id)
        self.wallets.tier[row] = next(n for n, tier in enumerate(self.tiers) if tier.id == person.tier_id)
        joined = (self._now, self._day_number)
        self._bulk.add(member_rows.INSERT, (member_id, self._counter_id, row, *person.columns(), *joined))
        self._bulk.add_all(member_rows.INSERT_TAG, [(row, t) for t in dict.fromkeys(tag_ids)])
        self._bulk.add_terms(row, search_terms(row, person.phone, person.name))
        detail = {"tier": person.tier_id.hex() if person.tier_id else ""}
        self._finish(
            command, by, "sign_up", member_id, (Kind.MEMBER, member_id), number=f"{row:06d}", detail=detail
        )
        return row

    def give_tier(self, by: StaffId, row: int, tier: int) -> None:
        """Edit the profile: the tier and nothing else; that is a manager's, and for good."""
        wallets, command = self.wallets, self._command()
        before, after = self.tiers[wallets.tier[row]].id, self.tiers[tier].id
        member_id, n = wallets.id(row), wallets.version[row]
        moved = (member_id, n, "by_hand", before, after, command, None, 0, None, "", self._now)
        self._write_facts(tier_rows.INSERT_EVENT, [moved])
        standing = (after, None, self._day_number, None)
        self._bulk.add(tier_rows.PUT_STANDING, (member_id, *standing))
        kept = (member_id, n, command, None, as_written.text((*standing, n)))
        self._write_facts(as_written.INSERT, [kept])
        wallets.tier[row] = tier
        wallets.version[row] += 1
        detail = {"tier_id": [before.hex(), after.hex()]}
        self._finish(command, by, "edit_member", member_id, (Kind.MEMBER, member_id), detail=detail)

    def top_up(
        self, by: StaffId, row: int, tenders: Sequence[tuple[Account, Money]], plan: Plan | None
    ) -> ToppedUp:
        """As services.topups.execute; a top-up that crosses a limit of the law isn't to be asked for."""
        command = self._command()
        wallets, member_id = self.wallets, self.wallets.id(row)
        usable_before = wallets.wallet(row).bonus_on(self._day).fen
        lot_id, txn_id = LotId(self._ids()), TxnId(self._ids())
        bonus, days = (plan.bonus, plan.bonus_days) if plan else (ZERO, None)
        planned = plan_top_up(member_id, tenders, bonus, days, lot_id, self._day)
        if bonus:
            expires = day_number(planned.bonus_expires_on) if planned.bonus_expires_on else None
            wallets.grant(row, lot_id, bonus.fen, self._day_number, expires)
            lot = (lot_id, member_id, txn_id, bonus.fen, self._day_number, expires)
            self._write_facts(txn_rows.INSERT_LOT, [lot])
        plan_columns = (plan.id, plan.name) if plan else (None, "")
        lot_column, served = lot_id if bonus else None, int(wallets.was_served[row])
        booked = (txn_id, *plan_columns, planned.paid.fen, bonus.fen, lot_column, served)
        self._write_facts(sale_rows.INSERT_TOP_UP, [booked])
        rows = sale_rows.tender_rows(txn_id, [Tender(a, m, m) for a, m in tenders])
        self._write_facts(sale_rows.INSERT_TENDER, rows)
        if plan is not None:
            bought = (txn_id, member_id, self._versions[plan.id], 0, 0, self._terms)
            self._write_facts(plan_rows.INSERT_PURCHASE, [bought])
        header = _Header(txn_id, command, TxnKind.TOP_UP, planned.paid)
        self._post(header, by, row, planned.postings, usable_before + bonus.fen)
        wallets.topped_up[row] += planned.paid.fen
        left = tuple(sorted(tenders))
        return ToppedUpHere(txn_id, row, DoneTopUp(member_id, planned.paid, left, bonus, lot_column))

    def sell(
        self,
        by: StaffId,
        row: int,
        bill: Bill,
        payment: Payment,
        *,
        rating: int | None = None,
        approved_by: StaffId | None = None,
    ) -> Sold:
        """As services.sales.execute; row 0 is a customer without a membership."""
        command, quote = self._command(), price(bill)
        wallets = self.wallets
        member = (wallets.id(row), wallets.wallet(row)) if row else None
        plan = plan_sale(quote, payment, self._policy, self._day, member)
        txn_id = TxnId(self._ids())
        usable = member[1].bonus_on(self._day).fen - plan.draw.bonus.fen if member else 0
        header = _Header(txn_id, command, TxnKind.SALE, quote.due)
        self._write_sale(txn_id, plan, row, bill.manual.reason if bill.manual else "", rating)
        self._post(header, by, row, plan.postings, usable, approved_by=approved_by)
        before = wallets.last_visit_day[row]
        if row:
            wallets.spent[row] += quote.due.fen
            wallets.visits[row] += 1
            wallets.last_visit_day[row] = max(before, self._day_number)
            wallets.was_served[row] = 1
        return SoldHere(txn_id, row, quote, member[0] if member else None, plan, before)

    def _write_sale(self, txn_id: TxnId, plan: SalePlan, row: int, reason: str, rating: int | None) -> None:
        tier = self.tiers[self.wallets.tier[row]] if row else None
        named = (tier.name, tier.discount_bp) if tier else ("", 10_000)
        order = self._policy.spending_order
        write = self._write_facts
        write(sale_rows.INSERT_SALE, [sale_rows.sale_row(txn_id, plan, named, reason, order, rating)])
        write(sale_rows.INSERT_LINE, sale_rows.line_rows(txn_id, plan.quote, plan.line_points))
        write(sale_rows.INSERT_ALLOCATION, sale_rows.part_rows(txn_id, plan.allocations))
        write(sale_rows.INSERT_TENDER, sale_rows.tender_rows(txn_id, plan.payment.tenders))

    def reverse_sale(
        self, by: StaffId, sold: Sold, quantities: Sequence[tuple[int, int]], reason: str, approver: StaffId
    ) -> None:
        """As services.reversals.execute; a whole one only before the member's next sale."""
        if not isinstance(sold, SoldHere):
            raise TypeError("a sale of this ledger")
        sale = _as_sold(sold)
        plan = plan_sale_reversal(sale, dict(quantities))
        now = dict(plan.quantities)
        whole = all(now.get(line.line, 0) == line.left for line in sale.lines)
        self._reverse(by, sold, plan, reason, approver, whole)
        if sold.row:
            self.wallets.spent[sold.row] -= plan.amount.fen
        if sold.row and whole:
            self.wallets.visits[sold.row] -= 1
            self.wallets.last_visit_day[sold.row] = sold.last_visit_before

    def reverse_top_up(self, by: StaffId, done: ToppedUp, reason: str, approver: StaffId) -> None:
        """Reverse a whole top-up of which nothing is used yet."""
        if not isinstance(done, ToppedUpHere):
            raise TypeError("a top-up of this ledger")
        top_up = done.top_up
        plan = plan_top_up_reversal(top_up, self.wallets.wallet(done.row), top_up.left)
        self._reverse(by, done, plan, reason, approver, True)
        self.wallets.topped_up[done.row] -= plan.amount.fen

    def _reverse(
        self,
        by: StaffId,
        original: Sold | ToppedUp,
        plan: ReversalPlan,
        reason: str,
        approver: StaffId,
        whole: bool,
    ) -> None:
        command = self._command()
        txn_id = TxnId(self._ids())
        booked = (txn_id, original.txn_id, reason, approver, plan.amount.fen, int(whole))
        self._write_facts(sale_rows.INSERT_REVERSAL, [booked])
        self._write_facts(sale_rows.INSERT_REVERSAL_LINE, [(txn_id, *q) for q in plan.quantities])
        self._write_facts(sale_rows.INSERT_REVERSAL_PART, sale_rows.part_rows(txn_id, plan.parts))
        header = _Header(txn_id, command, TxnKind.REVERSAL, plan.amount)
        self._post(header, by, original.row, plan.postings, None, approved_by=approver, detail=reason)

    def _post(
        self,
        header: _Header,
        by: StaffId,
        row: int,
        postings: Sequence[Posting],
        usable_after: int | None,
        *,
        approved_by: StaffId | None = None,
        detail: object = None,
    ) -> None:
        """The transaction with its operation, after its other facts, which the operation's link binds.

        Without `usable_after` the usable bonus is added up anew.
        """
        wallets, kind, txn_id = self.wallets, header.kind, header.txn_id
        member_id = wallets.id(row) if row else None
        after = (0, 0, 0)
        if row:
            wallets.move(row, postings)
            if usable_after is None:
                usable_after = wallets.wallet(row).bonus_on(self._day).fen
            after = (wallets.principal[row], usable_after or 0, wallets.points[row])
        self._number += 1
        booked = (
            txn_id,
            header.command_id,
            self._counter_id,
            self._number,
            kind.value,
            member_id,
            by,
            self._now,
        ) + (self._day_number, header.amount.fen, *after)
        self._write_facts(txn_rows.INSERT_TXN, [booked])
        self._write_facts(txn_rows.INSERT_POSTING, txn_rows.posting_rows(txn_id, postings))
        for posting in postings:
            total = self._totals[kind.value, posting.account.value]
            total[0] += posting.amount
            total[1] += 1
        self._finish(
            header.command_id,
            by,
            kind.value,
            txn_id,
            (Kind.LEDGER, member_id),
            number=f"{self._counter_code}-{self._number:06d}",
            approved_by=approved_by,
            detail=detail,
        )

    def _write_facts(self, insert: str, rows: Sequence[driver.Row]) -> None:
        self._bulk.add_all(insert, rows)
        self._facts += as_facts(insert, rows)

    def _command(self) -> CommandId:
        return CommandId(self._ids())

    def _finish(
        self,
        command_id: CommandId,
        by: StaffId,
        kind: str,
        subject_id: bytes,
        touched: tuple[Kind, bytes | None] | tuple[()],
        *,
        number: str = "",
        approved_by: StaffId | None = None,
        detail: object = None,
    ) -> None:
        """The audit row with its link of the chain, as Work.finish writes it."""
        self._seq += 1
        row = operations.Operation(
            command_id,
            self._counter_id,
            self._seq,
            kind,
            by,
            approved_by,
            self._now,
            self._day_number,
            subject_id,
            number,
            _packed(touched),
            json.dumps(detail, ensure_ascii=False, default=str) if detail is not None else "",
        )
        self._chain = link(self._chain, row, self._facts)
        self._facts.clear()
        self._bulk.add(operations.INSERT, (*row.fields(), self._chain))
        self._bulk.flush_when_full()

    def _write_totals(self) -> None:
        rows = [(self._day_number, *key, *total) for key, total in self._totals.items()]
        self._bulk.add_all(txn_rows.ADD_TO_DAY, rows)
        self._totals.clear()

    def close(self) -> None:
        """Write the last day's totals, the balances and the tiers given since sign-up."""
        self._write_totals()
        bulk, wallets = self._bulk, self.wallets
        for row in range(1, wallets.members + 1):
            if wallets.version[row] > 1:
                bulk.add(member_rows.SET_TIER, (self.tiers[wallets.tier[row]].id, wallets.version[row], row))
                bulk.flush_when_full()
        for balance in wallets.balance_rows():
            bulk.add(member_rows.INSERT_BALANCE, balance)
            bulk.flush_when_full()
        for lot in wallets.lot_rows():
            bulk.add(txn_rows.INSERT_LOT_BALANCE, lot)
            bulk.flush_when_full()
        bulk.flush()
        bulk.connection.execute(txn_rows.COUNT_EXPIRY)


def _packed(touched: tuple[Kind, bytes | None] | tuple[()]) -> str:
    """operations.pack_changes of one kind and at most one id."""
    if not touched:
        return _template(frozenset(), False)
    kind, id_ = touched
    return _template(frozenset((kind,)), id_ is not None).replace(_ID.hex(), id_.hex() if id_ else "")


@cache
def _template(kinds: frozenset[Kind], with_id: bool) -> str:
    ids = frozenset((_ID,) if with_id else ())
    return operations.pack_changes(ChangeSet(CommandId(_ID), kinds, ids))


_ID: Final = bytes(16)


def _as_sold(sold: SoldHere) -> SoldSale:
    """The sale as sale_rows.sale_of reads it: parts in the order of account and lot."""
    plan = sold.plan
    parts = sorted(plan.allocations, key=lambda a: (a.line, a.bucket.account, a.bucket.lot_id or b""))
    lines = []
    for n, priced in enumerate(plan.quote.lines):
        of_line = tuple((a.bucket, a.amount) for a in parts if a.line == n)
        line = priced.line
        lines.append(SoldLine(n, line.name, line.quantity, 0, of_line, of_line, plan.line_points[n]))
    return SoldSale(sold.member_id, tuple(lines))
