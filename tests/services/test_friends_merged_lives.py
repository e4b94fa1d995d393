"""Random lives of givers, friends and merged records, with evenings and clocks set back: the books hold."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from model.account_commands import UnmergeMembers
from model.card_refund import Cause
from model.errors import UserError
from model.friend_card import FriendCard
from model.ids import FriendCardKindId, MemberId, PackId, TxnId
from model.money import Money, yuan
from model.pack import PackKind
from model.pack_commands import UsePack
from model.shop import Policy
from services import clock_watch, merging, packs
from services.storage import txn_rows
from tests.effort import often
from tests.services import friends
from tests.services.test_card_refunds import refund
from tests.services.test_closing import seal
from tests.services.test_merging import merge
from tests.services.test_packs import kind, sell
from tests.support import Till, command_id, txn


@dataclass
class Life:
    till: Till
    chance: random.Random
    cards_of: FriendCardKindId
    packs_of: PackKind
    people: list[MemberId]
    cards: list[FriendCard] = field(default_factory=list)
    known: list[TxnId] = field(default_factory=list)

    def step(self) -> None:
        """One thing of those that can happen, to somebody; what is refused changes nothing."""
        (act,) = self.chance.choices(ACTS, WEIGHTS)
        with contextlib.suppress(UserError):
            act(self, self.chance.choice(self.people))

    def give(self, who: MemberId) -> None:
        self.cards += friends.give(self.till, who, self.cards_of, 2)

    def bring(self, _: MemberId) -> None:
        if self.cards and len(self.people) < 9:
            n = len(self.people)
            card = self.cards.pop(self.chance.randrange(len(self.cards)))
            self.people.append(friends.bring(self.till, card, f"朋友{n}", f"139{n:08d}"))

    def top_up(self, who: MemberId) -> None:
        self.known.append(txn(self.till.top_up(who, yuan(self.chance.randrange(1, 400)))))

    def buy(self, who: MemberId) -> None:
        amount = self.chance.choice((500, 3_000, 8_000))
        most = min(amount, self.till.wallet(who).principal.fen)
        stored = Money(self.chance.choice((0, most)))
        self.known.append(txn(self.till.sell(Money(amount), who, stored=stored)))

    def take_back(self, _: MemberId) -> None:
        if not self.known:
            return
        which = self.chance.choice(self.known[-20:])
        ((booked, amount),) = self.till.rows("SELECT kind, amount FROM txn WHERE id = ?", which)
        if booked == "sale":
            self.till.reverse(which, (0, 1))
        else:
            self.till.reverse(which, amount=Money(amount))

    def buy_pack(self, who: MemberId) -> None:
        self.known.append(txn(sell(self.till, who, self.packs_of)))

    def have_session(self, _: MemberId) -> None:
        rows = self.till.rows("SELECT id FROM pack WHERE sessions_left > 0")
        if rows:
            pack_id = PackId(self.chance.choice(rows)[0])
            used = self.till.do(packs.use, UsePack(command_id(), self.till.people.cashier, pack_id))
            self.known.append(txn(used))

    def merge(self, who: MemberId) -> None:
        merge(self.till, who, self.chance.choice(self.people))

    def part(self, who: MemberId) -> None:
        for found in self.till.ask(merging.of_member, who)[:1]:
            command = UnmergeMembers(command_id(), self.till.people.manager, found.merge_id, "弄错了")
            self.till.do(merging.unmerge, command)

    def refund(self, who: MemberId) -> None:
        refund(self.till, who, self.chance.choice(list(Cause)))

    def pay_due(self, _: MemberId) -> None:
        friends.pay_due(self.till)

    def seal(self, _: MemberId) -> None:
        seal(self.till)

    def wait(self, _: MemberId) -> None:
        self.till.clock.advance(timedelta(days=self.chance.choice((0, 0, 1, 5)), hours=7))

    def set_back(self, _: MemberId) -> None:
        self.till.clock.advance(timedelta(days=-2))
        self.till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), self.till.people.manager))

    def check_newest(self) -> None:
        """What the newest transaction says that its member has afterwards is what they have."""
        ((member_id, *after),) = self.till.rows(
            "SELECT member_id, principal_after, points_after FROM txn ORDER BY row DESC LIMIT 1"
        )
        if member_id is not None:
            wallet = self.till.ask(lambda read: txn_rows.wallet(read.conn, member_id))
            assert [wallet.principal.fen, wallet.points] == after


_WEIGHED: dict[Callable[[Life, MemberId], None], int] = {
    Life.buy: 10, Life.take_back: 9, Life.have_session: 6, Life.wait: 5, Life.merge: 5, Life.part: 6,
    Life.bring: 5, Life.give: 4, Life.top_up: 4, Life.buy_pack: 4, Life.refund: 3, Life.pay_due: 3,
    Life.seal: 2, Life.set_back: 1,
}  # fmt: skip
ACTS, WEIGHTS = list(_WEIGHED), list(_WEIGHED.values())


@pytest.mark.parametrize("seed", range(often(12, 200)))
def test_any_order_of_friends_merges_and_refunds_keeps_the_books(till: Till, seed: int) -> None:
    chance = random.Random(seed)
    till.policy(Policy(referral_hold_days=chance.choice((0, 0, 2)), referral_cap_per_month=0))
    life = Life(till, chance, friends.card_kind(till), kind(till), [till.member() for _ in range(3)])
    till.sell(yuan(1), life.people[0])
    for _ in range(8):
        for _ in range(20):
            life.step()
            life.check_newest()
        till.prove()
