"""What reaching a tier brings: points, vouchers and friend cards; and what of it is left to take back."""

from __future__ import annotations

from typing import Final

from model.friend_card import CardState
from model.ids import MemberId, TierId, TxnId
from model.shop import Tier
from model.tier import Brings
from model.voucher import VoucherState
from model.voucher_commands import BatchKind
from services import friend_cards, points, voucher_issue, vouchers
from services.clock import day_number
from services.storage import catalog_rows, friend_rows, tier_rows, voucher_rows, voucher_use_rows
from services.storage.tier_rows import Event
from services.storage.work import Reader, Work

KEPT: Final = "kept"
"""Why a tier that is taken back doesn't bring its vouchers and cards again: some of them were used."""


def give(work: Work, member_id: MemberId, tier: Tier, txn_id: TxnId, *, again: bool) -> str:
    """Give what the tier brings with what led to it; answers the number of the points' transaction.

    `again`: it brought it before and was taken back, but not all of that could be: only points come again.
    """
    brings = tier.brings
    if brings.voucher_template_id is not None and brings.vouchers and not again:
        voucher_issue.give(
            work,
            brings.voucher_template_id,
            member_id,
            BatchKind.SALE,
            count=brings.vouchers,
            txn_id=txn_id,
            promised=True,
        )
    if brings.friend_card_kind_id is not None and brings.friend_cards and not again:
        friend_cards.give_some(work, brings.friend_card_kind_id, brings.friend_cards, member_id, txn_id)
    if not brings.points:
        return ""
    return points.book(work, member_id, brings.points, points.Move("tier", reason=tier.name))[1]


def take_back(work: Work, member_id: MemberId, cause: Event) -> str:
    """Take back what a rise brought: points in full, vouchers and cards that are not used.

    Answers KEPT when something was used, else nothing.
    """
    brought = tier_rows.points_of(work.conn, cause.operation_id)
    if brought:
        name = tier_rows.name_of(work.conn, cause.to_id)
        points.book(work, member_id, -brought, points.Move("tier", reason=name))
    tier = catalog_rows.get(work.conn, Tier, cause.to_id) if cause.to_id else None
    if tier is None or cause.txn_id is None:
        return ""
    kept = _void_vouchers(work, tier.brings, cause.txn_id)
    kept |= any(c.state is CardState.USED for c in friend_rows.given_with(work.conn, cause.txn_id))
    friend_cards.void_given_with(work, cause.txn_id)
    return KEPT if kept else ""


def _void_vouchers(work: Work, brings: Brings, txn_id: TxnId) -> bool:
    used = False
    for batch_id in voucher_use_rows.issued_with(work.conn, txn_id):
        for voucher in voucher_rows.of_batch(work.conn, batch_id, 1, 1_000):
            if voucher.template_id != brings.voucher_template_id:
                break
            used |= voucher.state is VoucherState.REDEEMED
            if voucher.state is VoucherState.ISSUED:
                end = day_number(voucher.valid_to)
                voucher_rows.move(work, voucher, VoucherState.VOIDED, "voided", valid_to_day=end)
                vouchers.touch(work, voucher)
    return used


def count_with(read: Reader, txn_id: TxnId, tier_id: TierId) -> tuple[int, int]:
    """(vouchers, friend cards) that a tier brought with a transaction."""
    tier = catalog_rows.get(read.conn, Tier, tier_id)
    if tier is None or not tier.brings.anything:
        return 0, 0
    template_id, vouchers_of = tier.brings.voucher_template_id, 0
    for batch_id in voucher_use_rows.issued_with(read.conn, txn_id) if template_id else ():
        copies = voucher_rows.of_batch(read.conn, batch_id, 1, 1_000)
        vouchers_of += sum(v.template_id == template_id for v in copies)
    return vouchers_of, len(friend_rows.given_with(read.conn, txn_id))
