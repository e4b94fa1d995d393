"""Versions of top-up plans, and purchases: top-ups under a plan with everything that came with them."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from model.ids import LotId, MemberId, PlanId, PlanVersionId, StaffId, TxnId
from model.ledger import Account
from model.money import Money
from model.offer import Buyer
from model.purchase import Given, Purchase
from model.rules import ClaimRules
from model.shop import Plan
from services.clock import from_day_number
from services.storage import catalog_rows, driver, gift_rows, instalment_rows, setting_rows
from services.storage.day_rows import day_of
from services.storage.merge_rows import FAMILY

if TYPE_CHECKING:
    from services.storage.work import Reader, Work

INSERT_VERSION: Final = "INSERT INTO plan_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_PURCHASE: Final = "INSERT INTO purchase VALUES (?, ?, ?, ?, ?, ?)"
_STANDS: Final = "NOT EXISTS (SELECT 1 FROM reversal r WHERE r.reverses_id = t.id AND r.whole = 1)"


def newest_version(conn: driver.Connection, plan_id: PlanId) -> tuple[PlanVersionId, int] | None:
    """The version under which a plan is sold now, and its number."""
    row = conn.execute(
        "SELECT id, n FROM plan_version WHERE plan_id = ? ORDER BY n DESC LIMIT 1", (plan_id,)
    ).fetchone()
    return (PlanVersionId(row[0]), row[1]) if row else None


def add_version(work: Work, plan: Plan, approved_by: StaffId | None, reason: str) -> int:
    """Write the plan as its next version; answers the version's number."""
    known = newest_version(work.conn, plan.id)
    n = known[1] + 1 if known else 1
    row = (PlanVersionId(work.new_id()), plan.id, n, *_content(plan), approved_by, reason, work.now)
    work.write_facts(INSERT_VERSION, [(*row, work.command.id)])
    return n


def differs(old: Plan, new: Plan) -> bool:
    """Whether a change of a plan makes a new version of it."""
    return _content(old) != _content(new)


def _content(plan: Plan) -> tuple[object, ...]:
    return (
        plan.name,
        plan.pay.fen,
        plan.bonus.fen,
        plan.bonus_days,
        plan.voucher_template_id,
        plan.vouchers,
        plan.friend_card_kind_id,
        plan.friend_cards,
        catalog_rows.encode_offer(plan.offer),
    )


def names(conn: driver.Connection) -> dict[bytes, str]:
    """What everything that a plan may bring is called."""
    rows = conn.execute(
        "SELECT id, name FROM gift UNION ALL SELECT id, name FROM pack_kind UNION ALL "
        "SELECT id, name FROM voucher_template UNION ALL SELECT id, name FROM friend_card_kind"
    )
    return dict(rows.fetchall())


def buyer(conn: driver.Connection, member_id: MemberId, plan_id: PlanId) -> Buyer:
    """What the limits of an offer look at; top-ups that were reversed as a whole don't count."""
    before, tier_id, bought = conn.execute(
        f"SELECT EXISTS (SELECT 1 FROM txn t WHERE t.member_id IN {FAMILY} "
        f"AND t.kind = 'top_up' AND {_STANDS}), "
        "(SELECT tier_id FROM member WHERE id = ?1), (SELECT count(*) FROM purchase p "
        "JOIN plan_version v ON v.id = p.plan_version_id JOIN txn t ON t.id = p.txn_id "
        f"WHERE p.member_id IN {FAMILY} AND v.plan_id = ?2 AND {_STANDS})",
        (member_id, plan_id),
    ).fetchone()
    tags = conn.execute(
        "SELECT tag_id FROM member_tag WHERE member_row = (SELECT row FROM member WHERE id = ?)", (member_id,)
    ).fetchall()
    return Buyer(bool(before), tier_id, frozenset(tag for (tag,) in tags), bought)


def insert_purchase(
    work: Work,
    txn_id: TxnId,
    member_id: MemberId,
    version_id: PlanVersionId,
    *,
    gift_value: Money,
    promised: Money,
    terms: ClaimRules,
) -> None:
    """Write under which version a top-up was sold, what it brought and the rules of its instalments."""
    row = (txn_id, member_id, version_id, gift_value.fen, promised.fen, encode_terms(terms))
    work.write_facts(INSERT_PURCHASE, [row])


@lru_cache(maxsize=64)
def encode_terms(terms: ClaimRules) -> str:
    """The rules of instalments as they are frozen into a purchase."""
    return json.dumps(setting_rows.encode(terms), ensure_ascii=False)


def newest_versions(conn: driver.Connection) -> dict[PlanId, PlanVersionId]:
    """Under which version each plan is sold now."""
    return dict(conn.execute("SELECT plan_id, id FROM plan_version ORDER BY n").fetchall())


_PURCHASE: Final = (
    f"SELECT t.id, p.member_id, p.plan_version_id, t.number, t.at_ms, {day_of()}, u.plan_name, u.paid, "
    "u.bonus, u.lot_id, p.gift_value, p.instalments, p.terms, "
    "EXISTS (SELECT 1 FROM reversal r WHERE r.reverses_id = t.id AND r.whole = 1) "
    "FROM purchase p JOIN txn t ON t.id = p.txn_id JOIN top_up u ON u.txn_id = p.txn_id "
)


def purchase(read: Reader, txn_id: TxnId) -> Purchase | None:
    """A top-up under a plan as it was sold; None for any other transaction."""
    row = read.conn.execute(_PURCHASE + "WHERE p.txn_id = ?", (txn_id,)).fetchone()
    return _purchase(read, row) if row else None


def purchases_of(read: Reader, member_id: MemberId) -> tuple[Purchase, ...]:
    """A member's purchases in the order in which they were made, the reversed too."""
    rows = read.conn.execute(_PURCHASE + "WHERE p.member_id = ? ORDER BY t.at_ms, t.number", (member_id,))
    return tuple(_purchase(read, row) for row in rows.fetchall())


def _purchase(read: Reader, row: driver.Row) -> Purchase:
    conn, txn_id = read.conn, TxnId(row[0])
    return Purchase(
        txn_id=txn_id,
        member_id=MemberId(row[1]),
        version_id=PlanVersionId(row[2]),
        number=read.number(row[3]),
        bought_at=read.local(row[4]),
        bought_on=from_day_number(row[5]),
        plan_name=row[6],
        paid=Money(row[7]),
        tenders=_tenders(conn, txn_id),
        bonus=Money(row[8]),
        bonus_expires_on=_expiry(conn, row[9]),
        gift_value=Money(row[10]),
        promised=Money(row[11]),
        terms=setting_rows.decode(ClaimRules, json.loads(row[12])),
        gifts=gift_rows.out_with(conn, txn_id),
        instalments=instalment_rows.of_purchase(conn, txn_id),
        packs=_given(conn, _PACKS, txn_id),
        vouchers=_given(conn, _VOUCHERS, txn_id),
        friend_cards=_given(conn, _FRIEND_CARDS, txn_id),
        reversed_whole=bool(row[13]),
    )


_PACKS: Final = (
    "SELECT name, count(*), max(valid_to_day), sessions FROM pack WHERE txn_id = ? GROUP BY name, sessions"
)
_VOUCHERS: Final = (
    "SELECT v.name, sum(b.issued), max(b.valid_to_day), 0 FROM batch b "
    "JOIN voucher_template_version v ON v.id = b.template_version_id WHERE b.txn_id = ? GROUP BY v.name"
)
_FRIEND_CARDS: Final = (
    "SELECT v.name, sum(b.issued), max(b.valid_to_day), 0 FROM batch b "
    "JOIN friend_card_kind_version v ON v.id = b.kind_version_id WHERE b.txn_id = ? GROUP BY v.name"
)


def _given(conn: driver.Connection, sql: str, txn_id: TxnId) -> tuple[Given, ...]:
    rows = conn.execute(sql, (txn_id,)).fetchall()
    return tuple(
        Given(name, count, from_day_number(last) if last else None, sessions)
        for name, count, last, sessions in rows
    )


def _tenders(conn: driver.Connection, txn_id: TxnId) -> tuple[tuple[Account, Money], ...]:
    rows = conn.execute("SELECT account, amount FROM tender WHERE txn_id = ? ORDER BY account", (txn_id,))
    return tuple((Account(account), Money(amount)) for account, amount in rows.fetchall())


def _expiry(conn: driver.Connection, lot_id: LotId | None) -> date | None:
    row = conn.execute("SELECT expires_day FROM bonus_lot WHERE id = ?", (lot_id,)).fetchone()
    return from_day_number(row[0]) if row and row[0] else None
