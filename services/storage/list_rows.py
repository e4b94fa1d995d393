"""The Members page's queries: row numbers in order, and the rows of the visible block."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

from model.members_filter import MemberFilter, SortKey
from services.clock import day_number
from services.storage import driver, merge_rows

_STORED: Final = "b.principal + b.bonus"
_OVER: Final = (
    "(SELECT lb.member_id AS id, sum(lb.remaining) AS over FROM lot_total d CROSS JOIN bonus_lot l "
    "ON l.expires_day = d.expires_day JOIN lot_balance lb ON lb.lot_id = l.id AND lb.member_id = l.member_id "
    "AND lb.remaining > 0 WHERE d.expires_day > 0 AND d.expires_day < {today} AND d.remaining > 0 GROUP BY 1)"
)
"""Members with bonus whose last day is over and that isn't booked as expired yet: hardly ever any.

CROSS JOIN holds the order: begun with all lots that ever expired, it would grow with the years.
"""
_ORDER: Final = {
    SortKey.NUMBER: "m.row",
    SortKey.JOINED: "m.joined_ms",
    SortKey.NAME: "m.sort_name",
    SortKey.LAST_VISIT: "b.last_visit_day",
    SortKey.STORED: _STORED,
    SortKey.POINTS: "b.points",
    SortKey.SPENT: "b.spent",
    SortKey.VISITS: "b.visits",
}
_OF_BALANCE: Final = frozenset(
    {SortKey.LAST_VISIT, SortKey.STORED, SortKey.POINTS, SortKey.SPENT, SortKey.VISITS}
)
_CHUNK: Final = 20_000


def ids(
    conn: driver.Connection, conditions: MemberFilter, among: Sequence[int] | None, today: int
) -> array[int]:
    """Local row numbers of the members that pass, in order; `among` limits them to a text search.

    Stored value is what can be used on the day number `today`, as the rows show it.
    """
    where, values, on_balance, on_member = _where(conditions)
    by_balance = conditions.sort in _OF_BALANCE
    order = _ORDER[conditions.sort]
    if _asks_stored(conditions) and _anything_over(conn, today):
        source, row = (
            (
                "member m JOIN member_balance b ON b.member_row = m.row "
                f"LEFT JOIN {_OVER.format(today=int(today))} x ON x.id = m.id"
            ),
            "m.row",
        )
        usable = f"{_STORED} - coalesce(x.over, 0)"
        where, order = [c.replace(_STORED, usable) for c in where], order.replace(_STORED, usable)
    elif by_balance and not on_member:
        source, row = "member_balance b", "b.member_row"
    elif not by_balance and not on_balance:
        source, row = "member m", "m.row"
    else:
        source, row = "member m JOIN member_balance b ON b.member_row = m.row", "m.row"
    if hidden := merge_rows.hidden_rows(conn):
        where.append(f"{row} NOT IN ({','.join(map(str, hidden))})")
    if among is not None:
        where.append(f"{row} IN ({','.join('?' * len(among))})")
        values += among
    sql = f"SELECT {row} FROM {source}"
    if where:
        sql += " WHERE " + " AND ".join(where)
    direction = "DESC" if conditions.descending else "ASC"
    sql += f" ORDER BY {order} {direction}, {row} {direction}"
    found = array("q")
    cursor = conn.execute(sql, values)
    while chunk := cursor.fetchmany(_CHUNK):
        found.extend([r for (r,) in chunk])
    return found


def _asks_stored(f: MemberFilter) -> bool:
    return f.sort is SortKey.STORED or f.stored_from is not None or f.stored_to is not None


def _anything_over(conn: driver.Connection, today: int) -> bool:
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM lot_total WHERE expires_day > 0 AND expires_day < ? AND remaining > 0)",
        (today,),
    ).fetchone()
    return bool(row[0])


def _where(f: MemberFilter) -> tuple[list[str], list[object], bool, bool]:
    on_member: list[tuple[str, object]] = []
    on_balance: list[tuple[str, object]] = []
    if f.tier_id is not None:
        on_member.append(("m.tier_id = ?", f.tier_id))
    if f.source_id is not None:
        on_member.append(("m.source_id = ?", f.source_id))
    if f.tag_id is not None:
        on_member.append(("m.row IN (SELECT member_row FROM member_tag WHERE tag_id = ?)", f.tag_id))
    if f.birthday_month is not None:
        on_member.append(("m.birth_month = ?", f.birthday_month))
    if f.last_visit_before is not None:
        on_balance.append(("b.last_visit_day < ?", day_number(f.last_visit_before)))
    if f.last_visit_from is not None:
        on_balance.append(("b.last_visit_day >= ?", day_number(f.last_visit_from)))
    if f.stored_from is not None:
        on_balance.append((f"{_STORED} >= ?", f.stored_from.fen))
    if f.stored_to is not None:
        on_balance.append((f"{_STORED} <= ?", f.stored_to.fen))
    both = on_member + on_balance
    return [c for c, _ in both], [v for _, v in both], bool(on_balance), bool(on_member)


_ROW: Final = (
    "SELECT m.row, m.id, m.number, m.name, m.phone, coalesce(t.name, ''), coalesce(s.name, ''), "
    "(SELECT group_concat(g.name, ' · ') FROM member_tag mt JOIN tag g ON g.id = mt.tag_id "
    "WHERE mt.member_row = m.row), m.birth_kind, m.birth_year, m.birth_month, m.birth_day, m.birth_leap, "
    "b.principal, (SELECT coalesce(sum(lb.remaining), 0) FROM lot_balance lb JOIN bonus_lot l ON "
    "l.id = lb.lot_id "
    "WHERE lb.member_id = m.id AND (l.expires_day IS NULL OR l.expires_day >= ?)), b.points, "
    "b.visits, b.spent, "
    "b.last_visit_day, m.joined_day, ts.since_day, ts.floor_until_day, ts.below_since_day "
    "FROM member m JOIN member_balance b ON b.member_row = m.row "
    "LEFT JOIN tier t ON t.id = m.tier_id LEFT JOIN source s ON s.id = m.source_id "
    "LEFT JOIN tier_standing ts ON ts.member_id = m.id "
)


def rows(conn: driver.Connection, wanted: Sequence[int], today: int) -> list[driver.Row]:
    """The columns of MemberRow for these local rows, in their order; the bonus is what is usable."""
    marks = ",".join("?" * len(wanted))
    found = conn.execute(f"{_ROW} WHERE m.row IN ({marks})", (today, *wanted)).fetchall()
    by_row = {row[0]: row for row in found}
    return [by_row[r] for r in wanted if r in by_row]


def member_at(conn: driver.Connection, row: int) -> bytes | None:
    found = conn.execute("SELECT id FROM member WHERE row = ?", (row,)).fetchone()
    return found[0] if found else None


def views(conn: driver.Connection) -> list[driver.Row]:
    return conn.execute("SELECT id, name, definition FROM saved_view ORDER BY name").fetchall()


def save_view(conn: driver.Connection, view_id: bytes, name: str, definition: str) -> None:
    conn.execute(
        "INSERT INTO saved_view VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "definition = excluded.definition",
        (view_id, name, definition),
    )


def drop_view(conn: driver.Connection, view_id: bytes) -> None:
    conn.execute("DELETE FROM saved_view WHERE id = ?", (view_id,))
