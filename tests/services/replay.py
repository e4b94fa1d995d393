"""Carrying the operations of a shop file out again: the commands that its rows say were given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from model.bill import Bill, BillLine, ManualDiscount
from model.command import Command
from model.commands import EditMember, Gender, MemberDraft, Reverse, Sell, SignUp, TopUp
from model.ids import CommandId, MemberId, StaffId, TierId
from model.ledger import Account
from model.money import Money
from model.sale import Payment, Tender
from model.shop import Role, RoundingRule
from services import members, reversals, sales, staff, topups
from services.storage import driver, member_rows
from services.storage.work import Reader

Base = tuple[CommandId, StaffId]
Made = tuple[Any, Command, list[bytes]]
"""(use case, command, the ids that it makes, in their order)."""


class Replay:
    """Reads what to do from `source`; `target` is the shop file it is done in."""

    def __init__(self, source: driver.Connection, target: Reader) -> None:
        self._source = source
        self._target = target
        self._first_tier = self._row("SELECT id FROM tier WHERE rank = 0")[0]

    def commands(self) -> Iterator[tuple[int, Made]]:
        """(when, what) of everything after the founding, in the order of the operations."""
        operations = self._rows(
            "SELECT kind, id, staff_id, subject_id, detail, at_ms FROM operation "
            "WHERE kind NOT LIKE 'save_%' ORDER BY seq"
        )
        for kind, op_id, by, subject, detail, at_ms in operations:
            made: Callable[[Base, bytes, str], Made] = getattr(self, f"_{kind}")
            yield at_ms, made((CommandId(op_id), StaffId(by)), subject, detail)

    def _rows(self, sql: str, *values: object) -> list[driver.Row]:
        return self._source.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> driver.Row:
        (row,) = self._rows(sql, *values)
        return row

    def _sign_in(self, base: Base, subject: bytes, detail: str) -> Made:
        return staff.sign_in, staff.SignIn(*base, "1470"), []

    def _approve(self, base: Base, subject: bytes, detail: str) -> Made:
        return staff.approve, staff.Approve(*base, "3690", Role(json.loads(detail)["role"])), []

    def _sign_up(self, base: Base, subject: bytes, detail: str) -> Made:
        row = self._row(
            "SELECT name, phone, no_phone_reason, gender, birth_kind, birth_year, birth_month, birth_day, "
            "birth_leap, source_id, referrer_id, note, consent_text, row FROM member WHERE id = ?",
            subject,
        )
        draft = MemberDraft(
            name=row[0],
            phone=row[1],
            no_phone_reason=row[2],
            gender=Gender(row[3]),
            birthday=member_rows.birthday(row[4:9]),
            source_id=row[9],
            referrer_id=row[10],
            tier_id=self._first_tier,
            tag_ids=tuple(
                t for (t,) in self._rows("SELECT tag_id FROM member_tag WHERE member_row = ?", row[13])
            ),
            note=row[11],
            consent_text=row[12],
        )
        return members.sign_up, SignUp(*base, draft), [subject]

    def _edit_member(self, base: Base, subject: bytes, detail: str) -> Made:
        known = members.profile(self._target, MemberId(subject))
        draft = MemberDraft(
            name=known.name,
            phone=known.phone,
            no_phone_reason=known.no_phone_reason,
            gender=known.gender,
            birthday=known.birthday,
            source_id=known.source.id if known.source else None,
            referrer_id=known.referrer_id,
            tier_id=TierId(bytes.fromhex(json.loads(detail)["tier_id"][1])),
            tag_ids=tuple(tag.id for tag in known.tags),
            note=known.note,
            consent_text=known.consent_text,
        )
        return members.edit, EditMember(*base, known.member_id, known.version, draft), []

    def _tenders(self, txn_id: bytes) -> tuple[Tender, ...]:
        rows = self._rows(
            "SELECT t.account, t.amount, t.received FROM tender t JOIN posting p ON p.txn_id = t.txn_id "
            "AND p.account = t.account WHERE t.txn_id = ? ORDER BY p.n",
            txn_id,
        )
        return tuple(Tender(Account(a), Money(amount), Money(received)) for a, amount, received in rows)

    def _top_up(self, base: Base, subject: bytes, detail: str) -> Made:
        member_id, plan_id, lot_id = self._row(
            "SELECT t.member_id, u.plan_id, u.lot_id FROM txn t JOIN top_up u ON u.txn_id = t.id "
            "WHERE t.id = ?",
            subject,
        )
        tenders = tuple((t.account, t.amount) for t in self._tenders(subject))
        # Without a bonus the lot's id is made and thrown away.
        return topups.execute, TopUp(*base, member_id, tenders, plan_id), [lot_id or bytes(16), subject]

    def _sale(self, base: Base, subject: bytes, detail: str) -> Made:
        bp, manual, reason, stored, rating, member_id, approved_by = self._row(
            "SELECT s.tier_discount_bp, s.manual_discount, s.manual_reason, s.stored, s.rating, t.member_id, "
            "o.approved_by FROM sale s JOIN txn t ON t.id = s.txn_id "
            "JOIN operation o ON o.id = t.operation_id WHERE s.txn_id = ?",
            subject,
        )
        rounding = RoundingRule(self._target.settings.policy.rounding)
        discount = ManualDiscount(reason, amount=Money(manual)) if reason else None
        bill = Bill(self._lines(subject), bp, discount, rounding)
        payment = Payment(Money(stored), self._tenders(subject))
        return sales.execute, Sell(*base, bill, payment, member_id, rating, approved_by), [subject]

    def _lines(self, txn_id: bytes) -> tuple[BillLine, ...]:
        rows = self._rows(
            "SELECT l.name, l.unit_price, l.quantity, l.item_id, l.served_by, l.unit_cost, "
            "coalesce(i.earns_points, 1), coalesce(i.discountable, 1) "
            "FROM sale_line l LEFT JOIN item i ON i.id = l.item_id WHERE l.txn_id = ? ORDER BY n",
            txn_id,
        )
        return tuple(
            BillLine(n, Money(p), q, i, s, Money(c), bool(e), bool(d)) for n, p, q, i, s, c, e, d in rows
        )

    def _reversal(self, base: Base, subject: bytes, detail: str) -> Made:
        reverses, reason, approver, amount = self._row(
            "SELECT reverses_id, reason, approved_by, amount FROM reversal WHERE txn_id = ?", subject
        )
        lines = self._rows("SELECT line, quantity FROM reversal_line WHERE txn_id = ?", subject)
        quantities = tuple((line, quantity) for line, quantity in lines)
        whole = None if quantities else Money(amount)
        return reversals.execute, Reverse(*base, reverses, reason, approver, quantities, whole), [subject]
