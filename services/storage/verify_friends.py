"""Proofs of friend cards and referrals: each used card has its friend, each reward its sale."""

from __future__ import annotations

from typing import Final

from services.storage.referral_rows import paid_back
from services.storage.verify_moves import KIN

EVENTFUL: Final = frozenset(
    {
        "use_friend_card",
        "return_friend_card",
        "void_friend_card",
        "void_friend_cards",
        "reward",
        "reward_due",
        "reward_paid",
        "reward_cancelled",
        "reward_taken_back",
    }
)
"""Kinds of operation that write events of cards or rewards."""


EVENTS: Final = ("friend_card_event", "referral_event")
"""Tables of those events."""

_OF_ACCOUNTS: Final = (
    "(CASE t.kind WHEN 'pack_use' THEN t.amount * NOT EXISTS (SELECT 1 FROM reversal v "
    "WHERE v.reverses_id = t.id) ELSE (SELECT coalesce(sum(a.amount), 0) FROM allocation a "
    "WHERE a.txn_id = t.id AND a.account {accounts}) - (SELECT coalesce(sum(x.amount), 0) FROM reversal v "
    "JOIN reversal_part x ON x.txn_id = v.txn_id WHERE v.reverses_id = t.id AND x.account {accounts}) END)"
)
_REAL: Final = _OF_ACCOUNTS.format(accounts="NOT IN ('bonus', 'rounding')")
_STORED: Final = _OF_ACCOUNTS.format(accounts="= 'principal'")
_REFUNDED: Final = (
    f"(SELECT coalesce(sum({paid_back(_STORED)}), 0) FROM txn f "
    "WHERE f.member_id = t.member_id AND f.row > t.row AND (f.kind = 'pack_refund' "
    "OR (f.kind = 'card_refund' AND f.row = (SELECT min(g.row) FROM txn g WHERE g.member_id = t.member_id "
    "AND g.kind = 'card_refund' AND g.row > t.row))))"
)
"""What refunds paid back of the purchase; the first refund of a card settles everything before it."""
_PAID: Final = "(SELECT e.amount FROM referral_event e WHERE e.reward_id = r.id AND e.kind = 'paid')"

# name → (what is counted, a query whose rows are each a mistake); see verify.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "every friend card is as its last event left it": (
        "SELECT count(*) FROM friend_card",
        (
            "SELECT hex(c.id) FROM friend_card c LEFT JOIN friend_card_event e ON e.card_id = c.id "
            "AND e.n = c.version WHERE (c.version > 0 AND e.n IS NULL) OR c.state <> coalesce(e.kind, "
            "'issued') OR c.friend_id IS NOT e.member_id UNION ALL "
            "SELECT hex(card_id) FROM friend_card_event GROUP BY card_id HAVING count(*) <> 1 "
            "OR max(n) <> (SELECT version FROM friend_card WHERE id = card_id)"
        ),
    ),
    "every used friend card has its friend, and what it brought is the friend's": (
        "SELECT count(*) FROM friend_card WHERE state = 'used'",
        (
            f"WITH RECURSIVE {KIN} SELECT hex(c.id) FROM friend_card c "
            "JOIN friend_card_event e ON e.card_id = c.id LEFT JOIN member m ON m.id = c.friend_id "
            "LEFT JOIN txn t ON t.id = e.txn_id WHERE "
            "c.state = 'used' AND (m.id IS NULL OR c.friend_id = c.giver_id "
            "OR (e.txn_id IS NOT NULL AND (t.kind IS NOT 'reward' OR t.member_id IS NOT c.friend_id)) "
            "OR EXISTS (SELECT 1 FROM voucher v WHERE v.batch_id = e.batch_id "
            "AND v.member_id IS NOT c.friend_id AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.id = c.friend_id "
            "AND k.other = v.member_id)) OR NOT EXISTS (SELECT 1 FROM referral_reward r "
            "WHERE r.card_id = c.id AND r.friend_id = c.friend_id AND r.giver_id = c.giver_id))"
        ),
    ),
    "every batch counts its friend cards": (
        "SELECT count(*) FROM batch WHERE kind_version_id IS NOT NULL",
        (
            "WITH s AS (SELECT batch_id AS b, count(*) AS i, sum(state = 'used') AS u, "
            "sum(state IN ('returned', 'voided')) AS o, min(kind_version_id) AS k, "
            "max(kind_version_id) AS k2 FROM friend_card GROUP BY batch_id) "
            "SELECT hex(b.id) FROM batch b LEFT JOIN s ON s.b = b.id WHERE b.kind_version_id IS NOT NULL "
            "AND (b.issued <> coalesce(s.i, 0) OR b.used <> coalesce(s.u, 0) OR b.voided <> "
            "coalesce(s.o, 0) OR s.k IS NOT b.kind_version_id OR s.k2 IS NOT b.kind_version_id)"
        ),
    ),
    "every reward is as its last event left it": (
        "SELECT count(*) FROM referral_reward",
        (
            "SELECT hex(r.id) FROM referral_reward r LEFT JOIN referral_event e ON e.reward_id = r.id "
            "AND e.n = r.version WHERE (r.version > 0 AND e.n IS NULL) "
            "OR r.state <> CASE WHEN e.kind IS NULL OR e.kind = 'due' THEN 'pending' ELSE e.kind END "
            "OR (r.state = 'pending' AND (r.sale_txn_id IS NULL) <> (e.kind IS NULL)) UNION ALL "
            "SELECT hex(reward_id) FROM referral_event GROUP BY reward_id HAVING max(n) <> count(*) "
            "OR max(n) <> (SELECT version FROM referral_reward WHERE id = reward_id) UNION ALL "
            "SELECT hex(b.reward_id) || ' ' || b.n FROM referral_event b LEFT JOIN referral_event a "
            "ON a.reward_id = b.reward_id AND a.n = b.n - 1 WHERE CASE b.kind WHEN 'due' THEN b.n <> 1 "
            "WHEN 'paid' THEN a.kind IS NOT 'due' WHEN 'taken_back' THEN a.kind IS NOT 'paid' "
            "ELSE coalesce(a.kind, 'due') <> 'due' END"
        ),
    ),
    "every reward has its purchase: the friend's own, with enough real money left in it": (
        "SELECT count(*) FROM referral_reward WHERE sale_txn_id IS NOT NULL",
        (
            "SELECT hex(r.id) FROM referral_reward r LEFT JOIN txn t ON t.id = r.sale_txn_id "
            "WHERE r.sale_txn_id IS NOT NULL AND (coalesce(t.kind, '') NOT IN ('sale', 'pack_use') "
            "OR t.member_id IS NOT r.friend_id) UNION ALL SELECT hex(r.id) FROM referral_reward r "
            "CROSS JOIN txn t ON t.id = r.sale_txn_id WHERE r.state IN ('pending', 'paid') "
            f"AND {_REAL} - {_REFUNDED} < max(r.minimum, 1)"
        ),
    ),
    "every reward was paid to its giver, once, as much as was due": (
        "SELECT count(*) FROM referral_event WHERE kind = 'paid'",
        (
            f"WITH RECURSIVE {KIN} SELECT hex(r.id) FROM referral_reward r "
            f"LEFT JOIN txn t ON t.id = r.reward_txn_id WHERE r.state IN ('paid', 'taken_back') "
            f"AND ({_PAID} IS NULL OR {_PAID} > (SELECT e.amount "
            "FROM referral_event e WHERE e.reward_id = r.id AND e.kind = 'due') "
            f"OR (r.kind <> 'voucher' AND (({_PAID} > 0) <> (r.reward_txn_id IS NOT NULL) "
            f"OR {_PAID} <> (SELECT coalesce(sum(p.amount), 0) FROM posting p WHERE p.txn_id = "
            "r.reward_txn_id AND p.account = r.kind || '_given'))) "
            f"OR (r.kind = 'voucher' AND {_PAID} <> (SELECT count(*) FROM voucher v "
            "WHERE v.batch_id = r.batch_id AND (v.member_id = r.giver_id OR EXISTS (SELECT 1 FROM kin k "
            "WHERE k.id = r.giver_id AND k.other = v.member_id)))) "
            "OR (r.reward_txn_id IS NOT NULL AND (t.kind IS NOT 'reward' OR t.member_id IS NOT r.giver_id))) "
            "UNION ALL SELECT hex(id) FROM referral_reward WHERE state IN ('pending', 'cancelled') "
            "AND (reward_txn_id IS NOT NULL OR batch_id IS NOT NULL) UNION ALL "
            "SELECT hex(reward_txn_id) FROM referral_reward WHERE reward_txn_id IS NOT NULL "
            "GROUP BY reward_txn_id HAVING count(*) > 1"
        ),
    ),
    "what was taken back of a reward was reversed, and the rest is noted": (
        "SELECT count(*) FROM referral_event WHERE kind = 'taken_back'",
        (
            "SELECT hex(r.id) FROM referral_reward r JOIN referral_event e ON e.reward_id = r.id "
            f"AND e.kind = 'taken_back' WHERE e.amount + e.not_recovered <> {_PAID} "
            "OR (r.kind <> 'voucher' AND (e.amount > 0) <> (e.txn_id IS NOT NULL)) "
            "OR (e.txn_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM reversal v WHERE v.txn_id = e.txn_id "
            "AND v.reverses_id = r.reward_txn_id) OR e.amount <> (SELECT -coalesce(sum(p.amount), 0) "
            "FROM posting p WHERE p.txn_id = e.txn_id AND p.account = r.kind || '_given'))) UNION ALL "
            "SELECT hex(v.txn_id) FROM reversal v JOIN txn o ON o.id = v.reverses_id AND o.kind = 'reward' "
            "WHERE NOT EXISTS (SELECT 1 FROM referral_reward r JOIN referral_event e ON e.reward_id = r.id "
            "WHERE r.reward_txn_id = o.id AND e.txn_id = v.txn_id)"
        ),
    ),
    "nobody was brought, over any number of steps, by themselves": (
        "SELECT count(*) FROM member WHERE referrer_id IS NOT NULL",
        (
            "WITH RECURSIVE down (id) AS (SELECT id FROM member WHERE referrer_id IS NULL UNION ALL "
            "SELECT m.id FROM down d JOIN member m ON m.referrer_id = d.id) "
            "SELECT hex(id) FROM member WHERE referrer_id IS NOT NULL AND id NOT IN (SELECT id FROM down)"
        ),
    ),
}
