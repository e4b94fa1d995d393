"""Vouchers used on sales as rows, what came of them, and the pauses after wrong codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from model.ids import BatchId, MemberId, TxnId, VoucherId
from model.record import dataclass
from services.storage import driver, standing_rows

INSERT_USE: Final = "INSERT INTO voucher_use VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_LINE: Final = "INSERT INTO voucher_line VALUES (?, ?, ?, ?)"


def add_use(
    conn: driver.Connection,
    txn_id: TxnId,
    voucher: tuple[VoucherId, int],
    template_id: bytes,
    member_id: MemberId | None,
    parts: Sequence[int],
    leads: bool,
) -> None:
    """`voucher` is its id and the number of its event; `parts` fen by line; `leads`: see Use."""
    voucher_id, event_n = voucher
    row = (txn_id, voucher_id, event_n, template_id, member_id, sum(parts), int(leads))
    conn.execute(INSERT_USE, row)
    conn.executemany(
        INSERT_LINE, [(txn_id, line, voucher_id, part) for line, part in enumerate(parts) if part]
    )


@dataclass(frozen=True, slots=True)
class Use:
    """A voucher used on a sale; `lines` are those it took something off."""

    voucher_id: VoucherId
    version_id: bytes
    discount: int
    leads: bool
    """The first of its template on the bill: the sale is counted for it."""
    is_open: bool
    """Not returned since."""
    lines: frozenset[int]


def uses_of(conn: driver.Connection, txn_id: TxnId) -> list[Use]:
    rows = conn.execute(
        "SELECT u.voucher_id, v.template_version_id, u.discount, u.leads, "
        "v.state = 'redeemed' AND v.version = u.event_n, (SELECT group_concat(l.line) FROM voucher_line l "
        "WHERE l.txn_id = u.txn_id AND l.voucher_id = u.voucher_id) FROM voucher_use u "
        "JOIN voucher v ON v.id = u.voucher_id WHERE u.txn_id = ?",
        (txn_id,),
    ).fetchall()
    return [
        Use(
            id_,
            version,
            discount,
            bool(leads),
            bool(is_open),
            frozenset(map(int, (lines or "").split(",") if lines else ())),
        )
        for id_, version, discount, leads, is_open, lines in rows
    ]


def add_result(conn: driver.Connection, version_id: bytes, sales: int, turnover: int, discount: int) -> None:
    """Move what a template's version brought; what is reversed is negative."""
    conn.execute(
        "INSERT INTO voucher_result VALUES (?, ?, ?, ?) ON CONFLICT (template_version_id) DO UPDATE SET "
        "sales = sales + excluded.sales, turnover = turnover + excluded.turnover, "
        "discount = discount + excluded.discount",
        (version_id, sales, turnover, discount),
    )


def issued_with(conn: driver.Connection, txn_id: TxnId) -> list[BatchId]:
    """Batches of vouchers that a sale or a top-up brought."""
    rows = conn.execute(
        "SELECT id FROM batch WHERE txn_id = ? AND template_version_id IS NOT NULL ORDER BY id", (txn_id,)
    ).fetchall()
    return [BatchId(row[0]) for row in rows]


def giver_is_gone(conn: driver.Connection, batch_id: BatchId) -> bool:
    """Whether what brought a batch was reversed, or was a top-up that a card refund settled."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM reversal r WHERE r.reverses_id = b.txn_id AND r.whole = 1), "
        "b.kind = 'top_up', o.id, o.member_id FROM batch b JOIN txn o ON o.id = b.txn_id WHERE b.id = ?",
        (batch_id,),
    ).fetchone()
    if row is None:
        return False
    reversed_, topped_up, txn_id, member_id = row
    return bool(reversed_) or bool(topped_up and standing_rows.refunded_since(conn, txn_id, member_id))


def used_of(conn: driver.Connection, txn_id: TxnId) -> int:
    """How many of the vouchers that a sale or a top-up brought are used."""
    row = conn.execute(
        "SELECT count(*) FROM batch b JOIN voucher v ON v.batch_id = b.id "
        "WHERE b.txn_id = ? AND b.template_version_id IS NOT NULL AND v.state = 'redeemed'",
        (txn_id,),
    ).fetchone()
    return int(row[0])


def discounts_of(conn: driver.Connection, txn_id: TxnId) -> list[tuple[str, int]]:
    """(template's name, discount) of the vouchers used on a sale."""
    return conn.execute(
        "SELECT t.name, u.discount FROM voucher_use u JOIN voucher v ON v.id = u.voucher_id "
        "JOIN voucher_template_version t ON t.id = v.template_version_id WHERE u.txn_id = ? ORDER BY v.row",
        (txn_id,),
    ).fetchall()


def visits(conn: driver.Connection, member_id: MemberId) -> int:
    """Sales of a member that are not wholly reversed."""
    row = conn.execute(
        "SELECT b.visits FROM member m JOIN member_balance b ON b.member_row = m.row WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong codes typed at a counter: since the last pause, and on a business day."""

    failures: int = 0
    last_ms: int = 0
    paused_until_ms: int = 0
    day: int = 0
    on_day: int = 0


def attempts(conn: driver.Connection, counter_id: bytes) -> Attempts:
    row = conn.execute(
        "SELECT failures, last_ms, paused_until_ms, day, failures_on_day FROM code_attempt "
        "WHERE counter_id = ?",
        (counter_id,),
    ).fetchone()
    return Attempts(*row) if row else Attempts()


def put_attempts(conn: driver.Connection, counter_id: bytes, now: Attempts) -> None:
    conn.execute(
        "INSERT INTO code_attempt VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (counter_id) DO UPDATE SET "
        "failures = excluded.failures, last_ms = excluded.last_ms, "
        "paused_until_ms = excluded.paused_until_ms, day = excluded.day, "
        "failures_on_day = excluded.failures_on_day",
        (counter_id, now.failures, now.last_ms, now.paused_until_ms, now.day, now.on_day),
    )


def kind_of_typed(conn: driver.Connection, code_hash: bytes) -> str | None:
    """Which paper a typed code is on, by the hash of the code (32 bytes)."""
    row = conn.execute(
        "SELECT 'voucher' FROM voucher WHERE typed_hash = ?1 "
        "UNION ALL SELECT 'friend_card' FROM friend_card WHERE typed_hash = ?1 "
        "UNION ALL SELECT 'member_card' FROM member_card WHERE typed_hash = ?2",
        (code_hash[:16], code_hash),
    ).fetchone()
    return row[0] if row else None
