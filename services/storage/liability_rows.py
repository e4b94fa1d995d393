"""What is owed, from sums that are kept with every transaction: nothing here reads history."""

from __future__ import annotations

from services.storage import driver

MOST_MEMBERS = 200


def balances(conn: driver.Connection) -> dict[str, int]:
    """Account → what the shop owes on it: fen of principal and packs, points."""
    rows = conn.execute(
        "SELECT account, -sum(amount) FROM daily_total WHERE account IN ('principal', 'pack', 'points') "
        "GROUP BY account"
    ).fetchall()
    return dict(rows)


def by_month(conn: driver.Connection) -> list[tuple[int, str, int]]:
    """(month as 202611, account, by how much what is owed grew) for principal, bonus and packs."""
    return conn.execute(
        "SELECT business_day / 100, account, -sum(amount) FROM daily_total "
        "WHERE account IN ('principal', 'bonus', 'pack') GROUP BY 1, 2 ORDER BY 1"
    ).fetchall()


def bonus_by_day(conn: driver.Connection, today: int) -> list[tuple[int, int]]:
    """(last day or NEVER, fen) of bonus that can still be used on a day."""
    return conn.execute(
        "SELECT expires_day, remaining FROM lot_total WHERE remaining > 0 AND (expires_day = 0 "
        "OR expires_day >= ?)",
        (today,),
    ).fetchall()


def instalments_by_day(conn: driver.Connection, today: int) -> list[tuple[int, int, int]]:
    """(due day, fen, how many) of instalments that can still be claimed on a day or later."""
    return conn.execute(
        "SELECT due_day, sum(amount), sum(open) FROM instalment_total WHERE open > 0 AND (last_day = 0 "
        "OR last_day >= ?) GROUP BY due_day",
        (today,),
    ).fetchall()


_MEMBER = (
    "SELECT m.id, m.name, m.number, m.phone, s.amount, s.count FROM s JOIN member m ON m.id = s.member_id "
    "ORDER BY s.amount DESC, m.row LIMIT ?"
)


def bonus_members(conn: driver.Connection, first: int, last: int) -> list[driver.Row]:
    """Whose bonus ends between two days, the largest first."""
    return conn.execute(
        "WITH s AS (SELECT l.member_id, sum(b.remaining) AS amount, count(*) AS count FROM bonus_lot l "
        "JOIN lot_balance b ON b.lot_id = l.id AND b.member_id = l.member_id WHERE l.expires_day "
        f"BETWEEN ? AND ? AND b.remaining > 0 GROUP BY 1) {_MEMBER}",
        (first, last, MOST_MEMBERS),
    ).fetchall()


def instalment_members(conn: driver.Connection, first: int, last: int, today: int) -> list[driver.Row]:
    """Who can claim instalments that fall due between two days, the largest sum first."""
    return conn.execute(
        "WITH s AS (SELECT member_id, sum(amount) AS amount, count(*) AS count FROM instalment "
        "WHERE state = 'pending' AND due_day BETWEEN ? AND ? AND (last_day IS NULL OR last_day >= ?) "
        f"GROUP BY 1) {_MEMBER}",
        (first, last, today, MOST_MEMBERS),
    ).fetchall()
