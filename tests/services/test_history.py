"""The history, one transaction in full, and the receipts that are printed from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.bill import Bill, BillLine, ManualDiscount
from model.commands import Reprint, Sell
from model.ids import TxnId
from model.ledger import Account, TxnKind
from model.money import Money, yuan
from model.receipt import AdjustmentKind
from model.sale import Payment, Tender
from model.shop import Policy, PrinterKind, PrinterSetting, RoundingRule
from model.tier_commands import ExpireDue
from model.views import Done
from services import expiry, history, print_queue, sales, settings
from tests.support import Till, command_id, subject, txn


def sell(till: Till, member_id: object) -> Done:
    """洗剪吹 68 and two of 168, 9 折, 5 % by hand, rounded to the yuan: 345; 200 stored, the rest cash."""
    lines = (
        BillLine("洗剪吹", yuan(68), served_by=till.people.manager),
        BillLine("头皮护理", yuan(168), 2, served_by=till.people.cashier),
    )
    bill = Bill(lines, 9_000, ManualDiscount("老顾客", 500), RoundingRule.YUAN)
    payment = Payment(yuan(200), (Tender(Account.CASH, yuan(145), yuan(150)),))
    command = Sell(command_id(), till.people.cashier, bill, payment, member_id, rating=5)  # type: ignore[arg-type]
    return till.do(sales.execute, command)


@pytest.fixture
def day(till: Till) -> tuple[Till, bytes, TxnId, TxnId, TxnId]:
    till.policy(Policy(rounding=RoundingRule.YUAN))
    member_id = till.member(tier_id=till.tier(9_000))
    top_up = txn(till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(100), 30)))
    sale = txn(sell(till, member_id))
    reversal = txn(till.reverse(sale, (1, 1)))
    till.sell(yuan(9))
    return till, member_id, top_up, sale, reversal


def test_a_members_history_is_theirs_newest_first(day: tuple[Till, bytes, TxnId, TxnId, TxnId]) -> None:
    till, member_id, top_up, sale, reversal = day
    found = till.ask(history.entries, member_id)  # type: ignore[arg-type]
    assert [e.txn_id for e in found.entries] == [reversal, sale, top_up]
    assert found.next_before is None
    back, sold, topped = found.entries
    assert (topped.amount, topped.stored_change) == (yuan(500), yuan(600))
    assert (sold.amount, sold.stored_change, sold.rating) == (-yuan(345), -yuan(200), 5)
    assert (sold.title, sold.reversed_part) == ("洗剪吹 + 头皮护理 ×2", "part")
    assert (back.title, back.reverses_number) == ("多收了", sold.number)
    assert back.amount.fen > 0


def test_a_receipt_repeats_what_was_written(day: tuple[Till, bytes, TxnId, TxnId, TxnId]) -> None:
    till, _, top_up, sale, reversal = day
    paper = till.ask(history.receipt, sale)
    assert [(line.name, line.quantity, line.amount) for line in paper.lines] == [
        ("洗剪吹", 1, yuan(68)),
        ("头皮护理", 2, yuan(336)),
    ]
    adjusted = {a.kind: a.amount for a in paper.adjustments}
    assert paper.list_total.fen + sum(a.fen for a in adjusted.values()) == paper.due.fen == 34_500
    assert adjusted[AdjustmentKind.TIER_DISCOUNT] == -Money(4_040)
    assert paper.principal_part + paper.bonus_part == yuan(200)
    assert paper.tenders[0].change == yuan(5)
    assert paper.principal_after + paper.bonus_after == yuan(400)
    assert paper.points_earned == paper.points_after > 0
    granted = till.ask(history.receipt, top_up)
    assert [(lot.amount, lot.expires_on) for lot in granted.granted] == [
        (yuan(100), granted.granted[0].expires_on)
    ]
    assert (granted.principal_part, granted.bonus_part) == (yuan(500), yuan(100))
    back = till.ask(history.receipt, reversal)
    assert (back.kind, back.reverses_number, back.reason) == (TxnKind.REVERSAL, paper.number, "多收了")
    assert back.points_earned < 0
    paid_back = sum(t.amount.fen for t in back.tenders) + back.principal_part.fen + back.bonus_part.fen
    assert paid_back == back.due.fen


def test_a_detail_says_what_can_still_be_reversed(day: tuple[Till, bytes, TxnId, TxnId, TxnId]) -> None:
    till, _, top_up, sale, reversal = day
    assert [(line.quantity, line.left) for line in till.ask(history.detail, sale).lines] == [(1, 1), (2, 1)]
    assert till.ask(history.detail, top_up).reversible == yuan(500)
    assert till.ask(history.detail, reversal).reason == "多收了"


@pytest.mark.parametrize("limit", [1, 7, 50])
@pytest.mark.parametrize("text", ["", "洗剪吹", "没有"])
def test_pages_hold_everything_once(till: Till, limit: int, text: str) -> None:
    for n in range(24):
        till.sell(Money(n + 1), bill=Bill((BillLine("洗剪吹" if n % 3 else "染发", Money(n + 1)),)))
    seen: list[TxnId] = []
    before: int | None = None
    while before is not None or not seen:
        page = till.ask(history.entries, None, text, frozenset({TxnKind.SALE}), before, limit)
        seen += [e.txn_id for e in page.entries]
        before = page.next_before
        if not page.entries:
            break
    wanted = {"": 24, "洗剪吹": 16, "没有": 0}[text]
    assert len(seen) == len(set(seen)) == wanted
    assert seen == sorted(seen, reverse=True)


def test_a_printer_gets_every_receipt_and_reprints_are_counted(till: Till) -> None:
    from model.commands import SaveSettings

    till.sell(yuan(1))
    assert till.ask(print_queue.waiting) == ()
    printer = PrinterSetting(PrinterKind.FILE, "receipts.bin")
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    sale = txn(till.sell(yuan(68)))
    for _ in range(2):
        till.do(print_queue.reprint, Reprint(command_id(), till.people.cashier, sale))
    till.reopen()
    jobs = till.ask(print_queue.waiting)
    assert [job.state for job in jobs] == ["waiting"] * 3
    params = till.rows("SELECT params FROM print_job ORDER BY id")
    assert [p for (p,) in params] == [f'{{"reprint": {n}}}' for n in range(3)]
    assert till.ask(history.detail, sale).prints == 3
    done = print_queue.FinishJob(command_id(), till.people.cashier, jobs[0].job_id)
    till.do(print_queue.finish_job, done)
    failed = print_queue.FinishJob(command_id(), till.people.cashier, jobs[1].job_id, "没有纸")
    assert subject(till.do(print_queue.finish_job, failed)) == jobs[1].job_id
    assert [(j.state, j.error) for j in till.ask(print_queue.waiting)] == [
        ("failed", "没有纸"),
        ("waiting", ""),
    ]
    till.do(print_queue.retry_all, print_queue.RetryPrinting(command_id(), till.people.cashier))
    assert [j.state for j in till.ask(print_queue.waiting)] == ["waiting"] * 2
    till.do(print_queue.cancel_all, print_queue.CancelPrinting(command_id(), till.people.cashier))
    assert till.ask(print_queue.waiting) == ()
    till.prove()


def test_what_expired_by_itself_does_not_drown_the_shops_history(till: Till) -> None:
    member_id = till.member()
    top_up = txn(till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(100), 30)))
    till.clock.advance(timedelta(days=40))
    till.do(expiry.expire_due, ExpireDue(command_id(), till.people.owner))
    shops = till.ask(history.entries, None)
    assert [e.txn_id for e in shops.entries] == [top_up]
    asked = till.ask(history.entries, None, "", frozenset({TxnKind.EXPIRY}))
    assert [e.kind for e in asked.entries] == [TxnKind.EXPIRY]
    members = till.ask(history.entries, member_id)
    assert [e.kind for e in members.entries] == [TxnKind.EXPIRY, TxnKind.TOP_UP]
