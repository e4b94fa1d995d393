"""Reversing (冲正) a sale or a top-up, whole or in part, by a new linked transaction."""

from __future__ import annotations

from typing import Final

from model.changes import Kind
from model.commands import Reverse
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.ledger import Account, TxnKind
from model.money import Money
from model.reversal import (
    DoneTopUp,
    ReversalPlan,
    SoldSale,
    plan_sale_reversal,
    plan_top_up_reversal,
)
from model.shop import Role
from model.text import clean_line
from model.views import Done
from services import (
    access,
    claim_reversals,
    merging,
    pack_reversals,
    points,
    purchases,
    rewards,
    tiers,
    transfers,
    voucher_sales,
)
from services.freezing import not_settled
from services.print_queue import queue_receipt
from services.storage import merge_rows, sale_rows, txn_rows
from services.storage.work import Reader, Work

Original = SoldSale | DoneTopUp
_PACKS: Final = frozenset({TxnKind.PACK_SALE, TxnKind.PACK_USE})


def preview(
    read: Reader, txn_id: TxnId, quantities: tuple[tuple[int, int], ...], amount: Money | None
) -> ReversalPlan:
    """What a reversal would put back where; raises the same UserErrors as carrying it out."""
    known = sale_rows.kind_and_member(read.conn, txn_id)
    if known is not None and known[0] in _PACKS:
        return pack_reversals.plan(read, txn_id)
    if known is not None and known[0] is TxnKind.POINTS:
        return points.plan_reversal(read, txn_id)
    if known is not None and known[0] is TxnKind.CLAIM:
        return claim_reversals.plan(read, txn_id)
    if known is not None and known[0] is TxnKind.TRANSFER:
        return transfers.plan_reversal(read, txn_id)
    return _plan(read, txn_id, _original(read, txn_id), quantities, amount)


def execute(work: Work, command: Reverse) -> Done:
    """Reverse; on disk when it returns.

    Raises UserError `auth.needs` (a cashier without a manager's approval), `text.empty` (no reason),
    `reverse.kind` (a reversal is not reversed), and the `reverse.*` of model.reversal
    and services.purchases.
    """
    known = sale_rows.kind_and_member(work.conn, command.txn_id)
    if known is not None and known[0] in _PACKS:
        return pack_reversals.execute(work, command)
    if known is not None and known[0] is TxnKind.POINTS:
        return points.reverse(work, command)
    if known is not None and known[0] is TxnKind.CLAIM:
        return claim_reversals.execute(work, command)
    if known is not None and known[0] is TxnKind.TRANSFER:
        return transfers.reverse(work, command)
    access.needs(work, Role.MANAGER, command.approved_by)
    reason = clean_line(command.reason, 120, required=True)
    if known is not None and known[1] is not None:
        not_settled(work, command.txn_id, known[1], follows=known[0] is TxnKind.SALE)
    original = _original(work, command.txn_id)
    plan = _plan(work, command.txn_id, original, command.quantities, command.amount)
    member_id = original.member_id
    holder = merge_rows.holder(work.conn, member_id) if member_id else None
    whole = _is_whole(original, plan)
    # What is counted of a merged record is counted for the one that stands for it.
    moved = _moved(original, plan, whole) if holder == member_id else txn_rows.NOTHING_MOVED
    txn_id = TxnId(work.new_id())
    number = txn_rows.post(
        work,
        TxnKind.REVERSAL,
        member_id,
        plan.amount,
        plan.postings,
        txn_id=txn_id,
        usable_bonus_after=_usable_after(work, member_id, plan),
        moved=moved,
    )
    sale_rows.insert_reversal(
        work,
        txn_id,
        command.txn_id,
        reason=reason,
        approved_by=command.approved_by,
        amount=plan.amount,
        whole=whole,
        quantities=plan.quantities,
        parts=plan.parts,
    )
    if isinstance(original, SoldSale):
        voucher_sales.after_reversal(work, command.txn_id, txn_id, original, plan, whole)
        rewards.after_reversal(work, command.txn_id)
        if member_id is not None and holder != member_id:
            merging.follow(work, member_id)
        if holder is not None and work.settings.ladder:
            tiers.after_reversal(work, holder)
    elif whole:
        gifts_back = command.gifts_back
        purchases.take_back(work, command.txn_id, txn_id, original.member_id, gifts_back=gifts_back)
    if member_id and moved.visits:
        txn_rows.find_last_visit(work, member_id)
    if command.print_receipt:
        queue_receipt(work, txn_id)
    work.touch(Kind.LEDGER, *([member_id] if member_id else []))
    return work.finish(
        TxnKind.REVERSAL, txn_id, number=work.number(number), approved_by=command.approved_by, detail=reason
    )


def _original(read: Reader, txn_id: TxnId) -> Original:
    match sale_rows.kind_and_member(read.conn, txn_id):
        case (TxnKind.SALE, member_id):
            return sale_rows.sale_of(read.conn, txn_id, member_id)
        case (TxnKind.TOP_UP, member_id) if member_id is not None:
            return sale_rows.top_up_of(read.conn, txn_id, member_id)
        case None:
            raise UserError("reverse.unknown")
        case _:
            raise UserError("reverse.kind")


def _plan(
    read: Reader,
    txn_id: TxnId,
    original: Original,
    quantities: tuple[tuple[int, int], ...],
    amount: Money | None,
) -> ReversalPlan:
    if isinstance(original, SoldSale):
        if len({line for line, _ in quantities}) != len(quantities):
            raise UserError("reverse.nothing")
        return plan_sale_reversal(original, dict(quantities))
    if amount is None:
        raise UserError("reverse.nothing")
    purchases.check_reversal(read, txn_id, whole=amount == original.left)
    return plan_top_up_reversal(original, txn_rows.wallet(read.conn, original.member_id), amount)


def _usable_after(work: Work, member_id: MemberId | None, plan: ReversalPlan) -> int:
    if member_id is None:
        return 0
    wallet = txn_rows.wallet(work.conn, member_id)
    usable = wallet.bonus_on(work.today).fen
    back = {b.lot_id: a.fen for b, a in plan.back if b.account is Account.BONUS}
    expiries = sale_rows.lot_expiries(work.conn, [lot for lot in back if lot])
    today = work.today_number
    return usable + sum(a for lot, a in back.items() if (expiries.get(lot or b"") or today) >= today)


def _is_whole(original: Original, plan: ReversalPlan) -> bool:
    if isinstance(original, DoneTopUp):
        return plan.amount == original.left
    now = dict(plan.quantities)
    return all(now.get(line.line, 0) == line.left for line in original.lines)


def _moved(original: Original, plan: ReversalPlan, whole: bool) -> txn_rows.Statistics:
    if isinstance(original, DoneTopUp):
        return txn_rows.Statistics(topped_up=-plan.amount.fen)
    return txn_rows.Statistics(spent=-plan.amount.fen, visits=-1 if whole else 0)
