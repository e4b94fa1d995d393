"""Many counters of one file redeem the same codes at once, and some are killed on the way."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from pathlib import Path

import pytest

from model.bill import price
from model.commands import Sell
from model.errors import UserError
from model.ids import MemberId, TxnId
from model.money import yuan
from model.views import Done
from model.voucher import HeldVoucher
from model.voucher_commands import Anonymous, IssueVouchers
from services import sales, voucher_issue, vouchers
from services.storage.work import Work
from services.voucher_sales import redeem
from tests.effort import often
from tests.faults.races import killed, race
from tests.services.voucher_desk import OFF_20, bill_of, give, hand_out, sale, sell_with, template
from tests.support import People, Till, command_id, open_till, refused, txn

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="forks")]
CODES = 1_000


def _redeem(till: Till, voucher: HeldVoucher, _counter: int) -> bytes:
    sell_with(till, voucher)
    return voucher.voucher_id


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_eight_processes_redeem_the_same_thousand_codes_each_once(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        of = template(till)
        held = tuple(v for _ in range(2) for v in hand_out(till, of, CODES // 2))
        people = till.people
    won = race(tmp_shop_path, people, held, _redeem)
    won.check([v.voucher_id for v in held], "voucher.used")
    till = Till(tmp_shop_path, people)
    try:
        till.prove()
        assert till.rows("SELECT count(*), sum(discount) FROM voucher_use") == [(CODES, CODES * 2_000)]
        assert till.rows("SELECT count(*), sum(due) FROM sale") == [(CODES, CODES * 8_000)]
        (row,) = till.ask(vouchers.templates)
        assert (row.redeemed, row.open, row.sales, row.discount) == (CODES, 0, CODES, yuan(20_000))
    finally:
        till.close()


def test_threads_that_read_the_voucher_before_the_other_sold_it_get_it_once(till: Till) -> None:
    """Also the update alone lets one through: `redeem` with what was read before somebody else's sale."""
    (voucher,) = hand_out(till, template(till))
    barrier = threading.Barrier(4)
    answers: list[str] = []

    def race() -> None:
        command = sale(till, bill_of(yuan(100), used=(voucher,)))
        barrier.wait(10)
        try:
            till.do(sales.execute, command)
            answers.append("won")
        except UserError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["voucher.used"] * 3 + ["won"]
    (first,) = till.rows("SELECT txn_id FROM sale")
    command = sale(till, bill_of(yuan(100), used=(voucher,)))

    def too_late(work: Work, of: Sell) -> Done:
        redeem(work, TxnId(first[0]), price(of.bill), (voucher,), None)
        return work.finish("never")

    refused("voucher.changed", lambda: till.do(too_late, command), till.path)
    till.prove()


def _work_until_killed(path: Path, people: People, members: list[MemberId], pipe: int) -> None:
    """Issue, sell with, reverse and void vouchers; every acknowledged sale goes over the pipe."""
    till = Till(path, people)
    chance = random.Random(os.getpid())
    of = template(till, OFF_20, f"券 {os.getpid()}")
    while True:
        member_id = chance.choice(members)
        held = give(till, of, member_id, 3)
        done = sell_with(till, held[0], member_id=member_id)
        os.write(pipe, txn(done) + held[0].voucher_id)
        if chance.random() < 0.5:
            second = sell_with(till, held[1], member_id=member_id)
            till.reverse(txn(second), (0, 1))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_kill_leaves_nothing_half_done(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        people = till.people
        members = [till.member(f"会员{n}") for n in range(3)]
    acknowledged: list[bytes] = []

    def work(pipe: int, _run: int) -> None:
        _work_until_killed(tmp_shop_path, people, members, pipe)

    for told in killed(often(12, 40), work):
        acknowledged += told
        till = Till(tmp_shop_path, people)
        try:
            till.prove()
        finally:
            till.close()
    assert len(acknowledged) > often(12, 40), "nothing was ever sold before a kill"
    till = Till(tmp_shop_path, people)
    try:
        uses = {t + v for t, v in till.rows("SELECT txn_id, voucher_id FROM voucher_use")}
        assert uses.issuperset(acknowledged)
        till.prove()
    finally:
        till.close()


class _Kill:
    """Kills the process in the middle of an issue of many."""

    def __init__(self, after: int) -> None:
        self._after = after

    def report(self, done: int, total: int) -> None:
        if done >= self._after:
            os.kill(os.getpid(), signal.SIGKILL)

    def cancelled(self) -> bool:
        return False


def test_an_issue_killed_on_the_way_has_whole_parts_and_says_how_many(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        people = till.people
        of = template(till, OFF_20)
    pid = os.fork()
    if pid == 0:
        try:
            till = Till(tmp_shop_path, people)
            command = IssueVouchers(command_id(), people.owner, of.id, Anonymous(10_000, "万达"))
            voucher_issue.issue_many(till.shop.jobs, command, _Kill(after=2_000))
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    till = Till(tmp_shop_path, people)
    try:
        (row,) = till.ask(vouchers.batches)
        assert (row.issued, row.wanted) == (2_000, 10_000)
        till.prove()
    finally:
        till.close()
