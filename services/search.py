"""Finding anyone from the one search box."""

from __future__ import annotations

from typing import Final

from model import codes
from model.errors import UserError
from model.found import Found, Hit
from model.ids import MemberId
from model.money import Money
from model.search import Word, answers, scans, written
from services import pinyin
from services.clock import from_day_number
from services.storage import driver, meta_rows, search_rows
from services.storage.work import Reader

LIMIT: Final = 12
CANDIDATES: Final = 400
"""How many members of the first word are looked at for the others of a query with several words."""
_TOGETHER: Final = 100
"""From how many members on they are looked at before more are read."""


def find(read: Reader, text: str, limit: int = LIMIT) -> Found:
    """Members for what is in the search box, best first; for nothing typed those who came last."""
    today = read.today_number
    if not text.strip():
        return Found(text, _hits(search_rows.recent(read.conn, limit, today)))
    return Found(text, _hits(search_rows.hits(read.conn, rows_for(read, text, limit), today)))


def rows_for(read: Reader, text: str, limit: int) -> list[int]:
    """Local rows of the members a text finds, best first."""
    found: dict[int, None] = {}
    asked: list[int] = []
    others: tuple[Word, ...] = ()
    for wanted, others in scans(text):
        rows = search_rows.scan(read.conn, wanted, CANDIDATES if others else limit)
        if not rows:
            continue
        if others:
            asked += rows
            if len(asked) < _TOGETHER:
                continue
            rows, asked = _with_all_words(read, asked, others), []
        found.update(dict.fromkeys(rows))
        if len(found) >= limit:
            return list(found)[:limit]
    if asked:
        found.update(dict.fromkeys(_with_all_words(read, asked, others)))
    return list(found)[:limit]


def _with_all_words(read: Reader, rows: list[int], others: tuple[Word, ...]) -> list[int]:
    asked = list(dict.fromkeys(rows))
    candidates = search_rows.candidates(read.conn, asked, [c for c in map(written, others) if c])
    kept = {
        row
        for row, name, phone, number in candidates
        if answers(number, phone.removeprefix("+"), name, pinyin.readings, others)
    }
    return [row for row in asked if row in kept]


def _hits(rows: list[driver.Row]) -> tuple[Hit, ...]:
    return tuple(
        [
            Hit(
                id_,
                name,
                f"{number:06d}",
                phone,
                tier,
                Money(stored),
                from_day_number(last) if last else None,
            )
            for _, id_, name, number, phone, tier, stored, last in rows
        ]
    )


def one(read: Reader, member_id: MemberId) -> Hit:
    """A member as the search shows one; raises UserError `member.gone`."""
    row = search_rows.row_of(read.conn, member_id)
    rows = search_rows.hits(read.conn, [row], read.today_number) if row is not None else []
    if not rows:
        raise UserError("member.gone")
    return _hits(rows)[0]


def by_card(read: Reader, code: str) -> MemberId:
    """Whose member card was scanned or typed.

    Raises UserError `code.foreign`, `code.mistyped`, `code.kind`, `code.unknown` or `code.revoked`.
    """
    owner = search_rows.card_owner(read.conn, codes.code_hash(_plain(read, code)))
    if owner is None:
        raise UserError("code.unknown")
    member_id, valid = owner
    if not valid:
        raise UserError("code.revoked", member_id=member_id)
    return member_id


def _plain(read: Reader, code: str) -> str:
    scanned = codes.read_qr(code, meta_rows.shop_key(read.conn))
    if isinstance(scanned, codes.QrCode):
        if scanned.kind is not codes.QrKind.MEMBER_CARD:
            raise UserError("code.kind")
        return codes.plain_qr(code)
    if scanned is codes.CodeFault.FOREIGN:
        raise UserError("code.foreign")
    typed = codes.parse_typed(code)
    if isinstance(typed, codes.CodeFault):
        raise UserError("code.mistyped")
    return typed
