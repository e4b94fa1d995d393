"""Day closes (日结) in full: what was sealed, and the sums of a period.

Every query here costs by the days of the period: totals by day, and the index of transactions by day.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from model.close import (
    CashKind,
    CloseSheet,
    Drawer,
    Figures,
    KindCount,
    Moved,
    Owed,
    PackSum,
    SalesSum,
    StaffSum,
    Undone,
)
from model.ids import CloseId, CounterId, StaffId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money
from model.record import dataclass
from services.clock import day_number
from services.storage import driver, setting_rows

if TYPE_CHECKING:
    from services.storage.work import Work

INSERT_MOVE: Final = (
    "INSERT INTO cash_move (txn_id, kind, account, amount, reason, approved_by) VALUES (?, ?, ?, ?, ?, ?)"
)
INSERT_CLOSE: Final = (
    "INSERT INTO day_close (id, counter_id, number, first_day, business_day, operation_id, last_seq, sheet, "
    "previous, seal, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
UNSEALED: Final = bytes(32)
"""What the first seal builds on."""


@dataclass(frozen=True, slots=True)
class Close:
    """A row of the closes as stored, in the order of its columns."""

    id: CloseId
    counter_id: CounterId
    number: int
    first_day: int
    business_day: int
    operation_id: bytes
    last_seq: int
    sheet: str
    previous: bytes
    seal: bytes
    at_ms: int

    def opened(self) -> CloseSheet:
        """The sheet that was sealed."""
        decoded: CloseSheet = setting_rows.decode(CloseSheet, json.loads(self.sheet))
        return decoded


_CLOSE: Final = "SELECT * FROM day_close "


def newest(conn: driver.Connection, counter_id: bytes) -> Close | None:
    """The last close of a counter."""
    row = conn.execute(_CLOSE + "WHERE counter_id = ? ORDER BY number DESC LIMIT 1", (counter_id,)).fetchone()
    return Close(*row) if row else None


def get(conn: driver.Connection, close_id: CloseId) -> Close | None:
    row = conn.execute(_CLOSE + "WHERE id = ?", (close_id,)).fetchone()
    return Close(*row) if row else None


def before(conn: driver.Connection, counter_id: bytes, number: int, limit: int) -> list[Close]:
    """Closes with a smaller number, newest first."""
    rows = conn.execute(
        _CLOSE + "WHERE counter_id = ? AND number < ? ORDER BY number DESC LIMIT ?",
        (counter_id, number, limit),
    ).fetchall()
    return [Close(*row) for row in rows]


def seal_of(key: bytes, previous: bytes, chain: bytes, close: Close) -> bytes:
    """HMAC-SHA256 under the shop's key over the seal before, the chain up to here and the whole row.

    The chain alone is a plain hash: whoever rewrites the file could compute it anew, but not this.
    """
    row = (close.id, close.counter_id, close.number, close.first_day, close.business_day)
    rest = (close.operation_id, close.last_seq, close.sheet, close.at_ms)
    return hmac.new(key, previous + chain + repr(row + rest).encode(), hashlib.sha256).digest()


def sheet_text(sheet: CloseSheet) -> str:
    """A sheet as it is stored."""
    return json.dumps(setting_rows.encode(sheet), ensure_ascii=False, sort_keys=True)


def insert(work: Work, close: Close) -> None:
    values = (close.id, close.counter_id, close.number, close.first_day, close.business_day)
    rest = (close.operation_id, close.last_seq, close.sheet, close.previous, close.seal, close.at_ms)
    work.write_facts(INSERT_CLOSE, [values + rest])


def insert_move(
    work: Work,
    txn_id: TxnId,
    kind: CashKind,
    against: Account,
    amount: Money,
    reason: str,
    approved_by: StaffId | None,
) -> None:
    """What a CASH transaction did to the drawer (`amount` into it, negative out of it)."""
    row = (txn_id, kind.value, against.value, amount.fen, reason, approved_by)
    work.write_facts(INSERT_MOVE, [row])


def first_entry(conn: driver.Connection) -> int:
    """The first business day on which anything was booked; 0 for none."""
    row = conn.execute("SELECT min(business_day) FROM txn").fetchone()
    return int(row[0] or 0)


def last_entry(conn: driver.Connection, first: int, last: int) -> int:
    """The last business day within these on which anything was booked; 0 for none."""
    row = conn.execute(
        "SELECT max(business_day) FROM txn WHERE business_day BETWEEN ? AND ?", (first, last)
    ).fetchone()
    return int(row[0] or 0)


# The sums of a period

_MOVED: Final = (
    "SELECT kind, account, sum(amount) FROM daily_total WHERE business_day BETWEEN ? AND ? "
    "AND kind <> 'cash' GROUP BY kind, account HAVING sum(amount) <> 0 OR sum(postings) > 0"
)
# CROSS JOIN keeps the order: from the index of the days to the rows of their transactions.
_SALES: Final = (
    "SELECT count(*), coalesce(sum(s.list_total), 0), coalesce(sum(s.tier_discount), 0), "
    "coalesce(sum((SELECT sum(v.discount) FROM voucher_use v WHERE v.txn_id = s.txn_id)), 0), "
    "coalesce(sum(p.discount), 0), coalesce(sum(s.manual_discount), 0), coalesce(sum(s.rounding), 0), "
    "coalesce(sum(s.due), 0), coalesce(sum(p.points), 0) FROM txn t CROSS JOIN sale s ON s.txn_id = t.id "
    "LEFT JOIN sale_points p ON p.txn_id = s.txn_id WHERE t.business_day BETWEEN ? AND ? AND t.kind = 'sale'"
)
_WHO: Final = (
    "SELECT t.staff_id, t.kind, o.kind, count(*), sum(t.amount) FROM txn t "
    "LEFT JOIN reversal r ON r.txn_id = t.id LEFT JOIN txn o ON o.id = r.reverses_id "
    "WHERE t.business_day BETWEEN ? AND ? AND t.kind <> 'cash' GROUP BY 1, 2, 3"
)
_UNDONE: Final = (
    "SELECT o.kind, coalesce(-sum(p.amount) FILTER (WHERE p.account = 'principal'), 0), "
    "coalesce(-sum(p.amount) FILTER (WHERE p.account = 'bonus'), 0) FROM txn t "
    "CROSS JOIN reversal r ON r.txn_id = t.id CROSS JOIN txn o ON o.id = r.reverses_id "
    "CROSS JOIN posting p ON p.txn_id = t.id "
    "WHERE t.business_day BETWEEN ? AND ? AND t.kind = 'reversal' GROUP BY 1"
)
_SERVED: Final = (
    "SELECT l.served_by, sum(a.amount) FROM txn t CROSS JOIN sale_line l ON l.txn_id = t.id "
    "CROSS JOIN allocation a ON a.txn_id = l.txn_id AND a.line = l.n "
    "WHERE t.business_day BETWEEN ?1 AND ?2 AND t.kind = 'sale' AND a.account <> 'rounding' GROUP BY 1 "
    "UNION ALL SELECT l.served_by, -sum(p.amount) FROM txn t CROSS JOIN reversal r ON r.txn_id = t.id "
    "CROSS JOIN reversal_part p ON p.txn_id = t.id "
    "CROSS JOIN sale_line l ON l.txn_id = r.reverses_id AND l.n = p.line "
    "WHERE t.business_day BETWEEN ?1 AND ?2 AND t.kind = 'reversal' AND p.account <> 'rounding' GROUP BY 1 "
    "UNION ALL SELECT e.served_by, sum(CASE e.kind WHEN 'used' THEN e.value ELSE -e.value END) FROM txn t "
    "CROSS JOIN pack_event e ON e.txn_id = t.id WHERE t.business_day BETWEEN ?1 AND ?2 "
    "AND e.kind IN ('used', 'returned') AND t.kind IN ('pack_use', 'reversal') GROUP BY 1"
)
_PACKS: Final = (
    "SELECT coalesce(sum(e.kind = 'sold'), 0), "
    "coalesce(sum(CASE e.kind WHEN 'used' THEN e.sessions WHEN 'returned' THEN -e.sessions ELSE 0 END), 0), "
    "coalesce(sum(CASE e.kind WHEN 'used' THEN e.value WHEN 'returned' THEN -e.value ELSE 0 END), 0) "
    "FROM txn t CROSS JOIN pack_event e ON e.txn_id = t.id "
    "WHERE t.business_day BETWEEN ? AND ? AND t.kind IN ('pack_sale', 'pack_use', 'reversal')"
)
_CASH: Final = (
    "SELECT c.kind, sum(c.amount) FROM txn t CROSS JOIN cash_move c ON c.txn_id = t.id "
    "WHERE t.business_day BETWEEN ? AND ? AND t.kind = 'cash' GROUP BY 1"
)
_NUMBERS: Final = (
    "SELECT coalesce(min(t.number), 0), coalesce(max(t.number), 0) FROM txn t "
    "WHERE t.business_day BETWEEN ? AND ? AND (t.kind <> 'cash' OR NOT EXISTS (SELECT 1 FROM cash_move c "
    "WHERE c.txn_id = t.id AND c.kind IN ('difference', 'deposit')))"
)
_AHEAD: Final = "SELECT coalesce(sum(amount), 0) FROM daily_total WHERE business_day > ? AND account = 'cash'"
_INSTALMENTS: Final = (
    "SELECT coalesce(sum(amount), 0) FROM instalment_total WHERE open > 0 AND (last_day = 0 OR last_day >= ?)"
)
OWED_ACCOUNTS: Final = (Account.PRINCIPAL, Account.BONUS, Account.PACK, Account.POINTS)
QUERIES: Final = (_MOVED, _SALES, _WHO, _UNDONE, _SERVED, _PACKS, _CASH, _NUMBERS)
"""Each takes the first and the last day of a period."""

Days = tuple[int, int]


def figures(
    conn: driver.Connection, first: date, last: date, previous: CloseSheet | None, *, now: bool = True
) -> Figures:
    """The sums of a period that follows the previous sheet without a gap, or begins all closing.

    `now`: with what depends on when it is asked, cash booked ahead and instalments promised.
    """
    days = (day_number(first), day_number(last))
    moved = tuple(
        Moved(TxnKind(k), Account(a), int(amount)) for k, a, amount in conn.execute(_MOVED, days).fetchall()
    )
    moved = tuple(sorted(moved, key=lambda m: (m.kind, m.account)))
    who = conn.execute(_WHO, days).fetchall()
    numbers = conn.execute(_NUMBERS, days).fetchone()
    found = Figures(
        first,
        last,
        moved,
        _sales(conn, days),
        _kinds(who),
        _undone(conn, days, who),
        _packs(conn, days),
        _staff(conn, days, who),
        first_number=numbers[0],
        last_number=numbers[1],
    )
    found = replace(found, drawer=_drawer(conn, days, previous), owed=_owed(conn, found, previous))
    if not now:
        return found
    ahead = Money(conn.execute(_AHEAD, days[1:]).fetchone()[0])
    instalments = Money(conn.execute(_INSTALMENTS, days[1:]).fetchone()[0])
    return replace(
        found,
        drawer=replace(found.drawer, ahead=ahead),
        owed=replace(found.owed, instalments=instalments),
    )


def _sales(conn: driver.Connection, days: Days) -> SalesSum:
    count, whole, tier, vouchers, by_points, manual, rounding, due, points = conn.execute(
        _SALES, days
    ).fetchone()
    return SalesSum(
        count,
        Money(whole),
        Money(tier),
        Money(vouchers),
        Money(by_points),
        Money(manual),
        Money(rounding),
        Money(due),
        points,
    )


def _kinds(who: Iterable[driver.Row]) -> tuple[KindCount, ...]:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, kind, _, count, amount in who:
        sums[kind][0] += count
        sums[kind][1] += amount
    return tuple(KindCount(TxnKind(k), n, Money(a)) for k, (n, a) in sorted(sums.items()))


def _undone(conn: driver.Connection, days: Days, who: Iterable[driver.Row]) -> tuple[Undone, ...]:
    stored = {k: (p, b) for k, p, b in conn.execute(_UNDONE, days).fetchall()}
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, _, of, count, amount in who:
        if of is not None:
            sums[of][0] += count
            sums[of][1] += amount
    return tuple(
        Undone(TxnKind(k), n, Money(a), *(Money(part) for part in stored.get(k, (0, 0))))
        for k, (n, a) in sorted(sums.items())
    )


def _packs(conn: driver.Connection, days: Days) -> PackSum:
    sold, sessions, value = conn.execute(_PACKS, days).fetchone()
    return PackSum(sold, sessions, Money(value))


def _staff(conn: driver.Connection, days: Days, who: Iterable[driver.Row]) -> tuple[StaffSum, ...]:
    """Everybody who rang something up or served somebody, in the order of the staff list."""
    sums: dict[bytes, StaffSum] = {}
    for staff_id, kind, of, count, amount in who:
        # A reward goes back with its sale: nobody reversed it by hand.
        if staff_id is not None and of != TxnKind.REWARD:
            one = sums.get(staff_id) or StaffSum(StaffId(staff_id))
            sums[staff_id] = _with(one, TxnKind(kind), count, Money(amount))
    for staff_id, amount in conn.execute(_SERVED, days).fetchall():
        if staff_id is not None:
            one = sums.get(staff_id) or StaffSum(StaffId(staff_id))
            sums[staff_id] = replace(one, served=one.served + Money(amount))
    names = dict(conn.execute("SELECT id, name FROM staff").fetchall())
    return tuple(replace(one, name=names.get(id_, "")) for id_, one in sorted(sums.items()))


def _with(one: StaffSum, kind: TxnKind, count: int, amount: Money) -> StaffSum:
    if kind is TxnKind.SALE:
        return replace(one, sales=one.sales + count, sold=one.sold + amount)
    if kind is TxnKind.TOP_UP:
        return replace(one, top_ups=one.top_ups + count, topped_up=one.topped_up + amount)
    if kind is TxnKind.REVERSAL:
        return replace(one, reversals=one.reversals + count, reversed=one.reversed + amount)
    return one


def _drawer(conn: driver.Connection, days: Days, previous: CloseSheet | None) -> Drawer:
    moves = {CashKind(k): int(a) for k, a in conn.execute(_CASH, days).fetchall()}
    opening = ZERO
    if previous is not None and previous.count is not None:
        opening = previous.count.left - previous.figures.drawer.ahead
    return Drawer(
        opening,
        known=previous is not None or CashKind.FLOAT in moves,
        floats=Money(moves.get(CashKind.FLOAT, 0)),
        put_in=Money(moves.get(CashKind.IN, 0)),
        taken_out=Money(-moves.get(CashKind.OUT, 0)),
    )


def _owed(conn: driver.Connection, found: Figures, previous: CloseSheet | None) -> Owed:
    """What was owed before and what moved since; the first sheet counts all days there were."""
    if previous is None:
        principal, bonus, packs, points = owed_through(conn, day_number(found.last_day))
    else:
        o = previous.figures.owed
        known = (o.principal.fen, o.bonus.fen, o.packs.fen, o.points)
        principal, bonus, packs, points = (
            owed - found.sum(account) for account, owed in zip(OWED_ACCOUNTS, known, strict=True)
        )
    return Owed(Money(principal), Money(bonus), Money(packs), points)


def owed_through(conn: driver.Connection, last: int) -> tuple[int, ...]:
    """What the accounts of OWED_ACCOUNTS held at the end of a day: sums over every day there was."""
    found: dict[str, Any] = dict(
        conn.execute(
            "SELECT account, -sum(amount) FROM daily_total WHERE business_day <= ? "
            "AND account IN ('principal', 'bonus', 'pack', 'points') GROUP BY 1",
            (last,),
        ).fetchall()
    )
    return tuple(int(found.get(account, 0)) for account in OWED_ACCOUNTS)
