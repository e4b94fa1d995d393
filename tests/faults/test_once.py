"""One command sent many times, and many spenders of one balance (faults.md rows 5 and 17)."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.close import CashKind, Count, MoveCash, Pieces, SealDay
from model.commands import Save, TopUp
from model.errors import UserError
from model.gift import Gift, MoveKind
from model.ids import GiftId, PackKindId, TierId
from model.ledger import Account
from model.money import yuan
from model.pack import PackKind
from model.pack_commands import SavePackKind, SellPack, UsePack
from model.plan_commands import MoveStock, SaveGift
from model.refund_commands import AskCardRefund, PayCardRefund
from model.sale import Payment, Tender
from model.shop import Tier
from model.tier import Brings
from model.tier_commands import AdjustPoints, GiftForPoints
from model.topup import LimitWarning
from services import (
    card_refunds,
    catalog,
    closing,
    gifts,
    members,
    merging,
    packs,
    points,
    sales,
    topups,
    transfers,
)
from services.ids import new_id
from services.storage.work import Reader
from tests.services.test_plans import full, stock
from tests.support import People, Till, command_id, open_till

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="forks")]
PROCESSES, THREADS, SENDS = 4, 8, 100
Answer = tuple[str, object]


def everywhere(path: Path, people: People, act: Callable[[Till], object]) -> list[object]:
    """Act 100 times in each of 8 threads of 4 processes on one file; every answer."""
    context = multiprocessing.get_context("fork")
    queue: Any = context.SimpleQueue()
    barrier = context.Barrier(PROCESSES)

    def process() -> None:
        till = Till(path, people)
        answers: list[object] = []
        barrier.wait(30)

        def thread() -> None:
            for _ in range(SENDS // THREADS // PROCESSES + 1):
                try:
                    answers.append(act(till))
                except UserError as error:
                    answers.append(error.code)
                except BaseException as error:
                    answers.append(repr(error))

        threads = [threading.Thread(target=thread) for _ in range(THREADS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        queue.put(answers)
        till.close()

    children = [context.Process(target=process) for _ in range(PROCESSES)]
    for child in children:
        child.start()
    told = [answer for _ in children for answer in queue.get()]
    for child in children:
        child.join(30)
    return told


def test_the_same_sale_sent_by_everybody_is_one(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id = till.member()
        till.top_up(member_id, yuan(500))
        people, command = till.people, till.sale_of(yuan(68), member_id, stored=yuan(68))
    told = everywhere(tmp_shop_path, people, lambda till: till.do(sales.execute, command))
    assert len(told) >= SENDS
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT count(*) FROM txn WHERE kind = 'sale'") == [(1,)]
    assert till.wallet(member_id).principal == yuan(432)
    till.prove()
    till.close()


def test_one_balance_spent_by_everybody_at_once_is_never_overdrawn(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id = till.member()
        till.top_up(member_id, yuan(500))
        people = till.people
    told = everywhere(tmp_shop_path, people, lambda till: spend(till, member_id))
    till = Till(tmp_shop_path, people)
    # 500 yuan are 29 sales of 17 and a rest of 7, however many asked.
    assert {code: told.count(code) for code in set(told)} == {"sold": 29, "balance.short": len(told) - 29}
    assert till.wallet(member_id).principal == yuan(7)
    till.prove()
    till.close()


def spend(till: Till, member_id: Any) -> str:
    till.sell(yuan(17), member_id, stored=yuan(17))
    return "sold"


def test_the_same_use_of_a_pack_sent_by_everybody_is_one_and_none_is_used_twice(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        kind = PackKind(PackKindId(new_id()), "七次卡", till.item("头皮护理"), 7, yuan(100))
        till.do(packs.save_kind, SavePackKind(command_id(), people.manager, kind))
        paid = Payment(tenders=(Tender(Account.CASH, yuan(100), yuan(100)),))
        sale = SellPack(command_id(), people.cashier, member_id, kind.id, 1, paid)
        till.do(packs.sell, sale)
        (pack,) = till.ask(packs.of_member, member_id)
        use = UsePack(command_id(), people.cashier, pack.id, 2)
    told = everywhere(
        tmp_shop_path, people, lambda till: (till.do(packs.sell, sale), till.do(packs.use, use))
    )
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    each = everywhere(
        tmp_shop_path,
        people,
        lambda till: till.do(packs.use, UsePack(command_id(), people.cashier, pack.id)).number,
    )
    assert each.count("pack.short") == len(each) - 5
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT count(*), sum(sessions_left), sum(value_left) FROM pack") == [(1, 0, 0)]
    till.prove()
    till.close()


def test_the_same_close_sent_by_everybody_is_one_and_there_is_no_second(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        people = till.people
        till.sell(yuan(50))
        float_ = MoveCash(command_id(), people.cashier, CashKind.FLOAT, yuan(50))
        till.do(closing.move_cash, float_)
        figures = till.ask(closing.sheet).figures
        count = Count((Pieces(10_000, 1),), left=yuan(50))
        close = SealDay(command_id(), people.cashier, figures.last_day, figures.last_number, count)
    told = everywhere(
        tmp_shop_path, people, lambda till: (till.do(closing.move_cash, float_), till.do(closing.seal, close))
    )
    assert len(told) >= SENDS
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    again = everywhere(
        tmp_shop_path, people, lambda till: till.do(closing.seal, replace(close, id=command_id()))
    )
    assert set(again) == {"close.future"}
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT count(*) FROM day_close") == [(1,)]
    assert till.rows("SELECT kind, amount FROM cash_move ORDER BY 2") == [
        ("deposit", -50_00),
        ("float", 50_00),
    ]
    till.prove()
    till.close()


def test_points_are_spent_once_and_a_tier_is_reached_once(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        tier = Tier(TierId(new_id()), "金卡", 20, 10_000, True, yuan(100), Brings(points=50))
        till.do(catalog.save, Save(command_id(), people.owner, tier))
        glass = Gift(GiftId(new_id()), "玻璃杯", yuan(30), yuan(9), 30)
        till.do(gifts.save_gift, SaveGift(command_id(), people.owner, glass))
        till.do(gifts.move_stock, MoveStock(command_id(), people.owner, glass.id, MoveKind.IN, 100, ""))
        sale = till.sale_of(yuan(100), member_id)
        given = AdjustPoints(command_id(), people.manager, member_id, 7, "补录")
    told = everywhere(
        tmp_shop_path, people, lambda till: (till.do(sales.execute, sale), till.do(points.adjust, given))
    )
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    handed = everywhere(tmp_shop_path, people, lambda till: _gift(till, member_id, glass.id))
    till = Till(tmp_shop_path, people)
    assert handed.count("points.short") == len(handed) - 5, "157 points are five glasses"
    assert till.wallet(member_id).points == 7
    assert till.rows("SELECT kind FROM tier_event") == [("up",)]
    assert till.rows("SELECT stock FROM gift") == [(95,)]
    till.prove()
    till.close()


def test_a_plan_sent_by_everybody_is_bought_once_and_no_gift_is_handed_out_twice(
    tmp_shop_path: Path,
) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        (plan_id, gift_id) = full(till)
        tenders = ((Account.WECHAT, yuan(500)),)
        known = frozenset(LimitWarning)
        command = TopUp(command_id(), people.cashier, member_id, tenders, plan_id, known)
    told = everywhere(tmp_shop_path, people, lambda till: till.do(topups.execute, command))
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    others = everywhere(
        tmp_shop_path,
        people,
        lambda till: bool(till.do(topups.execute, replace(command, id=command_id()))),
    )
    till = Till(tmp_shop_path, people)
    assert others.count(True) == 4, "five in stock, one is gone"
    assert set(others) == {True, "gift.stock"}
    assert stock(till, gift_id) == 0
    assert till.rows("SELECT count(*) FROM purchase") == [(5,)]
    assert till.rows("SELECT count(*), sum(amount) FROM instalment") == [(50, 250_000)]
    till.prove()
    till.close()


def test_a_balance_moves_once_and_two_records_are_merged_once(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        rich, poor, people = till.member(), till.member(), till.people
        till.top_up(rich, yuan(500), till.plan(yuan(500), yuan(80)))
        by = people.manager
        move = TransferBalance(command_id(), by, rich, poor, yuan(100), "送人", both_present=True)
        merge = MergeMembers(command_id(), by, rich, poor, "同一个人")
    told = everywhere(tmp_shop_path, people, lambda till: till.do(transfers.execute, move))
    assert len(told) >= SENDS
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    each = everywhere(
        tmp_shop_path, people, lambda till: bool(till.do(transfers.execute, replace(move, id=command_id())))
    )
    assert {code: each.count(code) for code in set(each)} == {True: 4, "transfer.short": len(each) - 4}
    told = everywhere(tmp_shop_path, people, lambda till: till.do(merging.merge, merge))
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    again = everywhere(
        tmp_shop_path, people, lambda till: till.do(merging.merge, replace(merge, id=command_id()))
    )
    assert set(again) == {"member.merged"}
    till = Till(tmp_shop_path, people)
    (record,) = till.ask(merging.of_member, poor)
    till.close()
    undo = UnmergeMembers(command_id(), people.manager, record.merge_id, "弄错了")
    told = everywhere(tmp_shop_path, people, lambda till: till.do(merging.unmerge, undo))
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    till = Till(tmp_shop_path, people)
    assert till.wallet(poor).principal == yuan(500)
    assert [lot.remaining for lot in till.wallet(rich).lots] == [yuan(80)]
    till.prove()
    till.close()


def _gift(till: Till, member_id: Any, gift_id: GiftId) -> str:
    till.do(points.gift_for_points, GiftForPoints(command_id(), till.people.cashier, member_id, gift_id))
    return "handed"


def test_readers_beside_the_writer_see_whole_transactions_only(till: Till) -> None:
    """What a reader sees of a member always adds up, while another thread sells and tops up."""
    member_id = till.member()
    plan_id = till.plan(yuan(10), yuan(5))
    wrong: list[object] = []
    over = threading.Event()

    def look(read: Reader) -> None:
        read.conn.execute("BEGIN")
        card = members.card(read, member_id)
        ((given,),) = read.conn.execute("SELECT coalesce(sum(granted), 0) FROM bonus_lot").fetchall()
        read.conn.execute("ROLLBACK")
        if card.wallet.principal.fen + card.spent.fen != card.topped_up.fen + given - card.bonus.fen:
            wrong.append((card, given))

    def keep_looking() -> None:
        while not over.is_set():
            till.ask(look)

    thread = threading.Thread(target=keep_looking)
    thread.start()
    for _ in range(60):
        till.top_up(member_id, yuan(10), plan_id)
        till.sell(yuan(7), member_id, stored=yuan(7))
    over.set()
    thread.join()
    assert wrong == []


def test_another_command_under_a_known_id_gets_the_first_answer(till: Till) -> None:
    """An id is made when a form opens: the same id is the same intent, whatever is sent with it."""
    first = till.sale_of(yuan(68))
    done = till.do(sales.execute, first)
    other = till.sale_of(yuan(99))
    object.__setattr__(other, "id", first.id)
    assert till.do(sales.execute, other) == done
    assert till.rows("SELECT count(*) FROM txn") == [(1,)]
    assert new_id() > first.id


def test_the_same_card_refund_paid_by_everybody_is_one(tmp_shop_path: Path) -> None:
    with open_till(tmp_shop_path) as till:
        member_id, people = till.member(), till.people
        till.top_up(member_id, yuan(500))
        ask = AskCardRefund(command_id(), people.cashier, member_id, "搬家")
        till.do(card_refunds.ask, ask)
        found = till.ask(card_refunds.worksheet, member_id)
        assert found.refund is not None
        best = found.worksheet.best
        tenders = ((Account.WECHAT, best.total),)
        pay = PayCardRefund(
            command_id(), people.manager, found.refund.id, best.cause, best.reading.key, best.total, tenders,
            True,
        )  # fmt: skip
    told = everywhere(
        tmp_shop_path, people, lambda till: (till.do(card_refunds.ask, ask), till.do(card_refunds.pay, pay))
    )
    assert all(answer == told[0] for answer in told), {repr(a) for a in told}
    again = everywhere(
        tmp_shop_path, people, lambda till: till.do(card_refunds.pay, replace(pay, id=command_id()))
    )
    assert set(again) == {"refund.not_open"}
    till = Till(tmp_shop_path, people)
    assert till.rows("SELECT count(*), sum(amount) FROM txn WHERE kind = 'card_refund'") == [(1, 50_000)]
    till.prove()
    till.close()
