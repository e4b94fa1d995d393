"""Members: profile rows, their search terms, tags and cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from model.birthday import Birthday, Calendar
from model.commands import Gender
from model.ids import MemberId, SourceId, TagId, TierId
from model.record import dataclass
from services.storage import as_written, driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work


@dataclass(frozen=True, slots=True)
class Person:
    """The editable columns of a member, clean and checked."""

    name: str
    sort_name: str
    phone: str
    no_phone_reason: str
    gender: Gender
    birthday: Birthday | None
    source_id: SourceId | None
    referrer_id: MemberId | None
    tier_id: TierId | None
    note: str
    consent_text: str
    consent_ms: int | None

    def columns(self) -> tuple[object, ...]:
        b = self.birthday
        birth = (b.calendar.value, b.year, b.month, b.day, int(b.leap)) if b else (None,) * 5
        return (
            (self.name, self.sort_name, self.phone, self.no_phone_reason, self.gender.value)
            + birth
            + (self.source_id, self.referrer_id, self.tier_id, self.note, self.consent_text, self.consent_ms)
        )


COLUMNS: Final = (
    "name, sort_name, phone, no_phone_reason, gender, birth_kind, birth_year, birth_month, birth_day, "
    "birth_leap, source_id, referrer_id, tier_id, note, consent_text, consent_ms"
)
INSERT: Final = (
    f"INSERT INTO member (id, counter_id, number, {COLUMNS}, joined_ms, joined_day, version) "
    f"VALUES ({', '.join('?' * 21)}, 1)"
)
INSERT_BALANCE: Final = (
    "INSERT INTO member_balance (member_row, principal, bonus, points, spent, topped_up, visits, "
    "last_visit_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
SET_TIER: Final = "UPDATE member SET tier_id = ?, version = ? WHERE row = ?"
INSERT_TAG: Final = "INSERT INTO member_tag (member_row, tag_id) VALUES (?, ?)"
INSERT_TERM: Final = "INSERT INTO search_term (kind, term, member_row) VALUES (?, ?, ?)"


def birthday(row: Sequence[object]) -> Birthday | None:
    """(kind, year, month, day, leap) as stored → Birthday."""
    kind, year, month, day, leap = row
    if kind is None:
        return None
    return Birthday(Calendar(kind), month, day, leap=bool(leap), year=year)  # type: ignore[arg-type]


def next_number(conn: driver.Connection, counter_id: bytes) -> int:
    """The next member number of a counter; members are never deleted, so it has no gaps."""
    row = conn.execute("SELECT max(number) FROM member WHERE counter_id = ?", (counter_id,)).fetchone()
    return int(row[0] or 0) + 1


def insert(
    conn: driver.Connection,
    member_id: MemberId,
    counter_id: bytes,
    number: int,
    person: Person,
    at: tuple[int, int],
) -> int:
    """Write a new member joined at (ms, day number) with empty balances; returns the local row."""
    row = conn.execute(INSERT, (member_id, counter_id, number, *person.columns(), *at)).lastrowid
    conn.execute(INSERT_BALANCE, (row, 0, 0, 0, 0, 0, 0, 0))
    return int(row or 0)


def update(conn: driver.Connection, member_id: MemberId, version: int, person: Person) -> int | None:
    """Change a profile if it still has this version; returns the local row, or None."""
    sets = ", ".join(f"{c.strip()} = ?" for c in COLUMNS.split(","))
    row = conn.execute(
        f"UPDATE member SET {sets}, version = version + 1 WHERE id = ? AND version = ? RETURNING row",
        (*person.columns(), member_id, version),
    ).fetchall()
    return int(row[0][0]) if row else None


def set_tags(conn: driver.Connection, row: int, tag_ids: Iterable[TagId]) -> None:
    conn.execute("DELETE FROM member_tag WHERE member_row = ?", (row,))
    conn.executemany(INSERT_TAG, [(row, t) for t in dict.fromkeys(tag_ids)])


def replace_terms(
    conn: driver.Connection, row: int, old: Iterable[tuple[int, str]], new: Iterable[tuple[int, str]]
) -> None:
    """Exchange a member's search terms; `old` are those derived from the profile before."""
    before, after = set(old), set(new)
    conn.executemany(
        "DELETE FROM search_term WHERE kind = ? AND term = ? AND member_row = ?",
        [(k, t, row) for k, t in before - after],
    )
    conn.executemany(INSERT_TERM, [(k, t, row) for k, t in after - before])


def identity(conn: driver.Connection, member_id: MemberId) -> tuple[int, int, str, str] | None:
    """(local row, number, name, stored phone)."""
    row = conn.execute("SELECT row, number, name, phone FROM member WHERE id = ?", (member_id,)).fetchone()
    return tuple(row) if row else None


def by_phone(conn: driver.Connection, phone: str) -> tuple[MemberId, str] | None:
    row = conn.execute("SELECT id, name FROM member WHERE phone = ? AND phone <> ''", (phone,)).fetchone()
    return (row[0], row[1]) if row else None


def profile_row(conn: driver.Connection, member_id: MemberId) -> driver.Row | None:
    """The columns of one member with the names of source, referrer and tier, for MemberProfile."""
    row = conn.execute(
        "SELECT m.row, m.number, m.version, m.name, m.phone, m.no_phone_reason, m.gender, m.birth_kind, "
        "m.birth_year, m.birth_month, m.birth_day, m.birth_leap, m.source_id, m.referrer_id, "
        "coalesce(r.name, ''), m.tier_id, m.note, m.consent_text, m.consent_ms, m.joined_ms "
        "FROM member m LEFT JOIN member r ON r.id = m.referrer_id WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    return tuple(row) if row else None


def tags_of(conn: driver.Connection, row: int) -> list[driver.Row]:
    return conn.execute(
        "SELECT t.id, t.name, t.active FROM member_tag mt JOIN tag t ON t.id = mt.tag_id "
        "WHERE mt.member_row = ? ORDER BY t.name",
        (row,),
    ).fetchall()


def statistics(conn: driver.Connection, row: int) -> driver.Row:
    """(visits, spent, topped_up, last_visit_day)."""
    found: driver.Row = conn.execute(
        "SELECT visits, spent, topped_up, last_visit_day FROM member_balance WHERE member_row = ?", (row,)
    ).fetchone()
    return found


def year_sums(conn: driver.Connection, member_id: MemberId, first_day: int) -> tuple[int, int]:
    """(sales, amount spent) since a day, reversals taken off."""
    row = conn.execute(
        "SELECT coalesce(sum(kind IN ('sale', 'pack_use')), 0) - coalesce(sum(kind = 'reversal' AND r.whole "
        "AND o.kind2 IN ('sale', 'pack_use')), 0), "
        "coalesce(sum(CASE WHEN kind IN ('sale', 'pack_use') THEN t.amount "
        "WHEN o.kind2 IN ('sale', 'pack_use') THEN -t.amount END), 0) "
        "FROM txn t LEFT JOIN reversal r ON r.txn_id = t.id "
        "LEFT JOIN (SELECT id, kind AS kind2 FROM txn WHERE member_id IN "
        f"{FAMILY}) o ON o.id = r.reverses_id "
        f"WHERE t.member_id IN {FAMILY} "
        f"AND t.business_day >= ?2 AND {day_of()} >= ?2",
        (member_id, first_day),
    ).fetchone()
    return int(row[0]), int(row[1])


def friends_brought(conn: driver.Connection, member_id: MemberId) -> int:
    row = conn.execute("SELECT count(*) FROM member WHERE referrer_id = ?", (member_id,)).fetchone()
    return int(row[0])


def is_ancestor(conn: driver.Connection, candidate: MemberId, of: MemberId) -> bool:
    """Whether `candidate` was brought, over any number of steps, by `of`: a cycle if made referrer."""
    row = conn.execute(
        "WITH RECURSIVE up (id) AS (VALUES (?1) UNION SELECT m.referrer_id FROM member m JOIN up ON "
        "m.id = up.id "
        "WHERE m.referrer_id IS NOT NULL) SELECT EXISTS (SELECT 1 FROM up WHERE id = ?2)",
        (candidate, of),
    ).fetchone()
    return bool(row[0])


def add_card(work: Work, card_id: bytes, member_id: MemberId, hashes: tuple[bytes, bytes]) -> None:
    """Issue a card by the hashes of its two codes; the member's earlier cards stop working."""
    revoke_cards(work, member_id)
    row = (card_id, member_id, *hashes, work.now)
    work.conn.execute("INSERT INTO member_card VALUES (?, ?, ?, ?, ?, NULL)", row)
    as_written.keep(work, "member_card", card_id)


def revoke_cards(work: Work, member_id: MemberId) -> None:
    """The cards of a member, and of the records that this one stands for, stop working."""
    revoked = work.conn.execute(
        f"UPDATE member_card SET revoked_ms = ?2 WHERE revoked_ms IS NULL AND member_id IN {FAMILY} "
        "RETURNING id",
        (member_id, work.now),
    ).fetchall()
    for (card_id,) in revoked:
        as_written.keep(work, "member_card", card_id)


def birthday_of(conn: driver.Connection, member_id: MemberId) -> Birthday | None:
    row = conn.execute(
        "SELECT birth_kind, birth_year, birth_month, birth_day, birth_leap FROM member WHERE id = ?",
        (member_id,),
    ).fetchone()
    return birthday(row) if row else None
