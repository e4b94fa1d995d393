"""Transactions: their rows, postings, and the balances moved with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from model.ids import LotId, MemberId, TxnId
from model.ledger import Account, Posting, TxnKind
from model.money import ZERO, Money
from model.record import dataclass
from model.views import TxnSummary
from model.wallet import Lot, Wallet
from services.clock import from_day_number
from services.storage import driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY
from services.storage.schema_stored import NEVER

if TYPE_CHECKING:
    from services.storage.work import Reader, Work

KINDS: Final = frozenset(TxnKind)


@dataclass(frozen=True, slots=True)
class Statistics:
    """By how much a transaction moves what the Members page sorts by (fen, fen, visits)."""

    spent: int = 0
    topped_up: int = 0
    visits: int = 0


NOTHING_MOVED: Final = Statistics()

INSERT_TXN: Final = (
    "INSERT INTO txn (id, operation_id, counter_id, number, kind, member_id, staff_id, at_ms, "
    "business_day, amount, principal_after, bonus_after, points_after) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_POSTING: Final = (
    "INSERT INTO posting (txn_id, n, account, member_id, lot_id, amount) VALUES (?, ?, ?, ?, ?, ?)"
)
INSERT_LOT: Final = (
    "INSERT INTO bonus_lot (id, member_id, txn_id, granted, granted_day, expires_day) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
INSERT_LOT_BALANCE: Final = "INSERT INTO lot_balance (member_id, lot_id, remaining) VALUES (?, ?, ?)"
ADD_TO_EXPIRY: Final = (
    "INSERT INTO lot_total (expires_day, remaining) VALUES (?, ?) "
    "ON CONFLICT (expires_day) DO UPDATE SET remaining = remaining + excluded.remaining"
)
"""What all lots of one last day hold together (schema_stored.NEVER for those without one)."""
COUNT_EXPIRY: Final = (
    "INSERT INTO lot_total SELECT coalesce(l.expires_day, 0), sum(b.remaining) FROM lot_balance b "
    "JOIN bonus_lot l ON l.id = b.lot_id GROUP BY 1"
)
"""The same from all lots at once, for a file that has none of it yet."""
ADD_TO_DAY: Final = (
    "INSERT INTO daily_total (business_day, kind, account, amount, postings) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (business_day, kind, account) DO UPDATE SET amount = amount + excluded.amount, "
    "postings = postings + excluded.postings"
)


def wallet(conn: driver.Connection, member_id: MemberId) -> Wallet:
    """A member's balances; raises LookupError for a member that isn't there."""
    row = conn.execute(
        "SELECT b.principal, b.points FROM member m JOIN member_balance b ON b.member_row = m.row "
        "WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    if row is None:
        raise LookupError("member")
    return wallet_of(conn, member_id, *row)


def wallet_of(conn: driver.Connection, member_id: MemberId, principal: int, points: int) -> Wallet:
    """The wallet of a member whose balances (fen, points) are known already."""
    lots = conn.execute(
        "SELECT l.id, l.granted, b.remaining, l.granted_day, l.expires_day FROM lot_balance b "
        "JOIN bonus_lot l ON l.id = b.lot_id WHERE b.member_id = ? AND b.remaining > 0",
        (member_id,),
    ).fetchall()
    return Wallet(
        Money(principal),
        tuple(
            Lot(
                LotId(id_),
                Money(granted),
                Money(remaining),
                from_day_number(day),
                from_day_number(expires) if expires else None,
            )
            for id_, granted, remaining, day, expires in lots
        ),
        points,
    )


def next_number(conn: driver.Connection, counter_id: bytes) -> int:
    """The next receipt number of a counter: taken inside the write transaction, so gapless."""
    row = conn.execute("SELECT max(number) FROM txn WHERE counter_id = ?", (counter_id,)).fetchone()
    return int(row[0] or 0) + 1


def post(
    work: Work,
    kind: TxnKind,
    member_id: MemberId | None,
    amount: Money,
    postings: Sequence[Posting],
    *,
    txn_id: TxnId,
    new_lot: tuple[LotId, int | None] | None = None,
    new_lots: Sequence[tuple[LotId, int | None]] = (),
    granted_days: Mapping[LotId, int] = {},
    usable_bonus_after: int = 0,
    moved: Statistics = NOTHING_MOVED,
) -> int:
    """Write a transaction, move the balances and the day's totals; returns its number.

    `new_lot` is the bonus lot it grants with its expiry as a day number; `new_lots` are several.
    `granted_days` says of lots that another member had before when they were granted.
    """
    conn = work.conn
    number = next_number(conn, work.counter_id)
    after = _move_member(work, member_id, postings, moved) if member_id else (0, 0)
    header = (
        txn_id,
        work.command.id,
        work.counter_id,
        number,
        kind.value,
        member_id,
        work.command.staff_id or None,
    ) + (work.now, work.booking_number, amount.fen, after[0], usable_bonus_after, after[1])
    work.write_facts(INSERT_TXN, [header])
    work.write_facts(INSERT_POSTING, posting_rows(txn_id, postings))
    lots = dict(new_lots if new_lot is None else (*new_lots, new_lot))
    _move_lots(work, member_id, postings, txn_id, lots, granted_days)
    conn.executemany(
        ADD_TO_DAY, [(work.booking_number, kind.value, p.account.value, p.amount, 1) for p in postings]
    )
    work.booked = TxnSummary(
        txn_id,
        kind,
        work.number(number),
        member_id,
        work.local(work.now),
        amount,
        ZERO,
        Money(after[0]),
        Money(usable_bonus_after),
        after[1],
    )
    return number


def say_change(work: Work, change: Money) -> None:
    """What the customer got back of what they handed over for the transaction just posted."""
    if work.booked is not None:
        work.booked = replace(work.booked, change=change)


def posting_rows(txn_id: TxnId, postings: Sequence[Posting]) -> list[tuple[object, ...]]:
    return [(txn_id, n, p.account.value, p.member_id, p.lot_id, p.amount) for n, p in enumerate(postings)]


def _sum(postings: Sequence[Posting], account: Account) -> int:
    """How the member's balance moves: credits raise it."""
    return -sum(p.amount for p in postings if p.account is account)


def _move_member(
    work: Work, member_id: MemberId, postings: Sequence[Posting], moved: Statistics
) -> tuple[int, int]:
    """Move balances and statistics in one go, so that the row and its indexes are written once."""
    row = work.conn.execute(
        "UPDATE member_balance SET principal = principal + ?1, bonus = bonus + ?2, points = points + ?3, "
        "spent = spent + ?4, topped_up = topped_up + ?5, visits = visits + ?6, last_visit_day = "
        "CASE WHEN ?6 > 0 THEN max(last_visit_day, ?7) ELSE last_visit_day END "
        "WHERE member_row = (SELECT row FROM member WHERE id = ?8) RETURNING principal, points",
        (
            _sum(postings, Account.PRINCIPAL),
            _sum(postings, Account.BONUS),
            _sum(postings, Account.POINTS),
            moved.spent,
            moved.topped_up,
            moved.visits,
            work.today_number,
            member_id,
        ),
    ).fetchall()
    if len(row) != 1:
        raise LookupError("member")
    return row[0][0], row[0][1]


def _move_lots(
    work: Work,
    member_id: MemberId | None,
    postings: Sequence[Posting],
    txn_id: TxnId,
    new_lots: Mapping[LotId, int | None],
    granted_days: Mapping[LotId, int],
) -> None:
    for posting in postings:
        if posting.account is not Account.BONUS:
            continue
        lot_id = posting.lot_id
        if lot_id is not None and lot_id in new_lots:
            expires_day = new_lots[lot_id]
            granted_day = granted_days.get(lot_id, work.today_number)
            lot = (lot_id, member_id, txn_id, -posting.amount, granted_day, expires_day)
            work.write_facts(INSERT_LOT, [lot])
            work.conn.execute(INSERT_LOT_BALANCE, (member_id, lot_id, -posting.amount))
            work.conn.execute(ADD_TO_EXPIRY, (expires_day or NEVER, -posting.amount))
            continue
        moved = work.conn.execute(
            "UPDATE lot_balance SET remaining = remaining - ? WHERE member_id = ? AND lot_id = ?",
            (posting.amount, posting.member_id, posting.lot_id),
        ).rowcount
        moved += work.conn.execute(
            "UPDATE lot_total SET remaining = remaining - ? WHERE expires_day = "
            "(SELECT coalesce(expires_day, 0) FROM bonus_lot WHERE id = ?)",
            (posting.amount, posting.lot_id),
        ).rowcount
        if moved != 2:
            raise LookupError("lot")


def find_last_visit(work: Work, member_id: MemberId) -> None:
    """Look the last visit up again: the latest sale, or session of a pack, that isn't wholly reversed."""
    work.conn.execute(
        f"UPDATE member_balance SET last_visit_day = coalesce((SELECT max({day_of()}) "
        f"FROM txn t WHERE t.member_id IN {FAMILY} AND t.kind IN ('sale', 'pack_use') "
        "AND NOT EXISTS (SELECT 1 FROM reversal r "
        "WHERE r.reverses_id = t.id AND r.whole = 1)), 0) "
        "WHERE member_row = (SELECT row FROM member WHERE id = ?1)",
        (member_id,),
    )


_SUMMARY = (
    "SELECT id, kind, number, member_id, at_ms, amount, principal_after, bonus_after, points_after, "
    "(SELECT coalesce(sum(received - amount), 0) FROM tender WHERE txn_id = txn.id) FROM txn "
)


def summary_of_operation(read: Reader, operation_id: bytes) -> TxnSummary | None:
    row = read.conn.execute(_SUMMARY + "WHERE operation_id = ?", (operation_id,)).fetchone()
    if row is None:
        return None
    return TxnSummary(
        TxnId(row[0]),
        TxnKind(row[1]),
        read.number(row[2]),
        row[3],
        read.local(row[4]),
        Money(row[5]),
        Money(row[9]),
        Money(row[6]),
        Money(row[7]),
        row[8],
    )
