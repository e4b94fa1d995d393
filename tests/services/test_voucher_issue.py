"""Issuing vouchers, voiding, extending, printing and proving them, on a real file (domain.md 5)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from model import codes
from model.commands import Park, Save, SaveSettings
from model.ids import HoldId, PlanId, SourceId, VoucherTemplateId
from model.members_filter import MemberFilter
from model.money import ZERO, yuan
from model.shop import Plan, Policy, PrinterKind, PrinterSetting, Source
from model.voucher import VoucherState
from model.voucher_commands import (
    Anonymous,
    CountPrints,
    ExtendVoucher,
    IssueVouchers,
    SaveTemplate,
    ToMembers,
    VoidVoucher,
)
from model.voucher_rule import Benefit, BenefitKind, Validity
from services import (
    catalog,
    check,
    history,
    holds,
    member_list,
    sales,
    settings,
    voucher_issue,
    voucher_print,
    vouchers,
)
from services.ids import new_id
from services.storage import schema_vouchers
from tests.services.voucher_desk import (
    OFF_20,
    again,
    bill_of,
    changed,
    codes_of,
    give,
    hand_out,
    sale,
    sell_with,
    template,
)
from tests.support import Till, command_id, raw, refused, txn


@pytest.fixture(autouse=True)
def proven(till: Till) -> Iterator[None]:
    yield
    till.prove()


class Watch:
    """Stops after so many reports."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        return len(self.told) > self._stop_after


def test_editing_a_template_never_changes_what_is_issued(till: Till) -> None:
    member_id = till.member()
    of = template(till)
    (old,) = give(till, of, member_id)
    edited = replace(
        changed(of, minimum=yuan(500), benefit=Benefit(BenefitKind.AMOUNT, yuan(1))), name="新名字"
    )
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.manager, edited))
    assert again(till, old) == old
    (new,) = give(till, edited, member_id)
    assert (new.name, new.rule.minimum) == ("新名字", yuan(500))
    done = sell_with(till, old, member_id=member_id)
    assert done.txn is not None
    assert done.txn.amount == yuan(80)
    (row,) = till.ask(vouchers.templates)
    assert (row.template.version, row.issued, row.redeemed) == (2, 2, 1)
    # Moving it in the list is no new version.
    till.do(
        vouchers.save_template, SaveTemplate(command_id(), till.people.manager, replace(edited, position=4))
    )
    assert till.ask(vouchers.template, of.id).version == 2


def test_templates_are_a_managers_and_have_names_of_their_own(till: Till) -> None:
    of = template(till)
    by_cashier = SaveTemplate(command_id(), till.people.cashier, of)
    refused("auth.needs", lambda: till.do(vouchers.save_template, by_cashier), till.path)
    till.do(vouchers.save_template, replace(by_cashier, approved_by=till.people.manager))
    other = replace(of, id=VoucherTemplateId(new_id()))
    refused(
        "catalog.name_exists",
        lambda: till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.owner, other)),
        till.path,
    )
    issue = IssueVouchers(command_id(), till.people.cashier, of.id, Anonymous(1, "x"))
    refused("auth.needs", lambda: till.do(voucher_issue.issue, issue), till.path)
    resting = replace(of, active=False)
    till.do(vouchers.save_template, SaveTemplate(command_id(), till.people.owner, resting))
    issue = replace(issue, staff_id=till.people.owner)
    refused("voucher.template", lambda: till.do(voucher_issue.issue, issue), till.path)


def test_ten_thousand_are_issued_with_progress(till: Till) -> None:
    of = template(till)
    source = Source(SourceId(new_id()), "商圈")
    till.do(catalog.save, Save(command_id(), till.people.owner, source))
    watch = Watch()
    to = Anonymous(10_000, "万达", source.id, "小王")
    done = voucher_issue.issue_many(
        till.shop.jobs, IssueVouchers(command_id(), till.people.owner, of.id, to), watch
    )
    assert (done.issued, done.wanted, done.skipped) == (10_000, 10_000, 0)
    assert watch.told[0] == (0, 10_000)
    assert watch.told[-1] == (10_000, 10_000)
    assert len(watch.told) == 21
    (row,) = till.ask(vouchers.batches)
    assert (row.name, row.source, row.handed_by, row.issued) == ("万达", "商圈", "小王", 10_000)
    held = till.ask(vouchers.vouchers_of, done.batch_id, 1, 20_000)
    assert [v.n for v in held] == list(range(1, 10_001))
    assert till.ask(vouchers.look_up, codes_of(till, held[9_876])[1]).n == 9_877


def test_cancelling_keeps_what_is_issued_and_says_how_many(till: Till) -> None:
    of = template(till)
    command = IssueVouchers(command_id(), till.people.owner, of.id, Anonymous(5_000, "万达"))
    done = voucher_issue.issue_many(till.shop.jobs, command, Watch(stop_after=3))
    assert (done.issued, done.wanted) == (1_500, 5_000)
    (row,) = till.ask(vouchers.batches)
    assert (row.issued, row.wanted) == (1_500, 5_000)


def test_a_list_larger_than_one_transaction_gets_one_each(till: Till) -> None:
    of = template(till)
    for n in range(12):
        till.member(f"会员{n}")
    rows = tuple(till.ask(member_list.ids, MemberFilter())) * 60
    command = IssueVouchers(command_id(), till.people.owner, of.id, ToMembers(rows, "老客"))
    refused("voucher.too_many", lambda: till.do(voucher_issue.issue, command), till.path)
    done = voucher_issue.issue_many(till.shop.jobs, command, Watch())
    assert done.issued == 720
    assert till.rows("SELECT count(DISTINCT member_id), count(*) FROM voucher") == [(12, 720)]


def test_a_plan_brings_its_vouchers_and_a_reversed_top_up_takes_them_back(till: Till) -> None:
    member_id = till.member()
    of = template(till)
    plan = Plan(PlanId(new_id()), "充500送券", yuan(500), ZERO, voucher_template_id=of.id, vouchers=3)
    till.do(catalog.save, Save(command_id(), till.people.owner, plan))
    done = till.top_up(member_id, yuan(500), plan.id)
    held = till.ask(vouchers.held_by, member_id)
    assert len(held) == 3
    receipt = till.ask(history.receipt, txn(done))
    assert [e.qr for e in receipt.earned] == [codes_of(till, v)[0] for v in held]
    sold = sell_with(till, held[0], member_id=member_id)
    refused("reverse.voucher_used", lambda: till.reverse(txn(done), amount=yuan(500)))
    till.reverse(txn(sold), (0, 1))
    refused("reverse.not_in_parts", lambda: till.reverse(txn(done), amount=yuan(499)))
    till.reverse(txn(done), amount=yuan(500))
    assert [again(till, v).state for v in held] == ["voided", "voided", "voided"]


def test_a_sale_brings_the_voucher_for_the_next_visit(till: Till) -> None:
    member_id = till.member()
    of = template(till, replace(OFF_20, validity=Validity(days=30, starts_after=1), in_total=2))
    till.do(
        settings.save,
        SaveSettings(command_id(), till.people.owner, Policy(next_visit_template_id=of.id)),
    )
    till.reopen()
    done = till.sell(yuan(68), member_id)
    (voucher,) = till.ask(vouchers.held_by, member_id)
    assert voucher.valid_from == date(2026, 11, 22)
    assert [e.name for e in till.ask(history.receipt, txn(done)).earned] == ["满减 20"]
    till.sell(yuan(68))
    assert till.rows("SELECT count(*) FROM voucher") == [(1,)], "a stranger without a receipt gets none"
    till.reverse(txn(done), (0, 1))
    assert again(till, voucher).state is VoucherState.VOIDED
    printer = PrinterSetting(PrinterKind.PDF_FOLDER, str(till.path.parent))
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    for expected in (2, 3, 3):
        till.sell(yuan(68))
        assert till.rows("SELECT count(*) FROM voucher") == [(expected,)]


def test_voiding_needs_a_manager_and_a_reason(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    command = VoidVoucher(command_id(), till.people.cashier, voucher.voucher_id, "客人要求")
    refused("auth.needs", lambda: till.do(vouchers.void, command), till.path)
    refused("text.empty", lambda: till.do(vouchers.void, replace(command, reason=" ")), till.path)
    till.do(vouchers.void, replace(command, approved_by=till.people.manager))
    again_ = replace(command, id=command_id(), staff_id=till.people.owner)
    refused("voucher.not_issued", lambda: till.do(vouchers.void, again_), till.path)
    refused("voucher.void", lambda: sell_with(till, voucher), till.path)


def test_extending_needs_a_manager_and_helps_an_expired_one(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    till.clock.advance(timedelta(days=40))
    command = ExtendVoucher(command_id(), till.people.cashier, voucher.voucher_id, date(2027, 1, 31), "出差")
    refused("auth.needs", lambda: till.do(vouchers.extend, command), till.path)
    by_manager = replace(command, staff_id=till.people.manager)
    for day in (voucher.valid_to, date(2026, 12, 30), date(2126, 1, 1)):
        late = replace(by_manager, valid_to=day)
        refused("voucher.extend", lambda: till.do(vouchers.extend, late), till.path)  # noqa: B023
    (row,) = till.ask(vouchers.templates)
    assert row.expired == 1
    till.do(vouchers.extend, by_manager)
    assert again(till, voucher).valid_to == date(2027, 1, 31)
    (row,) = till.ask(vouchers.templates)
    assert (row.open, row.expired) == (1, 0)
    sell_with(till, again(till, voucher))


def test_prints_are_counted_and_carry_the_codes(till: Till) -> None:
    of = template(till, replace(OFF_20, items=frozenset({till.item("洗剪吹")}), minimum=yuan(100)))
    made = hand_out(till, of, 3)
    pieces = till.ask(voucher_print.print_items, made[0].batch_id, 2, 5, "zh_CN")
    assert [p.qr for p in pieces] == [codes_of(till, v)[0] for v in made[1:]]
    assert (pieces[0].typed, pieces[0].title, pieces[0].reprint) == (
        codes.group_typed(codes_of(till, made[1])[1]),
        "满减 20",
        0,
    )
    assert (pieces[0].terms.items, pieces[0].terms.minimum) == (("洗剪吹",), yuan(100))
    till.do(vouchers.count_prints, CountPrints(command_id(), till.people.owner, made[0].batch_id, 1, 2))
    pieces = till.ask(voucher_print.print_items, made[0].batch_id, 1, 5, "en")
    assert [p.reprint for p in pieces] == [1, 1, 0]
    assert till.ask(voucher_print.print_one, made[2].voucher_id, "en").qr == codes_of(till, made[2])[0]


def test_a_parked_bill_keeps_its_vouchers_and_redeems_nothing(till: Till) -> None:
    a, b = hand_out(till, template(till, replace(OFF_20, hours=(time(9), time(20)), per_bill=2)), 2)
    bill = bill_of(yuan(88), used=(a, b))
    hold_id = HoldId(new_id())
    till.do(holds.park, Park(command_id(), till.people.cashier, hold_id, bill, None))
    (parked,) = till.ask(holds.parked)
    assert parked.bill == bill
    sell_with(till, a)
    assert till.ask(vouchers.recheck, parked.bill.vouchers, None) == (b,)
    till.do(sales.execute, sale(till, replace(bill, vouchers=(b.used,)), hold_id=hold_id))
    assert till.ask(holds.parked) == ()


def test_facts_of_vouchers_are_append_only(till: Till) -> None:
    (voucher,) = hand_out(till, template(till))
    sell_with(till, voucher)
    connection = till.shop.writer.connection
    for table in ("voucher_template_version", "voucher_event", "voucher_use", "voucher_line"):
        assert table in schema_vouchers.APPEND_ONLY
        column = till.rows(f"SELECT name FROM pragma_table_info('{table}')")[0][0]
        for sql in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(Exception, match="append only"):
                connection.execute(sql)


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE voucher SET state = 'issued' WHERE state = 'redeemed'",
        "UPDATE voucher SET valid_to_day = 20991231",
        "UPDATE voucher_total SET redeemed = redeemed + 1, open = open - 1",
        "UPDATE voucher_result SET discount = 0",
        "UPDATE batch SET used = 0",
        "UPDATE voucher SET batch_id = (SELECT max(id) FROM batch), n = 99 WHERE n = 2",
        "UPDATE voucher_use SET discount = discount - 1",
        "UPDATE voucher_line SET amount = amount - 1",
        "DELETE FROM voucher_line; DELETE FROM voucher_use",
        "UPDATE voucher_event SET kind = 'extended'",
        "UPDATE voucher_template_version SET name = 'x'",
    ],
)
def test_what_is_changed_from_outside_is_found(till: Till, tamper: str) -> None:
    made = hand_out(till, template(till), 3)
    hand_out(till, template(till, name="另一种"))
    sell_with(till, made[0])
    copy = till.path.with_name("changed.guimi")
    till.shop.close()
    shutil.copyfile(till.path, copy)
    till.reopen()
    with raw(copy) as connection:
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'voucher%'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for sql in tamper.split("; "):
            connection.execute(sql)
        for _, sql in guards:
            connection.execute(sql)
    assert [f.name for f in check.check(copy) if f.wrong]
