"""Moves between two members' accounts as rows: two transactions, each naming the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from model.ids import LotId, MemberId, PackId, TxnId
from model.ledger import Account, Posting
from model.money import Money
from model.record import dataclass
from model.transfer import Moved, MovedLot, Role, TransferKind
from services.clock import from_day_number
from services.storage import driver

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT: Final = "INSERT INTO transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One side as it was booked."""

    txn_id: TxnId
    other_txn_id: TxnId
    role: Role
    kind: TransferKind
    member_id: MemberId
    other_member_id: MemberId
    principal: Money
    bonus: Money
    points: int
    reason: str

    @property
    def amount(self) -> Money:
        return self.principal + self.bonus


def add(work: Work, row: Transfer) -> None:
    """Note one side beside its transaction."""
    work.write_facts(
        INSERT,
        [
            (
                row.txn_id,
                row.other_txn_id,
                row.role.value,
                row.kind.value,
                row.other_member_id,
                row.principal.fen,
                row.bonus.fen,
                row.points,
                row.reason,
            )
        ],
    )


_SIDE: Final = (
    "SELECT x.txn_id, x.other_txn_id, x.role, x.kind, t.member_id, x.other_member_id, x.principal, x.bonus, "
    "x.points, x.reason FROM transfer x JOIN txn t ON t.id = x.txn_id "
)


def get(conn: driver.Connection, txn_id: TxnId) -> Transfer | None:
    """The side that this transaction is; None for any other kind."""
    row = conn.execute(_SIDE + "WHERE x.txn_id = ?", (txn_id,)).fetchone()
    return _read(row) if row else None


def _read(row: driver.Row) -> Transfer:
    txn_id, other, role, kind, member_id, other_member, principal, bonus, points, reason = row
    return Transfer(
        TxnId(txn_id),
        TxnId(other),
        Role(role),
        TransferKind(kind),
        MemberId(member_id),
        MemberId(other_member),
        Money(principal),
        Money(bonus),
        points,
        reason,
    )


def postings(conn: driver.Connection, txn_id: TxnId) -> list[Posting]:
    rows = conn.execute(
        "SELECT account, amount, member_id, lot_id FROM posting WHERE txn_id = ? ORDER BY n", (txn_id,)
    ).fetchall()
    return [Posting(Account(account), amount, member, lot) for account, amount, member, lot in rows]


def is_reversed(conn: driver.Connection, txn_id: TxnId) -> bool:
    row = conn.execute("SELECT EXISTS (SELECT 1 FROM reversal WHERE reverses_id = ?)", (txn_id,)).fetchone()
    return bool(row[0])


_LOTS: Final = (
    "SELECT o.lot_id, i.lot_id, o.amount, l.granted_day, l.expires_day FROM transfer x "
    "CROSS JOIN posting o ON o.txn_id = x.txn_id JOIN posting i ON i.txn_id = x.other_txn_id AND i.n = o.n "
    "JOIN bonus_lot l ON l.id = o.lot_id WHERE o.account = 'bonus' AND "
)


def moved(conn: driver.Connection, out: Transfer) -> Moved:
    """What went over with the sending side, without packs: both sides are posted in the same order."""
    lots = conn.execute(_LOTS + "x.txn_id = ?", (out.txn_id,)).fetchall()
    return Moved(out.principal, tuple(map(_lot, lots)), out.points)


def _lot(row: driver.Row) -> MovedLot:
    from_lot, to_lot, amount, granted, expires = row
    return MovedLot(
        LotId(from_lot),
        LotId(to_lot),
        Money(amount),
        from_day_number(granted),
        from_day_number(expires) if expires else None,
    )


def lots_merged(
    conn: driver.Connection, from_id: MemberId, into_id: MemberId, lot_id: LotId
) -> tuple[MovedLot, ...]:
    """Every time that merges took something of a lot to that record, the latest first."""
    rows = conn.execute(
        _LOTS + "x.txn_id IN (SELECT t.id FROM txn t JOIN transfer y ON y.txn_id = t.id "
        "WHERE t.member_id = ? AND y.role = 'out' AND y.kind = 'merge' AND y.other_member_id = ?) "
        "AND o.lot_id = ? ORDER BY x.txn_id DESC",
        (from_id, into_id, lot_id),
    )
    return tuple(map(_lot, rows.fetchall()))


def left_in(conn: driver.Connection, member_id: MemberId, lot_id: LotId) -> Money:
    """What is left of a lot."""
    row = conn.execute(
        "SELECT remaining FROM lot_balance WHERE member_id = ? AND lot_id = ?", (member_id, lot_id)
    ).fetchone()
    return Money(row[0] if row else 0)


_SINCE: Final = (
    "x.role = 'out' AND (SELECT seq FROM operation WHERE id = t.operation_id) > "
    "coalesce((SELECT max(o.seq) FROM member_merge m JOIN merge_event e ON e.merge_id = m.id "
    "JOIN operation o ON o.id = e.operation_id WHERE m.from_id = ?3 AND e.kind = 'undone'), 0) ORDER BY t.row"
)
"""After the record (?3) last stood for itself: the merge that stands, and what followed it."""


def merged_since(conn: driver.Connection, from_id: MemberId, into_id: MemberId) -> tuple[Transfer, ...]:
    """The sending sides of what the merge that stands, and reversals after it, moved."""
    rows = conn.execute(
        _SIDE + f"WHERE t.member_id = ?1 AND x.kind = 'merge' AND x.other_member_id = ?2 AND {_SINCE}",
        (from_id, into_id, from_id),
    )
    return tuple(map(_read, rows.fetchall()))


def recalled_since(conn: driver.Connection, from_id: MemberId, into_id: MemberId) -> tuple[Transfer, ...]:
    """The sending sides of what was called back from `into_id` after the merge that stands."""
    rows = conn.execute(
        _SIDE + f"WHERE t.member_id = ?2 AND x.kind = 'recall' AND x.other_member_id = ?1 AND {_SINCE}",
        (from_id, into_id, from_id),
    )
    return tuple(map(_read, rows.fetchall()))


def pack_values(conn: driver.Connection, pack_ids: list[PackId]) -> tuple[tuple[PackId, Money], ...]:
    """What is owed for the sessions left of these packs."""
    marks = ",".join("?" * len(pack_ids))
    rows = conn.execute(f"SELECT id, value_left FROM pack WHERE id IN ({marks}) ORDER BY id", pack_ids)
    return tuple((PackId(id_), Money(value)) for id_, value in rows.fetchall())
