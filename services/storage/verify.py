"""Proving the books: what every number in the file must agree with.

`quick` runs at every start; `prove` is `main.py check`. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from model.errors import EnvironmentProblem
from model.record import dataclass
from services.storage import (
    driver,
    schema,
    store,
    verify_chain,
    verify_claims,
    verify_close,
    verify_days,
    verify_friends,
    verify_moves,
    verify_packs,
    verify_plans,
    verify_points,
    verify_refunds,
    verify_vouchers,
    verify_written,
)
from services.storage.day_rows import day_of
from services.storage.verify_chain import broken_links
from services.storage.work import Reader

WORST_SHOWN: Final = 20
UNREADABLE: Final = (driver.DatabaseError, ValueError, LookupError)
"""What comes of values that can't be what they should: text where a number was, a key that is gone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One proof: its name, how many things it looked at, and what is wrong (empty when proven)."""

    name: str
    counted: int
    wrong: tuple[str, ...]


def quick(read: Reader) -> None:
    """The check at every start; raises EnvironmentProblem `file.damaged` with what was found."""
    with store.translated():
        _quick(read)


def _quick(read: Reader) -> None:
    found = read.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise EnvironmentProblem("file.damaged", path="", reason=str(found))
    for name, sql in _TOTALS.items():
        if read.conn.execute(sql).fetchone()[0]:
            raise EnvironmentProblem("file.damaged", path="", reason=name)
    wrong = list(broken_links(read.conn, last=500))
    if wrong:
        raise EnvironmentProblem("file.damaged", path="", reason=wrong[0])


_TOTALS: Final = {
    "principal": (
        "SELECT (SELECT coalesce(sum(principal), 0) FROM member_balance) "
        "+ (SELECT coalesce(sum(amount), 0) FROM daily_total WHERE account = 'principal')"
    ),
    "bonus": (
        "SELECT (SELECT coalesce(sum(bonus), 0) FROM member_balance) "
        "- (SELECT coalesce(sum(remaining), 0) FROM lot_balance)"
    ),
    "points": (
        "SELECT (SELECT coalesce(sum(points), 0) FROM member_balance) "
        "+ (SELECT coalesce(sum(amount), 0) FROM daily_total WHERE account = 'points')"
    ),
    "lots": (
        "SELECT (SELECT coalesce(sum(remaining), 0) FROM lot_balance) "
        "+ (SELECT coalesce(sum(amount), 0) FROM daily_total WHERE account = 'bonus')"
    ),
    "daily totals": (
        "SELECT count(*) FROM (SELECT 1 FROM daily_total "
        "GROUP BY business_day, kind, account IN ('points', 'points_given') HAVING sum(amount) <> 0)"
    ),
}

# name → (what is counted, a query whose rows are each a mistake)
_PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every transaction sums to zero, fen and points apart": (
        "SELECT count(*) FROM txn",
        (
            "SELECT hex(txn_id) FROM posting GROUP BY txn_id, account IN ('points', 'points_given') "
            "HAVING sum(amount) <> 0"
        ),
    ),
    "every transaction has its operation, and every posting its transaction": (
        "SELECT count(*) FROM posting",
        (
            "SELECT hex(id) FROM txn WHERE operation_id NOT IN (SELECT id FROM operation) UNION ALL "
            "SELECT hex(txn_id) FROM posting WHERE txn_id NOT IN (SELECT id FROM txn)"
        ),
    ),
    "every member's balances equal the postings": (
        "SELECT count(*) FROM member_balance",
        (
            "WITH s AS (SELECT member_id, -sum(amount) FILTER (WHERE account = 'principal') AS p, "
            "-sum(amount) FILTER (WHERE account = 'bonus') AS b, -sum(amount) FILTER (WHERE account "
            "= 'points') AS q "
            "FROM posting WHERE member_id IS NOT NULL GROUP BY member_id) "
            "SELECT hex(m.id) FROM member m JOIN member_balance b ON b.member_row = m.row LEFT JOIN "
            "s ON s.member_id = m.id "
            "WHERE b.principal <> coalesce(s.p, 0) OR b.bonus <> coalesce(s.b, 0) OR b.points <> "
            "coalesce(s.q, 0)"
        ),
    ),
    "every member has balances, and every balance a member": (
        "SELECT count(*) FROM member",
        (
            "SELECT hex(id) FROM member WHERE row NOT IN (SELECT member_row FROM member_balance) UNION ALL "
            "SELECT member_row FROM member_balance WHERE member_row NOT IN (SELECT row FROM member)"
        ),
    ),
    "every bonus lot equals its postings": (
        "SELECT count(*) FROM bonus_lot",
        (
            "WITH s AS (SELECT lot_id, -sum(amount) AS left FROM posting WHERE lot_id IS NOT NULL "
            "GROUP BY lot_id) "
            "SELECT hex(l.id) FROM bonus_lot l LEFT JOIN s ON s.lot_id = l.id LEFT JOIN lot_balance "
            "b ON b.lot_id = l.id "
            "AND b.member_id = l.member_id WHERE b.remaining IS NULL OR b.remaining <> coalesce(s.left, 0) "
            "OR b.remaining > l.granted"
        ),
    ),
    "nothing stored is negative": (
        "SELECT count(*) FROM member_balance",
        (
            "SELECT member_row FROM member_balance WHERE principal < 0 OR bonus < 0 UNION ALL "
            "SELECT hex(lot_id) FROM lot_balance WHERE remaining < 0"
        ),
    ),
    "daily totals equal the postings": (
        "SELECT count(*) FROM daily_total",
        (
            "WITH s AS (SELECT t.business_day AS d, t.kind AS k, p.account AS a, sum(p.amount) AS "
            "v, count(*) AS n "
            "FROM posting p JOIN txn t ON t.id = p.txn_id GROUP BY 1, 2, 3) "
            "SELECT coalesce(s.d, x.business_day) || ' ' || coalesce(s.a, x.account) FROM s FULL "
            "JOIN daily_total x "
            "ON x.business_day = s.d AND x.kind = s.k AND x.account = s.a "
            "WHERE s.v IS NOT x.amount OR s.n IS NOT x.postings"
        ),
    ),
    "every sale adds up: lines, discounts, rounding, due": (
        "SELECT count(*) FROM sale",
        (
            "SELECT hex(s.txn_id) FROM sale s LEFT JOIN (SELECT txn_id, sum(unit_price * quantity) AS list, "
            "sum(tier_discount) AS t, sum(manual_discount) AS m, sum(points) AS p FROM sale_line "
            "GROUP BY txn_id) l "
            "ON l.txn_id = s.txn_id WHERE l.list IS NOT s.list_total OR l.t IS NOT s.tier_discount "
            "OR l.m IS NOT s.manual_discount OR l.p IS NOT s.points "
            "OR s.due <> s.list_total - s.tier_discount - s.manual_discount - s.rounding "
            "- (SELECT coalesce(sum(u.discount), 0) FROM voucher_use u WHERE u.txn_id = s.txn_id) "
            "- (SELECT coalesce(sum(q.discount), 0) FROM sale_points q WHERE q.txn_id = s.txn_id)"
        ),
    ),
    "every line's parts add up to the line": (
        "SELECT count(*) FROM sale_line",
        (
            "SELECT hex(l.txn_id) || ' ' || l.n FROM sale_line l LEFT JOIN (SELECT txn_id, line, "
            "sum(amount) AS a "
            "FROM allocation GROUP BY txn_id, line) x ON x.txn_id = l.txn_id AND x.line = l.n "
            "WHERE l.unit_price * l.quantity - l.tier_discount - l.manual_discount <> coalesce(x.a, 0) "
            "+ (SELECT coalesce(sum(v.amount), 0) FROM voucher_line v WHERE v.txn_id = l.txn_id "
            "AND v.line = l.n) + (SELECT coalesce(sum(q.amount), 0) FROM sale_points_line q "
            "WHERE q.txn_id = l.txn_id AND q.line = l.n)"
        ),
    ),
    "every part of a sale was posted to its account": (
        "SELECT count(*) FROM allocation",
        (
            "SELECT hex(s.txn_id) FROM sale s JOIN allocation a ON a.txn_id = s.txn_id GROUP BY "
            "a.txn_id, a.account, a.lot_id "
            "HAVING sum(a.amount) <> (SELECT coalesce(sum(p.amount), 0) FROM posting p WHERE "
            "p.txn_id = a.txn_id "
            "AND p.account = a.account AND coalesce(p.lot_id, x'') = a.lot_id)"
        ),
    ),
    "every tender was posted": (
        "SELECT count(*) FROM tender",
        (
            "SELECT hex(t.txn_id) FROM tender t WHERE t.amount <> (SELECT coalesce(sum(p.amount), "
            "0) FROM posting p "
            "WHERE p.txn_id = t.txn_id AND p.account = t.account) OR t.received < t.amount "
            "OR (t.received > t.amount AND t.account <> 'cash')"
        ),
    ),
    "every top-up equals its principal, bonus and lot": (
        "SELECT count(*) FROM top_up",
        (
            "SELECT hex(u.txn_id) FROM top_up u LEFT JOIN bonus_lot l ON l.id = u.lot_id WHERE "
            "u.paid <> (SELECT coalesce(-sum(amount), 0) FROM posting WHERE txn_id = u.txn_id AND "
            "account = 'principal') "
            "OR u.bonus <> (SELECT coalesce(-sum(amount), 0) FROM posting WHERE txn_id = u.txn_id "
            "AND account = 'bonus') "
            "OR u.bonus <> coalesce(l.granted, 0)"
        ),
    ),
    "no sale line is reversed more often than it was sold": (
        "SELECT count(*) FROM reversal_line",
        (
            "SELECT hex(l.txn_id) || ' ' || l.n FROM reversal r JOIN reversal_line x ON x.txn_id = r.txn_id "
            "JOIN sale_line l ON l.txn_id = r.reverses_id AND l.n = x.line GROUP BY l.txn_id, l.n "
            "HAVING sum(x.quantity) > l.quantity"
        ),
    ),
    "no part of a line goes back more than it was taken": (
        "SELECT count(*) FROM reversal_part",
        (
            "SELECT hex(r.reverses_id) || ' ' || p.line FROM reversal r JOIN reversal_part p ON "
            "p.txn_id = r.txn_id "
            "LEFT JOIN allocation a ON a.txn_id = r.reverses_id AND a.line = p.line AND a.account = "
            "p.account "
            "AND a.lot_id = p.lot_id GROUP BY r.reverses_id, p.line, p.account, p.lot_id "
            "HAVING sum(p.amount) > coalesce(max(a.amount), 0)"
        ),
    ),
    "reversals never exceed what they reverse": (
        "SELECT count(*) FROM reversal",
        (
            "SELECT hex(o.id) FROM reversal r JOIN txn o ON o.id = r.reverses_id GROUP BY o.id "
            "HAVING sum(r.amount) > o.amount "
            "OR max(o.kind) = 'reversal' UNION ALL SELECT hex(r.txn_id) FROM reversal r JOIN txn t "
            "ON t.id = r.txn_id "
            "JOIN txn o ON o.id = r.reverses_id WHERE t.member_id IS NOT o.member_id OR t.amount <> r.amount"
        ),
    ),
    "every kind of transaction has its own row": (
        "SELECT count(*) FROM txn",
        (
            "SELECT hex(id) FROM txn WHERE (kind = 'sale') <> (id IN (SELECT txn_id FROM sale)) "
            "OR (kind = 'top_up') <> (id IN (SELECT txn_id FROM top_up)) "
            "OR (kind = 'reversal') <> (id IN (SELECT txn_id FROM reversal)) "
            "OR (kind = 'reward') <> (EXISTS (SELECT 1 FROM referral_reward w "
            "WHERE w.reward_txn_id = txn.id) "
            "OR EXISTS (SELECT 1 FROM friend_card_event e WHERE e.txn_id = txn.id)) "
            "OR kind NOT IN ('sale', 'top_up', 'reversal', 'reward', 'claim', 'pack_sale', 'pack_use', "
            "'pack_refund', 'points', 'expiry', 'card_refund', 'transfer', 'cash')"
        ),
    ),
    "members' statistics equal their sales": (
        "SELECT count(*) FROM member_balance",
        (
            "WITH s AS (SELECT coalesce(h.merged_into, h.id) AS m, sum(t.kind IN ('sale', 'pack_use')) "
            "- sum(t.kind = 'reversal' AND o.kind IN ('sale', 'pack_use') AND r.whole) AS v, "
            "sum(CASE WHEN t.kind IN ('sale', 'pack_use') THEN t.amount "
            "WHEN o.kind IN ('sale', 'pack_use') THEN -t.amount ELSE 0 END) AS spent, "
            "sum(CASE WHEN t.kind = 'top_up' THEN t.amount WHEN o.kind = 'top_up' THEN -t.amount "
            "ELSE 0 END) AS up, "
            "max(CASE WHEN t.kind IN ('sale', 'pack_use') AND NOT EXISTS (SELECT 1 FROM reversal w "
            f"WHERE w.reverses_id = t.id AND w.whole = 1) THEN {day_of()} END) AS last "
            "FROM txn t LEFT JOIN reversal r ON r.txn_id = t.id LEFT JOIN txn o ON o.id = r.reverses_id "
            "JOIN member h ON h.id = t.member_id GROUP BY 1) SELECT hex(m.id) FROM member m "
            "JOIN member_balance b "
            "ON b.member_row = m.row LEFT JOIN s ON s.m = m.id WHERE b.visits <> coalesce(s.v, 0) "
            "OR b.spent <> coalesce(s.spent, 0) OR b.topped_up <> coalesce(s.up, 0) "
            "OR b.last_visit_day <> coalesce(s.last, 0)"
        ),
    ),
    "receipt numbers, operations and member numbers have no gaps": (
        (
            "SELECT (SELECT count(*) FROM txn) + (SELECT count(*) FROM operation) + (SELECT count(*) "
            "FROM member)"
        ),
        (
            "SELECT 'receipts' FROM txn GROUP BY counter_id HAVING max(number) <> count(*) UNION ALL "
            "SELECT 'operations' FROM operation GROUP BY counter_id HAVING max(seq) <> count(*) UNION ALL "
            "SELECT 'members' FROM member GROUP BY counter_id HAVING max(number) <> count(*) UNION ALL "
            "SELECT 'rows of receipts' FROM (SELECT min(row) AS a, max(row) AS z, count(*) AS c FROM txn) "
            "WHERE a <> 1 OR z <> c"
        ),
    ),
    "every member can be found": (
        "SELECT count(*) FROM search_term",
        (
            "SELECT hex(id) FROM member WHERE (merged_into IS NULL) <> (row IN (SELECT member_row "
            "FROM search_term)) UNION ALL "
            "SELECT member_row FROM search_term WHERE member_row NOT IN (SELECT row FROM member)"
        ),
    ),
}


_PARTS: Final = (
    verify_vouchers,
    verify_friends,
    verify_plans,
    verify_claims,
    verify_packs,
    verify_points,
    verify_refunds,
    verify_moves,
    verify_days,
    verify_close,
    verify_written,
)
"""Modules with proofs of their own; each may also say which facts its operations write (verify_chain)."""


def prove(read: Reader) -> tuple[Finding, ...]:
    """Every proof there is, in order."""
    return tuple(findings(read))


def findings(read: Reader) -> Iterator[Finding]:
    """Every proof, each as it is done; a file that can't be read any further ends with that."""
    try:
        yield from _findings(read.conn)
    except UNREADABLE as error:
        yield Finding("the file can be read to its end", 0, (str(error),))


def _findings(conn: driver.Connection) -> Iterator[Finding]:
    yield _pragma(conn, "SQLite's own integrity", "integrity_check", {"ok"})
    yield _pragma(conn, "every reference resolves", "foreign_key_check", set())
    same = schema.schema_hash(conn) == store.SCHEMA_HASH
    yield Finding("tables, indexes and guards are as this version made them", 1, () if same else ("schema",))
    for name, (count, wrong) in _every_proof().items():
        counted = int(conn.execute(count).fetchone()[0])
        rows = conn.execute(f"SELECT * FROM ({wrong}) LIMIT {WORST_SHOWN}").fetchall()
        yield Finding(name, counted, tuple(str(row[0]) for row in rows))
    for part in (verify_close, verify_written):
        for name, check in part.CHECKS.items():
            counted = int(conn.execute(part.COUNTED).fetchone()[0])
            yield Finding(name, counted, tuple(islice(check(conn), WORST_SHOWN)))
    links = int(conn.execute("SELECT count(*) FROM operation").fetchone()[0])
    yield Finding("the chain of operations is unbroken", links, tuple(broken_links(conn)))


def _every_proof() -> dict[str, tuple[str, str]]:
    proofs = _PROOFS | verify_chain.PROOFS
    for part in _PARTS:
        proofs |= part.PROOFS
    return proofs


def _pragma(conn: driver.Connection, name: str, pragma: str, good: set[str]) -> Finding:
    pages = int(conn.execute("PRAGMA page_count").fetchone()[0])
    rows = [str(row[0]) for row in conn.execute(f"PRAGMA {pragma}").fetchall()]
    return Finding(name, pages, tuple(r for r in rows if r not in good)[:WORST_SHOWN])
