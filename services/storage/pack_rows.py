"""Kinds of session packs, packs and their events as rows; every move is one conditional update."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from model.ids import ItemId, MemberId, PackId, PackKindId, StaffId, TxnId
from model.ledger import TENDER_ACCOUNTS, Account
from model.money import Money
from model.pack import Pack, PackKind, PackOrigin, PackState
from model.record import dataclass
from services.clock import day_number, from_day_number
from services.storage import driver
from services.storage.day_rows import day_of

if TYPE_CHECKING:
    from services.storage.work import Work

_KIND: Final = "SELECT id, name, item_id, sessions, price, days, companion, position, active FROM pack_kind "
_PACK: Final = (
    "SELECT id, member_id, kind_id, txn_id, origin, name, item_id, item_name, list_price, unit_cost, "
    "earns_points, companion, sessions, sessions_left, paid, value_left, valid_to_day, state, version "
    "FROM pack "
)
INSERT_PACK: Final = "INSERT INTO pack VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_EVENT: Final = "INSERT INTO pack_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

TITLE_SOLD: Final = (
    "(SELECT max(name) || CASE count(*) WHEN 1 THEN '' ELSE ' ×' || count(*) END FROM pack "
    "WHERE txn_id = t.id)"
)
TITLE_REFUNDED: Final = (
    "(SELECT p.name FROM pack_event e JOIN pack p ON p.id = e.pack_id WHERE e.txn_id = t.id)"
)
TITLE_USED: Final = (
    "(SELECT p.name || CASE e.sessions WHEN 1 THEN '' ELSE ' ×' || e.sessions END FROM pack_event e "
    "JOIN pack p ON p.id = e.pack_id WHERE e.txn_id = t.id AND e.kind = 'used')"
)
SERVED: Final = (
    "(SELECT ps.name FROM pack_event e JOIN staff ps ON ps.id = e.served_by WHERE e.txn_id = t.id "
    "AND t.kind = 'pack_use')"
)
"""What the history says of a transaction `t`: which pack, and who served."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a pack: `sessions` and `value` (fen) are how much it moved, never negative."""

    kind: str
    txn_id: TxnId | None = None
    sessions: int = 0
    value: Money = Money(0)
    points: int = 0
    companion: bool = False
    served_by: StaffId | None = None
    rating: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Sessions had in one transaction."""

    pack: Pack
    sessions: int
    value: Money
    points: int
    companion: bool
    served_by: str
    rating: int | None


def _kind(row: driver.Row) -> PackKind:
    id_, name, item_id, sessions, price, days, companion, position, active = row
    return PackKind(
        PackKindId(id_),
        name,
        ItemId(item_id),
        sessions,
        Money(price),
        days,
        bool(companion),
        position,
        bool(active),
    )


def kind(conn: driver.Connection, kind_id: bytes) -> PackKind | None:
    row = conn.execute(f"{_KIND} WHERE id = ?", (kind_id,)).fetchone()
    return _kind(row) if row else None


def kinds(conn: driver.Connection, *, active_only: bool = False) -> tuple[PackKind, ...]:
    """In the shop's order."""
    where = "WHERE active = 1" if active_only else ""
    return tuple(map(_kind, conn.execute(f"{_KIND} {where} ORDER BY position, name").fetchall()))


def kind_name_taken(conn: driver.Connection, kind: PackKind) -> bool:
    """Whether another active kind has this name."""
    sql = "SELECT EXISTS (SELECT 1 FROM pack_kind WHERE name = ? AND id <> ? AND active = 1)"
    return bool(conn.execute(sql, (kind.name, kind.id)).fetchone()[0])


def save_kind(conn: driver.Connection, kind: PackKind) -> None:
    conn.execute(
        "INSERT INTO pack_kind VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, item_id = excluded.item_id, sessions = excluded.sessions, "
        "price = excluded.price, days = excluded.days, companion = excluded.companion, "
        "position = excluded.position, active = excluded.active",
        (kind.id, kind.name, kind.item_id, kind.sessions, kind.price.fen, kind.days, int(kind.companion))
        + (kind.position, int(kind.active)),
    )


def _pack(row: driver.Row) -> Pack:
    id_, member_id, kind_id, txn_id, origin, name, item_id, item_name, list_price, unit_cost = row[:10]
    earns, companion, sessions, left, paid, value_left, valid_to, state, version = row[10:]
    return Pack(
        id=PackId(id_),
        member_id=MemberId(member_id),
        kind_id=PackKindId(kind_id),
        txn_id=TxnId(txn_id),
        origin=PackOrigin(origin),
        name=name,
        item_id=ItemId(item_id),
        item_name=item_name,
        list_price=Money(list_price),
        unit_cost=Money(unit_cost),
        earns_points=bool(earns),
        companion=bool(companion),
        sessions=sessions,
        sessions_left=left,
        paid=Money(paid),
        value_left=Money(value_left),
        valid_to=from_day_number(valid_to) if valid_to is not None else None,
        state=PackState(state),
        version=version,
    )


def get(conn: driver.Connection, pack_id: PackId) -> Pack | None:
    row = conn.execute(f"{_PACK} WHERE id = ?", (pack_id,)).fetchone()
    return _pack(row) if row else None


def of_member(conn: driver.Connection, member_id: MemberId, *, open_only: bool = False) -> tuple[Pack, ...]:
    """Oldest first; the open ones before the others."""
    state = "AND state = 'open'" if open_only else ""
    sql = f"{_PACK} WHERE member_id = ? {state} ORDER BY state <> 'open', id"
    return tuple(map(_pack, conn.execute(sql, (member_id,)).fetchall()))


def of_txn(conn: driver.Connection, txn_id: TxnId) -> tuple[Pack, ...]:
    """The packs that a sale or top-up brought."""
    return tuple(map(_pack, conn.execute(f"{_PACK} WHERE txn_id = ? ORDER BY id", (txn_id,)).fetchall()))


def value_of(conn: driver.Connection, member_id: MemberId) -> Money:
    """What is owed to a member for the sessions of open packs."""
    row = conn.execute(
        "SELECT coalesce(sum(value_left), 0) FROM pack WHERE member_id = ? AND state = 'open'", (member_id,)
    ).fetchone()
    return Money(row[0])


def insert(work: Work, pack: Pack) -> None:
    """Write a new pack with its first event."""
    work.conn.execute(
        INSERT_PACK,
        (pack.id, pack.member_id, pack.kind_id, pack.txn_id, pack.origin.value, pack.name, pack.item_id)
        + (pack.item_name, pack.list_price.fen, pack.unit_cost.fen, int(pack.earns_points))
        + (int(pack.companion), pack.sessions, pack.sessions_left, pack.paid.fen, pack.value_left.fen)
        + (_day(pack), pack.state.value, 1),
    )
    kind = "sold" if pack.origin is PackOrigin.SOLD else "given"
    event = Event(kind, pack.txn_id, pack.sessions, pack.paid, companion=pack.companion, reason=_terms(pack))
    _write_event(work, replace(pack, version=1), event)


def _terms(pack: Pack) -> str:
    """What a pack was sold as, in its first event: events are bound into the chain, the pack's row isn't."""
    named = (pack.kind_id.hex(), pack.name, pack.item_id.hex(), pack.item_name)
    numbers = (pack.list_price.fen, pack.unit_cost.fen, int(pack.earns_points))
    return json.dumps(named + numbers, ensure_ascii=False, separators=(",", ":"))


def move(work: Work, known: Pack, now: Pack, event: Event) -> Pack:
    """Move a pack from what was read to what it is now; raises LookupError where it moved meanwhile."""
    now = replace(now, version=known.version + 1)
    changed = work.conn.execute(
        "UPDATE pack SET sessions_left = ?, value_left = ?, valid_to_day = ?, state = ?, version = ? "
        "WHERE id = ? AND version = ?",
        (now.sessions_left, now.value_left.fen, _day(now), now.state.value, now.version)
        + (known.id, known.version),
    ).rowcount
    if changed != 1:
        raise LookupError("pack")
    _write_event(work, now, event)
    return now


def _day(pack: Pack) -> int | None:
    return day_number(pack.valid_to) if pack.valid_to is not None else None


def _write_event(work: Work, pack: Pack, event: Event) -> None:
    row = (
        (pack.id, pack.version, event.kind, work.command.id, event.txn_id, event.sessions, event.value.fen)
        + (event.points, int(event.companion), event.served_by, event.rating, _day(pack), event.reason)
        + (work.now,)
    )
    work.write_facts(INSERT_EVENT, [row])


def use_of(conn: driver.Connection, txn_id: TxnId) -> Use | None:
    """What a transaction of kind pack_use did."""
    row = conn.execute(
        "SELECT e.pack_id, e.sessions, e.value, e.points, e.companion, coalesce(s.name, ''), e.rating "
        "FROM pack_event e LEFT JOIN staff s ON s.id = e.served_by WHERE e.txn_id = ? AND e.kind = 'used'",
        (txn_id,),
    ).fetchone()
    pack = get(conn, row[0]) if row else None
    if pack is None:
        return None
    return Use(pack, row[1], Money(row[2]), row[3], bool(row[4]), row[5], row[6])


def is_reversed(conn: driver.Connection, txn_id: TxnId) -> bool:
    return bool(
        conn.execute("SELECT EXISTS (SELECT 1 FROM reversal WHERE reverses_id = ?)", (txn_id,)).fetchone()[0]
    )


def on_receipt(conn: driver.Connection, txn_id: TxnId) -> list[driver.Row]:
    """(name, packs, sessions moved, sessions left then, last day) of each pack a transaction moved.

    Equal ones together; what was left is what was left right after it, also on a later print.
    """
    return conn.execute(
        "SELECT name, count(*), sessions, left, valid_to_day FROM (SELECT p.name, e.sessions, "
        "e.valid_to_day, (SELECT sum(CASE WHEN x.kind IN ('sold', 'given', 'returned') "
        "THEN x.sessions ELSE -x.sessions END) FROM pack_event x WHERE x.pack_id = e.pack_id "
        "AND x.n <= e.n) AS left FROM pack_event e JOIN pack p ON p.id = e.pack_id WHERE e.txn_id = ?) "
        "GROUP BY name, sessions, left, valid_to_day ORDER BY name",
        (txn_id,),
    ).fetchall()


@dataclass(frozen=True, slots=True)
class Bought:
    """How a pack was bought, together with others of its sale."""

    number: int
    day: int
    paid: Money
    from_principal: Money
    tenders: tuple[tuple[Account, Money], ...]
    served_before: bool
    """The member had been served before (法释〔2025〕4号 Art. 14)."""


def bought(conn: driver.Connection, pack: Pack) -> Bought:
    number, day, paid, row = conn.execute(
        f"SELECT t.number, {day_of()}, t.amount, t.row FROM txn t WHERE t.id = ?", (pack.txn_id,)
    ).fetchone()
    sums = conn.execute(
        "SELECT account, sum(amount) FROM posting WHERE txn_id = ? GROUP BY account", (pack.txn_id,)
    ).fetchall()
    served = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM txn WHERE member_id = ? AND row < ? AND kind IN ('sale', 'pack_use'))",
        (pack.member_id, row),
    ).fetchone()[0]
    known = {Account(account): Money(amount) for account, amount in sums}
    tenders = tuple((account, known[account]) for account in TENDER_ACCOUNTS if account in known)
    principal = known.get(Account.PRINCIPAL, Money(0))
    return Bought(number, day, Money(paid), principal, tenders, bool(served))
