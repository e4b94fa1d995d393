"""What the counter's commands cost from the call to the durable commit, against the bare rows they write.

All commands are rehearsed first, on a copy and without an end. Then the program carries each out on the shop
file while the copy gets the rows that its rehearsal wrote: in turns, on one thread, with a connection each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any, Final, cast

from model.bill import FULL_PRICE_BP, Bill, BillLine, price
from model.claim import ClaimInstalments
from model.close import DENOMINATIONS, Count, Pieces, SealDay, TenderTotal, tenders_to_count
from model.command import Command
from model.commands import Sell, TopUp
from model.ids import PlanId, StaffId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.offer import NOTHING, Offer, OfferedInstalments
from model.plan_commands import SavePlan
from model.record import dataclass
from model.refund_commands import AskCardRefund, PayCardRefund
from model.sale import Payment, Tender
from model.shop import Item, Plan, Role
from model.tier import deserved
from model.topup import LimitWarning
from model.views import Done, MemberRow
from services import (
    card_refunds,
    catalog,
    closing,
    instalments,
    plans,
    sales,
    shop,
    tiers,
    topups,
)
from services.bench import (
    SEED,
    Figure,
    against,
    at_most,
    copy_shop,
    draw_members,
    issue_cards,
    owner_of,
    queries,
    take_turns,
    writer_of,
)
from services.clock import Clock, ManualClock, SystemClock
from services.shop import Shop
from services.storage import close_sheet_rows, demo_rows, driver, floors, store, tier_rows
from services.storage.bulk import BulkWriter
from services.storage.work import Reader, UseCase

WRITES: Final = 300
_PAYERS: Final = 150
_MOST_REFUNDS: Final = 60
_SPENT_HERE: Final = yuan(250)
"""More than one payer's bills come to."""
CLOSE_BAR_MS: Final = 300
HAND_OVER_BAR_US: Final = 1_000
"""A sixteenth of a frame: nobody notices the two threads."""
A_DAY: Final = 2_000
"""Transactions of a day that is closed."""
_DAY_MS: Final = 24 * 3_600_000
_ANY_LIMIT: Final = frozenset(LimitWarning)

Order = tuple[UseCase[Any], Command]
"""A use case with a command for it."""


class Counter:
    """What a cashier needs to top up and sell: people with stored value, two services, a plan."""

    def __init__(self, opened: Shop, *, top_up: bool = True) -> None:
        goods = opened.jobs.read(catalog.everything).result()
        offered = [plan for plan in goods.plans if plan.active and plan.bonus and plan.offer == NOTHING]
        self.opened = opened
        self.owner = owner_of(opened)
        self.manager = next(p.id for p in goods.staff if p.role is Role.MANAGER)
        drawn = draw_members(opened, 2 * _PAYERS, SEED + 1)
        self.payers = opened.jobs.read(_staying, drawn).result()[:_PAYERS]
        self.items: tuple[Item, ...] = tuple(item for item in goods.items if item.active)[:2]
        self._tier_discounts = {tier.name: tier.discount_bp for tier in goods.tiers}
        self._plan = min(offered, key=_price_of) if offered else None
        self._turn = 0
        for _ in self.payers if top_up else ():
            self.do(self.top_up())

    def do(self, order: Order) -> Done:
        return self.opened.jobs.write(*order).result()

    def payer(self) -> MemberRow:
        self._turn += 1
        return self.payers[self._turn % len(self.payers)]

    def top_up(self) -> Order:
        """A top-up of the shop's smallest plan."""
        return self.top_up_of(self.payer(), self._plan)

    def top_up_of(self, payer: MemberRow, plan: Plan | None) -> Order:
        paid = plan.pay if plan else yuan(300)
        return topups.execute, TopUp(
            shop.command_id(),
            self.owner,
            payer.member_id,
            ((Account.WECHAT, paid),),
            plan.id if plan else None,
            _ANY_LIMIT,
        )

    def sale(self) -> Order:
        """Two services at the member's discount, paid from stored value."""
        return self.sale_to(self.payer())

    def sale_to(self, payer: MemberRow) -> Order:
        lines = tuple(
            BillLine(item.name, yuan(10), item_id=item.id, served_by=self.owner) for item in self.items
        )
        bill = Bill(lines, self._tier_discounts.get(payer.tier, FULL_PRICE_BP))
        payment = Payment(stored=price(bill).due)
        return sales.execute, Sell(shop.command_id(), self.owner, bill, payment, payer.member_id)

    def promise(self, count: int) -> None:
        """So many instalments that can be collected today, one a top-up."""
        instalment = OfferedInstalments(2, yuan(10), first_next_month=False)
        plan = Plan(PlanId(shop.command_id()), "分期", yuan(300), ZERO, offer=Offer(instalments=instalment))
        self.do((plans.save_plan, SavePlan(shop.command_id(), self.owner, plan, "测量")))
        for at in range(count):
            self.do(self.top_up_of(self.payers[at % len(self.payers)], plan))

    def claims(self) -> Iterator[Order]:
        """Every instalment that can be collected today, one at a time."""
        for payer in self.payers:
            for one in self.opened.jobs.read(instalments.due, payer.member_id).result().claimable:
                claim = ClaimInstalments(shop.command_id(), self.owner, payer.member_id, (one.id,))
                yield instalments.claim, claim

    def ask_refunds(self, rows: Sequence[MemberRow]) -> None:
        """Members with a top-up and a sale want their cards refunded."""
        for row in rows:
            self.do(self.top_up_of(row, self._plan))
            self.do(self.sale_to(row))
            ask = AskCardRefund(shop.command_id(), self.manager, row.member_id, "测量")
            self.do((card_refunds.ask, ask))

    def refunds(self, rows: Sequence[MemberRow]) -> Iterator[Order]:
        for row in rows:
            sheet = self.opened.jobs.read(card_refunds.worksheet, row.member_id).result()
            best = sheet.worksheet.best
            if sheet.refund is None:
                raise AssertionError("the refund was asked for")
            yield (
                card_refunds.pay,
                PayCardRefund(
                    shop.command_id(),
                    self.owner,
                    sheet.refund.id,
                    best.cause,
                    best.reading.key,
                    best.total,
                    ((Account.WECHAT, best.total),),
                    close_account=False,
                ),
            )


def _staying(read: Reader, rows: Sequence[MemberRow]) -> tuple[MemberRow, ...]:
    """Members whom what is sold here doesn't lift to another tier: bills are made before any is paid."""
    kept = []
    for row in rows:
        now = tier_rows.now(read.conn, row.member_id)
        if now is not None:
            to = deserved(read.settings.ladder, tiers.progress(read, row.member_id, now) + _SPENT_HERE.fen)
            kept += [row] if to is None or to.rank <= now.rank else []
    return tuple(kept)


def _price_of(plan: Plan) -> int:
    return plan.pay.fen


def write_figures(path: Path, count: int, writes: int = WRITES) -> list[Figure]:
    """Top-up, sale, claim and card refund from the call to the durable commit, against bare rows.

    The last row is what the window waits for besides: the way to the writer's thread and back.
    """
    refunded = prepare(path, writes)
    copy = path.with_suffix(".bare")
    copy_shop(path, copy)
    orders, hand_over = _orders(path, refunded, writes)
    times = {kind: timed(path, copy, each) for kind, each in orders.items()}
    return [
        *(
            against(f"{kind}, call → durable commit, p50", count, median(a) * 1e6, median(b) * 1e6, "µs", 2)
            for kind, (a, b) in times.items()
        ),
        at_most(
            "a command's way to the writer and back, p50", count, hand_over * 1e6, "µs", HAND_OVER_BAR_US
        ),
    ]


def _orders(path: Path, refunded: Sequence[MemberRow], writes: int) -> tuple[dict[str, list[Order]], float]:
    """What is carried out, by kind, and the seconds that one takes to the writer's thread and back."""
    opened = shop.open_shop(path)
    try:
        counter = Counter(opened, top_up=False)
        orders = {
            "top-up": [counter.top_up() for _ in range(writes)],
            "sale": [counter.sale() for _ in range(writes)],
            "claim": list(counter.claims()),
            "card refund": list(counter.refunds(refunded)),
        }
        return orders, median(_hand_over(opened) for _ in range(writes))
    finally:
        opened.close()


def _hand_over(opened: Shop) -> float:
    # As rarely as somebody presses Enter: a thread that just worked would be found awake.
    sleep(0.002)
    start = perf_counter()
    opened.jobs.first(_nothing).result()
    return perf_counter() - start


def _nothing() -> None:
    pass


def prepare(path: Path, writes: int) -> tuple[MemberRow, ...]:
    """Stored value, promises and refunds that are asked for; whose cards are to be refunded."""
    opened = shop.open_shop(path)
    try:
        counter = Counter(opened)
        counter.promise(writes)
        wanted = min(writes, _MOST_REFUNDS)
        payers = {row.member_id for row in counter.payers}
        others = draw_members(opened, wanted + len(payers), SEED + 3)
        refunded = tuple(row for row in others if row.member_id not in payers)[:wanted]
        counter.ask_refunds(refunded)
        return refunded
    finally:
        opened.close()


Times = tuple[list[float], list[float]]
"""Seconds of the program's own way and of the bare one, side by side."""


def timed(
    path: Path,
    copy: Path,
    orders: Sequence[Order],
    clock: Clock | None = None,
    reads: Collection[str] = (),
) -> Times:
    """Carry each order out on the shop file, and write the rows of its rehearsal on the copy of the file."""
    clock = clock or SystemClock()
    written, rows = rehearse(copy, orders, clock, reads)
    conn = store.open_writer(path, accept_missing_wal=True)
    raw = floors.RawTransactions(copy)
    try:
        writer, before = writer_of(path, conn, clock), raw.rows
        times = take_turns(
            [partial(writer.transact, *order) for order in orders], [partial(raw.run, one) for one in written]
        )
        if raw.rows - before != rows:
            raise AssertionError(f"the floor writes {raw.rows - before} rows, the program {rows}")
        return times
    finally:
        raw.close()
        store.close_writer(conn)


def rehearse(
    copy: Path, orders: Sequence[Order], clock: Clock, reads: Collection[str] = ()
) -> tuple[list[floors.Transaction], int]:
    """What the orders will write, and how many rows that is; the file stays as it was."""
    rehearsal = floors.Rehearsal(copy, reads)
    try:
        writer = writer_of(copy, cast(driver.Connection, rehearsal), clock)
        written, rows = [], 0
        for order in orders:
            writer.transact(*order)
            written.append(rehearsal.written())
            rows += rehearsal.rows
        return written, rows
    finally:
        rehearsal.close()


# The day close


def close_figures(path: Path, count: int, days: int, a_day: int = A_DAY) -> list[Figure]:
    """Sealing so many days of `a_day` sales each, the next one tomorrow: the file must be a copy.

    The floor reads the day once, with the same statements, and writes the same rows.
    """
    clock = ManualClock(SystemClock().now_ms())
    copy = path.with_suffix(".bare")
    copy_shop(path, copy)
    times: Times = ([], [])
    # The first one closes what lies before.
    for sold in (1, *[a_day] * days):
        for file in (path, copy):
            _sell_all_day(file, clock, sold)
        closed = _close_day(path, copy, clock)
        clock.set(clock.now_ms() + _DAY_MS)
        if sold == a_day:
            times[0].extend(closed[0])
            times[1].extend(closed[1])
    half, floor = median(times[0]) * 1e3, median(times[1]) * 1e3
    return [
        against("day close, call → durable commit, p50", count, half, floor, "ms", 2),
        at_most("day close, call → durable commit, slowest", count, max(times[0]) * 1e3, "ms", CLOSE_BAR_MS),
    ]


def _sell_all_day(path: Path, clock: ManualClock, sold: int) -> None:
    """Walk-in sales of two services by two tenders, without waiting for the disk: the file is a copy."""
    bulk = BulkWriter(path)
    try:
        bulk.serve()
        conn = bulk.connection
        writer = writer_of(path, conn, clock)
        owner, items = demo_rows.owner(conn), demo_rows.two_items(conn)
        lines = tuple(BillLine(name, yuan(40), item_id=id_, served_by=owner) for id_, name in items)
        due = price(Bill(lines)).due
        tenders = (
            Tender(Account.CASH, yuan(20), yuan(20)),
            Tender(Account.WECHAT, due - yuan(20), due - yuan(20)),
        )
        for _ in range(sold):
            command = Sell(
                shop.command_id(), owner, Bill(lines), Payment(tenders=tenders), print_receipt=False
            )
            writer.transact(sales.execute, command)
    finally:
        bulk.close()


def _close_day(path: Path, copy: Path, clock: ManualClock) -> Times:
    opened = shop.open_shop(path, clock)
    try:
        order = closing.seal, _seal(opened, owner_of(opened))
    finally:
        opened.close()
    return timed(path, copy, [order], clock, close_sheet_rows.QUERIES)


def _seal(opened: Shop, owner: StaffId) -> SealDay:
    """The drawer as it should be, most of it for the safe."""
    figures = opened.jobs.read(closing.sheet).result().figures
    left = cash = max(0, figures.expected(Account.CASH).fen)
    pieces = []
    for fen in DENOMINATIONS:
        found, left = divmod(left, fen)
        pieces.append(Pieces(fen, found))
    totals = tuple(TenderTotal(a, figures.taken(a)) for a in tenders_to_count(figures))
    count = Count(tuple(pieces), Money(min(cash, 30_000)), totals)
    return SealDay(shop.command_id(), owner, figures.last_day, figures.last_number, count)


# What a window is measured with


@dataclass(frozen=True, slots=True)
class Props:
    """What is typed, scanned and sold at the window."""

    queries: dict[str, tuple[str, ...]]
    cards: tuple[str, ...]
    payers: tuple[MemberRow, ...]
    item_name: str


def props(path: Path, typed: int, count_sales: int) -> Props:
    """Members to search for, cards to scan, and members with enough stored value for a sale each."""
    opened = shop.open_shop(path)
    try:
        counter = Counter(opened)
        rows = draw_members(opened, typed, SEED + 2)
        payers = counter.payers
        return Props(
            queries(rows),
            issue_cards(opened, rows),
            tuple(payers[at % len(payers)] for at in range(count_sales)),
            counter.items[0].name,
        )
    finally:
        opened.close()
