"""What the example's customers want and how they pay: weighted draws over the founded shop.

Every share here is made up for the example.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final, TypeVar

from model.bill import FULL_PRICE_BP, Bill, BillLine, ManualDiscount
from model.ids import StaffId
from model.ledger import Account
from model.money import Money, yuan
from model.record import dataclass
from model.sale import Tender
from model.shop import Item, ItemKind, Plan
from services.demo.catalog import EXAMPLE
from services.demo.founding import Founded

T = TypeVar("T")

_LINES: Final = (1,) * 62 + (2,) * 28 + (3,) * 10
_TENDERS: Final = (
    (Account.WECHAT,) * 50 + (Account.ALIPAY,) * 24 + (Account.CASH,) * 18 + (Account.BANK_CARD,) * 8
)
_RATINGS: Final = (5,) * 68 + (4,) * 22 + (3,) * 7 + (2,) * 2 + (1,)
_FREE_TOP_UPS: Final = (yuan(100), yuan(200), yuan(200), yuan(300))
_NOTES_YUAN: Final = (10, 50, 100)
_EXTRA: Final = ("其他服务", (yuan(10), yuan(20), yuan(30), yuan(50)))
_FREE_TOP_UP_SHARE: Final = 0.06
_TWO_TENDERS_SHARE: Final = 0.04
_EXTRA_SHARE: Final = 0.006
_TWO_PIECES_SHARE: Final = 0.06
_OWN_STYLIST_SHARE: Final = 0.7
_RATED_SHARE: Final = 0.3
_DISCOUNTS: Final = (
    (0.018, ManualDiscount("老顾客优惠", percent_bp=500)),
    (0.024, ManualDiscount("等候时间长", percent_bp=1_000)),
    (0.026, ManualDiscount("效果不满意", percent_bp=2_000)),
)
"""Cumulative shares; what is above the cashier's limit needs a manager."""

SALE_REASONS: Final = ("项目点错", "金额输错", "多收了一项")
TOP_UP_REASONS: Final = ("充值方案选错", "充错会员")
RETURN_REASONS: Final = ("产品退货", "产品不合用")
NO_PHONE_REASONS: Final = ("不愿留电话", "与家人共用电话", "手机号正在更换")


@dataclass(frozen=True, slots=True)
class Habit:
    """What stays the same about a member."""

    is_man: bool
    keeps_stored_value: bool
    stylist: int


class Choices:
    """Draws for one founded shop; the same random numbers give the same customers."""

    def __init__(self, founded: Founded, rng: Random) -> None:
        self.random = rng.random
        self._items = founded.items
        # Positions, since drawing a thing by its fields costs more than all the rest.
        positions = range(len(founded.items))
        self._wanted = {
            False: _pool(positions, [i.wanted_by_women for i in EXAMPLE.items]),
            True: _pool(positions, [i.wanted_by_men for i in EXAMPLE.items]),
        }
        self._plans = _pool(founded.plans, [p.taken for p in EXAMPLE.plans])
        self._stylists = [p.id for p in _pool(founded.staff, [s.served for s in EXAMPLE.staff])]
        self._rounding = founded.settings.policy.rounding
        self._line = cache(self._make_line)

    def offer(self, plans: Sequence[Plan]) -> None:
        """More plans to choose from, each as often as it is taken."""
        self._plans += tuple(plans)

    def one(self, values: Sequence[T]) -> T:
        return values[int(self.random() * len(values))]

    def happens(self, share: float) -> bool:
        return self.random() < share

    def habit(self, is_man: bool) -> Habit:
        return Habit(is_man, self.happens(0.58), int(self.random() * len(self._stylists)))

    def bill(self, habit: Habit, tier_discount_bp: int = FULL_PRICE_BP) -> Bill:
        """One to three lines, served by the member's own stylist or whoever is free."""
        pool = self._wanted[habit.is_man]
        wanted = dict.fromkeys(self.one(pool) for _ in range(self.one(_LINES)))
        lines = [self._line(at, self._pieces(self._items[at]), self._server(habit)) for at in wanted]
        if self.happens(_EXTRA_SHARE):
            lines.append(BillLine(_EXTRA[0], self.one(_EXTRA[1]), served_by=self._server(habit)))
        return Bill(tuple(lines), tier_discount_bp, self._discount(), self._rounding)

    def _make_line(self, at: int, quantity: int, served_by: StaffId) -> BillLine:
        item = self._items[at]
        return BillLine(
            item.name,
            item.price,
            quantity,
            item.id,
            served_by,
            item.cost,
            item.earns_points,
            item.discountable,
        )

    def _pieces(self, item: Item) -> int:
        return 2 if item.kind is ItemKind.PRODUCT and self.happens(_TWO_PIECES_SHARE) else 1

    def _server(self, habit: Habit) -> StaffId:
        if self.happens(_OWN_STYLIST_SHARE):
            return self._stylists[habit.stylist]
        return self.one(self._stylists)

    def _discount(self) -> ManualDiscount | None:
        drawn = self.random()
        if drawn >= _DISCOUNTS[-1][0]:
            return None
        return next(discount for share, discount in _DISCOUNTS if drawn < share)

    def rating(self) -> int | None:
        return self.one(_RATINGS) if self.happens(_RATED_SHARE) else None

    def tenders(self, due: Money) -> tuple[Tender, ...]:
        """How the part of a bill is paid that doesn't come from stored value."""
        if not due:
            return ()
        first = self.one(_TENDERS)
        if due.fen < 2_000 or not self.happens(_TWO_TENDERS_SHARE):
            return (self._tender(first, due),)
        second = self.one([a for a in dict.fromkeys(_TENDERS) if a is not first])
        part = Money(due.fen // 200 * 100)
        return (self._tender(first, part), self._tender(second, due - part))

    def _tender(self, account: Account, amount: Money) -> Tender:
        if account is not Account.CASH or self.happens(0.3):
            return Tender(account, amount, amount)
        note_fen = self.one(_NOTES_YUAN) * 100
        return Tender(account, amount, Money(-(-amount.fen // note_fen) * note_fen))

    def top_up(self) -> tuple[Plan | None, Money]:
        """A plan with its price, or no plan and a free amount."""
        if self.happens(_FREE_TOP_UP_SHARE):
            return None, self.one(_FREE_TOP_UPS)
        plan = self.one(self._plans)
        return plan, plan.pay

    def top_up_tenders(self, paid: Money) -> tuple[tuple[Account, Money], ...]:
        return tuple((tender.account, tender.amount) for tender in self.tenders(paid))


def _pool(values: Sequence[T], weights: Sequence[int]) -> tuple[T, ...]:
    """Each value as often as its weight says, so that a plain draw is weighted."""
    return tuple(v for value, weight in zip(values, weights, strict=True) for v in [value] * weight)
