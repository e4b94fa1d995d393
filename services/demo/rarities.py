"""What happens seldom in the example shop: cards refunded, balances given away, records merged, honors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import zip_longest
from random import Random
from typing import Final

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.friend_commands import EndHonor, GiveHonor
from model.ids import (
    CardRefundId,
    HonorId,
    MemberId,
    StaffId,
)
from model.ledger import Account
from model.money import yuan
from model.referral import Honor
from model.refund_commands import AskCardRefund, PayCardRefund, WithdrawCardRefund
from model.shop import Role, Staff
from model.tier_commands import AdjustPoints, SetTier
from model.voucher import HeldVoucher
from services import (
    card_refunds,
    honors,
    merging,
    points,
    tiers,
    transfers,
)
from services.demo.desk import Desk
from services.demo.novelties import Novelties
from services.demo.rare_papers import Act, RarePapers

_QUIET_DAYS: Final = 3
"""Days of business from one to the next, unless many come."""
_BUSY: Final = 50
"""Members of a day after which something rare happens on every one."""
_TRIES: Final = 4
"""Kinds that are tried on a day until one finds whom it may happen to."""
_MERGED_SHARE: Final = 0.6
_REFUNDED_SHARE: Final = 0.6
"""Of the times when it would be their turn."""


class Rarities:
    """One kind after the other, each to somebody who came lately; every act says whether it found anybody."""

    def __init__(
        self,
        desk: Desk,
        novelties: Novelties,
        staff: tuple[Staff, ...],
        rng: Random,
        pause: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._manager = next(p.id for p in staff if p.role is Role.MANAGER)
        self._owner = next(p.id for p in staff if p.role is Role.OWNER)
        self._rng = rng
        self._pause = pause
        self._papers = RarePapers(desk, novelties, self._manager, rng)
        self._days = 0
        self._next = 0
        own: tuple[Act, ...] = (
            self._refund_card,
            self._transfer,
            self._give_honor,
            self._adjust_points,
            self._merge,
            self._set_tier,
            self._unmerge,
            self._withdraw_refund,
            self._end_honor,
        )
        # Those of papers first: there are more of them.
        self._acts = tuple(
            act for pair in zip_longest(self._papers.acts, own) for act in pair if act is not None
        )

    def take_handed_out(self) -> list[HeldVoucher]:
        """The vouchers that were handed out in the street since this was asked last."""
        return self._papers.take_handed_out()

    def happen(self, by: StaffId, seen: tuple[int, ...], came: int) -> None:
        """At the end of a day on which so many members came."""
        self._days += 1
        rows = tuple(dict.fromkeys(self._desk.row(row) for row in seen if self._desk.row(row)))
        if (self._days % _QUIET_DAYS and came < _BUSY) or not rows:
            return
        for _ in range(_TRIES):
            act = self._acts[self._next % len(self._acts)]
            self._next += 1
            if act(by, rows):
                self._pause()
                return

    def _any(self, rows: tuple[int, ...]) -> int:
        return rows[int(self._rng.random() * len(rows))]

    # Card refunds

    def _ask(self, by: StaffId, rows: tuple[int, ...], reason: str) -> tuple[int, CardRefundId] | None:
        desk = self._desk
        rich = [row for row in rows if desk.wallet(row).principal.fen > 0]
        if not rich:
            return None
        row = self._any(tuple(rich))
        done = desk.attempt(card_refunds.ask, AskCardRefund(*desk.base(by), desk.member_id(row), reason))
        self._pause()
        return (row, CardRefundId(done.subject_id)) if done and done.subject_id else None

    def _refund_card(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        if self._rng.random() > _REFUNDED_SHARE:
            return False
        asked = self._ask(by, rows, "搬家，不常来了")
        if asked is None:
            return False
        desk, (row, refund_id) = self._desk, asked
        best = card_refunds.worksheet(desk.read, desk.member_id(row)).worksheet.best
        tenders = ((Account.WECHAT, best.total),) if best.total else ()
        command = PayCardRefund(
            *desk.base(by),
            refund_id,
            best.cause,
            best.reading.key,
            best.total,
            tenders,
            close_account=True,
            approved_by=self._manager,
            print_receipt=False,
        )
        if desk.attempt(card_refunds.pay, command) is not None:
            desk.goes_as(row, 0)
        return True

    def _withdraw_refund(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        asked = self._ask(by, rows, "想退卡")
        if asked is None:
            return False
        command = WithdrawCardRefund(*self._desk.base(by), asked[1], "改主意，继续用")
        return self._desk.attempt(card_refunds.withdraw, command) is not None

    # Between members

    def _transfer(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        rich = [row for row in rows if desk.wallet(row).principal >= yuan(100)]
        if not rich or len(rows) < 2:
            return False
        sender = self._any(tuple(rich))
        receiver = next(row for row in rows if row != sender)
        amount = yuan(50) if self._rng.random() < 0.6 else None
        command = TransferBalance(
            *desk.base(by),
            desk.member_id(sender),
            desk.member_id(receiver),
            amount,
            "送给家人用",
            self._manager,
            both_present=True,
            print_receipt=False,
        )
        return desk.attempt(transfers.execute, command) is not None

    def _merge(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        """The record that is younger goes into the other."""
        desk = self._desk
        if len(rows) < 2 or self._rng.random() > _MERGED_SHARE:
            return False
        kept, gone = sorted((rows[0], self._any(rows[1:])))
        command = MergeMembers(
            *desk.base(by), desk.member_id(gone), desk.member_id(kept), "同一个人登记了两次", self._manager
        )
        if desk.attempt(merging.merge, command) is None:
            return False
        desk.goes_as(gone, kept)
        return True

    def _unmerge(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        """Merged by mistake, and made two again at once."""
        desk = self._desk
        if len(rows) < 2:
            return False
        kept, gone = sorted((rows[0], self._any(rows[1:])))
        into = desk.member_id(kept)
        command = MergeMembers(*desk.base(by), desk.member_id(gone), into, "疑似同一个人", self._manager)
        if desk.attempt(merging.merge, command) is None:
            return False
        self._pause()
        (merged, *_) = merging.of_member(desk.read, into)
        undo = UnmergeMembers(*desk.base(by), merged.merge_id, "不是同一个人", self._manager)
        if desk.attempt(merging.unmerge, undo) is None:
            desk.goes_as(gone, kept)
        return True

    # Points, tiers, honors

    def _adjust_points(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        command = AdjustPoints(*self._desk.base(by), self._member(rows), 200, "补登上次消费", self._manager)
        return self._desk.attempt(points.adjust, command) is not None

    def _member(self, rows: tuple[int, ...]) -> MemberId:
        return self._desk.member_id(self._any(rows))

    def _set_tier(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        until = desk.day + timedelta(days=90)
        command = SetTier(
            *desk.base(by), self._member(rows), desk.tiers[1].id, True, until, "老顾客回访", self._manager
        )
        return desk.attempt(tiers.by_hand, command) is not None

    def _give_honor(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        until = desk.day + timedelta(days=180)
        honor = Honor.AMBASSADOR if self._rng.random() < 0.7 else Honor.HONORARY_SHAREHOLDER
        command = GiveHonor(
            *desk.base(self._owner), self._member(rows), honor, desk.day, until, "介绍了很多朋友"
        )
        return desk.attempt(honors.give, command) is not None

    def _end_honor(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        borne = honors.all_active(desk.read)
        if not borne:
            return False
        honor_id = HonorId(borne[0].honor_id)
        command = EndHonor(*desk.base(self._owner), honor_id, desk.day, "本人不想再担任")
        return desk.attempt(honors.end, command) is not None
