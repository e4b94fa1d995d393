"""Proofs of what was promised: no term, no receiver and no rule was changed after it was written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from services.storage import driver
from services.storage.as_written import KEPT, Kept, digest_of
from services.storage.verify_moves import KIN

FACTS: Final[dict[str, tuple[str, ...]]] = {}
EVENTS: Final[dict[str, tuple[str, ...]]] = {}
"""Any operation may write these: the chain looks at all of them."""
ANYWHERE: Final = ("as_written", "handed_out", "voucher_event")


def _changed(table: str, kept: Kept) -> str:
    return (
        f"SELECT hex(x.{kept.key}) FROM {table} x LEFT JOIN as_written w ON w.id = x.{kept.key} "
        f"AND w.n = (SELECT max(n) FROM as_written l WHERE l.id = x.{kept.key}) "
        f"WHERE w.content IS NOT {kept.content('x')}"
    )


def _elsewhere(table: str, kept: Kept) -> str:
    return (
        f"SELECT hex(x.{kept.key}) FROM {table} x JOIN as_written w ON w.id = x.{kept.key} AND w.n = 1 "
        f"WHERE w.member_id IS NOT x.{kept.owner} AND {_OTHER.format(a='w.member_id', b=f'x.{kept.owner}')}"
    )


_OTHER: Final = (
    "NOT EXISTS (SELECT 1 FROM kin k WHERE k.id = {a} AND k.other = {b}) "
    "AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.id = {b} AND k.other = {a})"
)
"""Two records that were never one, whichever went into the other."""
_OWNED: Final = {table: kept for table, kept in KEPT.items() if kept.owner != "NULL"}
_GIVEN: Final = (
    "given AS MATERIALIZED (SELECT h.batch_id AS b, CAST(j.key AS INTEGER) AS n, unhex(j.value) AS m, h.line "
    "FROM handed_out h, json_each(h.members) j)"
)

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every batch, reward, honor, rule and standing is as an operation wrote it": (
        "SELECT count(*) FROM as_written",
        " UNION ALL ".join(_changed(table, kept) for table, kept in KEPT.items())
        + " UNION ALL SELECT hex(id) FROM as_written WHERE n = 1 AND id NOT IN ("
        + " UNION ALL ".join(f"SELECT {kept.key} FROM {table}" for table, kept in KEPT.items())
        + ")",
    ),
    "every reward and every honor is whose it was promised, or of a record that is one with theirs": (
        "SELECT (SELECT count(*) FROM referral_reward) + (SELECT count(*) FROM member_honor)",
        f"WITH RECURSIVE {KIN} " + " UNION ALL ".join(_elsewhere(t, kept) for t, kept in _OWNED.items()),
    ),
    "every voucher and friend card is whose it was handed out to": (
        "SELECT count(*) FROM handed_out",
        (
            f"WITH RECURSIVE {KIN}, {_GIVEN}, "
            "owned AS (SELECT g.b, g.n, g.m, g.line, v.id AS voucher, c.id AS card, c.line AS words, "
            "coalesce(v.member_id, c.giver_id) AS own FROM given g "
            "LEFT JOIN voucher v ON v.batch_id = g.b AND v.n = g.n "
            "LEFT JOIN friend_card c ON c.batch_id = g.b AND c.n = g.n) "
            "SELECT hex(o.b) || ' ' || o.n FROM owned o WHERE (o.voucher IS NULL) = (o.card IS NULL) "
            "OR (o.card IS NOT NULL AND o.words IS NOT o.line) "
            f"OR (o.own IS NOT o.m AND {_OTHER.format(a='o.m', b='o.own')}) UNION ALL "
            "SELECT hex(x.b) FROM (SELECT batch_id AS b, count(member_id) AS c FROM voucher GROUP BY 1 "
            "UNION ALL SELECT batch_id, count(*) FROM friend_card GROUP BY 1 UNION ALL "
            "SELECT b, -count(*) FROM given GROUP BY 1) x GROUP BY x.b HAVING sum(x.c) <> 0"
        ),
    ),
    "every voucher and friend card is valid in its batch's days, and none was taken away": (
        "SELECT (SELECT count(*) FROM voucher) + (SELECT count(*) FROM friend_card)",
        (
            "SELECT hex(v.id) FROM voucher v LEFT JOIN batch b ON b.id = v.batch_id "
            "WHERE v.valid_from_day IS NOT b.valid_from_day "
            "OR (v.version = 0 AND v.valid_to_day IS NOT b.valid_to_day) UNION ALL "
            "SELECT hex(c.id) FROM friend_card c LEFT JOIN batch b ON b.id = c.batch_id "
            "WHERE c.valid_from_day IS NOT b.valid_from_day OR c.valid_to_day IS NOT b.valid_to_day "
            "UNION ALL SELECT 'rows' FROM (SELECT min(row) AS a, max(row) AS z, count(*) AS c FROM voucher "
            "UNION ALL SELECT min(row), max(row), count(*) FROM friend_card) WHERE a <> 1 OR z <> c"
        ),
    ),
    "every reward that became due names the purchase and the day that its operation names": (
        "SELECT count(*) FROM referral_event",
        (
            "WITH e AS (SELECT e.reward_id, e.n, e.kind, e.txn_id, e.reason, "
            "CASE WHEN json_valid(o.detail) THEN json_extract(o.detail, '$.due_after') END AS due "
            "FROM referral_event e LEFT JOIN operation o ON o.id = e.operation_id WHERE e.kind = 'due' "
            "OR (e.kind = 'cancelled' AND e.n = 1)) SELECT hex(r.id) FROM e "
            "JOIN referral_reward r ON r.id = e.reward_id WHERE CASE WHEN e.kind = 'due' AND e.due IS NULL "
            "THEN 0 WHEN e.kind = 'due' THEN r.due_after_ms IS NOT e.due OR r.sale_txn_id IS NOT e.txn_id "
            "ELSE r.due_after_ms IS NOT NULL OR (r.sale_txn_id IS NOT e.txn_id AND NOT "
            "(e.txn_id IS NULL AND e.reason IN ('cap', 'closed'))) END UNION ALL "
            "SELECT hex(id) FROM referral_reward r WHERE (kind <> 'voucher' AND batch_id IS NOT NULL) "
            "OR (due_after_ms IS NOT NULL AND NOT EXISTS (SELECT 1 FROM referral_event e "
            "WHERE e.reward_id = r.id AND e.kind = 'due'))"
        ),
    ),
    "every kind of friend card is its newest version": (
        "SELECT count(*) FROM friend_card_kind",
        (
            "SELECT hex(k.id) FROM friend_card_kind k LEFT JOIN friend_card_kind_version v "
            "ON v.id = k.current_version_id WHERE v.kind_id IS NOT k.id OR v.name IS NOT k.name "
            "OR v.n IS NOT (SELECT max(n) FROM friend_card_kind_version WHERE kind_id = k.id) UNION ALL "
            "SELECT hex(kind_id) FROM friend_card_kind_version GROUP BY kind_id HAVING max(n) <> count(*)"
        ),
    ),
    "every member joined when their operation says": (
        "SELECT count(*) FROM member",
        (
            "SELECT hex(m.id) FROM operation o CROSS JOIN member m ON m.id = o.subject_id "
            "LEFT JOIN after_seal a ON a.operation_id = o.id WHERE o.kind = 'sign_up' "
            "AND (m.joined_ms <> o.at_ms OR m.joined_day <> coalesce(a.day, o.business_day))"
        ),
    ),
    "every member whose tier never moved has the one they signed up with": (
        "SELECT count(*) FROM member",
        (
            "SELECT hex(m.id) FROM operation o CROSS JOIN member m ON m.id = o.subject_id "
            "WHERE o.kind = 'sign_up' AND o.detail <> '' "
            "AND coalesce(lower(hex(m.tier_id)), '') IS NOT json_extract(o.detail, '$.tier') "
            "AND NOT EXISTS (SELECT 1 FROM tier_event e WHERE e.member_id = m.id)"
        ),
    ),
}

_COPIES: Final = "SELECT batch_id, n, id, qr_hash, typed_hash FROM {table} ORDER BY batch_id, n"
_WRITTEN: Final = (
    "SELECT batch_id, first, copies FROM handed_out WHERE batch_id IN (SELECT id FROM batch "
    "WHERE {version} IS NOT NULL) ORDER BY batch_id, first"
)


def _other_copies(conn: driver.Connection) -> Iterator[str]:
    """Batches in which a voucher or card is there, gone or exchanged beside those that were written."""
    for table, version in (("voucher", "template_version_id"), ("friend_card", "kind_version_id")):
        written = conn.execute(_WRITTEN.format(version=version)).fetchall()
        rows = groupby(conn.execute(_COPIES.format(table=table)), _Parts(written).of)
        found = {part: digest_of((id_, n, qr, typed) for _, n, id_, qr, typed in of) for part, of in rows}
        for batch_id, first, digest in written:
            if digest is not None and found.pop((batch_id, first), None) != digest:
                yield str(batch_id.hex())


class _Parts:
    """Finds the part of a batch that a copy was written with; copies come in order."""

    def __init__(self, written: list[driver.Row]) -> None:
        self._starts = [(batch_id, first) for batch_id, first, _ in written]
        self._at = 0

    def of(self, copy: driver.Row) -> tuple[bytes, int] | None:
        place = (copy[0], copy[1])
        while self._at + 1 < len(self._starts) and self._starts[self._at + 1] <= place:
            self._at += 1
        part = self._starts[self._at] if self._starts else None
        return part if part is not None and part <= place and part[0] == copy[0] else None


_MAGIC: Final = {"png": b"\x89PNG", "jpeg": b"\xff\xd8"}


def _other_pictures(conn: driver.Connection) -> Iterator[str]:
    """Pictures that are not the ones of their hash, or of another kind than they say."""
    for hash_, kind, data in conn.execute("SELECT hash, kind, data FROM picture"):
        if hashlib.sha256(data).digest() != hash_ or not data.startswith(_MAGIC.get(kind, b"\0\0")):
            yield str(hash_.hex())


CHECKS: Final[dict[str, Callable[[driver.Connection], Iterator[str]]]] = {
    "every picture is the one that its name says": _other_pictures,
    "every voucher and friend card has the codes that it was written with": _other_copies,
}
"""Proofs that no query can give: each names what is wrong."""

COUNTED: Final = "SELECT (SELECT count(*) FROM picture) + (SELECT count(*) FROM handed_out)"
