"""Ten thousand random bills, paid in parts and taken back in parts: every sum agrees to the fen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from model.bill import Bill, BillLine, ManualDiscount, Quote, price
from model.errors import UserError
from model.ids import ItemId, LotId, MemberId, VoucherId, VoucherTemplateId
from model.ledger import TENDER_ACCOUNTS, Account, Posting
from model.money import Money
from model.points import Earning
from model.reversal import ReversalPlan, SoldLine, SoldSale, plan_sale_reversal
from model.rules import ItemPoints, PointsRules
from model.sale import Bucket, Payment, SalePlan, Tender, plan_sale
from model.shop import Policy, RoundingRule, SpendingOrder
from model.voucher_rule import Benefit, BenefitKind, UsedVoucher, Validity, VoucherRule
from model.wallet import Lot, Wallet

DAY = date(2026, 11, 21)
MEMBER = MemberId(b"m" * 16)
ITEMS = tuple(ItemId(bytes([n]) * 16) for n in range(3))
BATCHES, OF_A_BATCH = 10, 1_000


def a_line(chance: Random, n: int) -> BillLine:
    unit = chance.choice((chance.randint(0, 30_000), chance.randint(0, 99), 6_800, 1))
    quantity = chance.choice((1, 1, 2, 3, 7, 30))
    return BillLine(
        f"项目{n}", Money(unit), quantity, chance.choice((*ITEMS, None)),
        earns_points=chance.random() < 0.8, discountable=chance.random() < 0.8,
    )  # fmt: skip


def a_voucher(chance: Random, n: int) -> UsedVoucher:
    benefit = chance.choice(
        (
            Benefit(BenefitKind.AMOUNT, Money(chance.randint(1, 20_000))),
            Benefit(
                BenefitKind.PERCENT, off_bp=chance.randint(1, 10_000), cap=Money(chance.choice((0, 777)))
            ),
            Benefit(BenefitKind.FREE),
            Benefit(BenefitKind.TRIAL, Money(chance.randint(0, 5_000))),
        )
    )
    rule = VoucherRule(benefit, Validity(days=30), items=frozenset(ITEMS[: chance.randrange(3)]))
    return UsedVoucher(VoucherId(bytes([n]) * 16), VoucherTemplateId(bytes([n]) * 16), "券", rule)


def a_bill(chance: Random) -> Bill:
    """Lines with every discount there is; points last, as many as fit."""
    bill = Bill(
        tuple(a_line(chance, n) for n in range(chance.randint(1, 6))),
        chance.choice((10_000, 9_500, 8_888, 3_333)),
        ManualDiscount("老顾客", chance.choice((0, 1, 500, 3_333, 10_000)))
        if chance.random() < 0.4
        else None,
        chance.choice(list(RoundingRule)),
        tuple(a_voucher(chance, n) for n in range(chance.choice((0, 0, 1, 2, 3)))),
    )
    before = price(bill)
    each = chance.choice((1, 3, 10))
    most = (before.due.fen + before.rounding.fen) // each
    used = chance.randint(0, most) if chance.random() < 0.4 else 0
    return replace(bill, points_used=used, fen_per_point=each) if used else bill


def a_wallet(chance: Random, points: int) -> Wallet:
    lots = tuple(
        Lot(
            LotId(bytes([n]) * 16), Money(90_000), Money(left), DAY - timedelta(days=chance.randint(0, 9)),
            chance.choice((None, DAY, DAY - timedelta(days=1), DAY + timedelta(days=chance.randint(1, 99)))),
        )
        for n, left in enumerate(chance.choices(range(1, 9_000), k=chance.randrange(4)))
    )  # fmt: skip
    return Wallet(Money(chance.choice((0, chance.randint(1, 60_000)))), lots, points)


def cut(chance: Random, amount: int, most: int) -> list[int]:
    """An amount in a few positive parts."""
    cuts = sorted(chance.sample(range(1, amount), min(most - 1, amount - 1))) if amount > 1 else []
    return [b - a for a, b in zip([0, *cuts], [*cuts, amount], strict=True)] if amount else []


def a_payment(chance: Random, due: int, available: int) -> Payment:
    stored = min(due, chance.choice((0, available, chance.randint(0, available))))
    parts = cut(chance, due - stored, chance.randint(1, 4))
    accounts = chance.sample(TENDER_ACCOUNTS, len(parts))
    tenders = (Tender(a, Money(v), Money(v)) for a, v in zip(accounts, parts, strict=True))
    return Payment(Money(stored), tuple(tenders))


EARNING = Earning(3, PointsRules(items=(ItemPoints(ITEMS[0], 200), ItemPoints(ITEMS[1], 0))))


def sums(postings: Iterable[Posting]) -> Counter[tuple[Account, LotId | None]]:
    found: Counter[tuple[Account, LotId | None]] = Counter()
    for posting in postings:
        found[posting.account, posting.lot_id] += posting.amount
    return found


def check_quote(quote: Quote) -> None:
    """Each discount is the sum of its parts, and no line costs less than nothing."""
    lines = quote.lines
    for name in ("tier_discount", "voucher_discount", "manual_discount", "points_discount"):
        assert sum(getattr(line, name).fen for line in lines) == getattr(quote, name).fen, name
    for n, line in enumerate(lines):
        assert sum(v.parts[n].fen for v in quote.vouchers) == line.voucher_discount.fen
        assert line.net.fen >= 0
        if not line.line.discountable:
            assert line.tier_discount.fen == 0
    assert sum(line.points_used for line in lines) == quote.points_used
    assert sum(line.net.fen for line in lines) == quote.due.fen + quote.rounding.fen
    off = quote.tier_discount.fen + quote.voucher_discount.fen + quote.manual_discount.fen
    assert quote.list_total.fen - off - quote.points_discount.fen - quote.rounding.fen == quote.due.fen >= 0


def check_sale(plan: SalePlan) -> None:
    """Lines by buckets: every row is its line, every column its bucket, and all of it sums to zero."""
    quote, payment = plan.quote, plan.payment
    rows: Counter[int] = Counter()
    columns: Counter[Bucket] = Counter()
    for part in plan.allocations:
        assert part.amount.fen > 0
        rows[part.line] += part.amount.fen
        columns[part.bucket] += part.amount.fen
    assert all(rows[n] == line.net.fen for n, line in enumerate(quote.lines))
    expected = Counter({Bucket(Account.PRINCIPAL): plan.draw.principal.fen})
    expected[Bucket(Account.ROUNDING)] = quote.rounding.fen
    expected.update({Bucket(Account.BONUS, lot): amount.fen for lot, amount in plan.draw.lots})
    expected.update({Bucket(tender.account): tender.amount.fen for tender in payment.tenders})
    assert +columns == +expected
    assert plan.draw.principal.fen + plan.draw.bonus.fen == payment.stored.fen
    assert sum(posting.amount for posting in plan.postings) == 0
    assert sums(plan.postings)[Account.INCOME, None] == -quote.due.fen - quote.rounding.fen
    # Double for one kind of thing, none for another; nothing on bonus or on what was rounded off.
    times: dict[ItemId | None, int] = {ITEMS[0]: 2, ITEMS[1]: 0}
    earning = [line.line.earns_points * times.get(line.line.item_id, 1) for line in quote.lines]
    real = [p for p in plan.allocations if p.bucket.account not in (Account.BONUS, Account.ROUNDING)]
    assert plan.points == sum(p.amount.fen * earning[p.line] for p in real) * 3 // 100
    assert all(points >= 0 for points in plan.line_points)


def sold(plan: SalePlan) -> SoldSale:
    lines = []
    for n, line in enumerate(plan.quote.lines):
        of_line = tuple((p.bucket, p.amount) for p in plan.allocations if p.line == n)
        lines.append(
            SoldLine(
                n, line.line.name, line.line.quantity, 0, of_line, of_line, plan.line_points[n],
                line.points_used,
            )
        )  # fmt: skip
    return SoldSale(MEMBER, tuple(lines))


def after(sale: SoldSale, plan: ReversalPlan) -> SoldSale:
    """The sale as the next reversal finds it."""
    back = Counter({(part.line, part.bucket): part.amount.fen for part in plan.parts})
    pieces = dict(plan.quantities)
    lines = tuple(
        replace(
            line,
            reversed_quantity=line.reversed_quantity + pieces.get(line.line, 0),
            allocations_left=tuple((b, Money(a.fen - back[line.line, b])) for b, a in line.allocations_left),
        )
        for line in sale.lines
    )
    return replace(sale, lines=lines)


def take_back_in_parts(chance: Random, plan: SalePlan) -> None:
    """Random pieces of random lines until nothing is left: what went comes back, bucket by bucket."""
    sale, postings, total = sold(plan), list(plan.postings), 0
    while any(line.left for line in sale.lines):
        wanted = {line.line: chance.randint(0, line.left) for line in sale.lines}
        if not any(wanted.values()):
            with pytest.raises(UserError):
                plan_sale_reversal(sale, wanted)
            continue
        back = plan_sale_reversal(sale, wanted)
        check_part(sale, back)
        postings += back.postings
        total += back.amount.fen
        sale = after(sale, back)
    assert total == plan.quote.due.fen
    assert not any(sums(postings).values()), "the last part takes what remains, of points too"
    assert all(not left for line in sale.lines for _, left in line.allocations_left)


def check_part(sale: SoldSale, back: ReversalPlan) -> None:
    """A part is the share of its pieces, never more than is there, and sums to zero itself."""
    assert sum(posting.amount for posting in back.postings) == 0
    for n, quantity in back.quantities:
        line = sale.lines[n]
        whole = sum(a.fen for _, a in line.allocations)
        parts = {p.bucket: p.amount.fen for p in back.parts if p.line == n}
        assert abs(sum(parts.values()) - Fraction(whole * quantity, line.quantity)) < 1
        there = {b: a.fen for b, a in line.allocations_left}
        assert all(0 < amount <= there[bucket] for bucket, amount in parts.items())
    rounded = sum(a.fen for b, a in back.back if b.account is Account.ROUNDING)
    assert back.amount.fen == sum(a.fen for _, a in back.back) - rounded


@pytest.mark.parametrize("batch", range(BATCHES))
def test_bills_agree_to_the_fen(batch: int) -> None:
    chance = Random(batch)
    for _ in range(OF_A_BATCH):
        quote = price(a_bill(chance))
        check_quote(quote)
        wallet = a_wallet(chance, quote.points_used + chance.randrange(9))
        payment = a_payment(chance, quote.due.fen, wallet.available_on(DAY).fen)
        policy = Policy(spending_order=chance.choice(list(SpendingOrder)), points_per_yuan=3)
        plan = plan_sale(quote, payment, policy, DAY, (MEMBER, wallet), EARNING)
        check_sale(plan)
        take_back_in_parts(chance, plan)
