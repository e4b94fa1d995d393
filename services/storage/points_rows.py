"""Points as rows: what a sale took as a discount, points moved apart from sales, and how old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from model.bill import Quote
from model.ids import GiftId, MemberId, StaffId, TxnId
from services.storage import driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT_DISCOUNT: Final = "INSERT INTO sale_points VALUES (?, ?, ?)"
INSERT_DISCOUNT_LINE: Final = "INSERT INTO sale_points_line VALUES (?, ?, ?, ?)"
INSERT_MOVE: Final = "INSERT INTO points_move VALUES (?, ?, ?, ?, ?, ?, ?)"


def insert_discount(work: Work, txn_id: TxnId, quote: Quote) -> None:
    """Write what points took off a sale, in all and of each line."""
    work.write_facts(INSERT_DISCOUNT, [(txn_id, quote.points_used, quote.points_discount.fen)])
    lines = [
        (txn_id, n, line.points_discount.fen, line.points_used)
        for n, line in enumerate(quote.lines)
        if line.points_discount
    ]
    work.write_facts(INSERT_DISCOUNT_LINE, lines)


def insert_move(
    work: Work,
    txn_id: TxnId,
    kind: str,
    points: int,
    *,
    gift: tuple[GiftId | None, int] = (None, 0),
    reason: str = "",
    approved_by: StaffId | None = None,
) -> None:
    """Write points that moved without a sale: `kind` is gift, adjusted, expired or tier."""
    work.write_facts(INSERT_MOVE, [(txn_id, kind, points, *gift, reason, approved_by)])


def discount_of(conn: driver.Connection, txn_id: TxnId) -> tuple[int, int] | None:
    """(points, fen) that a sale was paid with."""
    row = conn.execute("SELECT points, discount FROM sale_points WHERE txn_id = ?", (txn_id,)).fetchone()
    return (row[0], row[1]) if row else None


def move_of(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """(kind, points, gift, quantity, reason) of points moved without a sale."""
    row = conn.execute(
        "SELECT kind, points, gift_id, quantity, reason FROM points_move WHERE txn_id = ?", (txn_id,)
    ).fetchone()
    return tuple(row) if row else None


_EARNED: Final = (
    "SELECT coalesce(sum(v), 0) FROM ("
    "SELECT -p.amount AS v FROM txn t JOIN posting p ON p.txn_id = t.id WHERE t.member_id IN "
    f"{FAMILY} "
    f"AND t.business_day >= ?2 AND {day_of()} >= ?2 "
    "AND t.kind NOT IN ('reversal', 'transfer', 'card_refund') AND p.account = 'points' "
    "AND p.amount < 0 UNION ALL "
    "SELECT -p.amount FROM txn t JOIN reversal r ON r.txn_id = t.id JOIN txn o ON o.id = r.reverses_id "
    "JOIN posting p ON p.txn_id = t.id WHERE t.member_id IN "
    f"{FAMILY} AND t.business_day >= ?2 AND {day_of()} >= ?2 "
    f"AND t.kind = 'reversal' AND {day_of('o')} >= ?2 AND p.account = 'points' AND p.amount > 0)"
)


def earned_since(conn: driver.Connection, member_id: MemberId, first_day: int) -> int:
    """Points earned from this day on, without what was taken back of them.

    Points given back by a reversal were earned before they were spent: they are not new.
    """
    return int(conn.execute(_EARNED, (member_id, first_day)).fetchone()[0])


def balance(conn: driver.Connection, member_id: MemberId) -> int | None:
    """What a member has in points, the expired among them; None for nobody."""
    row = conn.execute(
        "SELECT b.points FROM member m JOIN member_balance b ON b.member_row = m.row WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    return int(row[0]) if row else None


def holders(conn: driver.Connection, after: int, limit: int) -> list[driver.Row]:
    """(local row, member, points) of members with points, in order of rows."""
    return conn.execute(
        "SELECT b.member_row, m.id, b.points FROM member_balance b JOIN member m ON m.row = b.member_row "
        "WHERE b.member_row > ? AND b.points > 0 ORDER BY b.member_row LIMIT ?",
        (after, limit),
    ).fetchall()


def is_reversed(conn: driver.Connection, txn_id: TxnId) -> bool:
    row = conn.execute("SELECT EXISTS (SELECT 1 FROM reversal WHERE reverses_id = ?)", (txn_id,)).fetchone()
    return bool(row[0])


def expired_lots(conn: driver.Connection, member_id: MemberId, today: int) -> list[driver.Row]:
    """(lot, what is left of it) of a member's bonus whose last day is over."""
    return conn.execute(
        "SELECT b.lot_id, b.remaining FROM lot_balance b JOIN bonus_lot l ON l.id = b.lot_id "
        "WHERE b.member_id = ? AND b.remaining > 0 AND l.expires_day < ? ORDER BY l.expires_day, b.lot_id",
        (member_id, today),
    ).fetchall()


def with_expired_lots(conn: driver.Connection, today: int, limit: int) -> list[MemberId]:
    """Members who have bonus left whose last day is over; looks only at days that still hold some."""
    rows = conn.execute(
        "SELECT DISTINCT b.member_id FROM lot_total d "
        "CROSS JOIN bonus_lot l ON l.expires_day = d.expires_day "
        "JOIN lot_balance b ON b.lot_id = l.id AND b.member_id = l.member_id AND b.remaining > 0 "
        "WHERE d.expires_day > 0 AND d.expires_day < ? AND d.remaining > 0 LIMIT ?",
        (today, limit),
    ).fetchall()
    return [MemberId(row[0]) for row in rows]
