"""A shop that lives through the real services beside the reference: founded, asked, closed and proven."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from model.command import Command
from model.commands import Reverse, Save, SaveSettings
from model.errors import UserError
from model.gift import Gift, MoveKind
from model.ids import GiftId, ItemId, MemberId, PackKindId, PlanId, TierId, TxnId
from model.ledger import TENDER_ACCOUNTS
from model.money import Money, yuan
from model.offer import Offer, OfferedGift, OfferedInstalments, OfferedPack
from model.pack import PackKind
from model.pack_commands import SavePackKind
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.rules import ClaimRules, PointsRules
from model.shop import Plan, Policy, SpendingOrder, Tier
from model.topup import LimitWarning
from model.views import Done
from model.voucher import VoucherTemplate
from services import catalog, gifts, packs, plans, settings
from services.ids import new_id
from tests.services.lives.holdings import (
    Bought,
    Claimed,
    ClaimRule,
    PackSold,
    PackUsed,
    Person,
    Sold,
)
from tests.services.lives.reference import Rules, Shop
from tests.services.voucher_desk import template
from tests.support import Till, command_id, fresh_shop

EVERY_LIMIT = frozenset(LimitWarning)
TIERS = ((0, 10_000), (80_000, 9_500), (300_000, 8_800))
"""(consumption that reaches it, what is paid of the list price)."""
VOUCHER_OFF = 2_000
GIFT_POINTS = 300
SERVICE_PRICE = 3_000

small = st.integers(0, 7)
tenders = st.sampled_from(TENDER_ACCOUNTS)


class Founding(RuleBasedStateMachine):
    """A shop with three members, all that it sells and promises, and the reference beside it."""

    @initialize(
        order=st.sampled_from(SpendingOrder),
        months=st.sampled_from((0, 1, 2)),
        claims=st.sampled_from((ClaimRule(), ClaimRule(False, 10, False, 20), ClaimRule(bonus_days=40))),
    )
    def open(self, order: SpendingOrder, months: int, claims: ClaimRule) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "shop.guimi"
        self.till = Till(self.path, fresh_shop(self.path))
        self.ids: dict[Person, MemberId] = {}
        self.newest: dict[str, bytes] = {"bonus_lot": b"", "instalment": b"", "pack": b"", "voucher": b""}
        self.tops: list[tuple[TxnId, Bought]] = []
        self.sold: list[tuple[TxnId, Sold]] = []
        self.claimed: list[tuple[TxnId, Claimed]] = []
        self.pack_sales: list[tuple[TxnId, PackSold]] = []
        self.pack_uses: list[tuple[TxnId, PackUsed]] = []
        self.exchanged: list[tuple[TxnId, Person]] = []
        self.shop = Shop(Rules(order.value, 1, 1, months, (6, 7), claims), date.min)
        self._set_rules()
        self._stock()
        for name in ("甲", "乙", "丙"):
            self._sign_up(name)

    def teardown(self) -> None:
        if not hasattr(self, "till"):
            return
        try:
            self.till.prove()
        finally:
            self.close()

    def close(self) -> None:
        self.till.close()
        shutil.rmtree(self.folder)

    def _set_rules(self) -> None:
        rules, claims = self.shop.rules, self.shop.rules.claims
        self.till.policy(
            Policy(spending_order=SpendingOrder(rules.order), points_per_yuan=rules.points_per_yuan)
        )
        for section in (
            PointsRules(
                double_weekdays=rules.double_weekdays,
                fen_per_point=rules.fen_per_point,
                valid_months=rules.valid_months,
            ),
            ClaimRules(claims.roll_over, claims.window_days, claims.several, bonus_days=claims.bonus_days),
        ):
            self._book(settings.save, SaveSettings(command_id(), self.till.people.owner, section))

    def _stock(self) -> None:
        """Everything that the shop sells and promises."""
        owner = self.till.people.owner
        for rank, (threshold, paid_bp) in enumerate(TIERS[1:]):
            tier = Tier(TierId(new_id()), f"{rank} 级", rank, paid_bp, threshold=Money(threshold))
            self._book(catalog.save, Save(command_id(), owner, tier))
        self.gift = Gift(GiftId(new_id()), "护发套装", yuan(500), yuan(100), GIFT_POINTS)
        self._book(gifts.save_gift, SaveGift(command_id(), owner, self.gift))
        stock = MoveStock(command_id(), owner, self.gift.id, MoveKind.IN, 1_000, "进货")
        self._book(gifts.move_stock, stock)
        item = self.till.item("护理", Money(SERVICE_PRICE))
        self.kinds = [self._kind(item, 3, 7_000, None), self._kind(item, 7, 10_000, 25)]
        self.template: VoucherTemplate = template(self.till)
        self.plans: list[Plan | None] = [
            None,
            self._plan("充500送500", 50_000, 50_000, None),
            self._plan("充300送30限30天", 30_000, 3_000, 30),
            self._plan("返利", 50_000, 0, None, Offer(instalments=OfferedInstalments(4, yuan(50), False))),
            self._plan(
                "大礼包",
                50_000,
                8_000,
                None,
                Offer(
                    (OfferedGift(self.gift.id, 1),),
                    OfferedInstalments(3, yuan(40)),
                    (OfferedPack(self.kinds[0].id, 1),),
                ),
                2,
            ),
        ]

    def _kind(self, item: ItemId, sessions: int, price: int, days: int | None) -> PackKind:
        kind = PackKind(PackKindId(new_id()), f"护理{sessions}次", item, sessions, Money(price), days, True)
        self._book(packs.save_kind, SavePackKind(command_id(), self.till.people.owner, kind))
        return kind

    def _plan(
        self,
        name: str,
        pay: int,
        bonus: int,
        days: int | None,
        offer: Offer = Offer(),  # noqa: B008
        vouchers: int = 0,
    ) -> Plan:
        of = self.template.id if vouchers else None
        plan = Plan(
            PlanId(new_id()), name, Money(pay), Money(bonus), days, voucher_template_id=of, vouchers=vouchers,
            offer=offer,
        )  # fmt: skip
        self._book(plans.save_plan, SavePlan(command_id(), self.till.people.owner, plan, "老板说了算"))
        return plan

    def _sign_up(self, name: str) -> None:
        person = Person(name)
        self.shop.people.append(person)
        self.ids[person] = self.till.member(name)

    # ── carrying out ──

    def someone(self, who: int) -> Person:
        """Mostly somebody whose account can be touched; now and then it must be refused."""
        free = [person for person in self.shop.people if person.free]
        among = free if free and who % 8 else self.shop.people
        return among[who // 8 % len(among)] if who >= 8 else among[who % len(among)]

    def tier_bp(self, person: Person) -> int:
        """What the member pays of the list price: the tier that their consumption reaches."""
        if person.mixed:
            # A merge gives the higher tier of the two, and undoing it what is left: taken as it is.
            rows = "SELECT t.discount_bp FROM member m JOIN tier t ON t.id = m.tier_id WHERE m.id = ?"
            return next((bp for (bp,) in self.till.rows(rows, self.ids[person])), 10_000)
        return [bp for threshold, bp in TIERS if threshold <= person.spent][-1]

    def reversal(
        self, txn_id: TxnId, quantities: tuple[tuple[int, int], ...] = (), amount: Money | None = None
    ) -> Reverse:
        by = self.till.people.manager
        return Reverse(command_id(), by, txn_id, "开错单", None, quantities, amount, False)

    def new(self, table: str) -> list[bytes]:
        """Ids of rows that came since this was last asked, in the order in which they were made."""
        rows = self.till.rows(f"SELECT id FROM {table} WHERE id > ? ORDER BY id", self.newest[table])
        found = [id_ for (id_,) in rows]
        self.newest[table] = found[-1] if found else self.newest[table]
        return found

    def _book(self, use_case: Callable[[Any, Any], Done], command: Command) -> Done:
        self.till.clock.advance(timedelta(seconds=1))
        self.follow_the_clock()
        return self.till.do(use_case, command)

    def follow_the_clock(self) -> None:
        """The day ends at four in the morning, be it sealed or not."""
        local = self.till.ask(lambda read: read.local(read.now_ms))
        self.shop.day = (local - timedelta(hours=4)).date()

    def refused(self, use_case: Callable[[Any, Any], Done], command: Command) -> None:
        with pytest.raises(UserError):
            self.till.do(use_case, command)
