"""A member who has plenty of everything: what no list may cut off, and no list may freeze over."""

from __future__ import annotations

from dataclasses import replace

from model.ids import MemberId, PackKindId
from model.ledger import Account
from model.money import yuan
from model.pack import MOST_AT_ONCE, PackKind
from model.pack_commands import SavePackKind, SellPack
from model.sale import Payment, Tender
from model.topup import LimitWarning
from services import packs
from services.ids import new_id
from tests.services import friends, voucher_desk
from tests.services.claims_till import rebate_plan
from tests.support import Till, command_id

GIVEN_AT_ONCE = 500


def vouchers(till: Till, member_id: MemberId, count: int) -> None:
    """So many of ten kinds."""
    for n in range(10):
        of = voucher_desk.template(till, replace(voucher_desk.OFF_20, minimum=yuan(100)), f"满减 {n + 1}")
        voucher_desk.give(till, of, member_id, count // 10)


def friend_cards(till: Till, member_id: MemberId, count: int, used: int = 0) -> None:
    """So many cards; friends came with some of them."""
    policy = replace(friends.AT_ONCE, friend_cards_per_member=10_000, referral_cap_per_month=0)
    till.policy(policy)
    kind = friends.card_kind(till)
    cards = [
        card
        for first in range(0, count, GIVEN_AT_ONCE)
        for card in friends.give(till, member_id, kind, min(GIVEN_AT_ONCE, count - first))
    ]
    for n, card in enumerate(cards[:used]):
        till.sell(yuan(68), friends.bring(till, card, f"朋友{n + 1}", f"139{n:08d}"))


def session_packs(till: Till, member_id: MemberId, count: int) -> None:
    """So many packs of one kind, paid in WeChat."""
    kind = PackKind(PackKindId(new_id()), "头皮护理十次卡", till.item("护理"), 10, yuan(100), days=365)
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.manager, kind))
    for first in range(0, count, MOST_AT_ONCE):
        many = min(MOST_AT_ONCE, count - first)
        price = yuan(100) * many
        paid = Payment(tenders=(Tender(Account.WECHAT, price, price),))
        warnings = frozenset(LimitWarning)
        command = SellPack(command_id(), till.people.cashier, member_id, kind.id, many, paid, warnings)
        till.do(packs.sell, command)


def top_ups(till: Till, member_id: MemberId, count: int) -> None:
    """So many lots of bonus, and as many entries of the history."""
    plan = till.plan(yuan(10), yuan(1), 90)
    for _ in range(count):
        till.top_up(member_id, yuan(10), plan, confirmed=frozenset(LimitWarning))


def instalments(till: Till, member_id: MemberId, purchases: int) -> None:
    """Sixty instalments a purchase."""
    plan = rebate_plan(till, 60)
    for _ in range(purchases):
        till.top_up(member_id, yuan(500), plan, confirmed=frozenset(LimitWarning))
