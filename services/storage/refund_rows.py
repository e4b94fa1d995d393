"""Card refunds as rows, and everything of an account that its worksheet is computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from model.card_refund import Consumed, PackBought, Purchase
from model.gift import HandedGift
from model.ids import CardRefundId, MemberId, StaffId, TxnId
from model.money import Money, portion, total
from model.record import dataclass
from model.voucher_rule import BenefitKind
from services.clock import from_day_number
from services.storage import driver, gift_rows, member_rows, standing_rows, voucher_rows
from services.storage.day_rows import day_of

if TYPE_CHECKING:
    from datetime import date

    from services.storage.work import Reader, Work

INSERT_EVENT: Final = "INSERT INTO card_refund_event VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_PAID: Final = "INSERT INTO card_refund_paid VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

ASKED: Final = "asked"
PAID: Final = "paid"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A card refund as it stands."""

    id: CardRefundId
    member_id: MemberId
    state: str
    version: int
    asked_by: StaffId
    asked_by_name: str
    asked_ms: int
    asked_day: date
    reason: str
    txn_id: TxnId | None
    """The transaction that paid it."""


_ROW: Final = (
    "SELECT r.id, r.member_id, r.state, r.version, r.asked_by, coalesce(s.name, ''), r.asked_ms, "
    "r.asked_day, r.reason, p.txn_id FROM card_refund r LEFT JOIN staff s ON s.id = r.asked_by "
    "LEFT JOIN card_refund_paid p ON p.refund_id = r.id "
)


def _refund(row: driver.Row) -> RefundRow:
    id_, member_id, state, version, asked_by, name, asked_ms, asked_day, reason, txn_id = row
    day = from_day_number(asked_day)
    return RefundRow(id_, member_id, state, version, asked_by, name, asked_ms, day, reason, txn_id)


def get(conn: driver.Connection, refund_id: CardRefundId) -> RefundRow | None:
    row = conn.execute(f"{_ROW} WHERE r.id = ?", (refund_id,)).fetchone()
    return _refund(row) if row else None


def open_of(conn: driver.Connection, member_id: MemberId) -> RefundRow | None:
    """The refund that a member asked for and that is not decided yet."""
    row = conn.execute(f"{_ROW} WHERE r.member_id = ? AND r.state = 'asked'", (member_id,)).fetchone()
    return _refund(row) if row else None


def add(work: Work, refund_id: CardRefundId, member_id: MemberId, reason: str) -> None:
    """Write a refund that was asked for just now."""
    staff_id = work.command.staff_id
    work.conn.execute(
        "INSERT INTO card_refund VALUES (?, ?, 'asked', 1, ?, ?, ?, ?)",
        (refund_id, member_id, staff_id, work.now, work.today_number, reason),
    )
    row = (refund_id, 1, ASKED, work.command.id, None, reason, work.now)
    work.write_facts(INSERT_EVENT, [row])


def decide(work: Work, known: RefundRow, state: str, txn_id: TxnId | None = None, reason: str = "") -> None:
    """Move an asked refund to paid or withdrawn; raises LookupError where it moved meanwhile."""
    moved = work.conn.execute(
        "UPDATE card_refund SET state = ?, version = version + 1 "
        "WHERE id = ? AND state = 'asked' AND version = ?",
        (state, known.id, known.version),
    ).rowcount
    if moved != 1:
        raise LookupError("card refund")
    row = (known.id, known.version + 1, state, work.command.id, txn_id, reason, work.now)
    work.write_facts(INSERT_EVENT, [row])


def insert_paid(work: Work, row: Sequence[object]) -> None:
    """Of table card_refund_paid, in its order."""
    work.write_facts(INSERT_PAID, [tuple(row)])


def paid_sheet(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """(refund, worksheet as JSON, who asked, who approved, closed, why alone) of a refund that was paid."""
    row = conn.execute(
        "SELECT p.refund_id, p.worksheet, coalesce(a.name, ''), coalesce(b.name, ''), p.closed, p.alone "
        "FROM card_refund_paid p LEFT JOIN staff a ON a.id = p.asked_by "
        "LEFT JOIN staff b ON b.id = p.approved_by WHERE p.txn_id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def on_receipt(conn: driver.Connection, txn_id: TxnId) -> driver.Row | None:
    """(refunded, interest, cause, reason, closed) of a refund that was paid."""
    row = conn.execute(
        "SELECT p.refunded, p.interest, p.cause, c.reason, p.closed FROM card_refund_paid p "
        "JOIN card_refund c ON c.id = p.refund_id WHERE p.txn_id = ?",
        (txn_id,),
    ).fetchone()
    return tuple(row) if row else None


def name_and_number(conn: driver.Connection, member_id: MemberId) -> tuple[str, int] | None:
    row = conn.execute("SELECT name, number FROM member WHERE id = ?", (member_id,)).fetchone()
    return (row[0], row[1]) if row else None


def close_account(work: Work, member_id: MemberId) -> None:
    """Mark the account closed; its cards stop working."""
    work.conn.execute("UPDATE member SET closed_ms = ? WHERE id = ?", (work.now, member_id))
    member_rows.revoke_cards(work, member_id)


def reopen_account(work: Work, member_id: MemberId) -> bool:
    """Whether the account was closed; it is open now."""
    sql = "UPDATE member SET closed_ms = NULL WHERE id = ? AND closed_ms IS NOT NULL"
    return work.conn.execute(sql, (member_id,)).rowcount == 1


def endings(conn: driver.Connection, member_id: MemberId) -> list[driver.Row]:
    """(whether it was opened again, at, by whom, why) of each closing of an account, the earliest first."""
    closed = conn.execute(
        "SELECT 0, t.at_ms, coalesce(s.name, ''), r.reason FROM txn t "
        "JOIN card_refund_paid p ON p.txn_id = t.id "
        "JOIN card_refund r ON r.id = p.refund_id LEFT JOIN staff s ON s.id = p.approved_by "
        "WHERE t.member_id = ? AND t.kind = 'card_refund' AND p.closed = 1",
        (member_id,),
    ).fetchall()
    # Operations are looked through for the few accounts that were closed once.
    opened = conn.execute(
        "SELECT 1, o.at_ms, coalesce(s.name, ''), json_extract(o.detail, '$.reason') FROM operation o "
        "LEFT JOIN staff s ON s.id = coalesce(o.approved_by, o.staff_id) "
        "WHERE o.kind = 'reopen_account' AND o.subject_id = ?",
        (member_id,),
    )
    return sorted(closed + opened.fetchall(), key=lambda row: row[1]) if closed else []


# What an account was

Family = tuple[tuple[MemberId, int], ...]
"""A member and the records merged into theirs, each with the row up to which a refund settled it."""

_FAMILY: Final = (
    "WITH RECURSIVE f (id) AS (SELECT ?1 UNION ALL SELECT m.from_id FROM f JOIN member_merge m "
    "ON m.into_id = f.id AND m.state = 'merged'), "
    "up (id, holder, since) AS (SELECT id, id, 0 FROM f UNION ALL SELECT up.id, m.into_id, "
    f"max(up.since, {standing_rows.MERGED}) FROM up "
    "JOIN member_merge m ON m.from_id = up.holder AND m.state = 'merged') "
    "SELECT f.id, coalesce((SELECT max(t.row) FROM up JOIN txn t ON t.member_id = up.holder "
    f"WHERE up.id = f.id AND t.kind = 'card_refund' AND {standing_rows.SEQ} > up.since), 0) FROM f"
)
"""A refund settles the payments of every record that its own stood for on that day, whatever it is merged
into later."""


def family(conn: driver.Connection, member_id: MemberId) -> Family:
    """The member first; what was settled by a card refund before counts no more."""
    return tuple((MemberId(id_), row) for id_, row in conn.execute(_FAMILY, (member_id,)).fetchall())


def top_ups(conn: driver.Connection, of: Family) -> list[TxnId]:
    """Every top-up that is not settled yet."""
    return [
        TxnId(id_)
        for member_id, after in of
        for (id_,) in conn.execute(
            "SELECT id FROM txn WHERE member_id = ? AND kind = 'top_up' AND row > ? ORDER BY row",
            (member_id, after),
        ).fetchall()
    ]


_PURCHASES: Final = (
    f"SELECT t.row, t.id, t.number, u.plan_name, {day_of()}, u.served_before, "
    "u.paid - coalesce((SELECT sum(r.amount) FROM reversal r WHERE r.reverses_id = t.id), 0), "
    "u.bonus - coalesce((SELECT sum(p.amount) FROM reversal r JOIN posting p ON p.txn_id = r.txn_id "
    "WHERE r.reverses_id = t.id AND p.account = 'bonus'), 0), "
    "coalesce((SELECT sum(i.amount) FROM instalment i WHERE i.txn_id = t.id AND i.state = 'claimed'), 0), "
    "coalesce((SELECT sum(i.amount) FROM instalment i WHERE i.txn_id = t.id AND i.state = 'pending'), 0), "
    "coalesce((SELECT sum((k.sessions - k.sessions_left) * k.list_price) FROM pack k WHERE k.txn_id = t.id "
    "AND k.origin = 'plan' AND k.state = 'open'), 0), "
    "coalesce((SELECT sum(k.sessions_left * k.list_price) FROM pack k WHERE k.txn_id = t.id "
    "AND k.origin = 'plan' AND k.state = 'open'), 0) "
    "FROM txn t JOIN top_up u ON u.txn_id = t.id WHERE t.member_id = ? AND t.row > ?"
)
_HANDED_OVER: Final = (
    f"SELECT t.row, t.number, {day_of()}, x.principal, x.bonus, x.other_member_id, x.role "
    "FROM txn t JOIN transfer x ON x.txn_id = t.id "
    "WHERE t.member_id = ? AND t.row > ? AND x.kind = 'transfer' "
    "AND NOT EXISTS (SELECT 1 FROM reversal r WHERE r.reverses_id = t.id)"
)


def purchases(read: Reader, of: Family, handed_over: Sequence[driver.Row]) -> tuple[Purchase, ...]:
    """Payments that are not settled yet, the earliest first, with what was given and promised with each.

    `handed_over` is of `transfers`: what others handed over is a payment too.
    """
    found: list[tuple[int, Purchase]] = []
    for member_id, after in of:
        for row in read.conn.execute(_PURCHASES, (member_id, after)).fetchall():
            if row[6] > 0:
                found.append((row[0], _purchase(read, row)))
    for row in handed_over:
        if row[6] == "in":
            paid, bonus = Money(row[3]), Money(row[4])
            day = from_day_number(row[2])
            found.append((row[0], Purchase(read.number(row[1]), "", day, paid, bonus, transferred=True)))
    return tuple(purchase for _, purchase in sorted(found, key=lambda pair: pair[0]))


def _purchase(read: Reader, row: driver.Row) -> Purchase:
    _, txn_id, number, plan, day, served, paid, bonus, claimed, pending, had, sessions = row
    used, unused = _vouchers(read.conn, txn_id)
    handed = tuple(
        HandedGift(txn_id, gift.gift_id, gift.name, gift.quantity, gift.list_value)
        for gift in gift_rows.out_with(read.conn, txn_id)
    )
    return Purchase(
        read.number(number),
        plan,
        from_day_number(day),
        Money(paid),
        Money(bonus + claimed + used),
        total([gift.value for gift in handed]) + Money(had),
        Money(pending + sessions + unused),
        bool(served),
        handed=handed,
    )


def _vouchers(conn: driver.Connection, txn_id: TxnId) -> tuple[int, int]:
    """(what the vouchers of a plan took off bills, what the unused ones would take off at most)."""
    rows = conn.execute(
        "SELECT v.state, n.rule, coalesce((SELECT sum(u.discount) FROM voucher_use u WHERE "
        "u.voucher_id = v.id AND u.event_n = v.version), 0) FROM batch b JOIN voucher v "
        "ON v.batch_id = b.id JOIN voucher_template_version n ON n.id = v.template_version_id "
        "WHERE b.txn_id = ? AND b.kind = 'top_up'",
        (txn_id,),
    ).fetchall()
    used = sum(discount for state, _, discount in rows if state == "redeemed")
    rules = [voucher_rows.unpack_rule(rule).benefit for state, rule, _ in rows if state == "issued"]
    return used, sum(rule.amount.fen for rule in rules if rule.kind is BenefitKind.AMOUNT)


def transfers(conn: driver.Connection, of: Family) -> list[driver.Row]:
    """What went to or came from people outside the family.

    Inside it nothing changes, unless a refund settled the other side of it before they were merged.
    """
    settled = dict(of)
    rows = [row for member in of for row in conn.execute(_HANDED_OVER, member).fetchall()]
    return [row for row in rows if row[5] not in settled or row[0] < settled[row[5]]]


def moved_out(conn: driver.Connection, of: Family, handed_over: Sequence[driver.Row]) -> Money:
    """Principal that other members were given (of `transfers`), or that session packs were paid with."""
    left = sum(row[3] for row in handed_over if row[6] == "out")
    for member_id, after in of:
        left += conn.execute(
            "SELECT coalesce(sum(p.amount), 0) FROM txn t JOIN posting p ON p.txn_id = t.id "
            "LEFT JOIN reversal r ON r.txn_id = t.id LEFT JOIN txn o ON o.id = r.reverses_id "
            "WHERE t.member_id = ? AND t.row > ? AND p.account = 'principal' "
            "AND ('pack_sale' IN (t.kind, o.kind) OR t.kind = 'pack_refund')",
            (member_id, after),
        ).fetchone()[0]
    return Money(max(0, left))


def gave_bonus(handed_over: Sequence[driver.Row]) -> bool:
    """Whether bonus went to other members: with all the principal that was left then."""
    return any(row[4] for row in handed_over if row[6] == "out")


def packs(read: Reader, member_id: MemberId, of: Family) -> tuple[PackBought, ...]:
    """Open packs that were paid for."""
    marks = ",".join("?" * len(of))
    rows = read.conn.execute(
        f"SELECT t.number, k.name, {day_of()}, k.paid, k.sessions, k.sessions_left, k.value_left, "
        f"k.list_price, EXISTS (SELECT 1 FROM txn s WHERE s.member_id IN ({marks}) AND s.row < t.row "
        "AND s.kind IN ('sale', 'pack_use')) FROM pack k JOIN txn t ON t.id = k.txn_id "
        "WHERE k.member_id = ? AND k.state = 'open' AND k.origin = 'sold' ORDER BY t.row, k.id",
        (*(id_ for id_, _ in of), member_id),
    ).fetchall()
    return tuple(
        PackBought(
            read.number(number),
            name,
            from_day_number(day),
            Money(paid),
            sessions,
            sessions - left,
            Money(paid - value_left),
            Money(list_price),
            bool(served),
        )
        for number, name, day, paid, sessions, left, value_left, list_price, served in rows
    )


def came_by(conn: driver.Connection, of: Family) -> dict[str, int]:
    """Tender account → what came in by it for top-ups and packs and was not paid back by a reversal."""
    sums: defaultdict[str, int] = defaultdict(int)
    for member_id, after in of:
        for account, amount in conn.execute(
            "SELECT p.account, sum(p.amount) FROM txn t JOIN posting p ON p.txn_id = t.id "
            "LEFT JOIN reversal r ON r.txn_id = t.id LEFT JOIN txn o ON o.id = r.reverses_id "
            "WHERE t.member_id = ? AND t.row > ? "
            "AND coalesce(o.kind, t.kind) IN ('top_up', 'pack_sale', 'pack_refund') "
            "AND p.account IN ('cash', 'wechat', 'alipay', 'bank_card') GROUP BY p.account",
            (member_id, after),
        ).fetchall():
            sums[account] += amount
    return dict(sums)


_LINES: Final = (
    "SELECT t.row, l.n, l.name, l.unit_price, l.quantity, l.quantity - coalesce((SELECT sum(x.quantity) "
    "FROM reversal r JOIN reversal_line x ON x.txn_id = r.txn_id WHERE r.reverses_id = t.id "
    f"AND x.line = l.n), 0), t.number, {day_of()}, "
    "coalesce((SELECT sum(v.amount) FROM voucher_line v JOIN voucher w ON w.id = v.voucher_id "
    "JOIN batch b ON b.id = w.batch_id WHERE v.txn_id = t.id AND v.line = l.n AND b.kind = 'top_up'), 0), "
    "coalesce((SELECT sum(v.amount) FROM voucher_line v WHERE v.txn_id = t.id AND v.line = l.n), 0), "
    "coalesce((SELECT q.amount FROM sale_points_line q WHERE q.txn_id = t.id AND q.line = l.n), 0) "
    "FROM txn t JOIN sale_line l ON l.txn_id = t.id WHERE t.member_id = ? AND t.row > ? ORDER BY t.row, l.n"
)
_PARTS: Final = (
    "SELECT t.row, a.line, a.account, a.amount - coalesce((SELECT sum(p.amount) FROM reversal r "
    "JOIN reversal_part p ON p.txn_id = r.txn_id WHERE r.reverses_id = t.id AND p.line = a.line "
    "AND p.account = a.account AND p.lot_id = a.lot_id), 0), "
    "a.lot_id FROM txn t JOIN allocation a ON a.txn_id = t.id WHERE t.member_id = ? AND t.row > ?"
)
"""Bonus that wasn't bought with a payment (a reward, say) is no part of a contract."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """How a line was paid, as far as it isn't reversed (fen)."""

    bought: int = 0
    """From what was paid in, and from what was given with it."""
    of_others: int = 0
    """Of that, from bonus that another member handed over."""
    all: int = 0
    """From anywhere, without what was rounded off."""


def consumed(read: Reader, of: Family) -> tuple[Consumed, ...]:
    """Visits that are not settled yet, as far as they were paid from a contract and not reversed."""
    found: list[tuple[int, Consumed]] = []
    origins = _Origins(read.conn, of)
    for member_id, after in of:
        paid = _paid_lines(read.conn, origins, member_id, after)
        lines: defaultdict[int, list[driver.Row]] = defaultdict(list)
        for line in read.conn.execute(_LINES, (member_id, after)).fetchall():
            lines[line[0]].append(line)
        for row, of_sale in lines.items():
            visit = _visit(read, of_sale, paid)
            if visit.taken:
                found.append((row, visit))
    return tuple(visit for _, visit in sorted(found, key=lambda pair: pair[0]))


class _Origins:
    """By what each lot first came to somebody, back through transfers between the same people's records."""

    def __init__(self, conn: driver.Connection, of: Family) -> None:
        self._conn = conn
        self._inside = {id_ for id_, _ in of}
        self._known: dict[bytes, str] = {}

    def of(self, lot_id: bytes) -> str:
        """The kind of its first transaction; `transfer` for what others handed over."""
        if lot_id not in self._known:
            self._known[lot_id] = self._look_up(lot_id)
        return self._known[lot_id]

    def _look_up(self, lot_id: bytes) -> str:
        kind, move, other_id, before = self._conn.execute(_ORIGIN, (lot_id,)).fetchone()
        if kind == "transfer" and before is not None and (move != "transfer" or other_id in self._inside):
            return self.of(before)
        return str(kind)


_ORIGIN: Final = (
    "SELECT g.kind, x.kind, x.other_member_id, (SELECT o.lot_id FROM posting i JOIN posting o "
    "ON o.txn_id = x.other_txn_id AND o.n = i.n WHERE i.txn_id = g.id AND i.lot_id = b.id) "
    "FROM bonus_lot b JOIN txn g ON g.id = b.txn_id LEFT JOIN transfer x ON x.txn_id = g.id WHERE b.id = ?"
)


def _paid_lines(
    conn: driver.Connection, origins: _Origins, member_id: MemberId, after: int
) -> dict[tuple[int, int], _Paid]:
    known: dict[tuple[int, int], _Paid] = {}
    for row, line, account, amount, lot_id in conn.execute(_PARTS, (member_id, after)).fetchall():
        if account == "rounding":
            continue
        origin = origins.of(lot_id) if account == "bonus" else account
        bought = amount if origin in _BOUGHT else 0
        others = amount if origin == "transfer" else 0
        was = known.get((row, line), _Paid())
        known[row, line] = _Paid(was.bought + bought, was.of_others + others, was.all + amount)
    return known


_BOUGHT: Final = frozenset({"principal", "top_up", "claim", "transfer"})


def _visit(read: Reader, lines: Sequence[driver.Row], paid: dict[tuple[int, int], _Paid]) -> Consumed:
    parts = list(_line_parts(lines, paid))
    number, day = lines[0][6], lines[0][7]
    names = "、".join(name for name, taken, _ in parts if taken)
    taken, values = total([t for _, t, _ in parts]), total([v for _, _, v in parts])
    left = {(line[0], line[1]) for line in lines if line[5] > 0}
    others = sum(paid[line].of_others for line in left if line in paid)
    return Consumed(read.number(number), names, from_day_number(day), taken, values, Money(others))


def _line_parts(
    lines: Sequence[driver.Row], paid: dict[tuple[int, int], _Paid]
) -> Iterator[tuple[str, Money, Money]]:
    """(name, what was taken, its list value) of each line; vouchers of a plan count as taken."""
    for row, n, name, price, quantity, left, _, _, of_plan, vouchers, points in lines:
        if left <= 0:
            continue
        by_line = paid.get((row, n), _Paid())
        from_plan = of_plan * left // quantity
        others = (vouchers - of_plan + points) * left // quantity
        taken, whole = by_line.bought + from_plan, by_line.all + from_plan
        at_list = max(whole, price * left - others)
        yield name, Money(taken), Money(portion(at_list, taken, whole) if whole else 0)
