"""Sales, top-ups and reversals as rows: written once with every amount, read back for reversing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from model.bill import Quote
from model.ids import LotId, MemberId, PlanId, StaffId, TxnId
from model.ledger import Account, TxnKind
from model.money import Money
from model.reversal import DoneTopUp, SoldLine, SoldSale
from model.sale import Allocation, Bucket, SalePlan, Tender
from model.shop import SpendingOrder
from services.storage import driver, points_rows, txn_rows
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work

NO_LOT: Final = b""
"""In `allocation.lot_id`, which is part of a key and so never NULL."""

INSERT_SALE: Final = "INSERT INTO sale VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_LINE: Final = "INSERT INTO sale_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_ALLOCATION: Final = "INSERT INTO allocation VALUES (?, ?, ?, ?, ?)"
INSERT_TENDER: Final = "INSERT INTO tender VALUES (?, ?, ?, ?)"
INSERT_TOP_UP: Final = "INSERT INTO top_up VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_REVERSAL: Final = "INSERT INTO reversal VALUES (?, ?, ?, ?, ?, ?)"
INSERT_REVERSAL_LINE: Final = "INSERT INTO reversal_line VALUES (?, ?, ?)"
INSERT_REVERSAL_PART: Final = "INSERT INTO reversal_part VALUES (?, ?, ?, ?, ?)"


def insert_sale(
    work: Work,
    txn_id: TxnId,
    plan: SalePlan,
    *,
    tier: tuple[str, int],
    manual_reason: str,
    order: SpendingOrder,
    rating: int | None,
) -> None:
    """Write a planned sale; `tier` is its name and discount (basis points) at this moment."""
    work.write_facts(INSERT_SALE, [sale_row(txn_id, plan, tier, manual_reason, order, rating)])
    work.write_facts(INSERT_LINE, line_rows(txn_id, plan.quote, plan.line_points))
    work.write_facts(INSERT_ALLOCATION, part_rows(txn_id, plan.allocations))
    insert_tenders(work, txn_id, plan.payment.tenders)
    if plan.quote.points_used:
        points_rows.insert_discount(work, txn_id, plan.quote)


def sale_row(
    txn_id: TxnId,
    plan: SalePlan,
    tier: tuple[str, int],
    manual_reason: str,
    order: SpendingOrder,
    rating: int | None,
) -> tuple[object, ...]:
    quote = plan.quote
    return (
        (txn_id, quote.list_total.fen, quote.tier_discount.fen, *tier)
        + (quote.manual_discount.fen, manual_reason, quote.rounding.fen, quote.due.fen)
        + (plan.payment.stored.fen, order.value, plan.points, rating)
    )


def line_rows(txn_id: TxnId, quote: Quote, points: Sequence[int]) -> list[tuple[object, ...]]:
    return [
        (txn_id, n, p.line.item_id, p.line.name, p.line.quantity, p.line.unit_price.fen)
        + (p.line.unit_cost.fen, p.tier_discount.fen, p.manual_discount.fen, p.line.served_by, points[n])
        for n, p in enumerate(quote.lines)
    ]


def insert_tenders(work: Work, txn_id: TxnId, tenders: Sequence[Tender]) -> None:
    work.write_facts(INSERT_TENDER, tender_rows(txn_id, tenders))
    if change := sum(t.change.fen for t in tenders):
        txn_rows.say_change(work, Money(change))


def tender_rows(txn_id: TxnId, tenders: Sequence[Tender]) -> list[tuple[object, ...]]:
    return [(txn_id, t.account.value, t.amount.fen, t.received.fen) for t in tenders]


def insert_top_up(
    work: Work,
    txn_id: TxnId,
    *,
    plan: tuple[PlanId | None, str],
    paid: Money,
    bonus: Money,
    lot_id: LotId | None,
    served_before: bool,
) -> None:
    """`served_before`: the member had been served before (法释〔2025〕4号 Art. 14)."""
    work.write_facts(INSERT_TOP_UP, [(txn_id, *plan, paid.fen, bonus.fen, lot_id, int(served_before))])


def insert_reversal(
    work: Work,
    txn_id: TxnId,
    reverses_id: TxnId,
    *,
    reason: str,
    approved_by: StaffId | None,
    amount: Money,
    whole: bool,
    quantities: Sequence[tuple[int, int]],
    parts: Sequence[Allocation],
) -> None:
    """`whole`: nothing of the original is left to reverse after this."""
    work.write_facts(INSERT_REVERSAL, [(txn_id, reverses_id, reason, approved_by, amount.fen, int(whole))])
    work.write_facts(INSERT_REVERSAL_LINE, [(txn_id, *q) for q in quantities])
    work.write_facts(INSERT_REVERSAL_PART, part_rows(txn_id, parts))


def part_rows(txn_id: TxnId, parts: Sequence[Allocation]) -> list[tuple[object, ...]]:
    return [(txn_id, p.line, p.bucket.account.value, p.bucket.lot_id or NO_LOT, p.amount.fen) for p in parts]


def sale_of(conn: driver.Connection, txn_id: TxnId, member_id: MemberId | None) -> SoldSale:
    """A sale as it was sold, with what has been reversed of it."""
    return SoldSale(member_id, sold_lines(conn, txn_id))


_PARTS: Final = (
    "SELECT a.line, a.account, a.lot_id, a.amount, (SELECT coalesce(sum(p.amount), 0) FROM reversal r "
    "JOIN reversal_part p ON p.txn_id = r.txn_id WHERE r.reverses_id = a.txn_id AND p.line = a.line "
    "AND p.account = a.account AND p.lot_id = a.lot_id) FROM allocation a WHERE a.txn_id = ? "
    "ORDER BY a.line, a.account, a.lot_id"
)


def sold_lines(conn: driver.Connection, txn_id: TxnId) -> tuple[SoldLine, ...]:
    whole: dict[int, list[tuple[Bucket, Money]]] = {}
    left: dict[int, list[tuple[Bucket, Money]]] = {}
    for line, account, lot_id, amount, back in conn.execute(_PARTS, (txn_id,)).fetchall():
        bucket = Bucket(Account(account), LotId(lot_id) if lot_id else None)
        whole.setdefault(line, []).append((bucket, Money(amount)))
        left.setdefault(line, []).append((bucket, Money(amount - back)))
    rows = conn.execute(
        "SELECT l.n, l.name, l.quantity, l.points, (SELECT p.points FROM sale_points_line p "
        "WHERE p.txn_id = l.txn_id AND p.line = l.n), (SELECT coalesce(sum(rl.quantity), 0) FROM reversal r "
        "JOIN reversal_line rl ON rl.txn_id = r.txn_id WHERE r.reverses_id = l.txn_id AND rl.line = l.n) "
        "FROM sale_line l WHERE l.txn_id = ? ORDER BY l.n",
        (txn_id,),
    ).fetchall()
    return tuple(
        SoldLine(n, name, quantity, done, tuple(whole.get(n, ())), tuple(left.get(n, ())), points, used or 0)
        for n, name, quantity, points, used, done in rows
    )


def top_up_of(conn: driver.Connection, txn_id: TxnId, member_id: MemberId) -> DoneTopUp:
    """A top-up as it was booked, with what of each tender has been paid back."""
    paid, bonus, lot_id = conn.execute(
        "SELECT paid, bonus, lot_id FROM top_up WHERE txn_id = ?", (txn_id,)
    ).fetchone()
    rows = conn.execute(
        "SELECT t.account, t.amount - (SELECT coalesce(sum(-p.amount), 0) FROM reversal r JOIN posting p "
        "ON p.txn_id = r.txn_id WHERE r.reverses_id = t.txn_id AND p.account = t.account) "
        "FROM tender t WHERE t.txn_id = ? ORDER BY t.account",
        (txn_id,),
    ).fetchall()
    tenders = tuple((Account(account), Money(left)) for account, left in rows)
    return DoneTopUp(member_id, Money(paid), tenders, Money(bonus), lot_id)


def kind_and_member(conn: driver.Connection, txn_id: TxnId) -> tuple[TxnKind, MemberId | None] | None:
    row = conn.execute("SELECT kind, member_id FROM txn WHERE id = ?", (txn_id,)).fetchone()
    return (TxnKind(row[0]), row[1]) if row else None


def was_served(conn: driver.Connection, member_id: MemberId) -> bool:
    """Whether the member ever had a sale, or a session of a pack."""
    return bool(
        conn.execute(
            f"SELECT EXISTS (SELECT 1 FROM txn WHERE member_id IN {FAMILY} AND kind IN ('sale', 'pack_use'))",
            (member_id,),
        ).fetchone()[0]
    )


def lot_expiries(conn: driver.Connection, lot_ids: Sequence[bytes]) -> dict[bytes, int | None]:
    """Lot → the day number on which it expires, None for never."""
    marks = ",".join("?" * len(lot_ids))
    return dict(
        conn.execute(f"SELECT id, expires_day FROM bonus_lot WHERE id IN ({marks})", lot_ids).fetchall()
    )
