"""Parked bills: the only bills that are ever changed or deleted, since they are not facts yet."""

from __future__ import annotations

import json

from model.bill import Bill, BillLine, ManualDiscount
from model.ids import HoldId, ItemId, MemberId, StaffId, VoucherId, VoucherTemplateId
from model.money import Money
from model.shop import RoundingRule
from model.voucher_rule import UsedVoucher
from services.storage import driver
from services.storage.voucher_rows import pack_rule, unpack_rule


def put(
    conn: driver.Connection,
    hold_id: HoldId,
    bill: Bill,
    member_id: MemberId | None,
    label: str,
    staff_id: StaffId,
    at_ms: int,
) -> None:
    conn.execute(
        "INSERT INTO hold VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET bill = excluded.bill, "
        "member_id = excluded.member_id, label = excluded.label, at_ms = excluded.at_ms",
        (hold_id, encode(bill), member_id, label, staff_id, at_ms),
    )


def drop(conn: driver.Connection, hold_id: HoldId) -> int:
    return int(conn.execute("DELETE FROM hold WHERE id = ?", (hold_id,)).rowcount)


def all_rows(conn: driver.Connection) -> list[driver.Row]:
    """(id, bill, member id, member name, label, staff name, at_ms), newest first."""
    return conn.execute(
        "SELECT h.id, h.bill, h.member_id, coalesce(m.name, ''), h.label, s.name, h.at_ms FROM hold h "
        "LEFT JOIN member m ON m.id = h.member_id JOIN staff s ON s.id = h.staff_id ORDER BY h.at_ms DESC"
    ).fetchall()


def encode(bill: Bill) -> str:
    lines = [
        {
            "name": line.name,
            "unit_price": line.unit_price.fen,
            "quantity": line.quantity,
            "item_id": line.item_id.hex() if line.item_id else None,
            "served_by": line.served_by.hex() if line.served_by else None,
            "unit_cost": line.unit_cost.fen,
            "earns_points": line.earns_points,
            "discountable": line.discountable,
        }
        for line in bill.lines
    ]
    manual = bill.manual and {
        "reason": bill.manual.reason,
        "percent_bp": bill.manual.percent_bp,
        "amount": bill.manual.amount.fen,
    }
    whole = {
        "lines": lines,
        "tier_discount_bp": bill.tier_discount_bp,
        "manual": manual,
        "rounding": bill.rounding.value,
        "vouchers": [
            [v.voucher_id.hex(), v.template_id.hex(), v.name, pack_rule(v.rule)] for v in bill.vouchers
        ],
    }
    return json.dumps(whole, ensure_ascii=False)


def decode(text: str) -> Bill:
    whole = json.loads(text)
    manual = whole["manual"]
    return Bill(
        tuple(
            BillLine(
                name=line["name"],
                unit_price=Money(line["unit_price"]),
                quantity=line["quantity"],
                item_id=ItemId(bytes.fromhex(line["item_id"])) if line["item_id"] else None,
                served_by=StaffId(bytes.fromhex(line["served_by"])) if line["served_by"] else None,
                unit_cost=Money(line["unit_cost"]),
                earns_points=line["earns_points"],
                discountable=line["discountable"],
            )
            for line in whole["lines"]
        ),
        whole["tier_discount_bp"],
        ManualDiscount(manual["reason"], manual["percent_bp"], Money(manual["amount"])) if manual else None,
        RoundingRule(whole["rounding"]),
        tuple(
            UsedVoucher(
                VoucherId(bytes.fromhex(id_)), VoucherTemplateId(bytes.fromhex(of)), name, unpack_rule(rule)
            )
            for id_, of, name, rule in whole.get("vouchers", ())
        ),
    )
