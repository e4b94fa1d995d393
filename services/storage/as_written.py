"""Rows that move but were once promised: kept as they were written, in the chain of the operation that did.

A batch, a reward, an honor, a version of a rule, a member's standing: their tables hold what is true now.
`as_written` repeats the columns that nobody changes, or that every change writes again; `handed_out` says
whose each copy of a batch was, and which codes they have. Both are facts, so that `main.py check` sees what
was changed past them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from model.record import dataclass

if TYPE_CHECKING:
    from services.storage.work import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a table: the columns, and the one that names whose the row is."""

    columns: tuple[str, ...]
    owner: str = "NULL"
    key: str = "id"

    def content(self, row: str) -> str:
        """The columns of this alias as one text, in SQL."""
        return " || ',' || ".join(f"quote({row}.{column})" for column in self.columns)


_VERSION: Final = ("n", "name", "rule", "look", "saved_ms")
KEPT: Final = {
    "batch": Kept(
        ("template_version_id", "kind_version_id", "kind", "name", "source_id", "handed_by", "wanted")
        + ("valid_from_day", "valid_to_day", "secret", "at_ms", "txn_id")
    ),
    "referral_reward": Kept(
        ("friend_id", "card_id", "kind", "value", "template_id", "bonus_days", "minimum", "at_ms"), "giver_id"
    ),
    "member_honor": Kept(
        ("honor", "from_day", "until_day", "reason", "given_by", "ended_reason"), "member_id"
    ),
    "member_card": Kept(("qr_hash", "typed_hash", "issued_ms", "revoked_ms"), "member_id"),
    "voucher_template_version": Kept(("template_id", *_VERSION)),
    "friend_card_kind_version": Kept(("kind_id", *_VERSION)),
    "tier_standing": Kept(
        ("floor_tier_id", "floor_until_day", "since_day", "below_since_day", "version"), key="member_id"
    ),
}
INSERT: Final = "INSERT INTO as_written VALUES (?, ?, ?, ?, ?)"
INSERT_HANDED_OUT: Final = "INSERT INTO handed_out VALUES (?, ?, ?, ?, ?, ?)"

Copy = tuple[bytes, int, bytes, bytes]
"""A voucher or card as (id, number in its batch, hash of the QR, hash of the typed code)."""


def keep(work: Work, table: str, id_: bytes) -> None:
    """Keep a row as it stands now; call it after every write of the columns that are kept."""
    kept = KEPT[table]
    owner, content, n = work.conn.execute(
        f"SELECT {kept.owner}, {kept.content('x')}, (SELECT coalesce(max(w.n), 0) + 1 FROM as_written w "
        f"WHERE w.id = ?1) FROM {table} x WHERE {kept.key} = ?1",
        (id_,),
    ).fetchone()
    work.write_facts(INSERT, [(id_, n, work.command.id, owner, content)])


def text(values: Iterable[bytes | int | None]) -> str:
    """The content of a row as `keep` writes it, of a row that isn't there yet."""
    return ",".join(map(_quoted, values))


def _quoted(value: bytes | int | None) -> str:
    if value is None:
        return "NULL"
    return f"X'{value.hex().upper()}'" if isinstance(value, bytes) else str(value)


def hand_out(
    work: Work, batch_id: bytes, copies: Sequence[Copy], owners: Sequence[bytes | None], line: str = ""
) -> None:
    """Keep which copies of a batch were written together, whose each is, and the words printed on them."""
    if not copies:
        return
    whose = {copy[1]: owner.hex() for copy, owner in zip(copies, owners, strict=True) if owner is not None}
    packed = json.dumps(whose, separators=(",", ":"))
    row = (batch_id, copies[0][1], work.command.id, packed, line, digest_of(copies))
    work.write_facts(INSERT_HANDED_OUT, [row])


def digest_of(copies: Iterable[Copy]) -> bytes:
    """SHA-256 over copies in the order of their numbers."""
    made = hashlib.sha256()
    for id_, n, qr_hash, typed_hash in copies:
        made.update(b"%b%d %b%b" % (id_, n, qr_hash, typed_hash))
    return made.digest()
