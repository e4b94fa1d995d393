"""Random lives of givers and friends against a plain reference: who was paid what, after every step.

Friends buy and have sessions of packs; a giver's two records are made one and parted again.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from model.errors import UserError
from model.friend_card import BenefitKind, FriendBenefit, GiverReward, RewardKind
from model.friend_commands import GiveHonor
from model.ids import MemberId, TxnId
from model.money import Money
from model.referral import Honor, RewardState
from model.shop import Policy
from services import honors, referrals
from tests.effort import often
from tests.services.friends import bring, card_kind, give, pay_due
from tests.services.lives.test_back_to_merged import merge, unmerge
from tests.services.test_packs import kind as pack_kind
from tests.services.test_packs import of as packs_of
from tests.services.test_packs import sell as sell_pack
from tests.services.test_packs import use as use_pack
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
    record: int = 0
    """Of the giver's two records the one that the reward is for: 0 their own, 1 the other."""
    referrer: int = 0
    """Of these two the one that is the friend's referrer now."""
    came: bool = False
    """The friend went over with a merge, and goes back with it."""
    state: str = "waiting"
    amount: int = 0
    sale: TxnId | None = None
    due_on: date = date.min
    month: tuple[int, int] = (0, 0)
    owed: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 0})
    """By record."""
    lot_left: int = 0
    gift_left: int = GIFT


@dataclass(slots=True)
class Giver:
    id: MemberId
    other: MemberId
    """Another record of the same person."""
    honored: bool = False
    merged: bool = False

    @property
    def holder(self) -> MemberId:
        return self.other if self.merged else self.id

    @property
    def now(self) -> int:
        """The record that stands for the giver's own."""
        return int(self.merged)

    def one_with(self, record: int) -> set[int]:
        return {0, 1} if self.merged else {record}


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
        self.givers = [
            Giver(self.till.member(f"赠卡人{n}"), self.till.member(f"赠卡人{n}")) for n in range(2)
        ]
        self.friends: list[Friend] = []
        self.sales: list[tuple[TxnId, Friend]] = []
        self.sessions: set[TxnId] = set()
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
        (card,) = give(self.till, self.givers[giver].holder, self.kind)
        n, now = len(self.friends), self.givers[giver].now
        friend_id = bring(self.till, card, f"朋友{n}", f"1390000000{n}")
        self.friends.append(Friend(friend_id, giver, record=now, referrer=now))

    @rule(which=small, amount=st.sampled_from((100, 2_000, 5_000, 9_900)), gift=st.booleans())
    def sell(self, which: int, amount: int, gift: bool) -> None:
        if not self.friends:
            return
        friend = self.friends[which % len(self.friends)]
        stored = min(amount, friend.gift_left) if gift else 0
        friend.gift_left -= stored
        done = self.till.sell(Money(amount), friend.id, stored=Money(stored))
        self._paid_for(friend, txn(done), amount - stored)
        # Bonus that went back into a reversed sale is not followed here: only sales in cash are reversed.
        if not stored:
            self.sales.append((txn(done), friend))

    @rule(which=small, amount=st.sampled_from((100, 5_000, 9_900)))
    def have_a_session(self, which: int, amount: int) -> None:
        """Of a pack of two that the friend buys for it: the sale of the pack earns nothing."""
        if not self.friends:
            return
        friend = self.friends[which % len(self.friends)]
        sell_pack(self.till, friend.id, pack_kind(self.till, Money(2 * amount), 2))
        # The one just sold: a session that was taken back leaves an older one whole again.
        pack = max(packs_of(self.till, friend.id), key=lambda p: p.id)
        had = txn(use_pack(self.till, pack))
        self._paid_for(friend, had, amount)
        self.sales.append((had, friend))
        self.sessions.add(had)

    def _paid_for(self, friend: Friend, purchase: TxnId, real: int) -> None:
        if friend.state == "waiting" and real > 0 and real >= self.minimum:
            self._become_due(friend, purchase)

    def _become_due(self, friend: Friend, sale: TxnId) -> None:
        giver, month = self.givers[friend.giver], (self.today.year, self.today.month)
        records = giver.one_with(friend.record)
        mine = [f for f in self.friends if f.giver == friend.giver and f.record in records]
        taken = sum(f.month == month and f.state in ("due", "paid") for f in mine)
        if taken >= CAP:
            friend.state = "over"
            return
        bears = giver.honored and friend.record == giver.now
        value = VALUE * FACTOR // 100 if bears else VALUE
        friend.state, friend.sale, friend.month = "due", sale, month
        friend.amount = max(0, value - sum(friend.owed[record] for record in records))
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
        self.till.reverse(sale, *(() if sale in self.sessions else ((0, 1),)))
        if friend.sale != sale or friend.state not in ("due", "paid"):
            return
        if friend.state == "paid":
            friend.owed[friend.record] += friend.amount - friend.lot_left
        giver = self.givers[friend.giver]
        holder = 1 if giver.merged else friend.record
        friend.state = "waiting" if friend.referrer == holder else "over"
        friend.record, friend.sale, friend.lot_left, friend.amount = holder, None, 0, 0

    @rule(who=small, amount=st.sampled_from((500, 3_000)))
    def spend(self, who: int, amount: int) -> None:
        giver = who % len(self.givers)
        part = min(amount, self._bonus_of(self.givers[giver].holder))
        if part:
            holder = self.givers[giver].holder
            self.till.sell(Money(part), holder, stored=Money(part))
            self._follow(giver)

    def _bonus_of(self, *records: MemberId) -> int:
        """As booked on these records themselves."""
        marks = ",".join("?" * len(records))
        sql = f"SELECT coalesce(sum(remaining), 0) FROM lot_balance WHERE member_id IN ({marks})"
        return int(self.till.rows(sql, *records)[0][0])

    @rule(who=small)
    def merge(self, who: int) -> None:
        number = who % len(self.givers)
        giver = self.givers[number]
        if giver.merged:
            return
        merge(self.till, giver.id, giver.other)
        giver.merged = True
        for friend in (f for f in self.friends if f.giver == number and f.referrer == 0):
            friend.referrer, friend.came = 1, True
            if friend.state in ("waiting", "due"):
                friend.record = 1

    @rule(who=small)
    def part(self, who: int) -> None:
        """What came over and was used since keeps the records together."""
        number = who % len(self.givers)
        giver = self.givers[number]
        if not giver.merged:
            return
        with suppress(UserError):
            unmerge(self.till, giver.id)
            self._parted(giver, number)

    def _parted(self, giver: Giver, number: int) -> None:
        giver.merged = False
        for friend in (f for f in self.friends if f.giver == number and f.came):
            friend.referrer, friend.came = 0, False
            if friend.state in ("waiting", "due"):
                friend.record = 0

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
            "WITH RECURSIVE d (friend, lot) AS (SELECT r.friend_id, p.lot_id FROM referral_reward r "
            "JOIN posting p ON p.txn_id = r.reward_txn_id AND p.account = 'bonus' WHERE r.state = 'paid' "
            "UNION SELECT d.friend, i.lot_id FROM d JOIN posting o ON o.lot_id = d.lot "
            "AND o.account = 'bonus' JOIN transfer x ON x.txn_id = o.txn_id AND x.role = 'out' "
            "AND x.kind = 'merge' "
            "JOIN posting i ON i.txn_id = x.other_txn_id AND i.n = o.n) "
            "SELECT d.friend, sum(b.remaining) FROM d JOIN lot_balance b ON b.lot_id = d.lot GROUP BY 1"
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
        if not (giver.honored or giver.merged):
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
            assert self._bonus_of(giver.id, giver.other) == sum(f.lot_left for f in mine)
            seen = [self.till.ask(referrals.of_member, one) for one in (giver.id, giver.other)]
            states = [r.state for of in seen for r in of.rewards]
            assert states.count(RewardState.PENDING) == sum(f.state in ("waiting", "due") for f in mine)
            assert states.count(RewardState.PAID) == sum(f.state == "paid" for f in mine)
            kept = sum(sum(f.owed.values()) + f.amount * (f.state == "paid") for f in mine)
            assert sum(of.paid_bonus.fen for of in seen) == kept


Lives.TestCase.settings = settings(
    max_examples=often(30, 100),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# A failure is made smaller before it is told, which takes a while.
TestLives = pytest.mark.timeout(900)(pytest.mark.slow(Lives.TestCase))
