"""Merged members as rows: what belonged to one record belongs to the other, and the way back.

`member.merged_into` names the record that stands for the person now; of a chain of merges it is the last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, field
from typing import TYPE_CHECKING, Final

from model.ids import MemberId, MergeId
from model.record import dataclass
from services.storage import driver
from services.storage.day_rows import day_of

if TYPE_CHECKING:
    from services.storage.work import Work

FAMILY: Final = "(SELECT ?1 UNION ALL SELECT id FROM member WHERE merged_into = ?1)"
"""A record (?1) and those it stands for."""
INSERT_EVENT: Final = "INSERT INTO merge_event VALUES (?, ?, ?, ?, ?, ?, ?)"
Hex = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything beside money that a merge took over, as ids in hex; "" is none."""

    parts: dict[str, Hex] = field(default_factory=dict)
    """By name of part, see `wanted`."""
    tags: Hex = ()
    followers: Hex = ()
    """Records that had been merged into the one that went."""
    own_referrer: str = ""
    """Who had brought the record that went."""
    referrer: Hex = ()
    """(before, after) of the record that stays, where it changed."""
    tier: Hex = ()
    principal: int = 0
    bonus: int = 0
    points: int = 0

    def packed(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


def unpack(text: str) -> Taken:
    """What `packed` wrote."""
    known = json.loads(text)
    return Taken(
        parts={part: tuple(ids) for part, ids in known["parts"].items()},
        tags=tuple(known["tags"]),
        followers=tuple(known["followers"]),
        own_referrer=known["own_referrer"],
        referrer=tuple(known["referrer"]),
        tier=tuple(known["tier"]),
        principal=known["principal"],
        bonus=known["bonus"],
        points=known["points"],
    )


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records that are one now."""

    id: MergeId
    from_id: MemberId
    into_id: MemberId
    version: int
    at_ms: int
    seq: int
    """Of the operation that merged them: what came before and after it goes by that, not by the clock."""
    reason: str
    taken: Taken


_MERGE: Final = (
    "SELECT m.id, m.from_id, m.into_id, m.version, e.at_ms, o.seq, e.reason, e.moved FROM member_merge m "
    "JOIN merge_event e ON e.merge_id = m.id AND e.n = m.version JOIN operation o ON o.id = e.operation_id "
    "WHERE m.state = 'merged' "
)


def get(conn: driver.Connection, merge_id: MergeId) -> Merge | None:
    """A merge that stands; None for one that was undone."""
    row = conn.execute(_MERGE + "AND m.id = ?", (merge_id,)).fetchone()
    return _read(row) if row else None


def into(conn: driver.Connection, member_id: MemberId) -> tuple[Merge, ...]:
    """What was merged into this record, the latest first."""
    rows = conn.execute(_MERGE + "AND m.into_id = ? ORDER BY o.seq DESC", (member_id,))
    return tuple(map(_read, rows.fetchall()))


def onward(conn: driver.Connection, member_id: MemberId) -> Merge | None:
    """The merge by which this record itself went into another; None for one that stands for itself."""
    row = conn.execute(_MERGE + "AND m.from_id = ?", (member_id,)).fetchone()
    return _read(row) if row else None


def _read(row: driver.Row) -> Merge:
    id_, from_id, into_id, version, at_ms, seq, reason, moved = row
    people = MemberId(from_id), MemberId(into_id)
    return Merge(MergeId(id_), *people, version, at_ms, seq, reason, unpack(moved))


def add(
    work: Work, merge_id: MergeId, from_id: MemberId, into_id: MemberId, taken: Taken, reason: str
) -> None:
    work.conn.execute("INSERT INTO member_merge VALUES (?, ?, ?, 'merged', 1)", (merge_id, from_id, into_id))
    _event(work, merge_id, 1, "merged", taken, reason)


def undo(work: Work, merge: Merge, given_back: Taken, reason: str) -> None:
    """Mark a merge as undone; raises LookupError when it moved meanwhile."""
    moved = work.conn.execute(
        "UPDATE member_merge SET state = 'undone', version = version + 1 "
        "WHERE id = ? AND version = ? AND state = 'merged'",
        (merge.id, merge.version),
    ).rowcount
    if moved != 1:
        raise LookupError("merge")
    _event(work, merge.id, merge.version + 1, "undone", given_back, reason)


def _event(work: Work, merge_id: MergeId, n: int, kind: str, taken: Taken, reason: str) -> None:
    row = (merge_id, n, kind, work.command.id, taken.packed(), reason, work.now)
    work.write_facts(INSERT_EVENT, [row])


# Who stands for whom


def holder(conn: driver.Connection, member_id: MemberId) -> MemberId:
    """The record that stands for this person: itself, unless it was merged."""
    row = conn.execute(
        "SELECT merged_into FROM member WHERE id = ? AND merged_into IS NOT NULL", (member_id,)
    ).fetchone()
    return MemberId(row[0]) if row else member_id


def followers(conn: driver.Connection, member_id: MemberId) -> tuple[MemberId, ...]:
    """The records that this one stands for, beside itself."""
    rows = conn.execute("SELECT id FROM member WHERE merged_into = ? ORDER BY row", (member_id,)).fetchall()
    return tuple(MemberId(row[0]) for row in rows)


def hidden_rows(conn: driver.Connection) -> list[int]:
    """Local rows of all merged records: no list shows them."""
    rows = conn.execute("SELECT row FROM member WHERE merged_into IS NOT NULL").fetchall()
    return [row for (row,) in rows]


def point_to(conn: driver.Connection, members: Sequence[bytes], into_id: MemberId | None) -> None:
    """Let another record stand for these."""
    conn.executemany(
        "UPDATE member SET merged_into = ?, version = version + 1 WHERE id = ?",
        [(into_id, member_id) for member_id in members],
    )


_COUNTED: Final = (
    "SELECT coalesce(sum(t.kind IN ('sale', 'pack_use')), 0) - coalesce(sum(t.kind = 'reversal' "
    "AND o.kind IN ('sale', 'pack_use') AND r.whole), 0), "
    "coalesce(sum(CASE WHEN t.kind IN ('sale', 'pack_use') THEN t.amount "
    "WHEN o.kind IN ('sale', 'pack_use') THEN -t.amount ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN t.kind = 'top_up' THEN t.amount WHEN o.kind = 'top_up' THEN -t.amount "
    "ELSE 0 END), 0), coalesce(max(CASE WHEN t.kind IN ('sale', 'pack_use') AND NOT EXISTS "
    f"(SELECT 1 FROM reversal w WHERE w.reverses_id = t.id AND w.whole = 1) THEN {day_of()} END), 0) "
    "FROM txn t LEFT JOIN reversal r ON r.txn_id = t.id LEFT JOIN txn o ON o.id = r.reverses_id "
    f"WHERE t.member_id IN {FAMILY}"
)


def count_again(conn: driver.Connection, member_id: MemberId) -> None:
    """Visits, spent, topped up and last visit of a record and those it stands for; zeros once merged."""
    merged = holder(conn, member_id) != member_id
    counted = (0, 0, 0, 0) if merged else conn.execute(_COUNTED, (member_id,)).fetchone()
    conn.execute(
        "UPDATE member_balance SET visits = ?, spent = ?, topped_up = ?, last_visit_day = ? "
        "WHERE member_row = (SELECT row FROM member WHERE id = ?)",
        (*counted, member_id),
    )


# What goes over

_HELD: Final[dict[str, tuple[str, str]]] = {
    "packs": ("pack", "member_id"),
    "instalments": ("instalment", "member_id"),
    "vouchers": ("voucher", "member_id"),
    "friend_cards": ("friend_card", "giver_id"),
    "rewards": ("referral_reward", "giver_id"),
    "friends": ("member", "referrer_id"),
    "honors": ("member_honor", "member_id"),
}
"""part → table, and its column that names the member."""

_WANTED: Final = {
    "packs": "SELECT id FROM pack WHERE member_id = :gone AND state = 'open'",
    "instalments": "SELECT id FROM instalment WHERE member_id = :gone AND state = 'pending'",
    "vouchers": "SELECT id FROM voucher WHERE member_id = :gone AND state = 'issued'",
    "friend_cards": (
        "SELECT id FROM friend_card WHERE giver_id = :gone AND (state = 'issued' OR id IN (SELECT card_id "
        "FROM referral_reward WHERE giver_id = :gone AND state = 'pending' AND friend_id <> :kept))"
    ),
    "rewards": (
        "SELECT id FROM referral_reward WHERE giver_id = :gone AND state = 'pending' AND friend_id <> :kept"
    ),
    "friends": "SELECT id FROM member WHERE referrer_id = :gone AND id <> :kept",
    "honors": (
        "SELECT id FROM member_honor h WHERE member_id = :gone AND NOT EXISTS "
        "(SELECT 1 FROM member_honor x WHERE x.member_id = :kept AND x.honor = h.honor)"
    ),
}
"""What of each belongs to :gone and goes to :kept; what is over (used, ended) stays."""

_BACK: Final = {
    "packs": "",
    "instalments": "",
    "vouchers": "AND state = 'issued'",
    "friend_cards": "AND (state = 'issued' OR id IN (SELECT card_id FROM referral_reward "
    "WHERE giver_id = ?1 AND state = 'pending'))",
    "rewards": "AND state = 'pending'",
    "friends": "",
    "honors": "",
}


def wanted(conn: driver.Connection, from_id: MemberId, into_id: MemberId) -> dict[str, Hex]:
    """Part → what would go over."""
    names = {"gone": from_id, "kept": into_id}
    return {part: _hexes(conn.execute(sql, names)) for part, sql in _WANTED.items()}


def still_there(conn: driver.Connection, taken: Taken, into_id: MemberId) -> dict[str, Hex]:
    """Of what went over, what is still as it was, in the hands of `into_id`."""
    found: dict[str, Hex] = {}
    for part, (table, column) in _HELD.items():
        kept = conn.execute(
            f"SELECT id FROM {table} WHERE {column} = ?1 AND id IN (SELECT unhex(value) FROM json_each(?2)) "
            f"{_BACK[part]}",
            (into_id, json.dumps(taken.parts.get(part, ()))),
        )
        found[part] = _hexes(kept)
    return found


def came_back(conn: driver.Connection, people: Sequence[bytes], into_id: MemberId, since: int) -> Hex:
    """Vouchers that reversals after an operation gave back to these records, as far as `into_id` has them."""
    return _hexes(
        conn.execute(
            "SELECT v.id FROM voucher v WHERE v.member_id = ?1 AND v.state = 'issued' AND EXISTS "
            "(SELECT 1 FROM voucher_event e JOIN txn t ON t.id = e.txn_id "
            "JOIN operation o ON o.id = e.operation_id WHERE e.voucher_id = v.id "
            "AND e.kind = 'returned' AND o.seq > ?3 "
            "AND t.member_id IN (SELECT unhex(value) FROM json_each(?2)))",
            (into_id, json.dumps([one.hex() for one in people]), since),
        )
    )


def promised(conn: driver.Connection, giver_id: MemberId, friends: Hex) -> Hex:
    """The rewards that wait for what these friends buy, as far as this giver would get them."""
    return _hexes(
        conn.execute(
            "SELECT id FROM referral_reward WHERE giver_id = ?1 AND state = 'pending' "
            "AND friend_id IN (SELECT unhex(value) FROM json_each(?2))",
            (giver_id, json.dumps(friends)),
        )
    )


def with_rewards(conn: driver.Connection, cards: Hex, rewards: Hex) -> Hex:
    """Of these friend cards the unused ones, and those whose reward is among these.

    Who used one after the merge is a friend of the record that had it then.
    """
    return _hexes(
        conn.execute(
            "SELECT id FROM friend_card WHERE id IN (SELECT unhex(value) FROM json_each(?1)) "
            "AND (state = 'issued' OR id IN (SELECT card_id FROM referral_reward "
            "WHERE id IN (SELECT unhex(value) FROM json_each(?2))))",
            (json.dumps(cards), json.dumps(rewards)),
        )
    )


def hand_over(conn: driver.Connection, parts: dict[str, Hex], to: MemberId) -> None:
    """Give everything of these parts to a record."""
    for part, ids in parts.items():
        table, column = _HELD[part]
        conn.executemany(
            f"UPDATE {table} SET {column} = ? WHERE id = ?", [(to, bytes.fromhex(one)) for one in ids]
        )


def _hexes(rows: Iterable[driver.Row]) -> Hex:
    return tuple(row[0].hex() for row in rows)


def set_referrer(conn: driver.Connection, member_id: MemberId, referrer_id: bytes | None) -> None:
    conn.execute("UPDATE member SET referrer_id = ? WHERE id = ?", (referrer_id, member_id))


def take_tags(conn: driver.Connection, from_id: MemberId, into_id: MemberId) -> Hex:
    """Give the tags of one record to another too; answers those that it had not."""
    rows = conn.execute(
        "INSERT INTO member_tag (member_row, tag_id) SELECT (SELECT row FROM member WHERE id = ?2), tag_id "
        "FROM member_tag WHERE member_row = (SELECT row FROM member WHERE id = ?1) AND tag_id NOT IN "
        "(SELECT tag_id FROM member_tag WHERE member_row = (SELECT row FROM member WHERE id = ?2)) "
        "RETURNING tag_id",
        (from_id, into_id),
    ).fetchall()
    return _hexes(rows)


def drop_tags(conn: driver.Connection, member_id: MemberId, tags: Hex) -> None:
    conn.executemany(
        "DELETE FROM member_tag WHERE member_row = (SELECT row FROM member WHERE id = ?) AND tag_id = ?",
        [(member_id, bytes.fromhex(tag)) for tag in tags],
    )


def move_holds(conn: driver.Connection, from_id: MemberId, into_id: MemberId) -> None:
    """Parked bills of one record are the other's."""
    conn.execute("UPDATE hold SET member_id = ? WHERE member_id = ?", (into_id, from_id))
