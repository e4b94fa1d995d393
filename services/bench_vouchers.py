"""A shop with millions of vouchers, and the codes that a scanner reads at its counter."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from model import codes
from model.bill import Bill, BillLine, price
from model.codes import QrKind
from model.commands import Sell
from model.ids import BatchId, StaffId, VoucherTemplateId
from model.ledger import Account
from model.money import yuan
from model.record import dataclass
from model.sale import Payment, Tender
from model.views import Done
from model.voucher import HeldVoucher, VoucherTemplate
from model.voucher_commands import Anonymous, IssueVouchers, SaveTemplate
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import sales, shop, voucher_issue, vouchers
from services.bench import SEED, owner_of, writer_of
from services.clock import SystemClock
from services.ids import new_id
from services.shop import Shop
from services.storage import demo_rows, meta_rows, voucher_rows
from services.storage.bulk import BulkWriter
from services.storage.voucher_rows import Batch
from services.storage.work import Reader, Work
from services.voucher_issue import LARGEST

PER_MEMBER: Final = 5
MOST: Final = 5_000_000
_RULE: Final = VoucherRule(Benefit(BenefitKind.AMOUNT, yuan(1)), Validity(days=365))
_PART: Final = 50_000
_CACHE_KIB: Final = 800_000
"""The indexes of five million random hashes: written page by page they would take an hour."""


@dataclass(frozen=True, slots=True)
class VoucherCodes:
    """How many vouchers are issued, and codes of each kind of answer in turn: valid, used, unknown."""

    issued: int
    turns: tuple[tuple[str, str, str], ...]


def count_for(members: int) -> int:
    """How many vouchers a shop of so many members is measured with."""
    return min(members * PER_MEMBER, MOST)


def issue(path: Path, count: int, turns: int) -> VoucherCodes:
    """Issue so many anonymous vouchers in a closed shop file and redeem some at the till.

    The file is written without a journal: it must be a copy.
    """
    opened = shop.open_shop(path)
    try:
        template = VoucherTemplate(VoucherTemplateId(shop.command_id()), "满减", _RULE)
        opened.jobs.write(
            vouchers.save_template, SaveTemplate(shop.command_id(), owner_of(opened), template)
        ).result()
    finally:
        opened.close()
    return VoucherCodes(count, _turns(path, _write(path, template.id, count), count, turns))


def _write(path: Path, template_id: VoucherTemplateId, count: int) -> list[Batch]:
    """Issue them as a manager does, without waiting for the disk."""
    bulk = BulkWriter(path)
    try:
        bulk.serve()
        bulk.guard(_CACHE_KIB)
        writer = writer_of(path, bulk.connection, SystemClock())
        ids = [(BatchId(new_id()), size) for size in _sizes(count, LARGEST)]
        for batch_id, wanted in ids:
            for part in _sizes(wanted, _PART):
                command = IssueVouchers(
                    shop.command_id(),
                    demo_rows.owner(bulk.connection),
                    template_id,
                    Anonymous(part, "测量"),
                    batch_id=batch_id,
                    wanted=wanted,
                )
                writer.transact(partial(_issue, count=part), command)
        return [batch for id_, _ in ids if (batch := voucher_rows.batch(bulk.connection, id_))]
    finally:
        bulk.close()


def _issue(work: Work, command: IssueVouchers, *, count: int) -> Done:
    """As voucher_issue.issue, in parts larger than a counter could wait for."""
    batch = voucher_issue.batch_of(work, command, voucher_issue.template_of(work, command.template_id))
    voucher_issue.lay(work, batch, [None] * count)
    return work.finish("issue_vouchers", batch.id, number=str(count))


def _sizes(whole: int, largest: int) -> Iterator[int]:
    for done in range(0, whole, largest):
        yield min(largest, whole - done)


def _turns(path: Path, batches: list[Batch], count: int, turns: int) -> tuple[tuple[str, str, str], ...]:
    opened = shop.open_shop(path)
    try:
        key = opened.jobs.read(_shop_key).result()
        owner = owner_of(opened)
        places = Random(SEED).sample(range(count), 2 * turns)
        drawn = [_code(batches, place, key) for place in places]
        for code in drawn[turns:]:
            _redeem(opened, owner, code)
    finally:
        opened.close()
    unknown = [codes.make_qr(QrKind.VOUCHER, secrets.token_bytes(16), key) for _ in range(turns)]
    return tuple(zip(drawn[:turns], drawn[turns:], unknown, strict=True))


def _shop_key(read: Reader) -> bytes:
    return meta_rows.shop_key(read.conn)


def _code(batches: list[Batch], place: int, key: bytes) -> str:
    batch = batches[place // LARGEST]
    return codes.codes_of_batch(QrKind.VOUCHER, batch.secret, place % LARGEST + 1, key)[0]


def _redeem(opened: Shop, owner: StaffId, code: str) -> None:
    held: HeldVoucher = opened.jobs.read(vouchers.look_up, code).result()
    bill = Bill((BillLine("洗剪吹", yuan(68), served_by=owner),), vouchers=(held.used,))
    due = price(bill).due
    payment = Payment(tenders=(Tender(Account.CASH, due, due),))
    sale = Sell(shop.command_id(), owner, bill, payment, print_receipt=False)
    opened.jobs.write(sales.execute, sale).result()
