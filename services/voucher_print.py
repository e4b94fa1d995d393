"""Vouchers as they are printed: their codes are derived again from the batch, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from model import codes
from model.errors import UserError
from model.ids import BatchId, ItemId, TxnId, VoucherId
from model.voucher import HeldVoucher, VoucherState
from model.voucher_rule import BenefitKind, VoucherRule
from services import pictures
from services.storage import catalog_rows, meta_rows, voucher_rows, voucher_use_rows
from services.storage.work import Reader

if TYPE_CHECKING:
    from services.printing.vouchers import Benefit, PrintedPicture, PrintedVoucher, Terms

MOST_EARNED: Final = 20
"""Most vouchers of one sale or top-up whose codes go on its receipt."""
_WHOLE_BP: Final = 10_000


def print_items(
    read: Reader, batch_id: BatchId, first: int, count: int, language: str
) -> tuple[PrintedVoucher, ...]:
    """The vouchers of a batch that can still be used, from the copy `first` on, at most `count`.

    Raises UserError `voucher.batch`.
    """
    held = voucher_rows.of_batch(read.conn, batch_id, first, count)
    # One batch has one look.
    picture = pictures.printed(read, held[0].look.picture) if held else None
    return tuple(_printed(read, coded, language, picture) for coded in _coded(read, batch_id, held))


def print_one(read: Reader, voucher_id: VoucherId, language: str) -> PrintedVoucher:
    """One voucher to print; raises UserError `code.unknown` or `voucher.not_issued` (state)."""
    voucher = voucher_rows.get(read.conn, voucher_id)
    if voucher is None:
        raise UserError("code.unknown")
    if voucher.state is not VoucherState.ISSUED:
        raise UserError("voucher.not_issued", state=voucher.state)
    picture = pictures.printed(read, voucher.look.picture)
    return _printed(read, next(_coded(read, voucher.batch_id, (voucher,))), language, picture)


def issued_with(read: Reader, txn_id: TxnId) -> Iterator[tuple[HeldVoucher, str, str]]:
    """(voucher, QR digits, code for typing) of what a sale or a top-up brought, the unused ones."""
    for batch_id in voucher_use_rows.issued_with(read.conn, txn_id):
        yield from _coded(read, batch_id, voucher_rows.of_batch(read.conn, batch_id, 1, MOST_EARNED))


def _coded(
    read: Reader, batch_id: BatchId, held: tuple[HeldVoucher, ...]
) -> Iterator[tuple[HeldVoucher, str, str]]:
    batch = voucher_rows.batch(read.conn, batch_id)
    if batch is None:
        raise UserError("voucher.batch")
    key = meta_rows.shop_key(read.conn)
    for voucher in held:
        if voucher.state is VoucherState.ISSUED:
            yield voucher, *codes.codes_of_batch(codes.QrKind.VOUCHER, batch.secret, voucher.n, key)


def _printed(
    read: Reader, coded: tuple[HeldVoucher, str, str], language: str, picture: PrintedPicture | None
) -> PrintedVoucher:
    from services.printing.cards import DEFAULT_ACCENT
    from services.printing.vouchers import PrintedVoucher, VoucherDesign

    voucher, qr, typed = coded
    profile, look = read.settings.profile, voucher.look
    own_words = look.conditions_en if language.startswith("en") else look.conditions_zh
    return PrintedVoucher(
        shop_name=profile.name,
        benefit=paper_benefit(voucher.rule),
        title=voucher.name,
        qr=qr,
        typed=codes.group_typed(typed),
        valid_from=voucher.valid_from,
        valid_to=voucher.valid_to,
        terms=paper_terms(read, voucher.rule),
        conditions=tuple(line for line in own_words.splitlines() if line.strip()),
        contact=profile.phone or profile.address,
        logo_png=profile.logo_png or b"",
        accent=look.colour or DEFAULT_ACCENT,
        reprint=voucher.prints,
        design=VoucherDesign(look.design),
        picture=picture,
    )


def paper_benefit(rule: VoucherRule) -> Benefit:
    """What a rule takes off, as paper says it."""
    from services.printing import vouchers as paper

    kinds = {
        BenefitKind.AMOUNT: paper.BenefitKind.AMOUNT,
        BenefitKind.PERCENT: paper.BenefitKind.PERCENT,
        BenefitKind.FREE: paper.BenefitKind.SERVICE,
        BenefitKind.GIFT: paper.BenefitKind.GIFT,
        BenefitKind.TRIAL: paper.BenefitKind.TRIAL,
    }
    benefit = rule.benefit
    return paper.Benefit(kinds[benefit.kind], benefit.amount, _WHOLE_BP - benefit.off_bp)


def paper_terms(read: Reader, rule: VoucherRule) -> Terms:
    """The conditions of a rule, as paper says them."""
    from services.printing.vouchers import Terms

    return Terms(
        minimum=rule.minimum,
        cap=rule.benefit.cap,
        items=_item_names(read, rule.items),
        weekdays=rule.weekdays,
        hours=rule.hours,
        combinable=rule.with_others,
        per_member=rule.per_member,
        first_visit=rule.first_visit,
    )


def _item_names(read: Reader, items: frozenset[ItemId]) -> tuple[str, ...]:
    from model.shop import Item

    found = (catalog_rows.get(read.conn, Item, item_id) for item_id in sorted(items))
    return tuple(item.name for item in found if item is not None)
