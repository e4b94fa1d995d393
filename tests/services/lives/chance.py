"""Long lives by chance: the same steps as hypothesis takes, as often as a shop takes them, by a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from model.card_refund import Cause
from model.ledger import TENDER_ACCOUNTS
from model.shop import SpendingOrder
from tests.services.lives.holdings import ClaimRule
from tests.services.lives.moving import Moving

CLAIM_RULES = (ClaimRule(), ClaimRule(False, 10, False, 20), ClaimRule(bonus_days=40))


def begin(life: Moving, chance: Random) -> None:
    orders = list(SpendingOrder)
    life.open(chance.choice(orders), chance.choice((0, 1, 2)), chance.choice(CLAIM_RULES))
    life.nothing_moved()


def step(life: Moving, chance: Random) -> str:
    """One thing of those that can happen, the usual ones more often; answers which."""
    acts, weights = zip(*_ACTS, strict=True)
    (act,) = chance.choices(acts, weights)
    act(life, chance)
    return str(act.__name__)


def _n(chance: Random) -> int:
    return chance.randrange(1_000)


def top_up(life: Moving, c: Random) -> None:
    life.top_up(who=_n(c), which=_n(c), by=c.choice(TENDER_ACCOUNTS), amount=c.randint(1, 60_000))


def sell(life: Moving, c: Random) -> None:
    life.sell(
        who=_n(c),
        lines=[(c.randint(500, 20_000), c.randint(1, 4)) for _ in range(c.randint(1, 3))],
        off_bp=c.choice((0, 0, 1_000, 3_333)),
        stored=c.randrange(5),
        spends_points=c.random() < 0.4,
        with_voucher=c.random() < 0.5,
        by=c.choice(TENDER_ACCOUNTS),
    )


def sale_back(life: Moving, c: Random) -> None:
    life.sale_back(which=c.randrange(6), pieces=[c.randrange(5) for _ in range(3)], whole=c.random() < 0.4)


def claim(life: Moving, c: Random) -> None:
    life.claim(who=_n(c))


def claim_back(life: Moving, c: Random) -> None:
    life.claim_back(which=-1 - c.randrange(3))


def top_up_back(life: Moving, c: Random) -> None:
    life.top_up_back(which=-1 - c.randrange(4), quarter=c.randint(1, 4))


def sell_packs(life: Moving, c: Random) -> None:
    life.sell_packs(
        who=_n(c), which=_n(c), count=c.randint(1, 2), stored=c.randrange(3), by=c.choice(TENDER_ACCOUNTS)
    )


def use_pack(life: Moving, c: Random) -> None:
    life.use_pack(which=_n(c), sessions=c.choice((1, 1, 2, 3)))


def packs_back(life: Moving, c: Random) -> None:
    life.packs_back(which=-1 - c.randrange(3))


def pack_use_back(life: Moving, c: Random) -> None:
    life.pack_use_back(which=-1 - c.randrange(4))


def extend_pack(life: Moving, c: Random) -> None:
    life.extend_pack(which=_n(c), days=c.randint(1, 60))


def refund_pack(life: Moving, c: Random) -> None:
    life.refund_pack(which=_n(c), cause=c.choice(list(Cause)))


def adjust_points(life: Moving, c: Random) -> None:
    life.adjust_points(who=_n(c), by=c.choice((-1, 1)) * c.randint(1, 400))


def gift_for_points(life: Moving, c: Random) -> None:
    life.gift_for_points(who=_n(c))


def gift_back(life: Moving, c: Random) -> None:
    life.gift_back(which=_n(c))


def transfer(life: Moving, c: Random) -> None:
    life.transfer(who=_n(c), other=_n(c), quarter=c.randint(1, 4), everything=c.random() < 0.4)


def transfer_back(life: Moving, c: Random) -> None:
    life.transfer_back(which=-1 - c.randrange(3))


def merge(life: Moving, c: Random) -> None:
    life.merge(who=_n(c), other=_n(c))


def unmerge(life: Moving, c: Random) -> None:
    life.unmerge(which=-1 - c.randrange(3))


def ask_card_refund(life: Moving, c: Random) -> None:
    if not any(person.frozen for person in life.shop.people):
        life.ask_card_refund(who=_n(c))


def decide_card_refund(life: Moving, c: Random) -> None:
    life.decide_card_refund(
        which=_n(c), cause=c.choice(list(Cause)), reading=_n(c), pay=c.random() < 0.6, close=c.random() < 0.2
    )


def reopen_account(life: Moving, c: Random) -> None:
    closed = [n for n, person in enumerate(life.shop.people) if person.closed]
    if closed:
        life.reopen_account(who=c.choice(closed))


def time_passes(life: Moving, c: Random) -> None:
    life.time_passes(days=c.choice((0, 0, 1, 3, 9, 20)), hours=c.randint(1, 30), by=c.choice(TENDER_ACCOUNTS))


def what_is_over(life: Moving, _: Random) -> None:
    life.what_is_over_is_booked()


def day_closes(life: Moving, _: Random) -> None:
    life.the_day_closes()


def rules_change(life: Moving, c: Random) -> None:
    life.the_shop_changes_its_rules(order=c.choice(list(SpendingOrder)), claims=c.choice(CLAIM_RULES))


_ACTS: tuple[tuple[Callable[[Moving, Random], None], int], ...] = (
    (sell, 16), (top_up, 8), (sale_back, 8), (claim, 6), (time_passes, 6), (use_pack, 6), (sell_packs, 4),
    (decide_card_refund, 4), (transfer, 3), (transfer_back, 2), (claim_back, 2), (top_up_back, 2),
    (packs_back, 1), (pack_use_back, 2), (extend_pack, 1), (refund_pack, 2), (adjust_points, 1),
    (gift_for_points, 1), (gift_back, 1), (merge, 1), (unmerge, 2), (ask_card_refund, 2), (reopen_account, 1),
    (what_is_over, 3), (day_closes, 2), (rules_change, 1),
)  # fmt: skip
