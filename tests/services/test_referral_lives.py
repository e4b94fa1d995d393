"""Random lives of givers and friends against a plain reference: who was paid what, after every step."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from model.friend_card import BenefitKind, FriendBenefit, FriendCard, GiverReward, RewardKind
from model.friend_commands import GiveHonor
from model.ids import MemberId, TxnId
from model.money import Money
from model.referral import Honor, RewardState
from model.shop import Policy
from services import honors, referrals
from tests.effort import often
from tests.services.friends import bonus, bring, card_kind, give, pay_due
from tests.support import Till, command_id, fresh_shop, txn

CAP = 2
FACTOR = 150
GIFT = 2_000
VALUE = 3_000
small = st.integers(0, 5)


@dataclass(slots=True)
class Friend:
    """What the reference knows: the promise for this friend, and what the giver keeps without right."""

    id: MemberId
    giver: int
    state: str = "waiting"
    amount: int = 0
    sale: TxnId | None = None
    due_on: date = date.min
    month: tuple[int, int] = (0, 0)
    owed: int = 0
    lot_left: int = 0
    gift_left: int = GIFT


@dataclass(slots=True)
class Giver:
    id: MemberId
    cards: list[FriendCard] = field(default_factory=list)
    honored: bool = False


class Lives(RuleBasedStateMachine):
    """Two givers, any order of what can happen to their friends."""

    @initialize(hold=st.sampled_from((0, 3)), minimum=st.sampled_from((0, 5_000)))
    def open(self, hold: int, minimum: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "shop.guimi"
        self.till = Till(self.path, fresh_shop(self.path))
        self.till.policy(
            Policy(referral_hold_days=hold, referral_cap_per_month=CAP, honor_factor_percent=FACTOR)
        )
        self.hold, self.minimum = hold, minimum
        gift = FriendBenefit(BenefitKind.BONUS, Money(GIFT))
        reward = GiverReward(RewardKind.BONUS, VALUE)
        self.kind = card_kind(self.till, reward, gift, minimum=Money(minimum))
        self.givers = [Giver(self.till.member(f"赠卡人{n}")) for n in range(2)]
        self.friends: list[Friend] = []
        self.sales: list[tuple[TxnId, Friend]] = []
        self.today = self.till.ask(lambda read: read.today)
        for who in (0, 1, 0, 0):
            self.give_and_use(who)

    def teardown(self) -> None:
        if not hasattr(self, "till"):
            return
        try:
            self.till.prove()
        finally:
            self.till.close()
            shutil.rmtree(self.folder)

    @rule(who=small)
    def give_and_use(self, who: int) -> None:
        if len(self.friends) == 8:
            return
        giver = who % len(self.givers)
        (card,) = give(self.till, self.givers[giver].id, self.kind)
        n = len(self.friends)
        self.friends.append(Friend(bring(self.till, card, f"朋友{n}", f"1390000000{n}"), giver))

    @rule(which=small, amount=st.sampled_from((100, 2_000, 5_000, 9_900)), gift=st.booleans())
    def sell(self, which: int, amount: int, gift: bool) -> None:
        if not self.friends:
            return
        friend = self.friends[which % len(self.friends)]
        stored = min(amount, friend.gift_left) if gift else 0
        friend.gift_left -= stored
        done = self.till.sell(Money(amount), friend.id, stored=Money(stored))
        real = amount - stored
        if friend.state == "waiting" and real > 0 and real >= self.minimum:
            self._become_due(friend, txn(done))
        # Bonus that went back into a reversed sale is not followed here: only sales in cash are reversed.
        if not stored:
            self.sales.append((txn(done), friend))

    def _become_due(self, friend: Friend, sale: TxnId) -> None:
        month = (self.today.year, self.today.month)
        taken = sum(
            f.month == month and f.giver == friend.giver and f.state in ("due", "paid") for f in self.friends
        )
        if taken >= CAP:
            friend.state = "over"
            return
        value = VALUE * FACTOR // 100 if self.givers[friend.giver].honored else VALUE
        friend.state, friend.sale, friend.month = "due", sale, month
        friend.amount = max(0, value - friend.owed)
        friend.due_on = self.today + timedelta(days=self.hold)
        if not self.hold:
            self._paid(friend)

    def _paid(self, friend: Friend) -> None:
        friend.state, friend.lot_left = "paid", friend.amount

    @rule(which=small)
    def reverse(self, which: int) -> None:
        if not self.sales:
            return
        sale, friend = self.sales.pop(which % len(self.sales))
        self.till.reverse(sale, (0, 1))
        if friend.sale != sale:
            return
        if friend.state == "paid":
            friend.owed += friend.amount - friend.lot_left
        if friend.state in ("due", "paid"):
            friend.state, friend.sale, friend.lot_left, friend.amount = "waiting", None, 0, 0

    @rule(who=small, amount=st.sampled_from((500, 3_000)))
    def spend(self, who: int, amount: int) -> None:
        giver = who % len(self.givers)
        left = sum(f.lot_left for f in self.friends if f.giver == giver)
        part = min(amount, left)
        if part:
            self.till.sell(Money(part), self.givers[giver].id, stored=Money(part))
            self._follow(giver)

    @rule(which=small, amount=st.sampled_from((500, 3_000)))
    def regret(self, which: int, amount: int) -> None:
        """What leaves a debt: the giver spends, the friend's sale is reversed, the friend buys again."""
        paid = [f for f in self.friends if f.state == "paid" and f.sale in dict(self.sales)]
        if not paid:
            return
        friend = paid[which % len(paid)]
        self.spend(friend.giver, amount)
        self.reverse([sale for sale, _ in self.sales].index(friend.sale))  # type: ignore[arg-type]
        self.sell(self.friends.index(friend), 9_900, False)

    def _follow(self, giver: int) -> None:
        """Which lot was drawn from is the wallet's affair: only the sum is checked against the reference."""
        before = sum(f.lot_left for f in self.friends if f.giver == giver)
        rows = self.till.rows(
            "SELECT r.friend_id, b.remaining FROM referral_reward r JOIN posting p ON p.txn_id = "
            "r.reward_txn_id AND p.account = 'bonus' JOIN lot_balance b ON b.lot_id = p.lot_id "
            "WHERE r.state = 'paid'"
        )
        lots = dict(rows)
        for friend in self.friends:
            if friend.giver == giver and friend.state == "paid" and friend.id in lots:
                friend.lot_left = lots[friend.id]
        assert sum(f.lot_left for f in self.friends if f.giver == giver) < before

    @rule(days=st.sampled_from((1, 3, 20)))
    def wait(self, days: int) -> None:
        self.till.clock.advance(timedelta(days=days))
        self.today += timedelta(days=days)
        # A shop that wrote nothing for weeks would not believe its clock (services.clock_watch).
        self.till.sell(Money(100))

    @rule()
    def pay(self) -> None:
        due = [f for f in self.friends if f.state == "due" and f.due_on <= self.today]
        assert pay_due(self.till) == len(due)
        for friend in due:
            self._paid(friend)

    @rule(who=small)
    def honor(self, who: int) -> None:
        giver = self.givers[who % len(self.givers)]
        if not giver.honored:
            giver.honored = True
            owner = self.till.people.owner
            command = GiveHonor(command_id(), owner, giver.id, Honor.AMBASSADOR, self.today, None, "人气")
            self.till.do(honors.give, command)

    @invariant()
    def rewards_agree(self) -> None:
        if not hasattr(self, "till"):
            return
        for n, giver in enumerate(self.givers):
            mine = [f for f in self.friends if f.giver == n]
            assert bonus(self.till, giver.id) == Money(sum(f.lot_left for f in mine))
            seen = self.till.ask(referrals.of_member, giver.id)
            states = [r.state for r in seen.rewards]
            assert states.count(RewardState.PENDING) == sum(f.state in ("waiting", "due") for f in mine)
            assert states.count(RewardState.PAID) == sum(f.state == "paid" for f in mine)
            kept = sum(f.owed + f.amount * (f.state == "paid") for f in mine)
            assert seen.paid_bonus == Money(kept)
            assert all(f.amount + f.owed <= max(VALUE * FACTOR // 100, f.owed) for f in mine)


Lives.TestCase.settings = settings(
    max_examples=often(30, 100),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# A failure is made smaller before it is told, which takes a while.
TestLives = pytest.mark.timeout(900)(pytest.mark.slow(Lives.TestCase))
