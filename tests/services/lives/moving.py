"""What moves between accounts, ends them, or comes about as days go by."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.card_refund import Cause, Result
from model.close import Count, SealDay, TenderTotal, tenders_to_count
from model.ids import MergeId, PackId, TxnId
from model.ledger import Account
from model.money import Money, yuan
from model.pack_commands import RefundPack
from model.refund_commands import AskCardRefund, PayCardRefund, ReopenAccount, WithdrawCardRefund
from model.rules import REFUNDS
from model.shop import SpendingOrder
from model.tier_commands import ExpireDue, ReviewTiers
from services import (
    card_refunds,
    closing,
    expiry,
    merging,
    pack_refunds,
    reversals,
    tier_review,
    transfers,
)
from tests.services.lives.founding import EVERY_LIMIT, small, tenders
from tests.services.lives.holdings import ClaimRule, Handed, Person, Sold
from tests.services.lives.packing import Packing
from tests.services.lives.reference import Rules
from tests.services.test_closing import pieces
from tests.support import command_id, txn


class Moving(Packing):
    """Several accounts: transfers, merges, refunds of cards and packs, and time."""

    @initialize()
    def nothing_moved(self) -> None:
        self.transfers: list[tuple[TxnId, Handed]] = []
        self.paid_out = 0
        self.interest = 0

    # ── one member gives to another ──

    @rule(who=small, other=small, quarter=st.integers(1, 4), everything=st.booleans())
    def transfer(self, who: int, other: int, quarter: int, everything: bool) -> None:
        giver, taker = self.someone(who), self.someone(other)
        part = None if everything else Money(giver.principal * quarter // 4)
        command = TransferBalance(
            command_id(), self.till.people.manager, self.ids[giver], self.ids[taker], part, "送给朋友",
            both_present=True, confirmed=EVERY_LIMIT, print_receipt=False,
        )  # fmt: skip
        day = self.shop.day
        lots = sorted(id_ for id_, lot in giver.lots.items() if lot.left and lot.usable(day) and everything)
        principal = giver.principal if part is None else part.fen
        if giver is taker or not (giver.free and taker.free and (principal or lots)):
            self.refused(transfers.execute, command)
            return
        done = self._book(transfers.execute, command)
        handed = self.shop.hand_over(giver, taker, principal, lots, self.new("bonus_lot"))
        giver.put_in -= principal
        taker.put_in += principal
        taker.first_paid = min(filter(None, (giver.first_paid, taker.first_paid)), default=None)
        self.transfers.append((txn(done), handed))

    @rule(which=small)
    def transfer_back(self, which: int) -> None:
        if not self.transfers:
            return
        txn_id, handed = self.transfers[which % len(self.transfers)]
        both = (handed.giver, handed.taker)
        settled = any(handed.at < p.settled_at for p in both)
        free = handed.giver.free and handed.taker.free
        if handed.gone or settled or not free or not handed.still_there:
            self.refused(reversals.execute, self.reversal(txn_id))
            return
        self._book(reversals.execute, self.reversal(txn_id))
        self.shop.hand_back(handed)
        handed.giver.put_in += handed.principal
        handed.taker.put_in -= handed.principal

    # ── two records of one person ──

    @rule(who=small, other=small)
    def merge(self, who: int, other: int) -> None:
        gone, kept = self.someone(who), self.someone(other)
        by = self.till.people.manager
        command = MergeMembers(command_id(), by, self.ids[gone], self.ids[kept], "同一个人")
        if gone is kept or not (gone.free and kept.free):
            self.refused(merging.merge, command)
            return
        self._book(merging.merge, command)
        handed = self._move_everything(gone, kept, self.new("bonus_lot"))
        for things in (handed.promises, handed.packs, handed.vouchers):
            for thing in things:
                thing.owner = kept
        for one in handed.followers:
            one.into = kept
        gone.into = kept
        for one in self.shop.family(kept):
            one.mixed |= set(self.shop.family(kept))
        self.shop.merges.append(handed)

    def _move_everything(self, gone: Person, kept: Person, new_lots: list[bytes]) -> Handed:
        shop = self.shop
        lots = sorted(id_ for id_, lot in gone.lots.items() if lot.left)
        handed = shop.hand_over(gone, kept, gone.principal, lots, new_lots)
        handed.points = gone.points
        kept.points += gone.points
        gone.points = 0
        handed.promises = [p for p in shop.promises.values() if p.owner is gone and p.state == "pending"]
        handed.packs = [p for p in shop.packs.values() if p.owner is gone and p.state == "open"]
        handed.vouchers = [v for v in shop.vouchers.values() if v.owner is gone and v.state == "issued"]
        handed.followers = shop.family(gone)[1:]
        return handed

    def _follow(self, sold: Sold) -> None:
        """What came back to a record that was merged goes where the rest of it is."""
        at, new_lots = sold.person, self.new("bonus_lot")
        while at is not None and at.into is not None:
            (merge,) = (m for m in self.shop.merges if m.giver is at and not m.gone)
            lots = sum(1 for lot in at.lots.values() if lot.left)
            more = self._move_everything(at, merge.taker, new_lots[:lots])
            new_lots = new_lots[lots:]
            merge.principal += more.principal
            merge.points += more.points
            merge.lots += more.lots
            for voucher in more.vouchers:
                voucher.owner = merge.taker
            merge.vouchers += more.vouchers
            at = merge.taker

    @rule(which=small)
    def unmerge(self, which: int) -> None:
        if not self.shop.merges:
            return
        merge = self.shop.merges[which % len(self.shop.merges)]
        gone, kept = merge.giver, merge.taker
        rows = "SELECT id FROM member_merge WHERE from_id = ? AND into_id = ? ORDER BY id"
        ids = [id_ for (id_,) in self.till.rows(rows, self.ids[gone], self.ids[kept])]
        earlier = [m for m in self.shop.merges if m.giver is gone and m.taker is kept]
        merge_id = MergeId(ids[earlier.index(merge)])
        command = UnmergeMembers(command_id(), self.till.people.manager, merge_id, "是两个人")
        settled = kept.settled_at > merge.at
        if merge.gone or settled or not kept.free or not self._can_unmerge(merge):
            self.refused(merging.unmerge, command)
            return
        self._book(merging.unmerge, command)
        self._take_apart(merge)

    def _can_unmerge(self, merge: Handed) -> bool:
        kept, day = merge.taker, self.shop.day
        there = all(
            kept.lots[new].left >= amount or not kept.lots[new].usable(day) for _, new, amount in merge.lots
        )
        points = merge.points <= 0 or kept.points >= merge.points
        return there and points and kept.principal >= merge.principal

    def _take_apart(self, merge: Handed) -> None:
        gone, kept = merge.giver, merge.taker
        for old, new, amount in merge.lots:
            part = min(amount, kept.lots[new].left)
            kept.lots[new].left -= part
            gone.lots[old].left += part
        kept.principal -= merge.principal
        gone.principal += merge.principal
        kept.points -= merge.points
        gone.points += merge.points
        for promise in merge.promises:
            promise.owner = gone if promise.owner is kept else promise.owner
        for pack in merge.packs:
            pack.owner = gone if pack.owner is kept else pack.owner
        for voucher in merge.vouchers:
            if voucher.owner is kept and voucher.state == "issued":
                voucher.owner = gone
        for one in merge.followers:
            one.into = gone
        gone.into = None
        merge.gone = True

    # ── refunds by the law ──

    @rule(who=small)
    def ask_card_refund(self, who: int) -> None:
        person = self.someone(who)
        command = AskCardRefund(command_id(), self.till.people.cashier, self.ids[person], "搬家")
        if not person.free:
            self.refused(card_refunds.ask, command)
            return
        self._book(card_refunds.ask, command)
        person.frozen = True

    @rule(which=small, cause=st.sampled_from(Cause), reading=small, pay=st.booleans(), close=st.booleans())
    def decide_card_refund(self, which: int, cause: Cause, reading: int, pay: bool, close: bool) -> None:
        asked = [person for person in self.shop.people if person.frozen]
        if not asked:
            return
        person = asked[which % len(asked)]
        found = self.till.ask(card_refunds.worksheet, self.ids[person])
        assert found.refund is not None
        for one in found.worksheet.results:
            self._check_refund(person, one)
        assert found.worksheet.best.total == max(r.total for r in found.worksheet.results)
        if not pay:
            withdraw = WithdrawCardRefund(command_id(), self.till.people.cashier, found.refund.id)
            self._book(card_refunds.withdraw, withdraw)
            person.frozen = False
            return
        results = found.worksheet.of(cause)
        result = results[reading % len(results)]
        paid = ((Account.WECHAT, result.total),) if result.total else ()
        command = PayCardRefund(
            command_id(), self.till.people.cashier, found.refund.id, cause, result.reading.key, result.total,
            paid, close, self.till.people.owner, print_receipt=False,
        )  # fmt: skip
        self._book(card_refunds.pay, command)
        self.shop.till["wechat"] -= result.total.fen
        self.paid_out += result.total.fen
        self.interest += result.interest.fen
        self.shop.settle(person, result.refunded.fen)
        if close:
            person.closed = True
            person.points = 0
            self._sign_up(f"新{len(self.shop.people)}")

    @rule(who=small)
    def reopen_account(self, who: int) -> None:
        person = self.shop.people[who % len(self.shop.people)]
        command = ReopenAccount(command_id(), self.till.people.manager, self.ids[person], "又来了")
        if not person.closed:
            self.refused(card_refunds.reopen, command)
            return
        self._book(card_refunds.reopen, command)
        person.closed = False

    def _check_refund(self, person: Person, result: Result) -> None:
        """Never more than was paid in, and interest on no more than that (section 9)."""
        group = {person, *self.shop.family(person), *person.mixed}
        paid_in = sum(one.put_in for one in group)
        assert 0 <= result.refunded.fen <= paid_in, (result, paid_in)
        since = min((one.first_paid for one in group if one.first_paid), default=self.shop.day)
        highest = max(max(r.shop_cause_bp, r.member_cause_bp) for r in REFUNDS.rates)
        most = paid_in * highest * (self.shop.day - since).days / (365 * 10_000)
        assert 0 <= result.interest.fen <= most + len(result.interest_lines), (result, most)

    @rule(which=small, cause=st.sampled_from(Cause))
    def refund_pack(self, which: int, cause: Cause) -> None:
        there = [(id_, p) for id_, p in self.shop.packs.items() if p.state == "open" and p.paid]
        if not there:
            return
        id_, pack = there[which % len(there)]
        person = pack.owner
        found = self.till.ask(pack_refunds.sheet, PackId(id_))
        result = found.worksheet.of(cause)[0]
        at_price = {Cause.SHOP: pack.booked, Cause.MEMBER: pack.had * pack.list_price}[cause]
        # Within seven days of the first thing ever bought everything comes back (Art. 14).
        assert result.refunded.fen in (pack.paid, max(0, pack.paid - at_price))
        refund = found.refund(result)
        paid = ((Account.WECHAT, refund.pay_out),) if refund.pay_out else ()
        command = RefundPack(
            command_id(), self.till.people.cashier, PackId(id_), cause, result.reading.key, refund.total,
            paid, "不想要了", self.till.people.owner, print_receipt=False,
        )  # fmt: skip
        if not person.free:
            self.refused(pack_refunds.pay, command)
            return
        self._book(pack_refunds.pay, command)
        pack.state = "ended"
        person.principal += refund.to_principal.fen
        person.put_in -= refund.outside.fen
        self.shop.till["wechat"] -= refund.pay_out.fen
        self.paid_out += refund.pay_out.fen
        self.interest += refund.interest.fen

    # ── as days go by ──

    @rule(days=st.sampled_from((0, 1, 3, 9, 20)), hours=st.integers(1, 30), by=tenders)
    def time_passes(self, days: int, hours: int, by: Account) -> None:
        self.till.clock.advance(timedelta(days=days, hours=hours))
        self.follow_the_clock()
        # A shop that wrote nothing for weeks would not believe its clock (services.clock_watch).
        self._passer_by(by)

    def _passer_by(self, by: Account) -> None:
        self.till.sell(yuan(1))
        self.shop.till["cash"] += 100

    @rule()
    def what_is_over_is_booked(self) -> None:
        self._book(expiry.expire_due, ExpireDue(command_id(), self.till.people.cashier))
        self._book(tier_review.review_due, ReviewTiers(command_id(), self.till.people.cashier))
        for person in self.shop.people:
            for lot in person.lots.values():
                lot.left = lot.left if lot.usable(self.shop.day) else 0
            person.points = self.shop.usable_points(person)

    @rule()
    def the_day_closes(self) -> None:
        day = self.till.ask(closing.open_day)
        if not day.begun:
            return
        figures = day.sheet.figures
        if figures.expected(Account.CASH).fen < 0:
            return
        found = pieces(figures.expected(Account.CASH))
        totals = tuple(TenderTotal(a, figures.expected(a)) for a in tenders_to_count(figures))
        left = Money(sum(p.fen * p.count for p in found))
        command = SealDay(
            command_id(), self.till.people.manager, figures.last_day, figures.last_number,
            Count(found, left, totals, ()), print_sheet=False,
        )  # fmt: skip
        self._book(closing.seal, command)
        # There is no coin below one jiao: what can't be counted is booked as a difference.
        self.shop.till["cash"] -= figures.expected(Account.CASH).fen - left.fen
        self.shop.sealed = figures.last_day

    @rule(
        order=st.sampled_from(SpendingOrder),
        claims=st.sampled_from((ClaimRule(), ClaimRule(False, 10, False, 20), ClaimRule(bonus_days=40))),
    )
    def the_shop_changes_its_rules(self, order: SpendingOrder, claims: ClaimRule) -> None:
        """What was sold keeps the rules of its day."""
        old = self.shop.rules
        self.shop.rules = Rules(
            order.value, 1, old.fen_per_point, old.valid_months, old.double_weekdays, claims
        )
        self._set_rules()

    @rule()
    def the_program_restarts(self) -> None:
        self.till.reopen()
