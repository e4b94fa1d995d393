"""The day close through the real services: what a sheet says, what is refused, which day comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from model.close import (
    DENOMINATIONS,
    CashKind,
    CloseSheet,
    Count,
    Explanation,
    Figures,
    MoveCash,
    Pieces,
    ReprintClose,
    SealDay,
    SealedClose,
    TenderTotal,
)
from model.ids import CloseId, CommandId, StaffId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan
from model.shop import Policy
from model.views import Done
from services import clock_watch, closing
from services.storage import close_rows
from tests.support import DAY_MS, START_MS, Till, command_id, refused, subject, txn

TODAY = date(2026, 11, 21)
HOUR_MS = 3_600_000


def move(till: Till, kind: CashKind, amount: Money, reason: str = "零钱") -> Done:
    command = MoveCash(command_id(), till.people.cashier, kind, amount, reason)
    return till.do(closing.move_cash, command)


def pieces(amount: Money) -> tuple[Pieces, ...]:
    """An amount in as few notes and coins as there are; a rest below 1 jiao is left out."""
    rest, found = amount.fen, []
    for value in DENOMINATIONS:
        count, rest = divmod(rest, value)
        found.append(Pieces(value, count))
    return tuple(found)


def right(figures: Figures, left: Money = ZERO) -> Count:
    """A count that agrees with the books."""
    others = (Account.WECHAT, Account.ALIPAY, Account.BANK_CARD)
    totals = tuple(TenderTotal(a, figures.expected(a)) for a in others)
    return Count(pieces(figures.expected(Account.CASH)), left, totals)


def sealing(till: Till, count: Count | None = None, by: StaffId | None = None, **more: object) -> SealDay:
    figures = till.ask(closing.sheet).figures
    by = by or till.people.cashier
    command = SealDay(
        command_id(), by, figures.last_day, figures.last_number, count or right(figures), print_sheet=False
    )
    return replace(command, **more)  # type: ignore[arg-type]


def seal(till: Till, count: Count | None = None, **more: object) -> SealedClose:
    done = till.do(closing.seal, sealing(till, count, **more))  # type: ignore[arg-type]
    return till.ask(closing.close, CloseId(subject(done)))


def next_day(till: Till, days: int = 1) -> None:
    till.clock.advance(timedelta(days=days))


def busy(till: Till) -> None:
    """A day with a bit of everything; 200 float."""
    move(till, CashKind.FLOAT, yuan(200), "")
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80)))
    till.sell(yuan(58), member_id, stored=yuan(58))
    till.sell(yuan(100))
    sale = txn(till.sell(yuan(30)))
    till.reverse(sale, (0, 1))
    move(till, CashKind.OUT, yuan(12), "买水")


def test_the_sheet_keeps_apart_what_the_rules_keep_apart(till: Till) -> None:
    busy(till)
    f = till.ask(closing.sheet).figures
    assert (f.first_day, f.last_day) == (TODAY, TODAY)
    assert (f.sales.count, f.sales.turnover, f.reversed) == (3, yuan(188), yuan(30))
    assert f.sales.average == Money(6267)
    assert -f.sum(Account.PRINCIPAL, TxnKind.TOP_UP) == 500_00
    assert -f.sum(Account.BONUS, TxnKind.TOP_UP) == 80_00
    # 58 of 580: principal and bonus in the ratio of 50 to 8.
    assert f.sum(Account.PRINCIPAL, TxnKind.SALE) == 50_00
    assert f.sum(Account.BONUS, TxnKind.SALE) == 8_00
    assert (f.owed.principal, f.owed.bonus) == (yuan(450), yuan(72))
    assert f.expected(Account.WECHAT) == yuan(500)
    assert f.expected(Account.CASH) == yuan(200 + 100 - 12)
    assert [(u.kind, u.count, u.amount) for u in f.undone] == [(TxnKind.SALE, 1, yuan(30))]
    who = {s.name: (s.sales, s.sold, s.top_ups, s.topped_up, s.reversals) for s in f.staff}
    assert who["小美"] == (3, yuan(188), 1, yuan(500), 0)
    assert who["林雅"][-1] == 1
    assert (f.first_number, f.last_number) == (1, 7)


def test_a_sealed_day_is_followed_by_the_next_one(till: Till) -> None:
    busy(till)
    sealed = seal(till, right(till.ask(closing.sheet).figures, yuan(88)))
    assert sealed.number == 1
    assert len(sealed.seal) == 16
    assert till.rows("SELECT kind, account, amount FROM cash_move WHERE kind = 'deposit'") == [
        ("deposit", "safe", -200_00)
    ]
    now = till.ask(closing.open_day)
    assert (now.begun, now.number, now.sheet.figures.first_day) == (False, 2, date(2026, 11, 22))
    refused("close.future", lambda: till.do(closing.seal, sealing(till)))
    till.sell(yuan(40))
    assert till.rows("SELECT business_day FROM txn ORDER BY row DESC LIMIT 1") == [(20261122,)]
    assert till.ask(closing.sheet).figures.expected(Account.CASH) == yuan(88 + 40)
    next_day(till)
    till.sell(yuan(2))
    second = seal(till)
    assert second.number == 2
    assert second.sheet.figures.drawer.opening == yuan(88)
    assert second.sheet.count is not None
    assert second.sheet.count.cash == yuan(130)
    assert second.sheet.figures.owed == sealed.sheet.figures.owed
    assert [e.number for e in till.ask(closing.closes)] == [2, 1]
    assert [e.number for e in till.ask(closing.closes, 2)] == [1]
    till.prove()


def test_a_sealed_sheet_does_not_change_with_what_comes_after(till: Till) -> None:
    busy(till)
    sale = txn(till.sell(yuan(70)))
    sealed = seal(till)
    till.reverse(sale, (0, 1))
    assert till.ask(closing.close, sealed.close_id).sheet == sealed.sheet
    assert till.ask(closing.sheet).figures.reversed == yuan(70)
    till.prove()


def test_a_difference_is_explained_and_booked(till: Till) -> None:
    busy(till)
    figures = till.ask(closing.sheet).figures
    short = replace(right(figures), pieces=pieces(figures.expected(Account.CASH) - yuan(3)))
    refused("close.explain", lambda: till.do(closing.seal, sealing(till, short)), till.path)
    told = replace(short, explanations=(Explanation(Account.CASH, " 找错钱 "),))
    seal(till, told)
    assert till.rows("SELECT account, amount, reason FROM cash_move WHERE kind = 'difference'") == [
        ("over_short", -3_00, "找错钱")
    ]
    # Nothing stayed in the drawer: the ledger's drawer is empty too.
    assert till.rows("SELECT sum(amount) FROM daily_total WHERE account = 'cash'") == [(0,)]
    till.prove()


def test_a_large_difference_needs_a_manager(till: Till) -> None:
    busy(till)
    figures = till.ask(closing.sheet).figures
    wrong = replace(
        right(figures),
        totals=(TenderTotal(Account.WECHAT, yuan(480)),),
        explanations=(Explanation(Account.WECHAT, "一笔没到账"),),
    )
    refused("close.manager", lambda: till.do(closing.seal, sealing(till, wrong)), till.path)
    refused(
        "close.manager",
        lambda: till.do(closing.seal, sealing(till, wrong, approved_by=till.people.cashier)),
        till.path,
    )
    sealed = seal(till, wrong, approved_by=till.people.manager)
    assert (sealed.sheet.closed_by, sealed.sheet.approved_by) == ("小美", "王店")
    # A phone's total is explained, not booked: the drawer is all that the close moves.
    assert till.rows("SELECT count(*) FROM cash_move WHERE kind = 'difference'") == [(0,)]
    till.prove()


def test_the_sheet_that_is_sealed_is_the_one_that_was_looked_at(till: Till) -> None:
    busy(till)
    command = sealing(till)
    till.sell(yuan(10))
    refused("close.changed", lambda: till.do(closing.seal, command), till.path)


def test_the_first_count_of_a_drawer_is_its_beginning(till: Till) -> None:
    """Without a float nobody knows what was in it: what is found more goes against the safe."""
    till.sell(yuan(40))
    assert not till.ask(closing.sheet).figures.drawer.known
    seal(till, Count(pieces(yuan(340)), yuan(300)))
    assert till.rows("SELECT kind, account, amount FROM cash_move ORDER BY amount") == [
        ("deposit", "safe", -40_00),
        ("difference", "safe", 300_00),
    ]
    next_day(till)
    figures = till.ask(closing.sheet).figures
    assert figures.drawer.known
    assert figures.expected(Account.CASH) == yuan(300)
    till.prove()


def test_the_first_close_of_an_old_shop_does_not_read_its_history(till: Till) -> None:
    till.sell(yuan(40))
    next_day(till, 30)
    till.sell(yuan(50))
    figures = till.ask(closing.sheet).figures
    assert (figures.first_day, figures.sales.turnover) == (date(2026, 12, 21), yuan(50))
    seal(till)
    till.prove()


def test_a_forgotten_close_is_made_up_for_in_one(till: Till) -> None:
    seal(till)
    for _ in range(2):
        next_day(till)
        till.sell(yuan(10))
    # The next morning, before anything is sold: yesterday is closed as yesterday.
    next_day(till)
    now = till.ask(closing.open_day)
    assert (now.sheet.figures.first_day, now.sheet.figures.last_day) == (
        date(2026, 11, 22),
        date(2026, 11, 23),
    )
    assert (now.today, now.begun) == (date(2026, 11, 24), True)
    sealed = seal(till, Count(pieces(yuan(25)), yuan(5), (), (Explanation(Account.CASH, "多"),)))
    assert sealed.sheet.figures.sales.turnover == yuan(20)
    assert till.rows("SELECT max(business_day) FROM txn") == [(20261123,)]
    assert till.ask(closing.open_day).begun
    till.sell(yuan(1))
    assert till.rows("SELECT max(business_day) FROM txn") == [(20261124,)]
    till.prove()


def test_cash_into_and_out_of_the_drawer(till: Till) -> None:
    move(till, CashKind.FLOAT, yuan(100), "")
    refused("text.empty", lambda: move(till, CashKind.IN, yuan(1), " "), till.path)
    refused("text.empty", lambda: move(till, CashKind.OUT, yuan(1), ""), till.path)
    refused("cash.short", lambda: move(till, CashKind.OUT, Money(100_01)), till.path)
    refused("cash.amount", lambda: move(till, CashKind.IN, ZERO), till.path)
    refused("cash.amount", lambda: move(till, CashKind.DIFFERENCE, yuan(1)), till.path)
    done = move(till, CashKind.OUT, yuan(100), "送银行")
    assert done.txn is not None
    assert done.txn.kind is TxnKind.CASH
    assert till.ask(closing.sheet).figures.expected(Account.CASH) == ZERO
    till.prove()


def test_sent_again_it_is_one_close(till: Till) -> None:
    busy(till)
    command = sealing(till)
    first = till.do(closing.seal, command)
    till.reopen()
    assert till.do(closing.seal, command) == first
    assert till.rows("SELECT count(*) FROM day_close") == [(1,)]
    again = MoveCash(CommandId(command_id()), till.people.cashier, CashKind.IN, yuan(5), "零钱")
    assert till.do(closing.move_cash, again) == till.do(closing.move_cash, again)
    till.prove()


def test_printed_again_it_is_counted(till: Till) -> None:
    sealed = seal(till)
    for count in (1, 2):
        till.do(closing.reprint, ReprintClose(command_id(), till.people.cashier, sealed.close_id))
        assert till.ask(closing.close, sealed.close_id).prints == count
    missing = ReprintClose(command_id(), till.people.cashier, CloseId(bytes(16)))
    refused("close.unknown", lambda: till.do(closing.reprint, missing), till.path)
    refused("close.unknown", lambda: till.ask(closing.close, CloseId(bytes(16))))


# Days


def at(zone_hours: int, *moment: int) -> int:
    """Milliseconds of a local moment in a zone without daylight saving."""
    local = datetime(*moment, tzinfo=UTC) - timedelta(hours=zone_hours)  # type: ignore[misc,arg-type]
    return int(local.timestamp() * 1000)


def test_a_shop_that_closes_after_midnight(till: Till) -> None:
    """A quarter past one is still yesterday; sealed then, it is yesterday that is sealed."""
    till.sell(yuan(10))
    till.clock.set(at(8, 2026, 11, 22, 1, 15))
    till.sell(yuan(20))
    sealed = seal(till)
    assert sealed.sheet.figures.last_day == TODAY
    assert sealed.sheet.figures.sales.turnover == yuan(30)
    # A customer who comes all the same: the day is over, it counts for the one that begins at four.
    till.sell(yuan(5))
    assert not till.ask(closing.open_day).begun
    till.clock.set(at(8, 2026, 11, 22, 4, 0))
    assert till.ask(closing.open_day).begun
    till.sell(yuan(7))
    assert seal(till).sheet.figures.sales.turnover == yuan(12)
    till.prove()


def believe(till: Till) -> None:
    """Somebody looked: the clock is right."""
    till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), till.people.manager))


def test_the_hour_that_daylight_saving_repeats_is_one_day(till: Till) -> None:
    """New York, 7 November 2027: 1:30 comes twice, and the shop's day begins at two."""
    till.policy(Policy(time_zone="America/New_York", day_starts_hour=2))
    till.clock.set(at(-4, 2027, 11, 7, 1, 30))
    believe(till)
    till.sell(yuan(10))
    till.clock.set(at(-5, 2027, 11, 7, 1, 30))
    till.sell(yuan(20))
    sealed = seal(till)
    assert sealed.sheet.figures.last_day == date(2027, 11, 6)
    assert sealed.sheet.figures.sales.turnover == yuan(30)
    till.clock.set(at(-5, 2027, 11, 7, 2, 0))
    assert till.ask(closing.open_day).begun
    # In spring two o'clock does not come at all: the day begins with the hour after it.
    till.clock.set(at(-5, 2028, 3, 12, 1, 59))
    believe(till)
    assert till.ask(closing.open_day).today == date(2028, 3, 11)
    till.clock.set(at(-4, 2028, 3, 12, 3, 0))
    assert till.ask(closing.open_day).today == date(2028, 3, 12)


@pytest.mark.parametrize("days", [1, 2, 40])
def test_a_clock_set_back_writes_into_no_sealed_day(till: Till, days: int) -> None:
    till.sell(yuan(10))
    seal(till)
    next_day(till)
    till.sell(yuan(20))
    seal(till)
    till.clock.set(START_MS - days * DAY_MS)
    till.sell(yuan(30))
    believe(till)
    till.sell(yuan(40))
    assert till.rows("SELECT min(business_day) FROM txn WHERE amount >= 3000 AND kind = 'sale'") == [
        (20261123,)
    ]
    assert not till.ask(closing.open_day).begun
    refused("close.future", lambda: till.do(closing.seal, sealing(till)))
    till.prove()


def test_what_a_clock_ahead_booked_lies_in_the_drawer_too(till: Till) -> None:
    seal(till)
    next_day(till)
    till.sell(yuan(10))
    next_day(till, 5)
    till.sell(yuan(20))
    till.clock.set(START_MS + DAY_MS)
    believe(till)
    sealed = seal(till, Count(pieces(yuan(30)), yuan(30)))
    assert sealed.sheet.figures.drawer.ahead == yuan(20)
    assert sealed.sheet.figures.sales.turnover == yuan(10)
    next_day(till, 5)
    figures = till.ask(closing.sheet).figures
    assert figures.sales.turnover == yuan(20)
    assert figures.expected(Account.CASH) == yuan(30)
    seal(till)
    till.prove()


def test_the_open_day_is_looked_up_by_one_row(till: Till) -> None:
    busy(till)
    seal(till)
    assert till.ask(lambda read: close_rows.sealed_through(read.conn, read.seat.counter_id)) == 20261121
    assert till.ask(closing.sheet) == CloseSheet(till.ask(closing.sheet).figures)


def test_the_list_of_closes_tells_the_largest_difference_of_whatever_tender(till: Till) -> None:
    busy(till)
    count = right(till.ask(closing.sheet).figures)
    wrong = tuple(
        replace(one, total=one.total - yuan(100)) if one.account is Account.WECHAT else one
        for one in count.totals
    )
    said = (Explanation(Account.WECHAT, "少一笔"),)
    seal(till, replace(count, totals=wrong, explanations=said), approved_by=till.people.manager)
    (entry,) = till.ask(closing.closes)
    assert entry.difference == yuan(-100)
