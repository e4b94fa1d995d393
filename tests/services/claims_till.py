"""Purchases with an instalment rebate, and claims of them, as tests of claims make them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from model.claim import ClaimInstalments, ClaimState
from model.commands import SaveSettings
from model.ids import InstalmentId, MemberId, PlanId, TxnId
from model.money import ZERO, Money, yuan
from model.offer import Offer, OfferedInstalments
from model.plan_commands import SavePlan
from model.rules import ClaimRules
from model.shop import Plan
from model.views import Done
from services import instalments, plans, settings
from services.ids import new_id
from tests.support import Till, command_id, txn


def rebate_plan(till: Till, count: int = 10, amount: Money = yuan(50), *, next_month: bool = False) -> PlanId:
    offer = Offer(instalments=OfferedInstalments(count, amount, next_month))
    plan = Plan(PlanId(new_id()), f"充500返{new_id().hex()[-4:]}", yuan(500), ZERO, offer=offer)
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, plan, "开业酬宾"))
    return plan.id


def promised(till: Till, member_id: MemberId, rules: ClaimRules = ClaimRules(), **offer: Any) -> TxnId:  # noqa: B008
    """A purchase of today under these rules; the shop's own rules change again right after it."""
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, rules))
    bought = txn(till.top_up(member_id, yuan(500), rebate_plan(till, **offer)))
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, ClaimRules(bonus_days=1)))
    return bought


def state(till: Till, member_id: MemberId) -> ClaimState:
    return till.ask(instalments.due, member_id)


def ids_of(till: Till, txn_id: TxnId) -> list[InstalmentId]:
    rows = till.rows("SELECT id FROM instalment WHERE txn_id = ? ORDER BY n", txn_id)
    return [InstalmentId(row[0]) for row in rows]


def claim(till: Till, member_id: MemberId, *instalment_ids: InstalmentId) -> Done:
    """Collect these, or everything that can be collected."""
    chosen = instalment_ids or tuple(one.id for one in state(till, member_id).claimable)
    return till.do(instalments.claim, ClaimInstalments(command_id(), till.people.cashier, member_id, chosen))


def go_to(till: Till, day: date, hour: int = 4) -> None:
    """Noon in Shanghai of a day; in steps, as a clock far ahead of the newest entry isn't believed."""
    target = int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() * 1000)
    now = till.clock.now_ms()
    while now + 20 * 86_400_000 < target:
        now += 20 * 86_400_000
        till.clock.set(now)
        till.member()
    till.clock.set(target)
