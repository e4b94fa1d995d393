"""Purchases: top-ups under a plan with all that came with them, sold and taken back as one."""

from __future__ import annotations

from model.changes import Kind
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.instalment import InstalmentState
from model.money import ZERO
from model.pack import PackOrigin, PackState
from model.purchase import Purchase
from model.shop import Plan
from model.voucher_commands import BatchKind
from services import friend_cards, gifts, instalments, packs, voucher_issue, voucher_sales
from services.storage import pack_rows, plan_rows, voucher_use_rows
from services.storage.work import Reader, Work


def purchase(read: Reader, txn_id: TxnId) -> Purchase | None:
    """A top-up under a plan as it was sold; None for any other transaction."""
    return plan_rows.purchase(read, txn_id)


def of_member(read: Reader, member_id: MemberId) -> tuple[Purchase, ...]:
    """A member's purchases in the order in which they were made, the reversed too."""
    return plan_rows.purchases_of(read, member_id)


def deliver(work: Work, plan: Plan, member_id: MemberId, txn_id: TxnId) -> None:
    """Hand over and promise what a plan brings, and freeze the terms; call it after the top-up is posted.

    Raises UserError `gift.stock`, `gift.unknown`, `pack.kind`, `topup.plan`.
    """
    version = plan_rows.newest_version(work.conn, plan.id)
    if version is None:
        raise UserError("topup.plan")
    rebate, terms = plan.offer.instalments, work.settings.claims
    handed = [gifts.hand_out(work, g.gift_id, g.quantity, member_id, txn_id) for g in plan.offer.gifts]
    plan_rows.insert_purchase(
        work,
        txn_id,
        member_id,
        version[0],
        gift_value=sum(handed, ZERO),
        promised=rebate.total if rebate else ZERO,
        terms=terms,
    )
    if rebate is not None:
        instalments.promise(work, txn_id, member_id, rebate, terms)
        work.touch(Kind.INSTALMENT, member_id)
    packs.give_with_top_up(work, txn_id, member_id, plan.offer.packs)
    if plan.voucher_template_id is not None and plan.vouchers:
        voucher_issue.give(
            work,
            plan.voucher_template_id,
            member_id,
            BatchKind.TOP_UP,
            count=plan.vouchers,
            txn_id=txn_id,
            promised=True,
        )
    friend_cards.give_with_top_up(work, plan, member_id, txn_id)


def check_reversal(read: Reader, txn_id: TxnId, *, whole: bool) -> None:
    """Whether a top-up can be reversed as far as its promises go.

    Raises UserError `reverse.claimed` (instalments, sessions: what was had of it), `reverse.voucher_used`
    (vouchers: how many) or `reverse.not_in_parts`.
    """
    bought = plan_rows.purchase(read, txn_id)
    claimed = sum(one.state is InstalmentState.CLAIMED for one in bought.instalments) if bought else 0
    sessions = sum(pack.used for pack in pack_rows.of_txn(read.conn, txn_id))
    if claimed or sessions:
        raise UserError("reverse.claimed", instalments=claimed, sessions=sessions)
    # Also of a top-up of before purchases had rows of their own.
    used = voucher_use_rows.used_of(read.conn, txn_id)
    if used:
        raise UserError("reverse.voucher_used", vouchers=used)
    if bought is not None and (bought.brings_promises or bought.vouchers) and not whole:
        raise UserError("reverse.not_in_parts")


def take_back(
    work: Work, txn_id: TxnId, reversal_id: TxnId, member_id: MemberId, *, gifts_back: bool
) -> None:
    """Undo what came with a top-up that is reversed as a whole; see check_reversal for what may be left."""
    instalments.cancel_of(work, txn_id, reversal_id, member_id)
    for pack in pack_rows.of_txn(work.conn, txn_id):
        if pack.origin is PackOrigin.PLAN and pack.state is PackState.OPEN:
            packs.close(work, pack, PackState.CANCELLED, reversal_id)
    if gifts_back:
        gifts.take_back(work, txn_id, reversal_id, member_id)
    voucher_sales.void_issued_with(work, txn_id, reversal_id)
    friend_cards.void_given_with(work, txn_id)
