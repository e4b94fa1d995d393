"""The chain of operations read back: whether each link is the hash of what its operation wrote.

A module of proofs says which facts beyond the common ones its operations write: `FACTS` names tables
with a `txn_id` by kind of transaction, `EVENTS` tables with an `operation_id` by kind of operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from services.storage import (
    driver,
    operations,
    verify_claims,
    verify_close,
    verify_friends,
    verify_moves,
    verify_packs,
    verify_plans,
    verify_points,
    verify_refunds,
    verify_written,
)
from services.storage.work import Fact, link


def broken_links(conn: driver.Connection, last: int | None = None) -> Iterator[str]:
    """Operations whose link isn't the hash of what they did; `last`: only that many of each counter."""
    for (counter_id,) in conn.execute("SELECT id FROM counter").fetchall():
        head = operations.head(conn, counter_id).seq
        first = max(1, head - last + 1) if last else 1
        previous = _link_before(conn, counter_id, first)
        present = {} if last else _present(conn)
        for row, facts, stored in _history(conn, counter_id, first, present):
            if not _holds(previous, row, facts, stored):
                yield f"operation {row.seq} ({row.kind})"
                return
            previous = stored


def _holds(previous: bytes, row: operations.Operation, facts: list[Fact], stored: bytes) -> bool:
    if link(previous, row, facts) == stored:
        return True
    # Of shops that began with an earlier version: their links don't hold what became of vouchers.
    known = [fact for fact in facts if fact[0] != "voucher_event"]
    return len(known) < len(facts) and link(previous, row, known) == stored


def _present(conn: driver.Connection) -> dict[str, set[bytes]]:
    """Of each table of events that isn't large, which operations wrote any: most wrote none."""
    found = {}
    for table in {*_ANYWHERE, *(table for tables in _EVENTS.values() for table in tables)}:
        if conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] <= _IN_MEMORY:
            rows = conn.execute(f"SELECT operation_id FROM {table} WHERE operation_id IS NOT NULL")
            found[table] = {id_ for (id_,) in rows}
    return found


def _link_before(conn: driver.Connection, counter_id: bytes, first: int) -> bytes:
    row = conn.execute(
        "SELECT chain FROM operation WHERE counter_id = ? AND seq = ?", (counter_id, first - 1)
    ).fetchone()
    return row[0] if row else bytes(32)


def _history(
    conn: driver.Connection, counter_id: bytes, first: int, present: Mapping[str, set[bytes]]
) -> Iterator[tuple[operations.Operation, list[Fact], bytes]]:
    cursor = conn.execute(
        f"SELECT {operations.COLUMNS}, chain, (SELECT day FROM after_seal WHERE operation_id = operation.id) "
        "FROM operation WHERE counter_id = ? AND seq >= ? ORDER BY seq",
        (counter_id, first),
    )
    for *row, chain, day in cursor:
        operation = operations.Operation(*row)
        facts = _facts_of(conn, operation.id)
        if day is not None:
            facts.append(("after_seal", operation.id, day))
        for table in _EVENTS.get(operation.kind, _ANYWHERE):
            if table in present and operation.id not in present[table]:
                continue
            rows = conn.execute(f"SELECT * FROM {table} WHERE operation_id = ?", (operation.id,)).fetchall()
            facts += [(table, *row) for row in rows]
        yield operation, facts, chain


def _facts_of(conn: driver.Connection, operation_id: bytes) -> list[Fact]:
    """Every row of facts of the transaction that an operation booked, as its link of the chain saw them."""
    header = conn.execute(_HEADER, (operation_id,)).fetchone()
    if header is None:
        return []
    facts: list[Fact] = [("txn", *header)]
    for table, rows_of in _FACTS.get(header[4], {}).items():
        facts += [(table, *row) for row in conn.execute(rows_of, (header[0],)).fetchall()]
    for table in _MORE_FACTS.get(header[4], ()):
        rows = conn.execute(f"SELECT * FROM {table} WHERE txn_id = ?", (header[0],)).fetchall()
        facts += [(table, *row) for row in rows]
    return facts


def _of_txn(*tables: str) -> dict[str, str]:
    return {table: f"SELECT * FROM {table} WHERE txn_id = ?" for table in ("posting", *tables)}


_HEADER: Final = (
    "SELECT id, operation_id, counter_id, number, kind, member_id, staff_id, at_ms, business_day, amount, "
    "principal_after, bonus_after, points_after FROM txn WHERE operation_id = ?"
)
_LOT_OF_TOP_UP: Final = "SELECT l.* FROM top_up u JOIN bonus_lot l ON l.id = u.lot_id WHERE u.txn_id = ?"
_LOT_OF_REWARD: Final = (
    "SELECT l.* FROM posting p JOIN bonus_lot l ON l.id = p.lot_id WHERE p.txn_id = ? AND p.account = 'bonus'"
)
_LOTS_MADE: Final = (
    "SELECT l.* FROM posting p JOIN bonus_lot l ON l.id = p.lot_id AND l.txn_id = p.txn_id "
    "WHERE p.txn_id = ? AND p.account = 'bonus'"
)
_WITH_LOT: Final = {**_of_txn(), "bonus_lot": _LOT_OF_REWARD}
_FACTS: Final = {
    "sale": _of_txn("sale", "sale_line", "allocation", "tender"),
    "top_up": {**_of_txn("top_up", "tender"), "bonus_lot": _LOT_OF_TOP_UP},
    "reversal": _of_txn("reversal", "reversal_line", "reversal_part"),
    "reward": _WITH_LOT,
    "claim": _WITH_LOT,
    "pack_sale": _of_txn("tender"),
    "pack_use": _of_txn(),
    "pack_refund": _of_txn(),
    "points": _of_txn(),
    "expiry": _of_txn(),
    "card_refund": _of_txn("tender"),
    "transfer": {**_of_txn(), "bonus_lot": _LOTS_MADE},
    "cash": _of_txn(),
}
"""kind → table → its rows of one transaction, beside those of the parts."""

_PARTS: Final = (
    verify_plans,
    verify_claims,
    verify_packs,
    verify_points,
    verify_refunds,
    verify_moves,
    verify_close,
)


def _joined(*maps: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Several kind → tables as one; a kind may stand in more than one of them, a table once."""
    joined: dict[str, tuple[str, ...]] = {}
    for one in maps:
        for kind, tables in one.items():
            joined[kind] = tuple(dict.fromkeys(joined.get(kind, ()) + tables))
    return joined


_SOME_EVENTS: Final = _joined(
    dict.fromkeys(verify_friends.EVENTFUL, verify_friends.EVENTS), *(part.EVENTS for part in _PARTS)
)
_ANYWHERE: Final = verify_written.ANYWHERE
"""Tables of events that an operation of any kind may write."""
_EVENTS: Final = {kind: (*tables, *_ANYWHERE) for kind, tables in _SOME_EVENTS.items()}
_IN_MEMORY: Final = 500_000
"""Rows of a table of events whose operations are remembered while the chain is read."""
_MORE_FACTS: Final = _joined(*(part.FACTS for part in _PARTS))


def _loose_events() -> Iterator[str]:
    """Per table of events, the query of its rows whose operation's link doesn't hold them."""
    for table, kinds in sorted(_kinds_of(_SOME_EVENTS).items()):
        yield (
            f"SELECT '{table}' FROM {table} x LEFT JOIN operation o ON o.id = x.operation_id "
            f"WHERE x.operation_id IS NOT NULL AND coalesce(o.kind, '') NOT IN ({kinds})"
        )


def _loose_facts() -> Iterator[str]:
    lots = ("top_up", "reward", "claim", "transfer")
    more = _joined(_MORE_FACTS, dict.fromkeys(lots, ("bonus_lot",)))
    for table, kinds in sorted(_kinds_of(more).items()):
        yield (
            f"SELECT '{table}' FROM {table} x LEFT JOIN txn t ON t.id = x.txn_id "
            f"WHERE coalesce(t.kind, '') NOT IN ({kinds})"
        )


def _kinds_of(known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The other way round: table → the kinds it goes with, quoted for a query."""
    found: dict[str, set[str]] = {}
    for kind, tables in known.items():
        for table in tables:
            found.setdefault(table, set()).add(f"'{kind}'")
    return {table: ", ".join(sorted(kinds)) for table, kinds in found.items()}


PROOFS: Final = {
    "every event and every fact stands where a link of the chain holds it": (
        "SELECT count(*) FROM operation",
        " UNION ALL ".join((*_loose_events(), *_loose_facts())),
    )
}
