"""What a day close compares, from numbers worked out by hand (domain.md sections 3.10 and 8)."""

from __future__ import annotations

from datetime import date

import pytest

from model.close import (
    Count,
    Drawer,
    Explanation,
    Figures,
    Moved,
    Pieces,
    SalesSum,
    TenderTotal,
    cash_postings,
    check_count,
    compare,
    tenders_to_count,
    unexplained,
    worst,
)
from model.errors import UserError
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan

DAY = date(2026, 11, 21)


def figures(*moved: Moved, drawer: Drawer | None = None) -> Figures:
    return Figures(DAY, DAY, moved, drawer=drawer or Drawer())


def took(account: Account, amount: int, kind: TxnKind = TxnKind.SALE) -> Moved:
    return Moved(kind, account, amount)


def test_the_drawer_is_what_was_there_plus_what_came_less_what_went() -> None:
    drawer = Drawer(yuan(300), True, yuan(200), yuan(50), yuan(20), Money(-500))
    day = figures(took(Account.CASH, 80_00), took(Account.CASH, -30_00, TxnKind.REVERSAL), drawer=drawer)
    assert day.expected(Account.CASH) == yuan(300 + 200 + 50 - 20 - 5 + 80 - 30)
    assert day.taken(Account.CASH) == yuan(50)


def test_other_tenders_are_what_came_in_less_what_went_back() -> None:
    day = figures(
        took(Account.WECHAT, 500_00, TxnKind.TOP_UP), took(Account.WECHAT, -68_00, TxnKind.REVERSAL)
    )
    assert day.expected(Account.WECHAT) == yuan(432)
    assert tenders_to_count(day) == (Account.WECHAT,)
    count = Count(totals=(TenderTotal(Account.WECHAT, yuan(430)), TenderTotal(Account.ALIPAY, yuan(1))))
    told = {c.account: c.difference for c in compare(day, count)}
    assert told == {Account.CASH: ZERO, Account.WECHAT: yuan(-2), Account.ALIPAY: yuan(1)}


def test_a_tender_that_came_and_went_back_is_still_looked_up() -> None:
    day = figures(took(Account.ALIPAY, 50_00), took(Account.ALIPAY, -50_00, TxnKind.REVERSAL))
    assert tenders_to_count(day) == (Account.ALIPAY,)
    assert [c.account for c in compare(day, Count())] == [Account.CASH, Account.ALIPAY]


def test_a_difference_wants_words_from_a_jiao_on() -> None:
    day = figures(took(Account.CASH, 100_00))
    nine_fen = Count((Pieces(10_000, 1),))
    assert not list(unexplained(compare(figures(took(Account.CASH, 100_09)), nine_fen)))
    short = compare(figures(took(Account.CASH, 100_10)), nine_fen)
    assert [c.difference for c in unexplained(short)] == [Money(-10)]
    said = Count((Pieces(5_000, 1),), explanations=(Explanation(Account.CASH, "找错钱"),))
    assert not list(unexplained(compare(day, said)))
    assert worst(compare(day, said)) == yuan(50)


def test_nobody_knows_what_lies_in_a_drawer_that_was_never_counted() -> None:
    day = figures(took(Account.CASH, 100_00), drawer=Drawer(known=False))
    first = compare(day, Count((Pieces(10_000, 7),)))
    assert first[0].difference == yuan(600)
    assert not list(unexplained(first))
    assert worst(first) == ZERO


@pytest.mark.parametrize(
    ("count", "code"),
    [
        (Count((Pieces(300, 1),)), "close.counts"),
        (Count((Pieces(100, 1), Pieces(100, 2))), "close.counts"),
        (Count((Pieces(100, -1),)), "close.counts"),
        (Count((Pieces(100, 100_000),)), "close.counts"),
        (Count(totals=(TenderTotal(Account.CASH, yuan(1)),)), "close.counts"),
        (Count(totals=(TenderTotal(Account.PRINCIPAL, yuan(1)),)), "close.counts"),
        (Count(totals=(TenderTotal(Account.WECHAT, yuan(1)),) * 2), "close.counts"),
        (Count((Pieces(100, 5),), left=yuan(6)), "close.left"),
        (Count((Pieces(100, 5),), left=yuan(-1)), "close.left"),
    ],
)
def test_counts_that_cannot_be(count: Count, code: str) -> None:
    with pytest.raises(UserError) as caught:
        check_count(count)
    assert caught.value.code == code


def test_average_and_postings() -> None:
    assert SalesSum(3, turnover=Money(200)).average == Money(67)
    assert SalesSum().average == ZERO
    into = cash_postings(yuan(200), Account.SAFE)
    assert [(p.account, p.amount) for p in into] == [(Account.CASH, 20_000), (Account.SAFE, -20_000)]
