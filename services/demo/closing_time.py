"""The end of the example shop's day: what is due is booked, the drawer counted, the day sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Final

from model.bill import Bill, BillLine
from model.close import (
    DENOMINATIONS,
    CashKind,
    Count,
    Explanation,
    Figures,
    MoveCash,
    Pieces,
    SealDay,
    TenderTotal,
    tenders_to_count,
)
from model.friend_commands import PayDueRewards
from model.ids import MemberId, StaffId
from model.ledger import Account
from model.money import ZERO, Money, yuan
from model.sale import Payment, Tender
from model.tier_commands import ExpireDue, ReviewTiers
from services import closing, expiry, rewards, tier_review
from services.demo.desk import Desk
from services.storage.work import Reader

_FLOAT: Final = yuan(300)
_FORGOTTEN_SHARE: Final = 0.02
_DIFFERS_SHARE: Final = 0.12
_DIFFERENCES: Final = (-500, -200, -100, -50, -10, 10, 50, 100, 200, 500)
_LARGE_SHARE: Final = 0.005
_LARGE_FEN: Final = -2_000
_CASH_OUT_SHARE: Final = 0.06
_CASH_IN_SHARE: Final = 0.03
_TERMINAL_DIFFERS_SHARE: Final = 0.01
_FRIDAY: Final = 4
_SATURDAY: Final = 5
_WEEK_DAYS: Final = 7
_LATE: Final = BillLine("造型发蜡 80g", yuan(78))
_LOOKS: Final = 30
"""Readings of some hundred members each."""

Due = Callable[[Reader, int], tuple[tuple[MemberId, ...], int | None]]


class ClosingTime:
    """Upkeep and the day close of one counter."""

    def __init__(self, desk: Desk, manager: StaffId, rng: Random, pause: Callable[[], None]) -> None:
        self._desk = desk
        self._manager = manager
        self._rng = rng
        self._pause = pause
        self._has_float = False
        self._month = 0

    def _happens(self, share: float) -> bool:
        return self._rng.random() < share

    def open_drawer(self, by: StaffId) -> None:
        """The first day's float; later it stayed in the drawer overnight."""
        if not self._has_float:
            self._has_float = True
            self._move(by, CashKind.FLOAT, _FLOAT, "")
        elif self._happens(_CASH_OUT_SHARE):
            self._move(by, CashKind.OUT, yuan(38), "买饮用水和纸巾")
        elif self._happens(_CASH_IN_SHARE):
            self._move(by, CashKind.IN, yuan(100), "换零钱")

    def _move(self, by: StaffId, kind: CashKind, amount: Money, reason: str) -> None:
        self._desk.attempt(closing.move_cash, MoveCash(*self._desk.base(by), kind, amount, reason))
        self._pause()

    def close(self, by: StaffId) -> None:
        """Upkeep first, so that what it books lies on the day that is sealed.

        Once a month somebody is served all the same when it is.
        """
        day = self._desk.day
        self._keep_up(day)
        if not self._happens(_FORGOTTEN_SHARE):
            self._seal(by)
        if day.weekday() == _FRIDAY and day.day <= _WEEK_DAYS:
            paid = Payment(ZERO, (Tender(Account.CASH, _LATE.unit_price, _LATE.unit_price),))
            self._desk.sell(by, 0, Bill((_LATE,)), paid)

    def _keep_up(self, day: date) -> None:
        desk = self._desk
        if rewards.due_count(desk.read):
            desk.do(rewards.pay_due, PayDueRewards(*desk.base(self._manager)))
        due = expiry.bonus_due(desk.read)
        if due:
            desk.do(expiry.expire_due, ExpireDue(*desk.base(self._manager), due))
        if day.month != self._month:
            self._month = day.month
            self._in_chunks(expiry.points_due, self._expire)
        if day.weekday() == _SATURDAY:
            self._in_chunks(tier_review.due, self._review)

    def _in_chunks(self, due: Due, book: Callable[[tuple[MemberId, ...]], None]) -> None:
        """Of a large shop as far as it goes in an evening; the rest comes up again."""
        after: int | None = 0
        for _ in range(_LOOKS):
            found, after = due(self._desk.read, after or 0)
            for first in range(0, len(found), expiry.AT_ONCE):
                book(found[first : first + expiry.AT_ONCE])
            if after is None or found:
                return

    def _expire(self, members: tuple[MemberId, ...]) -> None:
        desk = self._desk
        desk.do(expiry.expire_due, ExpireDue(*desk.base(self._manager), members))

    def _review(self, members: tuple[MemberId, ...]) -> None:
        desk = self._desk
        desk.do(tier_review.review_due, ReviewTiers(*desk.base(self._manager), members))

    def _seal(self, by: StaffId) -> None:
        desk = self._desk
        figures = closing.sheet(desk.read).figures
        short = figures.expected(Account.CASH)
        if short.fen < 0:
            self._move(by, CashKind.IN, yuan(-short.fen // 100 + 301), "退款备用")
            figures = closing.sheet(desk.read).figures
        count = self._count(figures)
        self._pause()
        command = SealDay(
            *desk.base(by),
            figures.last_day,
            figures.last_number,
            count,
            self._manager,
            print_sheet=False,
        )
        desk.attempt(closing.seal, command)

    def _count(self, figures: Figures) -> Count:
        """The drawer as it is found: mostly right, sometimes a little over or short."""
        cash = max(0, figures.expected(Account.CASH).fen // 10 * 10 + self._difference())
        said = []
        if abs(cash - figures.expected(Account.CASH).fen) >= DENOMINATIONS[-1]:
            said.append(Explanation(Account.CASH, "找零有误，已复点"))
        totals = []
        for account in tenders_to_count(figures):
            found = figures.taken(account)
            if self._happens(_TERMINAL_DIFFERS_SHARE):
                found += Money(100)
                said.append(Explanation(account, "平台有一笔未登记"))
            totals.append(TenderTotal(account, found))
        left = Money(min(cash, _FLOAT.fen))
        return Count(_pieces(cash), left, tuple(totals), tuple(said))

    def _difference(self) -> int:
        if self._happens(_LARGE_SHARE):
            return _LARGE_FEN
        if self._happens(_DIFFERS_SHARE):
            return _DIFFERENCES[int(self._rng.random() * len(_DIFFERENCES))]
        return 0


def _pieces(cash_fen: int) -> tuple[Pieces, ...]:
    """The fewest notes and coins that come to this much."""
    pieces = []
    for fen in DENOMINATIONS:
        count, cash_fen = divmod(cash_fen, fen)
        if count:
            pieces.append(Pieces(fen, count))
    return tuple(pieces)
