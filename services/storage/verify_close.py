"""Proofs of the drawer and the day closes, and of what is owed by expiry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from model.close import CloseSheet, Figures, Owed, compare
from model.money import Money
from services.clock import from_day_number
from services.storage import close_sheet_rows, driver, meta_rows
from services.storage.close_sheet_rows import UNSEALED, Close
from services.storage.schema_stored import NEVER

FACTS: Final[dict[str, tuple[str, ...]]] = {"cash": ("cash_move",)}
EVENTS: Final[dict[str, tuple[str, ...]]] = {"day_close": ("day_close",)}

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "bonus by its last day equals the lots": (
        "SELECT count(*) FROM lot_total",
        (
            "WITH s AS (SELECT coalesce(l.expires_day, 0) AS day, sum(b.remaining) AS left "
            "FROM lot_balance b JOIN bonus_lot l ON l.id = b.lot_id GROUP BY 1) "
            "SELECT coalesce(s.day, t.expires_day) FROM s FULL JOIN lot_total t ON t.expires_day = s.day "
            "WHERE coalesce(s.left, 0) <> coalesce(t.remaining, 0)"
        ),
    ),
    "every move of the drawer was posted, and nothing else": (
        "SELECT count(*) FROM cash_move",
        (
            "SELECT hex(t.id) FROM txn t LEFT JOIN cash_move c ON c.txn_id = t.id WHERE t.kind = 'cash' "
            "AND (c.txn_id IS NULL OR t.member_id IS NOT NULL OR t.amount <> abs(c.amount) "
            "OR (SELECT count(*) FROM posting p WHERE p.txn_id = t.id) <> 2 "
            "OR c.amount IS NOT (SELECT p.amount FROM posting p WHERE p.txn_id = t.id "
            "AND p.account = 'cash') "
            "OR -c.amount IS NOT (SELECT p.amount FROM posting p WHERE p.txn_id = t.id "
            "AND p.account = c.account)) UNION ALL SELECT hex(txn_id) FROM cash_move "
            "WHERE txn_id NOT IN (SELECT id FROM txn WHERE kind = 'cash') UNION ALL "
            "SELECT hex(txn_id) FROM cash_move WHERE account NOT IN ('safe', 'over_short') "
            "OR (account = 'over_short' AND kind <> 'difference')"
        ),
    ),
    "nothing was booked on a day after it was sealed": (
        "SELECT count(*) FROM day_close",
        (
            "WITH c AS (SELECT counter_id, business_day, last_seq, lead(last_seq, 1, 1 << 60) OVER "
            "(PARTITION BY counter_id ORDER BY number) AS until FROM day_close) "
            "SELECT o.seq FROM c JOIN operation o ON o.counter_id = c.counter_id "
            "AND o.seq > c.last_seq AND o.seq <= c.until WHERE o.business_day <= c.business_day"
        ),
    ),
    "what is booked later than the day it was done on was done after that day's seal": (
        "SELECT count(*) FROM after_seal",
        (
            "WITH c AS (SELECT counter_id, business_day, last_seq, lead(last_seq, 1, 1 << 60) OVER "
            "(PARTITION BY counter_id ORDER BY number) AS until FROM day_close), "
            "a AS (SELECT o.seq, o.counter_id, o.business_day, o.at_ms, s.day, printf('%d-%02d-%02d', "
            "s.day / 10000, s.day / 100 % 100, s.day % 100) AS done "
            "FROM after_seal s LEFT JOIN operation o ON o.id = s.operation_id) "
            "SELECT coalesce(a.seq, 0) FROM a LEFT JOIN c ON c.counter_id = a.counter_id "
            "AND a.seq > c.last_seq AND a.seq <= c.until WHERE c.last_seq IS NULL "
            "OR a.day > c.business_day OR a.business_day IS NOT replace(date(printf('%d-%02d-%02d', "
            "c.business_day / 10000, c.business_day / 100 % 100, c.business_day % 100), '+1 day'), "
            "'-', '') + 0 OR date(a.at_ms / 1000, 'unixepoch') "
            "NOT BETWEEN date(a.done, '-1 day') AND date(a.done, '+2 days')"
        ),
    ),
}


def _closes(conn: driver.Connection) -> list[Close]:
    return [
        Close(*row) for row in conn.execute("SELECT * FROM day_close ORDER BY counter_id, number").fetchall()
    ]


def _chained(conn: driver.Connection) -> Iterator[tuple[Close, Close | None]]:
    """Every close with the one before it at the same counter."""
    previous: Close | None = None
    for close in _closes(conn):
        if previous is not None and previous.counter_id != close.counter_id:
            previous = None
        yield close, previous
        previous = close


def broken_seals(conn: driver.Connection) -> Iterator[str]:
    """Closes that are not numbered without gaps, or whose seal isn't the shop's over what is there now."""
    key = meta_rows.shop_key(conn)
    for close, previous in _chained(conn):
        if close.number != (previous.number if previous else 0) + 1:
            yield f"close {close.number}: number"
        if previous and close.first_day <= previous.business_day:
            yield f"close {close.number}: days"
        if close.previous != (previous.seal if previous else UNSEALED):
            yield f"close {close.number}: the seal before"
        if close_sheet_rows.seal_of(key, close.previous, _chain_before(conn, close), close) != close.seal:
            yield f"close {close.number}: seal"
        if not _is_its_operation(conn, close):
            yield f"close {close.number}: operation"


def _chain_before(conn: driver.Connection, close: Close) -> bytes:
    """The link of the last operation before the one that sealed."""
    row = conn.execute(
        "SELECT chain FROM operation WHERE counter_id = ? AND seq = ?", (close.counter_id, close.last_seq - 1)
    ).fetchone()
    return row[0] if row else bytes(32)


def _is_its_operation(conn: driver.Connection, close: Close) -> bool:
    row = conn.execute(
        "SELECT kind, seq, business_day, subject_id FROM operation WHERE id = ?", (close.operation_id,)
    ).fetchone()
    return row is not None and tuple(row) == ("day_close", close.last_seq, close.business_day, close.id)


def wrong_sheets(conn: driver.Connection) -> Iterator[str]:
    """Closes whose sheet isn't what the rows of their days add up to today."""
    promised = _Promised(conn)
    last = None
    for close, previous in _chained(conn):
        try:
            sealed = close.opened()
        except (ValueError, TypeError, KeyError, AttributeError):
            yield f"close {close.number}: unreadable"
            return
        first, until = from_day_number(close.first_day), from_day_number(close.business_day)
        before = previous.opened() if previous else None
        found = close_sheet_rows.figures(conn, first, until, before, now=False)
        for name in _differences(_told(sealed.figures), _told(found)):
            yield f"close {close.number}: {name}"
        if sealed.figures.owed.instalments.fen != promised.before(close):
            yield f"close {close.number}: instalments"
        if not _drawer_agrees(conn, close, sealed):
            yield f"close {close.number}: drawer"
        last = (close, sealed.figures.owed)
    # Each sheet carries on what the one before it told: the last one proves them all.
    if last is not None and _held(last[1]) != close_sheet_rows.owed_through(conn, last[0].business_day):
        yield f"close {last[0].number}: owed"


def _told(figures: Figures) -> Figures:
    """The figures without what may rightly change later: names, what came before, what was promised."""
    staff = tuple(replace(one, name="") for one in figures.staff)
    owed = replace(figures.owed, instalments=Money(0))
    return replace(figures, staff=staff, owed=owed, drawer=replace(figures.drawer, ahead=Money(0)))


def _differences(sealed: Figures, found: Figures) -> Iterator[str]:
    return (name for name in Figures.__slots__ if getattr(sealed, name) != getattr(found, name))


def _held(owed: Owed) -> tuple[int, ...]:
    """In the order of OWED_ACCOUNTS."""
    return (owed.principal.fen, owed.bonus.fen, owed.packs.fen, owed.points)


class _Promised:
    """What was promised in instalments at each close, from their events in one walk through time."""

    def __init__(self, conn: driver.Connection) -> None:
        self._events = conn.execute(_EVENTS_OF_INSTALMENTS).fetchall()
        self._at = 0
        self._open: defaultdict[int, int] = defaultdict(int)

    def before(self, close: Close) -> int:
        """What was neither claimed, cancelled nor lapsed when it was sealed; closes come in order."""
        while self._at < len(self._events) and self._events[self._at][0] < close.last_seq:
            _, last_day, amount = self._events[self._at]
            self._open[last_day] += amount
            self._at += 1
        return sum(
            amount for last, amount in self._open.items() if last == NEVER or last >= close.business_day
        )


_EVENTS_OF_INSTALMENTS: Final = (
    "SELECT o.seq, coalesce(i.last_day, 0), i.amount FROM instalment i JOIN txn t ON t.id = i.txn_id "
    "JOIN operation o ON o.id = t.operation_id UNION ALL "
    "SELECT o.seq, coalesce(i.last_day, 0), CASE WHEN e.kind IN ('claimed', 'cancelled') THEN -i.amount "
    "ELSE i.amount END FROM instalment_event e JOIN instalment i ON i.id = e.instalment_id "
    "JOIN operation o ON o.id = e.operation_id ORDER BY 1"
)


def _drawer_agrees(conn: driver.Connection, close: Close, sealed: CloseSheet) -> bool:
    """Whether what the close itself booked is the difference and the deposit that it tells."""
    if sealed.count is None:
        return False
    cash = compare(sealed.figures, sealed.count)[0]
    booked = dict(
        conn.execute(
            "SELECT c.kind, sum(c.amount) FROM txn t JOIN cash_move c ON c.txn_id = t.id "
            "WHERE t.business_day BETWEEN ? AND ? AND t.kind = 'cash' "
            "AND c.kind IN ('difference', 'deposit') GROUP BY 1",
            (close.first_day, close.business_day),
        ).fetchall()
    )
    deposit = sealed.count.left - sealed.count.cash
    return (booked.get("difference", 0), booked.get("deposit", 0)) == (cash.difference.fen, deposit.fen)


CHECKS: Final[dict[str, Callable[[driver.Connection], Iterator[str]]]] = {
    "day closes have no gaps, and every seal is the shop's": broken_seals,
    "every sealed sheet is what its days add up to": wrong_sheets,
}
"""Proofs that no query can give: each names what is wrong."""

COUNTED: Final = "SELECT count(*) FROM day_close"
