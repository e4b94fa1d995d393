"""Kinds of friend cards, their cards and events, and honors as rows; every move is one conditional update."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from model.friend_card import (
    BenefitKind,
    CardState,
    FriendBenefit,
    FriendCard,
    FriendCardKind,
    FriendCardLook,
    FriendCardRule,
    GiverReward,
    RewardKind,
)
from model.ids import (
    BatchId,
    FriendCardId,
    FriendCardKindId,
    FriendCardVersionId,
    MemberId,
    TxnId,
    VoucherTemplateId,
)
from model.money import Money
from model.record import dataclass
from services.clock import from_day_number
from services.storage import driver

if TYPE_CHECKING:
    from services.storage.work import Work


def pack_rule(rule: FriendCardRule) -> str:
    reward, benefit = rule.reward, rule.benefit
    return json.dumps(
        {
            "reward": [reward.kind, reward.value, _hex(reward.template_id), reward.bonus_days],
            "benefit": [benefit.kind, benefit.amount.fen, _hex(benefit.template_id), benefit.bonus_days],
            "days": rule.days,
            "minimum": rule.minimum.fen,
            "held_limit": rule.held_limit,
        }
    )


def _hex(id_: bytes | None) -> str | None:
    return id_.hex() if id_ else None


def _template_id(text: str | None) -> VoucherTemplateId | None:
    return VoucherTemplateId(bytes.fromhex(text)) if text else None


@lru_cache(64)
def unpack_rule(text: str) -> FriendCardRule:
    whole = json.loads(text)
    reward, benefit = whole["reward"], whole["benefit"]
    return FriendCardRule(
        GiverReward(RewardKind(reward[0]), reward[1], _template_id(reward[2]), reward[3]),
        FriendBenefit(BenefitKind(benefit[0]), Money(benefit[1]), _template_id(benefit[2]), benefit[3]),
        whole["days"],
        Money(whole["minimum"]),
        whole["held_limit"],
    )


def pack_look(look: FriendCardLook) -> str:
    whole = [look.colour, look.design, look.conditions_zh, look.conditions_en, look.picture]
    return json.dumps(whole, ensure_ascii=False)


@lru_cache(64)
def unpack_look(text: str) -> FriendCardLook:
    return FriendCardLook(*json.loads(text))


_KIND: Final = (
    "SELECT k.id, v.name, v.rule, v.look, k.active, k.position, v.n FROM friend_card_kind k "
    "JOIN friend_card_kind_version v ON v.id = k.current_version_id "
)


def _kind(row: driver.Row) -> FriendCardKind:
    id_, name, rule, look, active, position, n = row
    return FriendCardKind(
        FriendCardKindId(id_), name, unpack_rule(rule), unpack_look(look), bool(active), position, n
    )


def kind(conn: driver.Connection, kind_id: bytes) -> FriendCardKind | None:
    row = conn.execute(f"{_KIND} WHERE k.id = ?", (kind_id,)).fetchone()
    return _kind(row) if row else None


def kinds(conn: driver.Connection) -> tuple[FriendCardKind, ...]:
    rows = conn.execute(f"{_KIND} ORDER BY k.active DESC, k.position, v.name").fetchall()
    return tuple(map(_kind, rows))


def counts_of_kinds(conn: driver.Connection, today: int) -> dict[bytes, driver.Row]:
    """Kind → (issued, used, back or void, of the others expired), from the batches."""
    rows = conn.execute(
        "SELECT v.kind_id, sum(b.issued), sum(b.used), sum(b.voided), "
        "sum(CASE WHEN b.valid_to_day < ? THEN b.issued - b.used - b.voided ELSE 0 END) "
        "FROM batch b JOIN friend_card_kind_version v ON v.id = b.kind_version_id "
        "WHERE b.kind = 'friend_card' GROUP BY v.kind_id",
        (today,),
    ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def name_taken(conn: driver.Connection, kind: FriendCardKind) -> bool:
    """Whether another active kind has this name."""
    sql = "SELECT EXISTS (SELECT 1 FROM friend_card_kind WHERE name = ? AND id <> ? AND active = 1)"
    return bool(conn.execute(sql, (kind.name, kind.id)).fetchone()[0])


def current_version(conn: driver.Connection, kind_id: bytes) -> FriendCardVersionId | None:
    row = conn.execute("SELECT current_version_id FROM friend_card_kind WHERE id = ?", (kind_id,)).fetchone()
    return FriendCardVersionId(row[0]) if row else None


def save_kind(
    conn: driver.Connection, kind: FriendCardKind, version_id: FriendCardVersionId | None, at_ms: int
) -> None:
    """Write what a kind is now; `version_id` where its rule, look or name changed."""
    kept = version_id or current_version(conn, kind.id)
    conn.execute(
        "INSERT INTO friend_card_kind VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, active = excluded.active, position = excluded.position, "
        "current_version_id = excluded.current_version_id",
        (kind.id, kind.name, int(kind.active), kind.position, kept),
    )
    if version_id is None:
        return
    conn.execute(
        "INSERT INTO friend_card_kind_version VALUES (?1, ?2, (SELECT coalesce(max(n), 0) + 1 FROM "
        "friend_card_kind_version WHERE kind_id = ?2), ?3, ?4, ?5, ?6)",
        (version_id, kind.id, kind.name, pack_rule(kind.rule), pack_look(kind.look), at_ms),
    )


@dataclass(frozen=True, slots=True)
class CardBatchRow:
    """What cards given together have in common."""

    id: BatchId
    version_id: FriendCardVersionId
    secret: bytes
    valid_from_day: int
    valid_to_day: int
    wanted: int
    txn_id: TxnId | None = None


def add_batch(conn: driver.Connection, new: CardBatchRow, at_ms: int) -> None:
    conn.execute(
        "INSERT INTO batch (id, kind_version_id, kind, name, handed_by, wanted, issued, used, voided, "
        "valid_from_day, valid_to_day, secret, at_ms, txn_id) "
        "VALUES (?, ?, 'friend_card', '', '', ?, 0, 0, 0, ?, ?, ?, ?, ?)",
        (new.id, new.version_id, new.wanted, new.valid_from_day, new.valid_to_day, new.secret)
        + (at_ms, new.txn_id),
    )


def batch(conn: driver.Connection, batch_id: bytes) -> CardBatchRow | None:
    """A batch of friend cards, to add to it."""
    row = conn.execute(
        "SELECT id, kind_version_id, secret, valid_from_day, valid_to_day, wanted, txn_id FROM batch "
        "WHERE id = ? AND kind_version_id IS NOT NULL",
        (batch_id,),
    ).fetchone()
    return CardBatchRow(*row) if row else None


def last_copy(conn: driver.Connection, batch_id: bytes) -> int:
    """The number of the last copy of a batch; 0 for none."""
    sql = "SELECT coalesce(max(n), 0) FROM friend_card WHERE batch_id = ?"
    return int(conn.execute(sql, (batch_id,)).fetchone()[0])


def secret_of(conn: driver.Connection, batch_id: bytes) -> bytes | None:
    row = conn.execute(
        "SELECT secret FROM batch WHERE id = ? AND kind_version_id IS NOT NULL", (batch_id,)
    ).fetchone()
    return row[0] if row else None


def batches(conn: driver.Connection, limit: int) -> list[driver.Row]:
    """(id, kind, first giver, givers, cards, used, back or void, at), the newest first."""
    return conn.execute(
        "SELECT b.id, v.name, (SELECT m.name FROM friend_card c JOIN member m ON m.id = c.giver_id "
        "WHERE c.batch_id = b.id AND c.n >= 1 ORDER BY c.n LIMIT 1), "
        "(SELECT count(DISTINCT giver_id) FROM friend_card WHERE batch_id = b.id), b.issued, b.used, "
        "b.voided, b.at_ms FROM batch b JOIN friend_card_kind_version v ON v.id = b.kind_version_id "
        "WHERE b.kind = 'friend_card' ORDER BY b.id DESC LIMIT ?",
        (limit,),
    ).fetchall()


def taken(conn: driver.Connection, typed_hashes: Sequence[bytes]) -> set[bytes]:
    """Which of these hashes another card has already."""
    marks = ",".join("?" * len(typed_hashes))
    sql = f"SELECT typed_hash FROM friend_card WHERE typed_hash IN ({marks})"
    return {row[0] for row in conn.execute(sql, typed_hashes).fetchall()}


def add_cards(
    conn: driver.Connection, of: CardBatchRow, line: str, rows: Sequence[tuple[object, ...]]
) -> None:
    """Add cards to a batch as (id, giver, n, hash of the QR, hash of the typed code)."""
    conn.execute("UPDATE batch SET issued = issued + ? WHERE id = ?", (len(rows), of.id))
    conn.executemany(
        "INSERT INTO friend_card (id, kind_version_id, giver_id, batch_id, n, qr_hash, typed_hash, "
        "valid_from_day, valid_to_day, line, state, version, prints) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'issued', 0, 0)",
        [
            (id_, of.version_id, giver, of.id, n, qr, typed, of.valid_from_day, of.valid_to_day, line)
            for id_, giver, n, qr, typed in rows
        ],
    )


def held(conn: driver.Connection, giver_id: bytes, kind_id: bytes, today: int) -> tuple[int, int]:
    """How many usable cards a member holds: of all kinds, and of this one."""
    row = conn.execute(
        "SELECT count(*), coalesce(sum(v.kind_id = ?2), 0) FROM friend_card c "
        "JOIN friend_card_kind_version v ON v.id = c.kind_version_id "
        "WHERE c.giver_id = ?1 AND c.state = 'issued' AND c.valid_to_day >= ?3",
        (giver_id, kind_id, today),
    ).fetchone()
    return int(row[0]), int(row[1])


_CARD: Final = (
    "SELECT c.id, v.kind_id, v.name, v.rule, v.look, c.batch_id, c.n, c.giver_id, g.name, c.line, "
    "c.valid_from_day, c.valid_to_day, c.state, c.version, c.friend_id, coalesce(f.name, ''), c.prints "
    "FROM friend_card c JOIN friend_card_kind_version v ON v.id = c.kind_version_id "
    "JOIN member g ON g.id = c.giver_id LEFT JOIN member f ON f.id = c.friend_id "
)


def _card(row: driver.Row) -> FriendCard:
    return FriendCard(
        card_id=FriendCardId(row[0]),
        kind_id=FriendCardKindId(row[1]),
        kind_name=row[2],
        rule=unpack_rule(row[3]),
        look=unpack_look(row[4]),
        batch_id=BatchId(row[5]),
        n=row[6],
        giver_id=MemberId(row[7]),
        giver_name=row[8],
        line=row[9],
        valid_from=from_day_number(row[10]),
        valid_to=from_day_number(row[11]),
        state=CardState(row[12]),
        version=row[13],
        friend_id=row[14],
        friend_name=row[15],
        prints=row[16],
    )


def _one(conn: driver.Connection, condition: str, value: bytes) -> FriendCard | None:
    row = conn.execute(f"{_CARD} WHERE {condition} = ?", (value,)).fetchone()
    return _card(row) if row else None


def get(conn: driver.Connection, card_id: bytes) -> FriendCard | None:
    return _one(conn, "c.id", card_id)


def by_qr(conn: driver.Connection, qr_hash: bytes) -> FriendCard | None:
    return _one(conn, "c.qr_hash", qr_hash)


def by_typed(conn: driver.Connection, typed_hash: bytes) -> FriendCard | None:
    return _one(conn, "c.typed_hash", typed_hash)


def of_friend(conn: driver.Connection, friend_id: bytes) -> FriendCard | None:
    """The card that a member was signed up with."""
    return _one(conn, "c.friend_id IS NOT NULL AND c.friend_id", friend_id)


def of_giver(conn: driver.Connection, giver_id: bytes) -> tuple[FriendCard, ...]:
    """All cards of a giver, the newest first."""
    rows = conn.execute(f"{_CARD} WHERE c.giver_id = ? ORDER BY c.row DESC", (giver_id,))
    return tuple(map(_card, rows.fetchall()))


def given(conn: driver.Connection, giver_id: bytes) -> int:
    """How many cards a giver was given, whatever became of them."""
    return int(conn.execute("SELECT count(*) FROM friend_card WHERE giver_id = ?", (giver_id,)).fetchone()[0])


def of_batch(conn: driver.Connection, batch_id: bytes, first: int, count: int) -> tuple[FriendCard, ...]:
    sql = f"{_CARD} WHERE c.batch_id = ? AND c.n >= ? ORDER BY c.n LIMIT ?"
    return tuple(map(_card, conn.execute(sql, (batch_id, first, count)).fetchall()))


def given_with(conn: driver.Connection, txn_id: TxnId) -> tuple[FriendCard, ...]:
    """Cards that came with a top-up."""
    sql = f"{_CARD} JOIN batch b ON b.id = c.batch_id WHERE b.txn_id = ? ORDER BY c.row"
    return tuple(map(_card, conn.execute(sql, (txn_id,)).fetchall()))


def count_prints(conn: driver.Connection, batch_id: bytes, first: int, last: int) -> None:
    """Only what can be used is printed."""
    conn.execute(
        "UPDATE friend_card SET prints = prints + 1 "
        "WHERE batch_id = ? AND n BETWEEN ? AND ? AND state = 'issued'",
        (batch_id, first, last),
    )


INSERT_EVENT: Final = (
    "INSERT INTO friend_card_event (card_id, n, kind, operation_id, member_id, txn_id, batch_id, reason, "
    "at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a used card brought its friend: a transaction with bonus, or a batch of vouchers."""

    txn_id: TxnId | None = None
    batch_id: BatchId | None = None


NOTHING: Final = Brought()


def claim(
    conn: driver.Connection, card: FriendCard, to: CardState, friend_id: MemberId | None = None
) -> bool:
    """Move a card that nobody has moved since it was read; False when it touched no row."""
    moved = conn.execute(
        "UPDATE friend_card SET state = ?, friend_id = ?, version = version + 1 "
        "WHERE id = ? AND state = 'issued' AND version = ?",
        (to.value, friend_id, card.card_id, card.version),
    ).rowcount
    if moved != 1:
        return False
    column = "used" if to is CardState.USED else "voided"
    conn.execute(f"UPDATE batch SET {column} = {column} + 1 WHERE id = ?", (card.batch_id,))
    return True


def write_event(
    work: Work,
    card: FriendCard,
    to: CardState,
    *,
    friend_id: MemberId | None = None,
    brought: Brought = NOTHING,
    reason: str = "",
) -> None:
    """The event of a claimed move."""
    row = (card.card_id, card.version + 1, to.value, work.command.id, friend_id)
    row += (brought.txn_id, brought.batch_id, reason, work.now)  # type: ignore[assignment]
    work.write_facts(INSERT_EVENT, [row])


def last_event(conn: driver.Connection, card_id: bytes) -> driver.Row | None:
    """(kind, at_ms, reason, txn, batch) of what happened to a card last."""
    row = conn.execute(
        "SELECT kind, at_ms, reason, txn_id, batch_id FROM friend_card_event WHERE card_id = ? "
        "ORDER BY n DESC LIMIT 1",
        (card_id,),
    ).fetchone()
    return tuple(row) if row else None


def friends_source(conn: driver.Connection) -> bytes | None:
    """The shop's source for members whom a friend brought, as new shops have it."""
    row = conn.execute("SELECT id FROM source WHERE name = '朋友介绍' AND active = 1").fetchone()
    return row[0] if row else None


def rows_of_tier(conn: driver.Connection, tier_id: bytes) -> tuple[int, ...]:
    rows = conn.execute(
        "SELECT row FROM member WHERE tier_id = ? AND merged_into IS NULL ORDER BY row", (tier_id,)
    ).fetchall()
    return tuple(row[0] for row in rows)


def rows_with_honor(conn: driver.Connection, today: int, honor: str | None) -> tuple[int, ...]:
    """Members who bear an honor on a day: this one, or any."""
    rows = conn.execute(
        "SELECT DISTINCT m.row FROM member_honor h JOIN member m ON m.id = h.member_id "
        "WHERE h.from_day <= ?1 AND (h.until_day IS NULL OR h.until_day >= ?1) "
        "AND (?2 IS NULL OR h.honor = ?2) ORDER BY m.row",
        (today, honor),
    ).fetchall()
    return tuple(row[0] for row in rows)
