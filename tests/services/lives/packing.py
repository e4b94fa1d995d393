"""Session packs and points at the counter, through the real services and in the reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from model.ids import PackId
from model.ledger import Account
from model.money import Money
from model.pack_commands import ExtendPack, SellPack, UsePack
from model.sale import Payment, Tender
from model.tier_commands import AdjustPoints, GiftForPoints
from services import packs, points, reversals
from tests.services.lives.founding import EVERY_LIMIT, GIFT_POINTS, SERVICE_PRICE, small, tenders
from tests.services.lives.holdings import Pack, PackSold, PackUsed
from tests.services.lives.paying import Paying
from tests.support import command_id, txn


class Packing(Paying):
    """Packs sold, used, extended, and points by hand and for gifts; each of them taken back."""

    # ── session packs ──

    @rule(who=small, which=small, count=st.integers(1, 2), stored=st.integers(0, 2), by=tenders)
    def sell_packs(self, who: int, which: int, count: int, stored: int, by: Account) -> None:
        person, kind = self.someone(who), self.kinds[which % len(self.kinds)]
        price = kind.price.fen * count
        part = min(price, person.principal * stored // 2)
        rest = Money(price - part)
        paid = (Tender(by, rest, rest),) if rest else ()
        payment = Payment(Money(part), paid)
        command = SellPack(
            command_id(), self.till.people.cashier, self.ids[person], kind.id, count, payment, EVERY_LIMIT,
            False,
        )  # fmt: skip
        if not person.free:
            self.refused(packs.sell, command)
            return
        if person.bonus(self.shop.day) and part < price:
            # Bonus never buys packs.
            over = Money(person.principal + 1)
            if over.fen <= price:
                left = Money(price) - over
                tender = (Tender(by, left, left),) if left else ()
                self.refused(packs.sell, replace(command, payment=Payment(over, tender)))
        done = self._book(packs.sell, command)
        person.principal -= part
        person.put_in += rest.fen
        person.first_paid = person.first_paid or self.shop.day
        self.shop.till[by.value] += rest.fen
        last = self.shop.day + timedelta(days=kind.days) if kind.days else None
        made = [Pack(person, kind.sessions, kind.price.fen, SERVICE_PRICE, last) for _ in range(count)]
        self.shop.packs |= dict(zip(self.new("pack"), made, strict=True))
        by_tender = {by.value: rest.fen} if rest else {}
        sold = PackSold(person, next(self.shop.steps), made, part, by_tender)
        self.pack_sales.append((txn(done), sold))

    @rule(which=small)
    def packs_back(self, which: int) -> None:
        if not self.pack_sales:
            return
        txn_id, sold = self.pack_sales[which % len(self.pack_sales)]
        owner = sold.packs[0].owner
        untouched = all(p.state == "open" and not p.had for p in sold.packs)
        if sold.gone or not untouched or not owner.free or owner is not sold.person:
            self.refused(reversals.execute, self.reversal(txn_id))
            return
        self._book(reversals.execute, self.reversal(txn_id))
        sold.gone = True
        owner.principal += sold.principal
        for account, amount in sold.by.items():
            self.shop.till[account] -= amount
            owner.put_in -= amount
        for pack in sold.packs:
            pack.state = "ended"

    @rule(which=small, sessions=st.integers(1, 3))
    def use_pack(self, which: int, sessions: int) -> None:
        there = [(id_, p) for id_, p in self.shop.packs.items() if p.state == "open"]
        if not there:
            return
        id_, pack = there[which % len(there)]
        command = UsePack(command_id(), self.till.people.cashier, PackId(id_), sessions, print_receipt=False)
        if sessions > pack.left or not pack.usable(self.shop.day) or not pack.owner.free:
            self.refused(packs.use, command)
            return
        done = self._book(packs.use, command)
        worth = pack.use(sessions)
        owner = pack.owner
        earned = self.shop.earns(worth)
        self.shop.earn(owner, earned)
        owner.spent += worth
        owner.visits += 1
        used = PackUsed(owner, next(self.shop.steps), self.shop.day, pack, sessions, worth, earned)
        self.pack_uses.append((txn(done), used))

    @rule(which=small)
    def pack_use_back(self, which: int) -> None:
        if not self.pack_uses:
            return
        txn_id, used = self.pack_uses[which % len(self.pack_uses)]
        pack = used.pack
        allowed = pack.state == "open" and pack.owner is used.person and pack.owner.free and not used.gone
        if not allowed:
            self.refused(reversals.execute, self.reversal(txn_id))
            return
        self._book(reversals.execute, self.reversal(txn_id))
        used.gone = True
        pack.had -= used.sessions
        pack.booked -= used.worth
        owner = pack.owner
        owner.points -= used.points
        owner.earned[used.day] -= used.points
        owner.spent -= used.worth
        owner.visits -= 1

    @rule(which=small, days=st.integers(1, 60))
    def extend_pack(self, which: int, days: int) -> None:
        there = [(id_, p) for id_, p in self.shop.packs.items() if p.last_day and p.state == "open"]
        if not there:
            return
        id_, pack = there[which % len(there)]
        until = self.shop.day + timedelta(days=days)
        command = ExtendPack(command_id(), self.till.people.manager, PackId(id_), until, "出差")
        if not pack.owner.free or until <= (pack.last_day or date.max):
            self.refused(packs.extend, command)
            return
        self._book(packs.extend, command)
        pack.last_day = until

    # ── points by hand and for gifts ──

    @rule(who=small, by=st.integers(-400, 400).filter(bool))
    def adjust_points(self, who: int, by: int) -> None:
        person = self.someone(who)
        command = AdjustPoints(command_id(), self.till.people.manager, self.ids[person], by, "补录")
        if not person.free or self.shop.usable_points(person) + by < 0 > by:
            self.refused(points.adjust, command)
            return
        self._book(points.adjust, command)
        if by > 0:
            self.shop.earn(person, by)
        else:
            person.points += by

    @rule(who=small)
    def gift_for_points(self, who: int) -> None:
        person = self.someone(who)
        command = GiftForPoints(command_id(), self.till.people.cashier, self.ids[person], self.gift.id)
        if not person.free or self.shop.usable_points(person) < GIFT_POINTS:
            self.refused(points.gift_for_points, command)
            return
        done = self._book(points.gift_for_points, command)
        person.points -= GIFT_POINTS
        self.exchanged.append((txn(done), person))

    @rule(which=small)
    def gift_back(self, which: int) -> None:
        if not self.exchanged:
            return
        at = which % len(self.exchanged)
        txn_id, person = self.exchanged[at]
        if not person.free:
            self.refused(reversals.execute, self.reversal(txn_id))
            return
        self._book(reversals.execute, self.reversal(txn_id))
        self.refused(reversals.execute, self.reversal(txn_id))
        person.points += GIFT_POINTS
        self.exchanged.pop(at)
