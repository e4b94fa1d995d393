"""Voucher templates, batches and vouchers as rows; every move is one conditional update."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from model.ids import BatchId, ItemId, MemberId, TxnId, VoucherId, VoucherTemplateId, VoucherVersionId
from model.money import Money
from model.record import dataclass
from model.voucher import HeldVoucher, TemplateLook, VoucherState, VoucherTemplate
from model.voucher_rule import Benefit, BenefitKind, OnReversal, Validity, VoucherRule
from services.clock import from_day_number
from services.storage import driver
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work


def pack_rule(rule: VoucherRule) -> str:
    benefit, validity = rule.benefit, rule.validity
    return json.dumps(
        {
            "benefit": [benefit.kind, benefit.amount.fen, benefit.off_bp, benefit.cap.fen, benefit.gift],
            "validity": [_iso(validity.last), _iso(validity.first), validity.days, validity.starts_after],
            "minimum": rule.minimum.fen,
            "items": sorted(i.hex() for i in rule.items),
            "weekdays": sorted(rule.weekdays),
            "hours": [t.isoformat() for t in rule.hours] if rule.hours else None,
            "with": [rule.with_tier, rule.with_manual, rule.with_others],
            "limits": [rule.per_bill, rule.per_member, rule.in_total],
            "first_visit": rule.first_visit,
            "on_reversal": [rule.on_reversal, rule.extra_days],
        },
        ensure_ascii=False,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(256)
def unpack_rule(text: str) -> VoucherRule:
    whole = json.loads(text)
    kind, amount, off_bp, cap, gift = whole["benefit"]
    last, first, days, starts_after = whole["validity"]
    hours = whole["hours"]
    return VoucherRule(
        Benefit(BenefitKind(kind), Money(amount), off_bp, Money(cap), gift),
        Validity(_day(last), _day(first), days, starts_after),
        Money(whole["minimum"]),
        frozenset(ItemId(bytes.fromhex(i)) for i in whole["items"]),
        frozenset(whole["weekdays"]),
        (time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None,
        with_tier=whole["with"][0],
        with_manual=whole["with"][1],
        with_others=whole["with"][2],
        per_bill=whole["limits"][0],
        per_member=whole["limits"][1],
        in_total=whole["limits"][2],
        first_visit=whole["first_visit"],
        on_reversal=OnReversal(whole["on_reversal"][0]),
        extra_days=whole["on_reversal"][1],
    )


def pack_look(look: TemplateLook) -> str:
    whole = [look.colour, look.design, look.picture, look.conditions_zh, look.conditions_en]
    return json.dumps(whole, ensure_ascii=False)


@lru_cache(64)
def unpack_look(text: str) -> TemplateLook:
    return TemplateLook(*json.loads(text))


_TEMPLATE: Final = (
    "SELECT t.id, v.name, v.rule, v.look, t.active, t.position, v.n FROM voucher_template t "
    "JOIN voucher_template_version v ON v.id = t.current_version_id "
)


def _template(row: driver.Row) -> VoucherTemplate:
    id_, name, rule, look, active, position, version = row
    return VoucherTemplate(
        VoucherTemplateId(id_), name, unpack_rule(rule), unpack_look(look), bool(active), position, version
    )


def template(conn: driver.Connection, template_id: bytes) -> VoucherTemplate | None:
    row = conn.execute(f"{_TEMPLATE} WHERE t.id = ?", (template_id,)).fetchone()
    return _template(row) if row else None


def templates(conn: driver.Connection) -> tuple[VoucherTemplate, ...]:
    rows = conn.execute(f"{_TEMPLATE} ORDER BY t.active DESC, t.position, v.name").fetchall()
    return tuple(map(_template, rows))


def name_taken(conn: driver.Connection, template: VoucherTemplate) -> bool:
    """Whether another active template has this name."""
    sql = "SELECT EXISTS (SELECT 1 FROM voucher_template WHERE name = ? AND id <> ? AND active = 1)"
    return bool(conn.execute(sql, (template.name, template.id)).fetchone()[0])


def current_version(conn: driver.Connection, template_id: bytes) -> VoucherVersionId | None:
    row = conn.execute(
        "SELECT current_version_id FROM voucher_template WHERE id = ?", (template_id,)
    ).fetchone()
    return VoucherVersionId(row[0]) if row else None


def save_template(
    conn: driver.Connection, template: VoucherTemplate, version_id: VoucherVersionId | None, at_ms: int
) -> None:
    """Write what a template is now; a new version only where its rule, look or name changed."""
    kept = version_id or current_version(conn, template.id)
    conn.execute(
        "INSERT INTO voucher_template VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, active = excluded.active, position = excluded.position, "
        "current_version_id = excluded.current_version_id",
        (template.id, template.name, int(template.active), template.position, kept),
    )
    if version_id is None:
        return
    conn.execute(
        "INSERT INTO voucher_template_version VALUES (?1, ?2, (SELECT coalesce(max(n), 0) + 1 FROM "
        "voucher_template_version WHERE template_id = ?2), ?3, ?4, ?5, ?6)",
        (version_id, template.id, template.name, pack_rule(template.rule), pack_look(template.look), at_ms),
    )


def totals(conn: driver.Connection, today: int) -> dict[bytes, driver.Row]:
    """Template → (open, of these expired, redeemed, voided)."""
    rows = conn.execute(
        "SELECT v.template_id, sum(t.open), sum(CASE WHEN t.valid_to_day < ? THEN t.open ELSE 0 END), "
        "sum(t.redeemed), sum(t.voided) FROM voucher_total t "
        "JOIN voucher_template_version v ON v.id = t.template_version_id GROUP BY v.template_id",
        (today,),
    ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def results(conn: driver.Connection) -> dict[bytes, driver.Row]:
    """Template → (sales, turnover, discount)."""
    rows = conn.execute(
        "SELECT v.template_id, sum(r.sales), sum(r.turnover), sum(r.discount) FROM voucher_result r "
        "JOIN voucher_template_version v ON v.id = r.template_version_id GROUP BY v.template_id"
    ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def issued_in_total(conn: driver.Connection, template_id: bytes) -> int:
    """How many of a template were ever issued and not voided."""
    row = conn.execute(
        "SELECT coalesce(sum(t.open + t.redeemed), 0) FROM voucher_template_version v "
        "JOIN voucher_total t ON t.template_version_id = v.id WHERE v.template_id = ?",
        (template_id,),
    ).fetchone()
    return int(row[0])


def issued_to(conn: driver.Connection, member_id: bytes, template_id: bytes) -> int:
    """How many of a template a member was given that are not voided."""
    row = conn.execute(
        "SELECT count(*) FROM voucher v JOIN voucher_template_version t ON t.id = v.template_version_id "
        f"WHERE v.member_id IN {FAMILY} "
        "AND v.state <> 'voided' AND t.template_id = ?2",
        (member_id, template_id),
    ).fetchone()
    return int(row[0])


def uses_by(conn: driver.Connection, member_id: bytes, template_id: bytes) -> int:
    """How many of a template a member has used, returned ones apart."""
    row = conn.execute(
        "SELECT count(*) FROM voucher_use u JOIN voucher v ON v.id = u.voucher_id AND v.state = 'redeemed' "
        f"AND v.version = u.event_n WHERE u.member_id IN {FAMILY} "
        "AND u.template_id = ?2",
        (member_id, template_id),
    ).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Batch:
    """What vouchers issued together have in common."""

    id: BatchId
    version_id: VoucherVersionId
    kind: str
    secret: bytes
    valid_from_day: int
    valid_to_day: int
    wanted: int
    issued: int = 0
    """Also the number of the last copy, unless numbers were passed over."""
    name: str = ""
    source_id: bytes | None = None
    handed_by: str = ""
    txn_id: TxnId | None = None


def batch(conn: driver.Connection, batch_id: bytes) -> Batch | None:
    """A batch of vouchers (of friend cards: None)."""
    row = conn.execute(
        "SELECT id, template_version_id, kind, secret, valid_from_day, valid_to_day, wanted, issued, name, "
        "source_id, handed_by, txn_id FROM batch WHERE id = ? AND template_version_id IS NOT NULL",
        (batch_id,),
    ).fetchone()
    return Batch(*row) if row else None


def add_batch(conn: driver.Connection, new: Batch, at_ms: int) -> None:
    conn.execute(
        "INSERT INTO batch (id, template_version_id, kind, name, source_id, handed_by, wanted, issued, used, "
        "voided, valid_from_day, valid_to_day, secret, at_ms, txn_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)",
        (new.id, new.version_id, new.kind, new.name, new.source_id, new.handed_by, new.wanted)
        + (new.valid_from_day, new.valid_to_day, new.secret, at_ms, new.txn_id),
    )


def last_copy(conn: driver.Connection, batch_id: bytes) -> int:
    row = conn.execute("SELECT max(n) FROM voucher WHERE batch_id = ?", (batch_id,)).fetchone()
    return int(row[0] or 0)


def taken(conn: driver.Connection, typed_hashes: Sequence[bytes]) -> set[bytes]:
    """Which of these hashes another voucher has already (some one in 10¹⁴ for each pair)."""
    marks = ",".join("?" * len(typed_hashes))
    sql = f"SELECT typed_hash FROM voucher WHERE typed_hash IN ({marks})"
    return {row[0] for row in conn.execute(sql, typed_hashes).fetchall()}


INSERT_VOUCHER: Final = (
    "INSERT INTO voucher (id, template_version_id, batch_id, n, member_id, qr_hash, typed_hash, "
    "valid_from_day, valid_to_day, state, version, prints) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'issued', 0, 0)"
)


def add_vouchers(conn: driver.Connection, of: Batch, rows: Sequence[tuple[object, ...]]) -> None:
    """Write new vouchers of a batch as (id, n, member, hash of the QR, hash of the typed code)."""
    days = (of.valid_from_day, of.valid_to_day)
    conn.executemany(
        INSERT_VOUCHER,
        [(id_, of.version_id, of.id, n, member, qr, typed, *days) for id_, n, member, qr, typed in rows],
    )
    conn.execute("UPDATE batch SET issued = issued + ? WHERE id = ?", (len(rows), of.id))
    conn.execute(
        "INSERT INTO voucher_total VALUES (?, ?, ?, 0, 0) ON CONFLICT (template_version_id, valid_to_day) "
        "DO UPDATE SET open = open + excluded.open",
        (of.version_id, of.valid_to_day, len(rows)),
    )


def member_ids(conn: driver.Connection, rows: Sequence[int]) -> list[MemberId]:
    """Members by their local rows, in that order; who is gone, merged or closed since is left out."""
    marks = ",".join("?" * len(rows))
    sql = f"SELECT row, id FROM member WHERE row IN ({marks}) AND merged_into IS NULL AND closed_ms IS NULL"
    found = dict(conn.execute(sql, rows).fetchall())
    return [MemberId(found[r]) for r in rows if r in found]


HELD: Final = (
    "SELECT v.id, t.template_id, v.template_version_id, v.batch_id, v.n, t.name, t.rule, t.look, "
    "v.member_id, coalesce(m.name, ''), v.valid_from_day, v.valid_to_day, v.state, v.prints FROM voucher v "
    "JOIN voucher_template_version t ON t.id = v.template_version_id "
    "LEFT JOIN member m ON m.id = v.member_id "
)


def _held(row: driver.Row) -> HeldVoucher:
    return HeldVoucher(
        VoucherId(row[0]),
        VoucherTemplateId(row[1]),
        VoucherVersionId(row[2]),
        BatchId(row[3]),
        row[4],
        row[5],
        unpack_rule(row[6]),
        unpack_look(row[7]),
        row[8],
        row[9],
        from_day_number(row[10]),
        from_day_number(row[11]),
        VoucherState(row[12]),
        row[13],
    )


def _one(conn: driver.Connection, condition: str, value: bytes) -> HeldVoucher | None:
    row = conn.execute(f"{HELD} WHERE {condition} = ?", (value,)).fetchone()
    return _held(row) if row else None


def get(conn: driver.Connection, voucher_id: bytes) -> HeldVoucher | None:
    return _one(conn, "v.id", voucher_id)


def by_qr(conn: driver.Connection, qr_hash: bytes) -> HeldVoucher | None:
    return _one(conn, "v.qr_hash", qr_hash)


def by_typed(conn: driver.Connection, typed_hash: bytes) -> HeldVoucher | None:
    return _one(conn, "v.typed_hash", typed_hash)


def open_of_member(conn: driver.Connection, member_id: bytes, today: int) -> tuple[HeldVoucher, ...]:
    """A member's vouchers that are neither used, void nor expired: the first to expire first."""
    rows = conn.execute(
        f"{HELD} WHERE v.member_id = ? AND v.state = 'issued' AND v.valid_to_day >= ? "
        "ORDER BY v.valid_to_day, v.row",
        (member_id, today),
    ).fetchall()
    return tuple(map(_held, rows))


def of_batch(conn: driver.Connection, batch_id: bytes, first: int, count: int) -> tuple[HeldVoucher, ...]:
    """Copies of a batch from the number `first` on."""
    sql = f"{HELD} WHERE v.batch_id = ? AND v.n >= ? ORDER BY v.n LIMIT ?"
    return tuple(map(_held, conn.execute(sql, (batch_id, first, count)).fetchall()))


def count_prints(conn: driver.Connection, batch_id: bytes, first: int, last: int) -> int:
    """Only what can be used is printed; answers how many that are."""
    sql = (
        "UPDATE voucher SET prints = prints + 1 WHERE batch_id = ? AND n BETWEEN ? AND ? AND state = 'issued'"
    )
    return int(conn.execute(sql, (batch_id, first, last)).rowcount)


INSERT_EVENT: Final = "INSERT INTO voucher_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def move(
    work: Work,
    voucher: HeldVoucher,
    to: VoucherState,
    kind: str,
    *,
    valid_to_day: int,
    txn_id: TxnId | None = None,
    reason: str = "",
) -> int | None:
    """Move a voucher to another state or last day if it still is as `voucher` says.

    Returns the number of the event, or None when it was moved meanwhile and nothing was touched.
    """
    conn = work.conn
    old_day = voucher.valid_to.year * 10_000 + voucher.valid_to.month * 100 + voucher.valid_to.day
    rows = conn.execute(
        "UPDATE voucher SET state = ?, valid_to_day = ?, version = version + 1 "
        "WHERE id = ? AND state = ? AND valid_to_day = ? RETURNING version",
        (to.value, valid_to_day, voucher.voucher_id, voucher.state.value, old_day),
    ).fetchall()
    if len(rows) != 1:
        return None
    n = int(rows[0][0])
    row = (voucher.voucher_id, n, kind, work.command.id, txn_id, valid_to_day, reason, work.now)
    work.write_facts(INSERT_EVENT, [row])
    _move_counts(conn, voucher, to, (old_day, valid_to_day))
    return n


_COLUMN: Final = {
    VoucherState.ISSUED: "open",
    VoucherState.REDEEMED: "redeemed",
    VoucherState.VOIDED: "voided",
}
_OF_BATCH: Final = {VoucherState.REDEEMED: "used", VoucherState.VOIDED: "voided"}


def _move_counts(
    conn: driver.Connection, voucher: HeldVoucher, to: VoucherState, days: tuple[int, int]
) -> None:
    less, more = _COLUMN[voucher.state], _COLUMN[to]
    conn.execute(
        f"UPDATE voucher_total SET {less} = {less} - 1 WHERE template_version_id = ? AND valid_to_day = ?",
        (voucher.version_id, days[0]),
    )
    conn.execute(
        "INSERT INTO voucher_total VALUES (?, ?, ?, ?, ?) ON CONFLICT (template_version_id, valid_to_day) "
        f"DO UPDATE SET {more} = {more} + 1",
        (voucher.version_id, days[1], *(int(c == more) for c in _COLUMN.values())),
    )
    for state, change in ((voucher.state, -1), (to, 1)):
        if state in _OF_BATCH and voucher.state is not to:
            column = _OF_BATCH[state]
            conn.execute(f"UPDATE batch SET {column} = {column} + ? WHERE id = ?", (change, voucher.batch_id))


def last_event(conn: driver.Connection, voucher_id: bytes) -> driver.Row | None:
    """(kind, at_ms, reason, receipt number or 0) of what happened to a voucher last."""
    row = conn.execute(
        "SELECT e.kind, e.at_ms, e.reason, coalesce(t.number, 0) FROM voucher_event e "
        "LEFT JOIN txn t ON t.id = e.txn_id WHERE e.voucher_id = ? ORDER BY e.n DESC LIMIT 1",
        (voucher_id,),
    ).fetchone()
    return tuple(row) if row else None


def batches(conn: driver.Connection, template_id: bytes | None, limit: int) -> list[driver.Row]:
    """The columns of BatchRow, the newest first; without a template only lists and anonymous ones."""
    where = "v.template_id = ?" if template_id else "b.kind IN ('list', 'anonymous') AND ?1 IS NULL"
    return conn.execute(
        "SELECT b.id, v.name, b.kind, b.name, coalesce(s.name, ''), b.handed_by, b.issued, b.wanted, b.used, "
        "b.voided, b.valid_from_day, b.valid_to_day, b.at_ms, (SELECT coalesce(sum(u.discount), 0) "
        "FROM voucher x JOIN voucher_use u ON u.voucher_id = x.id AND u.event_n = x.version "
        "WHERE x.batch_id = b.id AND x.state = 'redeemed' AND b.used > 0) FROM batch b "
        "JOIN voucher_template_version v ON v.id = b.template_version_id "
        f"LEFT JOIN source s ON s.id = b.source_id WHERE {where} ORDER BY b.id DESC LIMIT ?2",
        (template_id, limit),
    ).fetchall()
