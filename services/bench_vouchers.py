"""A shop with millions of vouchers, and the codes that a scanner reads at its counter."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from model import codes
from model.bill import Bill, BillLine, price
from model.codes import QrKind
from model.commands import Sell
from model.ids import BatchId, StaffId, VoucherId, VoucherTemplateId
from model.ledger import Account
from model.money import yuan
from model.record import dataclass
from model.sale import Payment, Tender
from model.voucher import HeldVoucher, VoucherTemplate
from model.voucher_commands import BatchKind, SaveTemplate
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import sales, shop, vouchers
from services.bench import SEED, owner_of
from services.clock import SystemClock, day_number
from services.ids import new_id
from services.shop import Shop
from services.storage import driver, meta_rows, store, voucher_rows
from services.storage.bulk import BulkWriter
from services.storage.voucher_rows import Batch
from services.storage.work import Reader
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
        first, last = _RULE.validity.span(opened.jobs.read(_today).result())
    finally:
        opened.close()
    made = _write(path, template, (day_number(first), day_number(last)), count)
    return VoucherCodes(count, _turns(path, made, count, turns))


def _today(read: Reader) -> date:
    return read.today


def _write(path: Path, template: VoucherTemplate, days: tuple[int, int], count: int) -> list[Batch]:
    """The rows that issuing writes, by the same statements and under the same guards."""
    bulk = BulkWriter(path)
    conn = bulk.connection
    try:
        bulk.guard(_CACHE_KIB)
        key = meta_rows.shop_key(conn)
        version = voucher_rows.current_version(conn, template.id)
        if version is None:
            raise AssertionError("the template was saved")
        kind = BatchKind.ANONYMOUS.value
        batches = [
            Batch(BatchId(new_id()), version, kind, secrets.token_bytes(32), *days, size)
            for size in _sizes(count, LARGEST)
        ]
        for batch in batches:
            _lay(conn, batch, key)
        return batches
    finally:
        bulk.close()


def _lay(conn: driver.Connection, batch: Batch, key: bytes) -> None:
    with store.transaction(conn):
        voucher_rows.add_batch(conn, batch, SystemClock().now_ms())
        done = 0
        for part in _sizes(batch.wanted, _PART):
            rows = [_row(batch, n, key) for n in range(done + 1, done + part + 1)]
            voucher_rows.add_vouchers(conn, batch, rows)
            done += part


def _row(batch: Batch, n: int, key: bytes) -> tuple[object, ...]:
    qr, typed = codes.codes_of_batch(QrKind.VOUCHER, batch.secret, n, key)
    return VoucherId(new_id()), n, None, codes.short_hash(qr), codes.short_hash(typed)


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
