"""Referral rewards, their events, and who brought whom, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from model.friend_card import RewardKind
from model.ids import BatchId, FriendCardId, LotId, MemberId, RewardId, TxnId, VoucherTemplateId
from model.money import Money
from model.record import dataclass
from model.referral import RewardState
from services.storage import driver
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Work


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward as it stands: what was promised, to whom, for which friend."""

    id: RewardId
    giver_id: MemberId
    friend_id: MemberId
    card_id: FriendCardId | None
    kind: RewardKind
    value: int
    template_id: VoucherTemplateId | None
    bonus_days: int | None
    minimum: Money
    state: RewardState = RewardState.PENDING
    version: int = 0
    due_after_ms: int | None = None
    sale_txn_id: TxnId | None = None
    reward_txn_id: TxnId | None = None
    batch_id: BatchId | None = None


_REWARD: Final = (
    "SELECT id, giver_id, friend_id, card_id, kind, value, template_id, bonus_days, minimum, state, version, "
    "due_after_ms, sale_txn_id, reward_txn_id, batch_id FROM referral_reward "
)


def _reward(row: driver.Row) -> Reward:
    return Reward(
        RewardId(row[0]),
        MemberId(row[1]),
        MemberId(row[2]),
        row[3],
        RewardKind(row[4]),
        row[5],
        row[6],
        row[7],
        Money(row[8]),
        RewardState(row[9]),
        *row[10:],
    )


def get(conn: driver.Connection, reward_id: bytes) -> Reward | None:
    row = conn.execute(f"{_REWARD} WHERE id = ?", (reward_id,)).fetchone()
    return _reward(row) if row else None


def open_for(conn: driver.Connection, friend_id: bytes) -> Reward | None:
    """The reward of a friend that is pending or paid: there is one at most."""
    # The very words of the partial index, which holds few of the members.
    row = conn.execute(
        f"{_REWARD} WHERE friend_id = ? AND state IN ('pending', 'paid')", (friend_id,)
    ).fetchone()
    return _reward(row) if row else None


def of_sale(conn: driver.Connection, txn_id: bytes) -> Reward | None:
    """The reward that waits for, or was paid for, this sale."""
    row = conn.execute(
        f"{_REWARD} WHERE sale_txn_id = ? AND state IN ('pending', 'paid')", (txn_id,)
    ).fetchone()
    return _reward(row) if row else None


_DUE: Final = "state = 'pending' AND due_after_ms IS NOT NULL AND due_after_ms <= ?"


def due(conn: driver.Connection, now_ms: int, after: tuple[int, bytes], limit: int) -> list[Reward]:
    """Rewards that may be paid now, the longest waiting first, from after (due, id) on."""
    rows = conn.execute(
        f"{_REWARD} WHERE {_DUE} AND (due_after_ms, id) > (?, ?) ORDER BY due_after_ms, id LIMIT ?",
        (now_ms, *after, limit),
    ).fetchall()
    return list(map(_reward, rows))


def due_count(conn: driver.Connection, now_ms: int) -> int:
    row = conn.execute(f"SELECT count(*) FROM referral_reward WHERE {_DUE}", (now_ms,)).fetchone()
    return int(row[0])


def add(conn: driver.Connection, new: Reward, at_ms: int) -> None:
    """Write a new pending reward."""
    conn.execute(
        "INSERT INTO referral_reward (id, giver_id, friend_id, card_id, kind, value, template_id, "
        "bonus_days, minimum, state, version, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?)",
        (new.id, new.giver_id, new.friend_id, new.card_id, new.kind.value, new.value, new.template_id)
        + (new.bonus_days, new.minimum.fen, at_ms),
    )


INSERT_EVENT: Final = (
    "INSERT INTO referral_event (reward_id, n, kind, operation_id, txn_id, amount, not_recovered, reason, "
    "at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def move(
    work: Work,
    was: Reward,
    now: Reward,
    kind: str,
    *,
    txn_id: TxnId | None = None,
    amount: int = 0,
    not_recovered: int = 0,
    reason: str = "",
) -> None:
    """Move a reward that nobody has moved since it was read, with its event.

    Raises AssertionError when it touched no row: inside the write transaction nobody can.
    """
    moved = work.conn.execute(
        "UPDATE referral_reward SET state = ?, due_after_ms = ?, sale_txn_id = ?, reward_txn_id = ?, "
        "batch_id = ?, version = version + 1 WHERE id = ? AND state = ? AND version = ?",
        (now.state.value, now.due_after_ms, now.sale_txn_id, now.reward_txn_id, now.batch_id)
        + (was.id, was.state.value, was.version),
    ).rowcount
    if moved != 1:
        raise AssertionError("a reward moved inside the write transaction")
    row = (was.id, was.version + 1, kind, work.command.id, txn_id, amount, not_recovered, reason, work.now)
    work.write_facts(INSERT_EVENT, [row])


def amount_due(conn: driver.Connection, reward_id: bytes) -> int:
    """What was promised when the friend bought: honor and debts are in it."""
    row = conn.execute(
        "SELECT amount FROM referral_event WHERE reward_id = ? AND kind = 'due' ORDER BY n DESC LIMIT 1",
        (reward_id,),
    ).fetchone()
    return int(row[0]) if row else 0


def amount_paid(conn: driver.Connection, reward_id: bytes) -> int:
    row = conn.execute(
        "SELECT amount FROM referral_event WHERE reward_id = ? AND kind = 'paid'", (reward_id,)
    ).fetchone()
    return int(row[0]) if row else 0


def owed(conn: driver.Connection, giver_id: bytes, friend_id: bytes, kind: RewardKind) -> int:
    """What could not be taken back of this giver's earlier rewards of that kind for that friend."""
    row = conn.execute(
        "SELECT coalesce(sum(e.not_recovered), 0) FROM referral_reward r INDEXED BY referral_reward_history "
        "JOIN referral_event e ON e.reward_id = r.id WHERE r.friend_id = ?2 AND r.kind = ?3 "
        f"AND r.giver_id IN {FAMILY}",
        (giver_id, friend_id, kind.value),
    ).fetchone()
    return int(row[0])


def _posted(account: str) -> str:
    return f"(SELECT coalesce(sum(amount), 0) FROM posting WHERE txn_id = f.id AND account = '{account}')"


def _summed(field: str, rows: str, only: str = "1") -> str:
    of = f"FROM json_each(p.worksheet, '$.{rows}') j WHERE {only}"
    return f"(SELECT coalesce(sum(json_extract(j.value, '$.{field}')), 0) {of})"


_PACKS_BACK: Final = _summed("back", "chosen.parts", "json_extract(j.value, '$.kind') LIKE 'pack%'")
_OF_CARD: Final = (
    # (what came back beyond what was unused, what had been consumed), of packs and of everything else
    f"SELECT CASE t.kind WHEN 'pack_use' THEN {_PACKS_BACK} - {_posted('pack')} "
    f"ELSE p.refunded - {_PACKS_BACK} - {_posted('principal')} END AS back, CASE t.kind WHEN 'pack_use' "
    f"THEN {_summed('used_value', 'worksheet.account.packs')} "
    f"ELSE {_summed('paid', 'worksheet.account.purchases')} - {_posted('principal')} "
    "- json_extract(p.worksheet, '$.worksheet.account.moved_out') END AS used "
    "FROM card_refund_paid p WHERE p.txn_id = f.id"
)
_OF_PACK: Final = (
    "EXISTS (SELECT 1 FROM pack_event e JOIN pack_event u ON u.pack_id = e.pack_id "
    "WHERE e.txn_id = f.id AND u.txn_id = t.id) AND EXISTS (SELECT 1 FROM posting "
    "WHERE txn_id = f.id AND account = 'refund_difference' AND amount > 0)"
)


def paid_back(stored: str) -> str:
    """SQL for what of `stored`, the part of a purchase `t` paid beforehand, a refund `f` paid back (fen).

    A card's refund tells what it pays back of all that was consumed: each purchase has its share of that.
    """
    return (
        f"CASE f.kind WHEN 'pack_refund' THEN {stored} * ({_OF_PACK}) ELSE coalesce((SELECT "
        "CASE WHEN x.back > 0 AND x.used > 0 "
        f"THEN min({stored}, (2 * {stored} * x.back + x.used) / (2 * x.used)) END "
        f"FROM ({_OF_CARD}) x), 0) END"
    )


def refunded_of(conn: driver.Connection, purchase_id: TxnId, refund_id: TxnId, stored: Money) -> Money:
    """What a refund paid back of what a purchase was paid with beforehand."""
    row = conn.execute(
        f"SELECT {paid_back('?3')} FROM txn t CROSS JOIN txn f WHERE t.id = ?1 AND f.id = ?2",
        (purchase_id, refund_id, stored.fen),
    ).fetchone()
    return Money(row[0])


def count_in(conn: driver.Connection, giver_id: bytes, first_day: int, last_day: int) -> int:
    """How many of a giver's rewards stand for sales of these days."""
    row = conn.execute(
        "SELECT count(*) FROM referral_reward r JOIN txn t ON t.id = r.sale_txn_id "
        f"WHERE r.giver_id IN {FAMILY} AND r.state IN ('pending', 'paid') "
        f"AND {day_of()} BETWEEN ?2 AND ?3",
        (giver_id, first_day, last_day),
    ).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True)
class GrantedLot:
    """The bonus lot of a reward."""

    id: LotId
    granted: Money
    left: Money
    expires_day: int | None


def lot_of(conn: driver.Connection, txn_id: bytes) -> GrantedLot | None:
    """The lot that a reward in bonus granted; None for points."""
    row = conn.execute(
        "SELECT l.id, l.granted, b.remaining, l.expires_day FROM posting p "
        "JOIN bonus_lot l ON l.id = p.lot_id "
        "JOIN lot_balance b ON b.lot_id = l.id AND b.member_id = l.member_id "
        "WHERE p.txn_id = ? AND p.account = 'bonus'",
        (txn_id,),
    ).fetchone()
    return GrantedLot(LotId(row[0]), Money(row[1]), Money(row[2]), row[3]) if row else None


def has_bought(conn: driver.Connection, member_id: bytes) -> bool:
    """Whether a member has a sale that isn't wholly reversed."""
    row = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM member m JOIN member_balance b ON b.member_row = m.row "
        "WHERE m.id = ? AND b.visits > 0)",
        (member_id,),
    ).fetchone()
    return bool(row[0])


def referrer_of(conn: driver.Connection, member_id: bytes) -> MemberId | None:
    row = conn.execute("SELECT referrer_id FROM member WHERE id = ?", (member_id,)).fetchone()
    return row[0] if row else None


_VIEW: Final = (
    "SELECT r.id, r.giver_id, g.name, r.friend_id, f.name, r.card_id, r.kind, r.value, "
    "(SELECT e.amount FROM referral_event e WHERE e.reward_id = r.id AND e.kind IN ('due', 'paid') "
    "ORDER BY e.n DESC LIMIT 1), r.state, r.due_after_ms, coalesce(s.number, 0), coalesce(w.number, 0), "
    "(SELECT coalesce(sum(e.not_recovered), 0) FROM referral_event e WHERE e.reward_id = r.id), "
    "coalesce((SELECT e.reason FROM referral_event e WHERE e.reward_id = r.id ORDER BY e.n DESC LIMIT 1), "
    "''), "
    "r.at_ms, coalesce(v.name, '') FROM referral_reward r JOIN member g ON g.id = r.giver_id "
    "JOIN member f ON f.id = r.friend_id LEFT JOIN txn s ON s.id = r.sale_txn_id "
    "LEFT JOIN txn w ON w.id = r.reward_txn_id LEFT JOIN voucher_template v ON v.id = r.template_id "
)
"""The columns of RewardView."""


def views_of_giver(conn: driver.Connection, giver_id: bytes, limit: int) -> list[driver.Row]:
    return conn.execute(
        f"{_VIEW} WHERE r.giver_id = ? ORDER BY r.id DESC LIMIT ?", (giver_id, limit)
    ).fetchall()


def recent_views(conn: driver.Connection, states: Sequence[str], limit: int) -> list[driver.Row]:
    """The newest rewards in these states."""
    marks = ", ".join("?" * len(states))
    return conn.execute(
        f"{_VIEW} WHERE r.state IN ({marks}) ORDER BY r.id DESC LIMIT ?", (*states, limit)
    ).fetchall()


def views_of_sale(conn: driver.Connection, txn_id: bytes) -> list[driver.Row]:
    return conn.execute(f"{_VIEW} WHERE r.sale_txn_id = ? ORDER BY r.id", (txn_id,)).fetchall()


def view(conn: driver.Connection, reward_id: bytes) -> driver.Row | None:
    row = conn.execute(f"{_VIEW} WHERE r.id = ?", (reward_id,)).fetchone()
    return tuple(row) if row else None


def waiting_views(conn: driver.Connection, limit: int) -> list[driver.Row]:
    """Rewards for friends who have bought, the first to be paid first."""
    return conn.execute(
        f"{_VIEW} WHERE r.state = 'pending' AND r.due_after_ms IS NOT NULL ORDER BY r.due_after_ms LIMIT ?",
        (limit,),
    ).fetchall()


def sums_of_giver(conn: driver.Connection, giver_id: bytes) -> list[driver.Row]:
    """(kind, state, rewards, paid and not taken back, still to come) of a giver."""
    return conn.execute(
        "SELECT r.kind, r.state, count(DISTINCT r.id), coalesce(sum(CASE e.kind WHEN 'paid' THEN e.amount "
        "WHEN 'taken_back' THEN -e.amount END), 0), coalesce(sum(CASE WHEN r.state = 'pending' AND "
        "e.kind = 'due' THEN e.amount WHEN r.state = 'pending' AND e.kind IS NULL THEN r.value END), 0) "
        "FROM referral_reward r LEFT JOIN referral_event e ON e.reward_id = r.id "
        "WHERE r.giver_id = ? GROUP BY r.kind, r.state",
        (giver_id,),
    ).fetchall()


def friends_of(conn: driver.Connection, giver_id: bytes) -> driver.Row:
    """(friends, who bought, what they spent)."""
    row: driver.Row = conn.execute(
        "SELECT count(*), coalesce(sum(b.visits > 0), 0), coalesce(sum(b.spent), 0) FROM member m "
        "JOIN member_balance b ON b.member_row = m.row WHERE m.referrer_id = ?",
        (giver_id,),
    ).fetchone()
    return row


# ── who brought whom ──

_NODE: Final = (
    "SELECT m.id, m.name, m.number, (SELECT count(*) FROM member x WHERE x.referrer_id = m.id), "
    "m.joined_day, b.visits, b.spent, (SELECT h.honor FROM member_honor h WHERE h.member_id = m.id "
    "AND h.from_day <= ?1 AND (h.until_day IS NULL OR h.until_day >= ?1) ORDER BY h.honor DESC LIMIT 1) "
    "FROM member m JOIN member_balance b ON b.member_row = m.row "
)
"""The columns of TreeNode; the honor is that of day ?1."""


def nodes(conn: driver.Connection, ids: Sequence[bytes], today: int) -> list[driver.Row]:
    """These members, in this order."""
    marks = ",".join("?" * len(ids))
    rows = conn.execute(f"{_NODE} WHERE m.id IN ({marks})", (today, *ids)).fetchall()
    by_id = {row[0]: row for row in rows}
    return [by_id[i] for i in ids if i in by_id]


def children(conn: driver.Connection, of: bytes, today: int, offset: int, limit: int) -> list[driver.Row]:
    """Whom a member brought, those first who brought most themselves, then the newest."""
    return conn.execute(
        f"{_NODE} WHERE m.referrer_id = ?2 ORDER BY 4 DESC, m.row DESC LIMIT ?4 OFFSET ?3",
        (today, of, offset, limit),
    ).fetchall()


def roots(conn: driver.Connection, offset: int, limit: int) -> list[bytes]:
    """Who brought somebody and was brought by nobody, most friends first."""
    # Only as many are counted out and looked up as are shown: all of them are hundreds of thousands.
    wanted = offset + limit
    room = 2 * wanted
    while True:
        givers = conn.execute(
            "SELECT referrer_id, count(*) FROM member INDEXED BY member_referrer "
            "WHERE referrer_id IS NOT NULL GROUP BY referrer_id ORDER BY 2 DESC, 1 LIMIT ?",
            (room,),
        ).fetchall()
        found = [id_ for id_, _ in givers if _is_root(conn, id_)]
        if len(found) >= wanted or len(givers) < room:
            return found[offset:wanted]
        room *= 8


def _is_root(conn: driver.Connection, member_id: bytes) -> bool:
    row = conn.execute("SELECT referrer_id FROM member WHERE id = ?", (member_id,)).fetchone()
    return row is not None and row[0] is None


def ancestors(conn: driver.Connection, member_id: bytes) -> list[bytes]:
    """From the top down to a member."""
    rows = conn.execute(
        "WITH RECURSIVE up (id, level) AS (VALUES (?, 0) UNION SELECT m.referrer_id, up.level + 1 "
        "FROM up JOIN member m ON m.id = up.id WHERE m.referrer_id IS NOT NULL AND up.level < 1000) "
        "SELECT id FROM up ORDER BY level DESC",
        (member_id,),
    ).fetchall()
    return [row[0] for row in rows]


# ── a period ──

_JOINED: Final = (
    "FROM member m INDEXED BY member_joined JOIN member_balance b ON b.member_row = m.row "
    "WHERE m.joined_ms >= ? AND m.joined_ms < ? AND m.referrer_id IS NOT NULL "
)


def leaders(conn: driver.Connection, span: tuple[int, int], limit: int) -> list[driver.Row]:
    """(giver, friends, bought, again, turnover) of those who brought members in these milliseconds."""
    return conn.execute(
        "SELECT m.referrer_id, count(*), sum(b.visits > 0), sum(b.visits > 1), sum(b.spent) "
        f"{_JOINED} GROUP BY m.referrer_id ORDER BY 3 DESC, 5 DESC, 2 DESC, 1 LIMIT ?",
        (*span, limit),
    ).fetchall()


def whole(conn: driver.Connection, span: tuple[int, int]) -> driver.Row:
    """(givers, friends, bought, again, turnover, new members) of these milliseconds."""
    row: driver.Row = conn.execute(
        "SELECT count(DISTINCT m.referrer_id), count(*), coalesce(sum(b.visits > 0), 0), "
        f"coalesce(sum(b.visits > 1), 0), coalesce(sum(b.spent), 0) {_JOINED}",
        span,
    ).fetchone()
    joined = conn.execute(
        "SELECT count(*) FROM member WHERE joined_ms >= ? AND joined_ms < ? AND merged_into IS NULL", span
    ).fetchone()
    return (*row, joined[0])


_COST: Final = (
    "SELECT coalesce(sum(CASE WHEN r.kind = 'bonus' THEN p.paid - p.back END), 0), "
    "coalesce(sum(CASE WHEN r.kind = 'points' THEN p.paid - p.back END), 0), "
    "coalesce(sum(CASE WHEN r.kind = 'voucher' THEN p.paid - p.back END), 0), "
    "coalesce(sum(CASE WHEN r.kind = 'bonus' AND r.state = 'pending' THEN coalesce(p.due, r.value) END), 0) "
    "FROM member m INDEXED BY {index} CROSS JOIN referral_reward r INDEXED BY referral_reward_history "
    "ON r.friend_id = m.id "
    "JOIN (SELECT x.id, (SELECT coalesce(sum(e.amount), 0) FROM referral_event e WHERE e.reward_id = x.id "
    "AND e.kind = 'paid') AS paid, (SELECT coalesce(sum(e.amount), 0) FROM referral_event e "
    "WHERE e.reward_id = x.id AND e.kind = 'taken_back') AS back, "
    "(SELECT max(e.amount) FROM referral_event e "
    "WHERE e.reward_id = x.id AND e.kind = 'due') AS due FROM referral_reward x) p ON p.id = r.id "
    "WHERE m.joined_ms >= ?1 AND m.joined_ms < ?2 "
)
_GIFTS: Final = (
    "SELECT coalesce(sum(p.amount), 0) FROM member m INDEXED BY {index} "
    "CROSS JOIN friend_card c INDEXED BY friend_card_friend ON c.friend_id = m.id "
    "JOIN friend_card_event e ON e.card_id = c.id AND e.txn_id IS NOT NULL "
    "JOIN posting p ON p.txn_id = e.txn_id AND p.account = 'bonus_given' "
    "WHERE c.friend_id IS NOT NULL AND m.joined_ms >= ?1 AND m.joined_ms < ?2 "
)


def cost(
    conn: driver.Connection, span: tuple[int, int], giver_id: bytes | None = None
) -> tuple[int, int, int, int]:
    """(bonus to givers and friends, points, vouchers, bonus still to come) for friends of a span."""
    index = "member_referrer" if giver_id else "member_joined"
    only, values = ("AND m.referrer_id = ?3", (*span, giver_id)) if giver_id else ("", span)
    bonus, points, vouchers, pending = conn.execute(f"{_COST.format(index=index)} {only}", values).fetchone()
    gifts = conn.execute(f"{_GIFTS.format(index=index)} {only}", values).fetchone()[0]
    return bonus + gifts, points, vouchers, pending
