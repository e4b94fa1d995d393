"""What happens seldom in the example shop: cards refunded, balances given away, records merged, honors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from model.account_commands import MergeMembers, TransferBalance, UnmergeMembers
from model.friend_card import CardState
from model.friend_commands import CancelReward, EndHonor, GiveHonor, TakeBackCard, VoidCard
from model.gift import MoveKind
from model.ids import (
    BatchId,
    CardRefundId,
    FriendCardId,
    HonorId,
    MemberId,
    PackId,
    RewardId,
    StaffId,
    TxnId,
    VoucherId,
)
from model.ledger import Account
from model.money import yuan
from model.pack import Pack, PackState
from model.pack_commands import ExtendPack, RefundPack
from model.plan_commands import MoveStock
from model.referral import Honor
from model.refund_commands import AskCardRefund, PayCardRefund, WithdrawCardRefund
from model.shop import Role, Staff
from model.tier_commands import AdjustPoints, SetTier
from model.voucher import HeldVoucher
from model.voucher_commands import Anonymous, ExtendVoucher, IssueVouchers, ToMembers, VoidVoucher
from services import (
    card_refunds,
    friend_cards,
    gifts,
    honors,
    merging,
    pack_refunds,
    packs,
    points,
    rewards,
    tiers,
    transfers,
    voucher_issue,
    vouchers,
)
from services.demo.desk import Desk
from services.demo.novelties import Novelties

_QUIET_DAYS: Final = 3
"""Days of business from one to the next, unless many come."""
_BUSY: Final = 50
"""Members of a day after which something rare happens on every one."""
_TRIES: Final = 4
"""Kinds that are tried on a day until one finds whom it may happen to."""
_HANDED_OUT: Final = 20
_MERGED_SHARE: Final = 0.6
_REFUNDED_SHARE: Final = 0.6
"""Of the times when it would be their turn."""

Act = Callable[[StaffId, tuple[int, ...]], bool]


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
        self._new = novelties
        self._manager = next(p.id for p in staff if p.role is Role.MANAGER)
        self._owner = next(p.id for p in staff if p.role is Role.OWNER)
        self._rng = rng
        self._pause = pause
        self._handed_out: list[HeldVoucher] = []
        self._days = 0
        self._next = 0
        self._acts: tuple[Act, ...] = (
            self._refund_card,
            self._hand_out,
            self._transfer,
            self._reverse_voucher_sale,
            self._give_honor,
            self._adjust_points,
            self._merge,
            self._take_reward_back,
            self._refund_pack,
            self._set_tier,
            self._unmerge,
            self._withdraw_refund,
            self._extend_pack,
            self._void_voucher,
            self._extend_voucher,
            self._end_card,
            self._issue_to_list,
            self._count_gifts,
            self._cancel_reward,
            self._end_honor,
        )

    def take_handed_out(self) -> list[HeldVoucher]:
        """The vouchers that were handed out in the street since this was asked last."""
        found, self._handed_out = self._handed_out, []
        return found

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

    # Packs

    def _pack(self, rows: tuple[int, ...], wanted: Callable[[Pack], bool]) -> Pack | None:
        for row in rows:
            for pack in packs.of_member(self._desk.read, self._desk.member_id(row)):
                if pack.state is PackState.OPEN and pack.sessions_left and wanted(pack):
                    return pack
        return None

    def _extend_pack(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        pack = self._pack(rows, lambda p: p.valid_to is not None)
        if pack is None or pack.valid_to is None:
            return False
        until = max(pack.valid_to, self._desk.day) + timedelta(days=30)
        command = ExtendPack(*self._desk.base(by), PackId(pack.id), until, "出差没时间来", self._manager)
        return self._desk.attempt(packs.extend, command) is not None

    def _refund_pack(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        pack = self._pack(rows, lambda p: bool(p.paid))
        if pack is None:
            return False
        found = pack_refunds.sheet(desk.read, pack.id)
        best = found.worksheet.best
        refund = found.refund(best)
        tenders = ((Account.WECHAT, refund.pay_out),) if refund.pay_out else ()
        command = RefundPack(
            *desk.base(by),
            pack.id,
            best.cause,
            best.reading.key,
            refund.total,
            tenders,
            "不再做这个项目",
            self._manager,
            print_receipt=False,
        )
        return desk.attempt(pack_refunds.pay, command) is not None

    # Vouchers and gifts

    def _hand_out(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        to = Anonymous(_HANDED_OUT, "商场路口发放", handed_by="Lily")
        command = IssueVouchers(*desk.base(self._manager), self._new.templates[0].id, to)
        done = desk.attempt(voucher_issue.issue, command)
        if done is not None and done.subject_id:
            self._handed_out += vouchers.vouchers_of(desk.read, BatchId(done.subject_id))
        return done is not None

    def _issue_to_list(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        to = ToMembers(rows[:15], "久未到店回访")
        command = IssueVouchers(*desk.base(self._manager), self._new.templates[2].id, to)
        return desk.attempt(voucher_issue.issue, command) is not None

    def _voucher(self, rows: tuple[int, ...]) -> VoucherId | None:
        for row in rows:
            for held in vouchers.held_by(self._desk.read, self._desk.member_id(row)):
                return held.voucher_id
        return None

    def _void_voucher(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        voucher_id = self._voucher(rows)
        if voucher_id is None:
            return False
        command = VoidVoucher(*self._desk.base(by), voucher_id, "发错了", self._manager)
        return self._desk.attempt(vouchers.void, command) is not None

    def _extend_voucher(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk, voucher_id = self._desk, self._voucher(rows)
        if voucher_id is None:
            return False
        until = vouchers.get(desk.read, voucher_id).valid_to + timedelta(days=14)
        command = ExtendVoucher(*desk.base(by), voucher_id, until, "顾客在外地", self._manager)
        return desk.attempt(vouchers.extend, command) is not None

    def _count_gifts(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        gift = next(g for g in gifts.gifts(desk.read) if g.id == self._new.gifts[1].id)
        if not gift.stock:
            return False
        command = MoveStock(
            *desk.base(self._manager), gift.id, MoveKind.COUNTED, gift.stock - 1, "盘点，破损一件"
        )
        return desk.attempt(gifts.move_stock, command) is not None

    def _end_card(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        """A friend card is handed in, or made void."""
        desk = self._desk
        for row in rows:
            for card in friend_cards.of_member(desk.read, desk.member_id(row)):
                if card.state is not CardState.ISSUED:
                    continue
                card_id = FriendCardId(card.card_id)
                if self._rng.random() < 0.5:
                    back = TakeBackCard(*desk.base(by), card_id, "用不上")
                    return desk.attempt(friend_cards.take_back, back) is not None
                void = VoidCard(*desk.base(by), card_id, "卡面破损", self._manager)
                return desk.attempt(friend_cards.void, void) is not None
        return False

    # Sales that were wrong

    def _reverse_voucher_sale(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        return self._reverse_newest(
            by,
            "SELECT u.txn_id FROM voucher_use u WHERE NOT EXISTS "
            "(SELECT 1 FROM reversal r WHERE r.reverses_id = u.txn_id) ORDER BY u.txn_id DESC LIMIT 1",
            "券用错了",
        )

    def _take_reward_back(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        return self._reverse_newest(
            by,
            "SELECT w.sale_txn_id FROM referral_reward w WHERE w.state = 'paid' AND NOT EXISTS "
            "(SELECT 1 FROM reversal r WHERE r.reverses_id = w.sale_txn_id) ORDER BY w.id DESC LIMIT 1",
            "效果不满意，全额退款",
        )

    def _reverse_newest(self, by: StaffId, query: str, reason: str) -> bool:
        desk = self._desk
        found = desk.conn.execute(query).fetchone()
        if found is None:
            return False
        lines = desk.conn.execute("SELECT n, quantity FROM sale_line WHERE txn_id = ?", found).fetchall()
        return desk.reverse(by, TxnId(found[0]), reason, self._manager, tuple(lines)) is not None

    def _cancel_reward(self, by: StaffId, rows: tuple[int, ...]) -> bool:
        desk = self._desk
        found = desk.conn.execute(
            "SELECT id FROM referral_reward WHERE state = 'pending' ORDER BY id LIMIT 1"
        ).fetchone()
        if found is None:
            return False
        command = CancelReward(*desk.base(by), RewardId(found[0]), "自己介绍自己", self._manager)
        return desk.attempt(rewards.cancel, command) is not None
