"""Selling: one transaction for the bill, its tenders, balances, points, statistics and receipt."""

from __future__ import annotations

from dataclasses import replace

from model.bill import FULL_PRICE_BP, Bill, BillLine, Quote, price
from model.changes import Kind
from model.commands import Sell
from model.errors import UserError
from model.ids import TxnId
from model.ledger import TxnKind
from model.sale import plan_sale
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import access, freezing, points, rewards, tiers, voucher_issue, voucher_sales
from services.print_queue import queue_receipt
from services.storage import hold_rows, sale_rows, txn_rows
from services.storage.payer_rows import Payer
from services.storage.work import Work


def execute(work: Work, command: Sell) -> Done:
    """Book a sale; on disk when it returns.

    Raises UserError `auth.unknown` (nobody of this shop any more), `sale.tier` (the bill's tier discount
    isn't the member's), `auth.needs` (manual discount above the cashier's limit), `sale.rating`,
    `sale.rounding`, `hold.gone`, `member.*` and everything that pricing and planning raise.
    """
    access.needs(work, Role.CASHIER)
    bill = clean_bill(command.bill)
    quote = price(bill)
    payer = freezing.payer(work, command.member_id) if command.member_id else None
    _check(work, command, bill, quote, payer)
    held = voucher_sales.check(work, bill, command.member_id) if bill.vouchers else ()
    if payer is not None:
        _check_standing(command, quote, payer)
    member = (payer.id, payer.wallet) if payer else None
    if member and quote.points_used:
        member = member[0], points.payable(work, bill, quote, member)
    earning = points.earning_of(work, payer)
    plan = plan_sale(quote, command.payment, work.settings.policy, work.today, member, earning)
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.SALE,
        command.member_id,
        quote.due,
        plan.postings,
        txn_id=txn_id,
        usable_bonus_after=member[1].bonus_on(work.today).fen - plan.draw.bonus.fen if member else 0,
        moved=txn_rows.Statistics(spent=quote.due.fen, visits=1),
    )
    sale_rows.insert_sale(
        work,
        txn_id,
        plan,
        tier=(payer.tier_name if payer else "", bill.tier_discount_bp),
        manual_reason=bill.manual.reason if bill.manual else "",
        order=work.settings.policy.spending_order,
        rating=command.rating,
    )
    if held:
        voucher_sales.redeem(work, txn_id, quote, held, command.member_id)
    if work.settings.policy.next_visit_template_id is not None:
        voucher_issue.after_sale(work, txn_id, command)
    if payer is not None:
        if payer.brought:
            rewards.after_sale(work, txn_id, payer.id, plan)
        tiers.after_spending(work, payer.id, txn_id, payer.consuming(quote.due.fen))
    _settle_hold(work, command)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, *([command.member_id] if command.member_id else []))
    return work.finish(
        TxnKind.SALE,
        txn_id,
        number=work.number(number),
        approved_by=command.approved_by,
        # The vouchers are bound into the chain of operations by standing here.
        detail={"vouchers": sorted(v.voucher_id.hex() for v in held)} if held else None,
    )


def clean_bill(bill: Bill) -> Bill:
    """The bill with its texts as they are stored; raises UserError text.*."""
    lines = tuple(_clean_name(line) for line in bill.lines)
    manual = bill.manual and replace(bill.manual, reason=clean_line(bill.manual.reason, 120))
    # Mostly every text is clean already, and building the same bill again costs more than looking.
    same = manual == bill.manual and all(a is b for a, b in zip(lines, bill.lines, strict=True))
    return bill if same else replace(bill, lines=lines, manual=manual)


def _clean_name(line: BillLine) -> BillLine:
    name = clean_line(line.name, required=True)
    return line if name == line.name else replace(line, name=name)


def _check_standing(command: Sell, quote: Quote, payer: Payer) -> None:
    """Of a frozen account only what is stored stands still; a record that ended takes nothing new."""
    stored = command.payment.stored or quote.points_used
    (freezing.refuse_frozen if stored else freezing.refuse_ended)(payer.state)


def _check(work: Work, command: Sell, bill: Bill, quote: Quote, payer: Payer | None) -> None:
    known_bp = payer.discount_bp if payer else None
    tier_bp = FULL_PRICE_BP if known_bp is None else known_bp
    if bill.tier_discount_bp != tier_bp and not voucher_sales.waives_tier(bill):
        raise UserError("sale.tier")
    if bill.rounding.step_fen > work.settings.policy.rounding.step_fen:
        raise UserError("sale.rounding")
    if command.rating is not None and command.rating not in range(1, 6):
        raise UserError("sale.rating")
    if quote.manual_share_bp > work.settings.policy.cashier_discount_limit_bp:
        access.needs(work, Role.MANAGER, command.approved_by)


def _settle_hold(work: Work, command: Sell) -> None:
    if command.hold_id is None:
        return
    if not hold_rows.drop(work.conn, command.hold_id):
        raise UserError("hold.gone")
    work.touch(Kind.HOLD, command.hold_id)
