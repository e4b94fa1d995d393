"""Vouchers on a sale: checked and redeemed inside its transaction, and what a reversal does to them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from model.bill import FULL_PRICE_BP, Bill, Quote
from model.changes import Kind
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.reversal import ReversalPlan, SoldSale
from model.voucher import HeldVoucher, VoucherState, unmet
from model.voucher_rule import OnReversal
from services import vouchers
from services.clock import day_number
from services.storage import voucher_rows, voucher_use_rows
from services.storage.work import Work


def check(work: Work, bill: Bill, member_id: MemberId | None) -> tuple[HeldVoucher, ...]:
    """The vouchers of a bill as they are in the file, if all may be used on it by this customer.

    Raises UserError `code.unknown`, `voucher.changed` (not the rule it was issued under),
    `voucher.other_member` (name), `voucher.limit_member` (limit), those of
    vouchers.refuse_unusable and of model.voucher.unmet.
    """
    held = tuple(vouchers.get(work, used.voucher_id) for used in bill.vouchers)
    for voucher, used in zip(held, bill.vouchers, strict=True):
        vouchers.refuse_unusable(work, voucher)
        if voucher.used != used:
            raise UserError("voucher.changed", name=voucher.name)
        if voucher.member_id not in (None, member_id):
            raise UserError("voucher.other_member", name=voucher.member_name)
    _check_limits(work, held, member_id)
    missing = unmet(bill, vouchers.moment(work, member_id))
    if missing is not None:
        raise missing.error
    return held


def _check_limits(work: Work, held: tuple[HeldVoucher, ...], member_id: MemberId | None) -> None:
    copies = Counter(v.template_id for v in held)
    for voucher in held:
        left = vouchers.uses_left(work, voucher, member_id)
        if left is not None and copies[voucher.template_id] > left:
            raise UserError("voucher.limit_member", name=voucher.name, limit=voucher.rule.per_member)


def waives_tier(bill: Bill) -> bool:
    """Whether a voucher that excludes the tier discount lets the bill go without it."""
    waived = any(not used.rule.with_tier for used in bill.vouchers)
    return waived and bill.tier_discount_bp == FULL_PRICE_BP


def redeem(
    work: Work, txn_id: TxnId, quote: Quote, held: tuple[HeldVoucher, ...], member_id: MemberId | None
) -> None:
    """Write the vouchers of a booked sale as used on it, each by the update that only one can win."""
    by_id = {v.voucher_id: v for v in held}
    seen: set[bytes] = set()
    for discount in quote.vouchers:
        voucher = by_id[discount.voucher.voucher_id]
        event = voucher_rows.move(
            work,
            voucher,
            VoucherState.REDEEMED,
            "redeemed",
            valid_to_day=day_number(voucher.valid_to),
            txn_id=txn_id,
        )
        if event is None:
            raise UserError("voucher.changed", name=voucher.name)
        leads = voucher.template_id not in seen
        seen.add(voucher.template_id)
        parts = [part.fen for part in discount.parts]
        voucher_use_rows.add_use(
            work.conn, txn_id, (voucher.voucher_id, event), voucher.template_id, member_id, parts, leads
        )
        turnover = quote.due.fen if leads else 0
        voucher_use_rows.add_result(work.conn, voucher.version_id, int(leads), turnover, sum(parts))
        vouchers.touch(work, voucher)
    work.touch(Kind.VOUCHER_TEMPLATE)


def after_reversal(
    work: Work, sale_id: TxnId, reversal_id: TxnId, sale: SoldSale, plan: ReversalPlan, whole: bool
) -> None:
    """Treat the vouchers of a sale by their rules once all that they took something off is reversed."""
    gone = _gone_lines(sale, plan)
    for use in voucher_use_rows.uses_of(work.conn, sale_id):
        turnover = -plan.amount.fen if use.leads else 0
        returned = use.is_open and (whole or (bool(use.lines) and use.lines <= gone))
        if returned:
            returned = _return(work, vouchers.get(work, use.voucher_id), reversal_id)
        off = use.is_open and (whole or returned)
        voucher_use_rows.add_result(
            work.conn, use.version_id, -int(use.leads and off), turnover, -use.discount if off else 0
        )
        work.touch(Kind.VOUCHER_TEMPLATE)
    if whole:
        void_issued_with(work, sale_id, reversal_id)


def _gone_lines(sale: SoldSale, plan: ReversalPlan) -> frozenset[int]:
    now = dict(plan.quantities)
    return frozenset(line.line for line in sale.lines if now.get(line.line, 0) == line.left)


def _return(work: Work, voucher: HeldVoucher, reversal_id: TxnId) -> bool:
    rule = voucher.rule
    if rule.on_reversal is OnReversal.STAYS_USED or voucher_use_rows.giver_is_gone(
        work.conn, voucher.batch_id
    ):
        return False
    end = voucher.valid_to
    if rule.on_reversal is OnReversal.RETURNS_LONGER:
        end = max(end, work.today) + timedelta(days=rule.extra_days)
    event = voucher_rows.move(
        work, voucher, VoucherState.ISSUED, "returned", valid_to_day=day_number(end), txn_id=reversal_id
    )
    if event is None:
        raise AssertionError("a voucher moved inside the write transaction")
    vouchers.touch(work, voucher)
    return True


def void_issued_with(work: Work, txn_id: TxnId, reversal_id: TxnId) -> None:
    """What a sale or a top-up brought goes with it, unless it is used already (domain.md section 3.9)."""
    for batch_id in voucher_use_rows.issued_with(work.conn, txn_id):
        for voucher in voucher_rows.of_batch(work.conn, batch_id, 1, 1_000):
            if voucher.state is VoucherState.ISSUED:
                end = day_number(voucher.valid_to)
                voucher_rows.move(
                    work, voucher, VoucherState.VOIDED, "voided", valid_to_day=end, txn_id=reversal_id
                )
                vouchers.touch(work, voucher)
