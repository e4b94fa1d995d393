"""What a person at the counter does with vouchers, for tests: templates, issuing, selling with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model import codes
from model.bill import Bill, BillLine, price
from model.commands import Sell
from model.ids import BatchId, MemberId, VoucherTemplateId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.sale import Payment, Tender
from model.views import Done
from model.voucher import HeldVoucher, VoucherTemplate
from model.voucher_commands import Anonymous, IssueVouchers, SaveTemplate, ToMember
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule
from services import sales, voucher_issue, vouchers
from services.ids import new_id
from services.storage import meta_rows, voucher_rows
from services.storage.work import Reader
from tests.support import Till, command_id, subject

TWENTY = Benefit(BenefitKind.AMOUNT, yuan(20))
MONTH = Validity(days=30)
OFF_20 = VoucherRule(TWENTY, MONTH)


def template(till: Till, rule: VoucherRule = OFF_20, name: str = "满减 20") -> VoucherTemplate:
    made = VoucherTemplate(VoucherTemplateId(new_id()), name, rule)
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.owner, made))
    return till.ask(vouchers.template, made.id)


def give(till: Till, of: VoucherTemplate, member_id: MemberId, count: int = 1) -> tuple[HeldVoucher, ...]:
    command = IssueVouchers(command_id(), till.people.owner, of.id, ToMember(member_id, count))
    batch_id = BatchId(subject(till.do(voucher_issue.issue, command)))
    return till.ask(vouchers.vouchers_of, batch_id, 1, 500)


def hand_out(till: Till, of: VoucherTemplate, count: int = 1) -> tuple[HeldVoucher, ...]:
    command = IssueVouchers(command_id(), till.people.owner, of.id, Anonymous(count, "万达派发"))
    batch_id = BatchId(subject(till.do(voucher_issue.issue, command)))
    return till.ask(vouchers.vouchers_of, batch_id, 1, 500)


def codes_of(till: Till, voucher: HeldVoucher) -> tuple[str, str]:
    """(QR digits, typed code) as they were printed."""

    def derive(read: Reader) -> tuple[str, str]:
        batch = voucher_rows.batch(read.conn, voucher.batch_id)
        assert batch is not None
        key = meta_rows.shop_key(read.conn)
        return codes.codes_of_batch(codes.QrKind.VOUCHER, batch.secret, voucher.n, key)

    return till.ask(derive)


def bill_of(*prices: Money, used: tuple[HeldVoucher, ...] = (), **more: Any) -> Bill:
    lines = tuple(BillLine(f"项目{n}", amount) for n, amount in enumerate(prices))
    return Bill(lines, vouchers=tuple(v.used for v in used), **more)


def sale(
    till: Till, bill: Bill, member_id: MemberId | None = None, stored: Money = ZERO, **more: Any
) -> Sell:
    rest = price(bill).due - stored
    tenders = (Tender(Account.CASH, rest, rest),) if rest else ()
    return Sell(command_id(), till.people.cashier, bill, Payment(stored, tenders), member_id, **more)


def sell_with(
    till: Till, *used: HeldVoucher, amount: Money = yuan(100), member_id: MemberId | None = None
) -> Done:
    return till.do(sales.execute, sale(till, bill_of(amount, used=used), member_id))


def again(till: Till, voucher: HeldVoucher) -> HeldVoucher:
    """As it is in the file now."""
    return till.ask(vouchers.get, voucher.voucher_id)


def changed(of: VoucherTemplate, **more: Any) -> VoucherTemplate:
    return replace(of, rule=replace(of.rule, **more))
