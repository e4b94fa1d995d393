"""Gifts as rows, and every move of their stock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from model.errors import UserError
from model.gift import Gift, GiftOut, MoveKind
from model.ids import GiftId, MemberId, TxnId
from model.money import Money
from services.storage import driver

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT_MOVE: Final = "INSERT INTO gift_move VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS: Final = "id, name, list_value, cost, points, position, active, stock"


def get(conn: driver.Connection, gift_id: GiftId) -> Gift | None:
    row = conn.execute(f"SELECT {_COLUMNS} FROM gift WHERE id = ?", (gift_id,)).fetchone()
    return _gift(row) if row else None


def load(conn: driver.Connection) -> tuple[Gift, ...]:
    """All gifts in the shop's order, the archived too."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM gift ORDER BY position, name").fetchall()
    return tuple(map(_gift, rows))


def save(conn: driver.Connection, gift: Gift) -> None:
    """Write a new gift with an empty stock, or change a known one but for its stock."""
    conn.execute(
        "INSERT INTO gift (id, name, list_value, cost, points, position, active) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, list_value = excluded.list_value, "
        "cost = excluded.cost, points = excluded.points, position = excluded.position, "
        "active = excluded.active",
        (
            gift.id,
            gift.name,
            gift.list_value.fen,
            gift.cost.fen,
            gift.points,
            gift.position,
            int(gift.active),
        ),
    )


def name_taken(conn: driver.Connection, gift: Gift) -> bool:
    """Whether another active gift has the same name."""
    return bool(
        conn.execute(
            "SELECT EXISTS (SELECT 1 FROM gift WHERE name = ? AND id <> ? AND active = 1)",
            (gift.name, gift.id),
        ).fetchone()[0]
    )


def move(
    work: Work,
    gift: Gift | GiftOut,
    kind: MoveKind,
    quantity: int,
    *,
    txn_id: TxnId | None = None,
    member_id: MemberId | None = None,
    reason: str = "",
) -> None:
    """Move a stock by `quantity`, negative for what goes out; raises UserError `gift.stock` below nothing."""
    gift_id = gift.gift_id if isinstance(gift, GiftOut) else gift.id
    moved = work.conn.execute(
        "UPDATE gift SET stock = stock + ?1, version = version + 1 WHERE id = ?2 AND stock + ?1 >= 0 "
        "RETURNING version",
        (quantity, gift_id),
    ).fetchall()
    if not moved:
        raise UserError("gift.stock", name=gift.name, wanted=-quantity, left=_stock(work.conn, gift_id))
    row = (gift_id, moved[0][0], kind.value, quantity, work.command.id, txn_id, member_id, gift.name)
    value = (gift.list_value.fen, gift.cost.fen, reason, work.now)
    work.write_facts(INSERT_MOVE, [row + value])


def out_with(conn: driver.Connection, txn_id: TxnId) -> tuple[GiftOut, ...]:
    """What was handed out with a transaction."""
    rows = conn.execute(
        "SELECT gift_id, name, -quantity, list_value, cost FROM gift_move "
        "WHERE txn_id = ? AND kind = 'out' ORDER BY name, gift_id",
        (txn_id,),
    ).fetchall()
    return tuple(
        GiftOut(GiftId(id_), name, quantity, Money(value), Money(cost))
        for id_, name, quantity, value, cost in rows
    )


def moved_with(conn: driver.Connection, txn_id: TxnId) -> list[tuple[str, int, bool]]:
    """(name, pieces, whether they came back) of what a transaction moved."""
    rows = conn.execute(
        "SELECT name, abs(quantity), kind = 'back' FROM gift_move WHERE txn_id = ? ORDER BY name", (txn_id,)
    )
    return [(name, quantity, bool(back)) for name, quantity, back in rows.fetchall()]


def _stock(conn: driver.Connection, gift_id: GiftId) -> int:
    row = conn.execute("SELECT stock FROM gift WHERE id = ?", (gift_id,)).fetchone()
    return int(row[0]) if row else 0


def _gift(row: driver.Row) -> Gift:
    id_, name, value, cost, points, position, active, stock = row
    return Gift(GiftId(id_), name, Money(value), Money(cost), points, position, bool(active), stock)
